"""The data of a chart → a table of the same figures, for those who cannot see the chart or want to reckon with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from report.model.charts import Chart
from report.model.content import Cell, Table, TableRow, Words

if TYPE_CHECKING:
    from report.charts.data import ChartData

LEFT: Literal["left"] = "left"
RIGHT: Literal["right"] = "right"


def chart_table(chart: Chart, data: ChartData) -> Table:
    """One row for each of the chart's, one column for each series; figures as the chart prints them."""

    def cell(text: str, column: int, header: Literal["", "column", "row"] = "") -> tuple[int, Cell]:
        spans = (Words(text, chart.at),) if text else ()
        return column, Cell(spans, header, 1, 1, chart.at)

    unit = f" ({data.unit})" if data.unit else ""
    names = [f"{series.label}{unit}" if len(data.series) == 1 else series.label for series in data.series]
    head = TableRow((cell("", 0), *(cell(name, n + 1, "column") for n, name in enumerate(names))), chart.at)
    body = tuple(
        TableRow(
            (cell(row.label, 0, "row"), *(cell(datum.printed or "–", n + 1) for n, datum in enumerate(row.data))),
            chart.at,
        )
        for row in data.rows
    )
    return Table((head,), body, (LEFT, *(RIGHT for _ in names)), (), (), chart.at)
