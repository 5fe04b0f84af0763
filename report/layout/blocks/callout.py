"""Callout → a tinted box one column wide that is never cut, unless it is taller than a column."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from report.layout.blocks.setting import BlockSetting, CopyMatter, mark_notes
from report.layout.galley import Matter, Progress, Slug, Wide, cast_all, elements_of, keep_together, levelled, shifted
from report.layout.lines import LineStyle, readable
from report.layout.markup import mark_up
from report.layout.room import ComposingRoom
from report.model.content import BigNumber, Callout, DescriptionList, ListBlock, Paragraph, QuoteBlock
from report.model.placed import Panel, Placement
from report.model.structure import Element

TEXT = (Paragraph, ListBlock, DescriptionList, QuoteBlock, BigNumber)


class _Box(Struct, frozen=True):
    """Padding is one unit (SPEC, Article). Each slug carries its own stretch of the box, so that a box taller than a
    column can go on in the next one."""

    room: ComposingRoom
    matters: tuple[Matter, ...]
    elements: tuple[Element, ...]
    ink: str
    text: bool  # whether it holds nothing but lines of text

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        unit = self.room.grid.unit
        inner = measure - 2 * unit
        slugs = levelled(cast_all(self.matters, readable(inner, self.room, "note") if self.text else inner, progress))
        if not slugs:
            return []
        boxed: list[Slug] = []
        for index, slug in enumerate(slugs):
            above = unit if index == 0 else slug.before
            below = unit if index == len(slugs) - 1 else 0.0
            height = above + slug.height + below
            # The foot of a line's band is its baseline: the box moves down by the depth of the letters below it.
            panel = Placement(Panel(measure, height, self.ink), 0.0, unit * 0.25)
            placements = (panel, *shifted(slug.placements, unit, above))
            boxed.append(replace(slug, height=height, placements=placements, before=unit if index == 0 else 0.0))
        return keep_together(boxed)


def mark_callout(block: Callout, setting: BlockSetting) -> Matter:
    room = setting.room
    stick = replace(setting.stick, role="note")
    matters: list[Matter] = []
    if block.title:
        copy = mark_up(block.title, room, stick, role="subhead")
        notes = mark_notes([copy], setting)
        style = LineStyle(room.role("subhead"), orphans=0)
        number = room.ledger.number(block.title)
        title = (Element("P", copy.kids), *notes.elements)
        matters.append(CopyMatter(room, copy, style, number, title, notes, keep=True))
    matters += setting.inner(block.blocks, stick)
    text = all(isinstance(one, TEXT) for one in block.blocks)
    box = _Box(room, tuple(matters), (Element("Sect", elements_of(matters)),), stick.inks.pale, text)
    return Wide(box) if block.wide else box
