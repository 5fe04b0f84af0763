"""What PDF/X-4 and printers ask of pages: their boxes, what lies on them, and how transparency is mixed."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from report.errors import Severity
from report.finish.press.contract import Finding, Rule
from report.finish.press.file import Box, PressFile, array

MM = 72 / 25.4
LEAST_BLEED = 3 * MM
SLACK = 0.05  # pt
PRINTERS = {"/TrapNet", "/PrinterMark"}  # annotations that are meant for presses


def _trim(file: PressFile) -> Iterator[Finding]:
    for number, page in enumerate(file.pages, 1):
        keys = [key for key in ("/TrimBox", "/ArtBox") if file.box(page, key)]
        if not keys:
            yield number, "the page does not say where it is cut (TrimBox)"
        elif len(keys) == 2:
            yield number, "the page has both a TrimBox and an ArtBox"


def _nested(file: PressFile) -> Iterator[Finding]:
    for number, page in enumerate(file.pages, 1):
        media = file.box(page, "/MediaBox")
        if media is None:
            yield number, "the page has no size (MediaBox)"
            continue
        trim, bleed = file.box(page, "/TrimBox") or file.box(page, "/ArtBox"), file.box(page, "/BleedBox")
        for inner, outer, what in (
            (bleed, media, "the bleed goes beyond the sheet"),
            (trim, bleed or media, "the trim goes beyond the bleed" if bleed else "the trim goes beyond the sheet"),
        ):
            if inner and not _inside(inner, outer):
                yield number, what
        crop = file.box(page, "/CropBox")
        if crop and bleed and not _inside(bleed, crop):
            yield number, "the crop box hides a part of the bleed"


def _bleed(file: PressFile) -> Iterator[Finding]:
    for number, page in enumerate(file.pages, 1):
        trim, bleed = file.box(page, "/TrimBox"), file.box(page, "/BleedBox") or file.box(page, "/MediaBox")
        if trim and bleed:
            least = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
            if least < LEAST_BLEED - SLACK:
                yield number, f"the page has {max(0.0, least) / MM:.1f} mm bleed; 3 mm is usual"


def _sizes(file: PressFile) -> Iterator[Finding]:
    first: tuple[float, float] | None = None
    for number, page in enumerate(file.pages, 1):
        box = file.box(page, "/TrimBox")
        if box is None:
            continue
        size = box[2] - box[0], box[3] - box[1]
        first = first or size
        if abs(size[0] - first[0]) > 1 or abs(size[1] - first[1]) > 1:
            shown, usual = (" x ".join(f"{side / MM:.0f}" for side in one) for one in (size, first))
            yield number, f"the page is {shown} mm, the first one {usual} mm"


def _unit(file: PressFile) -> Iterator[Finding]:
    for number, page in enumerate(file.pages, 1):
        if float(page.obj.get("/UserUnit", 1)) != 1:
            yield number, "the page has a unit of its own (UserUnit)"


def _annotations(file: PressFile) -> Iterator[Finding]:
    for number, page in enumerate(file.pages, 1):
        limit = file.box(page, "/BleedBox") or file.box(page, "/TrimBox") or file.box(page, "/MediaBox")
        for one in array(page.obj.get("/Annots")):
            if not isinstance(one, pikepdf.Dictionary) or str(one.get("/Subtype")) in PRINTERS:
                continue
            sides = [float(side) for side in one.get("/Rect", [0, 0, 0, 0])]
            if limit is None or (len(sides) == 4 and _meets((sides[0], sides[1], sides[2], sides[3]), limit)):
                yield number, f"an annotation lies on the page ({str(one.get('/Subtype', '/unknown'))[1:]})"


def _group(file: PressFile) -> Iterator[Finding]:
    """Where colours shine through each other, it is said in which colours they are mixed."""
    for number, (page, deeds) in enumerate(zip(file.pages, file.deeds, strict=True), 1):
        masked = any(deed.kind == "image" and "/SMask" in deed.thing for deed in deeds)
        if not masked and not any(deed.state.soft for deed in deeds):
            continue
        group = page.obj.get("/Group", pikepdf.Dictionary())
        space = str(group.get("/CS", ""))
        if file.process and space and space != file.process and not space.startswith("["):
            yield number, f"transparency is mixed in {space[1:]}, not in {file.process[1:]}"
        elif not space:
            yield number, "the page does not say in which colours transparency is mixed"


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - SLACK
        and inner[1] >= outer[1] - SLACK
        and inner[2] <= outer[2] + SLACK
        and inner[3] <= outer[3] + SLACK
    )


def _meets(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


X4 = "ISO 15930-7"
PAGE_RULES: dict[str, Rule] = {
    "x4-trim": Rule("Every page says where it is cut", f"{X4}, bounding boxes; ISO 32000-1, 14.11.2", _trim),
    "x4-boxes": Rule("Trim lies in bleed, bleed in the sheet", f"{X4}, bounding boxes", _nested),
    "x4-unit": Rule("Pages have no unit of their own", f"{X4}, UserUnit; GWG 2015", _unit),
    "x4-annotation": Rule("Nothing but content lies on the page", f"{X4}, annotations", _annotations),
    "x4-group": Rule("Transparency is mixed in the printing condition's colours", f"{X4}, transparency", _group),
    "press-bleed": Rule("Pages have 3 mm bleed", "GWG 2015", _bleed, Severity.WARNING),
    "press-sizes": Rule("Pages are of one size", "GWG 2015", _sizes, Severity.WARNING),
}
