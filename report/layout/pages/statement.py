"""Statement section → a formatted financial table: rows, rules, comparatives, a header on every page."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from report.errors import Problem
from report.layout.articles import make_heading
from report.layout.columns import Frame
from report.layout.galley import Matter, Progress, Slug, as_furniture
from report.layout.headline import put_headline
from report.layout.markup import Copy, mark_words, plain
from report.layout.pour import pour
from report.layout.room import ComposingRoom
from report.layout.sections import ContentsEntry, SectionSetting, Sewn, put_text
from report.layout.sheet import Sheet
from report.model.content import Span, Words
from report.model.placed import Bookmark, Placement, Rule, Run, TextLine
from report.model.statements import Column, Statement, StatementRow
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
LEAST_LABEL = 40.0  # mm for labels, however many columns there are
GAP = 0.5  # units between neighbouring columns at least
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
    continued: tuple[TextLine, ...] = ()  # the heading of its group, for the top of a page that begins with it


class _Measures(Struct, frozen=True):
    """Where a statement's columns stand, in pt: their right edges from the text's left edge, from one edge to the
    next, how wide the rules over the figures are, and what labels have."""

    edges: tuple[float, ...]
    pitch: float
    digits: float
    label: float
    gap: float


class _StatementMatter(Struct, frozen=True):
    """The table as slugs: its header, then one slug a row."""

    room: ComposingRoom
    statement: Statement
    header: Slug
    rows: tuple[_RowMatter, ...]
    measures: _Measures
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
            head = (*repeated, *_continued(entry, unit)) if index else ()
            slugs.append(replace(slug, keep=self.stays(index), head=head))
        return slugs if progress else [replace(self.header, keep=True), *slugs]

    def stays(self, index: int) -> bool:
        """A heading stays with its first two rows, a row with the subtotal below it."""
        role = self.rows[index].row.role
        following = self.rows[index + 1].row.role if index + 1 < len(self.rows) else ""
        first = index > 0 and self.rows[index - 1].row.role == "heading"
        return role == "heading" or following in ("subtotal", "total") or (first and role == following == "line")

    def closing_row(self) -> int:
        """The last total or result: the one with two rules below it."""
        return max((i for i, e in enumerate(self.rows) if e.row.role in ("total", "result")), default=-1)

    def row_slug(self, entry: _RowMatter, unit: float, *, ruled: bool, closed: bool) -> Slug:
        """A label of several lines has its figures beside the last."""
        last, digits = (entry.before + len(entry.label) - 1) * unit, self.measures.digits
        height = last + ROW * unit
        placements = [
            Placement(line, 0.0, height - unit * (0.25 + len(entry.label) - 1 - index))
            for index, line in enumerate(entry.label)
        ]
        for cell, edge, column in zip(entry.cells, self.measures.edges, self.statement.columns, strict=True):
            if cell is None:
                continue
            ink = figure_ink(column)
            x = edge - cell.line.width + cell.hang
            placements.append(Placement(cell.line, x, height - unit * 0.25))
            if ruled:
                placements.append(Placement(Rule(digits, RULE, ink), edge - digits, last + unit * 0.12))
            if closed:
                for drop in (0.25, 0.25 + DOUBLE / unit):
                    rule = Rule(digits, RULE, ink)
                    placements.append(Placement(rule, edge - digits, height + unit * drop))
        portion = self.room.whole(entry.row)
        placements[0] = replace(placements[0], portion=portion)
        return Slug(height + (unit if closed else 0.0), tuple(placements))


def _continued(entry: _RowMatter, unit: float) -> tuple[Slug, ...]:
    """The heading of a row's group, where a page begins within it."""
    if not entry.continued:
        return ()
    placements = tuple(Placement(line, 0.0, (ROW - 0.25 + index) * unit) for index, line in enumerate(entry.continued))
    return (Slug((ROW + len(placements) - 1) * unit, placements),)


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
    put_headline(sheet, heading.headline, sheet.column_x(1), grid.down(TITLE_LINE), node=node, room=room)
    text, foot = put_text(setting, sheet, grid.down(LEAD_LINE) + heading.headline.drop / grid.unit)
    line = max(grid.down(HEAD_LINE), ceil(foot + 2))
    matter = _mark_statement(statement, setting, sheet)

    def go_on() -> tuple[Sheet, Sequence[Frame]]:
        page = setting.press.sheet("statement", head=label, section=anchor)
        return page, [page.frame(1, grid.columns, grid.first_line)]

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


