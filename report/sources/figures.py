"""Turns figures files (YAML) into key figures, statements and facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from report.errors import Location, Realm
from report.model.charts import Chart
from report.model.figures import Fact, KpiSheet
from report.model.statements import Statement
from report.sources.charts import ChartFile, read_charts
from report.sources.facts import FactFile, read_facts
from report.sources.kpis import KpiFile, read_kpis
from report.sources.kpis import facts_of as kpi_facts
from report.sources.project import Project
from report.sources.reading import Reader
from report.sources.statements import StatementFile, facts_of, read_statement
from report.sources.yamlfile import parse

FigureKinds = KpiFile | StatementFile | FactFile | ChartFile


@dataclass(frozen=True, slots=True)
class Figures:
    """What one figures file holds: the facts it defines, and the sheet or statement it is."""

    facts: tuple[Fact, ...] = ()
    kpis: KpiSheet | None = None
    statement: Statement | None = None
    charts: tuple[Chart, ...] = ()


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
        sheet = read_kpis(reader, project, file)
        return Figures(kpi_facts(sheet), kpis=sheet)
    if isinstance(file, StatementFile):
        statement = read_statement(reader, project, file)
        return Figures(tuple(facts_of(statement)), statement=statement)
    if isinstance(file, ChartFile):
        return Figures(charts=read_charts(project, reader, file))
    if isinstance(file, FactFile):
        return Figures(read_facts(reader, project, file))
    return None


def gathered(project: Project, files: Mapping[str, Figures]) -> dict[str, Fact]:
    """All facts by id. Two homes for one fact are a problem that names both."""
    facts: dict[str, Fact] = {}
    for figures in files.values():
        for fact in figures.facts:
            first = facts.setdefault(fact.id, fact)
            if first is not fact and first.at != fact.at:
                message = f"The fact {fact.id} has two homes; the other is {first.at}."
                if first.value != fact.value:
                    message = f"The fact {fact.id} is {fact.value} here and {first.value} at {first.at}."
                project.problem("duplicate-fact", message, fact.at, "Keep one of the two.")
    return facts
