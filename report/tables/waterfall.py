"""A statement → the steps of its waterfall: from nothing, row by row, up and down to the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from report.model.statements import DERIVED, Statement, StatementRow, Terms
from report.tables.chain import CLOSING, contributions, terms_by_row

StepKind = Literal["rise", "fall", "sum"]

MOST_COLUMNS = 2  # of figures: more leave no room beside them (SPEC, Decisions)
SMALL = Decimal("0.05")  # of the axis: a result below it is shown enlarged (SPEC, Statement)
ENLARGEMENTS = (2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
Z = Decimal(0)


class Step(Struct, frozen=True):
    """The bar of one row: from where the level was to where it is. A sum's bar begins at nothing. `row` is the row's
    place in the statement; `kind` is that of the group that the row belongs to, so that a negative income is one of
    the rises, downwards. What is `enlarged` lies on the second scale."""

    row: int
    kind: StepKind
    start: Decimal
    stop: Decimal
    enlarged: bool = False

    @property
    def low(self) -> Decimal:
        return min(self.start, self.stop)

    @property
    def high(self) -> Decimal:
        return max(self.start, self.stop)


class Waterfall(Struct, frozen=True):
    """All steps in the order of the rows. `low` and `high` are the ends of the axis, zero among them; `enlargement` is
    how much larger the second scale is, 0 without one, and `enlarged_low` its lower end. `share` is what the result is
    of the first sum, in per cents and with its sign."""

    column: int
    steps: tuple[Step, ...]
    low: Decimal
    high: Decimal
    enlargement: int = 0
    enlarged_low: Decimal = Z
    share: Decimal = Z

    @property
    def span(self) -> Decimal:
        return self.high - self.low


def waterfall_of(statement: Statement) -> Waterfall | None:
    """The waterfall of a statement's first column of actual figures; None where it would say nothing: without both
    rises and falls towards a sum, in a balance sheet, beside more than two columns of figures, or where the formulae do
    not lead from the rows to the last sum."""
    column = _column(statement)
    if column is None or len(statement.columns) > MOST_COLUMNS or statement.balances:
        return None
    terms = terms_by_row(statement.rows, statement.tolerance)
    counts = contributions(statement.rows, terms)
    steps = _steps(statement.rows, column, terms, counts)
    kinds = {step.kind for step in steps}
    counted = sum(1 for step in steps if step.kind != "sum")
    lines = sum(1 for row in statement.rows if row.role == "line" and row.amounts[column].value)
    if kinds != {"rise", "fall", "sum"} or 2 * counted < lines:
        return None
    return _scaled(column, steps, statement.rows)


def _column(statement: Statement) -> int | None:
    """The column that is drawn: the first with actual figures, else the first with figures of its own."""
    own = [index for index, column in enumerate(statement.columns) if column.kind not in DERIVED]
    actual = [index for index in own if statement.columns[index].kind == "actual"]
    return next(iter(actual or own), None)


def _steps(
    rows: Sequence[StatementRow], column: int, terms: Mapping[str, Terms], counts: Mapping[str, int]
) -> tuple[Step, ...]:
    """Walk down the rows. Where a published sum differs from its rows (rounding), the level follows what is
    published."""
    values = {row.id: row.amounts[column].value or Z for row in rows if row.amounts}
    rising = _rising(rows, values, terms, counts)
    level = Z
    steps: list[Step] = []
    for place, row in enumerate(rows):
        count = counts.get(row.id, 0)
        if not count or row.id not in values:
            continue
        before = level
        if row.role in CLOSING:
            reckoned = sum((sign * values.get(name, Z) for sign, name in terms[row.id]), Z) if row.id in terms else None
            if reckoned is None:
                level += count * values[row.id]
                steps.append(Step(place, _kind(level - before), before, level))
                continue
            level += count * (values[row.id] - reckoned)
            steps.append(Step(place, "sum", Z, level))
        else:
            level += count * values[row.id]
            kind = rising.get(row.id) or _kind(level - before)
            steps.append(Step(place, kind, before, level))
    return tuple(steps)


def _kind(change: Decimal) -> StepKind:
    return "fall" if change < 0 else "rise"


def _rising(
    rows: Sequence[StatementRow], values: Mapping[str, Decimal], terms: Mapping[str, Terms], counts: Mapping[str, int]
) -> dict[str, StepKind]:
    """Whether lines are of a group that adds or of one that takes away: by the subtotal that counts them."""
    found: dict[str, StepKind] = {}
    for row in rows:
        if row.role != "subtotal" or row.id not in counts:
            continue
        lines = [name for _, name in terms.get(row.id, ()) if name in counts]
        change = sum((counts[name] * values.get(name, Z) for name in lines), Z)
        found.update(dict.fromkeys(lines, _kind(change)))
    appropriated = {row.id for row in rows if row.role == "appropriation"}
    return {name: kind for name, kind in found.items() if name not in appropriated}


def _scaled(column: int, steps: tuple[Step, ...], rows: Sequence[StatementRow]) -> Waterfall | None:
    """The axis, and a second scale where the result would hardly be seen."""
    low, high = _ends(steps)
    if low == high:
        return None
    for index, step in enumerate(steps):
        if rows[step.row].role != "result" or not index:
            continue
        first_low, first_high = _ends(steps[:index])
        span = first_high - first_low
        if not Z < abs(step.stop) < SMALL * span:
            continue
        second_low, second_high = _ends(steps[index:])
        enlargement = max((f for f in ENLARGEMENTS if f * (second_high - second_low) <= span), default=0)
        if not enlargement:
            continue
        tail = tuple(replace(one, enlarged=True) for one in _unrepeated(steps[index:], rows))
        first_sum = next((abs(one.stop) for one in steps if one.kind == "sum" and one.stop), span)
        share = step.stop / first_sum * 100
        enlarged = (*steps[:index], *tail)
        return Waterfall(column, enlarged, first_low, first_high, enlargement, second_low, share)
    return Waterfall(column, steps, low, high)


def _unrepeated(steps: Sequence[Step], rows: Sequence[StatementRow]) -> tuple[Step, ...]:
    """Steps without those results that the next row only repeats: the wedge takes their place."""
    first = 0
    while (
        first + 1 < len(steps)
        and rows[steps[first + 1].row].role == "result"
        and steps[first + 1].stop == steps[first].stop
        and steps[first + 1].kind == "sum"
    ):
        first += 1
    return tuple(steps[first:])


def _ends(steps: Sequence[Step]) -> tuple[Decimal, Decimal]:
    return min(Z, *(step.low for step in steps)), max(Z, *(step.high for step in steps))
