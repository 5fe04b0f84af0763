"""Turns `::: callout Title` into a box."""

from __future__ import annotations

from report.model.content import Callout
from report.sources.attributes import Attribute
from report.sources.directives.contract import Directive, Fence


def _build(fence: Fence) -> Callout | None:
    if not fence.blocks:
        fence.problem("empty-directive", "This box is empty.", "Put its text below, then close with :::")
        return None
    return Callout(fence.argument_spans(), fence.blocks, fence.at, fence.flag("wide"))


DIRECTIVE = Directive(
    _build,
    "A tinted box with a title.",
    argument="words",
    attributes={"wide": Attribute("flag", "It stands across all text columns.")},
)
