"""A vector image as it was read: outlines and lines with their colours, in the image's own units."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from report.model.colour import RGB

Step = tuple[Literal["m", "l", "c", "h"], tuple[float, ...]]


class Contour(Struct, frozen=True):
    """One path: operators as in PDF (move, line, curve, close) with their coordinates, x to the right and y **down**.
    `fill` and `stroke` are None where it has none; `width` is the stroke's; `even_odd` says by which
    rule the fill takes the inside of a path that crosses itself."""

    steps: tuple[Step, ...]
    fill: RGB | None = None
    stroke: RGB | None = None
    width: float = 0.0
    round_ends: bool = False
    even_odd: bool = False


class Vector(Struct, frozen=True):
    """A drawing cut to its ink: its top left corner is 0, 0. What lies beneath comes first."""

    width: float
    height: float
    contours: tuple[Contour, ...]
