"""A page and where it has ink → where its stamp goes: a free margin, or the foot of the page made a little smaller."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Object

from report.packs.geometry import Box, Matrix, shared, times, turned

CLEAR = 4.0  # pt between a stamp and what the page shows
MOST_OF_WIDTH, MOST_OF_HEIGHT = 0.8, 0.12  # of a page that a stamp takes, on pages smaller than its own
PARENTS = 50  # of a page, at most


class Spot(Struct, frozen=True):
    """Where a stamp stands. `matrix` takes the stamp's own measures (pt, from its lower left corner) to those of the
    page; `shrink` is what the page's content is scaled by, if it has no margin that is free."""

    matrix: Matrix
    shrink: Matrix | None = None


def inherited(page: Object, key: str) -> Object | None:
    """An entry that a page has of its own or of the page tree above it (ISO 32000-1, 7.7.3.4)."""
    holder: Object | None = page
    for _ in range(PARENTS):
        if not isinstance(holder, Dictionary):
            return None
        if key in holder:
            return holder[key]
        holder = holder.get("/Parent")
    return None


def visible(page: pikepdf.Page) -> Box:
    """The part of a page that is shown, in its own measures."""
    media = _box(inherited(page.obj, "/MediaBox")) or (0.0, 0.0, 595.0, 842.0)
    crop = _box(inherited(page.obj, "/CropBox"))
    seen = shared(media, crop) if crop else media
    return seen if seen and seen[0] < seen[2] and seen[1] < seen[3] else media


def _box(given: Object | None) -> Box | None:
    if not isinstance(given, Array) or len(given) != 4:
        return None
    try:
        a, b, c, d = (float(side) for side in given)
    except (TypeError, ValueError):
        return None
    return min(a, c), min(b, d), max(a, c), max(b, d)


def upright(page: pikepdf.Page) -> Matrix:
    """From a page's measures to those of the page as it is shown: turned, its lower left corner at 0, 0."""
    left, bottom, right, top = visible(page)
    turn = inherited(page.obj, "/Rotate")
    try:
        degrees = int(turn) % 360 if turn is not None else 0
    except (TypeError, ValueError):
        degrees = 0
    return {
        90: (0.0, -1.0, 1.0, 0.0, -bottom, right),
        180: (-1.0, 0.0, 0.0, -1.0, right, top),
        270: (0.0, 1.0, -1.0, 0.0, top, -left),
    }.get(degrees, (1.0, 0.0, 0.0, 1.0, -left, -bottom))


def back_of(matrix: Matrix) -> Matrix:
    """The way back of a matrix that turns, scales and shifts."""
    a, b, c, d, e, f = matrix
    size = a * d - b * c
    return (
        d / size, -b / size, -c / size, a / size,
        (c * f - d * e) / size, (b * e - a * f) / size,
    )  # fmt: skip


def find_spot(page: pikepdf.Page, ink: Sequence[Box], stamp: tuple[float, float], inset: float, *, right: bool) -> Spot:
    """The place for a stamp of this width and height (pt), `inset` from the page's outer edge: at the foot on the outer
    side, else on the other, else at the head, else at the foot of a page made smaller."""
    view = upright(page)
    back = back_of(view)
    whole = turned(visible(page), view)
    width, height = whole[2], whole[3]
    unit = _unit(page)
    scale = min(1.0, MOST_OF_WIDTH * width * unit / stamp[0], MOST_OF_HEIGHT * height * unit / stamp[1]) / unit
    wide, high = stamp[0] * scale, stamp[1] * scale
    inset = min(inset / unit, (width - wide) / 2)
    outer, inner = (width - inset - wide, inset) if right else (inset, width - inset - wide)
    clear = CLEAR / unit
    seen = [turned(box, view) for box in ink]
    for x, y in ((outer, 0.0), (inner, 0.0), (outer, height - high), (inner, height - high)):
        around = (x - clear, y - clear, x + wide + clear, y + high + clear)
        if not any(_meet(around, box) for box in seen):
            return Spot(times((scale, 0, 0, scale, x, y), back))
    strip = high + clear
    less = (height - strip) / height
    shrink = times(times(view, (less, 0, 0, less, (width - less * width) / 2, strip)), back)
    return Spot(times((scale, 0, 0, scale, outer, 0.0), back), shrink)


def _unit(page: pikepdf.Page) -> float:
    """How many points a page's unit is (ISO 32000-1, table 30: UserUnit)."""
    try:
        unit = float(page.obj.get("/UserUnit", 1))
    except (TypeError, ValueError):
        return 1.0
    return unit if unit > 0 else 1.0


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
