"""Turns cells into values, and tells once for all of them what is odd: figures kept as text, digits not shown."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from report.errors import Location, Severity
from report.sources.cells import Cell, Grid, GridRow, figure_or_words, letters
from report.sources.numerals import Numeral
from report.sources.project import Project
from report.sources.ranges import RangeEntry
from report.sources.reading import Reader
from report.sources.scalars import MisfitError

NAMED = 12  # cells that one note names


def hides(reader: Reader, where: RangeEntry, grid: Grid, column: int, row: GridRow) -> bool:
    """Whether a column that is wanted is hidden, which is then a problem unless hidden ones are to be read."""
    if column not in grid.hidden_columns or where.hidden == "read":
        return False
    hint = "Write `hidden: read` beside the file, or show the column."
    message = f"Column {letters(column)} is hidden: does it count?"
    reader.problem("hidden-column", message, beside(row, column), hint)
    return True


def beside(row: GridRow, column: int) -> Location:
    """The place of a cell that may not be there."""
    if column in row.cells:
        return row.cells[column].at
    if not row.at.cell:
        return row.at
    sheet = row.at.cell.rpartition("!")[0]
    return Location(row.at.file, row.number, column, f"{sheet}!{letters(column)}{row.number}")


class CellValues:
    """Reads values, and gathers what is to be told once for all of them."""

    def __init__(self, reader: Reader, project: Project, where: RangeEntry) -> None:
        self._reader, self._project, self._rounded = reader, project, where.as_shown
        self._customs = where.customs()
        self._as_text: list[Location] = []
        self._longer: list[Location] = []
        self._doubtful: list[tuple[MisfitError, Location]] = []
        self.faulty = False

    def of(self, cell: Cell) -> Numeral | str | None:
        """A cell's figure or words; None for what is neither, which is then a problem."""
        try:
            found = figure_or_words(cell, self._customs)
        except MisfitError as misfit:
            self.fault(misfit, cell.at)
            return None
        if isinstance(found, Numeral):
            if cell.kind == "text" and cell.at.cell:
                self._as_text.append(cell.at)
            shown = None if cell.decimals is None else _rounded(found.value, cell.decimals)
            if shown is not None and shown != found.value:
                if self._rounded:
                    return Numeral(shown, found.unit)
                self._longer.append(cell.at)
        return found

    def fault(self, misfit: MisfitError, at: Location) -> None:
        """Book what is wrong with a cell. Figures with two readings are told together: one key settles them all."""
        self.faulty = True
        if misfit.code == "ambiguous-figure":
            self._doubtful.append((misfit, at))
            return
        self._reader.problem(misfit.code, sentence(misfit.message), at, misfit.hint)

    def percentage(self, found: Numeral, at: Location) -> None:
        """Warn of a percentage among amounts, which is printed without its sign."""
        message = f"The cell shows {found.value:f}%, a percentage among amounts."
        hint = f"The statement prints {found.value:f}; correct the cell, or say in the label that it counts per cents."
        self._project.problem("unit-differs", message, at, hint, severity=Severity.WARNING)

    def merged(self, area: tuple[int, int, int, int], at: Location) -> None:
        """Book cells that are merged although each counts: first row and column, last row and column."""
        top, left, bottom, right = area
        shown = f"{letters(left)}{top}:{letters(right)}{bottom}"
        self.fault(MisfitError(f"the cells {shown} are merged.", "Part them, and fill each in.", "merged-cell"), at)

    def tell(self) -> None:
        """Tell figures with two readings; note those that are kept as text or have more digits than they show."""
        if self._doubtful:
            misfit, at = self._doubtful[0]
            more = f" So can {_named([place for _, place in self._doubtful[1:]])}." if self._doubtful[1:] else ""
            message = f"{sentence(misfit.message)}{more}"
            self._reader.problem(misfit.code, message, at, misfit.hint)
        if self._as_text:
            message = f"{_cells(self._as_text)} a figure as text: the spreadsheet's own sums leave it out."
            self._note("figure-as-text", message, self._as_text[0], "It was read as a figure.")
        if self._longer:
            message = f"{_cells(self._longer)} more decimals than it shows; all of them were read."
            self._note("more-decimals", message, self._longer[0], "Round it there, or write `as-shown: true` here.")

    def _note(self, code: str, message: str, at: Location, hint: str) -> None:
        self._project.problem(code, message, at, hint, severity=Severity.NOTE)


def _rounded(value: Decimal, decimals: int) -> Decimal:
    """A figure as its cell shows it, rounded half away from zero; to thousands where decimals are less than none."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return rounded.quantize(Decimal(1)) if decimals < 0 else rounded


def _cells(places: list[Location]) -> str:
    """The subject of a sentence about some cells."""
    if len(places) == 1:
        return "This cell holds"
    return f"This cell and {_named(places[1:])} each hold"


def _named(places: list[Location]) -> str:
    """How many cells, and which: all of a few, else the first."""
    names = [place.cell.rpartition("!")[2] or f"line {place.line}" for place in places[:NAMED]]
    return f"{len(places)} more ({', '.join(names)}{' …' if len(places) > NAMED else ''})"


def sentence(message: str) -> str:
    """A misfit's message with a capital."""
    return message[0].upper() + message[1:]
