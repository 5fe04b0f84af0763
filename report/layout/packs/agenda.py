"""A pack's plan → its agenda: a row for each item with its papers, kind and page; every row is a link."""

from __future__ import annotations

from msgspec import Struct

from report.layout.packs.wording import (
    ACCENT,
    KINDS,
    Worded,
    item_role,
    line_of,
    lines_of,
    link,
    put_lines,
    put_page,
    put_paragraph,
    unmarked,
    worded,
)
from report.layout.room import ComposingRoom
from report.layout.sheet import Press, Sheet
from report.model.pack import PackPlan, PlannedItem, PlannedPaper
from report.model.placed import Drawing, Panel, Rule, Strokes, TextLine
from report.model.structure import Attributes, Element, Kid, Leaf

HEAD_LINE, TITLE_LINE, FIRST_RULE, NEXT_RULE = 5, 10, 13.5, 8.0  # lines; the last on pages that continue
NUMBER_COLUMN, TITLE_COLUMN, KIND_COLUMN = 2, 3, 10
LEGEND_LINES = (8, 9, 10)
GLYPH = 3.4 * 72 / 25.4  # pt: the side of a kind's mark
HEAD, TO_PAPER, BETWEEN, AFTER, AFTER_BARE = 1.5, 1.25, 1.0, 1.75, 2.0  # units (SPEC picture: agenda)
RULE = 0.4


class _Place(Struct):
    """Where the next row goes: the sheet, and the line of its rule."""

    sheet: Sheet
    line: float


def compose_agenda(room: ComposingRoom, press: Press, plan: PackPlan) -> Element:
    """The agenda, on as many pages as it needs (SPEC, Pages: agenda)."""
    grid = room.grid
    sheet = press.sheet("cover")
    name = f"{room.word('Supplement to') if plan.supplement else room.word('Meeting pack')} {plan.file.number}".strip()
    sheet.put(unmarked(room, name, "caption"), sheet.column_x(1), grid.line(grid.down(HEAD_LINE)))
    words = worded(room, room.word("Agenda"), "headline", tag="H1")
    sheet.put(line_of(room, words), sheet.column_x(1), grid.line(grid.down(TITLE_LINE)))
    sheet.mark("agenda")
    for item in plan.items:  # places of the pack are told when it is bound; until then they are here
        sheet.mark(item.anchor)
        for paper in item.papers:
            sheet.mark(paper.anchor)
    elements: list[Element] = [Element("H1", (words.leaf,)), _legend(room, sheet)]
    place, rows = _Place(sheet, grid.down(FIRST_RULE)), []
    for item in plan.items:
        rows.append(_put_item(room, press, place, item, name))
    place.sheet.put(Rule(grid.live, RULE, "ink"), place.sheet.column_x(1), grid.line(place.line))
    elements.append(Element("L", tuple(rows), Attributes(numbering="Decimal")))
    elements += _foot(room, press, place, plan, name)
    return Element("Sect", tuple(elements))


def _legend(room: ComposingRoom, sheet: Sheet) -> Element:
    """What the marks of the kinds mean."""
    items: list[Element] = []
    x = sheet.column_x(KIND_COLUMN)
    for line, (kind, english) in zip(LEGEND_LINES, KINDS.items(), strict=True):
        y = room.grid.line(room.grid.down(line))
        _put_mark(sheet, kind, x, y, None)
        words = worded(room, room.word(english), "caption", ink="ink")
        sheet.put(line_of(room, words), x + GLYPH + 6, y)
        items.append(Element("LI", (Element("LBody", (Element("P", (words.leaf,)),)),)))
    return Element("L", tuple(items))


