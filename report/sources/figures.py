"""Turns figures files (YAML) into key figures, statements and facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from report.errors import Location, Realm
from report.model.figures import (
    Amount,
    Column,
    ColumnKind,
    Fact,
    Kpi,
    KpiGroup,
    KpiSheet,
    Negatives,
    Nil,
    NumberStyle,
    Role,
    Statement,
    StatementRow,
)
from report.sources.entry import entry
from report.sources.project import Project
from report.sources.reading import Reader, did_you_mean
from report.sources.yamlfile import parse

_ID = re.compile(r"[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*\Z")
_FACT_ID = re.compile(r"[A-Za-z0-9_]+(?:[-.][A-Za-z0-9_]+)*\Z")
_ROW_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_TERM = re.compile(r"\s*(?P<sign>[+\-−])?\s*(?P<id>[A-Za-z_][A-Za-z0-9_]*)")
FIGURELESS: frozenset[Role] = frozenset({"heading", "spacer"})


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
class ColumnEntry:
    """A statement's column."""

    id: str
    label: str
    kind: ColumnKind
    at: Location
    period: str = ""


@entry
class RowEntry:
    """A statement's row."""

    id: str
    role: Role
    at: Location
    label: str = ""
    name: str = ""
    values: tuple[Amount, ...] = ()
    formula: str = ""


@entry
class StyleEntry:
    """How a statement prints its numbers."""

    negatives: Negatives = "trailing-minus"
    nil: Nil = "dash"


@entry
class StatementFile:
    """A figures file of kind `statement`."""

    kind: Literal["statement"]
    id: str
    title: str
    columns: tuple[ColumnEntry, ...]
    rows: tuple[RowEntry, ...]
    at: Location
    unit_caption: str = ""
    tolerance: Decimal = Decimal(0)
    style: StyleEntry = field(default_factory=StyleEntry)
    note: str = ""
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
        return _statement(reader, file)
    if isinstance(file, FactFile):
        return _facts(reader, file)
    return None


def _kpis(reader: Reader, file: KpiFile) -> Figures:
    _ids(reader, [(file.id, file.at)], _ID)
    _ids(reader, [(group.id, group.at) for group in file.groups], _ID)
    groups = []
    for group in file.groups:
        _ids(reader, [(entry.id, entry.at) for entry in group.values], _ID)
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
    )


def _facts(reader: Reader, file: FactFile) -> Figures:
    _ids(reader, [(entry.id, entry.at) for entry in file.facts], _FACT_ID)
    return Figures(tuple(Fact(e.id, e.value, e.at, e.label, e.unit, e.period, e.source) for e in file.facts if e.id))


def _statement(reader: Reader, file: StatementFile) -> Figures:
    _ids(reader, [(file.id, file.at)], _ID)
    _ids(reader, [(column.id, column.at) for column in file.columns], _ID)
    _ids(reader, [(row.id, row.at) for row in file.rows], _ROW_ID)
    if not file.columns:
        reader.problem("no-columns", "The statement has no columns.", file.at)
    known = [row.id for row in file.rows if row.role not in FIGURELESS]
    statement = Statement(
        file.id,
        file.title,
        file.unit_caption,
        tuple(Column(c.id, c.label, c.kind, c.period, c.at) for c in file.columns),
        tuple(_row(reader, file, row, known) for row in file.rows),
        abs(file.tolerance),
        NumberStyle(file.style.negatives, file.style.nil),
        file.note,
        file.source,
        file.at,
    )
    return Figures(tuple(_amount_facts(statement)), statement=statement)


def _row(reader: Reader, file: StatementFile, row: RowEntry, known: list[str]) -> StatementRow:
    wanted = 0 if row.role in FIGURELESS else len(file.columns)
    if len(row.values) != wanted and row.at not in reader.misread:
        message = f"Row {row.id} has {len(row.values)} values for {wanted} columns."
        hint = "Write one figure a column, null for none."
        if len(row.values) > wanted:
            hint += " A comma parts the values: write 48000 and 0.5, not 48,000 or 0,5."
        reader.problem("wrong-count", message, row.at, hint if wanted else f"A {row.role} has no figures.")
    if row.role == "heading" and not row.label:
        reader.problem("missing-key", f"Heading {row.id} has no label.", row.at)
    formula = tuple(_formula(reader, row, known))
    if formula and row.role in FIGURELESS:
        reader.problem("bad-formula", f"A {row.role} has no figures, so no formula.", row.at)
    return StatementRow(row.id, row.role, row.label, row.name, row.values, formula, row.at)


def _formula(reader: Reader, row: RowEntry, known: list[str]) -> Iterator[tuple[int, str]]:
    position, text = 0, row.formula.strip()
    while position < len(text):
        term = _TERM.match(text, position)
        if term is None or (position and not term["sign"]):
            hint = "A formula is row ids with + and - between them: t_baten - t_lasten."
            reader.problem("bad-formula", f"“{text}” is not a formula.", row.at, hint)
            return
        if term["id"] == row.id:
            reader.problem("bad-formula", f"Row {row.id} counts itself.", row.at)
        elif term["id"] not in known:
            message = f"The formula of {row.id} names {term['id']}, which is no row with figures."
            reader.problem("unknown-row", message, row.at, did_you_mean(term["id"], known))
        yield (-1 if term["sign"] in ("-", "−") else 1), term["id"]
        position = term.end()
        while position < len(text) and text[position].isspace():
            position += 1


def _amount_facts(statement: Statement) -> Iterator[Fact]:
    for row in statement.rows:
        for column, amount in zip(statement.columns, row.amounts, strict=False):
            if amount.value is not None:
                label = row.label or row.name
                identity = f"{statement.id}.{row.id}.{column.id}"
                yield Fact(
                    identity, amount.value, amount.at, label, "", column.period or column.label, statement.source
                )


def _ids(reader: Reader, ids: Iterable[tuple[str, Location]], pattern: re.Pattern[str]) -> None:
    """Ids are words, and each stands once."""
    seen: dict[str, Location] = {}
    for identity, at in ids:
        if not identity:
            continue
        if not pattern.match(identity):
            hint = "Use letters, digits and underscores."
            reader.problem("bad-id", f"“{identity}” cannot be an id.", at, hint)
        if identity in seen:
            message = f"The id {identity} stands here for the second time; the first is on line {seen[identity].line}."
            reader.problem("duplicate-id", message, at)
        seen.setdefault(identity, at)


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
