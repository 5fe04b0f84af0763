"""Letters: who signs stands below the text, never larger than its box; a portrait takes the motif's place."""

from __future__ import annotations

import pytest

from report.model.placed import Drawing, Layout, Page, PlacedImage, Placement, Strokes, TextLine, Tint
from report.model.structure import Element
from tests.layout.ingredients import SIGNATURE
from tests.layout.manuscript import Manuscript, paragraphs, prose

MM = 72 / 25.4
UNIT = 4.5 * MM
HAND = "assets/images/hand.svg"


def letter(manuscript: Manuscript, signed: str, text: str = "", **keys: str) -> Layout:
    manuscript.write(HAND, SIGNATURE)
    manuscript.section("letter", text or f"{prose(2)}\n\n{paragraphs(3)}", headline="Brief", signed=signed, **keys)
    layout = manuscript.layout()
    assert not layout.problems
    return layout


def line(page: Page, text: str) -> Placement:
    """Where a line of text stands."""
    return next(p for p in page.placements if isinstance(p.item, TextLine) and words(p.item) == text)


def words(item: TextLine) -> str:
    return "".join(run.text for run in item.runs).strip()


def signatures(page: Page) -> list[Placement]:
    """The drawings in ink alone: the motif has grey and gold too."""
    drawn = [p for p in page.placements if isinstance(p.item, Drawing)]
    return [p for p in drawn if isinstance(p.item, Drawing) and {mark.ink for mark in p.item.marks} == {"ink"}]


def lowest_text(page: Page) -> float:
    return max(p.y for p in page.placements if p.portion is not None and p.portion.total > 1)


def figures(layout: Layout) -> list[Element]:
    return [element for element in layout.structure.walk() if element.tag == "Figure"]


def test_a_role_alone_signs_in_the_last_column(manuscript: Manuscript) -> None:
    (page,) = letter(manuscript, "Directeur").pages
    role = line(page, "Directeur")
    assert role.x == pytest.approx(page_x(page, 6))
    assert role.y == pytest.approx(lowest_text(page) + 3 * UNIT)
    assert isinstance(role.item, TextLine)
    assert role.item.runs[0].face.startswith("Bricolage")


def page_x(page: Page, column: int) -> float:
    left = 22.5 if page.verso else 18.0
    return (left + 14.5 * (column - 1)) * MM


def test_signature_name_and_role_stand_below_each_other(manuscript: Manuscript) -> None:
    layout = letter(manuscript, f"{{name: Ada Bos, role: Directeur, signature: {HAND}}}")
    (page,) = layout.pages
    (drawn,) = signatures(page)
    name, role = line(page, "Ada Bos"), line(page, "Directeur")
    assert isinstance(drawn.item, Drawing)
    assert drawn.x == name.x == role.x == pytest.approx(page_x(page, 6))
    assert lowest_text(page) + 2 * UNIT <= drawn.y + 0.01
    assert drawn.y + drawn.item.height < name.y - UNIT
    assert role.y == pytest.approx(name.y + UNIT)
    assert drawn.item.width <= 44 * MM + 0.01
    assert drawn.item.height <= 15 * MM + 0.01
    assert max(drawn.item.width / 44, drawn.item.height / 15) == pytest.approx(MM)
    (mark,) = drawn.item.marks
    assert isinstance(mark, Strokes)
    (figure,) = figures(layout)
    assert figure.attributes.alt == "Handtekening: Ada Bos"
    assert figure.attributes.box


def test_two_sign_side_by_side_and_three_in_two_rows(manuscript: Manuscript) -> None:
    (page,) = letter(manuscript, "[{name: Een}, {name: Twee}, {role: Drie}]").pages
    one, two, three = (line(page, text) for text in ("Een", "Twee", "Drie"))
    assert one.y == two.y < three.y
    assert (one.x, two.x) == pytest.approx((page_x(page, 1), page_x(page, 6)))
    assert three.x == one.x


@pytest.mark.parametrize("count", range(4, 14))
def test_a_signature_never_stands_without_text(manuscript: Manuscript, count: int) -> None:
    """Whatever the length of the letter, two lines of it at least are on the page of its signature."""
    layout = letter(manuscript, f"{{name: Ada Bos, signature: {HAND}}}", f"{prose(2)}\n\n{paragraphs(count)}")
    (page,) = (page for page in layout.pages if signatures(page))
    text = [p for p in page.placements if p.portion is not None and p.portion.total > 1]
    assert len(text) >= 2
    (drawn,) = signatures(page)
    assert isinstance(drawn.item, Drawing)
    assert line(page, "Ada Bos").y <= 60 * UNIT + 0.01
    beside = [p for p in text if p.x == drawn.x]
    assert not any(drawn.y < p.y < line(page, "Ada Bos").y for p in beside)


def test_an_image_of_pixels_signs_too(manuscript: Manuscript) -> None:
    manuscript.image("hand.png", 880, 150)
    (page,) = letter(manuscript, "{name: Ada Bos, signature: assets/images/hand.png}").pages
    (image,) = (p.item for p in page.placements if isinstance(p.item, PlacedImage))
    assert (image.width, image.height) == pytest.approx((44 * MM, 7.5 * MM))


def test_a_portrait_takes_the_place_of_the_motif(manuscript: Manuscript) -> None:
    manuscript.image("ada.png", 600, 800)
    portrait = "{file: assets/images/ada.png, alt: Ada Bos, credit: Jan de Boer, focus: [0.5, 0.2]}"
    layout = letter(manuscript, "Directeur", image=portrait)
    (page,) = layout.pages
    assert not [p for p in page.placements if isinstance(p.item, Drawing)]
    (placed,) = (p for p in page.placements if isinstance(p.item, PlacedImage))
    assert isinstance(placed.item, PlacedImage)
    assert (placed.x, placed.y) == pytest.approx((page_x(page, 11), 21.2 * UNIT))
    assert placed.item.height == pytest.approx(7 * UNIT)
    assert placed.item.focus == (0.5, 0.2)
    assert line(page, "Beeld: Jan de Boer").y > placed.y + placed.item.height
    assert figures(layout)[0].attributes.alt == "Ada Bos"


def test_white_of_a_signature_is_paper_and_all_else_ink(manuscript: Manuscript) -> None:
    seal = '<rect width="9" height="9" fill="#c00"/><circle cx="4" cy="4" r="2" fill="#fff"/>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{seal}</svg>'
    manuscript.write("assets/images/zegel.svg", svg)
    (page,) = letter(manuscript, "{name: Ada Bos, signature: assets/images/zegel.svg}").pages
    drawings = [p.item for p in page.placements if isinstance(p.item, Drawing)]
    marks = [[mark.ink for mark in drawing.marks if isinstance(mark, Tint)] for drawing in drawings]
    assert ["ink", "paper"] in marks


def test_a_long_headline_steps_down_before_it_takes_three_lines(manuscript: Manuscript) -> None:
    manuscript.section("letter", paragraphs(3), headline="Samen verder bouwen aan het noorden van het land")
    (page,) = manuscript.layout().pages
    head = [p for p in page.placements if isinstance(p.item, TextLine) and p.y < 22 * UNIT and p.y > 12 * UNIT]
    assert len(head) == 2
    assert {run.size for p in head if isinstance(p.item, TextLine) for run in p.item.runs} < {44, 36, 32}
