"""Statement section → a formatted financial table, with a waterfall beside it where the rows lead to a result."""

from __future__ import annotations

from math import ceil

from msgspec import Struct

from report.checks.sums import rounding_of
from report.errors import Problem
from report.layout.articles import make_heading
from report.layout.columns import Frame
from report.layout.headline import put_headline
from report.layout.markup import filled_words, mark_words, plain
from report.layout.pages.statement_figures import Figures
from report.layout.pages.statement_form import MM, Form, forms
from report.layout.pages.statement_pages import GoOn, Poured, RowPages
from report.layout.pages.statement_rows import RowSetter
from report.layout.pages.statement_waterfall import put_waterfall
from report.layout.room import ComposingRoom
from report.layout.sections import ContentsEntry, SectionSetting, Sewn, put_text
from report.layout.sheet import Sheet
from report.model.content import Span, Words
from report.model.placed import Bookmark, TextLine
from report.model.report import StatementSection
from report.model.statements import SHIFTS, Statement
from report.model.structure import Element
from report.tables.waterfall import waterfall_of
from report.typography.numbers import format_number
from report.typography.text import Breaking

TITLE_LINE, HEAD_LINE = 10, 18  # SPEC, Statement
LEAD_BELOW = 2.75  # lines from the title to the lead
FOLIO_LINE, FOLIO_BELOW = 5, 4  # lines, from the folio to the title at least
HEADS_BELOW = 5  # lines from the title to the heads, at least
HEAD_BELOW = 2  # lines from the text to the heads, at least
NOTES_BELOW = 2.5  # lines from the rows to the notes
NOTE_COLUMNS = 8
WHOLE_NOTES = 12  # lines of notes that are not divided


class _Opened(Struct, frozen=True):
    """The statement's first page with its title and text: its sheet, the line of the columns' heads, the elements."""

    sheet: Sheet
    line: float
    elements: tuple[Element, ...]
    title: str
    head: str


def compose_statement(setting: SectionSetting) -> Sewn:
    room, statement = setting.room, setting.loaded.statement
    assert statement is not None
    anchor = setting.loaded.anchor
    section = setting.loaded.section
    assert isinstance(section, StatementSection)
    waterfall = waterfall_of(statement) if section.waterfall else None
    figures = Figures(statement, room)
    form = _chosen(figures, setting, section, graphic=waterfall is not None)
    opened = _open(statement, setting, form)

    def go_on() -> tuple[Sheet, Frame]:
        sheet = _sheet(setting, opened.head, form)
        return sheet, sheet.frame(1, sheet.grid.columns, sheet.grid.first_line)

    setter = RowSetter(figures, form)
    header, head_element = setter.header()
    rows, body = setter.rows()
    notes = _notes(statement, room, opened.sheet)
    tail = (NOTES_BELOW + notes.together) * room.grid.unit if notes.lines else 0.0
    frame = opened.sheet.frame(1, opened.sheet.grid.columns, opened.line)
    poured = RowPages(setter, header, rows).pour(opened.sheet, frame, go_on, tail)
    elements = [*opened.elements, Element("Table", (Element("THead", (head_element,)), body))]
    if waterfall is not None and form.graphic and poured.pages == 1:
        head = room.grid.line(opened.line + header.depth - 1)
        elements.append(put_waterfall(waterfall, statement, room, opened.sheet, head, poured.baselines))
    _put_notes(notes, poured, go_on, room)
    elements += notes.elements
    entry = ContentsEntry(opened.head, anchor, opened.sheet.number, 1)
    return Sewn(Element("Sect", tuple(elements)), (Bookmark(opened.title, anchor, 1),), (entry,))


def _sheet(setting: SectionSetting, head: str, form: Form) -> Sheet:
    """The statement's next page, upright or on its side."""
    sheet = setting.press.sheet("statement", head=head, section=setting.loaded.anchor)
    sheet.grid = form.grid
    return sheet


