"""Turns the fonts of a PDF into what their codes read as, and how wide they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pikepdf
from msgspec import Struct, field

from report.finish.preflight.bounds import inflated

MOST_CODES = 70_000
_CHARACTERS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_TRIPLE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]+)>|\[([^\]]*)\])")
_STRING = re.compile(rb"<([0-9A-Fa-f\s]*)>")


class Lettering(Struct):
    """A font: how many bytes a code has, what codes read as, their widths in thousandths of the size."""

    name: str
    wide: bool
    embedded: bool
    readable: bool
    bold: bool = False
    reads: Mapping[int, str] = field(default_factory=dict)
    widths: Mapping[int, float] = field(default_factory=dict)
    default: float = 0.0

    def codes(self, shown: bytes) -> list[int]:
        """The codes of a shown string."""
        if self.wide:
            return [shown[at] << 8 | shown[at + 1] for at in range(0, len(shown) - 1, 2)]
        return list(shown)

    def text(self, codes: list[int]) -> str:
        """What the codes read as; codes of which nothing is known read as the replacement character."""
        if self.reads or self.wide:
            return "".join(self.reads.get(code, "\ufffd") for code in codes)
        return bytes(codes).decode("cp1252", "replace")


def lettering(font: Any) -> Lettering:
    """A font of any kind. Raises what pikepdf raises for one that is no font."""
    descendants = font.get("/DescendantFonts")
    wide = isinstance(descendants, pikepdf.Array) and len(descendants) > 0
    bearer: Any = descendants[0] if wide else font
    descriptor = bearer.get("/FontDescriptor", pikepdf.Dictionary())
    name = str(font.get("/BaseFont", font.get("/Name", "/without a name")))[1:]
    files = {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys())
    embedded = bool(files) or font.get("/Subtype") == "/Type3"
    mapped = font.get("/ToUnicode")
    reads = unicode_map(inflated(mapped)) if isinstance(mapped, pikepdf.Stream) else {}
    weight = _number(descriptor.get("/FontWeight", 0))
    bold = "bold" in name.lower() or weight >= 700 or bool(int(_number(descriptor.get("/Flags", 0))) & 1 << 18)
    widths, default = _wide_widths(bearer) if wide else (_widths(font), 0.0)
    if font.get("/Subtype") == "/Type3":
        scale = abs(_number(next(iter(font.get("/FontMatrix", [0.001]))))) * 1000
        widths = {code: width * scale for code, width in widths.items()}
    return Lettering(name, wide, embedded, mapped is not None, bold, reads, widths, default)


def unicode_map(source: bytes) -> dict[int, str]:
    """What a ToUnicode CMap says (ISO 32000-1, 9.10.3)."""
    reads: dict[int, str] = {}
    for block in _CHARACTERS.findall(source):
        for code, text in _PAIR.findall(block):
            reads[_code(code)] = _text(text)
    for block in _RANGES.findall(source):
        for first, last, start, listed in _TRIPLE.findall(block):
            begin, end = _code(first), _code(last)
            if end - begin > 0xFFFF or len(reads) > MOST_CODES:
                continue
            texts = [_text(one) for one in _STRING.findall(listed)] if listed else _counted(start, end - begin + 1)
            reads.update(zip(range(begin, end + 1), texts, strict=False))
    return reads


def _counted(start: bytes, count: int) -> list[str]:
    text = _text(start)
    if not text:
        return []
    last = ord(text[-1])
    return [text[:-1] + chr(min(last + step, 0x10FFFF)) for step in range(count)]


def _code(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _text(digits: bytes) -> str:
    plain = b"".join(digits.split())
    return bytes.fromhex(plain.decode("ascii") if len(plain) % 2 == 0 else "").decode("utf-16-be", "replace")


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def _widths(font: Any) -> dict[int, float]:
    first = int(_number(font.get("/FirstChar", 0)))
    listed = list(font.get("/Widths", []))[:MOST_CODES]
    return {first + place: _number(width) for place, width in enumerate(listed)}


def _wide_widths(bearer: Any) -> tuple[dict[int, float], float]:
    """The array W (ISO 32000-1, 9.7.4.3) and the width of all other codes."""
    widths: dict[int, float] = {}
    entries = list(bearer.get("/W", []))[:MOST_CODES]
    place = 0
    while place + 1 < len(entries):
        first, second = int(_number(entries[place])), entries[place + 1]
        if isinstance(second, pikepdf.Array):
            widths.update((first + step, _number(width)) for step, width in enumerate(list(second)[:MOST_CODES]))
            place += 2
        elif place + 2 < len(entries):
            last = min(int(_number(second)), first + MOST_CODES)
            widths.update(dict.fromkeys(range(first, last + 1), _number(entries[place + 2])))
            place += 3
        else:
            break
    return widths, _number(bearer.get("/DW", 1000))
