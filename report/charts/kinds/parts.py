"""Parts of a whole as areas: a ring, or a rectangle cut up. Both compare worse than bars; users ask for them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from matplotlib.patches import Rectangle, Wedge

from report.charts.data import ChartData, DataRow
from report.charts.kinds.labels import MIDDLE, apart
from report.charts.stage import Stage
from report.typography.numbers import format_fact

MOST = 7
"""More parts cannot be told apart."""
RING = 0.42  # of the radius
DIAMETER = 13.0  # units
GAP = 6.0  # pt
MARK = 0.6  # units: the square before a name
LIST = 130.0  # pt: what names beside a ring need at least
INKS = ("deep", "k55", "pale", "k40", "k15", "ink", "k70")
TILES = ("deep", "k55", "pale", "k15", "k40")
DARK = {"deep", "ink", "k70"}
BESIDE = 0.3  # of the width, for the names of tiles too small for them
HEIGHT = 16.0  # units of a treemap


def draw_donut(data: ChartData, stage: Stage) -> None:
    """A ring from twelve o'clock on, in the order of the rows, their names in a list beside it, or below it where the
    figure is narrow."""
    unit, index = stage.unit, data.main[0]
    rows = _parts(data, stage)
    leading = stage.looks.size * 1.3
    across = min(unit * DIAMETER, stage.width * 0.5)
    beside = stage.width - across - unit * 1.5 >= LIST
    across = across if beside else min(unit * DIAMETER, stage.width)
    height = max(across, leading * len(rows)) if beside else across + unit + leading * len(rows)
    stage.open(height + unit * 0.25)
    radius, centre = across / 2, (across / 2, height / 2 if beside else across / 2)
    x = across + unit * 1.5 if beside else 0.0
    y = height / 2 - leading * (len(rows) - 1) / 2 if beside else across + unit + leading / 2
    texts = [share(data, row, index) for row in rows]
    figures = x + unit + max((stage.wide(text, bold=True) for text in texts), default=0.0)
    whole = sum(row.data[index].size for row in rows)
    begin = -90.0
    for number, (row, text) in enumerate(zip(rows, texts, strict=True)):
        end = begin + row.data[index].size / whole * 360
        ink = "gold" if row.highlight else INKS[number % len(INKS)]
        edge = {"edgecolor": stage.colour("paper"), "linewidth": 1.0}
        stage.axes.add_patch(
            Wedge(centre, radius, begin, end, width=radius * RING, facecolor=stage.colour(ink), **edge)
        )
        side = unit * MARK
        stage.axes.add_patch(Rectangle((x, y - side / 2), side, side, facecolor=stage.colour(ink), linewidth=0))
        stage.words(text, figures, y + stage.looks.size * MIDDLE, align="right", bold=True)
        (name,) = stage.folded(row.label, stage.width - figures - GAP, 1)
        stage.words(name, figures + GAP, y + stage.looks.size * MIDDLE)
        begin, y = end, y + leading


def draw_treemap(data: ChartData, stage: Stage) -> None:
    """A rectangle cut in two again and again, each time so that the halves are most alike; names inside or beside."""
    index, size = data.main[0], stage.looks.size
    rows = _parts(data, stage)
    height = max(stage.unit * HEIGHT, size * 2.4 * (len(rows) + 1))
    stage.open(height + stage.unit * 0.25)
    ordered = sorted(rows, key=lambda row: -row.data[index].size)
    right = stage.width * (1 - BESIDE) - GAP
    outside: list[tuple[float, float, str]] = []
    for number, (row, (x, y, wide, high)) in enumerate(_cut(ordered, index, (0.0, 0.0, right, height))):
        ink = "gold" if row.highlight else TILES[number % len(TILES)]
        place, sides = (x + 0.5, y + 0.5), (max(0.1, wide - 1), max(0.1, high - 1))
        stage.axes.add_patch(Rectangle(place, *sides, facecolor=stage.colour(ink), linewidth=0))
        text = share(data, row, index)
        room = max(stage.wide(text, bold=True), stage.wide(row.label)) <= wide - 2 * GAP and high > size * 3
        if ink != "k55" and room:  # no text is legible on it
            on = "paper" if ink in DARK else "ink"
            stage.words(text, x + GAP, y + GAP + size * 0.8, bold=True, ink=on)
            stage.words(row.label, x + GAP, y + GAP + size * 2.0, ink=on)
        else:
            outside.append((y + high / 2, x + wide - 1, f"{text} {row.label}"))
    _put_beside(stage, sorted(outside), right)


def _put_beside(stage: Stage, outside: Sequence[tuple[float, float, str]], right: float) -> None:
    """Names with leaders to tiles that cannot hold them."""
    size, begin = stage.looks.size, right + GAP + stage.unit
    folded = [stage.folded(text, stage.width - begin, 2) for _, _, text in outside]
    deep = max((len(lines) for lines in folded), default=1)
    leading = size * (0.15 + 1.1 * deep)
    places = apart([y for y, _, _ in outside], leading, leading / 2, stage.height)
    for (middle, end, _), lines, y in zip(outside, folded, places, strict=True):
        first = y - (len(lines) - 1) * size * 0.55
        stage.line([(end, middle), (begin - stage.unit * 0.7, first), (begin - GAP / 2, first)], "k40", 0.4)
        for step, line in enumerate(lines):
            stage.words(line, begin, first + size * MIDDLE + step * size * 1.1)


Box = tuple[float, float, float, float]


def _cut(rows: Sequence[DataRow], index: int, box: Box) -> list[tuple[DataRow, Box]]:
    if len(rows) <= 1:
        return [(row, box) for row in rows]
    sizes = [row.data[index].size for row in rows]
    whole = sum(sizes)
    count = min(range(1, len(rows)), key=lambda n: abs(sum(sizes[:n]) - whole / 2))
    part = sum(sizes[:count]) / whole
    x, y, wide, high = box
    if wide >= high:
        first, second = (x, y, wide * part, high), (x + wide * part, y, wide * (1 - part), high)
    else:
        first, second = (x, y, wide, high * part), (x, y + high * part, wide, high * (1 - part))
    return [*_cut(rows[:count], index, first), *_cut(rows[count:], index, second)]


def _parts(data: ChartData, stage: Stage) -> list[DataRow]:
    """The rows that have a part."""
    index = data.main[0]
    rows = [row for row in data.rows if row.data[index].size > 0]
    doubt_parts(stage, rows, [row.data[index].size for row in data.rows])
    return rows


def doubt_parts(stage: Stage, parts: Sequence[DataRow], values: Sequence[float]) -> None:
    """Grave doubts about parts of a whole: a negative one, too many, none at all."""
    if any(value < 0 for value in values):
        stage.doubt("negative-share", "a negative value is no part of a whole", "use bars")
    if len(parts) > MOST:
        stage.doubt("too-many-parts", f"{len(parts)} parts cannot be told apart", f"join some: {MOST} at most")
    if not parts:
        stage.doubt("no-parts", "there is nothing to show parts of", "give values above nil")


def share(data: ChartData, row: DataRow, index: int) -> str:
    """A part as its share of the whole, with one decimal, or as its value where the chart gives a format."""
    if data.format:
        return row.data[index].printed
    whole = sum((max(one.data[index].value or Decimal(0), Decimal(0)) for one in data.rows), Decimal(0))
    part = max(row.data[index].value or Decimal(0), Decimal(0))
    return format_fact(part / (whole or 1) * 100, "percent(1)", data.locale)
