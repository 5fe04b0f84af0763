"""What image files become: upright, cropped, at the right resolution, each once; or a problem."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageCms, ImageDraw

from report.errors import Location, ReportError
from report.model.placed import PlacedImage, Portion
from report.model.structure import Attributes, Element
from report.paint import paint
from report.paint.pixels import crop_around, target_size
from tests.conformance.specimen import AT, BRAND, SCREEN, Specimen

RED, BLUE = (220, 30, 30), (30, 30, 220)


def halves(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture that is red on its left and blue on its right."""
    image = Image.new("RGB", (width, height), RED)
    ImageDraw.Draw(image).rectangle((width // 2, 0, width, height), fill=BLUE)
    return image.convert(mode)


OPEN: list[pikepdf.Pdf] = []  # a stream can be read only while its file is held


@pytest.fixture(autouse=True)
def closed_afterwards() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().close()


def embedded(specimen: Specimen, *placed: PlacedImage) -> list[pikepdf.Stream]:
    """The images of a page with these on it, opened anew so that they can be looked at."""
    specimen.page("1")
    leaves = []
    for index, image in enumerate(placed):
        specimen.place(image, 60, 60 + 100 * index, Portion(0, 0, 1, 1))
        leaves.append(image.leaf)
    elements = [Element("Figure", (), Attributes(alt="x")) for _ in leaves]
    made = paint(specimen.layout(*elements), BRAND, SCREEN, specimen.library, specimen.root)
    OPEN.append(pikepdf.open(io.BytesIO(made.pdf)))
    return [
        thing for thing in OPEN[-1].pages[0].Resources.XObject.as_dict().values() if isinstance(thing, pikepdf.Stream)
    ]


def pixels(stream: pikepdf.Stream) -> Image.Image:
    return pikepdf.PdfImage(stream).as_pil_image()


def nearly(pixel: object, colour: tuple[int, int, int]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True))


@pytest.fixture
def specimen(tmp_path: Path) -> Specimen:
    return Specimen(tmp_path)


def test_a_jpeg_that_fits_is_kept_without_its_metadata(specimen: Specimen) -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret about the place"
    halves(100, 50).save(specimen.root / "a.jpg", exif=exif, comment=b"made by")
    (stream,) = embedded(specimen, PlacedImage("a.jpg", 48, 24))
    data = stream.read_raw_bytes()
    original = (specimen.root / "a.jpg").read_bytes()
    assert b"secret" in original
    assert b"made by" in original
    assert b"secret" not in data
    assert b"made by" not in data
    assert original[-200:] == data[-200:]
    assert pixels(stream).size == (100, 50)


def test_a_large_jpeg_is_brought_down_to_the_profile_and_stays_jpeg(specimen: Specimen) -> None:
    halves(2000, 1000).save(specimen.root / "a.jpg", quality=95)
    (stream,) = embedded(specimen, PlacedImage("a.jpg", 144, 72))
    assert stream.Filter == "/DCTDecode"
    assert pixels(stream).size == (300, 150)  # 144 pt are 2 inches at 150 ppi
    assert nearly(pixels(stream).getpixel((20, 75)), RED)
    assert nearly(pixels(stream).getpixel((280, 75)), BLUE)


def test_what_does_not_fit_is_cut_off_around_the_focus(specimen: Specimen) -> None:
    halves(2000, 1000).save(specimen.root / "a.png")
    images = embedded(
        specimen,
        PlacedImage("a.png", 72, 72, (0.1, 0.5)),
        PlacedImage("a.png", 72, 72, (0.9, 0.5)),
    )
    left, right = (pixels(stream) for stream in images)
    assert left.size == right.size == (150, 150)
    assert nearly(left.getpixel((140, 75)), RED)
    assert nearly(right.getpixel((10, 75)), BLUE)


@pytest.mark.parametrize(
    ("focus", "expected"),
    [((0.5, 0.5), (50, 0, 150, 100)), ((0, 0), (0, 0, 100, 100)), ((1, 1), (100, 0, 200, 100))],
)
def test_crops(focus: tuple[float, float], expected: tuple[int, int, int, int]) -> None:
    assert crop_around((200, 100), PlacedImage("x", 30, 30, focus)) == expected


def test_images_are_never_blown_up() -> None:
    assert target_size((0, 0, 100, 50), PlacedImage("x", 720, 360), 150) == (100, 50)
    assert target_size((0, 0, 170, 170), PlacedImage("x", 72, 72), 150) == (170, 170)
    assert target_size((0, 0, 180, 180), PlacedImage("x", 72, 72), 150) == (150, 150)


@pytest.mark.parametrize(("orientation", "red_at"), [(3, (90, 25)), (6, (25, 10)), (8, (25, 90)), (2, (90, 25))])
@pytest.mark.parametrize("width", [100, 1600])
def test_photographs_stand_upright(specimen: Specimen, orientation: int, red_at: tuple[int, int], width: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    halves(width, width // 2).save(specimen.root / "a.jpg", exif=exif, quality=95)
    turned = orientation >= 5
    (stream,) = embedded(specimen, PlacedImage("a.jpg", *((24, 48) if turned else (48, 24))))
    image = pixels(stream)
    assert image.size == ((50, 100) if turned else (100, 50))
    assert nearly(image.getpixel(red_at), RED)


def test_a_png_is_packed_without_loss(specimen: Specimen) -> None:
    halves(60, 30).save(specimen.root / "a.png")
    (stream,) = embedded(specimen, PlacedImage("a.png", 60, 30))
    assert stream.Filter == "/FlateDecode"
    assert zlib.decompress(stream.read_raw_bytes())
    assert pixels(stream).tobytes() == halves(60, 30).tobytes()


def test_grey_stays_grey(specimen: Specimen) -> None:
    halves(60, 30, "L").save(specimen.root / "a.png")
    halves(60, 30, "L").save(specimen.root / "a.jpg")
    images = embedded(specimen, PlacedImage("a.png", 60, 30), PlacedImage("a.jpg", 60, 30))
    assert [str(stream.ColorSpace) for stream in images] == ["/DeviceGray", "/DeviceGray"]
    assert images[0].read_bytes() == halves(60, 30, "L").tobytes()


def test_sixteen_bits_become_eight(specimen: Specimen) -> None:
    Image.new("I;16", (10, 10), 32896).save(specimen.root / "a.png")
    (stream,) = embedded(specimen, PlacedImage("a.png", 10, 10))
    assert (int(stream.BitsPerComponent), str(stream.ColorSpace)) == (8, "/DeviceGray")
    assert set(stream.read_bytes()) <= {127, 128}


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparency_becomes_a_soft_mask(specimen: Specimen, mode: str) -> None:
    image = halves(60, 30, "RGBA")
    image.putalpha(Image.linear_gradient("L").resize((60, 30)))
    converted = image.quantize(16) if mode == "P" else image.convert(mode)
    converted.save(specimen.root / "a.png")
    (stream,) = embedded(specimen, PlacedImage("a.png", 60, 30))
    assert str(stream.SMask.ColorSpace) == "/DeviceGray"
    mask = stream.SMask.read_bytes()
    assert mask[0] < 20
    assert mask[-1] > 235


def test_an_opaque_alpha_channel_makes_no_mask(specimen: Specimen) -> None:
    halves(60, 30, "RGBA").save(specimen.root / "a.png")
    (stream,) = embedded(specimen, PlacedImage("a.png", 60, 30))
    assert "/SMask" not in stream


def test_cmyk_becomes_srgb(specimen: Specimen) -> None:
    halves(60, 30).convert("CMYK").save(specimen.root / "a.jpg", quality=95)
    (stream,) = embedded(specimen, PlacedImage("a.jpg", 60, 30))
    assert str(stream.ColorSpace) == "/DeviceRGB"
    assert nearly(pixels(stream).getpixel((5, 5)), RED)


def test_an_embedded_colour_profile_is_honoured(specimen: Specimen) -> None:
    cmyk = (Path(__file__).parents[2] / "report/data/icc/FOGRA39L_coated.icc").read_bytes()
    Image.new("CMYK", (60, 30), (255, 0, 0, 0)).save(specimen.root / "a.jpg", icc_profile=cmyk, quality=95)
    (stream,) = embedded(specimen, PlacedImage("a.jpg", 60, 30))
    assert nearly(
        pixels(stream).getpixel((30, 15)), (0, 159, 227)
    )  # printed cyan; uncalibrated it would be 0, 255, 255


def test_a_wrong_colour_profile_does_no_harm(specimen: Specimen) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    halves(60, 30).save(specimen.root / "a.png", icc_profile=lab)
    halves(60, 30).save(specimen.root / "b.png", icc_profile=b"nonsense")
    for stream in embedded(specimen, PlacedImage("a.png", 60, 30), PlacedImage("b.png", 60, 30)):
        assert nearly(pixels(stream).getpixel((5, 5)), RED)


def test_equal_results_are_embedded_once(specimen: Specimen) -> None:
    halves(60, 30).save(specimen.root / "a.png")
    (specimen.root / "copy.png").write_bytes((specimen.root / "a.png").read_bytes())
    placed = [PlacedImage("a.png", 60, 30), PlacedImage("copy.png", 60, 30), PlacedImage("a.png", 120, 60)]
    assert len(embedded(specimen, *placed)) == 1


def test_an_image_belongs_to_its_leaf_and_asks_for_its_box(specimen: Specimen) -> None:
    halves(60, 30).save(specimen.root / "a.png")
    specimen.page("1")
    leaf = specimen.leaf("Figure")
    specimen.place(PlacedImage("a.png", 60, 30, leaf=leaf.number), 60, 100)
    specimen.place(PlacedImage("a.png", 60, 30), 160, 100)
    figure = Element("Figure", (leaf,), Attributes(alt="helften", box=True))
    made = paint(specimen.layout(figure), BRAND, SCREEN, specimen.library, specimen.root)
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        lines = pdf.pages[0].Contents.read_bytes().decode("ascii").split("\n")
    assert lines[1:4] == ["/Figure <</MCID 0>>BDC", "q 60 0 0 30 60 711.89 cm /X1 Do Q", "EMC"]
    assert lines[4:6] == ["/Artifact <</Type/Layout>>BDC", "q 60 0 0 30 160 711.89 cm /X1 Do Q"]
    assert made.log.boxes[leaf.number] == pytest.approx((0, 60, 711.89, 120, 741.89))


def test_everything_unusable_is_told_at_once_and_where(specimen: Specimen, monkeypatch: pytest.MonkeyPatch) -> None:
    root = specimen.root / "project"
    root.mkdir()
    halves(10, 10).save(specimen.root / "outside.png")
    (root / "text.jpg").write_text("no image")
    halves(100, 100).save(root / "huge.png")
    halves(60, 60).save(root / "whole.jpg")
    (root / "cut.jpg").write_bytes((root / "whole.jpg").read_bytes()[:400])
    monkeypatch.setattr("report.paint.pixels.MOST_PIXELS", 9_000)
    inside = Specimen(root)
    names = ["missing.jpg", "../outside.png", "text.jpg", "huge.png", "cut.jpg", "."]
    with pytest.raises(ReportError) as caught:
        embedded(inside, *(PlacedImage(name, 30, 30) for name in names))
    found = {problem.message.split(" ")[2]: problem for problem in caught.value.problems}
    assert {name: problem.code for name, problem in found.items()} == {
        "missing.jpg": "image-unreadable",
        "../outside.png": "image-outside",
        "text.jpg": "image-unreadable",
        "huge.png": "image-too-large",
        "cut.jpg": "image-unreadable",
        ".": "image-unreadable",
    }
    assert {problem.at for problem in found.values()} == {AT}
    assert str(root) not in str(caught.value)


def test_furniture_names_the_image_as_its_place(specimen: Specimen) -> None:
    specimen.page("1")
    specimen.place(PlacedImage("logo.png", 30, 30), 60, 60)
    with pytest.raises(ReportError) as caught:
        paint(specimen.layout(), BRAND, SCREEN, specimen.library, specimen.root)
    assert caught.value.problems[0].at == Location("logo.png")
