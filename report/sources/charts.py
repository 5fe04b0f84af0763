"""Turns a figures file of kind `charts` into Charts: series, rows, and the facts that they quote."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from report.errors import Location
from report.model.charts import Arrange, Chart, ChartRow, Code, Crop, Quantity, Series, SeriesRole, TablePlace
from report.model.keyed import described
from report.sources.entry import entry
from report.sources.identities import FACT_ID, PLAIN_ID, check_ids
from report.sources.project import Project
from report.sources.reading import Reader
from report.sources.scalars import Placed
from report.sources.spans import TextFile, text_spans

MOST_ROWS = 500
"""More than any page could show: a longer table of figures is no chart."""
MOST_SERIES = 40
LONGEST_LABEL = 200  # characters
LARGEST = Decimal("1e15")  # a value beyond it cannot be drawn to its last digit
SHAPES_LIMIT, CODE_LIMIT = 20_000_000, 1_000_000  # bytes of a map, and of a Python file


@entry
class SeriesEntry:
    """One series: a year, a kind."""

    id: str = described("Its name within the chart.")
    label: str = described("What readers see.")
    at: Location
    role: SeriesRole = described(
        "main is drawn as itself, a comparison as ticks beside it, a target as what was to be reached.", default="main"
    )


@entry
class RowEntry:
    """One row of figures."""

    label: str = described("What the figures are of.")
    values: tuple[Decimal | Placed | None, ...] = described("For each series the name of a fact, or a number.")
    at: Location
    highlight: bool = described("It is the one that the title speaks of.", default=False)
    crop: Crop = described("How its area is filled: solid, furrow, k55, k15 or gold.", default="")
    event: str = described("Words that stand beside its point on a line.", default="")
    parent: str = described("In a waterfall what it is a step of; a row without one is a total.", default="")
    less: bool = described("Its values are taken away: costs in a waterfall, whose facts are positive.", default=False)


@entry
class ChartEntry:
    """One chart."""

    id: str = described("What texts call it: `::: chart id`.")
    title: str = described("What it tells, in one sentence.")
    series: tuple[SeriesEntry, ...] = described("What each row has a value of.")
    rows: tuple[RowEntry, ...] = described("The figures, in the order in which they are drawn.")
    at: Location
    kind: str = described("How it is drawn; docs/figures.md shows every kind. Not with code.", default="")
    caption: str = described("What is measured, and in which unit.", default="")
    source: str = described("Where the figures come from.", default="")
    unit: str = described("The unit of the values, for the text alternative and the table.", default="")
    format: str = described("A format of facts for all its values: number, euro, percent(1) …", default="")
    alt: str = described("A text alternative in place of the one made from the figures.", default="")
    table: TablePlace = described("Where its figures stand as a table: below it, or in the appendix.", default="below")
    base: Decimal | None = described("Where the axis begins, in place of the kind's own choice.", default=None)
    arrange: Arrange = described(
        "How several series of bars or columns stand: beside each other, stacked, or as share, 100 % each row.",
        default="beside",
    )
    places: str = described("For a map: a GeoJSON file of its places, relative to the project.", default="")
    code: str = described(
        "A Python function that draws it, config/charts/file.py:name; only with --allow-code.", default=""
    )


@entry
class ChartFile:
    """A figures file of kind `charts`."""

    kind: Literal["charts"]
    charts: tuple[ChartEntry, ...] = described("Its charts.")
    at: Location


def read_charts(project: Project, reader: Reader, file: ChartFile) -> tuple[Chart, ...]:
    """The charts of a file; the reader's project knows what is wrong with them."""
    check_ids(reader, [(entry.id, entry.at) for entry in file.charts], PLAIN_ID)
    return tuple(_chart(project, reader, entry) for entry in file.charts)


