"""A pack's plan → its cover: who meets when, and a strip of parcels as wide as the items have pages."""

from __future__ import annotations

from collections.abc import Sequence

from report.layout.headline import put_headline, set_headline
from report.layout.logo import put_logo, set_logo
from report.layout.markup import Copy
from report.layout.packs.wording import ACCENT, line_of, put_paragraph, weekday_of, worded
from report.layout.room import ComposingRoom
from report.layout.sheet import Press, Sheet
from report.model.pack import PackPlan, PlannedItem
from report.model.placed import Drawing, Strokes, Tint
from report.model.structure import Element

SENDER_LINE, TITLE_LINE, DATE_LINE = 8, 17, 24.5  # SPEC, Pages: pack cover
STRIP_TOP, STRIP_FOOT, NUMBERS_LINE, PAGES_LINE, NOTES_LINE = 32, 45, 47, 48, 54
SLANT = 0.2  # how far the strip's parcels lean to the right, of their height
DITCH = 2.6  # pt between parcels, measured across
LEAST = 14.0  # pt: the narrowest parcel
FURROWS, FURROW = 5.6, 1.3  # pt: from furrow to furrow, and their weight
CROPS = {"decide": "solid", "discuss": "ink", "note": "k55"}


def compose_pack_cover(room: ComposingRoom, press: Press, plan: PackPlan) -> Element:
    """The cover of a pack (SPEC, Pages: pack cover)."""
    sheet, grid, file = press.sheet("cover"), room.grid, plan.file
    x, right = sheet.column_x(1), sheet.right_edge
    elements: list[Element] = []
    logo = set_logo(room, "paper", grid.span(5))
    if logo is not None:
        put_logo(sheet, logo, x, grid.down(SENDER_LINE))
        elements.append(logo.element)
    else:
        element, _ = put_paragraph(room, sheet, file.organisation, "label", x, grid.line(grid.down(SENDER_LINE)),
                                   grid.span(7))  # fmt: skip
        elements.append(element)
    if file.marking:
        words = worded(room, file.marking, "label")
        line = line_of(room, words)
        sheet.put(line, right - line.width, grid.line(grid.down(SENDER_LINE)))
        elements.append(Element("P", (words.leaf,)))
    words = worded(room, plan.title, "headline", tag="H1")
    copy = Copy(words.stretches, (words.leaf,), {}, {})
    heading = set_headline(copy, room, "headline", grid.span(12), 3, plan.items[0].at)
    first = grid.down(TITLE_LINE) - (2 if len(heading.lines) == 3 else 0)
    put_headline(sheet, heading, x, first, node=None, room=room)
    elements.append(Element("H1", (words.leaf,)))
    when = ", ".join(part for part in (weekday_of(room, file.date.isoformat()), file.time) if part)
    element, _ = put_paragraph(room, sheet, when, "lead", x, grid.line(grid.down(DATE_LINE)), grid.span(12))
    elements.append(element)
    elements += _strip(room, sheet, plan.items)
    elements += _notes(room, sheet, plan)
    return Element("Sect", tuple(elements))


def _notes(room: ComposingRoom, sheet: Sheet, plan: PackPlan) -> list[Element]:
    """What the strip means, and what the pack is."""
    grid, y = room.grid, room.grid.line(room.grid.down(NOTES_LINE))
    legend = room.word("Each parcel is as wide as its item has pages. A solid one asks for a decision.")
    what = f"{room.word('Supplement to') if plan.supplement else room.word('Pack')} {plan.file.number}".strip()
    pages = f"{plan.total} {room.word('pages')}"
    sentence = f"{what}. {plan.file.remark}" if plan.supplement else f"{what}, {pages}. {plan.file.remark}"
    first, _ = put_paragraph(room, sheet, legend, "caption", sheet.column_x(1), y, grid.span(5))
    second, _ = put_paragraph(room, sheet, sentence.strip(), "caption", sheet.column_x(7), y, grid.span(6))
    return [first, second]


def widths(pages: Sequence[int], whole: float, least: float = LEAST) -> list[float]:
    """How wide (pt) each of the parcels is that fill `whole`: by its pages, and `least` where there is room."""
    if not pages:
        return []
    least = min(least, whole / len(pages))
    left, rest, found = whole, sum(pages), [0.0] * len(pages)
    for index in sorted(range(len(pages)), key=lambda one: (pages[one], one)):
        share = left * pages[index] / rest if rest else left / len(pages)
        found[index] = max(least, share)
        left, rest = left - found[index], rest - pages[index]
    if left > 1e-6:
        found[max(range(len(pages)), key=lambda one: pages[one])] += left
    return found


def _strip(room: ComposingRoom, sheet: Sheet, items: Sequence[PlannedItem]) -> list[Element]:
    """The parcels, and below them each item's number and pages."""
    grid = room.grid
    top, foot = grid.line(grid.down(STRIP_TOP)), grid.line(grid.down(STRIP_FOOT))
    height, lean = foot - top, SLANT * (foot - top)
    left, live, page = sheet.column_x(1), grid.live, grid.width
    found = widths([item.pages for item in items], live)
    marks: list[Tint | Strokes] = []
    for start, end in ((left - live, left - live / 3), (left - live / 3, left)):
        marks.append(Tint("k6", _parcel(start, end - DITCH, height, lean)))
    x, elements, free = left, [], 0.0
    for item, width in zip(items, found, strict=True):
        marks += _crop(item, x, x + width - DITCH, height, lean)
        number = worded(room, f"{item.number} ", "label")
        line = line_of(room, number)
        if x >= free:
            sheet.put(line, x, grid.line(grid.down(NUMBERS_LINE)))
            kids = [number.leaf]
            count = worded(room, f"{item.pages} {room.word('p.')}", "caption")
            told = line_of(room, count)
            if item.pages and told.width < max(width, 30.0) and x + told.width < left + live:
                sheet.put(told, x, grid.line(grid.down(PAGES_LINE)))
                kids.append(count.leaf)
                free = x + told.width + 4 if told.width > width else 0.0
            free = max(free, x + line.width + 2)
            elements.append(Element("P", tuple(kids)))
        x += width
    for start, end in ((x, x + live / 3), (x + live / 3, x + live)):
        marks.append(Tint("k6", _parcel(start, end - DITCH, height, lean)))
    sheet.put(Drawing(page, height, tuple(marks)), 0.0, top)
    return elements


def _crop(item: PlannedItem, left: float, right: float, height: float, lean: float) -> list[Tint | Strokes]:
    """A parcel in the crop of its item's kind: solid for a decision, else furrows."""
    crop = CROPS[item.kind]
    if crop == "solid":
        return [Tint(ACCENT, _parcel(left, right, height, lean))]
    count = max(1, int((right - left) / FURROWS + 0.5))
    step = (right - left) / count
    places = [left + (index + 0.5) * step for index in range(count)]
    path = " ".join(f"{_n(x)} {_n(height)} m {_n(x + lean)} 0 l" for x in places)
    return [Strokes(crop, path, FURROW)]


def _parcel(left: float, right: float, height: float, lean: float) -> str:
    return f"{_n(left)} {_n(height)} m {_n(right)} {_n(height)} l {_n(right + lean)} 0 l {_n(left + lean)} 0 l h"


def _n(value: float) -> str:
    """A measure in pt, in hundredths."""
    return str(round(value * 100))
