"""Bars from the left, one for each row: its label before it, its value behind it."""

from __future__ import annotations

from report.charts.data import ChartData, DataRow
from report.charts.kinds.key import key_height, put_key
from report.charts.kinds.labels import GAP, MIDDLE, Reach, RowLabels, fitted, put_label, row_labels
from report.charts.kinds.stacks import draw_bars
from report.charts.stage import Stage, crop_of
from report.model.charts import Crop

ROW = 1.75  # units from one bar to the next
BAR = 1.3  # units: how high a bar is
INNER = 0.78  # units: a bar among several of one row
SEAM = 1.0  # pt between the bars of a row
AXIS = 0.6  # pt (SPEC, Charts)
TICK = 1.3  # pt (SPEC, Charts: comparison period)
OVERHANG = 2.0  # pt: how far a tick reaches beyond its bar
LONGEST_NAME = 0.2  # of the width: a series that is named behind its first bar


def draw(data: ChartData, stage: Stage) -> None:
    """Bars begin at zero; negative ones go left from it. Several series stand below each other, stacked, or as
    shares of their sum."""
    if data.arrange != "beside" and len(data.main) > 1:
        draw_bars(data, stage)
        return
    shown, unit = data.main, stage.unit
    several = len(shown) > 1
    pitch = unit * (INNER * len(shown) + 0.6 if several else ROW)
    labels = row_labels(data.rows, stage, pitch)
    names = [data.series[index].label for index in shown] if several else []
    direct = several and len(shown) <= 2 and all(stage.wide(name) <= stage.width * LONGEST_NAME for name in names)
    head = 0.0 if direct else key_height(stage, names)
    stage.open(head + sum(labels.heights) + unit * 0.25)
    if not direct:
        put_key(stage, names)
    _Bars(data, stage, labels, names if direct else []).put(head)


class _Bars:
    """Rows of bars on one scale; `names` stand behind the bars of the first row."""

    def __init__(self, data: ChartData, stage: Stage, labels: RowLabels, names: list[str]) -> None:
        self.data, self.stage, self.labels, self.names = data, stage, labels, names
        self.comparison = data.first("comparison")
        left = labels.wide + 2 * GAP if labels.wide else 0.0
        reaches = [self._reach(row, order, index) for row, order, index in self._bars()]
        self.scale, self.zero = fitted(stage, reaches, left)

    def put(self, top: float) -> None:
        """All rows from this height (pt) down."""
        stage, head = self.stage, top
        for row, lines, height in zip(self.data.rows, self.labels.lines, self.labels.heights, strict=True):
            put_label(stage, lines, top + height / 2)
            self._row(row, top, height)
            top += height
        if any(size < 0 for size in self.data.known):
            stage.line([(self.zero, head), (self.zero, top)], "ink", AXIS)

    def _bars(self) -> list[tuple[DataRow, int, int]]:
        return [(row, order, index) for row in self.data.rows for order, index in enumerate(self.data.main)]

    def _ends(self, row: DataRow, index: int) -> list[float]:
        """The values that a bar and its tick reach, zero with them."""
        compared = None if self.comparison is None else row.data[self.comparison]
        return [0.0, row.data[index].size, *([compared.size] if compared and compared.value is not None else [])]

    def _reach(self, row: DataRow, order: int, index: int) -> Reach:
        ends, words = self._ends(row, index), self.stage.wide(row.data[index].printed, bold=True) + GAP
        if self.names and row is self.data.rows[0]:
            words += self.stage.wide(self.names[order]) + GAP
        negative = row.data[index].size < 0
        return Reach(min(ends), max(ends), words if negative else 0.0, 0.0 if negative else words)

    def _row(self, row: DataRow, top: float, height: float) -> None:
        stage, shown = self.stage, self.data.main
        thick = stage.unit * (BAR if len(shown) == 1 else INNER)
        first = top + (height - thick * len(shown)) / 2
        compared = None if self.comparison is None else row.data[self.comparison]
        for order, index in enumerate(shown):
            datum, y = row.data[index], first + order * thick
            length = datum.size * self.scale
            gap = 1.0 if len(shown) > 1 else 0.0
            stage.bar(self.zero, y, length, thick - gap, _crop(row, order))
            if compared is not None and compared.value is not None:
                tick = self.zero + compared.size * self.scale
                stage.line([(tick, y - OVERHANG), (tick, y + thick + OVERHANG)], "ink", TICK)
            self._value(row, order, index, y + thick / 2 + stage.looks.size * MIDDLE)

    def _value(self, row: DataRow, order: int, index: int, baseline: float) -> None:
        """What a bar comes to, clear of its tick; in the first row the name of its series too."""
        stage, datum, ends = self.stage, row.data[index], self._ends(row, index)
        name = self.names[order] if self.names and row is self.data.rows[0] else ""
        beyond = stage.wide(datum.printed, bold=True) + GAP
        if datum.size < 0:
            x = self.zero + min(ends) * self.scale - GAP
            stage.words(datum.printed, x, baseline, align="right", bold=True)
            stage.words(name, x - beyond, baseline, align="right", ink="k70")
        else:
            x = self.zero + max(ends) * self.scale + GAP
            stage.words(datum.printed, x, baseline, bold=True)
            stage.words(name, x + (beyond if datum.printed else 0.0), baseline, ink="k70")


def _crop(row: DataRow, order: int) -> Crop:
    if row.highlight and order == 0:
        return "gold"
    return row.crop if row.crop and order == 0 else crop_of(order)
