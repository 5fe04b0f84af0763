"""Turns a text in one manner of setting into pieces: glyphs as a TJ operator takes them, with their widths."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from report.typography.faces import IGNORABLE, Face, Glyph, PlainText

_IGNORED = {ord(character): None for character in IGNORABLE}


class Piece(NamedTuple):
    """Glyphs of one face side by side. `operand` is the inside of a TJ string, `0012>-35<0044`; width in pt.
    `codes` are its glyphs' ids, or the codes of glyphs that read otherwise here. `rise` (pt) lifts it; `actual` is
    set where its codes do not read as its text. `advances` are its glyphs' with their kerning, in font units, where it
    has a glyph for each letter."""

    face: Face
    text: str
    operand: str
    width: float
    codes: tuple[int, ...]
    rise: float = 0.0
    actual: str | None = None
    advances: Sequence[int] = ()


class Manner(Struct, frozen=True):
    """What words that share their shapes have in common. Size in pt, tracking in em."""

    faces: tuple[Face, ...]
    size: float
    tracking: float
    features: tuple[str, ...]
    language: str


class Caster:
    """Casts texts in one manner."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self._shifts: dict[Face, dict[int, str]] = {face: {} for face in manner.faces}

    def pieces(self, text: str) -> tuple[tuple[Piece, ...], str]:
        """The pieces of a text, and the characters that none of the faces has."""
        first = self.manner.faces[0]
        if first.program.characters.issuperset(text):
            return tuple(self._cast(first, text)), ""
        pieces: list[Piece] = []
        missing: dict[str, None] = {}
        for face, part in _by_face(text, self.manner.faces):
            pieces += self._cast(face, part)
            missing.update(dict.fromkeys(face.missing(part)))
        return tuple(pieces), "".join(missing)

    def _cast(self, face: Face, text: str) -> list[Piece]:
        """Glyphs → pieces: one, or more where a glyph stands off the line or does not read as its text."""
        manner = self.manner
        plain = face.plain(text, manner.features, manner.language)
        if plain is not None:
            return [self._plain_piece(face, text, plain)]
        shaped = face.shape(text, manner.features, manner.language)
        pieces: list[Piece] = []
        group: list[Glyph] = []
        for clustered in _clusters(shaped.glyphs):
            actual = _reading(face, clustered)
            if actual is not None and len(clustered) == 1 and not clustered[0][4] and face.recodes:
                clustered, actual = [_recode(face, clustered[0], actual)], None
            if actual is None and not any(glyph[4] for glyph in clustered):
                group += clustered
                continue
            if group:
                pieces.append(self._group(face, group))
                group = []
            pieces += self._raised(face, clustered, actual)
        if group:
            pieces.append(self._group(face, group))
        return pieces

    def _plain_piece(self, face: Face, text: str, plain: PlainText) -> Piece:
        gids, facts, advances = plain
        track, shifts = self.manner.tracking, self._shifts[face]
        operand = ""
        for (code, own, _), advance in zip(facts, advances, strict=True):
            operand += code
            if advance != own or track:
                kern = own - advance
                if kern not in shifts:
                    left = number(kern * (1000.0 / face.units_per_em) - track * 1000.0)
                    shifts[kern] = "" if left == "0" else f">{left}<"
                operand += shifts[kern]
        width = (sum(advances) / face.units_per_em + track * len(gids)) * self.manner.size
        return Piece(face, text, operand, width, tuple(gids), advances=advances if len(gids) == len(text) else ())

    def stems(self, text: str) -> dict[int, tuple[float, float]]:
        """For each offset between two glyphs, in em: the width up to it with the last glyph's own advance, as when
        the line ends there, and with its kerned one, as within the text. No offset lies within a cluster."""
        manner = self.manner
        faces = manner.faces
        whole = faces[0].program.characters.issuperset(text)
        stems: dict[int, tuple[float, float]] = {}
        offset = count = 0
        width = lost = 0.0
        for face, part in [(faces[0], text)] if whole else _by_face(text, faces):
            units = face.units_per_em
            for _, advance, own, _, _, letters in face.shape(part, manner.features, manner.language).glyphs:
                if letters and offset:
                    track = count * manner.tracking
                    stems[offset] = (width + lost + track, width + track)
                width += advance / units
                lost = (own - advance) / units if advance else 0.0
                offset += len(letters)
                count += 1
        return stems

    def _group(self, face: Face, glyphs: list[Glyph]) -> Piece:
        text = "".join(glyph[5] for glyph in glyphs)
        return self._piece(face, text, glyphs, _operand(glyphs, face, self.manner.tracking * 1000.0), None)

    def _raised(self, face: Face, cluster: list[Glyph], actual: str | None) -> list[Piece]:
        """A cluster by itself: each stretch of glyphs at one height is a piece. The text belongs to the first; where
        the glyphs do not read as it, the first says so and the others read as nothing."""
        pieces: list[Piece] = []
        start = 0
        for stop in range(1, len(cluster) + 1):
            if stop < len(cluster) and cluster[stop][4] == cluster[start][4]:
                continue
            glyphs = cluster[start:stop]
            read = "".join(face.readings.get(glyph[0], "") for glyph in glyphs)
            text = "".join(glyph[5] for glyph in glyphs) if actual is not None or len(pieces) == 0 else ""
            if actual is None:
                text, said = read, None
            else:
                said = text
            operand = _operand(glyphs, face, self.manner.tracking * 1000.0)
            rise = cluster[start][4] * self.manner.size / face.units_per_em
            pieces.append(self._piece(face, text, glyphs, operand, said, rise))
            start = stop
        return pieces

    def _piece(
        self,
        face: Face,
        text: str,
        glyphs: tuple[Glyph, ...] | list[Glyph],
        operand: str,
        actual: str | None,
        rise: float = 0.0,
    ) -> Piece:
        manner = self.manner
        advance = sum([glyph[1] for glyph in glyphs]) / face.units_per_em + manner.tracking * len(glyphs)
        codes = tuple([glyph[0] for glyph in glyphs])
        return Piece(face, text, operand, advance * manner.size, codes, rise, actual)

    def recoded(self, face: Face, glyph: Glyph, text: str) -> Piece:
        """One glyph that reads as this text: by a code of its own, in a CFF font by saying so."""
        recodes = face.recodes
        glyphs = [_recode(face, glyph, text) if recodes else glyph]
        operand = _operand(glyphs, face, self.manner.tracking * 1000.0)
        return self._piece(face, text, glyphs, operand, None if recodes else text)


