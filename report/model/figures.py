"""Figures: facts and key figures. Every number is a Decimal and has one home."""

from __future__ import annotations

import datetime
from decimal import Decimal

from msgspec import Struct

from report.errors import Location

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


class Kpi(Struct, frozen=True):
    """One tile: a fact with its label. `format` is the one that it is shown in; `quotes` is the id of a fact that has
    its home elsewhere."""

    fact: Fact
    label: str
    at: Location
    format: str = ""
    quotes: str = ""


class KpiGroup(Struct, frozen=True):
    id: str
    label: str
    kpis: tuple[Kpi, ...]
    note: str
    at: Location


class KpiSheet(Struct, frozen=True):
    """A figures file of kind `kpis`: groups of key figures on one page."""

    id: str
    title: str
    period: str
    source: str
    groups: tuple[KpiGroup, ...]
    at: Location
