"""Turns styled text into set lines: the floor's front door."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from report.errors import Location, Problem
from report.model.breaking import Breaking
from report.model.placed import TextLine
from report.model.structure import ARTIFACT
from report.typography.breaking import Break, Row, choose_breaks, ease, flawed, worst_line
from report.typography.casting import Manner
from report.typography.coverage import Absent, book, refused, told
from report.typography.dividing import cutting, everywhere
from report.typography.faces import Face
from report.typography.galley import Galley
from report.typography.hyphenation import LEAST_AFTER, LEAST_BEFORE, Hyphenator
from report.typography.justification import AS_IT_IS, Fit
from report.typography.library import FontLibrary
from report.typography.looks import Look, Stretch
from report.typography.opportunities import FIXED_SPACES, FORCED, SPACE_RUN
from report.typography.words import Setting, Word

__all__ = ["Breaking", "Paragraph", "Styled", "Typesetter", "overfull"]

RAGGED = Breaking()
REMEMBERED = 20_000
"""Words set before all shapes are forgotten, so that a long report takes no more memory than this many."""

_PLAIN = re.compile("[\\t\\n\\r\\v\\f\\x85\\u2028\\u2029]")


class Styled(Struct, frozen=True):
    """A stretch of text in one style; a paragraph is a sequence of them.

    In `text` U+2028 is a forced line end and U+00AD a place where the word may be divided; U+00A0, U+202F and U+2007
    join what stands around them. `faces` is the face and then its fallbacks. `size` and `rise` are in pt, `tracking`
    in em. `location` is where problems with the text are reported."""

    text: str
    faces: tuple[Face, ...]
    size: float
    tracking: float = 0.0
    features: tuple[str, ...] = ("kern", "liga")
    ink: str = "ink"
    leaf: int = ARTIFACT
    language: str = "nl"
    hyphenate: bool = False
    rise: float = 0.0
    underline: bool = False
    location: Location | None = None


class Typesetter:
    """Sets the text of one report. Words are shaped once and remembered; `problems` gathers what cannot be set."""

    def __init__(
        self,
        library: FontLibrary,
        language: str,
        exceptions: Sequence[str] = (),
        hyphen_minimums: tuple[int, int] = (LEAST_BEFORE, LEAST_AFTER),
    ) -> None:
        self.library = library
        self.language = language
        self._minimums = hyphen_minimums
        self._exceptions = tuple(exceptions)
        self._settings: dict[Manner, Setting] = {}
        self._hyphenators: dict[str, Hyphenator] = {}
        self._used: set[Word] = set()
        self._codes: dict[Face, set[int]] = {}
        self._problems: dict[Problem, None] = {}
        self._absent: dict[str, Absent] = {}

    @property
    def problems(self) -> list[Problem]:
        """An error for each character that no face of its stack has, at its first place, and for each place where text
        runs from right to left. Such text is set all the same, so that one run finds them all."""
        return [*told(self._absent.values()), *self._problems]

    def paragraph(
        self, stretches: Sequence[Styled], measure: float, breaking: Breaking = RAGGED
    ) -> tuple[TextLine, ...]:
        """Lines no wider than the measure (pt), as even as can be. It never fails: where a single piece that cannot
        be broken is wider, its line is too, and `overfull` finds it. A first line with an indent is that much
        shorter; its runs start at 0 like the others', and the caller moves it."""
        return self.prepared(stretches, breaking).lines(measure)

    def prepared(self, stretches: Sequence[Styled], breaking: Breaking = RAGGED) -> Paragraph:
        """A paragraph that is to be broken at several measures."""
        return Paragraph(self._galleys(stretches), breaking, self._used)

    def line(self, stretches: Sequence[Styled]) -> TextLine:
        """One line at its natural width, every space as it stands; forced line ends count as spaces."""
        galley = self._single(stretches)
        last = len(galley.words)
        return galley.set_line(Break(0, 0, 0), Break(last, 0, last), self._used)

    def width(self, stretches: Sequence[Styled]) -> float:
        """Natural width of one line, in pt."""
        return sum(word.width for word in self._single(stretches).words)

    def glyphs_used(self) -> dict[str, dict[int, str]]:
        """By face key, the codes that were set and the text each reads as, in ascending order."""
        self._count()
        codes = sorted(self._codes.items(), key=lambda item: item[0].key)
        return {face.key: {code: face.reading(code) for code in sorted(found)} for face, found in codes}

    def _count(self) -> None:
        """Keep of the words set so far only the codes that they use."""
        codes = self._codes
        for word in self._used:
            for piece in word.pieces:
                face = piece.face
                if face in codes:
                    codes[face].update(piece.codes)
                else:
                    codes[face] = set(piece.codes)
        self._used.clear()

    def forget(self) -> None:
        """Let go of all shapes and divisions. Not within a paragraph, whose equal words must be the same object."""
        self._count()
        for setting in self._settings.values():
            setting.forget()
        for hyphenator in self._hyphenators.values():
            hyphenator.forget()

    def _setting(self, styled: Styled) -> Setting:
        manner = Manner(styled.faces, styled.size, styled.tracking, styled.features, styled.language)
        setting = self._settings.get(manner)
        if setting is None:
            hyphenator = self._hyphenators.get(styled.language)
            if hyphenator is None:
                hyphenator = Hyphenator(styled.language, self._exceptions, *self._minimums)
                self._hyphenators[styled.language] = hyphenator
            setting = self._settings[manner] = Setting(manner, hyphenator)
        return setting

    def _stretch(self, styled: Styled) -> Stretch:
        look = Look(styled.size, styled.ink, styled.leaf, styled.rise, styled.underline)
        return Stretch(self._setting(styled), look, styled.hyphenate, styled.location)

    def _galleys(self, stretches: Sequence[Styled]) -> list[Galley]:
        """Words and spaces, a galley for each forced line end; runs of spaces count as one, outer ones as none."""
        if len(self._used) > REMEMBERED:
            self.forget()
        galley = Galley()
        galleys = [galley]
        for styled in stretches:
            stretch = self._stretch(styled)
            parts = SPACE_RUN.split(styled.text)
            if parts[1::2].count(" ") == len(parts) // 2:
                self._add_spaced(galley, stretch, parts)
                continue
            for number, part in enumerate(parts):
                if not number % 2:
                    if part:
                        self._add(galley, stretch, part)
                elif FORCED in part:
                    for _ in range(part.count(FORCED)):
                        self._add_gap(galley, stretch, " ")
                        galley = Galley()
                        galleys.append(galley)
                else:
                    self._add_gap(galley, stretch, part if part in FIXED_SPACES else " ")
        galley.close()
        if len(galleys) > 1 and not galley.words:
            galleys.pop()
        return galleys

    def _add_spaced(self, galley: Galley, stretch: Stretch, parts: list[str]) -> None:
        """Add words with single spaces between them, many at once."""
        first = 0
        if not parts[0] or not galley.spaced:
            if parts[0]:
                self._add(galley, stretch, parts[0])
            if len(parts) == 1:
                return
            self._add_gap(galley, stretch, " ")
            first = 2
        stop = len(parts) if parts[-1] else len(parts) - 2
        if first < stop:
            known, setting = stretch.setting.words, stretch.setting
            words = [known.get(part) or setting.word(part) for part in parts[first:stop]]
            galley.add_all(words, stretch)
            for word in words:
                if word.missing or word.backward:
                    self._report(word, stretch)
        if not parts[-1]:
            self._add_gap(galley, stretch, " ")

    def _single(self, stretches: Sequence[Styled]) -> Galley:
        galley = Galley()
        for styled in stretches:
            stretch = self._stretch(styled)
            for number, part in enumerate(SPACE_RUN.split(styled.text)):
                if part:
                    self._add(galley, stretch, _PLAIN.sub(" ", part) if number % 2 else part)
        return galley

    def _add(self, galley: Galley, stretch: Stretch, text: str) -> None:
        word = stretch.setting.words.get(text) or stretch.setting.word(text)
        galley.add(word, stretch)
        if word.missing or word.backward:
            self._report(word, stretch)

    def _add_gap(self, galley: Galley, stretch: Stretch, space: str) -> None:
        if not galley.spaced:
            galley.add_gap(stretch.setting.word(space), stretch)

    def _report(self, word: Word, stretch: Stretch) -> None:
        if word.backward:
            self._problems[refused(word.text, stretch.location)] = None
            return
        family = stretch.setting.manner.faces[0].family
        for character in word.missing:
            book(self._absent, character, family, stretch.location)


