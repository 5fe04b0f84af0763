"""Widths of a table's columns."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.tables.columns import Claim, column_widths, divided_widths, least_width


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


def test_words_are_divided_in_the_columns_with_the_longest_ones_only() -> None:
    whole = [Claim(0, 1, 30, 90), Claim(1, 1, 50, 50), Claim(2, 1, 140, 140)]
    divided = [Claim(0, 1, 12, 90), Claim(1, 1, 20, 50), Claim(2, 1, 40, 140)]
    assert divided_widths(whole, divided, 3, 176, 8) == pytest.approx((30, 50, 80))
    assert divided_widths(whole, divided, 3, 116, 8) == pytest.approx((30, 30, 40))
    assert divided_widths(whole, divided, 3, 88, 8) == pytest.approx((12, 20, 40))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    words=st.lists(st.tuples(st.floats(1, 60), st.floats(0, 90)), min_size=1, max_size=7),
    share=st.floats(0, 1),
)
def test_columns_with_divided_words_fill_the_measure(words: list[tuple[float, float]], share: float) -> None:
    divided = [Claim(index, 1, part, part + more) for index, (part, more) in enumerate(words)]
    whole = [Claim(index, 1, part + more, part + more) for index, (part, more) in enumerate(words)]
    count, gutters = len(words), 8 * (len(words) - 1)
    least, most = sum(part for part, _ in words), sum(part + more for part, more in words)
    widths = divided_widths(whole, divided, count, least + (most - least) * share + gutters, 8)
    assert sum(widths) == pytest.approx(least + (most - least) * share)
    for width, (part, more) in zip(widths, words, strict=True):
        assert part - 1e-6 <= width <= part + more + 1e-6
