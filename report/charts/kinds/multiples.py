"""Series as small pictures of their own: panels on one scale side by side, or a line of a word's height for each."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.patches import Circle

from report.charts.axis import Axis, axis_over
from report.charts.data import ChartData, Datum
from report.charts.kinds.labels import GAP, LEAST_SHARE, MIDDLE, spread
from report.charts.kinds.line import stretches
from report.charts.stage import Stage

PANEL, APART = 9.0, 1.75  # units: a panel's area, and the space between two
NARROWEST = 60.0  # pt: of a panel's area, without the value behind it
AXIS, DEEP = 0.6, 1.6  # pt
DOT = 2.2  # pt
ROW = 1.75  # units of a sparkline
NAMES = 0.4  # of the width of sparklines


def draw(data: ChartData, stage: Stage) -> None:
    """One panel for each series. All have the same scale, so that heights may be compared."""
    unit, shown = stage.unit, data.main
    behind = max((stage.wide(_last(data, index), bold=True) for index in shown), default=0.0) + GAP
    least = NARROWEST + behind + unit * APART
    columns = max(1, min(len(shown), int((stage.width + unit * APART) / least)))
    wide = (stage.width - (columns - 1) * unit * APART) / columns
    if wide - behind < stage.width * LEAST_SHARE:
        stage.doubt("no-room", "values leave no room for the lines", "set the chart wide, or in thousands")
    names = [stage.folded(data.series[index].label, wide, 2, bold=True) for index in shown]
    head = unit * max(len(name) for name in names) + unit * 0.9
    pitch = head + unit * (PANEL + 1.5)
    lines = -(-len(shown) // columns)
    stage.open(lines * pitch + (lines - 1) * unit * 0.5)
    for number, (index, name) in enumerate(zip(shown, names, strict=True)):
        x, y = number % columns * (wide + unit * APART), number // columns * (pitch + unit * 0.5)
        for step, line in enumerate(name):
            stage.words(line, x, y + stage.looks.size + step * unit, bold=True)
        _panel(data, stage, index, (x, y + head, wide - behind))


def draw_sparkline(data: ChartData, stage: Stage) -> None:
    """A line for each series with its name before it and its last value behind it, each on a scale of its own."""
    unit, shown = stage.unit, data.main
    stage.open(len(shown) * unit * ROW + unit * 0.25)
    names = [stage.folded(data.series[index].label, stage.width * NAMES, 1)[0] for index in shown]
    left = max(stage.wide(name) for name in names) + GAP
    right = stage.width - max(stage.wide(_last(data, index), bold=True) for index in shown) - GAP
    if right - left < stage.width * LEAST_SHARE:
        stage.doubt("no-room", "names and values leave no room for the lines", "set the chart wide, or in thousands")
    for number, (index, name) in enumerate(zip(shown, names, strict=True)):
        top, foot = number * unit * ROW + unit * 0.3, (number + 1) * unit * ROW - unit * 0.3
        middle = (top + foot) / 2 + stage.looks.size * MIDDLE
        stage.words(name, 0.0, middle)
        known = [row.data[index].size for row in data.rows if row.data[index].value is not None]
        if not known:
            continue
        low, high = min(known), max(known)
        down = Axis(low, high, foot, top, ()) if high > low else Axis(0.0, 0.0, (top + foot) / 2, (top + foot) / 2, ())
        places = spread(len(data.rows), left, max(right, left + 1.0))
        _course(stage, [(x, row.data[index]) for x, row in zip(places, data.rows, strict=True)], down, DEEP * 0.8)
        stage.words(_last(data, index), stage.width, middle, align="right", bold=True)


def _panel(data: ChartData, stage: Stage, index: int, place: tuple[float, float, float]) -> None:
    """One series from this top left corner over this width (pt), with its last value and the ends of its axis."""
    x, top, wide = place
    unit, right = stage.unit, x + max(wide, 1.0)
    down = axis_over(data.known, top + unit * PANEL, top, data.base)
    axis = down.at(max(down.low, 0.0))
    stage.line([(x, axis), (right, axis)], "ink", AXIS)
    places = zip(spread(len(data.rows), x, right), data.rows, strict=True)
    end = _course(stage, [(across, row.data[index]) for across, row in places], down, DEEP)
    if end:
        stage.words(_last(data, index), right + GAP * 0.75, end[1] + stage.looks.size * MIDDLE, bold=True)
    foot = top + unit * (PANEL + 1.1)
    (first,) = stage.folded(data.rows[0].label, wide * 0.48, 1)
    (last,) = stage.folded(data.rows[-1].label, wide * 0.48, 1)
    stage.words(first, x, foot, ink="k70")
    if len(data.rows) > 1:
        stage.words(last, right, foot, align="right", ink="k70")


def _last(data: ChartData, index: int) -> str:
    """The last value of a series, as printed."""
    return next((row.data[index].printed for row in reversed(data.rows) if row.data[index].value is not None), "")


def _course(
    stage: Stage, placed: Sequence[tuple[float, Datum]], down: Axis, width: float
) -> tuple[float, float] | None:
    """A line, parted where there is no value, with a dot at its end; returns where that is."""
    end: tuple[float, float] | None = None
    for points in stretches(placed, down):
        if len(points) > 1:
            stage.line(points, "deep", width)
        end = points[-1]
    if end:
        stage.axes.add_patch(Circle(end, DOT, facecolor=stage.colour("deep"), linewidth=0))
    return end
