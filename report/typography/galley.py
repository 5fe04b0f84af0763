"""Turns words and spaces, between two forced line ends, into a measured row, and parts of it into set lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping

from report.model.breaking import Breaking
from report.model.placed import Run, TextLine
from report.typography.breaking import Break, Place, Row
from report.typography.faces import Face
from report.typography.justification import AS_IT_IS, Adjusted, Fit
from report.typography.looks import Look, Stretch
from report.typography.opportunities import opportunities
from report.typography.words import Division, Word

_RUNS_ON = frozenset("-\u2010–—/")


class Galley:
    """Words and spaces in a row. `stretches` has one entry a word; `gaps` are the indices of spaces, `joints` those
    of words that follow a word of another stretch without a space, and `seams` those where a plain run must end."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.stretches: list[Stretch] = []
        self.gaps: set[int] = set()
        self.joints: set[int] = set()
        self.seams: list[int] = []
        self._rows: dict[bool, Row] = {}

    def row(self, breaking: Breaking, indent: float, divide: bool) -> Row:
        """Measure the galley, once, when all its words are in it. With `divide`, words may be divided at soft
        hyphens, and by patterns where their stretch allows it."""
        row = self._rows.get(divide)
        if row is None:
            row = self._rows[divide] = self._measured(breaking, indent, divide)
        return row

    def _measured(self, breaking: Breaking, indent: float, divide: bool) -> Row:
        places: list[Place] = [(0.0, -indent, 0.0, 0.0, 0.0, 0, 0, 0, False)]
        words, gaps, joints = self.words, self.gaps, self.joints
        dash, dashed = breaking.dash_penalty, breaking.hyphen_penalty
        last = len(words)
        width = spaces = gap = 0.0
        for k, word in enumerate(words):
            if k in gaps:
                before, gap = width, spaces
                width += word.width
                if word.text == " ":
                    spaces += word.width
                if k + 1 < last and not words[k + 1].closes and not (k and words[k - 1].opens):
                    places.append((before, width, 0.0, gap, spaces, k, 0, k + 1, False))
                continue
            if k in joints and self._runs_on(k):
                places.append((width, width, dash, spaces, spaces, k, 0, k, False))
            if divide or word.divisions:
                right = width + word.width
                for offset, before, after, hyphen in self._divisions(k, word, divide):
                    penalty = dashed if hyphen else dash
                    places.append((width + before, right - after, penalty, spaces, spaces, k, offset, k, hyphen))
            width += word.width
        if last - 1 in gaps:  # the space before a forced line end
            places.append((width - words[-1].width, width, 0.0, gap, spaces, last - 1, 0, last, False))
        else:
            places.append((width, width, 0.0, spaces, spaces, last, 0, last, False))
        if breaking.hanging:
            places = self._hung(places, dict(breaking.hanging))
        elastic = self._elastic(places, breaking) if breaking.letterspacing or breaking.glyph_scaling else ()
        return Row(places, words if breaking.stack_demerits else (), elastic)

    def _hung(self, places: list[Place], hanging: Mapping[str, float]) -> list[Place]:
        """The places with their line ends and starts moved by what hangs out of the measure there."""
        hung: list[Place] = []
        for place in places:
            left, right = self.hang(Break(*place[5:]), hanging)
            hung.append((place[0] - right, place[1] + left, *place[2:]))
        return hung

    def hang(self, place: Break, hanging: Mapping[str, float]) -> tuple[float, float]:
        """How far the line after a place hangs out to the left and the one before it to the right, in pt."""
        words, left, right = self.words, 0.0, 0.0
        if place.resume < len(words):
            left = hanging.get(words[place.resume].text[place.cut : place.cut + 1], 0.0)
            left *= self.stretches[place.resume].look.size
        if place.hyphen:
            right = hanging.get("-", 0.0) * self.stretches[place.stop].look.size
        elif place.cut:
            right = hanging.get(words[place.stop].text[place.cut - 1], 0.0) * self.stretches[place.stop].look.size
        elif place.stop:
            right = hanging.get(words[place.stop - 1].text[-1:], 0.0) * self.stretches[place.stop - 1].look.size
        return left, right

    def _elastic(self, places: list[Place], breaking: Breaking) -> list[float]:
        """What letterspacing and glyph scaling may add up to each place, in pt."""
        letters, scaling = breaking.letterspacing, breaking.glyph_scaling
        sums = [0.0]
        for word, stretch in zip(self.words, self.stretches, strict=True):
            sums.append(sums[-1] + word.count * letters * stretch.look.size + word.width * scaling)
        elastic: list[float] = []
        for place in places:
            stop, cut = place[5], place[6]
            part = (sums[stop + 1] - sums[stop]) * cut / len(self.words[stop].text) if cut else 0.0
            elastic.append(sums[stop] + part)
        return elastic

    def _divisions(self, k: int, word: Word, divide: bool) -> tuple[Division, ...]:
        stretch = self.stretches[k]
        if not divide:
            return word.divisions
        if word.soft or (stretch.hyphenate and not self._half(k)):
            return stretch.setting.divisions(word)
        return word.divisions

    def _half(self, k: int) -> bool:
        """Whether a word runs on into letters of another stretch: patterns know nothing of half words."""
        words, joints = self.words, self.joints
        if k in joints and words[k - 1].text[-1:].isalpha():
            return True
        return k + 1 in joints and words[k + 1].text[:1].isalpha()

    def _runs_on(self, k: int) -> bool:
        """Whether a line may end between the words k - 1 and k, which belong to different stretches."""
        before, after = self.words[k - 1].text, self.words[k].text
        return before[-1:] in _RUNS_ON and len(before) in opportunities(before + after)

    def set_line(self, start: Break, stop: Break, used: set[Word], fit: Fit = AS_IT_IS) -> TextLine:
        """Set what stands between two places. The space at a line's end is set too, so that words stay apart when
        text is extracted, but it does not count in the width; nor does what hangs out."""
        first, last = start.resume, stop.stop
        row, stretches = self.words[first:last], self.stretches[first : last + 1]
        plain = bisect_left(self.seams, first + 1) == bisect_left(self.seams, last)
        if start.cut or stop.cut:
            self._cut(row, start, stop)
            plain = False
        hyphen = self.stretches[last].setting.hyphen if stop.hyphen else None
        used.update(row)
        left = right = 0.0
        adjusted: Adjusted | None = None
        if fit is not AS_IT_IS:
            if fit.hanging:
                left, right = self.hang(start, fit.hanging)[0], self.hang(stop, fit.hanging)[1]
            if fit.measure is not None:
                whole = [*row, hyphen] if hyphen else row
                adjusted = fit.adjust(whole, [*stretches, self.stretches[last]] if hyphen else stretches, left + right)
        line = _Line(-left, adjusted)
        if plain and row and row[0].operand is not None and adjusted is None:
            face = stretches[0].setting.manner.faces[0]
            operand, text = "".join([word.operand or "" for word in row]), "".join([word.text for word in row])
            line.add(face, stretches[0].look, operand, text, sum([word.width for word in row]))
        else:
            for word, stretch in zip(row, stretches, strict=False):
                line.add_word(word, stretch)
        if hyphen:
            used.add(hyphen)
            line.add_word(hyphen, self.stretches[last])
        width = line.end() - right
        if stop.resume == last + 1:
            gap = self.words[last]
            used.add(gap)
            line.add_gap(gap, self.stretches[last])
        return TextLine(line.runs(), width)

    def _cut(self, row: list[Word], start: Break, stop: Break) -> None:
        """Replace the words at both ends of a line by the parts of them that stand on it."""
        if start.cut:
            setting, word = self.stretches[start.stop].setting, self.words[start.stop]
            if stop.cut and stop.stop == start.stop:
                row[:] = [setting.part(word, start.cut, stop.cut, start.hyphen)]
                return
            row[0] = setting.part(word, start.cut, len(word.text), start.hyphen)
        if stop.cut:
            row.append(self.stretches[stop.stop].setting.word(self.words[stop.stop].text[: stop.cut]))


