"""Turns figures files of kind `facts`, and the tables and cells that they name, into facts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from report.errors import Location
from report.model.figures import Fact
from report.model.keyed import described
from report.sources.entry import entry
from report.sources.identities import FACT_ID, check_ids
from report.sources.project import Project
from report.sources.ranges import RangeEntry
from report.sources.reading import Reader
from report.sources.scalars import Placed


@entry
class FactEntry:
    """One loose fact."""

    id: str
    value: RangeEntry | Decimal | str = described("The figure; text in quotes; or the cell that holds it.")
    at: Location
    label: str = ""
    unit: str = ""
    period: str = ""
    source: str = ""
    ties: str = described("The fact that it must equal, such as a cell of a statement.", default="")
    as_of: datetime.date | None = described("The day that the figure is of: 2021-12-31.", default=None)
    sum_of: tuple[str, ...] = described("The facts that it is the sum of.", default=())


@entry
class ColumnsEntry:
    """Which column holds what: a heading of the table's first row, or the column's letter."""

    at: Location
    id: Placed | None = None
    value: Placed | None = None
    label: Placed | None = None
    unit: Placed | None = None
    period: Placed | None = None
    source: Placed | None = None
    as_of: Placed | None = None


@entry
class TableEntry(RangeEntry):
    """A table of facts: one row each, or one row for several periods."""

    header: bool = described("Whether the first row holds headings.", default=True)
    columns: ColumnsEntry | None = described(
        "Which column holds what; else headings are the keys' names.", default=None
    )
    periods: Mapping[str, Placed] = described(
        "Columns of values by their period, instead of `value`: the ids become id.period.", default_factory=dict
    )
    prefix: str = described("Stands before each id, with a point.", default="")
    unit: str = ""
    period: str = ""
    source: str = ""
    as_of: datetime.date | None = None


@entry
class FactFile:
    """A figures file of kind `facts`."""

    kind: Literal["facts"]
    at: Location
    facts: tuple[FactEntry, ...] = ()
    tables: tuple[TableEntry, ...] = ()
    period: str = ""
    source: str = ""
    as_of: datetime.date | None = None


def read_facts(reader: Reader, project: Project, file: FactFile) -> tuple[Fact, ...]:
    """The facts of a file and of the tables that it names."""
    check_ids(reader, [(entry.id, entry.at) for entry in file.facts], FACT_ID)
    facts = [_fact(reader, project, file, one) for one in file.facts if one.id]
    if file.tables:
        from report.sources.facttables import read_table

        for table in file.tables:
            defaults = Defaults(
                table.unit, table.period or file.period, table.source or file.source, table.as_of or file.as_of
            )
            facts += read_table(reader, project, table, defaults)
    return tuple(facts)


class Defaults(Struct, frozen=True):
    """What the facts of a table have where their rows say nothing."""

    unit: str
    period: str
    source: str
    as_of: datetime.date | None


class Taken(Struct, frozen=True):
    """A value with its place: a cell's where it stands in one. `unit` is the one written beside the figure."""

    value: Decimal | str
    at: Location
    unit: str = ""


def taken(reader: Reader, project: Project, value: RangeEntry | Decimal | str, at: Location) -> Taken:
    """The value of an entry, from its cell if it names one."""
    if not isinstance(value, RangeEntry):
        return Taken(value, at)
    from report.sources.facttables import read_cell

    return read_cell(reader, project, value) or Taken(Decimal(0), at)


def _fact(reader: Reader, project: Project, file: FactFile, one: FactEntry) -> Fact:
    found = taken(reader, project, one.value, one.at)
    return Fact(
        one.id,
        found.value,
        one.at if not found.at.cell else found.at,
        one.label,
        one.unit or found.unit,
        one.period or file.period,
        one.source or file.source,
        one.ties,
        one.as_of or file.as_of,
        one.sum_of,
    )
