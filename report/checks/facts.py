"""Turns quoted facts that do not exist, or cannot be set as asked, into problems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from report.checks.walk import all_prose, spans_of
from report.errors import Problem, Realm, Severity
from report.model.content import Quoted
from report.model.report import CoverSection, Report
from report.sources.reading import did_you_mean, nearest

# the formats of {{ id | format }}; typography sets them
FORMATS: dict[str, str] = {
    "number": "The number in the report's own notation; the same as no format.",
    "euro": "An amount of money: € 122.324.",
    "percent": "A percentage; percent(1) gives it one decimal.",
    "words": "A whole number up to twenty, written out.",
}
_FORMAT = re.compile(r"(?P<name>number|euro|words)|(?P<percent>percent)(?:\([0-9]\))?")


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
            if fact is None and _may_be_lost(report, count):
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
            if not isinstance(span, Quoted):
                continue
            fact = report.facts.get(span.fact)
            if fact is None and not _may_be_lost(report, span.fact):
                hint = nearest(span.fact, list(report.facts)) or "Add it to a figures file."
                yield Problem("unknown-fact", f"There is no fact {span.fact}.", span.at, hint)
            if span.format and not _FORMAT.fullmatch(span.format):
                hint = did_you_mean(span.format.partition("(")[0], list(FORMATS))
                yield Problem("unknown-format", f"There is no format {span.format}.", span.at, hint)
            elif fact is not None and isinstance(fact.value, str) and span.format:
                message = f"{span.fact} is text (“{fact.value}”), so it cannot be set as {span.format}."
                yield Problem("format-of-text", message, span.at, "Leave the format out.")


def _may_be_lost(report: Report, fact: str) -> bool:
    """Whether a fact may stand in figures that could not be read; that is told already."""
    misread = {problem.at.file for problem in report.problems if problem.at and problem.severity is Severity.ERROR}
    sheets = [sheet for section in report.sections for sheet in (section.kpis, section.statement) if sheet is not None]
    return bool(report.unread) or any(fact.startswith(f"{s.id}.") for s in sheets if s.at.file in misread)
