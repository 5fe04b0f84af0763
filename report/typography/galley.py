"""Turns words and spaces, between two forced line ends, into a measured row, and parts of it into set lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

from report.model.breaking import Breaking
from report.model.placed import Run, TextLine
from report.typography.breaking import Break, Row
from report.typography.faces import Face
from report.typography.justification import AS_IT_IS, Adjusted, Fit
from report.typography.looks import Look, Stretch
from report.typography.opportunities import opportunities
from report.typography.words import Division, Word

_RUNS_ON = frozenset("-\u2010–—/")
_START = Break(0, 0, 0)


class Galley:
    """Words and spaces in a row. `stretches` has one entry a word; `gaps` are the indices of spaces, `joints` those
    of words that follow a word of another stretch without a space, and `seams` those where a plain run must end.
    `even` says that lines end at all spaces, and nowhere else but where words are divided."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.stretches: list[Stretch] = []
        self.gaps: dict[int, None] = {}
        self.joints: set[int] = set()
        self.seams: list[int] = []
        self.even = True
        self._whole: Row | None = None

    @property
    def spaced(self) -> bool:
        """Whether no further space can be added now."""
        return not self.words or len(self.words) - 1 in self.gaps

    def add(self, word: Word, stretch: Stretch) -> None:
        """Add a word, or a piece of one that goes on in another stretch."""
        place = len(self.words)
        if place and self.stretches[-1] is not stretch:
            self.seams.append(place)
            if place - 1 not in self.gaps:
                self.joints.add(place)
                self.even = False
        if word.operand is None:
            self.seams += (place, place + 1)
        if word.bound or word.divisions:
            self.even = False
        self.words.append(word)
        self.stretches.append(stretch)

    def add_gap(self, gap: Word, stretch: Stretch) -> None:
        """Add a space."""
        place = len(self.words)
        self.gaps[place] = None
        if place and self.stretches[-1] is not stretch:
            self.seams.append(place)
        if gap.operand is None:
            self.seams += (place, place + 1)
        self.words.append(gap)
        self.stretches.append(stretch)

    def add_all(self, words: Sequence[Word], stretch: Stretch) -> None:
        """Add many words of one stretch at once, each second one a space. What stands before must be a space."""
        place = len(self.words)
        if place and self.stretches[-1] is not stretch:
            self.seams.append(place)
        for k, word in enumerate(words, place):
            if not word.plain:
                if word.operand is None:
                    self.seams += (k, k + 1)
                if word.bound or word.divisions:
                    self.even = False
        self.gaps.update(dict.fromkeys(range(place + 1, place + len(words), 2)))
        self.words += words
        self.stretches += [stretch] * len(words)

    def close(self) -> None:
        """Take away a space at the very end."""
        if self.words and len(self.words) - 1 in self.gaps:
            del self.gaps[len(self.words) - 1]
            self.words.pop()
            self.stretches.pop()

    def row(self, breaking: Breaking, indent: float) -> Row:
        """Measure the galley, once, when all its words are in it; no word is divided by a hyphen."""
        if self._whole is None:
            plain = self.even and len(self.words) - 1 not in self.gaps
            self._whole = self._spaced_row(breaking, indent) if plain else self.divided(breaking, indent, self._own)
        return self._whole

    def _own(self, k: int) -> Sequence[Division]:
        return self.words[k].divisions

    def _spaced_row(self, breaking: Breaking, indent: float) -> Row:
        """The row of a galley whose lines end at spaces alone."""
        widths = list(accumulate([word.width for word in self.words], initial=0.0))
        gaps, last = self.gaps, len(self.words)
        ends = [0.0, *[widths[k] for k in gaps], widths[last]]
        starts = [-indent, *[widths[k + 1] for k in gaps], widths[last]]
        breaks = [_START, *[Break(k, 0, k + 1) for k in gaps], Break(last, 0, last)]
        return self._row(ends, starts, [0.0] * len(ends), breaks, breaking)

    def divided(self, breaking: Breaking, indent: float, divisions: Callable[[int], Sequence[Division]]) -> Row:
        """Measure the galley with its words divided where `divisions` says, by their number."""
        words, gaps, joints = self.words, self.gaps, self.joints
        dash, dashed = breaking.dash_penalty, breaking.hyphen_penalty
        ends, starts, penalties, breaks = [0.0], [-indent], [0.0], [_START]
        last = len(words)
        width = 0.0
        for k, word in enumerate(words):
            right = width + word.width
            if k in gaps:
                if k + 1 < last and not words[k + 1].closes and not (k and words[k - 1].opens):
                    ends.append(width)
                    starts.append(right)
                    penalties.append(0.0)
                    breaks.append(Break(k, 0, k + 1))
            else:
                if k in joints and self._runs_on(k):
                    ends.append(width)
                    starts.append(width)
                    penalties.append(dash)
                    breaks.append(Break(k, 0, k))
                for offset, before, after, hyphen, forced in divisions(k):
                    ends.append(width + before)
                    starts.append(right - after)
                    penalties.append(forced or (dashed if hyphen else dash))
                    breaks.append(Break(k, offset, k, hyphen, forced > 0.0))
            width = right
        if last - 1 in gaps:  # the space before a forced line end
            ends.append(width - words[-1].width)
            breaks.append(Break(last - 1, 0, last))
        else:
            ends.append(width)
            breaks.append(Break(last, 0, last))
        starts.append(width)
        penalties.append(0.0)
        return self._row(ends, starts, penalties, breaks, breaking)

    def _row(
        self, ends: list[float], starts: list[float], penalties: list[float], breaks: list[Break], breaking: Breaking
    ) -> Row:
        spaces: tuple[list[float], list[float]] = ([], [])
        if not breaking.ragged:
            given = accumulate([word.width if word.text == " " else 0.0 for word in self.words], initial=0.0)
            sums = list(given)
            spaces = [sums[b[0]] for b in breaks], [sums[b[2]] for b in breaks]
        if breaking.hanging:
            hanging = dict(breaking.hanging)
            hung = [self.hang(place, hanging) for place in breaks]
            ends = [end - right for end, (_, right) in zip(ends, hung, strict=True)]
            starts = [start + left for start, (left, _) in zip(starts, hung, strict=True)]
        elastic = self._elastic(breaks, breaking) if breaking.letterspacing or breaking.glyph_scaling else ()
        words = self.words if breaking.stack_demerits else ()
        return Row(ends, starts, penalties, breaks, spaces, words, elastic)

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

    def _elastic(self, breaks: Sequence[Break], breaking: Breaking) -> list[float]:
        """What letterspacing and glyph scaling may add up to each place, in pt."""
        letters, scaling = breaking.letterspacing, breaking.glyph_scaling
        sums = [0.0]
        for word, stretch in zip(self.words, self.stretches, strict=True):
            sums.append(sums[-1] + word.count * letters * stretch.look.size + word.width * scaling)
        elastic: list[float] = []
        for stop, cut, *_ in breaks:
            part = (sums[stop + 1] - sums[stop]) * cut / len(self.words[stop].text) if cut else 0.0
            elastic.append(sums[stop] + part)
        return elastic

    def half(self, k: int) -> bool:
        """Whether a word runs on into letters of another stretch: patterns know nothing of half words."""
        words, joints = self.words, self.joints
        if not joints:
            return False
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
        plain = bisect_left(self.seams, first + 1) == bisect_left(self.seams, last + bool(stop.cut))
        if start.cut or stop.cut:
            self._cut(row, start, stop)
            plain = plain and row[0].operand is not None and row[-1].operand is not None
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
        return TextLine(line.runs(), width, stop.forced)

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
