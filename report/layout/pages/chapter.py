"""Chapter → an opener with the first article beside its introduction, then article pages."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec.structs import replace

from report.errors import Problem
from report.layout.articles import ArticleFlow, Piece, article_piece
from report.layout.columns import Frame
from report.layout.galley import Matter, Slug, elements_of, stack, stack_height
from report.layout.headline import put_headline, set_headline
from report.layout.markup import mark_up, mark_words, plain
from report.layout.pour import begins_here, pour
from report.layout.sections import ContentsEntry, SectionSetting, Sewn, lead_and_rest, mark_all, mark_opening, notes_of
from report.layout.sheet import Sheet
from report.model.content import Picture
from report.model.placed import Bookmark, Panel, PlacedImage
from report.model.structure import Attributes, Element
from report.typography.text import Breaking

MOTIF_FOOT = 34  # SPEC, Pages: opener
LAST_HEADLINE_LINE = 34
NOTCH_ABOVE = 7.5  # lines from the notch's top to the first headline baseline
LABEL_ABOVE = 4.5
HEADLINE_COLUMNS = 8
NARROW_COLUMNS = 10  # of the notch and the text where a page has one text column
HEADLINE_LINES = 3
TEXT_LINE = 40
LEAD_COLUMNS = 5
ARTICLE_COLUMN, ARTICLE_COLUMNS = 7, 6
CREDIT_LINE, CREDIT_LINES = 63, 3  # its last line stands beside the folio
LEAD_LINES = 2  # of a lead that goes on in the next column, at least in each


def compose_chapter(setting: SectionSetting) -> Sewn:
    prose, room, grid = setting.prose, setting.room, setting.room.grid
    anchor = setting.loaded.anchor
    sheet = setting.press.sheet("opener", head=prose.label, chapter=setting.chapter, section=anchor)
    sheet.mark(anchor)
    opening = _put_opening(setting, sheet)
    flow = ArticleFlow(setting, prose.label)
    introduction = _introduction(setting)
    flow.sheet, foot = _pour_introduction(setting, sheet, introduction, flow)
    title = f"{prose.label}: {plain(prose.headline, room)}"
    flow.bookmarks.append(Bookmark(title, anchor, 1))
    elements = [*opening, *elements_of(introduction)]
    articles = list(prose.articles)
    if articles and flow.sheet is sheet and not grid.narrow and foot < grid.line(grid.last_line - 6):
        first = article_piece(setting, articles.pop(0), narrow=grid.span(ARTICLE_COLUMNS))
        elements.append(_put_first_article(setting, sheet, first, foot, flow) or flow.set_piece(first))
    elements += [flow.set_piece(article_piece(setting, article)) for article in articles]
    number = setting.chapter.number if setting.chapter else 0
    entry = ContentsEntry(prose.label, anchor, sheet.number, 1, number, setting.inks.deep)
    return Sewn(Element("Sect", tuple(elements)), tuple(flow.bookmarks), (entry, *flow.entries))


def _put_opening(setting: SectionSetting, sheet: Sheet) -> list[Element]:
    """The chapter's motif or its image, the notch, and in it label and headline: one H1."""
    prose, room, grid = setting.prose, setting.room, setting.room.grid
    elements: list[Element] = []
    bleed, foot = grid.bleed, grid.line(grid.down(MOTIF_FOOT))
    across = NARROW_COLUMNS if grid.narrow else HEADLINE_COLUMNS
    if prose.image is not None:
        leaf = room.leaf("Figure")
        picture = PlacedImage(prose.image.file, grid.width + 2 * bleed, foot + bleed, prose.image.focus, leaf.number)
        sheet.put(picture, -bleed, -bleed, room.whole(prose.image))
        credit = _put_credit(setting, sheet, prose.image)
        elements.append(Element("Figure", (leaf, *credit), Attributes(alt=prose.image.alt, box=True)))
    copy = mark_up(prose.headline, room, setting.stick(), role="headline", tag="H1")
    headline = set_headline(copy, room, "headline", grid.span(across), HEADLINE_LINES, prose.at)
    first_line = grid.down(LAST_HEADLINE_LINE) - headline.drop / grid.unit
    notch_top = grid.line(first_line - NOTCH_ABOVE)
    notch_right = sheet.column_x(1) + grid.span(across) + grid.gutter
    if prose.image is None:
        number = setting.chapter.number if setting.chapter else 1
        motif = room.grounds.opener(number, setting.inks, (-bleed, notch_top, notch_right, foot))
        sheet.put(motif, -bleed, -bleed)
    sheet.put(Panel(notch_right + bleed, foot - notch_top + 1.0, "paper"), -bleed, notch_top)
    x = sheet.column_x(1)
    numbered = f"{setting.chapter.number}\u2002" if setting.chapter else ""
    label = mark_words(numbered + prose.label, room, "label", prose.at, tag="H1", ink=setting.inks.deep)
    sheet.put(room.typesetter.line(label.stretches), x, grid.line(first_line - LABEL_ABOVE))
    put_headline(sheet, headline, x, first_line, node=prose.headline, room=room)
    elements.insert(0, Element("H1", (*label.kids, *copy.kids)))
    return elements


