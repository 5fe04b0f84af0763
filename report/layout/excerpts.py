"""A layout → the layout of an excerpt: links to pages that are left out become text that names the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from report.layout.messages import catalogue
from report.layout.sheet import WITH_MARGIN
from report.model.brand import Grid
from report.model.placed import (
    Destination,
    Layout,
    LinkSpot,
    Page,
    Panel,
    PlacedImage,
    PlacedPage,
    Placement,
    Run,
    TextLine,
)
from report.model.report import Report
from report.model.structure import STATUS, Attributes, Element, Kid, Leaf, ObjectLeaf
from report.typography.library import FontLibrary
from report.typography.text import Breaking, Styled, Typesetter

STRIPS = ((62, 63), (61, 62), (7, 8))  # lines of the plan where the pages may be named, the best place first
_FOLIO = re.compile(r"\w+")


class Dead(Struct, frozen=True):
    """A link that leads to a page left out: its object leaf, the page's folio, and whether the link itself names it."""

    number: int
    folio: str
    named: bool


def excerpted(layout: Layout, sheets: Sequence[int], report: Report, library: FontLibrary) -> Layout:
    """The layout with what an excerpt of these pages needs: a link whose target is left out is plain text, and where
    it does not name the page itself the page is named at the page's foot and, for those who listen, right behind
    the link. The status of the board's edition is told once, on the first page where the cover note is left out."""
    kept = set(sheets)
    if len(kept) == len(layout.pages):
        return layout
    return _Excerpt(layout, kept, report, library).made()


