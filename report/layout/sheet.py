"""Pages in the making: a sheet collects placements until the press closes it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from report.layout.columns import Frame
from report.model.brand import ChapterInks, Grid
from report.model.placed import Destination, Item, Page, PageKind, Placement, Portion

FIRST_TEXT_LINE = 13  # SPEC, Grid: text area lines 13–60
LAST_TEXT_LINE = 60
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
    margin_foot: float = 0.0  # pt: how far down the side margin is taken

    @property
    def verso(self) -> bool:
        """Left pages have even numbers."""
        return self.number % 2 == 0

    @property
    def folio(self) -> str:
        return str(self.number)

    def put(self, item: Item, x: float, y: float, portion: Portion | None = None) -> None:
        self.placements.append(Placement(item, x, y, portion))

    def add(self, placements: Iterable[Placement]) -> None:
        self.placements += placements

    def mark(self, destination: str, y: float = 0.0) -> None:
        """Name a place on this page."""
        self.placements.insert(0, Placement(Destination(destination), 0.0, y))

    def column_x(self, column: int) -> float:
        return self.grid.column_x(column, self.verso)

    @property
    def first_text_column(self) -> int:
        """The side margin is on the outer edge: columns 1–2 of a verso page, the last two of a recto one."""
        return 3 if self.verso else 1

    @property
    def margin_x(self) -> float | None:
        """The left edge of the side margin in pt; None where the page has none."""
        if self.kind not in WITH_MARGIN:
            return None
        return self.column_x(1 if self.verso else self.grid.columns - 1)

    def text_frames(self, line: float, last: float = LAST_TEXT_LINE) -> list[Frame]:
        """The two text columns whose first baseline is this line, down to the last one."""
        grid, first = self.grid, self.first_text_column
        half = (grid.columns - 2) // 2
        return [self.frame(first, half, line, last), self.frame(first + half, half, line, last)]

    def frame(self, column: int, columns: int, line: float, last: float = LAST_TEXT_LINE) -> Frame:
        """A frame over so many columns, from the line of its first baseline to that of its last."""
        grid = self.grid
        top = grid.line(line - 1)
        return Frame(self.column_x(column), top, grid.span(columns), grid.line(last) - top)


class Press:
    """Numbers the pages and keeps them in order."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.sheets: list[Sheet] = []

    @property
    def next_number(self) -> int:
        """The number that the next page will have, counted from 1."""
        return len(self.sheets) + 1

    def sheet(self, kind: PageKind, *, head: str = "", chapter: ChapterMark | None = None, section: str = "") -> Sheet:
        """Begin the next page."""
        sheet = Sheet(self.grid, kind, len(self.sheets) + 1, head, chapter, section)
        self.sheets.append(sheet)
        return sheet

    def pages(self) -> tuple[Page, ...]:
        """The finished pages."""
        return tuple(
            Page(s.kind, s.folio, s.verso, s.grid.width, s.grid.height, tuple(s.placements), s.section)
            for s in self.sheets
        )
