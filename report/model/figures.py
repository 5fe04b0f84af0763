"""Figures: facts and key figures. Every number is a Decimal and has one home."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from report.errors import Location
from report.model.vector import Vector

# what units of percentages and of amounts in euros are called, in small letters
PERCENTAGES = frozenset({"%", "procent", "percent", "per cent", "pct"})
MONEY = frozenset({"€", "eur", "euro", "euros", "euro’s", "euro's"})


class Fact(Struct, frozen=True):
    """One figure with one home. `value` is a number, or text for a fact that is not one. `ties` names the fact that it
    must equal, such as a cell of a statement; `as_of` is the day that it is of, if it is of one; `sum_of` names the
    facts that it is the sum of."""

    id: str
    value: Decimal | str
    at: Location
    label: str = ""
    unit: str = ""
    period: str = ""
    source: str = ""
    ties: str = ""
    as_of: datetime.date | None = None
    sum_of: tuple[str, ...] = ()


class Compared(Struct, frozen=True):
    """What a key figure is compared with: that of an earlier period, or a target. `quotes` as in a key figure."""

    fact: Fact
    quotes: str = ""


class Kpi(Struct, frozen=True):
    """One tile: a fact with its label. `format` is the one that it is shown in; `quotes` is the id of a fact that has
    its home elsewhere. `own` marks a figure of the organisation itself, which speaks in the voice's ink. `better` says
    which way is the good one, where the author says so. Figures of one `audience` count the same people, or some of
    them twice."""

    fact: Fact
    label: str
    at: Location
    format: str = ""
    quotes: str = ""
    own: bool = False
    previous: Compared | None = None
    target: Compared | None = None
    better: Literal["", "higher", "lower"] = ""
    audience: str = ""


KpiForm = Literal["", "bar", "units", "people", "plain"]
KpiPlace = Literal["", "wide", "beside", "field"]


class KpiGroup(Struct, frozen=True):
    """Key figures under one label. `tier` (1 to 3, 0 for our choice) says how large its numbers are, `form` what is
    drawn of them, `place` where they stand; `icon` stands before its label, and is what counts are drawn with where
    `pictogram` is set. Each mark of a count stands for `each`."""

    id: str
    label: str
    kpis: tuple[Kpi, ...]
    note: str
    at: Location
    tier: int = 0
    form: KpiForm = ""
    place: KpiPlace = ""
    icon: Vector | None = None
    pictogram: bool = False
    each: int = 1


class KpiSheet(Struct, frozen=True):
    """A figures file of kind `kpis`: groups of key figures on one page. `scale` says whether bars share one scale by
    their unit, or all of them on the page, `table` whether a table of them stands in the appendix: to those who listen
    the tiles are a table in any case."""

    id: str
    title: str
    period: str
    source: str
    groups: tuple[KpiGroup, ...]
    at: Location
    as_of: datetime.date | None = None
    scale: Literal["unit", "page"] = "unit"
    table: Literal["tiles", "appendix"] = "tiles"


def unit_to_print(kpi: Kpi, group: KpiGroup) -> str:
    """The unit of a tile, unless its label or its group's says it already, or the figure shows its sign."""
    unit, value, way = kpi.fact.unit.casefold(), str(kpi.fact.value), kpi.format
    signed = (unit in PERCENTAGES and (way.startswith(("percent", "share", "rise", "fall")) or "%" in value)) or (
        unit in MONEY and (way.startswith("euro") or "€" in value)
    )
    return "" if signed or unit in f"{group.label} {kpi.label}".casefold() else kpi.fact.unit


class Origin(Struct, frozen=True):
    """When figures were counted, of which day they are, and from where they come."""

    period: str = ""
    as_of: datetime.date | None = None
    source: str = ""

    def __bool__(self) -> bool:
        return bool(self.period or self.as_of or self.source)


def page_origin(sheet: KpiSheet) -> Origin:
    """What a page says of all its figures."""
    return Origin(sheet.period, sheet.as_of, sheet.source)


def own_origin(kpi: Kpi, sheet: KpiSheet) -> Origin:
    """What a tile says of its figure because the page does not."""
    fact = kpi.fact
    return Origin(
        fact.period if fact.period != sheet.period else "",
        fact.as_of if fact.as_of != sheet.as_of else None,
        fact.source if fact.source != sheet.source else "",
    )
