"""Turns the slack of a line into wider or narrower word spaces, and, within the brand's limits, letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from report.model.breaking import Breaking
from report.typography.casting import Piece, number
from report.typography.looks import Stretch
from report.typography.words import Word

_TOKENS = re.compile("([0-9A-F]{4})(?:>(-?[0-9.]+)<)?|>(-?[0-9.]+)<")


class Adjusted(Struct, frozen=True):
    """What a line's words become: spaces wider by the fraction `give` of themselves (less when negative), letters
    `track` em apart, and all glyphs `scale` times as wide."""

    give: float
    track: float = 0.0
    scale: float = 1.0

    def pieces(self, word: Word, size: float) -> tuple[Piece, ...]:
        """The pieces of a word on this line. Shifts in their operands are scaled with the glyphs, so the space's is
        divided by the scale beforehand."""
        pieces = word.pieces
        if self.track:
            pieces = tuple([self._spaced(piece, size) for piece in pieces])
        if self.scale != 1.0:
            pieces = tuple([piece._replace(width=piece.width * self.scale) for piece in pieces])
        if word.text == " " and self.give:
            *others, last = pieces
            wider = self.give * word.width
            shift = number(-wider * 1000.0 / (size * self.scale))
            last = last._replace(operand=f"{last.operand}>{shift}<", width=last.width + wider)
            pieces = (*others, last)
        return pieces

    def _spaced(self, piece: Piece, size: float) -> Piece:
        """The piece with its letters further apart."""
        left = -self.track * 1000.0
        operand = ""
        for code, after, before in _TOKENS.findall(piece.operand):
            operand += f"{code}>{number(float(after or 0.0) + left)}<" if code else f">{before}<"
        return piece._replace(operand=operand, width=piece.width + self.track * size * len(piece.codes))


class Fit(Struct, frozen=True):
    """How a line is brought to its measure: None leaves it as it is. `hanging` says which characters hang out."""

    measure: float | None = None
    breaking: Breaking = field(default_factory=Breaking)
    hanging: Mapping[str, float] = field(default_factory=dict)
    last: bool = False

    def adjust(self, words: Sequence[Word], stretches: Sequence[Stretch], hung: float) -> Adjusted | None:
        """What makes these words fill the measure. Word spaces give first, as much as they may; then letters; what
        is still wanting, word spaces again, up to their limit. A last line is only ever made narrower."""
        how = self.breaking
        natural = spaces = letters = 0.0
        for word, stretch in zip(words, stretches, strict=False):
            natural += word.width
            letters += word.count * stretch.look.size
            if word.text == " ":
                spaces += word.width
        slack = (self.measure or 0.0) + hung - natural
        if abs(slack) < 1e-9 or (self.last and slack > 0.0):
            return None
        sign = 1.0 if slack > 0.0 else -1.0
        wanted = abs(slack)
        usual = spaces * (how.space_stretch if slack > 0.0 else how.space_shrink)
        track, scale = 0.0, 1.0
        if wanted > usual and how.letterspacing:
            track = min(how.letterspacing, (wanted - usual) / letters) if letters else 0.0
            wanted -= track * letters
        if wanted > usual and how.glyph_scaling:
            width = natural + sign * track * letters
            scaling = min(how.glyph_scaling, (wanted - usual) / width) if width > 0.0 else 0.0
            wanted -= scaling * width
            scale += sign * scaling
        most = how.space_limit if slack > 0.0 else how.space_shrink
        give = min(wanted / spaces, most) if spaces > 0.0 else 0.0
        return Adjusted(sign * give, sign * track, scale)


AS_IT_IS = Fit()
