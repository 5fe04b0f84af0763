"""Turns columns that contradict their years or are empty, and rows that no sum counts, into warnings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.checks.sums import parts_of, statements_of
from report.errors import Problem, Severity
from report.model.report import Report
from report.model.statements import Column, Statement

_YEAR = re.compile(r"(?:19|20)[0-9]{2}\Z")
_TELLS = {
    "thousands": re.compile(r"\b1[.,’'\s]?000\b|duizend|thousand|tausend|mille\b|\bk\b|[$€£]k|k[$€£]|’000|'000", re.I),
    "millions": re.compile(r"1([.,’'\s]?000){2}\b|mil[jl]|\bmln\b|\bm\b|[$€£]m|m[$€£]", re.I),
}


def check_statements(report: Report) -> Iterator[Problem]:
    """Columns are of the year they are headed with and have figures; where sums are checked, every line is in one."""
    for statement in statements_of(report):
        for column in statement.columns:
            yield from _column(column, statement)
        yield from _untold(statement)
        yield from _uncounted(statement)
        yield from _unchecked(statement)
        yield from _unfilled(statement)


def _column(column: Column, statement: Statement) -> Iterator[Problem]:
    period = column.period
    others = {other.period: other for other in statement.columns if other.id != column.id and other.period}
    hint = "Correct the one that is wrong: facts take their year from `period`, readers theirs from the heading."
    for what, name in (("label", column.label), ("id", column.id)):
        differs = bool(period) and name != period
        if differs and _YEAR.match(name) and _YEAR.match(period):
            message = f"The column with {what} {name} has period {period}."
        elif differs and name in others:
            message = f"The column with {what} {name} has period {period}; {name} is that of column {others[name].id}."
        else:
            continue
        yield Problem("period-differs", message, column.at, hint, Severity.WARNING)
        return


def _untold(statement: Statement) -> Iterator[Problem]:
    """A caption of the author's own takes the place of ours, so it must say that thousands or millions are printed."""
    style = statement.style
    if style.scale != "units" and statement.unit_caption and not _TELLS[style.scale].search(statement.unit_caption):
        message = f"The figures are printed in {style.scale}, but “{statement.unit_caption}” does not say so."
        hint = "Say so in `unit-caption`, or leave it out: then the scale is printed there."
        yield Problem("scale-untold", message, statement.at, hint, Severity.WARNING)


def _uncounted(statement: Statement) -> Iterator[Problem]:
    counted = {name for row in statement.rows for _, name in row.formula}
    summed = bool(counted)
    for reserve in statement.roll_forwards:
        counted |= {reserve.opening, reserve.closing, *(name for _, name in reserve.movements)}
    for row in statement.rows:
        if summed and row.role == "line" and not row.formula and row.id not in counted:
            message = f"No sum of the statement counts the row {row.id}."
            hint = "Name it in the formula of its subtotal or total."
            yield Problem("row-not-summed", message, row.at, hint, Severity.WARNING)


def _unchecked(statement: Statement) -> Iterator[Problem]:
    """Sums that are given in a column in which none of the rows that they count has a figure."""
    rows = {row.id: row for row in reversed(statement.rows)}
    for row in statement.rows:
        columns = [
            column.id
            for index, (column, amount) in enumerate(zip(statement.columns, row.amounts, strict=False))
            if row.formula and amount.value and not amount.computed and not parts_of(rows, row.formula, index)
        ]
        if columns:
            name = row.label or row.name or row.id
            message = f"{name} was not checked in {', '.join(columns)}: no row that it counts has a figure."
            yield Problem("sum-unchecked", message, row.at, "Give the rows their figures.", Severity.NOTE)


def _unfilled(statement: Statement) -> Iterator[Problem]:
    """Columns without any figure; and rows with none in a year of which others have some, beside last year's."""
    for index, column in enumerate(statement.columns):
        cells = [(row, row.amounts[index].value) for row in statement.rows if index < len(row.amounts)]
        if cells and all(value is None for _, value in cells):
            hint = "Fill the figures in, or take the column away."
            message = f"The column {column.id} of {statement.id} has no figures yet."
            yield Problem("empty-column", message, column.at, hint, Severity.WARNING)
        elif column.kind == "actual" and any(row.formula for row, _ in cells):
            for row, value in cells:
                if value is None and any(other.value for other in row.amounts):
                    message = (
                        f"{row.label or row.name or row.id} has figures in other columns, but none in {column.id}."
                    )
                    yield Problem("figure-missing", message, row.at, "Write 0 for nil.", Severity.NOTE)
