"""Turns a layout into PDF bytes and the structure log: page by page, item by item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from report.errors import Location, Problem, ReportError
from report.model.brand import Brand
from report.model.placed import (
    Destination,
    Drawing,
    Layout,
    LinkSpot,
    Page,
    Panel,
    PlacedFlowable,
    PlacedImage,
    PlacedPage,
    Placement,
    Raster,
    Rule,
    TextLine,
    Turned,
)
from report.model.profile import Profile
from report.model.structure import Element, Leaf, StructureLog
from report.paint import foreign
from report.paint.canvas import PageCanvas, fixed_settings
from report.paint.fonts import embed
from report.paint.images import Images
from report.paint.inks import inks_of, number, separator_of
from report.paint.marks import draw_marks, registration_space, spot_space
from report.paint.sheet import DECORATION, Job, Sheet
from report.typography.library import FontLibrary


class Insertion(Struct, frozen=True):
    """Room that was left for a page (from 0) of another PDF: the sheet, the name of the form that is to be put there,
    and the size in pt that it must have. A `tagged` one brings a structure of its own."""

    sheet: int
    name: str
    file: Path
    page: int
    width: float
    height: float
    tagged: bool


class Painted(Struct, frozen=True):
    """A painted document, not yet conforming. `pages` are the indices of the layout's pages that were painted,
    `insertions` what is still to be put on them, `problems` what a press would object to in the images."""

    pdf: bytes
    log: StructureLog
    pages: tuple[int, ...]
    insertions: tuple[Insertion, ...] = ()
    problems: tuple[Problem, ...] = ()


def paint(
    layout: Layout,
    brand: Brand,
    profile: Profile,
    library: FontLibrary,
    root: Path,
    pages: Sequence[int] | None = None,
    name: str = "",
) -> Painted:
    """Paint all pages of a layout, or only those with these indices. Assets are looked up in `root`, the project's
    folder; `name` is what the slug line calls the file. Raises ReportError with everything that could not be
    painted."""
    chosen = tuple(range(len(layout.pages)) if pages is None else pages)
    with fixed_settings():
        painter = _Painter(layout, brand, profile, library, root)
        for sheet, index in enumerate(chosen):
            painter.page(sheet, layout.pages[index], name)
        problems = tuple(painter.images.problems)
        return Painted(painter.document(), painter.job.log, chosen, tuple(painter.insertions), problems)


class _Painter:
    """One painting of a layout."""

    def __init__(self, layout: Layout, brand: Brand, profile: Profile, library: FontLibrary, root: Path) -> None:
        self.layout = layout
        self.profile = profile
        self.library = library
        self.canvas = PageCanvas()
        self.images = Images(root, profile.image_ppi, self.canvas)
        self.brand = brand
        self.job = Job(
            inks_of(brand, profile), layout.tags, library, boxed_leaves(layout.structure), self.canvas.opacity
        )
        self.job.live = profile.links
        if profile.colour == "cmyk":
            limit = profile.condition.ink_limit if profile.condition else 400.0
            self.images = Images(root, profile.image_ppi, self.canvas, separator_of(profile), limit)
            self.canvas.overprinting = True
            self.job.overprinting = self.job.inks.overprinting
            for space, spot in self.job.inks.spots.items():
                self.canvas.add_space(space, spot_space(spot))
            if profile.sheetwork.marks:
                self.canvas.add_space(*registration_space())
        self.places: Mapping[int, Location] = {entry.block: entry.at for entry in layout.ledger}
        self.problems: list[Problem] = []
        self.root = root
        self.insertions: list[Insertion] = []

    def page(self, number: int, page: Page, name: str) -> None:
        """Paint one page as the sheet of this number, with the marks that a press wants around it."""
        sheet = Sheet(self.job, number, page.height, self.canvas.code)
        bleed, start = self.layout.bleed, 0
        for pane in page.panes:
            box = (pane.left, -bleed, pane.right - pane.left, page.height + 2 * bleed)
            self.canvas.code.append(f"q {' '.join(f'{side:.2f}' for side in box)} re W n")
            self._placements(sheet, page.placements[start : start + pane.count])
            sheet.close()
            self.canvas.code.append("Q")
            sheet.restart()
            start += pane.count
        self._placements(sheet, page.placements[start:])
        sheet.close()
        if self.profile.press and self.profile.sheetwork.marks:
            self.canvas.code.extend(draw_marks(page, self.layout, self.profile, self.brand, self.library, name))
        self.canvas.turn_page(page.width, page.height)

    def _placements(self, sheet: Sheet, placements: Sequence[Placement]) -> None:
        for placement in placements:
            item = placement.item
            if type(item) is TextLine:
                sheet.line(item, placement.x, placement.y, placement.portion is None)
            else:
                self._other(sheet, placement)

    def _other(self, sheet: Sheet, placement: Placement) -> None:
        item, x, y = placement.item, placement.x, placement.y
        match item:
            case Rule():
                sheet.rule(item, x, y)
            case Panel():
                sheet.panel(item, x, y)
            case Drawing():
                sheet.drawing(item, x, y)
            case Turned():
                sheet.turned(item, x, y)
            case Raster():
                sheet.raster(self.images.in_memory(item.png), item, x, y)
            case PlacedPage():
                self._insert(sheet, item, x, y)
            case LinkSpot():
                if self.profile.links:
                    sheet.link((x, y, item.width, item.height), item.target, item.description, item.number)
            case PlacedImage() | PlacedFlowable():
                try:
                    self._picture(sheet, item, x, y, self._place(placement))
                except ReportError as error:
                    self.problems.extend(error.problems)
            case TextLine():
                sheet.line(item, x, y, placement.portion is None)
            case Destination():
                pass

    def _picture(
        self, sheet: Sheet, item: PlacedImage | PlacedFlowable, x: float, y: float, at: Location | None
    ) -> None:
        if isinstance(item, PlacedFlowable):
            foreign.draw(self.canvas, sheet, item, x, y, at)
            return
        name = self.images.use(item, at)
        sheet.picture(x, y, item.width, item.height)
        bottom = sheet.height - y - item.height
        sheet.graphics(DECORATION if item.leaf < 0 else item.leaf)
        matrix = f"{number(item.width)} 0 0 {number(item.height)} {number(x)} {number(bottom)} cm"
        sheet.code.append(f"q {matrix} /{name} Do Q")
        sheet.box(item.leaf, x, bottom, x + item.width, bottom + item.height)

    def _insert(self, sheet: Sheet, item: PlacedPage, x: float, y: float) -> None:
        """Leave room for a page of another file; finishing puts it there."""
        name = f"Insert{len(self.insertions) + 1}"
        bottom = sheet.height - y - item.height
        sheet.graphics(item.leaf)
        sheet.code.append(f"q 1 0 0 1 {number(x)} {number(bottom)} cm /{name} Do Q")
        sheet.box(item.leaf, x, bottom, x + item.width, bottom + item.height)
        file, size = self.root / item.file, (item.width, item.height)
        self.insertions.append(Insertion(sheet.number, name, file, item.page, *size, item.tagged))

    def _place(self, placement: Placement) -> Location | None:
        return self.places.get(placement.portion.block) if placement.portion else None

    def document(self) -> bytes:
        """Embed the fonts and close the file."""
        if self.problems:
            raise ReportError(self.problems)
        for key, name in self.job.faces.items():
            embed(self.canvas, name, self.library.by_key(key), self.layout.glyphs[key])
        return self.canvas.document()


def boxed_leaves(structure: Element) -> frozenset[int]:
    """The leaves under elements that ask for a bounding box."""
    return frozenset(
        kid.number
        for element in structure.walk()
        if element.attributes.box
        for inner in element.walk()
        for kid in inner.kids
        if isinstance(kid, Leaf)
    )
