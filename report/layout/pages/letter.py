"""Letter → headline, lead and text in two columns, signed at its end."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec import Struct

from report.layout.articles import LEAD_BELOW, ArticleFlow, Heading, article_piece, make_heading
from report.layout.columns import Frame
from report.layout.galley import Matter, Progress, Slug, elements_of, keep_together, stack, stack_height
from report.layout.headline import put_headline
from report.layout.markup import mark_words, plain
from report.layout.pour import NotesSetter, fits_here, pour
from report.layout.sections import ContentsEntry, SectionSetting, Sewn, lead_and_rest, mark_all, mark_opening, notes_of
from report.layout.sheet import Sheet
from report.layout.signatures import ABOVE, Signatures, mark_signatures
from report.model.content import Block
from report.model.placed import Bookmark, PlacedImage
from report.model.structure import Attributes, Element, Kid
from report.typography.text import Breaking

TITLE_LINE = 13  # SPEC, Pages: letter
HEADLINE_LINES = (2, 3)
LEAD_LINE = 22
TEXT_LINE = 32
LEAD_COLUMNS = 8
SAMPLE_TOP, SAMPLE_LINES, SAMPLE_COLUMNS = 21.2, 7, 2


class _Signed(Struct, frozen=True):
    """The end of a letter that goes on overleaf: its last block and, tied to it, who signs."""

    last: Matter
    signatures: Signatures

    @property
    def elements(self) -> tuple[Element, ...]:
        return (*self.last.elements, *self.signatures.elements)

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        slugs = self.last.cast(measure, progress)
        return [*slugs[:-2], *keep_together([*slugs[-2:], *self.signatures.cast(measure, progress)])]


def compose_letter(setting: SectionSetting) -> Sewn:
    prose, room, grid = setting.prose, setting.room, setting.room.grid
    anchor = setting.loaded.anchor
    setting = setting.numbered(prose.headline, setting.loaded.anchor)
    flow = ArticleFlow(setting, prose.label)
    sheet = setting.press.sheet("letter", head=prose.label, section=anchor)
    title_line = grid.down(TITLE_LINE)
    sheet.mark(anchor, grid.line(title_line - 3))
    heading = _heading(setting)
    x = sheet.column_x(sheet.first_text_column)
    put_headline(sheet, heading.headline, x, title_line, node=prose.headline, room=room)
    elements: list[Element] = [heading.element]
    first, rest = lead_and_rest(prose.introduction, room)
    foot = title_line + heading.headline.drop / grid.unit
    line, lead = max(grid.down(LEAD_LINE), ceil(round(foot + LEAD_BELOW, 6))), None
    if first is not None or prose.image is not None:
        elements += _put_portrait(setting, sheet, line)
    if first is not None:
        lead = mark_opening(first, setting)
        slugs = lead.cast(grid.span(min(LEAD_COLUMNS, grid.measure_columns)), {})
        sheet.add(stack(slugs, x, grid.line(line) - slugs[0].height))
        line = max(grid.down(TEXT_LINE), ceil(round(line + sum(s.height for s in slugs[1:]) / grid.unit + 2.5, 6)))
        elements += lead.elements
    elements += _pour_signed(setting, flow, sheet, rest, line, notes_of(lead))
    title = plain(prose.headline, room)
    flow.bookmarks.append(Bookmark(title, anchor, 1))
    elements += [flow.set_piece(article_piece(setting, article)) for article in prose.articles]
    entry = ContentsEntry(prose.label or title, anchor, sheet.number, 1)
    return Sewn(Element("Sect", tuple(elements)), tuple(flow.bookmarks), (entry,))


def _heading(setting: SectionSetting) -> Heading:
    """The letter's headline in two lines, which leave the lead its place; in three where no size allows it."""
    prose, grid = setting.prose, setting.room.grid
    for lines in HEADLINE_LINES:
        heading = make_heading(prose.headline, setting, "headline", 1, grid.span(grid.measure_columns), prose.at, lines)
        if heading.headline.misfit is None:
            break
    return heading


def _put_portrait(setting: SectionSetting, sheet: Sheet, line: float) -> tuple[Element, ...]:
    """The writer's portrait, or a detail of the motif, in the side margin: beside the lead on this line and above all
    notes. A portrait's credit stands below it."""
    room, grid, image = setting.room, setting.room.grid, setting.prose.image
    x, y = sheet.column_x(sheet.margin_column), grid.line(line - LEAD_LINE + SAMPLE_TOP)
    width, height = grid.span(SAMPLE_COLUMNS), grid.line(SAMPLE_LINES)
    if image is None:
        sheet.put(room.grounds.letter(width, height), x, y)
        return ()
    leaf = room.leaf("Figure")
    sheet.put(PlacedImage(image.file, width, height, image.focus, leaf.number), x, y, room.whole(image))
    sheet.margin_foot = y + height
    kids: list[Kid] = [leaf]
    if image.credit:
        copy = mark_words(f"{room.word('Image')}: {image.credit}", room, "caption", image.at, tag="Caption")
        leading = room.role("caption").leading
        for index, credit in enumerate(room.lines(copy.stretches, width, Breaking())):
            sheet.margin_foot += leading
            sheet.put(credit, x, sheet.margin_foot, None if index else room.whole(image.at))
        kids.append(Element("Caption", copy.kids))
    return (Element("Figure", tuple(kids), Attributes(alt=image.alt, box=True)),)


def _pour_signed(
    setting: SectionSetting,
    flow: ArticleFlow,
    sheet: Sheet,
    blocks: Sequence[Block],
    line: float,
    notes: NotesSetter | None,
) -> tuple[Element, ...]:
    """The letter's text from this line on. Who signs stands below the columns of a text that leaves room for it on
    its page, one in the last column, more side by side; else tied to the text's end."""
    room, unit, prose = setting.room, setting.room.grid.unit, setting.prose
    matters: list[Matter] = mark_all(blocks, setting, introduction=True)
    frames = sheet.text_frames(line)
    flow.sheet, flow.foot = sheet, room.grid.line(line)
    signatures = mark_signatures(prose.signed, room)
    rows = signatures.rows(frames[0].width, len(frames))
    needed = sum(_height(row) + ABOVE * unit for row in rows)
    shorter = [Frame(frame.x, frame.top, frame.width, frame.height - needed) for frame in frames]
    if rows and notes is None and matters and fits_here(room, matters, shorter):
        flow.sheet, y = pour(room, matters, sheet, shorter, flow.go_on)
        for row in rows:
            for frame, slugs in zip(frames, row, strict=False):
                sheet.add(stack(slugs, frame.x, y + ABOVE * unit))
            y += _height(row) + ABOVE * unit
        flow.foot = y
        return (*elements_of(matters), *signatures.elements)
    if rows:
        matters = [*matters[:-1], _Signed(matters[-1], signatures)] if matters else [signatures]
    if matters or notes:
        flow.sheet, flow.foot = pour(room, matters, sheet, frames, flow.go_on, notes=notes)
    return elements_of(matters)


def _height(row: Sequence[Sequence[Slug]]) -> float:
    """Height in pt of who sign side by side."""
    return max(stack_height(slugs) for slugs in row)
