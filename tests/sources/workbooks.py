"""Workbooks and CSV files to break, in a project whose facts stand in them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from report.errors import Problem
from report.model.report import Report
from report.sources import examine
from tests.sources.projects import write

FACTS = "config/figures/feiten.yaml"
BOOK = "config/figures/leden.xlsx"
LIST = "config/figures/leden.csv"

Change = Callable[[Workbook], object]


def workbook(rows: list[list[Any]], change: Change | None = None) -> bytes:
    """A workbook with these rows on its sheet “Leden”, changed."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Leden"
    for row in rows:
        sheet.append(row)
    if change is not None:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_values(data: bytes, values: Mapping[str, str]) -> bytes:
    """The workbook as a spreadsheet program saves it: with the values of its formulas, by their addresses."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                for address, value in values.items():
                    given = re.compile(rf'(<c r="{address}"[^>]*)>(<f>[^<]*</f>)<v\s*/?>(?:</v>)?'.encode())
                    part, count = given.subn(rb"\1>\2<v>" + value.encode() + b"</v>", part)
                    assert count == 1, address
            archive.writestr(name, part)
    return target.getvalue()


def read(folder: Path, table: str, files: Mapping[str, str | bytes | None]) -> tuple[Report, tuple[Problem, ...]]:
    """A project with one table of facts; `table` is what stands in its braces."""
    facts = f"kind: facts\ntables:\n  - {{{table}}}\n"
    found = examine(write(folder, {FACTS: facts, **files}))
    assert found.report is not None
    return found.report, found.problems


def read_book(
    folder: Path, rows: list[list[Any]], change: Change | None = None, more: str = ""
) -> tuple[Report, tuple[Problem, ...]]:
    """A project with the facts of a workbook."""
    return read(folder, f"file: figures/leden.xlsx{more}", {BOOK: workbook(rows, change)})


def read_list(folder: Path, text: str | bytes, more: str = "") -> tuple[Report, tuple[Problem, ...]]:
    """A project with the facts of a CSV file."""
    return read(folder, f"file: figures/leden.csv{more}", {LIST: text})


def values_of(report: Report) -> dict[str, str]:
    """The facts as text, those of the project's statement aside."""
    return {name: str(fact.value) for name, fact in report.facts.items() if not name.startswith("rekening.")}


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """Code and place of each problem; the place without the folder."""
    return [(problem.code, str(problem.at).removeprefix("config/figures/")) for problem in problems]