def _chart(project: Project, reader: Reader, entry: ChartEntry) -> Chart:
    text = TextFile(project, entry.at.file, (), entry.at.line)
    check_ids(reader, [(series.id, series.at) for series in entry.series], PLAIN_ID)
    if not entry.series or not entry.rows:
        lacking = "rows" if entry.series else "series"
        reader.problem("empty-chart", f"The chart {entry.id} has no {lacking}.", entry.at, "Give it one at least.")
    if len(entry.rows) > MOST_ROWS:
        message = f"The chart {entry.id} has {len(entry.rows)} rows; a page can show {MOST_ROWS} at most."
        reader.problem("chart-too-large", message, entry.at, "Show fewer, or set a table.")
    if len(entry.series) > MOST_SERIES:
        message = f"The chart {entry.id} has {len(entry.series)} series; a page can show {MOST_SERIES} at most."
        reader.problem("chart-too-large", message, entry.at, "Show fewer, or set a table.")
    labels = [(one.label, one.at) for one in entry.series] + [(one.label, one.at) for one in entry.rows]
    for label, at in labels:
        if len(label) > LONGEST_LABEL:
            message = f"The label “{label[:30]}…” has {len(label)} characters; {LONGEST_LABEL} at most can be shown."
            reader.problem("label-too-long", message, at, "Make it shorter.")
    return Chart(
        entry.id,
        entry.kind,
        text_spans(text, entry.title, entry.at),
        text_spans(text, entry.caption, entry.at),
        text_spans(text, entry.source, entry.at),
        entry.unit,
        entry.format,
        tuple(Series(series.id, series.label, series.role, series.at) for series in entry.series),
        tuple(_row(reader, entry, row) for row in entry.rows[:MOST_ROWS]),
        entry.alt,
        entry.table,
        entry.base,
        entry.arrange,
        _shapes(project, entry),
        _code(project, reader, entry),
        entry.at,
    )


def _shapes(project: Project, entry: ChartEntry) -> str:
    """The text of a map's file; empty where none is named. One that cannot be read, which the project knows, has no
    features."""
    if not entry.places:
        return ""
    data = project.data(entry.places, entry.at, SHAPES_LIMIT)
    text = project.decoded(entry.places, data) if data is not None else None
    return text or '{"features": []}'


def _code(project: Project, reader: Reader, entry: ChartEntry) -> Code | None:
    """The user's function with the text of its module. It is not even read unless code is allowed."""
    if not entry.code:
        if not entry.kind:
            reader.problem("missing-key", f"The chart {entry.id} has no kind.", entry.at, "Add it: kind: bar")
        return None
    file, colon, function = entry.code.partition(":")
    if not colon or not function.isidentifier() or not file.endswith(".py"):
        message = f"{entry.code} names no Python function."
        reader.problem("bad-code", message, entry.at, "Write the file and the function: config/charts/wheel.py:draw")
        return None
    if not project.allow_code:
        message = f"The chart {entry.id} is drawn by code of this project ({entry.code}), and no code is run."
        hint = "Read the code. If you trust it, add --allow-code."
        reader.problem("code-not-allowed", message, entry.at, hint)
        return None
    data = project.data(file, entry.at, CODE_LIMIT)
    text = project.decoded(file, data) if data is not None else None
    return None if text is None else Code(function, file, text)


def _row(reader: Reader, chart: ChartEntry, row: RowEntry) -> ChartRow:
    if len(row.values) != len(chart.series):
        message = f"The row “{row.label}” has {len(row.values)} values; the chart has {len(chart.series)} series."
        reader.problem("wrong-count", message, row.at, "Give one value for each series; ~ where there is none.")
    return ChartRow(
        row.label,
        tuple(_quantities(reader, chart, row)),
        row.highlight,
        row.crop,
        row.event,
        row.parent,
        row.at,
        row.less,
    )


def _quantities(reader: Reader, chart: ChartEntry, row: RowEntry) -> Iterator[Quantity]:
    for value in (*row.values, *[None] * len(chart.series))[: len(chart.series)]:
        if isinstance(value, Placed):
            if not FACT_ID.match(value):
                message = f"“{value}” is neither a number nor the name of a fact."
                reader.problem("bad-value", message, value.at, "Write 1234.5, or the name of a fact.")
            yield Quantity(str(value), None, value.at)
        else:
            if value is not None and abs(value) > LARGEST:
                reader.problem("bad-value", f"{value} is too large to be drawn.", row.at, "Give it in millions.")
                value = None
            yield Quantity("", value, row.at)
