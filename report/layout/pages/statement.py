"""Statement section → a formatted financial table: rows, rules, comparatives, a header on every page."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from report.layout.articles import make_heading
from report.layout.columns import Frame
from report.layout.galley import Matter, Progress, Slug, as_furniture
from report.layout.headline import put_headline
from report.layout.markup import Copy, mark_words, plain
from report.layout.pour import pour
from report.layout.room import ComposingRoom
from report.layout.sections import ContentsEntry, SectionSetting, Sewn, put_text
from report.layout.sheet import FIRST_TEXT_LINE, Sheet
from report.model.content import Span, Words
from report.model.figures import Column, Statement, StatementRow
from report.model.placed import Bookmark, Placement, Rule, Run, TextLine
from report.model.structure import Attributes, Element
from report.typography.numbers import format_amount
from report.typography.text import Breaking

TITLE_LINE, LEAD_LINE = 10, 12.75  # SPEC, Statement
HEAD_LINE = 18
ROW, GROUP = 1.5, 0.75  # units
DIGITS = 19 * 72 / 25.4  # pt, the width that rules stand over
RULE, DOUBLE = 0.5, 72 / 25.4  # pt; the two closing rules stand 1 mm apart
FEW_EDGES = (108.0, 132.0)  # mm from the left trim, for one or two columns of figures
MANY_FIRST, MANY_PITCH = 101.5, 29.0  # mm, for three or four (SPEC, Decisions)
MM = 72 / 25.4
TOTALS = ("subtotal", "total", "result")


class _Cell(Struct, frozen=True):
    """A figure ready to be placed: its line, and how much of it hangs beyond the column's edge."""

    line: TextLine
    hang: float


class _RowMatter(Struct, frozen=True):
    """A row's set pieces; `before` in units."""

    row: StatementRow
    label: tuple[TextLine, ...]
    cells: tuple[_Cell | None, ...]
    before: float


class _StatementMatter(Struct, frozen=True):
    """The table as slugs: its header, then one slug a row."""

    room: ComposingRoom
    statement: Statement
    header: Slug
    rows: tuple[_RowMatter, ...]
    edges: tuple[float, ...]  # pt from the frame's left
    elements: tuple[Element, ...]

    def cast(self, _measure: float, progress: Progress) -> list[Slug]:
        """The columns' edges are the page's, whatever the measure."""
        unit = self.room.grid.unit
        repeated = as_furniture([self.header])
        slugs: list[Slug] = []
        closing = self.closing_row()
        for index, entry in enumerate(self.rows):
            if progress.get(self.room.ledger.number(entry.row)):
                continue
            ruled = entry.row.role in ("subtotal", "total") or index == closing
            slug = self.row_slug(entry, unit, ruled=ruled, closed=index == closing)
            # A heading stays with its first line, a line with the subtotal below it.
            following = self.rows[index + 1].row if index + 1 < len(self.rows) else None
            keep = entry.row.role == "heading" or (following is not None and following.role in ("subtotal", "total"))
            slugs.append(replace(slug, keep=keep, head=repeated if index else ()))
        return slugs if progress else [replace(self.header, keep=True), *slugs]

    def closing_row(self) -> int:
        """The last total or result: the one with two rules below it."""
        return max((i for i, e in enumerate(self.rows) if e.row.role in ("total", "result")), default=-1)

    def row_slug(self, entry: _RowMatter, unit: float, *, ruled: bool, closed: bool) -> Slug:
        """A label of several lines has its figures beside the last."""
        last = (entry.before + len(entry.label) - 1) * unit
        height = last + ROW * unit
        placements = [
            Placement(line, 0.0, height - unit * (0.25 + len(entry.label) - 1 - index))
            for index, line in enumerate(entry.label)
        ]
        for cell, edge, column in zip(entry.cells, self.edges, self.statement.columns, strict=True):
            if cell is None:
                continue
            ink = figure_ink(column)
            x = edge - cell.line.width + cell.hang
            placements.append(Placement(cell.line, x, height - unit * 0.25))
            if ruled:
                placements.append(Placement(Rule(DIGITS, RULE, ink), edge - DIGITS, last + unit * 0.12))
            if closed:
                for drop in (0.25, 0.25 + DOUBLE / unit):
                    rule = Rule(DIGITS, RULE, ink)
                    placements.append(Placement(rule, edge - DIGITS, height + unit * drop))
        portion = self.room.whole(entry.row)
        placements[0] = replace(placements[0], portion=portion)
        return Slug(height + (unit if closed else 0.0), tuple(placements))


