"""Headline → lines that fit their box: smaller in the steps the brand allows, then broken at soft hyphens."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from report.errors import Location, Problem
from report.layout.markup import Copy
from report.layout.room import ComposingRoom
from report.layout.sheet import Sheet
from report.model.placed import TextLine
from report.typography.text import Breaking, Paragraph, Styled

SOFT_HYPHEN = "\u00ad"
NAMES = {"quote": "quote", "cover-subtitle": "cover’s subtitle"}  # by type role; all others are headlines


class Headline(Struct, frozen=True):
    """Set lines with their size and leading in pt. `misfit` is what is wrong with one that fits in no size; it is
    reported where the headline is placed."""

    lines: tuple[TextLine, ...]
    size: float
    leading: float
    misfit: Problem | None = None

    @property
    def drop(self) -> float:
        """From the first baseline to the last, in pt."""
        return (len(self.lines) - 1) * self.leading


def set_headline(
    copy: Copy, room: ComposingRoom, role_name: str, measure: float, most_lines: int, at: Location
) -> Headline:
    """Set a headline within its measure (pt) and number of lines.

    First whole words at the role's size and each of its steps, then with its soft hyphens, the largest size first
    that fits (SPEC, Decisions: opener). What fits in no size is an error naming the widest word."""
    role = room.role(role_name)
    sizes = ((role.size, role.leading), *role.steps)
    for hyphens in (False, True):
        for size, leading in sizes:
            paragraph = room.typesetter.prepared(_sized(copy.stretches, size, hyphens))
            lines = paragraph.lines(measure)
            if _fits(lines, measure, most_lines):
                return Headline(_balanced(paragraph, lines, measure), size, leading)
    size, leading = sizes[-1]
    lines = room.lines(_sized(copy.stretches, size, True), measure, Breaking())
    name = NAMES.get(role_name, "headline")
    return Headline(lines, size, leading, _misfit(name, lines, measure, most_lines, size, at))


def _fits(lines: Sequence[TextLine], measure: float, most_lines: int) -> bool:
    return len(lines) <= most_lines and all(line.width <= measure + 0.01 for line in lines)


def _balanced(paragraph: Paragraph, lines: tuple[TextLine, ...], measure: float) -> tuple[TextLine, ...]:
    """The same number of lines at the narrowest measure (to 1/64) that holds them: no single short word at the end."""
    if len(lines) < 2:
        return lines
    narrow, wide = measure / len(lines) / 2, measure
    for _ in range(6):
        middle = (narrow + wide) / 2
        tried = paragraph.lines(middle)
        if _fits(tried, middle, len(lines)):
            lines, wide = tried, middle
        else:
            narrow = middle
    return lines


def _sized(stretches: Sequence[Styled], size: float, hyphens: bool) -> tuple[Styled, ...]:
    largest = max((stretch.size for stretch in stretches), default=size)  # what is smaller is raised
    return tuple(
        replace(
            stretch,
            size=stretch.size * size / largest,
            rise=stretch.rise * size / largest,
            text=stretch.text if hyphens else stretch.text.replace(SOFT_HYPHEN, ""),
        )
        for stretch in stretches
    )


def _misfit(
    name: str, lines: Sequence[TextLine], measure: float, most_lines: int, size: float, at: Location
) -> Problem:
    widest = max(lines, key=lambda line: line.width)
    words = "".join(run.text for run in widest.runs).strip()
    if widest.width > measure:
        wide, room_ = widest.width / 72 * 25.4, measure / 72 * 25.4
        message = f"the {name}’s word “{words}” is {wide:.0f} mm wide at {size:g} pt and has {room_:.0f} mm"
        return Problem("headline-too-wide", message, at, hint="add a soft hyphen (&shy;) where it may break")
    message = f"the {name} takes {len(lines)} lines at {size:g} pt, and {most_lines} fit"
    return Problem("headline-too-long", message, at, hint=f"make the {name} shorter")


def put_headline(
    sheet: Sheet,
    headline: Headline,
    x: float,
    first_line: float,
    *,
    node: object,
    room: ComposingRoom,
    hang: float = 0.0,
) -> None:
    """Place a headline's lines from a grid line on; `node` is what the ledger knows it by, None for the program's own
    words. The first line hangs out to the left by `hang` pt (an opening quotation mark)."""
    if headline.misfit is not None:
        room.problems.append(headline.misfit)
    y = sheet.grid.line(first_line)
    for index, line in enumerate(headline.lines):
        portion = room.whole(node) if index == 0 and node is not None else None
        sheet.put(line, x if index else x - hang, y + index * headline.leading, portion)
