"""The plan of the contents: every number of chapters and rows has its place, nothing is clipped, nothing overlaps."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.layout.contentsplan import END_BELOW, Group, Spot, arrange
from report.layout.furniture import field_gap
from report.layout.sections import ContentsEntry
from report.model.brand import Grid
from report.model.placed import Layout, Panel, TextLine
from tests.layout.manuscript import Manuscript
from tests.layout.test_properties import outside, overlaps

MM = 72 / 25.4
UNIT = 4.5 * MM
A4 = Grid(210 * MM, 297 * MM, UNIT, 18 * MM, 22.5 * MM, 12, 4.5 * MM, 3 * MM)
ROW = ContentsEntry("Rij", "rij", 1, 2)
CHAPTER = ContentsEntry("Hoofdstuk", "hoofdstuk", 1, 1, number=1)


def chapter(*heights: int, title: int = 2) -> Group:
    return Group(CHAPTER, (ROW,) * len(heights), heights, title)


def rows(count: int) -> Group:
    return Group(None, (ROW,) * count, (1,) * count)


@pytest.mark.parametrize("count", range(1, 25))
def test_chapters_share_the_fields_of_one_page(count: int) -> None:
    """SPEC, Pages: fields = 48 lines ÷ chapters, for any number of them; each with a short title and no long list."""
    spots = arrange([chapter(1, title=1)] * count, A4)
    share = 48 / count
    assert [spot.page for spot in spots] == [0] * count
    assert [spot.line for spot in spots] == pytest.approx([13 + index * share for index in range(count)])
    assert {round(spot.field, 6) for spot in spots} == {round(share - field_gap(share), 6)}
    assert all(0 < spot.sample <= 7 for spot in spots)


def test_front_and_end_rows_stand_where_the_design_has_them() -> None:
    front, *_, back = arrange([rows(3), *[chapter(2)] * 6, rows(3)], A4)
    assert (front.line, back.line) == (8, 60 + END_BELOW)


def test_long_front_matter_pushes_the_fields_down() -> None:
    front, first, *_ = arrange([rows(9), *[chapter(2)] * 4], A4)
    assert (front.line, first.line) == (7, 17)


def test_a_long_chapter_has_a_higher_field_and_the_others_are_alike() -> None:
    spots = arrange([chapter(1), chapter(*[1] * 12), chapter(1), chapter(1), chapter(1), chapter(1)], A4)
    assert {spot.page for spot in spots} == {0}
    assert spots[1].field == 12
    assert len({spot.field for spot in spots if spot is not spots[1]}) == 1


@st.composite
def outlines(draw: st.DrawFn) -> list[Group]:
    heights = st.lists(st.integers(1, 4), max_size=70)
    chapters = [chapter(*draw(heights), title=draw(st.integers(1, 6))) for _ in range(draw(st.integers(0, 16)))]
    front = [rows(draw(st.integers(1, 60)))] if draw(st.booleans()) else []
    back = [rows(draw(st.integers(1, 60)))] if draw(st.booleans()) else []
    return [*front, *chapters, *back]


@given(outlines())
def test_every_row_has_its_place_and_none_is_clipped(groups: list[Group]) -> None:
    spots = arrange(groups, A4)
    assert sum(len(spot.group.rows) for spot in spots) == sum(len(group.rows) for group in groups)
    assert sum(spot.group.chapter is not None for spot in spots) == sum(group.chapter is not None for group in groups)
    assert [spot.page for spot in spots] == sorted(spot.page for spot in spots)
    for before, after in pairwise(spots):
        if before.page == after.page and after.group.rows + before.group.rows:
            assert foot(before) < after.line or side_by_side(before, after)
    for spot in spots:
        assert foot(spot) <= (60 if spot.field else 64.75) or len(spot.group.rows) == 1
    for index, spot in enumerate(spots):
        assert not spot.group.continued or (index and spot.page == spots[index - 1].page + 1)


def foot(spot: Spot) -> float:
    """The line of a group's last row."""
    return spot.line + spot.group.lines - 1


def side_by_side(before: Spot, after: Spot) -> bool:
    """End matter may begin beside the last chapter's sample, below its rows."""
    return after.group.chapter is None and before.line + sum(before.group.heights) <= after.line


# ---------------------------------------------------------------- on the page


def contents(manuscript: Manuscript, chapters: int, articles: int, title: str = "Werk") -> Layout:
    manuscript.bare("contents")
    for number in range(chapters):
        body = "".join(f"\n\n## {title} van artikel {number}-{index}\n\nTekst." for index in range(articles))
        manuscript.section("chapter", f"Tekst.{body}\n", label=f"{title} {number}", headline="Werk")
    manuscript.section("colophon", "Tekst.\n")
    return manuscript.layout()


@pytest.mark.parametrize(("chapters", "articles"), [(1, 3), (2, 60), (7, 4), (12, 2), (13, 6)])
def test_contents_of_any_size(manuscript: Manuscript, chapters: int, articles: int) -> None:
    layout = contents(manuscript, chapters, articles)
    assert not [problem for problem in layout.problems if problem.code != "thin-page"]
    pages = [page for page in layout.pages if page.kind == "contents"]
    for page in pages:
        assert not list(overlaps(page))
        assert not list(outside(page))
    shown = [
        "".join(run.text for run in p.item.runs).strip()
        for page in pages
        for p in page.placements
        if isinstance(p.item, TextLine)
    ]
    assert sum(text.startswith("Werk van artikel") for text in shown) == chapters * articles
    table = next(element for element in layout.structure.walk() if element.tag == "TOC")
    assert len(table.kids) == chapters + 1
    assert sum(element.tag == "TOCI" for element in table.walk()) == chapters * (articles + 1) + 1


def test_words_too_long_for_a_row_are_divided_or_smaller(manuscript: Manuscript) -> None:
    layout = contents(manuscript, 2, 2, "Arbeidsongeschiktheidsverzekeringsmaatschappij")
    page = next(page for page in layout.pages if page.kind == "contents")
    assert not list(overlaps(page))
    right = (18 + 14.5 * 8 - 4.5) * MM
    titles = [p for p in page.placements if isinstance(p.item, TextLine) and p.item.runs[0].size > 12]
    assert all(p.x + p.item.width <= right + 0.01 for p in titles if isinstance(p.item, TextLine) and p.y > 12 * UNIT)


def test_tabs_of_contents_on_a_left_page_are_at_its_left_edge(manuscript: Manuscript) -> None:
    manuscript.section("article", "Tekst.\n", headline="Kop")
    layout = contents(manuscript, 3, 1)
    page = next(page for page in layout.pages if page.kind == "contents")
    assert page.verso
    tabs = [p for p in page.placements if isinstance(p.item, Panel)]
    assert len(tabs) == 3
    assert all(p.x == pytest.approx(-3 * MM) for p in tabs)
