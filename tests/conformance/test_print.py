"""Print files conform to PDF/A-2a and PDF/UA-1 besides PDF/X-4, whatever is on their pages; no rule is broken."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib import colors

from report import publish
from report.finish.press import press_findings
from tests.conformance.verapdf import VeraPdf
from tests.layout.cases import CASES
from tests.layout.manuscript import Manuscript, prose

SPOTS = (
    "meta: {name: Proef}\ndefaults:\n  report:\n    inks:\n      gold: {cmyk: [0, 22, 94, 0], spot: PANTONE 116 C}\n"
)


def judged(pdf: bytes, verapdf: VeraPdf, folder: Path, *, press: bool = True) -> list[str]:
    """What veraPDF and the rules for presses object to."""
    broken = [str(one) for standard in ("ua1", "2a") for one in verapdf.broken(pdf, standard, folder)]
    if press:
        with pikepdf.open(io.BytesIO(pdf)) as opened:
            broken += [f"{code} page {page}: {message}" for code, _, page, message in press_findings(opened)]
    return broken


@pytest.mark.parametrize("case", ["asides", "lists", "notes", "plan", "wide"])
def test_a_case_of_the_layout_conforms_in_print(case: str, tmp_path: Path, verapdf: VeraPdf) -> None:
    manuscript = Manuscript(tmp_path)
    CASES[case](manuscript)
    told = judged(publish.render(manuscript.finished(), profile="print"), verapdf, tmp_path)
    assert [one for one in told if "pixels per inch" not in one] == []  # the cases' images are of a few pixels


@pytest.fixture
def illustrated(tmp_path: Path) -> Manuscript:
    """A report with images of every kind, spots, and a separate cover."""
    manuscript = Manuscript(tmp_path)
    images = tmp_path / "assets" / "images"
    images.mkdir(parents=True)
    size = (1400, 700)
    Image.new("RGB", size, (180, 60, 40)).save(images / "foto.jpg", quality=90)
    Image.new("RGBA", size, (20, 90, 160, 120)).save(images / "glas.png")
    Image.new("CMYK", size, (40, 90, 10, 20)).save(images / "inkt.jpg", quality=90)
    Image.new("CMYK", size, (40, 90, 10, 20)).save(images / "inkt.tif")
    Image.new("L", size, 120).save(images / "grijs.png")
    figures = "\n\n".join(
        f'::: figure assets/images/{name} {{alt="Een vlak"}}\nBijschrift {name}.\n:::'
        for name in ("foto.jpg", "glas.png", "inkt.jpg", "inkt.tif", "grijs.png")
    )
    manuscript.bare("cover")
    manuscript.section("chapter", f"Intro.\n\n## Artikel\n\n{prose(9)}\n", label="Deel", headline="Het deel")
    manuscript.section("article", f"{prose(4)}\n\n{figures}\n", headline="Beelden")
    manuscript.section("colophon", "Gemaakt in 2021.", headline="Colofon")
    manuscript.sections[-1] = manuscript.sections[-1].replace("}", ", start: back}")
    manuscript.write("config/brand.yaml", SPOTS)
    return manuscript


def test_images_and_spot_colours_conform(illustrated: Manuscript, verapdf: VeraPdf) -> None:
    assert judged(publish.render(illustrated.finished(), profile="print"), verapdf, illustrated.root) == []


def test_marks_and_a_separate_cover_conform(illustrated: Manuscript, verapdf: VeraPdf) -> None:
    illustrated.write("config/profiles/print.yaml", "cover: separate\n")
    result = publish.build(illustrated.finished(), profiles=("print",), marks=True)
    assert len(result.outputs) == 2
    for output in result.outputs:
        told = judged(output.path.read_bytes(), verapdf, illustrated.root)
        assert [one for one in told if not one.startswith("press-safe")] == []


def test_print_in_rgb_conforms(illustrated: Manuscript, verapdf: VeraPdf) -> None:
    result = publish.build(illustrated.finished(), profiles=("print",), condition="digital-rgb")
    assert judged(result.outputs[0].path.read_bytes(), verapdf, illustrated.root, press=False) == []


def test_a_flowable_is_printed_in_process_colours(tmp_path: Path, verapdf: VeraPdf) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("article", prose(4), headline="Kop")
    drawing = Drawing(100, 40)
    drawing.add(Rect(0, 0, 100, 40, fillColor=colors.red, strokeWidth=1))
    flowables = {"kop": [(drawing, "Een kader")]}
    pdf = publish.render(manuscript.finished(), profile="print", flowables=flowables)
    assert judged(pdf, verapdf, tmp_path) == []
