"""Turns Markdown into tokens: CommonMark by markdown-it, with our own rules for what it lacks.

Description lists come from a plugin. Our rules are directives (`:::`), notes (`[^a]`), tables whose cells know their
column, facts (`{{ }}`) and spans with attributes (`[text]{lang=en}`). Every inline token carries `meta["at"]`, its
offset in the inline content.
"""

from __future__ import annotations

import functools
import re
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.deflist import deflist_plugin

from report.sources.attributes import BRACES

PARAGRAPH_LIMIT = 12_000  # characters of one paragraph, 1,800 words; some marks take time with the square of it
NESTING_LIMIT = 60  # levels of tokens; a list in a list takes four

_FENCE = re.compile(r"(?P<colons>:{3,})[ \t]*(?P<rest>.*)\Z")
_CODE_FENCE = re.compile(r"(`{3,}|~{3,})")
_NOTE = re.compile(r"\[\^(?P<name>[^\]\s]+)\]:[ \t]*")
_NOTE_REFERENCE = re.compile(r"\[\^(?P<name>[^\]\s]+)\]")
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_CELL_PART = re.compile(r"\{\{[^{}\n]*\}\}|\\.|[^|\\{]+|.", re.DOTALL)


class _PlacedState(StateInline):
    """An inline state that notes where each token begins."""

    _begins = 0

    def append_pending(self, text: str) -> None:
        if not self._pending and not self._pending_buffer:
            self._begins = self.pos
        super().append_pending(text)

    @property
    def pending(self) -> str:
        return super().pending

    @pending.setter
    def pending(self, value: str) -> None:
        if value and not self._pending:
            self._begins = self.pos
        self._pending = value
        self._pending_buffer = []

    def pushPending(self) -> Token:  # noqa: N802 (the name is markdown-it's)
        token = super().pushPending()
        token.meta["at"] = self._begins
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["at"] = self.pos
        return token


