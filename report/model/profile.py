"""A profile: for whom a PDF is made, and what it must conform to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ProfileName = Literal["screen", "print", "board"]
PROFILES: tuple[ProfileName, ...] = ("screen",)  # that can be built


@dataclass(frozen=True, slots=True)
class Profile:
    """`standards` are names finishing knows (`ua1`, `2a`); `image_ppi` is the resolution images are brought down
    to; `output_profile` is the file name of the ICC profile of the output intent, in the package's data."""

    name: ProfileName
    standards: tuple[str, ...]
    links: bool
    image_ppi: int
    output_profile: str


@dataclass(frozen=True, slots=True)
class DocumentInformation:
    """What the file says of itself, equal in Info and XMP. `stamp` is the creation and modification date (UTC)."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    language: str
    producer: str
    stamp: datetime
