"""ReportLab's flowables as blocks of a report, through the Python interface, down to the PDF."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, Spacer

from report.errors import Location, ReportError
from report.finish import finish
from report.finish.verify import verify
from report.layout import compose
from report.model.content import Block, Foreign
from report.model.placed import Layout, PlacedFlowable, Placement
from report.model.report import Report
from report.paint import paint
from report.publish.profiles import information
from report.typography.library import FontLibrary
from tests.conformance.fonts import static_font
from tests.conformance.specimen import SCREEN
from tests.layout.manuscript import Manuscript, prose

AT = Location("extra.py", 1, 1)


@pytest.fixture
def report(tmp_path: Path) -> Report:
    manuscript = Manuscript(tmp_path)
    manuscript.section("article", f"{prose(12)}\n", label="Vrij", headline="Met een flowable")
    return manuscript.report()


@pytest.fixture
def style(tmp_path: Path) -> ParagraphStyle:
    pdfmetrics.registerFont(TTFont("Foreign", str(static_font(tmp_path))))
    return ParagraphStyle("foreign", fontName="Foreign", fontSize=10, leading=12)


def composed(report: Report, *blocks: Block) -> tuple[Layout, FontLibrary]:
    """The report with these blocks behind the text of its only section."""
    (section,) = report.sections
    assert section.prose is not None
    prose_ = replace(section.prose, introduction=(*section.prose.introduction, *blocks))
    changed = replace(report, sections=(replace(section, prose=prose_),))
    library = FontLibrary(Path(report.root), report.brand.fonts)
    return compose(changed, library), library


def pdf_of(report: Report, layout: Layout, library: FontLibrary) -> bytes:
    painted = paint(layout, report.brand, SCREEN, library, Path(report.root))
    return finish(painted, layout, SCREEN, information(report.settings, {}))


def placed(layout: Layout) -> list[Placement]:
    return [p for page in layout.pages for p in page.placements if isinstance(p.item, PlacedFlowable)]


def test_a_paragraph_and_a_drawing_stand_in_the_pdf(report: Report, style: ParagraphStyle) -> None:
    drawing = Drawing(120, 60)
    drawing.add(Rect(0, 0, 60, 20))
    drawing.add(String(0, 30, "in beeld", fontName="Foreign"))
    blocks = (
        Foreign(Paragraph("Een vreemde alinea in een ingesloten letter.", style), "Een alinea", AT),
        Foreign(drawing, "", AT),
        Foreign(Spacer(1, 30), "", AT),
    )
    layout, library = composed(report, *blocks)
    assert not layout.problems
    made = pdf_of(report, layout, library)
    assert not verify(made)
    with pikepdf.open(io.BytesIO(made)) as pdf:
        fonts = {str(font.BaseFont) for page in pdf.pages for font in page.Resources.Font.as_dict().values()}
    assert not [name for name in fonts if "Helvetica" in name or "Times" in name]
    figures = [element for element in layout.structure.walk() if element.tag == "Figure"]
    assert [figure.attributes.alt for figure in figures] == ["Een alinea"], "without alternative text: an artifact"


def test_a_flowable_stands_on_the_grid_and_takes_its_height(report: Report) -> None:
    layout, _ = composed(report, Foreign(Drawing(120, 60), "Leeg", AT))
    (one,) = placed(layout)
    item, unit = one.item, report.brand.grid.unit
    assert isinstance(item, PlacedFlowable)
    assert (item.width, item.height) == (120, 60)
    assert (one.y / unit) % 1 == pytest.approx(0.25)


def test_what_is_taller_than_a_column_is_split_over_several(report: Report, style: ParagraphStyle) -> None:
    tall = Paragraph("Een zin die vaak terugkomt. " * 400, style)
    layout, library = composed(report, Foreign(tall, "Veel woorden", AT))
    parts = placed(layout)
    assert len(parts) > 2
    assert all(isinstance(p.item, PlacedFlowable) and p.item.height <= 48 * report.brand.grid.unit for p in parts)
    assert [p.portion and p.portion.start for p in parts] == list(range(len(parts)))
    assert len({p.item.leaf for p in parts if isinstance(p.item, PlacedFlowable)}) == 1, "one element"
    assert not verify(pdf_of(report, layout, library))


def test_what_cannot_be_split_is_reported_with_its_place(report: Report) -> None:
    with pytest.raises(ReportError) as caught:
        composed(report, Foreign(Drawing(120, 900), "Te hoog", AT))
    (problem,) = caught.value.problems
    assert (problem.code, problem.at) == ("too-high", AT)
    assert problem.message.startswith("the flowable is ")
