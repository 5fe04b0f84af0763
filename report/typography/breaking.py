"""Turns a row of words and the places where its lines may end into the best choice of line ends.

Total-fit breaking after Knuth and Plass, "Breaking Paragraphs into Lines" (1981); the names are those of
The TeXbook, chapter 14. A line's badness is 100 times the cube of the ratio by which it must stretch or shrink.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from report.model.breaking import Breaking

_ROUNDING = 1e-6  # pt; adding widths in another order may not make a line too wide
_LEAST_RAG = 0.01  # pt; for measures of nothing
_TIGHT, _DECENT, _LOOSE, _VERY_LOOSE = range(4)  # fitness classes
_WORST_RATIO = 100.0
_SURE = 0.9  # the part of letterspacing and scaling to count on where a line would else be too wide
_BEYOND = 0.25  # a line looser than its word spaces should give is loose anyhow; what more it gives counts less


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
    end. Kept in columns, which the search runs through. Penalties count as their squares, as in TeX's demerits.

    Of `words`, given where stacks are to be avoided, `tails` and `heads` have the whole word before and after each
    place, or something no other place has. `elastic` is how much letterspacing and glyph scaling could add up to each
    place (pt), when the brand allows any."""

    __slots__ = ("_places", "elastic", "ends", "heads", "hyphens", "penalties", "spaces_ended", "spaces_started",
                 "starts", "tails")  # fmt: skip

    def __init__(self, places: Sequence[Place], words: Sequence[object] = (), elastic: Sequence[float] = ()) -> None:
        self._places = places
        self.tails: Sequence[object] = places
        self.heads: Sequence[object] = places
        if words:
            count = len(words)
            self.tails = [p if p[6] or not p[5] else words[p[5] - 1] for p in places]
            self.heads = [p if p[6] or p[7] >= count else words[p[7]] for p in places]
        self.elastic = elastic
        self.ends = [place[0] for place in places]
        self.starts = [place[1] for place in places]
        self.penalties = [place[2] * place[2] for place in places]
        self.spaces_ended = [place[3] for place in places]
        self.spaces_started = [place[4] for place in places]
        self.hyphens = [place[8] for place in places]

    def place(self, number: int) -> Break:
        """A place by its number, as the words it lies between."""
        return Break(*self._places[number][5:])


def choose_breaks(row: Row, measure: float, breaking: Breaking, *, accept_any: bool = False) -> list[int] | None:
    """The places that give the fewest demerits, the start and the end among them. None when no choice keeps every
    line within tolerance; with `accept_any` there is always one, in which a line is wider than the measure only
    where it holds a single piece that cannot be broken."""
    search = _ragged if breaking.ragged else _justified
    return search(row, measure, breaking, accept_any)


def _ragged(row: Row, measure: float, breaking: Breaking, accept_any: bool) -> list[int] | None:
    """Best predecessor of each place, by dynamic programming over the places within reach of a line."""
    ends, starts, penalties, hyphens = row.ends, row.starts, row.penalties, row.hyphens
    last = len(ends) - 1
    rag = max(breaking.rag * measure, _LEAST_RAG)
    scale = 100.0 / rag**3
    deepest = measure + 1.0 if accept_any else rag * (breaking.tolerance / 100.0) ** (1 / 3)
    base, consecutive, stack = breaking.line_penalty, breaking.consecutive_hyphen_demerits, breaking.stack_demerits
    tails, heads = row.tails, row.heads
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
                        if tails[start] is tails[place] or heads[start] is heads[place]:
                            total += stack
                            if total >= best:
                                continue
                        best, came_from[place] = total, start
        totals[place] = best + penalties[place]
    if not _finish(row, measure, breaking, totals, came_from, accept_any):
        return None
    chosen = [last]
    while chosen[-1]:
        chosen.append(came_from[chosen[-1]])
    chosen.reverse()
    return chosen


def _finish(
    row: Row, measure: float, breaking: Breaking, totals: list[float], came_from: list[int], accept_any: bool
) -> bool:
    """Choose where the last line begins: any length will do, but a very short one or a divided word before it is
    worth some demerits. False when no beginning is within reach."""
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
            return False
        came_from[last] = last - 1
    return True


