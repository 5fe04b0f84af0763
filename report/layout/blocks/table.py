"""Table → rows that are never cut, with a header that repeats, between two rules."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from report.errors import Problem
from report.layout.blocks.setting import BlockSetting, CopyMatter, Notes, mark_notes
from report.layout.galley import (
    Matter,
    Progress,
    Slug,
    Wide,
    as_furniture,
    cast_all,
    elements_of,
    keep_together,
    stack_height,
    whole,
)
from report.layout.lines import LineStyle, set_lines
from report.layout.markup import Copy, mark_up
from report.layout.room import ComposingRoom
from report.model.content import Cell, Table, TableRow
from report.model.placed import Placement, Rule, TextLine
from report.model.structure import Attributes, Element
from report.tables.columns import Claim, column_widths, least_width
from report.typography.text import Breaking

GUTTER = 8.0  # pt between columns
WHOLE = 20  # lines: a table up to this height is never divided
RULE = 0.5  # pt (SPEC, Decisions: tables in text)


@dataclass(frozen=True, slots=True)
class _CellCopy:
    """A cell with its marked-up copy, and the column it begins in."""

    cell: Cell
    copy: Copy
    column: int


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[_CellCopy, ...]
    block: int
    header: bool


@dataclass(frozen=True, slots=True)
class _Table:
    room: ComposingRoom
    table: Table
    rows: tuple[_Row, ...]
    caption: tuple[Matter, ...]
    source: tuple[Matter, ...]
    notes: Notes
    elements: tuple[Element, ...]

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        unit = self.room.grid.unit
        rows = self.row_slugs(measure, progress)
        slugs = cast_all(self.caption, measure, progress)
        slugs = [replace(slug, keep=True) for slug in slugs] + rows
        if slugs:
            slugs += cast_all(self.source, measure, progress)
        height = sum(slug.height for slug in slugs)
        if slugs:
            lacking = ceil(round(height / unit, 6)) * unit - height
            slugs[-1] = replace(slugs[-1], height=slugs[-1].height + lacking)
            slugs[0] = replace(slugs[0], before=unit)
        return keep_together(slugs) if stack_height(slugs) <= WHOLE * unit else slugs

    def row_slugs(self, measure: float, progress: Progress) -> list[Slug]:
        rows, widths = self.fitted(measure)
        header = [self.row_slug(row, widths, measure) for row in rows if row.header]
        body = [(row, self.row_slug(row, widths, measure)) for row in rows if not row.header]
        repeated = as_furniture(header)
        todo = [slug for row, slug in body if not progress.get(row.block)]
        started = len(todo) < len(body) or any(progress.get(row.block) for row in self.rows if row.header)
        slugs = [replace(slug, head=repeated) for slug in todo]
        if not started:
            slugs = [replace(slug, keep=True) for slug in header] + slugs
            if todo:
                slugs[len(header)] = replace(slugs[len(header)], head=())
        spanned = self.tied_rows()
        offset = len(slugs) - len(todo)
        first = len(body) - len(todo)
        for index in range(len(todo)):
            if first + index in spanned:
                slugs[offset + index] = replace(slugs[offset + index], keep=True)
        if todo:
            slugs[-1] = self.with_rule(slugs[-1], measure)
        return slugs

    def tied_rows(self) -> set[int]:
        """Body rows that a cell ties to the next one, and the last but one: a last row never stands alone."""
        body = [row for row in self.rows if not row.header]
        tied = {
            index + step
            for index, row in enumerate(body)
            for entry in row.cells
            for step in range(entry.cell.row_span - 1)
        }
        return tied | ({len(body) - 2} if len(body) > 1 else set())

    def fitted(self, measure: float) -> tuple[tuple[_Row, ...], tuple[float, ...]]:
        """The rows and the columns' widths (pt). Words are divided only where columns cannot hold them whole; a table
        that is too wide even then is reported."""
        count = len(self.table.alignments)
        rows, claims = self.rows, self.claims(self.rows)
        if least_width(claims, count, GUTTER) > measure:
            rows = tuple(_divided(row) for row in rows)
            claims = self.claims(rows)
            if (lacking := least_width(claims, count, GUTTER) - measure) > 0:
                message = f"the words of this table need {lacking / 72 * 25.4:.0f} mm more than its column has"
                hint = "use fewer columns or shorter words, or set it across all text columns with {wide=yes}"
                self.room.problems.append(Problem("table-too-wide", message, self.table.at, hint))
        return rows, column_widths(claims, count, measure, GUTTER)

    def claims(self, rows: tuple[_Row, ...]) -> list[Claim]:
        claims: list[Claim] = []
        for row in rows:
            for entry in row.cells:
                lines = self.room.lines(entry.copy.stretches, 1.0, Breaking()) if entry.copy.stretches else ()
                least = max((line.width for line in lines), default=0.0)
                natural = self.room.typesetter.width(entry.copy.stretches)
                claims.append(Claim(entry.column, entry.cell.column_span, least, natural + 0.01))
        return claims

    def row_slug(self, row: _Row, widths: tuple[float, ...], measure: float) -> Slug:
        """Cells are set at their columns' widths, their first lines on one baseline, half a unit between rows; the
        notes they cite at the table's width."""
        unit = self.room.grid.unit
        placements: list[Placement] = []
        notes: list[Slug] = []
        height = 0.0

        def set_note(citation: int, _width: float) -> tuple[Slug, ...]:
            return self.notes.set(citation, measure)

        for entry in row.cells:
            last = entry.column + entry.cell.column_span
            x = sum(widths[: entry.column]) + GUTTER * entry.column
            width = sum(widths[entry.column : last]) + GUTTER * (entry.cell.column_span - 1)
            align = "left" if entry.cell.header == "row" else self.table.alignments[entry.column]
            style = LineStyle(self.room.role("table"), leading=unit, align=align)
            lines = set_lines(entry.copy, self.room, width, style, block=row.block, progress={}, notes=set_note)
            y = unit * 0.25
            for slug in lines:
                placements += [Placement(p.item, p.x + x, p.y + y) for p in slug.placements]
                notes += slug.notes
                y += slug.height
            height = max(height, y + unit * 0.25)
        height = max(height, unit * 1.5)
        # The row as a whole is one piece for the ledger; its first line stands for it.
        placements = _counted(placements, row.block)
        if row.header:
            placements.append(Placement(Rule(measure, RULE, self.room.role("table").ink), 0.0, height))
        return Slug(height, tuple(placements), notes=tuple(notes))

    def with_rule(self, slug: Slug, measure: float) -> Slug:
        rule = Placement(Rule(measure, RULE, self.room.role("table").ink), 0.0, slug.height)
        return replace(slug, placements=(*slug.placements, rule))


