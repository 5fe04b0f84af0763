"""A page → where it leaves ink, what it reads as, and how large its images are drawn."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from report.packs.following import BROKEN, State, Walk
from report.packs.geometry import UNIT, Box
from report.packs.inked import PageInk
from report.packs.lettering import Lettering
from report.packs.margins import inherited, visible


class InkReader:
    """Reads the pages of one paper. Fonts are looked at once."""

    def __init__(self) -> None:
        self._fonts: dict[tuple[int, int], Lettering] = {}

    def read(self, page: pikepdf.Page) -> PageInk:
        """What a page shows, its annotations included. What cannot be followed fills the page."""
        ink = PageInk()
        box = visible(page)
        try:
            Walk(self, ink).run(page, inherited(page.obj, "/Resources"), State(UNIT, box), 0)
        except (*BROKEN, RecursionError):
            ink.whole, ink.broken = False, True
        if not ink.whole:
            ink.boxes = [box]
        for annotation in page.obj.get("/Annots", Array()):
            shown = _annotation_box(annotation)
            if shown is not None:
                ink.boxes.append(shown)
        return ink

    def font(self, font: Object) -> Lettering:
        """A font, read once; one that cannot be read is taken to have letters of usual width."""
        key = font.objgen
        if key == (0, 0) or key not in self._fonts:
            try:
                self._fonts[key] = Lettering(font)
            except BROKEN:
                self._fonts[key] = Lettering(Dictionary())
        return self._fonts[key]


def _annotation_box(annotation: Object) -> Box | None:
    """The area of an annotation that shows something."""
    if not isinstance(annotation, Dictionary) or annotation.get("/Subtype") in (Name.Link, Name.Popup):
        return None
    if int(annotation.get("/F", 0)) & 2 or "/AP" not in annotation:
        return None
    try:
        a, b, c, d = (float(side) for side in annotation.Rect)
    except BROKEN:
        return None
    return min(a, c), min(b, d), max(a, c), max(b, d)