def _open(statement: Statement, setting: SectionSetting, form: Form) -> _Opened:
    """Begin the section: its title, and the text above the figures."""
    room, prose, grid = setting.room, setting.loaded.prose, form.grid
    name = Words(filled_words(statement.title, room.report), statement.at)
    label = prose.label if prose and prose.label else name.text
    spans: tuple[Span, ...] = prose.headline if prose and prose.headline else (name,)
    sheet = _sheet(setting, label, form)
    sheet.mark(setting.loaded.anchor)
    heading = make_heading(spans, setting, "title", 1, grid.span(grid.columns), statement.at, 2)
    node = prose.headline if prose and prose.headline else None
    title = max(grid.down(TITLE_LINE), grid.down(FOLIO_LINE) + FOLIO_BELOW)
    put_headline(sheet, heading.headline, sheet.column_x(1), title, node=node, room=room)
    text, foot = put_text(setting, sheet, title + LEAD_BELOW + heading.headline.drop / grid.unit)
    line = max(grid.down(HEAD_LINE), title + HEADS_BELOW, ceil(foot + HEAD_BELOW))
    return _Opened(sheet, line, (heading.element, *text), plain(spans, room), label)


def _chosen(figures: Figures, setting: SectionSetting, section: StatementSection, *, graphic: bool) -> Form:
    """The first form that holds the statement, if need be with divided words; where none does, the one that lacks
    least, with a problem."""
    statement = figures.statement
    landscape = None if section.page == "auto" else section.page == "landscape"
    verso = setting.press.next_number % 2 == 0
    tried = list(
        forms(
            len(statement.columns),
            setting.room.grid,
            verso,
            notes=statement.has_notes,
            graphic=graphic,
            landscape=landscape,
        )
    )
    for divided in (False, True):
        need = figures.need(divided=divided)
        for form in tried:
            if form.lacking(need)[0] <= 0.01:
                return form
    form = min(tried, key=lambda one: one.lacking(need)[0])
    least, column = form.lacking(need)
    what = f"the column “{statement.columns[column].label}” needs" if column >= 0 else "the labels need"
    hint = "use fewer columns, shorter words, or figures in thousands"
    if section.page == "portrait":
        hint = f"let it stand on a landscape page, {hint}"
    message = f"{what} {least / MM:.1f} mm more than this statement has, in the smallest type"
    setting.room.problems.append(Problem("statement-too-wide", message, statement.at, hint))
    return form


class _Notes(Struct, frozen=True):
    """What stands below the rows."""

    lines: tuple[TextLine, ...]
    elements: tuple[Element, ...]

    @property
    def together(self) -> int:
        """How many of the lines stand on one page: all, unless they are many."""
        return len(self.lines) if len(self.lines) <= WHOLE_NOTES else 2


def _notes(statement: Statement, room: ComposingRoom, sheet: Sheet) -> _Notes:
    """The note under the table, what rounding does to its sums, and its source."""
    source = f"{room.word('Source')}: {statement.source}" if statement.source else ""
    lines: list[TextLine] = []
    elements: list[Element] = []
    for text, role in ((statement.note, "note"), (_rounding(statement, room), "note"), (source, "caption")):
        if text:
            copy = mark_words(text, room, role, statement.at)
            lines += room.lines(copy.stretches, sheet.grid.span(NOTE_COLUMNS), Breaking())
            elements.append(Element("P", copy.kids))
    return _Notes(tuple(lines), tuple(elements))


def _rounding(statement: Statement, room: ComposingRoom) -> str:
    """What rounding does to the sums, where a reader can find that they differ."""
    gap = rounding_of(statement) if statement.explain_rounding else None
    if not gap:
        return ""
    style = statement.style
    amount_in_units = gap * 10 ** SHIFTS[style.scale]
    whole = amount_in_units.to_integral_value()
    number = format_number(whole if whole == amount_in_units else amount_in_units, room.language)
    amount = f"{style.currency}\u00a0{number}" if style.currency else number
    return room.word("Totals may differ by {amount} through rounding.").format(amount=amount)


def _put_notes(notes: _Notes, poured: Poured, go_on: GoOn, room: ComposingRoom) -> None:
    """Place the notes below the rows, or on the next page where there is no room, and on as many as they take."""
    sheet, unit = poured.sheet, room.grid.unit
    y = poured.foot + NOTES_BELOW * unit
    for index, line in enumerate(notes.lines):
        together = 1 if index else notes.together
        if y + (together - 1) * unit > sheet.grid.line(sheet.grid.last_line) + 0.01:
            sheet, frame = go_on()
            y = frame.top + unit
        sheet.put(line, sheet.column_x(1), y)
        y += unit
