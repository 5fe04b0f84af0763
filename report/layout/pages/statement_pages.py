"""A statement's set rows → pages: header on each, rules, what is carried forward and brought forward."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from msgspec import Struct

from report.errors import Problem
from report.layout.columns import Frame
from report.layout.galley import Slug, as_furniture, shifted
from report.layout.pages.statement_form import NOTE_WIDTH
from report.layout.pages.statement_rows import Cell, RowSetter, SetHeader, SetRow, figure_ink
from report.layout.sheet import Sheet
from report.model.placed import LinkSpot, Placement, Rule, TextLine
from report.model.structure import ARTIFACT
from report.tables.carrying import Sums
from report.tables.chain import CLOSING
from report.tables.paging import Band, page_ends
from report.tables.printing import BLANK
from report.typography.text import Breaking

RULE, DOUBLE = 0.5, 72 / 25.4  # pt; the two closing rules stand 1 mm apart (SPEC, Statement)
ROW, GROUP = 1.5, 0.75  # units
DESCENT = 0.25  # units from a row's baseline to its foot
RULE_DROP = 0.12  # units from a row's top to the rule above its figures
CLOSING_DROP = 0.25  # units from a row's foot to the first of its two rules
GoOn = Callable[[], tuple[Sheet, Frame]]


class Poured(Struct, frozen=True):
    """Where the rows stand: the last sheet and the y (pt) of their foot on it; the pages they take; and by the row's
    place in the statement the baseline of its figures, on the first page."""

    sheet: Sheet
    foot: float
    pages: int
    baselines: dict[int, float]


class RowPages:
    """Places the rows of one statement."""

    def __init__(self, setter: RowSetter, header: SetHeader, rows: Sequence[SetRow]) -> None:
        self.setter, self.room, self.form = setter, setter.room, setter.form
        self.statement = setter.statement
        self.unit = self.room.grid.unit
        self.rows = rows
        self.header = self._header(header)
        self.closing = max((i for i, e in enumerate(rows) if e.row.role in ("total", "result")), default=-1)
        self.again: dict[int, tuple[TextLine, ...]] = {}  # headings as they are repeated, by their place
        self.sums = [setter.figures.sums[entry.place] for entry in rows]

    def pour(self, sheet: Sheet, frame: Frame, go_on: GoOn, tail: float) -> Poured:
        """Place all rows from the frame's top on, and on the pages that `go_on` begins. `tail` (pt) is the room that
        is wanted below the last of them."""
        bands = self._bands()
        head, room = self.header.height, self._fresh_height(sheet)
        baselines: dict[int, float] = {}
        start, y, ends = 0, frame.top, page_ends(bands, frame.height - head, room, tail)
        self._report_too_high(bands, room)
        for page, end in enumerate(ends):
            if page:
                sheet, frame = go_on()
            y = frame.top
            if end > start:
                y = self._page(sheet, frame, start, end, {} if page else baselines)
            start = end
        return Poured(sheet, y, len(ends), baselines)

    def _fresh_height(self, sheet: Sheet) -> float:
        frame = sheet.frame(1, sheet.grid.columns, sheet.grid.first_line)
        return frame.height

    def _bands(self) -> list[Band]:
        """What paging must know of each row."""
        unit, found = self.unit, []
        for index, entry in enumerate(self.rows):
            before = self.sums[index - 1] if index else None
            head = self.header.height + GROUP * unit
            head += (ROW - 1 + len(self._repeated(entry.heading))) * unit if entry.heading >= 0 else 0.0
            head += ROW * unit if before is not None else 0.0
            height = (len(entry.label) - 1 + ROW + (index == self.closing)) * unit
            carried = ROW * unit if self.sums[index] is not None else 0.0
            found.append(Band(height, entry.before * unit, self._tied(index), carried, head))
        return found

    def _tied(self, index: int) -> bool:
        """A heading stays with its first two rows, a row with the sum below it."""
        role = self.rows[index].row.role
        following = self.rows[index + 1].row.role if index + 1 < len(self.rows) else ""
        first = index > 0 and self.rows[index - 1].row.role == "heading"
        return role == "heading" or following in CLOSING or (first and role == following == "line")

    def _page(self, sheet: Sheet, frame: Frame, start: int, end: int, baselines: dict[int, float]) -> float:
        """Place the rows start..end of one page; returns y (pt) of their foot."""
        unit, x, y = self.unit, frame.x, frame.top
        header = (self.header,) if not start else as_furniture([self.header])
        sheet.add(shifted(header[0].placements, x, y))
        y += self.header.height
        if start:
            y += GROUP * unit
            y = self._continued(sheet, x, y, self.rows[start])
            y = self._carried(sheet, x, y, self.sums[start - 1], "Brought forward", ruled=False)
        for index in range(start, end):
            entry = self.rows[index]
            y += entry.before * unit if index > start or not start else 0.0
            y = self._row(sheet, x, y, index, entry)
            baselines[entry.place] = y - DESCENT * unit - (unit if index == self.closing else 0.0)
        if end < len(self.rows):
            y = self._carried(sheet, x, y, self.sums[end - 1], "Carried forward", ruled=True)
        return y

    def _header(self, header: SetHeader) -> Slug:
        """The heads as one band; those of several lines stand on the same foot."""
        placements: list[Placement] = []
        for head in header.heads:
            lines = (*head.lines, *head.below)
            for number, line in enumerate(lines, header.depth - len(head.lines) + 1):
                placements.append(Placement(line, head.x - (line.width if head.right else 0.0), number * self.unit))
        return Slug((header.depth + header.below + DESCENT) * self.unit, tuple(placements))

    def _row(self, sheet: Sheet, x: float, y: float, index: int, entry: SetRow) -> float:
        """A label of several lines has its figures beside the last."""
        unit, closed = self.unit, index == self.closing
        top = y + (len(entry.label) - 1) * unit
        foot = top + ROW * unit
        baseline = foot - DESCENT * unit
        portion = self.room.whole(entry.row)
        for number, line in enumerate(entry.label):
            drop = (len(entry.label) - 1 - number) * unit
            sheet.put(line, x + entry.indent, baseline - drop, None if number else portion)
        if entry.note is not None:
            self._note(sheet, x + self.form.note, baseline, entry)
        ruled = closed or entry.row.role in ("subtotal", "total")
        for number, cell in enumerate(entry.cells):
            if cell is None:
                continue
            edge = x + self.form.edges[number]
            sheet.put(cell.line, edge - cell.back, baseline)
            if ruled:
                self._rule(sheet, edge, top + RULE_DROP * unit, number)
            if closed:
                self._rule(sheet, edge, foot + CLOSING_DROP * unit, number)
                self._rule(sheet, edge, foot + CLOSING_DROP * unit + DOUBLE, number)
        return foot + (unit if closed else 0.0)

    def _rule(self, sheet: Sheet, edge: float, y: float, column: int) -> None:
        ink = figure_ink(self.statement.columns[column])
        sheet.put(Rule(self.form.digits, RULE, ink), edge - self.form.digits, y)

    def _note(self, sheet: Sheet, x: float, baseline: float, entry: SetRow) -> None:
        assert entry.note is not None
        sheet.put(entry.note, x, baseline)
        if entry.link is not None:
            width, height = max(entry.note.width, NOTE_WIDTH), self.unit
            spot = LinkSpot(width, height, entry.link.target, entry.link.description, entry.link.leaf.number)
            sheet.put(spot, x, baseline - height * 0.8)

    def _continued(self, sheet: Sheet, x: float, y: float, entry: SetRow) -> float:
        """The heading of a row's group, where a page begins within it."""
        if entry.heading < 0:
            return y
        indent = self.statement.rows[entry.heading].level * self.unit
        for line in self._repeated(entry.heading):
            sheet.put(line, x + indent, y + (ROW - DESCENT) * self.unit)
            y += self.unit
        return y + (ROW - 1) * self.unit

    def _repeated(self, place: int) -> tuple[TextLine, ...]:
        """The lines of a heading where its group goes on. It has no figures beside it, so it may be as wide as the
        table."""
        if place not in self.again:
            room, heading = self.room, self.statement.rows[place]
            role = room.role("table-total" if heading.level else "subhead")
            words = self.setter.smaller(room.styled(f"{heading.label} ({room.word('continued')})", role, at=heading.at))
            measure = max(self.form.label, self.form.edges[-1]) - heading.level * self.unit
            self.again[place] = tuple(room.lines([words], measure, Breaking()))
        return self.again[place]

    def _carried(self, sheet: Sheet, x: float, y: float, sums: Sums | None, word: str, *, ruled: bool) -> float:
        """A line with what the unfinished total has counted so far; an artifact, for the rows are all there."""
        if sums is None:
            return y
        room, unit = self.room, self.unit
        baseline = y + (ROW - DESCENT) * unit
        label = self.setter.smaller(room.styled(room.word(word), room.role("table"), ink="k70"))
        sheet.put(room.typesetter.line([label]), x, baseline)
        for number, value in enumerate(sums):
            cell = self._sum(number, value)
            if cell is not None:
                edge = x + self.form.edges[number]
                sheet.put(cell.line, edge - cell.back, baseline)
                if ruled:
                    self._rule(sheet, edge, y + RULE_DROP * unit, number)
        return y + ROW * unit

    def _sum(self, column: int, value: Decimal | None) -> Cell | None:
        """A carried sum, printed as the column prints its figures."""
        printed = self.setter.figures.print_sum(column, value)
        return self.setter.set_cell(printed, "table", column, ARTIFACT) if printed is not BLANK else None

    def _report_too_high(self, bands: Sequence[Band], room: float) -> None:
        """A row that no page holds, with what stands above it."""
        for band, entry in zip(bands, self.rows, strict=True):
            lacking = band.head + band.height - room
            if lacking > 0:
                name = entry.row.label or entry.row.name
                message = f"the row “{name[:40]}” is {lacking / 72 * 25.4:.0f} mm higher than a page"
                self.room.problems.append(Problem("too-high", message, entry.row.at, "make its label shorter"))
