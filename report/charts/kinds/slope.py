"""Two points in time: a line for each row from its first value to its last, named at both ends."""

from __future__ import annotations

from decimal import Decimal

from matplotlib.patches import Circle

from report.charts.axis import axis_over
from report.charts.data import ChartData
from report.charts.stage import Align, Stage

HEIGHT = 16.0  # units
DEEP, OTHER = 2.2, 1.5  # pt (SPEC, Charts)
RADIUS = 2.6  # pt
GAP = 7.0  # pt
NAMES = 0.36  # of the width, at either end


def draw(data: ChartData, stage: Stage) -> None:
    """The first two series are the two points in time. The marked rows are in the chapter's colour, others grey; with
    none marked all are in the colour."""
    unit, size = stage.unit, stage.looks.size
    leading = size * 1.25
    height = max(unit * HEIGHT, leading * len(data.rows) + unit)
    stage.open(height + unit * 1.75)
    pair = (*data.main, 0, 0)[:2] if len(data.main) > 1 else (0, min(1, len(data.series) - 1))
    if len(data.main) != 2:
        stage.doubt("no-pair", f"a slope goes from one value to another; there are {len(data.main)}", "give two series")
    rows = [row for row in data.rows if all(row.data[index].value is not None for index in pair)]
    marked = any(row.highlight for row in rows)
    values = [row.data[index].size for row in rows for index in pair]
    base = data.base if data.base is not None else Decimal(str(min(values, default=0.0)))  # lengths mean nothing here
    down = axis_over(values, height + unit * 0.75, unit * 2.0, base)
    left, right = stage.width * NAMES, stage.width * (1 - NAMES)
    stage.words(data.series[pair[0]].label, left, size, align="right", bold=True)
    stage.words(data.series[pair[1]].label, right, size, bold=True)
    for row in sorted(rows, key=lambda one: one.highlight):
        ink = "deep" if row.highlight or not marked else "k55"
        ends = [(left, down.at(row.data[pair[0]].size)), (right, down.at(row.data[pair[1]].size))]
        stage.line(ends, ink, DEEP if ink == "deep" else OTHER)
        for place in ends:
            stage.axes.add_patch(Circle(place, RADIUS, facecolor=stage.colour(ink), linewidth=0))
    for side, x, sign in ((0, left, -1), (1, right, 1)):
        wished = sorted((down.at(row.data[pair[side]].size), number) for number, row in enumerate(rows))
        places = apart([y for y, _ in wished], leading, size * 1.8, stage.height)
        for (_, number), y in zip(wished, places, strict=True):
            row = rows[number]
            figure = row.data[pair[side]].printed
            room = stage.width * NAMES - GAP * 2 - stage.wide(figure, bold=True)
            (name,) = stage.folded(row.label, room, 1)
            ink = "ink" if row.highlight or not marked else "k70"
            align: Align = "right" if sign < 0 else "left"
            begin = x + sign * GAP
            stage.words(figure, begin, y + size * 0.34, align=align, ink=ink, bold=True)
            stage.words(
                name, begin + sign * (stage.wide(figure, bold=True) + GAP * 0.7), y + size * 0.34, align=align, ink=ink
            )


def apart(wished: list[float], leading: float, top: float, foot: float) -> list[float]:
    """Heights (pt, ascending) moved as little as needed for each to be clear of the next, within top and foot."""
    places: list[float] = []
    for y in wished:
        places.append(max(y, places[-1] + leading) if places else max(y, top))
    limit = foot - leading / 2
    for step in range(len(places) - 1, -1, -1):
        places[step] = min(places[step], limit)
        limit = places[step] - leading
    return places
