"""Turns a figures file of kind `statement` into a Statement: rows with formulae, columns, number styles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from decimal import Decimal
from typing import Literal

from msgspec.structs import replace

from report.errors import Location
from report.model.figures import Fact
from report.model.keyed import described
from report.model.statements import (
    DERIVED,
    FIGURELESS,
    SHIFTS,
    Amount,
    Balance,
    Column,
    ColumnKind,
    CurrencyPlacement,
    Negatives,
    NumberStyle,
    PriorStatement,
    Role,
    RollForward,
    Scale,
    Statement,
    StatementRow,
    Zero,
)
from report.sources.entry import entry
from report.sources.formulas import FormulaRow, Formulas
from report.sources.identities import PLAIN_ID, ROW_ID, check_ids
from report.sources.project import CONFIG, Project
from report.sources.reading import Reader, did_you_mean, nearest
from report.sources.reckoning import reckoned
from report.sources.scalars import FileName, Placed
from report.sources.statementtables import StatementTable, TableRow, read_rows

MOST_LEVELS = 8
MOST_DECIMALS = 6


@entry
class StyleEntry:
    """How a statement, or one of its columns, prints its numbers."""

    negatives: Negatives | None = described(
        "How a negative amount is printed: trailing-minus (662-), minus (−662), parentheses ((662)) or "
        "dash-slash (-/- 662).",
        default=None,
    )
    zero: Zero | None = described("How nil is printed: dash, 0 or blank.", default=None)
    scale: Scale | None = described("What the printed figures count: units, thousands or millions.", default=None)
    decimals: int | None = described("How many decimals are printed, 0 to 6; those given when left out.", default=None)
    currency: str | None = described("The currency's sign, such as €.", default=None)
    currency_placement: CurrencyPlacement | None = described(
        "Where the sign stands: caption, column-head or first-and-last (rows).", default=None
    )


@entry
class ColumnEntry:
    """A statement's column."""

    id: str = described("Name of the column, unique in the statement.")
    label: str = described("The column's head.")
    kind: ColumnKind = described("actual, budget, prior, total, variance or variance-percent.")
    at: Location
    period: str = described("The year or period of the amounts.", default="")
    of: tuple[str, ...] = described(
        "The columns it is reckoned from: the parts of a total; for a variance the one compared and its base.",
        default=(),
    )
    style: StyleEntry = field(default_factory=StyleEntry)
    taken_from: Placed | None = described(
        "The heading or letter of its column in the table; its label or id when left out.", default=None
    )


@entry
class RowEntry:
    """A statement's row."""

    id: str = described("Name of the row, unique in the statement.")
    role: Role = described("heading, line, subtotal, total, result, appropriation or spacer.")
    at: Location
    label: str = described("The words in front of the amounts.", default="")
    name: str = described("What is read aloud for a row without a label; needed there.", default="")
    values: tuple[Amount, ...] = described(
        "One amount for each column that is not reckoned; null for none.", default=()
    )
    formula: str = described("The rows it counts: a + b - c, first..last, sum(above), sum(children).", default="")
    level: int = described("How many steps the label is indented, from 0.", default=0)
    note: str = described("The note that explains the row: its number or its anchor.", default="")
    ties: str = described("The figure that the row must equal: statement.row.", default="")
    taken_from: str = described("The id of its row in the table; its own id when left out.", default="")


@entry
class RollForwardEntry:
    """A reserve from one balance to the next."""

    opening: str = described("The row with the balance at the start.")
    movements: str = described("The rows that change it, as a formula.")
    closing: str = described("The row with the balance at the end.")
    at: Location


@entry
class StatementFile:
    """A figures file of kind `statement`."""

    kind: Literal["statement"]
    id: str = described("Name of the statement, unique in the report.")
    title: str = described("Its headline.")
    columns: tuple[ColumnEntry, ...] = described("The columns, from left to right.")
    at: Location
    rows: tuple[RowEntry, ...] = described("The rows, from top to bottom; those of the table if left out.", default=())
    table: StatementTable | None = described(
        "A CSV file or a range of a workbook that holds the figures.", default=None
    )
    unit_caption: str = described("The words above the labels, such as 'in euro’s'.", default="")
    tolerance: Decimal = described("The rounding difference that a sum may show.", default=Decimal(0))
    explain_rounding: bool = described("Whether a line says so where sums differ by rounding.", default=False)
    values_in: Scale = described("What the amounts in this file count: units, thousands, millions.", default="units")
    style: StyleEntry = field(default_factory=StyleEntry)
    balances: tuple[str, ...] = described("Two rows that are equal in every column: [assets, liabilities].", default=())
    roll_forwards: tuple[RollForwardEntry, ...] = described("Reserves whose movements are checked.", default=())
    prior: FileName = described(
        "Last year's figures, which the comparatives must equal: a statement or a manifest, relative to config/.",
        default=FileName(),
    )
    note: str = described("A note below the statement.", default="")
    source: str = described("Where the figures come from; printed below the statement.", default="")


