"""Widths of a table's columns."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.tables.columns import Claim, column_widths, least_width


def test_columns_share_the_room_that_is_left_by_their_natural_widths() -> None:
    claims = [Claim(0, 1, 10, 40), Claim(1, 1, 10, 30), Claim(1, 1, 10, 20)]
    assert column_widths(claims, 2, 148, 8) == pytest.approx((80, 60))


def test_columns_share_by_what_they_lack() -> None:
    claims = [Claim(0, 1, 20, 120), Claim(1, 1, 20, 70)]
    assert column_widths(claims, 2, 98, 8) == pytest.approx((20 + 50 * 100 / 150, 20 + 50 * 50 / 150))


def test_when_not_even_words_fit_the_widest_columns_give_way() -> None:
    claims = [Claim(0, 1, 60, 60), Claim(1, 1, 30, 30)]
    assert least_width(claims, 2, 10) == 100
    assert column_widths(claims, 2, 90, 10) == pytest.approx((50, 30))
    assert column_widths(claims, 2, 55, 10) == pytest.approx((22.5, 22.5))


def test_a_spanning_cell_raises_the_last_of_its_columns() -> None:
    claims = [Claim(0, 1, 10, 10), Claim(1, 1, 10, 10), Claim(0, 2, 48, 48)]
    assert least_width(claims, 2, 8) == 48
    assert column_widths(claims, 2, 48, 8) == (10, 30)


def test_a_column_without_cells_has_a_width() -> None:
    assert column_widths([Claim(0, 1, 10, 10)], 2, 52, 8) == (40, 4)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    claims=st.lists(
        st.builds(
            lambda column, least, more: Claim(column, 1, least, least + more),
            *(st.integers(0, 3), st.floats(1, 80), st.floats(0, 200)),
        ),
        min_size=1,
        max_size=12,
    ),
    measure=st.floats(60, 600),
)
def test_columns_and_gutters_fill_the_measure(claims: list[Claim], measure: float) -> None:
    widths = column_widths(claims, 4, measure, 8)
    assert sum(widths) + 3 * 8 == pytest.approx(measure)
    assert all(width > 0 for width in widths)
    if least_width(claims, 4, 8) <= measure:
        assert all(widths[claim.column] >= claim.least - 1e-6 for claim in claims)
