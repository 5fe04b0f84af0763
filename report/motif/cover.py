"""The cover's ground: six districts between canals, with exactly as many parcels in view as were asked for."""

from __future__ import annotations

from random import Random

from msgspec import Struct

from report.model.motif import Motif
from report.motif.ground import Box, Ground, located, shows, sow
from report.motif.maps import CoverMap, Point, Quad, along, area, between
from report.motif.parcels import Cutting, Parcel, Surveyor

IN_VIEW = 0.12  # the least share of a parcel that counts as one in view (SPEC, Motif: cover)
SAMPLES = 9
LEAST_PARCELS, MOST_PARCELS = 12, 400
CUT_FOR_ONE = 1.5  # parcels to cut for one in view, to begin with
LEAST_IN_DISTRICT = 2
LEFT, RIGHT = (0.0, 0.36, 0.66, 1.0), (0.0, 0.27, 0.60, 1.0)
TOP_SPLIT, BOTTOM_SPLIT = (0.56, 0.40, 0.60), (0.50, 0.47, 0.53)
JITTER, NOISE = 0.13, 0.5


class District(Struct, frozen=True):
    """A part of the cover in the colours of one chapter, cut in that chapter's manner."""

    quad: Quad
    chapter: int
    aspect: float
    slant: float = 0.04


def districts() -> tuple[District, ...]:
    """The six districts, band by band, left before right (SPEC, Motif: cover)."""
    manners = ((2, 0.5, 0.04), (5, 5.5, 0.02), (1, 2.2, 0.04), (3, 0.17, 0.04), (6, 1.1, 0.04), (4, 2.8, 0.04))
    found = []
    for band in range(3):
        top_left, bottom_left = (0.0, LEFT[band]), (0.0, LEFT[band + 1])
        top_right, bottom_right = (1.0, RIGHT[band]), (1.0, RIGHT[band + 1])
        top = between(top_left, top_right, TOP_SPLIT[band])
        bottom = between(bottom_left, bottom_right, BOTTOM_SPLIT[band])
        found.append(District((top_left, top, bottom, bottom_left), *manners[2 * band]))
        found.append(District((top, top_right, bottom_right, bottom), *manners[2 * band + 1]))
    return tuple(found)


DISTRICTS = districts()


def cover_ground(motif: Motif, count: int, box: Point, bleed: float, seed: str, notch: Box) -> Ground:
    """The ground of the cover. `box` is the page with its bleed, `notch` what paper covers, all in mm from the top
    left of the bleed. `count` parcels are in view: inside the trim and outside the notch."""
    cover = motif.cover
    seed = cover.seed or f"{seed}-cover"
    trim = Box(bleed, bleed, box[0] - bleed, box[1] - bleed)
    land = CoverMap(box)
    sheet = Box(0.0, 0.0, *box)
    parcels, counted = _count_out(land, min(MOST_PARCELS, max(LEAST_PARCELS, count)), cover.cut, seed, trim, notch)
    drawn = [
        entry
        for entry, counts in zip(parcels, counted, strict=True)
        if counts or shows(land, *entry, sheet, notch, SAMPLES, 0.0)
    ]
    plots = sow(land, drawn, Random(cover.crop_seed or f"{seed}-crops"), cover.crops, cover.pen)
    canals = tuple(Parcel(district.quad, district.chapter) for district in DISTRICTS)
    return Ground(land, box, plots, -1, cover.pen, canals, cover.canal)


def _count_out(
    land: CoverMap, count: int, cut: int, seed: str, trim: Box, notch: Box
) -> tuple[list[tuple[Parcel, Box]], list[bool]]:
    """Parcels and where they lie, and which of them count. Cut until no more than wanted are in view, then cut on one
    by one: a cut changes their number by one at most, so it comes to exactly what is wanted."""
    total = cut or round(count * CUT_FOR_ONE)

    def counts(parcel: Parcel, bounds: Box) -> bool:
        return shows(land, parcel, bounds, trim, notch, SAMPLES, IN_VIEW)

    while True:
        surveyor = Surveyor(land, Random(seed))
        parcels = located(land, _divided(surveyor, total))
        counted = [counts(*entry) for entry in parcels]
        surplus = sum(counted) - count
        if surplus <= 0 or total <= len(DISTRICTS) * LEAST_IN_DISTRICT:
            break
        total -= max(1, surplus)
    sizes = [land.size(parcel.quad) if known else 0.0 for (parcel, _), known in zip(parcels, counted, strict=True)]
    while sum(counted) < count:
        largest = max(range(len(parcels)), key=sizes.__getitem__)
        parcel = parcels[largest][0]
        district = next(one for one in DISTRICTS if one.chapter == parcel.district)
        halves = located(land, [half for _, _, half in surveyor.cut(parcel, _cutting(district))])
        known_halves = [counts(*half) for half in halves]
        parcels[largest : largest + 1] = halves
        counted[largest : largest + 1] = known_halves
        sizes[largest : largest + 1] = [
            land.size(half.quad) if known else 0.0 for (half, _), known in zip(halves, known_halves, strict=True)
        ]
    return parcels, counted


def _divided(surveyor: Surveyor, total: int) -> list[Parcel]:
    """All districts cut, each into its share of the parcels by area."""
    roots = [Parcel(district.quad, district.chapter) for district in DISTRICTS]
    sizes = [area(surveyor.map.trace(along(district.quad, 6))) for district in DISTRICTS]
    parcels: list[Parcel] = []
    for district, root, size in zip(DISTRICTS, roots, sizes, strict=True):
        share = max(LEAST_IN_DISTRICT, round(total * size / sum(sizes)))
        parcels += surveyor.cut_into([root], share, _cutting(district))
    return parcels


def _cutting(district: District) -> Cutting:
    return Cutting(district.aspect, JITTER, district.slant, NOISE)
