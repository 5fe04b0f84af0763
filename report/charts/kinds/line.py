"""Lines over rows that follow each other, each named at its end; events stand beside their points."""

from __future__ import annotations

from matplotlib.patches import Circle, Polygon

from report.charts.axis import Axis, axis_over, tick_value
from report.charts.data import ChartData
from report.charts.stage import Stage

HEIGHT = 13.0  # units: of the area between the highest value and the axis
DEEP, OTHER = 2.2, 1.5  # pt (SPEC, Charts)
GRID, AXIS = 0.5, 0.6  # pt
DOT = 4.6  # pt: radius of an event
GAP = 7.0  # pt
INKS = ("deep", "k55", "ink", "k40")


def draw(data: ChartData, stage: Stage) -> None:
    """One line for each series, the first in the chapter's colour."""
    _lines(data, stage, filled=False)


def draw_area(data: ChartData, stage: Stage) -> None:
    """The same with the area below the first series filled."""
    _lines(data, stage, filled=True)


def _lines(data: ChartData, stage: Stage, *, filled: bool) -> None:
    unit, shown = stage.unit, data.main or (0,)
    size = stage.looks.size
    top, foot = unit * 1.5, unit * (1.5 + HEIGHT)
    stage.open(foot + unit * 1.75)
    values = [row.data[index].size for row in data.rows for index in shown if row.data[index].value is not None]
    down = axis_over(values, foot, top, data.base)
    scale = [data.printed(tick_value(tick)) for tick in down.ticks]
    left = max((stage.wide(text) for text in scale), default=0.0) + GAP
    ends = _ends(data, stage, shown)
    right = stage.width - max((stage.wide(text, bold=True) for _, _, text in ends), default=0.0) - GAP
    across = _places(len(data.rows), left + GAP, right)
    for tick, text in zip(down.ticks, scale, strict=True):
        y = down.at(tick)
        zero = tick == 0 or tick == down.low
        stage.line([(left, y), (right, y)], "ink" if zero else "k15", AXIS if zero else GRID)
        stage.words(text, left - GAP, y + size * 0.34, align="right", ink="k70")
    _foot(data, stage, across, foot + unit * 0.9)
    for order, index in reversed(list(enumerate(shown))):
        points = [
            (x, down.at(row.data[index].size))
            for x, row in zip(across, data.rows, strict=True)
            if row.data[index].value is not None
        ]
        if filled and order == 0 and len(points) > 1:
            shape = [(points[0][0], down.at(max(down.low, 0.0))), *points, (points[-1][0], down.at(max(down.low, 0.0)))]
            stage.axes.add_patch(Polygon(shape, facecolor=stage.colour("pale"), edgecolor="none"))
        if len(points) > 1:
            stage.line(points, INKS[order % len(INKS)], DEEP if order == 0 else OTHER)
        elif points:
            stage.axes.add_patch(Circle(points[0], DEEP, facecolor=stage.colour(INKS[order % len(INKS)]), linewidth=0))
    _name_ends(data, stage, ends, down, right + GAP)
    _events(data, stage, across, down, left, right)


def _places(count: int, left: float, right: float) -> list[float]:
    """Where the rows stand, from left to right (pt)."""
    if count == 1:
        return [(left + right) / 2]
    return [left + (right - left) * index / (count - 1) for index in range(count)]


def _foot(data: ChartData, stage: Stage, across: list[float], y: float) -> None:
    """The rows' labels below the axis: all of them, or evenly spaced ones where they would touch."""
    widths = [stage.wide(row.label) for row in data.rows]
    pitch = across[1] - across[0] if len(across) > 1 else stage.width
    step = next((n for n in range(1, len(across) + 1) if max(widths) + GAP <= pitch * n), len(across))
    for index in range(0, len(across), step):
        half = widths[index] / 2
        x = min(max(across[index], half), stage.width - half)
        stage.words(data.rows[index].label, x, y, align="center", ink="k70")


def _ends(data: ChartData, stage: Stage, shown: tuple[int, ...]) -> list[tuple[int, int, str]]:
    """For each line its order, the row it ends at and its name."""
    found: list[tuple[int, int, str]] = []
    for order, index in enumerate(shown):
        rows = [number for number, row in enumerate(data.rows) if row.data[index].value is not None]
        if rows:
            name = " ".join(stage.folded(data.series[index].label, stage.width * 0.28, 1, bold=True))
            found.append((order, rows[-1], name))
    return found


def _name_ends(data: ChartData, stage: Stage, ends: list[tuple[int, int, str]], down: Axis, x: float) -> None:
    """Names and last values beside the lines' ends, moved apart where they would touch."""
    leading = stage.looks.size * 1.2
    shown = data.main or (0,)
    wished = sorted((down.at(data.rows[row].data[shown[order]].size), order, row, name) for order, row, name in ends)
    height = leading * 2.3
    places: list[float] = []
    for y, *_ in wished:
        places.append(max(y, places[-1] + height) if places else max(y, leading))
    over = places[-1] + leading - (stage.height - stage.unit * 1.5) if places else 0.0
    for index in range(len(places) - 1, -1, -1):
        most = stage.height - stage.unit * 1.5 - leading - (len(places) - 1 - index) * height
        places[index] = min(places[index], most) if over > 0 else places[index]
    if places and places[0] < leading / 2:
        stage.doubt("too-many-lines", f"{len(places)} lines cannot all be named at their ends", "show fewer")
    for (_, order, row, name), y in zip(wished, places, strict=True):
        ink = "deep" if order == 0 else "k70"
        stage.words(name, x, y, ink=ink, bold=True)
        stage.words(data.rows[row].data[shown[order]].printed, x, y + leading, ink=ink)


def _events(data: ChartData, stage: Stage, across: list[float], down: Axis, left: float, right: float) -> None:
    """A gold dot with words beside it: left of it where there is room, else right."""
    shown = data.main or (0,)
    taken: list[tuple[float, float]] = []
    for x, row in zip(across, data.rows, strict=True):
        value = row.data[shown[0]]
        if not row.event or value.value is None:
            continue
        y = down.at(value.size)
        dot = Circle((x, y), DOT, facecolor=stage.colour("gold"), edgecolor=stage.colour("ink"), linewidth=0.75)
        stage.axes.add_patch(dot)
        wide = stage.wide(row.event)
        start = x - DOT - GAP / 2 - wide
        if start < left:
            start = x + DOT + GAP / 2
        if start + wide > right or any(start < stop and begin < start + wide for begin, stop in taken):
            stage.doubt("labels-collide", f"there is no room for “{row.event}” beside its point", "make it shorter")
        taken.append((start, start + wide))
        stage.words(row.event, start, max(y - DOT, stage.looks.size))
