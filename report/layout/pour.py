"""Matter → columns on as many pages as it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from report.errors import Problem
from report.layout.columns import EPSILON, Filled, Frame, balance, fill, fits, place
from report.layout.galley import Matter, Slug, cast_all, stack_height
from report.layout.room import ComposingRoom
from report.layout.sheet import Sheet

Continuation = Callable[[], tuple[Sheet, Sequence[Frame]]]


def pour(
    room: ComposingRoom,
    matters: Sequence[Matter],
    sheet: Sheet,
    frames: Sequence[Frame],
    go_on: Continuation,
    *,
    balanced: bool = True,
) -> tuple[Sheet, float]:
    """Fill the frames of this sheet and of the sheets that `go_on` begins; all frames of a sheet are equally wide.

    Returns the last sheet and the y (pt) of the foot of its lowest column. Blocks are cast anew where the measure
    changes, from where they stopped."""
    unit, note_rule = room.grid.unit, room.grid.span(2)
    progress: dict[int, int] = {}
    slugs = cast_all(matters, frames[0].width, progress)
    measure, start, foot = frames[0].width, 0, frames[0].top
    while start < len(slugs):
        height = min(frame.height for frame in frames)
        columns = balance(slugs, start, len(frames), height, unit) if balanced else []
        if not columns:
            columns = _fill_frames(slugs, start, frames, unit)
        for column, frame in zip(columns, frames, strict=False):
            sheet.add(place(slugs, column, frame, unit, note_rule))
            _report_too_high(room, slugs, column, frame)
            bottom = frame.height if column.notes else column.height
            foot = max(foot, frame.top + bottom)
        stop = columns[-1].stop
        _advance(progress, slugs[start:stop])
        start = stop
        if start < len(slugs):
            sheet, frames = go_on()
            foot = frames[0].top
            if abs(frames[0].width - measure) > EPSILON:
                measure = frames[0].width
                slugs, start = cast_all(matters, measure, progress), 0
    return sheet, foot


def _fill_frames(slugs: Sequence[Slug], start: int, frames: Sequence[Frame], unit: float) -> list[Filled]:
    columns: list[Filled] = []
    for frame in frames:
        if start >= len(slugs):
            break
        columns.append(fill(slugs, start, frame.height, unit))
        start = columns[-1].stop
    return columns


def fits_here(room: ComposingRoom, matters: Sequence[Matter], frames: Sequence[Frame]) -> bool:
    """Whether all this matter fits in these frames of one page, side by side and balanced."""
    slugs = cast_all(matters, frames[0].width, {})
    height = min(frame.height for frame in frames)
    return height > 0 and fits(slugs, 0, len(frames), height, room.grid.unit)


def _advance(progress: dict[int, int], slugs: Iterable[Slug]) -> None:
    """Note how far each block has come, notes included."""
    for slug in slugs:
        for placement in slug.placements:
            if placement.portion is not None:
                progress[placement.portion.block] = placement.portion.stop
        _advance(progress, slug.notes)


def _report_too_high(room: ComposingRoom, slugs: Sequence[Slug], column: Filled, frame: Frame) -> None:
    """A single slug that is higher than its column cannot be placed."""
    head = stack_height(slugs[column.start].head)
    for slug in slugs[column.start : column.stop]:
        if slug.height + head <= frame.height + EPSILON:
            continue
        portion = next((p.portion for p in slug.placements if p.portion is not None), None)
        if portion is None:
            continue
        entry = room.ledger.entries[portion.block]
        too_much = (slug.height + head - frame.height) / 72 * 25.4
        room.problems.append(
            Problem(
                "too-high",
                f"{entry.name} is {too_much:.0f} mm higher than the column it stands in",
                entry.at,
                hint="make it shorter, or divide it",
            )
        )
