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
    `parent` groups rows."""

    label: str
    values: tuple[Quantity, ...]
    highlight: bool
    crop: Crop
    event: str
    parent: str
    at: Location


class Chart(Struct, frozen=True):
    """One chart. `title` is its message in one sentence, `caption` what is measured and in which unit. `format` is a
    named format of facts. `alt` replaces the text alternative that is made from the data. `table` is where its
    equivalent table stands. `base` is where its axis begins, None for the kind's own. `places` is the file with the
    shapes of a map, relative to the project; `code` names a Python function of the user's."""

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
    places: str
    code: str
    at: Location
