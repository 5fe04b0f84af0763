"""The report's status → what every page of the board's edition says of it: watermark, status line, stamp."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from report.layout.room import ComposingRoom
from report.layout.sheet import Sheet
from report.layout.watermark import watermark
from report.model.brand import Brand
from report.model.colour import READABLE
from report.model.placed import Drawing, Panel, Placement, Strokes, TextLine
from report.model.report import Status
from report.model.structure import STATUS
from report.typography.dates import format_date

STATUS_LINE = 5  # SPEC, Furniture: draft
INSERT_LINE = 2  # on pages of other files: in the margin that nobody prints in
NOTCH_FOOT = 6  # line down to which paper is cut into a full page for the status line
STAMP_TOP, STAMP_TEXT, STAMP_COLUMNS = 63.75, 65.15, 5  # SPEC, Furniture: pack
STAMP_CLEAR, STAMP_LEAST = 0.4, 0.8  # units below other text, and above its own
FULL = ("cover", "opener", "photo", "colophon")  # kinds of page whose pictures hide a watermark
BETWEEN = "\u2003"  # an em between the parts of the status line
WORDS = {Status.CONCEPT: "Concept", Status.FOR_APPROVAL: "For approval", Status.FINAL: "Final"}
PALE = ("k15", "k6")  # inks for the watermark, the first that all text can be read on


class Marking(Struct, frozen=True):
    """What the pages say: the word of the status, version, date and the short hash of the content, and what the stamp
    says, if there is one: who meets and when, and the same shorter. `watermark` is empty where none is wanted."""

    status: str
    version: str
    date: str
    code: str
    watermark: str = ""
    meeting: tuple[str, ...] = ()
    item: str = ""

    @property
    def named(self) -> str:
        """The status with its version: Concept 0.3."""
        return " ".join(part for part in (self.status, self.version) if part)


def marking(room: ComposingRoom, *, stamped: bool) -> Marking:
    """What is said of this report, in its language."""
    settings = room.report.settings
    word = room.word(WORDS[settings.status])
    date = format_date(settings.date.isoformat(), room.language) if settings.date else ""
    said = Marking(word, settings.version, date, room.report.code)
    if settings.status is not Status.FINAL:
        said = replace(said, watermark=word)
    board = settings.board
    if board is None or not stamped or not board.item:
        return said
    words = tuple(dict.fromkeys((meeting(room), _day(room), board.body)))
    return replace(said, meeting=words, item=room.word("item {number}").format(number=board.item))


def meeting(room: ComposingRoom) -> str:
    """Who meets, and when."""
    board = room.report.settings.board
    if board is None:
        return ""
    return " ".join(part for part in (board.body, _day(room)) if part)


def _day(room: ComposingRoom) -> str:
    """The day of the meeting, in words."""
    board = room.report.settings.board
    return format_date(board.meeting.isoformat(), room.language) if board and board.meeting else ""


def put_watermark(sheet: Sheet, room: ComposingRoom, said: Marking) -> None:
    """The word behind everything on the page, and again on each light field of colour across it: what it covers there
    is covered by the field. On a dark field, whose text is light, it would hide words."""
    if not said.watermark or sheet.kind in FULL:
        return
    word = watermark(said.watermark, room, sheet.grid, watermark_ink(room.brand))
    under = [word]
    for placement in sheet.placements:
        under.append(placement)
        item = placement.item
        if isinstance(item, Panel) and item.width >= sheet.grid.width and _is_light(item.fill, room.brand):
            under.append(_within(word, placement.x, placement.y, item))
    sheet.placements[:] = under


def _is_light(fill: str, brand: Brand) -> bool:
    return fill != "" and brand.on(fill) == "ink"


def _within(word: Placement, x: float, y: float, field: Panel) -> Placement:
    """The watermark as far as it lies in a field whose top left corner is at x, y."""
    drawing = word.item
    assert isinstance(drawing, Drawing)
    numbers = " ".join(f"{value * 100:.0f}" for value in (x, y, field.width, field.height))
    marks = tuple(
        replace(mark, clips=(*mark.clips, f"{numbers} re")) if isinstance(mark, Strokes) else mark
        for mark in drawing.marks
    )
    return replace(word, item=replace(drawing, marks=marks))


def watermark_ink(brand: Brand) -> str:
    """The ink of the watermark: the first of the pale ones on which every ink of text stays as readable as it must be
    (WCAG 2.1, 1.4.3); what cannot be read on paper either has been told elsewhere."""
    inks = {role.ink for role in brand.roles.values()} | {"k70"} | {chapter.deep for chapter in brand.chapters.values()}
    readable = [ink for ink in sorted(inks) if brand.contrast(ink, "paper") >= READABLE]
    for pale in PALE:
        if all(brand.contrast(ink, pale) >= READABLE for ink in readable):
            return pale
    return PALE[-1]


def put_status(sheet: Sheet, room: ComposingRoom, said: Marking) -> tuple[float, float] | None:
    """The status line at the inner side; where the page is filled, on a notch of paper. Returns the room (x from and
    to, in pt) that it takes on the line of running heads, None where it takes none."""
    grid = sheet.grid
    full = sheet.kind in FULL or (sheet.kind == "blank" and any(_is_picture(one) for one in sheet.placements))
    line = _status(room, said, "paper" if full or sheet.kind == "insert" else sheet.ground)
    width = line.width
    x = sheet.right_edge - width if sheet.verso else sheet.column_x(1)
    if sheet.kind == "insert":
        y, half = grid.line(INSERT_LINE), grid.gutter / 2
        sheet.put(Panel(width + 2 * half, grid.unit * 1.25, "paper"), x - half, y - grid.unit * 0.9)
        sheet.put(line, x, y)
        return None
    y = grid.line(grid.down(STATUS_LINE))
    if full:
        foot = grid.line(grid.down(NOTCH_FOOT))
        sheet.put(Panel(width + 2 * grid.gutter, foot + grid.bleed, "paper"), x - grid.gutter, -grid.bleed)
    sheet.put(line, x, y)
    return x, x + width


def _is_picture(placement: Placement) -> bool:
    return isinstance(placement.item, Drawing)


def _status(room: ComposingRoom, said: Marking, ground: str) -> TextLine:
    """Status and version, date, and what tells this content from any other."""
    ink = "" if ground == "paper" else room.brand.on(ground)
    parts = [(said.named, "folio"), (said.date, "folio"), (said.code, "caption")]
    stretches = []
    for (text, role), (following, _) in pairwise([*(part for part in parts if part[0]), ("", "")]):
        text += BETWEEN if following else ""
        stretches.append(room.styled(text, room.role(role), STATUS, ink=ink or ("k70" if role == "caption" else "ink")))
    return room.typesetter.line(stretches)


def put_stamp(sheet: Sheet, room: ComposingRoom, said: Marking) -> None:
    """The stamp at the foot of the outer side, off which it bleeds: who meets when, and the item of the agenda."""
    if not said.item:
        return
    grid, brand = sheet.grid, room.brand
    width = grid.span(STAMP_COLUMNS)
    left = sheet.column_x(1) if sheet.verso else sheet.right_edge - width
    top = max(grid.line(grid.up(STAMP_TOP)), _lowest(sheet, left, left + width) + STAMP_CLEAR * grid.unit)
    top = min(top, grid.line(grid.up(STAMP_TEXT) - STAMP_LEAST))
    strong = brand.voice if brand.contrast(brand.voice, "ink") >= READABLE else "paper"
    item = room.line(said.item, "label", ink=strong)
    inner = width - 2 * grid.unit
    y = grid.line(grid.up(STAMP_TEXT))
    sheet.put(Panel(width, grid.height + grid.bleed - top, "ink"), left, top)
    words = _fitting(said.meeting, room, inner - item.width - grid.gutter)
    if words is not None:
        sheet.put(words, left + grid.unit, y)
    sheet.put(item, left + width - grid.unit - item.width, y)


def _lowest(sheet: Sheet, left: float, right: float) -> float:
    """y (pt) of the lowest line of text that stands between these x: a stamp leaves it clear."""
    return max(
        (
            one.y
            for one in sheet.placements
            if isinstance(one.item, TextLine) and one.x < right and one.x + one.item.width > left
        ),
        default=0.0,
    )


def _fitting(texts: Iterable[str], room: ComposingRoom, measure: float) -> TextLine | None:
    """The first of these that stands in a measure (pt)."""
    lines = (room.line(text, "label", ink="paper") for text in texts if text)
    return next((line for line in lines if line.width <= measure), None)
