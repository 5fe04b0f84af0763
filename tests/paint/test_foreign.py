"""Flowables of ReportLab on our pages: what they paint is marked, what would break the document is refused."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image as PillowImage
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Image, Paragraph, Table

from report.errors import ReportError
from report.finish.content import read_marks
from report.model.placed import PlacedFlowable, Portion
from report.model.structure import ARTIFACT, Attributes, Element
from report.paint import Painted, paint
from tests.conformance.fonts import static_font
from tests.conformance.specimen import AT, BRAND, SCREEN, Specimen


class Drawn(Flowable):  # type: ignore[misc]
    """A flowable that draws what it is told."""

    def __init__(self, draw: Callable[[Any], None]) -> None:
        super().__init__()
        self.width, self.height = 100, 50
        self._draw = draw

    def draw(self) -> None:
        self._draw(self.canv)


@pytest.fixture
def specimen(tmp_path: Path) -> Specimen:
    made = Specimen(tmp_path)
    made.page("1")
    return made


@pytest.fixture
def font(tmp_path: Path) -> str:
    """A font that ReportLab can embed."""
    pdfmetrics.registerFont(TTFont("Specimen", str(static_font(tmp_path))))
    return "Specimen"


def placed(specimen: Specimen, flowable: object, *, tagged: bool = True) -> Painted:
    before, leaf = specimen.leaf("P"), specimen.leaf("Figure")
    specimen.line([specimen.words("ervoor", before, ink="deep")], 60, 50)
    number = leaf.number if tagged else ARTIFACT
    specimen.place(PlacedFlowable(flowable, 100, 50, number), 60, 100, Portion(0, 0, 1, 1))
    after = specimen.leaf("P")
    specimen.line([specimen.words("erna", after, ink="deep")], 60, 200)
    figure = Element("Figure", (leaf,), Attributes(alt="getekend", box=True))
    kids = [Element("P", (before,)), *([figure] if tagged else []), Element("P", (after,))]
    return paint(specimen.layout(*kids), BRAND, SCREEN, specimen.library, specimen.root)


def content(made: Painted) -> str:
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        return pdf.pages[0].Contents.read_bytes().decode("latin-1")


def fonts(made: Painted) -> list[str]:
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        return [str(font.BaseFont) for font in pdf.pages[0].Resources.Font.as_dict().values()]


def test_all_it_paints_is_one_piece_of_content(specimen: Specimen, font: str) -> None:
    def draw(canvas: Any) -> None:
        canvas.saveState()
        canvas.setFont(font, 12)
        canvas.drawString(0, 0, "een (twee) \\ drie q Q")
        canvas.restoreState()
        canvas.rect(0, 0, 10, 10, fill=1)

    made = placed(specimen, Drawn(draw))
    marks = read_marks(content(made).encode("latin-1"))
    assert not marks.faults
    assert list(marks.painted) == [0, 1, 2]
    assert made.log.boxes[1] == pytest.approx((0, 60, 691.89, 160, 741.89))
    assert any("SourceSans3" in name or "Specimen" in name for name in fonts(made))


def test_it_starts_from_a_clean_state_and_leaves_ours_alone(specimen: Specimen) -> None:
    text = content(placed(specimen, Drawn(lambda canvas: canvas.rect(0, 0, 10, 10, fill=1))))
    _, _, drawing = text.partition("/Figure")
    assert drawing.index("q 0 0 0 rg") < drawing.index(" re ")
    assert "1 0 0 1 60 691.89 cm" in drawing
    assert " rg" not in drawing.partition("EMC")[2], "our colour still holds after the flowable"


def test_two_transparent_ones_on_a_page_keep_their_states(specimen: Specimen) -> None:
    def veil(alpha: float) -> Drawn:
        def draw(canvas: Any) -> None:
            canvas.setFillAlpha(alpha)
            canvas.rect(0, 0, 10, 10, fill=1)

        return Drawn(draw)

    specimen.place(PlacedFlowable(veil(0.25), 100, 50), 60, 300)
    specimen.place(PlacedFlowable(veil(0.5), 100, 50), 60, 400)
    made = placed(specimen, veil(0.25))
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        states = {name: float(state.ca) for name, state in pdf.pages[0].Resources.ExtGState.items()}
    assert sorted(states.values()) == [0.25, 0.5]
    used = [states[f"/{name}"] for name in re.findall(r"/(\S+) gs", content(made))]
    assert used == [0.25, 0.5, 0.25]


def test_without_a_leaf_it_is_an_artifact(specimen: Specimen) -> None:
    made = placed(specimen, Drawn(lambda canvas: canvas.circle(5, 5, 5)), tagged=False)
    marks = read_marks(content(made).encode("latin-1"))
    assert not marks.faults
    assert list(marks.painted) == [0, 1]


def test_a_drawing_without_text_brings_no_font(specimen: Specimen) -> None:
    drawing = Drawing(100, 50)
    drawing.add(Rect(0, 0, 50, 20))
    made = placed(specimen, drawing)
    assert len(fonts(made)) == 1
    assert not any("Times" in name or "Helvetica" in name for name in fonts(made))


def test_stock_flowables_with_an_embedded_font(specimen: Specimen, font: str) -> None:
    style = ParagraphStyle("x", fontName=font)
    paragraph = Paragraph("Een alinea die over twee regels loopt, zo smal is zij.", style)
    paragraph.wrap(100, 50)
    table = Table([["a", "b"]], style=[("FONTNAME", (0, 0), (-1, -1), font)])
    table.wrap(100, 50)
    for flowable in (paragraph, table):
        marks = read_marks(content(placed(fresh(specimen.root), flowable)).encode("latin-1"))
        assert not marks.faults


def fresh(root: Path) -> Specimen:
    made = Specimen(root)
    made.page("1")
    return made


def test_images_have_short_names_that_do_not_tell_of_their_folder(specimen: Specimen) -> None:
    path = specimen.root / "a.png"
    PillowImage.new("RGB", (10, 10), "red").save(path)
    image = Image(str(path), 50, 50)
    made = placed(specimen, image)
    assert "/X1 Do" in content(made)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert list(pdf.pages[0].Resources.XObject.keys()) == ["/X1"]
        assert "ASCII85" not in str(pdf.pages[0].Resources.XObject.X1.Filter)


@pytest.mark.parametrize(
    ("draw", "code", "said"),
    [
        (lambda canvas: canvas.drawString(0, 0, "x"), "flowable-font", "Helvetica"),
        (lambda canvas: (canvas.setFont("Times-Bold", 9), canvas.drawString(0, 0, "x")), "flowable-font", "Times-Bold"),
        (lambda canvas: canvas.setFillColorCMYK(1, 0, 0, 0), "flowable-colour", "CMYK"),
        (lambda canvas: canvas.saveState(), "flowable-state", "does not restore"),
        (lambda canvas: canvas._code.append("/P BMC"), "flowable-marks", "marked content"),
        (lambda canvas: canvas.linkURL("https://example.org", (0, 0, 9, 9)), "flowable-annotation", "annotations"),
        (lambda canvas: canvas.showPage(), "flowable-fault", "ends the page"),
        (lambda canvas: 1 / 0, "flowable-fault", "division by zero"),
    ],
)
def test_what_would_break_the_document_is_refused(
    specimen: Specimen, draw: Callable[[Any], None], code: str, said: str
) -> None:
    with pytest.raises(ReportError) as caught:
        placed(specimen, Drawn(draw))
    assert [problem.code for problem in caught.value.problems] == [code]
    assert said in caught.value.problems[0].message
    assert caught.value.problems[0].at == AT


def test_a_drawing_with_text_in_an_embedded_font(specimen: Specimen, font: str) -> None:
    drawing = Drawing(100, 50)
    drawing.add(String(0, 0, "label", fontName=font))
    assert len(fonts(placed(specimen, drawing))) == 2


def test_a_drawing_with_text_in_a_stock_font_is_refused(specimen: Specimen) -> None:
    drawing = Drawing(100, 50)
    drawing.add(String(0, 0, "label"))
    with pytest.raises(ReportError, match="which is not embedded"):
        placed(specimen, drawing)
