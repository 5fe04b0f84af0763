"""Table → rows between two rules, with a header that repeats; a row is cut only when it is taller than a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from report.errors import Problem, Severity
from report.layout.blocks.rows import GUTTER, RULE, CellCopy, Cuts, Points, Row, RowSetter, points_of
from report.layout.blocks.setting import BlockSetting, CopyMatter, Notes, kept, mark_notes
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
)
from report.layout.lines import LineStyle, copy_letters
from report.layout.markup import mark_up
from report.layout.room import ComposingRoom
from report.model.content import Span, Table, TableRow
from report.model.placed import Placement, Rule
from report.model.structure import Attributes, Element, Scope
from report.tables.columns import Claim, column_widths, divided_widths, least_width
from report.typography.text import Breaking

SCOPES: dict[str, Scope] = {"column": "Column", "row": "Row", "": ""}  # by what a cell heads
SHORT_CELL = 60.0  # pt: what is narrower is not broken without need
WHOLE = 20  # lines: a table up to this height is never divided
TALLEST = 48  # lines: a row that is higher, with the header above it, is cut between its lines


class _Table(Struct, frozen=True):
    room: ComposingRoom
    table: Table
    rows: tuple[Row, ...]
    caption: tuple[CopyMatter, ...]
    source: tuple[CopyMatter, ...]
    notes: Notes
    elements: tuple[Element, ...]
    cuts: Cuts = field(default_factory=dict)

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        unit = self.room.grid.unit
        caption = [replace(slug, keep=True) for slug in cast_all(self.caption, measure, progress)]
        slugs = caption + self.row_slugs(measure, progress)
        if slugs:
            slugs += cast_all(self.source, measure, progress)
        if slugs:
            slugs[0] = replace(slugs[0], before=unit)
            slugs[-1] = replace(slugs[-1], settle=unit)
        if self.table.keep:
            return kept(slugs, self.room, self.table.at)
        return keep_together(slugs) if stack_height(slugs) <= WHOLE * unit else slugs

    def row_slugs(self, measure: float, progress: Progress) -> list[Slug]:
        """What is left of the rows. Where a column begins with one of them, a line that says so and the header stand
        above it."""
        rows, setter = self.fitted(measure)
        headers = [row for row in rows if row.header]
        header = [slug for slugs in setter.set_rows(headers) for slug in slugs]
        repeated = as_furniture([*self.continued(measure), *header])
        tallest = self.room.grid.line(TALLEST) - stack_height(repeated)
        body = [row for row in rows if not row.header]
        todo = [index for index, row in enumerate(body) if not self.is_placed(row, progress)]
        begun = bool(todo) and progress.get(body[todo[0]].block, 0) > 0
        whole_rows = todo[1:] if begun else todo
        found = setter.set_rows([body[index] for index in whole_rows], tallest)
        if begun:
            row = body[todo[0]]
            found = [setter.cut(row, self.cuts[row.block, progress[row.block]]), *found]
        tied = self.tied_rows(body)
        slugs = [
            replace(slug, head=repeated, keep=slug.keep or (index in tied and slug is row_slugs[-1]))
            for index, row_slugs in zip(todo, found, strict=True)
            for slug in row_slugs
        ]
        if len(todo) == len(body) and not begun and not any(progress.get(row.block) for row in headers):
            if slugs:
                slugs[0] = replace(slugs[0], head=())
            slugs = [replace(slug, keep=True) for slug in header] + slugs
        if todo:
            slugs[-1] = self.with_rule(slugs[-1], measure)
        return slugs

    def is_placed(self, row: Row, progress: Progress) -> bool:
        """Whether a row stands on the pages as a whole; one that was cut counts letters."""
        placed = progress.get(row.block, 0)
        cut = self.cuts.get((row.block, placed))
        return bool(placed) and (cut is None or sum(cut) >= sum(copy_letters(entry.copy) for entry in row.cells))

    def continued(self, measure: float) -> list[Slug]:
        """The caption with a word that says that the table goes on."""
        room, unit = self.room, self.room.grid.unit
        role = room.role("note-strong" if self.caption else "note")
        before = self.caption[0].copy.stretches if self.caption else ()
        word = room.styled(f"{' ' if before else ''}({room.word('continued')})", role)
        lines = room.lines((*before, word), measure, Breaking())
        return [Slug(unit, (Placement(line, 0.0, unit),)) for line in lines]

    def tied_rows(self, body: Sequence[Row]) -> set[int]:
        """Body rows that a cell ties to the next one, and the last but one: a last row never stands alone."""
        tied = {
            index + step
            for index, row in enumerate(body)
            for entry in row.cells
            for step in range(entry.cell.row_span - 1)
        }
        return tied | ({len(body) - 2} if len(body) > 1 else set())

    def fitted(self, measure: float) -> tuple[tuple[Row, ...], RowSetter]:
        """The rows and what sets them at this measure (pt). Short cells stay on one line where there is room; words are
        divided only where columns cannot hold them whole; a table that is too wide even then is reported."""
        count = len(self.table.alignments)
        points = points_of(self.rows, self.table, self.room)
        rows, claims = self.rows, self.claims(self.rows, points)
        unbroken, whole = [_unbroken(claim) for claim in claims], claims
        widths: tuple[float, ...] = ()
        if least_width(unbroken, count, GUTTER) <= measure:
            claims = unbroken
        elif least_width(claims, count, GUTTER) > measure:
            rows = tuple(_divided(row) for row in rows)
            claims = self.claims(rows, points)
            if (lacking := least_width(claims, count, GUTTER) - measure) > 0:
                more = max(1.0, lacking / 72 * 25.4)
                message = f"the words of this table need {more:.0f} mm more than its column has"
                hint = "use fewer columns or shorter words, or set it across all text columns with {wide=yes}"
                self.room.problems.append(
                    Problem("table-too-wide", message, self.table.at, hint, severity=Severity.WARNING)
                )
            else:
                widths = divided_widths(whole, claims, count, measure, GUTTER)
        widths = widths or column_widths(claims, count, measure, GUTTER)
        return rows, RowSetter(self.room, self.table, widths, measure, self.notes, points, self.cuts)

    def claims(self, rows: tuple[Row, ...], points: Mapping[int, Points]) -> list[Claim]:
        claims: list[Claim] = []
        for column, reach in points.items():
            claims.append(Claim(column, 1, reach.left + reach.right, reach.left + reach.right + 0.01))
        for row in rows:
            for entry in row.cells:
                lines = self.room.lines(entry.copy.stretches, 1.0, Breaking()) if entry.copy.stretches else ()
                least = max((line.width for line in lines), default=0.0)
                natural = self.room.typesetter.width(entry.copy.stretches)
                claims.append(Claim(entry.column, entry.cell.column_span, least, natural + 0.01))
        return claims

    def with_rule(self, slug: Slug, measure: float) -> Slug:
        rule = Placement(Rule(measure, RULE, self.room.role("table").ink), 0.0, slug.height)
        return replace(slug, placements=(*slug.placements, rule))


def _unbroken(claim: Claim) -> Claim:
    """The same claim; of a short cell, for the whole of it on one line."""
    return replace(claim, least=claim.natural) if claim.columns == 1 and claim.natural <= SHORT_CELL else claim


def _divided(row: Row) -> Row:
    """The same row, its words free to be divided."""
    cells = tuple(
        replace(
            entry, copy=replace(entry.copy, stretches=tuple(replace(s, hyphenate=True) for s in entry.copy.stretches))
        )
        for entry in row.cells
    )
    return replace(row, cells=cells)


def mark_table(block: Table, setting: BlockSetting) -> Matter:
    room = setting.room
    rows: list[Row] = []
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


def _mark_row(row: TableRow, header: bool, setting: BlockSetting) -> tuple[Row, Element]:
    room = setting.room
    cells: list[CellCopy] = []
    elements: list[Element] = []
    for column, cell in row.cells:
        tag = "TH" if cell.header else "TD"
        role = "note" if header else "table"
        copy = mark_up(cell.spans, room, setting.stick, role=role, tag=tag, bold=cell.header == "row" and not header)
        cells.append(CellCopy(cell, copy, column))
        spans = Attributes(scope=SCOPES[cell.header], column_span=cell.column_span, row_span=cell.row_span)
        elements.append(Element(tag, copy.kids, spans))
    return Row(tuple(cells), room.ledger.number(row), header), Element("TR", tuple(elements))


def _mark_line(spans: tuple[Span, ...], role: str, tag: str, setting: BlockSetting) -> list[CopyMatter]:
    """The caption above a table or the source below it, if there is one."""
    if not spans:
        return []
    room = setting.room
    copy = mark_up(spans, room, setting.stick, role=role, tag=tag)
    notes = mark_notes([copy], setting)
    style = LineStyle(room.role(role), leading=room.grid.unit, orphans=0)
    number = room.ledger.number(spans)
    return [CopyMatter(room, copy, style, number, (Element(tag, copy.kids), *notes.elements), notes)]
