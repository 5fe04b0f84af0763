"""Turns a PDF file into plain Python values: all its objects read in one go, streams on request."""

from __future__ import annotations

import io
import re
from types import TracebackType
from typing import Any, Self

import pikepdf
from msgspec import json

TRAILER = "trailer"
MOST_HELD = 4000  # objects: those of a larger file take more memory than what they tell, so it is opened anew
_REFERENCE = re.compile(r"(\d+) \d+ R")

Dictionary = dict[str, Any]


class Facts:
    """A file's objects by reference (`"12 0 R"`), as qpdf tells them in JSON: names with their slash, text strings
    after `u:`, other strings in hexadecimal after `b:`."""

    def __init__(self, pdf: bytes) -> None:
        opened = pikepdf.open(io.BytesIO(pdf))
        self._objects: dict[str, Any] = _told(opened)
        if len(self._objects) > MOST_HELD:
            opened.close()
            opened = pikepdf.open(io.BytesIO(pdf))
        self._pdf = opened

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pdf.close()

    def value(self, thing: Any) -> Any:
        """The thing itself, or what it refers to."""
        return self._objects.get(thing) if isinstance(thing, str) and thing.endswith(" R") else thing

    def dictionary(self, thing: Any) -> Dictionary:
        """The dictionary a thing is or refers to; empty when it is none."""
        found = self.value(thing)
        return found if isinstance(found, dict) else {}

    def array(self, thing: Any) -> list[Any]:
        """The array a thing is or refers to; a single thing counts as an array of one, nothing as an empty one."""
        found = self.value(thing)
        if isinstance(found, list):
            return found
        return [] if found is None else [thing]

    def everything(self) -> list[Dictionary]:
        """All dictionaries of the file that are objects of their own."""
        return [entry for entry in self._objects.values() if isinstance(entry, dict)]

    @property
    def catalog(self) -> Dictionary:
        return self.dictionary(self._objects[TRAILER].get("/Root"))

    @property
    def information(self) -> Dictionary:
        return self.dictionary(self._objects[TRAILER].get("/Info"))

    def pages(self) -> list[tuple[str, Dictionary]]:
        """The pages in order, each with its reference."""
        found: list[tuple[str, Dictionary]] = []
        waiting = [self.catalog.get("/Pages")]
        met: set[str] = set()
        while waiting:
            reference = waiting.pop()
            if str(reference) in met:
                continue  # a tree that leads back into itself
            met.add(str(reference))
            node = self.dictionary(reference)
            if "/Kids" in node:
                waiting.extend(reversed(self.array(node["/Kids"])))
            else:
                found.append((str(reference), node))
        return found

    def content(self, page: Dictionary) -> bytes:
        """The decoded content of a page."""
        return b"\n".join(self.stream(reference) for reference in self.array(page.get("/Contents")))

    def stream(self, reference: str) -> bytes:
        """The decoded data of a stream."""
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            return b""
        thing = self._pdf.get_object(int(found[1]), 0)
        return thing.read_bytes() if isinstance(thing, pikepdf.Stream) else b""

    def number_tree(self, root: Any) -> dict[int, Any]:
        """The entries of a number tree."""
        entries: dict[int, Any] = {}
        waiting = [root]
        met: set[str] = set()
        while waiting:
            reference = waiting.pop()
            if str(reference) in met:
                continue
            met.add(str(reference))
            node = self.dictionary(reference)
            waiting.extend(self.array(node.get("/Kids")))
            numbers = self.array(node.get("/Nums"))
            entries.update(zip(numbers[::2], numbers[1::2], strict=False))
        return entries


def _told(opened: pikepdf.Pdf) -> dict[str, Any]:
    """All objects and the trailer, read one by one from JSON: qpdf would write that of a whole file in many thousand
    pieces."""
    names, told = [TRAILER], [opened.trailer.to_json(dereference=True, schema_version=2)]
    for entry in opened.objects:
        number, generation = entry.objgen
        names.append(f"{number} {generation} R")
        told.append(entry.to_json(dereference=True, schema_version=2))
    return dict(zip(names, json.decode(b"[" + b",".join(told) + b"]"), strict=True))


def text_of(string: Any) -> str:
    """The text of a text string; empty when it is none."""
    return string[2:] if isinstance(string, str) and string.startswith("u:") else ""
