"""Turns a row of words and the places where its lines may end into the best choice of line ends.

Total-fit breaking after Knuth and Plass, "Breaking Paragraphs into Lines" (1981); the names are those of
The TeXbook, chapter 14. A line's badness is 100 times the cube of the ratio by which it must stretch or shrink.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from report.model.breaking import Breaking

_ROUNDING = 1e-6  # pt; adding widths in another order may not make a line too wide
_LEAST_RAG = 0.01  # pt; for measures of nothing
_TIGHT, _DECENT, _LOOSE, _VERY_LOOSE = range(4)  # fitness classes
_WORST_RATIO = 100.0
_SURE = 0.9  # the part of letterspacing and scaling to count on where a line would else be too wide
_BEYOND = 0.4  # a line looser than its word spaces should give is loose anyhow; what more it gives counts less
_RELIEF = 2.0  # how many times as far as tolerance allows a line may give where hyphens would make a ladder


class Break(NamedTuple):
    """A place where a line may end. The line takes the words before `stop` and, when `cut` is set, so many letters
    of that word; the next line begins at word `resume`, after those letters. Where `resume` is `stop` + 1, the word
    at `stop` is the space that stays behind at the line's end. A `forced` place lies where no line should end: in a
    piece that is wider than the measure."""

    stop: int
    cut: int
    resume: int
    hyphen: bool = False
    forced: bool = False


class Row:
    """A paragraph in one endless line, as the places where its lines may end. The first is its start, the last its
    end. Kept in columns, which the search runs through.

    `ends` and `starts` say where the line's ink would end and the next line's would start (pt). `penalties` count as
    their squares, as in TeX's demerits. For justified text `spaces_ended` and `spaces_started` are the width of the
    word spaces up to that end and that start, and `elastic` is how much letterspacing and glyph scaling could add up
    to each place (pt), when the brand allows any. Of `words`, given where stacks are to be avoided, `tails` and
    `heads` have the whole word before and after each place, or something no other place has."""

    __slots__ = ("breaks", "elastic", "ends", "heads", "hyphens", "penalties", "spaces_ended", "spaces_started",
                 "starts", "tails")  # fmt: skip

    def __init__(
        self,
        ends: Sequence[float],
        starts: Sequence[float],
        penalties: Sequence[float],
        breaks: Sequence[Break],
        spaces: tuple[Sequence[float], Sequence[float]] = ((), ()),
        words: Sequence[object] = (),
        elastic: Sequence[float] = (),
    ) -> None:
        self.ends = ends
        self.starts = starts
        self.penalties = [penalty * penalty for penalty in penalties]
        self.breaks = breaks
        self.hyphens = [place[3] for place in breaks]
        self.spaces_ended, self.spaces_started = spaces
        self.elastic = elastic
        self.tails: Sequence[object] = breaks
        self.heads: Sequence[object] = breaks
        if words:
            count = len(words)
            self.tails = [b if b[1] or not b[0] else words[b[0] - 1] for b in breaks]
            self.heads = [b if b[1] or b[2] >= count else words[b[2]] for b in breaks]


def choose_breaks(row: Row, measure: float, breaking: Breaking, *, accept_any: bool = False) -> list[int] | None:
    """The places that give the fewest demerits, the start and the end among them. None when no choice keeps every
    line within tolerance; with `accept_any` there is always one, in which a line is wider than the measure only
    where it holds a single piece that cannot be broken."""
    furthest = inf if accept_any else (breaking.tolerance / 100.0) ** (1 / 3)
    if breaking.ragged:
        return _ragged(row, measure, breaking, furthest)
    return _searched(row, measure, breaking, furthest, accept_any)


def ease(row: Row, measure: float, breaking: Breaking, worst: float) -> list[int] | None:
    """The places with the fewest demerits of those where no more hyphens stand below each other than the brand allows,
    though lines give twice as much as tolerance allows, or as much as the `worst` line gave. None where there are
    no such places. For what `flawed` finds."""
    reach = max(_RELIEF * (breaking.tolerance / 100.0) ** (1 / 3), worst)
    return _searched(row, measure, breaking, reach, True, breaking.hyphen_limit)


def flawed(row: Row, chosen: Sequence[int], measure: float, breaking: Breaking) -> bool:
    """Whether more hyphens stand below each other than the brand allows, or the last line is shorter."""
    if breaking.hyphen_limit and ladder(row, chosen) > breaking.hyphen_limit:
        return True
    return len(chosen) > 2 and row.ends[-1] - row.starts[chosen[-2]] < breaking.last_line_minimum * measure


def worst_line(row: Row, chosen: Sequence[int], measure: float, breaking: Breaking) -> float:
    """How far the worst line of a choice must give; badness 100 is worth 1."""
    return max(_price(row, start, stop, measure, breaking)[0] for start, stop in pairwise(chosen))


def ladder(row: Row, chosen: Sequence[int]) -> int:
    """How many hyphens stand below each other at most."""
    most = count = 0
    for place in chosen:
        count = count + 1 if row.hyphens[place] else 0
        most = max(most, count)
    return most


def _ragged(row: Row, measure: float, breaking: Breaking, furthest: float) -> list[int] | None:
    """Best predecessor of each place, by dynamic programming over the places within reach of a line. No line may be
    short by more than `furthest` times the rag."""
    ends, starts, penalties, hyphens = row.ends, row.starts, row.penalties, row.hyphens
    last = len(ends) - 1
    rag = max(breaking.rag * measure, _LEAST_RAG)
    scale = 100.0 / rag**3
    accept_any = furthest == inf
    deepest = rag * furthest
    base, consecutive, stack = breaking.line_penalty, breaking.consecutive_hyphen_demerits, breaking.stack_demerits
    tails, heads = row.tails, row.heads
    totals = [0.0] + [inf] * last
    came_from = [0] * (last + 1)
    low = reached = 0
    for place in range(1, last):
        offset = measure - ends[place]
        low = bisect_left(starts, -offset - _ROUNDING, low, place)
        best = inf
        if low == place:
            low = place - 1
            if accept_any:
                best, came_from[place] = totals[low], low
        else:
            if low > reached and not accept_any:
                return None
            high = place if accept_any else bisect_right(starts, deepest - offset, low, place)
            flagged = hyphens[place]
            for start in range(low, high):
                slack = offset + starts[start]
                badness = base + scale * slack * slack * slack
                total = badness * badness
                if total >= best:
                    break
                total += totals[start]
                if total < best:
                    if flagged and hyphens[start]:
                        total += consecutive
                    if tails[start] is tails[place] or heads[start] is heads[place]:
                        total += stack
                    if total < best:
                        best, came_from[place] = total, start
        if best < inf:
            reached = place
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
    low = bisect_left(row.starts, row.ends[last] - measure - _ROUNDING, 0, last)
    best = inf
    for start in range(low, last):
        total = totals[start] + _last_demerits(row, start, measure, breaking)
        if total < best:
            best, came_from[last] = total, start
    if best == inf:
        if not accept_any:
            return False
        came_from[last] = last - 1
    return True


def _last_demerits(row: Row, start: int, measure: float, breaking: Breaking) -> float:
    """What it costs that the last line begins here."""
    total = breaking.final_hyphen_demerits if row.hyphens[start] else 0.0
    if start and row.ends[-1] - row.starts[start] < breaking.last_line_minimum * measure:
        total += breaking.last_line_demerits
    return total


class _Node(NamedTuple):
    """A line end reached with a line of this fitness, after so many hyphens in a row, in the cheapest way."""

    total: float
    place: int
    fitness: int
    hyphens: int
    before: _Node | None


def _searched(
    row: Row, measure: float, breaking: Breaking, furthest: float, overfull: bool, most_hyphens: int = 0
) -> list[int] | None:
    """As `_ragged`, for lines whose demerits depend on the lines before: of each place the cheapest way for each
    fitness of the line that ends there, since a tight line beside a loose one costs demerits; and, where at most so
    many hyphens may stand below each other, for each number of them. With `overfull`, a piece that cannot be broken
    may be wider than the measure."""
    last = len(row.ends) - 1
    reached: list[list[_Node]] = [[_Node(0.0, 0, _DECENT, 0, None)]]
    low = 0
    for place in range(1, last + 1):
        while low < place - 1 and _too_tight(row, low, place, measure, breaking):
            low += 1
        best: dict[tuple[int, int], _Node] = {}
        flagged = row.hyphens[place]
        for start in range(low, place):
            nodes = reached[start]
            if not nodes:
                continue
            ratio, cost = _price(row, start, place, measure, breaking)
            if ratio < -1.0:
                if not (overfull and start == place - 1):
                    continue
            elif ratio > furthest:
                continue
            fitness = _fitness(ratio)
            for node in nodes:
                total = node.total + cost
                if abs(node.fitness - fitness) > 1 and not breaking.ragged:
                    total += breaking.adjacent_demerits
                run = node.hyphens + 1 if flagged and most_hyphens else 0
                if run <= most_hyphens and ((there := best.get((fitness, run))) is None or total < there.total):
                    best[fitness, run] = _Node(total, place, fitness, run, node)
        reached.append(list(best.values()))
    if not reached[last]:
        return None
    chosen: list[int] = []
    end: _Node | None = min(reached[last])
    while end is not None:
        chosen.append(end.place)
        end = end.before
    chosen.reverse()
    return chosen


def _fitness(ratio: float) -> int:
    return _DECENT if -0.5 <= ratio <= 0.5 else _TIGHT if ratio < 0 else _LOOSE if ratio <= 1 else _VERY_LOOSE


def _price(row: Row, start: int, place: int, measure: float, breaking: Breaking) -> tuple[float, float]:
    """How far a line must give, in what badness 100 is worth, below -1 where it is too wide; and what it costs by
    itself and beside the one before it."""
    last = len(row.ends) - 1
    ratio = (_slack if breaking.ragged else _ratio)(row, start, place, measure, breaking)
    if place == last:
        total = _last_demerits(row, start, measure, breaking)
        if breaking.ragged:
            return ratio, total
    else:
        total = breaking.consecutive_hyphen_demerits if row.hyphens[start] and row.hyphens[place] else 0.0
    if breaking.ragged and ratio < -1.0:
        return ratio, row.penalties[place]
    badness = breaking.line_penalty + 100.0 * abs(ratio) ** 3
    total += badness * badness + row.penalties[place]
    if row.tails[start] is row.tails[place] or row.heads[start] is row.heads[place]:
        total += breaking.stack_demerits
    return ratio, total


def _slack(row: Row, start: int, place: int, measure: float, breaking: Breaking) -> float:
    """How far a ragged line is short, in rags."""
    slack = measure - (row.ends[place] - row.starts[start])
    if slack < -_ROUNDING:
        return -_WORST_RATIO
    return 0.0 if place == len(row.ends) - 1 else slack / max(breaking.rag * measure, _LEAST_RAG)


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


def _too_tight(row: Row, start: int, place: int, measure: float, breaking: Breaking) -> bool:
    width = row.ends[place] - row.starts[start]
    give = 0.0
    if not breaking.ragged:
        give = (row.spaces_ended[place] - row.spaces_started[start]) * breaking.space_shrink
        if row.elastic:
            give += (row.elastic[place] - row.elastic[start]) * _SURE
    return width - give > measure + _ROUNDING
