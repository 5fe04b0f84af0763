"""A profile: for whom a PDF is made, and what it must conform to."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

ProfileName = Literal["screen", "print", "board"]
PROFILES: tuple[ProfileName, ...] = ("screen", "print")  # that can be built
Colour = Literal["rgb", "cmyk"]


class Profile(Struct, frozen=True):
    """`standards` are names finishing knows (`ua1`, `2a`); `image_ppi` is the resolution images are brought down
    to; `output_profile` is the file name of the ICC profile of the output intent, in the package's data. `colour` is
    the space that inks and images are painted in. A `bled` page shows its bleed around the trim."""

    name: ProfileName
    standards: tuple[str, ...]
    links: bool
    image_ppi: int
    output_profile: str
    colour: Colour = "rgb"
    bled: bool = False


class DocumentInformation(Struct, frozen=True):
    """What the file says of itself, equal in Info and XMP. `stamp` is the creation and modification date (UTC)."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    language: str
    producer: str
    stamp: datetime