class _Excerpt:
    def __init__(self, layout: Layout, kept: set[int], report: Report, library: FontLibrary) -> None:
        self.layout, self.kept, self.report = layout, kept, report
        self.typesetter = Typesetter(library, report.settings.language, (), report.brand.hyphen_minimums)
        self.word = catalogue(report.settings.language).gettext
        self.links = {
            kid.number: element
            for element in layout.structure.walk()
            if element.tag == "Link"
            for kid in element.kids
            if isinstance(kid, ObjectLeaf)
        }
        self.tags = dict(layout.tags)
        self.pages = list(layout.pages)
        self.behind: dict[int, Leaf] = {}  # by object leaf, what is said behind a link

    def made(self) -> Layout:
        folios = _folios(self.layout.pages)
        left = {name: folio for name, (index, folio) in folios.items() if index not in self.kept}
        texts = self._texts()
        dead: dict[int, Dead] = {}
        for index in sorted(self.kept):
            found = [one for one in self._dead(self.pages[index], left, texts) if one.number not in dead]
            dead.update((one.number, one) for one in found)
            self._name_pages(index, [one for one in found if not one.named], texts)
        structure = self._retold(self.layout.structure, dead) if dead else self.layout.structure
        structure = self._with_status(structure)
        plain = {leaf for number in dead for leaf in _leaves(self.links[number])}
        for index in self.kept:
            self.pages[index] = _without(self.pages[index], set(dead), plain)
        glyphs = {face: dict(used) for face, used in self.layout.glyphs.items()}
        for face, used in self.typesetter.glyphs_used().items():
            glyphs[face] = dict(sorted((glyphs.get(face, {}) | used).items()))
        return replace(self.layout, pages=tuple(self.pages), structure=structure, tags=self.tags, glyphs=glyphs)

    def _with_status(self, structure: Element) -> Element:
        """The structure with the status line of the first page as real text, where no cover note tells it."""
        first = min(self.kept, default=0)
        page = self.pages[first]
        if page.kind == "cover-note" or not any(
            run.leaf == STATUS for line in _lines(page.placements) for run in line.runs
        ):
            return structure
        leaf = Leaf(max((*self.tags, *self.links), default=0) + 1)
        self.tags[leaf.number] = "P"
        self.pages[first] = replace(page, placements=tuple(_told_status(one, leaf) for one in page.placements))
        return replace(structure, kids=(Element("P", (leaf,)), *structure.kids))

    def _texts(self) -> dict[int, str]:
        """What each leaf reads as, over all pages."""
        texts: dict[int, str] = {}
        for page in self.layout.pages:
            for line in _lines(page.placements):
                for run in line.runs:
                    if run.leaf >= 0:
                        texts[run.leaf] = texts.get(run.leaf, "") + run.text
        return texts

    def _dead(self, page: Page, left: Mapping[str, str], texts: Mapping[int, str]) -> list[Dead]:
        """The links of a page that lead to pages left out, each once."""
        found: dict[int, Dead] = {}
        for placement in page.placements:
            spot = placement.item
            if isinstance(spot, LinkSpot) and spot.target.startswith("#") and spot.target[1:] in left:
                folio = left[spot.target[1:]]
                words = " ".join(texts.get(leaf, "") for leaf in _leaves(self.links[spot.number]))
                found.setdefault(spot.number, Dead(spot.number, folio, not folio or folio in _FOLIO.findall(words)))
        return list(found.values())

    def _name_pages(self, index: int, dead: Sequence[Dead], texts: Mapping[int, str]) -> None:
        """Name the pages that the links of a page lead to where there is room on it."""
        if not dead:
            return
        page, grid = self.pages[index], self.report.brand.grid
        start = max((*self.tags, *self.links), default=0) + 1
        leaves = {one.number: Leaf(start + place) for place, one in enumerate(dead)}
        stretches = [self._styled(f"{self.word('Not in this excerpt')}: ")]
        for place, one in enumerate(dead):
            words = "".join(texts.get(leaf, "") for leaf in _leaves(self.links[one.number])).strip()
            description = next(spot.description for spot in _spots(page) if spot.number == one.number)
            named = description if words.isdecimal() or len(words) < 2 else words
            stretches.append(self._styled(f"{'; ' if place else ''}{named}, "))
            stretches.append(self._styled(self._said(one.folio), leaves[one.number].number))
        column = grid.margin_columns + 1 if page.verso and page.kind in WITH_MARGIN else 1
        x, measure = grid.column_x(column, page.verso), grid.span(grid.measure_columns)
        lines = self.typesetter.paragraph(stretches, measure, Breaking())
        leading = self.report.brand.roles["caption"].leading
        for first, last in STRIPS:
            top, foot = grid.line(_line(grid, first)), grid.line(_line(grid, last))
            fits = top + (len(lines) - 1) * leading <= foot + leading * 0.7
            if fits and _is_free(page, (x, top - leading, x + measure, top + len(lines) * leading)):
                placed = (Placement(line, x, top + place * leading) for place, line in enumerate(lines))
                self.pages[index] = replace(page, placements=(*page.placements, *placed))
                self.behind |= leaves
                self.tags |= dict.fromkeys((leaf.number for leaf in leaves.values()), "Span")
                return

    def _styled(self, text: str, leaf: int = -1) -> Styled:
        role = self.report.brand.roles["caption"]
        faces = self.typesetter.library.stack(role)
        language = self.report.settings.language
        return Styled(text, faces, role.size, role.tracking, role.features, role.ink, leaf, language)

    def _said(self, folio: str) -> str:
        return self.word("see page {page}").format(page=folio)

    def _retold(self, element: Element, dead: Mapping[int, Dead]) -> Element:
        """The structure with dead links as spans, each followed by the page that it leads to."""
        kids: list[Kid] = []
        changed = False
        for kid in element.kids:
            if not isinstance(kid, Element):
                kids.append(kid)
                continue
            number = next((one.number for one in kid.kids if isinstance(one, ObjectLeaf)), -1)
            if kid.tag != "Link" or number not in dead:
                kids.append(self._retold(kid, dead))
                changed = changed or kids[-1] is not kid
                continue
            changed = True
            inner = tuple(one for one in kid.kids if not isinstance(one, ObjectLeaf))
            kids.append(Element("Span", inner, self._told(kid, dead[number])))
            if number in self.behind:
                kids.append(Element("Span", (self.behind[number],)))
        return replace(element, kids=tuple(kids)) if changed else element

    def _told(self, link: Element, dead: Dead) -> Attributes:
        """A dead link whose page is named nowhere on the page says it to those who listen."""
        if dead.named or dead.number in self.behind:
            return link.attributes
        texts = self._texts()
        words = "".join(texts.get(leaf, "") for leaf in _leaves(link))
        return replace(link.attributes, actual=f"{words} ({self._said(dead.folio)})")


