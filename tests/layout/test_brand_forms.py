"""What a brand changes on the pages without a line of code: panels, paper, marks, logos, any size of page."""

from __future__ import annotations

import pytest

from report.model.placed import Drawing, Layout, Panel, Placement, TextLine
from tests.layout.manuscript import Manuscript, paragraphs

DEEP = """\
color: {palette: {cream: "#FBF8F2", deep: "#0F3D4C", bright: "#6FB7B0", pale: "#DDEAE5"}, background: cream}
defaults:
  report:
    chapters: {water: {deep: deep, bright: bright, pale: pale}}
    voice: deep
    mark: round
    opener: {panel: deep}
"""
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 10"><path d="M0 0H60V10H0Z" fill="#0F3D4C"/>'
    '<path d="M1 1H9V9H1Z" fill="#E8512C"/></svg>'
)
SIZES = ("A5", "letter", "[210, 210]", "A4, orientation: landscape", "[120, 190]", "[400, 250]", "A4, columns: 7")


def report(manuscript: Manuscript, brand: str = "") -> Layout:
    manuscript.write("config/brand.yaml", brand)
    manuscript.bare("cover", subtitle="Samen verder in een lange ondertitel", **{"document-type": "Jaarverslag"})
    manuscript.bare("contents")
    manuscript.section("letter", paragraphs(5), headline="Een brief aan alle inwoners", signed="Directeur")
    manuscript.section("about", paragraphs(2), headline="Wie wij zijn", quote="“Wie meedoet, telt mee.”")
    first = f"## Eerste artikel\n\n- een\n- twee\n\n{paragraphs(7)}"
    body = f"{paragraphs(2)}\n\n{first}\n\n## Tweede artikel\n\n{paragraphs(4)}\n"
    manuscript.section("chapter", body, label="Welvaart", headline="Meer dan geld alleen in de provincie")
    manuscript.section("colophon", paragraphs(1, 2))
    return manuscript.layout()


def items(layout: Layout, kind: str) -> list[Placement]:
    return [placement for page in layout.pages if page.kind == kind for placement in page.placements]


def inks(placements: list[Placement], text: str) -> set[str]:
    """The inks of the lines in which these words stand."""
    lines = [one.item for one in placements if isinstance(one.item, TextLine)]
    return {run.ink for line in lines for run in line.runs if text in "".join(run.text for run in line.runs)}


def test_a_deep_panel_carries_paper_and_bright(manuscript: Manuscript) -> None:
    layout = report(manuscript, DEEP)
    opener = items(layout, "opener")
    panels = [one for one in opener if isinstance(one.item, Panel) and one.item.fill == "deep"]
    assert len(panels) == 1
    headline = next(one for one in opener if isinstance(one.item, TextLine) and one.item.runs[0].size > 30)
    panel = panels[0].item
    assert isinstance(panel, Panel)
    assert panels[0].y < headline.y < panels[0].y + panel.height
    assert inks(opener, "geld") == {"paper"}
    assert inks(opener, "Welvaart") == {"bright"}
    assert inks(items(layout, "cover"), "Samen") == {"paper"}
    assert inks(items(layout, "about"), "meedoet") == {"paper"}
    assert inks([*opener, *items(layout, "article")], "•") == {"deep"}


def test_the_house_style_has_paper_panels_and_squares(manuscript: Manuscript) -> None:
    layout = report(manuscript)
    opener = items(layout, "opener")
    assert inks(opener, "geld") == {"ink"}
    assert inks([*opener, *items(layout, "article")], "■") == {"water-deep"}


def test_tinted_paper_is_painted_on_every_page(manuscript: Manuscript) -> None:
    layout = report(manuscript, DEEP)
    bleed = 3 * 72 / 25.4
    for page in layout.pages:
        ground = page.placements[0]
        assert isinstance(ground.item, Panel)
        assert ground.item.fill == "paper"
        assert ground.x == pytest.approx(-bleed)
        assert ground.item.width == pytest.approx(page.width + 2 * bleed)


def test_the_logo_stands_for_the_name_on_cover_and_colophon(manuscript: Manuscript) -> None:
    manuscript.write("assets/logo.svg", LOGO)
    layout = report(manuscript, "logo: {path: assets/logo.svg, alt: Stichting Proef}\n")
    assert not inks(items(layout, "cover"), "Stichting Proef")
    figures = [element for element in layout.structure.walk() if element.tag == "Figure"]
    assert [figure.attributes.alt for figure in figures] == ["Stichting Proef"] * 2
    for kind in ("cover", "colophon"):
        (logo,) = [one for one in items(layout, kind) if isinstance(one.item, Drawing) and one.item.leaf >= 0]
        assert isinstance(logo.item, Drawing)
        assert logo.item.width == pytest.approx(42 * 72 / 25.4)
        assert {mark.ink for mark in logo.item.marks} == {"logo-0f3d4c", "logo-e8512c"}
        clear = logo.item.height / 2 - 0.01
        for other in items(layout, kind):
            if isinstance(other.item, TextLine):
                size = max(run.size for run in other.item.runs)
                assert other.y - 0.7 * size > logo.y + logo.item.height + clear or other.y < logo.y - clear


