"""Contents section → pages reserved before layout and set when every page number is known."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from report.layout.furniture import tab
from report.layout.headline import put_headline, set_headline
from report.layout.markup import Copy, mark_words
from report.layout.sections import ContentsEntry, SectionSetting, Sewn
from report.layout.sheet import Sheet
from report.model.brand import Grid
from report.model.placed import Bookmark, LinkSpot, TextLine
from report.model.report import ContentsSection
from report.model.structure import Element
from report.typography.text import Breaking

TITLE_LINE = 8  # SPEC, Pages: contents
FRONT_TOP, FRONT_FOOT, FRONT_ROWS = 7, 10, 5  # clear of the folio; five rows end a line lower
END_BELOW, END_ROWS = 1.75, 3
SAMPLE_COLUMNS, NUMBER_COLUMN, TITLE_COLUMN, TITLE_COLUMNS = 2, 3, 4, 5
ENTRY_COLUMN, ENTRY_COLUMNS = 9, 4
PAGE_NUMBER_WIDTH = 26.0  # pt kept free at the right of an entry's words
CONTINUED_LINE = 6


class _Group(Struct, frozen=True):
    """A chapter with its articles, or neighbouring sections outside chapters. `lines` is its height in units."""

    chapter: ContentsEntry | None
    rows: tuple[ContentsEntry, ...]
    lines: int


class _Spot(Struct, frozen=True):
    """Where a group stands: page of the contents (from 0), line of its first baseline, height of its field."""

    group: _Group
    page: int
    line: float
    field: float


def compose_contents(setting: SectionSetting) -> Sewn:
    """Reserve as many pages as the outline needs; the page numbers come with `finish`."""
    room, press, at = setting.room, setting.press, setting.loaded.at
    section = setting.loaded.section
    assert isinstance(section, ContentsSection)
    spots = _arrange(_groups(setting.outline, setting), room.grid)
    count = 1 + max((spot.page for spot in spots), default=0)
    sheets = [press.sheet("contents", section=setting.loaded.anchor) for _ in range(count)]
    sheets[0].mark(setting.loaded.anchor)
    title = section.title or room.word("Contents")
    copy = mark_words(title, room, "headline", at, tag="H1")
    heading = set_headline(copy, room, "headline", room.grid.span(7), 1, at)
    put_headline(sheets[0], heading, sheets[0].column_x(1), room.grid.down(TITLE_LINE), node=None, room=room)
    head = Element("H1", copy.kids)

    def finish(entries: Sequence[ContentsEntry]) -> Element:
        """Set the rows now that `entries`, the same as the outline's, know their pages."""
        paged = {entry.destination: entry.page for entry in entries}
        rows = [row for spot in spots for row in _put_group(setting, sheets[spot.page], spot, paged)]
        return Element("Sect", (head, Element("TOC", tuple(rows))))

    return Sewn(head, (Bookmark(title, setting.loaded.anchor, 1),), finish=finish)


def _groups(outline: Sequence[ContentsEntry], setting: SectionSetting) -> list[_Group]:
    """Chapters one by one, other sections in runs of neighbours."""
    groups: list[_Group] = []
    run: list[ContentsEntry] = []
    seen: set[str] = set()
    chaptered = any(entry.number for entry in outline)

    def close(most: int) -> None:
        if run:
            rows = _told_apart(run, seen, setting, most if chaptered else len(outline))
            groups.append(_Group(None, rows, _height(setting, None, rows)))
            run.clear()

    for index, entry in enumerate(outline):
        if entry.level == 1 and entry.number:
            close(FRONT_ROWS)
            articles = _articles(outline, index)
            groups.append(_Group(entry, articles, _height(setting, entry, articles)))
        elif entry.level == 1:
            run.append(entry)
    close(END_ROWS)
    return groups


