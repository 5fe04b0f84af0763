"""Small font files for tests, made from the installed font packages."""

from __future__ import annotations

from pathlib import Path

import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen

from report.model.brand import FontFile
from report.typography.library import FontLibrary


def static_font(folder: Path) -> Path:
    """A static TrueType file with the letters of ASCII."""
    source = FontLibrary(folder, {"Source Sans 3": FontFile("Source Sans 3")}).face("Source Sans 3").program.hb_face
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(range(32, 127))
    wanted.pin_axis_location(source, "wght", 400.0)
    path = folder / "Specimen.ttf"
    path.write_bytes(bytes(hb.subset(source, wanted).blob.data))
    return path


def postscript_font(folder: Path) -> Path:
    """An OpenType file with PostScript outlines: boxes of growing width for a, b and c."""
    letters = "abc"
    names = [".notdef", "space", *letters]
    widths = {".notdef": 500, "space": 250, "a": 400, "b": 500, "c": 600}
    outlines = {}
    for name in names:
        pen = T2CharStringPen(widths[name], None)
        if name != "space":
            pen.moveTo((50, 0))
            for corner in ((widths[name] - 50, 0), (widths[name] - 50, 600), (50, 600)):
                pen.lineTo(corner)
            pen.closePath()
        outlines[name] = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({32: "space", **{ord(letter): letter for letter in letters}})
    builder.setupCFF("Boxes-Regular", {"FullName": "Boxes Regular"}, outlines, {})
    builder.setupHorizontalMetrics({name: (widths[name], 50) for name in names})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Boxes", "styleName": "Regular", "psName": "Boxes-Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200, sCapHeight=600)
    builder.setupPost()
    path = folder / "Boxes.otf"
    builder.save(path)
    return path
