"""Ground → a drawing: every plot's field, furrows or dots, gathered by ink so that little is said twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct, field

from report.model.brand import ChapterInks
from report.model.placed import Drawing, Strokes, Tint
from report.motif.ground import NOWHERE, Box, Ground, Plot
from report.motif.maps import Point, Quad

MM = 72 / 25.4  # pt
HUNDREDTHS = 100 * MM
WIDEST_DITCH = 0.3  # of a parcel's side
DOT_PITCH, DOT_WEIGHT = 1.25, 2.0  # of a furrow's pitch and weight
LEAST_FURROWS = 2
ACCENT_WEIGHT = 0.45  # of the pitch, at least, of furrows in the accent's ink
SLACK = 1.0  # mm that a curve may bulge beyond its own points
# Operators after their operands. What is less than a hundredth of a pt is cut off.
START, STRAIGHT, CURVE = "%d %d m", " %d %d l", " %d %d %d %d %d %d c"
PLAIN_RING = f"{START}{STRAIGHT * 3} h"
PIECES = 3  # of a curve: between its ends it is led through two points of the line that it draws
CANAL_CURVES = 3  # along a district's side

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
    "furrow-paper-deep": ("deep", "paper", False),
    "furrow-pale-deep": ("deep", "pale", False),
    "dots-deep-pale": ("pale", "deep", True),
    "dots-bright-paper": ("", "bright", True),
}

Colouring = Callable[[Plot], ChapterInks]


class Window(Struct, frozen=True):
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
        bounds = plot.bounds
        if window.view.apart(bounds) or window.notch.surrounds(bounds):
            continue
        sheet.plot(plot, colouring(plot), accent if index == ground.accent else "")
    for canal in ground.canals if ground.canal else ():
        sheet.canal(canal.quad, ground.canal)
    view = window.view
    width, height = (view.right - view.left) * window.scale * MM, (view.bottom - view.top) * window.scale * MM
    return Drawing(round(width, 3), round(height, 3), sheet.marks())


Edges = tuple[float, float, float, float]
Key = tuple[str, float, bool, tuple[float, ...]]


class _Sheet(Struct):
    """A drawing in the making."""

    ground: Ground
    window: Window
    tints: dict[str, list[str]] = field(default_factory=dict)
    strokes: dict[Key, list[str]] = field(default_factory=dict)
    _across: float = 0.0
    _down: float = 0.0
    _origin: Point = (0.0, 0.0)
    _seen: Edges = (0.0, 0.0, 0.0, 0.0)
    _covered: Edges = (0.0, 0.0, 0.0, 0.0)

    def __post_init__(self) -> None:
        view, size = self.window.view, HUNDREDTHS * self.window.scale
        self._across = -size if self.window.mirrored else size
        self._down = size
        self._origin = (view.right if self.window.mirrored else view.left, view.top)
        notch = self.window.notch
        self._seen = self._edges(view.left - SLACK, view.top - SLACK, view.right + SLACK, view.bottom + SLACK)
        self._covered = self._edges(notch.left, notch.top + SLACK, notch.right - SLACK, notch.bottom)

    def plot(self, plot: Plot, inks: ChapterInks, accent: str) -> None:
        """One parcel: its field within the ditches, and what grows on it."""
        field_role, line_role, dotted = CROPS[plot.crop]
        pen = self.ground.pen
        ditch = pen.ditch
        lined = bool(accent and line_role) and pen.accent == "furrows"
        width, height, across, down = plot.shape
        corners = inset(plot.parcel.quad, min(WIDEST_DITCH, ditch / width), min(WIDEST_DITCH, ditch / height))
        flat = not across and not down
        frame: Sequence[Point] = self._placed(corners) if flat else corners
        filled = ink_of(inks, field_role) if field_role else ""
        tint = filled if lined else accent or filled
        if tint:
            self.tints.setdefault(tint, []).append(plain_ring(frame) if flat else self._ring(corners, across, down))
        if not line_role or (accent and not lined):
            return
        a, b, c, d = frame
        lengthwise = (width >= height) != plot.cross
        if not lengthwise:
            a, b, c, d = a, d, c, b
        room = (height if lengthwise else width) - 2 * ditch
        count = max(LEAST_FURROWS, round(room / plot.pitch))
        ends = furrows((a, b, c, d), count)
        lines: Sequence[Sequence[Point]] = ends if flat else self._lines(ends, across if lengthwise else down)
        if not (self.window.view.surrounds(plot.bounds) and self.window.notch.apart(plot.bounds)):
            lines = [line for line in lines if self._shows(line)]
        key = self._furrow(
            accent if lined else ink_of(inks, line_role), plot.pitch, dotted, ACCENT_WEIGHT if lined else 0.0
        )
        self.strokes.setdefault(key, []).extend([paths(lines)] if lines else [])

    def _furrow(self, ink: str, pitch: float, dotted: bool, least: float) -> Key:
        """Ink, weight, ends and dash of furrows or rows of dots; `least` is a weight in parts of the pitch."""
        scale = self.window.scale * MM
        (near, far), (fine, heavy) = self.ground.pen.pitch, self.ground.pen.weight
        share = (pitch - near) / (far - near) if far > near else 0.0
        weight = (fine + share * (heavy - fine)) * scale
        weight = max(weight, pitch * least * scale)
        if not dotted:
            return ink, round(weight, 3), False, ()
        return ink, round(weight * DOT_WEIGHT, 3), True, (0.0, round(pitch * scale * DOT_PITCH, 3))

    def canal(self, quad: Quad, width: float) -> None:
        """The water around a district."""
        weight = round(width * self.window.scale * MM, 3)
        self.strokes.setdefault(("paper", weight, False, ()), []).append(self._ring(quad, CANAL_CURVES, CANAL_CURVES))

    def marks(self) -> tuple[Tint | Strokes, ...]:
        """Fields first, then lines, then canals, each ink at once."""
        tints = [Tint(ink, "\n".join(paths)) for ink, paths in self.tints.items()]
        strokes = [
            Strokes(ink, "\n".join(paths), width, dotted, dash)
            for (ink, width, dotted, dash), paths in self.strokes.items()
        ]
        return (*tints, *strokes)

    # ------------------------------------------------------------ paths

    def _lines(self, ends: Sequence[tuple[Point, Point]], segments: int) -> list[list[Point]]:
        """Straight lines of the unit square, placed: their ends where they stay straight, else also the points that
        curves are led through."""
        steps = PIECES * segments or 1
        fractions = range(steps + 1)
        spots: list[Point] = []
        for (u, v), (right, below) in ends:
            across, down = (right - u) / steps, (below - v) / steps
            spots += [(u + across * step, v + down * step) for step in fractions]
        placed = self._placed(spots)
        return [placed[at : at + steps + 1] for at in range(0, len(placed), steps + 1)]

    def _placed(self, spots: Sequence[Point]) -> list[Point]:
        (left, top), across, down = self._origin, self._across, self._down
        return [((x - left) * across, (y - top) * down) for x, y in self.ground.map.trace(spots)]

    def _ring(self, corners: Quad, across: int, down: int) -> str:
        """A closed outline; `across` and `down` are the curves a side takes."""
        u, v = corners[0]
        spots = [corners[0]]
        pattern = [START]
        for (right, below), curves in zip((*corners[1:], corners[0]), (across, down, across, down), strict=True):
            steps = PIECES * curves or 1
            rightwards, downwards = (right - u) / steps, (below - v) / steps
            spots += [(u + rightwards * step, v + downwards * step) for step in range(1, steps)]
            spots.append((right, below))
            pattern.append(CURVE * curves or STRAIGHT)
            u, v = right, below
        placed = self._placed(spots)
        numbers: list[float] = [*placed[0]]
        at = 0
        for curves in (across, down, across, down):
            if curves:
                end = at + PIECES * curves
                numbers += handles(placed[at : end + 1])
                at = end
            else:
                at += 1
                numbers += placed[at]
        return "".join([*pattern, " h"]) % tuple(numbers)

    def _shows(self, line: Sequence[Point]) -> bool:
        """Whether any of a line may be in view and not under the notch."""
        left, top, right, bottom = self._seen
        west, north, east, south = self._covered
        x, y = line[0]
        if left <= x <= right and top <= y <= bottom and not (west < x < east and north < y < south):
            return True
        xs, ys = zip(*line, strict=True)
        start, end, high, low = min(xs), max(xs), min(ys), max(ys)
        if end < left or start > right or low < top or high > bottom:
            return False
        return not (west < start and end < east and north < high and low < south)

    def _edges(self, left: float, top: float, right: float, bottom: float) -> Edges:
        """Left, top, right and bottom of a box in mm, placed."""
        (x, y), across, down = self._origin, self._across, self._down
        one, other = (left - x) * across, (right - x) * across
        if self.window.mirrored:
            one, other = other, one
        return one, (top - y) * down, other, (bottom - y) * down


def furrows(quad: Quad, count: int) -> list[tuple[Point, Point]]:
    """Lines from a quad's left side to its right, each in the middle of its share of them."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    across, down, right, below = dx - ax, dy - ay, cx - bx, cy - by
    rows = [(i + 0.5) / count for i in range(count)]
    return [((ax + across * t, ay + down * t), (bx + right * t, by + below * t)) for t in rows]


