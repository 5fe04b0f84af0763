"""Turns statements into castings: every sum, down and across, against the figure that is published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from report.errors import Location, Problem, Severity
from report.model.report import Report
from report.model.statements import (
    FIGURELESS,
    SHIFTS,
    Amount,
    Casting,
    Column,
    Statement,
    StatementRow,
    Terms,
    Verdict,
    reckon_across,
)

SHOWN = 6  # rows that a hint names


def statements_of(report: Report) -> Iterator[Statement]:
    """All statements, each once; not those whose file was misread, whose figures are incomplete."""
    misread = {problem.at.file for problem in report.problems if problem.at and problem.severity is Severity.ERROR}
    for statement in report.statements.values():
        if statement.at.file not in misread:
            yield statement


def castings_of(statement: Statement) -> Iterator[Casting]:
    """Every published figure of a statement that a formula or other columns give too, with the verdict; and every
    figure that is printed in thousands or millions and does not agree with those it counts."""
    rows = {row.id: row for row in reversed(statement.rows)}
    for row in statement.rows:
        for index, (column, amount) in enumerate(zip(statement.columns, row.amounts, strict=False)):
            if column.kind != "variance-percent" and (parts := parts_of(rows, row.formula, index)):
                if amount.value is not None and not amount.computed:
                    yield _cast(statement, row, column, amount, total_of(parts))
                if amount.value is not None and column.style.shift > 0:
                    yield from _printed(statement, row, column, amount, parts)
            if column.of and not amount.computed and amount.value is not None:
                yield from _across(statement, row, column, amount)


def rounding_of(statement: Statement) -> Decimal:
    """The greatest difference by rounding that a reader of this statement can find, in what is printed and in the
    statement's scale; 0 where all printed sums agree."""
    found = (casting for casting in castings_of(statement) if casting.verdict == "rounding")
    styles = {column.id: column.style for column in statement.columns}
    gaps = []
    for casting in found:
        style = styles[casting.column]
        gap = casting.difference if casting.check == "printed" else style.printed(casting.difference)
        gaps.append(abs(gap).scaleb(SHIFTS[style.scale] - SHIFTS[statement.style.scale]))
    return max(gaps, default=Decimal(0))


def parts_of(rows: dict[str, StatementRow], terms: Terms, column: int) -> list[tuple[int, Decimal]]:
    """The amounts that a formula counts in a column; none where none of its rows has one."""
    found: list[tuple[int, Decimal]] = []
    for sign, name in terms:
        amounts = rows[name].amounts if name in rows else ()
        if column < len(amounts) and (value := amounts[column].value) is not None:
            found.append((sign, value))
    return found


def is_empty_cell(report: Report, name: str) -> bool:
    """Whether a statement has this cell (statement.row.column), though no figure in it."""
    parts = name.split(".")
    statement = report.statements.get(parts[0]) if len(parts) == 3 else None
    if statement is None:
        return False
    return parts[1] in {row.id for row in statement.rows} and parts[2] in {column.id for column in statement.columns}


def total_of(parts: Sequence[tuple[int, Decimal]]) -> Decimal:
    """The sum of amounts with their signs."""
    return sum((sign * value for sign, value in parts), Decimal(0))


def verdict_of(difference: Decimal, tolerance: Decimal) -> Verdict:
    """Whether a difference is none, within what rounding may make, or a fault."""
    if not difference:
        return "pass"
    return "rounding" if abs(difference) <= tolerance else "fail"


def terms_in_words(terms: Terms) -> str:
    """A formula as authors write it; a long one is cut short."""
    shown = " ".join(f"{'+' if sign > 0 else '-'} {name}" for sign, name in terms[:SHOWN]).removeprefix("+ ")
    return f"{shown} and {len(terms) - SHOWN} more" if len(terms) > SHOWN else shown


def check_sums(report: Report, castings: Sequence[Casting]) -> Iterator[Problem]:
    """Sums that differ, and rows that nobody can name."""
    statements = {statement.id: statement for statement in statements_of(report)}
    tables = {name: {row.id: row for row in statement.rows} for name, statement in statements.items()}
    for casting in castings:
        if casting.check in ("casting", "cross-casting") and casting.verdict != "pass":
            yield _difference(statements[casting.statement], tables[casting.statement], casting)
    for statement in statements.values():
        for row in statement.rows:
            if row.role not in FIGURELESS and not row.label and not row.name:
                hint = "Give it a `label`, or a `name` that is only read aloud."
                yield Problem("missing-name", f"The {row.role} {row.id} has neither label nor name.", row.at, hint)


