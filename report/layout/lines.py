"""Marked-up copy → slugs of set lines at a measure, with link areas, cited notes and portions for the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from report.layout.galley import Progress, Slug, shifted, stack_height
from report.layout.markup import Copy
from report.layout.room import ComposingRoom
from report.model.brand import TypeRole
from report.model.placed import LinkSpot, Placement, Portion, TextLine
from report.typography.text import Breaking, Styled

SOFT_HYPHEN = "\u00ad"
FORCED = "\u2028"
MOST_CHARACTERS = 75  # of a line
COMMON = "en de van het een in op te dat die with and the of to is for as"  # words of a usual width
NoteSetter = Callable[[int, float], tuple[Slug, ...]]  # by leaf of the citation and measure in pt


class LineStyle(Struct, frozen=True):
    """How a copy's lines stand: role, indents in pt, and which column breaks between them are allowed.

    `leading` overrides the role's, in pt. `orphans` lines at least stay together at either end of a break;
    0 keeps the whole copy together. `lift` raises the baseline above the foot of its band, in pt."""

    role: TypeRole
    indent: float = 0.0
    first_indent: float = 0.0
    leading: float = 0.0
    orphans: int = 2
    align: str = "left"
    lift: float = 0.0


def readable(measure: float, room: ComposingRoom, role: str) -> float:
    """A measure in pt, no wider than lines of a role that still read well (SPEC, Decisions: line length)."""
    return min(measure, room.line(COMMON, role).width / len(COMMON) * MOST_CHARACTERS)


def letters(text: str) -> int:
    """Characters that must be found on the pages again: no white space, no soft hyphens."""
    return len("".join(text.split())) - text.count(SOFT_HYPHEN)


def copy_letters(copy: Copy) -> int:
    return sum(letters(stretch.text) for stretch in copy.stretches)


def remainder(stretches: Sequence[Styled], placed: int) -> tuple[Styled, ...]:
    """What is left of stretches after so many letters, without the space that a break swallowed."""
    rest: list[Styled] = []
    for stretch in stretches:
        if placed <= 0 and rest:
            rest.append(stretch)
            continue
        text = stretch.text
        position = 0
        while position < len(text) and (placed > 0 or not letters(text[position])):
            placed -= letters(text[position])
            position += 1
        if position < len(text):
            rest.append(replace(stretch, text=text[position:]))
    return tuple(rest)


def set_lines(
    copy: Copy,
    room: ComposingRoom,
    measure: float,
    style: LineStyle,
    *,
    block: int,
    progress: Progress,
    notes: NoteSetter | None = None,
) -> list[Slug]:
    """Break a copy at a measure (pt) and wrap each line in a slug; only what `progress` has not placed yet."""
    total = max(1, copy_letters(copy))
    placed = progress.get(block, 0)
    if placed >= total:
        return []
    stretches = remainder(copy.stretches, placed) if placed else copy.stretches
    first = style.first_indent if not placed else 0.0
    lines = room.lines(stretches, measure - style.indent, _breaking(style, first))
    forced = _forced(copy.stretches)
    leading = style.leading or style.role.leading
    slugs: list[Slug] = []
    for index, line in enumerate(lines):
        count = sum(letters(run.text) for run in line.runs)
        last = index == len(lines) - 1
        indent = style.indent + (first if index == 0 else 0.0)
        stop = total if last else placed + count
        portion = Portion(block, placed, stop, total, measure - indent, last or stop in forced)
        placed += count
        if style.align == "right":
            indent = measure - line.width
        elif style.align == "centre":
            indent = (measure - line.width) / 2
        keep = _tied(index, len(lines), style.orphans)
        slugs.append(_slug(line, copy, indent, leading, style.lift, portion, keep, notes, measure))
    return slugs


def _breaking(style: LineStyle, first_indent: float) -> Breaking:
    """As the brand says; lines that do not begin at the left edge are neither justified nor hang out. No line may be
    wider than the measure, whatever stands in it."""
    breaking = replace(style.role.breaking, first_indent=first_indent, cut=True)
    return breaking if style.align == "left" else replace(breaking, ragged=True, hanging=())


def _forced(stretches: Sequence[Styled]) -> frozenset[int]:
    """After how many letters the author ends a line."""
    found: list[int] = []
    placed = 0
    for stretch in stretches:
        if FORCED not in stretch.text:
            placed += letters(stretch.text)
            continue
        for index, part in enumerate(stretch.text.split(FORCED)):
            if index:
                found.append(placed)
            placed += letters(part)
    return frozenset(found)


def _tied(index: int, count: int, orphans: int) -> bool:
    """Whether a column may not end after this line."""
    if index == count - 1:
        return False
    return not orphans or index + 1 < orphans or count - index - 1 < orphans


def _slug(
    line: TextLine,
    copy: Copy,
    indent: float,
    leading: float,
    lift: float,
    portion: Portion,
    keep: bool,
    notes: NoteSetter | None,
    measure: float,
) -> Slug:
    baseline = leading - lift
    placements = [Placement(line, indent, baseline, portion)]
    cited: list[Slug] = []
    numbered: list[int] = []
    for run in line.runs:
        mark = copy.links.get(run.leaf)
        if mark is not None and run.width > 0 and run.text.strip():
            spot = LinkSpot(run.width, run.size * 1.1, mark.target, mark.description, mark.leaf.number)
            placements.append(Placement(spot, indent + run.x, baseline - run.rise - run.size * 0.85))
        if notes is not None and run.leaf in copy.citations:
            brought = notes(run.leaf, measure)
            cited += brought
            numbered += [link for slug in brought for link in slug.links]
        if run.leaf in copy.numbered:
            numbered.append(copy.numbered[run.leaf].block)
    divided = ends_divided(line)
    return Slug(leading, tuple(placements), keep=keep, notes=tuple(cited), divided=divided, links=tuple(numbered))


def ends_divided(line: TextLine) -> bool:
    """Whether a line ends with a hyphen that breaking made."""
    return bool(line.runs) and (line.runs[-1].actual or line.runs[-1].text).endswith(SOFT_HYPHEN)


def to_grid(slugs: Sequence[Slug], unit: float) -> list[Slug]:
    """The same slugs, with the first baseline on the grid and, together, whole baseline units high (pt)."""
    if not slugs:
        return []
    first = slugs[0]
    above = ceil(round(first.height / unit, 6)) * unit - first.height
    raised = replace(first, height=first.height + above, placements=shifted(first.placements, 0.0, above))
    settled = [raised, *slugs[1:]]
    height = stack_height(settled)
    below = ceil(round(height / unit, 6)) * unit - height
    settled[-1] = replace(settled[-1], height=settled[-1].height + below)
    return settled
