"""Slugs → columns: fills frames from the top, footnotes at their feet, and balances what is left."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from report.layout.galley import Slug, settled, stack, stack_height
from report.model.placed import Placement, Rule, TextLine

EPSILON = 1e-6
NOTE_RULE = 0.5  # pt thick, two columns of the grid long (SPEC, Decisions: footnotes)
LEAST_LOSS = 2  # lines that a column may end higher so that no word is divided at its end
MOST_LOSS = 3  # lines that it may end higher so that no note is divided


class Frame(Struct, frozen=True):
    """A column's room on a page, in pt: its left edge, top, width and height; y down from the trim top."""

    x: float
    top: float
    width: float
    height: float


class Filled(Struct, frozen=True):
    """A column's slugs start..stop, how high they and their notes stand, and whether a tie had to be cut. `carried` is
    what is left of a note that goes on at the foot of the next column."""

    start: int
    stop: int
    height: float
    notes: tuple[Slug, ...]
    torn: bool = False
    carried: tuple[Slug, ...] = ()


def fill(
    slugs: Sequence[Slug], start: int, height: float, unit: float, carried: tuple[Slug, ...] = (), *, cut: bool = True
) -> Filled:
    """Take as many slugs as fit in this height (pt), ending where a column may end.

    The notes of a column's lines count with it, a unit for their rule included, after what is `carried` of an earlier
    note. The last note goes on in the next column where the text would else stop well above the foot; not without
    `cut`. When not even the slugs tied to the first fit, a tie is cut (`torn`), one that only binds before one that
    keeps; a slug higher than the column stands alone, for the caller to report.
    """
    if carried and stack_height(carried) + unit > height + EPSILON:
        standing = _going_on(carried, height - unit)
        return Filled(start, start, height, carried[:standing], carried=carried[standing:])
    none = Filled(start, start, unit + stack_height(carried) if carried else 0.0, carried)
    if start >= len(slugs):
        return none
    found = _Found(none, none, none, none)
    used = sum(slug.height for slug in slugs[start].head)
    notes, noted = list(carried), none.height
    for index in range(start, len(slugs)):
        slug = slugs[index]
        used = settled(used + (slug.before if index > start else 0.0) + slug.height, slug)
        if slug.notes:
            noted += (0.0 if notes else unit) + stack_height(slug.notes)
            notes += slug.notes
        whole = used + noted <= height + EPSILON
        standing = len(notes) if whole else _standing(notes, height - used - unit) if cut else 0
        if not whole and not standing:
            break
        reached = used + (noted if whole else unit + stack_height(notes[:standing]))
        column = Filled(start, index + 1, reached, tuple(notes[:standing]), carried=tuple(notes[standing:]))
        found.add(column, slug, alone=index == start and _goes_on(slugs, index))
    chosen = found.chosen(unit)
    if carried:
        return none if chosen.torn else chosen
    if chosen.stop > start:
        return chosen
    standing = _standing(slugs[start].notes, height - slugs[start].height - unit)
    cited = slugs[start].notes
    return Filled(start, start + 1, slugs[start].height, cited[:standing], torn=True, carried=cited[standing:])


class _Found(Struct):
    """The longest columns found so far: one that ends where a column may end; the same after a whole word; one that
    cuts a note and is the first to do so; and one that cuts a tie."""

    best: Filled
    undivided: Filled
    noted: Filled
    torn: Filled
    strength: int = 0  # of the tie that `torn` cuts

    def add(self, column: Filled, last: Slug, *, alone: bool) -> None:
        """Note a column that ends with this slug, `alone` where that is one line of a text that goes on."""
        tied = last.keep or alone
        if tied or last.bound:
            strength = 2 if tied else 1
            if not self.strength or strength < self.strength or (strength == self.strength and not column.carried):
                self.torn, self.strength = column, strength
        elif column.carried:
            self.noted = self.noted if self.noted.carried else column
        else:
            self.best = column
            self.undivided = self.undivided if last.divided else column

    def chosen(self, unit: float) -> Filled:
        """Whole words and whole notes where that costs little, then no cut tie."""
        whole = self.best
        if (
            self.undivided.stop > self.undivided.start
            and whole.height - self.undivided.height <= LEAST_LOSS * unit + EPSILON
        ):
            whole = self.undivided
        if self.noted.carried and (
            whole.stop == whole.start or self.noted.height - whole.height > MOST_LOSS * unit + EPSILON
        ):
            return self.noted
        return whole if whole.stop > whole.start else replace(self.torn, torn=self.torn.stop > self.torn.start)


def _standing(notes: Sequence[Slug], room: float) -> int:
    """How many of these slugs stand in this room (pt), so that every note begins in it and none is cut where it may
    not be; 0 when that cannot be."""
    reached, standing = 0.0, 0
    first = max((index for index, slug in enumerate(notes) if slug.begins), default=0)
    for index, slug in enumerate(notes):
        reached += (slug.before if index else 0.0) + slug.height
        if reached > room + EPSILON:
            break
        if index >= first and not slug.keep:
            standing = index + 1
    return standing


