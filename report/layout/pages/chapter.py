"""Chapter → an opener with the first article beside its introduction, then article pages."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec.structs import replace

from report.errors import Problem
from report.layout.articles import ArticleFlow, Piece, article_piece
from report.layout.asides import put_links
from report.layout.columns import EPSILON, Frame
from report.layout.fitting import Attempt, fit
from report.layout.galley import Matter, Slug, elements_of, stack, stack_height
from report.layout.grounds import opener_foot
from report.layout.headline import put_headline, set_headline
from report.layout.links import ArticleLinks, Group, Linked, LinkRows, list_link
from report.layout.markup import Copy, NumberedLink, in_ink, mark_up, mark_words, plain
from report.layout.pour import begins_here, pour
from report.layout.room import ComposingRoom
from report.layout.sections import ContentsEntry, SectionSetting, Sewn, lead_and_rest, mark_all, mark_opening, notes_of
from report.layout.sheet import Sheet
from report.model.brand import Brand, ChapterInks
from report.model.colour import READABLE
from report.model.content import Picture
from report.model.placed import Bookmark, Panel, PlacedImage, Portion
from report.model.structure import Attributes, Element
from report.typography.text import Breaking

LAST_HEADLINE_LINE = 34  # SPEC, Pages: opener
NOTCH_ABOVE = 7.5  # lines from the notch's top to the first headline baseline
LABEL_ABOVE = 4.5
HEADLINE_COLUMNS = 8
NARROW_COLUMNS = 10  # of the notch and the text where a page has one text column
HEADLINE_LINES = 3
TEXT_LINE = 40
PANEL_TO_TEXT = 5  # lines from a panel's foot to the text, where it goes on below the headline
LEAD_COLUMNS = 5
ARTICLE_COLUMN, ARTICLE_COLUMNS = 7, 6
CREDIT_LINES = 3  # the last of them stands beside the folio
CREDIT = ("credit-too-long", "credit of the image")
LEAD_LINES = 2  # of a lead that goes on in the next column, at least in each


def compose_chapter(setting: SectionSetting) -> Sewn:
    prose, room, grid = setting.prose, setting.room, setting.room.grid
    anchor = setting.loaded.anchor
    links = ArticleLinks(room, Group(prose.label, anchor), setting.inks, aside=False)
    setting = replace(setting, links=links)
    sheet = setting.press.sheet("opener", head=prose.label, chapter=setting.chapter, section=anchor)
    sheet.mark(anchor)
    opening = _put_opening(setting, sheet)
    flow = ArticleFlow(setting, prose.label)
    introduction = _introduction(setting)
    flow.sheet, frame, foot = _pour_introduction(setting, sheet, introduction, flow)
    rows, frame, foot = _put_links(room, links.fresh(), flow.sheet, frame, foot)
    title = f"{prose.label}: {plain(prose.headline, room)}"
    flow.bookmarks.append(Bookmark(title, anchor, 1))
    elements = [*opening, *elements_of(introduction), *rows]
    caption = _put_caption(setting, sheet, None) if prose.image is None else ()
    articles = list(prose.articles)
    beside = flow.sheet is sheet and not grid.narrow
    if not beside:
        flow.foot = foot
    free = foot + 2 * grid.unit if frame.x > sheet.column_x(1) else grid.line(text_line(setting.room.brand) - 1)
    if articles and beside and free < grid.line(grid.last_line - 6):
        first = article_piece(setting, articles.pop(0), narrow=grid.span(ARTICLE_COLUMNS))
        attempts: list[Attempt] = [
            (True, lambda: _put_first_article(setting, sheet, first, free, flow)),
            (False, lambda: flow.set_first(first, flow.begin_sheet())),
        ]
        elements.append(fit(flow, first.pages, first.at, attempts))
    elements += caption
    elements += [flow.set_piece(article_piece(setting, article)) for article in articles]
    number = setting.chapter.number if setting.chapter else 0
    entry = ContentsEntry(prose.label, anchor, sheet.number, 1, number, setting.inks.deep)
    return Sewn(Element("Sect", tuple(elements)), tuple(flow.bookmarks), (entry, *flow.entries))


def _put_opening(setting: SectionSetting, sheet: Sheet) -> list[Element]:
    """The chapter's motif or its image, the notch, and in it label and headline: one H1."""
    prose, room, grid = setting.prose, setting.room, setting.room.grid
    elements: list[Element] = []
    bleed, foot = grid.bleed, grid.line(opener_foot(room.brand))
    across = NARROW_COLUMNS if grid.narrow else HEADLINE_COLUMNS
    if prose.image is not None:
        leaf = room.leaf("Figure")
        picture = PlacedImage(prose.image.file, grid.width + 2 * bleed, foot + bleed, prose.image.focus, leaf.number)
        sheet.put(picture, -bleed, -bleed, room.whole(prose.image))
        caption = _put_caption(setting, sheet, prose.image)
        elements.append(Element("Figure", (leaf, *caption), Attributes(alt=prose.image.alt, box=True)))
    copy = mark_up(prose.headline, room, setting.stick(), role="headline", tag="H1")
    copy = in_ink(copy, room.brand.on(setting.inks.deep) if room.brand.panel == "deep" else "")
    headline = set_headline(copy, room, "headline", grid.span(across), HEADLINE_LINES, prose.at)
    first_line = grid.down(LAST_HEADLINE_LINE) - headline.drop / grid.unit
    notch_top = grid.line(first_line - NOTCH_ABOVE)
    notch_right = sheet.column_x(1) + grid.span(across) + grid.gutter
    if prose.image is None:
        number = setting.chapter.number if setting.chapter else 1
        motif = room.grounds.opener(number, setting.inks, (-bleed, notch_top, notch_right, foot))
        sheet.put(motif, -bleed, -bleed)
    deep = room.brand.panel == "deep"
    panel = setting.inks.deep if deep else "paper"
    # Paper goes a little below the motif, so that no edge of it shows.
    sheet.put(Panel(notch_right + bleed, foot - notch_top + (0.0 if deep else 1.0), panel), -bleed, notch_top)
    x = sheet.column_x(1)
    numbered = f"{setting.chapter.number}\u2002" if setting.chapter else ""
    ink = label_ink(setting.inks, room.brand)
    label = mark_words(f"{numbered}{prose.label} ", room, "label", prose.at, tag="H1", ink=ink)
    sheet.put(room.typesetter.line(label.stretches), x, grid.line(first_line - LABEL_ABOVE))
    put_headline(sheet, headline, x, first_line, node=prose.headline, room=room)
    elements.insert(0, Element("H1", (*label.kids, *copy.kids)))
    return elements


