"""Colophon → small text in a notch at the foot of a fallow page."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec.structs import replace

from report.layout.blocks import mark_blocks
from report.layout.columns import Frame
from report.layout.galley import Matter, cast_all, elements_of, stack_height
from report.layout.headline import put_headline, set_headline
from report.layout.logo import put_logo, set_logo
from report.layout.markup import mark_up, plain
from report.layout.pour import pour
from report.layout.room import ComposingRoom
from report.layout.sections import ContentsEntry, SectionSetting, Sewn, flattened
from report.layout.sheet import Sheet
from report.model.brand import Grid
from report.model.content import Block, Subhead, Words
from report.model.placed import Bookmark, Panel
from report.model.structure import Element

NOTCH_LINE = 45  # SPEC, Pages: colophon
COLUMN, COLUMNS = 7, 6
LEAST_PARTS = 3  # of a text that stands in two columns
NARROWEST = 100.0  # pt
ABOVE_HEADLINE = 1.0  # units from the headline's first baseline to its cap height


def _height(matters: Sequence[Matter], room: ComposingRoom, measure: float) -> float:
    """How high (pt) the text stands with its notes and its links below it, and a unit for the rule between them."""
    slugs = cast_all(matters, measure, {})
    notes = [note for slug in slugs for note in slug.notes]
    notes += [row for slug in slugs for link in slug.links for row in room.note_setters[link](measure, {})]
    return stack_height(slugs) + (stack_height(notes) + room.grid.unit if notes else 0.0)


def _columns(blocks: Sequence[Block], grid: Grid) -> int:
    """Two columns for a text in parts with headings of their own, where the page is wide enough."""
    parts = sum(isinstance(block, Subhead) for block in blocks)
    return 2 if parts >= LEAST_PARTS and grid.span(COLUMNS // 2) >= NARROWEST else 1


def _frames(sheet: Sheet, count: int, line: float) -> list[Frame]:
    """The columns of the notch from this line on."""
    width = COLUMNS // count
    return [sheet.frame(COLUMN + index * width, width, line) for index in range(count)]


def compose_colophon(setting: SectionSetting) -> Sewn:
    prose, room, grid = setting.prose, setting.room, setting.room.grid
    anchor = setting.loaded.anchor
    setting = setting.numbered(prose.headline, anchor)
    sheet = setting.press.sheet("colophon", section=anchor)
    sheet.mark(anchor)
    spans = prose.headline or (Words(room.word("Colophon"), prose.at),)
    copy = mark_up(spans, room, setting.stick(), role="subhead", tag="H1")
    measure = grid.span(COLUMNS)
    headline = set_headline(copy, room, "subhead", measure, 2, prose.at)
    stick = replace(setting.stick(introduction=True), role="note", subhead_role="note-strong")
    blocks = flattened(setting)
    matters: list[Matter] = mark_blocks(blocks, room, stick)
    count = _columns(blocks, grid)
    elements = [Element("H1", copy.kids), *elements_of(matters)]
    high = _height(matters, room, grid.span(COLUMNS // count)) / grid.unit
    needed = ceil(high) + 4 if count == 1 else ceil(high / count) + 8  # columns never end quite alike
    first = max(grid.first_line, min(grid.up(NOTCH_LINE) + 3, grid.last_line - needed + 2))
    logo = set_logo(room, "paper", measure)
    foot = first - ABOVE_HEADLINE - (logo.clear if logo else 0.0)
    notch = foot - logo.room if logo else first - 3
    if notch < 1:
        logo, notch = None, first - 3
    bleed = grid.bleed
    sheet.put(room.grounds.colophon(), -bleed, -bleed)
    left = sheet.column_x(COLUMN) - grid.gutter
    top = grid.line(notch)
    sheet.put(Panel(grid.width + bleed - left, grid.height + bleed - top, "paper"), left, top)
    x = sheet.column_x(COLUMN)
    if logo is not None:
        put_logo(sheet, logo, x, foot)
        elements.append(logo.element)
    put_headline(sheet, headline, x, first, node=prose.headline or None, room=room)
    text_line = ceil(round(first + headline.drop / grid.unit + 2, 6))

    def go_on() -> tuple[Sheet, Sequence[Frame]]:
        more = setting.press.sheet("colophon", head=prose.label or plain(spans, room), section=anchor)
        return more, _frames(more, count, grid.first_line)

    if matters:
        pour(room, matters, sheet, _frames(sheet, count, text_line), go_on)
    title = plain(spans, room)
    entry = ContentsEntry(title, anchor, sheet.number, 1)
    return Sewn(Element("Sect", tuple(elements)), (Bookmark(title, anchor, 1),), (entry,))
