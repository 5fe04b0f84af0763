"""Counts as squares: every square is one, each row a group of its own in a crop of its own."""

from __future__ import annotations

from report.charts.data import ChartData
from report.charts.stage import Stage
from report.model.charts import Crop

SQUARE, PITCH = 10.8, 13.7  # pt: 3.8 mm with a gap of 1.03 mm (SPEC, Charts)
PER_ROW = 10
MOST = 400
CROPS: tuple[Crop, ...] = ("solid", "furrow", "k55", "k15", "gold")


def draw(data: ChartData, stage: Stage) -> None:
    """Groups stand side by side as far as the width goes, the count and what it counts above each."""
    unit, size = stage.unit, stage.looks.size
    index = (data.main or (0,))[0]
    counts = [max(0, int(row.data[index].value or 0)) for row in data.rows]
    if sum(counts) > MOST:
        stage.doubt("too-many-units", f"{sum(counts)} squares are no count any more", "use bars, or count in tens")
        counts = [0 for _ in counts]
    if any(row.data[index].value not in (None, count) for row, count in zip(data.rows, counts, strict=True)):
        stage.doubt("no-whole-count", "a square stands for one: parts and negative values have none", "use bars")
    groups = [
        _group(stage, row.label, row.data[index].printed, count) for row, count in zip(data.rows, counts, strict=True)
    ]
    lines = _lines(stage, groups)
    heights = [max(height for _, _, height, _ in line) for line in lines]
    stage.open(sum(heights) + unit * (len(lines) - 1) + unit * 0.25)
    y, number = 0.0, 0
    for line, height in zip(lines, heights, strict=True):
        x = 0.0
        for words, wide, _, count in line:
            figure, *names = words
            stage.words(figure, x, y + unit, bold=True, size=size * 1.35)
            for step, name in enumerate(names):
                stage.words(name, x, y + unit * (2 + step))
            crop = "gold" if data.rows[number].highlight else data.rows[number].crop or CROPS[number % len(CROPS)]
            top = y + unit * (1.6 + max(len(one[0]) - 1 for one in line))
            for one in range(count):
                stage.one(x + one % PER_ROW * PITCH, top + one // PER_ROW * PITCH, SQUARE, crop)
            x += wide + unit * 1.5
            number += 1
        y += height + unit


Group = tuple[list[str], float, float, int]  # words, width, height (pt), count


def _group(stage: Stage, label: str, printed: str, count: int) -> Group:
    squares = min(PER_ROW, max(count, 1)) * PITCH
    measure = min(stage.width, max(squares, stage.unit * 8))
    names = stage.folded(label, measure, 3)
    wide = max([squares, stage.wide(printed, bold=True, size=stage.looks.size * 1.35), *map(stage.wide, names)])
    height = stage.unit * (1.6 + len(names)) + -(-count // PER_ROW) * PITCH
    return [printed, *names], wide, height, count


def _lines(stage: Stage, groups: list[Group]) -> list[list[Group]]:
    lines: list[list[Group]] = []
    reached = 0.0
    for group in groups:
        if lines and reached + group[1] <= stage.width:
            lines[-1].append(group)
        else:
            lines.append([group])
            reached = 0.0
        reached += group[1] + stage.unit * 1.5
    return lines
