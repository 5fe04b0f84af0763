"""Turns what stands in cells of workbooks and CSV files into figures and words, each with its address."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Context, Decimal
from typing import Literal

from msgspec import Struct

from report.errors import Location
from report.sources.numerals import Numeral, Separators, read_numeral
from report.sources.scalars import MisfitError

ROWS_LIMIT = 100_000  # rows of one range
SHEET_DIGITS = 15  # that a spreadsheet shows; the sixteenth and seventeenth are noise of binary fractions
LARGEST_EXPONENT = 30
LAST_COLUMN = 16_384  # XFD
COLUMN = re.compile(r"[A-Z]{1,3}\Z")

Kind = Literal["figure", "text", "truth", "error", "date", "uncached", "empty"]

_ANY_DIGIT = re.compile(r"\d")  # of any script: those that are not ours are told
_ERROR = re.compile(r"#[A-Z]+(?:[!?]|/[A-Z0]!?)|[+-]?(?:nan|inf(?:inity)?)", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_POWER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE][+-]?[0-9]{1,3}\Z")
_NIL = frozenset("-–—−")


class Cell(Struct, frozen=True):
    """One cell. `text` is what is stored, an ISO date for a date. In workbooks a figure has the unit of its format
    (`%`, `€`) and the `decimals` that it shows, None where the format leaves them open."""

    kind: Kind
    text: str
    at: Location
    value: Decimal = Decimal(0)
    unit: str = ""
    decimals: int | None = None


class GridRow(Struct, frozen=True):
    """A row: its cells by column (from 1), and whether it is hidden."""

    number: int
    cells: Mapping[int, Cell]
    at: Location
    hidden: bool = False


class Grid(Struct, frozen=True):
    """The cells of one range; `columns` are its first and last, `merged` the areas of cells that are one (first row and
    column, last row and column)."""

    rows: tuple[GridRow, ...]
    columns: tuple[int, int]
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    workbook: bool = False


def letters(column: int) -> str:
    """A column's name: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def number_of(name: str) -> int:
    """A column's number: A is 1; 0 for what is no column."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number if COLUMN.match(name.upper()) and number <= LAST_COLUMN else 0


def without_noise(written: str) -> Decimal:
    """A stored number as the spreadsheet shows it at most: 0.30000000000000004 is 0.3. Raises MisfitError."""
    try:
        number = Context(prec=SHEET_DIGITS).create_decimal(written)
    except ArithmeticError:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number.adjusted()) > LARGEST_EXPONENT:
        raise MisfitError(f"{written[:40]} is no figure that a report prints.", "", "bad-figure")
    number = number.normalize()
    exponent = number.as_tuple().exponent
    return number.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else number


def figure_in(cell: Cell, separators: Separators | None = None) -> Numeral:
    """The figure of a cell. A percentage is given in per cents, as it is shown: 77.5 with the unit `%`. Raises
    MisfitError for all that is none."""
    match cell.kind:
        case "figure":
            value = without_noise(str(cell.value.scaleb(2))) if cell.unit == "%" else cell.value
            return Numeral(value, cell.unit)
        case "text":
            return _typed(cell.text, separators)
        case "uncached":
            hint = "Open the file in a spreadsheet program, let it calculate, and save it."
            raise MisfitError("the formula has no value saved with it.", hint, "uncached-formula")
        case "error":
            raise MisfitError(f"the cell shows {cell.text}.", "Mend its formula in the spreadsheet.", "error-cell")
        case "truth":
            raise MisfitError(f"the cell is {cell.text}, which is no figure.", "Write the figure.", "truth-cell")
        case "date":
            hint = "The spreadsheet may have taken a figure for a date: set the cell's format to number, type it anew."
            raise MisfitError(f"the cell is a date or a time, {cell.text}.", hint, "date-cell")
        case _:
            raise MisfitError("the cell is empty.", "Write the figure, 0 for nil.", "empty-cell")


def figure_or_words(cell: Cell, separators: Separators | None = None) -> Numeral | str:
    """The figure of a cell, or its words where it holds nothing that looks like a figure. Raises MisfitError."""
    if cell.kind == "text" and cell.text.strip() not in _NIL:
        text = cell.text.strip()
        if _ERROR.fullmatch(text):
            raise MisfitError(f"the cell shows {text}.", "Mend its formula where the table comes from.", "error-cell")
        if not _ANY_DIGIT.search(text) or (len(_WORDS.findall(text)) > 0 and " " in text and not _is_figure(text)):
            return text
    return figure_in(cell, separators)


def words_of(cell: Cell) -> str:
    """A heading as it is read: whole figures have no fraction, 2021."""
    return f"{cell.value:f}" if cell.kind == "figure" else cell.text.strip()


def words_in(cell: Cell | None) -> str:
    """A cell as words: a label, a unit, a period, an id. Whole figures have no fraction: 2021. Raises MisfitError."""
    if cell is None or cell.kind == "empty":
        return ""
    if cell.kind in ("error", "uncached"):
        figure_in(cell)
    if cell.kind == "figure":
        return f"{cell.value:f}"
    return cell.text.strip()


def _is_figure(text: str) -> bool:
    try:
        read_numeral(text)
    except MisfitError as misfit:
        return misfit.code == "ambiguous-figure"
    return True


def _typed(text: str, separators: Separators | None) -> Numeral:
    text = text.strip()
    if text.startswith("="):
        raise MisfitError(f"“{text[:40]}” is a formula as text.", "Save its value.", "uncached-formula")
    if text in _NIL:
        raise MisfitError(
            "the cell holds a dash.", "Write 0 for nil; leave the row out if there is none.", "bad-figure"
        )
    if _POWER.match(text):
        hint = "The spreadsheet may have cut off digits: show the number in full, then save again."
        raise MisfitError(f"{text} is written with a power of ten.", hint, "bad-figure")
    return read_numeral(text, separators)


def serial_date(serial: Decimal, since_1904: bool) -> datetime.date | None:
    """The day that a spreadsheet counts as `serial`; None where there is none."""
    first = datetime.date(1904, 1, 1) if since_1904 else datetime.date(1899, 12, 30)
    if not since_1904 and serial < 60:  # this calendar has a 29th of February in 1900
        first = datetime.date(1899, 12, 31)
    try:
        return first + datetime.timedelta(days=int(serial))
    except (OverflowError, ValueError):
        return None
