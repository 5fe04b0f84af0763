"""Matter → columns on as many pages as it takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from report.errors import Problem, Severity
from report.layout.asides import put_asides
from report.layout.columns import EPSILON, Filled, Frame, balance, fill, fits, place, tied_height
from report.layout.galley import Matter, Progress, Slug, Wide, cast_all, stack_height
from report.layout.room import ComposingRoom
from report.layout.sheet import Sheet
from report.model.placed import TextLine
from report.model.structure import Element

LEAST_BELOW = 4  # lines of text that are worth a column below wide matter
PATIENCE = 2  # pages that may pass for the sake of a tie before it is cut
NotesSetter = Callable[[float], tuple[Slug, ...]]  # notes at a measure in pt
Continuation = Callable[[], tuple[Sheet, Sequence[Frame]]]


class Room(Struct, frozen=True):
    """What is left of a page: its sheet, its frames, and the y (pt) of the foot of what stands in them."""

    sheet: Sheet
    frames: Sequence[Frame]
    foot: float


class _Citing(Struct, frozen=True):
    """Matter that brings the notes of what stands above it; or those notes alone."""

    matter: Matter | None
    notes: NotesSetter

    @property
    def elements(self) -> tuple[Element, ...]:
        return self.matter.elements if self.matter is not None else ()

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        slugs = self.matter.cast(measure, progress) if self.matter is not None else [Slug(0.0, ())]
        if slugs and not progress:
            slugs[0] = replace(slugs[0], notes=(*self.notes(measure), *slugs[0].notes))
        return slugs


def _citing(matter: Matter, notes: NotesSetter) -> Matter:
    return Wide(_citing(matter.matter, notes)) if isinstance(matter, Wide) else _Citing(matter, notes)


def pour(
    room: ComposingRoom,
    matters: Sequence[Matter],
    sheet: Sheet,
    frames: Sequence[Frame],
    go_on: Continuation,
    *,
    balanced: bool = True,
    notes: NotesSetter | None = None,
) -> tuple[Sheet, float]:
    """Fill the frames of this sheet and of the sheets that `go_on` begins; all frames of a sheet are equally wide.

    Wide matter stands across the frames, between balanced columns above and below it. `notes` stand at the foot of the
    column that the matter begins in; a lead above the frames cites them. Returns the last sheet and the y (pt) of the
    foot of its lowest column. Blocks are cast anew where the measure changes, from where they stopped."""
    left = Room(sheet, frames, frames[0].top)
    sheet.link_line = max(sheet.link_line, frames[0].top + room.grid.unit)
    if notes is not None:
        matters = [_citing(matters[0], notes), *matters[1:]] if matters else [_Citing(None, notes)]
    for wide, run in groupby(_with_headings(matters), key=lambda matter: isinstance(matter, Wide)):
        if wide:
            for matter in run:
                left = _pour_wide(room, matter, left, go_on)
        else:
            left = _pour_run(room, list(run), _below(left, room.grid.unit, go_on), go_on, balanced)
    return left.sheet, left.foot


class _Together(Struct, frozen=True):
    """Headings and the wide matter right below them, which they stand over."""

    matters: tuple[Matter, ...]

    @property
    def elements(self) -> tuple[Element, ...]:
        return tuple(element for matter in self.matters for element in matter.elements)

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        return cast_all(self.matters, measure, progress)


def _with_headings(matters: Sequence[Matter]) -> list[Matter]:
    """The same matter, where headings right above wide matter are wide too: a heading never ends a column."""
    found: list[Matter] = []
    for matter in matters:
        if isinstance(matter, Wide):
            above: list[Matter] = []
            while found and getattr(found[-1], "keep", False):
                above.insert(0, found.pop())
            if above:
                matter = Wide(_Together((*above, matter.matter)))
        found.append(matter)
    return found


def _below(left: Room, unit: float, go_on: Continuation) -> Room:
    """The frames below what stands on the page already, or the next page's when there is hardly room."""
    if left.foot <= left.frames[0].top + EPSILON:
        return left
    lowered = [_lowered(frame, left.foot + unit) for frame in left.frames]
    if min(frame.height for frame in lowered) >= LEAST_BELOW * unit:
        return Room(left.sheet, lowered, left.foot + unit)
    sheet, frames = go_on()
    return Room(sheet, frames, frames[0].top)


def _lowered(frame: Frame, top: float) -> Frame:
    return Frame(frame.x, top, frame.width, frame.top + frame.height - top)


