"""Cover section → the front cover and the inside of it."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from report.layout.headline import put_headline, set_headline
from report.layout.logo import set_logo
from report.layout.markup import Copy, mark_words
from report.layout.sections import SectionSetting, Sewn
from report.layout.sheet import Sheet
from report.model.brand import Grid
from report.model.placed import Item, Panel
from report.model.report import CoverSection
from report.model.structure import Element
from report.typography.text import Breaking

NOTCH_LINE = 45  # SPEC, Pages: cover; all these lines count from the foot
ORGANISATION_LINE, YEAR_LINE, SUBTITLE_LINE, TYPE_LINE = 48, 56.25, 59.5, 61.5
YEAR_COLUMNS, NARROW_COLUMNS = 6, 8


def compose_cover(setting: SectionSetting) -> Sewn:
    """The motif with a notch of paper that holds who, which year and what; inside, an enlargement of its parcels."""
    section = setting.loaded.section
    assert isinstance(section, CoverSection)
    room, grid = setting.room, setting.room.grid
    sheet = setting.press.sheet("cover", section=setting.loaded.anchor)
    measure = grid.span(_columns(grid))
    panel = room.brand.voice if room.brand.panel == "deep" else "paper"
    on = "" if panel == "paper" else room.brand.on(panel)
    sender = _sender(setting, panel, on, measure)
    right, top = sheet.column_x(1) + measure + grid.gutter, grid.line(grid.up(sender.notch))
    drawing = room.grounds.cover((-grid.bleed, top, right, grid.height + grid.bleed))
    sheet.put(drawing, -grid.bleed, -grid.bleed)
    sheet.put(Panel(right + grid.bleed, grid.height + grid.bleed - top, panel), -grid.bleed, top)
    x, at = sheet.column_x(1), setting.loaded.at
    for item, line in sender.items:
        sheet.put(item, x, grid.line(grid.up(line)))
    elements = [sender.element]
    number, words = _title(setting, sheet, on)
    elements.append(Element("Title", (*words.kids, *number.kids)))
    below, beside = TYPE_LINE, 0.0
    if section.subtitle:
        copy = mark_words(section.subtitle, room, "cover-subtitle", at, ink=on)
        subtitle = set_headline(copy, room, "cover-subtitle", measure, 2, at)
        put_headline(sheet, subtitle, x, grid.up(SUBTITLE_LINE), node=None, room=room)
        elements.append(Element("P", copy.kids))
        below = max(below, SUBTITLE_LINE + subtitle.drop / grid.unit)
        beside = subtitle.lines[-1].width + grid.gutter if len(subtitle.lines) > 1 else 0.0
    _put_words(setting, sheet, words, below, beside)
    inside = setting.press.sheet("blank", section=setting.loaded.anchor)
    inside.put(room.grounds.inside(), -grid.bleed, -grid.bleed)
    return Sewn(Element("Sect", tuple(elements)))


class _Sender(Struct, frozen=True):
    """Who sends the report: pieces with the lines that they stand on, and the line that the notch begins at."""

    items: tuple[tuple[Item, float], ...]
    notch: float
    element: Element


def _sender(setting: SectionSetting, panel: str, ink: str, measure: float) -> _Sender:
    """The logo, else the organisation's name."""
    room = setting.room
    logo = set_logo(room, panel, measure)
    if logo is not None:
        foot = ORGANISATION_LINE + 1 - logo.clear
        notch = min(NOTCH_LINE, foot - logo.room)
        return _Sender(((logo.item, foot - logo.height),), notch, logo.element)
    name = mark_words(room.report.settings.organisation, room, "label", setting.loaded.at, ink=ink)
    lines = room.lines(name.stretches, measure, Breaking())
    first = ORGANISATION_LINE - len(lines) + 1
    items = tuple((line, first + index) for index, line in enumerate(lines))
    return _Sender(items, first - ORGANISATION_LINE + NOTCH_LINE, Element("P", name.kids))


def _columns(grid: Grid) -> int:
    """The columns of the notch's text."""
    return NARROW_COLUMNS if grid.narrow else YEAR_COLUMNS


def _title(setting: SectionSetting, sheet: Sheet, ink: str) -> tuple[Copy, Copy]:
    """The title in two parts: its year, placed in the largest size that fits the notch, and the document's type or
    else the title's other words."""
    room, grid, settings = setting.room, setting.room.grid, setting.room.report.settings
    section = setting.loaded.section
    assert isinstance(section, CoverSection)
    year, at = str(settings.period), setting.loaded.at
    words = section.document_type or _without_year(settings.title, year)
    title = mark_words(f"{words} ", room, "label", at, tag="Title", ink=ink)
    number = mark_words(year, room, "year", at, tag="Title", ink=ink)
    width = room.typesetter.width(number.stretches)
    size = number.stretches[0].size * min(1.0, grid.span(_columns(grid)) / width)
    line = room.typesetter.line([replace(number.stretches[0], size=size)])
    sheet.put(line, sheet.column_x(1), grid.line(grid.up(YEAR_LINE)))
    return number, title


def _without_year(title: str, year: str) -> str:
    """The title's words beside its year; a pair of years (2023-2024) stays whole."""
    alone = rf"(?<![\d–/-]){re.escape(year)}(?!\d|[–/-]\d)"
    return re.sub(r"\s+", " ", re.sub(alone, "", title)).strip(" –-,:")


def _put_words(setting: SectionSetting, sheet: Sheet, words: Copy, line: float, beside: float) -> None:
    """The title's words at the foot: flush right with the year when they fit there, with `beside` (pt) taken by the
    subtitle, else below it."""
    room, grid = setting.room, setting.room.grid
    measure = grid.span(_columns(grid))
    lines = room.lines(words.stretches, measure, Breaking())
    right = len(lines) == 1 and line <= TYPE_LINE and beside + lines[0].width <= measure
    first = line if right else line + 1.5
    for index, set_line in enumerate(room.going_on(lines, words.stretches)):
        x = sheet.column_x(1) + (measure - set_line.width if right else 0.0)
        sheet.put(set_line, x, grid.line(grid.up(first) + index))
