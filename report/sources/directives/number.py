"""Turns `::: number 6.900` into one large figure."""

from __future__ import annotations

from report.model.content import BigNumber
from report.sources.directives.contract import Directive, Fence


def _build(fence: Fence) -> BigNumber | None:
    value = fence.argument_spans()
    if not value:
        fence.problem("missing-argument", "::: number has no number.", "Write ::: number {{ panel.members }}")
        return None
    if not fence.blocks:
        fence.problem("empty-directive", "Nothing says what this number counts.", "Put a line of text below it.")
    return BigNumber(value, fence.blocks, fence.at)


DIRECTIVE = Directive(_build, "One large figure; the body says what it counts.", argument="words")
