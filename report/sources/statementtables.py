"""Turns a CSV file or a range of a workbook into the rows of a statement, or into amounts of rows that are written."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from report.errors import Location
from report.model.keyed import described
from report.model.statements import FIGURELESS, Amount, Role
from report.sources.entry import entry
from report.sources.project import Project
from report.sources.ranges import RangeEntry, column_of, headings_of, read_range, the_only
from report.sources.reading import Reader, did_you_mean
from report.sources.scalars import MisfitError, Placed

if TYPE_CHECKING:  # what only projects with such files need
    from report.sources.cells import Cell, Grid, GridRow
    from report.sources.cellvalues import CellValues

ROLES: dict[str, Role] = {
    "heading": "heading", "line": "line", "subtotal": "subtotal", "total": "total", "result": "result",
    "appropriation": "appropriation", "spacer": "spacer", "kop": "heading", "regel": "line", "post": "line",
    "subtotaal": "subtotal", "totaal": "total", "resultaat": "result", "bestemming": "appropriation", "": "line",
}  # fmt: skip
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9_]+")
_NOT_GIVEN = frozenset({"", "-", "–", "—", "−"})


@entry
class TableColumns:
    """Which column of the table holds what: a heading of its first row, or the column's letter."""

    at: Location
    id: Placed | None = None
    label: Placed | None = None
    role: Placed | None = None
    level: Placed | None = None
    formula: Placed | None = None
    note: Placed | None = None
    name: Placed | None = None


@entry
class StatementTable(RangeEntry):
    """A table whose rows are those of the statement, or hold the amounts of rows that are written."""

    header: bool = described("Whether the first row holds headings.", default=True)
    columns: TableColumns | None = described(
        "Which column holds what; else headings are the keys' names.", default=None
    )
    levels: Literal["", "points", "digits", "indent"] = described(
        "How deep a row is: the points in its id (6.1.2), the digits of its id (612), the spaces before its label.",
        default="",
    )
    sums: Literal["", "children", "above"] = described(
        "With children, a row that others stand below, one level deeper, is their sum; with above, a subtotal is the "
        "sum of the lines above it, a total that of the subtotals above it.",
        default="",
    )


class TableRow(Struct, frozen=True):
    """A row as the table gives it. `amounts` are by the statement's column."""

    id: str
    written: str
    role: Role
    label: str
    name: str
    level: int
    formula: str
    note: str
    amounts: Mapping[str, Amount]
    at: Location


def read_rows(
    reader: Reader, project: Project, table: StatementTable, columns: Mapping[str, Sequence[Placed | str]]
) -> tuple[TableRow, ...]:
    """The rows of a table. `columns` are the statement's that have amounts, by id, each with the headings that may be
    theirs, the wanted one first. What cannot be read is a problem with its cell."""
    grid = read_range(reader, project, table)
    if grid is None:
        return ()
    head = grid.rows[0] if table.header else None
    from report.sources.cellvalues import CellValues

    values = CellValues(reader, project, table)
    reading = _Reading(reader, table, values, grid, columns)
    rows = tuple(reading.rows(grid.rows[1:] if head else grid.rows))
    values.tell()
    if table.sums == "above":
        return tuple(_summed_above(rows))
    return tuple(_summed(rows)) if table.sums else rows


