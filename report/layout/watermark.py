"""The word of a report's status → hatched letters up the page, behind everything that stands on it."""

from __future__ import annotations

import re

from report.layout.room import ComposingRoom
from report.model.brand import Grid
from report.model.placed import Drawing, Placement, Strokes
from report.typography.outlines import outlines

MM = 72 / 25.4
LARGEST = 168.0  # pt (SPEC, Furniture: draft)
LONGEST, PLAN_HEIGHT = 248 * MM, 297 * MM  # of an A4 page (SPEC, Decisions: watermark)
BASELINE, PLAN_WIDTH = 139 * MM, 210 * MM
HATCH, WEIGHT = 1.5 * MM, 0.45 * MM
_POINT = re.compile(r"(-?\d+) (-?\d+)")


def watermark(word: str, room: ComposingRoom, grid: Grid, ink: str) -> Placement:
    """The word in capitals, as large as the page lets it be, turned to read upwards; its hatch runs down the page."""
    face = room.library.stack(room.role("headline"), bold=True)[0]
    text = word.upper()
    _, natural = outlines(text, face, 100.0)
    longest = LONGEST * grid.height / PLAN_HEIGHT
    size = min(LARGEST * min(1.0, grid.width / PLAN_WIDTH), longest / natural * 100)
    path, width = outlines(text, face, size)
    baseline = BASELINE * grid.width / PLAN_WIDTH
    foot = (grid.height + width) / 2
    letters = _POINT.sub(lambda point: _turned(point, baseline, foot), path)
    left, right = baseline - size, baseline + size * 0.3
    top, bottom = f"{(foot - width) * 100:.0f}", f"{foot * 100:.0f}"
    across = [f"{(left + step * HATCH) * 100:.0f}" for step in range(int((right - left) / HATCH) + 1)]
    hatch = [f"{x} {top} m {x} {bottom} l" for x in across]
    lines = Strokes(ink, " ".join(hatch), WEIGHT, clips=(letters,))
    return Placement(Drawing(grid.width, grid.height, (lines,)), 0.0, 0.0)


def _turned(point: re.Match[str], baseline: float, foot: float) -> str:
    """A point of a line of words, in hundredths of a pt, where it stands when the line reads upwards."""
    x, y = int(point[1]), int(point[2])
    return f"{baseline * 100 + y:.0f} {foot * 100 - x:.0f}"
