"""Charts for tests: data without a report, looks without a brand, and what stands where in a graphic."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations

from report.charts.data import ChartData, DataRow, DataSeries, Datum, printed
from report.charts.engraver import Extent
from report.charts.looks import Looks
from report.charts.stage import FALL, RISE, Box
from report.model.charts import Arrange, SeriesRole
from report.model.graphic import Graphic, Lettering, Shape

NAMES = ("deep", "gold", "pale", "ink", "paper", "k70", "k55", "k40", "k15", "k6")
COLOURS = {name: (index / 20, 0.4, 0.6) for index, name in enumerate(NAMES)}
SQUARES = (
    '{"features": [{"properties": {"name": "Noord"}, "geometry": {"type": "Polygon", "coordinates":'
    " [[[6, 53], [7, 53], [7, 54], [6, 54], [6, 53]]]}}]}"
)


def looks(width: float = 400.0) -> Looks:
    return Looks(width, 12.76, {name: name for name in NAMES}, COLOURS, "table", 9.0, "")


def measured(text: str, role: str, size: float, bold: bool, italic: bool) -> Extent:
    return Extent(len(text) * size * (0.54 if bold else 0.5), size * 0.75, size * 0.22)


def data(
    kind: str,
    rows: Iterable[tuple[str, Sequence[Decimal | int | None]]],
    series: Sequence[tuple[str, SeriesRole]] = (("2021", "main"),),
    *,
    arrange: Arrange = "beside",
    base: Decimal | None = None,
    marked: Iterable[int] = (),
    parents: bool = False,
    event: str = "",
    locale: str = "nl",
    unit: str = "",
    title: str = "Titel",
) -> ChartData:
    """A chart's data: every second row is marked, has an event or is a step, as asked."""
    chosen = set(marked)
    made = [
        DataRow(
            label,
            tuple(Datum(None if v is None else Decimal(v), "" if v is None else printed(Decimal(v), "", locale))
                  for v in values),
            highlight=index in chosen,
            event=event if index % 2 else "",
            parent="steps" if parents and index % 3 else "",
        )
        for index, (label, values) in enumerate(rows)
    ]  # fmt: skip
    named = tuple(DataSeries(label, role) for label, role in series)
    shapes = SQUARES if kind == "map" else ""
    return ChartData(kind, title, unit, "", locale, named, tuple(made), base, arrange, shapes)


def boxes(graphic: Graphic) -> list[tuple[str, Box]]:
    """What each of the words takes, as measured here."""
    found = []
    for mark in graphic.marks:
        if isinstance(mark, Lettering):
            wide = measured(mark.text, mark.role, mark.size, mark.bold, mark.italic).width
            box = Box(mark.x, mark.y - RISE * mark.size, mark.x + wide, mark.y + FALL * mark.size)
            found.append((mark.text, box))
    return found


def painted(graphic: Graphic) -> list[Box]:
    """What areas, and lines in ink, take."""
    found = []
    for mark in graphic.marks:
        if isinstance(mark, Shape) and (mark.fill or mark.stroke == "ink"):
            across, down = points(mark)
            half = mark.width / 2
            found.append(Box(min(across) - half, min(down) - half, max(across) + half, max(down) + half))
    return found


def points(mark: Shape) -> tuple[list[float], list[float]]:
    """The x and the y of all points of a path, in pt."""
    numbers = [float(word) / 100 for word in mark.path.split() if word not in "mlch"]
    return numbers[::2], numbers[1::2]


def collisions(graphic: Graphic) -> list[tuple[str, str]]:
    """Words that touch each other."""
    return [(a, b) for (a, one), (b, other) in combinations(boxes(graphic), 2) if overlap(one, other) > 0.2]


def overlap(one: Box, other: Box) -> float:
    """How far (pt) two boxes lie over each other, in the direction in which they do so least."""
    across = min(one.right, other.right) - max(one.left, other.left)
    return min(across, min(one.bottom, other.bottom) - max(one.top, other.top))


def clipped(graphic: Graphic) -> list[str]:
    """Words that leave the figure."""
    return [
        text
        for text, box in boxes(graphic)
        if min(box.left, box.top, graphic.width - box.right, graphic.height - box.bottom) < -0.2
    ]


def straying(graphic: Graphic, slack: float = 7.0) -> list[str]:
    """Paths with a point outside the figure by more than `slack` (pt): a dot or the end of a tick may reach so far."""
    found = []
    for mark in graphic.marks:
        if isinstance(mark, Shape):
            numbers = [float(word) / 100 for word in mark.path.split() if word not in "mlch"]
            across, down = numbers[::2], numbers[1::2]
            if (
                min(across) < -slack
                or max(across) > graphic.width + slack
                or min(down) < -slack
                or max(down) > graphic.height + slack
            ):
                found.append(mark.path)
    return found
