"""Figure → an image as wide as the column with its caption and credit below it."""

from __future__ import annotations

from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from report.layout.blocks.setting import BlockSetting, CopyMatter, mark_notes
from report.layout.galley import Matter, Progress, Slug, Wide, cast_all, elements_of, keep_together, stack_height, whole
from report.layout.lines import LineStyle, readable
from report.layout.markup import mark_up
from report.layout.room import ComposingRoom
from report.model.content import Figure, Span, Words
from report.model.placed import PlacedImage, Placement
from report.model.structure import ARTIFACT, Attributes, Element

TALLEST = 30  # lines: a higher image is cut off around its middle


class _Figure(Struct, frozen=True):
    room: ComposingRoom
    figure: Figure
    proportion: float  # height over width
    block: int
    leaf: int
    caption: tuple[Matter, ...]
    elements: tuple[Element, ...]

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        unit = self.room.grid.unit
        slugs: list[Slug] = []
        caption = cast_all(self.caption, readable(measure, self.room, "caption"), progress)
        if not progress.get(self.block):
            lines = min(TALLEST, max(1, ceil(round(measure * self.proportion / unit, 3))))
            height = min(lines * unit - unit * 0.25, measure * self.proportion)
            if self.figure.fields:
                lines = self.lines_of_fields(stack_height(caption))
                height = lines * unit - unit * 0.25
            image = PlacedImage(self.figure.file, measure, height, self.figure.focus, self.leaf)
            slugs.append(Slug(lines * unit, (Placement(image, 0.0, unit * 0.25, whole(self.block)),)))
        slugs = keep_together([*slugs, *caption])
        if slugs:
            slugs[0] = replace(slugs[0], before=unit)
        return slugs

    def lines_of_fields(self, below: float) -> int:
        """The lines of an image that is so many fields high; a page's worth leaves room for the caption (pt) below."""
        grid = self.room.grid
        return min(self.figure.fields * grid.fields[1] - 1, grid.text_lines - ceil(round(below / grid.unit, 3)))


def mark_figure(block: Figure, setting: BlockSetting) -> Matter:
    """The caption stands inside the Figure element; a decorative image is an artifact, its caption a paragraph."""
    room = setting.room
    width, height = room.report.images[block.file]
    spans: tuple[Span, ...] = block.caption
    credit = f"{room.word('Image')}: {block.credit}" if block.credit else ""
    matters: list[Matter] = []
    tag = "P" if block.decorative else "Caption"
    if credit:
        spans = (*spans, Words(f" {credit}", block.at)) if spans else (Words(credit, block.at),)
    if spans:
        copy = mark_up(spans, room, setting.stick, role="caption", tag=tag)
        style = LineStyle(room.role("caption"), orphans=0)
        notes = mark_notes([copy], setting)
        ledger = room.ledger
        number = ledger.number(block.caption) if block.caption else ledger.book(spans, "the credit", block.at)
        matters.append(CopyMatter(room, copy, style, number, (Element(tag, copy.kids), *notes.elements), notes))
    number = room.ledger.number(block)
    if block.decorative:
        plain = _Figure(room, block, height / width, number, ARTIFACT, tuple(matters), elements_of(matters))
        return Wide(plain) if block.wide else plain
    leaf = room.leaf("Figure")
    caption = elements_of(matters)
    figure = Element("Figure", (leaf, *caption), Attributes(alt=block.alt, box=True))
    matter = _Figure(room, block, height / width, number, leaf.number, tuple(matters), (figure,))
    return Wide(matter) if block.wide else matter
