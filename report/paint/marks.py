"""The marks that printers ask for → operators around a page, outside its bleed: crop, bleed, registration, slug."""

from __future__ import annotations

from collections.abc import Iterator

from report.layout.messages import catalogue
from report.model.brand import Brand
from report.model.placed import Layout, Page
from report.model.profile import Profile
from report.paint.inks import Spot, number
from report.typography.library import FontLibrary
from report.typography.outlines import outlines

MM = 72 / 25.4
LENGTH, OFFSET = 6 * MM, 4 * MM  # SPEC, Furniture: marks
CLEAR = 1 * MM  # from the bleed to the first mark
WEIGHT = 0.25  # pt
RADIUS, ARM = 2 * MM, 3 * MM  # of a registration mark
PATCH = 4 * MM  # side of a patch of colour
EDGE = 2 * MM  # from the marks to the edge of the sheet
SLUG_SIZE = 6.5  # pt
REGISTRATION = "Registration"  # name, on pages, of the space that prints on every plate
PATCHES = ("1 0 0 0 k", "0 1 0 0 k", "0 0 1 0 k", "0 0 0 1 k", "1 1 0 0 k", "0 1 1 0 k", "1 0 1 0 k", "0 0 0 .5 k")
_CURVE = 0.5523  # of the radius: a quarter of a circle as one Bézier curve


def spot_space(spot: Spot) -> list[str]:
    """A colour space with one plate of its own, and the process colours that stand in for it (ISO 32000-1, 8.6.6.4)."""
    build = " ".join(number(part, 4) for part in spot.build)
    tint = f"<</FunctionType 2/Domain[0 1]/N 1/C0[0 0 0 0]/C1[{build}]>>"
    return ["/Separation", pdf_name(spot.name), "/DeviceCMYK", tint]


def registration_space() -> tuple[str, list[str]]:
    """The colour space of what prints on every plate, with its name on pages."""
    return REGISTRATION, spot_space(Spot("All", (1.0, 1.0, 1.0, 1.0)))


def pdf_name(text: str) -> str:
    """A name, whatever letters it has (ISO 32000-1, 7.3.5)."""
    return "/" + "".join(
        chr(byte) if chr(byte).isascii() and chr(byte).isalnum() else f"#{byte:02X}" for byte in text.encode()
    )


def sheet_edge(bleed: float, profile: Profile) -> float:
    """How far the sheet goes beyond the trim, in pt: to the bleed, or around the marks."""
    marked = profile.press and profile.sheetwork.marks
    return _start(bleed) + LENGTH + EDGE if marked else bleed


def _start(bleed: float) -> float:
    """Where marks begin, in pt from the trim: outside the bleed."""
    return max(OFFSET, bleed + CLEAR)


def draw_marks(
    page: Page, layout: Layout, profile: Profile, brand: Brand, library: FontLibrary, name: str
) -> Iterator[str]:
    """The operators of a page's marks, all of them an artifact; the trim's bottom left corner is at 0, 0."""
    wanted, bleed = profile.sheetwork.marks, layout.bleed
    start = _start(bleed)
    middle = start + LENGTH / 2
    width, height = page.width, page.height
    yield "/Artifact <</Type/Page>>BDC q"
    yield f"/{REGISTRATION} CS 1 SCN /{REGISTRATION} cs 1 scn {WEIGHT} w 0 J [] 0 d"
    if "crop" in wanted:
        yield from _corners(width, height, 0.0, start)
    if "crop" in wanted and page.panes:
        folds = [page.panes[0].right, page.panes[1].left]
        yield from (_fold(x, height, start) for x in dict.fromkeys(folds))
    if "bleed" in wanted:
        yield from _corners(width, height, bleed, start, dash="[1.5 1.5] 0 d")
    if "registration" in wanted:
        for x, y in (
            (width / 2, -middle),
            (width / 2, height + middle),
            (-middle, height / 2),
            (width + middle, height / 2),
        ):
            yield _target(x, y)
    if "colours" in wanted:
        patches = [*PATCHES, *(f"/{space} cs {tint} scn" for space in _spaces(brand, profile) for tint in ("1", ".5"))]
        left = min(12 * MM, width / 8)
        for place, ink in enumerate(patches):
            if left + (place + 1) * PATCH < width / 2 - ARM:
                x, y = left + place * PATCH, height + start + (LENGTH - PATCH) / 2
                yield f"{ink} {x:.2f} {y:.2f} {PATCH:.2f} {PATCH:.2f} re f"
    if "slug" in wanted:
        yield from _slug(page, layout, profile, brand, library, name)
    yield "Q EMC"


