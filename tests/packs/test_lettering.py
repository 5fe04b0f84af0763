"""What fonts of papers read as: encodings, glyph names, maps; compared with what another reader reads."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from report.packs.ink import InkReader
from report.packs.lettering import UNREAD, Lettering, named_letter
from report.packs.trees import entries
from report.publish import render
from report.sources.scaffold import scaffold


def letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()).replace("\ufffe", "").replace("\x02", "").replace("-", ""))


def test_our_own_pages_read_as_another_reader_reads_them(tmp_path: Path) -> None:
    """Composite fonts with ToUnicode maps, ligatures and spans."""
    scaffold(tmp_path / "verslag", language="nl")
    data = render(tmp_path / "verslag")
    reader = InkReader()
    with pikepdf.open(io.BytesIO(data)) as pdf, pypdfium2.PdfDocument(data) as document:
        for page, other in zip(pdf.pages, document, strict=True):
            ours, theirs = letters(reader.read(page).text), letters(other.get_textpage().get_text_range())
            assert sum(((ours - theirs) + (theirs - ours)).values()) <= 0.02 * sum(theirs.values())


@pytest.mark.parametrize(("name", "letter"), [
    ("a", "a"), ("eacute", "é"), ("acircumflexacute", "ấ"), ("fi", "fi"), ("uni20AC", "€"), ("u1F600", "😀"),
    ("A.sc", "A"), (".notdef", UNREAD), ("g12", UNREAD), ("dcroat", "đ"), ("hyphen", "-"),
])  # fmt: skip
def test_glyph_names(name: str, letter: str) -> None:
    assert named_letter(name) == letter


@given(st.text(max_size=20))
def test_any_glyph_name_is_some_letter(name: str) -> None:
    assert named_letter(name)


def test_differences_go_before_the_encoding_and_maps_before_both() -> None:
    with pikepdf.new() as pdf:
        encoding = Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=Array([65, Name.eacute, Name.Euro]))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, Encoding=encoding)
        assert "".join(sign.text for sign in Lettering(font).signs(b"ABC")) == "é€C"
        font.ToUnicode = pdf.make_stream(
            b"1 beginbfchar <41> <00660066> endbfchar 1 beginbfrange <43> <44> <0058> endbfrange"
        )
        assert "".join(sign.text for sign in Lettering(font).signs(b"ABCD")) == "ff€XY"


@given(st.binary(max_size=200))
def test_any_map_is_read_without_harm(data: bytes) -> None:
    with pikepdf.new() as pdf:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type0, ToUnicode=pdf.make_stream(b"beginbfrange" + data))
        list(Lettering(font).signs(b"\x00\x41\x00"))


def test_a_tree_that_holds_itself_is_read_once() -> None:
    with pikepdf.new() as pdf:
        tree = pdf.make_indirect(Dictionary(Names=Array([pikepdf.String("b"), 1, pikepdf.String("a"), 2])))
        tree.Kids = Array([tree, Dictionary(Names=Array([pikepdf.String("c"), 3, pikepdf.String("odd")])), 4])
        assert [str(name) for name, _ in entries(tree, "/Names")] == ["b", "a", "c"]
