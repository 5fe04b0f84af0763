"""The brand's motif → ground: land cut into parcels, each with its crop, ready to be drawn through any window."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import dist
from random import Random

from msgspec import Struct, msgpack
from msgspec.structs import replace

from report.model.motif import LandMap, Motif, Pen
from report.motif.maps import Map, Point, Shape, map_named
from report.motif.parcels import WHOLE, Cutting, Parcel, Surveyor, bands

JITTER = {"ring": 0.12, "fan": 0.12, "strip": 0.12, "dike": 0.12, "creek": 0.12, "block": 0.10}
NOISE = 0.45
SAMPLES = 15  # points a side that decide whether a parcel is in view (SPEC, Motif)
ACCENT_SAMPLES = 5
ACCENT_SHARE = 0.5  # of the accent's parcel that must be in view
ROOTS = {
    "ring": (0, 0.035, 0.075, 0.12, 0.17, 0.225, 0.29, 0.36, 0.44, 0.53, 0.64, 0.77, 1),
    "fan": (0, 0.34, 0.53, 0.72, 1),
    "strip": (0, 0.17, 0.335, 0.5, 0.665, 0.83, 1),
    "dike": (0, 0.1, 0.19, 0.27, 0.35, 0.40, 0.48, 0.53, 0.60, 0.66, 0.75, 0.85, 1),
    "creek": (0, 0.1, 0.18, 0.26, 0.33, 0.41, 0.47, 0.54, 0.61, 0.68, 0.76, 0.85, 1),
}
TILT = {"strip": 0.012}
TURNS = {"strip": (4, 1, 2, 3, 5, 0)}  # of bands equally large: the last is cut first


class Box(Struct, frozen=True, array_like=True, gc=False):
    """A rectangle in mm, y down."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, point: Point) -> bool:
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def apart(self, other: Box, slack: float = 2.0) -> bool:
        """Whether another box lies wholly on one side; `slack` (mm) allows for outlines that bulge."""
        return (
            other.right < self.left - slack
            or other.left > self.right + slack
            or other.bottom < self.top - slack
            or other.top > self.bottom + slack
        )

    def surrounds(self, other: Box, slack: float = 2.0) -> bool:
        """Whether another box lies wholly within, with the same allowance."""
        return (
            other.left > self.left + slack
            and other.right < self.right - slack
            and other.top > self.top + slack
            and other.bottom < self.bottom - slack
        )


NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


class Plot(Struct, frozen=True, array_like=True, gc=False):
    """A parcel with its crop. `bounds` is about where it lies, `shape` what it measures; `cross` furrows run along
    the short side, `pitch` mm apart."""

    parcel: Parcel
    bounds: Box
    shape: Shape
    crop: str
    cross: bool
    pitch: float


