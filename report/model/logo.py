"""The organisation's logo as the brand gives it: its variants, and the room that it asks for."""

from __future__ import annotations

from msgspec import Struct

from report.errors import Location
from report.model.vector import Vector

MM = 72 / 25.4  # pt
TALLEST = 3.0  # units of the grid: a high logo stands narrower than the brand asks


class LogoImage(Struct, frozen=True):
    """One drawing of the logo. `shape` is its width in parts of its height; `pixels` is the width of a bitmap, 0 for
    vectors, which `vector` then holds. Without `alt` it reads as the organisation's name."""

    file: str
    shape: float
    alt: str = ""
    vector: Vector | None = None
    pixels: int = 0
    at: Location | None = None


class Logo(Struct, frozen=True):
    """The logo for light grounds, for dark ones, and the one for small sizes; each None where the brand has none.
    `width` is how wide it stands and `least` how wide it must at least be, in pt; `clear` is the space that it keeps
    around it, in parts of its height."""

    light: LogoImage | None = None
    dark: LogoImage | None = None
    small: LogoImage | None = None
    width: float = 42 * MM
    least: float = 15 * MM
    clear: float = 0.5
    at: Location | None = None

    def shown(self, dark: bool, measure: float, unit: float) -> tuple[LogoImage, float] | None:
        """The variant for a ground and its width, within a measure and a height that counts in units of the grid, all
        in pt. The small variant stands where the other would be smaller than the least; None without a variant."""
        image = self.dark if dark else self.light
        if image is None:
            return None
        width = min(self.width, measure, TALLEST * unit * image.shape)
        if width < self.least and self.small is not None and not dark:
            return self.small, min(self.width, measure, TALLEST * unit * self.small.shape)
        return image, width
