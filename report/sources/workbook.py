"""Turns the parts of an XLSX package into what its sheets are called, what they share and how their cells look.

We read the package ourselves: a library that holds whole workbooks reads all of them twice to tell a formula without a
saved value from an empty cell, and its import alone takes longer than a report's figures. Formulas, macros and external
links are never followed."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import IO

from msgspec import Struct

from report.sources.scalars import MisfitError

PART_LIMIT = 120_000_000  # bytes of one part, unpacked: about 400,000 rows of a few cells
PARTS_LIMIT = 5_000
STRINGS_LIMIT = 2_000_000
CODE_LIMIT = 255  # characters of a number format that spreadsheets keep; a longer one says nothing

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 16
_BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0",
             39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00", 44: "#,##0.00",
             **dict.fromkeys((14, 15, 16, 17, 22, 27, 30, 36, 50, 57), "d-m-y"),
             **dict.fromkeys((18, 19, 20, 21, 45, 46, 47), "h:mm")}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)
_CURRENCY = re.compile(r"€|\$(?!\])|£|\bEUR\b")
_LOCALE_CURRENCY = re.compile(r"\[\$(€|\$|£|EUR)")
_DECIMALS = re.compile(r"[0#?](?:\.([0#?]+))?")

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str, str], None]


class CellFormat(Struct, frozen=True):
    """What a number format says of a number: its unit (`%`, `€` or nothing), the decimals that it shows (None: as many
    as there are), whether it is a date, and by how many thousands it is shown smaller."""

    unit: str = ""
    decimals: int | None = None
    date: bool = False
    thousands: int = 0


class SheetPart(Struct, frozen=True):
    name: str
    part: str
    hidden: bool


class Workbook(Struct, frozen=True):
    """A package: its sheets in order, its names (by name in small letters and the sheet that they are for, `` for all)
    and what its cells share."""

    archive: zipfile.ZipFile
    sheets: tuple[SheetPart, ...]
    names: Mapping[tuple[str, str], str]
    strings: tuple[str, ...]
    formats: tuple[CellFormat, ...]
    since_1904: bool


def open_workbook(name: str, data: bytes) -> Workbook:
    """The package of a workbook. Raises MisfitError where it is none, or larger than any table of figures."""
    if data.startswith(_OLE):
        hint = "Save it as .xlsx, without a password."
        raise MisfitError(f"{name} is protected by a password, or an old .xls file.", hint, "bad-workbook")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise MisfitError(f"{name} is no .xlsx workbook.", "Save it as .xlsx or .csv.", "bad-workbook") from None
    if len(parts) > PARTS_LIMIT or any(part.file_size > PART_LIMIT for part in parts):
        hint = f"One part may have {PART_LIMIT // 1_000_000} MB. Save the table's sheet alone, or as .csv."
        raise MisfitError(f"{name} unpacks to more than a workbook of figures has.", hint, "file-too-large")
    if "xl/workbook.xml" not in archive.NameToInfo and "_rels/.rels" not in archive.NameToInfo:
        raise MisfitError(f"{name} is no .xlsx workbook.", "Save it as .xlsx or .csv.", "bad-workbook")
    book = _main_part(archive)
    sheets, names, since_1904 = _sheets(archive, book)
    kin = dict(relations(archive, book).values())
    strings = _strings(archive, kin["sharedStrings"]) if "sharedStrings" in kin else ()
    formats = _formats(archive, kin["styles"]) if "styles" in kin else ()
    return Workbook(archive, sheets, names, strings, formats, since_1904)


def walk(archive: zipfile.ZipFile, part: str, start: Start, end: End) -> None:
    """Go through a part: `start` gets each element's name and attributes, `end` its name and text. Names are without
    their namespace. Raises MisfitError for what is no XML, and for a document type, which could hold anything."""
    try:
        with archive.open(part) as stream:
            _parse(stream, start, end)
    except MisfitError:
        raise
    except KeyError:
        raise MisfitError(f"the workbook has no {part}.", "Save it anew.", "bad-workbook") from None
    except Exception as fault:  # each way of packing has errors of its own
        raise MisfitError(f"the workbook is damaged: {fault}.", "Save it anew.", "bad-workbook") from None


def _parse(stream: IO[bytes], start: Start, end: End) -> None:
    from xml.parsers import expat

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    words: list[str] = []

    def opened(tag: str, attributes: dict[str, str]) -> None:
        words.clear()
        start(tag.rpartition(" ")[2], {name.rpartition(" ")[2]: value for name, value in attributes.items()})

    def closed(tag: str) -> None:
        end(tag.rpartition(" ")[2], "".join(words))
        words.clear()

    def refused(*_: object) -> None:
        raise MisfitError("the workbook holds a document type.", "Save it anew.", "bad-workbook")

    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = words.append, refused
    try:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as fault:
        raise MisfitError(f"the workbook is damaged: {fault}.", "Save it anew.", "bad-workbook") from None


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: kind and part, by their id."""
    folder, name = posixpath.split(part)
    listed = f"{folder}/_rels/{name}.rels".lstrip("/")
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], whole)

    if listed in archive.NameToInfo:
        walk(archive, listed, start, _nothing)
    return found


