"""Turns quoted facts that do not exist, or cannot be set as asked, into problems."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from msgspec import Struct

from report.checks.sums import is_empty_cell
from report.checks.walk import all_prose, spans_of
from report.errors import Location, Problem, Realm, Severity
from report.model.content import Quoted
from report.model.figures import Fact
from report.model.quoting import COMPARING, Format, parse_format, parse_quote, quotes_in
from report.model.report import CoverSection, Report
from report.model.statements import Amount, NumberStyle
from report.sources.reading import did_you_mean, nearest

# the formats of {{ id | format }}; typography sets them
FORMATS: dict[str, str] = {
    "number": "The number in the report's own notation, the same as no format; number(1) gives it one decimal.",
    "euro": "An amount of money: € 122.324; euro(2) gives it cents.",
    "percent": "A percentage; percent(1) gives it one decimal.",
    "thousands": "In thousands, with the word: 122 duizend; thousands(1) gives it one decimal.",
    "millions": "In millions, with the word: 3,3 miljoen; millions(1) gives it one decimal.",
    "euro-thousands": "An amount of money in thousands: € 122 duizend.",
    "euro-millions": "An amount of money in millions: € 3,3 miljoen.",
    "date": 'A date, written out; the fact is a text such as "2021-06-11".',
    "words": "A whole number up to twenty, written out.",
    "delta": "How much it differs from another fact, with its sign: delta(id).",
    "share": "Which percentage of another fact it is: share(id), share(id, 0).",
    "rise": "By which percentage it is more than another fact, without a sign; an error when it is not more: rise(id).",
    "fall": "By which percentage it is less than another fact, without a sign; an error when it is not less: fall(id).",
}
_MEANT = {
    "currency": "euro", "eur": "euro", "money": "euro", "bedrag": "euro", "procent": "percent", "pct": "percent",
    "miljoen": "millions", "mln": "millions", "million": "millions", "duizend": "thousands", "thousand": "thousands",
    "getal": "number", "datum": "date", "woorden": "words", "verschil": "delta", "difference": "delta",
    "aandeel": "share", "groei": "rise", "growth": "rise", "stijging": "rise", "daling": "fall",
}  # fmt: skip


_PLACELESS = frozenset({"words", "date"})  # formats without decimals
LEAST_PARCELS, MOST_PARCELS = 12, 400  # that a cover can show


def check_parcels(report: Report) -> Iterator[Problem]:
    """What the cover's parcels count is a number that a cover can show."""
    for loaded in report.sections:
        section = loaded.section
        if not isinstance(section, CoverSection) or not section.parcels:
            continue
        count: int | str | Decimal = section.parcels
        if isinstance(count, str):
            fact = report.facts.get(count)
            if fact is None and may_be_lost(report, count):
                continue
            if fact is None:
                hint = nearest(count, list(report.facts)) or "Add it to a figures file."
                yield Problem("unknown-fact", f"There is no fact {count}.", loaded.at, hint, realm=Realm.SETUP)
                continue
            count = fact.value
        if isinstance(count, str) or count != int(count) or not LEAST_PARCELS <= count <= MOST_PARCELS:
            message = f"parcels: a cover shows {LEAST_PARCELS} to {MOST_PARCELS} parcels, not {count}."
            yield Problem("bad-parcels", message, loaded.at, "Name another fact or number.", realm=Realm.SETUP)


def check_facts(report: Report) -> Iterator[Problem]:
    """Every quoted fact has a home, and its format is one that fits it."""
    for prose in all_prose(report):
        for span in spans_of(prose):
            if isinstance(span, Quoted):
                yield from _quote(report, span.fact, span.format, span.at)
    for text, at in words_of_files(report):
        for _, inner in quotes_in(text):
            quote = parse_quote(inner)
            if quote is None:
                hint = "Write {{ id }} or {{ id | euro }}."
                yield Problem("bad-fact", f"“{inner.strip()}” quotes no fact.", at, hint)
            else:
                yield from _quote(report, quote.fact, quote.format, at)
    for fact in report.facts.values():
        if fact.sum_of:
            yield from _sum(report, fact)
    for section in report.sections:
        for group in section.kpis.groups if section.kpis else ():
            for kpi in group.kpis:
                shown = report.facts.get(kpi.quotes or kpi.fact.id)
                if shown is not None and kpi.format:
                    yield from format_problems(report, shown, kpi.format, kpi.at)


def words_of_files(report: Report) -> Iterator[tuple[str, Location]]:
    """The words of report.yaml and of figures files in which facts are quoted."""
    for loaded in report.sections:
        for node in (loaded.section, loaded.kpis, loaded.statement):
            yield from _quoting(node, loaded.at)
    for chart in report.charts.values():
        yield from _quoting(chart, chart.at)
    if report.settings.board is not None:
        yield from _quoting(report.settings.board, report.settings.board.at)


def _quoting(node: object, at: Location) -> Iterator[tuple[str, Location]]:
    """The texts with braces inside a part of the model, each with the place of the group that it stands in."""
    if isinstance(node, str):
        if "{{" in node:
            yield node, at
    elif isinstance(node, tuple):
        for item in node:
            if not isinstance(item, Amount):
                yield from _quoting(item, at)
    elif isinstance(node, Quoted):
        yield f"{{{{{node.fact}{' | ' if node.format else ''}{node.format}}}}}", node.at
    elif isinstance(node, Struct) and not isinstance(node, Location | NumberStyle):
        inside = getattr(node, "at", at)
        for name in node.__struct_fields__:
            yield from _quoting(getattr(node, name), inside)
    elif is_dataclass(node):
        for field in fields(node):
            yield from _quoting(getattr(node, field.name), at)


