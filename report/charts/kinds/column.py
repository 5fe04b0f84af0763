"""Columns on a common line, one for each row or one beside the other for each series; values stand above them."""

from __future__ import annotations

from report.charts.axis import axis_over
from report.charts.data import ChartData
from report.charts.kinds.key import key_height, put_key
from report.charts.stage import Stage, crop_of

HEIGHT = 11.0  # units
AXIS = 0.6  # pt (SPEC, Charts)
GAP = 3.0  # pt
FILLED = 0.68  # of the pitch of the rows, taken by their columns
TICK, OVERHANG = 1.3, 2.0  # pt


def draw(data: ChartData, stage: Stage) -> None:
    """Columns begin at zero; negative ones hang below the line."""
    unit, size = stage.unit, stage.looks.size
    shown, comparison = data.main or (0,), data.first("comparison")
    used = [*shown, *([] if comparison is None else [comparison])]
    names = [data.series[index].label for index in shown] if len(shown) > 1 else []
    head = key_height(stage, names)
    pitch = stage.width / max(1, len(data.rows))
    labels = [stage.folded(row.label, pitch - GAP, 3) for row in data.rows]
    deepest = max((len(label) for label in labels), default=1)
    top, foot = head + size * 1.6, head + size * 1.6 + unit * HEIGHT
    values = [row.data[index].size for row in data.rows for index in used]
    below = size * 1.6 if min(values, default=0.0) < 0 else 0.0
    stage.open(foot + below + unit * (0.6 + deepest * 0.85))
    put_key(stage, names)
    down = axis_over(values, foot, top)
    zero = down.at(0.0)
    thick = pitch * FILLED / len(shown)
    printed_wide = max((stage.wide(row.data[i].printed, bold=True) for row in data.rows for i in shown), default=0.0)
    if printed_wide > (thick if len(shown) > 1 else pitch) + GAP:
        stage.doubt("labels-collide", "the values above the columns have no room", "show fewer columns, or use bars")
    for number, (row, label) in enumerate(zip(data.rows, labels, strict=True)):
        first = pitch * number + pitch * (1 - FILLED) / 2
        for order, index in enumerate(shown):
            datum = row.data[index]
            x = first + order * thick
            y = down.at(datum.size)
            crop = "gold" if row.highlight else row.crop if row.crop and order == 0 else crop_of(order)
            stage.block(x, min(y, zero), thick - (1.0 if len(shown) > 1 else 0.0), abs(y - zero), crop)
            ends = [y]
            if comparison is not None and row.data[comparison].value is not None:
                tick = down.at(row.data[comparison].size)
                stage.line([(x - OVERHANG, tick), (x + thick + OVERHANG, tick)], "ink", TICK)
                ends.append(tick)
            baseline = max(ends) + size if datum.size < 0 else min(*ends, zero) - GAP
            stage.words(datum.printed, x + thick / 2, baseline, align="center", bold=True)
        for step, line in enumerate(label):
            y = foot + below + unit * (0.9 + step * 0.85)
            stage.words(line, pitch * (number + 0.5), y, align="center")
    stage.line([(0.0, zero), (stage.width, zero)], "ink", AXIS)
