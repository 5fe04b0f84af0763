"""What the words of one stretch of text share: how they are shaped, and how they look."""

from __future__ import annotations

from msgspec import Struct

from report.errors import Location
from report.typography.words import Setting


class Look(Struct, frozen=True):
    """How runs look besides their glyphs; neighbours that look alike and share a face are set as one run."""

    size: float
    ink: str
    leaf: int
    rise: float
    underline: bool


class Stretch(Struct, frozen=True, eq=False):
    """What the words of one stretch of text share."""

    setting: Setting
    look: Look
    hyphenate: bool
    location: Location | None