def read_statement(reader: Reader, project: Project, file: StatementFile) -> Statement:
    """The statement of a file, with all cells that can be computed; what is wrong in it is booked. Its `prior` is
    only named; `report.sources.prior` reads it."""
    if file.table:
        file.rows = _from_table(reader, project, file, file.table)
    elif not file.rows:
        reader.problem("no-rows", "The statement has no rows.", file.at, "Write `rows`, or `table` with a file.")
    check_ids(reader, [(file.id, file.at)], PLAIN_ID)
    check_ids(reader, [(column.id, column.at) for column in file.columns], PLAIN_ID)
    check_ids(reader, [(row.id, row.at) for row in file.rows], ROW_ID)
    if not file.columns:
        reader.problem("no-columns", "The statement has no columns.", file.at)
    style = _style(reader, file.style, NumberStyle(), file)
    columns = tuple(_column(reader, column, file, style) for column in file.columns)
    formulas = Formulas(reader, [_formula_row(row) for row in file.rows])
    rows = tuple(_row(reader, row, columns, formulas) for row in file.rows)
    return Statement(
        file.id,
        file.title,
        file.unit_caption,
        columns,
        reckoned(reader, columns, rows),
        abs(file.tolerance),
        style,
        file.note,
        file.source,
        file.at,
        tuple(_balances(reader, file, formulas)),
        tuple(_roll_forward(entry, formulas) for entry in file.roll_forwards),
        PriorStatement(f"{CONFIG}/{file.prior}", {}, {}, file.prior.at) if file.prior else None,
        file.explain_rounding,
    )


def _from_table(reader: Reader, project: Project, file: StatementFile, table: StatementTable) -> tuple[RowEntry, ...]:
    """The rows of a table; or those that are written, with the amounts that they lack from its row of the same id."""
    given = [column for column in file.columns if column.kind not in DERIVED]
    headings = {c.id: (c.taken_from,) if c.taken_from else (c.label, c.id, c.period) for c in given}
    found = read_rows(reader, project, table, headings)
    if not file.rows:
        return tuple(_row_entry(row, given) for row in found)
    by_id = {name: row for row in reversed(found) for name in (row.id, row.written)}
    for row in file.rows:
        wanted = row.taken_from or row.id
        if wanted in by_id and not row.values and row.role not in FIGURELESS:
            row.values = tuple(by_id[wanted].amounts.get(c.id, Amount(None, row.at)) for c in given)
        elif row.taken_from or not (row.values or row.formula or row.role in FIGURELESS or row.at in reader.misread):
            message = f"{table.file} has no row {wanted}."
            reader.problem("unknown-row", message, row.at, nearest(wanted, list(by_id)))
            reader.misread.add(row.at)
    return file.rows


def _row_entry(row: TableRow, columns: Sequence[ColumnEntry]) -> RowEntry:
    values = () if not row.amounts else tuple(row.amounts.get(c.id, Amount(None, row.at)) for c in columns)
    if row.formula and all(amount.value is None for amount in values):
        values = ()
    return RowEntry(
        id=row.id, role=row.role, at=row.at, label=row.label, name=row.name, values=values, formula=row.formula,
        level=min(row.level, MOST_LEVELS), note=row.note,
    )  # fmt: skip


def facts_of(statement: Statement) -> Iterator[Fact]:
    """Each figure of a statement as a fact, `statement.row.column`, in whole units."""
    for row in statement.rows:
        for column, amount in zip(statement.columns, row.amounts, strict=False):
            if amount.value is None:
                continue
            period = column.period or column.label
            value = amount.value if column.kind == "variance-percent" else statement.in_units(amount.value)
            identity = f"{statement.id}.{row.id}.{column.id}"
            yield Fact(identity, value, amount.at, row.label or row.name, "", period, statement.source)


def _style(reader: Reader, given: StyleEntry, base: NumberStyle, file: StatementFile) -> NumberStyle:
    """A style with what was given; what was not stays as it is in `base`."""
    scale = given.scale or (base.scale if base.scale != "units" else file.values_in)
    shift = SHIFTS[scale] - SHIFTS[file.values_in]
    decimals = given.decimals
    if decimals is not None and not 0 <= decimals <= MOST_DECIMALS:
        reader.problem("bad-decimals", f"decimals is from 0 to {MOST_DECIMALS}, not {decimals}.", file.at)
        decimals = 0
    if decimals is None:
        decimals = 0 if shift > 0 and base.decimals is None else base.decimals
    if shift < 0:
        message = f"Amounts given in {file.values_in} cannot be printed in {scale}."
        reader.problem("bad-scale", message, file.at, "Print them as they are given, or in a larger scale.")
        scale, shift = file.values_in, 0
    return NumberStyle(
        given.negatives or base.negatives,
        given.zero or base.zero,
        scale,
        shift,
        decimals,
        base.currency if given.currency is None else given.currency,
        given.currency_placement or base.placement,
    )


