"""Turns a font file into faces, and a face turns text into glyphs with their advances."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

import uharfbuzz as hb
from msgspec import Struct

Glyph = tuple[int, int, int, int, int, str]
"""Glyph id, advance, advance without kerning, x and y offset (font units), and the text it begins or ''."""

Fact = tuple[str, int, str]
"""A glyph's code as it is written, its advance without kerning (font units), and what it reads as."""

PlainText = tuple[list[int], list[Fact], list[int]]
"""The ids of a text's glyphs, what is known of each, and the advance of each with its kerning (font units)."""

IGNORABLE = frozenset("\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff") | frozenset(
    map(chr, range(0xFE00, 0xFE10))
)
"""Characters that draw nothing: soft hyphens, joiners, direction marks and variation selectors."""

_SPACES = frozenset(map(chr, range(0x2000, 0x200B))) | frozenset("\u00a0\u202f\u205f")
_MODIFIERS = range(0x02B0, 0x0300)  # letters that modify others; fonts draw some of them as quotation marks
_LATIN_LIGATURES = range(0xFB00, 0xFB07)
_CACHE_LIMIT = 4_096
_CODES = 0x10000


class ShapedText(Struct, frozen=True):
    """What HarfBuzz makes of a text, in font units. `gids` are the ids of its glyphs; `level` says that all stand on
    the baseline, `even` that none is kerned or moved sideways."""

    width: int
    glyphs: tuple[Glyph, ...]
    gids: tuple[int, ...]
    level: bool
    even: bool