def _nothing(_: str, __: str) -> None:
    """An end that tells nothing."""


def _main_part(archive: zipfile.ZipFile) -> str:
    for kind, part in relations(archive, "").values():
        if kind == "officeDocument":
            return part
    return "xl/workbook.xml"


def _sheets(archive: zipfile.ZipFile, book: str) -> tuple[tuple[SheetPart, ...], dict[tuple[str, str], str], bool]:
    listed: list[dict[str, str]] = []
    names: list[tuple[dict[str, str], str]] = []
    opened: list[dict[str, str]] = []
    epochs: list[bool] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            listed.append(attributes)
        elif tag == "definedName":
            opened.append(attributes)
        elif tag == "workbookPr":
            epochs.append(attributes.get("date1904") in ("1", "true"))

    def end(tag: str, text: str) -> None:
        if tag == "definedName":
            names.append((opened.pop(), text))

    walk(archive, book, start, end)
    kin = relations(archive, book)
    sheets = tuple(
        SheetPart(one.get("name", ""), kin[one["id"]][1], one.get("state", "visible") != "visible")
        for one in listed
        if one.get("id") in kin and kin[one["id"]][0] == "worksheet"
    )
    called = [one.get("name", "") for one in listed]
    by_name = {}
    for attributes, text in names:
        local = attributes.get("localSheetId", "")
        of = called[int(local)] if local.isdigit() and int(local) < len(called) else ""
        by_name[attributes.get("name", "").lower(), of] = text.strip()
    return sheets, by_name, any(epochs)


def _strings(archive: zipfile.ZipFile, part: str) -> tuple[str, ...]:
    """The texts that cells share; phonetic readings are left out."""
    strings: list[str] = []
    pieces: list[str] = []
    spoken: list[bool] = []

    def start(tag: str, _: dict[str, str]) -> None:
        if tag == "si":
            pieces.clear()
        elif tag == "rPh":
            spoken.append(True)

    def end(tag: str, text: str) -> None:
        if tag == "t" and not spoken:
            pieces.append(text)
        elif tag == "rPh":
            spoken.pop()
        elif tag == "si":
            strings.append("".join(pieces))
            if len(strings) > STRINGS_LIMIT:
                raise MisfitError("the workbook holds too many texts.", "Save the sheet alone.", "file-too-large")

    walk(archive, part, start, end)
    return tuple(strings)


def _formats(archive: zipfile.ZipFile, part: str) -> tuple[CellFormat, ...]:
    own: dict[int, str] = {}
    wanted: list[int] = []
    inside: list[str] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt" and attributes.get("numFmtId", "").isdigit():
            own[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            inside.append(tag)
        elif tag == "xf" and inside:
            number = attributes.get("numFmtId", "0")
            wanted.append(int(number) if number.isdigit() else 0)

    def end(tag: str, _: str) -> None:
        if tag == "cellXfs":
            inside.clear()

    walk(archive, part, start, end)
    return tuple(cell_format(own.get(number, _BUILT_IN.get(number, "General"))) for number in wanted)


def cell_format(code: str) -> CellFormat:
    """What a format code says of a positive number."""
    first = code.partition(";")[0] if len(code) <= CODE_LIMIT else ""
    bare = _LITERAL.sub("", first)
    if first.lower() in ("general", "standard", "@", ""):
        return CellFormat()
    if re.search(r"[ymdhs]", bare.lower()) and not re.search(r"[0#?]", re.sub(r"\.0+", "", bare)):
        return CellFormat(date=True)
    shown = _DECIMALS.search(re.sub(r"[,\s]", "", bare))
    decimals = max((len(one[1] or "") for one in _DECIMALS.finditer(re.sub(r"[,\s]", "", bare))), default=0)
    thousands = re.search(r"[0#?](,+)(?![0#?,.])", bare)
    currency = _LOCALE_CURRENCY.search(first) or _CURRENCY.search(first)
    sign = currency[1] if currency and currency.re is _LOCALE_CURRENCY else currency[0] if currency else ""
    unit = "%" if "%" in bare else {"EUR": "€"}.get(sign, sign)
    return CellFormat(unit, decimals if shown else None, False, len(thousands[1]) if thousands else 0)
