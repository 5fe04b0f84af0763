"""Turns `::: lead` into an article's lead."""

from __future__ import annotations

from report.model.content import Lead
from report.sources.directives.contract import Directive, Fence


def _build(fence: Fence) -> Lead | None:
    spans = fence.paragraph()
    if not spans:
        fence.problem("empty-directive", "This lead is empty.", "Put one paragraph below, then close with :::")
        return None
    return Lead(spans, fence.at)


DIRECTIVE = Directive(_build, "The lead of an article, right below its headline.")
