"""Counts as squares: every square is one, or one of a hundred, each row in a crop of its own."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from report.charts.data import ChartData, DataRow
from report.charts.kinds.labels import LEADING
from report.charts.stage import Stage
from report.model.charts import Crop

SQUARE, PITCH = 10.8, 13.7  # pt: 3.8 mm with a gap of 1.03 mm (SPEC, Charts)
PER_ROW = 10
MOST = 400
CROPS: tuple[Crop, ...] = ("solid", "furrow", "k55", "k15", "gold")
LARGE = 1.5  # of the size: the counts
WORDS = 8.0  # units that the words of a group may take at least


class Group(Struct, frozen=True):
    """A row's figure, its name in lines, its squares, and what all that takes in pt."""

    figure: str
    names: list[str]
    count: int
    crop: Crop
    wide: float
    high: float


def draw(data: ChartData, stage: Stage) -> None:
    """Groups stand side by side as far as the width goes, the count and what it counts above each."""
    unit, index = stage.unit, data.main[0]
    counts = _counts(data.rows, index, stage)
    groups = [
        _group(stage, row, index, count, _crop(row, n))
        for n, (row, count) in enumerate(zip(data.rows, counts, strict=True))
    ]
    lines = _lines(stage, groups)
    heights = [
        unit * (1.5 + max(len(group.names) for group in line)) + max(group.high for group in line) for line in lines
    ]
    stage.open(sum(heights) + unit * (len(lines) - 1) + unit * 0.25)
    y = 0.0
    for line, height in zip(lines, heights, strict=True):
        x, deepest = 0.0, max(len(group.names) for group in line)
        for group in line:
            stage.words(group.figure, x, y + unit, bold=True, size=stage.looks.size * LARGE)
            for step, name in enumerate(group.names):
                stage.words(name, x, y + unit * (2 + step))
            _squares(stage, [group.crop] * group.count, x, y + unit * (1.5 + deepest))
            x += group.wide + unit * 1.5
        y += height + unit


def draw_hundred(data: ChartData, stage: Stage) -> None:
    """Ten rows of ten squares: of every hundred so many, the largest remainders rounded up. Names stand beside it."""
    index, size, unit = data.main[0], stage.looks.size, stage.unit
    values = [max(row.data[index].value or Decimal(0), Decimal(0)) for row in data.rows]
    if any(row.data[index].size < 0 for row in data.rows):
        stage.doubt("negative-share", "a negative value is no part of a whole", "use bars")
    if len(data.rows) > len(CROPS):
        stage.doubt(
            "too-many-parts", f"{len(data.rows)} parts cannot be told apart", f"join some: {len(CROPS)} at most"
        )
    if not sum(values):
        stage.doubt("no-parts", "there is nothing to show parts of", "give values above nil")
    counts = hundredths(values)
    side = PITCH * PER_ROW
    begin = side + unit
    figures = begin + max((stage.wide(str(count), bold=True, size=size * LARGE) for count in counts), default=0.0)
    lines = [stage.folded(row.label, stage.width - figures - unit * 0.6, 3) for row in data.rows]
    leading = size * LEADING
    heights = [max(leading * len(line), size * LARGE) + unit * 0.75 for line in lines]
    stage.open(max(side, sum(heights)) + unit * 0.25)
    crops = [_crop(row, number) for number, row in enumerate(data.rows) for _ in range(counts[number])]
    _squares(stage, [crops[n % 10 * 10 + n // 10] for n in range(len(crops))], 0.0, 0.0)
    y = 0.0
    for line, count, height in zip(lines, counts, heights, strict=True):
        baseline = y + size * LARGE * 0.75
        stage.words(str(count), begin, baseline, bold=True, size=size * LARGE)
        for step, words in enumerate(line):
            stage.words(words, figures + unit * 0.6, baseline + step * leading)
        y += height


def hundredths(values: Sequence[Decimal]) -> list[int]:
    """Whole numbers in proportion to values, a hundred together: the largest remainders are rounded up."""
    whole = sum(values, Decimal(0))
    if not whole:
        return [0 for _ in values]
    exact = [value / whole * 100 for value in values]
    counts = [int(value) for value in exact]
    order = sorted(range(len(values)), key=lambda n: counts[n] - exact[n])
    for n in order[: 100 - sum(counts)]:
        counts[n] += 1
    return counts


def _counts(rows: Sequence[DataRow], index: int, stage: Stage) -> list[int]:
    values = [row.data[index].value for row in rows]
    if any(value is not None and (value < 0 or value != int(value)) for value in values):
        stage.doubt("no-whole-count", "a square stands for one: parts and negative values have none", "use bars")
        return [0 for _ in rows]
    counts = [int(value or 0) for value in values]
    if sum(counts) > MOST:
        stage.doubt("too-many-units", f"{sum(counts)} squares are no count any more", "use bars")
        return [0 for _ in rows]
    return counts


def _crop(row: DataRow, number: int) -> Crop:
    return "gold" if row.highlight else row.crop or CROPS[number % len(CROPS)]


def _squares(stage: Stage, crops: Sequence[Crop], x: float, y: float) -> None:
    for one, crop in enumerate(crops):
        stage.one(x + one % PER_ROW * PITCH, y + one // PER_ROW * PITCH, SQUARE, crop)


def _group(stage: Stage, row: DataRow, index: int, count: int, crop: Crop) -> Group:
    figure = row.data[index].printed
    squares = min(PER_ROW, max(count, 1)) * PITCH
    names = stage.folded(row.label, min(stage.width, max(squares, stage.unit * WORDS)), 3)
    wide = max([squares, stage.wide(figure, bold=True, size=stage.looks.size * LARGE), *map(stage.wide, names)])
    return Group(figure, names, count, crop, wide, -(-count // PER_ROW) * PITCH)


def _lines(stage: Stage, groups: Sequence[Group]) -> list[list[Group]]:
    """Groups side by side as far as they fit."""
    lines: list[list[Group]] = []
    reached = 0.0
    for group in groups:
        if lines and reached + group.wide <= stage.width:
            lines[-1].append(group)
        else:
            lines.append([group])
            reached = 0.0
        reached += group.wide + stage.unit * 1.5
    return lines
