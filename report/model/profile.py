"""A profile: for whom a PDF is made, and what it must conform to."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct, field

ProfileName = Literal["screen", "print", "board"]
PROFILES: tuple[ProfileName, ...] = ("screen", "print", "board")  # that can be built
Colour = Literal["rgb", "cmyk"]
Intent = Literal["relative", "perceptual"]
Mark = Literal["crop", "bleed", "registration", "colours", "slug"]
MARKS: tuple[Mark, ...] = ("crop", "bleed", "registration", "colours", "slug")
REGISTRY = "http://www.color.org"


class Condition(Struct, frozen=True):
    """A printing condition. `file` is its ICC profile: a name in the package's data, or a path. `identifier` is what
    the registry calls it; `intent` is how colours are converted for it; `ink_limit` is the most ink that paper and
    drying bear, in percent of one full ink."""

    name: str
    file: str
    identifier: str
    colour: Colour = "cmyk"
    ink_limit: float = 300.0
    intent: Intent = "relative"
    registry: str = REGISTRY


class Sheetwork(Struct, frozen=True):
    """What a printer and a binder want of the pages. `marks` stand around the bleed; `safe` is how far inside the trim
    (mm) text and logos stay; the page count is a multiple of `multiple`. With `cover` separate, the first two and the
    last two pages become a file of their own, with a spine as thick as the leaves of `caliper` mm between them.
    `spots` keeps spot colours apart; without, they are printed in process colours."""

    marks: tuple[Mark, ...] = ()
    safe: float = 5.0
    multiple: int = 4
    cover: Literal["self", "separate"] = "self"
    caliper: float = 0.1
    spots: bool = True


class Profile(Struct, frozen=True):
    """`standards` are names finishing knows (`ua1`, `a4`); `image_ppi` is the resolution images are brought down
    to; `output_profile` is the file name of the ICC profile of the output intent, in the package's data. `colour` is
    the space that inks and images are painted in. A `bled` page shows its bleed around the trim. A profile for presses
    has a `condition` and `sheetwork`; `conditions` are those that the project can be printed in besides. Without
    `blanks`, pages that only print needs are left out; the folios stay."""

    name: ProfileName
    standards: tuple[str, ...]
    links: bool
    image_ppi: int
    output_profile: str
    colour: Colour = "rgb"
    bled: bool = False
    marked: bool = False  # with the report's status on every page, a cover note and a page for signatures
    blanks: bool = True
    condition: Condition | None = None
    conditions: Mapping[str, Condition] = field(default_factory=dict)
    sheetwork: Sheetwork = Sheetwork()
    variant: str = ""  # what file names add when the condition or the standards are not the profile's own
    attach: bool = False  # put the files that the figures were read from into the PDF
    twin: bool = False  # to other standards than those of the project: a file beside the others

    @property
    def press(self) -> bool:
        """Whether the file goes to an offset press."""
        return self.condition is not None and self.colour == "cmyk"


class DocumentInformation(Struct, frozen=True):
    """What the file says of itself, equal in Info and XMP. `stamp` is the creation and modification date (UTC)."""

    title: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    language: str
    producer: str
    stamp: datetime
