"""What the words of one stretch of text share: how they are shaped, and how they look."""

from __future__ import annotations

from dataclasses import dataclass

from report.errors import Location
from report.typography.words import Setting


@dataclass(frozen=True, slots=True)
class Look:
    """How runs look besides their glyphs; neighbours that look alike and share a face are set as one run."""

    size: float
    ink: str
    leaf: int
    rise: float
    underline: bool


@dataclass(frozen=True, slots=True, eq=False)
class Stretch:
    """What the words of one stretch of text share."""

    setting: Setting
    look: Look
    hyphenate: bool
    location: Location | None
