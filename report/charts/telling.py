"""The data of a chart → a text alternative in the report's language: what it shows, extremes, trend, values if few."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from report.charts.data import ChartData, DataRow, Datum

FEW = 12
"""Values that a listener can still follow; with more, the table has them."""
NAMES = {
    "area": "Area chart",
    "bar": "Bar chart",
    "bullet": "Chart of targets",
    "column": "Column chart",
    "donut": "Ring chart",
    "dots": "Dot chart",
    "hundred": "Of every hundred",
    "line": "Line chart",
    "map": "Map",
    "multiples": "Small charts side by side",
    "shares": "Shares of a whole",
    "slope": "Slope chart",
    "sparkline": "Small lines",
    "treemap": "Areas by size",
    "units": "Counts in squares",
    "waterfall": "Waterfall chart",
}
"""What the kinds are called in texts for those who cannot see them; in the catalogues."""
ORDERED = {"line", "area", "sparkline", "slope"}
"""Kinds whose rows follow each other in time."""


def alternative(data: ChartData, word: Callable[[str], str]) -> str:
    """The text alternative of a chart. `word` translates the program's own words."""
    kind = word(NAMES[data.kind]) if data.code is None and data.kind in NAMES else word("Chart")
    sentences = [f"{kind}: {data.title}" if data.title else kind]
    values = [(row, row.data[index]) for row in data.rows for index in data.main if row.data[index].value is not None]
    if len(values) <= FEW:
        sentences += [_row(row, data) for row in data.rows]
    else:
        sentences += _extremes(data, values, word)
    if data.kind in ORDERED:
        sentences += _trend(data, word)
    return " ".join(sentence if sentence.endswith((".", "!", "?")) else f"{sentence}." for sentence in sentences)


def _row(row: DataRow, data: ChartData) -> str:
    known = [
        (series.label, datum.printed) for series, datum in zip(data.series, row.data, strict=True) if datum.printed
    ]
    if len(data.series) == 1:
        return f"{row.label}: {known[0][1]} {data.unit}".strip() if known else f"{row.label}: –"
    return f"{row.label}: " + ", ".join(f"{label} {text}" for label, text in known)


def _extremes(data: ChartData, values: Sequence[tuple[DataRow, Datum]], word: Callable[[str], str]) -> list[str]:
    def size(one: tuple[DataRow, Datum]) -> Decimal:
        return one[1].value or Decimal(0)

    most, least = max(values, key=size), min(values, key=size)
    return [
        f"{word('Highest')}: {most[0].label}, {most[1].printed} {data.unit}".strip(),
        f"{word('Lowest')}: {least[0].label}, {least[1].printed} {data.unit}".strip(),
    ]


def _trend(data: ChartData, word: Callable[[str], str]) -> list[str]:
    """For each series where it begins and where it ends."""
    told: list[str] = []
    for index in data.main:
        ends = [(row, row.data[index]) for row in data.rows if row.data[index].value is not None]
        if len(ends) > 1:
            (first, before), (last, after) = ends[0], ends[-1]
            course = f"{before.printed} ({first.label}) {word('to')} {after.printed} ({last.label})"
            told.append(f"{data.series[index].label}: {course}")
    return told
