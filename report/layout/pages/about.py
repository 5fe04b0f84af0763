"""About section → article pages, the first one under a pull quote on the brand's own field where there is one."""

from __future__ import annotations

from math import ceil

from report.layout.articles import ArticleFlow, article_piece, make_heading
from report.layout.fitting import fit
from report.layout.galley import elements_of
from report.layout.headline import put_headline, set_headline
from report.layout.markup import in_ink, mark_up, mark_words, plain
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
TITLE_BELOW = 4  # lines below the field


def compose_about(setting: SectionSetting) -> Sewn:
    prose = setting.prose
    if not prose.quote:
        return compose_free(setting)
    room, grid, anchor = setting.room, setting.room.grid, setting.loaded.anchor
    setting = setting.numbered(prose.headline, setting.loaded.anchor)
    flow = ArticleFlow(setting, prose.label)
    sheet = setting.press.sheet("about", head=prose.label, section=anchor)
    sheet.ground = room.brand.voice
    sheet.mark(anchor)
    quote, title_line = _put_quote(setting, sheet)
    heading = make_heading(prose.headline, setting, "second-title", 1, grid.span(grid.measure_columns), prose.at, 2)
    x = sheet.column_x(sheet.first_text_column)
    put_headline(sheet, heading.headline, x, title_line, node=prose.headline, room=room)
    line = ceil(round(title_line + heading.headline.drop / grid.unit + 2, 6))
    matters = mark_all(prose.introduction, setting, introduction=True)
    flow.sheet, flow.foot = sheet, grid.line(line)

    def set_text() -> Element:
        flow.sheet, flow.foot = pour(room, matters, sheet, flow.frames(sheet, line), flow.go_on)
        return heading.element

    if matters:
        fit(flow, prose.pages, prose.at, [(True, set_text)])
    title = plain(prose.headline, room)
    flow.bookmarks.append(Bookmark(title, anchor, 1))
    articles = [flow.set_piece(article_piece(setting, article)) for article in prose.articles]
    element = Element("Sect", (heading.element, quote, *elements_of(matters), *articles))
    entry = ContentsEntry(prose.label or title, anchor, sheet.number, 1)
    return Sewn(element, tuple(flow.bookmarks), (entry,))


def _put_quote(setting: SectionSetting, sheet: Sheet) -> tuple[Element, float]:
    """The quote on a field of the accent ink that bleeds on three sides; its opening mark hangs. Returns it and the
    line of the title below it."""
    prose, room, grid = setting.prose, setting.room, setting.room.grid
    bleed = grid.bleed
    on = room.brand.on(sheet.ground)
    copy = in_ink(mark_up(prose.quote, room, setting.stick(), role="quote"), on)
    measure = grid.span(grid.measure_columns)
    headline = set_headline(copy, room, "quote", measure, QUOTE_LINES, prose.at)
    line = grid.down(QUOTE_LINE)
    foot = line + headline.drop / grid.unit
    source_line = max(grid.down(SOURCE_LINE), ceil(round(foot + 2, 6)))
    field = max(grid.down(FIELD_FOOT), source_line + 3 if prose.quote_source else ceil(round(foot + 2, 6)))
    sheet.put(Panel(grid.width + 2 * bleed, grid.line(field) + bleed, sheet.ground), -bleed, -bleed)
    x = sheet.column_x(sheet.first_text_column)
    first = plain(prose.quote, room)[:1]
    hang = room.line(first, "quote").width if first in "“‘„«\"'" else 0.0
    put_headline(sheet, headline, x, line, node=prose.quote, room=room, hang=hang)
    kids = [Element("P", copy.kids)]
    if prose.quote_source:
        source = mark_words(prose.quote_source, room, "label", prose.at, ink=on)
        for index, set_line in enumerate(room.lines(source.stretches, measure, Breaking())):
            sheet.put(set_line, x, grid.line(source_line + index))
        kids.append(Element("P", source.kids))
    return Element("BlockQuote", tuple(kids)), field + TITLE_BELOW
