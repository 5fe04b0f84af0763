"""Turns a Report into problems: references, facts, sums, images, contrast; all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from report.checks.board import check_board
from report.checks.charts import check_charts
from report.checks.contrast import check_contrast
from report.checks.facts import check_facts, check_parcels
from report.checks.kpis import check_kpis
from report.checks.literals import check_literals
from report.checks.logos import check_logos
from report.checks.pictures import check_pictures
from report.checks.references import check_references
from report.checks.statements import check_statements
from report.checks.sums import castings_of, check_sums, statements_of
from report.checks.texts import check_texts
from report.checks.ties import check_ties, tied_castings
from report.errors import Problem, in_reading_order
from report.model.report import Report
from report.model.statements import Casting

# the checks by name, except for sums and ties, which keep their castings; a new one is a file here and a line
CHECKS: dict[str, Callable[[Report], Iterator[Problem]]] = {
    "references": check_references,
    "facts": check_facts,
    "kpis": check_kpis,
    "literals": check_literals,
    "parcels": check_parcels,
    "pictures": check_pictures,
    "charts": check_charts,
    "statements": check_statements,
    "texts": check_texts,
    "contrast": check_contrast,
    "logos": check_logos,
    "board": check_board,
}


class CheckReport(Struct, frozen=True):
    """What was found, in reading order, and every cell that was checked."""

    problems: tuple[Problem, ...]
    castings: tuple[Casting, ...]


def check(report: Report) -> CheckReport:
    """Check all that can be known before layout. A report that was read only in part is checked as far as it goes."""
    sums = [casting for statement in statements_of(report) for casting in castings_of(statement)]
    castings = (*sums, *tied_castings(report))
    found = [*check_sums(report, castings), *check_ties(report, castings)]
    for examine in CHECKS.values():
        found.extend(examine(report))
    return CheckReport(in_reading_order(found), castings)
