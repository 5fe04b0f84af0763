"""Reports with PDFs that are inserted as they are conform, and have them in folios, outline and manifest."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from report.finish.verify import verify
from report.publish import build
from tests.conformance.verapdf import VeraPdf
from tests.finish.papers import four_inks, paper, project, saved, sound, turn
from tests.sources.projects import write

TAGGED: dict[str, str | bytes | None] = {
    "config/report.yaml": """\
organisation: Accountant
title: Verklaring
slug: verklaring
language: nl
period: 2021
sections:
  - {kind: article, source: content/werk.md}
  - {kind: statement, source: figures/rekening.yaml}
""",
    "config/content/werk.md": "---\nlabel: V\nheadline: Verklaring\n---\nOordeel[^a] en [een link](https://a.example).\n\n"
    "[^a]: Een noot.\n",
    "config/figures/feiten.yaml": None,
}


@pytest.mark.parametrize("change", [None, turn])
def test_the_pages_stand_in_the_file_with_folio_bookmark_and_alternative(
    change: Callable[[pikepdf.Pdf], None] | None, tmp_path: Path, verapdf: VeraPdf
) -> None:
    folder = project(tmp_path, saved(paper(sound, pages=2), change))
    result = build(folder, out=tmp_path / "out")
    content = result.outputs[0].path.read_bytes()
    assert verify(content) == ()
    for standard in ("ua1", "2a"):
        assert verapdf.broken(content, standard, tmp_path) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 4
        forms = [page.obj.Resources.XObject for page in list(pdf.pages)[2:]]
        assert [list(form.keys()) for form in forms] == [["/Insert1"], ["/Insert2"]]
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root][-1] == "Controleverklaring"
    manifest = result.manifests[0].read_text("utf-8")
    assert '"inserts": [\n    {\n      "file": "assets/v.pdf",\n      "pages": 2,\n      "tagged": false' in manifest
    again = build(folder, out=tmp_path / "again")
    assert again.outputs[0].sha256 == result.outputs[0].sha256


def test_a_tagged_file_keeps_its_structure(tmp_path: Path, verapdf: VeraPdf) -> None:
    """A report of ours, inserted in another: its elements, with content in forms on our pages, and their ids."""
    inner = build(write(tmp_path / "inner", TAGGED), out=tmp_path / "inner/out").outputs[0]
    folder = project(tmp_path / "outer", inner.path.read_bytes())
    settings = folder / "config/report.yaml"
    settings.write_text(settings.read_text("utf-8").replace(", alt: De verklaring van de accountant.", ""), "utf-8")
    result = build(folder, out=tmp_path / "out")
    content = result.outputs[0].path.read_bytes()
    assert verify(content) == ()
    for standard in ("ua1", "2a"):
        assert verapdf.broken(content, standard, tmp_path) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        tags = [str(element.S) for element in elements(pdf.Root.StructTreeRoot)]
        assert {"/Table", "/TH", "/Note"} <= set(tags)
        assert "/Figure" not in tags
        assert tags.count("/Document") == 1
        names = list(pdf.Root.StructTreeRoot.IDTree.Names)[::2]
        assert any(bytes(name).startswith(b"insert1-") for name in names)
    assert '"tagged": true' in result.manifests[0].read_text("utf-8")


def test_an_excerpt_has_the_structure_of_its_pages_alone(tmp_path: Path) -> None:
    inner = build(write(tmp_path / "inner", TAGGED), out=tmp_path / "inner/out").outputs[0]
    folder = project(tmp_path / "outer", inner.path.read_bytes())
    whole = build(folder, out=tmp_path / "out").outputs[0]
    last = build(folder, out=tmp_path / "out", pages=str(whole.pages)).outputs[0]
    assert last.pages == 1
    assert verify(last.path.read_bytes()) == ()


def elements(holder: Any) -> Iterator[Any]:
    kids = holder.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


@pytest.mark.parametrize("profile", ["screen", "print"])
def test_colours_of_the_other_kind_are_explained_by_a_profile(profile: str, tmp_path: Path, verapdf: VeraPdf) -> None:
    """CMYK in a file for the screen, RGB in one for the press: operators, images and what they are indices into."""
    folder = project(tmp_path, paper(four_inks))
    content = build(folder, profiles=(profile,), out=tmp_path / "out").outputs[0].path.read_bytes()
    assert verify(content) == ()
    for standard in ("ua1", "2a"):
        assert verapdf.broken(content, standard, tmp_path) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        spaces = pdf.pages[-1].obj.Resources.XObject.Insert1.Resources.ColorSpace
        assert list(spaces.keys()) == ["/DefaultRGB" if profile == "print" else "/DefaultCMYK"]
