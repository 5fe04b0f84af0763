"""Ground → a drawing: every plot's field, furrows or dots, gathered by ink so that little is said twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import atan2, ceil, pi

from report.model.brand import ChapterInks
from report.model.placed import Drawing, Strokes, Tint
from report.motif.ground import NOWHERE, Box, Ground, Plot
from report.motif.maps import Point, between, length

MM = 72 / 25.4  # pt
HUNDREDTHS = 100 * MM
WIDEST_DITCH = 0.3  # of a parcel's side
FLAT = 0.02  # mm: a line that bulges less is straight
TURN_OF_A_CURVE = pi / 4  # a line that turns more is drawn as several curves
DOT_PITCH, DOT_WEIGHT = 1.25, 2.0  # of a furrow's pitch and weight
LEAST_FURROWS = 2

# crop: ink of the field (none is paper), ink of the lines, dotted
CROPS: dict[str, tuple[str, str, bool]] = {
    "deep": ("deep", "", False),
    "bright": ("bright", "", False),
    "pale": ("pale", "", False),
    "furrow-deep-pale": ("pale", "deep", False),
    "furrow-bright-deep": ("deep", "bright", False),
    "furrow-bright-paper": ("", "bright", False),
    "furrow-paper-bright": ("bright", "paper", False),
    "furrow-bright-pale": ("pale", "bright", False),
    "dots-deep-pale": ("pale", "deep", True),
    "dots-bright-paper": ("", "bright", True),
}

Colouring = Callable[[Plot], ChapterInks]


@dataclass(frozen=True, slots=True)
class Window:
    """What a drawing shows of its ground: a rectangle in mm, enlarged by `scale`; `mirrored` swaps left and right.
    `notch` is what paper covers: parcels wholly under it are left out."""

    view: Box
    scale: float = 1.0
    mirrored: bool = False
    notch: Box = NOWHERE


def draw(ground: Ground, window: Window, colouring: Colouring, accent: str) -> Drawing:
    """The ground through a window, in pt. `colouring` gives a plot's inks, `accent` is the ink of the accent."""
    sheet = _Sheet(ground, window)
    for index, plot in enumerate(ground.plots):
        outline = plot.parcel.outline
        if window.view.apart(outline) or (window.notch is not NOWHERE and all(map(window.notch.holds, outline))):
            continue
        sheet.plot(plot, colouring(plot), accent if index == ground.accent else "")
    for canal in ground.canals:
        sheet.canal(canal.quad, ground.canal)
    view = window.view
    width, height = (view.right - view.left) * window.scale * MM, (view.bottom - view.top) * window.scale * MM
    return Drawing(round(width, 3), round(height, 3), sheet.marks())


Key = tuple[str, float, bool, tuple[float, ...]]