class Paragraph:
    """The words of a paragraph, shaped and measured once, to be broken at one measure or another."""

    def __init__(self, galleys: Sequence[Galley], breaking: Breaking, used: set[Word]) -> None:
        unended = replace(breaking, last_line_minimum=0.0) if len(galleys) > 1 else breaking
        last = len(galleys) - 1
        self._galleys = [(galley, breaking if k == last else unended) for k, galley in enumerate(galleys)]
        self._rows: dict[int, Row] = {}
        self._used = used

    def lines(self, measure: float) -> tuple[TextLine, ...]:
        """Its lines at this measure (pt), as `Typesetter.paragraph` gives them."""
        lines: list[TextLine] = []
        for number, (galley, breaking) in enumerate(self._galleys):
            row, chosen = self._broken(number, measure)
            indent = 0.0 if number else breaking.first_indent
            hanging = dict(breaking.hanging)
            for start, stop in pairwise(chosen):
                fit = AS_IT_IS
                if not breaking.ragged:
                    room = measure if start else measure - indent
                    fit = Fit(room, breaking, hanging, stop == chosen[-1])
                elif hanging:
                    fit = Fit(None, breaking, hanging)
                lines.append(galley.set_line(row.breaks[start], row.breaks[stop], self._used, fit))
        return tuple(lines)

    def _broken(self, number: int, measure: float) -> tuple[Row, list[int]]:
        """Break without dividing words; where that leaves a line outside tolerance, with; else as well as can be; and
        where even so a piece is wider than the measure, within it, if that is allowed."""
        galley, breaking = self._galleys[number]
        indent = 0.0 if number else breaking.first_indent
        row = galley.row(breaking, indent)
        if row.ends[-1] - row.starts[0] <= measure:
            return row, [0, len(row.ends) - 1]
        chosen = choose_breaks(row, measure, breaking)
        if chosen is None:
            divided = self._divided(number)
            if len(divided.ends) > len(row.ends):
                row, chosen = divided, choose_breaks(divided, measure, breaking)
        chosen = chosen or choose_breaks(row, measure, breaking, accept_any=True) or [0, len(row.ends) - 1]
        if breaking.cut:
            divisions = cutting(galley, row, measure)
            if divisions is not None:
                row = galley.divided(breaking, indent, divisions)
                chosen = choose_breaks(row, measure, breaking, accept_any=True) or chosen
                return row, chosen
        if flawed(row, chosen, measure, breaking):
            whole = self._divided(number)
            eased = ease(whole, measure, breaking, worst_line(row, chosen, measure, breaking))
            if eased is not None:
                return whole, eased
        return row, chosen

    def _divided(self, number: int) -> Row:
        row = self._rows.get(number)
        if row is None:
            galley, breaking = self._galleys[number]
            indent = 0.0 if number else breaking.first_indent
            row = self._rows[number] = galley.divided(breaking, indent, everywhere(galley))
        return row


def overfull(lines: Sequence[TextLine], measure: float) -> tuple[TextLine, ...]:
    """The lines that are wider than the measure, because a single piece of them is."""
    return tuple(line for line in lines if line.width > measure + 0.01)
