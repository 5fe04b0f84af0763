"""Turns inline tokens into spans, each with its line and column."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from markdown_it.token import Token
from msgspec import Struct
from msgspec.structs import replace

from report.errors import Location, Severity
from report.model.content import (
    Abbreviation,
    CodeSpan,
    Emphasis,
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
from report.model.quoting import parse_quote
from report.model.traversal import text_of
from report.sources.attributes import BRACES, Attribute, Given, checked, parse_attributes
from report.sources.markdown import PARAGRAPH_LIMIT, inline_token
from report.sources.project import Project

# what may stand in the braces of [text]{…}
SPAN_ATTRIBUTES: dict[str, Attribute] = {
    "lang": Attribute("words", "The words are in another language: [state of the art]{lang=en}."),
    "abbr": Attribute("words", 'The words are an abbreviation: [RvT]{abbr="Raad van Toezicht"}.'),
    "ignore": Attribute("words", 'The figures are no facts of this report: [1.250]{ignore="Staat in de wet."}.'),
}
# what may stand in the braces behind [text](address)
LINK_ATTRIBUTES: dict[str, Attribute] = {
    "short": Attribute("words", "An address that is printed instead: {short=example.org/monitor}."),
}
ADDRESSES = ("https://", "http://", "mailto:", "tel:", "#")

_SHORT = re.compile(r"(?:https?://)?[^\s/.]+(?:\.[^\s/.]+)+(?:/\S*)?\Z")
LONGEST_SHORT = 60  # characters
_EMPTY = re.compile(r"(https?://([/?#:.]|$)|(mailto:|tel:|#)$)", re.IGNORECASE)  # an address that leads nowhere
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


class TextFile(Struct, frozen=True):
    """The file that spans and blocks come from. `lines` are those of the Markdown; its first is line `first`."""

    project: Project
    name: str
    lines: Sequence[str]
    first: int

    def at(self, line: int, column: int = 0) -> Location:
        """The place of a line of the Markdown and a column in it, both from 0."""
        return Location(self.name, line + self.first, column + 1)

    def problem(self, code: str, message: str, at: Location, hint: str = "") -> None:
        """Book a problem of this text."""
        self.project.problem(code, message, at, hint)

    def not_ours(self, written: str, instead: str, at: Location) -> None:
        """Warn of a mark of another Markdown, which prints as it is written."""
        message = f"“{written}” is no mark here: it prints as it stands."
        self.project.problem("not-our-markup", message, at, instead, severity=Severity.WARNING)

    def indent(self, line: int) -> int:
        """The column that the text of a line begins at."""
        text = self.lines[line] if line < len(self.lines) else ""
        return len(text) - len(text.lstrip())


_INLINE_NOTE = re.compile(r"\^\[[^\]]{0,400}\]?")  # a note in its place, in other Markdowns

_BROKEN_LINK = re.compile(r"(?<=\])\((?:https?:|www\.|mailto:|tel:|#)[^)\n]{0,400}\)?", re.IGNORECASE)

Places = Callable[[int], Location]


def places_of(file: TextFile, token: Token) -> Places:
    """Where each offset of an inline token's content stands in the file."""
    begin = (token.map or [0, 0])[0]
    starts = [0, *(match.end() for match in re.finditer("\n", token.content))]
    contents = token.content.split("\n")
    fixed: int | None = token.meta.get("column")

    def place(offset: int) -> Location:
        index = next(i for i in range(len(starts) - 1, -1, -1) if starts[i] <= max(offset, 0))
        line = begin + index
        column = _column(file, line, contents[index]) if fixed is None else fixed
        return file.at(line, column + offset - starts[index])

    return place


def _column(file: TextFile, line: int, content: str) -> int:
    raw = file.lines[line].rstrip() if line < len(file.lines) else ""
    content = content.rstrip()
    if raw.endswith(content):
        return len(raw) - len(content)
    return max(raw.find(content), 0)


def read_spans(file: TextFile, token: Token, places: Places | None = None) -> tuple[Span, ...]:
    """The spans of an inline token."""
    return _SpanReader(file, places or places_of(file, token)).spans(token.children or [])


def text_spans(file: TextFile, text: str, at: Location) -> tuple[Span, ...]:
    """The spans of a text that stands on one line: a headline, an attribute."""

    def place(offset: int) -> Location:
        return Location(at.file, at.line, at.column + max(offset, 0))

    return read_spans(file, inline_token(text), place)


