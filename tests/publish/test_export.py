"""The export of figures: every figure, as a number and as printed, in files that spreadsheets read rightly."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from report.model.report import Report
from report.publish.export import as_csv, as_workbook, figures_of
from report.publish.workbook import TableSheet, workbook
from report.sources import load
from tests.sources.projects import write

SAMPLE = Path(__file__).parents[2]
BILL = "config/figures/rekening.yaml"
STYLED = """\
kind: statement
id: balans
title: "Balans: stand/1"
values-in: thousands
style: {negatives: trailing-minus}
columns:
  - {id: a, label: "2021", kind: actual}
  - {id: p, label: "2020", kind: prior}
  - {id: q, label: Verschil, kind: variance-percent}
rows:
  - {id: kas, role: line, label: "=Kas", values: [-1234.5, 1234.5]}
  - {id: bank, role: line, label: Bank, values: [0, 3]}
  - {id: t, role: total, label: Totaal, formula: kas + bank}
"""


def read_csv(report: Report) -> dict[str, dict[str, str]]:
    content = as_csv(report)
    assert content.startswith(b"\xef\xbb\xbf")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig")))}


@pytest.fixture
def balance(tmp_path: Path) -> Report:
    settings = {BILL: STYLED}
    return load(write(tmp_path, dict(settings)))


def test_the_sample_is_exported_to_the_digit() -> None:
    report = load(SAMPLE)
    rows = read_csv(report)
    assert rows["exploitatie.b_overig.2021"]["value"] == "-662"
    assert rows["exploitatie.b_overig.2021"]["printed"] == "662-"
    assert rows["exploitatie.t_baten.2020"]["printed"] == "3.225.169"
    assert rows["kerncijfers.website.cmo"]["printed"] == "34.417"
    assert rows["kerncijfers.website.cmo"]["kind"] == "key figure"
    assert len(rows) == len(figures_of(report)) >= len(report.facts)


def test_cells_are_exported_as_they_are_printed(balance: Report) -> None:
    rows = read_csv(balance)
    assert [rows[f"balans.kas.{column}"]["printed"] for column in "apq"] == ["1.234,5-", "1.234,5", "n.v.t."]
    assert rows["balans.kas.q"]["value"] == ""
    assert rows["balans.bank.a"]["printed"] == "–"
    assert rows["balans.t.a"]["value"] == "-1234.5"


def test_the_unit_says_what_printed_numbers_count(balance: Report, tmp_path: Path) -> None:
    rows = read_csv(balance)
    assert [rows[f"balans.{name}"]["unit"] for name in ("t.a", "bank.q")] == ["× 1000", "%"]
    scaled = STYLED.replace("values-in: thousands", "unit-caption: In miljoenen").replace(
        "{neg", "{scale: millions, neg"
    )
    (minus, plus) = (read_csv(load(write(tmp_path / "m", {BILL: scaled})))[f"balans.kas.{name}"] for name in "ap")
    assert (minus["value"], minus["printed"], plus["value"]) == ("0", "–", "0")
    assert minus["unit"] == "In miljoenen"


def test_no_word_of_the_export_is_a_formula(balance: Report) -> None:
    assert read_csv(balance)["balans.kas.a"]["label"] == "'=Kas"
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(balance)))
    cell = book.worksheets[0]["C2"]
    assert (cell.value, cell.data_type) == ("=Kas", "s")


def test_the_workbook_has_a_sheet_a_statement_with_numbers_as_numbers(balance: Report) -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(balance)))
    assert book.sheetnames == ["Balans stand 1", "Figures"]
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[2]][4:] == [-1234.5, 1234.5, None, "1.234,5-", "1.234,5", "n.v.t."]
    assert sheet["E2"].number_format == "#,##0.0"
    assert sheet["E4"].value == -1234.5


def test_the_same_report_gives_the_same_bytes(balance: Report) -> None:
    assert as_workbook(balance) == as_workbook(balance)
    assert as_csv(balance) == as_csv(balance)


def test_sheets_have_names_that_spreadsheets_accept() -> None:
    long = "Een heel lange naam van een statement"
    sheets = [TableSheet(name, ("a",), ()) for name in (long, long, "[x]:*?/\\", "")]
    names = openpyxl.load_workbook(io.BytesIO(workbook(sheets))).sheetnames
    assert [len(name) <= 31 for name in names] == [True] * 4
    assert len({name.lower() for name in names}) == 4


def test_a_number_with_more_digits_than_a_spreadsheet_keeps_stays_whole() -> None:
    rows = ((Decimal("12345678901234567"), Decimal("0.1")),)
    book = openpyxl.load_workbook(io.BytesIO(workbook([TableSheet("a", ("x", "y"), rows)])))
    assert [cell.value for cell in book.worksheets[0][2]] == ["12345678901234567", 0.1]