def _put_mark(sheet: Sheet, kind: str, x: float, y: float, leaf: Leaf | None) -> None:
    """The mark of a kind, standing on a baseline (pt): accent, furrows or open."""
    number = leaf.number if leaf else -1
    top = y - GLYPH + 1.2
    if kind == "discuss":
        side = round(GLYPH * 100)
        path = " ".join(f"{round(side * (k + 0.5) / 4)} 0 m {round(side * (k + 0.5) / 4)} {side} l" for k in range(4))
        sheet.put(Drawing(GLYPH, GLYPH, (Strokes("ink", path, 0.9),), number), x, top)
        return
    fill = ACCENT if kind == "decide" else "paper"
    sheet.put(Panel(GLYPH, GLYPH, fill, "ink", 0.6, number), x, top)


def _height(title: int, papers: int) -> float:
    """Units from a row's rule to the next, with so many lines of title and of papers."""
    head = HEAD + (title - 1) * TO_PAPER
    return head + (TO_PAPER + (papers - 1) * BETWEEN + AFTER if papers else AFTER_BARE)


def _turn(room: ComposingRoom, press: Press, place: _Place, name: str) -> None:
    """Go on at the top of a next page."""
    place.sheet = press.sheet("cover")
    head = f"{name}, {room.word('Agenda').lower()} ({room.word('continued')})"
    place.sheet.put(unmarked(room, head, "caption"), place.sheet.column_x(1), room.grid.line(room.grid.down(HEAD_LINE)))
    place.line = room.grid.down(NEXT_RULE)


def _put_item(room: ComposingRoom, press: Press, place: _Place, item: PlannedItem, name: str) -> Element:
    """A row; one with more papers than a page holds goes on overleaf."""
    grid, last = room.grid, room.grid.last_line
    measure = grid.span(KIND_COLUMN - TITLE_COLUMN)
    title = worded(room, item.title, item_role(room), tag="Link" if _linked(item) else "P")
    title_lines = lines_of(room, title, measure)
    papers = [(paper, *_paper_words(room, paper, measure)) for paper in item.papers]
    speaker = [worded(room, item.speaker, "note", ink="k70")] if item.speaker else []
    counts = [len(lines) for _, _, lines in papers]
    whole = _height(len(title_lines), len(speaker) + sum(counts))
    at_least = _height(len(title_lines), len(speaker) + (counts[0] if counts else 0))
    room_below = last - place.line
    if min(whole, at_least if whole > last - NEXT_RULE else whole) > room_below:
        _turn(room, press, place, name)
    sheet, x = place.sheet, place.sheet.column_x(TITLE_COLUMN)
    sheet.put(Rule(grid.live, RULE, "ink"), sheet.column_x(1), grid.line(place.line))
    y = grid.line(place.line + HEAD)
    kids = _put_head(room, sheet, item, title, title_lines, y)
    place.line += HEAD + (len(title_lines) - 1) * TO_PAPER
    step = TO_PAPER
    for words in speaker:
        place.line += step
        sheet.put(line_of(room, words), x, grid.line(place.line))
        kids.append(Element("P", (words.leaf,)))
        step = BETWEEN
    listed: list[Element] = []
    for paper, words, lines in papers:
        if place.line + step + (len(lines) - 1) * BETWEEN > last:
            _turn(room, press, place, name)
            step = HEAD
        place.line += step
        listed.append(_put_paper(room, place.sheet, paper, words, lines, place.line))
        place.line += (len(lines) - 1) * BETWEEN
        step = BETWEEN
    place.line += AFTER if papers or speaker else AFTER_BARE
    body: list[Element] = [*kids[1:], *([Element("L", tuple(listed))] if listed else [])]
    return Element("LI", (kids[0], Element("LBody", tuple(body))))


