"""Turns a CSV file into a grid of cells, each with its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.errors import Location
from report.sources.cells import ROWS_LIMIT, Cell, Grid, GridRow
from report.sources.scalars import MisfitError

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}

_DECLARED = re.compile(r"sep=([,;\t|])\n")
_LOOKED_AT = 20  # rows that tell which delimiter a file has


class UnevenError(MisfitError):
    """A misfit at a place of the file."""

    def __init__(self, message: str, hint: str, code: str, at: Location) -> None:
        super().__init__(message, hint, code)
        self.at = at


def read_csv(name: str, text: str, delimiter: str = "") -> Grid:
    """The rows of a CSV file; empty lines are left out. Without `delimiter` the file must show which it has. Line ends
    are `\\n`. Raises MisfitError, with its place where one line is at fault."""
    first = 1
    declared = _DECLARED.match(text)
    if declared:
        text, first, delimiter = text[declared.end() :], 2, delimiter or declared[1]
    rows = []
    for row in _rows(name, text, delimiter or _delimiter_of(name, text), first):
        rows.append(row)
        if len(rows) > ROWS_LIMIT:
            raise MisfitError(f"it has more than {ROWS_LIMIT} rows.", "Keep the rows that count.", "file-too-large")
    return Grid(tuple(rows), (1, max((max(row.cells) for row in rows), default=1)))


def _delimiter_of(name: str, text: str) -> str:
    """The delimiter that parts all of the first rows into equally many fields."""
    even: dict[str, int] = {}
    for delimiter in DELIMITERS.values():
        counts = set()
        try:
            for index, row in enumerate(_rows(name, text, delimiter, 1)):
                counts.add(max(row.cells))
                if index >= _LOOKED_AT:
                    break
        except UnevenError:
            continue
        if len(counts) == 1 and (fields := counts.pop()) > 1:
            even[delimiter] = fields
    if len(even) == 1:
        return next(iter(even))
    present = [delimiter for delimiter in DELIMITERS.values() if delimiter in text.partition("\n")[0]]
    if not even and len(present) == 1:
        return present[0]
    names = [called for called, sign in DELIMITERS.items() if sign in (even or present)]
    told = f"It may be parted by {' or '.join(names)}." if names else "Nothing parts its first line into fields."
    raise MisfitError(told, f"Write delimiter: {names[0] if names else 'semicolon'}.", "unknown-delimiter")


def _rows(name: str, text: str, delimiter: str, line: int) -> Iterator[GridRow]:
    sign = re.escape(delimiter)
    field = re.compile(rf'[ ]*"(?P<quoted>(?:[^"]|"")*)"[ ]*(?={sign}|\n|\Z)|(?P<bare>[^"\n{sign}][^\n{sign}]*)?')
    position, begin = 0, 0
    cells: dict[int, Cell] = {}
    column, opened = 1, line
    while position <= len(text):
        match = field.match(text, position)
        at = Location(name, line, position - begin + 1)
        if match is None or (match.end() < len(text) and text[match.end()] not in (delimiter, "\n")):
            hint = 'Close each quote; write "" for a quote inside quotes.'
            raise UnevenError("a quote stands where a field cannot have one.", hint, "csv-quote", at)
        quoted, bare = match["quoted"], match["bare"]
        written = quoted.replace('""', '"') if quoted is not None else (bare or "")
        cells[column] = Cell("text" if written.strip() else "empty", written, at)
        if quoted and "\n" in quoted:
            line += quoted.count("\n")
            begin = match.start() + match[0].rfind("\n") + 1
        position = match.end()
        if text[position : position + 1] == delimiter:
            column, position = column + 1, position + 1
            continue
        if any(cell.kind != "empty" for cell in cells.values()) or len(cells) > 1:
            yield GridRow(opened, cells, Location(name, opened, 1))
        position, line, cells, column = position + 1, line + 1, {}, 1
        begin, opened = position, line
