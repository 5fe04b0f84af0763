"""Footnotes: each begins in the column that cites it, goes on at the foot of the next, and is one element."""

from __future__ import annotations

import pytest

from report.model.placed import Layout, Page, Placement, Rule, TextLine
from report.model.structure import Element, Leaf
from tests.layout.manuscript import Manuscript, composed, paragraphs, prose
from tests.layout.proof import superiors_of

MIDDLE = 300  # pt: between the two text columns


def note_block(layout: Layout, name: str) -> int:
    return next(entry.block for entry in layout.ledger if entry.name == f"the footnote “{name}”")


def columns_of(layout: Layout, block: int) -> list[tuple[int, bool, list[Placement]]]:
    """The lines of a block by page and column, in order."""
    found: dict[tuple[int, bool], list[Placement]] = {}
    for number, page in enumerate(layout.pages):
        for placement in page.placements:
            if isinstance(placement.item, TextLine) and placement.portion and placement.portion.block == block:
                found.setdefault((number, placement.x > MIDDLE), []).append(placement)
    return [(*place, lines) for place, lines in sorted(found.items())]


def text(element: Element, layout: Layout) -> str:
    leaves = [kid.number for part in element.walk() for kid in part.kids if isinstance(kid, Leaf)]
    runs = [
        run
        for page in layout.pages
        for placement in page.placements
        if isinstance(placement.item, TextLine)
        for run in placement.item.runs
    ]
    return "".join(run.text for leaf in leaves for run in runs if run.leaf == leaf).replace("\u00ad", "")


def rules(page: Page) -> list[float]:
    return [p.x for p in page.placements if isinstance(p.item, Rule) and p.item.thickness == 0.5]


def test_a_long_note_goes_on_at_the_foot_of_the_next_columns(manuscript: Manuscript) -> None:
    note = prose(90)
    layout = composed(manuscript, f"{prose(4)}[^lang] {prose(20)}\n\n{paragraphs(20)}\n\n[^lang]: {note}\n")
    parts = columns_of(layout, note_block(layout, "lang"))
    assert len(parts) >= 2
    superiors = superiors_of(layout)
    (citing_page, citing_side) = next(
        (number, placement.x > MIDDLE)
        for number, page in enumerate(layout.pages)
        for placement in page.placements
        if isinstance(placement.item, TextLine) and any(run.leaf in superiors for run in placement.item.runs)
    )
    assert parts[0][:2] == (citing_page, citing_side)
    assert all(len(lines) >= 2 for _, _, lines in parts)
    feet = [max(line.y for line in lines) for _, _, lines in parts]
    assert feet == pytest.approx([60 * layout.pages[0].height / 66] * len(parts))
    for number, right, _ in parts:
        assert any((x > MIDDLE) == right for x in rules(layout.pages[number]))
    (element,) = [element for element in layout.structure.walk() if element.tag == "Note"]
    assert "".join(text(element, layout).split()) == "".join(note.split()) + "a"


def test_a_note_taller_than_a_column_takes_several_and_the_text_goes_on(manuscript: Manuscript) -> None:
    layout = composed(manuscript, f"{prose(3)}[^lang]\n\n{paragraphs(12)}\n\n[^lang]: {prose(110)}\n")
    assert len(columns_of(layout, note_block(layout, "lang"))) >= 3


def test_a_note_that_goes_on_where_columns_are_narrower_is_set_anew(manuscript: Manuscript) -> None:
    body = f"Inleiding.\n\n## Eerst\n\n{prose(6)}[^lang] {prose(9)}\n\n{paragraphs(6)}\n\n[^lang]: {prose(60)}\n"
    manuscript.section("chapter", body, label="Deel", headline="Een deel")
    layout = manuscript.layout()
    assert not layout.problems
    parts = columns_of(layout, note_block(layout, "lang"))
    widths = [max(p.item.width for p in lines if isinstance(p.item, TextLine)) for _, _, lines in parts]
    assert parts[0][0] == 0
    assert parts[1][0] == 1
    assert widths[1] < widths[0]
    assert widths[1] <= 193


def test_short_notes_stay_whole(manuscript: Manuscript) -> None:
    body = "\n\n".join(f"{prose(5, n)}[^n{n}] {prose(4, n + 7)}" for n in range(24))
    notes = "\n\n".join(f"[^n{n}]: {prose(2, n)}" for n in range(24))
    layout = composed(manuscript, f"{body}\n\n{notes}\n")
    for number in range(24):
        assert len(columns_of(layout, note_block(layout, f"n{number}"))) == 1


def test_notes_of_tables_boxes_and_wide_matter_stand_on_the_page_that_cites_them(manuscript: Manuscript) -> None:
    table = "| Buurt | Leden[^kop] |\n|---|--:|\n" + "\n".join(f"| Wijk {n} | {n} |" for n in range(30))
    body = (
        f"{paragraphs(3)}\n\n{table}\n\n::: callout Kader\nTekst.[^kader]\n:::\n\n"
        f"::: table {{wide=yes}}\n| A | B |\n|---|---|\n| x[^breed] | y |\n:::\n\n"
        f"[^kop]: {prose(2)}\n\n[^kader]: {prose(1)}\n\n[^breed]: {prose(3)}\n"
    )
    layout = composed(manuscript, body)
    cited: dict[str, int] = {}
    superiors = superiors_of(layout)
    for number, page in enumerate(layout.pages):
        for placement in page.placements:
            runs = placement.item.runs if isinstance(placement.item, TextLine) else ()
            if any(run.leaf in superiors for run in runs):
                cited.setdefault("".join(run.text for run in runs if run.leaf in superiors), number)
    for letter, name in zip("abc", ("kop", "kader", "breed"), strict=True):
        parts = columns_of(layout, note_block(layout, name))
        assert [part[0] for part in parts] == [cited[letter]]
    assert [element.tag for element in layout.structure.walk()].count("Note") == 3


def test_a_heading_above_wide_matter_stands_over_it(manuscript: Manuscript) -> None:
    table = "::: table {wide=yes}\n| A | B |\n|---|---|\n| x | y |\n:::"
    body = f"{paragraphs(3)}\n\n### De tabel\n\n{table}\n\n{prose(9)}\n"
    layout = composed(manuscript, body)
    heading, head = (
        next(
            placement
            for page in layout.pages
            for placement in page.placements
            if isinstance(placement.item, TextLine) and "".join(run.text for run in placement.item.runs) == words
        )
        for words in ("De tabel", "A")
    )
    assert heading.x == head.x
    assert 0 < head.y - heading.y < 40


def test_notes_are_as_wide_as_their_column_wherever_they_are_cited(manuscript: Manuscript) -> None:
    body = f"Lood.\n\n{prose(3)}[^a]\n\n- punt[^b]\n\n::: callout Kader\nTekst.[^c]\n:::\n\n"
    layout = composed(manuscript, body + "\n\n".join(f"[^{name}]: {prose(4, 5)}" for name in "abc"))
    widths = []
    for name in "abc":
        block = note_block(layout, name)
        portions = [
            p.portion for page in layout.pages for p in page.placements if p.portion and p.portion.block == block
        ]
        widths.append({portion.measure for portion in portions})
    assert widths[0] == widths[1] == widths[2]
    assert len(widths[0]) == 1