def figure_ink(column: Column) -> str:
    """Comparatives are set lighter."""
    return "ink" if column.kind == "actual" else "k70"


def compose_statement(setting: SectionSetting) -> Sewn:
    room, grid, statement = setting.room, setting.room.grid, setting.loaded.statement
    assert statement is not None
    prose, anchor, at = setting.loaded.prose, setting.loaded.anchor, statement.at
    label = prose.label if prose and prose.label else statement.title
    spans: tuple[Span, ...] = prose.headline if prose and prose.headline else (Words(statement.title, at),)
    sheet = setting.press.sheet("statement", head=label, section=anchor)
    sheet.mark(anchor)
    heading = make_heading(spans, setting, "title", 1, grid.span(grid.columns), at, 2)
    node = prose.headline if prose and prose.headline else None
    put_headline(sheet, heading.headline, sheet.column_x(1), TITLE_LINE, node=node, room=room)
    text, foot = put_text(setting, sheet, LEAD_LINE + heading.headline.drop / grid.unit)
    line = max(HEAD_LINE, ceil(foot + 2))
    matter = _mark_statement(statement, setting, sheet)

    def go_on() -> tuple[Sheet, Sequence[Frame]]:
        page = setting.press.sheet("statement", head=label, section=anchor)
        return page, [page.frame(1, grid.columns, FIRST_TEXT_LINE)]

    matters: list[Matter] = [matter]
    last, end = pour(room, matters, sheet, [sheet.frame(1, grid.columns, line)], go_on, balanced=False)
    elements = [heading.element, *text, *matter.elements, *_put_notes(statement, setting, last, end)]
    title = plain(spans, room)
    entry = ContentsEntry(label, anchor, sheet.number, 1)
    return Sewn(Element("Sect", tuple(elements)), (Bookmark(title, anchor, 1),), (entry,))


def _put_notes(statement: Statement, setting: SectionSetting, sheet: Sheet, foot: float) -> list[Element]:
    """The note under the table, and its source."""
    room, grid = setting.room, setting.room.grid
    source = f"{room.word('Source')}: {statement.source}" if statement.source else ""
    y = foot + 2.5 * grid.unit
    elements: list[Element] = []
    for text, role in ((statement.note, "note"), (source, "caption")):
        if text:
            copy = mark_words(text, room, role, statement.at)
            for line in room.lines(copy.stretches, grid.span(8), Breaking()):
                sheet.put(line, sheet.column_x(1), y)
                y += grid.unit
            elements.append(Element("P", copy.kids))
    return elements


def _edges(count: int, sheet: Sheet) -> tuple[float, ...]:
    """Right edges of the figures, in pt from the text's left edge; the last of many ends at the text's right edge."""
    grid = sheet.grid
    left, width = sheet.column_x(1), grid.span(grid.columns)
    if count <= len(FEW_EDGES) and FEW_EDGES[-1] * MM < left + width:
        return tuple(edge * MM - left for edge in FEW_EDGES[len(FEW_EDGES) - count :])
    if count <= 4 and left + width > (MANY_FIRST + MANY_PITCH * 2) * MM:
        return (*(((MANY_FIRST + MANY_PITCH * index) * MM - left) for index in range(count - 1)), width)
    pitch = min(MANY_PITCH * MM, width * 0.7 / count)
    return tuple(width - pitch * (count - 1 - index) for index in range(count))


def _mark_statement(statement: Statement, setting: SectionSetting, sheet: Sheet) -> _StatementMatter:
    room = setting.room
    edges = _edges(len(statement.columns), sheet)
    head_slug, head = _mark_header(statement, room, edges)
    rows: list[_RowMatter] = []
    elements: list[Element] = []
    previous = ""
    for row in statement.rows:
        if row.role == "spacer":
            previous = "spacer"
            continue
        matter, element = _mark_row(row, statement, room, _label_measure(edges, room))
        rows.append(replace(matter, before=_space_before(row, previous)))
        elements.append(element)
        previous = row.role
    table = Element("Table", (Element("THead", (head,)), Element("TBody", tuple(elements))))
    return _StatementMatter(room, statement, head_slug, tuple(rows), edges, (table,))


