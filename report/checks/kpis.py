"""Turns key figures that say too little, cannot be drawn as asked, or are added up wrongly into problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from report.errors import Location, Problem, Severity
from report.model.figures import MONEY, PERCENTAGES, Kpi, KpiGroup, KpiSheet
from report.model.report import DataSection, Report

ADDING = frozenset({"donut", "shares", "treemap", "waterfall"})
"""Kinds of charts that show their figures as parts of a sum."""

# units of people who may well be counted twice: the visitors of one website are those of another
AUDIENCES = frozenset({
    "bezoekers", "abonnees", "volgers", "lezers", "leden", "kijkers", "luisteraars", "deelnemers", "gebruikers",
    "visitors", "subscribers", "followers", "readers", "members", "viewers", "listeners", "participants", "users",
    "besucher", "abonnenten", "follower", "leser", "mitglieder", "zuschauer", "zuhörer", "teilnehmer", "nutzer",
})  # fmt: skip
PEOPLE_LIMIT = 300  # in rows of persons
LIMIT = 150  # marks of one figure that can still be counted (SPEC, KPI)


def check_kpis(report: Report) -> Iterator[Problem]:
    """Every tile has a period and a source, every form fits its figures, and no sum counts a public twice."""
    audiences: dict[str, tuple[str, Kpi]] = {}
    for section in report.sections:
        sheet = section.kpis
        if sheet is None:
            continue
        yield from _scale(sheet)
        if sheet.table == "appendix" and not any(isinstance(one.section, DataSection) for one in report.sections):
            message = f"The table of the key figures {sheet.id} stands in an appendix, and this report has none."
            hint = "Add a section of kind data, or take `table` away."
            yield Problem("no-appendix", message, sheet.at, hint)
        for group in sheet.groups:
            yield from _group(group)
            for kpi in group.kpis:
                yield from _tile(kpi, sheet)
                audience = kpi.audience or _audience(kpi)
                if audience and audience != "none":
                    audiences[kpi.quotes or kpi.fact.id] = (audience, kpi)
    for fact in report.facts.values():
        yield from _added(fact.sum_of, audiences, f"{fact.id} adds up", fact.at)
    for chart in report.charts.values():
        if chart.kind in ADDING or chart.arrange in ("stacked", "share"):
            ids = [value.fact for row in chart.rows for value in row.values if value.fact]
            yield from _added(ids, audiences, f"The chart {chart.id} shows as one sum", chart.at)


def _audience(kpi: Kpi) -> str:
    unit = kpi.fact.unit.casefold()
    return unit if unit in AUDIENCES else ""


def _added(
    ids: Sequence[str], audiences: Mapping[str, tuple[str, Kpi]], adding: str, at: Location
) -> Iterator[Problem]:
    """Two figures of one public in a sum."""
    found: dict[str, Kpi] = {}
    for identity in ids:
        if identity not in audiences:
            continue
        audience, kpi = audiences[identity]
        first = found.setdefault(audience, kpi)
        if first is not kpi:
            message = f"{adding} {first.fact.id} and {kpi.fact.id}, which count the same public ({audience})."
            hint = "Some may be counted twice. Show them apart, or say `audience: none` if nobody is."
            yield Problem("shared-audience", message, at, hint, Severity.WARNING)
            return


def _tile(kpi: Kpi, sheet: KpiSheet) -> Iterator[Problem]:
    fact = kpi.fact
    if not (fact.period or sheet.period or fact.as_of or sheet.as_of):
        message = f"“{kpi.label}” does not say of when it is."
        yield Problem("no-period", message, kpi.at, "Add `period` or `as-of` to it, or to the page.", Severity.WARNING)
    if not (fact.source or sheet.source):
        message = f"“{kpi.label}” does not say where its figure comes from."
        yield Problem("no-source", message, kpi.at, "Add `source` to it, or to the page.", Severity.WARNING)
    if not kpi.label.strip():
        yield Problem("no-label", f"{fact.id} has no label.", kpi.at, "Say what it counts.")
    for name, other in (("previous", kpi.previous), ("target", kpi.target)):
        if other is None:
            continue
        if isinstance(fact.value, str) or isinstance(other.fact.value, str):
            message = f"“{kpi.label}” has a {name}, but one of the two is text."
            yield Problem("format-of-text", message, kpi.at, "Compare figures.")
        elif other.quotes and fact.unit and other.fact.unit and fact.unit.casefold() != other.fact.unit.casefold():
            message = f"{fact.id} counts {fact.unit}, {other.fact.id} counts {other.fact.unit}."
            yield Problem("unit-differs", message, kpi.at, "Compare figures of one unit.", Severity.WARNING)
    if kpi.better and kpi.previous is None and kpi.target is None:
        hint = "Add `previous` or `target`, or take it away."
        message = f"“{kpi.label}” says what is better, but not than what."
        yield Problem("nothing-to-compare", message, kpi.at, hint, Severity.WARNING)


def _group(group: KpiGroup) -> Iterator[Problem]:
    """Whether the form that a group asks for can show its figures."""
    if not group.kpis:
        message = f"The group “{group.label}” has no values."
        yield Problem("empty-group", message, group.at, "Give it one, or take it away.")
    if not group.label.strip():
        yield Problem("no-label", f"The group {group.id} has no label.", group.at, "Say what its figures are of.")
    numbers = [(kpi, kpi.fact.value) for kpi in group.kpis if isinstance(kpi.fact.value, Decimal)]
    if group.form == "bar":
        for kpi in group.kpis:
            if isinstance(kpi.fact.value, str) or kpi.fact.value < 0:
                message = f"“{kpi.label}” is {kpi.fact.value}, for which there is no bar."
                yield Problem("no-bar", message, kpi.at, "Use `form: plain`.")
    if group.form in ("units", "people"):
        for kpi in group.kpis:
            if isinstance(kpi.fact.value, str):
                message = f"“{kpi.label}” is text, which cannot be counted."
                yield Problem("no-count", message, kpi.at, "Use `form: plain`.")
        for kpi, value in numbers:
            if value < 0 or value % group.each or kpi.fact.unit.casefold() in PERCENTAGES | MONEY:
                message = f"“{kpi.label}” is {value:f} {kpi.fact.unit}".rstrip()
                each = f"marks that each stand for {group.each}" if group.each > 1 else "whole marks"
                yield Problem("no-count", f"{message}, no number of {each}.", kpi.at, "Use bars, or another `each`.")
            elif value / group.each > LIMIT:
                message = f"“{kpi.label}” has {value / group.each:f} marks; nobody counts more than {LIMIT}."
                yield Problem("too-many-marks", message, kpi.at, "Let `each` stand for more, or use bars.")
    crowd = sum((value for _, value in numbers), Decimal(0)) / group.each
    if group.form == "people" and crowd > PEOPLE_LIMIT:
        message = f"The group “{group.label}” has {crowd:f} people; rows hold {PEOPLE_LIMIT} at most."
        yield Problem("too-many-marks", message, group.at, "Let `each` stand for more, or use bars.")
    if group.place == "field" and group.form not in ("", "units"):
        message = f"The group “{group.label}” has `form: {group.form}`; on the field stand units."
        yield Problem("no-field", message, group.at, "Take `place` away, or use `form: units`.")


def _scale(sheet: KpiSheet) -> Iterator[Problem]:
    """One scale for the page holds figures of one nature: amounts, percentages or counts."""
    if sheet.scale != "page":
        return
    natures: dict[str, Kpi] = {}
    for group in sheet.groups:
        for kpi in group.kpis if group.form in ("", "bar") else ():
            unit = kpi.fact.unit.casefold()
            if not unit and not group.form:  # what has no unit has no bar
                continue
            nature = "amounts" if unit in MONEY else "percentages" if unit in PERCENTAGES else "counts"
            natures.setdefault(nature, kpi)
    if len(natures) > 1:
        told = ", ".join(f"“{kpi.label}” ({nature})" for nature, kpi in natures.items())
        hint = "Take `scale: page` away: each unit then has its own."
        yield Problem("mixed-scale", f"Bars on one scale cannot show {told}.", sheet.at, hint)