class _Node(NamedTuple):
    """A line end reached with a line of this fitness, in the cheapest way."""

    total: float
    place: int
    fitness: int
    before: _Node | None


def _justified(row: Row, measure: float, breaking: Breaking, accept_any: bool) -> list[int] | None:
    """As `_ragged`, with word spaces that stretch and shrink: of each place the cheapest way for each fitness of the
    line that ends there, since a tight line beside a loose one costs demerits."""
    last = len(row.ends) - 1
    furthest = (breaking.tolerance / 100.0) ** (1 / 3)
    reached: list[list[_Node]] = [[_Node(0.0, 0, _DECENT, None)]]
    low = 0
    for place in range(1, last + 1):
        while low < place - 1 and _too_tight(row, low, place, measure, breaking):
            low += 1
        best: list[_Node | None] = [None, None, None, None]
        for start in range(low, place):
            nodes = reached[start]
            if not nodes:
                continue
            ratio = _ratio(row, start, place, measure, breaking)
            if ratio < -1.0:
                if not (accept_any and start == place - 1):
                    continue
            elif ratio > furthest and not accept_any:
                continue
            fitness = (
                _DECENT if -0.5 <= ratio <= 0.5 else _TIGHT if ratio < 0 else _LOOSE if ratio <= 1 else _VERY_LOOSE
            )
            cost = _demerits(row, start, place, abs(ratio), measure, breaking)
            for node in nodes:
                total = node.total + cost
                if abs(node.fitness - fitness) > 1:
                    total += breaking.adjacent_demerits
                there = best[fitness]
                if there is None or total < there.total:
                    best[fitness] = _Node(total, place, fitness, node)
        reached.append([there for there in best if there is not None])
    if not reached[last]:
        return None
    chosen: list[int] = []
    end: _Node | None = min(reached[last])
    while end is not None:
        chosen.append(end.place)
        end = end.before
    chosen.reverse()
    return chosen


def _ratio(row: Row, start: int, place: int, measure: float, breaking: Breaking) -> float:
    """How much of their stretch (or, negative, shrink) the word spaces of a line must give. Letterspacing and glyph
    scaling come in where that is more than all of it."""
    slack = measure - (row.ends[place] - row.starts[start])
    if abs(slack) <= _ROUNDING or (slack > 0 and place == len(row.ends) - 1):
        return 0.0
    spaces = row.spaces_ended[place] - row.spaces_started[start]
    give = spaces * (breaking.space_stretch if slack > 0 else breaking.space_shrink)
    need = abs(slack)
    if row.elastic and need > give:
        need = max(give, need - (row.elastic[place] - row.elastic[start]) * (1.0 if slack > 0 else _SURE))
    ratio = need / give if give > _ROUNDING else 1.0 if need <= give else _WORST_RATIO
    if slack > 0 and ratio > 1.0:
        ratio = 1.0 + (ratio - 1.0) * _BEYOND
    ratio = min(ratio, _WORST_RATIO)
    return ratio if slack > 0 else -ratio if ratio > 1.0 + _ROUNDING else -min(ratio, 1.0)


def _demerits(row: Row, start: int, place: int, ratio: float, measure: float, breaking: Breaking) -> float:
    """What a line costs by itself and beside the one before it."""
    last = len(row.ends) - 1
    badness = breaking.line_penalty + 100.0 * ratio**3
    total = badness * badness + row.penalties[place]
    if row.hyphens[start]:
        if row.hyphens[place]:
            total += breaking.consecutive_hyphen_demerits
        elif place == last:
            total += breaking.final_hyphen_demerits
    if start and place == last and row.ends[place] - row.starts[start] < breaking.last_line_minimum * measure:
        total += breaking.last_line_demerits
    if row.tails[start] is row.tails[place] or row.heads[start] is row.heads[place]:
        total += breaking.stack_demerits
    return total


def _too_tight(row: Row, start: int, place: int, measure: float, breaking: Breaking) -> bool:
    width = row.ends[place] - row.starts[start]
    give = (row.spaces_ended[place] - row.spaces_started[start]) * breaking.space_shrink
    if row.elastic:
        give += (row.elastic[place] - row.elastic[start]) * _SURE
    return width - give > measure + _ROUNDING
