"""A supplement's plan → its change sheet: which papers are new, replaced or withdrawn, and where they go."""

from __future__ import annotations

from report.layout.packs.wording import line_of, lines_of, put_lines, unmarked, worded
from report.layout.room import ComposingRoom
from report.layout.sheet import Press, Sheet
from report.model.pack import Change, PackPlan
from report.model.placed import Rule
from report.model.structure import Attributes, Element

TITLE_LINE, HEAD_LINE, NEXT_HEAD = 10, 14.5, 8
COLUMNS = (1, 3, 4, 9, 10.5)
HEADS = ("Change", "Paper", "Title", "Pages", "Comes after")
SAID = {"added": "new", "replaced": "replaced", "withdrawn": "withdrawn"}


def compose_changes(room: ComposingRoom, press: Press, plan: PackPlan) -> Element:
    """The change sheet, a table; it goes on overleaf under its heads."""
    grid, sheet = room.grid, press.sheet("cover")
    words = worded(room, room.word("Change sheet"), "headline", tag="H1")
    sheet.put(line_of(room, words), sheet.column_x(1), grid.line(grid.down(TITLE_LINE)))
    y = grid.line(grid.down(HEAD_LINE))
    heads = []
    for column, head in zip(COLUMNS, HEADS, strict=True):
        cell = worded(room, room.word(head), "caption-strong", tag="TH")
        sheet.put(line_of(room, cell), sheet.column_x(column), y)
        heads.append(Element("TH", (cell.leaf,), Attributes(scope="Column")))
    rows = [Element("TR", tuple(heads))]
    for change in plan.changes:
        y += 1.5 * grid.unit
        if y > grid.line(grid.last_line):
            sheet = press.sheet("cover")
            y = grid.line(grid.down(NEXT_HEAD))
            for column, head in zip(COLUMNS, HEADS, strict=True):
                sheet.put(unmarked(room, room.word(head), "caption-strong"), sheet.column_x(column), y)
            y += 1.5 * grid.unit
        row, y = _put_change(room, sheet, change, y)
        rows.append(row)
    table = Element("Table", tuple(rows), Attributes(summary=room.word("Change sheet")))
    return Element("Sect", (Element("H1", (words.leaf,)), table))


def _put_change(room: ComposingRoom, sheet: Sheet, change: Change, y: float) -> tuple[Element, float]:
    """A row; returns its element and its last baseline (pt)."""
    grid = room.grid
    sheet.put(Rule(grid.live, 0.4, "ink"), sheet.column_x(1), y - grid.unit)
    title = f"{change.title}, {room.word('version')} {change.version}" if change.version else change.title
    values = (room.word(SAID[change.kind]), change.number, title, change.pages, change.after)
    cells, foot = [], y
    for index, (column, value) in enumerate(zip(COLUMNS, values, strict=True)):
        if not value:
            cells.append(Element("TD"))
            continue
        ends = (*COLUMNS[1:], 13.0)[index]
        cell = worded(room, value, "note", tag="TD")
        lines = lines_of(room, cell, grid.span(ends - column))
        foot = max(foot, put_lines(sheet, lines, sheet.column_x(column), y, grid.unit))
        cells.append(Element("TD", (cell.leaf,)))
    return Element("TR", tuple(cells)), foot
