"""The kinds of chart by name. A new one is a file in this folder and a line here."""

from __future__ import annotations

from collections.abc import Callable

from report.charts.data import ChartData
from report.charts.kinds import bar
from report.charts.stage import Stage

KINDS: dict[str, Callable[[ChartData, Stage], None]] = {
    "bar": bar.draw,
}
