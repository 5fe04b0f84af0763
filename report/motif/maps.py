"""Maps from the unit square to land in mm: where the parcels' corners, ditches and furrows lie."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from itertools import pairwise
from math import atan2, ceil, cos, dist, hypot, inf, pi, radians, sin, sqrt
from operator import mul
from typing import NamedTuple

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]

TURN = 2 * pi
SLOW, QUICK = 0.75 * TURN, 2 * TURN
SHAPE = 216 / 156  # of an opener's motif on A4, width to height
NARROWEST, WIDEST = 1.1, 1.6
FLAT = 0.02  # mm: a line that bulges less is straight
TURN_OF_A_CURVE = 2 * pi / 9  # a line that turns more is drawn as several curves
RING_BOX = hypot(216.0, 156.0)  # mm, the diagonal of the box that the ring's radii are given for (SPEC, Motif)


def between(p: Point, q: Point, t: float) -> Point:
    """The point at fraction t of the way from p to q."""
    return p[0] + (q[0] - p[0]) * t, p[1] + (q[1] - p[1]) * t


def area(points: list[Point]) -> float:
    """The area of a polygon."""
    total = 0.0
    x, y = points[-1]
    for right, below in points:
        total += x * below - right * y
        x, y = right, below
    return abs(total) / 2


class Shape(NamedTuple):
    """A parcel's width and height through its middle, in mm, and how many curves a line along each takes; none where
    it is straight."""

    width: float
    height: float
    across: int
    down: int


class Map(ABC):
    """A map of land; `straight` says that it keeps straight lines straight."""

    straight = False
    middle_steps = 4  # in which a bent middle line is measured
    reach: float = inf  # mm that one curve may follow a line that swings to both sides

    @abstractmethod
    def trace(self, points: Sequence[Point]) -> list[Point]:
        """Where points of the unit square lie, in mm from the box's top left."""

    def at(self, point: Point) -> Point:
        """Where one point lies."""
        return self.trace((point,))[0]

    def rim(self, quad: Quad) -> Sequence[Point]:
        """Points of the unit square that tell about where a parcel lies: its corners and, where lines bend, the
        middles of its sides."""
        return quad if self.straight else along(quad, 2)

    def outline(self, quad: Quad) -> list[Point]:
        """A parcel's outline, roughly."""
        return self.trace(self.rim(quad))

    def shape(self, quad: Quad) -> Shape:
        """What a parcel measures."""
        across, down = self.middle_lines(quad)
        return Shape(length(across), length(down), curves(across, self.reach), curves(down, self.reach))

    def size(self, quad: Quad) -> float:
        """The land of a parcel in mm², its sides taken as four straight pieces each."""
        a, b, c, d = quad
        return abs(self.swept(a, b) + self.swept(b, c) + self.swept(c, d) + self.swept(d, a)) / 2

    def misses(self, quad: Quad, top_left: Point, bottom_right: Point) -> bool:
        """Whether it is plain at a glance that no point of a parcel lies in a rectangle (mm)."""
        del quad, top_left, bottom_right
        return False

    def swept(self, start: Point, end: Point) -> float:
        """Twice the land (mm²) between a straight line of the unit square and a fixed point: what one side adds to a
        parcel's size, with the sign of its direction."""
        (u, v), (right, below) = start, end
        across, down = (right - u) / 4, (below - v) / 4
        (ax, ay), (bx, by), (cx, cy), (dx, dy), (ex, ey) = self.trace(
            (start, (u + across, v + down), (u + across * 2, v + down * 2), (u + across * 3, v + down * 3), end)
        )
        return ax * by - bx * ay + bx * cy - cx * by + cx * dy - dx * cy + dx * ey - ex * dy

    def extent(self, quad: Quad) -> tuple[float, float]:
        """A parcel's width along u and height along v, in mm, through its middle."""
        across, down = self.middle_lines(quad)
        return length(across), length(down)

    def middle_lines(self, quad: Quad) -> tuple[list[Point], list[Point]]:
        """The lines through a parcel's middle, along u and along v."""
        a, b, c, d = quad
        steps = 1 if self.straight else self.middle_steps
        across = self.line(between(a, d, 0.5), between(b, c, 0.5), steps)
        return across, self.line(between(a, b, 0.5), between(d, c, 0.5), steps)

    def line(self, start: Point, end: Point, steps: int) -> list[Point]:
        """A straight line of the unit square, in so many steps."""
        u, v = start
        across, down = (end[0] - u) / steps, (end[1] - v) / steps
        return self.trace([(u + across * step, v + down * step) for step in range(steps + 1)])


def along(quad: Quad, steps: int) -> list[Point]:
    """Points around a quad of the unit square, each side in so many steps."""
    points = []
    u, v = quad[3]
    for right, below in quad:
        across, down = (right - u) / steps, (below - v) / steps
        points += [(u + across * step, v + down * step) for step in range(steps)]
        u, v = right, below
    return points


