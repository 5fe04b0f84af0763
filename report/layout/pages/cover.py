"""Cover section → the front cover and the inside of it."""

from __future__ import annotations

from msgspec.structs import replace

from report.layout.headline import put_headline, set_headline
from report.layout.markup import Copy, mark_words
from report.layout.sections import SectionSetting, Sewn
from report.layout.sheet import Sheet
from report.model.brand import Grid
from report.model.placed import Panel
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
    room, grid, settings = setting.room, setting.room.grid, setting.room.report.settings
    sheet = setting.press.sheet("cover", section=setting.loaded.anchor)
    measure = grid.span(_columns(grid))
    right, top = sheet.column_x(1) + measure + grid.gutter, grid.line(grid.up(NOTCH_LINE))
    drawing = room.grounds.cover((-grid.bleed, top, right, grid.height + grid.bleed))
    sheet.put(drawing, -grid.bleed, -grid.bleed)
    sheet.put(Panel(right + grid.bleed, grid.height + grid.bleed - top, "paper"), -grid.bleed, top)
    x, at = sheet.column_x(1), setting.loaded.at
    organisation = mark_words(settings.organisation, room, "label", at)
    sheet.put(room.typesetter.line(organisation.stretches), x, grid.line(grid.up(ORGANISATION_LINE)))
    elements = [Element("P", organisation.kids)]
    number, words = _title(setting, sheet)
    elements.append(Element("Title", (*words.kids, *number.kids)))
    below = TYPE_LINE
    if section.subtitle:
        copy = mark_words(section.subtitle, room, "cover-subtitle", at)
        subtitle = set_headline(copy, room, "cover-subtitle", measure, 2, at)
        put_headline(sheet, subtitle, x, grid.up(SUBTITLE_LINE), node=None, room=room)
        elements.append(Element("P", copy.kids))
        below = max(below, SUBTITLE_LINE + subtitle.drop / grid.unit)
    _put_words(setting, sheet, words, below)
    inside = setting.press.sheet("blank", section=setting.loaded.anchor)
    inside.put(room.grounds.inside(), -grid.bleed, -grid.bleed)
    return Sewn(Element("Sect", tuple(elements)))


def _columns(grid: Grid) -> int:
    """The columns of the notch's text."""
    return NARROW_COLUMNS if grid.narrow else YEAR_COLUMNS


def _title(setting: SectionSetting, sheet: Sheet) -> tuple[Copy, Copy]:
    """The title in two parts: its year, placed in the largest size that fits the notch, and its other words."""
    room, grid, settings = setting.room, setting.room.grid, setting.room.report.settings
    year, at = str(settings.period), setting.loaded.at
    words = settings.title.replace(year, "").strip(" –-,:")
    title = mark_words(f"{words} ", room, "label", at, tag="Title")
    number = mark_words(year, room, "year", at, tag="Title")
    width = room.typesetter.width(number.stretches)
    size = number.stretches[0].size * min(1.0, grid.span(_columns(grid)) / width)
    line = room.typesetter.line([replace(number.stretches[0], size=size)])
    sheet.put(line, sheet.column_x(1), grid.line(grid.up(YEAR_LINE)))
    return number, title


def _put_words(setting: SectionSetting, sheet: Sheet, words: Copy, line: float) -> None:
    """The title's words at the foot: flush right with the year when they fit there, else below the subtitle."""
    room, grid = setting.room, setting.room.grid
    measure = grid.span(_columns(grid))
    lines = room.lines(words.stretches, measure, Breaking())
    right = len(lines) == 1 and line <= TYPE_LINE
    first = line if right else line + 1.5
    for index, set_line in enumerate(lines):
        x = sheet.column_x(1) + (measure - set_line.width if right else 0.0)
        sheet.put(set_line, x, grid.line(grid.up(first) + index))
