"""Turns a sum that differs into the figures in it that a slip of the hand would explain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from msgspec import Struct

from report.model.statements import Casting, Statement, StatementRow

MOST = 2  # suspects that a hint names


class Suspect(Struct, frozen=True):
    """A row whose figure may be the wrong one, what the figure would be if so, and the slip."""

    row: StatementRow
    meant: Decimal
    slip: str


def suspects(statement: Statement, rows: Mapping[str, StatementRow], casting: Casting) -> tuple[Suspect, ...]:
    """The figures of a sum, and the sum itself, with which it would agree within the tolerance after one slip is
    mended: of the likeliest slip only, none where many figures are as likely."""
    index = next(i for i, column in enumerate(statement.columns) if column.id == casting.column)
    row = rows[casting.row]
    found: dict[str, list[Suspect]] = {}
    for sign, name in ((-1, row.id), *row.formula):
        other = rows.get(name)
        if other is None or index >= len(other.amounts):
            continue
        value = other.amounts[index].value
        if value is None or other.amounts[index].computed:
            continue
        others = [amount.value for i, amount in enumerate(other.amounts) if i != index]
        for rounding in (Decimal(0), statement.tolerance, -statement.tolerance):
            meant = value + sign * casting.difference + rounding
            if slip := _slip(value, meant, others):
                found.setdefault(slip, []).append(Suspect(other, meant, slip))
                break
    for slip in SLIPS:
        if 0 < len(found.get(slip, [])) <= MOST:
            return tuple(found[slip])
    return ()


SLIPS = ("the figure of another column", "two digits exchanged", "the other sign", "one digit wrong")


def _slip(value: Decimal, meant: Decimal, others: list[Decimal | None]) -> str:
    """What would have made `value` of what was meant; empty for no single slip."""
    if meant in [other for other in others if other]:
        return SLIPS[0]
    if value and meant == -value:
        return SLIPS[2]
    written, wanted = f"{abs(value):f}", f"{abs(meant):f}"
    if len(written) != len(wanted) or (value < 0) != (meant < 0):
        return ""
    places = list(_differing(written, wanted))
    if len(places) == 1 and len(written) > 2:
        return SLIPS[3]
    exchanged = len(places) == 2 and all(written[a] == wanted[b] for a, b in (places, places[::-1]))
    return SLIPS[1] if exchanged else ""


def _differing(written: str, wanted: str) -> Iterator[int]:
    for place, (one, other) in enumerate(zip(written, wanted, strict=True)):
        if one != other:
            yield place