def _sum(report: Report, fact: Fact) -> Iterator[Problem]:
    """A fact that is the sum of others equals it."""
    parts = [report.facts.get(name) for name in fact.sum_of]
    for name, part in zip(fact.sum_of, parts, strict=True):
        if part is None and not may_be_lost(report, name):
            hint = nearest(name, list(report.facts)) or "Add it to a figures file."
            yield Problem("unknown-fact", f"There is no fact {name}.", fact.at, hint)
    amounts = [part.value for part in parts if part is not None and isinstance(part.value, Decimal)]
    total = sum(amounts, Decimal(0))
    if len(amounts) == len(parts) and total != fact.value:
        message = f"{fact.id} is {fact.value}, the facts that it is the sum of give {total}."
        told = ", ".join(f"{part.id} is {part.value} ({part.at})" for part in parts if part is not None)
        yield Problem("sum-differs", message, fact.at, f"{told}. Correct it, or one of them.")


def unknown_fact(report: Report, identity: str, at: Location) -> Problem:
    """That there is no such fact, or that its cell of a statement is still empty."""
    if is_empty_cell(report, identity):
        return Problem("unknown-fact", f"{identity} has no figure yet.", at, "Fill it in, in the statement.")
    hint = nearest(identity, list(report.facts)) or "Add it to a figures file."
    return Problem("unknown-fact", f"There is no fact {identity}.", at, hint)


def _quote(report: Report, identity: str, written: str, at: Location) -> Iterator[Problem]:
    fact = report.facts.get(identity)
    if fact is None and not may_be_lost(report, identity):
        yield unknown_fact(report, identity, at)
    if written:
        yield from format_problems(report, fact, written, at)


def format_problems(report: Report, fact: Fact | None, written: str, at: Location) -> Iterator[Problem]:
    """What is wrong with a format, by itself and for a fact."""
    wanted = parse_format(written)
    name = wanted.name if wanted else written.partition("(")[0]
    if name not in FORMATS:
        meant = _MEANT.get(name.lower())
        hint = f"Did you mean “{meant}”?" if meant else did_you_mean(name, list(FORMATS))
        yield Problem("unknown-format", f"There is no format {written}.", at, hint)
    elif wanted is None or bool(wanted.other) != (name in COMPARING) or (name in _PLACELESS and wanted.places):
        yield Problem("unknown-format", f"The format {name} is not written like {written}.", at, FORMATS[name])
    elif name == "date":
        if fact is not None and not _is_date(fact.value):
            message = f"{fact.id} is {fact.value}, which is no date."
            yield Problem("no-date", message, at, 'Write it in the figures file as "2021-06-11".')
    elif fact is not None and isinstance(fact.value, str):
        message = f"{fact.id} is text (“{fact.value}”), so it cannot be set as {written}."
        yield Problem("format-of-text", message, at, "Leave the format out.")
    elif wanted.other:
        yield from _compared(report, fact, wanted, at)


def _is_date(value: Decimal | str) -> bool:
    try:
        return isinstance(value, str) and len(value) == len("2021-06-11") and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _compared(report: Report, fact: Fact | None, wanted: Format, at: Location) -> Iterator[Problem]:
    other = report.facts.get(wanted.other)
    if other is None:
        if not may_be_lost(report, wanted.other):
            hint = nearest(wanted.other, list(report.facts)) or "Add it to a figures file."
            yield Problem("unknown-fact", f"There is no fact {wanted.other}.", at, hint)
        return
    if isinstance(other.value, str):
        message = f"{other.id} is text (“{other.value}”), so nothing can be compared with it."
        yield Problem("format-of-text", message, at, "Name a figure.")
        return
    if fact is None or isinstance(fact.value, str):
        return
    told = f"{fact.id} is {fact.value} ({fact.at}), {other.id} is {other.value} ({other.at})"
    if fact.unit and other.unit and fact.unit.casefold() != other.unit.casefold():
        message = f"{fact.id} counts {fact.unit}, {other.id} counts {other.unit}."
        yield Problem("unit-differs", message, at, "Compare figures of one unit.", Severity.WARNING)
    if wanted.name == "share" and not other.value:
        yield Problem("cannot-compare", f"Nothing is a share of nil: {told}.", at, "Name another fact.")
    elif wanted.name in ("rise", "fall") and other.value <= 0:
        message = f"A percentage of change needs a base above nil: {told}."
        yield Problem("cannot-compare", message, at, "Use delta, or words.")
    elif (wanted.name == "rise" and fact.value <= other.value) or (wanted.name == "fall" and fact.value >= other.value):
        hint = "Change the sentence, and write rise or fall as it is."
        yield Problem("cannot-compare", f"This is no {wanted.name}: {told}.", at, hint)


def may_be_lost(report: Report, fact: str) -> bool:
    """Whether a fact may stand in figures that could not be read; that is told already."""
    misread = {problem.at.file for problem in report.problems if problem.at and problem.severity is Severity.ERROR}
    sheets = [sheet for section in report.sections for sheet in (section.kpis, section.statement) if sheet is not None]
    return bool(report.unread) or any(fact.startswith(f"{s.id}.") for s in sheets if s.at.file in misread)