def _divided(row: _Row) -> _Row:
    """The same row, its words free to be divided."""
    cells = tuple(
        replace(
            entry, copy=replace(entry.copy, stretches=tuple(replace(s, hyphenate=True) for s in entry.copy.stretches))
        )
        for entry in row.cells
    )
    return replace(row, cells=cells)


def _counted(placements: list[Placement], block: int) -> list[Placement]:
    """Give the row's portion to its first line, or to an invisible rule when all its cells are empty."""
    for index, placement in enumerate(placements):
        if isinstance(placement.item, TextLine):
            return [*placements[:index], replace(placement, portion=whole(block)), *placements[index + 1 :]]
    return [*placements, Placement(Rule(0.0, 0.0, "ink"), 0.0, 0.0, whole(block))]


def mark_table(block: Table, setting: BlockSetting) -> Matter:
    room = setting.room
    rows: list[_Row] = []
    groups: dict[bool, list[Element]] = {True: [], False: []}
    for header, source_rows in ((True, block.head), (False, block.body)):
        for row in source_rows:
            marked, element = _mark_row(row, header, setting)
            rows.append(marked)
            groups[header].append(element)
    copies = [entry.copy for row in rows for entry in row.cells]
    notes = mark_notes(copies, setting)
    caption = _mark_line(block.caption, "note-strong", "Caption", setting)
    source = _mark_line(block.source, "caption", "P", setting)
    kids = [*elements_of(caption)]
    kids += [Element(tag, tuple(group)) for tag, group in (("THead", groups[True]), ("TBody", groups[False])) if group]
    table = Element("Table", tuple(kids))
    elements = (table, *elements_of(source), *notes.elements)
    matter = _Table(room, block, tuple(rows), tuple(caption), tuple(source), notes, elements)
    return Wide(matter) if block.wide else matter


def _mark_row(row: TableRow, header: bool, setting: BlockSetting) -> tuple[_Row, Element]:
    room = setting.room
    cells: list[_CellCopy] = []
    elements: list[Element] = []
    for column, cell in row.cells:
        tag = "TH" if cell.header else "TD"
        role = "note" if header else "table"
        copy = mark_up(cell.spans, room, setting.stick, role=role, tag=tag, bold=cell.header == "row" and not header)
        cells.append(_CellCopy(cell, copy, column))
        scope = {"column": "Column", "row": "Row", "": ""}[cell.header]
        attributes = Attributes(scope=scope, column_span=cell.column_span, row_span=cell.row_span)  # type: ignore[arg-type]
        elements.append(Element(tag, copy.kids, attributes))
    return _Row(tuple(cells), room.ledger.number(row), header), Element("TR", tuple(elements))


def _mark_line(spans: tuple[object, ...], role: str, tag: str, setting: BlockSetting) -> list[Matter]:
    """The caption above a table or the source below it, if there is one."""
    if not spans:
        return []
    room = setting.room
    copy = mark_up(spans, room, setting.stick, role=role, tag=tag)  # type: ignore[arg-type]
    notes = mark_notes([copy], setting)
    style = LineStyle(room.role(role), leading=room.grid.unit, orphans=0)
    number = room.ledger.number(spans)
    return [CopyMatter(room, copy, style, number, (Element(tag, copy.kids), *notes.elements), notes)]
