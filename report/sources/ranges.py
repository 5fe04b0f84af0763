"""Turns the name of a CSV file or of a workbook's range into a grid of cells."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from report.errors import Location
from report.model.keyed import described
from report.sources.entry import entry
from report.sources.project import CONFIG, Project
from report.sources.reading import Reader, did_you_mean
from report.sources.scalars import FileName, MisfitError, Placed

if TYPE_CHECKING:  # what only projects with such files need
    from report.sources.cells import Grid, GridRow
    from report.sources.numerals import Separators

SHEET_LIMIT = 50_000_000  # bytes of one workbook or CSV file

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
_TABLES = frozenset({".csv", ".tsv", ".txt"})
_INSTEAD = {".xls": "an old Excel file", ".xlsb": "a binary workbook", ".ods": "an OpenDocument file",
            ".numbers": "a Numbers file"}  # fmt: skip


@entry
class RangeEntry:
    """Where figures stand: a file and, in a workbook, a sheet and a range of cells."""

    file: FileName = described("A CSV file or workbook (.xlsx), relative to config/.")
    at: Location
    sheet: Placed | None = described("The workbook's sheet; needed where it has more than one.", default=None)
    range: Placed | None = described(
        "Cells of the sheet (A1:E40, A:E, B7), a name that the workbook gives to a range, or one of its tables; "
        "everything when left out.",
        default=None,
    )
    separators: Literal["nl", "en", "fr", "ch", ""] = described(
        "How figures kept as text are written: nl 1.234,5; en 1,234.5; fr 1 234,5; ch 1’234.5.", default=""
    )
    delimiter: Literal["comma", "semicolon", "tab", "pipe", ""] = described(
        "What parts the fields of a CSV file; found out when left out.", default=""
    )
    encoding: Literal["utf-8", "cp1252"] = described("The encoding of a CSV file.", default="utf-8")
    hidden: Literal["read", "skip", ""] = described(
        "Whether hidden rows and columns count; they must be told of when there are any.", default=""
    )
    as_shown: bool = described("Whether figures are rounded as the cells show them.", default=False)

    def customs(self) -> Separators | None:
        """The separators that figures kept as text follow, if they are declared."""
        from report.sources.numerals import CUSTOMS

        return CUSTOMS.get(self.separators)


def read_range(reader: Reader, project: Project, where: RangeEntry) -> Grid | None:
    """The cells that an entry names; None where they could not be read, which is then a problem. Rows that are hidden
    are left out where the entry says so; where it says nothing, they are a problem."""
    if not where.file:
        return None
    name = f"{CONFIG}/{where.file}"
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in WORKBOOKS | _TABLES:
        what = _INSTEAD.get(suffix, "no table that can be read")
        reader.problem("unknown-table", f"{where.file} is {what}.", where.file.at, "Save it as .xlsx or .csv.")
        return None
    data = project.data(name, where.file.at, SHEET_LIMIT)
    if data is None:
        return None
    try:
        if suffix in WORKBOOKS:
            from report.sources.spreadsheets import read_sheet

            grid = read_sheet(name, data, where.sheet or "", where.range or "")
        else:
            text = _decoded(name, data, where, project)
            if text is None:
                return None
            grid = _csv(name, text, where)
    except MisfitError as misfit:
        at = getattr(misfit, "at", None) or _place(misfit.code, where)
        file = "" if getattr(misfit, "at", None) else f"{where.file}: "
        reader.problem(misfit.code, f"{file}{misfit.message}", at, misfit.hint)
        return None
    if not grid.rows:
        reader.problem("empty-range", f"{where.file} has nothing in these cells.", where.at, "Check sheet and range.")
        return None
    return _without_hidden(reader, where, grid)


def column_of(reader: Reader, grid: Grid, head: GridRow | None, wanted: Placed, name: str) -> int | None:
    """The column that a heading or a letter names; None where there is none, which is then a problem."""
    from report.sources.cells import letters, number_of

    if columns := headings_of(head).get(wanted.strip().lower()):
        return the_only(reader, columns, f"{name}: two columns are headed “{wanted}”.", wanted.at)
    number = number_of(wanted)
    if grid.columns[0] <= number <= grid.columns[1] and wanted == wanted.upper():
        return number
    known = [cell.text.strip() for cell in head.cells.values() if cell.text.strip()] if head else []
    hint = did_you_mean(wanted, known) or f"Columns run from {letters(grid.columns[0])} to {letters(grid.columns[1])}."
    reader.problem("unknown-column", f"{name}: there is no column “{wanted}”.", wanted.at, hint)
    return None


def headings_of(head: GridRow | None) -> dict[str, list[int]]:
    """The columns of a table by their headings, in small letters."""
    from report.sources.cells import words_of

    called: dict[str, list[int]] = {}
    for number, cell in head.cells.items() if head else ():
        called.setdefault(words_of(cell).lower(), []).append(number)
    return called


def the_only(reader: Reader, columns: list[int], message: str, at: Location) -> int:
    """The one column of a heading; where several have it, it is a problem, as nobody can tell which is meant."""
    from report.sources.cells import letters

    if len(columns) > 1:
        named = " and ".join(letters(number) for number in columns)
        reader.problem("two-columns", message, at, f"Write the letter of the one that counts: {named}.")
    return columns[0]


def _csv(name: str, text: str, where: RangeEntry) -> Grid:
    from report.sources.csvfile import DELIMITERS, read_csv

    if where.sheet or where.range:
        raise MisfitError("a CSV file has no sheets and ranges.", "Leave the key out.", "unknown-range")
    return read_csv(name, text, DELIMITERS.get(where.delimiter, ""))


def _decoded(name: str, data: bytes, where: RangeEntry, project: Project) -> str | None:
    if where.encoding == "utf-8":
        return project.decoded(name, data, "Or tell its encoding here: `encoding: cp1252`.")
    try:
        return data.decode("cp1252").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        at = Location(name, before.count(b"\n") + 1, len(before) - before.rfind(b"\n"))
        message = f"Byte 0x{data[fault.start]:02X} is none of Windows-1252."
        project.problem("not-cp1252", message, at, "Save the file as UTF-8, and leave `encoding` out.")
        return None


def _place(code: str, where: RangeEntry) -> Location:
    """The key that a problem belongs to."""
    if code == "unknown-range" and where.range is not None:
        return where.range.at
    if code == "unknown-sheet" and where.sheet is not None:
        return where.sheet.at
    return where.file.at


def _without_hidden(reader: Reader, where: RangeEntry, grid: Grid) -> Grid:
    from report.sources.cells import Grid

    hidden = [row for row in grid.rows if row.hidden]
    if not hidden or where.hidden == "read":
        return grid
    if not where.hidden:
        others = f" and {len(hidden) - 1} more" if len(hidden) > 1 else ""
        message = f"Row {hidden[0].number}{others} of the range is hidden: does it count?"
        hint = "Write `hidden: read` or `hidden: skip` beside the file, or show the row."
        reader.problem("hidden-row", message, hidden[0].at, hint)
    rows = tuple(row for row in grid.rows if not row.hidden)
    return Grid(rows, grid.columns, grid.hidden_columns, grid.merged, grid.workbook)
