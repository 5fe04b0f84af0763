"""How the report looks: brand.yaml after validation, with palette names resolved. Measures in mm or pt as said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct, field

from report.errors import Location
from report.model.breaking import Breaking
from report.model.colour import CMYK, RGB, contrast
from report.model.logo import Logo
from report.model.motif import HOUSE_MOTIF, Motif


class Ink(Struct, frozen=True):
    """One colour with its inks. `cmyk` is None where the brand gives no build of its own."""

    name: str
    rgb: RGB
    cmyk: CMYK | None = None
    spot: str = ""


class FontFile(Struct, frozen=True):
    """Where a family's font comes from: files in the project, else a Python package that carries it. `at` is where the
    brand file names the family."""

    family: str
    files: tuple[str, ...] = ()
    at: Location | None = None


class TypeRole(Struct, frozen=True):
    """How one kind of text is set. Sizes and leading in pt, tracking in em; `families` is the face and then its
    fallbacks; `axes` are variable-font axes ((`wght`, 400), …); `features` are OpenType features.
    `steps` are the smaller (size, leading) pairs a headline may step down to, in order. `breaking` says how its lines
    are broken. `stated` is where the brand file speaks of its axes or features."""

    name: str
    families: tuple[str, ...]
    size: float
    leading: float
    axes: tuple[tuple[str, float], ...] = ()
    italic: bool = False
    tracking: float = 0.0
    features: tuple[str, ...] = ("kern", "liga")
    ink: str = "ink"
    hyphenate: bool = False
    steps: tuple[tuple[float, float], ...] = ()
    breaking: Breaking = field(default_factory=Breaking)
    stated: Location | None = None


class ChapterInks(Struct, frozen=True):
    """The three inks of a chapter colour: deep carries text, bright never does, pale is for panels."""

    deep: str
    bright: str
    pale: str


PLAN_LINES, PLAN_COLUMNS = 66, 12  # of the A4 page that the page plans are drawn for (SPEC, Grid)
PLAN_TOP, PLAN_FOOT = 12, 60  # lines: its text area has its baselines on 13 to 60
FIELD_PITCHES = (8, 9, 7)  # lines from one field to the next, the plan's own first
FOLIO_BELOW, FOLIO_CLEAR = 3, 2  # lines from the text area to the folio at the foot, and from that to the trim at least


def _divided(lines: int) -> tuple[int, int]:
    """Into how many fields of which pitch so many lines are divided, with fewest left over."""
    pitch = min(FIELD_PITCHES, key=lambda pitch: lines % pitch if lines >= pitch else lines)
    return max(1, lines // pitch), pitch


class Grid(Struct, frozen=True):
    """The page and its grid, all in pt. x grows to the right and y **down** from the top left of the trimmed page.

    `unit` is the baseline distance U; line n has its baseline at n*unit below the trim top (SPEC, Grid).

    Page plans speak of an A4 page with 66 lines and 12 columns. On another page `down` and `up` say which line stands
    for a line of the plan. Its twelve columns are as wide as the page makes them, whatever number of columns the page
    has of its own (`drawn`). Text stands in one, two or three columns beside the side margin.
    """

    width: float
    height: float
    unit: float
    inner: float
    outer: float
    drawn: int
    gutter: float
    bleed: float
    text_columns: int = 2

    @property
    def columns(self) -> int:
        """The columns that page plans count in, whatever the page has."""
        return PLAN_COLUMNS

    def left(self, verso: bool) -> float:
        """x of the text area's left edge: the outer margin on a verso page, the inner one on a recto page."""
        return self.outer if verso else self.inner

    @property
    def column_width(self) -> float:
        """Width of one of the page's own columns."""
        return (self.live - (self.drawn - 1) * self.gutter) / self.drawn

    @property
    def live(self) -> float:
        """Width between the margins."""
        return self.width - self.inner - self.outer

    @property
    def pitch(self) -> float:
        """From one column of the plan to the next, in pt."""
        return (self.live + self.gutter) / PLAN_COLUMNS

    def column_x(self, column: float, verso: bool) -> float:
        """x of the left edge of a column of the plan, counted from 1."""
        return self.left(verso) + (column - 1) * self.pitch

    def span(self, columns: float) -> float:
        """Width of so many columns of the plan with the gutters between them."""
        return columns * self.pitch - self.gutter

    def line(self, number: float) -> float:
        """y of the baseline of a grid line."""
        return number * self.unit

    @property
    def lines(self) -> int:
        """Whole lines of the page."""
        return int(self.height / self.unit + 1e-6)

    def down(self, number: float) -> float:
        """The line that is as far down this page as line `number` is down the plan; parts of a line stay."""
        whole = int(number)
        exact = whole * self.height / self.unit / PLAN_LINES
        return int(exact + 0.5) + (number - whole)

    def up(self, number: float) -> float:
        """The line that is as many lines above this page's foot as line `number` is above the plan's."""
        return number + (self.lines - PLAN_LINES)

    @property
    def _area(self) -> tuple[int, int, int]:
        """The line above the text area, how many fields divide it, and the lines from one to the next: what leaves
        fewest lines over. It begins a line higher where it is filled better then."""
        top, foot = int(self.down(PLAN_TOP)), int(self.down(PLAN_FOOT))
        found = [(start, *_divided(foot - start)) for start in (top, top - 1)]
        left = [foot - start - count * pitch for start, count, pitch in found]
        return found[1] if left[1] + 1 < left[0] else found[0]

    @property
    def first_line(self) -> int:
        """The first baseline of the text area."""
        return self._area[0] + 1

    @property
    def last_line(self) -> int:
        """The last baseline of the text area, which whole fields fill."""
        top, count, pitch = self._area
        return top + count * pitch

    @property
    def folio_line(self) -> int:
        """The line of the folio at the foot of a page, below the text area and clear of the trim."""
        return min(self.last_line + FOLIO_BELOW, self.lines - FOLIO_CLEAR)

    @property
    def text_lines(self) -> int:
        """How many lines a column has on a page with nothing above it."""
        return self.last_line - self.first_line + 1

    @property
    def fields(self) -> tuple[int, int]:
        """How many fields divide the text area, and the lines from one to the next."""
        return self._area[1:]

    @property
    def margin_columns(self) -> float:
        """Columns of the plan that the side margin has: such that the text stands in whole columns of the page, where
        that leaves it no wider than a third of the page's columns."""
        usual = 2 if self.text_columns == 2 else 3
        each = int((self.drawn - usual * self.drawn / PLAN_COLUMNS) / self.text_columns + 1e-6)
        own = (self.drawn - each * self.text_columns) * PLAN_COLUMNS / self.drawn
        return own if own <= usual + 1 else usual

    @property
    def measure_columns(self) -> float:
        """Columns of the plan that the text columns have together."""
        return PLAN_COLUMNS - self.margin_columns

    @property
    def narrow(self) -> bool:
        """Whether the page has room for one column of text only."""
        return self.text_columns == 1