def _going_on(notes: Sequence[Slug], room: float) -> int:
    """How many of these slugs, left of earlier notes, stand in this room (pt): at least one."""
    fitting = [stop for stop in range(1, len(notes) + 1) if stack_height(notes[:stop]) <= room + EPSILON] or [1]
    return next((stop for stop in reversed(fitting) if not notes[stop - 1].keep), fitting[-1])


def _goes_on(slugs: Sequence[Slug], index: int) -> bool:
    """Whether the next slug is a line of the same text: one line of it never stands alone in a column."""
    pieces = [_text_block(slug) for slug in slugs[index : index + 2]]
    return len(pieces) == 2 and pieces[0] is not None and pieces[0] == pieces[1]


def _text_block(slug: Slug) -> int | None:
    return next((p.portion.block for p in slug.placements if p.portion and isinstance(p.item, TextLine)), None)


def fill_all(
    slugs: Sequence[Slug],
    start: int,
    count: int,
    height: float,
    unit: float,
    carried: tuple[Slug, ...] = (),
    *,
    cut: bool = True,
) -> list[Filled]:
    """Fill so many columns of one height, one after the other."""
    columns: list[Filled] = []
    for _ in range(count):
        if start >= len(slugs) and not carried:
            break
        columns.append(fill(slugs, start, height, unit, carried, cut=cut))
        start, carried = columns[-1].stop, columns[-1].carried
    return columns


def balance(
    slugs: Sequence[Slug], start: int, count: int, height: float, unit: float, carried: tuple[Slug, ...] = ()
) -> list[Filled]:
    """Columns of the least height, in whole units, that hold all slugs that are left; empty when none does.

    The least height is searched from the even share upwards, so the columns differ by what their breaks demand; a
    little more where no word is divided at a column's end then. Notes stay whole; where that cannot be, the columns
    are as high as they can be."""
    left = _height_up_to(slugs, start, count * height)
    if left > count * height + EPSILON:
        return []
    found: list[Filled] = []
    lines = first = max(1, int(left / count / unit))
    while lines * unit < height and not (found and lines > first + LEAST_LOSS):
        columns = fill_all(slugs, start, count, lines * unit, unit, carried, cut=False)
        if _whole(columns, slugs, lines * unit):
            filled = [column for column in columns[:-1] if column.stop > column.start]  # others hold notes alone
            if not any(slugs[column.stop - 1].divided for column in filled):
                return columns
            first = first if found else lines
            found = found or columns
        lines += 1
    if found:
        return found
    for cut in (False, True):
        columns = fill_all(slugs, start, count, height, unit, carried, cut=cut)
        if _whole(columns, slugs, height):
            return columns
    return []


def _height_up_to(slugs: Sequence[Slug], start: int, limit: float) -> float:
    """Height in pt of the slugs that are left, counted until it passes the limit; without spaces above them, which
    columns drop at their tops."""
    height = 0.0
    for index in range(start, len(slugs)):
        height += slugs[index].height
        if height > limit + EPSILON:
            break
    return height


def _whole(columns: Sequence[Filled], slugs: Sequence[Slug], height: float) -> bool:
    """Whether these columns hold all that is left, with no tie cut and none too high."""
    if not columns:
        return True
    if columns[-1].stop < len(slugs) or columns[-1].carried:
        return False
    return all(not column.torn and column.height <= height + EPSILON for column in columns)


def fits(slugs: Sequence[Slug], start: int, count: int, height: float, unit: float) -> bool:
    """Whether all slugs that are left fit in so many columns of this height, with no tie cut."""
    return _whole(fill_all(slugs, start, count, height, unit), slugs, height)


def least_notes(notes: Sequence[Slug]) -> float:
    """How high (pt) notes stand at least in the column that cites them: the last may go on in the next."""
    first = max((index for index, slug in enumerate(notes) if slug.begins), default=0)
    stop = next((index + 1 for index, slug in enumerate(notes) if index >= first and not slug.keep), len(notes))
    return stack_height(notes[:stop])


def tied_height(slugs: Sequence[Slug], start: int, unit: float) -> float:
    """How high (pt) a slug and all that is tied to it stand at the top of a column, with the least of its notes."""
    height = stack_height(slugs[start].head) - slugs[start].before
    notes: list[Slug] = []
    for slug in slugs[start:]:
        height += slug.before + slug.height
        notes += slug.notes
        if not (slug.keep or slug.bound):
            break
    return height + (least_notes(notes) + unit if notes else 0.0)


def place(slugs: Sequence[Slug], column: Filled, frame: Frame, unit: float, note_rule: float) -> list[Placement]:
    """A filled column's placements on the page: its text from the frame's top, its notes at the frame's foot."""
    placements: list[Placement] = []
    if column.stop > column.start:
        head = slugs[column.start].head
        placements += stack(head, frame.x, frame.top)
        placements += stack(slugs[column.start : column.stop], frame.x, frame.top, stack_height(head))
    if column.notes:
        top = frame.top + frame.height - stack_height(column.notes)
        placements.append(Placement(Rule(note_rule, NOTE_RULE, "ink"), frame.x, top - unit * 0.25))
        placements += stack(column.notes, frame.x, top)
    return placements
