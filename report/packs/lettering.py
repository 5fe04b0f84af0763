"""A font of a paper → what its codes read as, and how far each moves on: enough to find where text stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object

UNREAD = "\ufffd"
USUAL_WIDTH = 0.55  # em, where a font does not say
ASCENT, DESCENT = 0.95, 0.3  # em: what usual letters reach at least
MOST_REACH = 3.5  # em: large brackets of mathematics
_LARGEST_MAP = 4_000_000  # bytes
_LARGEST_HEAD = 100_000  # bytes
_PUT = re.compile(rb"dup\s+(\d{1,3})\s*/([^\s/]+)\s+put")
_MOST_IN_RANGE = 65_536
_RANGES = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_ACCENTS = {
    "acute": "\u0301", "grave": "\u0300", "circumflex": "\u0302", "dieresis": "\u0308", "tilde": "\u0303",
    "ring": "\u030a", "cedilla": "\u0327", "caron": "\u030c", "macron": "\u0304", "breve": "\u0306",
    "ogonek": "\u0328", "dotaccent": "\u0307", "hungarumlaut": "\u030b",
    "hookabove": "\u0309", "dotbelow": "\u0323", "horn": "\u031b",
}  # fmt: skip
_ACCENT = re.compile("|".join(_ACCENTS))
_ACCENTED = re.compile(f"(?:{_ACCENT.pattern})+")
_NAMES = {
    "space": " ", "exclam": "!", "quotedbl": '"', "numbersign": "#", "dollar": "$", "percent": "%", "ampersand": "&",
    "quotesingle": "'", "parenleft": "(", "parenright": ")", "asterisk": "*", "plus": "+", "comma": ",",
    "hyphen": "-", "period": ".", "slash": "/", "colon": ":", "semicolon": ";", "less": "<", "equal": "=",
    "greater": ">", "question": "?", "at": "@", "bracketleft": "[", "backslash": '\\', "bracketright": "]",
    "asciicircum": "^", "underscore": "_", "grave": "`", "braceleft": "{", "bar": "|", "braceright": "}",
    "asciitilde": "~", "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "quoteleft": "‘", "quoteright": "’", "quotedblleft": "“",
    "quotedblright": "”", "endash": "–", "emdash": "—", "bullet": "•", "ellipsis": "…", "fi": "fi", "fl": "fl",
    "ff": "ff", "ffi": "ffi", "ffl": "ffl", "germandbls": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "oslash": "ø", "Oslash": "Ø", "dotlessi": "ı", "Euro": "€", "degree": "°", "section": "§", "copyright": "©",
    "registered": "®", "trademark": "™", "multiply": "×", "divide": "÷", "minus": "−", "plusminus": "±",
    "guillemotleft": "«", "guillemotright": "»", "quotesinglbase": "‚", "quotedblbase": "„", "periodcentered": "·",
    "nbspace": "\u00a0", "onehalf": "½", "onequarter": "¼", "threequarters": "¾", "mu": "µ", "dagger": "†",
    "daggerdbl": "‡", "sterling": "£", "yen": "¥", "cent": "¢", "paragraph": "¶", "exclamdown": "¡",
    "questiondown": "¿", "ordfeminine": "ª", "ordmasculine": "º", "eth": "ð", "thorn": "þ", "dcroat": "đ",
    "Dcroat": "Đ",
}  # fmt: skip


class Sign(Struct, frozen=True):
    """A code as shown: its letters, how far it moves on (em), and whether it takes word space."""

    text: str
    width: float
    space: bool


class Lettering:
    """One font. Codes that nothing tells the letters of read as U+FFFD."""

    def __init__(self, font: Object) -> None:
        self._kind = str(font.get("/Subtype", ""))
        self._known: dict[bytes, Sign] = {}
        self._texts, lengths = _read_map(font.get("/ToUnicode"))
        self.size = 1.0
        self.descent, self.ascent = _reach(font)
        if self._kind == "/Type0":
            self._lengths = sorted(lengths) or [2]
            encoding = font.get("/Encoding")
            if isinstance(encoding, pikepdf.Stream):
                self._lengths = sorted(_read_map(encoding)[1]) or self._lengths
            self._widths, self._usual = _composite_widths(font)
            return
        self._lengths = [1]
        self._widths, self._usual = _simple_widths(font)
        if self._kind == "/Type3":
            matrix = [float(one) for one in font.get("/FontMatrix", [0.001, 0, 0, 0.001, 0, 0])]
            self.size = abs(matrix[0]) * 1000
            self.descent, self.ascent = min(-DESCENT, self.descent * self.size), max(ASCENT, self.ascent * self.size)
        self._texts = {**_encoded(font), **self._texts}

    def signs(self, shown: bytes) -> Iterator[Sign]:
        """What a string shows."""
        place, shortest = 0, self._lengths[0]
        while place < len(shown):
            length = next((n for n in self._lengths if shown[place : place + n] in self._texts), self._lengths[-1])
            code = shown[place : place + max(length, shortest)]
            sign = self._known.get(code)
            if sign is None:
                sign = self._known[code] = self._sign(code)
            yield sign
            place += len(code)

    def _sign(self, code: bytes) -> Sign:
        number = int.from_bytes(code, "big")
        width = self._widths.get(number, self._usual) * self.size
        return Sign(self._texts.get(code, UNREAD), width, code == b" ")


def _read_map(stream: Object | None) -> tuple[dict[bytes, str], set[int]]:
    """A ToUnicode map: letters by code, and the lengths that codes have (ISO 32000-1, 9.10.3)."""
    texts: dict[bytes, str] = {}
    lengths: set[int] = set()
    if not isinstance(stream, pikepdf.Stream):
        return texts, lengths
    try:
        data = stream.read_bytes()[:_LARGEST_MAP]
    except pikepdf.PdfError:
        return texts, lengths
    for kind, body in _RANGES.findall(data):
        tokens = [_token(found) for found in _TOKEN.finditer(body)]
        if kind == b"codespacerange":
            lengths |= {len(token) for token in tokens if isinstance(token, bytes) and token}
        elif kind == b"bfchar":
            for code, text in zip(tokens[::2], tokens[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(text, bytes):
                    texts[code] = _letters(text)
        else:
            _read_ranges(tokens, texts)
    return texts, lengths


def _token(found: re.Match[bytes]) -> bytes | str:
    if found[2] or found[3]:
        return found[0].decode()
    digits = b"".join(found[1].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _read_ranges(tokens: list[bytes | str], texts: dict[bytes, str]) -> None:
    waiting = iter(tokens)
    for first in waiting:
        last, start = next(waiting, b""), next(waiting, b"")
        if not isinstance(first, bytes) or not isinstance(last, bytes):
            return
        low, high = int.from_bytes(first, "big"), int.from_bytes(last, "big")
        codes = (number.to_bytes(len(first), "big") for number in range(low, min(high, low + _MOST_IN_RANGE) + 1))
        if start == "[":
            for code in codes:
                text = next(waiting, "]")
                if not isinstance(text, bytes):
                    break
                texts[code] = _letters(text)
            else:
                next(waiting, None)  # the closing bracket
        elif isinstance(start, bytes) and start:
            begin = int.from_bytes(start, "big")
            for offset, code in enumerate(codes):
                texts[code] = _letters((begin + offset).to_bytes(len(start) + 1, "big")[1:])


def _letters(text: bytes) -> str:
    return text.decode("utf-16-be", "replace") if len(text) > 1 else text.decode("latin-1")


def _reach(font: Object) -> tuple[float, float]:
    """How far the glyphs of a font reach below and above its baseline (em), at least what usual letters do."""
    below = font.get("/DescendantFonts")
    holder = below[0] if isinstance(below, Array) and len(below) else font
    described = holder.get("/FontDescriptor")
    box = described.get("/FontBBox") if isinstance(described, Dictionary) else font.get("/FontBBox")
    if not isinstance(box, Array) or len(box) != 4:
        return -DESCENT, ASCENT
    low, high = float(box[1]) / 1000, float(box[3]) / 1000
    return max(-MOST_REACH, min(-DESCENT, low)), min(MOST_REACH, max(ASCENT, high))


def _simple_widths(font: Object) -> tuple[dict[int, float], float]:
    first = int(font.get("/FirstChar", 0))
    widths = font.get("/Widths")
    if not isinstance(widths, Array):
        return {}, USUAL_WIDTH
    found = {first + index: float(width) / 1000 for index, width in enumerate(widths)}
    described = font.get("/FontDescriptor")
    missing = float(described.get("/MissingWidth", 0)) / 1000 if isinstance(described, Dictionary) else 0.0
    return found, missing


def _composite_widths(font: Object) -> tuple[dict[int, float], float]:
    """Widths by CID, which is taken to be the code (ISO 32000-1, 9.7.4.3)."""
    below = font.get("/DescendantFonts")
    if not isinstance(below, Array) or not len(below):
        return {}, 1.0
    found: dict[int, float] = {}
    entries = list(below[0].get("/W", Array()))
    place = 0
    while place + 1 < len(entries):
        first, second = int(entries[place]), entries[place + 1]
        if isinstance(second, Array):
            found |= {first + index: float(width) / 1000 for index, width in enumerate(second)}
            place += 2
        elif place + 2 < len(entries):
            width = float(entries[place + 2]) / 1000
            found |= dict.fromkeys(range(first, min(int(second), first + _MOST_IN_RANGE) + 1), width)
            place += 3
        else:
            break
    return found, float(below[0].get("/DW", 1000)) / 1000


def _encoded(font: Object) -> dict[bytes, str]:
    """What the codes of a simple font read as by its encoding. The codes of a symbolic font say nothing by
    themselves."""
    encoding = font.get("/Encoding")
    described = font.get("/FontDescriptor")
    flags = int(described.get("/Flags", 0)) if isinstance(described, Dictionary) else 0
    base = encoding.get("/BaseEncoding") if isinstance(encoding, Dictionary) else encoding
    found: dict[bytes, str] = {}
    if isinstance(base, Name) or not flags & 4:
        table = "mac_roman" if base == Name.MacRomanEncoding else "cp1252"
        found = {bytes([code]): bytes([code]).decode(table, "ignore") or UNREAD for code in range(32, 256)}
    if base is None and flags & 4:
        found = _built_in(described)
    code = 0
    for entry in encoding.get("/Differences", Array()) if isinstance(encoding, Dictionary) else ():
        if isinstance(entry, Name):
            if 0 <= code < 256:
                found[bytes([code])] = named_letter(str(entry)[1:])
            code += 1
        else:
            code = int(entry)
    return found


def _built_in(described: Object | None) -> dict[bytes, str]:
    """The encoding that a Type 1 font program has of its own (Adobe Type 1 Font Format, 2.3)."""
    program = described.get("/FontFile") if isinstance(described, Dictionary) else None
    if not isinstance(program, pikepdf.Stream):
        return {}
    try:
        data = program.read_bytes()[:_LARGEST_HEAD].partition(b"eexec")[0]
    except pikepdf.PdfError:
        return {}
    pairs = ((int(code), name.decode("latin-1")) for code, name in _PUT.findall(data))
    return {bytes([code]): named_letter(name) for code, name in pairs if code < 256}


def named_letter(name: str) -> str:
    """The letters of a glyph's name, as the Adobe Glyph List has it for Latin text; U+FFFD for others."""
    name = name.partition(".")[0]
    if len(name) < 2:
        return name or UNREAD
    if name in _NAMES:
        return _NAMES[name]
    if re.fullmatch(r"uni([0-9A-F]{4})+", name):
        return bytes.fromhex(name[3:]).decode("utf-16-be", "replace")
    if re.fullmatch(r"u[0-9A-F]{4,6}", name) and int(name[1:], 16) < 0x110000:
        return chr(int(name[1:], 16))
    accents = _ACCENTED.fullmatch(name[1:])
    if not name[0].isalpha() or accents is None:
        return UNREAD
    added = "".join(_ACCENTS[accent] for accent in _ACCENT.findall(name[1:]))
    return unicodedata.normalize("NFC", name[0] + added)