def _measures(count: int, sheet: Sheet) -> _Measures:
    """One or two columns and three or four have edges of their own; more share what the labels leave."""
    grid = sheet.grid
    left, width, gap = sheet.column_x(1), grid.span(grid.columns), GAP * grid.unit
    few = [edge * MM - left for edge in FEW_EDGES][-count:]
    many = [(MANY_FIRST + MANY_PITCH * index) * MM - left for index in range(count)]
    if count <= len(FEW_EDGES) and few[-1] < width:
        pitch = (FEW_EDGES[1] - FEW_EDGES[0]) * MM
        edges = tuple(few)
    elif count <= 4 and many[min(count, 3) - 1] < width:
        pitch = MANY_PITCH * MM
        edges = tuple(many) if count <= 3 else (*many[:3], width)
    else:
        pitch = min(MANY_PITCH * MM, (width - LEAST_LABEL * MM - grid.unit + gap) / count)
        pitch = max(pitch, 2 * gap)
        edges = tuple(width - pitch * (count - 1 - index) for index in range(count))
    digits = min(DIGITS, pitch - gap)
    return _Measures(edges, pitch, digits, edges[0] - digits - grid.unit, gap)


def _mark_statement(statement: Statement, setting: SectionSetting, sheet: Sheet) -> _StatementMatter:
    room = setting.room
    measures = _measures(len(statement.columns), sheet)
    head_slug, head = _mark_header(statement, room, measures)
    rows: list[_RowMatter] = []
    elements: list[Element] = []
    previous = ""
    continued: tuple[TextLine, ...] = ()
    for row in statement.rows:
        if row.role not in ("line", "subtotal"):
            continued = ()
        if row.role == "spacer":
            previous = "spacer"
            continue
        matter, element = _mark_row(row, statement, room, measures.label)
        rows.append(replace(matter, before=_space_before(row, previous), continued=continued))
        elements.append(element)
        previous = row.role
        if row.role == "heading":
            words = room.styled(f"{row.label} ({room.word('continued')})", room.role("subhead"), at=row.at)
            continued = room.lines([words], measures.label, Breaking())
        elif row.role == "subtotal":
            continued = ()
    figures = [cell.line.width - cell.hang for row in rows for cell in row.cells if cell is not None]
    _report_too_wide(max(figures, default=0.0), statement, room, measures)
    table = Element("Table", (Element("THead", (head,)), Element("TBody", tuple(elements))))
    return _StatementMatter(room, statement, head_slug, tuple(rows), measures, (table,))


def _report_too_wide(widest: float, statement: Statement, room: ComposingRoom, measures: _Measures) -> None:
    """Figures or heads wider (pt) than their column would print over the next one."""
    lacking = widest - (measures.pitch - measures.gap)
    if lacking > 0.01:
        count = len(statement.columns)
        message = f"the widest of these {count} columns needs {lacking / MM:.1f} mm more than it has"
        hint = "use fewer columns, shorter heads, or figures in thousands"
        room.problems.append(Problem("statement-too-wide", message, statement.at, hint))


def _space_before(row: StatementRow, previous: str) -> float:
    """Groups stand three quarters of a unit apart: a heading, a spacer, the results, what is done with them."""
    if not previous:
        return GROUP
    new_group = row.role in ("heading", "result", "appropriation") and row.role != previous
    closes = row.role == "result" and previous == "appropriation"
    follows_total = row.role == "appropriation" and previous == "subtotal"
    return GROUP if (new_group and not closes and not follows_total) or previous == "spacer" else 0.0


def _mark_header(statement: Statement, room: ComposingRoom, measures: _Measures) -> tuple[Slug, Element]:
    """What the unit is, and the columns' heads; those of several lines stand on the same foot."""
    unit = room.grid.unit
    measure = measures.pitch - measures.gap
    caption = mark_words(statement.unit_caption or " ", room, "note", statement.at, tag="TH", ink="k70")
    set_heads = [(room.lines(caption.stretches, measures.label, Breaking()), 0.0)]
    cells = [Element("TH", caption.kids, Attributes(scope="Column"))]
    for column, edge in zip(statement.columns, measures.edges, strict=True):
        copy = mark_words(column.label, room, "label", column.at, tag="TH", ink=figure_ink(column))
        lines = room.lines(copy.stretches, measure, Breaking())
        if max(line.width for line in lines) > measure:
            divided = [replace(stretch, hyphenate=True) for stretch in copy.stretches]
            lines = room.lines(divided, measure, Breaking())
            _report_too_wide(max(line.width for line in lines), statement, room, measures)
        set_heads.append((lines, edge))
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
