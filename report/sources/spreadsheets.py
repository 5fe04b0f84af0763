"""Turns a range of a workbook's sheet into a grid of cells: cached values, hidden rows and merged cells as they are."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from msgspec import Struct

from report.errors import Location
from report.sources.cells import (
    ROWS_LIMIT,
    Cell,
    Grid,
    GridRow,
    letters,
    number_of,
    serial_date,
    without_noise,
)
from report.sources.reading import did_you_mean
from report.sources.scalars import MisfitError
from report.sources.workbook import CellFormat, SheetPart, Workbook, open_workbook, relations, walk

LAST_ROW = 1_048_576

_SHEET = r"(?:(?:'(?P<quoted>(?:[^']|'')+)'|(?P<bare>[^'!\[\]]+))!)?"
_AREA = re.compile(
    _SHEET + r"(?:\$?(?P<left>[A-Za-z]{1,3}))?(?:\$?(?P<top>[0-9]{1,7}))?"
    r"(?::(?:\$?(?P<right>[A-Za-z]{1,3}))?(?:\$?(?P<bottom>[0-9]{1,7}))?)?\Z"
)
_ADDRESS = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})\Z")


class Area(Struct, frozen=True):
    """Rows and columns of a sheet, first and last."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


def read_sheet(name: str, data: bytes, sheet: str, area: str) -> Grid:
    """The cells of a range: `A1:E40`, `A:E`, `B7`, a name that the workbook gives it, or without `area` all that the
    sheet holds. A workbook that shows one sheet only needs no `sheet`. Raises MisfitError."""
    workbook = open_workbook(name, data)
    with workbook.archive:
        wanted = _wanted(workbook, sheet, area)
        part = next(one for one in workbook.sheets if one.name == wanted.sheet)
        reader = _SheetReader(name, workbook, wanted)
        walk(workbook.archive, part.part, reader.start, reader.end)
    return reader.grid()


def _wanted(workbook: Workbook, sheet: str, area: str) -> Area:
    known = [one.name for one in workbook.sheets]
    if not known:
        raise MisfitError("the workbook has no sheet with cells.", "", "unknown-sheet")
    if sheet and sheet not in known:
        raise MisfitError(f"the workbook has no sheet “{sheet}”.", did_you_mean(sheet, known), "unknown-sheet")
    match = _AREA.match(area) if area else None
    reference = area
    if area and (match is None or not _is_area(match)):
        reference = _named(workbook, sheet, area)
        match = _AREA.match(reference)
        if match is None or not _is_area(match):
            message = f"the name {area} is no single range: it stands for {reference[:60] or 'nothing'}."
            raise MisfitError(message, "Name one range of cells, such as A1:E40.", "unknown-range")
    told = ((match["quoted"] or "").replace("''", "'") or match["bare"] or "") if match else ""
    if told and sheet and told.lower() != sheet.lower():
        raise MisfitError(f"{area} is a range of the sheet “{told}”, not of “{sheet}”.", "", "unknown-range")
    chosen = next((one for one in known if one.lower() == (told or sheet).lower()), "")
    if told and not chosen:
        raise MisfitError(f"the workbook has no sheet “{told}”.", did_you_mean(told, known), "unknown-sheet")
    shown = [one.name for one in workbook.sheets if not one.hidden]
    if not chosen and len(shown) == 1:
        chosen = shown[0]
    if not chosen and len(known) > 1:
        hint = f"Write sheet: and one of {', '.join(known[:12])}."
        raise MisfitError(f"the workbook has {len(known)} sheets.", hint, "unknown-sheet")
    return _area(match, chosen or known[0])


def _is_area(match: re.Match[str]) -> bool:
    """A range names a cell, or columns, or rows; a bare word of letters is a name."""
    ends = ":" in match[0].rpartition("!")[2]
    cell = bool(match["left"] and match["top"])
    if not ends:
        return cell
    same = bool(match["left"]) == bool(match["right"]) and bool(match["top"]) == bool(match["bottom"])
    return same and bool(match["left"] or match["top"])


def _area(match: re.Match[str] | None, sheet: str) -> Area:
    if match is None:
        return Area(sheet, 1, 1, LAST_ROW, number_of("XFD"))
    single = ":" not in match[0].rpartition("!")[2]
    left, right = (number_of(match[side] or match["left"] or "") for side in ("left", "right"))
    top, bottom = (int(match[side] or (match["top"] if single else 0) or 0) for side in ("top", "bottom"))
    if (match["left"] and not (left and right)) or top > LAST_ROW or bottom > LAST_ROW:
        raise MisfitError(f"{match[0]} lies outside a sheet.", "", "unknown-range")
    lefts = sorted((left or 1, right or number_of("XFD")))
    tops = sorted((top or 1, bottom or LAST_ROW))
    return Area(sheet, tops[0], lefts[0], tops[1], lefts[1])


def _named(workbook: Workbook, sheet: str, name: str) -> str:
    """The range that a name of the workbook, or one of its tables, stands for."""
    found = workbook.names.get((name.lower(), sheet)) or workbook.names.get((name.lower(), ""))
    own = [area for (called, of), area in workbook.names.items() if called == name.lower() and of]
    if found or (len(own) == 1 and not sheet):
        return found or own[0]
    tables = dict(_tables(workbook))
    if name.lower() in tables:
        return tables[name.lower()]
    known = sorted({called for called, _ in workbook.names if not called.startswith("_xlnm")} | set(tables))
    hint = did_you_mean(name.lower(), known) or "Write a range such as A1:E40."
    raise MisfitError(f"{name} is neither a range nor a name of the workbook.", hint, "unknown-range")


