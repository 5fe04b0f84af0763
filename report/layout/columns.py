"""Slugs → columns: fills frames from the top, footnotes at their feet, and balances what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from report.layout.galley import Slug, stack, stack_height
from report.model.placed import Placement, Rule, TextLine

EPSILON = 1e-6
NOTE_RULE = 0.5  # pt thick, two columns of the grid long (SPEC, Decisions: footnotes)


@dataclass(frozen=True, slots=True)
class Frame:
    """A column's room on a page, in pt: its left edge, top, width and height; y down from the trim top."""

    x: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Filled:
    """A column's slugs start..stop, how high they and their notes stand, and whether a tie had to be cut."""

    start: int
    stop: int
    height: float
    notes: tuple[Slug, ...]
    torn: bool = False


def fill(slugs: Sequence[Slug], start: int, height: float, unit: float) -> Filled:
    """Take as many slugs as fit in this height (pt), ending where a column may end.

    The notes of a column's lines count with it, a unit for their rule included. When not even the slugs tied to the
    first fit, a tie is cut (`torn`), one that only binds before one that keeps; a slug higher than the column stands
    alone, for the caller to report.
    """
    used, note_height = 0.0, 0.0
    notes: list[Slug] = []
    best = Filled(start, start, 0.0, ())
    unbound = longest = best
    used = sum(slug.height for slug in slugs[start].head) if start < len(slugs) else 0.0
    for index in range(start, len(slugs)):
        slug = slugs[index]
        used += (slug.before if index > start else 0.0) + slug.height
        if slug.notes:
            note_height += (0.0 if notes else unit) + stack_height(slug.notes)
            notes += slug.notes
        if used + note_height > height + EPSILON:
            break
        longest = Filled(start, index + 1, used + note_height, tuple(notes), torn=True)
        if not slug.keep and not (index == start and _goes_on(slugs, index)):
            unbound = longest
            if not slug.bound:
                best = replace(longest, torn=False)
    if start >= len(slugs):
        return best
    for filled in (best, unbound, longest):
        if filled.stop > start:
            return filled
    return Filled(start, start + 1, slugs[start].height, slugs[start].notes, torn=True)


def _goes_on(slugs: Sequence[Slug], index: int) -> bool:
    """Whether the next slug is a line of the same text: one line of it never stands alone in a column."""
    pieces = [_text_block(slug) for slug in slugs[index : index + 2]]
    return len(pieces) == 2 and pieces[0] is not None and pieces[0] == pieces[1]


def _text_block(slug: Slug) -> int | None:
    return next((p.portion.block for p in slug.placements if p.portion and isinstance(p.item, TextLine)), None)


def fill_all(slugs: Sequence[Slug], start: int, count: int, height: float, unit: float) -> list[Filled]:
    """Fill so many columns of one height, one after the other."""
    columns: list[Filled] = []
    for _ in range(count):
        if start >= len(slugs):
            break
        columns.append(fill(slugs, start, height, unit))
        start = columns[-1].stop
    return columns


def balance(slugs: Sequence[Slug], start: int, count: int, height: float, unit: float) -> list[Filled]:
    """Columns of the least height, in whole units, that hold all slugs that are left; empty when none does.

    The least height is searched from the even share upwards, so the columns differ by what their breaks demand."""
    if not fits(slugs, start, count, height, unit):
        return []
    lines = max(1, int(stack_height(slugs[start:]) / count / unit))
    while lines * unit < height:
        columns = fill_all(slugs, start, count, lines * unit, unit)
        whole = columns[-1].stop == len(slugs) and not any(column.torn for column in columns)
        if whole and all(column.height <= lines * unit + EPSILON for column in columns):
            return columns
        lines += 1
    return fill_all(slugs, start, count, height, unit)


def fits(slugs: Sequence[Slug], start: int, count: int, height: float, unit: float) -> bool:
    """Whether all slugs that are left fit in so many columns of this height, with no tie cut."""
    columns = fill_all(slugs, start, count, height, unit)
    if not columns:
        return True
    return columns[-1].stop == len(slugs) and not any(column.torn for column in columns)


def tied_height(slugs: Sequence[Slug], start: int, unit: float) -> float:
    """How high (pt) a slug and all that is tied to it stand at the top of a column, notes included."""
    height = stack_height(slugs[start].head) - slugs[start].before
    noted = 0.0
    for slug in slugs[start:]:
        height += slug.before + slug.height
        noted += stack_height(slug.notes) + (unit if slug.notes and not noted else 0.0)
        if not (slug.keep or slug.bound):
            break
    return height + noted


def place(slugs: Sequence[Slug], column: Filled, frame: Frame, unit: float, note_rule: float) -> list[Placement]:
    """A filled column's placements on the page: its text from the frame's top, its notes at the frame's foot."""
    first = slugs[column.start]
    placements = list(stack(first.head, frame.x, frame.top))
    placements += stack(slugs[column.start : column.stop], frame.x, frame.top + stack_height(first.head))
    if column.notes:
        top = frame.top + frame.height - stack_height(column.notes)
        placements.append(Placement(Rule(note_rule, NOTE_RULE, "ink"), frame.x, top - unit * 0.25))
        placements += stack(column.notes, frame.x, top)
    return placements