class Fitting(Struct, frozen=True):
    """How much closer an article may be set to keep within its pages: whether its lines may be filled better, by how
    much letters may come closer (em), and by how many lines columns may go on below the text area."""

    breaking: bool = True
    tracking: float = 0.01
    lines: int = 1


class Furniture(Struct, frozen=True):
    """What stands around the text: what the running head says, where folios stand, whether chapters have tabs."""

    head: Literal["section", "title", "organisation", "none"] = "section"
    folio: Literal["head", "foot"] = "head"
    tabs: bool = True


class Brand(Struct, frozen=True):
    """The resolved brand: what layout and painting need to know. `hyphen_minimums` are the fewest letters before and
    after a hyphen that is put in. `panel` is what stands behind an opener's headline, `voice` the ink of the fields in
    which the organisation itself speaks, `mark` and `bar` the form of marks and of bars. `places` says where the brand
    file defines an ink or a type role."""

    name: str
    inks: Mapping[str, Ink]
    chapters: Mapping[str, ChapterInks]
    roles: Mapping[str, TypeRole]
    fonts: Mapping[str, FontFile]
    grid: Grid
    logo: Logo = Logo()
    hyphen_minimums: tuple[int, int] = (2, 3)
    motif: Motif = HOUSE_MOTIF
    fitting: Fitting = Fitting()
    furniture: Furniture = Furniture()
    panel: Literal["paper", "deep"] = "paper"
    mark: Literal["square", "round"] = "square"
    bar: Literal["block", "pin"] = "block"
    voice: str = "gold"
    places: Mapping[str, Location] = {}

    def contrast(self, one: str, other: str) -> float:
        """The contrast ratio of two inks, 1 to 21."""
        return contrast(self.inks[one].rgb, self.inks[other].rgb)

    def on(self, ground: str) -> str:
        """The ink of text on this one: ink, or paper where the ground is too dark for it."""
        return "ink" if self.contrast("ink", ground) >= self.contrast("paper", ground) else "paper"

    @property
    def tinted(self) -> bool:
        """Whether the paper has a colour of its own, which then has to be painted."""
        return self.inks["paper"].rgb != (1.0, 1.0, 1.0)
