"""Turns figures files of kind `kpis` into groups of tiles; a tile has a figure of its own, or quotes a fact."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from msgspec.structs import replace

from report.errors import Location
from report.model.figures import Compared, Fact, Kpi, KpiForm, KpiGroup, KpiPlace, KpiSheet
from report.model.keyed import described
from report.model.quoting import parse_quote, quotes_in
from report.sources.entry import entry
from report.sources.facts import taken
from report.sources.icons import read_icon
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
    own: bool = described("Whether it is the organisation's own: its bar has the accent colour.", default=False)
    previous: Decimal | str | None = described(
        "The figure of an earlier period, or the fact that it is: what has changed is said below the figure.",
        default=None,
    )
    previous_period: str = described("The period of that figure.", default="")
    target: Decimal | str | None = described("What the figure should be, or the fact that says so.", default=None)
    higher_is_better: bool | None = described(
        "Whether more is good (true) or bad (false): a change is then called favourable or not, a target reached or "
        "not.",
        default=None,
    )
    audience: str = described(
        "The public that it counts: figures of one public are not added up. Left out, that of a unit such as visitors "
        "or followers; none, if it may be added all the same.",
        default="",
    )


@entry
class GroupEntry:
    """A group of key figures."""

    id: str
    label: str
    values: tuple[KpiEntry, ...]
    at: Location
    note: str = ""
    tier: int = described("How large its numbers are: 1, 2 or 3; by its place on the page when left out.", default=0)
    form: KpiForm = described(
        "What is drawn of its figures: bar, units (a mark for each), people (a row of persons) or plain (nothing).",
        default="",
    )
    place: KpiPlace = described(
        "Where it stands: wide (over the page), beside (in a column) or field (on the colour at the page's foot).",
        default="",
    )
    icon: str = described(
        "What stands before its label: an icon of the program's, or an SVG file of yours in assets/icons.", default=""
    )
    pictogram: bool = described("Whether its marks are the icon instead of squares.", default=False)
    each: int = described("How many each of its marks stands for.", default=1)


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
    scale: Literal["unit", "page"] = described(
        "Which bars share one scale: those of one unit, or all on the page.", default="unit"
    )
    table: Literal["tiles", "appendix"] = described(
        "Where its figures stand as a table: in the tiles, which are one to screen readers, or in the appendix too.",
        default="tiles",
    )


def read_kpis(reader: Reader, project: Project, file: KpiFile) -> KpiSheet:
    """The sheet of a file. Tiles that quote a fact have none yet: `filled_in` gives them theirs."""
    check_ids(reader, [(file.id, file.at)], PLAIN_ID)
    check_ids(reader, [(group.id, group.at) for group in file.groups], PLAIN_ID)
    groups = []
    for group in file.groups:
        check_ids(reader, [(entry.id, entry.at) for entry in group.values], PLAIN_ID)
        groups.append(_group(reader, project, file, group))
    return KpiSheet(
        file.id, file.title, file.period, file.source, tuple(groups), file.at, file.as_of, file.scale, file.table
    )


def facts_of(sheet: KpiSheet) -> tuple[Fact, ...]:
    """The facts that a sheet is the home of: its figures, and what they are compared with."""
    shown = [one for group in sheet.groups for kpi in group.kpis for one in (kpi, kpi.previous, kpi.target)]
    return tuple(one.fact for one in shown if one is not None and not one.quotes)


def filled_in(project: Project, sheet: KpiSheet, facts: Mapping[str, Fact], *, complete: bool) -> KpiSheet:
    """The sheet with the facts that its tiles quote. One that does not exist is a problem, unless not all figures
    could be read."""

    def found(one: Kpi | Compared, at: Location) -> Fact:
        fact = facts.get(one.quotes) if one.quotes else one.fact
        if fact is None and complete:
            hint = nearest(one.quotes, list(facts)) or "Add it to a figures file."
            project.problem("unknown-fact", f"There is no fact {one.quotes}.", at, hint)
        own = one.fact
        if fact is None or not one.quotes:
            return own
        return replace(
            fact,
            unit=own.unit or fact.unit,
            period=own.period or fact.period,
            source=own.source or fact.source,
            as_of=own.as_of or fact.as_of,
        )

    def compared(one: Compared | None, at: Location) -> Compared | None:
        return replace(one, fact=found(one, at)) if one is not None and one.quotes else one

    def one(kpi: Kpi) -> Kpi:
        before, target = compared(kpi.previous, kpi.at), compared(kpi.target, kpi.at)
        if not kpi.quotes and before is kpi.previous and target is kpi.target:
            return kpi
        return replace(kpi, fact=found(kpi, kpi.at), previous=before, target=target)

    groups = tuple(replace(group, kpis=tuple(one(kpi) for kpi in group.kpis)) for group in sheet.groups)
    return replace(sheet, groups=groups)


def _group(reader: Reader, project: Project, file: KpiFile, group: GroupEntry) -> KpiGroup:
    if not 0 <= group.tier <= 3:
        reader.problem("bad-tier", f"There is no tier {group.tier}.", group.at, "Use 1, 2 or 3.")
    if group.each < 1:
        message = f"A mark cannot stand for {group.each}."
        reader.problem("bad-each", message, group.at, "Use a whole number from 1 up.")
    if group.pictogram and not group.icon:
        hint = "Add `icon`, or take `pictogram` away."
        reader.problem("no-pictogram", f"The group {group.id} has no icon to count with.", group.at, hint)
    return KpiGroup(
        group.id,
        group.label,
        tuple(_kpi(reader, project, file, group, one) for one in group.values),
        group.note,
        group.at,
        min(max(group.tier, 0), 3),
        group.form,
        group.place,
        read_icon(project, group.icon, group.at) if group.icon else None,
        group.pictogram,
        max(group.each, 1),
    )


def _kpi(reader: Reader, project: Project, file: KpiFile, group: GroupEntry, one: KpiEntry) -> Kpi:
    quoted, format_of = "", one.format
    if isinstance(one.value, str) and "{{" in one.value:
        quoted, own = _quoted(reader, one, one.value)
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
        one.as_of if quoted else one.as_of or file.as_of,
    )
    return Kpi(
        fact,
        one.label,
        one.at,
        format_of,
        quoted,
        one.own,
        _compared(reader, one, fact, one.previous, "previous", one.previous_period),
        _compared(reader, one, fact, one.target, "target", fact.period),
        "" if one.higher_is_better is None else "higher" if one.higher_is_better else "lower",
        one.audience,
    )


def _compared(
    reader: Reader, one: KpiEntry, fact: Fact, value: Decimal | str | None, name: str, period: str
) -> Compared | None:
    """The figure that a tile is compared with: a fact of its own, `website.cmo.previous`, or one that it quotes."""
    if value is None or value == "":
        return None
    quoted = ""
    if isinstance(value, str):
        quoted, _ = _quoted(reader, one, value) if "{{" in value else ("", "")
        if not quoted:
            if "{{" not in value:
                message = f"{one.id}: “{value}” is no figure to compare with."
                reader.problem("bad-fact", message, one.at, 'Write a figure, or "{{ id }}".')
            return None
    label = f"{fact.label}: {name}"
    number = value if isinstance(value, Decimal) else Decimal(0)
    return Compared(
        Fact(
            f"{fact.id}.{name}",
            number,
            fact.at,
            label,
            "" if quoted else fact.unit,
            period,
            "" if quoted else fact.source,
        ),
        quoted,
    )


def _quoted(reader: Reader, one: KpiEntry, value: str) -> tuple[str, str]:
    """The fact that a value quotes, and in which format."""
    text = value.strip()
    quotes = list(quotes_in(text))
    quote = parse_quote(quotes[0][1]) if len(quotes) == 1 and text == f"{{{{{quotes[0][1]}}}}}" else None
    if quote is None:
        hint = 'Write value: "{{ id }}" or "{{ id | euro }}", and nothing else.'
        reader.problem("bad-fact", f"{one.id}: “{text}” quotes no fact.", one.at, hint)
        return "", ""
    return quote.fact, quote.format
