"""Lines over rows that follow each other, each named at its end; events stand beside their points."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.patches import Circle, Polygon

from report.charts.axis import Axis, axis_over, tick_value
from report.charts.data import ChartData, DataRow, Datum
from report.charts.kinds.labels import GAP, LEAST_SHARE, MIDDLE, apart, put_feet, spread
from report.charts.stage import Align, Stage

HEIGHT = 13.0  # units: of the area between the highest value and the axis
DEEP, OTHER = 2.2, 1.5  # pt (SPEC, Charts)
GRID, AXIS = 0.5, 0.6  # pt
DOT = 4.6  # pt: radius of an event
LONGEST_NAME = 0.34  # of the width
NAME_LINES = 2
INKS = ("deep", "k55", "ink", "k40")
MOST = 7
"""Lines that an eye can follow; they are told apart by the names at their ends."""

End = tuple[int, int, list[str]]


def draw(data: ChartData, stage: Stage) -> None:
    """One line for each series, the first in the chapter's colour."""
    _lines(data, stage, filled=False)


def draw_area(data: ChartData, stage: Stage) -> None:
    """The same with the area below the first series filled, from zero."""
    _lines(data, stage, filled=True)


def _lines(data: ChartData, stage: Stage, *, filled: bool) -> None:
    unit, size, shown = stage.unit, stage.looks.size, data.main
    if len(shown) > MOST:
        stage.doubt("too-many-series", f"{len(shown)} lines cannot be told apart", "use small multiples")
    ends = _ends(data, stage)
    top = unit * 1.75
    foot = top + max(unit * HEIGHT, size * 1.2 * sum(len(name) + 1.2 for _, _, name in ends))
    stage.open(foot + unit * 1.75)
    down = axis_over(data.known, foot, top, None if filled else data.base)
    scale = [data.printed(tick_value(tick)) for tick in down.ticks]
    left = max((stage.wide(text) for text in scale), default=0.0) + GAP
    last = [data.rows[row].data[shown[order]].printed for order, row, _ in ends]
    names = [stage.wide(line, bold=True) for _, _, name in ends for line in name]
    right = stage.width - max([*names, *map(stage.wide, last)], default=0.0) - GAP
    if right - left < stage.width * LEAST_SHARE:
        stage.doubt("no-room", "names and values leave no room for the lines", "set the chart wide, or in thousands")
        return
    across = spread(len(data.rows), left + GAP, right)
    for tick, text in zip(down.ticks, scale, strict=True):
        stage.line([(left, down.at(tick)), (right, down.at(tick))], "k15", GRID)
        stage.words(text, left - GAP, down.at(tick) + size * MIDDLE, align="right", ink="k70")
    axis = down.at(max(down.low, 0.0))
    stage.line([(left, axis), (right, axis)], "ink", AXIS)
    for order, index in reversed(list(enumerate(shown))):
        for points in stretches([(x, row.data[index]) for x, row in zip(across, data.rows, strict=True)], down):
            if filled and order == 0 and len(points) > 1:
                area = [(points[0][0], axis), *points, (points[-1][0], axis)]
                stage.axes.add_patch(Polygon(area, facecolor=stage.colour("pale"), edgecolor="none"))
            _course(stage, points, INKS[order % len(INKS)], DEEP if order == 0 else OTHER)
    _name_ends(data, stage, ends, down, right + GAP)
    _events(data, stage, across, down, left)
    put_feet(stage, [row.label for row in data.rows], across, foot + unit * 1.1)


def stretches(placed: Sequence[tuple[float, Datum]], down: Axis) -> list[list[tuple[float, float]]]:
    """The points of a line, parted where there is no value: a line across a gap would say that it was measured."""
    found: list[list[tuple[float, float]]] = [[]]
    for x, datum in placed:
        if datum.value is not None:
            found[-1].append((x, down.at(datum.size)))
        elif found[-1]:
            found.append([])
    return [points for points in found if points]


def _course(stage: Stage, points: list[tuple[float, float]], ink: str, width: float) -> None:
    if len(points) > 1:
        stage.line(points, ink, width)
    elif points:
        stage.axes.add_patch(Circle(points[0], DEEP, facecolor=stage.colour(ink), linewidth=0))


def _ends(data: ChartData, stage: Stage) -> list[End]:
    """For each line its order, the row it ends at and its name in lines."""
    found: list[End] = []
    for order, index in enumerate(data.main):
        rows = [number for number, row in enumerate(data.rows) if row.data[index].value is not None]
        if rows:
            name = stage.folded(data.series[index].label, stage.width * LONGEST_NAME, NAME_LINES, bold=True)
            found.append((order, rows[-1], name))
    return found


def _name_ends(data: ChartData, stage: Stage, ends: list[End], down: Axis, x: float) -> None:
    """Names and last values beside the lines' ends, moved apart where they would touch."""
    leading, size, shown = stage.looks.size * 1.15, stage.looks.size, data.main
    wished = sorted((down.at(data.rows[row].data[shown[order]].size), order, row, name) for order, row, name in ends)
    most = max((len(name) for _, _, name in ends), default=1)
    foot = stage.height - stage.unit * 1.75
    places = apart([y for y, *_ in wished], leading * (most + 1) + size * 0.1, size * 1.2, foot - leading * (most - 1))
    for (_, order, row, name), y in zip(wished, places, strict=True):
        ink = "deep" if order == 0 else "k70"
        for step, line in enumerate(name):
            stage.words(line, x, y + step * leading, ink=ink, bold=True)
        stage.words(data.rows[row].data[shown[order]].printed, x, y + len(name) * leading, ink=ink)


def _events(data: ChartData, stage: Stage, across: list[float], down: Axis, left: float) -> None:
    """A gold dot with words beside it: to the left, to the right or above, the first that is free."""
    eventful = [(x, row) for x, row in zip(across, data.rows, strict=True) if row.event and _known(data, row)]
    for x, row in eventful:
        y = down.at(row.data[data.main[0]].size)
        dot = Circle((x, y), DOT, facecolor=stage.colour("gold"), edgecolor=stage.colour("ink"), linewidth=0.75)
        stage.axes.add_patch(dot)
        level, above = y + stage.looks.size * MIDDLE, y - DOT - GAP / 2
        off = DOT + GAP / 2
        ways: list[tuple[float, float, Align]] = [
            (x - off, level, "right"), (x - off, above, "right"), (x + off, level, "left"), (x + off, above, "left"),
            (x, above, "center"), (x - off, above - stage.unit, "right"), (x + off, level + stage.unit, "left"),
        ]  # fmt: skip
        boxes = [stage.box(row.event, *place, align=align) for *place, align in ways]
        free = [way for way, box in zip(ways, boxes, strict=True) if stage.free(box) and box.left >= left] or ways[:1]
        stage.words(row.event, free[0][0], free[0][1], align=free[0][2])


def _known(data: ChartData, row: DataRow) -> bool:
    return row.data[data.main[0]].value is not None
