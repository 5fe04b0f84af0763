"""Turns page content into its marked content sequences, and finds what is not marked as it should be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# What can hold text that looks like operators: strings, arrays of glyphs, inline images, comments.
_OPERANDS = re.compile(rb"\((?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*\)|\[[^\]()]*\]|<[0-9A-Fa-f\s]*>|%[^\r\n]*", re.DOTALL)
_INLINE_IMAGE = re.compile(rb"(?<!\S)BI\s.*?\sEI(?!\S)", re.DOTALL)
_OPERATORS = re.compile(
    rb"/([^\s<>/\[\]()]+)\s*<<((?:[^<>]|<<[^<>]*>>)*)>>\s*(BDC)"
    rb"|/([^\s<>/\[\]()]+)\s+(?:/[^\s<>/\[\]()]+\s+)?(BDC|BMC)"
    rb"|(?<!\S)(EMC|BT|ET|q|Q|TJ|Tj|'|\"|f\*?|F|S|s|B\*?|b\*?|Do|sh|BI)(?!\S)"
)
_MCID = re.compile(rb"/MCID\s+(\d+)")
_STRUCTURE = {b"EMC", b"BT", b"ET", b"q", b"Q"}


@dataclass(slots=True)
class _Mark:
    tag: str
    mcid: int
    in_text: bool
    saved: int


@dataclass(slots=True)
class Marks:
    """The marked content of one page: how much each sequence paints by MCID, and what is wrong with it."""

    painted: dict[int, int] = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)  # code and message


class _Reader:
    def __init__(self) -> None:
        self.marks = Marks()
        self.open: list[_Mark] = []
        self.in_text = False
        self.saved = 0

    def fault(self, code: str, message: str) -> None:
        if (code, message) not in self.marks.faults:
            self.marks.faults.append((code, message))

    def begin(self, tag: str, properties: bytes) -> None:
        found = _MCID.search(properties)
        mcid = int(found[1]) if found else -1
        inside = next((mark for mark in self.open if mark.mcid >= 0 or mark.tag == "Artifact"), None)
        if mcid >= 0:
            if inside is not None:
                self.fault("mark-nested", f"tagged content {mcid} lies inside {inside.tag}")
            if mcid in self.marks.painted:
                self.fault("mark-twice", f"two sequences have the number {mcid}")
            self.marks.painted.setdefault(mcid, 0)
        elif tag == "Artifact" and inside is not None:
            self.fault("mark-nested", f"an artifact lies inside {inside.tag}")
        self.open.append(_Mark(tag, mcid, self.in_text, self.saved))

    def end(self) -> None:
        if not self.open:
            self.fault("marks-unbalanced", "a sequence ends that never began")
            return
        mark = self.open.pop()
        if mark.in_text != self.in_text or mark.saved != self.saved:
            self.fault("mark-crosses", f"a sequence of {mark.tag} crosses the bounds of text or graphics state")

    def paint(self, operator: str) -> None:
        if not any(mark.mcid >= 0 or mark.tag == "Artifact" for mark in self.open):
            self.fault("untagged-content", f"{operator} paints what is neither tagged nor an artifact")
        for mark in self.open:
            if mark.mcid >= 0:
                self.marks.painted[mark.mcid] += 1

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


def read_marks(content: bytes) -> Marks:
    """Read a page's content, decoded."""
    reader = _Reader()
    for operator, tag, properties in _operators(content):
        if operator in (b"BDC", b"BMC"):
            reader.begin(tag.decode("latin-1"), properties)
        elif operator in _STRUCTURE:
            reader.structure(operator)
        else:
            reader.paint(operator.decode("ascii"))
    if reader.open:
        reader.fault("marks-unbalanced", f"a sequence of {reader.open[-1].tag} never ends")
    if reader.saved > 0 or reader.in_text:
        reader.fault("state-unbalanced", "the page ends inside a text object or a saved graphics state")
    for mcid, count in reader.marks.painted.items():
        if not count:
            reader.fault("mark-empty", f"tagged content {mcid} paints nothing")
    return reader.marks


def _operators(content: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Operator, tag and properties of all that marks, paints or structures."""
    if b"BI" in content:
        content = _INLINE_IMAGE.sub(b" BI ", content)
    bare = _OPERANDS.sub(b" ", content)
    for tag, properties, with_properties, plain_tag, plain, operator in _OPERATORS.findall(bare):
        yield with_properties or plain or operator, tag or plain_tag, properties
