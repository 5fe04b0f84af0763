"""Two points in time: a line for each row from its first value to its last, named at both ends."""

from __future__ import annotations

from decimal import Decimal

from matplotlib.patches import Circle

from report.charts.axis import axis_over
from report.charts.data import ChartData, DataRow
from report.charts.kinds.labels import MIDDLE, apart
from report.charts.stage import Align, Stage

HEIGHT = 16.0  # units
DEEP, OTHER = 2.2, 1.5  # pt (SPEC, Charts)
RADIUS = 2.6  # pt
GAP = 7.0  # pt
NAMES = 0.36  # of the width, at either end
NARROW = 280.0  # pt: a figure in which name and value take two lines


def draw(data: ChartData, stage: Stage) -> None:
    """The first two series are the two points in time. The marked rows are in the chapter's colour, others grey; with
    none marked all are in the colour."""
    unit, size = stage.unit, stage.looks.size
    leading = size * (2.2 if stage.width < NARROW else 1.25)
    height = max(unit * HEIGHT, leading * len(data.rows) + unit)
    stage.open(height + unit * 1.75)
    pair = (data.main[0], data.main[-1])
    if len(data.main) != 2:
        stage.doubt("no-pair", f"a slope goes from one value to another; there are {len(data.main)}", "give two series")
    rows = [row for row in data.rows if all(row.data[index].value is not None for index in pair)]
    marked = any(row.highlight for row in rows)
    values = [row.data[index].size for row in rows for index in pair]
    base = data.base if data.base is not None else Decimal(min(values, default=0.0))  # lengths mean nothing here
    down = axis_over(values, height + unit * 0.75, unit * 2.0, base)
    left, right = stage.width * NAMES, stage.width * (1 - NAMES)
    heads = [stage.folded(data.series[index].label, left, 1, bold=True)[0] for index in pair]
    stage.words(heads[0], left, size, align="right", bold=True)
    stage.words(heads[1], right, size, bold=True)
    for row in sorted(rows, key=lambda one: one.highlight):
        ink = "deep" if row.highlight or not marked else "k55"
        ends = [(left, down.at(row.data[pair[0]].size)), (right, down.at(row.data[pair[1]].size))]
        stage.line(ends, ink, DEEP if ink == "deep" else OTHER)
        for place in ends:
            stage.axes.add_patch(Circle(place, RADIUS, facecolor=stage.colour(ink), linewidth=0))
    for side, x in enumerate((left, right)):
        wished = sorted((down.at(row.data[pair[side]].size), number) for number, row in enumerate(rows))
        places = apart([y for y, _ in wished], leading, size * 1.6 + leading / 2, stage.height)
        for (_, number), y in zip(wished, places, strict=True):
            ink = "ink" if rows[number].highlight or not marked else "k70"
            _put_name(stage, rows[number], rows[number].data[pair[side]].printed, (x, y), ink, right=side == 1)


def _put_name(stage: Stage, row: DataRow, figure: str, place: tuple[float, float], ink: str, *, right: bool) -> None:
    """A row's value and its name beside one of its ends; in a narrow figure the name stands below the value."""
    (x, y), sign, size = place, 1 if right else -1, stage.looks.size
    align: Align = "left" if right else "right"
    begin, baseline, wide = x + sign * GAP, y + size * MIDDLE, stage.wide(figure, bold=True)
    if stage.width < NARROW:
        (name,) = stage.folded(row.label, stage.width * NAMES - GAP, 1)
        stage.words(figure, begin, baseline - size * 0.5, align=align, ink=ink, bold=True)
        stage.words(name, begin, baseline + size * 0.5, align=align, ink=ink)
        return
    (name,) = stage.folded(row.label, stage.width * NAMES - GAP * 2 - wide, 1)
    stage.words(figure, begin, baseline, align=align, ink=ink, bold=True)
    stage.words(name, begin + sign * (wide + GAP * 0.7), baseline, align=align, ink=ink)
