"""Turns what a report has in one language, and lacks in another that it is paired with, into problems."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from report.checks.walk import blocks_of
from report.errors import Location, Problem, Severity
from report.model.content import Article, Figure, Prose
from report.model.report import ChapterSection, KpiSection, LoadedSection, Report, StatementSection
from report.sources.prose import slug
from report.sources.spans import plain_text

LEAST_WORDS = 3  # of an alternative text that can hardly be the same in two languages


def check_counterparts(report: Report, other: Report) -> Iterator[Problem]:
    """What of this report has no counterpart in the other: sections, articles, images; and alternative texts that are
    the same in both. Sections are paired by kind, colour and figures, in order; articles by their ids."""
    language = other.settings.language
    mine, theirs = report.sections, other.sections
    matcher = SequenceMatcher(None, [_kin(s) for s in mine], [_kin(s) for s in theirs], autojunk=False)
    paired = {i + k: j + k for i, j, size in matcher.get_matching_blocks() for k in range(size)}
    for index, section in enumerate(mine):
        if index not in paired:
            yield _lacks(f"This {section.section.kind} section", language, section.at)
            continue
        counterpart = theirs[paired[index]]
        if section.prose is not None and counterpart.prose is not None:
            yield from _prose(section.prose, counterpart.prose, language)
        elif section.prose is not None:
            yield _lacks("The text of this section", language, section.at)


def check_single(single: Sequence[tuple[Location, str]], report: Report, others: Sequence[Report]) -> Iterator[Problem]:
    """Words of figures files that more than one language prints, and that stand in one language only."""
    shared = {source.name for other in others for source in other.sources}
    figures = {f"config/{name}" for name in report.settings.figures}
    figures |= {f"config/{getattr(section.section, 'source', '')}" for section in report.sections}
    languages = ", ".join(f"{one}: …" for one in sorted(r.settings.language for r in (report, *others)))
    for at, name in single:
        if at.file in shared and at.file in figures:
            hint = f"Write {name}: {{{languages}}}; the same words twice where they are a name."
            message = f"“{name}” has words in one language, and reports in {len(others) + 1} print it."
            yield Problem("no-counterpart", message, at, hint, Severity.WARNING)


def _kin(section: LoadedSection) -> tuple[str, str]:
    """What sections of two languages must have in common to be the same section."""
    match section.section:
        case ChapterSection() as chapter:
            return chapter.kind, chapter.colour
        case KpiSection() | StatementSection() as figures:
            return figures.kind, figures.source
        case other:
            return other.kind, ""


def _prose(mine: Prose, theirs: Prose, language: str) -> Iterator[Problem]:
    present = {article.anchor for article in theirs.articles}
    lacking = [article for article in mine.articles if article.anchor not in present]
    shared = {article.anchor for article in mine.articles} & present
    nameless = [article for article in theirs.articles if article.anchor not in shared and not _named(article)]
    for article in lacking:
        if not _named(article) and nameless:
            nameless.pop(0)
        else:
            yield _lacks(f"The article “{plain_text(article.headline)}”", language, article.at)
    parts = (
        ("quote", mine.quote, theirs.quote),
        ("caption", mine.caption, theirs.caption),
        ("signature", mine.signed, theirs.signed),
    )
    for what, own, other in parts:
        if own and not other:
            yield _lacks(f"The {what}", language, mine.at)
    yield from _images(mine, theirs, language)


def _named(article: Article) -> bool:
    """Whether the author gave it an id; else it has one made of its headline."""
    return not article.anchor.startswith(slug(plain_text(article.headline)) or "section")


def _images(mine: Prose, theirs: Prose, language: str) -> Iterator[Problem]:
    others = dict(_alternatives(theirs))
    for file, (alt, at) in _alternatives(mine):
        if file not in others:
            yield _lacks(f"The image {file}", language, at)
        elif alt and not others[file][0]:
            yield _lacks(f"The alternative text of {file}", language, at)
        elif alt == others[file][0] and len(alt.split()) >= LEAST_WORDS:
            message = f"The alternative text of {file} is the same as in “{language}”."
            yield Problem("no-counterpart", message, at, "Translate it.", Severity.WARNING)


def _alternatives(prose: Prose) -> Iterator[tuple[str, tuple[str, Location]]]:
    """The images of a text with their alternative texts."""
    if prose.image is not None:
        yield prose.image.file, (prose.image.alt, prose.image.at)
    for block in blocks_of(prose):
        if isinstance(block, Figure) and block.file:
            yield block.file, (block.alt, block.at)


def _lacks(what: str, language: str, at: Location) -> Problem:
    hint = "Add it there, take it away here, or waive this warning."
    return Problem("no-counterpart", f"{what} has no counterpart in “{language}”.", at, hint, Severity.WARNING)