def text_line(brand: Brand) -> float:
    """The line of the first text baseline: lower where a panel of ink goes on below the headline."""
    return opener_foot(brand) + PANEL_TO_TEXT if brand.panel == "deep" else brand.grid.down(TEXT_LINE)


def label_ink(inks: ChapterInks, brand: Brand) -> str:
    """The ink of a chapter's label on its panel: on a deep one bright where that can be read."""
    if brand.panel == "paper":
        return inks.deep
    return inks.bright if brand.contrast(inks.bright, inks.deep) >= READABLE else brand.on(inks.deep)


def _put_caption(setting: SectionSetting, sheet: Sheet, image: Picture | None) -> tuple[Element, ...]:
    """What the opener shows and who made its image, at the foot of the right column, clear of the folio."""
    prose, room, grid = setting.prose, setting.room, setting.room.grid
    tag, measure = ("P" if image is None else "Caption"), grid.span(ARTICLE_COLUMNS - 1)
    pieces: list[tuple[Copy, Portion]] = []
    if prose.caption:
        pieces.append(
            (mark_up(prose.caption, room, setting.stick(), role="caption", tag=tag), room.whole(prose.caption))
        )
    if image is not None and image.credit:
        words = f"{room.word('Image')}: {image.credit}"
        pieces.append((mark_words(words, room, "caption", image.at, tag=tag), room.whole(image.at)))
    lines = [
        (line, None if index else portion)
        for copy, portion in pieces
        for index, line in enumerate(room.lines(copy.stretches, measure, Breaking()))
    ]
    if len(lines) > CREDIT_LINES:
        code, name = ("caption-too-long", "caption of the opener, credit included,") if prose.caption else CREDIT
        message = f"the {name} takes {len(lines)} lines, and {CREDIT_LINES} fit"
        at = prose.at if image is None else image.at
        room.problems.append(Problem(code, message, at, hint="make it shorter"))
    x, first = sheet.column_x(ARTICLE_COLUMN), grid.folio_line - len(lines) + 1
    for index, (line, portion) in enumerate(lines):
        sheet.put(line, x, grid.line(first + index), portion)
    return (Element(tag, tuple(kid for copy, _ in pieces for kid in copy.kids)),) if pieces else ()


