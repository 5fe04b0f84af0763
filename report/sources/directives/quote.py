"""Turns `::: quote {source="…" pull=yes}` into a quotation."""

from __future__ import annotations

from report.model.content import QuoteBlock
from report.sources.attributes import Attribute
from report.sources.directives.contract import Directive, Fence


def _build(fence: Fence) -> QuoteBlock | None:
    if not fence.blocks:
        fence.problem("empty-directive", "This quotation is empty.", "Put its words below, then close with :::")
        return None
    return QuoteBlock(fence.blocks, fence.spans("source"), fence.flag("pull"), fence.at, fence.flag("keep"))


DIRECTIVE = Directive(
    _build,
    "A quotation with its source.",
    attributes={
        "source": Attribute("text", "Who said it, or where it stands."),
        "pull": Attribute("flag", "Set large, as a pull quote."),
        "keep": Attribute("flag", "It is not divided over columns."),
    },
)
