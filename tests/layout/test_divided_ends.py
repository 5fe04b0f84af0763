"""Columns end with whole words where that costs at most two lines."""

from __future__ import annotations

import pytest

from report.layout.columns import balance, fill
from report.layout.galley import Slug

UNIT = 12.0


def slugs(count: int, *divided: int, keep: tuple[int, ...] = ()) -> list[Slug]:
    """Lines of one unit, those of these numbers ending in a divided word."""
    return [Slug(UNIT, (), divided=index in divided, keep=index in keep) for index in range(count)]


@pytest.mark.parametrize(
    ("divided", "stop"),
    [((), 10), ((9,), 9), ((8, 9), 8), ((7, 8, 9), 10), ((8,), 10)],
)
def test_a_full_column_gives_up_two_lines_at_most(divided: tuple[int, ...], stop: int) -> None:
    assert fill(slugs(30, *divided), 0, 10 * UNIT, UNIT).stop == stop


def test_a_tie_is_not_cut_for_a_whole_word() -> None:
    column = fill(slugs(30, 9, keep=(8,)), 0, 10 * UNIT, UNIT)
    assert (column.stop, column.torn) == (8, False)


def test_the_last_line_of_all_is_no_loss() -> None:
    assert fill(slugs(10), 0, 10 * UNIT, UNIT).stop == 10


@pytest.mark.parametrize(("divided", "stop"), [((), 5), ((4,), 6), ((4, 5), 4), ((3, 4, 5, 6, 7), 6)])
def test_balanced_columns_are_up_to_two_lines_higher_for_a_whole_word(divided: tuple[int, ...], stop: int) -> None:
    columns = balance(slugs(10, *divided), 0, 2, 40 * UNIT, UNIT)
    assert columns[0].stop == stop
    assert columns[-1].stop == 10
