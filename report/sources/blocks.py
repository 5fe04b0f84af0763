"""Turns block tokens into blocks: paragraphs, lists, quotations, tables, directives."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it.token import Token
from msgspec import Struct, field
from msgspec.structs import replace

from report.errors import Location
from report.model.content import (
    Block,
    CodeBlock,
    DescriptionItem,
    DescriptionList,
    Footnote,
    ListBlock,
    ListItem,
    Paragraph,
    QuoteBlock,
    Span,
    Subhead,
    ThematicBreak,
    Words,
)
from report.sources.attributes import BRACES, Attribute, Given, checked, parse_attributes
from report.sources.directives import DIRECTIVES
from report.sources.directives.contract import Fence
from report.sources.markdown import NESTING_LIMIT, inline_token
from report.sources.spans import TextFile, places_of, read_spans
from report.sources.tables import read_table

# what may stand in the braces behind a heading, by its level
HEADING_ATTRIBUTES: dict[int, dict[str, Attribute]] = {
    2: {
        "#": Attribute("anchor", "The id that links name: {#woningen}."),
        "pages": Attribute("whole", "The pages this article may take: {pages=1}."),
        "thin": Attribute("flag", "Its pages may be hardly filled: {thin=yes}."),
    },
    3: {"#": Attribute("anchor", "The id that links name: {#woningen}.")},
    4: {"#": Attribute("anchor", "The id that links name: {#woningen}.")},
}


_TASK = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?P<box>\[[ xX]\])[ \t]")


class ArticleHeading(Struct, frozen=True):
    """A `##` on its way to an article; never leaves this floor."""

    spans: tuple[Span, ...]
    anchor: str
    pages: int | None
    at: Location
    thin: bool = False


class BlockReader(Struct):
    """Reads one text. `footnotes` gathers the notes it defines."""

    file: TextFile
    footnotes: list[Footnote] = field(default_factory=list)

    def flow(self, tokens: Sequence[Token]) -> list[Block | ArticleHeading]:
        """The blocks and article headings of a whole text."""
        if any(token.level >= NESTING_LIMIT - 1 for token in tokens):
            deep = next(token for token in tokens if token.level >= NESTING_LIMIT - 1)
            line = next((t.map[0] for t in tokens[tokens.index(deep) :] if t.map), 0)
            self.file.problem("nesting", "Lists and boxes are nested too deeply here.", self.file.at(line), "Flatten.")
            return [Paragraph((Words("…", self.file.at(line)),), self.file.at(line))]  # one problem is enough
        return self._sequence(tokens, "")

    def blocks(self, tokens: Sequence[Token], inside: str) -> tuple[Block, ...]:
        """The blocks inside another block, which `inside` names for messages."""
        return tuple(block for block in self._sequence(tokens, inside) if not isinstance(block, ArticleHeading))

    def _sequence(self, tokens: Sequence[Token], inside: str) -> list[Block | ArticleHeading]:
        found: list[Block | ArticleHeading] = []
        index = 0
        while index < len(tokens):
            stop = _partner(tokens, index)
            block = self._block(tokens[index], tokens[index + 1 : stop], inside)
            if block is not None:
                found.append(block)
            index = stop + 1
        return found

    def _block(self, token: Token, inside: Sequence[Token], where: str) -> Block | ArticleHeading | None:
        at = self._at(token)
        match token.type:
            case "paragraph_open":
                return self._paragraph(inside[0])
            case "heading_open" | "lheading_open":
                return self._heading(token, inside[0], at, where)
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token, inside, at)
            case "dl_open":
                return self._descriptions(inside, at)
            case "blockquote_open":
                return QuoteBlock(self.blocks(inside, "a quotation"), (), False, at)
            case "fence" | "code_block":
                lines = token.content.removesuffix("\n").split("\n")
                return CodeBlock(tuple(lines), at)
            case "hr":
                return ThematicBreak(at)
            case "table_open":
                return read_table(self.file, token, inside, at)
            case "directive_open":
                return self._directive(token, inside, at)
            case "directive_stray":
                hint = "Take it away, or lengthen the fence that should have closed before it."
                self.file.problem("stray-fence", "This fence closes nothing.", at, hint)
            case "note_open":
                self._note(token, inside[0], where)
            case "html_block":
                shown = token.content.strip().split("\n")[0][:40]
                hint = "Use the marks of docs/writing.md; for a bare < write \\<."
                self.file.problem("html", f"HTML is not read: {shown}", at, hint)
        return None

    def _at(self, token: Token) -> Location:
        line = (token.map or [0, 0])[0]
        return self.file.at(line, self.file.indent(line))

    def _paragraph(self, inline: Token) -> Paragraph | None:
        places = places_of(self.file, inline)
        spans = read_spans(self.file, inline, places)
        return Paragraph(spans, places(0)) if spans else None

    # ------------------------------------------------------------ headings

    def _heading(self, token: Token, inline: Token, at: Location, where: str) -> Subhead | ArticleHeading | None:
        level = int(token.tag[1])
        if token.markup in ("=", "-"):
            hint = "Write ## before a headline; leave an empty line above a --- that is a pause."
            self.file.problem("underlined-heading", "A line of = or - makes the text above it a heading.", at, hint)
            return None
        if level == 1:
            hint = "The headline stands in the front matter; an article begins with ##."
            self.file.problem("heading-level", "A # heading may not stand in the text.", at, hint)
        elif level > 4:
            self.file.problem("heading-level", f"{'#' * level} is too deep.", at, "Use ## to ####.")
        if where:
            hint = "Set the line in **bold** instead."
            self.file.problem("heading-inside", f"A heading may not stand inside {where}.", at, hint)
        known = HEADING_ATTRIBUTES.get(level, HEADING_ATTRIBUTES[2])
        spans, found = self._headline(inline, known)
        if not spans:
            self.file.problem("empty-heading", "This heading has no words.", at)
        anchor = found["#"].value if "#" in found else ""
        if level <= 2:
            pages = int(found["pages"].value) if "pages" in found else None
            if pages == 0:
                self.file.problem("bad-attribute", "An article cannot take 0 pages.", at, "Write pages=1.")
            return ArticleHeading(spans, anchor, pages, at, "thin" in found and found["thin"].value == "yes")
        return Subhead(spans, min(level, 4), anchor, at)

    def _headline(self, inline: Token, known: dict[str, Attribute]) -> tuple[tuple[Span, ...], dict[str, Given]]:
        places = places_of(self.file, inline)
        ends = [match for match in BRACES.finditer(inline.content) if not inline.content[match.end() :].strip()]
        braces = ends[-1] if ends else None
        if braces is None or (braces.start() and inline.content[braces.start() - 1] in "]\\{"):
            return read_spans(self.file, inline, places), {}
        given, fault = parse_attributes(braces["inner"])
        found, faults = checked(given, known, "A heading")
        for one in [*faults, *([fault] if fault else [])]:
            self.file.problem(one.code, one.message, places(braces.start() + one.offset), one.hint)
        words = inline_token(inline.content[: braces.start()].rstrip())
        return read_spans(self.file, words, places), found

    # ------------------------------------------------------------ lists, notes, directives

    def _list(self, token: Token, inside: Sequence[Token], at: Location) -> ListBlock:
        items = []
        index = 0
        while index < len(inside):
            stop = _partner(inside, index)
            items.append(ListItem(self.blocks(inside[index + 1 : stop], "a list"), self._at(inside[index])))
            index = stop + 1
        start = int(token.attrs.get("start", 1)) if token.type == "ordered_list_open" else None
        for item in items:
            line = item.at.line - self.file.first
            box = _TASK.match(self.file.lines[line][item.at.column - 1 :]) if line < len(self.file.lines) else None
            if box:
                hint = "There are no boxes to tick: say in words what is done; \\[ is a bare bracket."
                self.file.not_ours(box["box"], hint, self.file.at(line, item.at.column - 1 + box.start("box")))
            if not item.blocks:
                self.file.problem("empty-item", "This item of the list is empty.", item.at)
        return ListBlock(tuple(items), start, at)

    def _descriptions(self, inside: Sequence[Token], at: Location) -> DescriptionList:
        items: list[DescriptionItem] = []
        index = 0
        while index < len(inside):
            stop = _partner(inside, index)
            if inside[index].type == "dt_open":
                term = read_spans(self.file, inside[index + 1])
                items.append(DescriptionItem(term, (), self._at(inside[index])))
                if not term:
                    self.file.problem("empty-term", "This term has no words.", items[-1].at)
            else:
                blocks = self.blocks(inside[index + 1 : stop], "a description")
                items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *blocks))
            index = stop + 1
        return DescriptionList(tuple(items), at)

    def _note(self, token: Token, inline: Token, where: str) -> None:
        line = (token.map or [0, 0])[0]
        at = self.file.at(line, token.meta["column"])
        if where:
            hint = "Put the note at the left margin, for example at the end of the article."
            self.file.problem("note-inside", f"The text of a note may not stand inside {where}.", at, hint)
        if token.meta["goes_on"] is not None:
            place = self.file.at(token.meta["goes_on"])
            hint = "A note is one paragraph: join the two, or take the indent away."
            self.file.problem("long-note", f"The note {token.content or token.meta['name']} goes on here.", place, hint)
        spans = read_spans(self.file, inline)
        if not spans:
            self.file.problem("empty-note", f"The note {token.meta['name']} has no text.", at)
        self.footnotes.append(Footnote(token.meta["name"], spans, at))

    def _directive(self, token: Token, inside: Sequence[Token], at: Location) -> Block | None:
        line = (token.map or [0, 0])[0]
        if not token.meta["closed"]:
            hint = "Close it with a line of as many colons."
            self.file.problem("open-fence", "This directive is never closed.", at, hint)
        fence = Fence.opened(self.file, token.meta["rest"], self.file.at(line, token.meta["column"]), at)
        if fence is None:
            self.blocks(inside, "a directive")
            return None
        fence.blocks = self.blocks(inside, f"::: {fence.name}")
        return DIRECTIVES[fence.name].build(fence)


def _partner(tokens: Sequence[Token], index: int) -> int:
    """The index of the token that closes the one at `index`, or `index` for one that stands alone."""
    if tokens[index].nesting != 1:
        return index
    depth = 0
    for position in range(index, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens)
