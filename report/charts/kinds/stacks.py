"""Series stacked into one bar or column for each row: as they add up, or as shares of their sum."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from report.charts.data import ChartData, DataRow
from report.charts.kinds.key import key_height, put_key
from report.charts.kinds.labels import GAP, MIDDLE, apart, put_label, row_labels
from report.charts.stage import Stage, crop_of
from report.typography.numbers import format_fact

ROW, BAR = 2.9, 1.2  # units: a row with the values below its bar, and the bar
HEIGHT = 14.0  # units: of the columns
FILLED = 0.5  # of the pitch, taken by a column; its values stand beside it
LEAST_PITCH = 16.0  # pt
AXIS = 0.6  # pt (SPEC, Charts)
SEAM = 0.8  # pt between two parts


class Part(Struct, frozen=True):
    """A part of a stack: which series, from where to where as shares of the longest stack, and how it is printed."""

    order: int
    start: float
    stop: float
    printed: str


def draw_bars(data: ChartData, stage: Stage) -> None:
    """One bar for each row. The value of a part stands below it where it has room; the table has them all."""
    names = [data.series[index].label for index in data.main]
    labels = row_labels(data.rows, stage, stage.unit * ROW)
    head, stacks = key_height(stage, names), _stacks(data, stage)
    stage.open(head + sum(labels.heights) + stage.unit * 0.25)
    put_key(stage, names)
    totals = [_total(data, row) for row in data.rows]
    left = labels.wide + 2 * GAP if labels.wide else 0.0
    behind = max((stage.wide(total, bold=True) + GAP for total in totals if total), default=0.0)
    length = stage.width - left - behind
    if length < stage.width * 0.2:
        stage.doubt("no-room", "labels and values leave no room for the bars", "set the chart wide, or in thousands")
        return
    y, size = head, stage.looks.size
    for parts, total, lines, height in zip(stacks, totals, labels.lines, labels.heights, strict=True):
        middle = y + min(height, stage.unit * ROW) / 2 - stage.unit * 0.35
        put_label(stage, lines, max(middle, y + size * len(lines) * 0.58) if len(lines) < 3 else y + height / 2)
        top = middle - stage.unit * BAR / 2
        reached = left - GAP
        for part in parts:
            x, wide = left + part.start * length, (part.stop - part.start) * length
            stage.block(x, top, max(wide - SEAM, 0.3), stage.unit * BAR, crop_of(part.order))
            if x >= reached and stage.wide(part.printed) <= max(wide, 0.0):
                stage.words(part.printed, x, top + stage.unit * BAR + size * 1.05, ink="k70")
                reached = x + stage.wide(part.printed) + GAP / 2
        end = left + max((part.stop for part in parts), default=0.0) * length
        stage.words(total, end + GAP, middle + size * MIDDLE, bold=True)
        y += height


def draw_columns(data: ChartData, stage: Stage) -> None:
    """One column for each row. The values stand beside their parts where there is room; the table has them all."""
    unit, size = stage.unit, stage.looks.size
    names = [data.series[index].label for index in data.main]
    head, stacks = key_height(stage, names), _stacks(data, stage)
    pitch = stage.width / max(1, len(data.rows))
    labels = [stage.folded(row.label, pitch - GAP / 2, 3) for row in data.rows]
    top, foot = head + size * 1.6, head + size * 1.6 + unit * HEIGHT
    stage.open(foot + unit * (0.6 + max((len(label) for label in labels), default=1) * 0.85))
    put_key(stage, names)
    if pitch < LEAST_PITCH:
        stage.doubt("no-room", f"{len(data.rows)} columns have no room beside each other", "show fewer, or use bars")
        return
    totals = [_total(data, row) for row in data.rows]
    above = all(stage.wide(total, bold=True) <= pitch - GAP / 2 for total in totals)
    for number, (parts, total, label) in enumerate(zip(stacks, totals, labels, strict=True)):
        x, thick = pitch * number, pitch * FILLED
        for part in parts:
            high = (part.stop - part.start) * (foot - top)
            y = foot - part.stop * (foot - top)
            stage.block(x, y, thick, max(high - SEAM, 0.3), crop_of(part.order))
        _beside(stage, parts, (x + thick + GAP / 2, pitch - thick - GAP / 2), top, foot)
        if above:
            highest = foot - max((part.stop for part in parts), default=0.0) * (foot - top)
            stage.words(total, x, highest - GAP / 2, bold=True)
        for step, line in enumerate(label):
            stage.words(line, x, foot + unit * (0.9 + step * 0.85))
    if not above:
        message = "the totals above the columns have no room beside each other"
        stage.doubt("labels-collide", message, "show fewer columns, or use bars")
    stage.line([(0.0, foot), (stage.width, foot)], "ink", AXIS)


def _beside(stage: Stage, parts: list[Part], place: tuple[float, float], top: float, foot: float) -> None:
    """The values of a column's parts, beside those that are high enough for a line or have room above and below."""
    x, room = place
    size = stage.looks.size
    fitting = [part for part in parts if part.printed and stage.wide(part.printed) <= room]
    fitting = [part for part in fitting if (part.stop - part.start) * (foot - top) >= size]
    wished = [foot - (part.start + part.stop) / 2 * (foot - top) for part in reversed(fitting)]
    for part, y in zip(reversed(fitting), apart(wished, size, top, foot + size / 2), strict=True):
        stage.words(part.printed, x, y + size * MIDDLE, ink="k70")


def _stacks(data: ChartData, stage: Stage) -> list[list[Part]]:
    """The parts of each row. Negative values have no place in a stack: a grave doubt."""
    if any(size < 0 for size in data.known):
        stage.doubt("negative-share", "a stack has no place for negative values", "use arrange: beside")
    sums = [sum(max(0.0, row.data[index].size) for index in data.main) for row in data.rows]
    longest = max(sums, default=0.0)
    stacks: list[list[Part]] = []
    for row, whole in zip(data.rows, sums, strict=True):
        parts: list[Part] = []
        reached = 0.0
        scale = whole if data.arrange == "share" else longest
        for order, index in enumerate(data.main):
            part = max(0.0, row.data[index].size) / scale if scale else 0.0
            if part > 0:
                parts.append(Part(order, reached, reached + part, _printed(data, row, index)))
            reached += part
        stacks.append(parts)
    return stacks


def _printed(data: ChartData, row: DataRow, index: int) -> str:
    if data.arrange != "share":
        return row.data[index].printed
    whole = _whole(data, row)
    return format_fact((row.data[index].value or Decimal(0)) / whole * 100, "percent(0)", data.locale) if whole else ""


def _whole(data: ChartData, row: DataRow) -> Decimal:
    return sum((row.data[index].value or Decimal(0) for index in data.main), Decimal(0))


def _total(data: ChartData, row: DataRow) -> str:
    """What a stack adds up to; shares add up to a whole, which needs no words."""
    return "" if data.arrange == "share" else data.printed(_whole(data, row))
