"""What a press gets: process and spot colours, small text in black, images in its inks, marks outside the bleed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from PIL import Image, ImageCms

from report.errors import Severity
from report.finish.press.plates import inks_of_image, plates
from report.model.brand import Brand, Ink
from report.model.placed import Layout, Panel, PlacedImage, Portion
from report.model.profile import MARKS, Condition, Profile, Sheetwork
from report.model.structure import Attributes, Element
from report.paint import Painted, paint
from report.paint.colour import Separator, most_ink
from report.paint.marks import sheet_edge
from tests.conformance.specimen import BRAND, SCREEN, Specimen

FOGRA39 = Condition("coated-fogra39", "FOGRA39L_coated.icc", "FOGRA39")
PRINT = replace(
    SCREEN, name="print", standards=("ua1", "2a", "x4"), links=False, colour="cmyk", bled=True,
    output_profile="FOGRA39L_coated.icc", condition=FOGRA39, image_ppi=300,
)  # fmt: skip
INKS = {
    "ink": Ink("ink", (0.11, 0.11, 0.10)),
    "paper": Ink("paper", (1.0, 1.0, 1.0), (0.0, 0.0, 0.0, 0.0)),
    "k70": Ink("k70", (0.37, 0.36, 0.35), (0.0, 0.0, 0.0, 0.75)),
    "deep": Ink("deep", (0.055, 0.31, 0.62), (0.95, 0.72, 0.04, 0.0)),
    "gold": Ink("gold", (1.0, 0.78, 0.08), (0.0, 0.22, 0.94, 0.0), "PANTONE 116 C"),
    "odd": Ink("odd", (0.5, 0.2, 0.7)),
}
PRESS: Brand = replace(BRAND, inks=INKS)
ANY = Portion(0, 0, 1, 1)


@pytest.fixture
def specimen(tmp_path: Path) -> Specimen:
    made = Specimen(tmp_path)
    made.page("1")
    return made


def painted(specimen: Specimen, profile: Profile = PRINT, *, layout: Layout | None = None) -> Painted:
    leaves = [Element("P", (), Attributes())]
    return paint(layout or specimen.layout(*leaves), PRESS, profile, specimen.library, specimen.root)


def operators(made: Painted) -> str:
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        return pdf.pages[0].Contents.read_bytes().decode("latin-1")


def fill_of_text(code: str) -> list[str]:
    """The colour that each piece of text is filled with."""
    found, fill = [], ""
    for line in code.split("\n"):
        if re.fullmatch(r"[\d. ]+ k|/\w+ cs 1 scn|[\d. ]+ rg", line):
            fill = line
        elif line.endswith("TJ"):
            found.append(fill)
    return found


@pytest.mark.parametrize(
    ("ink", "size", "fill"),
    [
        ("ink", 9.6, "0 0 0 1 k"),
        ("k70", 7.6, "0 0 0 0.75 k"),
        ("deep", 9.6, "0 0 0 1 k"),
        ("deep", 11.99, "0 0 0 1 k"),
        ("deep", 12.0, "0.95 0.72 0.04 0 k"),
        ("gold", 9.6, "0 0 0 1 k"),
        ("gold", 18.0, "/Spot1 cs 1 scn"),
        ("paper", 9.4, "0 0 0 0 k"),
    ],
)
def test_small_text_is_black_alone(specimen: Specimen, ink: str, size: float, fill: str) -> None:
    specimen.line([specimen.words("Woord", None, ink=ink, size=size)], 60, 100)
    assert fill_of_text(operators(painted(specimen))) == [fill]


def test_light_small_text_on_a_dark_field_is_white(specimen: Specimen) -> None:
    specimen.place(Panel(200, 100, "deep"), 50, 50)
    specimen.line([specimen.words("Woord", None, ink="gold")], 60, 100)
    specimen.line([specimen.words("Woord", None, ink="gold")], 60, 300)
    assert fill_of_text(operators(painted(specimen))) == ["0 0 0 0 k", "0 0 0 1 k"]


def test_links_are_plain_text(specimen: Specimen) -> None:
    specimen.line([specimen.words("Woord", None, ink="deep", size=18, underline=True)], 60, 100)
    code = operators(painted(specimen))
    assert fill_of_text(code) == ["0 0 0 1 k"]
    assert " re f" not in code


def test_black_text_overprints_and_nothing_else_does(specimen: Specimen) -> None:
    specimen.line([specimen.words("Zwart", None)], 60, 80)
    specimen.line([specimen.words("Wit", None, ink="paper")], 60, 100)
    specimen.place(Panel(9, 9, "ink"), 60, 120)
    specimen.line([specimen.words("Grijs", None, ink="k70")], 60, 140)
    over, seen = False, []
    for line in operators(painted(specimen)).split("\n"):
        if line in ("/Over gs", "/Out gs"):
            over = line == "/Over gs"
        if line.endswith(("TJ", "re f")):
            seen.append(over)
    assert seen == [True, False, False, False]
    with pikepdf.open(io.BytesIO(painted(specimen).pdf)) as pdf:
        states = pdf.pages[0].Resources.ExtGState
        assert states.Over.unparse() == b"<< /OP true /OPM 1 /op true >>"
        assert states.Out.unparse() == b"<< /OP false /OPM 0 /op false >>"


def test_a_spot_colour_is_one_space_with_its_stand_in(specimen: Specimen) -> None:
    specimen.place(Panel(100, 100, "gold"), 60, 120)
    specimen.page("2")
    specimen.place(Panel(100, 100, "gold"), 60, 120)
    with pikepdf.open(io.BytesIO(painted(specimen).pdf)) as pdf:
        spaces = [page.Resources.ColorSpace.Spot1 for page in pdf.pages]
        assert spaces[0].objgen == spaces[1].objgen
        kind, name, stand_in, tint = spaces[0]
        assert (str(kind), str(name), str(stand_in)) == ("/Separation", "/PANTONE 116 C", "/DeviceCMYK")
        assert [float(part) for part in tint.C1] == pytest.approx([0, 0.22, 0.94, 0])
        assert b"/Spot1 cs 1 scn" in pdf.pages[0].Contents.read_bytes()


def test_spot_colours_can_be_printed_in_process_colours(specimen: Specimen) -> None:
    specimen.place(Panel(100, 100, "gold"), 60, 120)
    code = operators(painted(specimen, replace(PRINT, sheetwork=Sheetwork(spots=False))))
    assert "0 0.22 0.94 0 k" in code
    assert "scn" not in code


def test_an_ink_without_a_build_is_converted(specimen: Specimen) -> None:
    specimen.place(Panel(100, 100, "odd"), 60, 120)
    found = re.search(r"([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) k", operators(painted(specimen)))
    assert found
    cyan, magenta, yellow, _ = (float(part) for part in found.groups())
    assert magenta > cyan > yellow  # a violet
    perceptual = Separator("FOGRA39L_coated.icc", "perceptual").converted((0.5, 0.2, 0.7))
    assert perceptual != Separator("FOGRA39L_coated.icc").converted((0.5, 0.2, 0.7))


# ---------------------------------------------------------------- images


OPEN: list[pikepdf.Pdf] = []  # a stream can be read only while its file is held


@pytest.fixture(autouse=True)
def closed_afterwards() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().close()


def embedded(specimen: Specimen, image: Image.Image, name: str, **saving: object) -> tuple[pikepdf.Stream, Painted]:
    path = specimen.root / name
    image.save(path, **saving)  # type: ignore[arg-type]
    leaf = specimen.leaf("Figure")
    specimen.place(PlacedImage(name, 48, 24, leaf=leaf.number), 60, 100, ANY)
    made = paint(
        specimen.layout(Element("Figure", (leaf,), Attributes(alt="x"))), PRESS, PRINT, specimen.library, specimen.root
    )
    pdf = pikepdf.open(io.BytesIO(made.pdf))
    OPEN.append(pdf)
    (stream,) = (thing for _, thing in pdf.pages[0].Resources.XObject.items())
    assert isinstance(stream, pikepdf.Stream)
    return stream, made


def pixel(stream: pikepdf.Stream) -> tuple[float, ...]:
    inks = inks_of_image(stream, Separator("FOGRA39L_coated.icc").converted)
    return tuple(round(part / 2.55) for part in inks.getpixel((inks.width // 2, inks.height // 2)))


@pytest.mark.parametrize(("name", "saving"), [("rood.jpg", {"quality": 98, "subsampling": 0}), ("rood.png", {})])
def test_rgb_becomes_the_inks_of_the_condition(specimen: Specimen, name: str, saving: dict[str, object]) -> None:
    stream, _ = embedded(specimen, Image.new("RGB", (200, 100), (200, 30, 40)), name, **saving)
    wanted = [round(part * 100) for part in Separator("FOGRA39L_coated.icc").converted((200 / 255, 30 / 255, 40 / 255))]
    assert str(stream.ColorSpace) == "/DeviceCMYK"
    assert pixel(stream) == pytest.approx(wanted, abs=3)


def test_an_image_is_read_through_its_own_profile(specimen: Specimen) -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    plain, _ = embedded(specimen, Image.new("RGB", (200, 100), (200, 30, 40)), "a.png")
    other = Specimen(specimen.root)
    other.page("1")
    same, _ = embedded(other, Image.new("RGB", (200, 100), (200, 30, 40)), "b.png", icc_profile=lab)
    assert pixel(plain) == pixel(same)  # a profile that does not fit is left aside


BUILDS = [(255, 0, 0, 0), (0, 128, 255, 0), (10, 20, 30, 200)]


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("name", ["inkt.jpg", "inkt.tif"])
def test_cmyk_keeps_its_values(specimen: Specimen, name: str, build: tuple[int, int, int, int]) -> None:
    saving: dict[str, object] = {"quality": 100, "subsampling": 0} if name.endswith("jpg") else {}
    stream, _ = embedded(specimen, Image.new("CMYK", (200, 100), build), name, **saving)
    assert str(stream.ColorSpace) == "/DeviceCMYK"
    assert pixel(stream) == pytest.approx([round(part / 2.55) for part in build], abs=1)


def test_what_readers_see_of_cmyk_is_right_side_up(specimen: Specimen) -> None:
    """Another reader's decoder: full cyan is no red."""
    import pypdfium2

    _, made = embedded(specimen, Image.new("CMYK", (200, 100), (255, 0, 0, 0)), "c.jpg", quality=100)
    document = pypdfium2.PdfDocument(made.pdf)
    seen = document[0].render(scale=1).to_pil().convert("RGB").getpixel((80, 110))
    document.close()
    assert isinstance(seen, tuple)
    assert seen[0] < 60 < seen[2]


