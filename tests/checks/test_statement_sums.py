"""Sums of statements: what is published against what its rows give, also with every kind of slip in the sample."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.checks import check
from report.checks.sums import rounding_of
from report.errors import Location, Problem, Severity
from report.model.report import Report
from report.model.statements import Casting
from report.sources import examine, load
from tests.sources.projects import BASE, write

SAMPLE = Path(__file__).parents[2]
SOURCE = "config/figures/exploitatierekening.yaml"
BILL = "config/figures/rekening.yaml"
TEXT = (SAMPLE / SOURCE).read_text("utf-8")
CELLS = [
    (match.start() + found.start() + 9, found.group())
    for match in re.finditer(r"values: \[[^]]*\]", TEXT)
    for found in re.finditer(r"-?\d+", match.group()[9:])
]
ROUNDED = {("t_baten", "2021"): 1, ("t_baten", "2020"): -1, ("t_lasten", "2021"): 1, ("r_bedrijf", "2021"): 1}


def found_in(folder: Path, text: str) -> tuple[tuple[Problem, ...], tuple[Casting, ...]]:
    """What reading and checking find when the statement's file holds this text."""
    read = examine(write(folder, {BILL: text}))
    assert read.report is not None
    checked = check(read.report)
    return (*read.problems, *checked.problems), checked.castings


def test_the_published_figures_round_in_four_cells_and_nothing_else(tmp_path: Path) -> None:
    problems, castings = found_in(tmp_path, TEXT)
    assert {(c.row, c.column): c.difference for c in castings if c.verdict == "rounding"} == ROUNDED
    assert {c.verdict for c in castings} == {"pass", "rounding"}
    assert [problem.code for problem in problems] == ["rounding"] * 4
    assert {problem.severity for problem in problems} == {Severity.NOTE}


def test_the_sample_has_the_cells_of_the_published_statement() -> None:
    assert len(CELLS) == 34


def place_of(text: str, start: int) -> Location:
    before = text[:start]
    return Location(BILL, before.count("\n") + 1, start - before.rfind("\n"))


def column_of(start: int) -> str:
    """The column that a cell of the sample stands in: its row has one comma between its two figures."""
    return "2020" if "," in TEXT[TEXT.rindex("values:", 0, start) : start] else "2021"


def slips(cell: str) -> set[str]:
    """The cell with two neighbouring digits exchanged, one digit wrong, a digit lost, the other sign."""
    digits, sign = cell.lstrip("-"), "-" if cell.startswith("-") else ""
    found = {f"{sign}{digits[:i]}{digits[i + 1]}{digits[i]}{digits[i + 2 :]}" for i in range(len(digits) - 1)}
    found |= {f"{sign}{digits[:i]}{(int(digits[i]) + 5) % 10}{digits[i + 1 :]}" for i in range(len(digits))}
    found |= {f"{sign}{digits[1:]}"} if len(digits) > 1 else set()
    found |= {cell.removeprefix("-") if sign else f"-{cell}"} if cell != "0" else set()
    return {slip for slip in found if slip != cell and not re.match("-?0[0-9]", slip)}


@pytest.mark.parametrize(("start", "cell"), CELLS, ids=[f"{place_of(TEXT, s)} {c}" for s, c in CELLS])
def test_every_slip_in_every_cell_is_caught_at_its_row_or_the_sum_that_counts_it(
    start: int, cell: str, tmp_path: Path
) -> None:
    line = place_of(TEXT, start).line
    for slip in sorted(slips(cell)):
        if abs(Decimal(slip) - Decimal(cell)) <= 1:
            continue
        problems, castings = found_in(tmp_path, TEXT[:start] + slip + TEXT[start + len(cell) :])
        errors = [problem for problem in problems if problem.code == "sum-differs"]
        assert errors, f"{cell} as {slip} is not caught"
        named = "\n".join(f"{problem.at} {problem.hint}" for problem in errors)
        assert re.search(rf"{BILL}:{line}:", named), f"{cell} as {slip}: {named}"
        assert {casting.column for casting in castings if casting.verdict == "fail"} == {column_of(start)}