def _told_apart(
    run: Sequence[ContentsEntry], seen: set[str], setting: SectionSetting, most: int
) -> tuple[ContentsEntry, ...]:
    """A run in which a repeated label gives way to the section's headline. Articles with the label of a neighbour are
    left out when the run would take more than the most lines."""
    rows: list[ContentsEntry] = []
    merged: set[str] = set()
    here: set[str] = set()
    for entry in run:
        told = replace(entry, title=entry.headline) if entry.title in seen and entry.headline else entry
        if entry.title in here and entry.may_merge:
            merged.add(entry.destination)
        seen.update((entry.title, told.title))
        here.add(entry.title)
        rows.append(told)
    if merged and _height(setting, None, rows) > most:
        rows = [entry for entry in rows if entry.destination not in merged]
    return tuple(rows)


def _articles(outline: Sequence[ContentsEntry], index: int) -> tuple[ContentsEntry, ...]:
    articles: list[ContentsEntry] = []
    for entry in outline[index + 1 :]:
        if entry.level == 1:
            break
        articles.append(entry)
    return tuple(articles)


def _height(setting: SectionSetting, chapter: ContentsEntry | None, rows: Sequence[ContentsEntry]) -> int:
    room = setting.room
    lines = sum(len(_entry_lines(setting, entry)) for entry in rows)
    if chapter is not None:
        title = _title_lines(setting, chapter)[0]
        lines = max(lines, ceil(len(title) * room.role("second-title").leading / room.grid.unit))
    return lines


def _arrange(groups: Sequence[_Group], grid: Grid) -> list[_Spot]:
    """The design's form, a field for each chapter, when everything fits it; else group below group."""
    chapters = [group for group in groups if group.chapter]
    front = groups[0] if groups and not groups[0].chapter else None
    back = groups[-1] if len(groups) > 1 and not groups[-1].chapter else None
    top = grid.first_line
    share = grid.text_lines / max(1, len(chapters))
    regular = len(chapters) + (front is not None) + (back is not None) == len(groups)
    above = grid.down(FRONT_FOOT) - grid.down(FRONT_TOP) + 1
    fits = (front is None or front.lines <= min(FRONT_ROWS, above + 1)) and (back is None or back.lines <= END_ROWS)
    if chapters and regular and fits and all(group.lines + 1 <= share for group in chapters):
        spots = [_Spot(g, 0, top + i * share, share - 1) for i, g in enumerate(chapters)]
        spots = (
            [_Spot(front, 0, max(grid.down(FRONT_TOP), grid.down(FRONT_FOOT) - front.lines + 1), 0.0), *spots]
            if front
            else spots
        )
        return [*spots, _Spot(back, 0, grid.last_line + END_BELOW, 0.0)] if back else spots
    return _arrange_below(groups, grid)


def _arrange_below(groups: Sequence[_Group], grid: Grid) -> list[_Spot]:
    spots: list[_Spot] = []
    page, line = 0, grid.first_line
    for group in groups:
        if line + group.lines - 1 > grid.last_line and line > grid.first_line:
            page, line = page + 1, int(grid.down(CONTINUED_LINE)) + 1
        spots.append(_Spot(group, page, line, group.lines))
        line += group.lines + 1
    return spots


def _put_group(setting: SectionSetting, sheet: Sheet, spot: _Spot, paged: dict[str, int]) -> list[Element]:
    """Place a group; returns its TOCI elements, a chapter's articles in a TOC of their own within it."""
    room, unit = setting.room, setting.room.grid.unit
    y = room.grid.line(spot.line)
    rows: list[Element] = []
    for entry in spot.group.rows:
        element, lines = _put_entry(setting, sheet, replace(entry, page=paged[entry.destination]), y)
        rows.append(element)
        y += lines * unit
    chapter = spot.group.chapter
    if chapter is None:
        return rows
    item = _put_chapter(setting, sheet, replace(chapter, page=paged[chapter.destination]), spot)
    nested = (Element("TOC", tuple(rows)),) if rows else ()
    return [Element("TOCI", (item, *nested))]


