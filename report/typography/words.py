"""Turns a word in one setting into pieces ready for the page, and knows where it may be divided. All cached."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from report.typography.faces import IGNORABLE, Face, Glyph
from report.typography.hyphenation import Hyphenator
from report.typography.opportunities import (
    SOFT_HYPHEN,
    closes,
    opens,
    opportunities,
)

_IGNORED = {ord(character): None for character in IGNORABLE}
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))


class Piece(NamedTuple):
    """Glyphs of one face side by side. `operand` is the inside of a TJ string, `0012>-35<0044`; width in pt.
    `codes` are its glyphs' ids, or the codes of glyphs that read otherwise here. `rise` (pt) lifts it; `actual` is
    set where its codes do not read as its text."""

    face: Face
    text: str
    operand: str
    width: float
    codes: tuple[int, ...]
    rise: float = 0.0
    actual: str | None = None


class Division(NamedTuple):
    """A place inside a word where a line may end: the offset, the width before (with the hyphen, if one is added)
    and after it, in pt."""

    offset: int
    before: float
    after: float
    hyphen: bool


class Word(Struct, eq=False):
    """A word without its spaces. `operand` is None when it takes more than one plain piece of the first face.
    `divisions` are its places to break without a hyphen, `soft` the offsets of its soft hyphens; `missing` the
    characters no face has; `backward` runs from right to left; `closes` may not begin a line, `opens` may not
    end one."""

    text: str
    pieces: tuple[Piece, ...]
    width: float
    operand: str | None
    divisions: tuple[Division, ...] = ()
    soft: tuple[int, ...] = ()
    missing: str = ""
    backward: bool = False
    closes: bool = False
    opens: bool = False

    @property
    def count(self) -> int:
        """Number of its glyphs."""
        return sum([len(piece.codes) for piece in self.pieces])


class Manner(Struct, frozen=True):
    """What words that share their shapes have in common. Size in pt, tracking in em."""

    faces: tuple[Face, ...]
    size: float
    tracking: float
    features: tuple[str, ...]
    language: str


class Setting:
    """The words of one manner, each shaped once."""

    def __init__(self, manner: Manner, hyphenator: Hyphenator) -> None:
        self.manner = manner
        self.words: dict[str, Word] = {}
        self._hyphenator = hyphenator
        self._divisions: dict[str, tuple[Division, ...]] = {}
        self._respelled: dict[str, Word] = {}
        self.hyphen = self._make_hyphen()

    def word(self, text: str) -> Word:
        """The word, shaped and measured; its soft hyphens are taken out and remembered."""
        word = self.words.get(text)
        if word is None:
            word = self.words[text] = self._make(text)
        return word

    def forget(self) -> None:
        """Let go of all words but the hyphen."""
        self.words.clear()
        self._divisions.clear()
        self._respelled.clear()
        for face in self.manner.faces:
            face.forget()

    def divisions(self, word: Word) -> tuple[Division, ...]:
        """All places where the word may be divided, with a hyphen added or without, from left to right. A word with
        soft hyphens is divided at those alone."""
        if self.hyphen.missing:
            return word.divisions
        known = self._divisions.get(word.text) if not word.soft else None
        if known is None:
            offsets = word.soft or self._hyphenator.points(word.text)
            plain = {division.offset for division in word.divisions}
            added = self._measure_halves(word, [k for k in offsets if k not in plain], self.hyphen.width)
            known = tuple(sorted((*word.divisions, *added)))
            if not word.soft:
                self._divisions[word.text] = known
        return known

    def part(self, word: Word, start: int, stop: int, divided: bool) -> Word:
        """The letters of a word from one offset to another. Where it is `divided` by a hyphen before them, spelling
        may ask for another first letter, which reads as the one it stands for."""
        text = word.text[start:stop]
        letter = self._hyphenator.respelled(word.text, start) if divided else ""
        if not letter:
            return self.word(text)
        part = self._respelled.get(text)
        if part is None:
            part = self._respelled[text] = self._respell(text, letter)
        return part

    def _respell(self, text: str, letter: str) -> Word:
        (first, *others), missing = self._pieces(letter + text[1:])
        face, codes = first.face, first.codes
        read = text[0] + first.text[1:]
        if face.recodes and first.actual is None and face.reading(codes[0]) == letter:
            code = face.code(face.glyph(codes[0]), text[0])
            operand = first.operand.replace(f"{codes[0]:04X}", f"{code:04X}", 1)
            first = first._replace(text=read, operand=operand, codes=(code, *codes[1:]))
        else:
            first = first._replace(text=read, actual=read)
        pieces = (first, *others)
        return Word(text, pieces, sum(piece.width for piece in pieces), None, missing=missing)

    def _make(self, text: str) -> Word:
        clean = text.replace(SOFT_HYPHEN, "")
        soft = _soft_places(text) if len(clean) < len(text) else ()
        pieces, missing = self._pieces(clean)
        operand: str | None = None
        if len(pieces) == 1:
            (piece,) = pieces
            width = piece.width
            if piece.face is self.manner.faces[0] and piece.actual is None and not piece.rise:
                operand = piece.operand
        else:
            width = sum([piece.width for piece in pieces])
        word = Word(clean, pieces, width, operand, soft=soft, missing=missing)
        if clean.isascii() and clean.isalpha():
            return word
        offsets = opportunities(clean)
        word.divisions = self._measure_halves(word, offsets, 0.0) if offsets else ()
        word.closes, word.opens = closes(clean), opens(clean)
        word.backward = not clean.isascii() and any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in clean)
        return word

    def _measure_halves(self, word: Word, offsets: Sequence[int], hyphen: float) -> tuple[Division, ...]:
        """Measure what stands before and after each offset: along the whole word, less the kerning that is lost
        where it is cut; inside a ligature, and where faces change, by shaping the halves. `hyphen` is the width to
        add before the cut."""
        text, size = word.text, self.manner.size
        stems = self._stems(text) if offsets else {}
        found: list[Division] = []
        for k in offsets:
            letter = self._hyphenator.respelled(text, k) if hyphen else ""
            if k in stems:
                before, after = stems[k][0] * size, word.width - stems[k][1] * size
            else:
                before, after = self._measure(text[:k]), self._measure(text[k:])
            if letter:
                after = self._measure(letter + text[k + 1 :])
            found.append(Division(k, before + hyphen, after, hyphen > 0.0))
        return tuple(found)

    def _stems(self, text: str) -> dict[int, tuple[float, float]]:
        """For each offset between two glyphs, in em: the width up to it with the last glyph's own advance, as when
        the line ends there, and with its kerned one, as within the word."""
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

    def _measure(self, text: str) -> float:
        return sum(piece.width for piece in self._pieces(text)[0])

    def _make_hyphen(self) -> Word:
        """The hyphen put in at the end of a line. It reads as a soft hyphen, so that the word stays whole."""
        sign = "\u2010" if self.manner.faces[0].covers("\u2010") else "-"
        pieces, missing = self._pieces(sign)
        face = pieces[0].face
        shaped = face.shape(sign, self.manner.features, self.manner.language)
        piece = self._recoded(face, shaped.glyphs[0], SOFT_HYPHEN)
        plain = piece.actual is None and face is self.manner.faces[0]
        return Word(SOFT_HYPHEN, (piece,), piece.width, piece.operand if plain else None, missing=missing)

    def _pieces(self, text: str) -> tuple[tuple[Piece, ...], str]:
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
        shaped = face.shape(text, manner.features, manner.language)
        readings = face.readings
        gids, track = shaped.gids, manner.tracking
        if shaped.level and "".join([readings.get(gid, "\0") for gid in gids]) == text:
            if shaped.even and not track:
                operand = "%04X" * len(gids) % gids
            else:
                operand = _operand(shaped.glyphs, face, track * 1000.0)
            width = (shaped.width / face.units_per_em + track * len(gids)) * manner.size
            return [Piece(face, text, operand, width, gids)]
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

    def _recoded(self, face: Face, glyph: Glyph, text: str) -> Piece:
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


def _soft_places(text: str) -> tuple[int, ...]:
    """Offsets of soft hyphens in a text once they are taken out; not at its very start or end."""
    offsets: list[int] = []
    offset = 0
    for part in text.split(SOFT_HYPHEN)[:-1]:
        offset += len(part)
        offsets.append(offset)
    length = len(text) - len(offsets)
    return tuple(k for k in dict.fromkeys(offsets) if 0 < k < length)
