"""A statement's header and rows → set lines with their structure elements, ready to be placed below each other."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from report.layout.markup import Copy, LinkMark, mark_words
from report.layout.pages.statement_figures import Figures, figure_role, indent_of
from report.layout.pages.statement_form import Form
from report.model.placed import Run, TextLine
from report.model.statements import Column, StatementRow
from report.model.structure import Attributes, Element, Kid
from report.tables.printing import BLANK, Printed, caption_of, column_notice
from report.typography.text import Breaking, Styled

HANG = 0.6  # pt between a figure and its minus: with what the glyphs leave, .35 mm (SPEC, Statement)


class Cell(Struct, frozen=True, gc=False):
    """A set figure, and how far (pt) its line begins left of its column's edge."""

    line: TextLine
    back: float


class SetRow(Struct, frozen=True):
    """A row's set pieces; `place` is its place in the statement, `indent` that of its label in pt, `before` the space
    above it in units. `heading` is the place of the heading it stands under, -1 without."""

    row: StatementRow
    place: int
    label: tuple[TextLine, ...]
    indent: float
    cells: tuple[Cell | None, ...]
    before: float
    heading: int
    note: TextLine | None = None
    link: LinkMark | None = None


class SetHead(Struct, frozen=True):
    """The head of one column: its lines, what is said below it, and its left edge or right one (pt)."""

    lines: tuple[TextLine, ...]
    below: tuple[TextLine, ...]
    x: float
    right: bool


class SetHeader(Struct, frozen=True):
    """The columns' heads from left to right. The last lines of all stand side by side, and so does what is below."""

    heads: tuple[SetHead, ...]

    @property
    def depth(self) -> int:
        """Lines of the deepest head."""
        return max(len(head.lines) for head in self.heads)

    @property
    def below(self) -> int:
        """Lines below them."""
        return max(len(head.below) for head in self.heads)


def figure_ink(column: Column) -> str:
    """Comparatives are set lighter."""
    return "k70" if column.kind in ("prior", "budget") else "ink"