@pytest.mark.parametrize("row", ["b_prov_groningen", "b_overig", "t_baten", "l_activiteiten", "a_bestemming", "r_voor"])
def test_a_dropped_row_is_caught(row: str, tmp_path: Path) -> None:
    rows = re.split(r"(?=^  - )", TEXT, flags=re.MULTILINE)
    kept = [part for part in rows if f"id: {row}" not in part.partition("\n")[0]]
    assert len(kept) == len(rows) - 1
    problems, _ = found_in(tmp_path, "".join(kept))
    assert "unknown-row" in {problem.code for problem in problems if problem.severity is Severity.ERROR}


@pytest.mark.parametrize(
    "row", ["b_prov_groningen", "b_prov_drenthe", "t_baten", "l_personeel", "t_lasten", "a_algemeen"]
)
def test_exchanged_years_are_caught_and_named(row: str, tmp_path: Path) -> None:
    """Both columns fail, and the hint says that the figure is that of the other column."""
    start = TEXT.index(f"id: {row}")
    match = re.compile(r"values: \[(-?\d+), (-?\d+)\]").search(TEXT, start)
    assert match
    swapped = f"values: [{match[2]}, {match[1]}]"
    problems, castings = found_in(tmp_path, TEXT[: match.start()] + swapped + TEXT[match.end() :])
    assert {c.column for c in castings if c.verdict == "fail"} == {"2021", "2020"}
    assert any("the figure of another column" in problem.hint for problem in problems)


STYLED = """\
kind: statement
id: rekening
title: Rekening
tolerance: 1
columns:
  - {{id: a, label: "2021", kind: actual}}
  - {{id: b, label: Begroting, kind: budget}}
  - {{id: d, label: Verschil, kind: variance}}
  - {{id: p, label: Verschil, kind: variance-percent}}
rows:
  - {{id: x, role: line, label: X, values: {x}}}
  - {{id: z, role: line, label: Z, values: {z}}}
  - {{id: t, role: total, label: T, formula: sum(above){t}}}
"""


def styled(folder: Path, x: str, z: str = "[5, 5]", t: str = "") -> Report:
    return load(write(folder, {BILL: STYLED.format(x=x, z=z, t=t)}))


def test_variances_are_computed_where_none_are_given(tmp_path: Path) -> None:
    (statement,) = styled(tmp_path, "[110, 100]").statements.values()
    values = [[amount.value for amount in row.amounts] for row in statement.rows]
    assert values[:2] == [[110, 100, 10, 10], [5, 5, 0, 0]]
    assert values[2][:3] == [115, 105, 10]
    assert statement.columns[3].style.printed(values[2][3] or Decimal(0)) == Decimal("9.5")
    assert all(amount.computed for amount in statement.rows[2].amounts)
    assert check(styled(tmp_path, "[110, 100]")).problems == ()


@pytest.mark.parametrize(
    ("x", "wanted"),
    [("[5, 0]", None), ("[-5, 5]", None), ("[5, -5]", None), ("[0, 5]", -100), ("[-90, -100]", 10), ("[0, 0]", None),
     ("[null, 4]", "none")],
)  # fmt: skip
def test_a_percentage_without_meaning_is_not_available(x: str, wanted: object, tmp_path: Path) -> None:
    (statement,) = styled(tmp_path, x).statements.values()
    cell = statement.rows[0].amounts[3]
    assert (cell.value, cell.not_available) == ((None, wanted is None) if wanted in (None, "none") else (wanted, False))


@pytest.mark.parametrize("x", ["[110, null]", "[null, 110]"])
def test_variances_add_up_where_a_figure_lacks(x: str, tmp_path: Path) -> None:
    (statement,) = styled(tmp_path, x, "[5, 7]").statements.values()
    one, other, total = (row.amounts[2].value for row in statement.rows)
    assert abs(one or 0) == 110
    assert total == (one or 0) + (other or 0)


def test_nothing_is_compared_with_a_column_that_is_still_empty(tmp_path: Path) -> None:
    (statement,) = styled(tmp_path, "[110, null]", "[5, null]").statements.values()
    assert [row.amounts[2].value for row in statement.rows] == [None, None, None]


@pytest.mark.parametrize(
    ("x", "codes"),
    [("[110, 100, 10, 10]", []), ("[110, 100, 11, 10]", ["rounding"]), ("[110, 100, 12, 10]", ["across-differs"]),
     ("[110, 100, -10, 10]", ["across-differs"]), ("[110, 100, 10, 10.0]", []), ("[110, 100, 10, 11]", ["rounding"]),
     ("[110, 100, 10, 13]", ["across-differs"]), ("[110, null, 100, null]", ["across-differs"])],
)  # fmt: skip
def test_published_variances_are_cast_across(x: str, codes: list[str], tmp_path: Path) -> None:
    assert [problem.code for problem in check(styled(tmp_path, x)).problems] == codes


