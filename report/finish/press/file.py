"""Turns a PDF from anywhere into what rules for presses ask of it: catalogue, output intents, pages and their ink."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from functools import cached_property
from typing import Any

import pikepdf

from report.finish.press.ink import MOST_OPERATORS, Deed, follow

MOST_PACKET = 2_000_000  # bytes of XMP
DEEPEST = 60
Box = tuple[float, float, float, float]


class PressFile:
    """An opened file. Nothing here raises for what the file holds; what cannot be read counts as not there."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf

    @property
    def root(self) -> Any:
        return self.pdf.Root

    @cached_property
    def pages(self) -> list[pikepdf.Page]:
        return list(self.pdf.pages)

    @cached_property
    def things(self) -> list[Any]:
        """All dictionaries and streams that are objects of their own."""
        return [thing for thing in self.pdf.objects if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)]

    @cached_property
    def intents(self) -> list[Any]:
        return [one for one in array(self.root.get("/OutputIntents")) if isinstance(one, pikepdf.Dictionary)]

    @property
    def press_intents(self) -> list[Any]:
        return [one for one in self.intents if str(one.get("/S")) == "/GTS_PDFX"]

    @cached_property
    def profile(self) -> bytes:
        """The ICC profile of the printing condition; empty when there is none."""
        for intent in self.press_intents or self.intents:
            stream = intent.get("/DestOutputProfile")
            if isinstance(stream, pikepdf.Stream):
                return decoded(stream)
        return b""

    @property
    def process(self) -> str:
        """The device space that the printing condition is of."""
        return {b"CMYK": "/DeviceCMYK", b"RGB ": "/DeviceRGB", b"GRAY": "/DeviceGray"}.get(self.profile[16:20], "")

    @cached_property
    def metadata(self) -> dict[str, str]:
        """The simple properties of the XMP packet, by {namespace}name; those that hold lists have their first text."""
        stream = self.root.get("/Metadata")
        data = decoded(stream) if isinstance(stream, pikepdf.Stream) else b""
        if not data or len(data) > MOST_PACKET or b"<!ENTITY" in data:
            return {}
        try:
            tree = ET.fromstring(data[data.find(b"<x:xmpmeta") :] if b"<x:xmpmeta" in data else data)
        except ET.ParseError:
            return {}
        found: dict[str, str] = {}
        for description in tree.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"):
            found.update(description.attrib)
            for entry in description:
                found.setdefault(entry.tag, " ".join("".join(entry.itertext()).split()))
        return found

    @cached_property
    def information(self) -> Any:
        info = self.pdf.trailer.get("/Info")
        return info if isinstance(info, pikepdf.Dictionary) else pikepdf.Dictionary()

    def box(self, page: pikepdf.Page, key: str) -> Box | None:
        """A box of a page (pt), also one that its parents give; None when there is none that can be read."""
        node: Any = page.obj
        for _ in range(DEEPEST):
            given = node.get(key)
            if isinstance(given, pikepdf.Array) and len(given) == 4:
                try:
                    left, low, right, high = (float(side) for side in given)
                except (TypeError, ValueError):
                    return None
                return min(left, right), min(low, high), max(left, right), max(low, high)
            node = node.get("/Parent")
            if not isinstance(node, pikepdf.Dictionary):
                break
        return None

    @cached_property
    def deeds(self) -> list[list[Deed]]:
        """What each page paints, in order."""
        left = MOST_OPERATORS
        found: list[list[Deed]] = []
        for page in self.pages:
            deeds, used = follow(page, left)
            found.append(deeds)
            left = max(0, left - used)
        return found


def array(thing: Any) -> list[Any]:
    """The entries of an array; a thing that is none counts as one entry, nothing as none."""
    if isinstance(thing, pikepdf.Array):
        return list(thing)
    return [] if thing is None else [thing]


def decoded(stream: Any, most: int = 30_000_000) -> bytes:
    """A stream's data; nothing when it cannot be read, or is larger than any file needs."""
    from report.finish.preflight.bounds import TooMuchError, inflated

    try:
        return inflated(stream, most)
    except (pikepdf.PdfError, TooMuchError, ValueError, TypeError, RuntimeError):
        return b""
