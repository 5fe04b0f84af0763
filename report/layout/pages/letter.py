"""Letter → headline, lead and text in two columns, signed at its end."""

from __future__ import annotations

from math import ceil

from report.layout.articles import ArticleFlow, article_piece, make_heading
from report.layout.galley import Matter, Progress, Slug, elements_of, keep_together, stack
from report.layout.headline import put_headline
from report.layout.markup import mark_words, plain
from report.layout.pour import pour
from report.layout.room import ComposingRoom
from report.layout.sections import ContentsEntry, SectionSetting, Sewn, lead_and_rest, mark_all, mark_opening
from report.model.placed import Bookmark, Placement, TextLine
from report.model.structure import Element

TITLE_LINE = 13  # SPEC, Pages: letter
LEAD_LINE = 22
TEXT_LINE = 32
LEAD_COLUMNS = 8


class _Signature:
    """The writer's role, two lines below the text and never apart from its last lines."""

    def __init__(self, room: ComposingRoom, setting: SectionSetting) -> None:
        copy = mark_words(setting.prose.signed, room, "note-strong", setting.prose.at)
        self.elements = (Element("P", copy.kids),)
        self.line: TextLine = room.typesetter.line(copy.stretches)
        self.unit = room.grid.unit
        self.placed = False

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        return [Slug(self.unit, (Placement(self.line, 0.0, self.unit),), before=self.unit)]


class _Signed:
    """A letter's last block with the signature tied to it."""

    def __init__(self, last: Matter, signature: _Signature) -> None:
        self.last, self.signature = last, signature
        self.elements = (*last.elements, *signature.elements)

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        slugs = self.last.cast(measure, progress)
        return [*slugs[:-2], *keep_together([*slugs[-2:], *self.signature.cast(measure, progress)])]


def compose_letter(setting: SectionSetting) -> Sewn:
    prose, room, grid = setting.prose, setting.room, setting.room.grid
    anchor = setting.loaded.anchor
    flow = ArticleFlow(setting, prose.label)
    sheet = setting.press.sheet("letter", head=prose.label, section=anchor)
    sheet.mark(anchor, grid.line(TITLE_LINE - 3))
    heading = make_heading(prose.headline, setting, "title", 1, grid.span(grid.columns - 2), prose.at, 3)
    x = sheet.column_x(sheet.first_text_column)
    put_headline(sheet, heading.headline, x, TITLE_LINE, node=prose.headline, room=room)
    elements: list[Element] = [heading.element]
    first, rest = lead_and_rest(prose.introduction, room)
    line = LEAD_LINE
    if first is not None:
        lead = mark_opening(first, setting)
        slugs = lead.cast(grid.span(LEAD_COLUMNS), {})
        sheet.add(stack(slugs, x, grid.line(LEAD_LINE) - slugs[0].height))
        line = max(TEXT_LINE, ceil(round(LEAD_LINE + sum(s.height for s in slugs[1:]) / grid.unit + 2.5, 6)))
        elements += lead.elements
    matters: list[Matter] = mark_all(rest, setting, introduction=True)
    if prose.signed and not prose.articles:
        signature = _Signature(room, setting)
        matters = [*matters[:-1], _Signed(matters[-1], signature)] if matters else [signature]
    flow.sheet, flow.foot = sheet, grid.line(line)
    if matters:
        flow.sheet, flow.foot = pour(room, matters, sheet, sheet.text_frames(line), flow.go_on)
    title = plain(prose.headline, room)
    flow.bookmarks.append(Bookmark(title, anchor, 1))
    elements += elements_of(matters)
    elements += [flow.set_piece(article_piece(setting, article)) for article in prose.articles]
    entry = ContentsEntry(prose.label or title, anchor, sheet.number, 1)
    return Sewn(Element("Sect", tuple(elements)), tuple(flow.bookmarks), (entry,))
