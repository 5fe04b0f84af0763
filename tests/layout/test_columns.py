"""Columns: where they end, what stays together, how the last ones are balanced."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.layout.columns import Frame, balance, fill, fits, place, tied_height
from report.layout.galley import Slug, as_furniture, keep_together, stack, stack_height, whole
from report.model.placed import Destination, Panel, Placement, Portion, Rule, Run, TextLine
from report.model.structure import ARTIFACT

UNIT = 10.0


def line(text: str = "x", leaf: int = 1) -> TextLine:
    return TextLine((Run(0.0, 5.0, "face", 9.6, "ink", "[]", text, leaf),), 5.0)


def text(count: int, block: int = 0) -> list[Slug]:
    """Lines of one text, a unit high; the first two and the last two stay together."""
    return [
        Slug(
            UNIT,
            (Placement(line(), 0.0, UNIT, Portion(block, index, index + 1, count)),),
            keep=index in (0, count - 2) and index < count - 1,
        )
        for index in range(count)
    ]


def bare(*heights: float) -> list[Slug]:
    return [Slug(height, ()) for height in heights]


def test_a_column_takes_what_fits() -> None:
    slugs = bare(*[UNIT] * 5)
    assert (fill(slugs, 0, 30.0, UNIT).stop, fill(slugs, 3, 30.0, UNIT).stop) == (3, 5)
    assert fill(slugs, 0, 30.0, UNIT).height == 30.0


def test_space_above_is_dropped_at_the_top_of_a_column_only() -> None:
    slugs = [Slug(UNIT, (), before=UNIT), Slug(UNIT, (), before=UNIT)]
    assert fill(slugs, 0, 30.0, UNIT).stop == 2
    assert fill(slugs, 0, 29.0, UNIT).stop == 1


def test_a_column_does_not_end_after_what_is_tied_to_the_next() -> None:
    slugs = [*bare(UNIT), Slug(UNIT, (), keep=True), *bare(UNIT)]
    column = fill(slugs, 0, 20.0, UNIT)
    assert (column.stop, column.torn) == (1, False)


def test_a_tie_that_only_binds_is_cut_before_one_that_keeps() -> None:
    box = keep_together([Slug(UNIT, (), keep=True), *bare(UNIT), Slug(UNIT, (), keep=True), *bare(UNIT)])
    column = fill(box, 0, 30.0, UNIT)
    assert (column.stop, column.torn) == (2, True)
    heading = [Slug(UNIT, (), keep=True), *bare(50.0)]
    assert (fill(heading, 0, 30.0, UNIT).stop, fill(heading, 0, 30.0, UNIT).torn) == (1, True)


def test_a_slug_higher_than_the_column_stands_alone() -> None:
    column = fill(bare(50.0, UNIT), 0, 30.0, UNIT)
    assert (column.stop, column.torn, column.height) == (1, True, 50.0)


def test_notes_take_room_with_a_unit_for_their_rule() -> None:
    slugs = [*bare(UNIT), Slug(UNIT, (), notes=tuple(bare(UNIT))), Slug(UNIT, (), notes=tuple(bare(UNIT)))]
    assert fill(slugs, 0, 60.0, UNIT).stop == 3
    column = fill(slugs, 0, 59.0, UNIT)
    assert (column.stop, column.height, len(column.notes)) == (2, 40.0, 1)


def test_a_repeated_head_takes_room_at_the_top() -> None:
    head = tuple(bare(UNIT))
    slugs = [Slug(UNIT, (), head=head) for _ in range(4)]
    assert fill(slugs, 1, 30.0, UNIT).stop == 3


def test_one_line_of_a_text_never_stands_alone() -> None:
    slugs = text(8)
    assert fill(slugs, 5, 10.0, UNIT).torn, "the sixth of eight lines would stand alone"
    assert (fill(slugs, 5, 30.0, UNIT).stop, fill(slugs, 5, 30.0, UNIT).torn) == (8, False)


def test_placing_puts_the_head_on_top_and_notes_at_the_foot() -> None:
    head = as_furniture([Slug(UNIT, (Placement(line("head"), 0.0, UNIT),))])
    body = Slug(
        UNIT, (Placement(line("body"), 2.0, UNIT),), head=head, notes=(Slug(UNIT, (Placement(line(), 0, 10),)),)
    )
    frame = Frame(100.0, 200.0, 60.0, 100.0)
    placed = place([body], fill([body], 0, 100.0, UNIT), frame, UNIT, 20.0)
    assert [(p.x, p.y) for p in placed] == [(100.0, 210.0), (102.0, 220.0), (100.0, 287.5), (100.0, 300.0)]
    assert isinstance(placed[2].item, Rule)
    assert placed[2].item.length == 20.0


def test_columns_are_balanced_at_the_least_height() -> None:
    columns = balance(text(10), 0, 2, 100.0, UNIT)
    assert [column.stop - column.start for column in columns] == [5, 5]
    columns = balance(text(5), 0, 2, 100.0, UNIT)
    assert [column.stop - column.start for column in columns] == [3, 2]
    columns = balance(text(3), 0, 2, 100.0, UNIT)
    assert [column.stop - column.start for column in columns] == [3], "three lines cannot be divided"


def test_what_does_not_fit_is_not_balanced() -> None:
    assert balance(bare(*[UNIT] * 7), 0, 2, 30.0, UNIT) == []
    assert balance(bare(50.0), 0, 2, 30.0, UNIT) == []


def test_a_cut_tie_is_no_fit() -> None:
    slugs = [Slug(UNIT, (), keep=True), *bare(30.0)]
    assert not fits(slugs, 0, 2, 30.0, UNIT)
    assert fits(slugs, 0, 2, 40.0, UNIT)


def test_tied_height_counts_notes_and_stops_where_a_column_may_end() -> None:
    slugs = [Slug(UNIT, (), keep=True, notes=tuple(bare(UNIT))), Slug(UNIT, (), before=5.0), *bare(UNIT)]
    assert tied_height(slugs, 0, UNIT) == 45.0
    assert tied_height(slugs, 1, UNIT) == UNIT


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    slugs=st.lists(
        st.builds(
            Slug,
            st.sampled_from([5.0, 10.0, 15.0, 30.0, 80.0]),
            st.just(()),
            before=st.sampled_from([0.0, 10.0]),
            keep=st.booleans(),
            bound=st.booleans(),
            notes=st.sampled_from([(), tuple(bare(10.0)), tuple(bare(20.0))]),
        ),
        min_size=1,
        max_size=30,
    ),
    height=st.sampled_from([20.0, 50.0, 120.0]),
)
def test_filling_goes_on_to_the_end_and_stays_within_its_height(slugs: list[Slug], height: float) -> None:
    start = 0
    while start < len(slugs):
        column = fill(slugs, start, height, UNIT)
        assert column.stop > start
        assert column.height <= height or column.stop == start + 1
        noted = stack_height(column.notes) + UNIT if column.notes else 0.0
        assert column.height == pytest.approx(stack_height(slugs[start : column.stop]) + noted) or column.torn
        last = slugs[column.stop - 1]
        assert column.torn or not (last.keep or last.bound)
        start = column.stop


def test_stacking_drops_the_space_above_the_first() -> None:
    slugs = [Slug(UNIT, (Placement(line(), 1.0, UNIT),), before=4.0) for _ in range(2)]
    assert stack_height(slugs) == 24.0
    assert [(p.x, p.y) for p in stack(slugs, 100.0, 50.0)] == [(101.0, 60.0), (101.0, 74.0)]


def test_copies_for_repetition_are_artifacts_outside_the_ledger() -> None:
    slug = Slug(
        UNIT,
        (
            Placement(line(leaf=7), 0.0, UNIT, whole(3)),
            Placement(Panel(5.0, 5.0, "k6"), 0.0, 0.0),
            Placement(Destination("here"), 0.0, 0.0),
        ),
        notes=tuple(bare(UNIT)),
    )
    (copy,) = as_furniture([slug])
    assert not copy.notes
    assert [type(p.item) for p in copy.placements] == [TextLine, Panel], "a destination is there once"
    assert all(p.portion is None for p in copy.placements)
    item = copy.placements[0].item
    assert isinstance(item, TextLine)
    assert [run.leaf for run in item.runs] == [ARTIFACT]
