"""What the board is asked and who signs → a cover note before the report's pages, a page for signatures behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from msgspec import Struct

from report.errors import Problem, Severity
from report.layout.blocks import mark_blocks
from report.layout.columns import Frame
from report.layout.galley import Matter, elements_of
from report.layout.headline import put_headline, set_headline
from report.layout.marks import Marking, marking, meeting
from report.layout.markup import OUTSIDE_CHAPTERS, Copy, Stick, filled_words, mark_words
from report.layout.pour import pour
from report.layout.room import ComposingRoom
from report.layout.sheet import Press, Sheet
from report.model.board import REPORT_YAML, Board, Signer
from report.model.content import Paragraph, Words
from report.model.placed import Bookmark, PageKind, Panel, Rule
from report.model.report import Status
from report.model.structure import Attributes, Element
from report.typography.dates import format_date
from report.typography.text import Breaking

NOTE_ANCHOR, SIGNATURES_ANCHOR = ".cover-note", ".signatures"  # no section's anchor has a point
LABEL_LINE, TITLE_LINE, TITLE_LINES = 8.5, 13, 2
BELOW_TITLE = 3  # lines from the headline to what follows
ROW = 1.5  # units (SPEC, Statement)
ROW_RULE = 0.4  # pt (SPEC, Pages: agenda)
NAME_COLUMNS, SUMMARY_COLUMNS = 3, 8
LEAST_FIELD = 9  # lines of text below the decision that are worth beginning on its page
SIGNED_LINES, SIGNED_RULE = 8, 4.5  # lines that one who signs takes, and from the top to the rule


class Aside(Struct, frozen=True):
    """Leaves that come with the report: their element and their bookmarks."""

    element: Element
    bookmarks: tuple[Bookmark, ...]


def book_board(room: ComposingRoom) -> tuple[Paragraph, ...]:
    """Enter into the ledger what the board's leaves must hold. Returns the summary as paragraphs."""
    board = room.report.settings.board
    if board is None:
        return ()
    if board.decision:
        room.ledger.book(board, "the decision asked", board.at)
    for signer in (*board.directors, *board.supervisors):
        room.ledger.book(signer, f"the place to sign for “{signer.name or signer.role}”", signer.at)
    parts = filled_words(board.summary, room.report).split("\n\n")
    texts = [" ".join(part.split()) for part in parts]
    summary = tuple(Paragraph((Words(text, board.at),), board.at) for text in texts if text)
    for paragraph in summary:
        room.ledger.book(paragraph, "the summary", board.at)
    return summary


def doubts(room: ComposingRoom) -> Iterator[Problem]:
    """What the board's edition could say and does not."""
    settings = room.report.settings
    if settings.date is None:
        hint = "give it in report.yaml: date: 2022-04-07"
        yield Problem("no-date", "no date stands on the pages of the board’s edition", REPORT_YAML, hint, Severity.NOTE)
    if not settings.version:
        hint = 'give it in report.yaml: version: "0.3"'
        message = "no version stands on the pages of the board’s edition"
        yield Problem("no-version", message, REPORT_YAML, hint, Severity.NOTE)


# ---------------------------------------------------------------- cover note


def compose_note(room: ComposingRoom, press: Press, said: Marking, summary: Sequence[Paragraph]) -> Aside:
    """The cover note: what it is about in rows, the decision asked on a field of the voice, the summary below it."""
    settings = room.report.settings
    board = settings.board or Board()
    sheet, elements, line = _opened(room, press, "cover-note", NOTE_ANCHOR, room.word("Cover note"), settings.title)
    rows = [
        (room.word("Organisation"), settings.organisation),
        (room.word("Meeting"), meeting(room)),
        (room.word("Agenda item"), board.item),
        (room.word("Brought in by"), board.by),
        (room.word("Status"), said.status),
        (room.word("Version"), said.version),
        (room.word("Date"), said.date),
        (room.word("Content hash"), said.code),
    ]
    table, line = _put_rows(room, sheet, [row for row in rows if row[1]], line)
    elements.append(table)
    if board.decision:
        asked, line = _put_decision(room, sheet, board, line + 1.5)
        elements += asked
    if summary:
        elements += _pour_summary(room, press, sheet, summary, ceil(line) + 2)
    title = room.word("Cover note")
    return Aside(Element("Sect", tuple(elements)), (Bookmark(title, NOTE_ANCHOR, 1),))


def _opened(
    room: ComposingRoom, press: Press, kind: PageKind, anchor: str, label: str, title: str
) -> tuple[Sheet, list[Element], float]:
    """A leaf with its label and headline; returns the line of what follows."""
    grid = room.grid
    sheet = press.sheet(kind, section=anchor)
    sheet.mark(anchor)
    x, line = sheet.column_x(1), grid.down(TITLE_LINE)
    named = mark_words(label, room, "label", REPORT_YAML, tag="H1")
    headed = mark_words(title, room, "headline", REPORT_YAML, tag="H1")
    sheet.put(room.typesetter.line(named.stretches), x, grid.line(line - TITLE_LINE + LABEL_LINE))
    headline = set_headline(headed, room, "headline", grid.span(grid.columns), TITLE_LINES, REPORT_YAML)
    put_headline(sheet, headline, x, line, node=None, room=room)
    heading = Element("H1", (*named.kids, *headed.kids))
    return sheet, [heading], ceil(round(line + headline.drop / grid.unit + BELOW_TITLE, 6))