class FontProgram:
    """An opened font file: all that its instances share."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.hb_face = hb.Face(hb.Blob.from_file_path(str(path)))
        self.tables = frozenset(self.hb_face.table_tags)
        self.is_cff = bool(self.tables & {"CFF ", "CFF2"})
        self.axes: dict[str, tuple[float, float, float]] = {
            axis.tag: (axis.min_value, axis.default_value, axis.max_value) for axis in self.hb_face.axis_infos
        }
        metrics = self.table("OS/2")
        known = struct.unpack(">HHH52xH", metrics[4:64]) if len(metrics) >= 64 else (400, 5, 0, 0)
        self.weight, self.width_class, self.embedding, selection = known
        self.is_italic = bool(selection & 1) or self.italic_angle != 0

    def table(self, tag: str) -> bytes:
        """The bytes of a table; none when the font lacks it."""
        return bytes(self.hb_face.reference_table(tag).data) if tag in self.tables else b""

    @property
    def italic_angle(self) -> float:
        """Slope in degrees, negative for italics that lean to the right (table `post`)."""
        post = self.table("post")
        return float(struct.unpack(">i", post[4:8])[0] / 65536) if len(post) >= 8 else 0.0

    @cached_property
    def characters(self) -> frozenset[str]:
        """The characters this font can set, those that HarfBuzz makes of others included."""
        mapped = frozenset(map(chr, self.hb_face.unicodes))
        made = set(IGNORABLE)
        if " " in mapped:
            made |= _SPACES
        if "\u2010" in mapped:
            made.add("\u2011")
        return mapped | made

    @cached_property
    def features(self) -> frozenset[str]:
        """The OpenType features of any of its scripts and languages; kerning may stand in a table of its own."""
        found = {"kern"} if "kern" in self.tables else set()
        for table in ("GSUB", "GPOS"):
            for script in range(len(self.hb_face.get_table_script_tags(table))):
                count = len(self.hb_face.get_script_language_tags(table, script))
                for language in (*range(count), 0xFFFF):
                    found.update(self.hb_face.get_language_feature_tags(table, script, language))
        return frozenset(found)

    @cached_property
    def readings(self) -> dict[int, str]:
        """What each encoded glyph reads as. Of several characters, the plainest: letters before compatibility
        characters and modifier letters (’ before ʼ), then the lowest code point; spaces read as a space, the old
        ligature characters as letters."""
        font = hb.Font(self.hb_face)
        nominal = font.get_nominal_glyph
        readings: dict[int, str] = {}
        compatibility: set[int] = set()
        for code in sorted(self.hb_face.unicodes):
            gid = nominal(code)
            if gid is None or (gid in readings and gid not in compatibility):
                continue
            character = chr(code)
            if unicodedata.decomposition(character).startswith("<") or code in _MODIFIERS:
                if gid in readings:
                    continue
                compatibility.add(gid)
            else:
                compatibility.discard(gid)
            if code in _LATIN_LIGATURES:
                character = unicodedata.normalize("NFKC", character)
            readings[gid] = " " if character.isspace() else character
        return readings


class Face:
    """A font file pinned to one instance of its axes. Metrics are fractions of the em; `descent` is negative."""

    def __init__(self, key: str, family: str, program: FontProgram, axes: Mapping[str, float]) -> None:
        self.key = key
        self.family = family
        self.program = program
        self.axes = dict(axes)
        self.units_per_em: int = program.hb_face.upem
        self.is_cff = program.is_cff
        self.hb_font = hb.Font(program.hb_face)
        if axes:
            self.hb_font.set_variations(self.axes)
        extents = self.hb_font.get_font_extents("ltr")
        self.ascent: float = extents.ascender / self.units_per_em
        self.descent: float = extents.descender / self.units_per_em
        self._buffer = hb.Buffer()
        self._buffer.flags = hb.BufferFlags.REMOVE_DEFAULT_IGNORABLES  # outlives the contents
        self._shaped: dict[tuple[str, tuple[str, ...], str], ShapedText] = {}
        self._features: dict[tuple[str, ...], dict[str, int]] = {}
        self._advances: dict[int, int] = {}
        self._known: dict[int, Fact] = {}
        self._codes: dict[tuple[int, str], int] = {}
        self._coded: dict[int, tuple[int, str]] = {}

    def __repr__(self) -> str:
        return f"<Face {self.key}>"

    @cached_property
    def cap_height(self) -> float:
        """Height of a flat capital, as a fraction of the em."""
        return self._height(hb.OTMetricsTag.CAP_HEIGHT, "H", 0.7)

    @cached_property
    def x_height(self) -> float:
        """Height of a flat small letter, as a fraction of the em."""
        return self._height(hb.OTMetricsTag.X_HEIGHT, "x", 0.5)

    @cached_property
    def fixed_pitch(self) -> bool:
        """Whether all letters are of one width, as in a face for code."""
        narrow, wide = (self.hb_font.get_nominal_glyph(ord(letter)) for letter in "im")
        return bool(narrow and wide) and self.advance(narrow) == self.advance(wide)

    def _height(self, tag: object, letter: str, otherwise: float) -> float:
        stated = self.hb_font.get_metric_position(tag)
        if stated:
            return float(stated) / self.units_per_em
        gid = self.hb_font.get_nominal_glyph(ord(letter))
        extents = self.hb_font.get_glyph_extents(gid) if gid else None
        return float(extents.y_bearing) / self.units_per_em if extents and extents.y_bearing > 0 else otherwise

    @property
    def readings(self) -> dict[int, str]:
        """What each glyph reads as; glyphs that features bring in are added by `reading` as they are met."""
        return self.program.readings

    @property
    def recodes(self) -> bool:
        """Whether glyphs can have codes of their own: in TrueType fonts with room left among 65,536 codes."""
        return not self.is_cff and self.program.hb_face.glyph_count + len(self._codes) < _CODES

    def code(self, gid: int, text: str) -> int:
        """A code of its own for a glyph that must read otherwise than it does elsewhere: a hyphen made by breaking
        reads as a soft hyphen. Such codes count on from the number of glyphs, in order of first use; a TrueType font
        is embedded with a map from codes to glyphs (ISO 32000-1, 9.7.4.2), a CFF font knows none."""
        code = self._codes.get((gid, text))
        if code is None:
            code = self._codes[gid, text] = self.program.hb_face.glyph_count + len(self._codes)
            self._coded[code] = (gid, text)
        return code

    def glyph(self, code: int) -> int:
        """The glyph that a code stands for."""
        return self._coded[code][0] if code in self._coded else code

    def reading(self, code: int) -> str:
        """What a code reads as; empty where another glyph of its cluster carries the text."""
        return self._coded[code][1] if code in self._coded else self.readings.get(code, "")

    def advance(self, gid: int) -> int:
        """Advance width of a glyph without kerning, in font units."""
        advance = self._advances.get(gid)
        if advance is None:
            advance = self._advances[gid] = int(self.hb_font.get_glyph_h_advance(gid))
        return advance

    def covers(self, text: str) -> bool:
        """Whether every character has a glyph."""
        return self.program.characters.issuperset(text) or not self.missing(text)

    def missing(self, text: str) -> str:
        """The characters this face has no glyph for, each once, in order of appearance. A character that Unicode
        takes apart (é = e + acute) counts as present when its parts are."""
        present = self.program.characters
        if present.issuperset(unicodedata.normalize("NFC", text)):
            return ""
        absent = [c for c in dict.fromkeys(text) if c not in present]
        return "".join(c for c in absent if not present.issuperset(unicodedata.normalize("NFD", c)))

    def shape(self, text: str, features: tuple[str, ...] = (), language: str = "nl") -> ShapedText:
        """Glyphs of a text set from left to right, with kerning and substitutions; cached."""
        key = (text, features, language)
        shaped = self._shaped.get(key)
        if shaped is None:
            if len(self._shaped) >= _CACHE_LIMIT:
                self._shaped.clear()
            shaped = self._shaped[key] = self._shape(text, features, language)
        return shaped

    def forget(self) -> None:
        """Let go of all shaped texts; readings, codes and widths stay."""
        self._shaped.clear()

    def plain(self, text: str, features: tuple[str, ...], language: str) -> PlainText | None:
        """The glyphs of a text where all stand on the line, unmoved, and read as it, as nearly all texts do; else
        None. Takes half the time of `shape`."""
        buffer = self._fill(text, features, language)
        gids = [info.codepoint for info in buffer.glyph_infos]
        known = self._known
        try:
            facts = [known[gid] for gid in gids]
        except KeyError:
            facts = [known.get(gid) or self._learn(gid) for gid in gids]
        if "".join([fact[2] for fact in facts]) != text:
            return None
        advances: list[int] = []
        for place in buffer.glyph_positions:
            x_offset, y_offset, advance, _ = place.position
            if x_offset or y_offset:
                return None
            advances.append(advance)
        return gids, facts, advances

    def _learn(self, gid: int) -> Fact:
        """Code, own advance and reading of a glyph. One that no character names has a reading later, or never."""
        reading = self.readings.get(gid)
        fact = (f"{gid:04X}", self.advance(gid), "\0" if reading is None else reading)
        if reading is not None:
            self._known[gid] = fact
        return fact

    def _fill(self, text: str, features: tuple[str, ...], language: str) -> hb.Buffer:
        switches = self._features.get(features)
        if switches is None:
            switches = self._features[features] = _switches(features)
        buffer = self._buffer
        buffer.clear_contents()
        buffer.add_str(text)
        if text.isascii():
            buffer.script = "Latn"
        else:
            buffer.guess_segment_properties()
            if buffer.script in (None, "Zyyy", "Zinh", "Zzzz"):
                buffer.script = "Latn"
        buffer.direction = "ltr"
        buffer.language = language
        hb.shape(self.hb_font, buffer, switches)
        return buffer

    def _shape(self, text: str, features: tuple[str, ...], language: str) -> ShapedText:
        buffer = self._fill(text, features, language)
        infos = buffer.glyph_infos
        gids = tuple([info.codepoint for info in infos])
        texts = _cluster_texts(text, [info.cluster for info in infos])
        own = self._advances
        glyphs: list[Glyph] = []
        width = 0
        level = even = True
        for gid, letters, place in zip(gids, texts, buffer.glyph_positions, strict=True):
            x_offset, y_offset, advance, _ = place.position
            width += advance
            plain = own[gid] if gid in own else self.advance(gid)
            if y_offset:
                level = False
            if x_offset or advance != plain:
                even = False
            glyphs.append((gid, advance, plain, x_offset, y_offset, letters))
        return ShapedText(width, tuple(glyphs), gids, level, even)


def _cluster_texts(text: str, clusters: list[int]) -> Iterable[str]:
    """The text each glyph begins: that of its cluster for the cluster's first glyph, nothing for the others."""
    if len(clusters) == len(text) and clusters == list(range(len(text))):
        return text
    starts = sorted({0, *clusters[1:]})
    stops = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    texts: list[str] = []
    for position, cluster in enumerate(clusters):
        start = 0 if position == 0 else cluster
        texts.append(text[start : stops.pop(start)] if start in stops else "")
    return texts


def _switches(features: tuple[str, ...]) -> dict[str, int]:
    """OpenType features as HarfBuzz takes them: `tnum` is on, `-liga` off, `salt=2` the second alternate."""
    switches: dict[str, int] = {}
    for feature in features:
        tag, _, value = feature.lstrip("+-").partition("=")
        switches[tag] = 0 if feature.startswith("-") else int(value) if value.isdigit() else 1
    return switches