def _pour_wide(room: ComposingRoom, matter: Matter, left: Room, go_on: Continuation) -> Room:
    """Set matter across the frames where it fits whole, or fits no page whole, else on the next page."""
    unit = room.grid.unit
    slugs = matter.cast(_across(left.frames).width, {})
    fresh = left.foot <= left.frames[0].top + EPSILON
    frame = _across([_lowered(f, left.foot + (0.0 if fresh else unit)) for f in left.frames])
    sheet, frames = left.sheet, left.frames
    tallest = room.grid.line(room.grid.text_lines)
    waits = stack_height(slugs) <= tallest or frame.height < LEAST_BELOW * unit
    if not fresh and frame.height + EPSILON < stack_height(slugs) and waits:
        sheet, frames = go_on()
        frame = _across(frames)

    def next_page() -> tuple[Sheet, Sequence[Frame]]:
        nonlocal frames
        following, frames = go_on()
        return following, [_across(frames)]

    start = Room(sheet, [frame], frame.top)
    ended = _pour_run(room, [matter], start, next_page, balanced=False)
    return Room(ended.sheet, frames, ended.foot)


def _across(frames: Sequence[Frame]) -> Frame:
    """One frame over all frames of a page."""
    first, last = frames[0], frames[-1]
    return Frame(first.x, first.top, last.x + last.width - first.x, min(frame.height for frame in frames))


def _pour_run(room: ComposingRoom, matters: Sequence[Matter], left: Room, go_on: Continuation, balanced: bool) -> Room:
    """Fill columns with matter of one width."""
    unit, note_rule = room.grid.unit, room.grid.span(2)
    sheet, frames, foot = left.sheet, left.frames, left.foot
    progress: dict[int, int] = {}
    slugs = _at_foot(room, cast_all(matters, frames[0].width, progress), sheet, frames[0].width)
    measure, start, patience = frames[0].width, 0, PATIENCE
    carried: tuple[Slug, ...] = ()
    margined = sheet.margin_x is not None
    while start < len(slugs) or carried:
        height = min(frame.height for frame in frames)
        columns = balance(slugs, start, len(frames), height, unit, carried) if balanced else []
        if not columns:
            tallest = room.grid.line(room.grid.text_lines) if patience else 0.0
            columns = _fill_frames(slugs, start, frames, unit, tallest, carried)
        patience = PATIENCE if columns else patience - 1
        put_asides(room, sheet, slugs, columns, frames)
        for column, frame in zip(columns, frames, strict=False):
            sheet.add(place(slugs, column, frame, unit, note_rule))
            _report_too_high(room, slugs, column, frame)
            standing = slugs[column.start : column.stop]
            asides = [line for slug in standing for line in slug.aside]
            _report_too_wide(room, [*standing, *column.notes, *asides], frame.width)
            foot = max(foot, frame.top + (frame.height if column.notes else column.height))
            _advance(progress, slugs[column.start : column.stop])
            _advance(progress, column.notes)
            for slug in standing:
                _advance(progress, slug.aside)
                progress.update((link, 1) for link in slug.links)
        if columns:
            start, carried = columns[-1].stop, columns[-1].carried
        if start < len(slugs) or carried:
            sheet, frames = go_on()
            foot = frames[0].top
            margined, before = sheet.margin_x is not None, margined
            if abs(frames[0].width - measure) > EPSILON or margined != before:
                measure = frames[0].width
                slugs, start = _at_foot(room, cast_all(matters, measure, progress), sheet, measure), 0
                carried = recast(room, carried, measure, progress)
    return Room(sheet, frames, foot)


def _at_foot(room: ComposingRoom, slugs: list[Slug], sheet: Sheet, measure: float) -> list[Slug]:
    """The slugs with their notes as wide (pt) as the column at whose foot they stand, wherever they are cited. On a
    page without a side margin what belongs there stands at the foot too."""
    margined = sheet.margin_x is not None
    found: list[Slug] = []
    for slug in slugs:
        if margined:
            notes = recast(room, slug.notes, measure, {}) if slug.notes else ()
        else:
            notes = recast(room, (*slug.notes, *slug.aside), measure, {})
            notes += tuple(row for link in slug.links for row in room.note_setters[link](measure, {}))
            slug = replace(slug, aside=(), links=()) if slug.aside or slug.links else slug
        if notes:
            slug = replace(slug, notes=notes)
        found.append(slug)
    return found