def _put_rows(room: ComposingRoom, sheet: Sheet, rows: Sequence[tuple[str, str]], line: float) -> tuple[Element, float]:
    """Names and values between rules, from this line on; returns the table and the line of its foot."""
    grid = room.grid
    x, left, width = sheet.column_x(1), sheet.column_x(NAME_COLUMNS + 1), grid.span(grid.columns - NAME_COLUMNS)
    kids = []
    sheet.put(Rule(grid.span(grid.columns), ROW_RULE, "ink"), x, grid.line(line - 1))
    for name, value in rows:
        head = mark_words(name, room, "note", REPORT_YAML, tag="TH", ink="k70")
        cell = mark_words(value, room, "table", REPORT_YAML, tag="TD")
        sheet.put(room.typesetter.line(head.stretches), x, grid.line(line))
        lines = room.lines(cell.stretches, width, Breaking())
        for index, set_line in enumerate(lines):
            sheet.put(set_line, left, grid.line(line + index))
        line += len(lines) - 1 + ROW
        sheet.put(Rule(grid.span(grid.columns), ROW_RULE, "ink"), x, grid.line(line - 1))
        row_head = Element("TH", head.kids, Attributes(scope="Row"))
        kids.append(Element("TR", (row_head, Element("TD", cell.kids))))
    return Element("Table", tuple(kids)), line - 1


def _put_decision(room: ComposingRoom, sheet: Sheet, board: Board, line: float) -> tuple[list[Element], float]:
    """The decision on a field of the voice; returns its elements and the line of the field's foot."""
    grid, brand = room.grid, room.brand
    ink = brand.on(brand.voice)
    asked = mark_words(room.word("Decision asked"), room, "label", board.at, tag="H2", ink=ink)
    words = mark_words(board.decision, room, "second-title", board.at, ink=ink)
    measure = grid.span(grid.columns) - 2 * grid.unit
    headline = set_headline(words, room, "second-title", measure, 100, board.at)
    foot = line + 5.25 + headline.drop / grid.unit
    if foot > grid.last_line:
        message = "the decision asked does not fit on the cover note"
        room.problems.append(Problem("decision-too-long", message, board.at, "ask it in fewer words"))
    x = sheet.column_x(1)
    sheet.put(Panel(grid.span(grid.columns), grid.line(foot - line), brand.voice), x, grid.line(line))
    sheet.put(room.typesetter.line(asked.stretches), x + grid.unit, grid.line(line + 1.75))
    put_headline(sheet, headline, x + grid.unit, line + 4, node=board, room=room)
    return [Element("H2", asked.kids), Element("P", words.kids)], foot


def _pour_summary(
    room: ComposingRoom, press: Press, sheet: Sheet, summary: Sequence[Paragraph], line: float
) -> list[Element]:
    """The summary in one column from this line on, on further leaves where there is no room."""
    grid = room.grid

    def go_on() -> tuple[Sheet, Sequence[Frame]]:
        more = press.sheet("cover-note", head=room.word("Cover note"), section=NOTE_ANCHOR)
        return more, _columns(more, grid.first_line)

    if line + LEAST_FIELD > grid.last_line:
        sheet, _ = go_on()
        line = grid.first_line
    heading = mark_words(room.word("Summary"), room, "subhead", REPORT_YAML, tag="H2")
    sheet.put(room.typesetter.line(heading.stretches), sheet.column_x(1), grid.line(line))
    matters: list[Matter] = mark_blocks(summary, room, Stick("text", OUTSIDE_CHAPTERS))
    pour(room, matters, sheet, _columns(sheet, line + 1), go_on)
    return [Element("H2", heading.kids), *elements_of(matters)]


def _columns(sheet: Sheet, line: float) -> list[Frame]:
    """The one column of a leaf, as wide as a line of text may be."""
    return [sheet.frame(1, SUMMARY_COLUMNS, line)]


# ---------------------------------------------------------------- signatures


def compose_signatures(room: ComposingRoom, press: Press, said: Marking) -> Aside | None:
    """Everyone who signs by role, directors first, each with a rule to sign on; None where nobody does."""
    settings = room.report.settings
    board = settings.board
    if board is None or not (board.directors or board.supervisors):
        return None
    title = room.word("Signatures")
    sheet, elements, line = _opened(room, press, "signatures", SIGNATURES_ANCHOR, settings.title, title)
    words = mark_words(_approval(room, board, said), room, "lead", board.at)
    for set_line in room.lines(words.stretches, room.grid.span(8), Breaking()):
        sheet.put(set_line, sheet.column_x(1), room.grid.line(line))
        line += ROW
    elements.append(Element("P", words.kids))
    signing = _Signing(room, press, sheet, line + 1.5)
    groups = ((room.word("Directors"), board.directors), (room.word("Supervisors"), board.supervisors))
    for name, signers in groups:
        if signers:
            elements += signing.group(name, signers)
    return Aside(Element("Sect", tuple(elements)), (Bookmark(title, SIGNATURES_ANCHOR, 1),))


