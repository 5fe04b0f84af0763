"""Excerpts: links to pages left out are text that names the page; the board's status is told once."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.layout.compositor import compose_report
from report.layout.excerpts import excerpted
from report.model.placed import Layout, LinkSpot, TextLine
from report.model.report import Report
from report.model.structure import STATUS, Element, Leaf, ObjectLeaf
from report.sources import load
from report.typography.library import FontLibrary
from tests.publish.boards import board_project

WORK = """---
label: Ons werk
headline: Wat wij deden
---

Inleiding.

## Eerste artikel {#eerste}

Tekst met een [plek in dit artikel](#hier), [het voorwoord van dit verslag](#voorwoord) en [elders](https://example.org).

### Hier {#hier}

Meer tekst.
"""


class Case:
    """A composed report and what an excerpt of it is made with."""

    def __init__(self, folder: Path, *, marked: bool = False) -> None:
        root = board_project(folder)
        (root / "config/content/werk.md").write_text(WORK, "utf-8")
        self.report: Report = load(root)
        self.library = FontLibrary(root, self.report.brand.fonts)
        self.layout = compose_report(self.report, self.library, marked=marked)
        assert self.layout.problems == ()

    def sheets(self, *folios: str) -> list[int]:
        return [index for index, page in enumerate(self.layout.pages) if page.folio in folios]

    def chapter(self) -> list[int]:
        return [index for index, page in enumerate(self.layout.pages) if page.section == "ons-werk"]

    def excerpt(self, sheets: list[int]) -> Layout:
        return excerpted(self.layout, sheets, self.report, self.library)


def words(layout: Layout, sheet: int) -> list[str]:
    items = (placement.item for placement in layout.pages[sheet].placements)
    return ["".join(run.text for run in item.runs) for item in items if isinstance(item, TextLine)]


def runs_of(layout: Layout, element: Element) -> list[str]:
    leaves = {kid.number for inner in element.walk() for kid in inner.kids if isinstance(kid, Leaf)}
    items = (placement.item for page in layout.pages for placement in page.placements)
    return [run.text for item in items if isinstance(item, TextLine) for run in item.runs if run.leaf in leaves]


def targets(layout: Layout, sheets: list[int]) -> set[str]:
    items = (placement.item for sheet in sheets for placement in layout.pages[sheet].placements)
    return {item.target for item in items if isinstance(item, LinkSpot)}


def test_the_whole_report_is_no_excerpt(tmp_path: Path) -> None:
    case = Case(tmp_path)
    assert case.excerpt(list(range(len(case.layout.pages)))) is case.layout


def test_a_link_whose_target_is_left_out_becomes_text_that_names_the_page(tmp_path: Path) -> None:
    case = Case(tmp_path)
    sheets = case.chapter()
    made = case.excerpt(sheets)
    assert "#voorwoord" in targets(case.layout, sheets)
    assert "#voorwoord" not in targets(made, sheets)
    assert {"#hier", "https://example.org"} <= targets(made, sheets)
    (folio,) = {page.folio for page in case.layout.pages if page.section == "voorwoord"}
    shown = " ".join(" ".join(words(made, sheet)) for sheet in sheets)
    assert f"Niet in dit uittreksel: het voorwoord van dit verslag, zie pagina {folio}" in shown
    spans = [
        (parent, index)
        for parent in made.structure.walk()
        for index, kid in enumerate(parent.kids)
        if isinstance(kid, Element) and kid.tag == "Span" and "".join(runs_of(made, kid)) == f"zie pagina {folio}"
    ]
    ((parent, index),) = spans
    before = parent.kids[index - 1]
    assert isinstance(before, Element)
    assert before.tag == "Span"
    assert not [kid for kid in before.kids if isinstance(kid, ObjectLeaf)]
    assert "".join(runs_of(made, before)) == "het voorwoord van dit verslag"


def test_dead_links_look_like_the_text_around_them(tmp_path: Path) -> None:
    case = Case(tmp_path)
    made = case.excerpt(case.chapter())
    for layout, underlined in ((case.layout, True), (made, False)):
        items = (placement.item for sheet in case.chapter() for placement in layout.pages[sheet].placements)
        runs = [run for item in items if isinstance(item, TextLine) for run in item.runs]
        found = [run for run in runs if run.text.strip() and run.text.strip() in "het voorwoord van dit verslag"]
        linked = [run for run in found if run.leaf >= 0 and run.size > 9]
        assert any(run.underline for run in linked) is underlined
        assert any(run.underline for run in runs if "elders" in run.text)


def test_what_names_its_page_already_says_it_once(tmp_path: Path) -> None:
    case = Case(tmp_path)
    (contents,) = [index for index, page in enumerate(case.layout.pages) if page.kind == "contents"]
    made = case.excerpt([contents])
    assert targets(made, [contents]) == set()
    assert not any("uittreksel" in line for line in words(made, contents))


def test_where_no_place_is_free_the_page_is_told_to_those_who_listen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = Case(tmp_path)
    monkeypatch.setattr("report.layout.excerpts.STRIPS", ())
    made = case.excerpt(case.chapter())
    told = [element.attributes.actual for element in made.structure.walk() if "zie pagina" in element.attributes.actual]
    assert len(told) == 1
    assert told[0].startswith("het voorwoord van dit verslag (zie pagina ")


def test_every_leaf_stands_in_the_structure_once(tmp_path: Path) -> None:
    case = Case(tmp_path, marked=True)
    made = case.excerpt(case.chapter())
    numbers = [kid.number for element in made.structure.walk() for kid in element.kids if isinstance(kid, Leaf)]
    assert len(numbers) == len(set(numbers))
    shown = {
        run.leaf
        for sheet in case.chapter()
        for placement in made.pages[sheet].placements
        if isinstance(placement.item, TextLine)
        for run in placement.item.runs
        if run.leaf >= 0
    }
    assert shown <= set(numbers)
    assert shown <= made.tags.keys()


def test_without_the_cover_note_the_first_page_tells_the_status(tmp_path: Path) -> None:
    case = Case(tmp_path, marked=True)
    made = case.excerpt(case.chapter())
    first = made.structure.kids[0]
    assert isinstance(first, Element)
    assert first.tag == "P"
    assert "".join(runs_of(made, first)).startswith("Concept 0.3")
    for place, sheet in enumerate(case.chapter()):
        items = (placement.item for placement in made.pages[sheet].placements)
        silent = any(run.leaf == STATUS for item in items if isinstance(item, TextLine) for run in item.runs)
        assert silent is (place > 0)
    with_note = case.excerpt([0, *case.chapter()])
    kid = with_note.structure.kids[0]
    assert isinstance(kid, Element)
    assert kid.tag == "Sect"
