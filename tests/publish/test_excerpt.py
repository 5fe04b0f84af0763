"""Page ranges as people write them."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.errors import ReportError
from report.model.placed import Page
from report.publish.excerpt import chosen, excerpt_suffix, page_range


def pages(*folios: str) -> list[Page]:
    return [Page("article", folio, False, 595.0, 842.0, ()) for folio in folios]


@pytest.mark.parametrize(
    ("text", "ranges"),
    [("7", ((7, 7),)), ("3-5", ((3, 5),)), ("3 – 5, 8", ((3, 5), (8, 8))), ("1,1", ((1, 1), (1, 1)))],
)
def test_ranges(text: str, ranges: tuple[tuple[int, int], ...]) -> None:
    assert page_range(text) == ranges


@pytest.mark.parametrize("text", ["", "x", "5-3", "0", "3-", "-3", "3--5", "1;2", "999999"])
def test_what_is_no_range_is_wrong_usage(text: str) -> None:
    with pytest.raises(ReportError, match="range of pages") as stop:
        page_range(text)
    assert stop.value.problems[0].code == "page-range"


@given(st.text(max_size=12))
def test_any_text_is_a_range_or_told(text: str) -> None:
    ranges: tuple[tuple[int, int], ...] = ()
    with contextlib.suppress(ReportError):
        ranges = page_range(text)
    assert all(1 <= first <= last for first, last in ranges)


def test_a_page_answers_to_its_printed_number() -> None:
    report = pages("", "i", "1", "2", "3")
    assert chosen(page_range("2-3"), report) == (3, 4)


def test_a_page_without_number_answers_to_its_place() -> None:
    assert chosen(page_range("1-3"), pages("", "", "3", "4")) == (0, 1, 2)


def test_each_page_once_and_in_order() -> None:
    assert chosen(page_range("4,2-3,3"), pages("1", "2", "3", "4")) == (1, 2, 3)


def test_a_range_outside_the_report_is_told() -> None:
    with pytest.raises(ReportError, match="no pages 9-12") as stop:
        chosen(page_range("2,9-12"), pages("1", "2", "3"))
    assert "1 to 3" in stop.value.problems[0].hint


def test_an_excerpt_has_a_name_of_its_own() -> None:
    assert excerpt_suffix(page_range("3 – 5, 8")) == "-pages-3-5+8"
    assert excerpt_suffix(()) == ""