def plain_ring(corners: Sequence[Point]) -> str:
    """A closed outline of straight sides through placed corners."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    return PLAIN_RING % (ax, ay, bx, by, cx, cy, dx, dy)


def paths(lines: Sequence[Sequence[Point]]) -> str:
    """Lines of equally many points: straight through their two points, or curves."""
    points = len(lines[0])
    numbers: list[float] = []
    for line in lines:
        numbers += line[0]
        numbers += line[1] if points == 2 else handles(line)
    pattern = START + (STRAIGHT if points == 2 else CURVE * (points // PIECES))
    return "\n".join([pattern] * len(lines)) % tuple(numbers)


def handles(line: Sequence[Point]) -> list[float]:
    """The curves through a line's points: Bézier curves of the third degree that pass the points at a third and two
    thirds of their way. Of each curve its handles and its end."""
    found: list[float] = []
    x, y = line[0]
    for (ax, ay), (bx, by), (right, below) in zip(line[1::3], line[2::3], line[3::3], strict=True):
        found += (
            (18 * ax - 9 * bx - 5 * x + 2 * right) / 6,
            (18 * ay - 9 * by - 5 * y + 2 * below) / 6,
            (18 * bx - 9 * ax - 5 * right + 2 * x) / 6,
            (18 * by - 9 * ay - 5 * below + 2 * y) / 6,
            right,
            below,
        )
        x, y = right, below
    return found


def inset(quad: Quad, across: float, down: float) -> Quad:
    """A parcel's corners moved inwards by these fractions of its sides."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    corners = []
    for s, t in ((across, down), (1 - across, down), (1 - across, 1 - down), (across, 1 - down)):
        u, v = ax + (bx - ax) * s, ay + (by - ay) * s
        corners.append((u + (dx + (cx - dx) * s - u) * t, v + (dy + (cy - dy) * s - v) * t))
    first, second, third, fourth = corners
    return first, second, third, fourth


def ink_of(inks: ChapterInks, role: str) -> str:
    """The ink of a role: deep, bright or pale of the chapter, or paper."""
    return "paper" if role == "paper" else str(getattr(inks, role))
