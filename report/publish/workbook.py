"""Turns sheets of words and figures into a workbook (.xlsx): the same sheets give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from msgspec import Struct

Value = str | Decimal | None
SHEET_NAME = 31  # characters that a sheet's name may have
DIGITS = 15  # of a number that a spreadsheet keeps
WIDEST, NARROWEST = 60, 9  # characters of a column
MOST_DECIMALS = 6

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PLAIN, _BOLD, _FIRST_NUMBER = 0, 1, 2  # styles of cells; numbers have one for each count of decimals


class TableSheet(Struct, frozen=True):
    """A sheet: its name, the head of each column, and its rows."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def workbook(sheets: Sequence[TableSheet]) -> bytes:
    """The file. Figures are numbers, except those with more digits than a spreadsheet keeps, which are words; words
    are never formulae."""
    names = _names(sheets)
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relationships([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(names),
        "xl/_rels/workbook.xml.rels": _relationships(
            [*(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)), ("styles", "styles.xml")]
        ),
        "xl/styles.xml": _styles(),
    }
    for number, sheet in enumerate(sheets, start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = _sheet(sheet)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, _HEADER + content)
    return packed.getvalue()


def _names(sheets: Sequence[TableSheet]) -> list[str]:
    """Names that every spreadsheet accepts: short, without its signs, each once."""
    taken: set[str] = set()
    names = []
    for sheet in sheets:
        wish = " ".join(_FORBIDDEN.sub(" ", sheet.name).split()).strip("'")[:SHEET_NAME] or "Sheet"
        name, number = wish, 2
        while name.lower() in taken:
            ending = f" {number}"
            name, number = wish[: SHEET_NAME - len(ending)] + ending, number + 1
        taken.add(name.lower())
        names.append(name)
    return names


def _content_types(count: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    overrides += [(f"/xl/worksheets/sheet{number}.xml", "worksheet") for number in range(1, count + 1)]
    listed = "".join(f'<Override PartName="{part}" ContentType="{kind}.{what}+xml"/>' for part, what in overrides)
    relationships = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{relationships}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _relationships(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _book(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name="{_text(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>{sheets}</sheets></workbook>'


def _styles() -> str:
    """Plain and bold words, and numbers with none to six decimals."""
    codes = ["#,##0", *(f"#,##0.{'0' * places}" for places in range(1, MOST_DECIMALS + 1))]
    formats = "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{code}"/>' for n, code in enumerate(codes))
    numbers = "".join(
        f'<xf numFmtId="{164 + n}" fontId="0" xfId="0" applyNumberFormat="1"/>' for n in range(len(codes))
    )
    fonts = '<font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font>'
    fills = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="{len(codes)}">{formats}</numFmts>'
        f'<fonts count="2">{fonts}</fonts><fills count="2">{fills}</fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        f'<cellXfs count="{2 + len(codes)}"><xf xfId="0"/><xf fontId="1" xfId="0" applyFont="1"/>{numbers}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _sheet(sheet: TableSheet) -> str:
    rows = [sheet.heads, *sheet.rows]
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_widths(rows), start=1)
    )
    frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    body = "".join(
        f'<row r="{number}">{"".join(_cells(row, number, heading=number == 1))}</row>'
        for number, row in enumerate(rows, start=1)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{frozen}</sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>{body}</sheetData></worksheet>"
    )


def _widths(rows: Sequence[Sequence[Value]]) -> Iterator[int]:
    for column in range(max(len(row) for row in rows)):
        longest = max(len(str(row[column] or "")) for row in rows if column < len(row))
        yield max(NARROWEST, min(WIDEST, longest + 2))


def _cells(row: Sequence[Value], number: int, *, heading: bool) -> Iterator[str]:
    for column, value in enumerate(row):
        place = f"{_letters(column + 1)}{number}"
        if isinstance(value, Decimal) and len(value.as_tuple().digits) <= DIGITS:
            places = min(MOST_DECIMALS, max(0, -int(value.as_tuple().exponent)))
            yield f'<c r="{place}" s="{_FIRST_NUMBER + places}"><v>{value:f}</v></c>'
        elif value is not None and value != "":
            style = f' s="{_BOLD}"' if heading else ""
            words = f"{value:f}" if isinstance(value, Decimal) else _text(value)
            yield f'<c r="{place}"{style} t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def _letters(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _text(words: str) -> str:
    return escape(_CONTROL.sub("", words), {'"': "&quot;"})
