"""Statements: formulae, computed cells, number styles, and rows from CSV files and workbooks."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.checks import check
from report.errors import Problem
from report.model.statements import NumberStyle, Statement
from report.sources import examine
from tests.sources.projects import BASE, places, write

BILL = "config/figures/rekening.yaml"
CSV = "config/figures/begroting.csv"
HEAD = """\
kind: statement
id: rekening
title: Rekening
columns:
  - {id: "2021", label: "2021", kind: actual}
  - {id: b, label: Begroting, kind: budget}
"""
TABLE = (
    HEAD + "table: {file: figures/begroting.csv, columns: {id: code, label: post}, levels: points, sums: children}\n"
)
ROWS = "code;post;2021;Begroting\n6;Zorg;60;50\n6.1;Jeugd;40;30\n6.1.1;Hulp;15;10\n6.1.2;Raad;25;20\n6.2;Wmo;20;20\n"


def read(folder: Path, bill: str, files: dict[str, str | bytes | None] | None = None) -> Statement:
    found = examine(write(folder, {BILL: bill, **(files or {})}))
    assert found.problems == ()
    assert found.report is not None
    return found.report.statements["rekening"]


def problems_of(folder: Path, bill: str, files: dict[str, str | bytes | None] | None = None) -> tuple[Problem, ...]:
    return examine(write(folder, {BILL: bill, **(files or {})})).problems


def bill_of(*rows: str) -> str:
    return BASE[BILL].partition("rows:\n")[0] + "rows:\n" + "".join(f"  - {{{row}}}\n" for row in rows)


def formula_of(folder: Path, formula: str, *rows: str) -> list[tuple[int, str]]:
    statement = read(folder, bill_of(*rows, f"id: t, role: total, label: T, formula: {formula}"))
    return list(statement.rows[-1].formula)


LINES = tuple(f"id: {name}, role: line, label: {name}, values: [{value}]" for value, name in enumerate("abcd", start=1))
HEADING = "id: h, role: heading, label: H"
SUBTOTAL = "id: s, role: subtotal, label: S, formula: a + b"


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("a - b + c", [(1, "a"), (-1, "b"), (1, "c")]),
        ("-a - b", [(-1, "a"), (-1, "b")]),
        ("a..d", [(1, "a"), (1, "b"), (1, "c"), (1, "d")]),
        ("a - b..c", [(1, "a"), (-1, "b"), (-1, "c")]),
        ("a..b - sum(above)", [(1, "a"), (1, "b"), (-1, "c"), (-1, "d")]),
    ],
)
def test_formulae(formula: str, wanted: list[tuple[int, str]], tmp_path: Path) -> None:
    rows = (*LINES[:2], SUBTOTAL, HEADING, *LINES[2:]) if formula != "-a - b" else LINES
    assert formula_of(tmp_path, formula, *rows) == wanted


@pytest.mark.parametrize(
    ("formula", "code"),
    [("a b", "bad-formula"), ("a * b", "bad-formula"), ("d..a", "bad-formula"), ("a..z", "unknown-row"),
     ("t", "bad-formula"), ("sum(below)", "bad-formula"), ("sum(children)", "bad-formula"), ("h + a", "unknown-row"),
     ("aa", "unknown-row")],
)  # fmt: skip
def test_formulae_that_are_none(formula: str, code: str, tmp_path: Path) -> None:
    bill = bill_of(HEADING, *LINES, f"id: t, role: total, label: T, formula: {formula}, values: [10]")
    assert places(problems_of(tmp_path, bill)) == [(code, f"{BILL}:13:5")]


def test_what_is_not_given_is_computed_whatever_the_order(tmp_path: Path) -> None:
    statement = read(
        tmp_path,
        bill_of(
            "id: r, role: result, label: R, formula: t - c",
            "id: t, role: total, label: T, formula: a..b",
            *LINES[:3],
            "id: u, role: total, label: U, formula: r + t, values: [null]",
        ),
    )
    values = {row.id: row.amounts[0] for row in statement.rows}
    assert {name: cell.value for name, cell in values.items()} == {"r": 0, "t": 3, "a": 1, "b": 2, "c": 3, "u": 3}
    assert {name for name, cell in values.items() if cell.computed} == {"r", "t", "u"}


def test_a_published_value_is_never_replaced(tmp_path: Path) -> None:
    statement = read(tmp_path, bill_of(*LINES, "id: t, role: total, label: T, formula: a..d, values: [99]"))
    assert statement.rows[-1].amounts[0].value == 99
    assert not statement.rows[-1].amounts[0].computed


def test_formulae_that_go_round_in_a_circle_are_told(tmp_path: Path) -> None:
    rows = ("id: x, role: total, label: X, formula: v", "id: v, role: total, label: V, formula: x + a", LINES[0])
    assert {problem.code for problem in problems_of(tmp_path, bill_of(*rows))} == {"formula-circle"}
    with_value = (rows[0], rows[1] + ", values: [5]", LINES[0])
    assert read(tmp_path / "b", bill_of(*with_value)).rows[0].amounts[0].value == 5


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40), st.booleans())
def test_sums_of_children_count_every_lowest_row_once(depths: list[int], closing: bool) -> None:
    """However rows are nested, the sums at the top add up to the rows that have none below them; so they do when all
    sums stand below their rows."""
    import tempfile

    levels = [0]
    for depth in depths:
        levels.append(min(depth, levels[-1] + 1))
    parents = [i + 1 < len(levels) and levels[i + 1] > levels[i] for i in range(len(levels))]
    rows = [
        f"id: r{i}, role: {'subtotal' if parent else 'line'}, label: x, level: {levels[i]}, "
        + ("formula: sum(children)" if parent else f"values: [{10**6 + i}]")
        for i, parent in enumerate(parents)
    ]
    if closing:
        rows, levels = rows[::-1], levels[::-1]
    with tempfile.TemporaryDirectory() as folder:
        statement = read(Path(folder), bill_of(*rows))
    values = [row.amounts[0].value or Decimal(0) for row in statement.rows]
    top = sum(value for value, level in zip(values, levels, strict=True) if level == 0)
    assert top == sum(10**6 + i for i, parent in enumerate(parents) if not parent)


@pytest.mark.parametrize(
    ("style", "value", "printed"),
    [(NumberStyle(scale="thousands", shift=3, decimals=0), "1449500", "1450"),
     (NumberStyle(scale="thousands", shift=3, decimals=0), "-1449500", "-1450"),
     (NumberStyle(scale="millions", shift=6, decimals=1), "1250000", "1.3"), (NumberStyle(), "0.125", "0.125"),
     (NumberStyle(decimals=2), "99999999999999999999999999.995", "100000000000000000000000000.00")],
)  # fmt: skip
def test_printed_numbers_are_rounded_half_away_from_zero(style: NumberStyle, value: str, printed: str) -> None:
    assert str(style.printed(Decimal(value))) == printed


def test_a_column_has_a_style_of_its_own(tmp_path: Path) -> None:
    bill = BASE[BILL].replace("kind: actual}", "kind: actual, style: {scale: units, negatives: parentheses}}")
    (column,) = read(tmp_path, bill.replace("tolerance: 1", "style: {zero: blank}")).columns
    assert (column.style.negatives, column.style.zero) == ("parentheses", "blank")


@pytest.mark.parametrize(
    ("style", "code"),
    [("{scale: thousand}", "unknown-value"), ("{decimals: 9}", "bad-decimals"), ("{zero: nil}", "unknown-value"),
     ("{nil: dash}", "unknown-key")],
)  # fmt: skip
def test_styles_that_are_none(style: str, code: str, tmp_path: Path) -> None:
    bill = BASE[BILL].replace("tolerance: 1", f"style: {style}")
    assert [problem.code for problem in problems_of(tmp_path, bill)] == [code]


@pytest.mark.parametrize(
    ("column", "code"),
    [("kind: variance", "bad-column"), ("kind: variance, of: [a, b]", "unknown-column"), ("kind: total", "bad-column"),
     ("kind: actual, of: [a]", "bad-column")],
)  # fmt: skip
def test_columns_that_cannot_be_reckoned(column: str, code: str, tmp_path: Path) -> None:
    bill = BASE[BILL].replace("kind: actual}", f"kind: actual}}\n  - {{id: z, label: Z, {column}}}")
    assert code in {problem.code for problem in problems_of(tmp_path, bill)}


def test_a_tables_rows_are_those_of_the_statement(tmp_path: Path) -> None:
    statement = read(tmp_path, TABLE, {CSV: ROWS})
    assert [(row.id, row.role, row.level) for row in statement.rows] == [
        ("r6", "total", 0), ("r6_1", "subtotal", 1), ("r6_1_1", "line", 2), ("r6_1_2", "line", 2), ("r6_2", "line", 1)
    ]  # fmt: skip
    assert statement.rows[0].formula == ((1, "r6_1"), (1, "r6_2"))
    assert str(statement.rows[2].amounts[1].at) == f"{CSV}:4:15"
    assert check_of(tmp_path) == []


def test_subtotals_and_totals_of_a_table_count_what_stands_above(tmp_path: Path) -> None:
    rows = (
        "code;post;soort;2021;Begroting\nh;Zorg;heading;;\na;A;;1;2\nb;B;;3;4\ns;Zorg;subtotaal;4;6\nc;C;;5;5\n"
        "d;D;;1;1\nu;Werk;subtotal;6;6\nt;Alles;totaal;10;13\n"
    )
    bill = TABLE.replace("label: post}", "label: post, role: soort}").replace(
        "levels: points, sums: children", "sums: above"
    )
    statement = read(tmp_path, bill, {CSV: rows})
    formulae = {row.id: [name for _, name in row.formula] for row in statement.rows if row.formula}
    assert formulae == {"s": ["a", "b"], "u": ["c", "d"], "t": ["s", "u"]}
    assert check_of(tmp_path) == [("sum-differs", f"{CSV}:9:19")]


def check_of(folder: Path) -> list[tuple[str, str]]:
    report = examine(folder).report
    assert report is not None
    return places(check(report).problems)


def test_a_wrong_total_in_a_table_is_told_at_its_cell(tmp_path: Path) -> None:
    write(tmp_path, {BILL: TABLE, CSV: ROWS.replace("Jeugd;40;30", "Jeugd;40;33")})
    assert check_of(tmp_path) == [("sum-differs", f"{CSV}:2:11"), ("sum-differs", f"{CSV}:3:14")]


def test_written_rows_take_their_amounts_from_the_table(tmp_path: Path) -> None:
    bill = TABLE.replace(", levels: points, sums: children", "") + (
        "rows:\n  - {id: h, role: heading, label: Zorg}\n"
        "  - {id: jeugd, role: line, label: Jeugdzorg, taken-from: '6.1'}\n"
        "  - {id: r6_2, role: line, label: Wmo}\n"
        "  - {id: t, role: total, label: Totaal, formula: jeugd + r6_2, taken-from: '6'}\n"
    )
    statement = read(tmp_path, bill, {CSV: ROWS})
    values = [[amount.value for amount in row.amounts] for row in statement.rows]
    assert values == [[], [40, 30], [20, 20], [60, 50]]
    lost = bill.replace("taken-from: '6.1'", "taken-from: '6.3'")
    (problem,) = problems_of(tmp_path / "lost", lost, {CSV: ROWS})
    assert (problem.code, str(problem.at)) == ("unknown-row", f"{BILL}:10:5")


@pytest.mark.parametrize(
    ("rows", "code", "place"),
    [
        (ROWS.replace("15;10", "1.500;10"), "ambiguous-figure", f"{CSV}:4:12"),
        (ROWS.replace("15;10", "veel;10"), "wrong-type", f"{CSV}:4:12"),
        (ROWS.replace("Begroting", "Budget", 1), "missing-column", f"{BILL}:7:8"),
        (ROWS.replace("6.1.2", "6.1.1"), "duplicate-id", f"{CSV}:5:1"),
    ],
)
def test_tables_that_cannot_be_read(rows: str, code: str, place: str, tmp_path: Path) -> None:
    found = places(problems_of(tmp_path, TABLE, {CSV: rows}))
    assert (code, place) in found


def test_a_workbooks_cells_are_told_by_their_address(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Begroting"
    lines = (("Subsidie", "", 10, 9.5), ("Rente", "", "662-", 1), ("Totaal", "totaal", -652, 11))
    for row in (("post", "soort", "2021", "Begroting"), ("Baten", "kop"), *lines):
        sheet.append(row)
    target = io.BytesIO()
    book.save(target)
    bill = HEAD + "table: {file: figures/b.xlsx, columns: {label: post, role: soort}}\n"
    files: dict[str, str | bytes | None] = {"config/figures/b.xlsx": target.getvalue()}
    found = examine(write(tmp_path, {BILL: bill, **files}))
    assert found.report is not None
    statement = found.report.statements["rekening"]
    assert [row.role for row in statement.rows] == ["heading", "line", "line", "total"]
    assert [amount.value for amount in statement.rows[2].amounts] == [-662, 1]
    assert str(statement.rows[2].amounts[0].at) == "config/figures/b.xlsx!Begroting!C4"


def test_twenty_thousand_rows_take_time_linear_in_rows(tmp_path: Path) -> None:
    import gc
    import time

    def seconds(count: int) -> float:
        lines = [f"{p};P{p};28;28\n" + "".join(f"{p}.{q};Q;{q};{q}\n" for q in range(1, 8)) for p in range(count // 8)]
        folder = write(tmp_path / str(count), {BILL: TABLE, CSV: "code;post;2021;Begroting\n" + "".join(lines)})
        gc.collect()
        gc.disable()  # as in the command's process: else what other tests left is walked again and again
        try:
            began = time.process_time()
            assert check_of(folder) == []
            return time.process_time() - began
        finally:
            gc.enable()

    seconds(800)
    few, many = seconds(2000), seconds(20000)
    assert many < 20 * few
