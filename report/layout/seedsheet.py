"""The motif under several seeds → contact sheets to choose from: a page for each seed, with every map and the cover."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec.structs import replace

from report.errors import Location
from report.layout.grounds import Grounds
from report.layout.markup import mark_words
from report.layout.room import ComposingRoom
from report.layout.sheet import Press, Sheet
from report.model.brand import ChapterInks
from report.model.motif import Motif
from report.model.placed import Layout, Panel
from report.model.report import Report
from report.model.structure import Attributes, Element
from report.typography.library import FontLibrary

TITLE_LINE, FIRST_LINE, LAST_LINE = 5, 7, 62
ACROSS = 3  # maps in a row
MOST_MAPS = 9
NOTCH = (0.5, 0.682)  # the cover's notch: right and top, in parts of the page (SPEC, Pages: cover)


def seeds_of(report: Report, count: int) -> tuple[str, ...]:
    """The report's own seed, and others made from it."""
    own = report.brand.motif.seed or str(report.settings.period)
    return (own, *(f"{own}-{number}" for number in range(2, count + 1)))


def compose_seeds(report: Report, library: FontLibrary, seeds: Sequence[str]) -> Layout:
    """A page for each seed. The first is the report's own, with the seeds its brand gives to single maps; in the
    others all maps have the seed of the page."""
    room = ComposingRoom(report, library)
    press = Press(room.grid)
    elements = []
    for index, seed in enumerate(seeds):
        sheet = press.sheet("article")
        motif = report.brand.motif if index == 0 else _with_seed(report.brand.motif, seed)
        elements += _put_seed(room, sheet, replace(report, brand=replace(report.brand, motif=motif)), seed)
    return Layout(
        pages=press.pages(),
        structure=Element("Document", tuple(elements), Attributes(language=report.settings.language)),
        tags=room.tags,
        outline=(),
        ledger=(),
        glyphs=room.typesetter.glyphs_used(),
    )


def _with_seed(motif: Motif, seed: str) -> Motif:
    maps = tuple(replace(land, seed="") for land in motif.maps)
    return replace(motif, seed=seed, maps=maps, cover=replace(motif.cover, seed="", crop_seed="", cut=0))


def _put_seed(room: ComposingRoom, sheet: Sheet, report: Report, seed: str) -> list[Element]:
    grid, grounds = room.grid, Grounds(report)
    elements = [_put_words(room, sheet, f'seed: "{seed}"', grid.column_x(1, sheet.verso), grid.line(TITLE_LINE))]
    maps = report.brand.motif.maps[:MOST_MAPS]
    inks = list(report.brand.chapters.values()) or [ChapterInks("ink", "k40", "k15")]
    left = grid.column_x(1, sheet.verso)
    width = (grid.span(grid.columns) - (ACROSS - 1) * grid.gutter) / ACROSS
    height = width * grounds.opener_shape
    pitch = height + 2 * grid.unit
    top = grid.line(FIRST_LINE)
    for index, land in enumerate(maps):
        x = left + index % ACROSS * (width + grid.gutter)
        y = top + index // ACROSS * pitch
        sheet.put(grounds.whole(index + 1, inks[index % len(inks)], width), x, y)
        elements.append(_put_words(room, sheet, f"{index + 1} {land.map}", x, y + height + grid.unit))
    top += ceil(len(maps) / ACROSS) * pitch + grid.unit
    scale = (grid.line(grid.up(LAST_LINE)) - top) / (grid.height + 2 * grid.bleed)
    if scale > 0:
        notch = (-grid.bleed, grid.height * NOTCH[1], grid.width * NOTCH[0], grid.height + grid.bleed)
        sheet.put(grounds.cover(notch, scale), left, top)
        right, below = (notch[2] + grid.bleed) * scale, (notch[1] + grid.bleed) * scale
        sheet.put(Panel(right, (notch[3] - notch[1]) * scale, "paper"), left, top + below)
    return elements


def _put_words(room: ComposingRoom, sheet: Sheet, text: str, x: float, y: float) -> Element:
    words = mark_words(text, room, "caption-strong", Location(""))
    sheet.put(room.typesetter.line(words.stretches), x, y)
    return Element("P", words.kids)