def _approval(room: ComposingRoom, board: Board, said: Marking) -> str:
    """Since when the report is approved, or that it is not."""
    if room.report.settings.status is not Status.FINAL:
        return room.word("Not approved yet: the status is {status}.").format(status=said.status.lower())
    if board.approved is None:
        return room.word("The status is {status}.").format(status=said.status.lower())
    date = format_date(board.approved.isoformat(), room.language)
    return room.word("Approved on {date}.").format(date=date)


class _Signing:
    """Places who signs side by side, row below row, on as many leaves as it takes."""

    def __init__(self, room: ComposingRoom, press: Press, sheet: Sheet, line: float) -> None:
        self.room, self.press, self.sheet, self.line = room, press, sheet, line
        self.across = 1 if room.grid.narrow else 2

    def group(self, name: str, signers: Sequence[Signer]) -> list[Element]:
        """One group with its heading, which stays with its first row."""
        room, grid = self.room, self.room.grid
        self._make_room(2 + SIGNED_LINES)
        heading = mark_words(name, room, "subhead", REPORT_YAML, tag="H2")
        self.sheet.put(room.typesetter.line(heading.stretches), self.sheet.column_x(1), grid.line(self.line))
        self.line += 1
        items = []
        for start in range(0, len(signers), self.across):
            self._make_room(SIGNED_LINES)
            for place, signer in enumerate(signers[start : start + self.across]):
                items.append(Element("LI", (Element("LBody", self._put(signer, place)),)))
            self.line += SIGNED_LINES
        self.line += 1
        return [Element("H2", heading.kids), Element("L", tuple(items))]

    def _make_room(self, lines: float) -> None:
        if self.line + lines > self.room.grid.last_line + 1:
            head = self.room.word("Signatures")
            self.sheet = self.press.sheet("signatures", head=head, section=SIGNATURES_ANCHOR)
            self.line = self.room.grid.first_line

    def _put(self, signer: Signer, place: int) -> tuple[Element, ...]:
        """A rule to sign on, the name below it, the role below that."""
        room, grid = self.room, self.room.grid
        columns = grid.columns / self.across
        x, measure = self.sheet.column_x(1 + place * columns), grid.span(columns - 1)
        line = self.line + SIGNED_RULE
        self.sheet.put(Rule(measure, ROW_RULE, "ink"), x, grid.line(line))
        elements: list[Element] = []
        for text, role in ((signer.name or signer.role, "label"), (signer.role if signer.name else "", "note")):
            if text:
                copy = mark_words(text, room, role, signer.at, ink="ink" if role == "label" else "k70")
                line = self._put_copy(copy, x, line, measure, None if elements else signer)
                elements.append(Element("P", copy.kids))
        return tuple(elements)

    def _put_copy(self, copy: Copy, x: float, line: float, measure: float, node: Signer | None) -> float:
        for index, set_line in enumerate(self.room.lines(copy.stretches, measure, Breaking())):
            line += 1
            portion = self.room.whole(node) if node is not None and not index else None
            self.sheet.put(set_line, x, self.room.grid.line(line), portion)
        return line


# ---------------------------------------------------------------- around the report


class BoardLeaves:
    """The leaves before and behind a report, and what all of its pages say of its status."""

    def __init__(self, room: ComposingRoom, *, stamped: bool) -> None:
        self.said = marking(room, stamped=stamped)
        self._room = room
        self._summary = book_board(room)
        self._note: Aside | None = None
        self._signatures: Aside | None = None

    def around(self, sheets: Sequence[Sheet]) -> list[Sheet]:
        """The report's sheets with the leaves around them."""
        room = self._room
        room.problems += doubts(room)
        before = Press(room.grid, aside=True)
        self._note = compose_note(room, before, self.said, self._summary)
        behind = Press(room.grid, first=before.next_number, aside=True)
        self._signatures = compose_signatures(room, behind, self.said)
        return [*before.sheets, *sheets, *behind.sheets]

    def sewn(self, elements: Sequence[Element]) -> list[Element]:
        """The report's elements with those of the leaves."""
        before, behind = ([aside.element] if aside else [] for aside in (self._note, self._signatures))
        return [*before, *elements, *behind]

    def outline(self, bookmarks: Sequence[Bookmark]) -> tuple[Bookmark, ...]:
        """The report's bookmarks with those of the leaves."""
        before, behind = (aside.bookmarks if aside else () for aside in (self._note, self._signatures))
        return (*before, *bookmarks, *behind)
