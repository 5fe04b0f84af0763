"""Statements from workbooks: what is odd in a cell is told with its address, as it is in tables of facts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from report.errors import Severity
from report.model.statements import Statement
from report.sources import examine
from tests.sources.projects import write
from tests.sources.workbooks import BOOK, workbook

ROWS: list[list[Any]] = [
    ["Code", "Post", "2021", "Begroting"],
    ["a", "Subsidie", 3000, 2900],
    ["b", "Overig", 100, 90],
    ["c", "Rente", 7, 8],
]
BILL = """\
kind: statement
id: rekening
title: Rekening
columns:
  - {id: "2021", label: "2021", kind: actual}
  - {id: b, label: Begroting, kind: budget}
table: {file: figures/leden.xlsx, columns: {id: Code, label: Post}%s}
"""

Odd = Callable[[Worksheet], object]


def read(folder: Path, odd: Odd, more: str = "") -> tuple[Statement | None, list[tuple[str, str, Severity]]]:
    def change(book: Any) -> None:
        odd(book.active)

    found = examine(write(folder, {"config/figures/rekening.yaml": BILL % more, BOOK: workbook(ROWS, change)}))
    told = [(problem.code, str(problem.at), problem.severity) for problem in found.problems]
    return found.report.statements.get("rekening") if found.report else None, told


def put(address: str, value: float | str, shown: str = "General") -> Odd:
    def change(sheet: Worksheet) -> None:
        sheet[address] = value
        sheet[address].number_format = shown

    return change


def hide(sheet: Worksheet) -> None:
    sheet.column_dimensions["D"].hidden = True


@pytest.mark.parametrize(
    ("odd", "more", "wanted"),
    [
        (put("C2", "3.000,50"), "", ("figure-as-text", "C2", Severity.NOTE)),
        (put("C2", 3000.4, "#,##0"), "", ("more-decimals", "C2", Severity.NOTE)),
        (put("D4", 0.775, "0.0%"), "", ("unit-differs", "D4", Severity.WARNING)),
        (put("C3", "1.234"), "", ("ambiguous-figure", "C3", Severity.ERROR)),
        (put("C3", "veel"), "", ("wrong-type", "C3", Severity.ERROR)),
        (put("D3", "=C3*2"), "", ("uncached-formula", "D3", Severity.ERROR)),
        (lambda sheet: sheet.merge_cells("C3:C4"), "", ("merged-cell", "C3", Severity.ERROR)),
        (lambda sheet: sheet.merge_cells("C2:D2"), "", ("merged-cell", "C2", Severity.ERROR)),
        (hide, "", ("hidden-column", "D1", Severity.ERROR)),
        (hide, ", hidden: skip", ("hidden-column", "D1", Severity.ERROR)),
    ],
)
def test_what_is_odd_is_told(odd: Odd, more: str, wanted: tuple[str, str, Severity], tmp_path: Path) -> None:
    _, told = read(tmp_path, odd, more)
    code, address, severity = wanted
    assert told == [(code, f"{BOOK}!Leden!{address}", severity)]


def test_amounts_as_their_cells_show_them(tmp_path: Path) -> None:
    statement, told = read(tmp_path, put("C2", 3000.5, "#,##0"), ", as-shown: true")
    assert told == []
    assert statement is not None
    assert statement.rows[0].amounts[0].value == Decimal(3001)


def test_hidden_columns_that_count(tmp_path: Path) -> None:
    statement, told = read(tmp_path, hide, ", hidden: read")
    assert told == []
    assert statement is not None
    assert [row.amounts[1].value for row in statement.rows] == [2900, 90, 8]


def test_a_merged_heading_is_one(tmp_path: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.insert_rows(2)
        sheet["A2"] = "Baten"
        sheet.merge_cells("A2:D2")

    statement, told = read(tmp_path, merge)
    assert told == []
    assert statement is not None
    assert [(row.role, row.label) for row in statement.rows][:2] == [("heading", "Baten"), ("line", "Subsidie")]


def test_words_that_are_merged_hold_for_all_rows(tmp_path: Path) -> None:
    statement, told = read(tmp_path, lambda sheet: sheet.merge_cells("B2:B3"))
    assert told == []
    assert statement is not None
    assert [row.label for row in statement.rows] == ["Subsidie", "Subsidie", "Rente"]


def test_two_columns_with_one_heading_are_told(tmp_path: Path) -> None:
    _, told = read(tmp_path / "a", put("C1", "Begroting"), "")
    assert ("two-columns", "config/figures/rekening.yaml:7:8", Severity.ERROR) in told
    statement, told = read(tmp_path / "b", put("E1", "Post"), "")
    assert [code for code, _, _ in told] == ["two-columns"]
    statement, told = read(tmp_path / "c", put("E1", "Iets"), "")
    assert told == []
    assert statement is not None
