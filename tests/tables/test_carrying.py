"""What a page carries forward: right for every break, in every additive column."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from report.tables.carrying import running_sums
from report.tables.chain import terms_by_row
from tests.tables.ledgers import Given, rows


def sums(*given_rows: Given, additive: tuple[bool, ...] = (True,)) -> list[object]:
    made = rows(*given_rows)
    return [tuple(map(str, found)) if found else None for found in running_sums(made, terms_by_row(made), additive)]


def test_the_sum_so_far_is_carried_until_the_total() -> None:
    assert sums(
        ("kop", "heading", [], ""),
        ("a", "line", ["10"], ""),
        ("b", "line", ["-3"], ""),
        ("t", "subtotal", ["7"], "a + b"),
        ("c", "line", ["1"], ""),
    ) == [None, ("10",), ("7",), None, None]


def test_the_innermost_unfinished_total_is_carried() -> None:
    found = sums(
        ("a", "line", ["1"], ""),
        ("s", "subtotal", ["1"], "a"),
        ("b", "line", ["2"], ""),
        ("c", "line", ["3"], ""),
        ("t", "subtotal", ["5"], "b + c"),
        ("d", "line", ["4"], ""),
        ("u", "subtotal", ["4"], "d"),
        ("n", "total", ["10"], "s + t + u"),
    )
    # behind s its own figure says it; behind t the total has counted 1 + 5
    assert found == [("1",), None, ("2",), ("5",), ("6",), ("4",), ("10",), None]


def test_what_is_subtracted_is_carried_with_its_sign() -> None:
    found = sums(
        ("a", "line", ["9"], ""),
        ("b", "line", ["4"], ""),
        ("c", "line", ["1"], ""),
        ("r", "result", ["4"], "a - b - c"),
    )
    assert found[:3] == [("9",), ("5",), ("4",)]


def test_columns_that_do_not_add_up_are_left_out() -> None:
    found = sums(
        ("a", "line", ["10", "2.5", None], ""),
        ("b", "line", ["5", "1.5", "7"], ""),
        ("c", "line", ["5", "1.5", "7"], ""),
        ("t", "total", ["20", "9", "14"], "a + b + c"),
        additive=(True, False, True),
    )
    assert found[:2] == [("10", "None", "None"), ("15", "None", "7")]


@given(st.lists(st.lists(st.decimals(-1000, 1000, places=2), min_size=1, max_size=6), min_size=1, max_size=5))
def test_carried_and_what_follows_make_the_total(groups: list[list[Decimal]]) -> None:
    given_rows: list[Given] = []
    subtotals = []
    for number, values in enumerate(groups):
        names = [f"r{number}_{index}" for index in range(len(values))]
        given_rows += [(name, "line", [str(value)], "") for name, value in zip(names, values, strict=True)]
        given_rows.append((f"t{number}", "subtotal", [str(sum(values))], " + ".join(names)))
        subtotals.append(f"t{number}")
    given_rows.append(("n", "total", [str(sum(map(sum, groups)))], " + ".join(subtotals)))
    made = rows(*given_rows)
    found = running_sums(made, terms_by_row(made), [True])
    place = 0
    before = Decimal(0)
    for values in groups:
        for index in range(len(values)):
            assert found[place] == (sum(values[: index + 1]),)
            place += 1
        before += sum(values)
        assert found[place] in (None, (before,))
        place += 1
    assert found[place] is None
