"""A statement's columns and the page → where its columns stand: upright or on its side, at full size or smaller."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from report.model.brand import Grid

MM = 72 / 25.4
DIGITS = 19 * MM  # pt, the width that rules stand over (SPEC, Statement)
FEW_GAP, FEW_PITCH = 6.5 * MM, 24 * MM  # pt left of the graphic's columns, and from one edge to the next
GRAPHIC_COLUMN = 9  # of the plan: the waterfall stands in columns 9–12
FEW, MANY = 2, 4  # columns of figures: beside a graphic; on an upright page
MANY_FIRST, MANY_PITCH = 101.5, 29.0  # mm from the left trim (SPEC, Decisions: statement with four columns)
SIDEWAYS_PITCH = 36.0  # mm at most, on a page on its side
LEAST_LABEL = 40 * MM  # pt for labels, however many columns there are
LEAST_PITCH = 10 * MM
GAP = 0.5  # units between neighbouring columns at least
NOTE_WIDTH, NOTE_GAP = 6.5 * MM, 3 * MM  # pt, the column of note numbers, and what lies between it and the labels
SMALLER = (1.0, 11 / 12, 10 / 12)  # of the type's size: 9.6 pt is set no smaller than 8 pt


class Need(Struct, frozen=True):
    """What a statement asks of its form, in pt at full size: its widest figure and its widest word in a head of each
    column, and its widest word among the labels."""

    figures: tuple[float, ...]
    heads: tuple[float, ...]
    label: float


class Form(Struct, frozen=True):
    """Where a statement's columns stand, in pt from the text's left edge: the right edges of the figures, from one
    edge to the next, how wide the rules over the figures are, the left edge of the note numbers (0 without), what
    labels have, and the least space between columns. `scale` is that of its type; `graphic` says whether columns 9 to
    12 are left for a waterfall."""

    grid: Grid
    edges: tuple[float, ...]
    pitch: float
    digits: float
    note: float
    label: float
    gap: float
    scale: float = 1.0
    graphic: bool = False

    def room(self, column: int) -> float:
        """What a column, counted from 0, has between its neighbours."""
        return (self.edges[column] - self.edges[column - 1] if column else self.pitch) - self.gap

    def lacking(self, need: Need) -> tuple[float, int]:
        """How much (pt) what lacks most room has too little, not above 0 where all fits, and which column that is: -1
        for the labels."""
        widths = enumerate(zip(need.figures, need.heads, strict=True))
        columns = [(max(wanted) * self.scale - self.room(index), index) for index, wanted in widths]
        return max(*columns, (max(need.label * self.scale, LEAST_LABEL) - self.label, -1))


def forms(count: int, grid: Grid, verso: bool, *, notes: bool, graphic: bool, landscape: bool | None) -> Iterator[Form]:
    """The forms that a statement of so many columns may take, the best first: upright up to four columns, else on its
    side; at full size, then smaller. `landscape` says which way its page stands, None that the program may choose."""
    ways = [False, True] if count <= MANY else [True]
    for sideways in ways if landscape is None else [landscape]:
        page = turned(grid) if sideways else grid
        for scale in SMALLER:
            yield _form(count, page, verso, notes, graphic and not sideways, scale)


def turned(grid: Grid) -> Grid:
    """The grid of the same page on its side, with columns of about the same width."""
    live = grid.height - grid.inner - grid.outer
    drawn = max(1, round((live + grid.gutter) / (grid.column_width + grid.gutter)))
    return replace(grid, width=grid.height, height=grid.width, drawn=drawn)


def _form(count: int, grid: Grid, verso: bool, notes: bool, graphic: bool, scale: float) -> Form:
    """One or two columns stand left of the graphic's room and three or four at edges of their own, where the page has
    room for that; else the columns share what the labels leave."""
    width, gap = grid.live, GAP * grid.unit
    left = grid.left(verso)
    beside = grid.column_x(GRAPHIC_COLUMN, verso) - left
    few = [beside - FEW_GAP - FEW_PITCH * (count - 1 - index) for index in range(count)]
    many = [(MANY_FIRST + MANY_PITCH * index) * MM - left for index in range(count)]
    least = DIGITS + grid.unit + LEAST_LABEL + (NOTE_WIDTH + NOTE_GAP if notes else 0.0)
    fits_graphic = False
    if count <= FEW and few[0] >= least:
        edges, pitch, fits_graphic = few, FEW_PITCH, graphic
    elif FEW < count <= MANY and many[min(count, 3) - 1] < width - gap and grid.width < grid.height:
        edges, pitch = many if count < MANY else [*many[:3], width], MANY_PITCH * MM
    else:
        widest = (MANY_PITCH if grid.width < grid.height else SIDEWAYS_PITCH) * MM
        pitch = min(widest, (width - least + DIGITS + gap) / count)
        pitch = max(pitch, LEAST_PITCH)
        edges = [width - pitch * (count - 1 - index) for index in range(count)]
    digits = min(DIGITS, pitch - gap)
    taken = edges[0] - digits
    note = taken - NOTE_WIDTH if notes else 0.0
    label = note - NOTE_GAP if notes else taken - grid.unit
    return Form(grid, tuple(edges), pitch, digits, note, label, gap, scale, fits_graphic)
