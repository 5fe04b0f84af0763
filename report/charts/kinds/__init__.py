"""The kinds of chart by name. A new one is a file in this folder and a line here."""

from __future__ import annotations

from collections.abc import Callable

from report.charts.data import ChartData
from report.charts.kinds import bar, column, dots, line, multiples, parts, places, shares, slope, units, waterfall
from report.charts.stage import Stage

KINDS: dict[str, Callable[[ChartData, Stage], None]] = {
    "area": line.draw_area,
    "bar": bar.draw,
    "bullet": dots.draw_bullet,
    "column": column.draw,
    "donut": parts.draw_donut,
    "dots": dots.draw,
    "hundred": units.draw_hundred,
    "line": line.draw,
    "map": places.draw,
    "multiples": multiples.draw,
    "shares": shares.draw,
    "slope": slope.draw,
    "sparkline": multiples.draw_sparkline,
    "treemap": parts.draw_treemap,
    "units": units.draw,
    "waterfall": waterfall.draw,
}