def _put_head(
    room: ComposingRoom, sheet: Sheet, item: PlannedItem, title: Worded, lines: tuple[TextLine, ...], y: float
) -> list[Element]:
    """An item's time, number, title, kind and page; its label first, then what is in its body."""
    grid, x = room.grid, sheet.column_x(TITLE_COLUMN)
    number = worded(room, f"{item.number} ", "number-3", tag="Lbl")
    sheet.put(line_of(room, number), sheet.column_x(NUMBER_COLUMN), y)
    put_lines(sheet, lines, x, y, item_role(room).leading)
    mark = room.leaf("Figure")
    _put_mark(sheet, item.kind, sheet.column_x(KIND_COLUMN), y, mark)
    kids: list[Kid] = [title.leaf]
    if item.page:
        kids.append(put_page(room, sheet, item.page, "note-strong", sheet.right_edge, y, "Link" if item.here else "P"))
    if _linked(item):
        told = f"{item.number} {item.title}, {room.word('page')} {item.page}"
        box = (x, y - grid.unit, sheet.right_edge - x, grid.unit * (1.4 + (len(lines) - 1) * TO_PAPER))
        spot = link(sheet, room, item.anchor, told, box)
        headed: list[Element] = [Element("P", (Element("Link", (*kids, spot)),))]
    else:
        headed = [Element("P", tuple(kids))]
    if item.time:
        time = worded(room, item.time, "note", ink="k70")
        sheet.put(line_of(room, time), sheet.column_x(1), y)
        headed.append(Element("P", (time.leaf,)))
    figure = Element("Figure", (mark,), Attributes(alt=room.word(KINDS[item.kind]), box=True))
    return [Element("Lbl", (number.leaf,)), *headed, figure]


def _paper_words(room: ComposingRoom, paper: PlannedPaper, measure: float) -> tuple[Worded, tuple[TextLine, ...]]:
    """A paper's row: number, title, version, and how it stands."""
    version = [f"{room.word('version')} {paper.version}"] if paper.version else []
    text = ", ".join([f"{paper.number} {paper.title}", *version])
    if paper.marks:
        text = f"{text} ({', '.join(paper.marks)})"
    words = worded(room, text, "note", tag="Link" if paper.here else "P", ink="k70")
    return words, lines_of(room, words, measure)


def _put_paper(
    room: ComposingRoom, sheet: Sheet, paper: PlannedPaper, words: Worded, lines: tuple[TextLine, ...], line: float
) -> Element:
    grid, x, y = room.grid, sheet.column_x(TITLE_COLUMN), room.grid.line(line)
    put_lines(sheet, lines, x, y, grid.unit)
    page = put_page(room, sheet, paper.page, "note", sheet.right_edge, y, "Link" if paper.here else "P")
    if not paper.here:
        return Element("LI", (Element("LBody", (Element("P", (words.leaf, page)),)),))
    told = f"{paper.number} {paper.title}, {room.word('page')} {paper.page}"
    box = (x, y - 0.8 * grid.unit, sheet.right_edge - x, grid.unit * len(lines))
    spot = link(sheet, room, paper.anchor, told, box)
    return Element("LI", (Element("LBody", (Element("Link", (words.leaf, page, spot)),)),))


def _foot(room: ComposingRoom, press: Press, place: _Place, plan: PackPlan, name: str) -> list[Element]:
    """Who are expected, and where."""
    grid = room.grid
    blocks = [(room.word("Present"), plan.file.present), (room.word("Place"), plan.file.place)]
    told = [(label, text) for label, text in blocks if text]
    if not told:
        return []
    if place.line + 6 > grid.last_line:
        _turn(room, press, place, name)
    elements: list[Element] = []
    for column, (label, text) in zip((TITLE_COLUMN, 8), told, strict=False):
        x, y = place.sheet.column_x(column), grid.line(place.line + 2.5)
        head, _ = put_paragraph(room, place.sheet, label, "caption-strong", x, y, grid.span(4.8), ink="ink")
        body, _ = put_paragraph(room, place.sheet, text, "caption", x, y + 0.75 * grid.unit, grid.span(4.8),
                                ink="ink")  # fmt: skip
        elements += [head, body]
    return elements


def _linked(item: PlannedItem) -> bool:
    """Whether an item's row leads somewhere in this file."""
    return bool(item.page) and item.here
