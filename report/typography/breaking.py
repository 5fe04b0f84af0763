"""Turns a row of words and the places where its lines may end into the best choice of line ends.

Total-fit breaking after Knuth and Plass, "Breaking Paragraphs into Lines" (1981); the names are those of
The TeXbook, chapter 14. A line's badness is 100 times the cube of the ratio by which it must stretch or shrink.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

_ROUNDING = 1e-6  # pt; adding widths in another order may not make a line too wide
_LEAST_RAG = 0.01  # pt; for measures of nothing


@dataclass(frozen=True, slots=True)
class Breaking:
    """How to break a paragraph. Penalties and demerits as in The TeXbook, chapter 14.

    `rag` is the stretch of a ragged right edge as a fraction of the measure: a line short by this much has
    badness 100. `tolerance` is the badness a line may have before words are divided. `last_line_minimum` is a
    fraction of the measure. `space_stretch` and `space_shrink` are fractions of a word space, for justified text.
    `first_indent` (pt) makes the first line shorter.
    """

    ragged: bool = True
    tolerance: float = 150.0
    rag: float = 0.15
    line_penalty: float = 10.0
    hyphen_penalty: float = 100.0
    dash_penalty: float = 20.0
    consecutive_hyphen_demerits: float = 10_000.0
    final_hyphen_demerits: float = 5_000.0
    last_line_minimum: float = 0.15
    last_line_demerits: float = 100_000.0
    space_stretch: float = 0.5
    space_shrink: float = 0.33
    first_indent: float = 0.0


class Break(NamedTuple):
    """A place where a line may end. The line takes the words before `stop` and, when `cut` is set, so many letters
    of that word; the next line begins at word `resume`, after those letters. Where `resume` is `stop` + 1, the word
    at `stop` is the space that stays behind at the line's end."""

    stop: int
    cut: int
    resume: int
    hyphen: bool = False


Place = tuple[float, float, float, float, float, int, int, int, bool]
"""Where the line's ink would end and the next line's would start (pt); the penalty; for justified text, the width
of the word spaces up to that end and up to that start; and the fields of a Break."""


class Row:
    """A paragraph in one endless line, as the places where its lines may end. The first is its start, the last its
    end. Kept in columns, which the search runs through. Penalties count as their squares, as in TeX's demerits."""

    __slots__ = ("_places", "ends", "hyphens", "penalties", "spaces_ended", "spaces_started", "starts")

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self.ends = [place[0] for place in places]
        self.starts = [place[1] for place in places]
        self.penalties = [place[2] * place[2] for place in places]
        self.spaces_ended = [place[3] for place in places]
        self.spaces_started = [place[4] for place in places]
        self.hyphens = [place[8] for place in places]

    def place(self, number: int) -> Break:
        """A place by its number, as the words it lies between."""
        return Break(*self._places[number][5:])

    def give(self, start: int, stop: int, measure: float, breaking: Breaking) -> float:
        """By which fraction of themselves the word spaces of a justified line are wider (or, negative, narrower).
        The last line keeps its natural spaces unless it is too wide."""
        spaces = self.spaces_ended[stop] - self.spaces_started[start]
        slack = measure - (self.ends[stop] - self.starts[start])
        if spaces <= 0.0 or (stop == len(self.ends) - 1 and slack >= 0.0):
            return 0.0
        return max(slack / spaces, -breaking.space_shrink)


def choose_breaks(row: Row, measure: float, breaking: Breaking, *, accept_any: bool = False) -> list[int] | None:
    """The places that give the fewest demerits, the start and the end among them. None when no choice keeps every
    line within tolerance; with `accept_any` there is always one, in which a line is wider than the measure only
    where it holds a single piece that cannot be broken."""
    if breaking.ragged:
        came_from = _ragged(row, measure, breaking, accept_any)
    else:
        came_from = _justified(row, measure, breaking, accept_any)
    if came_from is None:
        return None
    chosen = [len(row.ends) - 1]
    while chosen[-1]:
        chosen.append(came_from[chosen[-1]])
    chosen.reverse()
    return chosen


