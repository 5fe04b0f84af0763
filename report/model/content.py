"""Text as authors wrote it, after parsing: sections hold articles, articles hold blocks, blocks hold spans.

Every node carries `at`, its place in the source.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from report.errors import Location
from report.model.facsimile import Facsimiles
from report.model.vector import Vector

# ---------------------------------------------------------------- spans (inline)


class Words(Struct, frozen=True):
    """Running text, with its spaces; no line breaks. `turns` are the places in the source of the letters that do not
    stand right behind the one before: those that begin a line."""

    text: str
    at: Location
    turns: tuple[tuple[int, Location], ...] = ()

    def place(self, offset: int) -> Location:
        """Where a letter stands in the source."""
        begin, at = max((turn for turn in self.turns if turn[0] <= offset), default=(0, self.at))
        return Location(at.file, at.line, at.column + offset - begin)


class Emphasis(Struct, frozen=True):
    spans: tuple[Span, ...]
    at: Location


class Strong(Struct, frozen=True):
    spans: tuple[Span, ...]
    at: Location


class CodeSpan(Struct, frozen=True):
    text: str
    at: Location


class Link(Struct, frozen=True):
    """`target` is an http(s)/mailto/tel address, or `#id` of a section, article or heading of this report.
    `description` is the alternate description for screen readers; empty means: the spans' text and the target.
    `short` is the address that is printed instead of the target."""

    spans: tuple[Span, ...]
    target: str
    description: str
    at: Location
    short: str = ""


class NoteReference(Struct, frozen=True):
    """`[^name]`: cites the footnote of that name in the same source file."""

    name: str
    at: Location


class Language(Struct, frozen=True):
    """`[text]{lang=en}`: words of another language (BCP 47 tag)."""

    spans: tuple[Span, ...]
    tag: str
    at: Location


class Abbreviation(Struct, frozen=True):
    """`[RvT]{abbr="Raad van Toezicht"}`: an abbreviation with its expansion."""

    text: str
    expansion: str
    at: Location


class Quoted(Struct, frozen=True):
    """`{{ id | format }}`: quotes a fact; `format` is empty or a named format such as `euro` or `percent(1)`."""

    fact: str
    format: str
    at: Location


class LineBreak(Struct, frozen=True):
    """A hard break inside a paragraph."""

    at: Location


class Unchecked(Struct, frozen=True):
    """`[1.250]{ignore="…"}`: words whose figures are no facts of this report, with the reason."""

    spans: tuple[Span, ...]
    reason: str
    at: Location


Span = (
    Words
    | Emphasis
    | Strong
    | CodeSpan
    | Link
    | NoteReference
    | Language
    | Abbreviation
    | Quoted
    | LineBreak
    | Unchecked
)

# ---------------------------------------------------------------- blocks


class Paragraph(Struct, frozen=True):
    spans: tuple[Span, ...]
    at: Location


class Lead(Struct, frozen=True):
    """`::: lead`: the paragraph that opens an article, set larger."""

    spans: tuple[Span, ...]
    at: Location


class Subhead(Struct, frozen=True):
    """`###` (level 3) or `####` (level 4); `anchor` is empty or the author's `{#id}`."""

    spans: tuple[Span, ...]
    level: int
    anchor: str
    at: Location


class ListItem(Struct, frozen=True):
    blocks: tuple[Block, ...]
    at: Location


class ListBlock(Struct, frozen=True):
    """Bulleted when `start` is None, else numbered from `start`."""

    items: tuple[ListItem, ...]
    start: int | None
    at: Location


class DescriptionItem(Struct, frozen=True):
    """A term and, on lines that begin with a colon, what it means."""

    term: tuple[Span, ...]
    blocks: tuple[Block, ...]
    at: Location


class DescriptionList(Struct, frozen=True):
    """Terms with their descriptions."""

    items: tuple[DescriptionItem, ...]
    at: Location


class QuoteBlock(Struct, frozen=True):
    """`>` or `::: quote {source="…"}`. `pull` sets it large, as a pull quote; one that is asked to `keep` together is
    not divided over columns."""

    blocks: tuple[Block, ...]
    source: tuple[Span, ...]
    pull: bool
    at: Location
    keep: bool = False


class Callout(Struct, frozen=True):
    """`::: callout Title`: a tinted box, one column wide unless it is `wide`."""

    title: tuple[Span, ...]
    blocks: tuple[Block, ...]
    at: Location
    wide: bool = False


class BigNumber(Struct, frozen=True):
    """`::: number 6.900`: one large figure with what it counts beneath it."""

    value: tuple[Span, ...]
    blocks: tuple[Block, ...]
    at: Location


class Cell(Struct, frozen=True):
    """A table cell; spans of rows and columns count from 1. `header` cells head their row or column."""

    spans: tuple[Span, ...]
    header: Literal["", "column", "row"]
    column_span: int
    row_span: int
    at: Location


