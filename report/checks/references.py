"""Turns links, ids and notes that do not meet into problems."""

from __future__ import annotations

from collections.abc import Iterator

from report.checks.walk import all_prose, blocks_of, nested, running_spans, spans_of
from report.errors import Location, Problem
from report.model.content import Link, MarginNote, NoteReference, Prose, Subhead
from report.model.report import Report
from report.sources.reading import nearest


def check_references(report: Report) -> Iterator[Problem]:
    """Every #id leads somewhere, no id is given twice, and notes and their references match within a source."""
    anchors: dict[str, Location] = {}
    for anchor, at in _anchors(report):
        if anchor in anchors:
            message = f"The id {anchor} is given twice; the other is {anchors[anchor]}."
            yield Problem("duplicate-anchor", message, at, "Give one of them another id.")
        anchors.setdefault(anchor, at)
    for prose in all_prose(report):
        for span in spans_of(prose):
            if isinstance(span, Link) and span.target.startswith("#") and span.target[1:] not in anchors:
                hint = nearest(span.target[1:], list(anchors)) or "Give the heading it means an id: {#id}."
                yield Problem("dangling-link", f"Nothing in this report has the id {span.target[1:]}.", span.at, hint)
        yield from _notes(prose)


def _anchors(report: Report) -> Iterator[tuple[str, Location]]:
    for section in report.sections:
        yield section.anchor, section.at
        if section.prose is None:
            continue
        for article in section.prose.articles:
            yield article.anchor, article.at
        for block in blocks_of(section.prose):
            if isinstance(block, Subhead) and block.anchor:
                yield block.anchor, block.at


def _notes(prose: Prose) -> Iterator[Problem]:
    defined = {note.name: note for note in prose.footnotes}
    used = set()
    for span in running_spans(prose):
        if isinstance(span, NoteReference):
            used.add(span.name)
            if span.name not in defined:
                hint = nearest(span.name, list(defined)) or f"Add a line: [^{span.name}]: Text of the note."
                yield Problem("undefined-note", f"The note {span.name} has no text in this file.", span.at, hint)
    for headline in (prose.headline, prose.quote, *(article.headline for article in prose.articles)):
        for span in nested(headline):
            if isinstance(span, NoteReference):
                hint = f"Put [^{span.name}] in the text below it, or behind a ### subhead."
                yield Problem("note-in-headline", "A headline or pull quote cites no notes.", span.at, hint)
    for block in blocks_of(prose):
        for span in nested(block.spans if isinstance(block, MarginNote) else ()):
            if isinstance(span, NoteReference):
                yield Problem("note-in-note", "A note in the margin cites no notes.", span.at, "Write it out.")
    for note in prose.footnotes:
        if note.name not in used:
            hint = f"Put [^{note.name}] where it belongs, or delete it."
            yield Problem("unused-note", f"Nothing refers to the note {note.name}.", note.at, hint)
        for span in nested(note.spans):
            if isinstance(span, NoteReference):
                yield Problem("note-in-note", "A note may not refer to a note.", span.at, "Write it out.")
