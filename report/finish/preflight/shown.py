"""What a page of any PDF shows, as its operators are read: measures in pt from the bottom left of user space."""

from __future__ import annotations

from typing import Any

from msgspec import Struct, field

from report.finish.preflight.lettering import Lettering
from report.finish.preflight.shades import Rgb

Box = tuple[float, float, float, float]
Mark = tuple[str, int]  # what bears the content (a page or a form, by reference), and the number of the sequence
ASIDE: Mark = ("", -1)  # the mark of artifacts


class Words(Struct, frozen=True):
    """Text that one operator shows. `x`, `y` (pt) is where it begins, `end` where it ends; `size` is that of the
    letters as they are seen. `order` counts what the page paints. No colour means: none that could be told."""

    text: str
    x: float
    y: float
    end: tuple[float, float]
    size: float
    font: Lettering
    colour: Rgb | None
    opacity: float
    mark: Mark | None
    order: int
    hidden: bool = False


class Area(Struct, frozen=True):
    """A filled area: its box (pt), its outline where that is simple, and its colour. `solid` means fully opaque."""

    box: Box
    outline: tuple[tuple[float, float], ...]
    colour: Rgb | None
    opacity: float
    order: int
    mark: Mark | None


class Line(Struct, frozen=True):
    """A stroked line's width in pt."""

    width: float
    box: Box
    mark: Mark | None


class Picture(Struct, frozen=True):
    """An image: its name, its pixels, its box (pt), its resolution as it is printed (pixels per inch)."""

    name: str
    width: int
    height: int
    box: Box
    resolution: float
    order: int
    mark: Mark | None
    image: Any = None


class Shown(Struct):
    """All that a page shows, and the colour spaces in which it was painted."""

    words: list[Words] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    spaces: set[str] = field(default_factory=set)
    fonts: dict[str, Lettering] = field(default_factory=dict)