def _introduction(setting: SectionSetting) -> list[Matter]:
    """The introduction as matter; its first paragraph is the lead when it is short enough. A lead too long for its
    column goes on in the next."""
    first, rest = lead_and_rest(setting.prose.introduction, setting.room)
    opening: list[Matter] = []
    if first is not None:
        lead = mark_opening(first, setting)
        opening.append(replace(lead, style=replace(lead.style, orphans=LEAD_LINES)))
    return [*opening, *mark_all(rest, setting, introduction=True, after=first)]


def _pour_introduction(
    setting: SectionSetting, sheet: Sheet, introduction: Sequence[Matter], flow: ArticleFlow
) -> tuple[Sheet, Frame, float]:
    """The introduction in the first five columns; what does not fit goes on above the first article, then overleaf.

    Returns the sheet and the frame that it ends in, and the y (pt) of its foot."""
    grid = setting.room.grid
    # As wide as the first column: a paragraph that goes on there keeps its lines.
    line = text_line(setting.room.brand)
    across = NARROW_COLUMNS if grid.narrow else LEAD_COLUMNS
    beside = iter([] if grid.narrow else [(sheet, [sheet.frame(ARTICLE_COLUMN, across, line)])])
    frame = sheet.frame(1, across, line - 1)
    if not introduction:
        return sheet, frame, frame.top
    last: tuple[Sheet, Sequence[Frame]] = (sheet, [frame])

    def go_on() -> tuple[Sheet, Sequence[Frame]]:
        nonlocal last
        last = next(beside, None) or flow.go_on()
        return last

    ended, foot = pour(setting.room, introduction, sheet, [frame], go_on)
    return ended, last[1][-1], foot


def _put_links(
    room: ComposingRoom, links: Sequence[NumberedLink], sheet: Sheet, frame: Frame, foot: float
) -> tuple[tuple[Element, ...], Frame, float]:
    """The introduction's links as rows: with their codes below it or at the head of the article's column, where there
    is room; else without codes, else in the list at the end. Returns their elements, the frame that they end in, and
    the y (pt) of the foot of all."""
    if not links:
        return (), frame, foot
    if sheet.margin_x is not None:
        put_links(room, sheet, links, frame.top + room.grid.unit)
        return Linked(room, None, tuple(links)).elements, frame, foot
    places = [(True, frame, foot + room.grid.unit), (False, frame, foot + room.grid.unit)]
    if frame.x == sheet.column_x(1) and not room.grid.narrow:
        beside = sheet.frame(ARTICLE_COLUMN, LEAD_COLUMNS, text_line(room.brand))
        places.insert(1, (True, beside, beside.top))
    for code, column, top in places:
        rows = LinkRows(room, tuple(links), code)
        slugs = rows.cast(column.width, {})
        if stack_height(slugs) <= column.top + column.height - top + EPSILON:
            sheet.add(stack(slugs, column.x, top))
            return rows.elements, column, top + stack_height(slugs)
    for link in links:
        list_link(room, link, stands=True)
    return (), frame, foot


def _article_frames(sheet: Sheet, line: float, extra: int) -> list[Frame]:
    """The article's column; on a wide page two of them."""
    count = 2 if sheet.grid.text_columns > 2 else 1
    width, last = ARTICLE_COLUMNS // count, sheet.grid.last_line + extra
    return [sheet.frame(ARTICLE_COLUMN + index * width, width, line, last) for index in range(count)]


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
    frames = _article_frames(sheet, below, flow.extra)
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
