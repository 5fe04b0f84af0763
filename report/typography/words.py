"""Turns a word in one setting into pieces ready for the page, and knows where it may be divided. All cached."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from msgspec import Struct

from report.typography.casting import Caster, Manner, Piece
from report.typography.hyphenation import Hyphenator
from report.typography.opportunities import (
    SOFT_HYPHEN,
    closes,
    is_address,
    opens,
    opportunities,
    runs_backward,
)

_CUT, _CUT_AT_POINT = 5_000.0, 1_000.0  # penalties
_KEPT = frozenset(".,;:!?…)]}»›”’%\u00a0\u202f\u2007")  # what stays with the letter or figure before it
_TAIL = ".,;:!?)"  # no line ends before these, and none after them within a word of letters


class Division(NamedTuple):
    """A place inside a word where a line may end: the offset, the width before (with the hyphen, if one is added)
    and after it, in pt. `forced` is the penalty of a place where no line should end, else 0."""

    offset: int
    before: float
    after: float
    hyphen: bool
    forced: float = 0.0


class Word(Struct, eq=False):
    """A word without its spaces. `operand` is None when it takes more than one plain piece of the first face.
    `divisions` are its places to break without a hyphen, `soft` the offsets of its soft hyphens; `missing` the
    characters no face has; `backward` runs from right to left; `closes` may not begin a line, `opens` may not
    end one. It is `plain` when there is nothing to say of it but its glyphs and width."""

    text: str
    pieces: tuple[Piece, ...]
    width: float
    operand: str | None
    plain: bool = False
    divisions: tuple[Division, ...] = ()
    soft: tuple[int, ...] = ()
    missing: str = ""
    backward: bool = False
    closes: bool = False
    opens: bool = False

    @property
    def bound(self) -> bool:
        """Whether no line may end on one of its sides."""
        return self.closes or self.opens

    @property
    def count(self) -> int:
        """Number of its glyphs."""
        return sum([len(piece.codes) for piece in self.pieces])


class Setting:
    """The words of one manner, each shaped once."""

    def __init__(self, manner: Manner, hyphenator: Hyphenator) -> None:
        self.manner = manner
        self.words: dict[str, Word] = {}
        self._caster = Caster(manner)
        self._hyphenator = hyphenator
        self._divisions: dict[str, tuple[Division, ...]] = {}
        self._respelled: dict[str, Word] = {}
        self.shortest = hyphenator.shortest
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

    def cuts(self, word: Word, hyphenate: bool, half: bool) -> tuple[Division, ...]:
        """All places between two clusters of a word, and the one before it, at which it is cut when it is wider than
        its measure. Between the letters of a word that is nothing but letters a hyphen is added, preferably where the
        patterns would have it, though the stretch does not `hyphenate`; not of one that is only `half` a word. An
        address or a code is cut as it stands."""
        text = word.text
        lettered = not self.hyphen.missing and _is_lettered(text)
        lettered = lettered and (hyphenate or not self.manner.faces[0].fixed_pitch)
        points = frozenset(self._hyphenator.points(text)) if lettered and not half else frozenset()
        bare: list[int] = []
        hyphened: list[int] = []
        for k in self._caster.stems(text):
            if text[k] in _KEPT and text[k - 1].isalnum():
                continue
            (hyphened if lettered and text[k - 1].isalpha() and text[k].isalpha() else bare).append(k)
        found = [
            Division(0, 0.0, word.width, False),
            *self._measure_halves(word, bare, 0.0),
            *self._measure_halves(word, hyphened, self.hyphen.width),
        ]
        return tuple(
            division._replace(forced=_CUT_AT_POINT if division.offset in points else _CUT) for division in sorted(found)
        )

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
        (first, *others), missing = self._caster.pieces(letter + text[1:])
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
        pieces, missing = self._caster.pieces(clean)
        operand: str | None = None
        if len(pieces) == 1:
            (piece,) = pieces
            width = piece.width
            if piece.face is self.manner.faces[0] and piece.actual is None and not piece.rise:
                operand = piece.operand
        else:
            width = sum([piece.width for piece in pieces])
        word = Word(clean, pieces, width, operand, soft=soft, missing=missing)
        bare = clean.rstrip(_TAIL)
        if bare.isascii() and bare.isalpha():
            word.plain = operand is not None and not missing and not soft
            return word
        offsets = opportunities(clean)
        word.divisions = self._measure_halves(word, offsets, 0.0) if offsets else ()
        word.closes, word.opens = closes(clean), opens(clean)
        word.backward = runs_backward(clean)
        awkward = operand is None or missing or soft or word.divisions or word.closes or word.opens or word.backward
        word.plain = not awkward
        return word

    def _measure_halves(self, word: Word, offsets: Sequence[int], hyphen: float) -> tuple[Division, ...]:
        """Measure what stands before and after each offset: along the whole word, less the kerning that is lost
        where it is cut; inside a ligature, and where faces change, by shaping the halves. `hyphen` is the width to
        add before the cut."""
        text = word.text
        measured = self._halves(word, offsets) if offsets else ()
        found: list[Division] = []
        for k, (before, after) in zip(offsets, measured, strict=True):
            letter = self._hyphenator.respelled(text, k) if hyphen else ""
            if letter:
                after = self._measure(letter + text[k + 1 :])
            found.append(Division(k, before + hyphen, after, hyphen > 0.0))
        return tuple(found)

    def _halves(self, word: Word, offsets: Sequence[int]) -> list[tuple[float, float]]:
        """The width before and after each offset."""
        text, size, tracking = word.text, self.manner.size, self.manner.tracking
        (piece, *others) = word.pieces or (None,)
        if piece is not None and piece.advances and not others:
            face, advances, codes = piece.face, piece.advances, piece.codes
            widths = list(accumulate(advances, initial=0))
            scale = size / face.units_per_em
            halves: list[tuple[float, float]] = []
            for k in offsets:
                width = widths[k]
                lost = face.advance(codes[k - 1]) - advances[k - 1] if advances[k - 1] else 0
                track = k * tracking * size
                halves.append(((width + lost) * scale + track, word.width - width * scale - track))
            return halves
        stems = self._caster.stems(text)
        return [
            (stems[k][0] * size, word.width - stems[k][1] * size)
            if k in stems
            else (self._measure(text[:k]), self._measure(text[k:]))
            for k in offsets
        ]

    def _measure(self, text: str) -> float:
        return sum(piece.width for piece in self._caster.pieces(text)[0])

    def _make_hyphen(self) -> Word:
        """The hyphen put in at the end of a line. It reads as a soft hyphen, so that the word stays whole."""
        sign = "\u2010" if self.manner.faces[0].covers("\u2010") else "-"
        pieces, missing = self._caster.pieces(sign)
        face = pieces[0].face
        shaped = face.shape(sign, self.manner.features, self.manner.language)
        piece = self._caster.recoded(face, shaped.glyphs[0], SOFT_HYPHEN)
        plain = piece.actual is None and face is self.manner.faces[0]
        return Word(SOFT_HYPHEN, (piece,), piece.width, piece.operand if plain else None, missing=missing)


def _is_lettered(text: str) -> bool:
    """Whether a text is a word as people write it, between punctuation: neither a code nor an address."""
    return not is_address(text) and all(
        c.isalpha() or c in "-\u2010'’" for c in text.strip("([{«‹“‘„‚¿¡.,;:!?…)]}»›”%")
    )


def _soft_places(text: str) -> tuple[int, ...]:
    """Offsets of soft hyphens in a text once they are taken out; not at its very start or end."""
    offsets: list[int] = []
    offset = 0
    for part in text.split(SOFT_HYPHEN)[:-1]:
        offset += len(part)
        offsets.append(offset)
    length = len(text) - len(offsets)
    return tuple(k for k in dict.fromkeys(offsets) if 0 < k < length)
