"""What charts place: opacity, clips, turned words, images in memory. Seen through pdfium, as a reader sees them."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from report.model.placed import Drawing, Raster, Strokes, TextLine, Tint, Turned
from report.model.structure import Attributes, Element
from report.paint import Painted, paint
from tests.conformance.specimen import BRAND, SCREEN, Specimen

SQUARE = "0 0 m 10000 0 l 10000 10000 l 0 10000 l h"
CORNER = "0 0 m 5000 0 l 5000 5000 l 0 5000 l h"


@pytest.fixture
def specimen(tmp_path: Path) -> Specimen:
    made = Specimen(tmp_path)
    made.page("1")
    return made


def painted(specimen: Specimen, *kids: Element) -> Painted:
    return paint(specimen.layout(*kids), BRAND, SCREEN, specimen.library, specimen.root)


def seen(made: Painted) -> Image.Image:
    """The page at one pixel a point."""
    with pypdfium2.PdfDocument(made.pdf) as pdf:
        page: Image.Image = pdf[0].render(scale=1).to_pil().convert("RGB")
        return page


def test_an_area_lets_through_what_lies_beneath(specimen: Specimen) -> None:
    specimen.place(Drawing(100, 100, (Tint("ink", SQUARE, opacity=0.5),)), 50, 50)
    page = seen(painted(specimen))
    assert page.getpixel((100, 100)) == pytest.approx((142, 142, 141), abs=3)
    assert page.getpixel((160, 100)) == (255, 255, 255)


def test_clips_cut_off_areas_and_lines_alone(specimen: Specimen) -> None:
    marks = (
        Tint("ink", SQUARE, clips=(CORNER,)),
        Strokes("ink", "0 9000 m 10000 9000 l", 4.0),
        Strokes("ink", "0 7000 m 10000 7000 l", 4.0, clips=("0 0 m 5000 0 l 5000 10000 l 0 10000 l h",)),
    )
    specimen.place(Drawing(100, 100, marks), 50, 50)
    page = seen(painted(specimen)).convert("L").point(lambda value: 255 * (value < 99))
    dark = {place for place in ((75, 75), (125, 75), (75, 120), (125, 120), (125, 140)) if page.getpixel(place)}
    assert dark == {(75, 75), (75, 120), (125, 140)}


def test_turned_words_run_upwards_and_have_a_box(specimen: Specimen) -> None:
    leaf = specimen.leaf("Figure")
    words = specimen.words("HHHHHHHH", leaf, size=20)
    line = TextLine((words,), words.width)
    specimen.place(Turned(line, 90.0), 300, 400)
    made = painted(specimen, Element("Figure", (leaf,), Attributes(alt="Hoog", box=True)))
    box = seen(made).convert("L").point(lambda value: 255 * (value < 128)).getbbox()
    assert box is not None
    left, top, right, bottom = box
    assert (right, bottom) == pytest.approx((300, 400), abs=2)
    assert bottom - top == pytest.approx(line.width, abs=3)
    _, *known = made.log.boxes[leaf.number]
    assert known[0] <= left <= right <= known[2] + 6
    assert known[3] - known[1] == pytest.approx(line.width, abs=0.1)


def test_an_image_in_memory_stands_where_its_matrix_says(specimen: Specimen) -> None:
    image = Image.new("RGBA", (2, 2), (255, 0, 0, 255))
    image.putpixel((0, 0), (0, 0, 255, 255))  # upper left
    image.putpixel((1, 1), (0, 0, 0, 0))  # lower right: nothing
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    specimen.place(Raster(buffer.getvalue(), (40.0, 0.0, 0.0, -40.0, 10.0, 60.0)), 100, 200)
    page = seen(painted(specimen))
    assert page.getpixel((115, 225)) == (0, 0, 255)
    assert page.getpixel((145, 225)) == (255, 0, 0)
    assert page.getpixel((145, 255)) == (255, 255, 255)


def test_an_image_is_cut_off_at_its_clips(specimen: Specimen) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (2, 2), (255, 0, 0)).save(buffer, "PNG")
    clip = "0 0 m 3000 0 l 3000 6000 l 0 6000 l h"
    specimen.place(Raster(buffer.getvalue(), (60.0, 0.0, 0.0, -60.0, 0.0, 60.0), clips=(clip,)), 100, 200)
    page = seen(painted(specimen))
    assert [page.getpixel((x, 230)) for x in (115, 145)] == [(255, 0, 0), (255, 255, 255)]
