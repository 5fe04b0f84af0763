"""Paragraph or lead → lines in a P element."""

from __future__ import annotations

from report.layout.blocks.setting import BlockSetting, CopyMatter, mark_notes
from report.layout.galley import Matter
from report.layout.lines import LineStyle
from report.layout.markup import mark_up
from report.model.content import Lead, Paragraph
from report.model.structure import Element

SET_OFF = (
    "QuoteBlock",
    "Callout",
    "BigNumber",
    "Table",
    "Figure",
    "Organisation",
    "CodeBlock",
    "ThematicBreak",
    "Foreign",
    "ListBlock",
    "DescriptionList",
    "Lead",
)


def mark_paragraph(block: Paragraph, setting: BlockSetting) -> Matter:
    """Paragraphs follow each other without space; one after another paragraph is indented by a unit (SPEC, Type)."""
    room, stick = setting.room, setting.stick
    copy = mark_up(block.spans, room, stick)
    notes = mark_notes([copy], setting)
    unit = room.grid.unit
    indented = isinstance(setting.previous, Paragraph) and stick.role == "text" and not stick.depth
    style = LineStyle(room.role(stick.role), first_indent=unit if indented else 0.0)
    elements = (Element("P", copy.kids), *notes.elements)
    before = unit if type(setting.previous).__name__ in SET_OFF else 0.0
    if stick.role != "text" and isinstance(setting.previous, Paragraph):
        before = unit
    return CopyMatter(room, copy, style, room.ledger.number(block), elements, notes, before)


def mark_lead(block: Lead, setting: BlockSetting) -> CopyMatter:
    """The paragraph that opens an article, larger; the text begins two lines below it."""
    room = setting.room
    copy = mark_up(block.spans, room, setting.stick, role="lead")
    notes = mark_notes([copy], setting)
    style = LineStyle(room.role("lead"), orphans=0)
    elements = (Element("P", copy.kids), *notes.elements)
    return CopyMatter(room, copy, style, room.ledger.number(block), elements, notes)
