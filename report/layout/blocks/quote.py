"""Quotation → BlockQuote, indented with a rule at its left, or large when it is pulled out."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from report.errors import Location
from report.layout.blocks.setting import BlockSetting, CopyMatter, kept, mark_notes
from report.layout.galley import Matter, Progress, Slug, cast_all, elements_of, levelled, shifted
from report.layout.lines import LineStyle
from report.layout.markup import mark_up
from report.layout.room import ComposingRoom
from report.model.content import QuoteBlock
from report.model.placed import Panel, Placement
from report.model.structure import Element

BAR_WIDTH = 1.5  # pt


class _Quote(Struct, frozen=True):
    room: ComposingRoom
    matters: tuple[Matter, ...]
    elements: tuple[Element, ...]
    ink: str
    pull: bool
    kept_at: Location | None  # where it was asked to keep together

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        unit = self.room.grid.unit
        indent = 0.0 if self.pull else unit
        slugs = levelled(cast_all(self.matters, measure - indent, progress))
        moved = [replace(slug, placements=shifted(slug.placements, indent, 0.0)) for slug in slugs]
        if not self.pull:
            moved = [replace(slug, placements=(self.bar(slug), *slug.placements)) for slug in moved]
        if moved:
            moved[0] = replace(moved[0], before=unit)
        return moved if self.kept_at is None else kept(moved, self.room, self.kept_at)

    def bar(self, slug: Slug) -> Placement:
        """The rule at the left of one slug; those of neighbouring slugs meet."""
        drop = self.room.grid.unit * 0.3
        return Placement(Panel(BAR_WIDTH, slug.height + slug.before, self.ink), 0.0, drop - slug.before)


def mark_quote(block: QuoteBlock, setting: BlockSetting) -> Matter:
    room, stick = setting.room, setting.stick
    inner = replace(stick, role="second-title") if block.pull else stick
    matters = setting.inner(block.blocks, inner)
    if block.source:
        copy = mark_up(block.source, room, stick, role="note")
        style = LineStyle(room.role("note"), leading=room.grid.unit, orphans=0)
        number = room.ledger.number(block.source)
        notes = mark_notes([copy], setting)
        source = CopyMatter(room, copy, style, number, (Element("P", copy.kids), *notes.elements), notes)
        matters.append(source)
    elements = (Element("BlockQuote", elements_of(matters)),)
    return _Quote(room, tuple(matters), elements, stick.inks.deep, block.pull, block.at if block.keep else None)
