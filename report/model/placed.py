"""Placed pages: what layout hands to painting. All measures in pt; x to the right and y **down** from the top left
of the trimmed page; a line's y is its baseline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from report.errors import Location, Problem
from report.model.structure import ARTIFACT, Element


class Run(Struct, frozen=True, gc=False):
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


class TextLine(Struct, frozen=True, gc=False):
    """A set line; its runs from left to right. It is `cut` where it had to end inside a piece of text that may not be
    divided there and is wider than the measure."""

    runs: tuple[Run, ...]
    width: float
    cut: bool = False


class Panel(Struct, frozen=True, gc=False):
    """A filled rectangle; the placement is its top left corner. `stroke` outlines it when it names an ink.
    `leaf` makes it content (a bar of a chart), else it is an artifact."""

    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0
    leaf: int = ARTIFACT


class Rule(Struct, frozen=True, gc=False):
    """A straight horizontal line to the right of its placement; `thickness` is centred on y. An artifact."""

    length: float
    thickness: float
    ink: str


class PlacedImage(Struct, frozen=True):
    """An image file scaled to fill width x height; what does not fit is cut off around `focus` (fractions from the
    top left). The placement is its top left corner. `file` is relative to the project."""

    file: str
    width: float
    height: float
    focus: tuple[float, float] = (0.5, 0.5)
    leaf: int = ARTIFACT


class PlacedPage(Struct, frozen=True):
    """A page (from 0) of a PDF that is inserted as it is, at this size; top left corner. `file` is relative to the
    project; a `tagged` one brings its own structure, in the place of the leaf's element."""

    file: str
    page: int
    width: float
    height: float
    leaf: int = ARTIFACT
    tagged: bool = False


class PlacedFlowable(Struct, frozen=True):
    """A ReportLab Flowable that layout has wrapped at this width and height; top left corner."""

    flowable: object
    width: float
    height: float
    leaf: int = ARTIFACT


class LinkSpot(Struct, frozen=True, gc=False):
    """The active area of a link; top left corner. `number` is the object leaf of its element."""

    width: float
    height: float
    target: str
    description: str
    number: int


class Destination(Struct, frozen=True, gc=False):
    """A named place on a page that links, contents and outline point to."""

    name: str


class Tint(Struct, frozen=True):
    """An area in one ink. `path` holds path operators (m, l, c, h, re) in hundredths of a pt, y down, from the top left
    of the drawing; so do `clips`, each of which cuts off what lies outside it. Opacity runs from 0 to 1.
    `even_odd` says by which rule the inside of a path that crosses itself is found."""

    ink: str
    path: str
    opacity: float = 1.0
    clips: tuple[str, ...] = ()
    even_odd: bool = False


class Strokes(Struct, frozen=True):
    """Lines in one ink; `path`, `clips` and opacity as in a tint. Width, dash and its phase in pt. Round ends make
    dots of dashes without length; `square_ends` and `join` as PDF has them (ISO 32000-1, 8.4.3.3 and 8.4.3.4)."""

    ink: str
    path: str
    width: float
    round_ends: bool = False
    dash: tuple[float, ...] = ()
    phase: float = 0.0
    square_ends: bool = False
    join: int = 0
    opacity: float = 1.0
    clips: tuple[str, ...] = ()


class Drawing(Struct, frozen=True):
    """Vectors, cut off at width x height in pt; the placement is the top left corner. What lies beneath comes first.
    An artifact, unless it has a leaf."""

    width: float
    height: float
    marks: tuple[Tint | Strokes, ...]
    leaf: int = ARTIFACT


class Turned(Struct, frozen=True, gc=False):
    """A set line that is turned about its placement, in degrees against the clock; also one that is not fully
    opaque."""

    line: TextLine
    angle: float
    opacity: float = 1.0


class Raster(Struct, frozen=True, tag="raster"):
    """An image in memory, as PNG. `matrix` maps the unit square (y up) to pt from the placement (y down); what lies
    outside any of `clips` (paths as in a tint) is cut off."""

    png: bytes
    matrix: tuple[float, float, float, float, float, float]
    leaf: int = ARTIFACT
    opacity: float = 1.0
    clips: tuple[str, ...] = ()


Placeable = PlacedImage | PlacedPage | PlacedFlowable
Item = TextLine | Turned | Panel | Rule | Drawing | Raster | Placeable | LinkSpot | Destination


class Portion(Struct, frozen=True, gc=False):
    """Which part of a source block a placement shows: pieces start..stop of `total`, counted by the layout's
    ledger. `block` is the block's number in the ledger. A line of running text also has the measure (pt) that it was
    set in, and `ends` is set where it ends a paragraph or stands before a line end of the author's."""

    block: int
    start: int
    stop: int
    total: int
    measure: float = 0.0
    ends: bool = False


class Placement(Struct, frozen=True, gc=False):
    """An item at its place. Furniture has no portion. `part` names what a press has a rule of its own for: the digit on
    a `tab`, a `logo`."""

    item: Item
    x: float
    y: float
    portion: Portion | None = None
    part: str = ""


PageKind = Literal[
    "cover",
    "blank",
    "contents",
    "letter",
    "about",
    "opener",
    "article",
    "photo",
    "insert",
    "kpis",
    "statement",
    "colophon",
    "cover-note",
    "signatures",
]


class Pane(Struct, frozen=True, gc=False):
    """A part of a sheet that holds the next `count` placements and cuts them off at left and right, in pt."""

    left: float
    right: float
    count: int


class Page(Struct, frozen=True):
    """One page. `folio` is its printed number and its page label; `verso` pages are left ones. Placements are in
    drawing order: what lies beneath comes first."""

    kind: PageKind
    folio: str
    verso: bool
    width: float
    height: float
    placements: tuple[Placement, ...]
    section: str = ""
    panes: tuple[Pane, ...] = ()  # of a cover's sheet; none where the whole page is one


class Bookmark(Struct, frozen=True):
    """An entry of the outline; levels count from 1, `destination` is a Destination's name."""

    title: str
    destination: str
    level: int


class LedgerEntry(Struct, frozen=True):
    """A source block and what it is called, booked before layout."""

    block: int
    name: str
    at: Location


class Layout(Struct, frozen=True):
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
    bleed: float = 0.0  # pt around the trim that the drawings on the pages reach
