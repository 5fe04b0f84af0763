"""Subsets keep glyph ids, outlines and advances, at the face's axis positions."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from report.model.brand import FontFile
from report.typography.faces import Face
from report.typography.library import FontLibrary
from report.typography.subset import descriptor, subset

SmallFont = Callable[..., Path]


@pytest.mark.parametrize("weight", [400.0, 650.0])
def test_a_subset_reopens_with_its_advances(library: FontLibrary, weight: float) -> None:
    face = library.face("Source Serif 4", (("opsz", 10.0), ("wght", weight)))
    gids = {glyph[0] for glyph in face.shape("Groningen efficiënt", ("kern", "liga"), "nl").glyphs}
    font = TTFont(io.BytesIO(subset(face, gids)))
    order = font.getGlyphOrder()
    advances = font["hmtx"].metrics
    for gid in gids:
        assert advances[order[gid]][0] == face.advance(gid)
        assert descriptor(face).advance(gid) == pytest.approx(face.advance(gid) * 1000 / face.units_per_em)
        assert gid == face.hb_font.get_nominal_glyph(32) or font["glyf"][order[gid]].numberOfContours
    assert not {"fvar", "gvar", "HVAR", "GSUB", "GPOS", "name"} & set(font.keys())
    unused = face.hb_font.get_nominal_glyph(ord("Q"))
    assert font["glyf"][order[unused]].numberOfContours == 0


def test_the_axes_are_pinned(library: FontLibrary) -> None:
    boxes = []
    for weight in (200.0, 900.0):
        face = library.face("Source Sans 3", (("wght", weight),))
        gid = face.hb_font.get_nominal_glyph(ord("l"))
        font = TTFont(io.BytesIO(subset(face, [gid])))
        glyph = font["glyf"][font.getGlyphOrder()[gid]]
        boxes.append(glyph.xMax - glyph.xMin)
    assert boxes[1] > 2 * boxes[0]


def test_subsets_are_equal_byte_for_byte(serif: Face, tmp_path: Path) -> None:
    other = FontLibrary(tmp_path, {}).face("Source Serif 4", (("opsz", 10.0), ("wght", 400.0)))
    assert subset(serif, [40, 30, 35]) == subset(other, {35, 30, 40})


def test_a_postscript_font_gives_its_bare_table(tmp_path: Path, small_font: SmallFont) -> None:
    small_font("x.otf")
    face = FontLibrary(tmp_path, {"Own": FontFile("Own", ("x.otf",))}).face("Own")
    gid = face.hb_font.get_nominal_glyph(ord("c"))
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(subset(face, [gid])), None)
    top = fonts[0]
    outlines = top.CharStrings
    assert len(outlines) > gid
    pen = BoundsPen(None)
    outlines[top.charset[gid]].draw(pen)
    assert pen.bounds == (50, 0, 450, 400)


def test_a_plain_truetype_font_is_subset_too(tmp_path: Path, small_font: SmallFont) -> None:
    small_font("x.ttf", cff=False)
    face = FontLibrary(tmp_path, {"Own": FontFile("Own", ("x.ttf",))}).face("Own")
    gid = face.hb_font.get_nominal_glyph(ord("b"))
    font = TTFont(io.BytesIO(subset(face, [gid])))
    assert font["hmtx"].metrics[font.getGlyphOrder()[gid]][0] == face.advance(gid) == 530


def test_descriptors(serif: Face, italic: Face, library: FontLibrary) -> None:
    upright, slanted = descriptor(serif), descriptor(italic)
    assert upright.postscript_name == "SourceSerif4-opsz10wght400"
    assert slanted.postscript_name != upright.postscript_name
    assert (upright.italic_angle, upright.flags & 64) == (0.0, 0)
    assert slanted.italic_angle < 0
    assert slanted.flags & 64
    assert upright.cap_height == 670
    assert upright.bbox[0] < 0 < upright.bbox[3]
    heavy = library.face("Source Serif 4", (("opsz", 10.0), ("wght", 900.0)))
    assert descriptor(heavy).stem_v > upright.stem_v
