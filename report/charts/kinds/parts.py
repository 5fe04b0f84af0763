"""Parts of a whole as areas: a ring, or a rectangle cut up. Both compare worse than bars; users ask for them."""

from __future__ import annotations

from decimal import Decimal

from matplotlib.patches import Rectangle, Wedge

from report.charts.data import ChartData, DataRow
from report.charts.kinds.slope import apart
from report.charts.stage import Stage
from report.typography.numbers import format_fact

MOST = 7
"""More parts cannot be told apart."""
RING = 0.42  # of the radius
DIAMETER = 13.0  # units
GAP = 6.0  # pt
INKS = ("deep", "k55", "pale", "k40", "k15", "gold", "ink")


def draw_donut(data: ChartData, stage: Stage) -> None:
    """A ring from twelve o'clock on, in the order of the rows, their names in a list beside it."""
    unit, size = stage.unit, stage.looks.size
    rows, whole = _parts(data, stage)
    index = (data.main or (0,))[0]
    leading = size * 1.3
    across = min(unit * DIAMETER, stage.width * 0.5)
    height = max(across, leading * len(rows)) + unit * 0.25
    stage.open(height)
    radius, centre = across / 2, (across / 2, height / 2)
    begin = -90.0
    x = across + unit * 1.5
    y = height / 2 - leading * (len(rows) - 1) / 2
    texts = [_share(data, row, index, whole) for row in rows]
    figures = x + unit + max((stage.wide(text, bold=True) for text in texts), default=0.0)
    for number, (row, text) in enumerate(zip(rows, texts, strict=True)):
        end = begin + row.data[index].size / float(whole) * 360
        ink = "gold" if row.highlight else INKS[number % len(INKS)]
        edge = {"edgecolor": stage.colour("paper"), "linewidth": 1.0}
        wedge = Wedge(centre, radius, begin, end, width=radius * RING, facecolor=stage.colour(ink), **edge)
        stage.axes.add_patch(wedge)
        mark = Rectangle((x, y - unit * 0.3), unit * 0.6, unit * 0.6, facecolor=stage.colour(ink), linewidth=0)
        stage.axes.add_patch(mark)
        stage.words(text, figures, y + size * 0.34, align="right", bold=True)
        (name,) = stage.folded(row.label, stage.width - figures - GAP, 1)
        stage.words(name, figures + GAP, y + size * 0.34)
        begin, y = end, y + leading


def draw_treemap(data: ChartData, stage: Stage) -> None:
    """A rectangle cut in two again and again, each time so that the halves are most alike; names inside or beside."""
    unit, size = stage.unit, stage.looks.size
    rows, whole = _parts(data, stage)
    index = (data.main or (0,))[0]
    height = unit * 16
    stage.open(height + unit * 0.25)
    ordered = sorted(rows, key=lambda row: -(row.data[index].value or Decimal(0)))
    beside = stage.width * 0.3
    cells = _cut(ordered, index, (0.0, 0.0, stage.width - beside - GAP, height))
    outside: list[tuple[float, str, tuple[float, float]]] = []
    for number, (row, (x, y, wide, high)) in enumerate(cells):
        ink = "gold" if row.highlight else ("deep", "k55", "pale", "k15", "k40")[number % 5]
        cell = Rectangle(
            (x + 0.5, y + 0.5), max(0.1, wide - 1), max(0.1, high - 1), facecolor=stage.colour(ink), linewidth=0
        )
        stage.axes.add_patch(cell)
        text = _share(data, row, index, whole)
        on = "paper" if ink == "deep" else "ink"
        room = wide - 2 * GAP
        if ink != "k55" and max(stage.wide(text, bold=True), stage.wide(row.label)) <= room and high > size * 3:
            stage.words(text, x + GAP, y + GAP + size * 0.8, bold=True, ink=on)
            stage.words(row.label, x + GAP, y + GAP + size * 2.0, ink=on)
        else:
            outside.append((y + high / 2, f"{text} {row.label}", (x + wide - 1, y + high / 2)))
    outside.sort()
    places = apart([y for y, _, _ in outside], size * 1.25, size, stage.height)
    begin = stage.width - beside + unit
    for (_, text, end), y in zip(outside, places, strict=True):
        stage.line([end, (begin - unit * 0.7, y), (begin - GAP / 2, y)], "k40", 0.4)
        (line,) = stage.folded(text, stage.width - begin, 1)
        stage.words(line, begin, y + size * 0.34)


Box = tuple[float, float, float, float]


def _cut(rows: list[DataRow], index: int, box: Box) -> list[tuple[DataRow, Box]]:
    if len(rows) <= 1:
        return [(row, box) for row in rows]
    sizes = [row.data[index].size for row in rows]
    whole = sum(sizes) or 1.0
    count = min(range(1, len(rows)), key=lambda n: abs(sum(sizes[:n]) - whole / 2))
    share = sum(sizes[:count]) / whole
    x, y, wide, high = box
    if wide >= high:
        first, second = (x, y, wide * share, high), (x + wide * share, y, wide * (1 - share), high)
    else:
        first, second = (x, y, wide, high * share), (x, y + high * share, wide, high * (1 - share))
    return [*_cut(rows[:count], index, first), *_cut(rows[count:], index, second)]


def _parts(data: ChartData, stage: Stage) -> tuple[list[DataRow], Decimal]:
    """The rows that have a part, and the whole."""
    index = (data.main or (0,))[0]
    if any(row.data[index].size < 0 for row in data.rows):
        stage.doubt("negative-share", "a negative value is no part of a whole", "use bars")
    rows = [row for row in data.rows if row.data[index].size > 0]
    if len(rows) > MOST:
        stage.doubt("too-many-parts", f"{len(rows)} parts cannot be told apart", f"join some: {MOST} at most")
    return rows, sum((row.data[index].value or Decimal(0) for row in rows), Decimal(0)) or Decimal(1)


def _share(data: ChartData, row: DataRow, index: int, whole: Decimal) -> str:
    if data.format:
        return row.data[index].printed
    return format_fact((row.data[index].value or Decimal(0)) / whole * 100, "percent(1)", data.locale)
