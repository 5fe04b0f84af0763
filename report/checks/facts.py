"""Turns quoted facts that do not exist, or cannot be set as asked, into problems."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.checks.walk import all_prose, spans_of
from report.errors import Problem
from report.model.content import Quoted
from report.model.report import Report
from report.sources.reading import did_you_mean, nearest

# the formats of {{ id | format }}; typography sets them
FORMATS: dict[str, str] = {
    "number": "The number in the report's own notation; the same as no format.",
    "euro": "An amount of money: € 122.324.",
    "percent": "A percentage; percent(1) gives it one decimal.",
    "words": "A whole number up to twenty, written out.",
}
_FORMAT = re.compile(r"(?P<name>number|euro|words)|(?P<percent>percent)(?:\([0-9]\))?")


def check_facts(report: Report) -> Iterator[Problem]:
    """Every quoted fact has a home, and its format is one that fits it."""
    for prose in all_prose(report):
        for span in spans_of(prose):
            if not isinstance(span, Quoted):
                continue
            fact = report.facts.get(span.fact)
            if fact is None:
                hint = nearest(span.fact, list(report.facts)) or "Add it to a figures file."
                yield Problem("unknown-fact", f"There is no fact {span.fact}.", span.at, hint)
            if span.format and not _FORMAT.fullmatch(span.format):
                hint = did_you_mean(span.format.partition("(")[0], list(FORMATS))
                yield Problem("unknown-format", f"There is no format {span.format}.", span.at, hint)
            elif fact is not None and isinstance(fact.value, str) and span.format:
                message = f"{span.fact} is text (“{fact.value}”), so it cannot be set as {span.format}."
                yield Problem("format-of-text", message, span.at, "Leave the format out.")
