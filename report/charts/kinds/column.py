"""Columns on a common line, one for each row or one beside the other for each series; values stand above them."""

from __future__ import annotations

from report.charts.axis import Axis, axis_over, tick_value
from report.charts.data import ChartData, DataRow
from report.charts.kinds.key import key_height, put_key
from report.charts.kinds.labels import MIDDLE, put_feet
from report.charts.kinds.stacks import draw_columns
from report.charts.stage import Stage, crop_of

HEIGHT = 11.0  # units
AXIS, GRID = 0.6, 0.5  # pt (SPEC, Charts)
GAP = 4.0  # pt
FILLED = 0.68  # of the pitch of the rows, taken by their columns
TICK, OVERHANG = 1.3, 2.0  # pt
LEAST = 2.0  # pt: of a column's width


def draw(data: ChartData, stage: Stage) -> None:
    """Columns begin at zero; negative ones hang below the line. Where values have no room above them, grid lines and
    their figures stand instead."""
    if data.arrange != "beside" and len(data.main) > 1:
        draw_columns(data, stage)
        return
    unit, size, shown = stage.unit, stage.looks.size, data.main
    comparison = data.first("comparison")
    used = [*shown, *([] if comparison is None else [comparison])]
    values = [row.data[index].size for row in data.rows for index in used]
    names = [data.series[index].label for index in shown] if len(shown) > 1 else []
    printed = max((stage.wide(row.data[i].printed, bold=True) for row in data.rows for i in shown), default=0.0)
    pitch = stage.width / max(1, len(data.rows))
    direct = printed + GAP <= (pitch if len(shown) == 1 else pitch * FILLED / len(shown))
    lowest = min(values, default=0.0)
    head = key_height(stage, names)
    below = size * 1.6 if direct and lowest < 0 else 0.0
    top = head + size * 1.6
    foot = top + unit * HEIGHT
    down = axis_over(values, foot, top)
    scale = [] if direct else [data.printed(tick_value(tick)) for tick in down.ticks]
    left = max((stage.wide(text) for text in scale), default=-2 * GAP) + 2 * GAP
    pitch = (stage.width - left) / max(1, len(data.rows))
    labels = [stage.folded(row.label, pitch - GAP, 3) for row in data.rows] if _folds(data.rows, stage, pitch) else []
    deepest = max((len(label) for label in labels), default=1)
    stage.open(foot + below + unit * (0.6 + deepest * 0.85))
    put_key(stage, names)
    if pitch * FILLED / len(shown) < LEAST:
        stage.doubt("no-room", f"{len(data.rows)} columns have no room beside each other", "show fewer, or use bars")
        return
    for tick, text in zip(down.ticks, scale, strict=False):
        stage.line([(left, down.at(tick)), (stage.width, down.at(tick))], "k15", GRID)
        stage.words(text, left - 2 * GAP, down.at(tick) + size * MIDDLE, align="right", ink="k70")
    for number, row in enumerate(data.rows):
        _row(data, stage, row, left + pitch * (number + (1 - FILLED) / 2), pitch * FILLED / len(shown), down, direct)
    stage.line([(left, down.at(0.0)), (stage.width, down.at(0.0))], "ink", AXIS)
    middles = [left + pitch * (number + 0.5) for number in range(len(data.rows))]
    first = foot + below + unit * 0.9
    for label, middle in zip(labels, middles, strict=False):
        for step, line in enumerate(label):
            stage.words(line, middle, first + step * unit * 0.85, align="center")
    if not labels:
        put_feet(stage, [row.label for row in data.rows], middles, first)


def _folds(rows: tuple[DataRow, ...], stage: Stage, pitch: float) -> bool:
    """Whether all labels stand below their own columns: their words are no wider, and they are few."""
    words = [word for row in rows for word in row.label.split()]
    return len(rows) <= 8 or all(stage.wide(word) <= pitch - GAP for word in words)


def _row(data: ChartData, stage: Stage, row: DataRow, first: float, thick: float, down: Axis, direct: bool) -> None:
    """The columns of one row, with ticks for what they compare with."""
    shown, comparison, zero, size = data.main, data.first("comparison"), down.at(0.0), stage.looks.size
    for order, index in enumerate(shown):
        datum = row.data[index]
        x, y = first + order * thick, down.at(datum.size)
        crop = "gold" if row.highlight and order == 0 else row.crop if row.crop and order == 0 else crop_of(order)
        stage.block(x, min(y, zero), thick - (1.0 if len(shown) > 1 else 0.0), abs(y - zero), crop)
        ends = [y, zero]
        if comparison is not None and row.data[comparison].value is not None:
            tick = down.at(row.data[comparison].size)
            stage.line([(x - OVERHANG, tick), (x + thick + OVERHANG, tick)], "ink", TICK)
            ends.append(tick)
        if direct:
            baseline = max(ends) + size if datum.size < 0 else min(ends) - GAP
            stage.words(datum.printed, x + thick / 2, baseline, align="center", bold=True)