def length(points: list[Point]) -> float:
    """The length of a line through points."""
    return sum(map(dist, points, points[1:]))


class Affine(Map):
    """A centred rectangle of so many mm, turned by an angle; grown where it would not cover the box."""

    straight = True

    def __init__(self, box: Point, across: float, down: float, angle: float, shift: Point = (0.0, 0.0)) -> None:
        width, height = box
        turn = radians(angle)
        c, s = cos(turn), sin(turn)
        across = max(across, width * abs(c) + height * abs(s))
        down = max(down, width * abs(s) + height * abs(c))
        self.turn = c, s
        self._u, self._v = (across * c, across * s), (-down * s, down * c)
        self._origin = (
            shift[0] + width / 2 - (self._u[0] + self._v[0]) / 2,
            shift[1] + height / 2 - (self._u[1] + self._v[1]) / 2,
        )

    def trace(self, points: Sequence[Point]) -> list[Point]:
        (x, y), (ux, uy), (vx, vy) = self._origin, self._u, self._v
        return [(x + ux * u + vx * v, y + uy * u + vy * v) for u, v in points]

    def size(self, quad: Quad) -> float:
        if not self.straight:
            return super().size(quad)
        (ux, uy), (vx, vy) = self._u, self._v
        return area(list(quad)) * abs(ux * vy - uy * vx)

    def extent(self, quad: Quad) -> tuple[float, float]:
        if not self.straight:
            return super().extent(quad)
        (au, av), (bu, bv), (cu, cv), (du, dv) = quad
        across = (bu + cu - au - du) / 2, (bv + cv - av - dv) / 2
        down = (du + cu - au - bu) / 2, (dv + cv - av - bv) / 2
        return self._reach(across), self._reach(down)

    def _reach(self, step: Point) -> float:
        (ux, uy), (vx, vy), (u, v) = self._u, self._v, step
        return hypot(ux * u + vx * v, uy * u + vy * v)


class Polar(Map):
    """Part of a ring around a centre: u is the angle, v the radius; `wobble` lets the radius swell a little."""

    def __init__(
        self, centre: Point, radii: Point, angles: Point, power: float = 1.0, wobble: float = 0.0
    ) -> None:  # fmt: skip
        self._x, self._y = centre
        self._inner, self._depth = radii[0], radii[1] - radii[0]
        self._from, self._sweep = radians(angles[0]), radians(angles[1]) - radians(angles[0])
        self._power, self._wobble = power, wobble
        self.middle_steps = 10 if self._sweep > pi else 4

    def trace(self, points: Sequence[Point]) -> list[Point]:
        x, y, start, sweep = self._x, self._y, self._from, self._sweep
        inner, depth, power, wobble = self._inner, self._depth, self._power, self._wobble
        traced = []
        for u, v in points:
            angle = start + sweep * u
            radius = inner + depth * v**power
            if wobble:
                radius *= 1 + wobble * sin(3 * angle + 2 * v)
            traced.append((x + radius * cos(angle), y + radius * sin(angle)))
        return traced

    def _radii(self, start: Point, end: Point, steps: int) -> list[float]:
        """The radii at the ends of so many pieces of a line."""
        (u, v), (right, below) = start, end
        across, down = (right - u) / steps, (below - v) / steps
        inner, depth, power, wobble = self._inner, self._depth, self._power, self._wobble
        if not wobble:
            return [inner + depth * (v + down * step) ** power for step in range(steps + 1)]
        phase, quickness = 3 * (self._from + self._sweep * u) + 2 * v, 3 * self._sweep * across + 2 * down
        return [
            (inner + depth * (v + down * step) ** power) * (1 + wobble * sin(phase + quickness * step))
            for step in range(steps + 1)
        ]

    def misses(self, quad: Quad, top_left: Point, bottom_right: Point) -> bool:
        """All of a parcel lies between two radii: beyond the rectangle's farthest corner, or nearer than its side."""
        (left, top), (right, bottom) = top_left, bottom_right
        (_, a), (_, b), (_, c), (_, d) = quad
        x, y, inner, depth, power, wobble = self._x, self._y, self._inner, self._depth, self._power, self._wobble
        least: float = (inner + depth * min(a, b, c, d) ** power) * (1 - wobble)
        most: float = (inner + depth * max(a, b, c, d) ** power) * (1 + wobble)
        if least > hypot(max(x - left, right - x), max(y - top, bottom - y)):
            return True
        return most < hypot(max(left - x, 0.0, x - right), max(top - y, 0.0, y - bottom))

    def swept(self, start: Point, end: Point) -> float:
        """As for every map, from radii and angles alone: pieces along a radius add nothing."""
        if start[0] == end[0]:
            return 0.0
        turn: float = sin(self._sweep * (end[0] - start[0]) / 4)
        if start[1] == end[1] and not self._wobble:
            radius: float = self._inner + self._depth * start[1] ** self._power
            return turn * 4 * radius * radius
        radii = self._radii(start, end, 4)
        products: float = sum(map(mul, radii, radii[1:]))
        return turn * products

    def extent(self, quad: Quad) -> tuple[float, float]:
        a, b, c, d = quad
        left, right, top, bottom = between(a, d, 0.5), between(b, c, 0.5), between(a, b, 0.5), between(d, c, 0.5)
        return self._chords(left, right), self._chords(top, bottom)

    def _chords(self, start: Point, end: Point) -> float:
        """The length of a line, in chords between its radii."""
        if start[0] == end[0]:
            inner, outer = self._radii(start, end, 1)
            return abs(outer - inner)
        steps = self.middle_steps
        radii = self._radii(start, end, steps)
        spread = 2 * (1 - cos(self._sweep * (end[0] - start[0]) / steps))
        return sum([sqrt((outer - inner) ** 2 + outer * inner * spread) for inner, outer in pairwise(radii)])


