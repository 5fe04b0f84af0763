"""Values on a map: the shapes of a GeoJSON file in four steps, each with its name and value."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from math import cos, isfinite, radians
from typing import Any

from matplotlib.patches import PathPatch
from matplotlib.path import Path
from msgspec import Struct

from report.charts.data import ChartData, DataRow
from report.charts.kinds.labels import MIDDLE, apart
from report.charts.stage import Stage

NAMES = ("name", "naam", "title", "statnaam", "id")
"""Properties of a feature that a row's label may be, the first found."""
STEPS = ("k15", "pale", "k40", "deep")
EDGE = 0.6  # pt
SHARE = 0.66  # of the width, for the map; the list of values stands beside it
HEIGHT = 26.0  # units at most
GAP = 6.0  # pt
MOST_POINTS = 200_000
Ring = list[tuple[float, float]]


class Shape(Struct, frozen=True):
    """A named place: rings of longitude and latitude."""

    name: str
    rings: tuple[Ring, ...]


class MapError(Exception):
    """The file is no map that can be drawn; says why in the user's words."""


def draw(data: ChartData, stage: Stage) -> None:
    """Places are filled by their value, in four steps from the least to the most; those without are white."""
    unit, size, index = stage.unit, stage.looks.size, data.main[0]
    try:
        shapes = list(read_shapes(data.shapes))
    except MapError as fault:
        stage.doubt("bad-map", str(fault), "give a GeoJSON file of polygons in longitude and latitude")
        shapes = []
    rows = {row.label.casefold(): row for row in data.rows if row.data[index].value is not None}
    if not rows:
        stage.doubt("empty-chart", "no place of this map has a value", "give it values, or take it out")
    for label in rows.keys() - {shape.name.casefold() for shape in shapes}:
        stage.doubt("no-such-place", f"the map has no place “{rows[label].label}”", "write it as the file does")
    fit, high = _fit(shapes, stage.width * SHARE, unit * HEIGHT)
    leading = size * 1.3
    stage.open(max(high, leading * (len(rows) + 1)) + unit * 0.25)
    limits = sorted(row.data[index].size for row in rows.values())
    for shape in shapes:
        row = rows.get(shape.name.casefold())
        ink = "paper" if row is None else "gold" if row.highlight else STEPS[_step(row.data[index].size, limits)]
        vertices, codes = _outline([[fit(*point) for point in ring] for ring in shape.rings])
        colours = {"facecolor": stage.colour(ink), "edgecolor": stage.colour("k70")}
        stage.axes.add_patch(PathPatch(Path(vertices, codes), linewidth=EDGE, **colours))
    ordered = sorted(rows.values(), key=lambda row: -row.data[index].size)
    _list(stage, ordered, index, limits, leading)


def read_shapes(text: str) -> Iterator[Shape]:
    """The places of a GeoJSON text (RFC 7946). Raises MapError for what is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as fault:
        raise MapError("the file of the map is no JSON") from fault
    features = found.get("features") if isinstance(found, Mapping) else None
    if not isinstance(features, list):
        raise MapError("the file of the map is no GeoJSON: it has no features")
    count = 0
    for feature in features:
        shape = _shape(feature)
        if shape is not None:
            count += sum(len(ring) for ring in shape.rings)
            if count > MOST_POINTS:
                raise MapError(f"the map has more than {MOST_POINTS} points: simplify it")
            yield shape


def _shape(feature: Any) -> Shape | None:
    geometry = feature.get("geometry") if isinstance(feature, Mapping) else None
    properties = feature.get("properties") if isinstance(feature, Mapping) else None
    if not isinstance(geometry, Mapping):
        return None
    given = {str(key).casefold(): value for key, value in (properties or {}).items()}
    name = next((str(given[key]) for key in NAMES if given.get(key)), "")
    polygons = geometry.get("coordinates", [])
    kind = geometry.get("type")
    if kind == "Polygon":
        polygons = [polygons]
    elif kind != "MultiPolygon":
        return None
    try:
        rings = [[(float(point[0]), float(point[1])) for point in ring] for polygon in polygons for ring in polygon]
    except (TypeError, ValueError, IndexError, KeyError) as fault:
        raise MapError(f"the shape of “{name}” is no list of points") from fault
    if any(not (isfinite(x) and isfinite(y)) for ring in rings for x, y in ring):
        raise MapError(f"the shape of “{name}” has a point that is nowhere")
    return Shape(name, tuple(ring for ring in rings if len(ring) > 2))


def _fit(shapes: Sequence[Shape], wide: float, most: float) -> tuple[Any, float]:
    """How a point comes onto the page, degrees of longitude shortened as at the middle of the map; and its height."""
    points = [point for shape in shapes for ring in shape.rings for point in ring]
    if not points:
        return _nowhere, 0.0
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    foot, top = min(y for _, y in points), max(y for _, y in points)
    middle = (foot + top) / 2
    shrink = max(0.05, cos(radians(middle))) if -90 <= middle <= 90 and abs(left) <= 180 else 1.0
    across, down = max((right - left) * shrink, 1e-9), max(top - foot, 1e-9)
    scale = min(wide / across, most / down)
    return (lambda x, y: ((x - left) * shrink * scale, (top - y) * scale)), down * scale


def _nowhere(*_: float) -> tuple[float, float]:
    return (0.0, 0.0)


def _outline(rings: Sequence[Ring]) -> tuple[list[tuple[float, float]], list[int]]:
    vertices: list[tuple[float, float]] = []
    codes: list[int] = []
    for ring in rings:
        vertices += [*ring, ring[0]]
        codes += [int(Path.MOVETO), *[int(Path.LINETO)] * (len(ring) - 1), int(Path.CLOSEPOLY)]
    return vertices, codes


def _step(value: float, limits: Sequence[float]) -> int:
    """Which quarter of the range, from the least to the most, a value is in."""
    low, high = limits[0], limits[-1]
    return min(3, int((value - low) / (high - low) * 4)) if high > low else 3


def _list(stage: Stage, rows: Sequence[DataRow], index: int, limits: Sequence[float], leading: float) -> None:
    """The values beside the map from the most to the least, each with the fill of its place."""
    x, size = stage.width * SHARE + stage.unit, stage.looks.size
    figures = x + stage.unit + max((stage.wide(row.data[index].printed, bold=True) for row in rows), default=0.0)
    places = apart([leading * (step + 0.5) for step in range(len(rows))], leading, leading / 2, stage.height)
    for row, y in zip(rows, places, strict=True):
        ink = "gold" if row.highlight else STEPS[_step(row.data[index].size, limits)]
        side = size * 0.7
        mark = Path([(x, y - side / 2), (x + side, y - side / 2), (x + side, y + side / 2), (x, y + side / 2), (x, y)],
                    [1, 2, 2, 2, 79])  # fmt: skip
        edge = stage.colour("k70")
        stage.axes.add_patch(PathPatch(mark, facecolor=stage.colour(ink), edgecolor=edge, linewidth=EDGE))
        stage.words(row.data[index].printed, figures, y + size * MIDDLE, align="right", bold=True)
        (name,) = stage.folded(row.label, stage.width - figures - GAP, 1)
        stage.words(name, figures + GAP, y + size * MIDDLE)