def _tables(workbook: Workbook) -> Iterator[tuple[str, str]]:
    for sheet in workbook.sheets:
        for kind, part in relations(workbook.archive, sheet.part).values():
            if kind == "table" and part in workbook.archive.NameToInfo:
                yield from _table(workbook.archive, sheet, part)


def _table(archive: zipfile.ZipFile, sheet: SheetPart, part: str) -> Iterator[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "table":
            quoted = sheet.name.replace("'", "''")
            found.append((attributes.get("displayName", "").lower(), f"'{quoted}'!{attributes.get('ref', '')}"))

    walk(archive, part, start, lambda *_: None)
    yield from found


class _SheetReader:
    """Takes in a sheet as it is read, and keeps what lies in the area."""

    def __init__(self, name: str, workbook: Workbook, area: Area) -> None:
        self._name, self._workbook, self._area = name, workbook, area
        self._rows: list[GridRow] = []
        self._cells: dict[int, Cell] = {}
        self._hidden: set[int] = set()
        self._merged: list[tuple[int, int, int, int]] = []
        self._row, self._column, self._row_hidden = 0, 0, False
        self._cell: dict[str, str] = {}
        self._formula = False
        self._stored: str | None = None
        self._inline: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            match = _ADDRESS.match(attributes.get("r", ""))
            self._column = number_of(match[1]) if match else self._column + 1
            self._cell, self._formula, self._stored, self._inline = attributes, False, None, []
        elif tag == "row":
            written = attributes.get("r", "")
            self._row = int(written) if written.isdigit() else self._row + 1
            self._row_hidden, self._column, self._cells = _true(attributes.get("hidden")), 0, {}
        elif tag == "col" and _true(attributes.get("hidden")):
            first, last = (int(attributes.get(side, "0") or 0) for side in ("min", "max"))
            self._hidden.update(range(max(first, self._area.left), min(last, self._area.right) + 1))
        elif tag == "mergeCell":
            match = _AREA.match(attributes.get("ref", ""))
            if match and _is_area(match):
                merged = _area(match, "")
                self._merged.append((merged.top, merged.left, merged.bottom, merged.right))

    def end(self, tag: str, text: str) -> None:
        if tag == "v":
            self._stored = text
        elif tag == "f":
            self._formula = True
        elif tag == "t":
            self._inline.append(text)
        elif tag == "c" and self._wants(self._row, self._column):
            cell = self._read()
            if cell.kind != "empty":
                self._cells[self._column] = cell
        elif tag == "row" and self._cells:
            at = self._at(self._row, min(self._cells))
            self._rows.append(GridRow(self._row, self._cells, at, self._row_hidden))
            if len(self._rows) > ROWS_LIMIT:
                hint = "Name the rows that count: range: A1:E40."
                raise MisfitError(f"the range has more than {ROWS_LIMIT} rows.", hint, "file-too-large")

    def grid(self) -> Grid:
        """The cells that were taken in."""
        columns = self._area.left, self._area.right
        merged = tuple(one for one in self._merged if one[0] <= self._area.bottom and one[2] >= self._area.top)
        return Grid(tuple(self._rows), columns, frozenset(self._hidden), merged, workbook=True)

    def _wants(self, row: int, column: int) -> bool:
        area = self._area
        return area.top <= row <= area.bottom and area.left <= column <= area.right

    def _at(self, row: int, column: int) -> Location:
        return Location(self._name, row, column, f"{self._area.sheet}!{letters(column)}{row}")

    def _read(self) -> Cell:
        at, kind, stored = self._at(self._row, self._column), self._cell.get("t", "n"), self._stored
        if kind == "inlineStr":
            return Cell("text" if "".join(self._inline).strip() else "empty", "".join(self._inline), at)
        if kind == "str" and self._formula and stored is None:
            stored = ""
        if stored is None or (stored == "" and kind != "str"):
            return Cell("uncached" if self._formula else "empty", "", at)
        match kind:
            case "s":
                index = int(stored) if stored.strip().isdigit() else -1
                text = self._workbook.strings[index] if 0 <= index < len(self._workbook.strings) else ""
                return Cell("text" if text.strip() else "empty", text, at)
            case "str":
                return Cell("text" if stored.strip() else "empty", stored, at)
            case "b":
                return Cell("truth", "TRUE" if stored.strip() == "1" else "FALSE", at)
            case "e":
                return Cell("error", stored, at)
            case "d":
                return Cell("date", stored, at)
            case _:
                return self._number(stored, at)

    def _number(self, stored: str, at: Location) -> Cell:
        style = self._cell.get("s", "")
        formats = self._workbook.formats
        look = formats[int(style)] if style.isdigit() and int(style) < len(formats) else CellFormat()
        try:
            value = without_noise(stored)
        except MisfitError:
            return Cell("error", stored[:40], at)
        if look.date:
            date = serial_date(value, self._workbook.since_1904)
            if 0 <= value < 1:
                minutes = round(value * 1440)
                return Cell("date", f"{minutes // 60:02}:{minutes % 60:02}", at)
            return Cell("date", date.isoformat() if date else stored, at)
        # a number shown in thousands shows fewer decimals than none
        decimals = None if look.decimals is None else look.decimals - 3 * look.thousands
        return Cell("figure", stored, at, value, look.unit, decimals)


def _true(written: str | None) -> bool:
    return written in ("1", "true")