class Ground(Struct, frozen=True):
    """Land that is cut and sown. `accent` is the index of the plot in the accent ink, -1 for none; `canals` are
    districts with water around them. `box` is its size in mm."""

    map: Map
    box: Point
    plots: tuple[Plot, ...]
    accent: int
    pen: Pen
    canals: tuple[Parcel, ...] = ()
    canal: float = 0.0

    def centre(self, plot: Plot) -> Point:
        """Where the middle of a plot lies, in mm."""
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = plot.parcel.quad
        return self.map.at(((ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4))


class Folded(Struct, frozen=True):
    """A ground put away in a tenth of the room: few of a long report's are looked at again."""

    ground: Ground
    plots: bytes

    @classmethod
    def of(cls, ground: Ground) -> Folded:
        return cls(replace(ground, plots=()), msgpack.encode(ground.plots))

    def unfolded(self) -> Ground:
        return replace(self.ground, plots=msgpack.decode(self.plots, type=tuple[Plot, ...]))


def chapter_land(motif: Motif, number: int) -> LandMap:
    """The map of a chapter, counted from 1."""
    return motif.maps[(number - 1) % len(motif.maps)]


def chapter_ground(motif: Motif, number: int, box: Point, seed: str) -> Ground:
    """The ground of a chapter's opener, not yet with an accent. `box` is its size in mm, `seed` what makes this
    report's parcels its own."""
    land = chapter_land(motif, number)
    random = Random(f"{land.seed or seed}-{number}")
    surveyor = Surveyor(map_named(land.map, box, land.angle), random)
    quads = bands(ROOTS[land.map], TILT.get(land.map, 0.0)) if land.map in ROOTS else [WHOLE]
    quads = [quads[turn] for turn in TURNS.get(land.map, range(len(quads)))]
    weigh = _coarser_to_the_right(box) if land.map == "block" else None
    cutting = Cutting(land.aspect, JITTER[land.map], land.slant, NOISE, weigh)
    parcels = surveyor.cut_into([Parcel(quad) for quad in quads], land.count, cutting)
    view = Box(0.0, 0.0, *box)
    near = [parcel for parcel in parcels if not surveyor.map.misses(parcel.quad, (0.0, 0.0), box)]
    seen = [entry for entry in located(surveyor.map, near) if in_view(surveyor.map, *entry, view)]
    return Ground(surveyor.map, box, sow(surveyor.map, seen, random, motif.crops, motif.pen), -1, motif.pen)


def with_accent(ground: Ground, point: Point, notch: Box = NOWHERE, view: Box | None = None) -> Ground:
    """The ground with its accent nearest to a point, in fractions of the box; in view, and not under the notch."""
    at = point[0] * ground.box[0], point[1] * ground.box[1]
    return replace(ground, accent=accent_near(ground, at, view or Box(0.0, 0.0, *ground.box), notch))


def _coarser_to_the_right(box: Point) -> Callable[[float, float], float]:
    """The block map's grain: areas to the left and below count for more, so they are cut smaller."""
    width, height = box

    def weigh(x: float, y: float) -> float:
        reach: float = min(width, max(0.0, x)) / width * 0.75 + min(1.0, max(0.0, height - y) / height) * 0.25
        return 1 / (0.05 + float(reach**2.4))

    return weigh


def located(land: Map, parcels: Sequence[Parcel]) -> list[tuple[Parcel, Box]]:
    """Parcels, each with about where it lies."""
    corners = [parcel.quad for parcel in parcels]
    spots = land.trace([spot for quad in corners for spot in land.rim(quad)])
    points = len(spots) // max(1, len(corners))
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    found = []
    for at, parcel in zip(range(0, len(spots), points or 1), parcels, strict=True):
        across, down = xs[at : at + points], ys[at : at + points]
        found.append((parcel, Box(min(across), min(down), max(across), max(down))))
    return found


def in_view(land: Map, parcel: Parcel, bounds: Box, view: Box) -> bool:
    """Whether any of the parcel's sample points lies in view."""
    if view.apart(bounds):
        return False
    if view.surrounds(bounds, 0.0):
        return True
    return any(map(view.holds, land.outline(parcel.quad))) or any(
        map(view.holds, samples(land, parcel, SAMPLES, edges=True))
    )


def samples(land: Map, parcel: Parcel, side: int, *, edges: bool = False) -> list[Point]:
    """Points spread over a parcel, `side` times `side`; with `edges` the outermost lie on its outline."""
    return land.trace([spot for row in sample_rows(parcel, side, edges=edges) for spot in row])


def sample_rows(parcel: Parcel, side: int, *, edges: bool = False) -> Iterator[list[Point]]:
    """The same points in the unit square, row by row."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = parcel.quad
    steps = [i / (side - 1) for i in range(side)] if edges else [(i + 0.5) / side for i in range(side)]
    for t in steps:
        u, v = ax + (dx - ax) * t, ay + (dy - ay) * t
        across, down = bx + (cx - bx) * t - u, by + (cy - by) * t - v
        yield [(u + across * s, v + down * s) for s in steps]


def sow(
    land: Map, parcels: Sequence[tuple[Parcel, Box]], random: Random, crops: Sequence[tuple[str, float]], pen: Pen
) -> tuple[Plot, ...]:
    """A crop for every parcel that lies in such a box; drawn once more where it is that of the one before."""
    plots = []
    before = ""
    least, most = pen.pitch
    for parcel, bounds in parcels:
        crop = draw_lot(random, crops)
        if crop == before:
            crop = draw_lot(random, crops)
        before = crop
        cross = random.random() >= pen.along
        pitch = least if least == most else random.uniform(least, most)
        plots.append(Plot(parcel, bounds, land.shape(parcel.quad), crop, cross, pitch))
    return tuple(plots)


def draw_lot(random: Random, crops: Sequence[tuple[str, float]]) -> str:
    """A crop, by weight."""
    left = random.uniform(0, sum(weight for _, weight in crops))
    for crop, weight in crops:
        left -= weight
        if left <= 0:
            return crop
    return crops[-1][0]


def accent_near(ground: Ground, point: Point, view: Box, notch: Box) -> int:
    """The plot nearest to a point of which at least half is in view; where there is none, that of which most is."""
    order = sorted(range(len(ground.plots)), key=lambda index: dist(ground.centre(ground.plots[index]), point))
    best, most = -1, 0.0
    for index in order:
        plot = ground.plots[index]
        share = share_in_view(ground.map, plot.parcel, plot.bounds, view, notch, ACCENT_SAMPLES)
        if share >= ACCENT_SHARE:
            return index
        if share > most:
            best, most = index, share
    return best


def shows(land: Map, parcel: Parcel, bounds: Box, view: Box, notch: Box, side: int, least: float) -> bool:
    """Whether more than this share of a parcel is in view, as `share_in_view` tells it; looks at no more samples than
    it takes to know."""
    if view.apart(bounds) or notch.surrounds(bounds):
        return False
    if view.surrounds(bounds) and notch.apart(bounds):
        return True
    left, top, right, bottom = view.left, view.top, view.right, view.bottom
    west, north, east, south = notch.left, notch.top, notch.right, notch.bottom
    left_over, wanted = side * side, least * side * side
    inside = 0
    for row in sample_rows(parcel, side):
        left_over -= side
        for x, y in land.trace(row):
            if left <= x <= right and top <= y <= bottom and not (west <= x <= east and north <= y <= south):
                inside += 1
        if inside > wanted or inside + left_over <= wanted:
            return inside > wanted
    return False


def share_in_view(land: Map, parcel: Parcel, bounds: Box, view: Box, notch: Box, side: int) -> float:
    """How much of a parcel that lies in such a box is in view and not under the notch, 0 to 1, by samples."""
    if view.apart(bounds) or notch.surrounds(bounds):
        return 0.0
    if view.surrounds(bounds) and notch.apart(bounds):
        return 1.0
    left, top, right, bottom = view.left, view.top, view.right, view.bottom
    west, north, east, south = notch.left, notch.top, notch.right, notch.bottom
    spread = samples(land, parcel, side)
    inside = [
        left <= x <= right and top <= y <= bottom and not (west <= x <= east and north <= y <= south) for x, y in spread
    ]
    return sum(inside) / len(inside)
