"""Photo section → one page that a photo fills, its caption and credit on the paper below."""

from __future__ import annotations

from msgspec.structs import replace

from report.errors import Problem
from report.layout.galley import Slug, stack, stack_height
from report.layout.lines import LineStyle, set_lines
from report.layout.links import ArticleLinks, Group, list_link
from report.layout.markup import mark_up, mark_words
from report.layout.room import ComposingRoom
from report.layout.sections import SectionSetting, Sewn
from report.layout.sheet import Sheet
from report.model.content import Paragraph, Picture
from report.model.placed import PlacedImage, Placement
from report.model.structure import Attributes, Element
from report.typography.text import Breaking

CAPTION_BELOW = 1.25  # lines from the photo's foot to the first baseline of the caption
CAPTION_LINES = 4
CAPTION_COLUMNS = 9  # beside the folio


def compose_photo(setting: SectionSetting) -> Sewn:
    """The photo bleeds on three sides and ends with the text area; no text stands on it."""
    prose, room, grid = setting.prose, setting.room, setting.room.grid
    anchor = setting.loaded.anchor
    sheet = setting.press.sheet("photo", section=anchor)
    sheet.mark(anchor)
    image = prose.image
    if image is None:  # a missing one stops the build before
        return Sewn(Element("Sect", ()))
    leaf = room.leaf("Figure")
    foot = grid.line(grid.last_line)
    photo = PlacedImage(image.file, grid.width + 2 * grid.bleed, foot + grid.bleed, image.focus, leaf.number)
    sheet.put(photo, -grid.bleed, -grid.bleed, room.whole(image))
    caption = _put_caption(setting, sheet, image)
    return Sewn(Element("Sect", (Element("Figure", (leaf, *caption), Attributes(alt=image.alt, box=True)),)))


def _put_caption(setting: SectionSetting, sheet: Sheet, image: Picture) -> tuple[Element, ...]:
    """Caption and credit below each other, clear of the folio."""
    room, grid = setting.room, setting.room.grid
    role, measure = room.role("caption"), grid.span(CAPTION_COLUMNS)
    slugs: list[Slug] = []
    kids: list[Element] = []
    links = ArticleLinks(room, Group(room.word("Image"), setting.loaded.anchor), setting.inks, aside=False)
    for block in setting.prose.introduction:
        if isinstance(block, Paragraph):
            stick = replace(setting.stick(), links=links)
            copy = mark_up(block.spans, room, stick, role="caption")
            number = room.ledger.number(block)
            slugs += set_lines(copy, room, measure, LineStyle(role, orphans=0), block=number, progress={})
            kids.append(Element("P", copy.kids))
    if image.credit:
        words = mark_words(f"{room.word('Image')}: {image.credit}", room, "caption", image.at)
        for index, line in enumerate(room.lines(words.stretches, measure, Breaking())):
            portion = None if index else room.whole(image.at)
            slugs.append(Slug(role.leading, (Placement(line, 0.0, role.leading, portion),)))
        kids.append(Element("P", words.kids))
    for link in links.fresh():
        list_link(room, link, stands=True)
    if not slugs:
        return ()
    _fits(room, slugs, image)
    x = sheet.column_x(sheet.first_text_column)
    sheet.add(stack(slugs, x, grid.line(grid.last_line + CAPTION_BELOW) - role.leading))
    return (Element("Caption", tuple(kids)),)


def _fits(room: ComposingRoom, slugs: list[Slug], image: Picture) -> None:
    most = CAPTION_LINES * room.role("caption").leading
    if stack_height(slugs) > most + 0.01:
        message = f"the caption and credit of the photo take {len(slugs)} lines, and {CAPTION_LINES} fit"
        room.problems.append(Problem("caption-too-long", message, image.at, hint="make them shorter"))
