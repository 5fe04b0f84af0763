"""Turns a galley and a measure into the words that are worth dividing, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from math import inf

from report.typography.breaking import Row
from report.typography.galley import Galley
from report.typography.words import Division

Divisions = Callable[[int], Sequence[Division]]
"""By the number of a word, where it may be divided."""


def everywhere(galley: Galley) -> Divisions:
    """All words are divided at soft hyphens, and by patterns where their stretch allows it."""
    words, stretches = galley.words, galley.stretches

    def divisions(k: int) -> Sequence[Division]:
        word, stretch = words[k], stretches[k]
        if word.plain and len(word.text) < stretch.setting.shortest:
            return ()
        if word.soft or (stretch.hyphenate and not galley.half(k)):
            return stretch.setting.divisions(word)
        return word.divisions

    return divisions


def cutting(galley: Galley, row: Row, measure: float) -> Divisions | None:
    """As `everywhere`, and pieces that are wider than the measure are cut between any two clusters of theirs, as no
    line should end; None where there are none."""
    pieces: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    for number in range(1, len(row.ends)):
        if row.ends[number] - row.starts[number - 1] > measure + 0.001:
            before, after = row.breaks[number - 1], row.breaks[number]
            first = before.resume
            for k in range(first, after.stop + bool(after.cut)):
                reach = after.cut if after.cut and k == after.stop else inf
                least = before.cut if k == first else 0 if k in galley.joints else 1
                pieces[k].append((least, reach))
    if not pieces:
        return None
    words, stretches, whole = galley.words, galley.stretches, everywhere(galley)

    def divisions(k: int) -> Sequence[Division]:
        known = whole(k)
        if k not in pieces:
            return known
        taken = {division.offset for division in known}
        cuts = stretches[k].setting.cuts(words[k], stretches[k].hyphenate, galley.half(k))
        added = [
            cut for cut in cuts
            if cut.offset not in taken and any(least <= cut.offset < reach for least, reach in pieces[k])
        ]  # fmt: skip
        return sorted([*known, *added])

    return divisions