def _ragged(row: Row, measure: float, breaking: Breaking, accept_any: bool) -> list[int] | None:
    """Best predecessor of each place, by dynamic programming over the places within reach of a line."""
    ends, starts, penalties, hyphens = row.ends, row.starts, row.penalties, row.hyphens
    last = len(ends) - 1
    rag = max(breaking.rag * measure, _LEAST_RAG)
    scale = 100.0 / rag**3
    deepest = measure + 1.0 if accept_any else rag * (breaking.tolerance / 100.0) ** (1 / 3)
    base, consecutive = breaking.line_penalty, breaking.consecutive_hyphen_demerits
    totals = [0.0] + [inf] * last
    came_from = [0] * (last + 1)
    low = 0
    for place in range(1, last):
        end = ends[place]
        low = bisect_left(starts, end - measure - _ROUNDING, low, place)
        high = place if accept_any else bisect_right(starts, end - measure + deepest, low, place)
        best = inf
        if low == place:
            low = place - 1
            if accept_any:
                best, came_from[place] = totals[low], low
        else:
            offset, flagged = measure - end, hyphens[place]
            for start in range(low, high):
                total = totals[start]
                if total < best:
                    slack = offset + starts[start]
                    badness = base + scale * slack * slack * slack
                    total += badness * badness
                    if flagged and hyphens[start]:
                        total += consecutive
                    if total < best:
                        best, came_from[place] = total, start
        totals[place] = best + penalties[place]
    return _finish(row, measure, breaking, totals, came_from, accept_any)


def _finish(
    row: Row, measure: float, breaking: Breaking, totals: list[float], came_from: list[int], accept_any: bool
) -> list[int] | None:
    """Choose where the last line begins: any length will do, but a very short one or a divided word before it is
    worth some demerits."""
    last = len(totals) - 1
    end = row.ends[last]
    shortest = breaking.last_line_minimum * measure
    low = bisect_left(row.starts, end - measure - _ROUNDING, 0, last)
    best = inf
    for start in range(low, last):
        total = totals[start]
        if row.hyphens[start]:
            total += breaking.final_hyphen_demerits
        if start and end - row.starts[start] < shortest:
            total += breaking.last_line_demerits
        if total < best:
            best, came_from[last] = total, start
    if best == inf:
        if not accept_any:
            return None
        came_from[last] = last - 1
    return came_from


def _justified(row: Row, measure: float, breaking: Breaking, accept_any: bool) -> list[int] | None:
    """As `_ragged`, with word spaces that stretch and shrink."""
    ends, starts, penalties, hyphens = row.ends, row.starts, row.penalties, row.hyphens
    last = len(ends) - 1
    furthest = (breaking.tolerance / 100.0) ** (1 / 3)
    totals = [0.0] + [inf] * last
    came_from = [0] * (last + 1)
    low = 0
    for place in range(1, last + 1):
        while low < place - 1 and _too_tight(row, low, place, measure, breaking):
            low += 1
        best = inf
        for start in range(low, place):
            total = totals[start]
            if total >= best:
                continue
            slack = measure - (ends[place] - starts[start])
            between = row.spaces_ended[place] - row.spaces_started[start]
            give = between * (breaking.space_stretch if slack >= 0 else breaking.space_shrink)
            if place == last and slack >= -_ROUNDING:
                ratio = 0.0
            else:
                ratio = abs(slack) / give if give > 0 else (0.0 if abs(slack) <= _ROUNDING else inf)
            if slack < -_ROUNDING and ratio > 1.0 and not (accept_any and start == place - 1):
                continue
            if not accept_any and ratio > furthest:
                continue
            badness = breaking.line_penalty + 100.0 * min(ratio, 100.0) ** 3
            total += badness * badness
            if hyphens[start]:
                if hyphens[place]:
                    total += breaking.consecutive_hyphen_demerits
                elif place == last:
                    total += breaking.final_hyphen_demerits
            if place == last and start and measure - slack < breaking.last_line_minimum * measure:
                total += breaking.last_line_demerits
            if total < best:
                best, came_from[place] = total, start
        totals[place] = best + penalties[place]
    return came_from if totals[last] < inf else None


def _too_tight(row: Row, start: int, place: int, measure: float, breaking: Breaking) -> bool:
    width = row.ends[place] - row.starts[start]
    return width - (row.spaces_ended[place] - row.spaces_started[start]) * breaking.space_shrink > measure + _ROUNDING
