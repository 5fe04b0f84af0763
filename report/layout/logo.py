"""The brand's logo → a drawing or an image of a size on the page, in its figure."""

from __future__ import annotations

from msgspec import Struct

from report.layout.room import ComposingRoom
from report.layout.sheet import Sheet
from report.layout.vectors import draw_vector
from report.model.brand import Brand
from report.model.colour import RGB
from report.model.logo import LogoImage
from report.model.placed import Drawing, PlacedImage
from report.model.structure import Attributes, Element, Leaf


class SetLogo(Struct, frozen=True):
    """A logo ready to be placed by its top left corner. `height` and `clear`, the space that it keeps, in units."""

    item: Drawing | PlacedImage
    height: float
    clear: float
    element: Element

    @property
    def room(self) -> float:
        """Units from the foot of the logo to the edge of the panel above it."""
        return self.height + self.clear


def set_logo(room: ComposingRoom, ground: str, measure: float) -> SetLogo | None:
    """The logo for a ground in this ink, at most as wide as the measure (pt); None where the brand has none for it."""
    logo, unit = room.brand.logo, room.grid.unit
    shown = logo.shown(room.brand.on(ground) == "paper", measure, unit)
    if shown is None:
        return None
    image, width = shown
    height = width / image.shape
    leaf = room.leaf("Figure")
    alt = image.alt or room.report.settings.organisation
    return SetLogo(
        _item(image, room, width, height, leaf),
        height / unit,
        max(1.0, logo.clear * height / unit),
        Element("Figure", (leaf,), Attributes(alt=alt, box=True)),
    )


def put_logo(sheet: Sheet, logo: SetLogo, x: float, foot: float) -> None:
    """Place a logo with its foot on a line of the grid."""
    sheet.put(logo.item, x, sheet.grid.line(foot - logo.height), part="logo")


def _item(image: LogoImage, room: ComposingRoom, width: float, height: float, leaf: Leaf) -> Drawing | PlacedImage:
    if image.vector is None:
        return PlacedImage(image.file, width, height, leaf=leaf.number)
    brand = room.brand
    return draw_vector(image.vector, width / image.vector.width, lambda colour: ink_of(brand, colour), leaf.number)


def ink_of(brand: Brand, colour: RGB) -> str:
    """The ink of a logo's colour; reading the brand has seen to it that there is one."""
    return next((name for name, ink in brand.inks.items() if ink.rgb == colour), "ink")
