"""Rows of a table → slugs at the widths of its columns: one a row, or one a line where a row is taller than a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf

from msgspec import Struct, field
from msgspec.structs import replace

from report.layout.blocks.setting import Notes
from report.layout.galley import Slug, shifted, whole
from report.layout.lines import LineStyle, copy_letters, remainder, set_lines
from report.layout.markup import Copy
from report.layout.room import ComposingRoom
from report.model.content import Cell, Table
from report.model.placed import Placement, Portion, Rule, TextLine
from report.tables.decimals import before_mark, decimal_mark
from report.typography.text import Styled

GUTTER = 8.0  # pt between columns
RULE = 0.5  # pt (SPEC, Decisions: tables in text)
PADDING = 0.25  # units above and below the lines of a row
LEAST = 1.5  # units: the height of a row of one line

Cuts = dict[tuple[int, int], tuple[int, ...]]
"""By row and letters of it that are placed: how many of them are of each cell."""


class CellCopy(Struct, frozen=True):
    """A cell with its marked-up copy, and the column it begins in."""

    cell: Cell
    copy: Copy
    column: int


class Row(Struct, frozen=True):
    """A row ready to be set; `block` is its number in the ledger."""

    cells: tuple[CellCopy, ...]
    block: int
    header: bool


class Points(Struct, frozen=True):
    """How far (pt) the figures of a decimal column reach to either side of their decimal mark."""

    left: float = 0.0
    right: float = 0.0


class RowSetter(Struct, frozen=True):
    """Sets the rows of one table at one measure in pt. `points` are those of its decimal columns."""

    room: ComposingRoom
    table: Table
    widths: tuple[float, ...]
    measure: float
    notes: Notes
    points: Mapping[int, Points]
    cuts: Cuts = field(default_factory=dict)

    @property
    def unit(self) -> float:
        return self.room.grid.unit

    def set_rows(self, rows: Sequence[Row], tallest: float = inf) -> list[list[Slug]]:
        """The slugs of rows that stand below each other: one a row, or one a line where it is higher than `tallest`
        (pt). A cell over several rows makes the last of them higher where it needs to."""
        cells = [[self.set_cell(entry, entry.copy) for entry in row.cells] for row in rows]
        heights = [self.unit * LEAST] * len(rows)
        spanning: list[tuple[int, int, float]] = []
        for index, (row, lines) in enumerate(zip(rows, cells, strict=True)):
            for entry, slugs in zip(row.cells, lines, strict=True):
                height = self.height(slugs)
                last = min(index + entry.cell.row_span, len(rows)) - 1
                if last > index:
                    spanning.append((index, last, height))
                else:
                    heights[index] = max(heights[index], height)
        for first, last, height in spanning:
            heights[last] += max(0.0, height - sum(heights[first : last + 1]))
        return [
            [self.row(row, lines, height)] if height <= tallest else self.cut(row, (0,) * len(row.cells))
            for row, lines, height in zip(rows, cells, heights, strict=True)
        ]

    def height(self, lines: Sequence[Slug]) -> float:
        return sum(slug.height for slug in lines) + 2 * PADDING * self.unit

    def row(self, row: Row, cells: Sequence[Sequence[Slug]], height: float) -> Slug:
        """Cells side by side, their first lines on one baseline."""
        placements: list[Placement] = []
        notes: list[Slug] = []
        links: list[int] = []
        for lines in cells:
            y = PADDING * self.unit
            for slug in lines:
                placements += [Placement(p.item, p.x, p.y + y) for p in slug.placements]
                notes += slug.notes
                links += slug.links
                y += slug.height
        # The row as a whole is one piece for the ledger; its first line stands for it.
        placements = _counted(placements, whole(row.block))
        if row.header:
            placements.append(Placement(Rule(self.measure, RULE, self.room.role("table").ink), 0.0, height))
        return Slug(height, tuple(placements), notes=tuple(notes), links=tuple(links))

    def cut(self, row: Row, placed: tuple[int, ...]) -> list[Slug]:
        """What is left of a row after so many letters of each cell, a slug a line; two lines at least stay together
        at either end."""
        total = max(1, sum(copy_letters(entry.copy) for entry in row.cells))
        cells = [
            self.set_cell(entry, replace(entry.copy, stretches=remainder(entry.copy.stretches, count)))
            for entry, count in zip(row.cells, placed, strict=True)
        ]
        count = max(len(lines) for lines in cells)
        slugs: list[Slug] = []
        reached = placed
        for index in range(count):
            line = [lines[index] if index < len(lines) else Slug(0.0, ()) for lines in cells]
            start = sum(reached)
            reached = tuple(done + _letters(slug) for done, slug in zip(reached, line, strict=True))
            stop = total if index == count - 1 else sum(reached)
            self.cuts[row.block, stop] = reached
            above = PADDING * self.unit if index == 0 else 0.0
            below = PADDING * self.unit if index == count - 1 else 0.0
            placements = [Placement(p.item, p.x, p.y + above) for slug in line for p in slug.placements]
            placements = _counted(placements, Portion(row.block, start, stop, total))
            notes = tuple(note for slug in line for note in slug.notes)
            keep = index in (0, count - 2)
            links = tuple(link for slug in line for link in slug.links)
            slugs.append(Slug(above + self.unit + below, tuple(placements), keep=keep, notes=notes, links=links))
        return slugs

    def set_cell(self, entry: CellCopy, copy: Copy) -> list[Slug]:
        """A cell's lines, moved to its column."""
        if not copy.stretches:
            return []
        last = entry.column + entry.cell.column_span
        x = sum(self.widths[: entry.column]) + GUTTER * entry.column
        width = sum(self.widths[entry.column : last]) + GUTTER * (entry.cell.column_span - 1)
        align = "left" if entry.cell.header == "row" else self.table.alignments[entry.column]
        style = LineStyle(self.room.role("table"), leading=self.unit, align="right" if align == "decimal" else align)

        def set_note(citation: int, _width: float) -> tuple[Slug, ...]:
            return self.notes.set(citation, self.measure)

        slugs = set_lines(copy, self.room, width, style, block=-1, progress={}, notes=set_note)
        points = self.points.get(entry.column) if figures(entry) else None
        if align == "decimal" and points is not None and len(slugs) == 1:
            reach = reach_of(entry, self.room)
            if reach is not None:
                x += reach.right - points.right
        return [replace(slug, placements=shifted(slug.placements, x, 0.0)) for slug in slugs]


