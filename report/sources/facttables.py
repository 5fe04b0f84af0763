"""Turns the rows of a table of figures into facts, one for each value, and tells every cell that is none."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping

from report.errors import Location, Severity
from report.model.figures import PERCENTAGES, Fact
from report.sources.cells import Cell, Grid, GridRow, words_in
from report.sources.cellvalues import CellValues, beside, hides
from report.sources.facts import ColumnsEntry, Defaults, TableEntry, Taken
from report.sources.identities import FACT_ID
from report.sources.numerals import Numeral
from report.sources.project import Project
from report.sources.ranges import RangeEntry, column_of, read_range
from report.sources.reading import Reader
from report.sources.scalars import MisfitError, Placed

_WORDS = ("label", "unit", "period", "source", "as_of")


def read_cell(reader: Reader, project: Project, where: RangeEntry) -> Taken | None:
    """The value of the one cell that an entry names; None where there is none, which is then a problem."""
    grid = read_range(reader, project, where)
    if grid is None:
        return None
    cells = [cell for row in grid.rows for cell in row.cells.values() if cell.kind != "empty"]
    if len(cells) != 1:
        hint = "Name one cell: range: B7."
        reader.problem("not-one-cell", f"{where.file}: these are {len(cells)} cells, not one.", where.at, hint)
        return None
    reading = CellValues(reader, project, where)
    number = next(number for row in grid.rows for number in row.cells)
    if hides(reader, where, grid, number, grid.rows[0]):
        return None
    value = reading.of(cells[0])
    reading.tell()
    if value is None:
        return None
    return Taken(value.value, cells[0].at, value.unit) if isinstance(value, Numeral) else Taken(value, cells[0].at)


def read_table(reader: Reader, project: Project, table: TableEntry, defaults: Defaults) -> list[Fact]:
    """The facts of a table, in the order of its rows."""
    grid = read_range(reader, project, table)
    if grid is None:
        return []
    head = grid.rows[0] if table.header else None
    columns = _columns(reader, table, grid, head)
    if columns is None:
        return []
    rows = grid.rows[1:] if table.header else grid.rows
    faults = [hides(reader, table, grid, number, grid.rows[0]) for number in columns.used()]
    if any(faults):
        return []
    reading = _Rows(reader, project, table, grid, columns, defaults)
    facts = [fact for row in rows for fact in reading.facts(row, head)]
    reading.values.tell()
    if not facts and not reading.values.faulty:
        reader.problem("empty-range", f"No row of {table.file} has an id and a value.", table.at)
    return facts


class _Columns:
    """Where a table's columns are: ids, values by their period, and words by what they are."""

    def __init__(self, identity: int, values: Mapping[str, int], words: Mapping[str, int]) -> None:
        self.identity, self.values, self.words = identity, values, words

    def used(self) -> list[int]:
        return [self.identity, *self.values.values(), *self.words.values()]


def _columns(reader: Reader, table: TableEntry, grid: Grid, head: GridRow | None) -> _Columns | None:
    """The columns that a table names; None where one is missing, which is then a problem."""
    named = table.columns or _headed(table, head)
    wanted = {key: getattr(named, key) for key in ("id", "value", *_WORDS)}
    if table.periods and wanted["value"] is not None:
        hint = "Name `value`, or the columns of `periods`."
        reader.problem("two-values", "A table has one column of values, or one a period.", table.at, hint)
        return None
    found = {
        key: column_of(reader, grid, head, column, key.replace("_", "-"))
        for key, column in wanted.items()
        if column is not None
    }
    values = {period: column_of(reader, grid, head, column, period) for period, column in table.periods.items()}
    if "value" in found:
        values[""] = found.pop("value")
    missing = [key for key, absent in (("id", "id" not in found), ("value", not values)) if absent]
    if missing:
        what = " and ".join(missing)
        hint = f"Write columns: {{{missing[0]}: …}} with a heading or a letter, or head a column “{missing[0]}”."
        reader.problem("missing-column", f"{table.file}: which column holds {what}?", table.at, hint)
    known = {key: number for key, number in {**found, **values}.items() if number is not None}
    if missing or len(known) < len(found) + len(values):
        return None
    return _Columns(known["id"], {key: known[key] for key in values}, {key: known[key] for key in found if key != "id"})


def _headed(table: TableEntry, head: GridRow | None) -> ColumnsEntry:
    """The columns whose headings are our own keys."""
    named = ColumnsEntry(at=table.at)
    for cell in head.cells.values() if head else ():
        key = cell.text.strip().lower().replace("-", "_")
        if key in ("id", "value", *_WORDS) and not (key == "value" and table.periods) and cell.kind == "text":
            placed = Placed(cell.text.strip())
            placed.at = cell.at
            setattr(named, key, placed)
    return named


