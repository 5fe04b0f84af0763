"""Turns spans into their words, and blocks into what they hold, whatever kinds there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from report.model.content import (
    Abbreviation,
    Block,
    CodeSpan,
    Emphasis,
    Language,
    LineBreak,
    Link,
    NoteReference,
    OrganisationUnit,
    Quoted,
    Span,
    Strong,
    Unchecked,
    Words,
)


def text_of(spans: Iterable[Span], quoted: Callable[[Quoted], str]) -> str:
    """The words of spans without their dress; `quoted` says what stands for a fact. Citations of notes are left out."""
    words: list[str] = []
    for span in spans:
        match span:
            case Words() | CodeSpan() | Abbreviation():
                words.append(span.text)
            case Emphasis() | Strong() | Link() | Language() | Unchecked():
                words.append(text_of(span.spans, quoted))
            case Quoted():
                words.append(quoted(span))
            case LineBreak():
                words.append(" ")
            case NoteReference():
                pass
    return "".join(words)


def spans_held(block: Struct) -> Iterator[tuple[Span, ...]]:
    """The fields of a block that hold spans, whatever kind of block it is."""
    for name in block.__struct_fields__:
        value = getattr(block, name)
        if isinstance(value, tuple) and value and isinstance(value[0], Span):
            yield value


def units_of(units: Iterable[OrganisationUnit]) -> Iterator[OrganisationUnit]:
    """Units of an organisation and all those below them, in reading order."""
    for unit in units:
        yield unit
        yield from units_of(unit.units)


def blocks_held(block: Struct) -> Iterator[tuple[Block, ...]]:
    """The fields of a block that hold blocks, whatever kind of block it is."""
    for name in block.__struct_fields__:
        value = getattr(block, name)
        if isinstance(value, tuple) and value and isinstance(value[0], Block):
            yield value
