"""Flowables of a Python user → blocks at the end of the articles or sections they are meant for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from msgspec.structs import replace

from report.errors import Location, Problem, Realm, ReportError
from report.model.content import Foreign, Prose
from report.model.report import LoadedSection, Report

Flowables = Mapping[str, Sequence[tuple[object, str]]]
"""By anchor (`work`, as in a link to `#work`): ReportLab Flowables, each with its alternative text; an empty text makes
it an artifact."""


def with_flowables(report: Report, flowables: Flowables) -> Report:
    """The same report with these blocks added. Raises ReportError for anchors that no section or article has."""
    waiting = dict(flowables)
    sections = tuple(_section(section, waiting) for section in report.sections)
    if waiting:
        raise ReportError(_unknown(anchor, report) for anchor in waiting)
    return replace(report, sections=sections)


def _section(section: LoadedSection, waiting: dict[str, Sequence[tuple[object, str]]]) -> LoadedSection:
    prose = section.prose
    if prose is None:
        return section
    introduction = (*prose.introduction, *_blocks(section.anchor, waiting))
    articles = tuple(
        replace(article, blocks=(*article.blocks, *_blocks(article.anchor, waiting))) for article in prose.articles
    )
    return replace(section, prose=replace(prose, introduction=introduction, articles=articles))


def _blocks(anchor: str, waiting: dict[str, Sequence[tuple[object, str]]]) -> tuple[Foreign, ...]:
    given = waiting.pop(anchor, ())
    return tuple(
        Foreign(flowable, alt, Location(f"flowable {number} of #{anchor}"))
        for number, (flowable, alt) in enumerate(given, 1)
    )


def _unknown(anchor: str, report: Report) -> Problem:
    known = [name for section in report.sections if section.prose for name in _anchors(section.anchor, section.prose)]
    near = get_close_matches(anchor, known, 1)
    hint = f"did you mean '{near[0]}'?" if near else f"known are: {', '.join(known)}"
    return Problem("unknown-anchor", f"no section or article has the anchor '{anchor}'", hint=hint, realm=Realm.SETUP)


def _anchors(anchor: str, prose: Prose) -> tuple[str, ...]:
    return (anchor, *(article.anchor for article in prose.articles))
