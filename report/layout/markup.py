"""Spans → marked-up copy: styled stretches of text with the leaves and elements they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from report.errors import Location
from report.layout.room import ComposingRoom
from report.model.brand import ChapterInks, TypeRole
from report.model.content import (
    Abbreviation,
    CodeSpan,
    Emphasis,
    Footnote,
    Language,
    LineBreak,
    Link,
    NoteReference,
    Quoted,
    Span,
    Strong,
    Unchecked,
    Words,
)
from report.model.quoting import filled, parse_format
from report.model.report import Report
from report.model.structure import Attributes, Element, Kid, Leaf, ObjectLeaf
from report.model.traversal import text_of
from report.typography.numbers import format_fact
from report.typography.text import Styled

OUTSIDE_CHAPTERS = ChapterInks("ink", "gold", "k6")  # pages outside chapters use ink and the accent
SUPERIOR_SIZE = 0.62  # of the text's size, where a face has no superiors of its own
SUPERIOR_RISE = 0.34  # of the text's size, em


class NoteMark(Struct, frozen=True):
    """A footnote with its letter and the identifiers that citation and note share."""

    footnote: Footnote
    letter: str
    identifier: str


class LinkNumbers(Protocol):
    """Numbers the links of an article."""

    @property
    def aside(self) -> bool:
        """Whether the blocks of its links stand beside the text that cites them."""
        ...

    def cite(self, link: Link, language: str, /) -> tuple[NumberedLink, bool] | None:
        """The number of a link in words of a language (empty: the report's), and whether it is new."""
        ...

    def fresh(self) -> tuple[NumberedLink, ...]:
        """The links that were numbered since the last time this was asked."""
        ...


class Stick(Struct, frozen=True):
    """How text is set where a block stands: its role, its chapter's inks, the notes it may cite.

    A composing stick is set to a measure; ours gets the measure only when matter is cast."""

    role: str = "text"
    inks: ChapterInks = OUTSIDE_CHAPTERS
    notes: Mapping[str, NoteMark] = field(default_factory=dict)
    depth: int = 0  # of nested lists
    counted: int = 0  # of numbered lists among them
    subhead_level: int = 3  # structure level of `###` here
    subhead_role: str = "subhead"
    links: LinkNumbers | None = None  # of the article; None where links have no numbers
    inside: bool = False  # another block


class LinkMark(Struct, frozen=True):
    """What a leaf of linked text points to. `leaf` is the object leaf of its Link element."""

    target: str
    description: str
    leaf: ObjectLeaf


class Copy(Struct, frozen=True):
    """Marked-up text, ready to be broken into lines at any measure. `links`, `citations` and `numbered`, the links
    that it is the first to cite, are known by leaf number."""

    stretches: tuple[Styled, ...]
    kids: tuple[Kid, ...]
    links: Mapping[int, LinkMark]
    citations: Mapping[int, NoteMark]
    numbered: Mapping[int, NumberedLink] = field(default_factory=dict)


class NumberedLink(Struct, frozen=True):
    """A link with its number in its article, which has the title and the anchor. `printed` is the address as it is
    printed; `label`, `name` and `address` are the leaves of its block, which `mark` makes live; there is no name where
    it would say the address again. `block` is the link's number in the ledger, `ink` that of links here."""

    number: int
    span: Link
    printed: str
    identifier: str
    block: int
    title: str
    anchor: str
    label: Copy
    name: Copy | None
    mark: LinkMark
    address: Leaf
    ink: str


def plain(spans: Iterable[Span], room: ComposingRoom) -> str:
    """The spans' text without any mark-up, for bookmarks, contents and descriptions."""
    return words_of(spans, room.report)


def words_of(spans: Iterable[Span], report: Report) -> str:
    """The spans' words as the report prints them, its facts filled in."""
    return text_of(spans, lambda span: quoted(span, report)).replace("\u00ad", "")


def quoted(span: Quoted, report: Report) -> str:
    """A fact as the report's locale prints it."""
    return quoted_words(span.fact, span.format, report)


def quoted_words(fact: str, written: str, report: Report) -> str:
    """A fact by its id, in the format that is written behind it (empty: as a number)."""
    wanted = parse_format(written) if written else None
    other = report.facts[wanted.other].value if wanted and wanted.other else None
    compared = other if isinstance(other, Decimal) else None
    return format_fact(report.facts[fact].value, written, report.settings.language, compared)


def filled_words(text: str, report: Report) -> str:
    """Words of a YAML file with the facts that they quote in braces filled in."""
    return filled(text, lambda quote: quoted_words(quote.fact, quote.format, report))


class _Style(Struct, frozen=True):
    """The style that spans inherit from those around them."""

    bold: bool = False
    italic: bool = False
    ink: str = ""
    language: str = ""
    underline: bool = False


class _Marker:
    """Walks spans once, in reading order, and opens a new leaf wherever the element changes."""

    def __init__(self, room: ComposingRoom, role: TypeRole, stick: Stick) -> None:
        self.room, self.role, self.stick = room, role, stick
        self.stretches: list[Styled] = []
        self.links: dict[int, LinkMark] = {}
        self.citations: dict[int, NoteMark] = {}
        self.numbered: dict[int, NumberedLink] = {}

    def walk(self, spans: Sequence[Span], tag: str, style: _Style, link: LinkMark | None = None) -> list[Kid]:
        kids: list[Kid] = []
        leaf: Leaf | None = None
        for span in spans:
            match span:
                case Emphasis() | Strong():
                    slanted = isinstance(span, Emphasis)
                    inner = replace(style, italic=style.italic or slanted, bold=style.bold or not slanted)
                    nested = self.walk(span.spans, tag, inner, link)
                    kids += nested
                    leaf = None
                case Unchecked():
                    kids += self.walk(span.spans, tag, style, link)
                    leaf = None
                case Language() | Link() | NoteReference() | Abbreviation():
                    kids.append(self.element(span, style, link))
                    if isinstance(span, Link):
                        kids += self.reference(span, style)
                    leaf = None
                case _:
                    if leaf is None:
                        leaf = self.open(tag, link)
                        kids.append(leaf)
                    self.text(span, leaf, style)
        return kids

    def open(self, tag: str, link: LinkMark | None) -> Leaf:
        leaf = self.room.leaf(tag)
        if link is not None:
            self.links[leaf.number] = link
        return leaf

    def text(self, span: Span, leaf: Leaf, style: _Style) -> None:
        match span:
            case Words():
                self.add(span.text, leaf, style, span.at)
            case Quoted():
                self.add(quoted(span, self.room.report), leaf, style, span.at)
            case LineBreak():
                self.add("\u2028", leaf, style, span.at)
            case CodeSpan():
                code = self.room.role("code")
                size = min(code.size, self.role.size)
                self.stretches.append(self.room.styled(span.text, code, leaf.number, size=size, at=span.at))
            case _:
                raise TypeError(f"no way to set {type(span).__name__}")

    def add(self, text: str, leaf: Leaf, style: _Style, at: Location) -> None:
        self.stretches.append(
            self.room.styled(
                text,
                self.role,
                leaf.number,
                bold=style.bold,
                italic=style.italic != self.role.italic,
                ink=style.ink,
                language=style.language,
                hyphenate=self.role.hyphenate,
                underline=style.underline,
                at=at,
            )
        )

    def element(
        self, span: Language | Link | NoteReference | Abbreviation, style: _Style, link: LinkMark | None
    ) -> Element:
        match span:
            case Language():
                inner = replace(style, language=span.tag)
                return Element("Span", tuple(self.walk(span.spans, "Span", inner, link)), Attributes(language=span.tag))
            case Abbreviation():
                leaf = self.open("Span", link)
                self.add(span.text, leaf, style, span.at)
                return Element("Span", (leaf,), Attributes(expansion=span.expansion))
            case Link():
                return self.link(span, style)
            case NoteReference():
                return self.citation(span, style)

    def link(self, span: Link, style: _Style) -> Element:
        text = plain(span.spans, self.room)
        description = span.description or (text if span.target.startswith("#") else f"{text} ({span.target})")
        mark = LinkMark(span.target, description, self.room.object_leaf())
        inner = replace(style, ink=self.stick.inks.deep, underline=True)
        kids = self.walk(span.spans, "Link", inner, mark)
        return Element("Link", (*kids, mark.leaf))

    def reference(self, span: Link, style: _Style) -> list[Kid]:
        """The number behind a link's words, which leads to its block."""
        cited = self.stick.links.cite(span, style.language) if self.stick.links is not None else None
        if cited is None:
            return []
        numbered, new = cited
        number = str(numbered.number)
        mark = LinkMark(f"#{numbered.identifier}", f"{self.room.word('Link')} {number}", self.room.object_leaf())
        leaf = self.open("Link", mark)
        if new and self.stick.links is not None and self.stick.links.aside:
            self.numbered[leaf.number] = numbered
        self.superior(number, leaf, style, span.at)
        return [Element("Reference", (Element("Link", (leaf, mark.leaf)),))]

    def superior(self, text: str, leaf: Leaf, style: _Style, at: Location) -> None:
        """Figures of the face's own superiors, else small and raised."""
        features = self.room.superiors(self.role, text, bold=style.bold, italic=style.italic != self.role.italic)
        self.stretches.append(
            self.room.styled(
                text,
                self.role,
                leaf.number,
                bold=style.bold,
                italic=style.italic != self.role.italic,
                ink=self.stick.inks.deep,
                size=0.0 if features else self.role.size * SUPERIOR_SIZE,
                rise=0.0 if features else self.role.size * SUPERIOR_RISE,
                features=features or None,
                at=at,
            )
        )

    def citation(self, span: NoteReference, style: _Style) -> Element:
        note = self.stick.notes[span.name]
        mark = LinkMark(f"#{note.identifier}", f"{self.room.word('Note')} {note.letter}", self.room.object_leaf())
        leaf = self.open("Link", mark)
        self.citations[leaf.number] = note
        self.superior(note.letter, leaf, style, span.at)
        return Element("Reference", (Element("Link", (leaf, mark.leaf)),))


def mark_up(
    spans: Sequence[Span], room: ComposingRoom, stick: Stick, *, role: str = "", tag: str = "P", bold: bool = False
) -> Copy:
    """Style spans in a role and open their leaves; `tag` is the element that will hold them."""
    marker = _Marker(room, room.role(role or stick.role), stick)
    kids = marker.walk(spans, tag, _Style(bold=bold))
    return Copy(tuple(marker.stretches), tuple(kids), marker.links, marker.citations, marker.numbered)


def in_ink(copy: Copy, ink: str) -> Copy:
    """The copy with its words of ink in another one, for a ground that asks for it; as it is without an ink."""
    if ink in ("", "ink"):
        return copy
    stretches = tuple(replace(one, ink=ink) if one.ink == "ink" else one for one in copy.stretches)
    return replace(copy, stretches=stretches)


def mark_words(text: str, room: ComposingRoom, role: str, at: Location, *, tag: str = "P", ink: str = "") -> Copy:
    """Mark up words of the program or of a configuration value."""
    leaf = room.leaf(tag)
    text = filled_words(text, room.report)
    return Copy((room.styled(text, room.role(role), leaf.number, ink=ink, at=at),), (leaf,), {}, {})
