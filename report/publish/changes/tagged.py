"""A PDF that this program made → the state of the report, as its tags tell it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from report.finish.telling import Tagged, Told, tagged
from report.publish.changes.states import PageMark, Quantity, State, Text

HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6", "Title"})
PIECES = HEADINGS | {"P", "Lbl", "LBody", "Caption", "Note", "BlockQuote", "Code", "Figure", "TOCI"}
_NUMBER = re.compile(r"[+\-\u2212]?[0-9]{1,3}(?:[.,\u00a0\u202f][0-9]{3})*(?:[.,][0-9]+)?[-\u2212]?")


def read_tags(path: Path, name: str = "") -> State:
    """The state in a PDF without a manifest: its tables are the figures. Raises ReportError for a file of another
    program's."""
    told = tagged(path)
    texts = tuple(_texts(told.document))
    return State(
        name=name or path.name,
        title=told.title,
        language=told.language,
        version="",
        status="",
        code="",
        figures=dict(_figures(told)),
        texts=texts,
        pages=tuple(PageMark(label, _mark(words)) for label, words in told.pages if label.isdecimal()),
        pdf=path,
        organisation=told.author,
        tagged=True,
    )


def _mark(words: str) -> str:
    return sha256("".join(words.replace("\u00ad", "").split()).encode()).hexdigest()[:16]


def _texts(document: Told) -> Iterator[Text]:
    """Each part of the document with a heading of its own."""
    for key, title, section in _parts(document):
        pieces = (_plain(piece.words) for piece in _pieces(section))
        yield Text(key, title or key, tuple(piece for piece in pieces if piece and piece != title))


def _parts(document: Told) -> Iterator[tuple[str, str, Told]]:
    """The parts with their keys, made of their titles, and their titles. What comes with the report and is none of its
    pages is left out."""
    taken: Counter[str] = Counter()
    for section in _sections(document):
        title = next((_plain(one.words) for one in section.kids if one.tag in HEADINGS), "")
        key = _unique(re.sub(r"\W+", "-", title.casefold()).strip("-") or "part", taken)
        if section.label.isdecimal():
            yield key, title, section


def _unique(key: str, taken: Counter[str]) -> str:
    """The key, with a number where it stands for another thing already."""
    taken[key] += 1
    return key if taken[key] == 1 else f"{key}-{taken[key]}"


def _sections(element: Told) -> Iterator[Told]:
    for kid in element.kids:
        if kid.tag == "Sect":
            yield kid
        yield from _sections(kid)


def _pieces(section: Told) -> Iterator[Told]:
    """The smallest blocks of a part, without those of the parts in it and of its tables."""
    for kid in section.kids:
        if kid.tag in ("Sect", "Table", "TOC"):
            continue
        inner = list(_pieces(kid))
        if kid.tag in PIECES and not inner:
            yield kid
        yield from inner


def _plain(words: str) -> str:
    return " ".join(words.replace("\u00ad", "").split())


def _figures(told: Tagged) -> Iterator[tuple[str, Quantity]]:
    """The numbers in the tables of each part by the heads of their rows and columns."""
    decimal = "." if told.language.startswith("en") else ","
    for part, _, section in _parts(told.document):
        taken: Counter[str] = Counter()
        for table in _tables(section):
            heads: list[str] = []
            for row in (one for one in _inside(table) if one.tag == "TR"):
                cells = [_plain(cell.words) for cell in row.kids]
                if sum(cell.tag == "TH" for cell in row.kids) > 1:
                    heads = cells
                    continue
                for column, (cell, text) in enumerate(zip(row.kids, cells, strict=True)):
                    if cell.tag == "TD" and _NUMBER.fullmatch(text):
                        head = heads[column] if column < len(heads) else ""
                        key = _unique(f"{part}.{cells[0]}.{head}", taken)
                        yield key, Quantity(_value(text, decimal), cells[0], period=head)


def _tables(section: Told) -> Iterator[Told]:
    """The tables of a part, without those of the parts in it."""
    for kid in section.kids:
        if kid.tag == "Table":
            yield kid
        elif kid.tag != "Sect":
            yield from _tables(kid)


def _inside(element: Told) -> Iterator[Told]:
    for kid in element.kids:
        yield kid
        yield from _inside(kid)


def _value(text: str, decimal: str) -> str:
    """A printed number as a plain one."""
    negative = any(sign in text for sign in "-\u2212")
    whole, _, part = text.strip("+-\u2212").partition(decimal)
    return f"{'-' if negative else ''}{re.sub(r'[^0-9]', '', whole)}{f'.{part}' if part else ''}"
