"""Turns prose into the flat sequences that checks look through: every block, every span."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from report.model.content import (
    Block,
    DescriptionList,
    Emphasis,
    Language,
    Link,
    ListBlock,
    Organisation,
    Prose,
    Span,
    Strong,
    Table,
    Unchecked,
)
from report.model.report import Report
from report.model.traversal import blocks_held, spans_held, units_of


def all_prose(report: Report) -> Iterator[Prose]:
    """The prose of all sections, in order."""
    return (section.prose for section in report.sections if section.prose is not None)


def blocks_of(prose: Prose) -> Iterator[Block]:
    """Every block of a source, those inside others too."""
    yield from _deep(prose.introduction)
    for article in prose.articles:
        yield from _deep(article.blocks)


def spans_of(prose: Prose) -> Iterator[Span]:
    """Every span of a source, those inside others too, notes included."""
    for sequence in _sequences(prose):
        yield from nested(sequence)


def running_spans(prose: Prose) -> Iterator[Span]:
    """Every span outside the notes."""
    for sequence in _running(prose):
        yield from nested(sequence)


def nested(spans: Iterable[Span]) -> Iterator[Span]:
    """Spans and the spans inside them."""
    for span in spans:
        yield span
        if isinstance(span, Emphasis | Strong | Link | Language | Unchecked):
            yield from nested(span.spans)


def _sequences(prose: Prose) -> Iterator[Sequence[Span]]:
    yield from _running(prose)
    yield from (note.spans for note in prose.footnotes)


def _running(prose: Prose) -> Iterator[Sequence[Span]]:
    yield prose.headline
    yield prose.quote
    yield prose.caption
    yield from (article.headline for article in prose.articles)
    for block in blocks_of(prose):
        yield from _own(block)


def _own(block: Block) -> Iterator[Sequence[Span]]:
    """The spans that stand in a block itself, not in the blocks inside it."""
    match block:
        case DescriptionList():
            yield from (item.term for item in block.items)
        case Organisation():
            yield from (unit.spans for unit in units_of(block.units))
        case Table():
            yield from spans_held(block)
            for row in (*block.head, *block.body):
                yield from (cell.spans for _, cell in row.cells)
        case _:
            yield from spans_held(block)


def _deep(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        match block:
            case ListBlock() | DescriptionList():
                for item in block.items:
                    yield from _deep(item.blocks)
            case _:
                for blocks in blocks_held(block):
                    yield from _deep(blocks)
