"""Rows as dots on lines, or as what was reached of a target."""

from __future__ import annotations

from matplotlib.patches import Circle

from report.charts.axis import Axis, axis_over, tick_value
from report.charts.data import ChartData, DataRow
from report.charts.stage import Stage
from report.model.charts import Crop

ROW = 1.75  # units
LABEL_SHARE = 0.36  # of the width
RADIUS = 3.6  # pt
GAP = 8.0  # pt
GRID = 0.5  # pt
BAR, REACHED = 1.2, 0.6  # units: a bullet's ground, and its bar
TICK = 1.6  # pt


def draw(data: ChartData, stage: Stage) -> None:
    """A dot for each series of a row on one thin line; the first series is filled, others are rings."""
    unit, size = stage.unit, stage.looks.size
    shown = data.main or (0,)
    named = len(shown) > 1
    head = unit * 1.4 if named else 0.0
    labels, heights, left = _labels(data, stage)
    foot = head + sum(heights)
    stage.open(foot + unit * 1.5)
    values = [row.data[index].size for row in data.rows for index in shown]
    widest = max((stage.wide(row.data[i].printed, bold=True) for row in data.rows for i in shown), default=0.0)
    across = axis_over(values, left + GAP, stage.width - widest - 2 * GAP, data.base)
    _scale(data, stage, across, head, foot)
    y = head
    for row, label, height in zip(data.rows, labels, heights, strict=True):
        middle = y + height / 2
        _put_label(stage, label, middle)
        known = [
            (row.data[index].size, order) for order, index in enumerate(shown) if row.data[index].value is not None
        ]
        if known:
            ends = [across.at(value) for value, _ in known]
            stage.line([(min(*ends, across.at(across.low)), middle), (max(ends), middle)], "k40", GRID)
            for value, order in reversed(known):
                _dot(stage, across.at(value), middle, order, marked=row.highlight)
            first = row.data[shown[0]]
            if first.value is not None:
                stage.words(first.printed, max(ends) + RADIUS + GAP / 2, middle + size * 0.34, bold=True)
        y += height
    if named:
        _key(data, stage, shown, left + GAP)


def draw_bullet(data: ChartData, stage: Stage) -> None:
    """A bar for what was reached, on a pale ground, with a tick at the target."""
    unit, size = stage.unit, stage.looks.size
    index, target = (data.main or (0,))[0], data.first("target")
    labels, heights, left = _labels(data, stage)
    stage.open(sum(heights) + unit * 0.25)
    if target is None:
        stage.doubt("no-target", "nothing says what was to be reached", "give one of the series `role: target`")
    used = [index] if target is None else [index, target]
    values = [row.data[one].size for row in data.rows for one in used]
    if min(values, default=0.0) < 0:
        stage.doubt("negative-target", "a bullet begins at zero: it shows no negative values", "use bars")
    words = [_told(row, index, target) for row in data.rows]
    widest = max((stage.wide(text, bold=True) for text in words), default=0.0)
    across = axis_over([max(0.0, value) for value in values], left + GAP, stage.width - widest - 2 * GAP)
    y = 0.0
    for row, label, height, text in zip(data.rows, labels, heights, words, strict=True):
        middle = y + height / 2
        _put_label(stage, label, middle)
        start = across.at(0.0)
        stage.block(start, middle - unit * BAR / 2, across.stop - start, unit * BAR, "k15")
        reached = max(0.0, row.data[index].size)
        crop: Crop = "gold" if row.highlight else "solid"
        stage.block(start, middle - unit * REACHED / 2, across.at(reached) - start, unit * REACHED, crop)
        if target is not None and row.data[target].value is not None:
            x = across.at(max(0.0, row.data[target].size))
            stage.line([(x, middle - unit * BAR / 2), (x, middle + unit * BAR / 2)], "ink", TICK)
        stage.words(text, across.stop + GAP, middle + size * 0.34, bold=True)
        y += height


def _told(row: DataRow, index: int, target: int | None) -> str:
    reached = row.data[index].printed
    return reached if target is None or not row.data[target].printed else f"{reached} / {row.data[target].printed}"


def _labels(data: ChartData, stage: Stage) -> tuple[list[list[str]], list[float], float]:
    """The rows' labels in lines, the rows' heights, and how wide the labels are (pt)."""
    labels = [stage.folded(row.label, stage.width * LABEL_SHARE, 2) for row in data.rows]
    heights = [max(stage.unit * ROW, stage.unit * (0.9 * len(label) + 0.4)) for label in labels]
    return labels, heights, max((stage.wide(line) for label in labels for line in label), default=0.0) + GAP


def _put_label(stage: Stage, lines: list[str], middle: float) -> None:
    leading = stage.looks.size * 1.15
    first = middle + stage.looks.size * 0.34 - (len(lines) - 1) * leading / 2
    for step, line in enumerate(lines):
        stage.words(line, 0.0, first + step * leading)


def _scale(data: ChartData, stage: Stage, across: Axis, head: float, foot: float) -> None:
    """Grid lines with their values below; those that would touch are left out."""
    reached = float("-inf")
    for tick in across.ticks:
        x, text = across.at(tick), data.printed(tick_value(tick))
        stage.line([(x, head), (x, foot)], "k15", GRID)
        half = stage.wide(text) / 2
        if x - half > reached and x + half <= stage.width:
            stage.words(text, x, foot + stage.unit, align="center", ink="k70")
            reached = x + half + GAP / 2


def _dot(stage: Stage, x: float, y: float, order: int, *, marked: bool) -> None:
    filled = "gold" if marked and order == 0 else "deep" if order == 0 else "paper"
    edge = "ink" if marked and order == 0 else "deep" if order < 2 else "k55"
    dot = Circle((x, y), RADIUS, facecolor=stage.colour(filled), edgecolor=stage.colour(edge), linewidth=1.0)
    stage.axes.add_patch(dot)


def _key(data: ChartData, stage: Stage, shown: tuple[int, ...], x: float) -> None:
    for order, index in enumerate(shown):
        _dot(stage, x + RADIUS, stage.unit * 0.5, order, marked=False)
        label = data.series[index].label
        stage.words(label, x + RADIUS * 3.5, stage.unit * 0.5 + stage.looks.size * 0.34)
        x += RADIUS * 3.5 + stage.wide(label) + stage.unit
    if x - stage.unit > stage.width:
        stage.doubt("key-too-long", "the names of the series do not fit above the dots", "make them shorter")