def test_a_total_across_counts_its_columns(tmp_path: Path) -> None:
    bill = BASE[BILL].replace(
        '  - {id: "2021", label: "2021", kind: actual}\n',
        "  - {id: q, label: Q1, kind: actual}\n  - {id: r, label: Q2, kind: actual}\n"
        "  - {id: s, label: Som, kind: total, of: [q, r]}\n",
    )
    sound = bill.replace("[10]", "[10, 1]").replace("[20]", "[20, 2, 22]").replace("[30]", "[30, 3]")
    report = load(write(tmp_path / "sound", {BILL: sound}))
    assert [row.amounts[2].value for row in report.statements["rekening"].rows] == [11, 22, 33]
    assert check(report).problems == ()
    wrong = load(write(tmp_path / "wrong", {BILL: sound.replace("2, 22]", "2, 25]")}))
    assert [problem.code for problem in check(wrong).problems] == ["across-differs"]


@pytest.mark.parametrize(
    ("style", "line", "wanted"),
    [("scale: thousands", 1450, "1"), ("scale: thousands, decimals: 1", 1400, "0"), ("scale: units", 1450, "0"),
     ("scale: thousands, decimals: 1", 1450, "0.1"), ("scale: thousands, decimals: 2", 1445, "0.01")],
)  # fmt: skip
def test_sums_that_only_rounding_in_print_parts_are_listed(style: str, line: int, wanted: str, tmp_path: Path) -> None:
    bill = BASE[BILL].replace("tolerance: 1", f"style: {{{style}}}").replace("[10]", f"[{line}]")
    report = load(write(tmp_path, {BILL: bill.replace("[20]", f"[{line}]").replace("[30]", f"[{2 * line}]")}))
    (statement,) = report.statements.values()
    assert rounding_of(statement) == Decimal(wanted)
    checked = check(report)
    assert checked.problems == ()
    assert ("printed" in {casting.check for casting in checked.castings}) is (wanted != "0")


def test_a_difference_larger_than_rounding_makes_is_not_called_so(tmp_path: Path) -> None:
    """A total that is given beyond all rounding is one error, and no rounding in print."""
    bill = BASE[BILL].replace("tolerance: 1", "style: {scale: thousands}").replace("[10]", "[10400]")
    report = load(write(tmp_path, {BILL: bill.replace("[20]", "[20000]").replace("[30]", "[35400]")}))
    (statement,) = report.statements.values()
    assert rounding_of(statement) == 0
    assert [problem.code for problem in check(report).problems] == ["sum-differs"]


def test_amounts_in_thousands_are_facts_in_units(tmp_path: Path) -> None:
    bill = BASE[BILL].replace("tolerance: 1", "values-in: thousands")
    report = load(write(tmp_path, {BILL: bill}))
    assert report.facts["rekening.t.2021"].value == 30_000
    assert report.statements["rekening"].style.shift == 0


amounts = st.integers(-(10**9), 10**9)


@given(st.lists(amounts, min_size=2, max_size=12), st.data())
def test_one_wrong_line_is_always_caught(lines: list[int], data: st.DataObject) -> None:
    """Whatever the amounts: a sum that is right agrees, and one amount changed by more than the tolerance does not."""
    import tempfile

    which = data.draw(st.integers(0, len(lines) - 1))
    change = data.draw(amounts.filter(lambda value: abs(value) > 1))
    changed = [value + change * (index == which) for index, value in enumerate(lines)]
    for values, verdict in ((lines, "pass"), (changed, "fail")):
        rows = "".join(f"  - {{id: l{i}, role: line, label: x, values: [{v}]}}\n" for i, v in enumerate(values))
        total = f"  - {{id: t, role: total, label: T, formula: l0..l{len(lines) - 1}, values: [{sum(lines)}]}}\n"
        bill = BASE[BILL].partition("rows:\n")[0] + "rows:\n" + rows + total
        with tempfile.TemporaryDirectory() as folder:
            (casting,) = check(load(write(Path(folder), {BILL: bill}))).castings
        assert casting.verdict == verdict
        assert casting.found == sum(lines)