@pytest.mark.parametrize("size", SIZES)
def test_a_report_stands_on_pages_of_any_size(manuscript: Manuscript, size: str) -> None:
    layout = report(manuscript, f"defaults: {{report: {{page: {{size: {size}}}}}}}\n")
    assert [problem.code for problem in layout.problems if problem.severity == "error"] == []
    for page in layout.pages:
        lines = [one for one in page.placements if isinstance(one.item, TextLine)]
        for line in lines:
            assert isinstance(line.item, TextLine)
            size_ = max(run.size for run in line.item.runs)
            assert line.x >= -size_
            assert line.x + line.item.width <= page.width + 0.01
            assert 0.5 * size_ < line.y < page.height - 5
        for index, one in enumerate(lines):
            for other in lines[index + 1 :]:
                assert not collide(one, other), (page.kind, words(one), words(other))


def words(line: Placement) -> str:
    return "".join(run.text for run in line.item.runs) if isinstance(line.item, TextLine) else ""


def collide(one: Placement, other: Placement) -> bool:
    """Whether the x-heights of two lines meet."""
    assert isinstance(one.item, TextLine)
    assert isinstance(other.item, TextLine)
    high, low = sorted((one, other), key=lambda line: line.y)
    assert isinstance(low.item, TextLine)
    top = low.y - 0.45 * max(run.size for run in low.item.runs)
    beside = one.x + one.item.width <= other.x + 0.01 or other.x + other.item.width <= one.x + 0.01
    return not beside and high.y > top + 0.01 and bool(words(one).strip()) and bool(words(other).strip())


@pytest.mark.parametrize(
    ("title", "kind", "small"),
    [
        ("Jaarverslag 2021", "Jaarverslag en jaarrekening", "Jaarverslag en jaarrekening"),
        ("Jaarverslag 2021", "", "Jaarverslag"),
        ("Verslag over 2021 en later", "", "Verslag over en later"),
        ("Jaarverslag 2021-2022", "", "Jaarverslag 2021-2022"),
        ("2021", "", ""),
    ],
)
def test_the_cover_names_the_documents_type_else_the_titles_words(
    manuscript: Manuscript, title: str, kind: str, small: str
) -> None:
    manuscript.title = title
    manuscript.bare("cover", **({"document-type": kind} if kind else {}))
    manuscript.section("colophon", paragraphs(1, 2))
    lines = [one.item for one in items(manuscript.layout(), "cover") if isinstance(one.item, TextLine)]
    texts = ["".join(run.text for run in line.runs).strip() for line in lines]
    assert "2021" in texts
    assert " ".join(texts[texts.index("2021") + 1 :]).strip() == small


FURNITURE = "defaults: {report: {furniture: {head: HEAD, folio: foot, tabs: false}}}\n"


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("section", {"Welvaart"}),
        ("title", {"Jaarverslag 2021"}),
        ("organisation", {"Stichting Proef"}),
        ("none", set[str]()),
    ],
)
def test_a_brand_says_what_stands_around_the_text(manuscript: Manuscript, head: str, wanted: set[str]) -> None:
    layout = report(manuscript, FURNITURE.replace("HEAD", head))
    grid = manuscript.report().brand.grid
    standing: dict[str, list[Placement]] = {"head": [], "foot": []}
    for one in items(layout, "article"):
        if isinstance(one.item, TextLine):
            where = "head" if one.y < grid.line(grid.first_line - 3) else "foot" if one.y > grid.line(61) else ""
            standing.get(where, []).append(one)
    texts = {part: {words(one).strip() for one in found} for part, found in standing.items()}
    assert texts["head"] == wanted
    assert texts["foot"] == {page.folio for page in layout.pages if page.kind == "article"}
    tabs = [one for one in items(layout, "article") if isinstance(one.item, Panel) and one.item.fill == "water-deep"]
    assert tabs == []


def test_a_folio_at_the_foot_stands_on_paper_below_a_dark_field(manuscript: Manuscript) -> None:
    layout = report(manuscript, DEEP.replace("mark: round", "furniture: {folio: foot}"))
    page = next(page for page in layout.pages if page.kind == "about")
    folio = [one for one in page.placements if isinstance(one.item, TextLine) and words(one).strip() == page.folio]
    assert [run.ink for one in folio if isinstance(one.item, TextLine) for run in one.item.runs] == ["k70"]
    assert folio[0].y > page.height * 0.9
