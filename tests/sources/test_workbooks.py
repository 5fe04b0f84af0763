"""Facts in workbooks: what spreadsheets do to figures is understood, or told with the cell's address."""

from __future__ import annotations

import contextlib
import datetime
import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from report.errors import Severity
from report.sources import spreadsheets
from report.sources.cells import without_noise
from report.sources.scalars import MisfitError
from report.sources.spreadsheets import read_sheet
from report.sources.workbook import CellFormat, cell_format
from tests.sources.workbooks import BOOK, Change, read, read_book, told, values_of, with_values, workbook

HEAD = ["id", "value", "label", "unit", "period"]
ROWS: list[list[Any]] = [HEAD, ["leden", 6900, "Leden", "leden", 2021], ["respons", 77.5, "Respons", "%", 2021]]


def test_a_table_with_our_own_headings(tmp_path: Path) -> None:
    report, problems = read_book(tmp_path, ROWS)
    assert problems == ()
    fact = report.facts["leden"]
    assert (fact.value, fact.label, fact.unit, fact.period) == (Decimal(6900), "Leden", "leden", "2021")
    assert str(fact.at) == f"{BOOK}!Leden!B2"
    assert BOOK in {source.name for source in report.sources}


def test_columns_by_heading_and_by_letter(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Code", "Wat", "Aantal"], ["a", "Leden", 5], ["b", "Gasten", 7]]
    more = (
        ", columns: {id: Code, value: C, label: wat}, prefix: panel, unit: mensen, source: Telling, as-of: 2021-12-31"
    )
    report, problems = read_book(tmp_path, rows, more=more)
    assert problems == ()
    fact = report.facts["panel.b"]
    assert (fact.value, fact.label, fact.unit, fact.source) == (Decimal(7), "Gasten", "mensen", "Telling")
    assert fact.as_of == datetime.date(2021, 12, 31)


def test_a_row_may_hold_several_periods(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["id", "label", "2021", "2020"], ["baten", "Baten", 10, 9], ["lasten", "Lasten", 8, None]]
    report, problems = read_book(tmp_path, rows, more=', periods: {"2021": C, "2020": "2020"}')
    assert problems == ()
    assert values_of(report) == {"baten.2021": "10", "baten.2020": "9", "lasten.2021": "8"}
    assert report.facts["baten.2020"].period == "2020"


def test_ranges_names_and_tables(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("Ander blad")
        for row in (["x", 1], ["y", 2], ["z", 3]):
            book["Ander blad"].append(row)
        book.defined_names["Blok"] = DefinedName("Blok", attr_text="'Ander blad'!$A$2:$B$3")
        book["Leden"].add_table(Table(displayName="Leden_tabel", ref="A1:E3"))

    data = workbook(ROWS, change)
    plain = "header: false, columns: {id: A, value: B}"
    wanted = {
        "sheet: Leden": ["leden", "respons"],
        "range: Leden!A1:E2": ["leden"],
        "range: Leden_tabel": ["leden", "respons"],
        f"range: blok, {plain}": ["y", "z"],
        f"sheet: Ander blad, range: A1:B1, {plain}": ["x"],
        f"range: \"'Ander blad'!$A:$B\", {plain}": ["x", "y", "z"],
        f"sheet: Ander blad, range: '2:3', {plain}": ["y", "z"],
    }
    for number, (where, ids) in enumerate(wanted.items()):
        report, problems = read(tmp_path / str(number), f"file: figures/leden.xlsx, {where}", {BOOK: data})
        assert told(problems) == [], where
        assert list(values_of(report)) == ids, where


def test_the_only_sheet_that_is_shown_needs_no_name(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("Bron").sheet_state = "hidden"

    assert list(values_of(read_book(tmp_path / "a", ROWS, change)[0])) == ["leden", "respons"]
    _, (problem,) = read_book(tmp_path / "b", ROWS, lambda book: book.create_sheet("Bron"))
    assert (problem.code, problem.hint) == ("unknown-sheet", "Write sheet: and one of Leden, Bron.")


def test_ranges_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = workbook([["id", "value"], *([f"f{number}", number] for number in range(20))])
    monkeypatch.setattr(spreadsheets, "ROWS_LIMIT", 20)
    with pytest.raises(MisfitError) as caught:
        read_sheet("a.xlsx", data, "", "")
    assert caught.value.code == "file-too-large"
    assert len(read_sheet("a.xlsx", data, "", "A2:B21").rows) == 20


NOT_FOUND = [
    ("sheet: Ledn", "unknown-sheet", "Did you mean “Leden”?"),
    ("range: Blok", "unknown-range", "range such as A1:E40"),
    ("range: Ledn!A1", "unknown-sheet", "Did you mean “Leden”?"),
    ("range: ZZZ1:ZZZ2", "unknown-range", ""),
    ("range: A7:B9", "empty-range", "Check sheet and range"),
    ("columns: {id: Kode, value: B}", "unknown-column", "Known: id, value"),
    ("columns: {label: label}", "missing-column", "columns: {id:"),
    ("columns: {id: id, value: value}, periods: {a: B}", "two-values", "Name `value`"),
    ("delimiter: dash", "unknown-value", "semicolon"),
    ("file: figures/led.xlsx", "duplicate-key", ""),
]


@pytest.mark.parametrize(("where", "code", "hint"), NOT_FOUND, ids=[row[0] for row in NOT_FOUND])
def test_what_is_not_there(where: str, code: str, hint: str, tmp_path: Path) -> None:
    _, problems = read_book(tmp_path, ROWS, more=f", {where}")
    assert [problem.code for problem in problems] == [code]
    assert hint in problems[0].hint
    assert problems[0].at
    assert problems[0].at.line == 3


def test_names_that_are_no_range(tmp_path: Path) -> None:
    for index, text in enumerate(
        ("Leden!$A$1:$B$2,Leden!$D$1", "#REF!", "[1]Leden!$A$1", "OFFSET(Leden!$A$1,1,1)", "12")
    ):

        def change(book: Workbook, text: str = text) -> None:
            book.defined_names["Blok"] = DefinedName("Blok", attr_text=text)

        _, problems = read_book(tmp_path / str(index), ROWS, change, ", range: Blok")
        assert [problem.code for problem in problems] == ["unknown-range"], text


def cell(address: str, value: Any, form: str = "") -> Change:
    def change(book: Workbook) -> None:
        book["Leden"][address] = value
        if form:
            book["Leden"][address].number_format = form

    return change


def hide(row: int = 0, column: str = "") -> Change:
    def change(book: Workbook) -> None:
        if row:
            book["Leden"].row_dimensions[row].hidden = True
        if column:
            book["Leden"].column_dimensions[column].hidden = True

    return change


def merge(area: str) -> Change:
    return lambda book: book["Leden"].merge_cells(area)


# what was done to the sheet, what is told and where, what the fact of row 2 is
FAULTS: list[tuple[str, Change, str, list[tuple[str, str]], str]] = [
    ("formula without value", cell("B2", "=1+1"), "", [("uncached-formula", "B2")], ""),
    ("error", cell("B2", "#REF!"), "", [("error-cell", "B2")], ""),
    ("truth", cell("B2", True), "", [("truth-cell", "B2")], ""),
    ("date", cell("B2", datetime.date(2021, 5, 1)), "", [("date-cell", "B2")], ""),
    ("empty", cell("B2", None), "", [("empty-cell", "B2")], ""),
    ("no id", cell("A2", None), "", [("missing-id", "B2")], ""),
    ("bad id", cell("A2", "leden 2021"), "", [("bad-id", "A2")], ""),
    ("error in id", cell("A2", "#NAME?"), "", [("error-cell", "A2"), ("missing-id", "B2")], ""),
    ("letter O", cell("B2", "69OO"), "", [("bad-figure", "B2")], ""),
    ("dash", cell("B2", "-"), "", [("bad-figure", "B2")], ""),
    ("power of ten", cell("B2", "1,2E+06"), "", [("bad-figure", "B2")], ""),
    ("code", cell("B2", "0690"), "", [("bad-figure", "B2")], ""),
    ("two minuses", cell("B2", "-662-"), "", [("bad-figure", "B2")], ""),
    ("ambiguous", cell("B2", "1.234"), "", [("ambiguous-figure", "B2")], ""),
    ("ambiguous in English", cell("B2", "1,234"), "", [("ambiguous-figure", "B2")], ""),
    ("declared", cell("B2", "1.234"), "separators: nl", [("figure-as-text", "B2")], "1234"),
    ("declared English", cell("B2", "1.234"), "separators: en", [("figure-as-text", "B2")], "1.234"),
    ("against the declaration", cell("B2", "12.5"), "separators: nl", [("bad-figure", "B2")], ""),
    ("text, one reading", cell("B2", "1.234,50"), "", [("figure-as-text", "B2")], "1234.50"),
    ("trailing minus", cell("B2", "662-"), "", [("figure-as-text", "B2")], "-662"),
    ("parentheses", cell("B2", "(662)"), "", [("figure-as-text", "B2")], "-662"),
    ("no-break spaces", cell("B2", "1\u00a0234\u202f567"), "", [("figure-as-text", "B2")], "1234567"),
    ("thin spaces", cell("B2", "1\u202f234\u202f567"), "", [("figure-as-text", "B2")], "1234567"),
    ("currency", cell("B2", "€ 12,50"), "", [("figure-as-text", "B2")], "12.50"),
    ("words", cell("B2", "1 op 6"), "", [], "1 op 6"),
    ("percent", cell("B2", 0.775, "0.0%"), "columns: {id: A, value: B}", [], "77.5"),
    ("percent with another unit", cell("B2", 0.775, "0.0%"), "", [("unit-differs", "B2")], "77.5"),
    ("noise", cell("B2", 0.1 + 0.2), "", [], "0.3"),
    ("more than is shown", cell("B2", 1144178.4567, "#,##0.00"), "", [("more-decimals", "B2")], "1144178.4567"),
    ("as shown", cell("B2", 1144178.4567, "#,##0.00"), "as-shown: true", [], "1144178.46"),
    ("shown in thousands", cell("B2", 1144178, "#,##0,"), "as-shown: true", [], "1144000"),
    ("hidden row", hide(row=2), "", [("hidden-row", "A2")], ""),
    ("hidden row skipped", hide(row=2), "hidden: skip", [], ""),
    ("hidden row read", hide(row=2), "hidden: read", [], "6900"),
    ("hidden column", hide(column="B"), "", [("hidden-column", "B1")], ""),
    ("hidden column read", hide(column="B"), "hidden: read", [], "6900"),
    ("hidden column that does not count", hide(column="G"), "", [], "6900"),
    ("merged values", merge("B2:B3"), "", [("merged-cell", "B2"), ("empty-cell", "B3")], "6900"),
    ("merged across", merge("B2:C2"), "", [("merged-cell", "B2")], "6900"),
    ("merged beside", merge("G2:H3"), "", [], "6900"),
    ("same id", cell("A3", "leden"), "", [("duplicate-fact", "B3")], "6900"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "more", "wanted", "value"), [row[1:] for row in FAULTS], ids=[r[0] for r in FAULTS])
def test_faults(change: Change, more: str, wanted: list[tuple[str, str]], value: str, tmp_path: Path) -> None:
    report, problems = read_book(tmp_path, ROWS, change, f", {more}" if more else "")
    assert told(problems) == [(code, f"leden.xlsx!Leden!{place}") for code, place in wanted]
    assert values_of(report).get("leden", "") == value
    assert all(problem.message[0].isupper() or problem.message[0] in "“0123456789" for problem in problems)


def test_formulas_have_the_value_that_was_saved(tmp_path: Path) -> None:
    data = with_values(workbook(ROWS, cell("B2", "=SUM(B3:B9)")), {"B2": "1144178.1000000001"})
    report, problems = read(tmp_path, "file: figures/leden.xlsx", {BOOK: data})
    assert problems == ()
    assert values_of(report)["leden"] == "1144178.1"


def test_words_that_are_merged_hold_for_all_rows(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book["Leden"]["C3"] = None
        book["Leden"].merge_cells("C2:C3")

    report, problems = read_book(tmp_path, ROWS, change)
    assert problems == ()
    assert [report.facts[name].label for name in ("leden", "respons")] == ["Leden", "Leden"]


def test_a_merged_heading_between_rows_is_no_fact(tmp_path: Path) -> None:
    rows = [HEAD, ["Het panel"], *ROWS[1:]]
    report, problems = read_book(tmp_path, rows, merge("A2:E2"))
    assert problems == ()
    assert list(values_of(report)) == ["leden", "respons"]


def test_notes_are_told_once_for_a_column(tmp_path: Path) -> None:
    rows: list[list[Any]] = [HEAD, *([f"f{number}", "12,5"] for number in range(40))]
    _, problems = read_book(tmp_path, rows)
    assert [(problem.code, problem.severity) for problem in problems] == [("figure-as-text", Severity.NOTE)]
    assert "39 more (B3, B4, " in problems[0].message


def test_one_key_settles_all_figures_with_two_readings(tmp_path: Path) -> None:
    rows: list[list[Any]] = [HEAD, *([f"f{number}", "1.234"] for number in range(40))]
    _, (problem,) = read_book(tmp_path / "a", rows)
    assert (problem.code, str(problem.at)) == ("ambiguous-figure", f"{BOOK}!Leden!B2")
    assert problem.message.endswith("So can 39 more (B3, B4, B5, B6, B7, B8, B9, B10, B11, B12, B13, B14 …).")
    _, (problem,) = read_book(tmp_path / "b", rows[:3])
    assert problem.message.endswith("So can 1 more (B3).")


def test_two_homes_are_told_with_both_places_and_values(tmp_path: Path) -> None:
    _, (problem,) = read_book(tmp_path, [HEAD, ["a", 6900], ["a", 6800]])
    assert problem.message == f"The fact a is 6800 here and 6900 at {BOOK}!Leden!B2."
    assert str(problem.at) == f"{BOOK}!Leden!B3"


def test_one_cell_as_the_value_of_a_fact(tmp_path: Path) -> None:
    where = "{file: figures/leden.xlsx, sheet: Leden, range: B2}"
    facts = f"kind: facts\nfacts:\n  - {{id: panel.leden, value: {where}, unit: leden}}\n"
    files: dict[str, str | bytes | None] = {"config/figures/feiten.yaml": facts, BOOK: workbook(ROWS)}
    report, problems = read(tmp_path / "a", "", files)
    assert problems == ()
    assert (report.facts["panel.leden"].value, str(report.facts["panel.leden"].at)) == (
        Decimal(6900),
        f"{BOOK}!Leden!B2",
    )
    files["config/figures/feiten.yaml"] = facts.replace("B2", "B2:B3")
    assert [problem.code for problem in read(tmp_path / "b", "", files)[1]] == ["not-one-cell"]


def packed(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_damaged_and_foreign_files_are_told(tmp_path: Path) -> None:
    sound = unpacked(workbook(ROWS))
    sheet = "xl/worksheets/sheet1.xml"
    entity = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sound[sheet]
    broken: list[bytes] = [
        b"",
        b"id;value\na;1\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        packed({"a.txt": b"x"}),
        packed({**sound, sheet: sound[sheet][:-40]}),
        packed({**sound, sheet: entity}),
        packed({name: data for name, data in sound.items() if name != sheet}),
        packed({**sound, "xl/styles.xml": b"<a>"}),
        workbook(ROWS)[:-30],
    ]
    for number, data in enumerate(broken):
        _, problems = read(tmp_path / str(number), "file: figures/leden.xlsx", {BOOK: data})
        assert [problem.code for problem in problems] == ["bad-workbook"], number
        assert str(problems[0].at) == "config/figures/feiten.yaml:3:12"


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damage_anywhere_gives_no_fault(data: st.DataObject) -> None:
    parts = unpacked(workbook(ROWS, cell("B2", "=A1")))
    name = data.draw(st.sampled_from(sorted(parts)))
    part = bytearray(parts[name])
    for _ in range(data.draw(st.integers(1, 4))):
        part[data.draw(st.integers(0, len(part) - 1))] = data.draw(st.sampled_from(b'<>"=0A/ \xff'))
    begin = data.draw(st.integers(0, len(part)))
    with contextlib.suppress(MisfitError):
        read_sheet("a.xlsx", packed({**parts, name: bytes(part[begin:] if data.draw(st.booleans()) else part)}), "", "")


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 6000), st.integers(0, 255))
def test_damage_of_the_package_gives_no_fault(position: int, byte: int) -> None:
    data = bytearray(workbook(ROWS))
    data[position % len(data)] = byte
    with contextlib.suppress(MisfitError):
        read_sheet("a.xlsx", bytes(data), "", "")


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    bomb = packed({**unpacked(workbook(ROWS)), "xl/worksheets/sheet1.xml": bytes(121_000_000)})
    assert len(bomb) < 1_000_000
    _, problems = read(tmp_path, "file: figures/leden.xlsx", {BOOK: bomb})
    assert [problem.code for problem in problems] == ["file-too-large"]


@pytest.mark.parametrize("name", ["leden.xls", "leden.ods", "leden.pdf", "leden"])
def test_other_files_are_told(name: str, tmp_path: Path) -> None:
    _, problems = read(tmp_path, f"file: figures/{name}", {f"config/figures/{name}": b"x"})
    assert "unknown-table" in [problem.code for problem in problems]


figures = st.one_of(
    st.integers(-(10**12), 10**12),
    st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False).map(float),
    st.text(st.characters(categories=["L"]), min_size=1, max_size=6),
    st.booleans(),
    st.none(),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(figures, min_size=3, max_size=3), min_size=1, max_size=8))
def test_we_read_what_another_reader_reads(rows: list[list[Any]]) -> None:
    data = workbook([["kop"], *rows])
    ours = read_sheet("a.xlsx", data, "", "")
    theirs = load_workbook(io.BytesIO(data), data_only=True)["Leden"]
    found = {(row.number, column): cell for row in ours.rows for column, cell in row.cells.items()}
    for row in theirs.iter_rows(min_row=2):
        for one in row:
            mine = found.get((one.row or 0, one.column or 0))
            if one.value is None or mine is None:
                assert one.value is None and (mine is None or mine.kind == "empty")  # noqa: PT018
            elif isinstance(one.value, bool):
                assert mine.kind == "truth"
            elif isinstance(one.value, int | float):
                assert mine.value == without_noise(repr(one.value))
            else:
                assert mine.text == one.value


def test_a_name_of_the_only_sheet_needs_no_sheet() -> None:
    def name(book: Workbook) -> None:
        book.worksheets[0].defined_names["kern"] = DefinedName("kern", attr_text="Leden!$A$2:$B$2")

    grid = read_sheet(BOOK, workbook(ROWS, name), "", "kern")
    assert [(row.number, sorted(row.cells)) for row in grid.rows] == [(2, [1, 2])]


def test_a_number_format_longer_than_spreadsheets_keep_says_nothing() -> None:
    assert cell_format('0.0%;"' + "x" * 240 + '"').unit == "%"
    assert cell_format("[$" * 200_000) == CellFormat()


def test_two_columns_with_one_heading_are_told(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["id", "value", "value"], ["leden", 5, 6]]
    _, problems = read_book(tmp_path, rows)
    assert [(problem.code, problem.hint) for problem in problems] == [
        ("two-columns", "Write the letter of the one that counts: B and C.")
    ]


def test_a_time_is_told_as_one(tmp_path: Path) -> None:
    _, (problem,) = read_book(tmp_path, [HEAD, ["leden", datetime.time(12, 30)]])
    assert (problem.code, problem.message) == ("date-cell", "The cell is a date or a time, 12:30.")