class Creek(Affine):
    """A turned rectangle whose strips meander."""

    straight = False
    reach = 28.0

    def __init__(self, box: Point, angle: float, shift: Point) -> None:
        super().__init__(box, 1.3 * box[0], 1.9 * box[1], angle, shift)
        self._swing = 0.11 * box[1]

    def trace(self, points: Sequence[Point]) -> list[Point]:
        (x, y), (ux, uy), (vx, vy), (c, s) = self._origin, self._u, self._v, self.turn
        swing, slow, quick = self._swing, 1.3 * TURN, 2.73 * TURN
        traced = []
        for u, v in points:
            long, short = sin(slow * u + 0.5), sin(quick * u + 3.9 * v)
            shift = swing * (long * (0.55 + 0.45 * sin(pi * v)) + 0.35 * short)
            traced.append((x + ux * u + vx * v - s * shift, y + uy * u + vy * v + c * shift))
        return traced


class CoverMap(Map):
    """The cover's rolling land; made for A4 with its bleed, other boxes stretch it."""

    reach = 40.0

    def __init__(self, box: Point) -> None:
        self._width, self._height = box
        self._scale = box[0] / 216, box[1] / 303
        turn = radians(-13)
        self._cos, self._sin = cos(turn), sin(turn)

    def trace(self, points: Sequence[Point]) -> list[Point]:
        left, top, c, s = self._width / 2, self._height / 2, self._cos, self._sin
        width, height = self._width * 1.32, self._height * 1.28
        sway, swell, ripple = 13 * self._scale[0], 16 * self._scale[1], 7 * self._scale[1]
        traced = []
        for u, v in points:
            x = (u - 0.5) * width + sway * sin(SLOW * v + 0.6)
            y = (v - 0.5) * height + swell * sin(TURN * (u * 0.9 + 0.12) + v * 1.2) + ripple * sin(QUICK * u + v * 4)
            traced.append((left + x * c - y * s, top + x * s + y * c))
        return traced


def map_named(name: str, box: Point, angle: float) -> Map:
    """The map of this name over a box of width and height in mm (SPEC, Motif). A box of another shape than an
    opener's shows the middle of a box that has it."""
    width, height = box
    if not NARROWEST <= width / height <= WIDEST:
        width, height = max(width, height * SHAPE), max(height, width / SHAPE)
    left, top = (box[0] - width) / 2, (box[1] - height) / 2
    if name == "ring":
        scale = hypot(width, height) / RING_BOX
        centre = left + width * 0.70, top + height * 0.44
        return Polar(centre, (6 * scale, 265 * scale), (-128, 232), 1.15, 0.012)
    if name == "fan":
        centre = left + width * 0.12, top + height * 1.95
        return Polar(centre, (height * 0.55, height * 2.75), (-104, -16), 1.12)
    if name == "dike":
        centre = left - width * 0.22, top + height * 1.95
        return Polar(centre, (height * 0.5, height * 3.2), (-96, -6))
    if name == "creek":
        return Creek((width, height), angle, (left, top))
    across, down = (1.45, 1.9) if name == "strip" else (1.4, 1.7)
    return Affine((width, height), across * width, down * height, angle, (left, top))


def curves(points: list[Point], reach: float) -> int:
    """How many curves a line through these points takes, by how much it turns and how far (mm) one may reach;
    0 when it is straight."""
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
    extent = length(points)
    if extent * turn / 8 < FLAT:
        return 0
    return max(ceil(turn / TURN_OF_A_CURVE), ceil(extent / reach))
