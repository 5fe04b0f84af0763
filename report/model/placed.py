"""Placed pages: what layout hands to painting. All measures in pt; x to the right and y **down** from the top left
of the trimmed page; a line's y is its baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from report.errors import Location, Problem
from report.model.structure import ARTIFACT, Element


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face, size, ink and leaf, side by side on a line.

    `x` counts from the line's left end. `face` is the key of a face in the font library. `glyphs` is the operand
    of a TJ operator, `[<0012>-35<0044>]`, with tracking, kerning and word spaces already in it, in thousandths of
    the size. `text` is what the run reads as. `actual` is set where the glyphs do not extract as `text` (a hyphen
    made by breaking, in a CFF font); painting wraps such a run in a span with ActualText. `rise` lifts
    the baseline (superiors). `underline` draws a rule below, as links have. `scale` makes glyphs and shifts that much
    wider; the width has it in it."""

    x: float
    width: float
    face: str
    size: float
    ink: str
    glyphs: str
    text: str
    leaf: int = ARTIFACT
    rise: float = 0.0
    actual: str | None = None
    underline: bool = False
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class TextLine:
    """A set line; its runs from left to right."""

    runs: tuple[Run, ...]
    width: float


@dataclass(frozen=True, slots=True)
class Panel:
    """A filled rectangle; the placement is its top left corner. `stroke` outlines it when it names an ink.
    `leaf` makes it content (a bar of a chart), else it is an artifact."""

    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0
    leaf: int = ARTIFACT


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight horizontal line to the right of its placement; `thickness` is centred on y. An artifact."""

    length: float
    thickness: float
    ink: str


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image file scaled to fill width x height; what does not fit is cut off around `focus` (fractions from the
    top left). The placement is its top left corner. `file` is relative to the project."""

    file: str
    width: float
    height: float
    focus: tuple[float, float] = (0.5, 0.5)
    leaf: int = ARTIFACT


@dataclass(frozen=True, slots=True)
class PlacedFlowable:
    """A ReportLab Flowable that layout has wrapped at this width and height; top left corner."""

    flowable: object
    width: float
    height: float
    leaf: int = ARTIFACT


@dataclass(frozen=True, slots=True)
class LinkSpot:
    """The active area of a link; top left corner. `number` is the object leaf of its element."""

    width: float
    height: float
    target: str
    description: str
    number: int


@dataclass(frozen=True, slots=True)
class Destination:
    """A named place on a page that links, contents and outline point to."""

    name: str


@dataclass(frozen=True, slots=True)
class Tint:
    """An area in one ink. `path` holds path operators (m, l, c, h) in hundredths of a pt, y down, from the top left
    of the drawing."""

    ink: str
    path: str


@dataclass(frozen=True, slots=True)
class Strokes:
    """Lines in one ink; `path` as in a tint. Width and dash in pt. Round ends make dots of dashes without length."""

    ink: str
    path: str
    width: float
    round_ends: bool = False
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """Vectors, cut off at width x height in pt; the placement is the top left corner. What lies beneath comes first.
    An artifact, unless it has a leaf."""

    width: float
    height: float
    marks: tuple[Tint | Strokes, ...]
    leaf: int = ARTIFACT


Item = TextLine | Panel | Rule | Drawing | PlacedImage | PlacedFlowable | LinkSpot | Destination


@dataclass(frozen=True, slots=True)
class Portion:
    """Which part of a source block a placement shows: pieces start..stop of `total`, counted by the layout's
    ledger. `block` is the block's number in the ledger. A line of running text also has the measure (pt) that it was
    set in, and `ends` is set where it ends a paragraph or stands before a line end of the author's."""

    block: int
    start: int
    stop: int
    total: int
    measure: float = 0.0
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Placement:
    """An item at its place. Furniture has no portion."""

    item: Item
    x: float
    y: float
    portion: Portion | None = None


PageKind = Literal[
    "cover", "blank", "contents", "letter", "about", "opener", "article", "kpis", "statement", "colophon"
]


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `folio` is its printed number and its page label; `verso` pages are left ones. Placements are in
    drawing order: what lies beneath comes first."""

    kind: PageKind
    folio: str
    verso: bool
    width: float
    height: float
    placements: tuple[Placement, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline; levels count from 1, `destination` is a Destination's name."""

    title: str
    destination: str
    level: int


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A source block and what it is called, booked before layout."""

    block: int
    name: str
    at: Location


@dataclass(frozen=True, slots=True)
class Layout:
    """The composed report. `structure` is the Document element; `tags` gives each leaf the tag of its element;
    `ledger` holds every source block, each proven to be placed exactly once. `glyphs` holds, by face key, the codes
    in use (glyph ids, and codes of the face's own for glyphs that read otherwise in places) and the text each reads
    as: several letters for a ligature, nothing for a combining part."""

    pages: tuple[Page, ...]
    structure: Element
    tags: Mapping[int, str]
    outline: tuple[Bookmark, ...]
    ledger: tuple[LedgerEntry, ...]
    glyphs: Mapping[str, Mapping[int, str]]
    problems: tuple[Problem, ...] = ()
