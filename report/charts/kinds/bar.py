"""Bars from the left, one for each row: its label before it, its value behind it."""

from __future__ import annotations

from report.charts.data import ChartData, DataRow
from report.charts.stage import Stage, crop_of
from report.model.charts import Crop

ROW = 1.75  # units from one bar to the next
BAR = 1.3  # units: how high a bar is
INNER = 0.72  # units: a bar among several of one row
LABEL_SHARE = 0.36  # of the width, for labels at most
GAP = 8.0  # pt between a bar and its words
TICK = 1.3  # pt (SPEC, Charts: comparison period)
OVERHANG = 2.0  # pt: how far a tick reaches beyond its bar


def draw(data: ChartData, stage: Stage) -> None:
    """Bars begin at zero; negative ones go left from it."""
    shown = data.main or tuple(range(len(data.series)))[:1]
    comparison = data.first("comparison")
    several = len(shown) > 1
    unit = stage.unit
    pitch = unit * (ROW if not several else INNER * len(shown) + 0.6)
    head = unit * 1.5 if several else 0.0
    labels = [stage.folded(row.label, stage.width * LABEL_SHARE, 2) for row in data.rows]
    heights = [max(pitch, unit * (0.9 * len(label) + 0.4)) for label in labels]
    stage.open(head + sum(heights) + unit * 0.25)
    left = max((stage.wide(line) for label in labels for line in label), default=0.0) + 2 * GAP
    scale, zero = _scale(data, stage, left, [*shown, *([] if comparison is None else [comparison])])
    top = head
    for row, label, height in zip(data.rows, labels, heights, strict=True):
        _label(stage, label, top, height)
        _row(stage, row, shown, comparison, (zero, top, height, scale))
        top += height
    if any(row.data[index].size < 0 for row in data.rows for index in shown):
        stage.line([(zero, head), (zero, top)], "ink", 0.6)
    if several:
        _key(data, stage, shown, left, unit)


def _scale(data: ChartData, stage: Stage, left: float, used: list[int]) -> tuple[float, float]:
    """Points per unit of value, and the x of zero: all bars with the words at their ends stand inside the figure."""
    ends = [
        (row.data[index].size, stage.wide(row.data[index].printed, bold=True)) for row in data.rows for index in used
    ]
    most, least = max((end for end, _ in ends), default=0.0), min((end for end, _ in ends), default=0.0)
    most, least = max(most, 0.0), min(least, 0.0)
    room = stage.width - left
    if most - least == 0:
        return 0.0, left
    widest_right = max((wide for end, wide in ends if end >= 0), default=0.0) + 2 * GAP
    widest_left = max((wide for end, wide in ends if end < 0), default=-2 * GAP) + 2 * GAP
    scale = max(0.0, (room - widest_right - widest_left)) / (most - least)
    return scale, left + widest_left - least * scale


def _label(stage: Stage, lines: list[str], top: float, height: float) -> None:
    size = stage.looks.size
    leading = size * 1.15
    first = top + height / 2 + size * 0.34 - (len(lines) - 1) * leading / 2
    for index, line in enumerate(lines):
        stage.words(line, 0.0, first + index * leading)


def _row(
    stage: Stage,
    row: DataRow,
    shown: tuple[int, ...],
    comparison: int | None,
    place: tuple[float, float, float, float],
) -> None:
    zero, top, height, scale = place
    unit = stage.unit
    thick = unit * (BAR if len(shown) == 1 else INNER)
    first = top + (height - thick * len(shown)) / 2
    for order, index in enumerate(shown):
        datum = row.data[index]
        y = first + order * thick
        length = datum.size * scale
        gap = 1.0 if len(shown) > 1 else 0.0
        stage.block(min(zero, zero + length), y, abs(length), thick - gap, _crop(row, order))
        ends = [zero + length]
        if comparison is not None and row.data[comparison].value is not None:
            tick = zero + row.data[comparison].size * scale
            stage.line([(tick, y - OVERHANG), (tick, y + thick + OVERHANG)], "ink", TICK)
            ends.append(tick)
        baseline = y + thick / 2 + stage.looks.size * 0.34
        if datum.size < 0:
            stage.words(datum.printed, min(ends) - GAP, baseline, align="right", bold=True)
        else:
            stage.words(datum.printed, max(ends) + GAP, baseline, bold=True)


def _crop(row: DataRow, order: int) -> Crop:
    if row.highlight:
        return "gold"
    return row.crop if row.crop and order == 0 else crop_of(order)


def _key(data: ChartData, stage: Stage, shown: tuple[int, ...], left: float, unit: float) -> None:
    """What the bars of a row stand for, above the first of them."""
    x = left
    for order, index in enumerate(shown):
        label = data.series[index].label
        stage.block(x, unit * 0.2, unit * 0.6, unit * 0.6, crop_of(order))
        stage.words(label, x + unit * 0.9, unit * 0.75)
        x += unit * 0.9 + stage.wide(label) + unit
    if x - unit > stage.width:
        stage.doubt("key-too-long", "the names of the series do not fit above the bars", "make them shorter")
