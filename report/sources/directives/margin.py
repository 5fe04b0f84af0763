"""Turns `::: margin` into a note in the side margin."""

from __future__ import annotations

from report.model.content import MarginNote
from report.sources.directives.contract import Directive, Fence


def _build(fence: Fence) -> MarginNote | None:
    spans = fence.paragraph()
    if not spans:
        fence.problem("empty-directive", "This note is empty.", "Put one paragraph below, then close with :::")
        return None
    return MarginNote(spans, fence.at)


DIRECTIVE = Directive(_build, "A short note in the side margin, beside the block above it.")