def _space_before(row: StatementRow, previous: str) -> float:
    """Groups stand three quarters of a unit apart: a heading, a spacer, the results, what is done with them."""
    if not previous:
        return GROUP
    new_group = row.role in ("heading", "result", "appropriation") and row.role != previous
    closes = row.role == "result" and previous == "appropriation"
    follows_total = row.role == "appropriation" and previous == "subtotal"
    return GROUP if (new_group and not closes and not follows_total) or previous == "spacer" else 0.0


def _label_measure(edges: tuple[float, ...], room: ComposingRoom) -> float:
    """What labels have to the left of the first figures, in pt."""
    return edges[0] - DIGITS - room.grid.unit


def _mark_header(statement: Statement, room: ComposingRoom, edges: tuple[float, ...]) -> tuple[Slug, Element]:
    """What the unit is, and the columns' heads; those of several lines stand on the same foot."""
    unit = room.grid.unit
    pitch = min((right - left for left, right in pairwise(edges)), default=DIGITS)
    caption = mark_words(statement.unit_caption or " ", room, "note", statement.at, tag="TH", ink="k70")
    set_heads = [(room.lines(caption.stretches, _label_measure(edges, room), Breaking()), 0.0)]
    cells = [Element("TH", caption.kids, Attributes(scope="Column"))]
    for column, edge in zip(statement.columns, edges, strict=True):
        copy = mark_words(column.label, room, "label", column.at, tag="TH", ink=figure_ink(column))
        set_heads.append((room.lines(copy.stretches, pitch - unit, Breaking()), edge))
        cells.append(Element("TH", copy.kids, Attributes(scope="Column")))
    deepest = max(len(lines) for lines, _ in set_heads)
    placements = tuple(
        Placement(line, edge - line.width if edge else 0.0, (deepest - len(lines) + index + 1) * unit)
        for lines, edge in set_heads
        for index, line in enumerate(lines)
    )
    return Slug((deepest + 0.5) * unit, placements), Element("TR", tuple(cells))


def _mark_row(
    row: StatementRow, statement: Statement, room: ComposingRoom, measure: float
) -> tuple[_RowMatter, Element]:
    role = "table-total" if row.role in TOTALS else "table"
    if row.role == "heading":
        copy = mark_words(row.label, room, "subhead", row.at, tag="TH")
        span = Attributes(scope="Row", column_span=len(statement.columns) + 1)
        blank = tuple(None for _ in statement.columns)
        return (
            _RowMatter(row, room.lines(copy.stretches, measure, Breaking()), blank, 0.0),
            Element("TR", (Element("TH", copy.kids, span),)),
        )
    label, lines = _row_label(row, room, role, measure)
    kids = [Element("TH", label.kids, Attributes(scope="Row"))]
    cells: list[_Cell | None] = []
    for amount, column in zip(row.amounts, statement.columns, strict=True):
        if amount.value is None:
            cells.append(None)
            kids.append(Element("TD"))
            continue
        printed = format_amount(amount.value, statement.style, room.language)
        copy = mark_words(printed, room, role, amount.at, tag="TD", ink=figure_ink(column))
        cells.append(_Cell(room.typesetter.line(copy.stretches), _hang(printed, copy, room)))
        kids.append(Element("TD", copy.kids))
    return _RowMatter(row, lines, tuple(cells), 0.0), Element("TR", tuple(kids))


def _row_label(row: StatementRow, room: ComposingRoom, role: str, measure: float) -> tuple[Copy, tuple[TextLine, ...]]:
    """A row's label; a blank one is a space that reads as the row's accessible name (SPEC, Accessibility)."""
    if row.label:
        copy = mark_words(row.label, room, role, row.at, tag="TH")
        return copy, room.lines(copy.stretches, measure, Breaking())
    copy = mark_words(" ", room, role, row.at, tag="TH")
    line = room.typesetter.line(copy.stretches)
    return copy, (TextLine(tuple(_named(run, row.name) for run in line.runs), line.width),)


def _named(run: Run, name: str) -> Run:
    return replace(run, text=name, actual=name)


def _hang(printed: str, copy: Copy, room: ComposingRoom) -> float:
    """How much of a printed amount stands to the right of the digits' edge: a trailing minus, a closing bracket."""
    digits = printed.rstrip("-\u2212)")
    if digits == printed or not digits:
        return 0.0
    stretch = copy.stretches[0]
    return room.typesetter.width([stretch]) - room.typesetter.width([replace(stretch, text=digits)])
