"""Whatever an author writes is on the pages: credits, units, periods, sources; a lead stands where there is room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from report.model.placed import Layout, Page, Placement, TextLine
from report.model.structure import Element
from tests.layout.manuscript import Manuscript, prose
from tests.layout.test_properties import outside, overlaps

KPIS = """kind: kpis
id: cijfers
title: Cijfers
period: 2021
source: Jaarverslag
groups:
  - id: website
    label: Bezoekers website
    values:
      - {id: a, value: 34417, label: Hoofdsite, unit: bezoekers}
      - {id: b, value: 12, label: Omzet, unit: miljoen euro, period: 2020, source: Kasboek}
      - {id: c, value: 123456789012, label: Lang, unit: volgers}
"""
LEAD = (
    "Gemeenten, waterschappen en vrijwilligersorganisaties werkten het hele jaar samen aan een betere bereikbaarheid "
    "van de kleine dorpen. Wie geen auto heeft, blijft afhankelijk van familie, buren en de belbus. Daarom kiezen wij "
    "volgend jaar voor gerichte ondersteuning van bewonersinitiatieven, met een vaste contactpersoon per gemeente en "
    "een spreekuur in elk dorpshuis van de provincie."
)


def texts(page: Page) -> list[tuple[str, Placement]]:
    return [
        ("".join(run.text for run in placed.item.runs), placed)
        for placed in page.placements
        if isinstance(placed.item, TextLine)
    ]


def tags(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from tags(kid)


def opener(root: Path, introduction: str, **keys: str) -> Layout:
    manuscript = Manuscript(root)
    manuscript.image("veld.png", 600, 400)
    headline = "Bereikbaarheid en ondersteuning voor alle kleine dorpen"
    manuscript.section("chapter", f"{introduction}\n\n## Artikel\n\n{prose(3)}\n", label="L", headline=headline, **keys)
    layout = manuscript.layout()
    assert not layout.problems
    return layout


def test_the_credit_of_an_opener_stands_beside_its_folio_and_is_read(tmp_path: Path) -> None:
    layout = opener(tmp_path, "Kort.", image="{file: assets/images/veld.png, alt: Een veld, credit: Jan de Boer}")
    (page,) = layout.pages
    (credit,) = (placed for text, placed in texts(page) if text.strip() == "Beeld: Jan de Boer")
    (folio,) = (placed for text, placed in texts(page) if text == "1")
    assert credit.y == folio.y
    assert credit.portion is not None
    assert layout.ledger[credit.portion.block].name == "the credit of the image"
    (figure,) = (element for element in tags(layout.structure) if element.tag == "Figure")
    assert [kid.tag for kid in figure.kids if isinstance(kid, Element)] == ["Caption"]


def test_a_credit_that_is_far_too_long_is_reported(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.image("veld.png", 600, 400)
    image = f"{{file: assets/images/veld.png, alt: Een veld, credit: '{prose(9)}'}}"
    manuscript.section("chapter", "Kort.\n", label="L", headline="Kop", image=image)
    assert [problem.code for problem in manuscript.layout().problems] == ["credit-too-long"]


def test_a_lead_too_long_for_its_column_goes_on_beside_it(tmp_path: Path) -> None:
    page, *_ = opener(tmp_path, LEAD).pages
    lines = [(text, placed) for text, placed in texts(page) if placed.portion is not None]
    block = next(placed.portion.block for text, placed in lines if text.startswith("Gemeenten,") and placed.portion)
    leads = [placed for _, placed in lines if placed.portion is not None and placed.portion.block == block]
    columns = sorted({round(placed.x) for placed in leads})
    assert len(columns) == 2
    assert all(sum(round(placed.x) == x for placed in leads) >= 2 for x in columns)
    assert any("Artikel" in text for text, _ in texts(page))


def test_a_key_figure_says_its_unit_period_and_source_once(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.figures("kpis", KPIS)
    layout = manuscript.layout()
    assert not layout.problems
    printed = {text.strip(): placed for text, placed in texts(layout.pages[0])}
    assert not any("bezoekers" in text for text in printed)  # the group's label says it
    assert printed["12"].y < printed["miljoen euro"].y < printed["Omzet"].y < printed["2020. Bron: Kasboek"].y
    assert printed["123.456.789.012"].y < printed["volgers"].y < printed["Lang"].y
    assert printed["miljoen euro"].x == printed["12"].x  # no room beside the longest number of the group
    assert "2021. Bron: Jaarverslag" in printed


def rows_of_contents(manuscript: Manuscript) -> list[str]:
    layout = manuscript.layout()
    assert not layout.problems
    return [text.strip() for text, _ in texts(layout.pages[0])]


def test_a_repeated_label_gives_way_to_the_headline_in_the_contents(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.bare("contents")
    manuscript.section("letter", "Tekst.\n", label="Voorwoord", headline="De brief")
    manuscript.section("letter", "Tekst.\n", label="Voorwoord", headline="De tweede brief")
    manuscript.section("article", "Tekst.\n", label="Over ons", headline="Wie wij zijn")
    manuscript.section("article", "Tekst.\n", label="Over ons", headline="Wat wij doen")
    manuscript.section("chapter", "Tekst.\n", label="Werk", headline="Kop")
    manuscript.figures("kpis", KPIS, "---\nlabel: Voorwoord\n---\nTekst.\n")
    rows = rows_of_contents(manuscript)
    assert [row for row in rows if row in ("Voorwoord", "De tweede brief", "Over ons", "Wat wij doen", "Cijfers")] == [
        *("Voorwoord", "De tweede brief", "Over ons", "Wat wij doen", "Cijfers")
    ]
    assert "De brief" not in rows
    assert "7" in rows  # the page of a chapter without articles


def test_articles_of_one_label_share_a_row_when_the_front_is_full(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.bare("contents")
    for label in ("Eerste", "Eerste", "Tweede", "Derde", "Vierde", "Vijfde"):
        manuscript.section("article", "Tekst.\n", label=label, headline=f"Kop {label}")
    manuscript.section("chapter", "Tekst.\n\n## Artikel\n\nTekst.\n", label="Werk", headline="Kop")
    rows = rows_of_contents(manuscript)
    assert rows.count("Eerste") == 1
    assert not [row for row in rows if row.startswith("Kop")]


def test_a_colophon_that_goes_on_has_folios(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("colophon", "\n\n".join(prose(12, n) for n in range(12)), headline="Colofon")
    layout = manuscript.layout()
    assert not layout.problems
    assert len(layout.pages) > 1
    for number, page in enumerate(layout.pages, 1):
        assert (str(number) in [text for text, _ in texts(page)]) == (number > 1)


def test_a_word_wider_than_the_page_is_cut_and_told_at_its_paragraph(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("article", f"Tekst.\n\nEen `{'onafbreekbaar' * 30}`.\n", label="L", headline="Kop")
    layout = manuscript.layout()
    assert [(problem.code, problem.at and problem.at.line) for problem in layout.problems] == [("too-wide", 7)]
    assert not [found for page in layout.pages for found in (*outside(page), *overlaps(page))]


@pytest.mark.parametrize("image", ["", "{file: assets/images/a.png, alt: Een brug, credit: Jan de Boer}"])
def test_what_an_opener_shows_is_told_at_its_foot(tmp_path: Path, image: str) -> None:
    caption = "'Kavels van {{ leden }} leden, in kringen om één punt.'"
    manuscript = Manuscript(tmp_path)
    manuscript.image("a.png", 2400, 1800)
    keys = {"caption": caption, **({"image": image} if image else {})}
    manuscript.section("chapter", f"{prose(4)}\n\n## Artikel\n\n{prose(4)}\n", label="L", headline="Kop", **keys)
    layout = manuscript.layout()
    assert not layout.problems
    (page,) = layout.pages
    (folio,) = (placed for text, placed in texts(page) if text == "1")
    foot = [text.strip() for text, placed in texts(page) if folio.y - 30 < placed.y <= folio.y and text != "1"]
    assert foot == ["Kavels van 6.900 leden, in kringen om één punt."] + (["Beeld: Jan de Boer"] if image else [])
    found = list(tags(layout.structure))
    figures = [element for element in found if element.tag == "Figure"]
    assert [[kid.tag for kid in one.kids if isinstance(kid, Element)] for one in figures] == (
        [["Caption"]] * len(keys)
    )[1:]
    if not image:  # read last, as it stands at the foot
        assert found[-1].tag == "P"
