"""Set lines → rivers: word spaces that stand below each other in line after line, so that white runs down the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from report.model.placed import TextLine
from report.typography.faces import Face

FaceOfKey = Callable[[str], Face]
_TOKENS = re.compile("<([0-9A-F]+)>|(-?[0-9.]+)")


def word_spaces(line: TextLine, face_of: FaceOfKey) -> list[float]:
    """Where the middles of a line's word spaces stand, in pt from its left edge; the space at its end is left out."""
    found: list[float] = []
    for run in line.runs:
        face = face_of(run.face)
        em = run.size * run.scale
        x = run.x
        for codes, shift in _TOKENS.findall(run.glyphs):
            if shift:
                x -= float(shift) * em / 1000.0
            for k in range(0, len(codes), 4):
                code = int(codes[k : k + 4], 16)
                width = face.advance(face.glyph(code)) * em / face.units_per_em
                if face.reading(code) == " ":
                    found.append(x + width / 2)
                x += width
    return [x for x in found if x < line.width]


def rivers(spaces: Sequence[Sequence[float]], reach: float, least: int = 3) -> list[tuple[int, int]]:
    """By the spaces of lines below each other: the first line and the number of lines of each river of at least so
    many lines. Spaces belong together when their middles are within `reach` (pt)."""
    found: list[tuple[int, int]] = []
    above: dict[float, int] = {}
    for number, line in enumerate([*spaces, ()]):
        lengths = {x: 1 + max([long for y, long in above.items() if abs(x - y) <= reach], default=0) for x in line}
        for y, long in above.items():
            if long >= least and not any(abs(x - y) <= reach for x in line):
                found.append((number - long, long))
        above = lengths
    return found
