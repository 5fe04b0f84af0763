"""A statement's rows → the sums that a page carries forward when it ends within what a total counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from report.model.statements import StatementRow, Terms

Sums = tuple[Decimal | None, ...]


def running_sums(
    rows: Sequence[StatementRow], terms: Mapping[str, Terms], additive: Sequence[bool]
) -> list[Sums | None]:
    """For each row the sums by column when a page ends below it: of what the innermost unfinished total has counted so
    far. None where no total is unfinished, or the row itself is a sum that says the same; a column has None where it
    has no figure yet, or is not `additive`.

    A total is unfinished between the first and the last of the rows that it counts and itself. Takes time linear in
    rows and terms."""
    places = {row.id: place for place, row in enumerate(rows)}
    begins: dict[int, list[str]] = {}
    counted: dict[int, list[tuple[int, str]]] = {}
    for total, parts in terms.items():
        own = places[total]
        inside = [(sign, places[name]) for sign, name in parts if places[name] < own]
        if not inside:
            continue
        begins.setdefault(min(place for _, place in inside), []).append(total)
        for sign, place in inside:
            counted.setdefault(place, []).append((sign, total))
    found: list[Sums | None] = []
    sums: dict[str, list[Decimal | None]] = {}  # of unfinished totals, the innermost last
    for place, row in enumerate(rows):
        for total in sorted(begins.get(place, ()), key=lambda name: -places[name]):
            sums[total] = [None] * len(additive)
        for sign, total in counted.get(place, ()):
            _add(sums[total], sign, row, additive)
        sums.pop(row.id, None)
        innermost = next(reversed(sums.values()), None)
        said = row.id in terms and innermost is not None and _same(innermost, row, additive)
        found.append(tuple(innermost) if innermost is not None and not said else None)
    return found


def _same(sums: Sequence[Decimal | None], row: StatementRow, additive: Sequence[bool]) -> bool:
    """Whether a sum's own row says already what would be carried."""
    cells = zip(sums, row.amounts, additive, strict=True)
    return all(not counts or held == amount.value for held, amount, counts in cells)


def _add(sums: list[Decimal | None], sign: int, row: StatementRow, additive: Sequence[bool]) -> None:
    for index, (amount, counts) in enumerate(zip(row.amounts, additive, strict=True)):
        if counts and amount.value is not None:
            sums[index] = (sums[index] or Decimal(0)) + sign * amount.value