def recast(room: ComposingRoom, notes: Sequence[Slug], measure: float, progress: Progress) -> tuple[Slug, ...]:
    """What is left of notes, at another measure (pt)."""
    blocks = dict.fromkeys(slug.block for slug in notes)
    return tuple(slug for block in blocks if block is not None for slug in room.note_setters[block](measure, progress))


def _fill_frames(
    slugs: Sequence[Slug],
    start: int,
    frames: Sequence[Frame],
    unit: float,
    tallest: float,
    carried: tuple[Slug, ...] = (),
) -> list[Filled]:
    """Fill the frames of a page as far as they go: what is tied and would fit in a column of the tallest height (pt)
    is not cut here, but waits for the next page; so does what would be cut badly."""
    columns: list[Filled] = []
    for frame in frames:
        if start >= len(slugs) and not carried:
            break
        column = fill(slugs, start, frame.height, unit, carried)
        if column.torn and frame.height < tallest - EPSILON:
            bad = slugs[column.stop - 1].keep or column.height > frame.height + EPSILON
            if bad or tied_height(slugs, start, unit) <= tallest + EPSILON:
                break
        columns.append(column)
        start, carried = column.stop, column.carried
    return columns


def begins_here(room: ComposingRoom, matters: Sequence[Matter], frames: Sequence[Frame]) -> bool:
    """Whether the first of this matter can stand in the first of these frames, with all that is tied to it."""
    frame = _across(frames) if matters and isinstance(matters[0], Wide) else frames[0]
    slugs: list[Slug] = []
    for matter in matters:
        slugs += matter.cast(frame.width, {})
        if slugs and not slugs[-1].keep:
            break
    unit = room.grid.unit
    return not slugs or bool(_fill_frames(slugs, 0, [frame], unit, room.grid.line(room.grid.text_lines)))


def fits_here(room: ComposingRoom, matters: Sequence[Matter], frames: Sequence[Frame]) -> bool:
    """Whether all this matter fits in these frames of one page, side by side and balanced."""
    if any(isinstance(matter, Wide) for matter in matters):
        return False  # such an article deserves the top of a page
    slugs = cast_all(matters, frames[0].width, {})
    height = min(frame.height for frame in frames)
    return height > 0 and fits(slugs, 0, len(frames), height, room.grid.unit)


def _advance(progress: dict[int, int], slugs: Iterable[Slug]) -> None:
    """Note how far each block has come."""
    for slug in slugs:
        for placement in slug.placements:
            if placement.portion is not None:
                progress[placement.portion.block] = placement.portion.stop


def _report_too_high(room: ComposingRoom, slugs: Sequence[Slug], column: Filled, frame: Frame) -> None:
    """A single slug that is higher than its column, the header above it included, cannot be placed."""
    head = stack_height(slugs[column.start].head) if column.stop > column.start else 0.0
    for slug in slugs[column.start : column.stop]:
        height = head + slug.height
        if height <= frame.height + EPSILON:
            continue
        portion = next((p.portion for p in slug.placements if p.portion is not None), None)
        if portion is None:
            continue
        entry = room.ledger.entries[portion.block]
        too_much = (height - frame.height) / 72 * 25.4
        room.problems.append(
            Problem(
                "too-high",
                f"{entry.name} is {too_much:.0f} mm higher than the column it stands in",
                entry.at,
                hint="make it shorter, or divide it",
            )
        )


def _report_too_wide(room: ComposingRoom, slugs: Sequence[Slug], measure: float) -> None:
    """A word that cannot be divided and is wider than its measure; that of the column (pt) where it has none of its
    own."""
    for slug in slugs:
        for placement in slug.placements:
            line, portion = placement.item, placement.portion
            if not isinstance(line, TextLine) or portion is None:
                continue
            too_much = line.width - portion.measure if portion.measure else placement.x + line.width - measure
            if too_much <= 0.5:
                continue
            entry = room.ledger.entries[portion.block]
            text = "".join(run.text for run in line.runs).strip().replace("\u00ad", "-")
            room.problems.append(
                Problem(
                    "too-wide",
                    f"“{text}” in {entry.name} is {too_much / 72 * 25.4:.1f} mm wider than the line it stands on",
                    entry.at,
                    hint="add a soft hyphen (&shy;) where a word may be divided, or write it otherwise",
                    severity=Severity.WARNING,
                )
            )
