"""What a stamp says → the stamp, in the lower left corner of a page of its own, from where it is put on other pages."""

from __future__ import annotations

from report.layout.packs.wording import ACCENT, unmarked
from report.layout.room import ComposingRoom
from report.layout.sheet import Sheet
from report.model.pack import StampText
from report.model.placed import Panel, TextLine

STAMP_WIDTH, STAMP_HEIGHT = 5, 2.25  # columns and units (SPEC, Furniture: pack)
INDENT = 8.5  # pt from the panel's edge to its words
APART = 10.0  # pt between paper and page
BASELINE, UPPER, LOWER = 1.25, 0.98, 1.8  # units below the panel's top: one line, or two
READABLE = 4.5  # contrast (WCAG 2.1, 1.4.3)


def compose_stamp(room: ComposingRoom, sheet: Sheet, stamp: StampText) -> None:
    """Set a stamp: the meeting at the left, paper and page at the right, below them whose copy it is."""
    grid = room.grid
    width, height = grid.span(STAMP_WIDTH), STAMP_HEIGHT * grid.unit
    top = grid.height - height
    sheet.put(Panel(width, height, "ink"), 0.0, top)
    bright = ACCENT if room.brand.contrast(ACCENT, "ink") >= READABLE else "paper"
    page = unmarked(room, stamp.page, "label", bright)
    paper = unmarked(room, stamp.paper, "label", bright)
    y = top + (UPPER if stamp.copy else BASELINE) * grid.unit
    x = width - INDENT - page.width
    sheet.put(page, x, y)
    x -= APART + paper.width
    sheet.put(paper, x, y)
    measure = x - APART - INDENT
    smaller = unmarked(room, stamp.meeting, "label").width > measure
    sheet.put(_within(room, stamp.meeting, "caption-strong" if smaller else "label", measure), INDENT, y)
    if stamp.copy:
        line = _within(room, stamp.copy, "caption", width - 2 * INDENT)
        sheet.put(line, INDENT, top + LOWER * grid.unit)


def _within(room: ComposingRoom, text: str, role: str, measure: float) -> TextLine:
    """Words in the ink of paper, cut off with an ellipsis where they are too long for the measure (pt)."""
    line = unmarked(room, text, role, "paper")
    kept = text
    while line.width > measure and kept:
        kept = kept[:-1].rstrip()
        line = unmarked(room, f"{kept}\u2026" if kept else "", role, "paper")
    return line
