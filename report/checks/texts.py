"""Turns sections and articles that say nothing into problems."""

from __future__ import annotations

from collections.abc import Iterator

from report.errors import Problem
from report.model.content import Lead
from report.model.report import LoadedSection, Report
from report.sources.spans import plain_text

_MUST_SPEAK = frozenset({"letter", "about", "chapter", "article", "notes", "colophon"})


def check_texts(report: Report) -> Iterator[Problem]:
    """No headline without text below it."""
    for section in report.sections:
        yield from _section(section)


def _section(section: LoadedSection) -> Iterator[Problem]:
    prose = section.prose
    if prose is None:
        return
    if section.section.kind in _MUST_SPEAK and not (prose.introduction or prose.articles or prose.quote):
        yield Problem("empty-text", f"This {section.section.kind} has no text.", prose.at, "Write it below the ---.")
    for article in prose.articles:
        headline = plain_text(article.headline)
        if not article.blocks:
            hint = "Write its text, or take the headline away."
            yield Problem("empty-article", f"The article “{headline}” has no text.", article.at, hint)
        elif all(isinstance(block, Lead) for block in article.blocks):
            hint = "Write its text, or make the lead ordinary text."
            yield Problem("empty-article", f"The article “{headline}” has a lead but no text.", article.at, hint)
