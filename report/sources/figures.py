"""Turns figures files (YAML) into key figures, statements and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from report.errors import Location, Realm
from report.model.figures import Fact, Kpi, KpiGroup, KpiSheet
from report.model.statements import Statement
from report.sources.entry import entry
from report.sources.identities import FACT_ID, PLAIN_ID, check_ids
from report.sources.project import Project
from report.sources.reading import Reader
from report.sources.statements import StatementFile, facts_of, read_statement
from report.sources.yamlfile import parse


@entry
class KpiEntry:
    """One key figure."""

    id: str
    value: Decimal | str
    label: str
    at: Location
    unit: str = ""
    period: str = ""
    source: str = ""
    ties: str = ""


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


@entry
class FactEntry:
    """One loose fact."""

    id: str
    value: Decimal | str
    at: Location
    label: str = ""
    unit: str = ""
    period: str = ""
    source: str = ""
    ties: str = ""


@entry
class FactFile:
    """A figures file of kind `facts`."""

    kind: Literal["facts"]
    facts: tuple[FactEntry, ...]
    at: Location


FigureKinds = KpiFile | StatementFile | FactFile


@dataclass(frozen=True, slots=True)
class Figures:
    """What one figures file holds: the facts it defines, and the sheet or statement it is."""

    facts: tuple[Fact, ...] = ()
    kpis: KpiSheet | None = None
    statement: Statement | None = None


def read_figures(project: Project, name: str, at: Location | None) -> Figures | None:
    """The figures of a file; None when it could not be read (the project knows why)."""
    text = project.text(name, at)
    if text is None:
        return None
    node = parse(project, name, text, Realm.CONTENT)
    if node is None:
        if not any(problem.at and problem.at.file == name for problem in project.problems):
            project.problem("yaml-syntax", f"{name} is empty.", Location(name), "Its first key is `kind`.")
        return None
    reader = Reader(project, Realm.CONTENT)
    file = reader.read_kind(node, FigureKinds, "figures file")
    if isinstance(file, KpiFile):
        return _kpis(reader, file)
    if isinstance(file, StatementFile):
        statement = read_statement(reader, file)
        return Figures(tuple(facts_of(statement)), statement=statement)
    if isinstance(file, FactFile):
        return _facts(reader, file)
    return None


def _kpis(reader: Reader, file: KpiFile) -> Figures:
    check_ids(reader, [(file.id, file.at)], PLAIN_ID)
    check_ids(reader, [(group.id, group.at) for group in file.groups], PLAIN_ID)
    groups = []
    for group in file.groups:
        check_ids(reader, [(entry.id, entry.at) for entry in group.values], PLAIN_ID)
        kpis = tuple(Kpi(_kpi_fact(file, group, entry), entry.label, entry.at) for entry in group.values)
        groups.append(KpiGroup(group.id, group.label, kpis, group.note, group.at))
    sheet = KpiSheet(file.id, file.title, file.period, file.source, tuple(groups), file.at)
    return Figures(tuple(kpi.fact for group in groups for kpi in group.kpis), kpis=sheet)


def _kpi_fact(file: KpiFile, group: GroupEntry, entry: KpiEntry) -> Fact:
    return Fact(
        f"{file.id}.{group.id}.{entry.id}",
        entry.value,
        entry.at,
        f"{group.label}, {entry.label}",
        entry.unit,
        entry.period or file.period,
        entry.source or file.source,
        entry.ties,
    )


def _facts(reader: Reader, file: FactFile) -> Figures:
    check_ids(reader, [(entry.id, entry.at) for entry in file.facts], FACT_ID)
    facts = (Fact(e.id, e.value, e.at, e.label, e.unit, e.period, e.source, e.ties) for e in file.facts if e.id)
    return Figures(tuple(facts))


def gathered(project: Project, files: Mapping[str, Figures]) -> dict[str, Fact]:
    """All facts by id. Two homes for one fact are a problem that names both."""
    facts: dict[str, Fact] = {}
    for figures in files.values():
        for fact in figures.facts:
            first = facts.setdefault(fact.id, fact)
            if first is not fact and first.at != fact.at:
                message = f"The fact {fact.id} has two homes; the other is {first.at}."
                project.problem("duplicate-fact", message, fact.at, "Keep one of the two.")
    return facts