@dataclass(slots=True)
class _Sheet:
    """A drawing in the making."""

    ground: Ground
    window: Window
    tints: dict[str, list[str]] = field(default_factory=dict)
    strokes: dict[Key, list[str]] = field(default_factory=dict)
    _across: float = 0.0
    _down: float = 0.0
    _origin: Point = (0.0, 0.0)

    def __post_init__(self) -> None:
        view, size = self.window.view, HUNDREDTHS * self.window.scale
        self._across = -size if self.window.mirrored else size
        self._down = size
        self._origin = (view.right if self.window.mirrored else view.left, view.top)

    def plot(self, plot: Plot, inks: ChapterInks, accent: str) -> None:
        """One parcel: its field within the ditches, and what grows on it."""
        field_role, line_role, dotted = CROPS[plot.crop]
        pen, land = self.ground.pen, self.ground.map
        scale = self.window.scale * MM
        middle, upright = land.middle_lines(plot.parcel.quad)
        width, height = length(middle), length(upright)
        across, down = curves(middle), curves(upright)
        corners = inset(plot.parcel.quad, min(WIDEST_DITCH, pen.ditch / width), min(WIDEST_DITCH, pen.ditch / height))
        ground_ink = accent or (getattr(inks, field_role) if field_role else "")
        if ground_ink:
            self.tints.setdefault(ground_ink, []).append(self._ring(corners, across, down))
        if accent or not line_role:
            return
        lengthwise = (width >= height) != plot.cross
        a, b, c, d = corners
        if not lengthwise:
            a, b, c, d = d, a, b, c
        room = (height if lengthwise else width) - 2 * pen.ditch
        count = max(LEAST_FURROWS, round(room / plot.pitch))
        ink = inks_by_role(inks, line_role)
        weight = round(pen.weight * scale * (DOT_WEIGHT if dotted else 1), 3)
        dash = (0.0, round(plot.pitch * scale * DOT_PITCH, 3)) if dotted else ()
        segments = across if lengthwise else down
        rows = [(i + 0.5) / count for i in range(count)]
        lines = [self._line(between(a, d, t), between(b, c, t), segments) for t in rows]
        self.strokes.setdefault((ink, weight, dotted, dash), []).extend(lines)

    def canal(self, quad: Sequence[Point], width: float) -> None:
        """The water around a district."""
        weight = round(width * self.window.scale * MM, 3)
        paths = self.strokes.setdefault(("paper", weight, False, ()), [])
        paths.append(self._ring(quad, 6, 6))

    def marks(self) -> tuple[Tint | Strokes, ...]:
        """Fields first, then lines, then canals, each ink at once."""
        tints = [Tint(ink, "\n".join(paths)) for ink, paths in self.tints.items()]
        strokes = [
            Strokes(ink, "\n".join(paths), width, dotted, dash)
            for (ink, width, dotted, dash), paths in self.strokes.items()
        ]
        return (*tints, *strokes)

    # ------------------------------------------------------------ paths

    def _placed(self, start: Point, end: Point, steps: int) -> list[Point]:
        (left, top), across, down = self._origin, self._across, self._down
        return [((x - left) * across, (y - top) * down) for x, y in self.ground.map.line(start, end, steps)]

    def _ring(self, corners: Sequence[Point], across: int, down: int) -> str:
        """A closed outline; `across` and `down` are the curves a side takes."""
        a, b, c, d = corners
        parts: list[str] = []
        for start, end, segments in ((a, b, across), (b, c, down), (c, d, across), (d, a, down)):
            path = self._line(start, end, segments)
            parts.append(path if not parts else path.partition("m ")[2])
        return " ".join(parts) + " h"

    def _line(self, start: Point, end: Point, segments: int) -> str:
        """A straight line of the unit square: one stroke where it stays straight, else so many curves."""
        if not segments:
            (x, y), (right, below) = self._placed(start, end, 1)
            return f"{x:.0f} {y:.0f} m {right:.0f} {below:.0f} l"
        points = self._placed(start, end, 3 * segments)
        x, y = points[0]
        parts = [f"{x:.0f} {y:.0f} m"]
        for at in range(0, 3 * segments, 3):
            x1, y1, x2, y2, x, y = curve(points[at : at + 4])
            parts.append(f"{x1:.0f} {y1:.0f} {x2:.0f} {y2:.0f} {x:.0f} {y:.0f} c")
        return " ".join(parts)


def curve(points: Sequence[Point]) -> tuple[float, float, float, float, float, float]:
    """The Bézier curve that passes through four points at its thirds: both handles and the end."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = points
    return (
        (18 * x1 - 5 * x0 - 9 * x2 + 2 * x3) / 6,
        (18 * y1 - 5 * y0 - 9 * y2 + 2 * y3) / 6,
        (2 * x0 - 9 * x1 + 18 * x2 - 5 * x3) / 6,
        (2 * y0 - 9 * y1 + 18 * y2 - 5 * y3) / 6,
        x3,
        y3,
    )


def curves(points: Sequence[Point]) -> int:
    """How many curves a line through these points takes, by how much it turns; 0 when it is straight."""
    if len(points) < 3:
        return 0
    turn = 0.0
    before = None
    for (x, y), (right, below) in pairwise(points):
        heading = atan2(below - y, right - x)
        if before is not None:
            turn += abs((heading - before + pi) % (2 * pi) - pi)
        before = heading
    turn *= (len(points) - 1) / (len(points) - 2)
    if length(list(points)) * turn / 8 < FLAT:
        return 0
    return ceil(turn / TURN_OF_A_CURVE)


def inset(quad: Sequence[Point], across: float, down: float) -> tuple[Point, Point, Point, Point]:
    """A parcel's corners moved inwards by these fractions of its sides."""
    a, b, c, d = quad

    def at(s: float, t: float) -> Point:
        return between(between(a, b, s), between(d, c, s), t)

    return at(across, down), at(1 - across, down), at(1 - across, 1 - down), at(across, 1 - down)


def inks_by_role(inks: ChapterInks, role: str) -> str:
    """The ink of a role: deep, bright or pale of the chapter, or paper."""
    return "paper" if role == "paper" else str(getattr(inks, role))
