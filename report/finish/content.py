"""Turns page content into its marked content sequences, and finds what is not marked as it should be."""

from __future__ import annotations

import re

from msgspec import Struct, field

# What can hold text that looks like operators: strings, arrays of glyphs, inline images, comments.
_OPERANDS = re.compile(rb"\((?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*\)|\[[^\]()]*\]|<[0-9A-Fa-f\s]*>|%[^\r\n]*", re.DOTALL)
_INLINE_IMAGE = re.compile(rb"(?<!\S)BI\s.*?\sEI(?!\S)", re.DOTALL)
# Each match begins with one of few letters, which is quick to look for among the numbers of a drawing.
_OPERATORS = re.compile(
    rb"([/BDEFQSTbfqs'\"](?:"
    rb"(?<=/)(?:"
    rb"([^\s<>/\[\]()]+)\s*<<((?:[^<>]|<<[^<>]*>>)*)>>\s*BDC"
    rb"|([^\s<>/\[\]()]+)\s+(?:/[^\s<>/\[\]()]+\s+)?(?:BDC|BMC))"
    rb"|(?<!\S[^/])(?:"  # not the end of a word
    rb"(?<=E)MC|(?<=[BE])T|(?<=[qQ])|(?<=T)[Jj]|(?<=['\"FSs])|(?<=[fBb])\*?|(?<=D)o|(?<=s)h|(?<=B)I)(?!\S)))"
)
_MCID = re.compile(rb"/MCID\s+(\d+)")
_STRUCTURE = {b"EMC", b"BT", b"ET", b"q", b"Q"}


NOTHING = -1  # the holder of what lies under no tag and in no artifact
ASIDE = -2  # the holder of what lies in an artifact


class _Mark(Struct):
    tag: str
    holder: int  # the MCID it counts for, its own or that of the sequence around it
    in_text: bool
    saved: int


class Marks(Struct):
    """The marked content of one page: how much each sequence paints by MCID, and what is wrong with it."""

    painted: dict[int, int] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)  # code and message


class _Reader:
    def __init__(self) -> None:
        self.marks = Marks()
        self.open: list[_Mark] = []
        self.in_text = False
        self.saved = 0

    @property
    def holder(self) -> int:
        return self.open[-1].holder if self.open else NOTHING

    def fault(self, code: str, message: str) -> None:
        if (code, message) not in self.marks.faults:
            self.marks.faults.append((code, message))

    def begin(self, tag: str, properties: bytes) -> None:
        found = _MCID.search(properties)
        holder = self.holder
        if (found or tag == "Artifact") and holder != NOTHING:
            self.fault("mark-nested", f"a sequence of {tag} lies inside one of {self.open[-1].tag}")
        if found:
            holder = int(found[1])
            if holder in self.marks.painted:
                self.fault("mark-twice", f"two sequences have the number {holder}")
            self.marks.painted.setdefault(holder, 0)
        elif tag == "Artifact":
            holder = ASIDE
        self.open.append(_Mark(tag, holder, self.in_text, self.saved))

    def structure(self, operator: bytes) -> None:
        if operator == b"EMC":
            self.end()
        elif operator in (b"BT", b"ET"):
            if self.in_text is (operator == b"BT"):
                self.fault("text-unbalanced", "text objects nest or end twice")
            self.in_text = operator == b"BT"
        else:
            self.saved += 1 if operator == b"q" else -1
            if self.saved < 0:
                self.fault("state-unbalanced", "the graphics state is restored more often than saved")

    def end(self) -> None:
        if not self.open:
            self.fault("marks-unbalanced", "a sequence ends that never began")
            return
        mark = self.open.pop()
        if mark.in_text != self.in_text or mark.saved != self.saved:
            self.fault("mark-crosses", f"a sequence of {mark.tag} crosses the bounds of text or graphics state")

    def close(self) -> None:
        if self.open:
            self.fault("marks-unbalanced", f"a sequence of {self.open[-1].tag} never ends")
        if self.saved > 0 or self.in_text:
            self.fault("state-unbalanced", "the page ends inside a text object or a saved graphics state")
        for mcid, count in self.marks.painted.items():
            if not count:
                self.fault("mark-empty", f"tagged content {mcid} paints nothing")


def read_marks(content: bytes) -> Marks:
    """Read a page's content, decoded."""
    reader = _Reader()
    painted = reader.marks.painted
    holder = NOTHING
    for operator, tag, properties, plain_tag in _OPERATORS.findall(_bare(content)):
        if tag or plain_tag:
            reader.begin((tag or plain_tag).decode("latin-1"), properties)
        elif operator in _STRUCTURE:
            reader.structure(operator)
        elif holder >= 0:
            painted[holder] += 1
            continue
        elif holder == NOTHING:
            shown = operator.decode("ascii")
            reader.fault("untagged-content", f"{shown} paints what is neither tagged nor an artifact")
            continue
        holder = reader.holder
    reader.close()
    return reader.marks


def _bare(content: bytes) -> bytes:
    """Content without the operands that could look like operators."""
    if b"BI" in content:
        content = _INLINE_IMAGE.sub(b" BI ", content)
    return _OPERANDS.sub(b" ", content)
