"""What a block's setter is given, and the plain kind of matter: lines of one copy in one element."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from report.errors import Location, Problem, Severity
from report.layout.galley import Matter, Progress, Slug, keep_together, stack_height
from report.layout.lines import LineStyle, set_lines, to_grid
from report.layout.markup import Copy, NoteMark, Stick, mark_up
from report.layout.room import ComposingRoom
from report.model.content import Block
from report.model.placed import Destination, Placement
from report.model.structure import Attributes, Element

BlockMarker = Callable[[Sequence[Block], ComposingRoom, Stick, Block | None], list[Matter]]


class BlockSetting(Struct, frozen=True):
    """Where a block stands: the composing room, the stick, the block before it, and how to mark up blocks inside."""

    room: ComposingRoom
    stick: Stick
    previous: Block | None
    mark_blocks: BlockMarker

    def inner(self, blocks: Sequence[Block], stick: Stick | None = None) -> list[Matter]:
        """Matter for the blocks that this one holds."""
        return self.mark_blocks(blocks, self.room, replace(stick or self.stick, inside=True), None)


class MarkedNote(Struct, frozen=True):
    """A note with the copies of its letter and its text."""

    mark: NoteMark
    letter: Copy
    text: Copy


class Notes(Struct, frozen=True):
    """The notes that one block takes on: elements once, slugs at any measure. Each is known by the leaf of the
    citation that brings it to the foot of its column; later citations only point to it."""

    room: ComposingRoom
    elements: tuple[Element, ...]
    marked: Mapping[int, MarkedNote]

    def set(self, citation: int, measure: float) -> tuple[Slug, ...]:
        """The slugs of the note that a citation brings, none when it brings none."""
        if citation not in self.marked:
            return ()
        note = self.marked[citation]
        setter = partial(self.set_note, note)
        self.room.note_setters[self.room.ledger.number(note.mark.footnote)] = setter
        return setter(measure, {})

    def set_note(self, note: MarkedNote, measure: float, progress: Progress) -> tuple[Slug, ...]:
        """A note, or what `progress` leaves of it; its letter hangs in an indent of one unit."""
        room, unit = self.room, self.room.grid.unit
        style = LineStyle(room.role("note"), indent=unit, leading=unit)
        block = room.ledger.number(note.mark.footnote)
        slugs = to_grid(set_lines(note.text, room, measure, style, block=block, progress=progress), unit)
        if progress.get(block):
            return tuple(slugs)
        label = Placement(room.typesetter.line(note.letter.stretches), 0.0, slugs[0].height)
        place = Placement(Destination(note.mark.identifier), 0.0, 0.0)
        return (replace(slugs[0], placements=(place, label, *slugs[0].placements)), *slugs[1:])

    def set_all(self, measure: float) -> tuple[Slug, ...]:
        """The slugs of all these notes, for text that stands outside the columns (a lead)."""
        return tuple(slug for citation in self.marked for slug in self.set(citation, measure))


def mark_notes(copies: Sequence[Copy], setting: BlockSetting) -> Notes:
    """Mark up the notes that these copies cite for the first time."""
    room, stick = setting.room, setting.stick
    elements: list[Element] = []
    marked: dict[int, MarkedNote] = {}
    for copy in copies:
        for citation, mark in copy.citations.items():
            if mark.identifier in room.noted:
                continue
            room.noted.add(mark.identifier)
            letter_leaf = room.leaf("Lbl")
            bold = room.styled(mark.letter, room.role("note-strong"), letter_leaf.number, at=mark.footnote.at)
            letter = Copy((bold,), (letter_leaf,), {}, {})
            text = mark_up(mark.footnote.spans, room, replace(stick, notes={}), role="note", tag="Note")
            marked[citation] = MarkedNote(mark, letter, text)
            label = Element("Lbl", (letter_leaf,))
            elements.append(Element("Note", (label, *text.kids), Attributes(id=mark.identifier)))
    return Notes(room, tuple(elements), marked)


def kept(slugs: Sequence[Slug], room: ComposingRoom, at: Location) -> list[Slug]:
    """Slugs that are asked to keep together; a warning where no column can hold them."""
    tallest = room.grid.text_lines
    lines = ceil(round(stack_height(slugs) / room.grid.unit, 6))
    if lines > tallest:
        message = f"this takes {lines} lines and a column has {tallest}: it cannot keep together"
        hint = "take keep=yes away, or make it shorter"
        room.problems.append(Problem("kept-too-high", message, at, hint, Severity.WARNING))
    return keep_together(slugs)


class CopyMatter(Struct, frozen=True):
    """Lines of one copy in one element, with the notes it cites."""

    room: ComposingRoom
    copy: Copy
    style: LineStyle
    block: int
    elements: tuple[Element, ...]
    notes: Notes
    before: float = 0.0
    keep: bool = False  # tie the last line to what follows

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        slugs = set_lines(
            self.copy,
            self.room,
            measure,
            self.style,
            block=self.block,
            progress=progress,
            notes=self.notes.set,
        )
        slugs = to_grid(slugs, self.room.grid.unit)
        if slugs and not progress.get(self.block):
            slugs[0] = replace(slugs[0], before=self.before)
        if slugs and self.keep:
            slugs = [replace(slug, keep=True) for slug in slugs]
        return slugs