class _Reading:
    """Reads the rows of one table."""

    def __init__(
        self,
        reader: Reader,
        table: StatementTable,
        values: CellValues,
        grid: Grid,
        columns: Mapping[str, Sequence[Placed | str]],
    ) -> None:
        from report.sources.cellvalues import hides

        head = grid.rows[0] if table.header else None
        self._reader, self._table, self._values = reader, table, values
        self._words = dict(self._word_columns(grid, head))
        self._amounts = dict(self._amount_columns(grid, head, columns))
        for number in sorted({*self._words.values(), *self._amounts.values()}):
            hides(reader, table, grid, number, grid.rows[0])
        self._joined = dict(self._merged(grid))

    def rows(self, rows: Sequence[GridRow]) -> Iterator[TableRow]:
        for row in rows:
            if found := self._row(row):
                yield found

    def _word_columns(self, grid: Grid, head: GridRow | None) -> Iterator[tuple[str, int]]:
        keys = ("id", "label", "role", "level", "formula", "note", "name")
        headings = headings_of(head)
        for key in keys:
            wanted = getattr(self._table.columns, key) if self._table.columns else None
            number = self._headed(headings, key) if wanted is None else column_of(self._reader, grid, head, wanted, key)
            if number is not None:
                yield key, number
        if not self._table.columns and "label" not in headings and "id" not in headings:
            hint = "Write columns: {label: …} with a heading or a letter."
            self._reader.problem("missing-column", "Which column holds the labels?", self._table.at, hint)

    def _amount_columns(
        self, grid: Grid, head: GridRow | None, columns: Mapping[str, Sequence[Placed | str]]
    ) -> Iterator[tuple[str, int]]:
        headings = headings_of(head)
        for name, wishes in columns.items():
            if isinstance(wishes[0], Placed):
                number = column_of(self._reader, grid, head, wishes[0], name)
            else:
                number = next((self._headed(headings, wish) for wish in wishes if wish.lower() in headings), None)
                if number is None:
                    hint = did_you_mean(name, list(headings)) or "Write `taken-from` with a heading or a letter."
                    message = f"Which column of {self._table.file} holds the amounts of {name}?"
                    self._reader.problem("missing-column", message, self._table.at, hint)
            if number is not None:
                yield name, number

    def _headed(self, headings: Mapping[str, list[int]], wish: str) -> int | None:
        """The column with a heading, None where there is none."""
        if not (columns := headings.get(wish.lower())):
            return None
        message = f"Two columns of {self._table.file} are headed “{wish}”."
        return the_only(self._reader, columns, message, self._table.at)

    def _row(self, row: GridRow) -> TableRow | None:
        """A row; None for one that is empty."""
        cells = {name: row.cells.get(number) for name, number in self._amounts.items()}
        written, label = self._text(row, "id"), self._text(row, "label", bare=False)
        given = {name: cell for name, cell in cells.items() if cell is not None and not _is_blank(cell)}
        if not written and not label.strip() and not given:
            return None
        role = self._role(row, given=bool(given), formula=bool(self._text(row, "formula")))
        at = next((row.cells[n].at for n in self._words.values() if n in row.cells), row.at)
        return TableRow(
            _identity(written, row.number),
            written,
            role,
            label.strip(),
            self._text(row, "name"),
            self._level(row, written, label),
            self._text(row, "formula"),
            self._text(row, "note"),
            {} if role in FIGURELESS else {name: self._amount(cell, row) for name, cell in cells.items()},
            at,
        )

    def _role(self, row: GridRow, *, given: bool, formula: bool) -> Role:
        word = self._text(row, "role").lower()
        if word not in ROLES:
            hint = did_you_mean(word, list(ROLES))
            at = row.cells[self._words["role"]].at
            self._reader.problem("unknown-value", f"“{word[:40]}” is no role of a row.", at, hint)
        role = ROLES.get(word, "line")
        return "heading" if not word and not given and not formula else role

    def _level(self, row: GridRow, written: str, label: str) -> int:
        match self._table.levels:
            case "points":
                return written.strip(".").count(".")
            case "digits":
                return max(0, sum(character.isalnum() for character in written) - 1)
            case "indent":
                return (len(label) - len(label.lstrip(" \u00a0\t"))) // 2
        word = self._text(row, "level")
        if word and not word.isdecimal():
            at = row.cells[self._words["level"]].at
            self._reader.problem("bad-level", f"“{word[:40]}” is no level.", at, "Write a whole number, from 0.")
        return int(word) if word.isdecimal() else 0

    def _text(self, row: GridRow, key: str, *, bare: bool = True) -> str:
        from report.sources.cells import words_in

        cell = self._joined.get((row.number, key)) or row.cells.get(self._words.get(key, 0))
        try:
            words = words_in(cell)
        except MisfitError as misfit:
            self._values.fault(misfit, cell.at if cell else row.at)
            return ""
        return words if bare or cell is None or cell.kind != "text" else cell.text.rstrip()

    def _amount(self, cell: Cell | None, row: GridRow) -> Amount:
        if cell is None or _is_blank(cell):
            return Amount(None, cell.at if cell else row.at)
        found = self._values.of(cell)
        if found is None:
            return Amount(None, cell.at)
        if isinstance(found, str):
            hint = "Leave the cell empty where there is none."
            self._values.fault(MisfitError(f"“{found[:40]}” is no amount.", hint), cell.at)
            return Amount(None, cell.at)
        if found.unit == "%":
            self._values.percentage(found, cell.at)
        return Amount(found.value, cell.at)

    def _merged(self, grid: Grid) -> Iterator[tuple[tuple[int, str], Cell]]:
        """The words that merged cells hold for other rows and columns, by row and key. Amounts that are merged over
        others are a problem: nobody can tell whose they are."""
        rows = {row.number: row for row in grid.rows}
        numbers = sorted(rows)
        amounts = set(self._amounts.values())
        for top, left, bottom, right in grid.merged:
            first = rows.get(top)
            cell = first.cells.get(left) if first else None
            if cell is None or first is None or (self._table.header and first is grid.rows[0]):
                continue
            if left in amounts and (bottom > top or len([one for one in amounts if left <= one <= right]) > 1):
                self._values.merged((top, left, bottom, right), cell.at)
            for key in ("label", "note", "role"):
                column = self._words.get(key, 0)
                if left <= column <= right and (column == left or not amounts & set(first.cells)):
                    covered = numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
                    yield from (((number, key), cell) for number in covered)


def _is_blank(cell: Cell) -> bool:
    """Whether a cell says that there is no amount: nothing in it, or a dash."""
    return cell.kind == "empty" or (cell.kind == "text" and cell.text.strip() in _NOT_GIVEN)


def _identity(written: str, number: int) -> str:
    """A row's id as formulae can write it: 6.1 becomes r6_1; a row without one is called by its number."""
    word = _NOT_IN_IDS.sub("_", written.strip()).strip("_")
    return f"r{number}" if not word else word if word[0].isalpha() else f"r{word}"


def _summed(rows: Sequence[TableRow]) -> Iterator[TableRow]:
    """The rows, with a sum for each that has others one level deeper below it."""
    from msgspec.structs import replace

    for index, row in enumerate(rows):
        parent = index + 1 < len(rows) and rows[index + 1].level > row.level
        if parent and row.amounts and not row.formula:
            role: Role = row.role if row.role != "line" else "total" if row.level == 0 else "subtotal"
            yield replace(row, formula="sum(children)", role=role)
        else:
            yield row


def _summed_above(rows: Sequence[TableRow]) -> Iterator[TableRow]:
    """The rows, with a sum for each subtotal and total: of the lines since the sum or heading before it; where there
    are none, of the subtotals since the total before it."""
    from msgspec.structs import replace

    lines: list[str] = []
    subtotals: list[str] = []
    for row in rows:
        parts = lines or (subtotals if row.role == "total" else [])
        if row.role in ("subtotal", "total") and parts and not row.formula:
            yield replace(row, formula=" + ".join(parts))
        else:
            yield row
        if row.role in ("line", "appropriation"):
            lines.append(row.id)
        elif row.role != "spacer":
            lines = []
        if row.role == "subtotal":
            subtotals.append(row.id)
        elif row.role == "total":
            subtotals = []
