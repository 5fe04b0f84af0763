"""Charts that show nothing, or would show something that is not so → problems, before any is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from report.checks.facts import format_problems, may_be_lost, unknown_fact
from report.checks.walk import all_prose, blocks_of
from report.errors import Location, Problem, Severity
from report.model.charts import Chart, ChartRow, Quantity
from report.model.content import ChartBlock
from report.model.quoting import COMPARING, parse_format
from report.model.report import DataSection, Report
from report.sources.reading import did_you_mean, nearest

Axis = Literal["zero", "free", ""]


class Nature(Struct, frozen=True):
    """What a kind of chart asks of its figures. `axis` says where it begins: at zero always, where the author says, or
    that there is none. `parts` are those of a whole, at most so many; `series` how many are told apart. `counts` says
    that values are whole numbers."""

    axis: Axis
    parts: int = 0
    series: int = 7
    counts: bool = False


KINDS: dict[str, Nature] = {
    "area": Nature("zero"),
    "bar": Nature("zero", series=4),
    "bullet": Nature("zero"),
    "column": Nature("zero", series=4),
    "donut": Nature("", parts=7, series=1),
    "dots": Nature("free", series=3),
    "hundred": Nature("", parts=5, series=1),
    "line": Nature("free"),
    "map": Nature("", series=1),
    "multiples": Nature("free", series=24),
    "shares": Nature("", parts=7, series=4),
    "slope": Nature("free", series=2),
    "sparkline": Nature("", series=24),
    "treemap": Nature("", parts=7, series=1),
    "units": Nature("", series=1, counts=True),
    "waterfall": Nature("zero", series=1),
}
"""The kinds of chart; the floor above draws them."""
MOST_UNITS = 400
NO_FIGURES = ("date", "words")
_MEANT = {"pie": "donut", "taart": "donut", "staaf": "bar", "bars": "bar", "kolom": "column", "lijn": "line",
          "kaart": "map", "waterval": "waterfall", "punten": "dots", "histogram": "column", "stacked": "bar",
          "unit": "units", "dot": "dots", "waffle": "hundred"}  # fmt: skip


def check_charts(report: Report) -> Iterator[Problem]:
    """Every chart that a text names is there, once; its kind, facts and values are such as can be drawn honestly."""
    placed: dict[str, Location] = {}
    for prose in all_prose(report):
        for block in blocks_of(prose):
            if isinstance(block, ChartBlock):
                yield from _placed(report, block, placed)
    for chart in report.charts.values():
        if chart.id not in placed:
            hint = f"Place it in a text: ::: chart {chart.id}, or take it away."
            yield Problem("unused-chart", f"No text shows the chart {chart.id}.", chart.at, hint, Severity.NOTE)
        yield from _chart(report, chart)
    yield from _appendix(report, [report.charts[name] for name in placed if report.charts[name].table == "appendix"])


def _placed(report: Report, block: ChartBlock, placed: dict[str, Location]) -> Iterator[Problem]:
    if block.chart not in report.charts:
        if not report.unread:
            hint = nearest(block.chart, list(report.charts)) or "Add it to a figures file that report.yaml names."
            yield Problem("unknown-chart", f"There is no chart {block.chart}.", block.at, hint)
        return
    first = placed.setdefault(block.chart, block.at)
    if first is not block.at:
        message = f"The chart {block.chart} stands in the report already, at {first}."
        yield Problem("chart-twice", message, block.at, "Show it once, and refer to it.")


def _appendix(report: Report, charts: list[Chart]) -> Iterator[Problem]:
    appendices = [loaded for loaded in report.sections if isinstance(loaded.section, DataSection)]
    empty = not charts and not any(one.kpis is not None and one.kpis.table == "appendix" for one in report.sections)
    for loaded in appendices if empty else appendices[1:]:
        message = "No chart has its table in this appendix." if empty else "This report has another appendix."
        yield Problem("empty-appendix", message, loaded.at, "Take it away.", Severity.NOTE)
    if appendices:
        return
    for chart in charts:
        message = f"The table of the chart {chart.id} stands in an appendix, and this report has none."
        hint = "Add a section to report.yaml: {kind: data, title: Figures}, or write table: below."
        yield Problem("no-appendix", message, chart.at, hint)


def _chart(report: Report, chart: Chart) -> Iterator[Problem]:
    if not chart.title and chart.kind != "sparkline":
        hint = "Say in one sentence what it shows."
        yield Problem("no-title", f"The chart {chart.id} has no title.", chart.at, hint, Severity.WARNING)
    if not chart.source:
        hint = "Add source: where its figures come from."
        yield Problem("no-source", f"The chart {chart.id} has no source.", chart.at, hint, Severity.WARNING)
    for row in chart.rows:
        for quantity in row.values:
            yield from _quantity(report, chart, quantity)
    yield from _twice(chart)
    yield from _format(report, chart)
    nature = KINDS.get(chart.kind)
    if chart.code is not None or not chart.kind:
        return
    if nature is None:
        meant = _MEANT.get(chart.kind.casefold())
        hint = f"Did you mean “{meant}”?" if meant else did_you_mean(chart.kind, list(KINDS))
        yield Problem("unknown-kind", f"There is no chart of kind {chart.kind}.", chart.at, hint)
        return
    yield from _series(chart, nature)
    yield from _axis(report, chart, nature)
    yield from _values(report, chart, nature)
    if chart.kind == "map" and not chart.shapes:
        yield Problem("no-places", f"The map {chart.id} has no places.", chart.at, "Add places: assets/map.geojson")


def _quantity(report: Report, chart: Chart, quantity: Quantity) -> Iterator[Problem]:
    if not quantity.fact:
        return
    fact = report.facts.get(quantity.fact)
    if fact is None:
        if not may_be_lost(report, quantity.fact):
            yield unknown_fact(report, quantity.fact, quantity.at)
    elif not isinstance(fact.value, Decimal):
        message = f"{fact.id} is text (“{fact.value}”), so the chart {chart.id} cannot draw it."
        yield Problem("format-of-text", message, quantity.at, "Name a figure.")


def _format(report: Report, chart: Chart) -> Iterator[Problem]:
    """The format is one of figures: dates, words and comparisons with another fact are none."""
    wanted = parse_format(chart.format)
    if wanted is not None and (wanted.name in NO_FIGURES or wanted.name in COMPARING):
        message = f"The values of a chart cannot be set as {chart.format}."
        yield Problem("unknown-format", message, chart.at, "Use number, euro, percent, thousands or millions.")
    elif chart.format:
        yield from format_problems(report, None, chart.format, chart.at)


def _twice(chart: Chart) -> Iterator[Problem]:
    seen: set[str] = set()
    for row in chart.rows:
        for quantity in row.values:
            if quantity.fact and quantity.fact in seen:
                message = f"The fact {quantity.fact} stands twice in the chart {chart.id}."
                yield Problem("fact-twice", message, quantity.at, "Name each once.", Severity.WARNING)
            seen.add(quantity.fact)


def _series(chart: Chart, nature: Nature) -> Iterator[Problem]:
    main = [series for series in chart.series if series.role == "main"]
    if len(main) > nature.series:
        message = f"The chart {chart.id} has {len(main)} series; in a chart of kind {chart.kind} {nature.series} can be"
        hint = "Show fewer, use multiples, or make some of them role: comparison."
        yield Problem("too-many-series", f"{message} told apart.", chart.at, hint)
    if chart.kind == "slope" and len(main) < 2:
        message = f"The slope {chart.id} goes from one value to another, and has one series."
        yield Problem("no-pair", message, chart.at, "Give two series: before and after.")
    if chart.kind == "bullet" and not any(series.role == "target" for series in chart.series):
        message = f"Nothing says what was to be reached in the chart {chart.id}."
        yield Problem("no-target", message, chart.at, "Give one of its series role: target.")


def _axis(report: Report, chart: Chart, nature: Nature) -> Iterator[Problem]:
    """An axis that does not begin at zero makes lengths and areas lie; where only places count, readers are told."""
    if not chart.base:
        return
    if nature.axis != "free":
        message = f"base: the axis of a chart of kind {chart.kind} begins at zero, or its lengths would not be true."
        yield Problem("axis-not-from-zero", message, chart.at, "Take base away, or show dots or a line.")
        return
    values = [value for row in chart.rows for value in _known(report, chart, row)]
    if values and chart.base > min(values):
        message = f"base: {chart.base} is more than the least value of the chart {chart.id}, {min(values)}."
        yield Problem("axis-cut-off", message, chart.at, "Begin lower.")
        return
    message = f"The axis of the chart {chart.id} begins at {chart.base}, so differences look larger than they are."
    hint = "Take base away, or waive this and say so in the caption."
    yield Problem("axis-not-from-zero", message, chart.at, hint, Severity.WARNING)


def _values(report: Report, chart: Chart, nature: Nature) -> Iterator[Problem]:
    values = [(row, value) for row in chart.rows for value in _known(report, chart, row)]
    stacked = chart.kind in ("bar", "column") and chart.arrange != "beside"
    if nature.parts or stacked or chart.kind == "bullet":
        for row, value in values:
            if value < 0:
                message = f"“{row.label}” is {value}: a chart of kind {chart.kind} has no place for what is below nil."
                yield Problem("negative-share", message, row.at, "Use kind: bar, its series beside each other.")
    filled = sum(1 for row in chart.rows if any(value > 0 for value in _known(report, chart, row)))
    if nature.parts and filled > nature.parts:
        message = f"The chart {chart.id} has {filled} parts; {nature.parts} at most can be told apart."
        yield Problem("too-many-parts", message, chart.at, "Join the smallest, or use bars.")
    if nature.counts:
        for row, value in values:
            if value < 0 or value != int(value):
                message = f"“{row.label}” is {value}, and every square stands for one."
                yield Problem("no-whole-count", message, row.at, "Use kind: bar.")
        if sum(value for _, value in values) > MOST_UNITS:
            message = f"The chart {chart.id} would have more than {MOST_UNITS} squares, which nobody counts."
            yield Problem("too-many-units", message, chart.at, "Use kind: bar.")


def _known(report: Report, chart: Chart, row: ChartRow) -> Iterator[Decimal]:
    """The values that a row draws as themselves."""
    for series, quantity in zip(chart.series, row.values, strict=False):
        fact = report.facts.get(quantity.fact) if quantity.fact else None
        value = quantity.value if fact is None else fact.value
        if series.role == "main" and isinstance(value, Decimal):
            yield -value if row.less else value
