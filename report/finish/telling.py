"""A PDF that this program made → what it says of itself: labels of its pages, its texts as its tags order them."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
from msgspec import Struct

from report.errors import Problem, Realm, ReportError

MAKER = "Annual-report publisher"
DEEPEST = 60  # elements in elements
MOST_PAGES = 5000
_BROKEN = (pikepdf.PdfError, OSError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError)
_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_CODE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")


class Told(Struct, frozen=True):
    """An element: its tag, its own words in reading order with those of all below it, the elements in it, and the label
    of the first page that it has words on."""

    tag: str
    words: str
    kids: tuple[Told, ...]
    label: str = ""


class Tagged(Struct, frozen=True):
    """A file: title, author and language, the document's element, and by page its label and its words."""

    title: str
    author: str
    language: str
    document: Told
    pages: tuple[tuple[str, str], ...]


def labels_of(path: Path) -> list[str]:
    """What each page is called, in the order of the file."""
    with pikepdf.open(path) as document:
        return [str(page.label) for page in document.pages]


def tagged(path: Path) -> Tagged:
    """What a file of ours says. Raises ReportError for a file that is none, or that cannot be read."""
    try:
        with pikepdf.open(io.BytesIO(path.read_bytes()), suppress_warnings=True) as pdf:
            maker = str(pdf.docinfo.get("/Producer", ""))
            if not maker.startswith(MAKER) or "/StructTreeRoot" not in pdf.Root or len(pdf.pages) > MOST_PAGES:
                raise _refused("not-ours", f"{path.name} was not made by this program", "name its project or manifest")
            return _Reader(pdf).told()
    except pikepdf.PasswordError:
        raise _refused("encrypted", f"{path.name} asks for a password", "name its project or manifest") from None
    except _BROKEN:
        raise _refused("bad-pdf", f"{path.name} is no PDF that can be read", "name its project or manifest") from None


class _Reader:
    """Reads one file."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.maps: dict[tuple[int, int], Mapping[bytes, str]] = {}
        self.words: dict[tuple[tuple[int, int], int], str] = {}  # by page and marked content
        self.order: dict[tuple[int, int], list[int]] = {}
        self.labels = {page.obj.objgen: str(page.label) for page in pdf.pages}

    def told(self) -> Tagged:
        for page in self.pdf.pages:
            self._read(page)
        info = self.pdf.docinfo
        root = self.pdf.Root.StructTreeRoot.K
        document = self._element(root[0] if isinstance(root, pikepdf.Array) else root, None, 0)
        pages = tuple(
            (
                self.labels[page.obj.objgen],
                " ".join(self.words[page.obj.objgen, mcid] for mcid in self.order[page.obj.objgen]),
            )
            for page in self.pdf.pages
        )
        language = str(self.pdf.Root.get("/Lang", ""))
        return Tagged(str(info.get("/Title", "")), str(info.get("/Author", "")), language, document, pages)

    def _read(self, page: pikepdf.Page) -> None:
        """The words of each marked content of a page."""
        fonts: Any = page.obj.Resources.Font if "/Font" in page.obj.get("/Resources", pikepdf.Dictionary()) else {}
        here = page.obj.objgen
        order = self.order.setdefault(here, [])
        font: Mapping[bytes, str] = {}
        open_marks: list[tuple[int, str | None]] = []  # marked content, or -1; and the words that stand for it
        for instruction in pikepdf.parse_content_stream(page):
            operands: Any = instruction.operands
            name = str(instruction.operator)
            if name == "Tf":
                font = self._map(fonts[operands[0]])
            elif name == "BMC":
                open_marks.append((-1, None))
            elif name == "BDC":
                properties = operands[1]
                mcid = int(properties.get("/MCID", -1)) if isinstance(properties, pikepdf.Dictionary) else -1
                actual = str(properties.ActualText) if "/ActualText" in properties else None
                open_marks.append((mcid, actual))
                if mcid >= 0:
                    order.append(mcid)
                    self.words[here, mcid] = ""
                if actual is not None:
                    self._add(here, open_marks, actual)
            elif name == "EMC":
                open_marks.pop()
            elif name in _SHOWING and not any(actual is not None for _, actual in open_marks):
                self._add(here, open_marks, _shown(operands, font))

    def _add(self, page: tuple[int, int], marks: list[tuple[int, str | None]], words: str) -> None:
        mcid = next((number for number, _ in reversed(marks) if number >= 0), -1)
        if mcid >= 0:
            self.words[page, mcid] += words

    def _map(self, font: Any) -> Mapping[bytes, str]:
        """What the codes of a font read as (ISO 32000-1, 9.10.3)."""
        key = font.objgen
        if key not in self.maps:
            source = font.ToUnicode.read_bytes() if "/ToUnicode" in font else b""
            pairs = (match for part in source.split(b"beginbfchar")[1:] for match in
                     _CODE.finditer(part.split(b"endbfchar")[0]))  # fmt: skip
            self.maps[key] = {bytes.fromhex(m[1].decode()): bytes.fromhex(m[2].decode()).decode("utf-16-be", "replace")
                              for m in pairs}  # fmt: skip
        return self.maps[key]

    def _element(self, element: Any, page: Any, depth: int) -> Told:
        if depth > DEEPEST:
            raise ValueError("too deep")
        page = element.get("/Pg", page)
        kids = element.get("/K", [])
        inner: list[Told] = []
        words: list[str] = []
        label = ""
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, int):
                words.append(self.words.get((page.objgen, int(kid)), ""))
                label = label or self.labels.get(page.objgen, "")
            elif "/MCID" in kid:
                there = kid.get("/Pg", page).objgen
                words.append(self.words.get((there, int(kid.MCID)), ""))
                label = label or self.labels.get(there, "")
            elif "/S" in kid:
                inner.append(self._element(kid, page, depth + 1))
                words.append(inner[-1].words)
                label = label or inner[-1].label
        actual = str(element.ActualText) if "/ActualText" in element else "".join(words)
        return Told(str(element.S).removeprefix("/"), actual, tuple(inner), label)


def _shown(operands: Any, font: Mapping[bytes, str]) -> str:
    """The words of a showing operator; codes have two bytes."""
    last = operands[-1]
    parts = last if isinstance(last, pikepdf.Array) else [last]
    return "".join(_decoded(bytes(part), font) for part in parts if isinstance(part, pikepdf.String))


def _decoded(codes: bytes, font: Mapping[bytes, str]) -> str:
    return "".join(font.get(codes[at : at + 2], "") for at in range(0, len(codes), 2))


def _refused(code: str, message: str, hint: str) -> ReportError:
    return ReportError([Problem(code, message, hint=hint, realm=Realm.SETUP)])
