"""From the first value to the last by what is added and taken away: a bar for each step, one line each."""

from __future__ import annotations

from decimal import Decimal

from report.charts.data import ChartData
from report.charts.kinds.labels import GAP, MIDDLE, Reach, fitted, put_label, row_labels
from report.charts.stage import Stage
from report.model.charts import Crop

ROW, BAR = 1.75, 1.15  # units
CONNECTOR = 0.4  # pt (SPEC, Statement)
LEAST = 0.6  # pt: of a step that is nearly nothing
ROUNDING = Decimal(2)
"""How much a total may differ from its steps, which were rounded each by itself."""


def draw(data: ChartData, stage: Stage) -> None:
    """Rows with a parent are steps, added to what stands above them; a row without one is a total, drawn from zero:
    it has to be what the steps before it come to."""
    unit, index = stage.unit, data.main[0]
    totals = [row for row in data.rows if not row.parent]
    labels = row_labels(data.rows, stage, unit * ROW, bold=totals)
    stage.open(sum(labels.heights) + unit * 0.25)
    spans = _spans(data, stage, index)
    left = labels.wide + 2 * GAP if labels.wide else 0.0
    reaches = [
        Reach(min(0.0, *span), max(0.0, *span), 0.0, stage.wide(row.data[index].printed, bold=True) + GAP)
        for row, span in zip(data.rows, spans, strict=True)
    ]
    scale, zero = fitted(stage, reaches, left)
    y = 0.0
    last: tuple[float, float] | None = None
    for row, lines, height, (begin, end) in zip(data.rows, labels.lines, labels.heights, spans, strict=True):
        put_label(stage, lines, y + height / 2, bold=not row.parent)
        low, high = sorted((zero + begin * scale, zero + end * scale))
        top = y + (height - unit * BAR) / 2
        usual: Crop = "k55" if not row.parent else "gold" if row.data[index].size >= 0 else "furrow"
        stage.block(low, top, max(high - low, LEAST), unit * BAR, row.crop or usual)
        beyond = max(high, zero) + GAP
        stage.words(row.data[index].printed, beyond, y + height / 2 + stage.looks.size * MIDDLE, bold=True)
        if last:
            stage.line([last, (last[0], top)], "ink", CONNECTOR)
        last = (zero + end * scale, top + unit * BAR)
        y += height


def _spans(data: ChartData, stage: Stage, index: int) -> list[tuple[float, float]]:
    """From where to where each bar goes, in values."""
    spans: list[tuple[float, float]] = []
    reached = Decimal(0)
    for number, row in enumerate(data.rows):
        value = row.data[index].value or Decimal(0)
        if row.parent:
            spans.append((float(reached), float(reached + value)))
            reached += value
            continue
        if number and abs(value - reached) > ROUNDING:
            message = f"“{row.label}” is {row.data[index].printed}, but the steps above come to {data.printed(reached)}"
            stage.doubt("waterfall-gap", message, "name every step, or take the total out")
        spans.append((0.0, float(value)))
        reached = value
    return spans