def figures(entry: CellCopy) -> bool:
    """Whether a cell may hold a figure of its column."""
    return not entry.cell.header and entry.cell.column_span == 1


def points_of(rows: Sequence[Row], table: Table, room: ComposingRoom) -> dict[int, Points]:
    """For each decimal column how far its figures reach."""
    found: dict[int, Points] = {}
    for row in rows:
        for entry in row.cells:
            if table.alignments[entry.column] != "decimal" or not figures(entry):
                continue
            reach = reach_of(entry, room)
            if reach is not None:
                held = found.get(entry.column, Points())
                found[entry.column] = Points(max(held.left, reach.left), max(held.right, reach.right))
    return found


def reach_of(entry: CellCopy, room: ComposingRoom) -> Points | None:
    """How far one figure reaches to either side of its decimal mark; None where the cell holds none."""
    stretches = entry.copy.stretches
    count = before_mark("".join(stretch.text for stretch in stretches), decimal_mark(room.language))
    if count is None:
        return None
    left = room.typesetter.width(_first(stretches, count))
    return Points(left, room.typesetter.width(stretches) - left)


def _first(stretches: Sequence[Styled], count: int) -> list[Styled]:
    """So many characters of stretches."""
    taken: list[Styled] = []
    for stretch in stretches:
        if count > 0:
            taken.append(replace(stretch, text=stretch.text[:count]))
            count -= len(stretch.text)
    return taken


def _letters(slug: Slug) -> int:
    return sum(p.portion.stop - p.portion.start for p in slug.placements if p.portion is not None)


def _counted(placements: list[Placement], portion: Portion) -> list[Placement]:
    """Give the row's portion to its first line, or to an invisible rule when all its cells are empty."""
    for index, placement in enumerate(placements):
        if isinstance(placement.item, TextLine):
            return [*placements[:index], replace(placement, portion=portion), *placements[index + 1 :]]
    return [*placements, Placement(Rule(0.0, 0.0, "ink"), 0.0, 0.0, portion)]
