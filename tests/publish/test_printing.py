"""Building for a press: conditions, marks, covers, pages that only print needs, and soft proofs."""

from __future__ import annotations

import importlib.util
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from report import publish
from report.cli import main
from report.errors import ReportError, Severity
from tests.layout.manuscript import Manuscript, prose

MM = 72 / 25.4


@pytest.fixture
def manuscript(tmp_path: Path) -> Manuscript:
    """Eight pages in print: the last begins on the back of a sheet, with blank pages before it."""
    made = Manuscript(tmp_path)
    made.bare("cover")
    made.section(
        "chapter", f"Intro.\n\n## Artikel\n\n{prose(12)} [Lees](https://example.org/a).\n", label="Deel", headline="Kop"
    )
    made.section("article", prose(8), headline="Nog een")
    made.section("colophon", "Gemaakt in 2021.", headline="Colofon")
    made.sections[-1] = made.sections[-1].replace("}", ", start: back}")
    return made


def settings(manuscript: Manuscript, text: str) -> Path:
    manuscript.write("config/profiles/print.yaml", text)
    return manuscript.finished()


def built(root: Path, **options: Any) -> publish.BuildResult:
    return publish.build(root, profiles=("print",), **options)


Sides = list[float]


def boxes(path: Path) -> list[tuple[Sides, Sides, Sides]]:
    """Sheet, bleed and trim of each page."""
    with pikepdf.open(path) as pdf:
        return [(sides(page, "/MediaBox"), sides(page, "/BleedBox"), sides(page, "/TrimBox")) for page in pdf.pages]


def sides(page: pikepdf.Page, key: str) -> Sides:
    return [round(float(side), 2) for side in page.obj[key]]


def labels(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        return [str(page.label) for page in pdf.pages]


def texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    found = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return found


def letters(path: Path) -> Counter[str]:
    """The letters of a file, however its reader parts words."""
    return Counter(letter for text in texts(path) for letter in text if letter.isalnum())


def test_a_print_file_has_its_boxes_and_no_links(manuscript: Manuscript) -> None:
    result = built(manuscript.finished())
    (output,) = result.outputs
    assert output.path.name == "proef-print.pdf"
    assert output.pages == 8
    assert set(map(str, boxes(output.path))) == {
        "([-8.5, -8.5, 603.78, 850.39], [-8.5, -8.5, 603.78, 850.39], [0.0, 0.0, 595.28, 841.89])"
    }
    with pikepdf.open(output.path) as pdf:
        assert all("/Annots" not in page.obj for page in pdf.pages)
        assert all(str(page.obj.Group.CS) == "/DeviceCMYK" for page in pdf.pages)
        intents = list(pdf.Root.OutputIntents)
        assert [str(one.S) for one in intents] == ["/GTS_PDFX", "/GTS_PDFA1"]
        assert intents[0].DestOutputProfile.objgen == intents[1].DestOutputProfile.objgen
        assert pdf.pdf_version == "1.6"
    assert {problem.code for problem in result.problems} - {"thin-page"} == {"press-exempt"}


def test_the_screen_leaves_out_blank_pages_and_keeps_the_folios(manuscript: Manuscript) -> None:
    result = publish.build(manuscript.finished(), profiles=("screen", "print"))
    screen, print_ = (output.path for output in result.outputs)
    kept, all_of_them = texts(screen), texts(print_)
    blank = [place for place, text in enumerate(all_of_them) if not text.strip() and place > 1]
    assert blank
    assert len(kept) == len(all_of_them) - len(blank)
    assert [text for text in kept if "Nog een" in text] == [text for text in all_of_them if "Nog een" in text]
    assert labels(screen) == [label for place, label in enumerate(labels(print_)) if place not in blank]


def test_pages_for_notes(manuscript: Manuscript) -> None:
    root = manuscript.finished()
    yaml = root / "config" / "report.yaml"
    yaml.write_text(yaml.read_text("utf-8") + "filling: notes\n", "utf-8")
    (output,) = built(root).outputs
    assert sum("Ruimte voor notities" in text for text in texts(output.path)) >= 1


def test_a_page_count_that_does_not_fold_is_told(manuscript: Manuscript) -> None:
    manuscript.sections[-1] = manuscript.sections[-1].replace(", start: back", "")
    result = built(manuscript.finished())
    assert ("page-count", Severity.WARNING) in {(problem.code, problem.severity) for problem in result.problems}
    with pytest.raises(ReportError, match="no multiple of 4"):
        built(manuscript.root, strict=True)


def test_another_condition_is_one_option_away(manuscript: Manuscript) -> None:
    result = built(manuscript.finished(), condition="digital-rgb")
    (output,) = result.outputs
    assert output.path.name == "proef-print-digital-rgb.pdf"
    entry = json.loads(result.manifests[0].read_text("utf-8"))["profiles"]["print-digital-rgb"]
    assert (entry["standards"], entry["condition"]) == (["ua1", "2a"], "sRGB IEC61966-2.1")
    assert len(set(map(str, boxes(output.path)))) == 1
    with pikepdf.open(output.path) as pdf:
        assert [str(one.S) for one in pdf.Root.OutputIntents] == ["/GTS_PDFA1"]
        assert b" rg" in pdf.pages[0].Contents.read_bytes()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"condition": "fogra93"}, "unknown-condition"),
        ({"condition": "uncoated-fogra52"}, "missing-output-profile"),
    ],
)
def test_conditions_that_are_not_there_are_told(manuscript: Manuscript, options: dict[str, Any], code: str) -> None:
    with pytest.raises(ReportError) as stop:
        built(manuscript.finished(), **options)
    (problem,) = stop.value.problems
    assert problem.code == code
    assert problem.hint
    assert not (manuscript.root / "dist").exists()


