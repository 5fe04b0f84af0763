"""Series as small pictures of their own: panels on one scale side by side, or a line of a word's height for each."""

from __future__ import annotations

from matplotlib.patches import Circle

from report.charts.axis import axis_over
from report.charts.data import ChartData
from report.charts.stage import Stage

PANEL, APART = 9.0, 1.75  # units: a panel's area, and the space between two
NARROWEST = 105.0  # pt
GAP = 6.0  # pt
AXIS, DEEP = 0.6, 1.6  # pt
DOT = 2.2  # pt
ROW = 1.75  # units of a sparkline


def draw(data: ChartData, stage: Stage) -> None:
    """One panel for each series. All have the same scale, so that heights may be compared."""
    unit, size, shown = stage.unit, stage.looks.size, data.main or (0,)
    columns = max(1, min(len(shown), int((stage.width + unit) / (NARROWEST + unit))))
    wide = (stage.width - (columns - 1) * unit * APART) / columns
    lines = -(-len(shown) // columns)
    names = [stage.folded(data.series[index].label, wide, 2, bold=True) for index in shown]
    head = unit * max(len(name) for name in names) + unit * 0.9
    pitch = head + unit * (PANEL + 1.5)
    stage.open(lines * pitch + (lines - 1) * unit * 0.5)
    values = [row.data[index].size for row in data.rows for index in shown if row.data[index].value is not None]
    for number, (index, name) in enumerate(zip(shown, names, strict=True)):
        x = number % columns * (wide + unit * APART)
        y = number // columns * (pitch + unit * 0.5)
        for step, line in enumerate(name):
            stage.words(line, x, y + size + step * unit, bold=True)
        down = axis_over(values, y + head + unit * PANEL, y + head, data.base)
        right = x + wide - max(stage.wide(row.data[index].printed, bold=True) for row in data.rows) - GAP
        stage.line([(x, down.at(max(down.low, 0.0))), (right, down.at(max(down.low, 0.0)))], "ink", AXIS)
        places = _places(len(data.rows), x, right)
        points = [
            (place, down.at(row.data[index].size))
            for place, row in zip(places, data.rows, strict=True)
            if row.data[index].value is not None
        ]
        _course(data, stage, index, points, right + GAP)
        foot = y + head + unit * (PANEL + 1)
        first, last = data.rows[0].label, data.rows[-1].label
        stage.words(first, x, foot, ink="k70")
        if len(data.rows) > 1 and stage.wide(first) + stage.wide(last) + GAP <= wide:
            end = max(right, x + stage.wide(first) + GAP + stage.wide(last))
            stage.words(last, end, foot, align="right", ink="k70")


def draw_sparkline(data: ChartData, stage: Stage) -> None:
    """A line for each series with its name before it and its last value behind it, each on a scale of its own."""
    unit, size, shown = stage.unit, stage.looks.size, data.main or (0,)
    stage.open(len(shown) * unit * ROW + unit * 0.25)
    names = [stage.folded(data.series[index].label, stage.width * 0.4, 1)[0] for index in shown]
    left = max(stage.wide(name) for name in names) + 2 * GAP
    last = max(stage.wide(row.data[index].printed, bold=True) for row in data.rows for index in shown)
    right = max(left + 1.0, stage.width - last - 2 * GAP)
    for number, (index, name) in enumerate(zip(shown, names, strict=True)):
        top, foot = number * unit * ROW + unit * 0.3, (number + 1) * unit * ROW - unit * 0.3
        middle = (top + foot) / 2 + size * 0.34
        stage.words(name, 0.0, middle)
        known = [row.data[index].size for row in data.rows if row.data[index].value is not None]
        if not known:
            continue
        low, high = min(known), max(known)
        scale = (foot - top) / (high - low) if high > low else 0.0
        points = [
            (place, foot - (row.data[index].size - low) * scale if scale else (top + foot) / 2)
            for place, row in zip(_places(len(data.rows), left, right), data.rows, strict=True)
            if row.data[index].value is not None
        ]
        if len(points) > 1:
            stage.line(points, "deep", DEEP * 0.8)
        stage.axes.add_patch(Circle(points[-1], DOT, facecolor=stage.colour("deep"), linewidth=0))
        final = next(row.data[index] for row in reversed(data.rows) if row.data[index].value is not None)
        stage.words(final.printed, stage.width, middle, align="right", bold=True)


def _course(data: ChartData, stage: Stage, index: int, points: list[tuple[float, float]], x: float) -> None:
    """A panel's line, with a dot and its value at the end."""
    if not points:
        return
    if len(points) > 1:
        stage.line(points, "deep", DEEP)
    stage.axes.add_patch(Circle(points[-1], DOT, facecolor=stage.colour("deep"), linewidth=0))
    final = next(row.data[index] for row in reversed(data.rows) if row.data[index].value is not None)
    stage.words(final.printed, x, points[-1][1] + stage.looks.size * 0.34, bold=True)


def _places(count: int, left: float, right: float) -> list[float]:
    """Where the rows stand (pt)."""
    if count == 1:
        return [(left + right) / 2]
    return [left + (right - left) * step / (count - 1) for step in range(count)]
