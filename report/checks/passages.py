"""Turns prose into sentences of plain words, with what stands around them and the places of their letters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from report.checks.walk import blocks_of
from report.errors import Location
from report.model.content import (
    Abbreviation,
    BigNumber,
    Block,
    Emphasis,
    Language,
    Link,
    Paragraph,
    Prose,
    Span,
    Strong,
    Table,
    Words,
)
from report.model.traversal import spans_held, text_of

SEALED = "\ufffc"  # stands for what has no figures of the author's own: quoted facts, code, what is marked

_DIGIT = re.compile("[0-9]")
_END = re.compile(r"(?<=[.!?…])[”’\")]*\s+(?=[\"“‘(]?[A-Z0-9€\ufffc])")


class Sentence(Struct, frozen=True):
    """A sentence, the words around it that say what its figures are, and where its letters stand."""

    text: str
    around: str
    begin: int
    places: tuple[tuple[int, Words | Abbreviation], ...]

    def place(self, offset: int) -> Location:
        """Where a letter of the sentence stands in the source."""
        offset += self.begin
        index = max(0, bisect_right(self.places, offset, key=lambda place: place[0]) - 1)
        begin, span = self.places[index]
        return span.place(offset - begin) if isinstance(span, Words) else span.at


def sentences_of(prose: Prose) -> Iterator[Sentence]:
    """The sentences of a source: of headlines, paragraphs, captions, notes; each cell of a table is one, with the words
    of its row and its column's head around it."""
    for headline in (prose.headline, prose.quote, *(article.headline for article in prose.articles)):
        yield from _sentences(headline)
    for block in blocks_of(prose):
        yield from _of_block(block)
    for note in prose.footnotes:
        yield from _sentences(note.spans)


def _of_block(block: Block) -> Iterator[Sentence]:
    if isinstance(block, BigNumber):
        below = " ".join(_plain(one.spans) for one in block.blocks if isinstance(one, Paragraph))
        yield from _sentences(block.value, below)
        return
    for spans in spans_held(block):
        yield from _sentences(spans)
    if isinstance(block, Table):
        heads: dict[int, str] = {}
        for row in block.head:
            for column, cell in row.cells:
                for each in range(column, column + cell.column_span):
                    heads[each] = f"{heads.get(each, '')} {_plain(cell.spans)}"
        for row in (*block.head, *block.body):
            along = " ".join(_plain(cell.spans) for _, cell in row.cells)
            for column, cell in row.cells:
                yield from _sentences(cell.spans, f"{along} {heads.get(column, '')}")


def _plain(spans: Iterable[Span]) -> str:
    return text_of(spans, lambda _: SEALED)


def _sentences(spans: Sequence[Span], around: str = "") -> Iterator[Sentence]:
    pieces: list[str] = []
    places: list[tuple[int, Words | Abbreviation]] = []
    _walk(spans, pieces, places)
    text = "".join(pieces)
    if not _DIGIT.search(text):
        return
    begin = 0
    for match in (*_END.finditer(text), None):
        stop = match.start() if match else len(text)
        if _DIGIT.search(text, begin, stop):
            yield Sentence(text[begin:stop], around, begin, tuple(places))
        begin = match.end() if match else stop


def _walk(spans: Iterable[Span], pieces: list[str], places: list[tuple[int, Words | Abbreviation]]) -> None:
    for span in spans:
        match span:
            case Words() | Abbreviation():
                places.append((sum(map(len, pieces)), span))
                pieces.append(span.text)
            case Emphasis() | Strong() | Link() | Language():
                _walk(span.spans, pieces, places)
            case _:
                pieces.append(SEALED)
