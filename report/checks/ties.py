"""Turns figures that stand in two places into castings: ties, balances, reserves, and what was published before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from report.checks.sums import is_empty_cell, parts_of, statements_of, terms_in_words, total_of, verdict_of
from report.errors import Location, Problem, Severity
from report.model.figures import Fact
from report.model.report import Report
from report.model.statements import Amount, Casting, CheckKind, Column, RollForward, Statement, StatementRow
from report.sources.reading import nearest

_CODES: dict[CheckKind, str] = {
    "tie": "tie-differs",
    "balance": "balance-differs",
    "roll-forward": "roll-forward-differs",
    "prior": "prior-differs",
}
_HINTS: dict[CheckKind, str] = {
    "tie": "One of the two is wrong; correct it, or take the tie away.",
    "balance": "The two sides must be equal.",
    "roll-forward": "Correct the opening balance, a movement or the closing balance.",
    "prior": "Comparatives repeat what was published; if they were restated on purpose, waive this with the reason.",
}


def tied_castings(report: Report) -> Iterator[Casting]:
    """Every figure that must equal one elsewhere, with the verdict."""
    for statement in statements_of(report):
        for row in statement.rows:
            if row.ties:
                yield from _tied_row(report, statement, row)
        yield from _balances(statement)
        for reserve in statement.roll_forwards:
            yield from _movements(statement, reserve)
            yield from _openings(statement, reserve)
        yield from _prior(statement)
    for fact in report.facts.values():
        target = report.facts.get(fact.ties) if fact.ties else None
        if target and isinstance(fact.value, Decimal) and isinstance(target.value, Decimal):
            verdict = verdict_of(fact.value - target.value, Decimal(0))
            home, _, name = fact.id.rpartition(".")
            yield Casting(home, name, "", target.value, fact.value, verdict, fact.at, "tie", target.id, target.at)


def check_ties(report: Report, castings: Sequence[Casting]) -> Iterator[Problem]:
    """Figures that differ from where they are tied to, and ties that lead nowhere."""
    for casting in castings:
        if casting.check in _CODES and casting.verdict != "pass":
            yield _difference(casting)
    for statement in statements_of(report):
        for row in statement.rows:
            if row.ties and not report.unread and not _targets(report, statement, row):
                yield _loose(row.ties, row.at, [f"{s.id}.{r.id}" for s in statements_of(report) for r in s.rows])
        yield from _forgotten(statement)
    for fact in report.facts.values():
        if fact.ties and fact.ties not in report.facts and not report.unread and not is_empty_cell(report, fact.ties):
            yield _loose(fact.ties, fact.at, list(report.facts))


def _difference(casting: Casting) -> Problem:
    place = f" ({casting.against_at})" if casting.against_at else ""
    name = ", ".join(part for part in (casting.row, casting.column) if part)
    gap = abs(casting.difference)
    numbers = f"{name}: published is {casting.found}, {casting.against}{place} gives {casting.expected}"
    if casting.verdict == "rounding":
        message = f"{numbers}; {gap} is within the tolerance."
        return Problem("rounding", message, casting.at, severity=Severity.NOTE)
    severity = Severity.WARNING if casting.check == "prior" else Severity.ERROR
    message = f"{numbers}: {gap} apart."
    return Problem(_CODES[casting.check], message, casting.at, _HINTS[casting.check], severity)


def _loose(name: str, at: Location, known: list[str]) -> Problem:
    hint = nearest(name, known) or "Write statement.row for a row, statement.row.column for one figure."
    return Problem("unknown-tie", f"There is no figure {name} to tie this one to.", at, hint)


def _targets(report: Report, statement: Statement, row: StatementRow) -> list[tuple[Column, Amount, Fact]]:
    """The cells of a row with the facts that they must equal: `statement.row` in the column of the same id, or of
    the same period and kind; or one fact for the first column."""
    name, _, wanted = row.ties.partition(".")
    other = report.statements.get(name)
    if other is None or "." in wanted:
        fact = report.facts.get(row.ties)
        return [(statement.columns[0], row.amounts[0], fact)] if fact and row.amounts else []
    found = []
    for column, amount in zip(statement.columns, row.amounts, strict=False):
        match = _counterpart(column, other)
        fact = report.facts.get(f"{name}.{wanted}.{match.id}") if match else None
        if fact:
            found.append((column, amount, fact))
    return found


def _counterpart(column: Column, other: Statement) -> Column | None:
    tests: tuple[Callable[[Column], bool], ...] = (
        lambda candidate: candidate.id == column.id,
        lambda candidate: bool(column.period) and candidate.period == column.period and candidate.kind == column.kind,
    )
    return next((found for test in tests for found in other.columns if test(found)), None)


def _tied_row(report: Report, statement: Statement, row: StatementRow) -> Iterator[Casting]:
    tolerance = statement.in_units(statement.tolerance)
    for column, amount, fact in _targets(report, statement, row):
        if amount.value is None or isinstance(fact.value, str):
            continue
        found = amount.value if column.kind == "variance-percent" else statement.in_units(amount.value)
        verdict = verdict_of(found - fact.value, tolerance)
        yield Casting(statement.id, row.id, column.id, fact.value, found, verdict, amount.at, "tie", fact.id, fact.at)


def _balances(statement: Statement) -> Iterator[Casting]:
    rows = {row.id: row for row in reversed(statement.rows)}
    for balance in statement.balances:
        left, right = rows[balance.left], rows[balance.right]
        for column, one, other in zip(statement.columns, left.amounts, right.amounts, strict=False):
            if column.kind == "variance-percent" or one.value is None or other.value is None:
                continue
            verdict = verdict_of(other.value - one.value, statement.tolerance)
            yield Casting(
                statement.id, right.id, column.id, one.value, other.value, verdict, other.at, "balance", left.id, one.at
            )


def _movements(statement: Statement, reserve: RollForward) -> Iterator[Casting]:
    """Opening balance and movements give the closing balance."""
    rows = {row.id: row for row in reversed(statement.rows)}
    terms = ((1, reserve.opening), *reserve.movements)
    closing = rows.get(reserve.closing)
    for index, (column, amount) in enumerate(zip(statement.columns, closing.amounts if closing else (), strict=False)):
        parts = parts_of(rows, terms, index)
        if column.kind == "variance-percent" or amount.value is None or not parts:
            continue
        expected = total_of(parts)
        verdict = verdict_of(amount.value - expected, statement.tolerance)
        words = terms_in_words(terms)
        yield Casting(
            statement.id, reserve.closing, column.id, expected, amount.value, verdict, amount.at, "roll-forward", words
        )


def _openings(statement: Statement, reserve: RollForward) -> Iterator[Casting]:
    """A year opens with the balance that the year before closed with."""
    rows = {row.id: row for row in reversed(statement.rows)}
    opening, closing = rows.get(reserve.opening), rows.get(reserve.closing)
    if opening is None or closing is None:
        return
    years = {column.year: i for i, column in enumerate(statement.columns) if column.kind in ("actual", "prior")}
    for year, index in years.items():
        before = years.get(year - 1) if year else None
        if before is None or max(index, before) >= min(len(opening.amounts), len(closing.amounts)):
            continue
        amount, base = opening.amounts[index], closing.amounts[before]
        if amount.value is None or base.value is None:
            continue
        verdict = verdict_of(amount.value - base.value, statement.tolerance)
        column, words = statement.columns[index].id, f"{closing.id} of {year - 1}"
        yield Casting(
            statement.id,
            opening.id,
            column,
            base.value,
            amount.value,
            verdict,
            amount.at,
            "roll-forward",
            words,
            base.at,
        )


def _prior(statement: Statement) -> Iterator[Casting]:
    """Comparatives against what was published before."""
    prior = statement.prior
    if prior is None:
        return
    for index, column in enumerate(statement.columns):
        if column.kind != "prior":
            continue
        period = column.term
        published = prior.figures.get(period, {})
        for row in statement.rows:
            value = row.amounts[index].value if index < len(row.amounts) else None
            if value is None or row.id not in published:
                continue
            found, expected = statement.in_units(value), published[row.id]
            verdict = verdict_of(found - expected, Decimal(0))
            at, place = row.amounts[index].at, prior.places.get((period, row.id), Location(prior.file))
            words = f"the report of {period}"
            yield Casting(statement.id, row.id, column.id, expected, found, verdict, at, "prior", words, place)


def _forgotten(statement: Statement) -> Iterator[Problem]:
    """Rows of last year that this year's comparatives lack, and comparatives that last year knows nothing of."""
    prior = statement.prior
    columns = [column for column in statement.columns if column.kind == "prior"]
    if prior is None:
        return
    for column in columns:
        period = column.term
        published = prior.figures.get(period)
        if published is None:
            message = f"{prior.file} has no figures of {period}, so the column {column.id} is not compared with it."
            yield Problem("prior-missing", message, column.at, "Name last year's file.", Severity.WARNING)
            continue
        known = {row.id for row in statement.rows}
        for name, value in published.items():
            if name not in known and value:
                message = f"The report of {period} has a row {name} ({value}) that this statement lacks."
                hint = "If rows were merged or renamed, waive this with the reason."
                yield Problem("prior-row-missing", message, prior.at, hint, Severity.WARNING)
