"""The plan of the pages: recto starts, blank pages, photo pages, images some fields high, furniture."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.model.placed import Layout, Page, Panel, PlacedImage, TextLine
from tests.layout.manuscript import Manuscript, paragraphs, prose

MM = 72 / 25.4
UNIT = 4.5 * MM
PHOTO = "{file: assets/images/land.png, alt: Het land, credit: Jan de Boer, focus: [0.2, 0.8]}"


def kinds(layout: Layout) -> list[str]:
    return [page.kind for page in layout.pages]


def texts(page: Page) -> list[str]:
    lines = [p.item for p in page.placements if isinstance(p.item, TextLine)]
    return ["".join(run.text for run in line.runs).strip() for line in lines]


def starting(manuscript: Manuscript, *starts: str) -> Layout:
    """Articles of one page each, beginning where they are asked to."""
    for number, start in enumerate(starts):
        manuscript.section("article", "Tekst.\n", headline=f"Kop {number}")
        manuscript.sections[-1] = manuscript.sections[-1].replace("}", f", start: {start}}}")
    return manuscript.layout()


@pytest.mark.parametrize(
    ("starts", "pages"),
    [
        (("any", "any"), "aa"),
        (("recto", "recto"), "a-a"),
        (("recto", "verso"), "aa"),
        (("verso", "verso"), "-a-a"),
        (("any", "verso", "recto", "recto"), "aaa-a"),
    ],
)
def test_sections_begin_where_they_are_asked_to(manuscript: Manuscript, starts: tuple[str, ...], pages: str) -> None:
    layout = starting(manuscript, *starts)
    assert "".join("-" if kind == "blank" else "a" for kind in kinds(layout)) == pages
    assert [page.folio for page in layout.pages] == [str(number + 1) for number in range(len(pages))]
    assert [page.verso for page in layout.pages] == [number % 2 == 1 for number in range(len(pages))]


def test_a_blank_page_is_truly_blank(manuscript: Manuscript) -> None:
    layout = starting(manuscript, "any", "recto")
    assert kinds(layout) == ["article", "blank", "article"]
    assert layout.pages[1].placements == ()


@pytest.mark.parametrize("before", range(1, 6))
def test_the_back_is_the_last_of_a_multiple_of_four(manuscript: Manuscript, before: int) -> None:
    for number in range(before):
        manuscript.section("article", "Tekst.\n", headline=f"Kop {number}")
    manuscript.section("colophon", "Tekst.\n")
    manuscript.sections[-1] = manuscript.sections[-1].replace("}", ", start: back}")
    layout = manuscript.layout()
    assert len(layout.pages) % 4 == 0
    assert kinds(layout)[-1] == "colophon"
    assert kinds(layout).count("blank") == len(layout.pages) - before - 1 < 4


def test_contents_count_the_blank_pages(manuscript: Manuscript) -> None:
    manuscript.bare("contents")
    for label in ("Eén", "Twee"):
        manuscript.section("chapter", "Tekst.\n", label=label, headline=label)
        manuscript.sections[-1] = manuscript.sections[-1].replace("}", ", start: recto}")
    layout = manuscript.layout()
    assert kinds(layout) == ["contents", "blank", "opener", "blank", "opener"]
    assert [text for text in texts(layout.pages[0]) if text.isdigit()] == ["1", "3", "1", "2", "5", "2", "1"]


# ---------------------------------------------------------------- photos


def test_a_photo_page_bleeds_and_has_its_words_below(manuscript: Manuscript) -> None:
    manuscript.image("land.png", 2600, 3600)
    manuscript.bare("contents")
    manuscript.section("photo", "Het land in het voorjaar.\n", image=PHOTO)
    manuscript.section("article", "Tekst.\n", headline="Kop")
    layout = manuscript.layout()
    assert not layout.problems
    page = layout.pages[1]
    assert (page.kind, page.verso) == ("photo", True)
    (placed,) = (p for p in page.placements if isinstance(p.item, PlacedImage))
    assert isinstance(placed.item, PlacedImage)
    assert (placed.x, placed.y, placed.item.focus) == (-3 * MM, -3 * MM, (0.2, 0.8))
    foot = placed.y + placed.item.height
    assert (placed.item.width, foot) == pytest.approx((216 * MM, 60 * UNIT))
    lines = [p for p in page.placements if isinstance(p.item, TextLine)]
    assert texts(page) == ["Het land in het voorjaar.", "Beeld: Jan de Boer", "2"]
    assert all(p.y > foot + 6 for p in lines), "no text on the photo"
    assert "Het land" not in " ".join(texts(layout.pages[0])), "a photo has no row in the contents"
    (figure,) = (element for element in layout.structure.walk() if element.tag == "Figure")
    assert figure.attributes.alt == "Het land"
    assert figure.attributes.box


def test_a_caption_too_long_for_its_page_is_told(manuscript: Manuscript) -> None:
    manuscript.image("land.png", 2600, 3600)
    manuscript.section("photo", prose(14), image=PHOTO)
    (problem,) = manuscript.layout().problems
    assert (problem.code, problem.at and problem.at.line) == ("caption-too-long", 2)


@pytest.mark.parametrize(("wide", "width"), [("yes", 10 * 14.5 - 4.5), ("no", 5 * 14.5 - 4.5)])
@pytest.mark.parametrize("fields", [1, 3, 6])
def test_an_image_fills_its_fields(manuscript: Manuscript, wide: str, width: float, fields: int) -> None:
    manuscript.image("land.png", 2600, 3600)
    attributes = f'alt="Het land" wide={wide} fields={fields} focus=0,1'
    figure = f"::: figure assets/images/land.png {{{attributes}}}\nBijschrift.\n:::\n"
    manuscript.section("article", f"{paragraphs(2)}\n\n{figure}", headline="Kop")
    layout = manuscript.layout()
    assert not layout.problems
    ((page, placed),) = ((q, p) for q in layout.pages for p in q.placements if isinstance(p.item, PlacedImage))
    assert isinstance(placed.item, PlacedImage)
    assert placed.item.width == pytest.approx(width * MM)
    assert placed.item.focus == (0.0, 1.0)
    lines = fields * 8 - 1 if fields < 6 else 47
    assert placed.item.height == pytest.approx((lines - 0.25) * UNIT, abs=0.1)
    assert max(p.y for p in page.placements if p.portion is not None) <= 60 * UNIT + 0.01


# ---------------------------------------------------------------- furniture


@pytest.mark.parametrize("start", ["recto", "verso"])
@pytest.mark.parametrize("label", [" ".join([prose(1)] * 5).replace(":", ""), "Lang" * 60], ids=["words", "word"])
def test_a_long_running_head_stays_clear_of_the_folio(tmp_path: Path, start: str, label: str) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("article", "Tekst.\n", headline="Kop", label=label)
    manuscript.sections[-1] = manuscript.sections[-1].replace("}", f", start: {start}}}")
    layout = manuscript.layout()
    assert not layout.problems
    page = layout.pages[-1]
    furniture = [p for p in page.placements if p.y == pytest.approx(5 * UNIT)]
    head, folio = sorted(furniture, key=lambda p: p.x, reverse=page.verso)
    assert isinstance(folio.item, TextLine)
    assert isinstance(head.item, TextLine)
    left = 22.5 if page.verso else 18
    assert head.x >= left * MM
    if page.verso:
        assert head.x > folio.x + folio.item.width + 4 * MM
        assert head.x + head.item.width <= (210 - 18) * MM + 0.01
    else:
        assert head.x + head.item.width <= folio.x - 4 * MM
    written = "".join(run.text for run in head.item.runs)
    assert written.endswith("…")
    assert label.startswith(written[:-1])
    assert " " not in label or label[len(written) - 1] in " .,", "it ends at a word"


def test_a_short_running_head_stays_as_it_is(manuscript: Manuscript) -> None:
    manuscript.section("article", "Tekst.\n", headline="Kop", label="Bijlage bij het verslag")
    assert "Bijlage bij het verslag" in texts(manuscript.layout().pages[0])


def test_furniture_by_the_kind_of_page(manuscript: Manuscript) -> None:
    """SPEC, Furniture: folios outside, heads inside of them; openers have a folio at the foot; covers have nothing."""
    manuscript.bare("cover")
    manuscript.section("chapter", f"{prose(2)}\n\n## Een\n\n{paragraphs(14)}", label="Werk", headline="Ons werk")
    manuscript.section("colophon", "Tekst.\n")
    layout = manuscript.layout()
    shown = [
        (page.kind, round(p.y / UNIT), "".join(run.text for run in p.item.runs))
        for page in layout.pages
        for p in page.placements
        if isinstance(p.item, TextLine) and p.portion is None and (p.y < 6 * UNIT or p.y > 62 * UNIT)
    ]
    assert shown == [("opener", 63, "3"), ("article", 5, "4"), ("article", 5, "Werk")]


# ---------------------------------------------------------------- back cover


def columns(page: Page) -> set[float]:
    """Where lines of text begin, in mm from the left."""
    lines = [p for p in page.placements if isinstance(p.item, TextLine) and p.portion is not None]
    return {round(p.x / MM, 2) for p in lines}


@pytest.mark.parametrize(("parts", "expected"), [(2, {105.0}), (4, {105.0, 148.5})])
def test_a_colophon_in_parts_stands_in_two_columns(manuscript: Manuscript, parts: int, expected: set[float]) -> None:
    body = "\n\n".join(f"### Deel {number}\n\n{prose(1, number)}" for number in range(parts))
    manuscript.section("colophon", body, headline="Colofon")
    layout = manuscript.layout()
    assert not layout.problems
    (page,) = layout.pages
    assert columns(page) == expected
    notch = next(p for p in page.placements if isinstance(p.item, Panel) and p.item.fill == "paper")
    assert notch.x == pytest.approx((105 - 4.5) * MM)
    assert all(p.y > notch.y + 2 * UNIT for p in page.placements if p.portion is not None)
    assert max(p.y for p in page.placements if p.portion is not None) <= 60 * UNIT + 0.01
