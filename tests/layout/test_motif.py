"""The motif on its pages: a map a chapter, exact counts, images kept, and no text on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.layout.grounds import UNFOLDED, Grounds
from report.layout.seedsheet import compose_seeds, seeds_of
from report.model.placed import Drawing, Layout, Page, Panel, Placement, Strokes, TextLine, Tint
from report.typography.library import FontLibrary
from tests.layout.manuscript import Manuscript, paragraphs

COLOURS = ("samphire", "water", "lavender", "rapeseed", "meadow", "clover", "water")


@pytest.fixture(scope="module")
def layout(tmp_path_factory: pytest.TempPathFactory) -> Layout:
    """A report with a cover, contents, a letter, seven chapters and a colophon."""
    m = Manuscript(tmp_path_factory.mktemp("motif"))
    m.bare("cover", subtitle="Samen verder", parcels="60")
    m.bare("contents")
    m.section("letter", paragraphs(3), label="Voorwoord", headline="Een jaar verder", signed="De directie")
    for index, colour in enumerate(COLOURS):
        m.section("chapter", paragraphs(2), label=f"Thema {index + 1}", headline="Het dorp " * (1 + index % 3),
                  colour=colour)  # fmt: skip
    m.section("colophon", paragraphs(1), headline="Colofon")
    return m.layout()


def of_kind(layout: Layout, kind: str) -> list[Page]:
    return [page for page in layout.pages if page.kind == kind]


def drawings(page: Page) -> list[Placement]:
    return [placement for placement in page.placements if isinstance(placement.item, Drawing)]


def inks(page: Page) -> set[str]:
    return {mark.ink for placement in drawings(page) for mark in marks(placement)}


def marks(placement: Placement) -> tuple[Tint | Strokes, ...]:
    assert isinstance(placement.item, Drawing)
    return placement.item.marks


def test_the_pages_that_have_a_motif(layout: Layout) -> None:
    assert [len(drawings(page)) for page in of_kind(layout, "opener")] == [1] * 7
    assert [
        len(drawings(page)) for kind in ("cover", "blank", "letter", "colophon") for page in of_kind(layout, kind)
    ] == [1] * 4
    assert sum(len(drawings(page)) for page in of_kind(layout, "contents")) == 7
    assert not any(drawings(page) for page in of_kind(layout, "article"))


def test_openers_are_of_their_chapters_inks(layout: Layout) -> None:
    for page, colour in zip(of_kind(layout, "opener"), COLOURS, strict=True):
        accent = "ink" if colour == "rapeseed" else "gold"  # whose bright is the accent's own colour
        assert inks(page) <= {f"{colour}-deep", f"{colour}-bright", f"{colour}-pale", "paper", accent}
        (placement,) = drawings(page)
        assert [mark.path.count("h") for mark in marks(placement) if mark.ink == accent] == [1]


def test_no_two_openers_are_alike(layout: Layout) -> None:
    paths = [marks(drawings(page)[0])[0].path for page in of_kind(layout, "opener")]
    assert len(set(paths)) == 7


def test_full_pages_bleed(layout: Layout) -> None:
    for kind in ("cover", "blank", "colophon"):
        (page,) = of_kind(layout, kind)
        (placement,) = drawings(page)
        assert isinstance(placement.item, Drawing)
        bleed = 3 * 72 / 25.4
        assert (placement.x, placement.y) == pytest.approx((-bleed, -bleed))
        size = placement.item.width, placement.item.height
        assert size == pytest.approx((page.width + 2 * bleed, page.height + 2 * bleed), abs=0.01)


def test_the_colophon_lies_fallow_but_for_one_parcel(layout: Layout) -> None:
    (page,) = of_kind(layout, "colophon")
    assert inks(page) == {"k6", "k15", "paper", "gold"}
    (placement,) = drawings(page)
    assert [mark.path.count("h") for mark in marks(placement) if mark.ink == "gold"] == [1]


def test_text_never_lies_on_the_motif(layout: Layout) -> None:
    """Every line on a page with a motif stands clear of it, or on a panel put over it before the line."""
    for page in layout.pages:
        covered: list[tuple[float, float, float, float]] = []
        motif: list[tuple[float, float, float, float]] = []
        for placement in page.placements:
            item, x, y = placement.item, placement.x, placement.y
            if isinstance(item, Drawing):
                motif.append((x, y, x + item.width, y + item.height))
            elif isinstance(item, Panel):
                covered.append((x, y, x + item.width, y + item.height))
            elif isinstance(item, TextLine):
                size = max(run.size for run in item.runs)
                area = (x, y - 0.75 * size, x + item.width, y + 0.22 * size)
                for box in motif:
                    common = shared(area, box)
                    assert common is None or any(contains(panel, common) for panel in covered), (page.folio, item)


Area = tuple[float, float, float, float]


def shared(a: Area, b: Area) -> Area | None:
    common = max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])
    return common if common[0] < common[2] and common[1] < common[3] else None


def contains(outer: Area, inner: Area) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def test_a_chapter_with_an_image_keeps_it(tmp_path: Path) -> None:
    m = Manuscript(tmp_path)
    m.image("dorp.png", 3000, 2200)
    m.section("chapter", paragraphs(1), label="Dorp", headline="Het dorp",
              image='{file: assets/images/dorp.png, alt: Een dorp, credit: Wij}')  # fmt: skip
    layout = m.layout()
    (opener,) = of_kind(layout, "opener")
    assert not drawings(opener)


def test_the_count_may_be_a_fact(tmp_path: Path) -> None:
    def cover(count: str) -> Placement:
        m = Manuscript(tmp_path / count)
        m.write("config/figures/meer.yaml", "kind: facts\nfacts:\n  - {id: projecten, value: 60, label: Projecten}\n")
        m.bare("cover", parcels=count)
        m.finished()
        settings = tmp_path / count / "config" / "report.yaml"
        settings.write_text(
            settings.read_text("utf-8").replace("feiten.yaml]", "feiten.yaml, figures/meer.yaml]"), "utf-8"
        )
        from report.layout.compositor import compose_report
        from report.sources import load

        report = load(tmp_path / count)
        (page,) = of_kind(compose_report(report, FontLibrary(tmp_path / count, report.brand.fonts)), "cover")
        return drawings(page)[0]

    assert cover("projecten").item == cover("60").item != cover("61").item


def test_other_pages_have_other_shapes(tmp_path: Path) -> None:
    """A5, letter, landscape and a nearly square page all get motifs, without problems."""
    for index, size in enumerate(("A5", "letter", "[297, 210]", "[210, 230]")):
        m = Manuscript(tmp_path / str(index))
        m.write("config/brand.yaml", f"defaults: {{report: {{page: {{size: {size}, inner: 14, outer: 14}}}}}}\n")
        m.bare("cover", parcels="40")
        m.section("chapter", paragraphs(1), label="Dorp", headline="Het dorp")
        layout = m.layout()
        assert [len(drawings(page)) for page in layout.pages[:3]] == [1, 1, 1]


def test_contact_sheets_show_each_seed_once(tmp_path: Path) -> None:
    m = Manuscript(tmp_path)
    m.section("chapter", paragraphs(1), label="Dorp", headline="Het dorp")
    report = m.report()
    seeds = seeds_of(report, 3)
    assert seeds == ("2021", "2021-2", "2021-3")
    layout = compose_seeds(report, FontLibrary(tmp_path, report.brand.fonts), seeds)
    assert [len(drawings(page)) for page in layout.pages] == [7, 7, 7]  # six maps and the cover
    paths = [marks(placement)[0].path for page in layout.pages for placement in drawings(page)]
    assert len(set(paths)) == 21


def test_a_ground_that_was_put_away_shows_the_same_detail(tmp_path: Path) -> None:
    m = Manuscript(tmp_path)
    m.section("chapter", paragraphs(1), label="Dorp", headline="Het dorp")
    report = m.report()
    inks = report.brand.chapters["water"]
    few, many = Grounds(report), Grounds(report)
    for grounds, chapters in ((few, 1), (many, UNFOLDED + 3)):
        for number in range(1, chapters + 1):
            grounds.opener(number, inks, (200.0, 0.0, 400.0, 100.0))
    assert many.sample(1, inks, 120.0, 90.0) == few.sample(1, inks, 120.0, 90.0)
