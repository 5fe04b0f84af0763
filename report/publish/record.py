"""A report and its pages → what a later comparison needs: figures, texts by article, and a mark of each page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from hashlib import sha256
from typing import Any

from report.layout.markup import filled_words, words_of
from report.model.content import Block, Figure, Footnote, Span, TableRow
from report.model.placed import Drawing, Layout, Page, PlacedImage, Raster, TextLine, Turned
from report.model.report import LoadedSection, Report
from report.model.traversal import blocks_held, spans_held, units_of

MARK = 16  # digits of a page's hash


def page_records(layout: Layout) -> list[dict[str, Any]]:
    """Each page of the report by its folio, with a hash of what it says and shows; the leaves of the board's edition
    are none."""
    return [
        {"folio": page.folio, "section": page.section, "hash": page_hash(page)}
        for page in layout.pages
        if not page.section.startswith(".")
    ]


def page_hash(page: Page) -> str:
    """What tells a page from another one: its words in the order of drawing, its images and drawings. Where on the page
    they stand, running heads and folio do not count: a page that has only moved is the same."""
    told = sha256()
    for placement in page.placements:
        item = placement.item.line if isinstance(placement.item, Turned) else placement.item
        if isinstance(item, TextLine):
            words = "".join(run.text for run in item.runs if run.leaf >= 0)
            told.update("".join(words.replace("\u00ad", "").split()).encode())
        elif getattr(item, "leaf", -1) >= 0:
            if isinstance(item, PlacedImage):
                told.update(item.file.encode())
            elif isinstance(item, Raster):
                told.update(item.png)
            elif isinstance(item, Drawing):
                told.update("".join(f"{mark.ink} {mark.path}" for mark in item.marks).encode())
    return told.hexdigest()[:MARK]


def fact_records(report: Report) -> dict[str, dict[str, str]]:
    """Every figure of the report by its id: its value in full, and what it is called."""
    return {
        name: {"value": _value(fact.value), "label": fact.label, "unit": fact.unit, "period": fact.period}
        for name, fact in report.facts.items()
    }


def _value(value: Decimal | str) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else value


def article_records(report: Report) -> list[dict[str, Any]]:
    """The texts in the order of the report: those before the first article of a section, then each article."""
    return [article for loaded in report.sections for article in _articles(loaded, report)]


def _articles(loaded: LoadedSection, report: Report) -> Iterator[dict[str, Any]]:
    prose = loaded.prose
    figures = loaded.statement or loaded.kpis
    if prose is None:
        if figures is not None:
            yield {"id": loaded.anchor, "title": filled_words(figures.title, report), "paragraphs": []}
        return
    title = words_of(prose.headline, report) or prose.label
    title = title or (filled_words(figures.title, report) if figures is not None else loaded.section.kind)
    signed = [", ".join(part for part in (one.name, one.role) if part) for one in prose.signed]
    quote = [words_of(prose.quote, report)] if prose.quote else []
    opening = [*quote, *_paragraphs(prose.introduction, report), *signed]
    yield {"id": loaded.anchor, "title": title, "paragraphs": [*opening, *_notes(prose.footnotes, report)]}
    for article in prose.articles:
        paragraphs = list(_paragraphs(article.blocks, report))
        yield {"id": article.anchor, "title": words_of(article.headline, report), "paragraphs": paragraphs}


def _notes(notes: Sequence[Footnote], report: Report) -> Iterator[str]:
    return (words_of(note.spans, report) for note in notes)


def _paragraphs(blocks: Sequence[Block], report: Report) -> Iterator[str]:
    """The words of blocks, one text for each piece that a reader takes for one."""
    for block in blocks:
        for spans in _pieces(block):
            text = " ".join(words_of(spans, report).split())
            if text:
                yield text
        for row in _rows(block):
            yield " | ".join(words_of(cell.spans, report) for _, cell in row.cells)
        for item in getattr(block, "items", ()):
            term = getattr(item, "term", ())
            if term:
                yield words_of(term, report)
            yield from _paragraphs(item.blocks, report)
        for inner in blocks_held(block):
            yield from _paragraphs(inner, report)
        code = getattr(block, "text", "")
        if code:
            yield str(code)


def _pieces(block: Block) -> Iterator[tuple[Span, ...]]:
    yield from spans_held(block)
    for unit in units_of(getattr(block, "units", ())):
        yield unit.spans
    if isinstance(block, Figure) and block.alt:
        yield ()


def _rows(block: Block) -> tuple[TableRow, ...]:
    return (*getattr(block, "head", ()), *getattr(block, "body", ()))
