"""Placements → the boxes that their ink fills, in pt from the trim's top left corner, y down."""

from __future__ import annotations

import re
from math import cos, radians, sin

from report.model.placed import (
    Drawing,
    Panel,
    PlacedFlowable,
    PlacedImage,
    PlacedPage,
    Placement,
    Raster,
    Rule,
    Strokes,
    TextLine,
    Tint,
    Turned,
)

Extent = tuple[float, float, float, float]  # left, top, right, foot
ABOVE, BELOW = 0.75, 0.25  # of the size of type: from the baseline to the top of its capitals, and to its descenders
NOTHING: Extent = (1e6, 1e6, -1e6, -1e6)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_RECTANGLE = re.compile(r"(\S+) (\S+) (\S+) (\S+) re")


def bounds(placement: Placement) -> Extent:
    """The box that a placement's ink fills; of a drawing, what its marks fill inside its frame."""
    item, x, y = placement.item, placement.x, placement.y
    match item:
        case TextLine():
            return line_extent(item, x, y)
        case Turned():
            return _turned(item, x, y)
        case Rule():
            return (x, y - item.thickness / 2, x + item.length, y + item.thickness / 2)
        case Drawing():
            return _drawing(item, x, y)
        case Raster():
            a, b, c, d, e, f = item.matrix
            xs, ys = [x + e + u for u in (0, a, c, a + c)], [y + f + v for v in (0, b, d, b + d)]
            return (min(xs), min(ys), max(xs), max(ys))
        case Panel() | PlacedImage() | PlacedPage() | PlacedFlowable():
            return (x, y, x + item.width, y + item.height)
    return NOTHING


def meets(one: Extent, other: Extent) -> bool:
    """Whether two boxes share more than an edge."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def holds(outer: Extent, inner: Extent) -> bool:
    """Whether a box lies in another, but for a pt at its edges."""
    return (
        outer[0] <= inner[0] + 1 and outer[1] <= inner[1] + 1 and outer[2] >= inner[2] - 1 and outer[3] >= inner[3] - 1
    )


def line_extent(line: TextLine, x: float, y: float) -> Extent:
    """The box of a line of text whose baseline begins at x, y."""
    shown = [run for run in line.runs if run.text.strip()]
    if not shown:
        return NOTHING
    left, right = min(run.x for run in shown), max(run.x + run.width for run in shown)
    top = max(run.rise + run.size * ABOVE for run in shown)
    foot = max(run.size * BELOW - run.rise for run in shown)
    return (x + left, y - top, x + right, y + foot)


def _turned(turned: Turned, x: float, y: float) -> Extent:
    left, top, right, foot = line_extent(turned.line, 0.0, 0.0)
    sine, cosine = sin(radians(turned.angle)), cos(radians(turned.angle))
    corners = [(u * cosine + v * sine, -u * sine + v * cosine) for u in (left, right) for v in (top, foot)]
    across, down = zip(*corners, strict=True)
    return (x + min(across), y + min(down), x + max(across), y + max(down))


def _drawing(drawing: Drawing, x: float, y: float) -> Extent:
    found = [extent for mark in drawing.marks if (extent := mark_extent(mark, x, y))]
    if not found:
        return NOTHING
    lefts, tops, rights, feet = zip(*found, strict=True)
    frame = (x, y, x + drawing.width, y + drawing.height)
    return within((min(lefts), min(tops), max(rights), max(feet)), frame)


def mark_extent(mark: Tint | Strokes, x: float, y: float) -> Extent | None:
    """The box of one mark of a drawing whose top left corner is at x, y; None when nothing of it is seen."""
    extent = _path(mark.path, x, y)
    if extent is None:
        return None
    if isinstance(mark, Strokes):
        half = mark.width / 2
        extent = (extent[0] - half, extent[1] - half, extent[2] + half, extent[3] + half)
    for clip in mark.clips:
        cut = _path(clip, x, y)
        extent = within(extent, cut) if cut else extent
    return extent if extent[0] <= extent[2] and extent[1] <= extent[3] else None


def _path(path: str, x: float, y: float) -> Extent | None:
    """The box of a path in hundredths of a pt, control points included."""
    if " re" in path:
        path = _RECTANGLE.sub(_corners, path)
    numbers = [float(word) for word in _NUMBER.findall(path)]
    if len(numbers) < 2:
        return None
    xs, ys = numbers[::2], numbers[1::2]
    return (x + min(xs) / 100, y + min(ys) / 100, x + max(xs) / 100, y + max(ys) / 100)


def _corners(rectangle: re.Match[str]) -> str:
    left, top, width, height = (float(part) for part in rectangle.groups())
    return f"{left} {top} {left + width} {top + height}"


def within(one: Extent, frame: Extent) -> Extent:
    """What a box shares with a frame."""
    return (max(one[0], frame[0]), max(one[1], frame[1]), min(one[2], frame[2]), min(one[3], frame[3]))