class TableRow(Struct, frozen=True):
    """Cells that begin in this row, from left to right, each with the column (from 0) it begins in."""

    cells: tuple[tuple[int, Cell], ...]
    at: Location


class Table(Struct, frozen=True):
    """A table: `head` rows repeat when it splits. `alignments` holds one entry a column, `decimal` for figures whose
    decimal marks stand below each other; a `wide` one stands across all text columns, one that is asked to `keep`
    together is not divided over columns."""

    head: tuple[TableRow, ...]
    body: tuple[TableRow, ...]
    alignments: tuple[Literal["left", "right", "centre", "decimal"], ...]
    caption: tuple[Span, ...]
    source: tuple[Span, ...]
    at: Location
    wide: bool = False
    keep: bool = False


class Figure(Struct, frozen=True):
    """`::: figure assets/images/x.jpg {alt="…" credit="…"}` with the caption as its text.
    `file` is the path relative to the project; `decorative` images have no alt text and become artifacts. One that is
    so many `fields` high is cut off around its focus."""

    file: str
    alt: str
    credit: str
    caption: tuple[Span, ...]
    decorative: bool
    at: Location
    wide: bool = False
    fields: int = 0
    focus: tuple[float, float] = (0.5, 0.5)


class CodeBlock(Struct, frozen=True):
    """Lines set as typed, in a mono face."""

    lines: tuple[str, ...]
    at: Location


class ThematicBreak(Struct, frozen=True):
    """`---`: a pause between paragraphs, drawn as a short rule."""

    at: Location


class OrganisationUnit(Struct, frozen=True):
    """A unit of an organisation, with those below it."""

    spans: tuple[Span, ...]
    units: tuple[OrganisationUnit, ...]
    at: Location


class Organisation(Struct, frozen=True):
    """`::: organisation`: a chart of an organisation; a `wide` one stands across all text columns."""

    units: tuple[OrganisationUnit, ...]
    at: Location
    wide: bool = False


class MarginNote(Struct, frozen=True):
    """`::: margin`: one paragraph in the side margin, beside the block it follows."""

    spans: tuple[Span, ...]
    at: Location


class ChartBlock(Struct, frozen=True):
    """`::: chart id`: one of the report's charts; a `wide` one stands across all text columns."""

    chart: str
    wide: bool
    at: Location


class Foreign(Struct, frozen=True):
    """Any ReportLab Flowable, added by a Python user. `alt` is its alternative text; empty makes it an artifact."""

    flowable: object
    alt: str
    at: Location


Block = (
    Paragraph
    | Lead
    | Subhead
    | ListBlock
    | DescriptionList
    | QuoteBlock
    | Callout
    | BigNumber
    | Table
    | Figure
    | CodeBlock
    | ThematicBreak
    | Organisation
    | MarginNote
    | ChartBlock
    | Foreign
    | Facsimiles
)


# ---------------------------------------------------------------- texts


class Footnote(Struct, frozen=True):
    """`[^name]: …`: one paragraph of note text."""

    name: str
    spans: tuple[Span, ...]
    at: Location


class Article(Struct, frozen=True):
    """A `##` heading and all that follows it. `anchor` is unique in the report (the author's or made from the
    headline); `pages` is the page budget or None, `thin` allows pages that are hardly filled."""

    headline: tuple[Span, ...]
    anchor: str
    blocks: tuple[Block, ...]
    pages: int | None
    at: Location
    thin: bool = False


class Picture(Struct, frozen=True):
    """An image named in front matter. `focus` is the point to keep in view, as fractions (0..1) from the top left."""

    file: str
    alt: str
    credit: str
    focus: tuple[float, float]
    at: Location


class Signature(Struct, frozen=True):
    """The image of a signature: its vector, or a file of pixels. `width` and `height` give its shape."""

    file: str
    width: float
    height: float
    vector: Vector | None = None


class Signatory(Struct, frozen=True):
    """Who signs a letter: a name, a role, or both."""

    name: str
    role: str
    signature: Signature | None
    at: Location


class Prose(Struct, frozen=True):
    """One Markdown source. `introduction` is all text before the first `##`; its first paragraph, of at most 60
    words, is set as lead by the page kinds that have one. Fields that a kind does not use are empty. `at` is the
    place of the headline, or else the file's beginning."""

    source: str
    label: str
    headline: tuple[Span, ...]
    introduction: tuple[Block, ...]
    articles: tuple[Article, ...]
    footnotes: tuple[Footnote, ...]
    signed: tuple[Signatory, ...]
    quote: tuple[Span, ...]
    quote_source: str
    image: Picture | None
    at: Location
    pages: int | None = None
    thin: bool = False
    caption: tuple[Span, ...] = ()