def _put_chapter(setting: SectionSetting, sheet: Sheet, entry: ContentsEntry, spot: _Spot) -> Element:
    """A chapter's sample of its motif, its number and its title; the whole is a link to its opener. The page number
    of one without articles stands where theirs would."""
    room, grid = setting.room, setting.room.grid
    top = grid.line(spot.line - 1)
    inks = next(mark.inks for mark in room.chapters if mark.number == entry.number)
    sample = room.grounds.sample(entry.number, inks, grid.span(SAMPLE_COLUMNS), grid.line(min(7.0, spot.field)))
    sheet.put(sample, sheet.column_x(1), top)
    lines, copy = _title_lines(setting, entry)
    number = mark_words(f"{entry.number} ", room, "second-title", setting.loaded.at, tag="Link", ink=entry.ink)
    x, leading = sheet.column_x(TITLE_COLUMN), room.role("second-title").leading
    y = grid.line(spot.line)
    sheet.put(room.typesetter.line(number.stretches), sheet.column_x(NUMBER_COLUMN), y)
    for index, line in enumerate(lines):
        sheet.put(line, x, y + index * leading)
    kids = [*number.kids, *copy.kids]
    width = grid.span(TITLE_COLUMNS + 1)
    if not spot.group.rows:
        folio = mark_words(f" {entry.page}", room, "note", setting.loaded.at, tag="Link")
        page = room.typesetter.line(folio.stretches)
        edge = sheet.column_x(ENTRY_COLUMN) + grid.span(ENTRY_COLUMNS)
        sheet.put(page, edge - page.width, y)
        kids += folio.kids
        width = edge - sheet.column_x(NUMBER_COLUMN)
    leaf = room.object_leaf()
    description = f"{entry.number} {entry.title}, {room.word('page')} {entry.page}"
    sheet.put(
        LinkSpot(width, len(lines) * leading, f"#{entry.destination}", description, leaf.number),
        sheet.column_x(NUMBER_COLUMN),
        y - leading * 0.8,
    )
    tab(sheet, room, entry.number, len(room.chapters), inks.deep)
    return Element("Reference", (Element("Link", (*kids, leaf)),))


def _put_entry(setting: SectionSetting, sheet: Sheet, entry: ContentsEntry, y: float) -> tuple[Element, int]:
    """A row: words at the left, page number at the right of the last four columns; both are one link."""
    room, grid = setting.room, setting.room.grid
    x, width = sheet.column_x(ENTRY_COLUMN), grid.span(ENTRY_COLUMNS)
    copy = mark_words(f"{entry.title} ", room, "note", setting.loaded.at, tag="Link")
    lines = room.lines(copy.stretches, width - PAGE_NUMBER_WIDTH, Breaking())
    for index, line in enumerate(lines):
        sheet.put(line, x, y + index * grid.unit)
    folio = mark_words(str(entry.page), room, "note", setting.loaded.at, tag="Link")
    number = room.typesetter.line(folio.stretches)
    sheet.put(number, x + width - number.width, y + (len(lines) - 1) * grid.unit)
    leaf = room.object_leaf()
    description = f"{entry.title}, {room.word('page')} {entry.page}"
    area = LinkSpot(width, len(lines) * grid.unit, f"#{entry.destination}", description, leaf.number)
    sheet.put(area, x, y - grid.unit * 0.8)
    link = Element("Link", (*copy.kids, *folio.kids, leaf))
    return Element("TOCI", (Element("Reference", (link,)),)), len(lines)


def _entry_lines(setting: SectionSetting, entry: ContentsEntry) -> tuple[TextLine, ...]:
    room = setting.room
    copy = mark_words(f"{entry.title} ", room, "note", setting.loaded.at)
    return room.lines(copy.stretches, room.grid.span(ENTRY_COLUMNS) - PAGE_NUMBER_WIDTH, Breaking())


def _title_lines(setting: SectionSetting, entry: ContentsEntry) -> tuple[tuple[TextLine, ...], Copy]:
    room = setting.room
    copy = mark_words(entry.title, room, "second-title", setting.loaded.at, tag="Link")
    return room.lines(copy.stretches, room.grid.span(TITLE_COLUMNS), Breaking()), copy
