"""Pages in the making: a sheet collects placements until the press closes it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from report.layout.columns import Frame
from report.model.brand import ChapterInks, Grid
from report.model.placed import Destination, Item, Page, PageKind, Placement, Portion

ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
WITH_MARGIN = ("article", "letter", "about")  # kinds of page whose text leaves the side margin free


class ChapterMark(Struct, frozen=True):
    """A chapter as its pages show it: its number, how many there are, its inks."""

    number: int
    count: int
    inks: ChapterInks


class Sheet(Struct):
    """One page in the making. `head` is the running head; empty on pages without one."""

    grid: Grid
    kind: PageKind
    number: int
    head: str = ""
    chapter: ChapterMark | None = None
    section: str = ""
    placements: list[Placement] = field(default_factory=list)
    ground: str = "paper"  # the ink beneath the furniture
    margin_foot: float = 0.0  # pt: how far down the side margin is taken by what stands level with text
    taken: list[tuple[float, float]] = field(default_factory=list)  # pt: tops and feet of all else in the side margin
    link_line: float = 0.0  # pt: the first baseline that the next link's block may stand on; 0: that of the text
    aside: bool = False  # a leaf that comes with the report and is no page of it: its folio is Roman

    @property
    def verso(self) -> bool:
        """Left pages have even numbers."""
        return self.number % 2 == 0

    @property
    def folio(self) -> str:
        return roman(self.number) if self.aside else str(self.number)

    def put(self, item: Item, x: float, y: float, portion: Portion | None = None, part: str = "") -> None:
        self.placements.append(Placement(item, x, y, portion, part))

    def add(self, placements: Iterable[Placement]) -> None:
        self.placements += placements

    def mark(self, destination: str, y: float = 0.0) -> None:
        """Name a place on this page."""
        self.placements.insert(0, Placement(Destination(destination), 0.0, y))

    def column_x(self, column: float) -> float:
        return self.grid.column_x(column, self.verso)

    @property
    def first_text_column(self) -> float:
        """The side margin is on the outer edge: the first columns of a verso page, the last ones of a recto one."""
        return self.grid.margin_columns + 1 if self.verso else 1

    @property
    def margin_column(self) -> float:
        """The first column of the side margin."""
        return 1 if self.verso else self.grid.measure_columns + 1

    @property
    def right_edge(self) -> float:
        """x (pt) where the last column ends."""
        return self.grid.left(self.verso) + self.grid.live

    @property
    def margin_x(self) -> float | None:
        """The left edge of the side margin in pt; None where the page has none."""
        if self.kind not in WITH_MARGIN:
            return None
        return self.column_x(self.margin_column)

    def free_top(self, top: float, height: float) -> float:
        """The first place from this y (pt) down where so much is free in the side margin, a unit apart from what stands
        there."""
        apart = self.grid.unit - 1e-6
        for first, foot in sorted([(0.0, self.margin_foot), *self.taken] if self.margin_foot else self.taken):
            if top < foot + apart and first < top + height + apart:
                top = foot + self.grid.unit
        return top

    def text_frames(self, line: float, last: float = 0.0) -> list[Frame]:
        """The text columns whose first baseline is this line, down to the last one of the text area or to `last`."""
        grid, first = self.grid, self.first_text_column
        width = grid.measure_columns / grid.text_columns
        return [self.frame(first + index * width, width, line, last) for index in range(grid.text_columns)]

    def frame(self, column: float, columns: float, line: float, last: float = 0.0) -> Frame:
        """A frame over so many columns, from the line of its first baseline to that of its last: the text area's, where
        none is given."""
        grid = self.grid
        top = grid.line(line - 1)
        return Frame(self.column_x(column), top, grid.span(columns), grid.line(last or grid.last_line) - top)


def roman(number: int) -> str:
    """A number from 1 in small Roman numerals."""
    written = ""
    for value, letters in ROMAN:
        written += letters * (number // value)
        number %= value
    return written


class Press:
    """Numbers the pages and keeps them in order."""

    def __init__(self, grid: Grid, *, first: int = 1, aside: bool = False) -> None:
        self.grid = grid
        self.first = first  # the number of the first page
        self.aside = aside  # what is printed comes with the report and is no part of it
        self.sheets: list[Sheet] = []

    @property
    def next_number(self) -> int:
        """The number that the next page will have, counted from 1."""
        return len(self.sheets) + self.first

    def sheet(self, kind: PageKind, *, head: str = "", chapter: ChapterMark | None = None, section: str = "") -> Sheet:
        """Begin the next page."""
        sheet = Sheet(self.grid, kind, self.next_number, head, chapter, section, aside=self.aside)
        self.sheets.append(sheet)
        return sheet

    def turn_to(self, start: str) -> None:
        """Leave pages blank until the next one is a `recto`, a `verso`, or the `back` of a multiple of four; `any`
        leaves none."""
        cycle, wanted = {"recto": (2, 1), "verso": (2, 0), "back": (4, 0)}.get(start, (1, 0))
        while self.next_number % cycle != wanted:
            self.sheet("blank")

    def pages(self) -> tuple[Page, ...]:
        """The finished pages."""
        return pages_of(self.sheets)


def pages_of(sheets: Iterable[Sheet]) -> tuple[Page, ...]:
    """Finished sheets as pages."""
    return tuple(
        Page(s.kind, s.folio, s.verso, s.grid.width, s.grid.height, tuple(s.placements), s.section) for s in sheets
    )
