"""Running heads, folios and chapter tabs: artifacts around the text, different on left and right pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report.layout.room import ComposingRoom
from report.layout.sheet import Sheet
from report.model.placed import Panel, Placement, Rule, TextLine

if TYPE_CHECKING:
    from report.layout.marks import Marking

HEAD_LINE = 5
TAB_WIDTH = 6.75 * 72 / 25.4  # pt (SPEC, Furniture)
NOTE_LINE = 0.4  # pt: thickness of a line to write on
LOWEST_DIGIT = 0.8  # of a tab's height, where its digit's baseline stands at most
BARE = ("cover", "blank", "colophon")  # unless they have a running head: a colophon that goes on


def furnish(sheet: Sheet, room: ComposingRoom, said: Marking | None = None) -> None:
    """Add what stands around the text, by the kind of page (SPEC, Furniture), and what is said of its status."""
    taken = None
    if said is not None:
        from report.layout.marks import put_stamp, put_status, put_watermark

        put_watermark(sheet, room, said)
        taken = put_status(sheet, room, said)
        put_stamp(sheet, room, said)
    if room.brand.tinted:
        width, height, bleed = sheet.grid.width, sheet.grid.height, sheet.grid.bleed
        ground = Panel(width + 2 * bleed, height + 2 * bleed, "paper")
        sheet.placements.insert(0, Placement(ground, -bleed, -bleed))
    if sheet.kind == "blank" and not sheet.section and room.report.settings.filling == "notes":
        _lines_for_notes(sheet, room)
    if sheet.kind == "insert" or (sheet.kind in BARE and not sheet.head):
        return
    grid = sheet.grid
    on = room.brand.on(sheet.ground)
    folio = room.line(sheet.folio, "folio", ink=on)
    if sheet.kind in ("opener", "photo"):
        _folio(sheet, folio, grid.folio_line)
        return
    low = room.brand.furniture.folio == "foot" and sheet.kind != "kpis"  # whose foot may be a field of ink
    if low:
        folio = room.line(sheet.folio, "folio")
    _folio(sheet, folio, grid.folio_line if low else grid.down(HEAD_LINE))
    head = _head(sheet, room)
    if head:
        ink = on if sheet.ground != "paper" else ""
        x, end = _head_room(sheet, 0.0 if low else folio.width, taken)
        sheet.put(_shortened(head, room, ink, end - x), x, grid.line(grid.down(HEAD_LINE)))
    if sheet.chapter is not None:
        share = grid.text_lines / sheet.chapter.count  # SPEC, Furniture: fields = 48 lines ÷ chapters
        line = grid.first_line - 1 + (sheet.chapter.number - 1) * share
        tab(sheet, room, sheet.chapter.number, sheet.chapter.inks.deep, line, share - field_gap(share))


def _head(sheet: Sheet, room: ComposingRoom) -> str:
    """What the running head of a page says, by the brand; pages without one have none."""
    settings = room.report.settings
    said = {"section": sheet.head, "title": settings.title, "organisation": settings.organisation}
    return said.get(room.brand.furniture.head, "") if sheet.head else ""


def _lines_for_notes(sheet: Sheet, room: ComposingRoom) -> None:
    """Lines to write on, two units apart, under a heading: an artifact, as nothing on it is to be read."""
    grid = sheet.grid
    left = sheet.column_x(1)
    sheet.put(room.line(room.word("Space for notes"), "caption"), left, grid.line(grid.down(HEAD_LINE)))
    for number in range(grid.first_line + 1, grid.last_line + 1, 2):
        sheet.put(Rule(grid.live, NOTE_LINE, "k40"), left, grid.line(number))


def _head_room(sheet: Sheet, folio: float, taken: tuple[float, float] | None) -> tuple[float, float]:
    """From where to where (pt) the running head may stand, beside a folio of this width and what else is taken."""
    grid = sheet.grid
    x, end = sheet.column_x(sheet.first_text_column), sheet.right_edge
    if sheet.verso:
        return x, end if taken is None else taken[0] - grid.gutter
    if taken is not None:
        columns = (sheet.column_x(column) for column in range(1, grid.columns + 1))
        x = next((left for left in columns if left >= taken[1] + grid.gutter), end)
    return x, end - folio - grid.gutter


def _shortened(head: str, room: ComposingRoom, ink: str, measure: float) -> TextLine:
    """A running head within its measure in pt: what is longer ends at a word, with an ellipsis; a word that is too
    long by itself ends anywhere."""
    line = room.line(head, "caption", ink=ink)
    if line.width <= measure:
        return line
    words = head.split()
    by_words = [" ".join(words[:count]).rstrip(" ,;:.–-") for count in range(len(words) - 1, 0, -1)]
    by_letters = [words[0][:count] for count in range(len(words[0]) - 1, 0, -1)]
    for kept in (*by_words, *by_letters):
        line = room.line(f"{kept}\u2026", "caption", ink=ink)
        if line.width <= measure:
            break
    return line


def _folio(sheet: Sheet, folio: TextLine, line: float) -> None:
    grid = sheet.grid
    sheet.put(folio, sheet.column_x(1) if sheet.verso else sheet.right_edge - folio.width, grid.line(line))


def tab(sheet: Sheet, room: ComposingRoom, number: int, ink: str, line: float, lines: float) -> None:
    """A chapter's tab at the outer edge, from below this line on and so many lines high; none where the brand has
    none."""
    if not room.brand.furniture.tabs:
        return
    grid = sheet.grid
    top, height, width = grid.line(line), grid.line(lines), TAB_WIDTH + grid.bleed
    x = -grid.bleed if sheet.verso else grid.width - TAB_WIDTH
    sheet.put(Panel(width, height, ink), x, top)
    digit = room.line(str(number), "folio", ink="paper")
    middle = TAB_WIDTH / 2 if sheet.verso else grid.width - TAB_WIDTH / 2
    sheet.put(digit, middle - digit.width / 2, top + min(grid.unit, height * LOWEST_DIGIT), part="tab")


def field_gap(share: float) -> float:
    """Lines between two fields of so many lines each."""
    return min(1.0, share / 4)
