"""The steps of a waterfall, and where there is none."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from report.model.statements import Balance
from report.sources import load
from report.tables.waterfall import ENLARGEMENTS, Waterfall, waterfall_of
from tests.tables.ledgers import AT, Given, statement

SAMPLE = Path(__file__).parents[2]
BUDGET: tuple[Given, ...] = (
    ("kop", "heading", [], ""),
    ("a", "line", ["70"], ""),
    ("b", "line", ["-10"], ""),
    ("t", "subtotal", ["60"], "a + b"),
    ("c", "line", ["20"], ""),
    ("d", "line", ["15"], ""),
    ("u", "subtotal", ["35"], "c + d"),
    ("r", "result", ["25"], "t - u"),
)


def steps(waterfall: Waterfall | None) -> list[tuple[int, str, str, str]]:
    assert waterfall is not None
    return [(step.row, step.kind, str(step.start), str(step.stop)) for step in waterfall.steps]


def test_rises_falls_and_sums() -> None:
    found = waterfall_of(statement(*BUDGET))
    assert steps(found) == [
        (1, "rise", "0", "70"),
        (2, "rise", "70", "60"),
        (3, "sum", "0", "60"),
        (4, "fall", "60", "40"),
        (5, "fall", "40", "25"),
        (6, "sum", "0", "25"),
        (7, "sum", "0", "25"),
    ]
    assert found is not None
    assert (str(found.low), str(found.high), found.enlargement) == ("0", "70", 0)


def test_costs_written_as_negatives_fall_too() -> None:
    found = waterfall_of(
        statement(
            ("a", "line", ["70"], ""),
            ("t", "subtotal", ["70"], "a"),
            ("c", "line", ["-20"], ""),
            ("u", "subtotal", ["-20"], "c"),
            ("r", "result", ["50"], "t + u"),
        )
    )
    assert [(step[1], step[3]) for step in steps(found)][2:4] == [("fall", "50"), ("sum", "50")]


def test_the_sample_is_enlarged_twenty_times() -> None:
    report = load(SAMPLE)
    (own,) = [section.statement for section in report.sections if section.statement]
    found = waterfall_of(own)
    assert found is not None
    assert found.enlargement == 20
    assert round(found.share, 1) == Decimal("3.7")
    enlarged = [own.rows[step.row].id for step in found.steps if step.enlarged]
    assert enlarged == ["r_voor", "a_bestemming", "t_na_bestemming", "a_algemeen", "r_na"]
    assert found.steps[-1].stop == 0


def test_a_deficit_is_enlarged_below_zero() -> None:
    found = waterfall_of(
        statement(
            ("a", "line", ["1000"], ""),
            ("t", "subtotal", ["1000"], "a"),
            ("c", "line", ["1020"], ""),
            ("u", "subtotal", ["1020"], "c"),
            ("r", "result", ["-20"], "t - u"),
        )
    )
    assert found is not None
    assert [found.enlargement, found.low, found.enlarged_low, found.share] == [50, -20, -20, -2]


def test_without_formulae_the_roles_lead_to_the_result() -> None:
    bare = [(name, role, values, "") for name, role, values, _ in BUDGET]
    assert steps(waterfall_of(statement(*bare))) == steps(waterfall_of(statement(*BUDGET)))


def test_none_where_nothing_falls_or_nothing_is_there() -> None:
    assert waterfall_of(statement(*BUDGET[:4])) is None
    assert waterfall_of(statement()) is None


def test_none_where_a_sum_stands_above_its_rows() -> None:
    first = (BUDGET[0], BUDGET[3], *BUDGET[1:3], *BUDGET[4:])
    assert waterfall_of(statement(*first)) is None


def test_none_where_most_rows_do_not_count() -> None:
    memos: list[Given] = [(f"x{number}", "line", ["5"], "") for number in range(5)]
    assert waterfall_of(statement(*memos[:4], *BUDGET)) is not None
    assert waterfall_of(statement(*memos, *BUDGET)) is None


def test_none_for_a_balance_sheet_or_many_columns() -> None:
    assert waterfall_of(statement(*BUDGET, balances=(Balance("t", "u", AT),))) is None
    wide = [(name, role, [*values] * 3, formula) for name, role, values, formula in BUDGET]
    assert waterfall_of(statement(*wide, columns=("actual", "budget", "prior"))) is None


def test_the_actual_column_is_drawn() -> None:
    two = [(name, role, ["1", *values] if values else [], formula) for name, role, values, formula in BUDGET]
    found = waterfall_of(statement(*two, columns=("prior", "actual")))
    assert found is not None
    assert found.column == 1


@given(
    st.lists(st.integers(-50, 1000), min_size=1, max_size=5),
    st.lists(st.integers(-50, 1000), min_size=1, max_size=5),
    st.integers(-2, 2),
)
def test_bars_meet_and_stay_on_the_axis(incomes: list[int], costs: list[int], rounding: int) -> None:
    given_rows: list[Given] = []
    for prefix, values in (("i", incomes), ("c", costs)):
        names = [f"{prefix}{index}" for index in range(len(values))]
        given_rows += [(name, "line", [str(value)], "") for name, value in zip(names, values, strict=True)]
        given_rows.append((f"t{prefix}", "subtotal", [str(sum(values) + rounding)], " + ".join(names)))
    given_rows.append(("r", "result", [str(sum(incomes) - sum(costs))], "ti - tc"))
    found = waterfall_of(statement(*given_rows, tolerance="2"))
    if found is None:
        return
    level = Decimal(0)
    for step in found.steps:
        if step.kind == "sum":
            assert step.start == 0
        else:
            assert step.start == level
        level = step.stop
        ends = (found.low, found.high)
        if step.enlarged:
            assert found.enlargement in ENLARGEMENTS
            ends = (found.enlarged_low, found.enlarged_low + found.span / found.enlargement)
        assert ends[0] <= step.low <= step.high <= ends[1]
    assert found.steps[-1].stop == sum(incomes) - sum(costs)