def _spaces(brand: Brand, profile: Profile) -> list[str]:
    spots = {ink.spot for ink in brand.inks.values() if ink.spot} if profile.sheetwork.spots else set()
    return [f"Spot{place}" for place in range(1, len(spots) + 1)]


def _corners(width: float, height: float, out: float, start: float, dash: str = "") -> Iterator[str]:
    """Two lines at each corner, in line with the trim or so far outside it."""
    lines = []
    for x, away in ((-out, -1), (width + out, 1)):
        for y, up in ((-out, -1), (height + out, 1)):
            across, upright = (-start if away < 0 else width + start), (-start if up < 0 else height + start)
            lines.append(f"{across:.2f} {y:.2f} m {across + away * LENGTH:.2f} {y:.2f} l")
            lines.append(f"{x:.2f} {upright:.2f} m {x:.2f} {upright + up * LENGTH:.2f} l")
    yield f"q {dash} {' '.join(lines)} S Q"


def _fold(x: float, height: float, start: float) -> str:
    """Dashed lines above and below a sheet, in line with the edge of its spine."""
    above, below = height + start, -start
    lines = [f"{x:.2f} {y:.2f} m {x:.2f} {end:.2f} l" for y, end in ((above, above + LENGTH), (below, below - LENGTH))]
    return f"q [1 1] 0 d {' '.join(lines)} S Q"


def _target(x: float, y: float) -> str:
    """A circle with a cross through it."""
    control = RADIUS * _CURVE
    turns = ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0))
    arcs = [
        f"{x + RADIUS * a + control * c:.2f} {y + RADIUS * b + control * d:.2f} "
        f"{x + RADIUS * c + control * a:.2f} {y + RADIUS * d + control * b:.2f} "
        f"{x + RADIUS * c:.2f} {y + RADIUS * d:.2f} c"
        for a, b, c, d in turns
    ]
    cross = f"{x - ARM:.2f} {y:.2f} m {x + ARM:.2f} {y:.2f} l {x:.2f} {y - ARM:.2f} m {x:.2f} {y + ARM:.2f} l"
    return f"{x + RADIUS:.2f} {y:.2f} m {' '.join(arcs)} h {cross} S"


def _slug(page: Page, layout: Layout, profile: Profile, brand: Brand, library: FontLibrary, name: str) -> Iterator[str]:
    """One line above the page: file, page, bleed and printing condition, as outlines: no font is needed for it."""
    words = catalogue(layout.structure.attributes.language).gettext
    bleed = number(layout.bleed / MM, 1).replace(".", "," if layout.structure.attributes.language[:2] == "nl" else ".")
    folio = f"{words('page')} {page.folio}" if page.folio else ""
    condition = profile.condition.identifier if profile.condition else ""
    text = "     ".join(part for part in (name, folio, f"{words('bleed')} {bleed} mm", condition) if part)
    face = library.stack(brand.roles["caption"])[0]
    room = page.width / 2 - ARM - 2 * RADIUS
    _, width = outlines(text, face, SLUG_SIZE)
    path, width = outlines(text, face, SLUG_SIZE * min(1.0, room / width) if width else SLUG_SIZE)
    x, y = page.width - min(12 * MM, page.width / 8) - width, page.height + _start(layout.bleed) + LENGTH / 2 - 2
    yield f"0 0 0 1 k q .01 0 0 -.01 {x:.2f} {y:.2f} cm {path} f Q"
