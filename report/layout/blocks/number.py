"""Large number → the figure in display type with what it counts beneath it."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from report.layout.blocks.setting import BlockSetting, CopyMatter, mark_notes
from report.layout.galley import Matter, Progress, Slug, cast_all, elements_of, keep_together
from report.layout.lines import LineStyle
from report.layout.markup import mark_up
from report.layout.room import ComposingRoom
from report.model.content import BigNumber
from report.model.structure import Element


class _Number(Struct, frozen=True):
    room: ComposingRoom
    matters: tuple[Matter, ...]
    elements: tuple[Element, ...]

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        slugs = keep_together(cast_all(self.matters, measure, progress))
        if slugs:
            slugs[0] = replace(slugs[0], before=self.room.grid.unit)
        return slugs


def mark_number(block: BigNumber, setting: BlockSetting) -> Matter:
    room, stick = setting.room, setting.stick
    copy = mark_up(block.value, room, stick, role="number-1")
    notes = mark_notes([copy], setting)
    role = room.role("number-1")
    style = LineStyle(role, leading=4 * room.grid.unit, orphans=0, lift=0.5 * room.grid.unit)
    value = (Element("P", copy.kids), *notes.elements)
    number = CopyMatter(room, copy, style, room.ledger.number(block.value), value, notes, keep=True)
    matters: list[Matter] = [number, *setting.inner(block.blocks, replace(stick, role="note"))]
    return _Number(room, tuple(matters), elements_of(matters))
