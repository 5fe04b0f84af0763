"""Insert section → the pages of a PDF as they are, one on a page each, without furniture."""

from __future__ import annotations

from report.layout.sections import ContentsEntry, SectionSetting, Sewn
from report.model.placed import Bookmark, PlacedPage
from report.model.report import InsertSection
from report.model.structure import Attributes, Element

NEAR = 1.0  # pt: pages of nearly our size keep their own


def compose_insert(setting: SectionSetting) -> Sewn:
    """Pages of another size than ours are made smaller or larger to fit, in the middle of the page."""
    loaded, room, grid = setting.loaded, setting.room, setting.room.grid
    section, paper = loaded.section, loaded.insert
    if not isinstance(section, InsertSection) or paper is None:  # what cannot be inserted stops the build before
        return Sewn(Element("Sect", ()))
    first = setting.press.next_number
    leaves = []
    for index, (width, height) in enumerate(paper.pages):
        sheet = setting.press.sheet("insert", section=loaded.anchor)
        if not index:
            sheet.mark(loaded.anchor)
        scale = min(grid.width / width, grid.height / height)
        if abs(width - grid.width) < NEAR and abs(height - grid.height) < NEAR:
            scale = 1.0
        leaf = room.leaf("Figure")
        leaves.append(leaf)
        page = PlacedPage(paper.file, index, width * scale, height * scale, leaf.number, paper.tagged)
        portion = None if index else room.whole(paper)
        sheet.put(page, (grid.width - page.width) / 2, (grid.height - page.height) / 2, portion)
    figure = Element("Figure", tuple(leaves), Attributes(alt=section.alt or section.title, box=True))
    entry = ContentsEntry(section.title, loaded.anchor, first, 1)
    return Sewn(Element("Sect", (figure,)), (Bookmark(section.title, loaded.anchor, 1),), (entry,))
