"""An agenda item → a divider page before its papers: number, title, kind, and what follows."""

from __future__ import annotations

from report.layout.headline import put_headline, set_headline
from report.layout.markup import Copy
from report.layout.packs.wording import KINDS, line_of, link, put_lines, put_page, worded
from report.layout.room import ComposingRoom
from report.layout.sheet import Press
from report.model.pack import PlannedItem
from report.model.placed import Panel, Rule
from report.model.structure import Attributes, Element

NUMBER_LINE, TITLE_LINE, PAPERS_LINE = 17, 22, 36


def compose_divider(room: ComposingRoom, press: Press, item: PlannedItem) -> Element:
    """The divider of an item."""
    sheet, grid = press.sheet("cover"), room.grid
    x = sheet.column_x(1)
    number = worded(room, f"{item.number} ", "number-1", tag="H1")
    sheet.put(line_of(room, number), x, grid.line(grid.down(NUMBER_LINE)))
    title = worded(room, item.title, "headline", tag="H1")
    copy = Copy(title.stretches, (title.leaf,), {}, {})
    heading = set_headline(copy, room, "headline", grid.span(12), 3, item.at)
    put_headline(sheet, heading, x, grid.down(TITLE_LINE), node=None, room=room)
    elements = [Element("H1", (number.leaf, title.leaf))]
    parts = [room.word(KINDS[item.kind]), item.speaker, item.time]
    told = worded(room, ", ".join(part for part in parts if part), "lead")
    y = grid.line(grid.down(TITLE_LINE)) + heading.drop + 2.5 * grid.unit
    sheet.put(line_of(room, told), x, y)
    elements.append(Element("P", (told.leaf,)))
    if item.kind == "decide":
        sheet.put(Panel(grid.span(1), grid.unit, "gold"), x, grid.line(grid.down(TITLE_LINE) - 9.5))
    elements.append(_papers(room, press, item, max(grid.line(grid.down(PAPERS_LINE)), y + 3 * grid.unit)))
    return Element("Sect", tuple(elements), Attributes(title=f"{item.number} {item.title}"))


def _papers(room: ComposingRoom, press: Press, item: PlannedItem, y: float) -> Element:
    """The papers that follow, each a link, as many as the page holds."""
    sheet, grid = press.sheets[-1], room.grid
    x, rows = sheet.column_x(1), []
    for paper in item.papers:
        if y > grid.line(grid.last_line):
            break
        sheet.put(Rule(grid.live, 0.4, "ink"), x, y - grid.unit)
        words = worded(room, f"{paper.number} {paper.title}", "note", tag="Link")
        lines = room.typesetter.line(words.stretches)
        put_lines(sheet, (lines,), x, y, grid.unit)
        page = put_page(room, sheet, paper.page, "note", sheet.right_edge, y, "Link")
        told = f"{paper.number} {paper.title}, {room.word('page')} {paper.page}"
        spot = link(sheet, room, paper.anchor, told, (x, y - grid.unit, grid.live, 1.5 * grid.unit))
        rows.append(Element("LI", (Element("LBody", (Element("Link", (words.leaf, page, spot)),)),)))
        y += 1.75 * grid.unit
    return Element("L", tuple(rows))
