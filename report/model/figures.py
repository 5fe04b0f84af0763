"""Figures: facts, key figures and statements. Every number is a Decimal and has one home."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from report.errors import Location

Role = Literal["heading", "line", "subtotal", "total", "result", "appropriation", "spacer"]
ColumnKind = Literal["actual", "budget", "prior"]
Negatives = Literal["trailing-minus", "minus", "parentheses"]
Nil = Literal["dash", "0", "blank"]


class Fact(Struct, frozen=True):
    """One figure with one home. `value` is a number, or text for a fact that is not one."""

    id: str
    value: Decimal | str
    at: Location
    label: str = ""
    unit: str = ""
    period: str = ""
    source: str = ""


class Kpi(Struct, frozen=True):
    """One tile: a fact with its label."""

    fact: Fact
    label: str
    at: Location


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


class Column(Struct, frozen=True):
    """A statement's column of figures; comparatives (`prior`, `budget`) are set lighter."""

    id: str
    label: str
    kind: ColumnKind
    period: str
    at: Location


class Amount(Struct, frozen=True):
    """A published cell: printed as given, never corrected. None where the row has no figure in this column."""

    value: Decimal | None
    at: Location


class StatementRow(Struct, frozen=True):
    """`name` is the accessible name of a row without a visible label. `formula` is a sum of row ids with signs:
    ((+1, 'b_groningen'), (-1, 't_lasten')), empty where the row is given, not computed."""

    id: str
    role: Role
    label: str
    name: str
    amounts: tuple[Amount, ...]
    formula: tuple[tuple[int, str], ...]
    at: Location


class NumberStyle(Struct, frozen=True):
    """How a statement prints its numbers; separators come from the report's locale."""

    negatives: Negatives
    nil: Nil


class Statement(Struct, frozen=True):
    """A figures file of kind `statement`. `tolerance` is the rounding difference a formula may show, in whole
    units of the currency; `unit_caption` is the words above the labels ('in euro’s')."""

    id: str
    title: str
    unit_caption: str
    columns: tuple[Column, ...]
    rows: tuple[StatementRow, ...]
    tolerance: Decimal
    style: NumberStyle
    note: str
    source: str
    at: Location


Verdict = Literal["pass", "rounding", "fail"]


class Casting(Struct, frozen=True):
    """One checked cell: what the formula gives against what is published."""

    statement: str
    row: str
    column: str
    expected: Decimal
    found: Decimal
    verdict: Verdict
    at: Location
