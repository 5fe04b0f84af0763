"""Note in the margin → the block above it with the note level with its first line; lines of the Note style in a P."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from report.layout.blocks.setting import BlockSetting
from report.layout.galley import Matter, Progress, Slug, Wide
from report.layout.lines import LineStyle, set_lines, to_grid
from report.layout.markup import Copy, mark_up
from report.layout.room import ComposingRoom
from report.model.content import MarginNote
from report.model.structure import Element


class Beside(Struct, frozen=True):
    """Matter with a note beside it. Without matter the note stands level with what follows."""

    room: ComposingRoom
    matter: Matter | None
    copy: Copy
    block: int
    element: Element

    @property
    def keep(self) -> bool:
        """Whether it is a heading, which leads on to what follows."""
        return bool(getattr(self.matter, "keep", False))

    @property
    def elements(self) -> tuple[Element, ...]:
        return (*(self.matter.elements if self.matter is not None else ()), self.element)

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        slugs = self.matter.cast(measure, progress) if self.matter is not None else []
        if progress.get(self.block):
            return slugs
        slugs = slugs or [Slug(0.0, (), keep=True)]
        note = self.set(self.room.grid.span(self.room.grid.margin_columns), {})
        links = tuple(link for line in note for link in line.links)
        slugs[0] = replace(slugs[0], aside=(*slugs[0].aside, *note), links=(*slugs[0].links, *links))
        return slugs

    def set(self, measure: float, progress: Progress) -> tuple[Slug, ...]:
        """The note's lines, or what is left of them."""
        room, unit = self.room, self.room.grid.unit
        style = LineStyle(room.role("note"), leading=unit)
        return tuple(to_grid(set_lines(self.copy, room, measure, style, block=self.block, progress=progress), unit))


def mark_margin(block: MarginNote, setting: BlockSetting) -> Beside:
    """The note alone; `stand_beside` joins it to what it follows. Words may be divided: the margin is narrow."""
    room = setting.room
    copy = mark_up(block.spans, room, replace(setting.stick, notes={}), role="note")
    copy = replace(copy, stretches=tuple(replace(stretch, hyphenate=True) for stretch in copy.stretches))
    number = room.ledger.number(block)
    beside = Beside(room, None, copy, number, Element("P", copy.kids))
    room.note_setters[number] = beside.set
    return beside


def stand_beside(note: Beside, matter: Matter) -> Matter:
    """The matter with the note beside it; wide matter stays wide."""
    if isinstance(matter, Wide):
        return Wide(replace(note, matter=matter.matter))
    return replace(note, matter=matter)
