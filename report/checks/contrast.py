"""Turns inks that are too pale to read into problems: every pair of text and ground that the report prints."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from report.checks.walk import blocks_of
from report.errors import Location, Problem, Realm, Severity
from report.model.brand import Brand, ChapterInks
from report.model.colour import LARGE_READABLE, READABLE
from report.model.content import Organisation
from report.model.report import (
    AboutSection,
    ChapterSection,
    CoverSection,
    KpiSection,
    LetterSection,
    Report,
    StatementSection,
)

LARGE, LARGE_BOLD, BOLD = 18.0, 14.0, 700.0  # pt, pt and weight from which text is large (WCAG 2.1)

# what each kind of page prints on paper, by type role; what is left out here stands on all of them
EVERYWHERE = ("folio", "caption", "text", "title", "subhead", "note")
ROLES: dict[type[object], tuple[str, ...]] = {
    CoverSection: ("year", "cover-subtitle", "label"),
    LetterSection: ("headline", "lead", "note-strong"),
    ChapterSection: ("headline", "lead", "second-title"),
    AboutSection: ("second-title",),
    KpiSection: ("number-1", "number-2", "number-3", "label"),
    StatementSection: ("table", "table-total", "label"),
}
BOXED = ("note", "subhead", "number-1")
NAMES = {"text": "running text", "caption": "captions", "folio": "folios", "note": "notes", "lead": "leads"}


class Pair(Struct, frozen=True):
    """Text in one ink on another, for what, and whether all of it is large."""

    text: str
    ground: str
    use: str
    large: bool = False


def check_contrast(report: Report) -> Iterator[Problem]:
    """Every pair of text and ground in use, at the ratio that its size needs (WCAG 2.1, 1.4.3); a problem for each pair
    of inks, with the use that needs most."""
    brand = report.brand
    worst: dict[tuple[str, str], Pair] = {}
    for pair in _pairs(report):
        inks = (min(pair.text, pair.ground), max(pair.text, pair.ground))
        known = worst.get(inks)
        if known is None or (known.large and not pair.large):
            worst[inks] = pair
    for pair in worst.values():
        ratio, least = brand.contrast(pair.text, pair.ground), LARGE_READABLE if pair.large else READABLE
        if ratio < least:
            at = brand.places.get(pair.text) or brand.places.get(pair.ground)
            message = (
                f"{pair.text} on {pair.ground} has a contrast of {ratio:.1f} ({pair.use}); reading needs {least:g}."
            )
            place = at or Location(f"config/{report.settings.brand}")
            yield Problem("low-contrast", message, place, _hint(brand, pair), Severity.WARNING, Realm.SETUP)


def _pairs(report: Report) -> Iterator[Pair]:
    """What the report prints on what."""
    brand = report.brand
    kinds = [type(loaded.section) for loaded in report.sections]
    names = dict.fromkeys([*EVERYWHERE, *(name for kind in kinds for name in ROLES.get(kind, ()))])
    for name in names:
        role = brand.roles[name]
        yield Pair(role.ink, "paper", NAMES.get(name, name.replace("-", " ")), is_large(brand, name))
    yield Pair("k70", "paper", "heads of earlier years")
    yield from _boxes(brand, "k6", "boxes")
    for loaded in report.sections:
        section = loaded.section
        if isinstance(section, ChapterSection) and section.colour in brand.chapters:
            yield from _chapter(brand, brand.chapters[section.colour], section.colour)
        elif isinstance(section, AboutSection):
            on = brand.on(brand.voice)
            yield Pair(on, brand.voice, "source of a quote and folio on the field of the voice")
            yield Pair(_on(brand, "quote", brand.voice), brand.voice, "quote", is_large(brand, "quote"))
        elif isinstance(section, KpiSection):
            on = brand.on(brand.voice)
            yield Pair(on, brand.voice, "counts on the field of the voice")
        elif isinstance(section, CoverSection) and brand.panel == "deep":
            yield Pair(brand.on(brand.voice), brand.voice, "cover")
        prose = None if isinstance(section, ChapterSection) else loaded.prose
        if prose is not None and any(isinstance(block, Organisation) for block in blocks_of(prose)):
            yield Pair(brand.on("gold"), "gold", "organisation chart")


def _chapter(brand: Brand, inks: ChapterInks, colour: str) -> Iterator[Pair]:
    """Labels, links and tabs in the deep ink, boxes on the pale one, and the panel behind the headline."""
    use = f"chapter colour {colour}"
    yield Pair(inks.deep, "paper", use)
    yield Pair(inks.deep, inks.pale, f"{use}, boxes")
    yield from _boxes(brand, inks.pale, f"{use}, boxes")
    yield Pair("paper", inks.deep, f"{use}, tabs")
    if brand.panel == "deep":
        yield Pair(_on(brand, "headline", inks.deep), inks.deep, f"{use}, headline", is_large(brand, "headline"))


def _boxes(brand: Brand, ground: str, use: str) -> Iterator[Pair]:
    """What a box holds: its title, its text, a large figure."""
    for name in BOXED:
        yield Pair(brand.roles[name].ink, ground, use, is_large(brand, name))


def _on(brand: Brand, name: str, ground: str) -> str:
    """The ink of a role's words on this ground: only what is in ink gives way to paper there."""
    ink = brand.roles[name].ink
    return brand.on(ground) if ink == "ink" else ink


def is_large(brand: Brand, name: str) -> bool:
    """Whether text in a role is large in all the sizes that it is set in."""
    role = brand.roles[name]
    size = min((role.size, *(step for step, _ in role.steps)))
    return size >= LARGE or (size >= LARGE_BOLD and dict(role.axes).get("wght", 400.0) >= BOLD)


def _hint(brand: Brand, pair: Pair) -> str:
    """Which way to go."""
    if sum(brand.inks[pair.text].rgb) <= sum(brand.inks[pair.ground].rgb):
        return f"Darken {pair.text}, or lighten {pair.ground}."
    return f"Lighten {pair.text}, or darken {pair.ground}."