def _column(reader: Reader, column: ColumnEntry, file: StatementFile, style: NumberStyle) -> Column:
    own = _style(reader, column.style, style, file)
    if column.kind == "variance-percent":
        own = replace(own, scale="units", shift=0, currency="", decimals=column.style.decimals)
        own = own if own.decimals is not None else replace(own, decimals=1)
    return Column(column.id, column.label, column.kind, column.period, column.at, _of(reader, column, file), own)


def _of(reader: Reader, column: ColumnEntry, file: StatementFile) -> tuple[str, ...]:
    """The columns that a derived column is reckoned from; the obvious ones where none are named."""
    given = {other.id: other.kind for other in file.columns if other.kind not in DERIVED}
    if column.kind not in DERIVED:
        if column.of:
            message = f"Column {column.id} is given, not reckoned; only totals and variances have `of`."
            reader.problem("bad-column", message, column.at)
        return ()
    wanted = column.of or _obvious(column.kind, given)
    for name in wanted:
        if name not in given:
            message = f"Column {column.id} is reckoned from {name}, which is no column with amounts of its own."
            reader.problem("unknown-column", message, column.at, did_you_mean(name, list(given)))
    if column.kind == "total" and not wanted:
        reader.problem(
            "bad-column", f"Column {column.id} does not say what it totals.", column.at, "Write `of: [a, b]`."
        )
    if column.kind != "total" and len(wanted) != 2:
        message = f"Column {column.id} needs two columns to compare."
        reader.problem("bad-column", message, column.at, "Write `of: [compared, base]`.")
    return tuple(name for name in wanted if name in given)


def _obvious(kind: ColumnKind, given: dict[str, ColumnKind]) -> tuple[str, ...]:
    """For a variance the first actual column and the budget, or else last year."""
    if kind == "total":
        return ()
    firsts = {kind: name for name, kind in reversed(given.items())}
    base = firsts.get("budget") or firsts.get("prior")
    return (firsts["actual"], base) if "actual" in firsts and base else ()


def _row(reader: Reader, row: RowEntry, columns: Sequence[Column], formulas: Formulas) -> StatementRow:
    formula = formulas.terms(row.formula, row.at, _formula_row(row))
    amounts = _amounts(reader, row, columns)
    if row.role == "heading" and not row.label:
        reader.problem("missing-key", f"Heading {row.id} has no label.", row.at)
    if formula and row.role in FIGURELESS:
        reader.problem("bad-formula", f"A {row.role} has no figures, so no formula.", row.at)
    if not 0 <= row.level <= MOST_LEVELS:
        reader.problem("bad-level", f"level is from 0 to {MOST_LEVELS}, not {row.level}.", row.at)
    return StatementRow(
        row.id, row.role, row.label, row.name, amounts, formula, row.at, row.level, row.note, "", row.ties
    )


def _formula_row(row: RowEntry) -> FormulaRow:
    return FormulaRow(row.id, row.role, row.level, row.at, row.formula)


def _amounts(reader: Reader, row: RowEntry, columns: Sequence[Column]) -> tuple[Amount, ...]:
    """One amount a column. Those of derived columns may be left out, and all of a row with a formula."""
    given = [column for column in columns if not column.of]
    empty = tuple(Amount(None, row.at) for _ in columns)
    if row.role in FIGURELESS:
        if row.values and row.at not in reader.misread:
            message = f"Row {row.id} has {len(row.values)} values for 0 columns."
            reader.problem("wrong-count", message, row.at, f"A {row.role} has no figures.")
        return ()
    if len(row.values) == len(columns):
        return row.values
    if len(row.values) == len(given):
        amounts = iter(row.values)
        return tuple(next(amounts) if not column.of else Amount(None, row.at) for column in columns)
    if row.values or not row.formula:
        _wrong_count(reader, row, len(given))
    return empty


def _wrong_count(reader: Reader, row: RowEntry, wanted: int) -> None:
    if row.at in reader.misread:
        return
    message = f"Row {row.id} has {len(row.values)} values for {wanted} columns."
    hint = "Write one figure a column, null for none."
    if len(row.values) > wanted:
        hint += " A comma parts the values: write 48000 and 0.5, not 48,000 or 0,5."
    reader.problem("wrong-count", message, row.at, hint)


def _balances(reader: Reader, file: StatementFile, formulas: Formulas) -> Iterator[Balance]:
    if not file.balances:
        return
    if len(file.balances) != 2:
        reader.problem("bad-balance", "balances names two rows.", file.at, "Write `balances: [assets, liabilities]`.")
        return
    left, right = file.balances
    known = [name for name in file.balances if formulas.row(name, file.at, "balances")]
    if len(known) == len(file.balances):
        yield Balance(left, right, file.at)


def _roll_forward(entry: RollForwardEntry, formulas: Formulas) -> RollForward:
    for name in (entry.opening, entry.closing):
        formulas.row(name, entry.at, "This roll-forward")
    return RollForward(entry.opening, formulas.terms(entry.movements, entry.at, None), entry.closing, entry.at)
