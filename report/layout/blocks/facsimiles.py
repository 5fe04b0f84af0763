"""Pages of PDFs → small pictures of them side by side, each in a frame with its caption below."""

from __future__ import annotations

from math import ceil

from msgspec import Struct

from report.layout.blocks.setting import BlockSetting
from report.layout.galley import Matter, Progress, Slug
from report.layout.markup import Copy, mark_words
from report.layout.room import ComposingRoom
from report.model.facsimile import Facsimile, Facsimiles
from report.model.placed import Panel, PlacedPage, Placement
from report.model.structure import Attributes, Element
from report.typography.text import Breaking

FRAME = 0.4  # pt


class _Shown(Struct, frozen=True):
    page: Facsimile
    leaf: int
    caption: Copy


class _Facsimiles(Struct, frozen=True):
    room: ComposingRoom
    block: Facsimiles
    shown: tuple[_Shown | None, ...]
    elements: tuple[Element, ...]

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        """All of them as one band, as wide as the measure (pt)."""
        room, unit = self.room, self.room.grid.unit
        if progress.get(room.ledger.number(self.block)):
            return []
        gap = room.grid.gutter
        width = (measure - gap * (len(self.shown) - 1)) / len(self.shown)
        leading = room.role("caption").leading
        placements: list[Placement] = []
        foot = 0.0
        for place, one in enumerate(self.shown):
            if one is None:
                continue
            x, height = place * (width + gap), one.page.height * width / one.page.width
            part = None if placements else room.whole(self.block)
            picture = PlacedPage(one.page.file, one.page.page, width, height, one.leaf)
            placements.append(Placement(picture, x, unit * 0.5, part))
            placements.append(Placement(Panel(width, height, stroke="k40", stroke_width=FRAME), x, unit * 0.5))
            y = unit * 0.5 + height
            for line in room.lines(one.caption.stretches, width, Breaking()):
                y += leading
                placements.append(Placement(line, x, y))
            foot = max(foot, y)
        return [Slug(ceil(round(foot / unit + 0.5, 6)) * unit, tuple(placements), before=unit)]


def mark_facsimiles(block: Facsimiles, setting: BlockSetting) -> Matter:
    """Each is a figure with alternative text and a caption."""
    room = setting.room
    shown: list[_Shown | None] = []
    elements: list[Element] = []
    for page in block.pages:
        if page is None:
            shown.append(None)
            continue
        leaf = room.leaf("Figure")
        caption = mark_words(page.caption, room, "caption", block.at, tag="Caption")
        shown.append(_Shown(page, leaf.number, caption))
        kids = (leaf, Element("Caption", caption.kids))
        elements.append(Element("Figure", kids, Attributes(alt=page.alt, box=True)))
    return _Facsimiles(room, block, tuple(shown), tuple(elements))
