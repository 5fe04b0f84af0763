"""The brand file's motif keys → the motif; what they leave out is the house style's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from report.errors import Location
from report.model.motif import CROP_NAMES, HOUSE_MOTIF, MAPS, CoverLand, LandMap, Motif, Pen
from report.sources.brandfile import CoverLandEntry, MapEntry, MotifEntry, PenEntry
from report.sources.reading import Reader, did_you_mean

MOST_CUT, MOST_SEED = 600, 80
# key: least and most that can be drawn
LIMITS: dict[str, tuple[float, float]] = {
    "n": (2, MOST_CUT),
    "aspect": (0.01, 1000),
    "slant": (0, 0.2),
    "angle": (-180, 180),
    "ditch": (0, 5),
    "weight": (0.05, 5),
    "along": (0, 1),
    "canal": (0, 20),
}
Crops = tuple[tuple[str, float], ...]
PITCH = (0.5, 20.0)  # mm


def motif_of(given: MotifEntry | None, reader: Reader) -> Motif:
    """The motif of a brand file, with a problem for every value that cannot be drawn."""
    house = HOUSE_MOTIF
    if given is None:
        return house
    pen = _pen(house.pen, given, reader)
    crops = _crops(given.crops, given.at, house.crops, reader)
    return Motif(
        maps=tuple(_map(entry, reader) for entry in given.maps) or house.maps,
        seed=_seed(given.seed, given.at, reader),
        pen=pen,
        crops=crops,
        cover=_cover(house.cover, given, house.cover.crops if given.crops is None else crops, reader),
    )


def _map(entry: MapEntry, reader: Reader) -> LandMap:
    house = MAPS[entry.map]
    given = _given(entry, ("aspect", "slant", "angle"), reader)
    if (count := _within("n", entry.n, entry.at, reader)) is not None:
        given["count"] = count
    if entry.accent is not None:
        if all(0 <= part <= 1 for part in entry.accent):
            given["accent"] = entry.accent
        else:
            reader.problem("bad-motif", "accent: both parts lie between 0 and 1.", entry.at)
    return replace(house, seed=_seed(entry.seed, entry.at, reader), **given)


def _cover(house: CoverLand, motif: MotifEntry, crops: Crops, reader: Reader) -> CoverLand:
    """The cover's land: pen and crops that the motif gives hold for it too, but for what the cover itself gives."""
    pen = _pen(house.pen, motif, None)
    entry: CoverLandEntry | None = motif.cover
    if entry is None:
        return replace(house, pen=pen, crops=crops)
    given = _given(entry, ("canal",), reader)
    if (cut := _within("n", entry.n, entry.at, reader)) is not None:
        given["cut"] = cut
    return replace(
        house,
        pen=_pen(pen, entry, reader),
        crops=_crops(entry.crops, entry.at, crops, reader),
        seed=_seed(entry.seed, entry.at, reader),
        crop_seed=_seed(entry.crop_seed, entry.at, reader),
        **given,
    )


def _pen(house: Pen, entry: PenEntry, reader: Reader | None) -> Pen:
    """The pen with what an entry changes; without a reader nothing is told, as it was told before."""
    given = _given(entry, ("ditch", "along"), reader)
    if entry.accent is not None:
        given["accent"] = entry.accent
    if entry.pitch is not None:
        least, most = entry.pitch if isinstance(entry.pitch, tuple) else (entry.pitch, entry.pitch)
        if PITCH[0] <= least <= most <= PITCH[1]:
            given["pitch"] = (least, most)
        elif reader is not None:
            hint = f"Write a distance from {PITCH[0]:g} to {PITCH[1]:g} mm, or [least, most]."
            reader.problem("bad-motif", "pitch: furrows cannot be drawn so.", entry.at, hint)
    if entry.weight is not None:
        fine, heavy = entry.weight if isinstance(entry.weight, tuple) else (entry.weight, entry.weight)
        least, most = LIMITS["weight"]
        if least <= fine <= heavy <= most:
            given["weight"] = (fine, heavy)
        elif reader is not None:
            wrong = fine if fine < least or fine > heavy else heavy
            message = f"weight must lie between {least:g} and {most:g}, not {wrong:g}."
            reader.problem("bad-motif", message, entry.at, "Write one weight, or [fine, heavy].")
    return replace(house, **given)


def _crops(given: Mapping[str, float] | None, at: Location, house: Crops, reader: Reader) -> Crops:
    """The crops named, in their own order; those not named are not sown."""
    if given is None:
        return house
    for name, weight in given.items():
        if name not in CROP_NAMES:
            hint = did_you_mean(name, list(CROP_NAMES))
            reader.problem("unknown-crop", f"There is no crop {name}.", at, hint)
        elif not 0 <= weight <= 1000:
            reader.problem("bad-motif", f"{name}: a weight lies between 0 and 1000.", at)
    sown = tuple((name, given[name]) for name in CROP_NAMES if given.get(name, 0) > 0)
    if not sown:
        reader.problem("bad-motif", "crops: nothing is sown.", at, "Give one of them a weight above 0.")
    return sown or house


def _given(entry: Any, names: tuple[str, ...], reader: Reader | None) -> dict[str, Any]:
    values = {name: _within(name, getattr(entry, name), entry.at, reader) for name in names}
    return {name: value for name, value in values.items() if value is not None}


def _within(name: str, value: float | None, at: Location, reader: Reader | None) -> float | None:
    """A value that can be drawn, or none."""
    if value is None:
        return None
    least, most = LIMITS[name]
    if least <= value <= most:
        return value
    if reader is not None:
        reader.problem("bad-motif", f"{name} must lie between {least:g} and {most:g}, not {value:g}.", at)
    return None


def _seed(seed: str, at: Location, reader: Reader) -> str:
    if len(seed) > MOST_SEED:
        reader.problem("bad-motif", f"A seed has at most {MOST_SEED} letters.", at)
    return seed[:MOST_SEED]
