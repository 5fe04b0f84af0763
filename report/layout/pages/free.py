"""Free article section → article pages with a heading of the first level."""

from __future__ import annotations

from report.layout.articles import ArticleFlow, article_piece, make_piece
from report.layout.sections import ContentsEntry, SectionSetting, Sewn
from report.model.structure import Element


def compose_free(setting: SectionSetting) -> Sewn:
    prose = setting.prose
    anchor = setting.loaded.anchor
    flow = ArticleFlow(setting, prose.label)
    main = make_piece(
        setting, prose.headline, prose.headline, 1, anchor, prose.at, prose.introduction, pages=prose.pages
    )
    page = setting.press.next_number
    elements = [*flow.set_piece(main).kids]
    elements += [flow.set_piece(article_piece(setting, article)) for article in prose.articles]
    entry = ContentsEntry(prose.label or main.title, anchor, page, 1)
    return Sewn(Element("Sect", tuple(elements)), tuple(flow.bookmarks), (entry,))
