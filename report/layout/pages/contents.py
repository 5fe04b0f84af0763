"""Contents section → pages reserved before layout and set when every page number is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from msgspec.structs import replace

from report.layout.contentsplan import END_ROWS, FRONT_ROWS, Group, Spot, arrange
from report.layout.furniture import tab
from report.layout.headline import put_headline, set_headline
from report.layout.markup import Copy, mark_words
from report.layout.room import ComposingRoom
from report.layout.sections import ContentsEntry, SectionSetting, Sewn
from report.layout.sheet import Sheet
from report.model.placed import Bookmark, LinkSpot, TextLine
from report.model.report import ContentsSection
from report.model.structure import Element
from report.typography.text import Breaking

TITLE_LINE = 8  # SPEC, Pages: contents
SAMPLE_COLUMNS, NUMBER_COLUMN, TITLE_COLUMN, TITLE_COLUMNS = 2, 3, 4, 5
ENTRY_COLUMN, ENTRY_COLUMNS = 9, 4
PAGE_NUMBER_WIDTH = 26.0  # pt kept free at the right of an entry's words


def compose_contents(setting: SectionSetting) -> Sewn:
    """Reserve as many pages as the outline needs; the page numbers come with `finish`."""
    room, press, at = setting.room, setting.press, setting.loaded.at
    section = setting.loaded.section
    assert isinstance(section, ContentsSection)
    reserved = arrange(_groups(setting.outline, setting), room.grid)
    count = _pages(reserved)
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
        spots = _without_absent(reserved, setting, paged)
        rows: list[Element] = []
        for spot in spots:
            made = _put_group(setting, sheets[spot.page], spot, paged)
            if spot.group.continued:
                rows[-1] = _with_rows(rows[-1], made)
            else:
                rows += made
        return Element("Sect", (head, Element("TOC", tuple(rows))))

    return Sewn(head, (Bookmark(title, setting.loaded.anchor, 1),), finish=finish)


def _pages(spots: Sequence[Spot]) -> int:
    return 1 + max((spot.page for spot in spots), default=0)


def _without_absent(reserved: list[Spot], setting: SectionSetting, paged: Mapping[str, int]) -> list[Spot]:
    """The rows arranged anew without what turned out not to be needed (the list of links), if the pages stay."""
    found = [entry for entry in setting.outline if entry.destination in paged]
    if len(found) == len(setting.outline):
        return reserved
    spots = arrange(_groups(found, setting), setting.room.grid)
    return spots if _pages(spots) == _pages(reserved) else reserved


def _groups(outline: Sequence[ContentsEntry], setting: SectionSetting) -> list[Group]:
    """Chapters one by one, other sections in runs of neighbours."""
    groups: list[Group] = []
    run: list[ContentsEntry] = []
    seen: set[str] = set()
    chaptered = any(entry.number for entry in outline)

    def close(most: int) -> None:
        if run:
            rows = _told_apart(run, seen, setting, most if chaptered else len(outline))
            groups.append(Group(None, rows, _heights(setting, rows)))
            run.clear()

    for index, entry in enumerate(outline):
        if entry.level == 1 and entry.number:
            close(FRONT_ROWS)
            articles = _articles(outline, index)
            groups.append(Group(entry, articles, _heights(setting, articles), _title_height(setting, entry)))
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
    if merged and sum(_heights(setting, rows)) > most:
        rows = [entry for entry in rows if entry.destination not in merged]
    return tuple(rows)


def _articles(outline: Sequence[ContentsEntry], index: int) -> tuple[ContentsEntry, ...]:
    articles: list[ContentsEntry] = []
    for entry in outline[index + 1 :]:
        if entry.level == 1:
            break
        articles.append(entry)
    return tuple(articles)


def _heights(setting: SectionSetting, rows: Sequence[ContentsEntry]) -> tuple[int, ...]:
    """The lines that each row takes."""
    return tuple(len(_entry_copy(setting, entry)[0]) for entry in rows)


def _title_height(setting: SectionSetting, chapter: ContentsEntry) -> int:
    """Height of a chapter's title in units."""
    lines, leading = _title_lines(setting, chapter)[0], setting.room.role("second-title").leading
    return ceil(round(len(lines) * leading / setting.room.grid.unit, 6))


def _with_rows(item: Element, rows: Sequence[Element]) -> Element:
    """A chapter's item with further rows, which stand on the next page."""
    reference, *listed = item.kids
    before = [kid for toc in listed if isinstance(toc, Element) for kid in toc.kids]
    return replace(item, kids=(reference, Element("TOC", (*before, *rows))))


