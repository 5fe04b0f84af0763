"""How faces are embedded: subsets with their widths, and text that can be read back."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from report.model.brand import FontFile
from report.model.placed import Run, TextLine
from report.model.structure import Element
from report.paint import paint
from report.typography.library import FontLibrary
from tests.conformance.constructs import recoded
from tests.conformance.fonts import postscript_font
from tests.conformance.specimen import BRAND, SCREEN, Specimen


def text_of(pdf: bytes, page: int = 0) -> str:
    """The text of a page as a reader of the file extracts it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text: str = document[page].get_textpage().get_text_range()
    finally:
        document.close()
    return text.replace("\r\n", "\n")


def test_ligatures_and_accents_read_as_letters(tmp_path: Path) -> None:
    specimen = Specimen(tmp_path)
    specimen.page("1")
    leaf = specimen.leaf("P")
    specimen.line([specimen.words("De fietsen: één officiële affiche – 12 €", leaf)], 60, 100)
    assert "fi" in specimen.glyphs[next(iter(specimen.glyphs))].values()
    made = paint(specimen.layout(Element("P", (leaf,))), BRAND, SCREEN, specimen.library, tmp_path)
    assert text_of(made.pdf) == "De fietsen: één officiële affiche – 12 €"


def test_widths_are_those_of_the_face(tmp_path: Path) -> None:
    specimen = Specimen(tmp_path)
    specimen.page("1")
    leaf = specimen.leaf("P")
    run = specimen.words("Wijde maten", leaf)
    specimen.line([run], 60, 100)
    made = paint(specimen.layout(Element("P", (leaf,))), BRAND, SCREEN, specimen.library, tmp_path)
    face = specimen.library.by_key(run.face)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        (font,) = pdf.pages[0].Resources.Font.as_dict().values()
        descendant = font.DescendantFonts[0]
        widths: dict[int, float] = {}
        entries = list(descendant.W)
        for first, run_of_widths in zip(entries[::2], entries[1::2], strict=True):
            widths |= {int(first) + index: float(width) for index, width in enumerate(run_of_widths)}
        assert "/CIDSet" not in descendant.FontDescriptor
        assert str(font.BaseFont)[7] == "+"
        assert font.BaseFont == descendant.BaseFont == descendant.FontDescriptor.FontName
    assert set(widths) == {0, *specimen.glyphs[run.face]}
    for gid, width in widths.items():
        assert width == pytest.approx(face.advance(gid) * 1000 / face.units_per_em, abs=0.01)


def test_postscript_outlines_are_embedded_as_bare_cff(tmp_path: Path) -> None:
    postscript_font(tmp_path)
    specimen = Specimen(tmp_path)
    specimen.library = FontLibrary(tmp_path, {"Boxes": FontFile("Boxes", ("Boxes.otf",))})
    specimen.page("1")
    leaf = specimen.leaf("P")
    specimen.line([specimen.words("abc cab", leaf, family="Boxes")], 60, 100)
    made = paint(specimen.layout(Element("P", (leaf,))), BRAND, SCREEN, specimen.library, tmp_path)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        (font,) = pdf.pages[0].Resources.Font.as_dict().values()
        descendant = font.DescendantFonts[0]
        assert descendant.Subtype == "/CIDFontType0"
        assert descendant.FontDescriptor.FontFile3.Subtype == "/CIDFontType0C"
        assert descendant.FontDescriptor.FontFile3.read_bytes()[:1] == b"\x01"  # a CFF header, no OpenType wrapper
        assert "/CIDToGIDMap" not in descendant
    assert text_of(made.pdf) == "abc cab"


def test_a_glyph_may_have_a_second_code_that_reads_otherwise(tmp_path: Path) -> None:
    specimen = Specimen(tmp_path)
    layout = recoded(specimen)
    made = paint(layout, BRAND, SCREEN, specimen.library, tmp_path)
    (key,) = specimen.glyphs
    face = specimen.library.by_key(key)
    (code,) = [code for code, text in specimen.glyphs[key].items() if text == "\u00ad"]
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        (font,) = pdf.pages[0].Resources.Font.as_dict().values()
        glyph_map = font.DescendantFonts[0].CIDToGIDMap.read_bytes()
        assert b"> <00AD>" in font.ToUnicode.read_bytes()
    assert int.from_bytes(glyph_map[2 * code : 2 * code + 2], "big") == face.glyph(code) != code
    for plain in (plain for plain in specimen.glyphs[key] if plain != code):
        assert int.from_bytes(glyph_map[2 * plain : 2 * plain + 2], "big") == plain


def test_more_glyphs_than_one_block_of_the_map_holds(tmp_path: Path) -> None:
    specimen = Specimen(tmp_path)
    specimen.page("1")
    leaf = specimen.leaf("P")
    text = "".join(chr(code) for code in [*range(33, 127), *range(0xC0, 0x12C)])
    run = specimen.words(text, leaf)
    specimen.line([run], 10, 100)
    assert len(specimen.glyphs[run.face]) >= 200
    made = paint(specimen.layout(Element("P", (leaf,))), BRAND, SCREEN, specimen.library, tmp_path)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        (font,) = pdf.pages[0].Resources.Font.as_dict().values()
        blocks = font.ToUnicode.read_bytes().split(b" beginbfchar")
    assert len(blocks) > 3
    assert all(int(block.split()[-1]) <= 100 for block in blocks[:-1])
    assert text_of(made.pdf) == text


def test_only_faces_in_use_are_embedded(tmp_path: Path) -> None:
    specimen = Specimen(tmp_path)
    specimen.page("1")
    leaf = specimen.leaf("P")
    specimen.words("nooit gezet", None, family="Source Sans 3")
    run = specimen.words("gezet", leaf)
    specimen.line([run], 60, 100)
    specimen.place(TextLine((Run(0, 0, "no such face", 9, "ink", "[]", ""),), 0), 60, 120)
    made = paint(specimen.layout(Element("P", (leaf,))), BRAND, SCREEN, specimen.library, tmp_path)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert len(pdf.pages[0].Resources.Font) == 1
    assert b"Helvetica" not in made.pdf
