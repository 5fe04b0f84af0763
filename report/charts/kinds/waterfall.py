"""From the first value to the last by what is added and taken away: a bar for each step, one line each."""

from __future__ import annotations

from report.charts.axis import axis_over
from report.charts.data import ChartData
from report.charts.stage import Stage
from report.model.charts import Crop

ROW, BAR = 1.75, 1.15  # units
LABEL_SHARE = 0.36  # of the width
GAP = 8.0  # pt
CONNECTOR = 0.4  # pt (SPEC, Statement)


def draw(data: ChartData, stage: Stage) -> None:
    """Rows with a parent are steps, added to what stands above them; a row without one is a total, drawn from zero:
    it has to be what the steps before it come to."""
    unit, index = stage.unit, (data.main or (0,))[0]
    labels = [stage.folded(row.label, stage.width * LABEL_SHARE, 2) for row in data.rows]
    heights = [max(unit * ROW, unit * (0.9 * len(label) + 0.4)) for label in labels]
    stage.open(sum(heights) + unit * 0.25)
    spans = _spans(data, stage, index)
    left = max((stage.wide(line) for label in labels for line in label), default=0.0) + 2 * GAP
    words = max((stage.wide(row.data[index].printed, bold=True) for row in data.rows), default=0.0)
    across = axis_over([end for span in spans for end in span], left, stage.width - words - 2 * GAP)
    y = 0.0
    feet: list[tuple[float, float]] = []
    for row, label, height, (begin, end) in zip(data.rows, labels, heights, spans, strict=True):
        first = y + height / 2 + stage.looks.size * 0.34 - (len(label) - 1) * stage.looks.size * 0.575
        for step, line in enumerate(label):
            stage.words(line, 0.0, first + step * stage.looks.size * 1.15, bold=not row.parent)
        low, high = sorted((across.at(begin), across.at(end)))
        top = y + (height - unit * BAR) / 2
        crop: Crop = row.crop or ("k55" if not row.parent else "gold" if row.data[index].size >= 0 else "furrow")
        stage.block(low, top, max(high - low, 0.6), unit * BAR, crop)
        baseline = y + height / 2 + stage.looks.size * 0.34
        stage.words(row.data[index].printed, high + GAP, baseline, bold=True)
        if feet:
            stage.line([feet[-1], (feet[-1][0], top)], "ink", CONNECTOR)
        feet.append((across.at(end), top + unit * BAR))
        y += height


def _spans(data: ChartData, stage: Stage, index: int) -> list[tuple[float, float]]:
    """From where to where each bar goes, in values."""
    spans: list[tuple[float, float]] = []
    reached = 0.0
    for number, row in enumerate(data.rows):
        value = row.data[index].size
        if row.parent:
            spans.append((reached, reached + value))
            reached += value
            continue
        if number and abs(value - reached) > max(2.0, abs(value) * 1e-6):
            message = f"“{row.label}” is {row.data[index].printed}, but the steps above it come to another value"
            stage.doubt("waterfall-gap", message, "name every step, or take the total out")
        spans.append((0.0, value))
        reached = value
    return spans
