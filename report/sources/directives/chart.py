"""Turns `::: chart baten {wide=yes}` into the place of one of the report's charts."""

from __future__ import annotations

from report.model.content import ChartBlock
from report.sources.attributes import Attribute
from report.sources.directives.contract import Directive, Fence


def _build(fence: Fence) -> ChartBlock | None:
    if not fence.argument:
        fence.problem("missing-argument", "::: chart does not say which chart.", "Write its id: ::: chart income")
        return None
    if fence.blocks:
        fence.problem("bad-body", "::: chart holds no text.", "Its words stand with its figures, in the figures file.")
    return ChartBlock(fence.argument, fence.flag("wide"), fence.argument_at)


DIRECTIVE = Directive(
    _build,
    "One of the charts of the figures files.",
    argument="words",
    attributes={"wide": Attribute("flag", "It stands across all text columns.")},
)
