"""A chart and the report's facts → the figures it is drawn from, with the words that readers see."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from report.model.charts import Arrange, Chart, ChartRow, Code, Crop, Quantity, SeriesRole
from report.model.figures import Fact
from report.typography.numbers import format_fact, format_number

LARGEST = 1e15
"""Of a value that can be drawn: beyond it binary fractions lose whole numbers."""


class Datum(Struct, frozen=True):
    """A value and how it is printed; None where there is none."""

    value: Decimal | None
    printed: str

    @property
    def size(self) -> float:
        """The value for drawing; nothing counts as 0."""
        return min(max(float(self.value or 0), -LARGEST), LARGEST)


class DataRow(Struct, frozen=True):
    """A row of figures: one for each series."""

    label: str
    data: tuple[Datum, ...]
    highlight: bool = False
    crop: Crop = ""
    event: str = ""
    parent: str = ""


class DataSeries(Struct, frozen=True):
    label: str
    role: SeriesRole


class ChartData(Struct, frozen=True):
    """All that a chart is drawn from, besides its looks: equal data and equal looks give an equal graphic."""

    kind: str
    title: str
    unit: str
    format: str
    locale: str
    series: tuple[DataSeries, ...]
    rows: tuple[DataRow, ...]
    base: Decimal | None = None
    arrange: Arrange = "beside"
    shapes: str = ""  # of a map: the text of its GeoJSON file
    code: Code | None = None

    @property
    def main(self) -> tuple[int, ...]:
        """Which series are drawn as themselves, not as ticks beside others; the first where none is."""
        return tuple(index for index, series in enumerate(self.series) if series.role == "main") or (0,)

    @property
    def known(self) -> list[float]:
        """All values of the series that are drawn as themselves."""
        return [row.data[index].size for row in self.rows for index in self.main if row.data[index].value is not None]

    def first(self, role: SeriesRole) -> int | None:
        """The first series of a role."""
        return next((index for index, series in enumerate(self.series) if series.role == role), None)

    def column(self, series: int) -> tuple[Datum, ...]:
        return tuple(row.data[series] for row in self.rows)

    def printed(self, value: Decimal) -> str:
        """A number as this chart prints its values: for axes and totals."""
        return printed(value, self.format, self.locale)


def data_of(chart: Chart, title: str, facts: Mapping[str, Fact], locale: str) -> ChartData:
    """The figures of a chart with its title in plain words. A fact that is not there, or is text, gives no value: the
    checks have told it."""
    return ChartData(
        chart.kind,
        title,
        chart.unit,
        chart.format,
        locale,
        tuple(DataSeries(" ".join(series.label.split()), series.role) for series in chart.series),
        tuple(_row(row, chart, facts, locale) for row in chart.rows),
        chart.base,
        chart.arrange,
        chart.shapes,
        chart.code,
    )


def printed(value: Decimal, format: str, locale: str) -> str:  # noqa: A002 - what the key is called
    """A number in a chart, negative ones with a minus before them."""
    if not format:
        return format_number(value, locale)
    return format_fact(value, format, locale)


def _row(row: ChartRow, chart: Chart, facts: Mapping[str, Fact], locale: str) -> DataRow:
    data = tuple(_datum(quantity, chart, facts, locale, -1 if row.less else 1) for quantity in row.values)
    return DataRow(" ".join(row.label.split()), data, row.highlight, row.crop, row.event, row.parent)


def _datum(quantity: Quantity, chart: Chart, facts: Mapping[str, Fact], locale: str, sign: int) -> Datum:
    value = quantity.value
    if quantity.fact:
        fact = facts.get(quantity.fact)
        value = fact.value if fact is not None and isinstance(fact.value, Decimal) else None
    value = None if value is None else value * sign
    return Datum(value, "" if value is None else printed(value, chart.format, locale))