def test_grey_stays_grey_and_alpha_stays(specimen: Specimen) -> None:
    stream, _ = embedded(specimen, Image.new("L", (200, 100), 90), "grijs.png")
    assert str(stream.ColorSpace) == "/DeviceGray"
    other = Specimen(specimen.root)
    other.page("1")
    clear = Image.new("RGBA", (200, 100), (200, 30, 40, 100))
    stream, _ = embedded(other, clear, "glas.png")
    assert str(stream.ColorSpace) == "/DeviceCMYK"
    assert str(stream.SMask.ColorSpace) == "/DeviceGray"
    assert set(stream.SMask.read_bytes()) == {100}


@pytest.mark.parametrize(("width", "severity"), [(90, Severity.ERROR), (120, Severity.WARNING), (170, None)])
def test_coarse_images_are_told(specimen: Specimen, width: int, severity: Severity | None) -> None:
    """48 pt wide: 135, 180 and 255 pixels per inch."""
    _, made = embedded(specimen, Image.new("L", (width, width // 2), 90), "grof.png")
    told = [(problem.code, problem.severity, problem.at and problem.at.line) for problem in made.problems]
    assert told == ([("coarse-image", severity, 3)] if severity else [])


def test_an_image_with_too_much_ink_is_told(specimen: Specimen) -> None:
    _, made = embedded(specimen, Image.new("CMYK", (200, 100), (230, 230, 230, 230)), "vol.tif")
    assert [problem.code for problem in made.problems] == ["image-ink"]
    assert "361 %" in made.problems[0].message


def test_conversion_keeps_to_the_limit_of_the_profile() -> None:
    ramp = Image.linear_gradient("L").convert("RGB")
    plain, kept = (Separator("FOGRA39L_coated.icc", "relative", limit).separated(ramp) for limit in (400.0, 280.0))
    assert most_ink(plain) > 300
    assert most_ink(kept) <= 281
    assert plain.getchannel("K").tobytes() == kept.getchannel("K").tobytes()
    light = [image.crop((0, 128, 256, 256)).tobytes() for image in (plain, kept)]
    assert light[0] == light[1], "what keeps to the limit stays as it is"


def test_text_on_an_image_pushes_it_out(specimen: Specimen) -> None:
    Image.new("RGB", (200, 100), (200, 30, 40)).save(specimen.root / "onder.png")
    specimen.place(PlacedImage("onder.png", 48, 24), 60, 100, ANY)
    specimen.line([specimen.words("Op", None)], 62, 115)
    code = operators(painted(specimen))
    assert "/Over gs" not in code
    specimen.place(Panel(40, 20, "paper"), 60, 100)
    specimen.line([specimen.words("Op papier", None)], 62, 115)
    assert operators(painted(specimen)).count("/Over gs") == 1, "a panel hides the image"


# ---------------------------------------------------------------- marks


def marked(specimen: Specimen, *marks: str) -> str:
    profile = replace(PRINT, sheetwork=Sheetwork(marks=tuple(mark for mark in MARKS if mark in marks)))
    layout = replace(specimen.layout(Element("P", (), Attributes())), bleed=8.5)
    code = operators(painted(specimen, profile, layout=layout))
    assert sheet_edge(8.5, profile) > 8.5
    return code[code.index("/Artifact <</Type/Page>>BDC") :]


@pytest.mark.parametrize("mark", ["crop", "bleed", "registration", "colours"])
def test_marks_stay_outside_the_bleed(specimen: Specimen, mark: str) -> None:
    specimen.line([specimen.words("Woord", None)], 60, 80)
    code = marked(specimen, mark)
    points = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+) (?:m|l)\b", code)]
    points += [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+) [\d.]+ [\d.]+ re", code)]
    assert points
    for x, y in points:
        assert x <= -8.5 or x >= 595.28 + 8.5 or y <= -8.5 or y >= 841.89 + 8.5, (x, y)


def test_without_marks_the_sheet_ends_with_the_bleed() -> None:
    assert sheet_edge(8.5, PRINT) == 8.5
    assert sheet_edge(8.5, SCREEN) == 8.5


# ---------------------------------------------------------------- plates


def shares(made: Painted, spot: Callable[[Image.Image], object]) -> list[object]:
    import pypdfium2

    found = []
    for plate in plates(made.pdf, Separator("FOGRA39L_coated.icc").converted):
        document = pypdfium2.PdfDocument(plate)
        found.append(spot(document[0].render(scale=1, grayscale=True).to_pil().convert("L")))
        document.close()
    return found


def test_plates_show_what_each_ink_prints(specimen: Specimen) -> None:
    specimen.place(Panel(100, 100, "deep"), 50, 50)
    specimen.place(Panel(100, 100, "gold"), 200, 50)
    made = painted(specimen)
    deep = shares(made, lambda image: image.getpixel((100, 100)))
    gold = shares(made, lambda image: image.getpixel((250, 100)))
    assert deep == pytest.approx([255 * (1 - part) for part in (0.95, 0.72, 0.04, 0)], abs=2)
    assert gold == pytest.approx([255 * (1 - part) for part in (0, 0.22, 0.94, 0)], abs=2)


def test_black_text_leaves_the_other_plates_alone(specimen: Specimen) -> None:
    specimen.place(Panel(300, 100, "deep"), 50, 50)
    plain = painted(specimen)
    specimen.line([specimen.words("Zwart op blauw", None, size=40)], 60, 120)
    lettered = painted(specimen)
    before = shares(plain, lambda image: image.tobytes())
    after = shares(lettered, lambda image: image.tobytes())
    assert before[:3] == after[:3]
    assert before[3] != after[3]