def plain_text(spans: Sequence[Span]) -> str:
    """The words of spans, without their dress; facts by their id."""
    return text_of(spans, lambda span: span.fact)


class _SpanReader:
    def __init__(self, file: TextFile, places: Places) -> None:
        self._file = file
        self._places = places

    def spans(self, tokens: Sequence[Token]) -> tuple[Span, ...]:
        spans: list[Span] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            stop = index
            if token.nesting == 1:
                stop = _partner(tokens, index)
            for span in self._span(token, tokens[index + 1 : stop]):
                given = self._with_attributes(span, tokens[stop + 1]) if stop + 1 < len(tokens) else span
                self._append(spans, given)
            index = stop + 1
        self._leftover(spans)
        self._struck(tokens)
        return tuple(spans)

    def _append(self, spans: list[Span], span: Span) -> None:
        last = spans[-1] if spans else None
        if isinstance(span, Words) and isinstance(last, Words):
            turns = last.turns
            if last.place(len(last.text)) != span.at and span.text != " ":
                turns = (*turns, (len(last.text), span.at))
            spans[-1] = Words(last.text + span.text, last.at, turns)
        elif not isinstance(span, Words) or span.text:
            spans.append(span)

    def _span(self, token: Token, inside: Sequence[Token]) -> tuple[Span, ...]:
        at = self._places(token.meta.get("at", 0))
        match token.type:
            case "text":
                self._other_marks(token)
                return (Words(token.content, at),)
            case "text_special":
                return (Words(token.content, at),)
            case "softbreak":
                return (Words(" ", at),)
            case "hardbreak":
                return (LineBreak(at),)
            case "em_open":
                return (Emphasis(self.spans(inside), at),)
            case "strong_open":
                return (Strong(self.spans(inside), at),)
            case "code_inline":
                return (CodeSpan(token.content, at),)
            case "note_reference":
                return (NoteReference(token.content, at),)
            case "fact":
                return self._fact(token, at)
            case "link_open":
                return self._link(token, inside)
            case "attributed_open":
                return self._attributed(token, inside, at)
            case "image":
                hint = 'Set it as a block: ::: figure assets/images/x.jpg {alt="…"}'
                self._file.problem("image-in-text", "An image may not stand in running text.", at, hint)
            case "overlong":
                message = f"This paragraph has more than {PARAGRAPH_LIMIT} characters."
                self._file.problem("long-paragraph", message, at, "Break it up with empty lines.")
            case "html_inline":
                self._html(token, at)
        return ()

    def _struck(self, tokens: Sequence[Token]) -> None:
        """Warn of words between two pairs of tildes; markdown-it makes each pair a token of its own."""
        pairs = [index for index, token in enumerate(tokens) if token.type == "text" and token.content == "~~"]
        for first, last in zip(pairs[::2], pairs[1::2], strict=False):
            after = tokens[first + 1].content
            if not after[:1].isspace():
                hint = "Nothing is struck through: take the words or the marks away; \\~ is a bare sign."
                words = "".join(token.content for token in tokens[first : last + 1])
                self._file.not_ours(words, hint, self._places(tokens[first].meta.get("at", 0)))

    def _other_marks(self, token: Token) -> None:
        for match in _INLINE_NOTE.finditer(token.content):
            hint = "Write [^a] here, and the note's text behind [^a]: on a line of its own."
            self._file.not_ours(match[0], hint, self._places(token.meta.get("at", 0) + match.start()))
        for match in _BROKEN_LINK.finditer(token.content):
            hint = "A link’s address has no spaces, write %20 for one; ) closes it."
            self._file.not_ours(match[0], hint, self._places(token.meta.get("at", 0) + match.start()))

    def _html(self, token: Token, at: Location) -> None:
        shown = token.content if len(token.content) <= 40 else token.content[:39] + "…"
        hint = "Use the marks of docs/writing.md; for a bare < write \\<."
        self._file.problem("html", f"HTML is not read: {shown}", at, hint)

    def _fact(self, token: Token, at: Location) -> tuple[Span, ...]:
        quote = parse_quote(token.content)
        if not token.meta["closed"]:
            self._file.problem("bad-fact", "{{ is not closed.", at, "Write {{ id }}, or \\{{ for the braces.")
        elif quote is None and token.content.count("|") > 1:
            hint = "Keep one; euro-millions(1) is an amount of money in millions."
            self._file.problem("bad-fact", f"“{token.content.strip()}” has more than one format.", at, hint)
        elif quote is None:
            hint = "Write {{ id }} or {{ id | euro }}."
            self._file.problem("bad-fact", f"“{token.content.strip()}” quotes no fact.", at, hint)
        else:
            return (Quoted(quote.fact, quote.format, at),)
        return ()

    def _link(self, token: Token, inside: Sequence[Token]) -> tuple[Span, ...]:
        begin = token.meta["at"] - (0 if token.markup == "autolink" else 1)
        at = self._places(begin)
        target = str(token.attrs.get("href", ""))
        spans = self.spans(inside)
        if not target.lower().startswith(ADDRESSES) or _EMPTY.match(target):
            hint = "Begin with https://, mailto:, tel:, or # and an id of this report."
            self._file.problem("bad-link", f"“{target}” is not an address that a link may have.", at, hint)
            return spans
        if not plain_text(spans).strip():
            self._file.problem("empty-link", f"The link to {target} has no text.", at, "Write [text](address).")
        return (Link(spans, target, str(token.attrs.get("title", "")), at),)

    def _with_attributes(self, span: Span, after: Token) -> Span:
        """A link with what the braces behind it say, which are taken from the text after it."""
        match = BRACES.match(after.content) if isinstance(span, Link) and after.type == "text" else None
        if match is None or not isinstance(span, Link):
            return span
        begin = after.meta.get("at", 0)
        given, fault = parse_attributes(match["inner"])
        if not any(one.key in LINK_ATTRIBUTES for one in given):
            return span
        after.content = after.content[match.end() :]
        after.meta = {**after.meta, "at": begin + match.end()}
        found, faults = checked(given, LINK_ATTRIBUTES, "A link")
        for one in [*faults, *([fault] if fault else [])]:
            self._file.problem(one.code, one.message, self._places(begin + one.offset), one.hint)
        short = found.get("short")
        if short is None:
            return span
        if len(short.value) > LONGEST_SHORT or not _SHORT.match(short.value) or span.target.startswith("#"):
            message = f"“{short.value}” is no short address for this link."
            hint = f"Write {{short=example.org/monitor}}: a host and a path of at most {LONGEST_SHORT} characters."
            self._file.problem("bad-link", message, self._places(begin + short.offset), hint)
            return span
        return replace(span, short=short.value)

    def _attributed(self, token: Token, inside: Sequence[Token], at: Location) -> tuple[Span, ...]:
        braces = token.meta["braces"]
        given, fault = parse_attributes(token.meta["inner"])
        found, faults = checked(given, SPAN_ATTRIBUTES, "A span")
        for one in [*faults, *([fault] if fault else [])]:
            self._file.problem(one.code, one.message, self._places(braces + one.offset), one.hint)
        spans = self.spans(inside)
        if "abbr" in found:
            spans = (self._abbreviation(spans, found["abbr"], at),)
        if "lang" in found:
            if not _LANGUAGE.match(found["lang"].value):
                place = self._places(braces + found["lang"].offset)
                self._file.problem("bad-language", f"“{found['lang'].value}” is no language tag.", place, "lang=en")
            spans = (Language(spans, found["lang"].value, at),)
        if "ignore" in found:
            spans = (Unchecked(spans, found["ignore"].value, at),)
        if not found and not faults and fault is None:
            hint = 'Write [text]{lang=en}, [text]{abbr="…"} or [figure]{ignore="…"}.'
            self._file.problem("bad-attribute", "There is nothing between the braces.", self._places(braces), hint)
        return spans

    def _abbreviation(self, spans: Sequence[Span], expansion: Given, at: Location) -> Abbreviation:
        if any(not isinstance(span, Words) for span in spans):
            self._file.problem("bad-attribute", "An abbreviation is plain letters.", at, "Put the marks around it.")
        return Abbreviation(plain_text(spans), expansion.value, at)

    def _leftover(self, spans: Sequence[Span]) -> None:
        """Braces after a link or other mark are attributes that nothing takes."""
        for before, after in pairwise(spans):
            if isinstance(after, Words) and not isinstance(before, Words | LineBreak | Quoted):
                match = BRACES.match(after.text)
                if match and ("=" in match["inner"] or "#" in match["inner"]):
                    hint = "Only [text]{…}, links, headings and directives take attributes."
                    self._file.problem("bad-attribute", f"{match[0]} belongs to nothing here.", after.at, hint)


def _partner(tokens: Sequence[Token], index: int) -> int:
    """The index of the token that closes the one at `index`."""
    depth = 0
    for position in range(index, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens) - 1
