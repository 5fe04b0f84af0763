"""What is seen: fonts and their widths, colours, images, boxes."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Any

import pikepdf

from report.errors import Severity
from report.finish.preflight.bounds import BROKEN, inflated
from report.finish.preflight.contract import Found, Rule, Subject
from report.finish.preflight.rules_tags import faults

MOST_APART = 1.0  # thousandths of the size
MOST_SIDE = 14_400.0  # pt (ISO 32000-1, annex C)
SPACES = {3: "/DeviceRGB", 4: "/DeviceCMYK"}
BOXES = ("/TrimBox", "/BleedBox", "/CropBox", "/ArtBox")


def _unreadable(subject: Subject) -> Iterator[Found]:
    for number, shown in subject.shown.items():
        told: set[str] = set()
        for words in shown.words:
            if "\ufffd" in words.text and words.font.name not in told:
                told.add(words.font.name)
                yield number, f"text in {words.font.name} has glyphs that read as nothing", words.mark


def _widths(subject: Subject) -> Iterator[Found]:
    """Widths that differ from those of the font program (ISO 19005-2, 6.2.11.5); only TrueType can be looked into."""
    for thing in subject.opened.objects:
        if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Subtype") != "/CIDFontType2":
            continue
        try:
            wrong = _apart(thing)
        except (*BROKEN, struct.error):
            continue
        if wrong:
            yield (
                0,
                f"the font {str(thing.get('/BaseFont', '/?'))[1:]} has {wrong} widths that its program has not",
                None,
            )


def _apart(font: Any) -> int:
    from report.finish.preflight.lettering import lettering

    descriptor = font.get("/FontDescriptor", pikepdf.Dictionary())
    if "/FontFile2" not in descriptor or str(font.get("/CIDToGIDMap", "/Identity")) != "/Identity":
        return 0
    advances, unit = _advances(inflated(descriptor.FontFile2))
    given = lettering(pikepdf.Dictionary(DescendantFonts=pikepdf.Array([font]))).widths
    scaled = {code: advances[min(code, len(advances) - 1)] * 1000 / unit for code in given}
    return sum(1 for code, width in given.items() if abs(width - scaled[code]) > MOST_APART and scaled[code])


def _advances(program: bytes) -> tuple[list[int], int]:
    """Advance widths by glyph, and the units of the em."""
    count = struct.unpack(">H", program[4:6])[0]
    tables = {}
    for place in range(12, 12 + 16 * count, 16):
        tag, _, offset, _ = struct.unpack(">4sLLL", program[place : place + 16])
        tables[tag] = offset
    unit = struct.unpack(">H", program[tables[b"head"] + 18 : tables[b"head"] + 20])[0]
    metrics = struct.unpack(">H", program[tables[b"hhea"] + 34 : tables[b"hhea"] + 36])[0]
    start = tables[b"hmtx"]
    return [
        struct.unpack(">H", program[start + 4 * glyph : start + 4 * glyph + 2])[0] for glyph in range(metrics)
    ], unit


def _colours(subject: Subject) -> Iterator[Found]:
    facts = subject.facts
    profiles = [
        facts.dictionary(entry).get("/DestOutputProfile") for entry in facts.array(facts.catalog.get("/OutputIntents"))
    ]
    meant = {SPACES.get(facts.dictionary(profile).get("/N", 0), "") for profile in profiles}
    if not profiles:
        return
    for number, shown in subject.shown.items():
        page: Any = subject.opened.pages[number - 1].obj
        resources = page.get("/Resources", pikepdf.Dictionary())
        explained = {f"/Device{str(key)[8:]}" for key in _spaces(resources)}
        for space in sorted(shown.spaces & set(SPACES.values()) - meant - explained):
            if not _in_forms(resources, space):
                yield number, f"colours in {space[1:]} have no output intent that says what they mean", None


def _spaces(resources: Any) -> list[str]:
    return list(resources.get("/ColorSpace", pikepdf.Dictionary()).keys())


def _in_forms(resources: Any, space: str) -> bool:
    """Whether forms of the page explain a space themselves."""
    default = space.replace("Device", "Default")
    forms = resources.get("/XObject", pikepdf.Dictionary())
    spaces = (form.get("/Resources", pikepdf.Dictionary()).get("/ColorSpace", {}) for _, form in forms.items())
    return any(default in one for one in spaces)


def _resolution(subject: Subject) -> Iterator[Found]:
    for number, shown in subject.shown.items():
        for picture in shown.pictures:
            if 0 < picture.resolution < subject.least * TOLERANCE and min(picture.width, picture.height) > 1:
                found = f"an image of {picture.width} by {picture.height} pixels is shown at"
                yield number, f"{found} {picture.resolution:.0f} per inch; {subject.least} are wanted", picture.mark


def _boxes(subject: Subject) -> Iterator[Found]:
    for number, page in enumerate(subject.opened.pages, 1):
        sheet = _box(page.obj.get("/MediaBox", page.mediabox))
        if sheet is None or sheet[2] - sheet[0] < 1 or sheet[3] - sheet[1] < 1:
            yield number, "the page has no size", None
            continue
        if max(sheet[2] - sheet[0], sheet[3] - sheet[1]) > MOST_SIDE:
            yield number, "the page is larger than readers can show", None
        for key in BOXES:
            inner = _box(page.obj.get(key))
            if inner and (
                inner[0] < sheet[0] - 0.1
                or inner[1] < sheet[1] - 0.1
                or inner[2] > sheet[2] + 0.1
                or inner[3] > sheet[3] + 0.1
            ):
                yield number, f"the {key[1:]} goes beyond the sheet", None


def _box(given: Any) -> tuple[float, float, float, float] | None:
    if not isinstance(given, pikepdf.Array) or len(given) != 4:
        return None
    a, b, c, d = (float(side) for side in given)
    return min(a, c), min(b, d), max(a, c), max(b, d)


TOLERANCE = 0.97
LOOK_RULES = {
    "fonts-embedded": Rule("all fonts are embedded", "ISO 14289-1, 7.21.4", faults("font-not-embedded")),
    "fonts-readable": Rule("fonts say what their glyphs read as", "ISO 14289-1, 7.21.7", faults("font-not-readable")),
    "text-readable": Rule("all text reads as letters", "ISO 14289-1, 7.21.7", _unreadable),
    "font-widths": Rule("widths are those of the font", "ISO 19005-2, 6.2.11.5", _widths),
    "colours": Rule("device colours are explained", "ISO 19005-2, 6.2.4.3", _colours),
    "image-resolution": Rule("images are fine enough", "this program's profiles", _resolution, Severity.WARNING),
    "boxes": Rule("the boxes of pages lie in each other", "ISO 32000-1, 14.11.2", _boxes),
}