def _put_group(setting: SectionSetting, sheet: Sheet, spot: Spot, paged: dict[str, int]) -> list[Element]:
    """Place a group; returns its TOCI elements, a chapter's articles in a TOC of their own within it."""
    room, unit = setting.room, setting.room.grid.unit
    y = room.grid.line(spot.line)
    rows: list[Element] = []
    for entry in spot.group.rows:
        if entry.destination not in paged:
            continue
        element, lines = _put_entry(setting, sheet, replace(entry, page=paged[entry.destination]), y)
        rows.append(element)
        y += lines * unit
    chapter = spot.group.chapter
    if chapter is None:
        return rows
    item = _put_chapter(setting, sheet, replace(chapter, page=paged[chapter.destination]), spot)
    nested = (Element("TOC", tuple(rows)),) if rows else ()
    return [Element("TOCI", (item, *nested))]


def _put_chapter(setting: SectionSetting, sheet: Sheet, entry: ContentsEntry, spot: Spot) -> Element:
    """A chapter's sample of its motif, its number and its title; the whole is a link to its opener. The page number
    of one without articles stands where theirs would."""
    room, grid = setting.room, setting.room.grid
    top = grid.line(spot.line - 1)
    inks = next(mark.inks for mark in room.chapters if mark.number == entry.number)
    sample = room.grounds.sample(entry.number, inks, grid.span(SAMPLE_COLUMNS), grid.line(spot.sample))
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
    tab(sheet, room, entry.number, inks.deep, spot.line - 1, spot.field)
    return Element("Reference", (Element("Link", (*kids, leaf)),))


def _put_entry(setting: SectionSetting, sheet: Sheet, entry: ContentsEntry, y: float) -> tuple[Element, int]:
    """A row: words at the left, page number at the right of the last four columns; both are one link."""
    room, grid = setting.room, setting.room.grid
    x, width = sheet.column_x(ENTRY_COLUMN), grid.span(ENTRY_COLUMNS)
    lines, copy = _entry_copy(setting, entry)
    for index, line in enumerate(lines):
        sheet.put(line, x, y + index * grid.unit)
    folio = mark_words(f" {entry.page}", room, "note", setting.loaded.at, tag="Link")
    number = room.typesetter.line(folio.stretches)
    sheet.put(number, x + width - number.width, y + (len(lines) - 1) * grid.unit)
    leaf = room.object_leaf()
    description = f"{entry.title}, {room.word('page')} {entry.page}"
    area = LinkSpot(width, len(lines) * grid.unit, f"#{entry.destination}", description, leaf.number)
    sheet.put(area, x, y - grid.unit * 0.8)
    link = Element("Link", (*copy.kids, *folio.kids, leaf))
    return Element("TOCI", (Element("Reference", (link,)),)), len(lines)


def _entry_copy(setting: SectionSetting, entry: ContentsEntry) -> tuple[tuple[TextLine, ...], Copy]:
    """The words of a row, beside its page number."""
    copy = mark_words(f"{entry.title} ", setting.room, "note", setting.loaded.at, tag="Link")
    return _within(setting.room, copy, setting.room.grid.span(ENTRY_COLUMNS) - PAGE_NUMBER_WIDTH), copy


def _title_lines(setting: SectionSetting, entry: ContentsEntry) -> tuple[tuple[TextLine, ...], Copy]:
    copy = mark_words(entry.title, setting.room, "second-title", setting.loaded.at, tag="Link")
    return _within(setting.room, copy, setting.room.grid.span(TITLE_COLUMNS)), copy


def _within(room: ComposingRoom, copy: Copy, measure: float) -> tuple[TextLine, ...]:
    """Lines within a measure in pt: a word that is too long is divided; one that cannot be is set smaller."""
    lines = room.lines(copy.stretches, measure, Breaking())
    if _widest(lines) > measure:
        divided = [replace(stretch, hyphenate=True) for stretch in copy.stretches]
        lines = room.lines(divided, measure, Breaking())
        if (widest := _widest(lines)) > measure:
            smaller = [replace(stretch, size=stretch.size * measure / widest) for stretch in divided]
            lines = room.lines(smaller, measure, Breaking())
    return lines


def _widest(lines: Sequence[TextLine]) -> float:
    return max((line.width for line in lines), default=0.0)