class _Rows:
    """Turns rows into facts."""

    def __init__(
        self, reader: Reader, project: Project, table: TableEntry, grid: Grid, columns: _Columns, defaults: Defaults
    ) -> None:
        self._reader, self._project, self._table, self._columns = reader, project, table, columns
        self._defaults = defaults
        self.values = CellValues(reader, project, table)
        self._headings: set[int] = set()
        self._merged = dict(self._spread(grid))

    def facts(self, row: GridRow, head: GridRow | None) -> Iterator[Fact]:
        """The facts of a row: none where it has neither id nor value, as a heading between rows."""
        columns, table = self._columns, self._table
        if row.number in self._headings:
            return
        identity = self._words(row, columns.identity)
        cells = {period: row.cells.get(column) for period, column in columns.values.items()}
        present = [cell for cell in cells.values() if cell is not None and cell.kind != "empty"]
        if head is not None and row.cells and not row.at.cell and max(row.cells) > max(head.cells):
            message = f"This row has {max(row.cells)} fields, the first has {max(head.cells)}."
            hint = "A field that holds the delimiter must stand in quotes."
            self.values.fault(MisfitError(message, hint, "wrong-count"), row.at)
            return
        if not identity:
            if present:
                misfit = MisfitError("this value has no id.", "Give its row one.", "missing-id")
                self.values.fault(misfit, present[0].at)
            return
        if not FACT_ID.match(identity):
            hint = "Use letters, digits, underscores, hyphens and points, no spaces."
            at = beside(row, columns.identity)
            self.values.fault(MisfitError(f"“{identity[:60]}” cannot be an id.", hint, "bad-id"), at)
            return
        words = {key: self._words(row, column) for key, column in columns.words.items()}
        base = f"{table.prefix}.{identity}" if table.prefix else identity
        for period, cell in cells.items():
            if cell is None and len(cells) > 1 and present:
                continue  # a year without a figure
            at = beside(row, columns.values[period])
            value = self.values.of(cell or Cell("empty", "", at))
            if value is not None:
                yield self._fact(f"{base}.{period}" if period else base, value, at, words, period)

    def _fact(self, identity: str, value: Numeral | str, at: Location, words: Mapping[str, str], period: str) -> Fact:
        beside = value.unit if isinstance(value, Numeral) else ""
        unit = words.get("unit") or self._defaults.unit
        if beside == "%" and unit and unit.lower() not in PERCENTAGES:
            message = f"The figure is a percentage, its unit is {unit}."
            hint = "Correct the unit or the figure."
            self._project.problem("unit-differs", message, at, hint, severity=Severity.WARNING)
        return Fact(
            identity,
            value.value if isinstance(value, Numeral) else value,
            at,
            words.get("label", ""),
            unit or beside,
            period or words.get("period") or self._defaults.period,
            words.get("source") or self._defaults.source,
            "",
            self._day(words.get("as_of", ""), at) or self._defaults.as_of,
        )

    def _day(self, written: str, at: Location) -> datetime.date | None:
        try:
            return datetime.date.fromisoformat(written) if written else None
        except ValueError:
            hint = "Write year, month and day: 2021-12-31."
            self.values.fault(MisfitError(f"“{written[:40]}” is no date.", hint, "bad-date"), at)
            return None

    def _words(self, row: GridRow, column: int) -> str:
        """The words of a cell; where words are merged over several rows, those of the first."""
        area = self._merged.get((row.number, column))
        cell = row.cells.get(column)
        if area is not None:
            cell = area
        try:
            return words_in(cell)
        except MisfitError as misfit:
            self.values.fault(misfit, cell.at if cell else row.at)
            return ""

    def _spread(self, grid: Grid) -> Iterator[tuple[tuple[int, int], Cell]]:
        """The words of merged cells, for each row that they cover. Ids and values that are merged are a problem, and so
        is what is merged over two columns that count."""
        by_number = {row.number: row for row in grid.rows}
        numbers = sorted(by_number)
        used = set(self._columns.used())
        sole = {self._columns.identity, *self._columns.values.values()}
        for area in grid.merged:
            top, left, bottom, right = area
            covered = [column for column in used if left <= column <= right]
            rows = numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
            if not covered or not rows or (self._table.header and rows == [grid.rows[0].number]):
                continue
            first = by_number.get(top)
            if len(covered) > 1 or (bottom > top and covered[0] in sole) or covered[0] != left:
                if _is_heading(first, left, used):
                    self._headings.add(top)
                    continue
                self.values.merged(area, beside(by_number[rows[0]], covered[0]))
            elif first is not None and left in first.cells:
                yield from (((number, left), first.cells[left]) for number in rows)


def _is_heading(row: GridRow | None, left: int, used: Iterable[int]) -> bool:
    """Whether a merged cell is all that stands in its row: a heading over the rows below."""
    return row is not None and not any(number in row.cells for number in used if number != left)
