"""Thematic break → a short rule between two paragraphs; an artifact."""

from __future__ import annotations

from msgspec import Struct

from report.layout.blocks.setting import BlockSetting
from report.layout.galley import Matter, Progress, Slug, whole
from report.layout.room import ComposingRoom
from report.model.content import ThematicBreak
from report.model.placed import Placement, Rule
from report.model.structure import Element


class _Pause(Struct, frozen=True):
    room: ComposingRoom
    block: int
    ink: str
    elements: tuple[Element, ...] = ()

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        if progress.get(self.block):
            return []
        unit = self.room.grid.unit
        rule = Placement(Rule(min(measure, 4 * unit), 0.5, self.ink), 0.0, unit * 0.6, whole(self.block))
        return [Slug(unit, (rule,), before=unit, keep=True)]


def mark_pause(block: ThematicBreak, setting: BlockSetting) -> Matter:
    return _Pause(setting.room, setting.room.ledger.number(block), setting.stick.inks.deep)
