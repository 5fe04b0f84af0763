"""The motif on the pages of one report: grounds are cut once, and every page kind draws its part of them."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from report.model.brand import Brand, ChapterInks, Grid
from report.model.motif import Motif
from report.model.placed import Drawing
from report.model.report import ChapterSection, CoverSection, Report
from report.motif.cover import DISTRICTS, cover_ground
from report.motif.drawing import MM, Colouring, Window, draw
from report.motif.ground import NOWHERE, Box, Folded, Ground, chapter_ground, chapter_land, with_accent

ACCENT = "gold"
UNFOLDED = 12  # grounds of chapters
FALLOW = ChapterInks("k15", "k15", "k6")
LETTER_INKS = ChapterInks("ink", "k40", "k15")
PARCELS = 115  # on the cover of a report that counts nothing
OPENER_FOOT = 34  # line (SPEC, Pages: opener)
PANEL_FOOT = 3  # lines that a panel of ink, and the motif with it, go on below the headline
SAMPLE_SCALE = 0.6
SAMPLE_CENTRE = (0.69, 0.345)  # of the opener's box
INSIDE_SCALE = 2.4
INSIDE_CENTRE = (0.42, 0.31)  # of the page
COLOPHON_ACCENT = (0.66, 0.44)
COVER_ACCENT = (0.72, 0.38)
LETTER_CHAPTERS = (6, 3, 5)  # whose land the letters show
LETTER_CENTRE = (0.5, 0.45)  # of the opener's box, where parcels are of middling size

# what is left of a crop when the land lies fallow: full fields, and furrows on paper
FALLOW_CROPS = {
    "furrow-deep-pale": "furrow-bright-paper",
    "furrow-bright-deep": "furrow-bright-paper",
    "furrow-bright-paper": "furrow-bright-paper",
    "furrow-bright-pale": "furrow-bright-paper",
    "furrow-paper-deep": "furrow-bright-paper",
    "furrow-pale-deep": "furrow-bright-paper",
    "dots-bright-paper": "furrow-bright-paper",
}


def opener_foot(brand: Brand) -> float:
    """The line at which the motif of an opener ends."""
    return brand.grid.down(OPENER_FOOT) + (PANEL_FOOT if brand.panel == "deep" else 0)


class Grounds:
    """The grounds of one report. Boxes and notches come in pt from the page's top left; the motif is in mm from the
    top left of the bleed."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._grid: Grid = report.brand.grid
        self._motif: Motif = report.brand.motif
        self._seed = self._motif.seed or str(report.settings.period)
        self._chapters: dict[int, Ground] = {}
        self._folded: dict[int, Folded] = {}
        self._cover: Ground | None = None
        self._letters = 0

    # ------------------------------------------------------------ chapters

    def opener(self, number: int, inks: ChapterInks, notch: tuple[float, float, float, float]) -> Drawing:
        """The motif of a chapter's opener, with its bleed; `notch` is left, top, right and bottom in pt."""
        covered = self._box(notch)
        ground = with_accent(self._chapter(number), chapter_land(self._motif, number).accent, covered)
        self._keep(number, ground)
        view = Box(0.0, 0.0, *ground.box)
        return draw(ground, Window(view, notch=covered), lambda _: inks, self._accent(inks))

    def sample(self, number: int, inks: ChapterInks, width: float, height: float) -> Drawing:
        """A detail of a chapter's motif with its accent; width and height in pt."""
        ground = self._chapter(number)
        view = self._detail(SAMPLE_CENTRE, width, height)
        if ground.accent < 0 or view.apart(ground.plots[ground.accent].bounds, 0.0):
            ground = with_accent(ground, chapter_land(self._motif, number).accent, view=view)
        return draw(ground, Window(view, SAMPLE_SCALE), lambda _: inks, self._accent(inks))

    @property
    def opener_shape(self) -> float:
        """Height of an opener's motif in parts of its width."""
        width, height = self._opener_box()
        return height / width

    def whole(self, number: int, inks: ChapterInks, width: float) -> Drawing:
        """All of a chapter's motif, reduced to this width in pt."""
        ground = with_accent(self._chapter(number), chapter_land(self._motif, number).accent)
        window = Window(Box(0.0, 0.0, *ground.box), width / MM / ground.box[0])
        return draw(ground, window, lambda _: inks, self._accent(inks))

    def letter(self, width: float, height: float) -> Drawing:
        """A detail in ink and grey for a letter without a portrait, of another map each time; width, height in pt."""
        number = LETTER_CHAPTERS[self._letters % len(LETTER_CHAPTERS)]
        self._letters += 1
        view = self._detail(LETTER_CENTRE, width, height)
        ground = with_accent(self._chapter(number), LETTER_CENTRE, view=view)
        return draw(ground, Window(view, SAMPLE_SCALE), lambda _: LETTER_INKS, ACCENT)

    def _chapter(self, number: int) -> Ground:
        ground = self._chapters.get(number)
        if ground is None:
            folded = self._folded.get(number)
            if folded is not None:
                return folded.unfolded()
            ground = chapter_ground(self._motif, number, self._opener_box(), self._seed)
            self._keep(number, ground)
        return ground

    def _keep(self, number: int, ground: Ground) -> None:
        """Keep a chapter's ground for the contents and the letters; only the latest are kept unfolded."""
        self._chapters[number] = ground
        if len(self._chapters) > UNFOLDED:
            oldest = next(iter(self._chapters))
            self._folded[oldest] = Folded.of(self._chapters.pop(oldest))

    def _detail(self, centre: tuple[float, float], width: float, height: float) -> Box:
        """The part of an opener's box that a sample of this size in pt shows."""
        box = self._opener_box()
        across, down = width / MM / SAMPLE_SCALE, height / MM / SAMPLE_SCALE
        return _within(centre[0] * box[0], centre[1] * box[1], across, down, box)

    def _opener_box(self) -> tuple[float, float]:
        grid = self._grid
        return (grid.width + 2 * grid.bleed) / MM, (grid.line(opener_foot(self._report.brand)) + grid.bleed) / MM

    # ------------------------------------------------------------ cover

    def cover(self, notch: tuple[float, float, float, float], scale: float = 1.0) -> Drawing:
        """The motif of the front cover, with its bleed, on a scale."""
        grid, covered = self._grid, self._box(notch)
        ground = cover_ground(self._motif, self._count(), self._page_box(), grid.bleed / MM, self._seed, covered)
        if not any(self._is_accent(inks.bright) for inks in self._district_inks().values()):
            ground = with_accent(ground, COVER_ACCENT, covered)
        self._cover = ground
        return draw(ground, Window(Box(0.0, 0.0, *ground.box), scale, notch=covered), self._colouring(), ACCENT)

    def inside(self) -> Drawing:
        """An enlargement of the cover's middle, over a whole page with its bleed."""
        ground = self._cover_ground()
        (width, height), scale = ground.box, INSIDE_SCALE
        view = _within(INSIDE_CENTRE[0] * width, INSIDE_CENTRE[1] * height, width / scale, height / scale, ground.box)
        return draw(ground, Window(view, scale), self._colouring(), ACCENT)

    def colophon(self) -> Drawing:
        """The cover's land seen from behind, fallow but for one parcel."""
        ground = self._cover_ground()
        plots = tuple(replace(plot, crop=FALLOW_CROPS.get(plot.crop, "pale")) for plot in ground.plots)
        land = with_accent(replace(ground, plots=plots), COLOPHON_ACCENT)
        return draw(land, Window(Box(0.0, 0.0, *land.box), mirrored=True), lambda _: FALLOW, ACCENT)

    def _cover_ground(self) -> Ground:
        """The cover's ground; a report without a cover has one all the same."""
        if self._cover is None:
            box, bleed = self._page_box(), self._grid.bleed / MM
            self._cover = cover_ground(self._motif, self._count(), box, bleed, self._seed, NOWHERE)
        return self._cover

    def _page_box(self) -> tuple[float, float]:
        grid = self._grid
        return (grid.width + 2 * grid.bleed) / MM, (grid.height + 2 * grid.bleed) / MM

    def _count(self) -> int:
        """How many parcels the cover shows: what its section counts (checked before layout)."""
        for loaded in self._report.sections:
            if isinstance(loaded.section, CoverSection) and loaded.section.parcels:
                wanted = loaded.section.parcels
                if isinstance(wanted, int):
                    return wanted
                fact = self._report.facts.get(wanted)
                if fact is not None and isinstance(fact.value, Decimal):
                    return int(fact.value)
        return PARCELS

    def _colouring(self) -> Colouring:
        inks = self._district_inks()
        return lambda plot: inks[plot.parcel.district]

    def _district_inks(self) -> dict[int, ChapterInks]:
        """The inks of each district: those of the chapter it stands for; fewer chapters take turns."""
        brand = self._report.brand
        sections = [s.section for s in self._report.sections]
        chapters = [brand.chapters[s.colour] for s in sections if isinstance(s, ChapterSection)]
        inks = chapters or list(brand.chapters.values()) or [LETTER_INKS]
        return {district.chapter: inks[(district.chapter - 1) % len(inks)] for district in DISTRICTS}

    # ------------------------------------------------------------ inks and measures

    def _accent(self, inks: ChapterInks) -> str:
        """The ink of the accent: ink itself where the chapter's bright is the accent's colour."""
        return "ink" if self._is_accent(inks.bright) else ACCENT

    def _is_accent(self, ink: str) -> bool:
        inks = self._report.brand.inks
        return inks[ink].rgb == inks[ACCENT].rgb

    def _box(self, area: tuple[float, float, float, float]) -> Box:
        bleed = self._grid.bleed
        left, top, right, bottom = ((measure + bleed) / MM for measure in area)
        return Box(left, top, right, bottom)


def _within(x: float, y: float, across: float, down: float, box: tuple[float, float]) -> Box:
    """A window of this size around a point, moved so that it lies within the box."""
    left = min(max(0.0, x - across / 2), max(0.0, box[0] - across))
    top = min(max(0.0, y - down / 2), max(0.0, box[1] - down))
    return Box(left, top, left + across, top + down)
