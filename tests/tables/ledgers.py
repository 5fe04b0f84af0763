"""Small statements for tests, written as rows of id, role, figures and formula."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from report.errors import Location
from report.model.statements import (
    Amount,
    Balance,
    Column,
    ColumnKind,
    NumberStyle,
    Role,
    Statement,
    StatementRow,
    Terms,
)

AT = Location("rekening.yaml", 1, 1)
Given = tuple[str, Role, Sequence[str | None], str]


def column(kind: ColumnKind = "actual", style: NumberStyle | None = None, label: str = "2021") -> Column:
    of = ("a", "b") if kind.startswith("variance") or kind == "total" else ()
    return Column(label, label, kind, "", AT, of, style or NumberStyle())


def terms(formula: str) -> Terms:
    """`a + b - c` as rows with signs."""
    words = formula.replace("- ", "-").replace("+ ", "").split()
    return tuple((-1, word[1:]) if word.startswith("-") else (1, word) for word in words)


def rows(*given: Given) -> tuple[StatementRow, ...]:
    return tuple(
        StatementRow(name, role, name, "", tuple(amount(value) for value in values), terms(formula), AT)
        for name, role, values, formula in given
    )


def amount(value: str | None) -> Amount:
    return Amount(None if value is None else Decimal(value), AT)


def statement(
    *given: Given, columns: Sequence[ColumnKind] = ("actual",), balances: tuple[Balance, ...] = (), tolerance: str = "0"
) -> Statement:
    made = tuple(column(kind, label=str(2021 - index)) for index, kind in enumerate(columns))
    return Statement(
        "rekening",
        "Rekening",
        "",
        made,
        rows(*given),
        Decimal(tolerance),
        NumberStyle(),
        "",
        "",
        AT,
        balances=balances,
    )