def _cast(statement: Statement, row: StatementRow, column: Column, amount: Amount, expected: Decimal) -> Casting:
    found = amount.value or Decimal(0)
    verdict = verdict_of(found - expected, statement.tolerance)
    words = terms_in_words(row.formula)
    return Casting(statement.id, row.id, column.id, expected, found, verdict, amount.at, "casting", words)


def _printed(
    statement: Statement, row: StatementRow, column: Column, amount: Amount, parts: list[tuple[int, Decimal]]
) -> Iterator[Casting]:
    """Rounding each figure by itself makes the printed sum differ, by half of the last place for each figure at most.
    What differs by more is not told here: its amounts differ too."""
    expected = total_of([(sign, column.style.printed(value)) for sign, value in parts])
    found = column.style.printed(amount.value or Decimal(0))
    place = Decimal(1).scaleb(-(column.style.decimals or 0))
    most = place * (len(parts) + 1) / 2 + statement.tolerance.scaleb(-column.style.shift)
    if 0 < abs(found - expected) <= most:
        words = terms_in_words(row.formula)
        yield Casting(statement.id, row.id, column.id, expected, found, "rounding", amount.at, "printed", words)


def _across(statement: Statement, row: StatementRow, column: Column, amount: Amount) -> Iterator[Casting]:
    """A published total or variance against the columns it is made of. A percentage is given rounded: it may differ
    by one in its last place."""
    index = {other.id: position for position, other in enumerate(statement.columns)}
    values = [row.amounts[index[name]].value for name in column.of]
    expected = reckon_across(column.kind, values)
    found = amount.value or Decimal(0)
    if expected is None:
        return
    tolerance = statement.tolerance
    if column.kind == "variance-percent":
        place = Decimal(1).scaleb(min(0, int(found.as_tuple().exponent)))
        expected, tolerance = expected.quantize(place), place
    verdict = verdict_of(found - expected, tolerance)
    words = f"{column.kind} of {', '.join(column.of)}"
    yield Casting(statement.id, row.id, column.id, expected, found, verdict, amount.at, "cross-casting", words)


def _difference(statement: Statement, rows: dict[str, StatementRow], casting: Casting) -> Problem:
    row = rows[casting.row]
    label = row.label or row.name or row.id
    gap = abs(casting.difference)
    down = casting.check == "casting"
    numbers = (
        f"{label}, {casting.column}: published is {casting.found}, the {'rows' if down else 'columns'} give "
        f"{casting.expected}"
    )
    if casting.verdict == "rounding":
        allowed = f"the tolerance of {statement.tolerance}" if gap <= statement.tolerance else "what rounding may make"
        return Problem(
            "rounding", f"{numbers}; {gap} is within {allowed}.", casting.at, _explained(casting), Severity.NOTE
        )
    if not down:
        hint = f"It is the {casting.against}. Correct the figure or one of those."
        return Problem("across-differs", f"{numbers}: {gap} apart.", casting.at, hint)
    hint = f"{_suspected(statement, rows, casting)}The rows are {_places(rows, row, casting, statement)}."
    return Problem("sum-differs", f"{numbers}: {gap} apart.", casting.at, hint)


def _suspected(statement: Statement, rows: dict[str, StatementRow], casting: Casting) -> str:
    """What one slip of the hand would explain, for the hint."""
    from report.checks.suspects import suspects

    return "".join(
        f"{one.row.label or one.row.name or one.row.id} ({one.row.at}) would agree as {one.meant:f}: {one.slip}? "
        for one in suspects(statement, rows, casting)
    )


def _explained(casting: Casting) -> str:
    return "" if casting.check == "casting" else f"It is the {casting.against}."


def _places(rows: dict[str, StatementRow], row: StatementRow, casting: Casting, statement: Statement) -> str:
    """The rows of a formula with their places, those that a slip of the hand would explain first."""
    index = next(i for i, column in enumerate(statement.columns) if column.id == casting.column)
    ranked = sorted(row.formula, key=lambda term: not _would_explain(rows, term, index, casting.difference))
    shown = " ".join(f"{'+' if sign > 0 else '-'} {name} ({_place(rows, name)})" for sign, name in ranked[:SHOWN])
    more = f" and {len(ranked) - SHOWN} more" if len(ranked) > SHOWN else ""
    return shown.removeprefix("+ ") + more


def _would_explain(rows: dict[str, StatementRow], term: tuple[int, str], column: int, gap: Decimal) -> bool:
    """Whether the difference is this row's amount, left out or counted twice or with the wrong sign."""
    amounts = rows[term[1]].amounts if term[1] in rows else ()
    value = amounts[column].value if column < len(amounts) else None
    return value is not None and value != 0 and abs(gap) in (abs(value), 2 * abs(value))


def _place(rows: dict[str, StatementRow], name: str) -> Location | str:
    return rows[name].at if name in rows else "?"