@pytest.mark.parametrize("option", ["--condition=digital-rgb", "--marks", "--proof"])
def test_options_for_presses_want_the_print_profile(
    manuscript: Manuscript, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", option, str(manuscript.finished())]) == 2
    assert "--profile print" in capsys.readouterr().err


def test_marks_stand_around_the_bleed(manuscript: Manuscript) -> None:
    (output,) = built(manuscript.finished(), marks=True).outputs
    (media, bleed, trim) = boxes(output.path)[0]
    assert trim == [0, 0, 595.28, 841.89]
    assert media[0] == pytest.approx(bleed[0] - 9 * MM, abs=0.02)
    plain = texts(built(manuscript.root).outputs[0].path)
    assert texts(output.path) == plain, "marks add no text"


def test_a_separate_cover_has_a_spine(manuscript: Manuscript) -> None:
    root = settings(manuscript, "cover: separate\ncaliper: 0.5\n")
    result = built(root)
    body, cover = result.outputs
    assert (body.path.name, body.pages, cover.path.name, cover.pages) == (
        "proef-print.pdf", 4, "proef-print-cover.pdf", 2,
    )  # fmt: skip
    spine = 2 * 0.5 * MM
    assert {trim[2] for _, _, trim in boxes(cover.path)} == {round(2 * 595.276 + spine, 2)}
    note = next(problem for problem in result.problems if problem.code == "cover-file")
    assert "Pages 1, 2, 7 and 8" in note.message
    assert "1.0 mm (2 leaves of 0.5 mm)" in note.message
    assert labels(body.path) == ["3", "4", "5", "6"]
    parted = letters(body.path) + letters(cover.path)
    whole = settings(manuscript, "cover: self\n")
    assert parted == letters(built(whole).outputs[0].path), "nothing is lost between the two files"


def test_a_cover_wants_leaves_between(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("article", prose(3), headline="Kort")
    with pytest.raises(ReportError, match="separate cover wants 8 pages"):
        built(settings(manuscript, "cover: separate\n"))


def test_colour_reaches_the_edge_of_the_bleed(manuscript: Manuscript) -> None:
    """The cover's motif, at all four sides, but for the canals between its parcels and the notch."""
    (output,) = built(manuscript.finished()).outputs
    document = pypdfium2.PdfDocument(output.path)
    page = document[1].render(scale=2).to_pil().convert("RGB")
    document.close()
    wide, high = page.size
    sides = {
        "left": [page.getpixel((1, y)) for y in range(high)],
        "right": [page.getpixel((wide - 2, y)) for y in range(high)],
        "top": [page.getpixel((x, 1)) for x in range(wide)],
        "foot": [page.getpixel((x, high - 2)) for x in range(wide)],
    }
    for side, pixels in sides.items():
        coloured = sum(pixel != (255, 255, 255) for pixel in pixels)
        assert coloured > 0.5 * len(pixels), side


def test_the_same_report_gives_the_same_print_file(manuscript: Manuscript, tmp_path: Path) -> None:
    one = built(manuscript.finished(), out=tmp_path / "one", marks=True).outputs[0].path.read_bytes()
    other = built(manuscript.root, out=tmp_path / "other", marks=True).outputs[0].path.read_bytes()
    assert one == other


# ---------------------------------------------------------------- proofs


def test_a_proof_shows_every_page_and_its_ink(manuscript: Manuscript) -> None:
    result = built(manuscript.finished(), proof=True)
    folder = manuscript.root / "dist" / "proef-print"
    assert result.exports == (folder / "coverage.json",)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["coverage.json", *(f"page-{number:03d}.png" for number in range(1, 9))]
    told = json.loads((folder / "coverage.json").read_text("utf-8"))
    assert (told["condition"], told["ink-limit"], len(told["pages"])) == ("FOGRA39", 300, 8)
    assert max(told["pages"][0]["coverage"].values()) > 5
    assert max(told["pages"][4]["coverage"][name] for name in ("cyan", "magenta", "yellow")) < 5
    assert all(page["most-ink"] <= 300 for page in told["pages"])
    with Image.open(folder / "page-001.png") as shown:
        assert shown.size == pytest.approx((612.28 * 110 / 72, 858.9 * 110 / 72 + 30), abs=1.5)
        paper = shown.convert("RGB").getpixel((shown.width // 2, shown.height - 34))
    assert paper != (255, 255, 255), "the paper has its own white"


def test_a_proof_without_its_library_is_refused(manuscript: Manuscript, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ReportError, match="needs the package pypdfium2"):
        built(manuscript.finished(), proof=True)
    assert not (manuscript.root / "dist").exists()


def test_render_prints_too(manuscript: Manuscript) -> None:
    with pikepdf.open(io.BytesIO(publish.render(manuscript.finished(), profile="print"))) as pdf:
        assert len(pdf.pages) == 8


def test_the_inside_of_a_spine_is_free_for_the_glue(manuscript: Manuscript) -> None:
    """Outside, both sides of a narrow spine meet in its middle; inside, there is nothing."""
    result = built(settings(manuscript, "cover: separate\ncaliper: 1.0\n"))
    document = pypdfium2.PdfDocument(result.outputs[1].path)
    outside, inside = (page.render(scale=2).to_pil().convert("RGB") for page in document)
    document.close()

    def coloured(sheet: Image.Image) -> int:
        column = [sheet.getpixel((sheet.width // 2, y)) for y in range(sheet.height)]
        return sum(pixel != (255, 255, 255) for pixel in column)

    assert coloured(outside) > outside.height / 3
    assert coloured(inside) == 0
