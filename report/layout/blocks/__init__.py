"""Blocks → matter. One file a kind of block, one line here for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from report.layout.blocks.callout import mark_callout
from report.layout.blocks.chart import mark_chart
from report.layout.blocks.code import mark_code
from report.layout.blocks.descriptions import mark_descriptions
from report.layout.blocks.facsimiles import mark_facsimiles
from report.layout.blocks.figure import mark_figure
from report.layout.blocks.foreign import mark_foreign
from report.layout.blocks.listing import mark_list
from report.layout.blocks.margin import Beside, mark_margin, stand_beside
from report.layout.blocks.number import mark_number
from report.layout.blocks.organisation import mark_organisation
from report.layout.blocks.paragraph import mark_lead, mark_paragraph
from report.layout.blocks.pause import mark_pause
from report.layout.blocks.quote import mark_quote
from report.layout.blocks.setting import BlockSetting
from report.layout.blocks.subhead import mark_subhead
from report.layout.blocks.table import mark_table
from report.layout.galley import Matter
from report.layout.links import Linked, with_links
from report.layout.markup import Stick
from report.layout.room import ComposingRoom
from report.model import content
from report.model.facsimile import Facsimiles

SETTERS: dict[type, Callable[..., Matter]] = {
    content.Paragraph: mark_paragraph,
    content.Lead: mark_lead,
    content.Subhead: mark_subhead,
    content.ListBlock: mark_list,
    content.DescriptionList: mark_descriptions,
    content.QuoteBlock: mark_quote,
    content.Callout: mark_callout,
    content.BigNumber: mark_number,
    content.Table: mark_table,
    content.Figure: mark_figure,
    content.CodeBlock: mark_code,
    content.ThematicBreak: mark_pause,
    content.Organisation: mark_organisation,
    content.MarginNote: mark_margin,
    content.ChartBlock: mark_chart,
    content.Foreign: mark_foreign,
    Facsimiles: mark_facsimiles,
}


def mark_blocks(
    blocks: Sequence[content.Block], room: ComposingRoom, stick: Stick, previous: content.Block | None = None
) -> list[Matter]:
    """Mark up blocks that follow each other; each learns what stands before it, the first one `previous`. A note in
    the margin joins the block above it. The first block brings the links of the headline and the lead above it."""
    matters: list[Matter] = []
    fresh = stick.links.fresh if stick.links is not None and stick.links.aside and not stick.inside else tuple
    above = fresh()
    for block in blocks:
        setting = BlockSetting(room, stick, previous, mark_blocks)
        matter = SETTERS[type(block)](block, setting)
        if isinstance(matter, Beside) and matters:
            matters[-1] = with_links(stand_beside(matter, matters[-1]), fresh(), (), room)
            continue
        matters.append(with_links(matter, fresh(), above, room))
        above, previous = (), block
    return [*matters, Linked(room, None, (), above)] if above else matters
