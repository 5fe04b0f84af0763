"""Turns figures files of kind `kpis` into groups of tiles; a tile has a figure of its own, or quotes a fact."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from msgspec.structs import replace

from report.errors import Location
from report.model.figures import Fact, Kpi, KpiGroup, KpiSheet
from report.model.keyed import described
from report.model.quoting import parse_quote, quotes_in
from report.sources.entry import entry
from report.sources.facts import taken
from report.sources.identities import PLAIN_ID, check_ids
from report.sources.project import Project
from report.sources.ranges import RangeEntry
from report.sources.reading import Reader, nearest


@entry
class KpiEntry:
    """One key figure."""

    id: str
    value: RangeEntry | Decimal | str = described("The figure, the cell that holds it, or a fact: '{{ panel.leden }}'.")
    label: str
    at: Location
    unit: str = ""
    period: str = ""
    source: str = ""
    ties: str = described("The fact that it must equal, such as a cell of a statement.", default="")
    format: str = described("The format that it is shown in: euro, percent(1), millions(1) …", default="")
    as_of: datetime.date | None = described("The day that the figure is of: 2021-12-31.", default=None)


@entry
class GroupEntry:
    """A group of key figures."""

    id: str
    label: str
    values: tuple[KpiEntry, ...]
    at: Location
    note: str = ""


@entry
class KpiFile:
    """A figures file of kind `kpis`."""

    kind: Literal["kpis"]
    id: str
    title: str
    groups: tuple[GroupEntry, ...]
    at: Location
    period: str = ""
    source: str = ""
    as_of: datetime.date | None = None


def read_kpis(reader: Reader, project: Project, file: KpiFile) -> KpiSheet:
    """The sheet of a file. Tiles that quote a fact have none yet: `filled_in` gives them theirs."""
    check_ids(reader, [(file.id, file.at)], PLAIN_ID)
    check_ids(reader, [(group.id, group.at) for group in file.groups], PLAIN_ID)
    groups = []
    for group in file.groups:
        check_ids(reader, [(entry.id, entry.at) for entry in group.values], PLAIN_ID)
        kpis = tuple(_kpi(reader, project, file, group, one) for one in group.values)
        groups.append(KpiGroup(group.id, group.label, kpis, group.note, group.at))
    return KpiSheet(file.id, file.title, file.period, file.source, tuple(groups), file.at)


def facts_of(sheet: KpiSheet) -> tuple[Fact, ...]:
    """The facts that a sheet is the home of."""
    return tuple(kpi.fact for group in sheet.groups for kpi in group.kpis if not kpi.quotes)


def filled_in(project: Project, sheet: KpiSheet, facts: Mapping[str, Fact], *, complete: bool) -> KpiSheet:
    """The sheet with the facts that its tiles quote. One that does not exist is a problem, unless not all figures
    could be read."""

    def one(kpi: Kpi) -> Kpi:
        if not kpi.quotes:
            return kpi
        fact = facts.get(kpi.quotes)
        if fact is not None:
            own = kpi.fact
            return replace(
                kpi,
                fact=replace(
                    fact,
                    unit=own.unit or fact.unit,
                    period=own.period or fact.period,
                    source=own.source or fact.source,
                ),
            )
        if complete:
            hint = nearest(kpi.quotes, list(facts)) or "Add it to a figures file."
            project.problem("unknown-fact", f"There is no fact {kpi.quotes}.", kpi.at, hint)
        return kpi

    groups = tuple(replace(group, kpis=tuple(one(kpi) for kpi in group.kpis)) for group in sheet.groups)
    return replace(sheet, groups=groups)


def _kpi(reader: Reader, project: Project, file: KpiFile, group: GroupEntry, one: KpiEntry) -> Kpi:
    quoted, format_of = "", one.format
    if isinstance(one.value, str) and "{{" in one.value:
        quoted, own = _quoted(reader, one)
        if own and one.format:
            hint = "Keep the one in the braces, or `format`."
            reader.problem("two-formats", f"{one.id} has two formats.", one.at, hint)
        format_of = own or one.format
    found = taken(reader, project, "" if quoted else one.value, one.at)
    fact = Fact(
        f"{file.id}.{group.id}.{one.id}",
        found.value,
        found.at,
        f"{group.label}, {one.label}",
        one.unit or found.unit,
        one.period if quoted else one.period or file.period,
        one.source if quoted else one.source or file.source,
        one.ties,
        one.as_of or file.as_of,
    )
    return Kpi(fact, one.label, one.at, format_of, quoted)


def _quoted(reader: Reader, one: KpiEntry) -> tuple[str, str]:
    """The fact that a value quotes, and in which format."""
    text = str(one.value).strip()
    quotes = list(quotes_in(text))
    quote = parse_quote(quotes[0][1]) if len(quotes) == 1 and text == f"{{{{{quotes[0][1]}}}}}" else None
    if quote is None:
        hint = 'Write value: "{{ id }}" or "{{ id | euro }}", and nothing else.'
        reader.problem("bad-fact", f"{one.id}: “{text}” quotes no fact.", one.at, hint)
        return "", ""
    return quote.fact, quote.format
