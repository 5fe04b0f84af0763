"""A statement's rows and formulae → the chain from its first line to its result: what each row adds to the outcome."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from report.model.statements import FIGURELESS, Role, StatementRow, Terms

CLOSING: frozenset[Role] = frozenset({"subtotal", "total", "result"})


def terms_by_row(rows: Sequence[StatementRow], tolerance: Decimal = Decimal(0)) -> dict[str, Terms]:
    """For each sum the rows that it counts, by its formula; where it has none, by what stands above it.

    A subtotal without a formula counts the lines above it, up to a heading or another sum; where those are
    appropriations, the result above them too. A total or result without one counts the sums above it, with the signs
    that fit its first figure: all added, or the first less the others. What fits no sign is left out."""
    found: dict[str, Terms] = {}
    lines: list[StatementRow] = []  # since the last heading or sum
    sums: list[StatementRow] = []  # since the last total or result, that one included
    for row in rows:
        if row.role in CLOSING:
            terms = row.formula or _implied(row, lines, sums, tolerance)
            if terms:
                found[row.id] = terms
            sums = [*sums, row] if row.role == "subtotal" else [row]
            lines = []
        elif row.role == "heading":
            lines = []
        elif row.role not in FIGURELESS:
            lines.append(row)
    return found


def contributions(rows: Sequence[StatementRow], terms: Mapping[str, Terms]) -> dict[str, int]:
    """How often, and with which sign, each row counts in the last sum. Rows that it does not count are left out, and
    all are where a sum stands above a row that it counts: such a chain cannot be read from top to bottom."""
    last = next((row.id for row in reversed(rows) if row.id in terms), "")
    places = {row.id: place for place, row in enumerate(rows)}
    counts = {last: 1} if last else {}
    for row in reversed(rows):
        count = counts.get(row.id, 0)
        if not count or row.role not in CLOSING:
            continue
        for sign, name in terms.get(row.id, ()):
            if places[name] >= places[row.id]:
                return {}
            counts[name] = counts.get(name, 0) + sign * count
    return counts


def first_value(row: StatementRow) -> Decimal | None:
    """The row's first figure, in whatever column."""
    return next((amount.value for amount in row.amounts if amount.value is not None), None)


def _implied(
    row: StatementRow, lines: Sequence[StatementRow], sums: Sequence[StatementRow], tolerance: Decimal
) -> Terms:
    """What a sum without a formula counts."""
    if lines:
        above = sums[-1:] if lines[0].role == "appropriation" else ()
        return tuple((1, one.id) for one in (*above, *lines))
    wanted = first_value(row)
    values = [first_value(one) for one in sums]
    if row.role == "subtotal" or wanted is None or not sums or None in values:
        return ()
    known = [value for value in values if value is not None]
    allowed = max(tolerance, Decimal(0)) * len(known)
    for sign in (1, -1):
        if abs(known[0] + sign * sum(known[1:]) - wanted) <= allowed:
            return ((1, sums[0].id), *((sign, one.id) for one in sums[1:]))
    return ()