class _Line:
    """Gathers glyphs into runs."""

    def __init__(self, x: float, adjusted: Adjusted | None) -> None:
        self._x = self._from = x
        self._adjusted = adjusted
        self._runs: list[Run] = []
        self._face: Face | None = None
        self._look: Look | None = None
        self._rise = 0.0
        self._operands: list[str] = []
        self._texts: list[str] = []

    def add(self, face: Face, look: Look, operand: str, text: str, width: float, rise: float = 0.0) -> None:
        """Add glyphs that read as their text."""
        if face is not self._face or rise != self._rise or look != self._look:
            self._close()
            self._face, self._look, self._rise, self._from = face, look, rise, self._x
        self._operands.append(operand)
        self._texts.append(text)
        self._x += width

    def add_word(self, word: Word, stretch: Stretch) -> None:
        look, adjusted = stretch.look, self._adjusted
        pieces = word.pieces if adjusted is None else adjusted.pieces(word, look.size)
        for piece in pieces:
            if piece.actual is None:
                self.add(piece.face, look, piece.operand, piece.text, piece.width, piece.rise)
            else:
                self._close()
                self._face, self._look, self._rise, self._from = piece.face, look, piece.rise, self._x
                self._operands, self._texts = [piece.operand], [piece.text]
                self._x += piece.width
                self._close(piece.actual)

    def add_gap(self, gap: Word, stretch: Stretch) -> None:
        """Add the space at a line's end, which takes no room."""
        if gap.operand is not None:
            self.add(stretch.setting.manner.faces[0], stretch.look, gap.operand, gap.text, 0.0)

    def end(self) -> float:
        return self._x

    def runs(self) -> tuple[Run, ...]:
        self._close()
        return tuple(self._runs)

    def _close(self, actual: str | None = None) -> None:
        face, look = self._face, self._look
        glyphs = "".join(self._operands)
        if face is not None and look is not None and glyphs:
            self._runs.append(
                Run(
                    x=self._from,
                    width=self._x - self._from,
                    face=face.key,
                    size=look.size,
                    ink=look.ink,
                    glyphs=f"[<{glyphs}>]".replace("<>]", "]").replace("<>", " "),
                    text="".join(self._texts),
                    leaf=look.leaf,
                    rise=look.rise + self._rise,
                    actual=actual,
                    underline=look.underline,
                    scale=self._adjusted.scale if self._adjusted else 1.0,
                )
            )
        self._face = self._look = None
        self._operands, self._texts = [], []
