"""Rows as dots on lines, or as what was reached of a target."""

from __future__ import annotations

from matplotlib.patches import Circle

from report.charts.axis import Axis, axis_over, tick_value
from report.charts.data import ChartData, DataRow
from report.charts.kinds.labels import GAP, LEAST_SHARE, MIDDLE, put_label, row_labels
from report.charts.stage import Align, Stage
from report.model.charts import Crop

ROW = 1.75  # units
RADIUS = 3.6  # pt
GRID = 0.5  # pt
BAR, REACHED = 1.2, 0.6  # units: a bullet's ground, and its bar
TICK = 1.6  # pt
MOST_SERIES = 3  # that dots tell apart: filled, a ring, a grey ring


def draw(data: ChartData, stage: Stage) -> None:
    """A dot for each series of a row on one thin line; the first series is filled, others are rings."""
    unit, shown = stage.unit, data.main
    names = [data.series[index].label for index in shown] if len(shown) > 1 else []
    if len(shown) > MOST_SERIES:
        message = f"dots of {len(shown)} series cannot be told apart"
        stage.doubt("too-many-series", message, f"show {MOST_SERIES} at most")
    lines = _key_lines(stage, names)
    head = unit * (1.25 * len(lines) + 0.15) if names else 0.0
    labels = row_labels(data.rows, stage, unit * ROW)
    left, foot = labels.wide + 2 * GAP if labels.wide else RADIUS, head + sum(labels.heights)
    stage.open(foot + unit * 1.5)
    widest = max((stage.wide(row.data[i].printed, bold=True) for row in data.rows for i in shown), default=0.0)
    start = left + (widest + GAP if len(shown) > 1 else 0.0)
    across = axis_over(data.known, start, stage.width - widest - 2 * GAP, data.base)
    _room(stage, across)
    _scale(data, stage, across, head, foot)
    y = head
    for row, label, height in zip(data.rows, labels.lines, labels.heights, strict=True):
        put_label(stage, label, y + height / 2)
        _row(data, stage, row, across, y + height / 2)
        y += height
    _key(stage, lines)


def draw_bullet(data: ChartData, stage: Stage) -> None:
    """A bar for what was reached, on a pale ground, with a tick at the target."""
    unit, index, target = stage.unit, data.main[0], data.first("target")
    labels = row_labels(data.rows, stage, unit * ROW)
    stage.open(sum(labels.heights) + unit * 0.25)
    if target is None:
        stage.doubt("no-target", "nothing says what was to be reached", "give one of the series `role: target`")
    used = [index] if target is None else [index, target]
    values = [row.data[one].size for row in data.rows for one in used]
    if min(values, default=0.0) < 0:
        stage.doubt("negative-target", "a bullet begins at zero: it shows no negative values", "use bars")
    words = [_told(row, index, target) for row in data.rows]
    widest = max((stage.wide(text, bold=True) for text in words), default=0.0)
    left = labels.wide + 2 * GAP if labels.wide else 0.0
    across = axis_over([max(0.0, value) for value in values], left, stage.width - widest - GAP)
    _room(stage, across)
    y, start = 0.0, across.start
    for row, label, height, text in zip(data.rows, labels.lines, labels.heights, words, strict=True):
        middle = y + height / 2
        put_label(stage, label, middle)
        stage.block(start, middle - unit * BAR / 2, across.stop - start, unit * BAR, "k15")
        reached = across.length(max(0.0, row.data[index].size))
        crop: Crop = "gold" if row.highlight else "solid"
        stage.block(start, middle - unit * REACHED / 2, reached, unit * REACHED, crop)
        if target is not None and row.data[target].value is not None:
            x = across.at(max(0.0, row.data[target].size))
            stage.line([(x, middle - unit * BAR / 2), (x, middle + unit * BAR / 2)], "ink", TICK)
        stage.words(text, across.stop + GAP, middle + stage.looks.size * MIDDLE, bold=True)
        y += height


def _told(row: DataRow, index: int, target: int | None) -> str:
    reached = row.data[index].printed
    return reached if target is None or not row.data[target].printed else f"{reached} / {row.data[target].printed}"


def _room(stage: Stage, across: Axis) -> None:
    if across.stop - across.start < stage.width * LEAST_SHARE:
        stage.doubt("no-room", "labels and values leave no room for the figures", "set the chart wide, or in thousands")


def _scale(data: ChartData, stage: Stage, across: Axis, head: float, foot: float) -> None:
    """Grid lines with their values below; of those that would touch, values are left out."""
    for tick in across.ticks:
        x, text = across.at(tick), data.printed(tick_value(tick))
        stage.line([(x, head), (x, foot)], "k15", GRID)
        room = stage.box(f"{text} ", x, foot + stage.unit, align="center")
        if stage.free(room):
            stage.words(text, x, foot + stage.unit, align="center", ink="k70")


def _row(data: ChartData, stage: Stage, row: DataRow, across: Axis, middle: float) -> None:
    """The dots of a row with the values of the outer two, each beside its own dot."""
    shown = data.main
    known = [(row.data[index].size, order) for order, index in enumerate(shown) if row.data[index].value is not None]
    if not known:
        return
    (low, first), (high, last) = min(known), max(known, key=lambda one: (one[0], -one[1]))
    # A line from an axis that does not begin at zero would say how much there is, and be wrong.
    begin = 0.0 if len(shown) == 1 and across.low <= 0 else low
    stage.line([(across.at(begin), middle), (across.at(high), middle)], "k40", GRID)
    for value, order in reversed(known):
        _dot(stage, across.at(value), middle, order, marked=row.highlight)
    baseline, off = middle + stage.looks.size * MIDDLE, RADIUS + GAP / 2
    x = max(across.at(high) + off, across.at(0.0) + GAP / 2 if begin == 0.0 > high else 0.0)
    _value(stage, row.data[shown[last]].printed, x, baseline, last, "left")
    if low < high:
        _value(stage, row.data[shown[first]].printed, across.at(low) - off, baseline, first, "right")


def _value(stage: Stage, text: str, x: float, y: float, order: int, align: Align) -> None:
    stage.words(text, x, y, align=align, bold=order == 0, ink="ink" if order == 0 else "k70")


def _dot(stage: Stage, x: float, y: float, order: int, *, marked: bool) -> None:
    filled = "gold" if marked and order == 0 else "deep" if order == 0 else "paper"
    edge = "ink" if marked and order == 0 else "deep" if order < 2 else "k55"
    dot = Circle((x, y), RADIUS, facecolor=stage.colour(filled), edgecolor=stage.colour(edge), linewidth=1.0)
    stage.axes.add_patch(dot)


def _key_lines(stage: Stage, names: list[str]) -> list[list[str]]:
    """The names of the series in lines that fit."""
    lines: list[list[str]] = []
    reached = 0.0
    for name in names:
        (shown,) = stage.folded(name, stage.width - RADIUS * 3.5, 1)
        wide = RADIUS * 3.5 + stage.wide(shown) + stage.unit
        if lines and reached + wide <= stage.width + stage.unit:
            lines[-1].append(shown)
            reached += wide
        else:
            lines.append([shown])
            reached = wide
    return lines


def _key(stage: Stage, lines: list[list[str]]) -> None:
    order = 0
    for number, names in enumerate(lines):
        x, y = 0.0, stage.unit * (0.5 + 1.25 * number)
        for name in names:
            _dot(stage, x + RADIUS, y, order, marked=False)
            stage.words(name, x + RADIUS * 3.5, y + stage.looks.size * MIDDLE)
            x += RADIUS * 3.5 + stage.wide(name) + stage.unit
            order += 1
