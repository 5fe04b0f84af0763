"""Letter → headline, lead and text in two columns, signed at its end."""

from __future__ import annotations

from math import ceil

from msgspec import Struct

from report.layout.articles import LEAD_BELOW, ArticleFlow, article_piece, make_heading
from report.layout.blocks import mark_blocks
from report.layout.blocks.setting import BlockSetting, CopyMatter, mark_notes
from report.layout.galley import Matter, Progress, Slug, elements_of, keep_together, stack
from report.layout.headline import put_headline
from report.layout.lines import LineStyle
from report.layout.markup import mark_words, plain
from report.layout.pour import pour
from report.layout.sections import ContentsEntry, SectionSetting, Sewn, lead_and_rest, mark_all, mark_opening, notes_of
from report.layout.sheet import Sheet
from report.model.placed import Bookmark
from report.model.structure import Element

TITLE_LINE = 13  # SPEC, Pages: letter
LEAD_LINE = 22
TEXT_LINE = 32
LEAD_COLUMNS = 8
SAMPLE_TOP, SAMPLE_LINES, SAMPLE_COLUMNS = 21.2, 7, 2


class _Signed(Struct, frozen=True):
    """The end of a letter: its last block and, tied to it a line below, the role of who signs."""

    last: Matter
    signature: CopyMatter

    @property
    def elements(self) -> tuple[Element, ...]:
        return (*self.last.elements, *self.signature.elements)

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        slugs = self.last.cast(measure, progress)
        return [*slugs[:-2], *keep_together([*slugs[-2:], *self.signature.cast(measure, progress)])]


def _signature(setting: SectionSetting) -> CopyMatter:
    room, prose = setting.room, setting.prose
    copy = mark_words(prose.signed, room, "note-strong", prose.at)
    style = LineStyle(room.role("note-strong"), leading=room.grid.unit, orphans=0)
    notes = mark_notes([], BlockSetting(room, setting.stick(), None, mark_blocks))
    number = room.ledger.number(prose)
    return CopyMatter(room, copy, style, number, (Element("P", copy.kids),), notes, before=2 * room.grid.unit)


def _put_sample(setting: SectionSetting, sheet: Sheet, line: float) -> None:
    """A detail of the motif in the side margin, where a portrait would stand, beside the lead on this line and
    above all notes."""
    grid = setting.room.grid
    drawing = setting.room.grounds.letter(grid.span(SAMPLE_COLUMNS), grid.line(SAMPLE_LINES))
    sheet.put(drawing, sheet.column_x(sheet.margin_column), grid.line(line - LEAD_LINE + SAMPLE_TOP))


def compose_letter(setting: SectionSetting) -> Sewn:
    prose, room, grid = setting.prose, setting.room, setting.room.grid
    anchor = setting.loaded.anchor
    flow = ArticleFlow(setting, prose.label)
    sheet = setting.press.sheet("letter", head=prose.label, section=anchor)
    title_line = grid.down(TITLE_LINE)
    sheet.mark(anchor, grid.line(title_line - 3))
    heading = make_heading(prose.headline, setting, "title", 1, grid.span(grid.measure_columns), prose.at, 3)
    x = sheet.column_x(sheet.first_text_column)
    put_headline(sheet, heading.headline, x, title_line, node=prose.headline, room=room)
    elements: list[Element] = [heading.element]
    first, rest = lead_and_rest(prose.introduction, room)
    foot = title_line + heading.headline.drop / grid.unit
    line, lead = max(grid.down(LEAD_LINE), ceil(round(foot + LEAD_BELOW, 6))), None
    if first is not None:
        _put_sample(setting, sheet, line)
        lead = mark_opening(first, setting)
        slugs = lead.cast(grid.span(min(LEAD_COLUMNS, grid.measure_columns)), {})
        sheet.add(stack(slugs, x, grid.line(line) - slugs[0].height))
        line = max(grid.down(TEXT_LINE), ceil(round(line + sum(s.height for s in slugs[1:]) / grid.unit + 2.5, 6)))
        elements += lead.elements
    matters: list[Matter] = mark_all(rest, setting, introduction=True)
    if prose.signed:
        signature = _signature(setting)
        matters = [*matters[:-1], _Signed(matters[-1], signature)] if matters else [signature]
    flow.sheet, flow.foot = sheet, grid.line(line)
    frames = sheet.text_frames(line)
    notes = notes_of(lead)
    if matters or notes:
        flow.sheet, flow.foot = pour(room, matters, sheet, frames, flow.go_on, notes=notes)
    title = plain(prose.headline, room)
    flow.bookmarks.append(Bookmark(title, anchor, 1))
    elements += elements_of(matters)
    elements += [flow.set_piece(article_piece(setting, article)) for article in prose.articles]
    entry = ContentsEntry(prose.label or title, anchor, sheet.number, 1)
    return Sewn(Element("Sect", tuple(elements)), tuple(flow.bookmarks), (entry,))
