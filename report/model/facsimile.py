"""Pages of PDFs that are shown small; the program's own papers hold them, no author writes them."""

from __future__ import annotations

from msgspec import Struct

from report.errors import Location


class Facsimile(Struct, frozen=True):
    """A page (from 0) of a PDF. `width` and `height` are its own size in pt; `alt` is its alternative text."""

    file: str
    page: int
    width: float
    height: float
    caption: str
    alt: str


class Facsimiles(Struct, frozen=True):
    """Pages side by side; None leaves a place empty."""

    pages: tuple[Facsimile | None, ...]
    at: Location
