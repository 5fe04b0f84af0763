"""How the report looks: brand.yaml after validation, with palette names resolved. Measures in mm or pt as said."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from report.errors import Location
from report.model.breaking import Breaking
from report.model.motif import HOUSE_MOTIF, Motif

RGB = tuple[float, float, float]  # sRGB, 0..1
CMYK = tuple[float, float, float, float]  # 0..1


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


class Grid(Struct, frozen=True):
    """The page and its grid, all in pt. x grows to the right and y **down** from the top left of the trimmed page.

    `unit` is the baseline distance U; line n has its baseline at n*unit below the trim top (SPEC, Grid).
    """

    width: float
    height: float
    unit: float
    inner: float
    outer: float
    columns: int
    gutter: float
    bleed: float

    def left(self, verso: bool) -> float:
        """x of the text area's left edge: the outer margin on a verso page, the inner one on a recto page."""
        return self.outer if verso else self.inner

    @property
    def column_width(self) -> float:
        live = self.width - self.inner - self.outer
        return (live - (self.columns - 1) * self.gutter) / self.columns

    def column_x(self, column: int, verso: bool) -> float:
        """x of the left edge of a column, counted from 1."""
        return self.left(verso) + (column - 1) * (self.column_width + self.gutter)

    def span(self, columns: int) -> float:
        """Width of so many columns with the gutters between them."""
        return columns * self.column_width + (columns - 1) * self.gutter

    def line(self, number: float) -> float:
        """y of the baseline of a grid line."""
        return number * self.unit


class Brand(Struct, frozen=True):
    """The resolved brand: what layout and painting need to know. `hyphen_minimums` are the fewest letters before and
    after a hyphen that is put in."""

    name: str
    inks: Mapping[str, Ink]
    chapters: Mapping[str, ChapterInks]
    roles: Mapping[str, TypeRole]
    fonts: Mapping[str, FontFile]
    grid: Grid
    logo: str = ""
    hyphen_minimums: tuple[int, int] = (2, 3)
    motif: Motif = HOUSE_MOTIF