class _PlacedInline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        if len(src) > PARAGRAPH_LIMIT:
            tokens.append(Token("overlong", "", 0, meta={"at": 0}))
            return tokens
        state = _PlacedState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 (the name is markdown-it's)
        """Every address passes: which ones a link may have is judged where the problem can be told."""
        return True


@functools.cache
def parser() -> MarkdownIt:
    """The Markdown parser; it holds no state between texts."""
    md = _Markdown("zero", {"maxNesting": NESTING_LIMIT, "html": True})
    md.inline = _PlacedInline()
    block, inline = md.block.ruler, md.inline.ruler
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    block.before("fence", "directive", _directive, interrupts)
    block.before("reference", "note", _note, {"alt": ["paragraph", "reference"]})
    md.use(deflist_plugin)
    block.at("table", _table, {"alt": ["paragraph", "reference"]})
    inline.before("link", "note_reference", _note_reference)
    inline.before("link", "attributed", _attributed)
    inline.before("link", "fact", _fact)
    md.enable(["code", "fence", "directive", "blockquote", "hr", "list", "note", "reference", "html_block", "heading",
               "lheading", "table", "newline", "escape", "backticks", "emphasis", "note_reference", "attributed",
               "fact", "link", "image", "autolink", "html_inline", "entity"])  # fmt: skip
    md.inline.ruler2.enableOnly(["balance_pairs", "emphasis"])
    md.core.ruler.enableOnly(["block", "inline"])
    return md


def block_tokens(text: str) -> list[Token]:
    """The tokens of a whole text."""
    return parser().parse(text)


def inline_token(text: str) -> Token:
    """One inline token for a text that has no blocks: a headline, a caption."""
    children: list[Token] = []
    parser().inline.parse(text, parser(), {}, children)
    return Token("inline", "", 0, content=text, children=children)


# ---------------------------------------------------------------- blocks


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _directive(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line):
        return False
    opening = _FENCE.match(_line(state, start_line))
    if opening is None:
        return False
    if silent:
        return True
    rest = opening["rest"].rstrip()
    if not rest:
        token = state.push("directive_stray", "", 0)
        token.map = [start_line, start_line + 1]
        state.line = start_line + 1
        return True
    last = _closing(state, start_line, end_line, len(opening["colons"]))
    token = state.push("directive_open", "", 1)
    stop = _next_heading(state, start_line, end_line) if last is None else last
    token.map = [start_line, stop]
    token.meta = {
        "rest": rest,
        "column": _column(state, start_line) + opening.start("rest"),
        "closed": last is not None,
    }
    parent, line_max = state.parentType, state.lineMax
    state.parentType, state.lineMax = "directive", stop
    state.md.block.tokenize(state, start_line + 1, stop)
    state.parentType, state.lineMax = parent, line_max
    state.push("directive_close", "", -1)
    state.line = stop if last is None else stop + 1
    return True


def _closing(state: StateBlock, start_line: int, end_line: int, colons: int) -> int | None:
    """The line that closes a directive: the first fence without a name that is long enough, not counting those of
    directives inside it, nor lines of code."""
    open_fences = [colons]
    code = ""
    for line in range(start_line + 1, end_line):
        if not state.isEmpty(line) and state.sCount[line] < state.blkIndent:
            return None
        text = _line(state, line)
        fence = _CODE_FENCE.match(text)
        if fence and (not code or (text.startswith(code) and not text.strip(code[0] + " \t"))):
            code = "" if code else fence[1]
        match = None if code or state.is_code_block(line) else _FENCE.match(text)
        if match is None:
            continue
        if match["rest"].strip():
            open_fences.append(len(match["colons"]))
        elif len(match["colons"]) >= open_fences[-1]:
            open_fences.pop()
            if not open_fences:
                return line
    return None


def _next_heading(state: StateBlock, start_line: int, end_line: int) -> int:
    """Where a directive that is never closed is taken to end, so that it does not swallow the articles below it."""
    for line in range(start_line + 1, end_line):
        if not state.isEmpty(line) and _line(state, line).startswith("#"):
            return line
    return end_line


def _note(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    opening = None if state.is_code_block(start_line) else _NOTE.match(_line(state, start_line))
    if opening is None:
        return False
    if silent:
        return True
    rules = state.md.block.ruler.getRules("paragraph")
    stop = start_line + 1
    while stop < end_line and not state.isEmpty(stop) and not any(rule(state, stop, end_line, True) for rule in rules):
        stop += 1
    lines = state.getLines(start_line, stop, state.blkIndent, False).lstrip()
    token = state.push("note_open", "", 1)
    after = next((line for line in range(stop, end_line) if not state.isEmpty(line)), None)
    goes_on = after is not None and state.sCount[after] - state.blkIndent >= 4
    token.meta = {"name": opening["name"], "column": _column(state, start_line), "goes_on": after if goes_on else None}
    token.map = [start_line, stop]
    inline = state.push("inline", "", 0)
    inline.content = lines[opening.end() :].strip()
    inline.map = [start_line, stop]
    inline.children = []
    state.push("note_close", "", -1)
    state.line = stop
    return True


def _table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if start_line + 2 > end_line or state.sCount[start_line + 1] < state.blkIndent or state.is_code_block(start_line):
        return False
    head, delimiters = _line(state, start_line), _line(state, start_line + 1)
    if "|" not in head or "|" not in delimiters or not _DELIMITERS.match(delimiters):
        return False
    if silent:
        return True
    opening = state.push("table_open", "", 1)
    opening.meta = {"alignments": [_alignment(cell) for _, cell in split_row(delimiters)]}
    rules = state.md.block.ruler.getRules("blockquote")
    line = start_line
    while line < end_line and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        if line > start_line + 1 and any(rule(state, line, end_line, True) for rule in rules):
            break
        if line != start_line + 1:
            _row(state, line)
        line += 1
    opening.map = [start_line, line]
    state.push("table_close", "", -1)
    state.line = line
    return True


def _row(state: StateBlock, line: int) -> None:
    opening = state.push("tr_open", "", 1)
    opening.map = [line, line + 1]
    for column, content in split_row(_line(state, line)):
        token = state.push("inline", "", 0)
        token.map = [line, line + 1]
        token.meta = {"column": _column(state, line) + column}
        token.content = content
        token.children = []
    state.push("tr_close", "", -1)


def _column(state: StateBlock, line: int) -> int:
    """The column, from 0, that the text of a line begins at, past the marks of quotations and lists."""
    begin = state.bMarks[line] + state.tShift[line]
    return begin - state.src.rfind("\n", 0, begin) - 1


def split_row(text: str) -> list[tuple[int, str]]:
    """The cells of a row with the offset of their text. A pipe inside a fact or after a backslash divides nothing."""
    cells: list[tuple[int, str]] = []
    begin, parts = 0, [""]
    for match in _CELL_PART.finditer(text):
        part = match[0]
        if part == "|":
            cells.append((begin, "".join(parts)))
            begin, parts = match.end(), []
        else:
            parts.append("|" if part == "\\|" else part)
    cells.append((begin, "".join(parts)))
    if not cells[0][1].strip():
        cells = cells[1:]
    if cells and not cells[-1][1].strip():
        cells = cells[:-1]
    return [(begin + len(cell) - len(cell.lstrip()), cell.strip()) for begin, cell in cells]


def _alignment(cell: str) -> str:
    if cell.endswith(":"):
        return "centre" if cell.startswith(":") else "right"
    return "left"


# ---------------------------------------------------------------- inline


def _note_reference(state: StateInline, silent: bool) -> bool:
    match = _NOTE_REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("note_reference", "", 0).content = match["name"]
    state.pos = match.end()
    return True


def _attributed(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "[":
        return False
    begin, maximum = state.pos, state.posMax
    end = state.md.helpers.parseLinkLabel(state, begin)
    braces = BRACES.match(state.src, end + 1, maximum) if end >= 0 else None
    if braces is None:
        return False
    if not silent:
        token = state.push("attributed_open", "", 1)
        token.content = state.src[begin + 1 : end]
        token.meta |= {"inner": braces["inner"], "braces": end + 1}
        state.pos, state.posMax = begin + 1, end
        state.md.inline.tokenize(state)
        state.pos, state.posMax = end, maximum
        state.push("attributed_close", "", -1)
    state.pos, state.posMax = braces.end(), maximum
    return True


def _fact(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{{", state.pos, state.posMax):
        return False
    end = state.src.find("}}", state.pos, state.posMax)
    if not silent:
        token = state.push("fact", "", 0)
        token.content = state.src[state.pos + 2 : end] if end >= 0 else ""
        token.meta["closed"] = end >= 0
    state.pos = end + 2 if end >= 0 else state.pos + 2
    return True
