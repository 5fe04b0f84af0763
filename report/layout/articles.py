"""Articles → article pages: the first of a page has the large title, further ones begin at a field's top."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from math import ceil

from msgspec import Struct

from report.errors import Location
from report.layout.blocks.setting import CopyMatter
from report.layout.columns import Frame
from report.layout.fitting import Attempt, fit
from report.layout.galley import Matter, Slug, elements_of, stack
from report.layout.headline import Headline, put_headline, set_headline
from report.layout.markup import mark_up, plain
from report.layout.pour import begins_here, fits_here, pour
from report.layout.sections import ContentsEntry, SectionSetting, lead_and_rest, mark_all, mark_opening, notes_of
from report.layout.sheet import Sheet
from report.model.content import Article, Block, Lead, Span
from report.model.placed import Bookmark
from report.model.structure import Element

TITLE_LINE = 10  # SPEC, Pages: article
LEAD_LINE = 17
TEXT_LINE = 25
LEAD_COLUMNS, LEAD_LINES = 8, 4
LEAD_BELOW, TEXT_BELOW = 2.5, 2.5  # lines below the title and below the lead, at least
TITLE_LINES = 2
NARROW_TITLE_LINES = 3  # on a page with one text column
NARROW_LINES = 4  # of a heading over less than the text columns together
LEAST_START = 6  # lines of text that an article needs at the foot of a page to begin there and go on overleaf


class Heading(Struct, frozen=True, dict=True):
    """A heading in one role, with its element; set only where it is used."""

    element: Element
    set: Callable[[], Headline]

    @cached_property
    def headline(self) -> Headline:
        return self.set()


class Piece(Struct, frozen=True):
    """An article ready for pages, marked up once. `node` is what the ledger knows its heading by; `pages` is how many
    it may take."""

    node: object
    title: str
    level: int
    anchor: str
    large: Heading
    small: Heading
    lead: CopyMatter | None
    matters: tuple[Matter, ...]
    at: Location
    pages: int | None = None


def make_heading(
    spans: Sequence[Span], setting: SectionSetting, role: str, level: int, measure: float, at: Location, lines: int
) -> Heading:
    """Mark up a heading, to be set within a measure (pt) and number of lines."""
    tag = f"H{level}"
    copy = mark_up(spans, setting.room, setting.stick(), role=role, tag=tag)
    return Heading(Element(tag, copy.kids), lambda: set_headline(copy, setting.room, role, measure, lines, at))


def make_piece(
    setting: SectionSetting,
    node: object,
    spans: tuple[Span, ...],
    level: int,
    anchor: str,
    at: Location,
    blocks: Sequence[Block],
    *,
    narrow: float = 0.0,
    pages: int | None = None,
) -> Piece:
    """Mark up a text with its heading. At level 1 a short first paragraph is the lead, in articles only a marked one.
    `narrow` is the measure (pt) of the small heading, where it is not that of the text columns together."""
    setting = setting.numbered(spans, anchor)
    room = setting.room
    lead: Lead | None = None
    if level == 1:
        lead, blocks = lead_and_rest(blocks, room)
    elif blocks and isinstance(blocks[0], Lead):
        lead, blocks = blocks[0], blocks[1:]
    width = room.grid.span(room.grid.measure_columns)
    most = NARROW_TITLE_LINES if room.grid.narrow else TITLE_LINES
    lines = NARROW_LINES if narrow else most
    large = make_heading(spans, setting, "title", level, width, at, most)
    small = make_heading(spans, setting, "second-title", level, narrow or width, at, lines)
    opening = None if lead is None else mark_opening(lead, setting)
    return Piece(
        node,
        plain(spans, room),
        level,
        anchor,
        large,
        small,
        opening,
        tuple(mark_all(blocks, setting, introduction=level == 1)),
        at,
        pages,
    )


def article_piece(setting: SectionSetting, article: Article, *, narrow: float = 0.0) -> Piece:
    """A `##` article."""
    return make_piece(
        setting,
        article,
        article.headline,
        2,
        article.anchor,
        article.at,
        article.blocks,
        narrow=narrow,
        pages=article.pages,
    )


class ArticleFlow:
    """Sets pieces one after the other; knows the page it has come to and how far down."""

    def __init__(self, setting: SectionSetting, head: str) -> None:
        self.setting = setting
        self.room = setting.room
        self.unit = setting.room.grid.unit
        self.head = head
        self.sheet: Sheet | None = None
        self.foot = 0.0  # pt
        self.extra = 0  # lines that columns go on below the text area
        self.bookmarks: list[Bookmark] = []
        self.entries: list[ContentsEntry] = []

    def begin_sheet(self) -> Sheet:
        """A new article page of this section."""
        return self.setting.press.sheet(
            "article", head=self.head, chapter=self.setting.chapter, section=self.setting.loaded.anchor
        )

    def go_on(self) -> tuple[Sheet, Sequence[Frame]]:
        """The next article page; text goes on from the first line of the text area."""
        sheet = self.begin_sheet()
        return sheet, self.frames(sheet, self.room.grid.first_line)

    def frames(self, sheet: Sheet, line: float) -> list[Frame]:
        """The text columns of a page from this line on."""
        return sheet.text_frames(line, self.room.grid.last_line + self.extra)

    def set_piece(self, piece: Piece) -> Element:
        """Set an article below the previous one where there is room, else at the top of a new page; within its pages
        if it is given some."""
        attempts: list[Attempt] = [
            (True, lambda: self.set_further(piece)),
            (False, lambda: self.set_first(piece, self.begin_sheet())),
        ]
        return fit(self, piece.pages, piece.at, attempts)

    def set_further(self, piece: Piece) -> Element | None:
        """An article below the previous one; None where it cannot begin there."""
        sheet, field = self.sheet, self.next_field()
        if sheet is None or field is None or not self.starts_here(piece, sheet, field):
            return None
        line = self.second_text_line(piece, field)
        put_headline(sheet, piece.small.headline, self.text_x(sheet), field + 1, node=piece.node, room=self.room)
        self.book(piece, sheet, field)
        if piece.lead is not None:
            self.put_lead(piece.lead, sheet, ceil(round(field + 3 + piece.small.headline.drop / self.unit, 6)))
        return self.set_text(piece, piece.small.element, sheet, line)

    def set_first(self, piece: Piece, sheet: Sheet) -> Element:
        """An article at the top of a page: title, lead over eight columns, text in two."""
        grid = self.room.grid
        title = grid.down(TITLE_LINE)
        put_headline(sheet, piece.large.headline, self.text_x(sheet), title, node=piece.node, room=self.room)
        self.book(piece, sheet, title - 3)
        foot = title + piece.large.headline.drop / self.unit
        line: float = max(grid.down(LEAD_LINE), ceil(round(foot + LEAD_BELOW, 6)))
        if piece.lead is not None:
            last = self.put_lead(piece.lead, sheet, line)
            line = max(grid.down(TEXT_LINE), ceil(round(last + TEXT_BELOW, 6)))
        return self.set_text(piece, piece.large.element, sheet, line)

    def next_field(self) -> int | None:
        """Top line of the first field below what stands on this page, None when there is no room."""
        if self.sheet is None or self.sheet.kind != "article":
            return None
        reached = self.foot / self.unit + 1.5
        grid = self.room.grid
        first, pitch = grid.first_line - 1, grid.fields[1]
        top = first + max(0, ceil(round((reached - first) / pitch, 6))) * pitch
        return top if top < grid.last_line - pitch + 1 else None

    def starts_here(self, piece: Piece, sheet: Sheet, field: int) -> bool:
        """Whether an article may begin at a field's top: it fits whole, or enough of it does."""
        line, last = self.second_text_line(piece, field), self.room.grid.last_line + self.extra
        if piece.small.headline.misfit is not None:
            return False
        if not piece.matters:
            return line <= last
        if line + 2 > last:
            return False
        frames = self.frames(sheet, line)
        if last - line + 1 >= LEAST_START:
            return begins_here(self.room, piece.matters, frames)
        return fits_here(self.room, piece.matters, frames)

    def lead_slugs(self, lead: CopyMatter) -> list[Slug]:
        """A lead over eight columns, or over all text columns when it would take more than four lines there."""
        grid = self.room.grid
        slugs = lead.cast(grid.span(min(LEAD_COLUMNS, grid.measure_columns)), {})
        return slugs if len(slugs) <= LEAD_LINES else lead.cast(grid.span(grid.measure_columns), {})

    def second_text_line(self, piece: Piece, field: int) -> int:
        """Line of the first text baseline of a further article, below its title and its lead."""
        line = field + 1 + piece.small.headline.drop / self.unit
        if piece.lead is not None:
            slugs = self.lead_slugs(piece.lead)
            line = ceil(round(line + 2, 6)) + sum(slug.height for slug in slugs[1:]) / self.unit
        return ceil(round(line + 1.75, 6))

    def put_lead(self, lead: CopyMatter, sheet: Sheet, line: float) -> float:
        """Place a lead from this line on; returns the line of its foot."""
        slugs = self.lead_slugs(lead)
        sheet.add(stack(slugs, self.text_x(sheet), self.room.grid.line(line) - slugs[0].height))
        return line + sum(slug.height for slug in slugs[1:]) / self.unit

    def set_text(self, piece: Piece, heading: Element, sheet: Sheet, line: float) -> Element:
        """Pour the article's text from this line on; returns the article's element."""
        self.sheet, self.foot = sheet, self.room.grid.line(line - 2)
        frames = self.frames(sheet, line)
        notes = notes_of(piece.lead)
        if piece.matters or notes:
            self.sheet, self.foot = pour(self.room, piece.matters, sheet, frames, self.go_on, notes=notes)
        lead = piece.lead.elements if piece.lead is not None else ()
        return Element("Sect", (heading, *lead, *elements_of(piece.matters)))

    def text_x(self, sheet: Sheet) -> float:
        return sheet.column_x(sheet.first_text_column)

    def book(self, piece: Piece, sheet: Sheet, line: float) -> None:
        """Destination, bookmark and line of the contents of an article."""
        sheet.mark(piece.anchor, self.room.grid.line(line))
        self.bookmarks.append(Bookmark(piece.title, piece.anchor, piece.level))
        if piece.level == 2:
            self.entries.append(ContentsEntry(piece.title, piece.anchor, sheet.number, 2))
