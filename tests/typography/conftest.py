"""Fonts for the tests: the sample brand's families, and small ones made on the spot."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from report.typography.faces import Face
from report.typography.library import FontLibrary
from report.typography.text import Typesetter

SmallFont = Callable[..., Path]


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> FontLibrary:
    return FontLibrary(tmp_path_factory.mktemp("project"), {})


@pytest.fixture(scope="session")
def serif(library: FontLibrary) -> Face:
    return library.face("Source Serif 4", (("opsz", 10.0), ("wght", 400.0)))


@pytest.fixture(scope="session")
def italic(library: FontLibrary) -> Face:
    return library.face("Source Serif 4", (("opsz", 10.0), ("wght", 400.0)), italic=True)


@pytest.fixture(scope="session")
def sans(library: FontLibrary) -> Face:
    return library.face("Source Sans 3", (("wght", 400.0),))


@pytest.fixture
def typesetter(library: FontLibrary) -> Typesetter:
    return Typesetter(library, "nl")


@pytest.fixture
def small_font(tmp_path: Path) -> SmallFont:
    """Makes a font of square letters in a file under the test's folder."""

    def make(
        name: str = "Small.otf", characters: str = " abcdef-☃", *, cff: bool = True, weight: int = 400, licence: int = 0
    ) -> Path:
        names = {character: f"uni{ord(character):04X}" for character in characters}
        order = [".notdef", *names.values()]
        builder = FontBuilder(1000, isTTF=not cff)
        builder.setupGlyphOrder(order)
        builder.setupCharacterMap({ord(character): glyph for character, glyph in names.items()})
        advances = {glyph: 500 + 10 * place for place, glyph in enumerate(order)}
        if cff:
            pens = {glyph: T2CharStringPen(width, None) for glyph, width in advances.items()}
            for pen in pens.values():
                _square(pen)
            shapes = {glyph: pen.getCharString() for glyph, pen in pens.items()}
            builder.setupCFF(Path(name).stem, {"FullName": "Small"}, shapes, {})
        else:
            outlines = {glyph: TTGlyphPen(None) for glyph in order}
            for outline in outlines.values():
                _square(outline)
            builder.setupGlyf({glyph: outline.glyph() for glyph, outline in outlines.items()})
        builder.setupHorizontalMetrics({glyph: (width, 50) for glyph, width in advances.items()})
        builder.setupHorizontalHeader(ascent=800, descent=-200)
        builder.setupNameTable({"familyName": "Small", "styleName": "Regular", "psName": "Small-Regular"})
        builder.setupOS2(usWeightClass=weight, fsType=licence, sCapHeight=700, sxHeight=500)
        builder.setupPost()
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        builder.save(path)
        return path

    return make


def _square(pen: T2CharStringPen | TTGlyphPen) -> None:
    pen.moveTo((50, 0))
    for corner in ((50, 400), (450, 400), (450, 0)):
        pen.lineTo(corner)
    pen.closePath()
