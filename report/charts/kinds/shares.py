"""Parts of a whole as one stacked column for each series, its parts named beside the last one by leaders."""

from __future__ import annotations

from report.charts.data import ChartData
from report.charts.kinds.labels import MIDDLE, apart
from report.charts.kinds.parts import doubt_parts, share
from report.charts.stage import Stage
from report.model.charts import Crop

HEIGHT = 14.0  # units
WIDE, APART = 4.75, 1.5  # units: a column, and the space between two
LEADER = 0.4  # pt
GAP = 5.0  # pt
LEAST = 1.0  # pt: of a part that is there at all
CROPS: tuple[Crop, ...] = ("solid", "furrow", "k55", "k15")
COLUMNS = 0.42  # of the width, for all columns


def draw(data: ChartData, stage: Stage) -> None:
    """Shares of the sum, in per cents with one decimal, or the values themselves where the chart gives a format. With
    several series a column for each; the names stand beside the last."""
    unit, shown = stage.unit, data.main
    doubt_parts(stage, [row for row in data.rows if row.data[shown[-1]].size > 0], data.known)
    head = unit * 1.5 if len(shown) > 1 else 0.0
    leading = stage.looks.size * 1.25
    height = max(unit * HEIGHT, leading * (len(data.rows) + 1))
    stage.open(head + height + unit * 0.25)
    wide = min(WIDE * unit, (stage.width * COLUMNS - (len(shown) - 1) * unit * APART) / len(shown))
    if wide < unit:
        stage.doubt("too-many-series", f"{len(shown)} columns leave no room for the names", "show fewer")
        return
    x = 0.0
    middles: list[float] = []
    for index in shown:
        if len(shown) > 1:
            (name,) = stage.folded(data.series[index].label, wide + APART * unit * 0.8, 1, bold=True)
            stage.words(name, x, stage.looks.size, bold=True)
        middles = _column(data, stage, index, (x, head, wide, height))
        x += wide + APART * unit
    _names(data, stage, shown[-1], middles, x - APART * unit, head)


def _column(data: ChartData, stage: Stage, index: int, place: tuple[float, float, float, float]) -> list[float]:
    """One stack; returns the middle (pt) of each part."""
    x, top, wide, height = place
    whole = sum(max(0.0, row.data[index].size) for row in data.rows) or 1.0
    middles: list[float] = []
    y = top
    for number, row in enumerate(data.rows):
        part = max(0.0, row.data[index].size) / whole * height
        crop = "gold" if row.highlight else row.crop or CROPS[number % len(CROPS)]
        if part > 0:
            stage.block(x, y, wide, max(LEAST, part - 1.0), crop)
        middles.append(y + part / 2)
        y += part
    return middles


def _names(data: ChartData, stage: Stage, index: int, middles: list[float], right: float, head: float) -> None:
    """Share and name of each part, at its height or as near as the others let it."""
    size = stage.looks.size
    leading = size * 1.25
    places = apart(middles, leading, head + leading / 2, stage.height)
    texts = [share(data, row, index) for row in data.rows]
    begin = right + stage.unit * 2.5
    figures = begin + max((stage.wide(text, bold=True) for text in texts), default=0.0)
    for row, text, middle, y in zip(data.rows, texts, middles, places, strict=True):
        elbow = right + stage.unit * 1.2
        stage.line([(right + GAP / 2, middle), (elbow, y), (begin - GAP / 2, y)], "k40", LEADER)
        stage.words(text, figures, y + size * MIDDLE, align="right", bold=True)
        (name,) = stage.folded(row.label, stage.width - figures - GAP, 1)
        stage.words(name, figures + GAP, y + size * MIDDLE)
