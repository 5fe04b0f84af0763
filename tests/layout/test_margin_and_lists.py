"""Notes in the margin, description lists, numbered lists in lists, code that is too long for its column."""

from __future__ import annotations

from itertools import pairwise

import pytest

from report.errors import Severity
from report.layout.blocks.listing import numeral
from report.model.placed import Layout, Placement, TextLine
from report.model.structure import ARTIFACT, Element
from tests.layout.manuscript import Manuscript, composed, paragraphs, prose

MIDDLE = 200  # pt: between two text columns
MARGIN_WIDTH = 69.5  # pt: two columns of the grid
MARGIN = "::: margin\nZie ook het jaarplan van de provincie.\n:::"


def lines(layout: Layout) -> list[tuple[int, Placement, str]]:
    return [
        (number, placement, "".join(run.text for run in placement.item.runs))
        for number, page in enumerate(layout.pages)
        for placement in page.placements
        if isinstance(placement.item, TextLine)
    ]


def line(layout: Layout, start: str) -> tuple[int, Placement, str]:
    return next(found for found in lines(layout) if found[2].startswith(start))


def tags(element: Element) -> list[str]:
    return [kid.tag for kid in element.kids if isinstance(kid, Element)]


def test_a_note_stands_in_the_side_margin_level_with_its_paragraph(manuscript: Manuscript) -> None:
    layout = composed(
        manuscript, f"{prose(4)}\n\n{prose(6)}\n\nHierbij hoort iets. {prose(3)}\n\n{MARGIN}\n\n{prose(5)}"
    )
    _, beside, _ = line(layout, "Hierbij hoort")
    _, note, _ = line(layout, "Zie ook")
    assert note.y == pytest.approx(beside.y)
    assert note.x == pytest.approx(layout.pages[0].width - 22.5 * 72 / 25.4 - MARGIN_WIDTH, abs=0.2)
    assert isinstance(note.item, TextLine)
    assert note.item.width <= MARGIN_WIDTH


def test_a_note_follows_its_paragraph_in_the_tree(manuscript: Manuscript) -> None:
    layout = composed(manuscript, f"{prose(4)}\n\nHierbij hoort iets.\n\n{MARGIN}\n\n- punt\n")
    (section,) = [element for element in layout.structure.kids if isinstance(element, Element)]
    assert tags(section) == ["H1", "P", "P", "P", "L"]


def test_notes_never_touch_each_other(manuscript: Manuscript) -> None:
    body = "\n\n".join(f"Kort stuk {n}.\n\n::: margin\nNoot {n}: {prose(1, 3)}\n:::" for n in range(4))
    layout = composed(manuscript, f"{body}\n\n{paragraphs(4)}")
    heads = [line(layout, f"Noot {n}")[1].y for n in range(4)]
    assert heads == sorted(heads)
    assert min(b - a for a, b in pairwise(heads)) > 3 * 12


def test_too_many_notes_are_an_error_that_says_by_how_much(manuscript: Manuscript) -> None:
    body = "\n\n".join(f"Kort stuk {n}.\n\n::: margin\n{prose(6)}\n:::" for n in range(4))
    manuscript.section("article", body, headline="Proef")
    problems = [p for p in manuscript.layout().problems if p.severity is Severity.ERROR]
    assert {problem.code for problem in problems} == {"margin-full"}
    assert " mm below the side margin of page 1" in problems[0].message
    assert problems[0].at is not None
    assert problems[0].at.line > 1


def test_without_a_side_margin_a_note_stands_at_the_foot_of_the_column(manuscript: Manuscript) -> None:
    manuscript.section("chapter", f"Inleiding.\n\n## Eerst\n\n{prose(4)}\n\n{MARGIN}\n", label="A", headline="A")
    layout = manuscript.layout()
    assert not layout.problems
    number, note, _ = line(layout, "Zie ook")
    assert number == 0
    assert note.y > line(layout, "De provincie")[1].y + 100


def test_description_lists_are_lists_with_labels_and_bodies(manuscript: Manuscript) -> None:
    layout = composed(manuscript, f"{prose(4)}\n\nPanel\n: {prose(2)}\n: Nog iets.\n\nRespons\n: {prose(1)}\n")
    (listed,) = [element for element in layout.structure.walk() if element.tag == "L"]
    assert tags(listed) == ["LI", "LI"]
    items = [kid for kid in listed.kids if isinstance(kid, Element)]
    assert [tags(item) for item in items] == [["Lbl", "LBody"]] * 2
    bodies = [item.kids[1] for item in items]
    assert [tags(body) for body in bodies if isinstance(body, Element)] == [["P", "P"], ["P"]]
    term, described = line(layout, "Panel")[1], next(found for found in lines(layout)[5:] if found[1].x > 60)[1]
    assert described.x - term.x == pytest.approx(layout.pages[0].height / 66)


def test_numbers_stand_with_their_dots_below_each_other(manuscript: Manuscript) -> None:
    layout = composed(manuscript, "\n".join(f"{n}. punt {n}" for n in range(8, 12)))
    edges = {
        round(placement.x + placement.item.width, 2)
        for _, placement, words in lines(layout)
        if isinstance(placement.item, TextLine) and words in ("8.", "9.", "10.", "11.")
    }
    assert len({edge for edge in edges if edge < MIDDLE}) == len({edge for edge in edges if edge > MIDDLE}) == 1


def test_numbered_lists_in_numbered_lists_count_in_letters_and_roman_figures(manuscript: Manuscript) -> None:
    layout = composed(manuscript, "1. een\n   1. twee\n      1. drie\n      2. vier\n")
    words = [found[2] for found in lines(layout)]
    assert [word for word in words if word.endswith(".")] == ["1.", "a.", "i.", "ii."]
    numberings = [element.attributes.numbering for element in layout.structure.walk() if element.tag == "L"]
    assert numberings == ["Decimal", "LowerAlpha", "LowerRoman"]


@pytest.mark.parametrize(("number", "roman"), [(1, "i"), (4, "iv"), (9, "ix"), (14, "xiv"), (49, "xlix"), (90, "xc")])
def test_roman_figures(number: int, roman: str) -> None:
    assert numeral(number, "LowerRoman") == roman


def test_code_too_long_for_its_column_goes_on_behind_a_mark(manuscript: Manuscript) -> None:
    layout = composed(manuscript, f"Zo:\n\n```\nkort\n{'x' * 50}\n\n    einde\n```\n")
    found = [(words.replace("\u00a0", " "), p) for _, p, words in lines(layout) if p.portion is None or "x" in words]
    marks = [placement for words, placement in found if words == "\u2192"]
    assert len(marks) == 1
    assert isinstance(marks[0].item, TextLine)
    assert {run.leaf for run in marks[0].item.runs} == {ARTIFACT}
    parts = [(words, placement.y) for words, placement in found if words.startswith("x")]
    assert "".join(words.strip() for words, _ in parts) == "x" * 50
    assert marks[0].y == pytest.approx(parts[1][1])


def test_a_quotation_asked_to_keep_together_is_not_divided(manuscript: Manuscript) -> None:
    for number in range(6):
        quote = f"::: quote {{keep=yes}}\nCitaat {number}: {prose(12, number)}\n:::"
        manuscript.section("article", f"{paragraphs(4 + number)}\n\n{quote}\n\n{paragraphs(4)}", headline="Proef")
    layout = manuscript.layout()
    assert not layout.problems
    for number in range(6):
        portion = line(layout, f"Citaat {number}")[1].portion
        assert portion is not None
        places = {(page, p.x > 300) for page, p, _ in lines(layout) if p.portion and p.portion.block == portion.block}
        assert len(places) == 1
