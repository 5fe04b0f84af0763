"""Turns a layout and a profile for presses into what a printer would object to, before anything is painted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from report.errors import Location, Problem, Realm, Severity
from report.model.brand import Brand, Ink
from report.model.colour import CMYK
from report.model.placed import (
    Drawing,
    Layout,
    Page,
    Panel,
    PlacedImage,
    Placement,
    Rule,
    Strokes,
    TextLine,
    Tint,
    Turned,
)
from report.model.profile import Profile
from report.paint.colour import BLACK
from report.paint.extents import Extent, bounds, holds, mark_extent, meets, within
from report.paint.inks import Inks, inks_of, rgb_of, separator_of
from report.paint.sheet import PICTURE, SMALL

MM = 72 / 25.4
HAIRLINE = 0.25  # pt: thinner lines break up on the plate (GWG 2015)
TOUCHING = 0.5  # pt: what ends this near the trim is meant to reach it
BOLD, LEAST_WHITE = 600.0, 9.0  # weight, and size in pt, of white digits on a tab (SPEC, Decisions: print)
RESERVED = {"All", "None", "Cyan", "Magenta", "Yellow", "Black"}  # ISO 32000-1, 8.6.6.4, and the process plates
LARGE = 10 * MM  # the side of an area that several inks may fill as black
RICH = 0.85, 0.1  # of black, and of the other inks together: from here on a colour is a rich black
_WEIGHT = re.compile(r"wght=(\d+(?:\.\d+)?)")


class _Book(Struct):
    """Findings of one kind, with the pages that they are on."""

    places: dict[tuple[str, str, str, Severity, Location | None], list[str]] = field(default_factory=dict)

    def note(
        self, code: str, message: str, hint: str, page: str, at: Location | None, severity: Severity = Severity.WARNING
    ) -> None:
        pages = self.places.setdefault((code, message, hint, severity, at), [])
        if page and page not in pages:
            pages.append(page)

    def problems(self) -> Iterator[Problem]:
        for (code, message, hint, severity, at), pages in self.places.items():
            where = f" ({'page' if len(pages) == 1 else 'pages'} {', '.join(pages)})" if pages else ""
            realm = Realm.SETUP if at and at.file.endswith(".yaml") else Realm.CONTENT
            yield Problem(code, message + where, at, hint, severity, realm)


def prepress(
    layout: Layout, brand: Brand, profile: Profile, sheets: Sequence[int] | None = None
) -> tuple[Problem, ...]:
    """What a press would object to in a layout: its page count, its inks, lines that are too thin, text and logos near
    the trim, colour that ends at it, small text in colour, too much ink in one place. Nothing for other profiles.
    With `sheets`, only these pages are looked at, and their count is free."""
    if not profile.press:
        return ()
    examination = _Examination(layout, brand, profile)
    if sheets is None:
        examination.count(len(layout.pages))
    for index, page in enumerate(layout.pages):
        if sheets is None or index in sheets:
            examination.page(page, page.folio or str(index + 1))
    examination.palette()
    return tuple(examination.book.problems())


class _Examination:
    """One look at a layout."""

    def __init__(self, layout: Layout, brand: Brand, profile: Profile) -> None:
        self.layout = layout
        self.brand = brand
        self.work = profile.sheetwork
        self.limit = profile.condition.ink_limit if profile.condition else 400.0
        self.separator = separator_of(profile)
        self.inks: Inks = inks_of(brand, profile)
        self.places = {entry.block: entry.at for entry in layout.ledger}
        self.used: dict[str, None] = {}
        self.builds: dict[str, CMYK] = {}
        self.book = _Book()

    def build(self, name: str) -> CMYK:
        """The process colours of an ink; a spot colour counts as one full ink."""
        if name not in self.builds:
            ink = self.brand.inks.get(name)
            if ink is None:
                ink = Ink(name, rgb_of(name)) if name.startswith("#") else Ink(name, (0.0, 0.0, 0.0), BLACK)
            spot = ink.spot and self.work.spots
            self.builds[name] = (1.0, 0.0, 0.0, 0.0) if spot else self.separator.process(ink)
        return self.builds[name]

    def count(self, pages: int) -> None:
        """Sheets fold into so many pages."""
        lacking = -pages % self.work.multiple
        if lacking:
            hint = (
                f"Let the last section begin on the back (start: back): {lacking} before it are then blank, or for "
                "notes (filling: notes)."
            )
            message = f"The report has {pages} pages, which is no multiple of {self.work.multiple}."
            self.book.note("page-count", message, hint, "", None)

    def palette(self) -> None:
        """The inks in use have builds of their own, and none asks for too much; a spot colour is one ink."""
        mixed: dict[str, CMYK] = {}
        for name in self.used:
            spot = self.brand.inks[name].spot if name in self.brand.inks and self.work.spots else ""
            if spot:
                build = self.separator.process(self.brand.inks[name])
                at = self.brand.places.get(name)
                if spot in RESERVED:
                    hint = "Leave the spot name out and give the CMYK build."
                    self.book.note("bad-spot", f"“{spot}” is no name for a spot colour.", hint, "", at, Severity.ERROR)
                elif mixed.setdefault(spot, build) != build:
                    hint = "Give all inks of that spot colour the same CMYK build."
                    message = f"The spot colour {spot} is mixed in more than one way."
                    self.book.note("spot-twice", message, hint, "", at, Severity.ERROR)
            ink = self.brand.inks.get(name)
            at = self.brand.places.get(name)
            total = sum(self.build(name)) * 100
            shown = "/".join(f"{part * 100:.0f}" for part in self.build(name))
            if total > self.limit + 1e-6:
                message = f"The ink {name} ({shown}) asks for {total:.0f} % ink; the limit is {self.limit:g} %."
                hint = "Give it a lighter build under defaults.report.inks."
                self.book.note("too-much-ink", message, hint, "", at, Severity.ERROR)
            if ink is not None and ink.cmyk is None and name != "ink":
                hint = f"Give it one under defaults.report.inks: {name}: {{cmyk: [{shown.replace('/', ', ')}]}}"
                self.book.note("no-build", f"The ink {name} has no CMYK build; {shown} was reckoned.", hint, "", at)

    # ------------------------------------------------------------ pages

    def page(self, page: Page, folio: str) -> None:
        beneath: list[Placement] = []
        for placement in page.placements:
            item = placement.item
            at = self.places.get(placement.portion.block) if placement.portion else None
            self.used.update(dict.fromkeys(_inks(item)))
            if isinstance(item, TextLine | Turned):
                self.text(placement, page, folio, at, beneath)
            else:
                self.lines(placement, folio, at)
                self.edge(placement, page, folio, at)
                if isinstance(item, Panel | Drawing | PlacedImage):
                    beneath.append(placement)
            if placement.part == "logo":
                self.safe(bounds(placement), page, folio, at, "The logo stands")

    def text(self, placement: Placement, page: Page, folio: str, at: Location | None, beneath: list[Placement]) -> None:
        """A line is clear of the trim, black where it is small, and does not add its ink to too much."""
        box = bounds(placement)
        line = placement.item.line if isinstance(placement.item, Turned) else placement.item
        if not isinstance(line, TextLine) or not any(run.text.strip() for run in line.runs):
            return
        words = " ".join("".join(run.text for run in line.runs).split())
        shown = f"“{words[:40]}{'…' if len(words) > 40 else ''}”"
        if placement.part != "tab":
            self.safe(box, page, folio, at, f"{shown} stands")
        for run in line.runs:
            self.used.setdefault(run.ink, None)
            if run.size < SMALL and run.ink == "paper":
                self.white(placement, run.size, run.face, folio, at, beneath, shown)
            elif run.size >= SMALL and rich_black(self.build(run.ink)):
                hint = "Print the ink as black alone: cmyk: [0, 0, 0, 100]."
                self.book.note("rich-black", f"Text is printed in rich black ({run.ink}).", hint, folio, at)
        self.overlap(line, box, folio, at, beneath, shown)

    def white(
        self,
        placement: Placement,
        size: float,
        face: str,
        folio: str,
        at: Location | None,
        beneath: list[Placement],
        shown: str,
    ) -> None:
        """Small white text closes up where the sheets of several inks shift; digits on tabs are bold enough."""
        ground = next((ink for one in reversed(beneath) for ink in _uppermost(one, bounds(placement))), "")
        if not ground or (ground != PICTURE and not any(self.build(ground)[:3])):
            return
        weight = _WEIGHT.search(face)
        if placement.part == "tab" and size >= LEAST_WHITE and weight and float(weight[1]) >= BOLD:
            message = f"Exempt: white digits of {size:g} pt bold on the chapters' tabs, near the trim."
            self.book.note("press-exempt", message, "", folio, None, Severity.NOTE)
            return
        hint = f"Set it at {SMALL:g} pt or more, or on a light ground."
        self.book.note("white-text", f"{shown} is white on colour, of {size:g} pt.", hint, folio, at)

    def overlap(
        self, line: TextLine, box: Extent, folio: str, at: Location | None, beneath: list[Placement], shown: str
    ) -> None:
        """Black text lies over what is beneath it, and adds to its ink (but not to that of an image)."""
        if not any(run.ink in self.inks.overprinting for run in line.runs):
            return
        hidden: list[Extent] = []
        for one in reversed(beneath):
            for name in _grounds(one, box, hidden):
                total = (sum(self.build(name)[:3]) + 1) * 100
                if total > self.limit + 1e-6:
                    message = f"{shown} lies over {name}: {total:.0f} % ink together; the limit is {self.limit:g} %."
                    self.book.note("too-much-ink", message, "Use a lighter ground.", folio, at, Severity.ERROR)
            if isinstance(one.item, Panel) and one.item.fill:
                hidden.append(bounds(one))

    def safe(self, box: Extent, page: Page, folio: str, at: Location | None, what: str) -> None:
        """Text and logos stay so far inside the trim that a shift of the knife does not harm them."""
        left, top, right, foot = box
        near = min(left, top, page.width - right, page.height - foot)
        if near < self.work.safe * MM - 0.05:
            hint = f"Keep text and logos {self.work.safe:g} mm inside the trim."
            self.book.note("safe-zone", f"{what} {near / MM:.1f} mm from the trim.", hint, folio, at)

    def lines(self, placement: Placement, folio: str, at: Location | None) -> None:
        """No line is thinner than a plate can hold, and rich black fills large areas only."""
        item = placement.item
        for thickness, ink in _strokes(item):
            if 0 < thickness < HAIRLINE - 1e-6:
                message = f"A line is {thickness:.2g} pt thick; {HAIRLINE} pt is the least on paper."
                self.book.note("hairline", message, "Draw it thicker.", folio, at)
            if rich_black(self.build(ink)):
                hint = "Print it in black alone: cmyk: [0, 0, 0, 100]."
                self.book.note("rich-black", f"A line is printed in rich black ({ink}).", hint, folio, at)
        small = isinstance(item, Panel) and item.fill and min(item.width, item.height) < LARGE
        if isinstance(item, Panel) and small and rich_black(self.build(item.fill)):
            hint = "Print it in black alone: cmyk: [0, 0, 0, 100]."
            self.book.note("rich-black", f"A small area is printed in rich black ({item.fill}).", hint, folio, at)

    def edge(self, placement: Placement, page: Page, folio: str, at: Location | None) -> None:
        """What reaches the trim goes on into the bleed."""
        box = bounds(placement)
        bleed = self.layout.bleed
        left, top, right, foot = box
        gaps = (left, top, page.width - right, page.height - foot)
        if not any(-bleed + 0.1 < gap <= TOUCHING for gap in gaps) or not _paints(placement.item):
            return
        what = type(placement.item).__name__
        if what == "PlacedPage":
            message = "An inserted page has no bleed: what it prints at its edge may leave a white line."
            self.book.note("insert-bleed", message, "", folio, at, Severity.NOTE)
            return
        names = {"PlacedImage": "An image", "Panel": "A field of colour", "Drawing": "A drawing", "Rule": "A rule"}
        message = f"{names.get(what, 'Something')} ends at the trim and does not run into the bleed."
        hint = f"Let it go on {bleed / MM:.3g} mm beyond the trim, or end well inside it."
        self.book.note("no-bleed", message, hint, folio, at)


def rich_black(build: CMYK) -> bool:
    """Whether a build is black with other inks beneath."""
    return build[3] >= RICH[0] and sum(build[:3]) >= RICH[1]


def _inks(item: object) -> Iterator[str]:
    if isinstance(item, Panel):
        yield from (ink for ink in (item.fill, item.stroke) if ink)
    elif isinstance(item, Drawing):
        yield from (mark.ink for mark in item.marks)
    elif isinstance(item, Rule):
        yield item.ink


def _strokes(item: object) -> Iterable[tuple[float, str]]:
    """The lines of an item: thickness in pt, and ink."""
    if isinstance(item, Rule):
        return [(item.thickness, item.ink)]
    if isinstance(item, Panel):
        return [(item.stroke_width, item.stroke)] if item.stroke else []
    if isinstance(item, Drawing):
        return {(mark.width, mark.ink): None for mark in item.marks if isinstance(mark, Strokes)}
    return []


def _paints(item: object) -> bool:
    return not isinstance(item, Panel) or bool(item.fill and item.fill != "paper") or bool(item.stroke)


def _uppermost(placement: Placement, box: Extent) -> Iterator[str]:
    """The inks of a placement that lie beneath all of a box, from above; an image counts as one of its own."""
    item = placement.item
    if not meets(bounds(placement), box):
        return
    if isinstance(item, Drawing):
        for mark in reversed(item.marks):
            extent = mark_extent(mark, placement.x, placement.y)
            if isinstance(mark, Tint) and extent and holds(extent, box):
                yield mark.ink
    elif holds(bounds(placement), box):
        yield PICTURE if isinstance(item, PlacedImage) else item.fill if isinstance(item, Panel) else ""


def _grounds(placement: Placement, box: Extent, hidden: Sequence[Extent]) -> Iterator[str]:
    """The inks of a placement that lie beneath a box, less what panels above have hidden."""
    item, seen = placement.item, bounds(placement)
    if not meets(seen, box):
        return
    marks: Iterable[tuple[Extent | None, str]] = ()
    if isinstance(item, Panel) and item.fill:
        marks = [(seen, item.fill)]
    elif isinstance(item, Drawing):
        marks = ((mark_extent(mark, placement.x, placement.y), mark.ink) for mark in item.marks)
    for extent, ink in marks:
        if extent and meets(extent, box):
            shared = within(within(extent, seen), box)
            if not any(holds(panel, shared) for panel in hidden):
                yield ink
