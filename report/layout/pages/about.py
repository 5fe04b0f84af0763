"""About section → article pages, the first one under a pull quote on the brand's own field where there is one."""

from __future__ import annotations

from math import ceil

from report.layout.articles import ArticleFlow, article_piece, make_heading
from report.layout.galley import elements_of
from report.layout.headline import put_headline, set_headline
from report.layout.markup import mark_up, mark_words, plain
from report.layout.pages.free import compose_free
from report.layout.pour import pour
from report.layout.sections import ContentsEntry, SectionSetting, Sewn, mark_all
from report.layout.sheet import Sheet
from report.model.placed import Bookmark, Panel
from report.model.structure import Element
from report.typography.text import Breaking

QUOTE_LINE = 13  # SPEC, Pages: about
QUOTE_LINES = 6
FIELD_FOOT = 32
SOURCE_LINE = 29
TITLE_LINE = 36


def compose_about(setting: SectionSetting) -> Sewn:
    prose = setting.prose
    if not prose.quote:
        return compose_free(setting)
    room, grid, anchor = setting.room, setting.room.grid, setting.loaded.anchor
    flow = ArticleFlow(setting, prose.label)
    sheet = setting.press.sheet("about", head=prose.label, section=anchor)
    sheet.ground = "gold"
    sheet.mark(anchor)
    quote = _put_quote(setting, sheet)
    heading = make_heading(prose.headline, setting, "second-title", 1, grid.span(grid.columns - 2), prose.at, 2)
    x = sheet.column_x(sheet.first_text_column)
    put_headline(sheet, heading.headline, x, TITLE_LINE, node=prose.headline, room=room)
    line = ceil(round(TITLE_LINE + heading.headline.drop / grid.unit + 2, 6))
    matters = mark_all(prose.introduction, setting, introduction=True)
    flow.sheet, flow.foot = sheet, grid.line(line)
    if matters:
        flow.sheet, flow.foot = pour(room, matters, sheet, sheet.text_frames(line), flow.go_on)
    title = plain(prose.headline, room)
    flow.bookmarks.append(Bookmark(title, anchor, 1))
    articles = [flow.set_piece(article_piece(setting, article)) for article in prose.articles]
    element = Element("Sect", (heading.element, quote, *elements_of(matters), *articles))
    entry = ContentsEntry(prose.label or title, anchor, sheet.number, 1)
    return Sewn(element, tuple(flow.bookmarks), (entry,))


def _put_quote(setting: SectionSetting, sheet: Sheet) -> Element:
    """The quote on a field of the accent ink that bleeds on three sides; its opening mark hangs."""
    prose, room, grid = setting.prose, setting.room, setting.room.grid
    bleed = grid.bleed
    sheet.put(Panel(grid.width + 2 * bleed, grid.line(FIELD_FOOT) + bleed, sheet.ground), -bleed, -bleed)
    copy = mark_up(prose.quote, room, setting.stick(), role="quote")
    measure = grid.span(grid.columns - 2)
    headline = set_headline(copy, room, "quote", measure, QUOTE_LINES, prose.at)
    x = sheet.column_x(sheet.first_text_column)
    first = plain(prose.quote, room)[:1]
    hang = room.line(first, "quote").width if first in "“‘„«\"'" else 0.0
    put_headline(sheet, headline, x, QUOTE_LINE, node=prose.quote, room=room, hang=hang)
    kids = [Element("P", copy.kids)]
    if prose.quote_source:
        source = mark_words(prose.quote_source, room, "label", prose.at, ink="ink")
        for index, line in enumerate(room.lines(source.stretches, measure, Breaking())):
            sheet.put(line, x, grid.line(SOURCE_LINE + index))
        kids.append(Element("P", source.kids))
    return Element("BlockQuote", tuple(kids))
