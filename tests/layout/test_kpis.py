"""The key figures page: sizes, one scale, marks that can be counted, words of change, what goes where."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from report.layout.compositor import compose_report
from report.layout.ledger import Ledger, book_section
from report.layout.pages.kpis_glyphs import Inks, Marks, draw_arrow, draw_marks, draw_people, draw_pin
from report.model.placed import Destination, Drawing, Layout, LinkSpot, Page, Panel, Placement, TextLine
from report.model.structure import Element, Leaf
from report.sources import load
from report.typography.library import FontLibrary
from tests.layout.cases import kpi_forms
from tests.layout.ingredients import KPIS
from tests.layout.manuscript import Manuscript
from tests.layout.proof import texts_of

UNIT = 4.5 * 72 / 25.4
SAMPLE = Path(__file__).resolve().parents[2]
TWO = """\
  - id: a
    label: Bezoekers
{keys}    values:
      - {{id: a, value: {one}, label: Eerste, unit: {unit}{more}}}
      - {{id: b, value: {two}, label: Tweede, unit: {unit}}}
"""


def sheet(manuscript: Manuscript, groups: str) -> Layout:
    manuscript.figures("kpis", KPIS.format(id="k", groups=groups))
    layout = manuscript.layout()
    assert not layout.problems
    return layout


def two(
    manuscript: Manuscript, one: object = 4000, other: object = 2000, unit: str = "x", keys: str = "", more: str = ""
) -> Layout:
    return sheet(manuscript, TWO.format(one=one, two=other, unit=unit, keys=keys, more=more))


def lines(page: Page) -> dict[str, Placement]:
    return {
        "".join(run.text for run in placed.item.runs).strip().replace("\u00a0", " "): placed
        for placed in page.placements
        if isinstance(placed.item, TextLine)
    }


def bars(page: Page) -> list[Panel]:
    return [placed.item for placed in page.placements if isinstance(placed.item, Panel) and placed.x >= 0]


def size(placed: Placement) -> float:
    assert isinstance(placed.item, TextLine)
    return placed.item.runs[0].size


def tags(element: Element) -> Iterator[Element]:
    yield element
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from tags(kid)


def leaves(element: Element) -> Iterator[int]:
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from leaves(kid)
        elif isinstance(kid, Leaf):
            yield kid.number


def squares(path: str) -> int:
    return path.split().count("re")


# ---------------------------------------------------------------- the sample


@pytest.fixture(scope="module")
def sample() -> Page:
    report = load(SAMPLE)
    (section,) = (one for one in report.sections if one.kpis is not None)
    alone = replace(report, sections=(section,))
    layout = compose_report(alone, FontLibrary(SAMPLE, report.brand.fonts))
    (page,) = layout.pages
    return page


def test_the_sample_stands_where_the_design_has_it(sample: Page) -> None:
    """SPEC, KPI: T1 on line 17 and 23.5, T2 from line 31 by 3.9, people on 43, the field from 47.5."""
    found = lines(sample)
    places = {"34.417": (17, 54), "31.219": (23.5, 54), "8.903": (31, 28), "4.666": (34.9, 28), "2.499": (38.8, 28),
              "3.344": (31, 28), "45": (43, 18), "13": (43, 18), "58": (52.5, 18), "46": (52.5, 18)}  # fmt: skip
    for number, (line, points) in places.items():
        assert found[number].y / UNIT == pytest.approx(line, abs=0.01), number
        assert size(found[number]) == pytest.approx(points), number
    (field,) = (placed for placed in sample.placements if isinstance(placed.item, Panel) and placed.x < 0)
    assert field.y / UNIT == pytest.approx(47.5)
    assert isinstance(field.item, Panel)
    assert field.y + field.item.height == pytest.approx(sample.height + 8.504, abs=0.01)


def test_all_bars_of_the_sample_have_one_scale(sample: Page) -> None:
    widths = sorted((panel.width + panel.stroke_width for panel in bars(sample)), reverse=True)
    values = [34417, 31219, 8903, 4666, 3344, 2499, 1494]
    live = widths[0]
    assert live == pytest.approx(169.5 * 72 / 25.4, abs=0.01)  # twelve columns
    for width, value in zip(widths, values, strict=True):
        assert width / live == pytest.approx(value / 34417, abs=1e-6)
    assert "Alle stroken op deze pagina hebben dezelfde schaal" in lines(sample)


def test_the_samples_own_figures_have_the_accent(sample: Page) -> None:
    assert sorted(round(panel.width) for panel in bars(sample) if panel.fill == "gold") == [34, 124, 435]
    assert {panel.stroke for panel in bars(sample) if panel.fill == "gold"} == {"ink"}


def test_each_project_is_one_square(sample: Page) -> None:
    drawings = [placed.item for placed in sample.placements if isinstance(placed.item, Drawing)]
    solid = [squares(drawing.marks[0].path) for drawing in drawings if len(drawing.marks) == 1]
    assert 121 in solid  # media, eleven in a row
    assert 58 in solid
    media = next(d for d in drawings if len(d.marks) == 1 and squares(d.marks[0].path) == 121)
    assert media.width == pytest.approx(media.height)


# ---------------------------------------------------------------- scales and tiers


def test_each_unit_has_its_own_scale(manuscript: Manuscript) -> None:
    first = TWO.format(one=4000, two=2000, unit="x", keys="", more="")
    second = TWO.format(one=10, two=500, unit="z", keys="", more="").replace("id: a\n", "id: c\n", 1)
    layout = sheet(manuscript, first + second)
    (page,) = layout.pages
    widths = [panel.width for panel in bars(page)]
    assert widths[0] == pytest.approx(2 * widths[1])
    assert widths[3] == pytest.approx(50 * widths[2])
    assert "Stroken van dezelfde eenheid hebben op deze pagina dezelfde schaal" in lines(page)


def test_a_group_whose_bars_would_be_short_does_not_stand_wide(manuscript: Manuscript) -> None:
    rest = TWO.format(one=90000, two=80000, unit="x", keys="", more="").replace("id: a\n", "id: c\n", 1)
    layout = sheet(manuscript, TWO.format(one=4000, two=2000, unit="x", keys="", more="") + rest)
    assert size(lines(layout.pages[0])["4.000"]) == 28


@pytest.mark.parametrize(("tier", "points"), [(1, 54), (2, 28), (3, 18)])
def test_the_author_chooses_the_tier(manuscript: Manuscript, tier: int, points: float) -> None:
    layout = two(manuscript, keys=f"    tier: {tier}\n")
    assert size(lines(layout.pages[0])["4.000"]) == points


def test_figures_without_a_unit_or_with_one_bar_have_none(manuscript: Manuscript) -> None:
    layout = two(manuscript, unit='""')
    assert bars(layout.pages[0]) == []
    assert not any("schaal" in text for text in lines(layout.pages[0]))


def test_percentages_are_of_a_hundred(manuscript: Manuscript) -> None:
    layout = two(manuscript, one=50, other=25, unit="procent", keys="    tier: 2\n")
    track, half, _, quarter = bars(layout.pages[0])
    assert track.fill == "k6"
    assert half.width == pytest.approx(track.width / 2)
    assert quarter.width == pytest.approx(track.width / 4)


def test_a_target_is_a_tick_on_the_same_scale(manuscript: Manuscript) -> None:
    layout = two(manuscript, more=", target: 8000, higher-is-better: true", keys="    tier: 2\n")
    (page,) = layout.pages
    ticks = [placed for placed in page.placements if isinstance(placed.item, Panel) and placed.item.width == 1.3]
    (tick,) = ticks
    first, *_ = bars(page)
    left = lines(page)["4.000"].x
    assert tick.x + 1.3 - left == pytest.approx(2 * first.width)
    assert "Doel 8.000, niet gehaald" in lines(page)


def test_pins_are_as_long_as_blocks(manuscript: Manuscript) -> None:
    manuscript.write("config/brand.yaml", "defaults: {report: {bar: pin}}\n")
    layout = two(manuscript, keys="    tier: 2\n")
    pins = [p.item.width for p in layout.pages[0].placements if isinstance(p.item, Drawing)]
    assert pins[0] == pytest.approx(2 * pins[1])
    assert bars(layout.pages[0]) == []


# ---------------------------------------------------------------- words


BEFORE = ", previous-period: 2020"
GOOD, BAD = ", higher-is-better: true", ", higher-is-better: false"
CHANGES = [
    (f", previous: 3200{BEFORE}", "25% meer dan in 2020 (3.200)"),
    (f", previous: 3900{BEFORE}", "2,6% meer dan in 2020 (3.900)"),
    (f", previous: 5000{BEFORE}{GOOD}", "20% minder dan in 2020 (5.000), ongunstig"),
    (f", previous: 5000{BEFORE}{BAD}", "20% minder dan in 2020 (5.000), gunstig"),
    (f", previous: 4000{BEFORE}", "Evenveel als in 2020"),
    (f", previous: 3999{BEFORE}", "1 meer dan in 2020 (3.999)"),
    (f", previous: -10{BEFORE}", "4.010 meer dan in 2020 (−10)"),
    (f", target: 3000{GOOD}", "Doel 3.000, gehaald"),
    (f", target: 3000{BAD}", "Doel 3.000, niet gehaald"),
    (", target: 3000", "Doel 3.000"),
    (", period: 2019", "2019"),
    (", as-of: 2021-06-30", "Stand op 30 juni 2021"),
    (", source: Kasboek", "Bron: Kasboek"),
]


@pytest.mark.parametrize(("keys", "words"), CHANGES)
def test_what_is_said_of_a_figure(manuscript: Manuscript, keys: str, words: str) -> None:
    layout = two(manuscript, 4000, 2, "projectjes", more=keys, keys="    tier: 1\n")
    assert words in lines(layout.pages[0])


def test_changes_of_percentages_are_points(manuscript: Manuscript) -> None:
    more = ", previous: 74, previous-period: 2020, format: percent"
    layout = two(manuscript, 77.5, 12, "procent", more=more, keys="    tier: 1\n")
    assert "3,5 procentpunt meer dan in 2020 (74%)" in lines(layout.pages[0])


def test_arrows_show_the_way_and_whether_it_is_good(manuscript: Manuscript) -> None:
    """A hollow arrow is a change for the worse; words say both."""
    more = ", previous: 5000, previous-period: 2020, higher-is-better: true"
    layout = two(manuscript, more=more, keys="    tier: 1\n")
    (arrow,) = (p.item for p in layout.pages[0].placements if isinstance(p.item, Drawing))
    assert arrow == draw_arrow(arrow.width, -1, "ink", hollow=True)
    assert draw_arrow(5, 1, "ink", hollow=False) != draw_arrow(5, -1, "ink", hollow=False)


# ---------------------------------------------------------------- structure and ledger


def test_groups_are_tables_and_marks_are_figures(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    kpi_forms(manuscript)
    layout = manuscript.layout()
    texts = texts_of(layout)
    found = list(tags(layout.structure))
    tables = [element for element in found if element.tag == "Table"]
    assert len(tables) == 7
    cells = [kid for row in tags(tables[0]) if row.tag == "TR" for kid in row.kids if isinstance(kid, Element)]
    said = ["".join(texts[kid.number] for kid in cell.kids if not isinstance(kid, Element)).strip() for cell in cells]
    assert said[:2] == ["Hoofdsite", "34.417"]
    assert [cell.tag for cell in cells[:3]] == ["TH", "TD", "TD"]
    assert cells[0].attributes.scope == "Row"
    for table in tables:  # every row has as many cells
        assert len({len(row.kids) for row in tags(table) if row.tag == "TR"}) == 1
    told = [element.attributes.alt for element in found if element.tag == "Figure"]
    assert told == [
        "21 vierkanten voor berichten",
        "12 tekens voor open dagen (elk staat voor 2)",
        "20 poppetjes voor medewerkers, 5 poppetjes voor stagiairs",
        "21 vierkanten voor Drenthe",
        "14 vierkanten voor Groningen",
        "3 vierkanten voor Friesland",
        "1 vierkant voor Landelijk",
    ]


def test_units_periods_notes_and_comparisons_are_in_the_ledger(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    kpi_forms(manuscript)
    report = manuscript.report()
    ledger = Ledger()
    for section in report.sections:
        book_section(ledger, section)
    names = [entry.name for entry in ledger.entries]
    assert "the period and source of the key figures" in names
    assert "the note of the group “Projecten”" in names
    assert "the previous of the key figure “Hoofdsite”" in names
    assert "the target of the key figure “Onderzoek”" in names
    assert "the origin of the key figure “klaagde”" in names
    assert not any(name.startswith("the origin of") and "klaagde" not in name for name in names)
    layout = manuscript.layout()
    assert not ledger.audit(layout.pages)
    assert len(ledger.audit([])) == len(names)


def test_a_long_group_goes_on_with_its_label(manuscript: Manuscript) -> None:
    tiles = "".join(f"      - {{id: v{n}, value: {1000 + n}, label: Waarde {n}, unit: x}}\n" for n in range(80))
    layout = sheet(manuscript, f"  - id: a\n    label: Veel waarden\n    values:\n{tiles}")
    assert len(layout.pages) > 1
    assert all("Veel waarden" in lines(page) for page in layout.pages)
    heads = [element for element in tags(layout.structure) if element.tag == "H2"]
    assert len(heads) == 1


def test_a_field_too_high_for_its_page_becomes_columns(manuscript: Manuscript) -> None:
    tiles = "".join(f"      - {{id: v{n}, value: 150, label: Waarde {n}}}\n" for n in range(9))
    layout = sheet(manuscript, f"  - id: a\n    label: Veel\n    form: units\n    place: field\n    values:\n{tiles}")
    assert not any(isinstance(p.item, Panel) and p.x < 0 for page in layout.pages for p in page.placements)


def test_a_table_of_all_figures_stands_in_the_appendix(manuscript: Manuscript) -> None:
    tile = TWO.format(
        one=4000, two=2000, unit="x", keys="", more=", previous: 3000, previous-period: 2020, target: 5000"
    )
    manuscript.figures("kpis", KPIS.format(id="k", groups=tile).replace("groups:\n", "table: appendix\ngroups:\n"))
    manuscript.sections.append("{kind: data, title: Cijfers als tabel}")
    layout = manuscript.layout()
    assert not layout.problems
    page, appendix = layout.pages
    (spot,) = (placed.item for placed in page.placements if isinstance(placed.item, LinkSpot))
    assert spot.target == "#kpis-k"
    assert any(placed.item == Destination("kpis-k") for placed in appendix.placements)
    assert any("Cijfers als tabel" in text for text in lines(page))
    texts = texts_of(layout)
    *_, table = (element for element in tags(layout.structure) if element.tag == "Table")
    rows = [
        [
            " ".join("".join(texts[leaf] for leaf in leaves(cell)).split())
            for cell in row.kids
            if isinstance(cell, Element)
        ]
        for row in tags(table)
        if row.tag == "TR"
    ]
    assert rows == [
        ["", "Cijfer", "Eenheid", "Eerder", "Doel"],
        ["Bezoekers: Eerste", "4.000", "x", "3.000 (2020)", "5.000"],
        ["Bezoekers: Tweede", "2.000", "x", "–", "–"],
    ]


# ---------------------------------------------------------------- drawings


@pytest.mark.parametrize("rounded", [False, True])
@pytest.mark.parametrize("crop", ["solid", "furrow", "swathe", "outline", "dots", "halves", "own"])
def test_marks_stay_in_their_box(crop: str, rounded: bool) -> None:
    drawing = draw_marks(7, Marks(10.0, 13.0, 3), crop, Inks(), rounded=rounded)
    assert (drawing.width, drawing.height) == (36.0, 36.0)
    for mark in drawing.marks:
        numbers = [float(word) / 100 for word in mark.path.split() if word.lstrip("-").isdigit()]
        assert min(numbers) >= 0
        assert max(numbers) <= 36.0


def test_crops_differ() -> None:
    for rounded in (False, True):
        crops = [
            draw_marks(1, Marks(10.0, 13.0, 3), crop, Inks(), rounded=rounded).marks
            for crop in ("solid", "furrow", "swathe", "outline", "dots", "halves")
        ]
        assert len(set(map(str, crops))) == 6


def test_people_are_told_apart_by_outline() -> None:
    drawing = draw_people([3, 2], 5, 10.0, 16.5, Inks(), 7)
    inks = [mark.ink for mark in drawing.marks]
    assert inks == ["ink", "gold", "ink"]
    assert drawing.leaf == 7
    heads = [mark.path.split().count("m") // 2 for mark in drawing.marks]
    assert heads == [3, 2, 2]


def test_a_pin_ends_at_its_length() -> None:
    assert draw_pin(100.0, 2.0, 8.0, "ink").width == 100.0
    assert draw_pin(3.0, 2.0, 8.0, "ink").width == 8.0
    assert Decimal(str(draw_pin(100.0, 2.0, 8.0, "ink").height)) == Decimal("8.0")


def test_a_field_alone_on_its_page_is_all_of_it(manuscript: Manuscript) -> None:
    manuscript.write("config/brand.yaml", "defaults: {report: {page: {size: A4, orientation: landscape}}}\n")
    tiles = "".join(f"      - {{id: v{n}, value: {90000 - n}, label: Waarde {n}, unit: x}}\n" for n in range(12))
    dots = "".join(f"      - {{id: v{n}, value: 58, label: Aantal {n}}}\n" for n in range(3))
    layout = sheet(
        manuscript,
        f"  - id: a\n    label: Waarden\n    values:\n{tiles}"
        f"  - id: b\n    label: Aantallen\n    place: field\n    values:\n{dots}",
    )
    *_, page = layout.pages
    (ground,) = (placed for placed in page.placements if isinstance(placed.item, Panel) and placed.x < 0)
    assert isinstance(ground.item, Panel)
    assert ground.y == pytest.approx(-8.504, abs=0.01)
    assert ground.item.height == pytest.approx(page.height + 2 * 8.504, abs=0.01)
    assert "Aantallen" in lines(page)