class RowSetter:
    """Marks up and sets the rows of one statement in its form."""

    def __init__(self, figures: Figures, form: Form) -> None:
        self.figures, self.form, self.room = figures, form, figures.room
        self.statement = figures.statement
        self.noted = figures.statement.has_notes
        room = self.room
        self.words = {word: room.word(word) for word in ("minus {amount}", "nil", "not applicable", "Note", "note")}

    def header(self) -> tuple[SetHeader, Element]:
        """The heads, those of several lines on the same foot, and their row of the table."""
        statement, form, language = self.statement, self.form, self.room.language
        heads: list[SetHead] = []
        cells: list[Element] = []

        def add(text: str, role: str, ink: str, measure: float, x: float, below: str = "", right: bool = False) -> None:
            set_lines, kids = self.head(text, role, ink, measure)
            set_below, further = self.head(below, "caption", ink, measure)
            heads.append(SetHead(set_lines, set_below, x, right))
            cells.append(Element("TH", (*kids, *further), Attributes(scope="Column")))

        add(caption_of(statement, language), "caption", "k70", form.label, 0.0)
        if self.noted:
            add(self.words["note"], "caption", "k70", form.digits, form.note)
        for index, (column, edge) in enumerate(zip(statement.columns, form.edges, strict=True)):
            notice = column_notice(column, statement, language)
            add(column.label, "label", figure_ink(column), form.room(index), edge, notice, right=True)
        return SetHeader(tuple(heads)), Element("TR", tuple(cells))

    def head(self, text: str, role: str, ink: str, measure: float) -> tuple[tuple[TextLine, ...], tuple[Kid, ...]]:
        """The lines of a head and their leaves."""
        if not text:
            return (), ()
        copy = self.scaled(mark_words(text, self.room, role, self.statement.at, tag="TH", ink=ink))
        return self.broken(copy, measure), copy.kids

    def broken(self, copy: Copy, measure: float) -> tuple[TextLine, ...]:
        """Lines of at most this measure (pt); words are divided only where they do not fit whole."""
        lines = self.room.lines(copy.stretches, measure, Breaking())
        if max(line.width for line in lines) <= measure:
            return lines
        divided = [replace(stretch, hyphenate=True) for stretch in copy.stretches]
        return self.room.lines(divided, measure, Breaking())

    def rows(self) -> tuple[tuple[SetRow, ...], Element]:
        """All rows but spacers, and the body of the table."""
        found: list[SetRow] = []
        elements: list[Element] = []
        previous: StatementRow | None = None
        headings: list[int] = []  # places of those that the row stands under, the innermost last
        for place, row in enumerate(self.statement.rows):
            ends = row.level - (row.role not in ("line", "subtotal"))
            while headings and self.statement.rows[headings[-1]].level > ends:
                headings.pop()
            if row.role == "heading":
                headings.append(place)
            if row.role != "spacer":
                heading = headings[-1] if headings else -1
                made, element = self.row(row, place, space_before(row, previous), heading)
                found.append(made)
                elements.append(element)
            while row.role == "subtotal" and headings and self.statement.rows[headings[-1]].level >= row.level:
                headings.pop()
            previous = row
        return tuple(found), Element("TBody", tuple(elements))

    def row(self, row: StatementRow, place: int, before: float, heading: int) -> tuple[SetRow, Element]:
        statement, unit = self.statement, self.room.grid.unit
        indent = indent_of(row) * unit
        if row.role == "heading":
            role = "table-total" if row.level else "subhead"
            copy = self.scaled(mark_words(row.label, self.room, role, row.at, tag="TH"))
            columns = len(statement.columns) + 1 + self.noted
            element = Element("TH", copy.kids, Attributes(scope="Row", column_span=columns))
            lines = self.broken(copy, self.form.label - indent)
            blank = (None,) * len(statement.columns)
            return SetRow(row, place, lines, indent, blank, before, -1), Element("TR", (element,))
        label, lines = self.label(row, self.form.label - indent)
        kids = [Element("TH", label.kids, Attributes(scope="Row"))]
        note, link = None, None
        if self.noted:
            note, link, cell = self.note(row)
            kids.append(cell)
        cells: list[Cell | None] = []
        for index, column in enumerate(statement.columns):
            set_cell, cell = self.cell(row, place, index, column)
            cells.append(set_cell)
            kids.append(cell)
        made = SetRow(row, place, lines, indent, tuple(cells), before, heading, note, link)
        return made, Element("TR", tuple(kids))

    def cell(self, row: StatementRow, place: int, index: int, column: Column) -> tuple[Cell | None, Element]:
        printed = self.figures.printed[place][index]
        if printed is BLANK:
            return None, Element("TD")
        tag, spoken = "TD", self.spoken(printed)
        if spoken is not None:
            tag = "Span"
        leaf = self.room.leaf(tag)
        cell = self.set_cell(printed, figure_role(row), index, leaf.number, self.figures.currency(place, column), row)
        kid = leaf if spoken is None else Element("Span", (leaf,), spoken)
        return cell, Element("TD", (kid,))

    def spoken(self, printed: Printed) -> Attributes | None:
        """How a cell is read aloud where that differs from what it prints."""
        if printed.spoken == "minus":
            return Attributes(alt=self.words["minus {amount}"].format(amount=printed.digits))
        if printed.spoken == "nil":
            return Attributes(alt=self.words["nil"])
        return Attributes(expansion=self.words["not applicable"]) if printed.spoken else None

    def set_cell(
        self, printed: Printed, role: str, index: int, leaf: int, currency: str = "", row: StatementRow | None = None
    ) -> Cell:
        """A figure at its column's edge: its decimal mark below the others', its minus outside, its currency sign at
        the left end of the rules."""
        room, form = self.room, self.form
        column = self.statement.columns[index]
        at = row.at if row else self.statement.at
        base = room.styled(printed.core, room.role(role), leaf, ink=figure_ink(column), at=at)
        styled = base if form.scale == 1.0 else replace(base, size=base.size * form.scale)
        line = room.typesetter.line([styled])
        right = 0.0
        if printed.spoken != "not applicable" and self.figures.reach[index]:
            right = (self.figures.reach[index] - self.figures.decimals(printed, role)) * form.scale
        back = line.width + right
        if printed.hanging:
            line = _joined(line, room.typesetter.line([replace(styled, text=printed.hanging)]), HANG)
        if currency:
            sign = room.typesetter.line([replace(styled, text=f"{currency}\u00a0")])
            apart = max(0.0, form.digits - back - sign.width)
            back += apart + sign.width
            line = _joined(sign, line, apart)
        return Cell(line, back)

    def note(self, row: StatementRow) -> tuple[TextLine | None, LinkMark | None, Element]:
        """The number of a row's note, linked to it."""
        if not row.note:
            return None, None, Element("TD")
        room = self.room
        if not row.note_anchor:
            copy = self.scaled(mark_words(row.note, room, "caption", row.at, tag="TD"))
            return room.typesetter.line(copy.stretches), None, Element("TD", copy.kids)
        copy = self.scaled(mark_words(row.note, room, "caption", row.at, tag="Link"))
        link = LinkMark(f"#{row.note_anchor}", f"{self.words['Note']} {row.note}", room.object_leaf())
        element = Element("TD", (Element("Link", (*copy.kids, link.leaf)),))
        return room.typesetter.line(copy.stretches), link, element

    def label(self, row: StatementRow, measure: float) -> tuple[Copy, tuple[TextLine, ...]]:
        """A row's label; a blank one is a space that reads as the row's accessible name (SPEC, Accessibility)."""
        role = figure_role(row)
        if row.label:
            copy = self.scaled(mark_words(row.label, self.room, role, row.at, tag="TH"))
            return copy, self.broken(copy, measure)
        copy = self.scaled(mark_words(" ", self.room, role, row.at, tag="TH"))
        line = self.room.typesetter.line(copy.stretches)
        return copy, (TextLine(tuple(_named(run, row.name) for run in line.runs), line.width),)

    def scaled(self, copy: Copy) -> Copy:
        """The same copy at the form's size."""
        if self.form.scale == 1.0:
            return copy
        return replace(copy, stretches=tuple(self.smaller(stretch) for stretch in copy.stretches))

    def smaller(self, stretch: Styled) -> Styled:
        return replace(stretch, size=stretch.size * self.form.scale)


def space_before(row: StatementRow, previous: StatementRow | None) -> float:
    """Units above a row: three quarters above a heading, behind a spacer, above the results and what is done with
    them."""
    if previous is None:
        return 0.75
    new_group = row.role in ("heading", "result", "appropriation") and row.role != previous.role
    closes = row.role == "result" and previous.role == "appropriation"
    follows_total = row.role == "appropriation" and previous.role == "subtotal"
    return 0.75 if (new_group and not closes and not follows_total) or previous.role == "spacer" else 0.0


def _named(run: Run, name: str) -> Run:
    return replace(run, text=name, actual=name)


def _joined(first: TextLine, second: TextLine, apart: float) -> TextLine:
    """Two lines as one, `apart` pt between them."""
    x = first.width + apart
    runs = (*first.runs, *(replace(run, x=run.x + x) for run in second.runs))
    return TextLine(runs, x + second.width)
