"""Statements: rows and columns of published and computed amounts, how they print, and what was checked in them."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from report.errors import Location

Role = Literal["heading", "line", "subtotal", "total", "result", "appropriation", "spacer"]
ColumnKind = Literal["actual", "budget", "prior", "total", "variance", "variance-percent"]
Negatives = Literal["trailing-minus", "minus", "parentheses", "dash-slash"]
Zero = Literal["dash", "0", "blank"]
Scale = Literal["units", "thousands", "millions"]
CurrencyPlacement = Literal["caption", "column-head", "first-and-last"]
Terms = tuple[tuple[int, str], ...]

FIGURELESS: frozenset[Role] = frozenset({"heading", "spacer"})
DERIVED: frozenset[ColumnKind] = frozenset({"total", "variance", "variance-percent"})
SHIFTS: dict[Scale, int] = {"units": 0, "thousands": 3, "millions": 6}


class NumberStyle(Struct, frozen=True):
    """How a statement or one of its columns prints its numbers; separators come from the report's locale.

    `scale` is what the printed figures count. `shift` is how many places the decimal point of an amount moves to the
    left in print: 0 where the amounts are given as they are printed. `decimals` None keeps those that were given.
    `currency` is a sign (€), or empty where none is printed beside figures; `placement` says where it stands."""

    negatives: Negatives = "trailing-minus"
    zero: Zero = "dash"
    scale: Scale = "units"
    shift: int = 0
    decimals: int | None = None
    currency: str = ""
    placement: CurrencyPlacement = "caption"


class Column(Struct, frozen=True):
    """A statement's column of figures; comparatives (`prior`, `budget`) are set lighter.

    `of` names the columns that a derived one is reckoned from: the parts of a total; for a variance the column that
    is compared and the one it is compared with (`('2021', '2020')`: 2021 less 2020)."""

    id: str
    label: str
    kind: ColumnKind
    period: str
    at: Location
    of: tuple[str, ...] = ()
    style: NumberStyle = NumberStyle()


class Amount(Struct, frozen=True):
    """A cell. A published value is printed as given, never corrected; `computed` ones were given none and are exact
    (percentages too: printing rounds them). None is a row without a figure in this column, or with `not_available` a
    percentage that has no meaning: its base is zero or of the other sign."""

    value: Decimal | None
    at: Location
    computed: bool = False
    not_available: bool = False


class StatementRow(Struct, frozen=True):
    """`name` is the accessible name of a row without a visible label. `formula` is a sum of row ids with signs:
    ((+1, 'b_groningen'), (-1, 't_lasten')), empty where the row is given, not computed. `level` counts indents from
    0. `note` is the number of the note that explains the row, `note_anchor` the place in the report that it links
    to; `ties` names the figure elsewhere that the row must equal (`statement.row`)."""

    id: str
    role: Role
    label: str
    name: str
    amounts: tuple[Amount, ...]
    formula: Terms
    at: Location
    level: int = 0
    note: str = ""
    note_anchor: str = ""
    ties: str = ""


class RollForward(Struct, frozen=True):
    """A reserve from one balance to the next: `opening` and `closing` are rows, `movements` a sum of rows."""

    opening: str
    movements: Terms
    closing: str
    at: Location


class Balance(Struct, frozen=True):
    """Two rows that are equal in every column, such as assets and liabilities."""

    left: str
    right: str
    at: Location


class PriorStatement(Struct, frozen=True):
    """What was published last year, by period, row and kind of column: `figures['2020']['t_baten']`. `places` holds
    the place of each figure where its file has lines."""

    file: str
    figures: dict[str, dict[str, Decimal]]
    places: dict[tuple[str, str], Location]
    at: Location


class Statement(Struct, frozen=True):
    """A figures file of kind `statement`. `tolerance` is the rounding difference a formula may show, in the units
    that the amounts are given in; `unit_caption` is the words above the labels ('in euro’s'). With `explain_rounding`
    a line below the statement says that totals may differ by rounding, if they do."""

    id: str
    title: str
    unit_caption: str
    columns: tuple[Column, ...]
    rows: tuple[StatementRow, ...]
    tolerance: Decimal
    style: NumberStyle
    note: str
    source: str
    at: Location
    balances: tuple[Balance, ...] = ()
    roll_forwards: tuple[RollForward, ...] = ()
    prior: PriorStatement | None = None
    explain_rounding: bool = False

    @property
    def has_notes(self) -> bool:
        """Whether a column of note numbers is printed."""
        return any(row.note for row in self.rows)


Verdict = Literal["pass", "rounding", "fail"]
CheckKind = Literal["casting", "cross-casting", "tie", "balance", "roll-forward", "prior"]


class Casting(Struct, frozen=True):
    """One checked cell: what a rule gives against what is published. `against` says in words what the cell was
    compared with, `against_at` where that stands, if in one place."""

    statement: str
    row: str
    column: str
    expected: Decimal
    found: Decimal
    verdict: Verdict
    at: Location
    check: CheckKind = "casting"
    against: str = ""
    against_at: Location | None = None

    @property
    def difference(self) -> Decimal:
        """What is published less what is expected."""
        return self.found - self.expected
