"""Where ink is found, and that a stamp never covers any: compared with pages as they are rendered."""

from __future__ import annotations

import io

import numpy
import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen import canvas

from report.packs.geometry import turned
from report.packs.ink import InkReader
from report.packs.inked import PageInk
from report.packs.margins import back_of, find_spot, upright, visible
from tests.packs.builders import A4

STAMP = (190.0, 28.7)
INSET = 63.8


def opened(draw: object, size: tuple[float, float] = A4) -> bytes:
    target = io.BytesIO()
    made = canvas.Canvas(target, pagesize=size, invariant=1)
    assert callable(draw)
    draw(made)
    made.showPage()
    made.save()
    return target.getvalue()


def ink_of(data: bytes) -> PageInk:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return InkReader().read(pdf.pages[0])


def dark(data: bytes) -> numpy.ndarray[tuple[int, ...], numpy.dtype[numpy.bool_]]:
    """Which points of the page, as it is shown, are not white: rows from the top."""
    with pypdfium2.PdfDocument(data) as document:
        pixels = document[0].render(scale=1).to_numpy()[:, :, :3]
    return numpy.asarray((pixels < 250).any(axis=2))


marks = st.lists(
    st.tuples(st.sampled_from(["text", "box", "line", "white"]), st.floats(0, 560), st.floats(0, 800),
              st.floats(5, 300)),
    max_size=12,
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(marks, st.sampled_from([0, 90, 180, 270]), st.booleans(), st.booleans())
def test_a_stamp_never_stands_on_ink(
    drawn: list[tuple[str, float, float, float]], turn: int, cropped: bool, right: bool
) -> None:
    def draw(made: canvas.Canvas) -> None:
        for kind, x, y, size in drawn:
            made.setFillGray(1 if kind == "white" else 0.3)
            if kind == "text":
                made.setFont("Helvetica", 6 + size / 20)
                made.drawString(x, y, "Tekst met gj")
            elif kind == "line":
                made.line(x, y, x + size, y + size / 3)
            else:
                made.rect(x, y, size, size / 2, stroke=0, fill=1)

    with pikepdf.open(io.BytesIO(opened(draw))) as pdf:
        page = pdf.pages[0]
        page.rotate(turn, relative=False)
        if cropped:
            page.cropbox = pikepdf.Array([20, 30, 560, 800])
        ink = InkReader().read(page)
        spot = find_spot(page, ink.boxes, STAMP, INSET, right=right)
        view, seen = upright(page), visible(page)
        target = io.BytesIO()
        pdf.save(target)
    left, bottom, wide, high = turned(turned((0, 0, *STAMP), spot.matrix), view)
    whole = turned(seen, view)
    assert -0.01 <= left < wide <= whole[2] + 0.01
    assert -0.01 <= bottom < high <= whole[3] + 0.01
    if spot.shrink is not None:
        content = turned(turned(seen, spot.shrink), view)
        assert content[1] >= high - 0.01
        assert content[0] >= -0.01
        assert content[2] <= whole[2] + 0.01
        assert content[3] <= whole[3] + 0.01
        return
    covered = dark(target.getvalue())
    top, foot = round(whole[3] - high), round(whole[3] - bottom)
    assert not covered[max(0, top) : foot, round(left) : round(wide)].any()


def test_an_empty_page_has_its_stamp_at_the_foot_on_the_outer_side() -> None:
    with pikepdf.open(io.BytesIO(opened(lambda made: None))) as pdf:
        right = find_spot(pdf.pages[0], [], STAMP, INSET, right=True)
        left = find_spot(pdf.pages[0], [], STAMP, INSET, right=False)
    assert turned((0, 0, *STAMP), right.matrix) == pytest.approx((A4[0] - INSET - 190, 0, A4[0] - INSET, 28.7))
    assert turned((0, 0, *STAMP), left.matrix) == pytest.approx((INSET, 0, INSET + 190, 28.7))


def test_white_grounds_and_hidden_text_are_no_ink() -> None:
    def draw(made: canvas.Canvas) -> None:
        made.setFillColorRGB(1, 1, 1)
        made.rect(0, 0, 595, 842, stroke=0, fill=1)
        made.setFillColorCMYK(0, 0, 0, 0)
        made.rect(0, 0, 595, 842, stroke=0, fill=1)
        text = made.beginText(50, 10)
        text.setTextRenderMode(3)
        text.textLine("Herkende tekst van een scan")
        made.drawText(text)

    ink = ink_of(opened(draw))
    assert ink.boxes == []
    assert ink.text == "Herkende tekst van een scan"


def test_a_plain_ground_may_be_stood_on_and_white_shows_on_it() -> None:
    def draw(made: canvas.Canvas) -> None:
        made.setFillColorRGB(0.1, 0.2, 0.3)
        made.rect(0, 0, 596, 842, stroke=0, fill=1)
        made.setFillGray(1)
        made.rect(300, 0, 200, 50, stroke=0, fill=1)

    data = opened(draw)
    assert ink_of(data).boxes == [pytest.approx((300, 0, 500, 50))]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spot = find_spot(pdf.pages[0], ink_of(data).boxes, STAMP, INSET, right=True)
    assert spot.shrink is None
    assert turned((0, 0, *STAMP), spot.matrix)[0] == pytest.approx(INSET)


def test_words_are_read_in_order_with_lines_and_spaces() -> None:
    def draw(made: canvas.Canvas) -> None:
        made.drawString(72, 700, "Eén besluit: € 5")
        made.drawString(200, 700, "rechts")
        made.drawString(72, 680, "volgende regel")

    ink = ink_of(opened(draw))
    assert ink.text == "Eén besluit: € 5 rechts\nvolgende regel"
    assert ink.readable


def test_what_is_cut_off_is_no_ink() -> None:
    def draw(made: canvas.Canvas) -> None:
        path = made.beginPath()
        path.rect(100, 400, 100, 100)
        made.clipPath(path, stroke=0, fill=0)
        made.rect(0, 0, 595, 842, stroke=0, fill=1)

    (box,) = ink_of(opened(draw)).boxes
    assert box == pytest.approx((100, 400, 200, 500))


@given(st.tuples(*[st.floats(-3, 3)] * 4, st.floats(-500, 500), st.floats(-500, 500)))
def test_the_way_back_is_the_way_back(matrix: tuple[float, float, float, float, float, float]) -> None:
    a, b, c, d, _, _ = matrix
    if abs(a * d - b * c) < 0.1:
        return
    x, y, _, _ = turned(turned((3, 4, 3, 4), matrix), back_of(matrix))
    assert (x, y) == pytest.approx((3, 4), abs=1e-6)
