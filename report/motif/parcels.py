"""Land → parcels: the largest piece is cut in two until there are enough."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Sequence
from itertools import pairwise
from math import exp
from random import Random
from typing import NamedTuple

from msgspec import Struct, field

from report.motif.maps import Map, Point, Quad, between

LEAST_CUT, MOST_CUT = 0.15, 0.85  # of a side: no cut comes nearer to a corner
WHOLE: Quad = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


class Parcel(NamedTuple):
    """A piece of land: its corners in the unit square, and the district it lies in."""

    quad: Quad
    district: int = 0


class Cutting(Struct, frozen=True):
    """How land is cut: across where wider than `aspect` times the height, at the middle give or take `jitter`,
    slanting by up to `slant`; `noise` lets smaller parcels go first now and then. `weigh` makes the same area count
    for more in some places (mm)."""

    aspect: float
    jitter: float
    slant: float
    noise: float
    weigh: Callable[[float, float], float] | None = None


Ranked = tuple[float, int, Parcel]  # size times noise, order of birth, parcel


class Surveyor(Struct):
    """Cuts the parcels of one map. All randomness comes from `random`, four numbers for a cut."""

    map: Map
    random: Random
    _births: int = field(default=0)
    _swept: dict[tuple[Point, Point], float] = field(default_factory=dict)

    def cut_into(self, roots: Sequence[Parcel], count: int, cutting: Cutting) -> list[Parcel]:
        """Cut the roots into so many parcels: in order of size, the last cut ones at the end."""
        ranked: list[Ranked] = []
        for root in roots:
            insort(ranked, self._ranked(root, cutting, 1.0))
        newest: tuple[Ranked, ...] = ()
        while len(ranked) < count:
            newest = self.cut(ranked.pop()[2], cutting)
            for piece in newest:
                insort(ranked, piece)
        for piece in newest:
            ranked.remove(piece)
        return [parcel for _, _, parcel in (*ranked, *newest)]

    def cut(self, parcel: Parcel, cutting: Cutting) -> tuple[Ranked, Ranked]:
        """Both halves of a parcel."""
        lot = self.random.random
        jitter, slanted, noise = cutting.jitter, cutting.slant, cutting.noise
        across, down = self.map.extent(parcel.quad)
        a, b, c, d = parcel.quad
        middle = 0.5 + (2 * jitter * lot() - jitter)
        slant = 2 * slanted * lot() - slanted
        one = min(MOST_CUT, max(LEAST_CUT, middle + slant))
        other = min(MOST_CUT, max(LEAST_CUT, middle - slant))
        if across > cutting.aspect * down:
            top, bottom = between(a, b, one), between(d, c, other)
            quads: tuple[Quad, Quad] = (a, top, bottom, d), (top, b, c, bottom)
        else:
            left, right = between(a, d, one), between(b, c, other)
            quads = (a, b, right, left), (left, right, c, d)
        first, second = quads
        return (
            self._ranked(Parcel(first, parcel.district), cutting, exp(2 * noise * lot() - noise)),
            self._ranked(Parcel(second, parcel.district), cutting, exp(2 * noise * lot() - noise)),
        )

    def _ranked(self, parcel: Parcel, cutting: Cutting, noise: float) -> Ranked:
        size = self.map.size(parcel.quad) if self.map.straight else self._size(parcel.quad)
        if cutting.weigh is not None:
            (ax, ay), (bx, by), (cx, cy), (dx, dy) = parcel.quad
            size *= cutting.weigh(*self.map.at(((ax + bx + cx + dx) / 4, (ay + by + cy + dy) / 4)))
        self._births += 1
        # nine digits: the last ones depend on the platform's sine
        return float(f"{size * noise:.9g}"), self._births, parcel

    def _size(self, quad: Quad) -> float:
        """The land of a parcel, each side measured once for both its neighbours."""
        swept, total, start = self._swept, 0.0, quad[3]
        for end in quad:
            share = swept.get((start, end))
            if share is None:
                share = swept[start, end] = self.map.swept(start, end)
                swept[end, start] = -share
            total += share
            start = end
        return abs(total) / 2


def bands(borders: Sequence[float], tilt: float = 0.0) -> list[Quad]:
    """Strips of the unit square between these values of v, each rising by `tilt` along u."""
    return [((0.0, top), (1.0, top + tilt), (1.0, bottom + tilt), (0.0, bottom)) for top, bottom in pairwise(borders)]
