"""A drawn figure on its way to a page: vectors in inks, words not yet set, rasters. Measures in pt; x to the right and
y down from its top left corner. It holds no glyphs, so it can be kept on disk and set again in another run."""

from __future__ import annotations

from msgspec import Struct

from report.model.placed import Raster


class Shape(Struct, frozen=True, gc=False, tag="shape"):
    """A path that is filled, stroked or both, in that order.

    `path` holds path operators (m, l, c, h) in hundredths of a pt, each of `clips` too: what lies outside any of them
    is cut off. `width` and `dash` in pt; `phase` is where in the dash the line begins. `cap` and `join` are PDF's
    numbers (ISO 32000-1, 8.4.3.3 and 8.4.3.4). Opacities run from 0 to 1."""

    path: str
    fill: str = ""
    stroke: str = ""
    width: float = 0.0
    fill_opacity: float = 1.0
    stroke_opacity: float = 1.0
    dash: tuple[float, ...] = ()
    phase: float = 0.0
    cap: int = 0
    join: int = 0
    clips: tuple[str, ...] = ()


class Lettering(Struct, frozen=True, gc=False, tag="words"):
    """Words of one line: their baseline begins at x, y; `angle` turns them about that point, in degrees against the
    clock. `role` is one of the brand's, `size` in pt replaces its size."""

    text: str
    x: float
    y: float
    role: str
    size: float
    ink: str
    angle: float = 0.0
    bold: bool = False
    italic: bool = False
    opacity: float = 1.0


class Graphic(Struct, frozen=True):
    """A figure of this width and height in pt; what lies beneath comes first. A raster's matrix counts from the top
    left corner too."""

    width: float
    height: float
    marks: tuple[Shape | Lettering | Raster, ...]
