"""The organisation's logo as the brand gives it: its variants, and the room that it asks for."""

from __future__ import annotations

from msgspec import Struct

from report.errors import Location
from report.model.vector import Vector

MM = 72 / 25.4  # pt


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