def _put_credit(setting: SectionSetting, sheet: Sheet, image: Picture) -> tuple[Element, ...]:
    """Who made the opener's image, at the foot of the right column; it leaves a column to the folio."""
    if not image.credit:
        return ()
    room, grid = setting.room, setting.room.grid
    copy = mark_words(f"{room.word('Image')}: {image.credit}", room, "caption", image.at, tag="Caption")
    lines = room.lines(copy.stretches, grid.span(ARTICLE_COLUMNS - 1), Breaking())
    if len(lines) > CREDIT_LINES:
        message = f"the credit of the image takes {len(lines)} lines, and {CREDIT_LINES} fit"
        room.problems.append(Problem("credit-too-long", message, image.at, hint="make it shorter"))
    x, first = sheet.column_x(ARTICLE_COLUMN), grid.up(CREDIT_LINE) - len(lines) + 1
    for index, line in enumerate(lines):
        sheet.put(line, x, grid.line(first + index), None if index else room.whole(image.at))
    return (Element("Caption", copy.kids),)


def _introduction(setting: SectionSetting) -> list[Matter]:
    """The introduction as matter; its first paragraph is the lead when it is short enough. A lead too long for its
    column goes on in the next."""
    first, rest = lead_and_rest(setting.prose.introduction, setting.room)
    matters = mark_all(rest, setting, introduction=True, after=first)
    if first is None:
        return matters
    lead = mark_opening(first, setting)
    return [replace(lead, style=replace(lead.style, orphans=LEAD_LINES)), *matters]


def _pour_introduction(
    setting: SectionSetting, sheet: Sheet, introduction: Sequence[Matter], flow: ArticleFlow
) -> tuple[Sheet, float]:
    """The introduction in the first five columns; what does not fit goes on above the first article, then overleaf.

    Returns the sheet it ends on and the y (pt) from which the article's column is free."""
    grid = setting.room.grid
    # As wide as the first column: a paragraph that goes on there keeps its lines.
    line = grid.down(TEXT_LINE)
    across = NARROW_COLUMNS if grid.narrow else LEAD_COLUMNS
    beside = iter([] if grid.narrow else [(sheet, [sheet.frame(ARTICLE_COLUMN, across, line)])])
    free = grid.line(line - 1)
    if not introduction:
        return sheet, free
    last: tuple[Sheet, Sequence[Frame]] = (sheet, [])

    def go_on() -> tuple[Sheet, Sequence[Frame]]:
        nonlocal last
        last = next(beside, None) or flow.go_on()
        return last

    frame = sheet.frame(1, across, line - 1)
    ended, foot = pour(setting.room, introduction, sheet, [frame], go_on, balanced=False)
    if ended is not sheet:
        flow.foot = foot
        return ended, foot
    return sheet, foot + 2 * grid.unit if last[1] else free


def _article_frame(sheet: Sheet, line: float) -> Frame:
    return sheet.frame(ARTICLE_COLUMN, ARTICLE_COLUMNS, line)


def _put_first_article(
    setting: SectionSetting, sheet: Sheet, piece: Piece, free: float, flow: ArticleFlow
) -> Element | None:
    """The first article beside the introduction; it goes on overleaf in the two text columns. None when its
    headline does not fit, or its first block cannot stand below it."""
    room, grid, unit = setting.room, setting.room.grid, setting.room.grid.unit
    line = ceil(round(free / unit, 6)) + 1
    x = sheet.column_x(ARTICLE_COLUMN)
    below = lead_line = ceil(round(line + piece.small.headline.drop / unit + 2, 6))
    lead_slugs: list[Slug] = []
    if piece.lead is not None:
        lead_slugs = piece.lead.cast(grid.span(ARTICLE_COLUMNS), {})
        below = ceil(round(below + stack_height(lead_slugs[1:]) / unit + 2, 6))
    frames = [_article_frame(sheet, below)]
    if piece.small.headline.misfit is not None or not begins_here(room, piece.matters, frames):
        return None
    put_headline(sheet, piece.small.headline, x, line, node=piece.node, room=room)
    flow.book(piece, sheet, line - 2)
    if lead_slugs:
        sheet.add(stack(lead_slugs, x, grid.line(lead_line) - lead_slugs[0].height))
    flow.sheet, flow.foot = sheet, grid.line(below)
    notes = notes_of(piece.lead)
    if piece.matters or notes:
        flow.sheet, flow.foot = pour(room, piece.matters, sheet, frames, flow.go_on, notes=notes)
    lead = piece.lead.elements if piece.lead is not None else ()
    return Element("Sect", (piece.small.element, *lead, *elements_of(piece.matters)))
