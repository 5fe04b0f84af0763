"""Statements: rows and columns of published and computed amounts, how they print, and what was checked in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import Literal

from msgspec import Struct

from report.errors import Location

Role = Literal["heading", "line", "subtotal", "total", "result", "appropriation", "spacer"]
ColumnKind = Literal["actual", "budget", "prior", "total", "variance", "variance-percent"]
Negatives = Literal["trailing-minus", "minus", "parentheses", "dash-slash"]
Zero = Literal["dash", "0", "blank"]
Scale = Literal["units", "thousands", "millions"]
CurrencyPlacement = Literal["caption", "column-head", "first-and-last"]
PRECISION = 60  # digits; more than any amount has
Terms = tuple[tuple[int, str], ...]

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
FIGURELESS: frozenset[Role] = frozenset({"heading", "spacer"})
DERIVED: frozenset[ColumnKind] = frozenset({"total", "variance", "variance-percent"})
SHIFTS: dict[Scale, int] = {"units": 0, "thousands": 3, "millions": 6}


def reckon_across(kind: ColumnKind, values: Sequence[Decimal | None]) -> Decimal | None:
    """The cell of a derived column: the total of the values there are; the variance of the first from the second;
    or that variance in per cents of the second without its sign, so that more is always positive. Of two compared, one
    that lacks is nil, so that the variances add up as the amounts do; a percentage needs both. None where all lack, and
    for a percentage that has no meaning: its base is zero, or the two have different signs."""
    present = [value for value in values if value is not None]
    if kind == "total":
        return sum(present, Decimal(0)) if present else None
    if not present or len(values) != 2:
        return None
    compared, base = (value or Decimal(0) for value in values)
    if kind == "variance":
        return compared - base
    if not base or compared * base < 0 or len(present) < 2:
        return None
    with localcontext(prec=PRECISION):
        return (compared - base) * 100 / abs(base)


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

    def printed(self, value: Decimal) -> Decimal:
        """The number that is printed for an amount: in this scale, rounded half away from zero where it has more
        decimals than are printed."""
        with localcontext(prec=PRECISION):
            scaled = value.scaleb(-self.shift)
            if self.decimals is None:
                return scaled
            return scaled.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)


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

    @property
    def year(self) -> int:
        """The year that the column is of, from its period, heading or id; 0 where none of them names one."""
        for words in (self.period, self.label, self.id):
            if years := set(_YEAR.findall(words)):
                return int(min(years)) if len(years) == 1 else 0
        return 0

    @property
    def term(self) -> str:
        """What tells the column's period from another's: its year, or else its words."""
        return str(self.year or self.period or self.label)


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
    """What was published before, in whole units, by period and row: `figures['2020']['t_baten']`. `places` holds the
    place of each figure, by period and row, where its file has lines; `at` is where this year's file names it."""

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

    def in_units(self, value: Decimal) -> Decimal:
        """An amount as it is given, in whole units: 12 given in thousands is 12000."""
        places = SHIFTS[self.style.scale] - self.style.shift
        return value * 10**places if places else value

    @property
    def has_notes(self) -> bool:
        """Whether a column of note numbers is printed."""
        return any(row.note for row in self.rows)


Verdict = Literal["pass", "rounding", "fail"]
CheckKind = Literal["casting", "cross-casting", "printed", "tie", "balance", "roll-forward", "prior"]


class Casting(Struct, frozen=True):
    """One checked cell: what a rule gives against what is published. `against` says what the cell was compared with
    (`t_baten - t_lasten`), `against_at` where that stands, if in one place. A `printed` one is of a statement that
    prints thousands or millions: its rounded figures against the sum of those that are printed above it."""

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
