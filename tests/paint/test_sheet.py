"""What a page's placements become: operators, marked content, artifacts."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from report.errors import ReportError
from report.model.placed import Drawing, LinkSpot, Panel, Rule, Strokes, Tint
from report.model.structure import Attributes, Element, LinkArea, MarkedContent
from report.paint import Painted, paint
from report.paint.painting import boxed_leaves
from tests.conformance.specimen import BRAND, SCREEN, Specimen


@pytest.fixture
def specimen(tmp_path: Path) -> Specimen:
    made = Specimen(tmp_path)
    made.page("1")
    return made


def painted(specimen: Specimen, *kids: Element, pages: list[int] | None = None) -> Painted:
    return paint(specimen.layout(*kids), BRAND, SCREEN, specimen.library, specimen.root, pages)


def content(made: Painted, page: int = 0) -> list[str]:
    """The content of a page, without the operands of glyphs and places."""
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        lines = pdf.pages[page].Contents.read_bytes().decode("ascii").split("\n")
    return [line.partition("Tm")[0].split(" ")[0] + " Tm" if " Tm" in line else line for line in lines if line.strip()]


def test_runs_and_lines_of_one_leaf_share_a_sequence_and_a_text_object(specimen: Specimen) -> None:
    leaf = specimen.leaf("P")
    specimen.line([specimen.words("een ", leaf), specimen.words("twee", leaf, size=12)], 60, 100)
    specimen.line([specimen.words("drie", leaf, size=12)], 60, 113)
    made = painted(specimen, Element("P", (leaf,)))
    assert content(made) == [
        *("/P <</MCID 0>>BDC", "BT", "/T1 9.6 Tf", "0.11 0.11 0.1 rg", "1 Tm"),
        *("/T1 12 Tf", "1 Tm", "1 Tm", "ET", "EMC"),
    ]
    assert made.log.content == {leaf.number: [MarkedContent(0, 0)]}
    assert made.log.mcids == [1]


def test_a_line_is_placed_from_the_top_and_its_runs_from_its_left(specimen: Specimen) -> None:
    leaf = specimen.leaf("P")
    line = specimen.line([specimen.words("aa", leaf), specimen.words("b", leaf, rise=3.0)], 60, 100)
    made = painted(specimen, Element("P", (leaf,)))
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        text = pdf.pages[0].Contents.read_bytes().decode("ascii")
        assert [float(side) for side in pdf.pages[0].mediabox] == pytest.approx([0, 0, 595.28, 841.89])
    assert "1 0 0 1 60.00 741.89 Tm" in text
    assert f"1 0 0 1 {60 + line.runs[1].x:.2f} 744.89 Tm" in text


def test_a_leaf_that_another_interrupts_gets_a_second_sequence(specimen: Specimen) -> None:
    before, link, after = specimen.leaf("P"), specimen.leaf("Link"), specimen.leaf("P")
    runs = [specimen.words("zie ", before), specimen.words("hier", link), specimen.words(" verder", after)]
    specimen.line(runs, 60, 100)
    specimen.line([specimen.words("en hier", link)], 60, 113)
    made = painted(specimen, Element("P", (before, Element("Link", (link,)), after)))
    assert made.log.content[link.number] == [MarkedContent(0, 1), MarkedContent(0, 3)]
    assert [line for line in content(made) if "MCID" in line] == [
        "/P <</MCID 0>>BDC",
        "/Link <</MCID 1>>BDC",
        "/P <</MCID 2>>BDC",
        "/Link <</MCID 3>>BDC",
    ]


def test_a_leaf_on_two_pages_is_logged_on_both(specimen: Specimen) -> None:
    leaf = specimen.leaf("P")
    specimen.line([specimen.words("begin", leaf)], 60, 800)
    specimen.page("2")
    specimen.line([specimen.words("eind", leaf)], 60, 80)
    made = painted(specimen, Element("P", (leaf,)))
    assert made.log.content == {leaf.number: [MarkedContent(0, 0), MarkedContent(1, 0)]}


def test_artifacts_are_told_apart(specimen: Specimen) -> None:
    leaf = specimen.leaf("P")
    specimen.place(Panel(100, 20, fill="pale"), 60, 50)
    specimen.line([specimen.words("•", None), specimen.words("punt", leaf)], 60, 100)
    specimen.place(Rule(100, 0.5, "ink"), 60, 110)
    specimen.line([specimen.words("Jaarverslag", None)], 60, 40, None)
    marks = [line for line in content(painted(specimen, Element("P", (leaf,)))) if line.endswith(("BDC", "BMC"))]
    assert marks == [
        "/Artifact <</Type/Layout>>BDC",
        "/Artifact <</Type/Layout>>BDC",
        "/P <</MCID 0>>BDC",
        "/Artifact <</Type/Layout>>BDC",
        "/Artifact <</Type/Pagination>>BDC",
    ]


def test_a_large_area_is_a_background_with_its_box(specimen: Specimen) -> None:
    specimen.place(Panel(300, 250, fill="pale"), 60, 50)
    specimen.place(Panel(300, 250, fill="deep"), 60, 400)
    marks = [line for line in content(painted(specimen)) if line.endswith("BDC")]
    assert marks == [
        "/Artifact <</Type/Background/BBox[60 541.89 360 791.89]>>BDC",
        "/Artifact <</Type/Background/BBox[60 191.89 360 441.89]>>BDC",
    ]


def test_colour_and_font_are_not_repeated(specimen: Specimen) -> None:
    leaf = specimen.leaf("P")
    for y in (100, 113, 126):
        specimen.line([specimen.words("gelijk", leaf)], 60, y)
        specimen.place(Rule(10, 0.5, "ink"), 60, y + 2)
    lines = content(painted(specimen, Element("P", (leaf,))))
    assert sum(line.endswith(" rg") for line in lines) == 1
    assert sum(line.endswith(" Tf") for line in lines) == 1


def test_text_that_reads_otherwise_carries_its_reading(specimen: Specimen) -> None:
    leaf = specimen.leaf("P")
    specimen.line([specimen.words("af", leaf), specimen.words("-", leaf, actual="\u00ad")], 60, 100)
    made = painted(specimen, Element("P", (leaf,)))
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        text = pdf.pages[0].Contents.read_bytes().decode("ascii")
    assert "/Span <</ActualText <FEFF00AD>>>BDC 1 0 0 1" in text
    assert text.count("BDC") == text.count("EMC") == 2


def test_underlines_join_and_are_artifacts_after_the_text(specimen: Specimen) -> None:
    leaf = specimen.leaf("Link")
    line = specimen.line(
        [
            specimen.words("een ", leaf, ink="deep", underline=True),
            specimen.words("twee", leaf, ink="deep", underline=True),
        ],
        60,
        100,
    )
    lines = content(painted(specimen, Element("Link", (leaf,))))
    assert lines[lines.index("EMC") + 1] == "/Artifact <</Type/Layout>>BDC"
    bars = [line for line in lines if line.endswith("re f")]
    assert len(bars) == 1
    x, y, width, thickness, *_ = bars[0].split()
    assert (float(x), float(thickness)) == (60, 0.6)
    assert float(width) == pytest.approx(line.width, abs=0.01)
    assert 738 < float(y) < 741.89


def test_panels_fill_and_outline(specimen: Specimen) -> None:
    leaf = specimen.leaf("Figure")
    specimen.place(Panel(30, 20, "pale", "ink", 0.5, leaf.number), 60, 100)
    specimen.place(Panel(30, 20, "", "ink", 0.5), 60, 130)
    specimen.place(Panel(30, 20), 60, 160)
    figure = Element("Figure", (leaf,), Attributes(alt="een staaf", box=True))
    made = painted(specimen, figure)
    assert [line for line in content(made) if " re " in line] == [
        "60.00 721.89 30.00 20.00 re B",
        "60.00 691.89 30.00 20.00 re S",
    ]
    assert list(made.log.boxes) == [leaf.number]
    assert made.log.boxes[leaf.number] == pytest.approx((0, 60, 721.89, 90, 741.89))


def test_boxes_take_in_the_ink_of_text(specimen: Specimen) -> None:
    inner, outside = specimen.leaf("Span"), specimen.leaf("P")
    line = specimen.line([specimen.words("Hoogte", inner, size=10)], 60, 100)
    specimen.line([specimen.words("erbuiten", outside)], 60, 200)
    figure = Element("Figure", (Element("Span", (inner,)),), Attributes(alt="x", box=True))
    assert boxed_leaves(Element("Document", (figure, Element("P", (outside,))))) == {inner.number}
    made = painted(specimen, figure, Element("P", (outside,)))
    (sheet, left, bottom, right, top) = made.log.boxes[inner.number]
    assert (sheet, left, right) == pytest.approx((0, 60, 60 + line.width))
    assert bottom < 741.89 < top
    assert top - bottom < 20


def test_links_are_logged_from_the_bottom_left(specimen: Specimen) -> None:
    leaf, number = specimen.leaf("Link"), specimen.link_leaf()
    specimen.line([specimen.words("hier", leaf)], 60, 100)
    specimen.place(LinkSpot(20, 12, "https://example.org", "Naar het voorbeeld", number.number), 60, 91)
    made = painted(specimen, Element("Link", (leaf, number)))
    (area,) = made.log.links
    assert area.rectangle == pytest.approx((60, 738.89, 80, 750.89))
    assert area == LinkArea(0, area.rectangle, "https://example.org", "Naar het voorbeeld", number.number)


def test_an_excerpt_holds_only_its_pages(specimen: Specimen) -> None:
    first, second = specimen.leaf("P"), specimen.leaf("P")
    specimen.line([specimen.words("een", first)], 60, 100)
    specimen.page("2")
    specimen.line([specimen.words("twee", second, family="Source Sans 3")], 60, 100)
    made = painted(specimen, Element("P", (first,)), Element("P", (second,)), pages=[1])
    assert made.pages == (1,)
    assert made.log.content == {second.number: [MarkedContent(0, 0)]}
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert len(pdf.pages) == 1
        fonts = [str(font.BaseFont) for font in pdf.pages[0].Resources.Font.as_dict().values()]
    assert len(fonts) == 1
    assert "SourceSans3" in fonts[0]


def test_an_unknown_ink_is_a_problem(specimen: Specimen) -> None:
    leaf = specimen.leaf("P")
    specimen.line([specimen.words("roze", leaf, ink="roze")], 60, 100)
    with pytest.raises(ReportError, match="no ink 'roze'"):
        painted(specimen, Element("P", (leaf,)))


def test_tags_may_hold_any_letters(specimen: Specimen) -> None:
    leaf = specimen.leaf("Ond erk/op")
    specimen.line([specimen.words("x", leaf)], 60, 100)
    assert content(painted(specimen, Element("Ond erk/op", (leaf,))))[0] == "/Ond#20erk#2Fop <</MCID 0>>BDC"


def test_a_drawing_is_cut_off_at_its_rectangle_and_leaves_the_state_alone(specimen: Specimen) -> None:
    leaf = specimen.leaf("P")
    tint, dots = Tint("pale", "0 0 m 100 0 l 100 100 l h"), Strokes("ink", "0 0 m 500 0 l", 0.8, True, (0.0, 1.5))
    specimen.place(Panel(5, 5, "ink"), 0, 0)
    specimen.place(Drawing(20, 10, (tint, dots)), -8.5, 30)
    specimen.place(Panel(5, 5, "ink"), 0, 0)
    specimen.line([specimen.words("een", leaf)], 60, 100)
    lines = content(painted(specimen, Element("P", (leaf,))))
    start = lines.index("q .01 0 0 -.01 -8.50 811.89 cm")
    assert lines[start + 1 : start + 5] == [
        "0 0 2000 1000 re W n",
        "0.85 0.92 0.99 rg 0 0 m 100 0 l 100 100 l h f",
        "0.11 0.11 0.1 RG 80 w 1 J [0 150] 0 d 0 0 m 500 0 l S",
        "Q",
    ]
    assert lines[start + 5] == "0.00 836.89 5.00 5.00 re f"  # in the ink that was set before the drawing
    assert lines[0] == "/Artifact <</Type/Layout>>BDC"
    assert lines.count("EMC") == 2


def test_a_drawing_with_a_leaf_is_content_with_a_box(specimen: Specimen) -> None:
    leaf = specimen.leaf("Figure")
    specimen.place(Drawing(20, 10, (Tint("pale", "0 0 m 100 0 l 100 100 l h"),), leaf.number), 50, 30)
    made = painted(specimen, Element("Figure", (leaf,), Attributes(alt="Kavels", box=True)))
    assert content(made)[0] == "/Figure <</MCID 0>>BDC"
    assert made.log.boxes[leaf.number][1:] == pytest.approx((50, 801.89, 70, 811.89), abs=0.01)


def test_an_empty_drawing_leaves_no_trace(specimen: Specimen) -> None:
    leaf = specimen.leaf("P")
    specimen.place(Drawing(20, 10, ()), 50, 30)
    specimen.line([specimen.words("een", leaf)], 60, 100)
    assert "q" not in "".join(line[:1] for line in content(painted(specimen, Element("P", (leaf,)))))
