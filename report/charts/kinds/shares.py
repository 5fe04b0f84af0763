"""Parts of a whole as one stacked column for each series, its parts named beside the last one by leaders."""

from __future__ import annotations

from decimal import Decimal

from report.charts.data import ChartData
from report.charts.stage import Stage
from report.model.charts import Crop
from report.typography.numbers import format_fact

HEIGHT = 14.0  # units
WIDE, APART = 4.75, 1.5  # units: a column, and the space between two
LEADER = 0.4  # pt
GAP = 5.0  # pt
LEAST = 1.0  # pt: of a part that is there at all
CROPS: tuple[Crop, ...] = ("solid", "furrow", "k55", "k15")
MOST = 7


def draw(data: ChartData, stage: Stage) -> None:
    """Shares of the sum, in per cents with one decimal, or the values themselves where the chart gives a format."""
    unit, size = stage.unit, stage.looks.size
    shown = data.main or (0,)
    if len(data.rows) > MOST:
        stage.doubt("too-many-parts", f"{len(data.rows)} parts cannot be told apart", f"join some: {MOST} at most")
    if any(row.data[index].size < 0 for row in data.rows for index in shown):
        stage.doubt("negative-share", "a negative value is no part of a whole", "use bars")
    head = unit * 1.25 if len(shown) > 1 else 0.0
    leading = size * 1.25
    height = max(unit * HEIGHT, leading * (len(data.rows) + 1))
    stage.open(head + height + unit * 0.25)
    x = 0.0
    middles: list[float] = []
    for index in shown:
        if len(shown) > 1:
            stage.words(data.series[index].label, x, size, bold=True)
        middles = _column(data, stage, index, (x, head, height))
        x += (WIDE + APART) * unit
    _names(data, stage, shown[-1], middles, x - APART * unit, head)


def _column(data: ChartData, stage: Stage, index: int, place: tuple[float, float, float]) -> list[float]:
    """One stack; returns the middle (pt) of each part."""
    x, top, height = place
    whole = sum(max(0.0, row.data[index].size) for row in data.rows) or 1.0
    middles: list[float] = []
    y = top
    for number, row in enumerate(data.rows):
        part = max(0.0, row.data[index].size) / whole * height
        crop = "gold" if row.highlight else row.crop or CROPS[number % len(CROPS)]
        if part > 0:
            stage.block(x, y, WIDE * stage.unit, max(LEAST, part - 1.0), crop)
        middles.append(y + part / 2)
        y += part
    return middles


def _names(data: ChartData, stage: Stage, index: int, middles: list[float], right: float, head: float) -> None:
    """Share and name of each part, at its height or as near as the others let it."""
    size = stage.looks.size
    leading = size * 1.25
    places: list[float] = []
    for middle in middles:
        places.append(max(middle, places[-1] + leading) if places else max(middle, head + leading / 2))
    floor = stage.height - leading / 2
    for step in range(len(places) - 1, -1, -1):
        places[step] = min(places[step], floor)
        floor = places[step] - leading
    whole = sum((max(row.data[index].value or Decimal(0), Decimal(0)) for row in data.rows), Decimal(0)) or Decimal(1)
    texts = [_share(data, row.data[index].value or Decimal(0), whole, row.data[index].printed) for row in data.rows]
    begin = right + stage.unit * 2.5
    figures = begin + max((stage.wide(text, bold=True) for text in texts), default=0.0)
    for row, text, middle, y in zip(data.rows, texts, middles, places, strict=True):
        elbow = right + stage.unit * 1.2
        stage.line([(right + GAP / 2, middle), (elbow, y), (begin - GAP / 2, y)], "k40", LEADER)
        stage.words(text, figures, y + size * 0.34, align="right", bold=True)
        (name,) = stage.folded(row.label, stage.width - figures - GAP, 1)
        stage.words(name, figures + GAP, y + size * 0.34)


def _share(data: ChartData, value: Decimal, whole: Decimal, printed: str) -> str:
    if data.format:
        return printed
    return format_fact(value / whole * 100, "percent(1)", data.locale)
