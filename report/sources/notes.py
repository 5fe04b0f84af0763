"""Turns sections of notes into numbered notes, and the notes that rows of statements name into links to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from report.model.content import Article, Words
from report.model.report import LoadedSection, NotesSection
from report.model.statements import Statement, StatementRow
from report.sources.project import Project
from report.sources.reading import nearest


def with_notes(project: Project, sections: Iterable[LoadedSection]) -> tuple[LoadedSection, ...]:
    """The sections with their notes numbered from 1, throughout the report, and the rows of statements linked to the
    notes that they name by number or anchor. A note that is not there is a problem of the row."""
    numbered = tuple(_numbered(list(sections)))
    numbers = {anchor: str(number) for number, anchor in enumerate(_anchors(numbered), start=1)}
    return tuple(
        replace(section, statement=_linked(project, section.statement, numbers)) if section.statement else section
        for section in numbered
    )


def _numbered(sections: Sequence[LoadedSection]) -> Iterable[LoadedSection]:
    number = 0
    for section in sections:
        if isinstance(section.section, NotesSection) and section.prose:
            first, number = number + 1, number + len(section.prose.articles)
            articles = tuple(_titled(article, n) for n, article in enumerate(section.prose.articles, start=first))
            yield replace(section, prose=replace(section.prose, articles=articles))
        else:
            yield section


def _titled(article: Article, number: int) -> Article:
    return replace(article, headline=(Words(f"{number}.\u00a0", article.at), *article.headline))


def _anchors(sections: Iterable[LoadedSection]) -> Iterable[str]:
    for section in sections:
        if isinstance(section.section, NotesSection) and section.prose:
            yield from (article.anchor for article in section.prose.articles)


def _linked(project: Project, statement: Statement, numbers: Mapping[str, str]) -> Statement:
    if not statement.has_notes:
        return statement
    anchors = {number: anchor for anchor, number in numbers.items()}

    def linked(row: StatementRow) -> StatementRow:
        if not row.note:
            return row
        anchor = row.note if row.note in numbers else anchors.get(row.note, "")
        if not anchor:
            hint = nearest(row.note, list(numbers)) or (
                f"There are notes 1 to {len(numbers)}." if numbers else "Add a section of kind notes; its ## are notes."
            )
            project.problem("unknown-note", f"Row {row.id} names note {row.note}, which is not there.", row.at, hint)
            return replace(row, note="")
        return replace(row, note=numbers[anchor], note_anchor=anchor)

    return replace(statement, rows=tuple(linked(row) for row in statement.rows))
