"""Subhead → a heading of the level it has here, kept with what follows."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from report.layout.blocks.setting import BlockSetting, CopyMatter, mark_notes
from report.layout.galley import Matter, Progress, Slug
from report.layout.lines import LineStyle
from report.layout.markup import mark_up
from report.model.content import Subhead
from report.model.placed import Destination, Placement
from report.model.structure import Element


def mark_subhead(block: Subhead, setting: BlockSetting) -> Matter:
    """One blank line above, none below (SPEC, Type)."""
    room, stick = setting.room, setting.stick
    tag = f"H{min(6, stick.subhead_level + block.level - 3)}"
    copy = mark_up(block.spans, room, stick, role=stick.subhead_role, tag=tag)
    notes = mark_notes([copy], setting)
    elements = (Element(tag, copy.kids), *notes.elements)
    style = LineStyle(room.role(stick.subhead_role), orphans=0)
    number = room.ledger.number(block)
    before = room.grid.unit if setting.previous is not None else 0.0
    matter = CopyMatter(room, copy, style, number, elements, notes, before, keep=True)
    return _Anchored(matter, block.anchor) if block.anchor else matter


class _Anchored(Struct, frozen=True):
    """A subhead that links of the report can point to."""

    matter: CopyMatter
    anchor: str
    keep: bool = True

    @property
    def elements(self) -> tuple[Element, ...]:
        return self.matter.elements

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        slugs = self.matter.cast(measure, progress)
        if slugs:
            place = Placement(Destination(self.anchor), 0.0, 0.0)
            slugs[0] = replace(slugs[0], placements=(place, *slugs[0].placements))
        return slugs
