"""Turns the rows of a statement into rows whose empty cells are computed: sums, totals across, variances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec.structs import replace

from report.model.statements import FIGURELESS, Amount, Column, StatementRow, reckon_across
from report.sources.reading import Reader


def reckoned(reader: Reader, columns: Sequence[Column], rows: Sequence[StatementRow]) -> tuple[StatementRow, ...]:
    """The rows with a value in every cell that a formula or another column gives and the author did not. Rows that
    need each other's values go round in a circle: a problem."""
    return _Reckoning(reader, columns, rows).done()


class _Reckoning:
    def __init__(self, reader: Reader, columns: Sequence[Column], rows: Sequence[StatementRow]) -> None:
        self._reader = reader
        self._columns = columns
        self._rows = {row.id: row for row in reversed(rows)}
        self._order = rows
        self._index = {column.id: index for index, column in enumerate(columns)}
        self._cells = {row.id: list(row.amounts) for row in reversed(rows)}

    def done(self) -> tuple[StatementRow, ...]:
        for index, column in enumerate(self._columns):
            if not column.of:
                self._cast_down(index)
        for index, column in enumerate(self._columns):
            if column.of and (column.kind == "total" or all(self._filled(name) for name in column.of)):
                for row in self._order:
                    self._derive(row, index, column)
        return tuple(self._finished(row) for row in self._order)

    def _finished(self, row: StatementRow) -> StatementRow:
        if row.role in FIGURELESS or self._rows[row.id] is not row:
            return row
        return replace(row, amounts=tuple(self._cells[row.id]))

    def _cast_down(self, index: int) -> None:
        """Sums first need the sums they count: depth first, without recursion."""
        done: set[str] = set()
        for start in self._order:
            trail: list[tuple[str, Iterator[str]]] = []
            open_rows: dict[str, None] = {}
            self._enter(start.id, index, done, trail, open_rows)
            while trail:
                name, needed = trail[-1]
                following = next((n for n in needed if n not in done), None)
                if following is None:
                    trail.pop()
                    del open_rows[name]
                    self._sum(self._rows[name], index)
                    done.add(name)
                elif following in open_rows:
                    self._circle(self._rows[name])
                else:
                    self._enter(following, index, done, trail, open_rows)

    def _enter(
        self, name: str, index: int, done: set[str], trail: list[tuple[str, Iterator[str]]], open_rows: dict[str, None]
    ) -> None:
        if name in done or name not in self._rows:
            return
        if self._wanting(self._rows[name], index):
            open_rows[name] = None
            trail.append((name, iter([part for _, part in self._rows[name].formula])))
        else:
            done.add(name)

    def _wanting(self, row: StatementRow, index: int) -> bool:
        cells = self._cells[row.id]
        return bool(row.formula) and index < len(cells) and cells[index].value is None

    def _sum(self, row: StatementRow, index: int) -> None:
        parts = [(sign, self._value(name, index)) for sign, name in row.formula]
        values = [sign * value for sign, value in parts if value is not None]
        if values:
            self._cells[row.id][index] = Amount(sum(values, Decimal(0)), row.at, computed=True)

    def _filled(self, column: str) -> bool:
        """Whether a column has any figure: with one that is still empty nothing is compared."""
        return column in self._index and any(self._value(name, self._index[column]) is not None for name in self._rows)

    def _value(self, name: str, index: int) -> Decimal | None:
        cells = self._cells.get(name, [])
        return cells[index].value if index < len(cells) else None

    def _derive(self, row: StatementRow, index: int, column: Column) -> None:
        cells = self._cells.get(row.id, [])
        if row.role in FIGURELESS or index >= len(cells) or cells[index].value is not None:
            return
        values = [self._value(row.id, self._index[name]) for name in column.of if name in self._index]
        value = reckon_across(column.kind, values)
        meaningless = value is None and column.kind == "variance-percent" and None not in values
        if value is not None or meaningless:
            cells[index] = Amount(value, row.at, computed=True, not_available=meaningless)

    def _circle(self, row: StatementRow) -> None:
        message = f"The formula of {row.id} needs its own value: the formulae go round in a circle."
        self._reader.problem("formula-circle", message, row.at, "Write the values of one of the rows.")
