"""The built-in brand: what a brand file leaves out. The values are those of the design "Kavels"."""

from __future__ import annotations

from report.model.brand import ChapterInks, Ink, TypeRole
from report.model.colour import CMYK

DISPLAY = "Bricolage Grotesque"
SERIF = "Source Serif 4"
SANS = "Source Sans 3"
MONO = "Source Code Pro"

UNIT_MM = 4.5
TEXT_SIZE = 9.6  # pt

# further sizes (pt) and leadings (units) of headlines on pages with one column of text
NARROW_STEPS = {
    "headline": ((28, 2.25), (24, 2), (20, 1.75)),
    "title": ((19, 1.5),),
    "cover-subtitle": ((16, 1.25),),
    "quote": ((22, 1.75),),
}

# name: sRGB, CMYK in percent (FOGRA39)
INKS: dict[str, tuple[str, tuple[float, float, float, float]]] = {
    "paper": ("#FFFFFF", (0, 0, 0, 0)),
    "ink": ("#1C1C1A", (0, 0, 0, 100)),
    "k70": ("#5E5D59", (0, 0, 0, 75)),
    "k55": ("#85847F", (0, 0, 0, 58)),
    "k40": ("#A5A49E", (0, 0, 0, 43)),
    "k15": ("#DBDAD5", (0, 0, 0, 18)),
    "k6": ("#F3F2EE", (0, 0, 0, 6)),
    "gold": ("#FFC814", (0, 22, 94, 0)),
    "samphire-deep": ("#AE2029", (20, 98, 90, 12)),
    "samphire-bright": ("#FF6B4F", (0, 70, 68, 0)),
    "samphire-pale": ("#FFE2D8", (0, 15, 13, 0)),
    "water-deep": ("#0E4F9E", (95, 72, 4, 0)),
    "water-bright": ("#46A2F2", (66, 26, 0, 0)),
    "water-pale": ("#DAECFC", (14, 3, 0, 0)),
    "lavender-deep": ("#5E3590", (78, 90, 0, 0)),
    "lavender-bright": ("#A983E6", (42, 52, 0, 0)),
    "lavender-pale": ("#EBE2F9", (8, 13, 0, 0)),
    "rapeseed-deep": ("#7D5200", (30, 60, 100, 45)),
    "rapeseed-bright": ("#FFC814", (0, 22, 94, 0)),
    "rapeseed-pale": ("#FFF1C6", (0, 4, 27, 0)),
    "meadow-deep": ("#11663E", (88, 30, 86, 26)),
    "meadow-bright": ("#4DBD78", (68, 0, 68, 0)),
    "meadow-pale": ("#DBF2E4", (16, 0, 14, 0)),
    "clover-deep": ("#A3195F", (30, 100, 24, 12)),
    "clover-bright": ("#FF7DB0", (0, 63, 2, 0)),
    "clover-pale": ("#FFE1ED", (0, 16, 1, 0)),
}
GREYS = {"k70": 0.71, "k55": 0.54, "k40": 0.40, "k15": 0.16, "k6": 0.055}  # part of the ink on the paper
CHAPTERS = ("samphire", "water", "lavender", "rapeseed", "meadow", "clover")

_LINING = ("kern", "liga", "lnum", "pnum")
_TABULAR = ("kern", "liga", "lnum", "tnum")
_BASIC = ("kern", "liga")


def rgb(hexadecimal: str) -> tuple[float, float, float]:
    """`#RRGGBB` as sRGB, 0..1."""
    red, green, blue = bytes.fromhex(hexadecimal[1:])
    return red / 255, green / 255, blue / 255


def percent(cmyk: tuple[float, float, float, float]) -> CMYK:
    """CMYK in percent as 0..1."""
    cyan, magenta, yellow, black = cmyk
    return cyan / 100, magenta / 100, yellow / 100, black / 100


def inks() -> dict[str, Ink]:
    """The built-in inks by name."""
    return {name: Ink(name, rgb(colour), percent(cmyk)) for name, (colour, cmyk) in INKS.items()}


def chapters() -> dict[str, ChapterInks]:
    """The built-in chapter colours by name, in order."""
    return {name: ChapterInks(f"{name}-deep", f"{name}-bright", f"{name}-pale") for name in CHAPTERS}


def roles(unit: float) -> dict[str, TypeRole]:
    """The built-in type roles. `unit` is the baseline distance in pt; leading below is given in units."""

    def display(name: str, size: float, leading: float, tracking: float, *, wght: float = 600, opsz: float = 96,
                ink: str = "ink", steps: tuple[tuple[float, float], ...] = (),
                features: tuple[str, ...] = _BASIC) -> TypeRole:  # fmt: skip
        axes = (("opsz", opsz), ("wght", wght))
        smaller = tuple((step, lead * unit) for step, lead in steps)
        return TypeRole(
            name, (DISPLAY, SANS), size, leading * unit, axes, False, tracking, features, ink, False, smaller
        )

    def serif(name: str, size: float, leading: float, tracking: float, opsz: float, wght: float,
              hyphenate: bool) -> TypeRole:  # fmt: skip
        axes = (("opsz", opsz), ("wght", wght))
        return TypeRole(name, (SERIF, SANS), size, leading * unit, axes, False, tracking, _LINING, "ink", hyphenate)

    def sans(name: str, size: float, leading: float, wght: float, features: tuple[str, ...] = _BASIC,
             ink: str = "ink") -> TypeRole:  # fmt: skip
        return TypeRole(name, (SANS, SERIF), size, leading * unit, (("wght", wght),), False, 0.0, features, ink)

    table = (
        display("year", 132, 9, -0.03),
        display("headline", 44, 3.25, -0.022, steps=((36, 2.75), (32, 2.5))),
        display("title", 32, 2.5, -0.02, steps=((26, 2), (22, 1.75))),
        display("cover-subtitle", 26, 2, -0.018, steps=((22, 1.75), (18, 1.5))),
        display("second-title", 18, 1.75, -0.015),
        display("quote", 40, 3, -0.024, wght=400, steps=((32, 2.5), (26, 2))),
        display("number-1", 54, 4, -0.03),
        display("number-2", 28, 2.25, -0.025),
        display("number-3", 18, 1.75, -0.02),
        display("label", 9.4, 1, 0, wght=650, opsz=12),
        display("subhead", 10.2, 1, 0, wght=650, opsz=12),
        display("folio", 9.4, 1, 0, wght=650, opsz=12, ink="k70"),
        serif("lead", 15, 1.5, -0.004, 20, 380, False),
        serif("text", TEXT_SIZE, 1, 0, 10, 400, True),
        sans("table", 9.6, 1.5, 400, _TABULAR),
        sans("table-total", 9.6, 1.5, 600, _TABULAR),
        sans("note", 8.6, 1, 400),
        sans("note-strong", 8.6, 1, 600),
        sans("caption", 7.6, 0.75, 400, ink="k70"),
        sans("caption-strong", 7.6, 0.75, 600, ink="k70"),
        sans("address", 7.2, 0.75, 400),
        TypeRole("code", (MONO, SANS), 8.4, unit, (("wght", 400),), False, 0.0, ("kern",)),
    )
    return {role.name: role for role in table}
