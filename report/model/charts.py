"""Charts as authors ask for them: which figures, drawn how, saying what."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from report.errors import Location
from report.model.content import Span

SeriesRole = Literal["main", "comparison", "target"]
TablePlace = Literal["below", "appendix"]
Crop = Literal["", "solid", "furrow", "k55", "k15", "gold"]
Arrange = Literal["beside", "stacked", "share"]


class Series(Struct, frozen=True):
    """One value of every row: a year, a kind. A comparison is drawn as ticks, a target as a line to reach."""

    id: str
    label: str
    role: SeriesRole
    at: Location


class Quantity(Struct, frozen=True):
    """One value: quoted from a fact, or stated here. Both empty where there is none."""

    fact: str
    value: Decimal | None
    at: Location


class ChartRow(Struct, frozen=True):
    """What stands side by side: a value for each series, under one label. `event` is words beside a point of a line;
    a row with a `parent` is a step of a waterfall. Values of a row that is `less` are taken away."""

    label: str
    values: tuple[Quantity, ...]
    highlight: bool
    crop: Crop
    event: str
    parent: str
    at: Location
    less: bool = False


class Code(Struct, frozen=True):
    """A Python function of the user's that draws: its name, and the text of the module that it stands in. `file` is
    relative to the project."""

    function: str
    file: str
    text: str


class Chart(Struct, frozen=True):
    """One chart. `title` is its message in one sentence, `caption` what is measured and in which unit. `format` is a
    named format of facts. `alt` replaces the text alternative that is made from the data. `table` is where its
    equivalent table stands. `base` is where its axis begins, None for the kind's own. `arrange` is how several series
    of bars or columns stand: beside each other, stacked, or as shares of their sum. `shapes` is the text of a map's
    GeoJSON file; `code` a function of the user's that draws instead of one of ours."""

    id: str
    kind: str
    title: tuple[Span, ...]
    caption: tuple[Span, ...]
    source: tuple[Span, ...]
    unit: str
    format: str
    series: tuple[Series, ...]
    rows: tuple[ChartRow, ...]
    alt: str
    table: TablePlace
    base: Decimal | None
    arrange: Arrange
    shapes: str
    code: Code | None
    at: Location
