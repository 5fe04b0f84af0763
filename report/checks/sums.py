"""Turns statements into castings: every sum against the figure that is published."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from report.errors import Location, Problem, Severity
from report.model.report import Report
from report.model.statements import Amount, Casting, Statement, StatementRow, Verdict

_SILENT = frozenset({"heading", "spacer"})


def statements_of(report: Report) -> Iterator[Statement]:
    """The statements of all sections, each once; not those whose file was misread, whose figures are incomplete."""
    misread = {problem.at.file for problem in report.problems if problem.at and problem.severity is Severity.ERROR}
    seen = set()
    for section in report.sections:
        statement = section.statement
        if statement is not None and statement.id not in seen and statement.at.file not in misread:
            seen.add(statement.id)
            yield statement


def castings_of(report: Report) -> Iterator[Casting]:
    """Every published figure that a formula gives too, with the verdict."""
    for statement in statements_of(report):
        rows = {row.id: row for row in statement.rows}
        for row in statement.rows:
            for index, (column, amount) in enumerate(zip(statement.columns, row.amounts, strict=False)):
                parts = list(_parts(rows, row, index))
                if amount.value is None or not parts:
                    continue
                expected = sum((sign * (part.value or Decimal(0)) for sign, part in parts), Decimal(0))
                verdict = _verdict(expected - amount.value, statement.tolerance)
                yield Casting(statement.id, row.id, column.id, expected, amount.value, verdict, amount.at)


def check_sums(report: Report, castings: tuple[Casting, ...]) -> Iterator[Problem]:
    """Sums that differ, and rows that nobody can name."""
    statements = {statement.id: statement for statement in statements_of(report)}
    for casting in castings:
        if casting.verdict != "pass":
            yield _difference(statements[casting.statement], casting)
    for statement in statements.values():
        for row in statement.rows:
            if row.role not in _SILENT and not row.label and not row.name:
                hint = "Give it a `label`, or a `name` that is only read aloud."
                yield Problem("missing-name", f"The {row.role} {row.id} has neither label nor name.", row.at, hint)


def _parts(rows: dict[str, StatementRow], row: StatementRow, column: int) -> Iterator[tuple[int, Amount]]:
    for sign, name in row.formula:
        if name in rows and column < len(rows[name].amounts):
            yield sign, rows[name].amounts[column]


def _verdict(difference: Decimal, tolerance: Decimal) -> Verdict:
    if not difference:
        return "pass"
    return "rounding" if abs(difference) <= tolerance else "fail"


def _difference(statement: Statement, casting: Casting) -> Problem:
    rows = {row.id: row for row in statement.rows}
    row = rows[casting.row]
    label = row.label or row.name or row.id
    parts = " ".join(f"{'+' if sign > 0 else '-'} {name} ({_place(rows, name)})" for sign, name in row.formula)
    parts = parts.removeprefix("+ ")
    gap = abs(casting.expected - casting.found)
    numbers = f"{label}, {casting.column}: published is {casting.found}, the rows give {casting.expected}"
    if casting.verdict == "rounding":
        message = f"{numbers}; {gap} is within the tolerance of {statement.tolerance}."
        return Problem("rounding", message, casting.at, severity=Severity.NOTE)
    hint = f"The rows are {parts}. Correct the figure, a row or the formula."
    return Problem("sum-differs", f"{numbers}: {gap} apart.", casting.at, hint)


def _place(rows: dict[str, StatementRow], name: str) -> Location | str:
    return rows[name].at if name in rows else "?"