def _folios(pages: Sequence[Page]) -> dict[str, tuple[int, str]]:
    """Where each destination lies: the page's index and its folio."""
    found: dict[str, tuple[int, str]] = {}
    for index, page in enumerate(pages):
        for placement in page.placements:
            if isinstance(placement.item, Destination):
                found.setdefault(placement.item.name, (index, page.folio))
    return found


def _lines(placements: Iterable[Placement]) -> Iterable[TextLine]:
    return (placement.item for placement in placements if isinstance(placement.item, TextLine))


def _told_status(placement: Placement, leaf: Leaf) -> Placement:
    """The status line as content of a leaf; anything else as it is."""
    item = placement.item
    if not isinstance(item, TextLine) or not any(run.leaf == STATUS for run in item.runs):
        return placement
    runs = tuple(replace(run, leaf=leaf.number) if run.leaf == STATUS else run for run in item.runs)
    return replace(placement, item=replace(item, runs=runs))


def _spots(page: Page) -> Iterable[LinkSpot]:
    return (placement.item for placement in page.placements if isinstance(placement.item, LinkSpot))


def _leaves(element: Element) -> list[int]:
    """The leaves of an element and all below it."""
    return [kid.number for inner in element.walk() for kid in inner.kids if isinstance(kid, Leaf)]


def _without(page: Page, dead: set[int], plain: set[int]) -> Page:
    """A page without these links: their words look like those around them."""
    placements = []
    for placement in page.placements:
        item = placement.item
        if isinstance(item, LinkSpot) and item.number in dead:
            continue
        if isinstance(item, TextLine) and any(run.leaf in plain and run.underline for run in item.runs):
            around = next((run.ink for run in item.runs if not run.underline), "ink")
            runs = tuple(_plain(run, around) if run.leaf in plain else run for run in item.runs)
            placement = replace(placement, item=replace(item, runs=runs))
        placements.append(placement)
    return replace(page, placements=tuple(placements))


def _plain(run: Run, ink: str) -> Run:
    return replace(run, ink=ink, underline=False) if run.underline else run


def _line(grid: Grid, line: float) -> float:
    """A line of the plan on this page: those at the foot count from there."""
    return grid.up(line) if line > grid.lines / 2 else grid.down(line)


def _is_free(page: Page, area: tuple[float, float, float, float]) -> bool:
    """Whether nothing but a watermark stands in an area (left, top, right, bottom in pt)."""
    left, top, right, bottom = area
    for placement in page.placements:
        item, x, y = placement.item, placement.x, placement.y
        if isinstance(item, TextLine):
            size = max((run.size for run in item.runs), default=0.0)
            box = (x, y - size * 0.8, x + item.width, y + size * 0.25)
        elif isinstance(item, LinkSpot | Destination) or _is_ground(placement, page):
            continue
        else:
            box = (x, y, x + getattr(item, "width", page.width), y + getattr(item, "height", 1.0))
        if box[0] < right and left < box[2] and box[1] < bottom and top < box[3]:
            return False
    return True


def _is_ground(placement: Placement, page: Page) -> bool:
    """Whether it is the paper itself, or the watermark on it, which is as large as the page."""
    item = placement.item
    if isinstance(item, Panel):
        return item.fill == "paper"
    size = (getattr(item, "width", 0.0), getattr(item, "height", 0.0))
    return size == (page.width, page.height) and not isinstance(item, PlacedImage | PlacedPage)
