"""The motif as the brand wants it: how land is divided, sown and drawn. Lengths in mm, angles in degrees."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

MapName = Literal["ring", "fan", "strip", "dike", "creek", "block"]


class LandMap(Struct, frozen=True):
    """One way of dividing land (SPEC, Motif). `count` parcels are cut of the whole map, of which a page shows a part.
    A parcel wider than `aspect` times its height is cut across; cuts slant by up to `slant` of a side. `accent` is
    the point, in fractions of the box, whose parcel gets the accent ink. `angle` turns strip, creek and block.
    `seed` replaces the motif's own."""

    map: MapName
    count: int
    aspect: float
    slant: float
    accent: tuple[float, float]
    angle: float = 0.0
    seed: str = ""


MAPS: dict[str, LandMap] = {
    "ring": LandMap("ring", 300, 2.6, 0.0, (0.82, 0.22)),
    "fan": LandMap("fan", 170, 0.30, 0.035, (0.74, 0.28)),
    "strip": LandMap("strip", 215, 0.13, 0.02, (0.70, 0.26), angle=-14.0),
    "dike": LandMap("dike", 190, 2.8, 0.0, (0.74, 0.30)),
    "creek": LandMap("creek", 92, 6.5, 0.0, (0.66, 0.30), angle=-7.0),
    "block": LandMap("block", 240, 1.12, 0.035, (0.80, 0.30), angle=12.0),
}

# How often each crop is sown: a full field, furrows or dots, named `lines-ground`.
CROP_WEIGHTS: dict[str, float] = {
    "deep": 12,
    "bright": 18,
    "pale": 9,
    "furrow-deep-pale": 12,
    "furrow-bright-deep": 10,
    "furrow-bright-paper": 12,
    "furrow-paper-bright": 11,
    "furrow-bright-pale": 8,
    "dots-deep-pale": 5,
    "dots-bright-paper": 3,
}

# Lines on the deepest ink, which a brand may sow too.
DARK_CROPS = ("furrow-paper-deep", "furrow-pale-deep")
CROP_NAMES = (*CROP_WEIGHTS, *DARK_CROPS)


COVER_WEIGHTS: dict[str, float] = dict(zip(CROP_WEIGHTS, (12, 22, 8, 12, 11, 10, 11, 7, 4, 2), strict=True))


class Pen(Struct, frozen=True):
    """How parcels are drawn: the ditch on each side of a parcel, the distance between furrows (drawn anew for each
    parcel between least and most), their weight where they are nearest and farthest apart, and the share of parcels
    whose furrows run along the long side. The accent is a full field, or furrows in its ink."""

    ditch: float = 0.45
    pitch: tuple[float, float] = (1.35, 1.35)
    weight: tuple[float, float] = (0.40, 0.40)
    along: float = 0.82
    accent: Literal["field", "furrows"] = "field"


class CoverLand(Struct, frozen=True):
    """What the cover does otherwise. `seed` decides the parcels, `crop_seed` what is sown. `cut` is how many parcels
    are cut before those in view are counted, 0 to let the count decide; `canal` is the width of the water between
    districts."""

    seed: str = ""
    crop_seed: str = ""
    cut: int = 0
    canal: float = 2.6
    pen: Pen = Pen(0.42, (1.2, 1.2), (0.38, 0.38), 0.8)
    crops: tuple[tuple[str, float], ...] = tuple(COVER_WEIGHTS.items())


class Motif(Struct, frozen=True):
    """The maps in the order of the chapters (a chapter beyond the last begins the list again), what is sown and how
    it is drawn. `seed` is the report's period where the brand gives none."""

    maps: tuple[LandMap, ...] = tuple(MAPS.values())
    seed: str = ""
    pen: Pen = Pen()
    crops: tuple[tuple[str, float], ...] = tuple(CROP_WEIGHTS.items())
    cover: CoverLand = CoverLand()


HOUSE_MOTIF = Motif()