def _recode(face: Face, glyph: Glyph, text: str) -> Glyph:
    """The same glyph under a code that reads as this text."""
    gid, advance, own, x_offset, y_offset, _ = glyph
    return (face.code(gid, text), advance, own, x_offset, y_offset, text)


def _operand(glyphs: tuple[Glyph, ...] | list[Glyph], face: Face, track: float) -> str:
    """The inside of a TJ string. The numbers move left, in thousandths of the size: what the glyph advances less
    than its own width, and the tracking."""
    scale = 1000.0 / face.units_per_em
    operand = ""
    for gid, advance, own, x_offset, _, _ in glyphs:
        if x_offset:
            operand += f">{number(-x_offset * scale)}<"
        operand += "%04X" % gid  # noqa: UP031 - faster than an f-string, and this is the innermost loop
        if advance != own or x_offset or track:
            left = number((own - advance + x_offset) * scale - track)
            if left != "0":
                operand += f">{left}<"
    return operand


def number(value: float) -> str:
    """A shift inside a TJ operand, with two decimals at most."""
    whole = int(value)
    if whole == value:
        return str(whole)
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


def _clusters(glyphs: tuple[Glyph, ...]) -> list[list[Glyph]]:
    """Glyphs that stand for the same characters belong together."""
    clusters: list[list[Glyph]] = []
    for glyph in glyphs:
        if glyph[5] or not clusters:
            clusters.append([glyph])
        else:
            clusters[-1].append(glyph)
    return clusters


def _reading(face: Face, cluster: list[Glyph]) -> str | None:
    """None when the glyphs read as their text, else the text they must be told to read as. A glyph that no character
    of the font names reads as the text it is first met with."""
    text = cluster[0][5]
    readings = face.readings
    seen = unicodedata.normalize("NFC", text.translate(_IGNORED))
    seen = " " if seen.isspace() else seen
    if all(glyph[0] not in readings for glyph in cluster) and cluster[0][0]:
        for glyph in cluster:
            readings[glyph[0]] = ""
        readings[cluster[0][0]] = seen
        return None
    read = "".join(readings.get(glyph[0], "") for glyph in cluster)
    return None if read == seen else text


def _by_face(text: str, faces: tuple[Face, ...]) -> list[tuple[Face, str]]:
    """Cut a text where the face must change. Marks stay with their letter; what no face has goes to the first."""
    parts: list[tuple[Face, str]] = []
    clusters: list[str] = []
    for character in text:
        if clusters and (character in IGNORABLE or unicodedata.category(character).startswith("M")):
            clusters[-1] += character
        else:
            clusters.append(character)
    for cluster in clusters:
        face = next((face for face in faces if face.covers(cluster)), faces[0])
        if parts and parts[-1][0] is face:
            parts[-1] = (face, parts[-1][1] + cluster)
        else:
            parts.append((face, cluster))
    return parts
