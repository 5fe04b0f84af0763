"""The logical structure: elements in reading order, made by layout and independent of where things are drawn.

An element's children are elements, **leaves** (marked content that painting will draw, on one page or several) and
**object leaves** (annotations). Painting logs on which page each leaf was drawn, and finishing joins the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

ARTIFACT = -1  # the leaf number of content that is not part of the structure
STATUS = -10  # the same, of the line that tells the report's status: an excerpt makes real text of its first

Scope = Literal["", "Column", "Row", "Both"]


class Leaf(Struct, frozen=True, gc=False):
    """A slot for marked content. Numbers are unique in a layout."""

    number: int


class ObjectLeaf(Struct, frozen=True, gc=False):
    """A slot for link annotations that share one element. Numbers share the leaves' sequence."""

    number: int


class Attributes(Struct, frozen=True, gc=False):
    """What an element says of itself. Empty means: not given. `box` asks for a bounding box of its leaves' ink
    (ISO 32000-1 table 344), `numbering` is a list's ListNumbering, `headers` names the IDs of a cell's headers."""

    alt: str = ""
    actual: str = ""
    expansion: str = ""
    language: str = ""
    title: str = ""
    id: str = ""
    scope: Scope = ""
    headers: tuple[str, ...] = ()
    column_span: int = 1
    row_span: int = 1
    numbering: str = ""
    box: bool = False
    summary: str = ""


NO_ATTRIBUTES = Attributes()


class Element(Struct, frozen=True, gc=False):
    """A structure element. `tag` is a standard type of PDF 1.7, or a name of ours that finishing maps to one."""

    tag: str
    kids: tuple[Kid, ...] = ()
    attributes: Attributes = NO_ATTRIBUTES

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


Kid = Element | Leaf | ObjectLeaf


class MarkedContent(Struct, frozen=True, gc=False):
    """Where a leaf was drawn: sheet (from 0) and marked-content id on it."""

    sheet: int
    mcid: int


class LinkArea(Struct, frozen=True):
    """A link to be annotated. `rectangle` is left, bottom, right, top in pt from the bottom left of the trim;
    `target` is an address, or `#name` of a destination; `number` is the object leaf of its element."""

    sheet: int
    rectangle: tuple[float, float, float, float]
    target: str
    description: str
    number: int


class StructureLog(Struct, frozen=True):
    """What painting tells finishing. `content` lists each leaf's marked content in order of drawing, `boxes` each
    leaf's (sheet, left, bottom, right, top) in pt where its element asked for one; `mcids` is the number of marked
    content sequences a sheet holds."""

    content: dict[int, list[MarkedContent]]
    boxes: dict[int, tuple[int, float, float, float, float]]
    links: list[LinkArea]
    mcids: list[int]
