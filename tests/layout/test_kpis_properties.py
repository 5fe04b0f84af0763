"""What holds for every page of key figures: nothing overlaps, nothing leaves the text area, nothing is lost."""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report.layout.compositor import compose_report
from report.model.brand import Grid
from report.model.placed import Drawing, Page, Panel, Placement, Rule, TextLine
from report.model.report import Report
from report.sources import load
from report.typography.library import FontLibrary
from tests.layout.manuscript import Manuscript

LABELS = {
    "nl": [
        "CMO STAMM", "Sociaal Planbureau Groningen", "werkervarings- en stageplaatsen", "leden", "Abonnees",
        "vrijwilligersorganisaties die een bewonersinitiatief ondersteunden", "Twitter (drie accounts)",
    ],
    "en": [
        "staff", "items in press, on tv and radio", "Province of Groningen", "subscribers to the monthly letter",
        "households that were helped in the district", "Main site",
    ],
    "de": [
        "Mitarbeitende", "Veranstaltungsbenachrichtigungsempfängerinnen", "Sozialversicherungsangestellte im Quartier",
        "Besucherinnen und Besucher der Nachbarschaftshäuser", "Orte", "Donaudampfschifffahrtskapitäne",
    ],
}  # fmt: skip
VALUES = st.one_of(
    st.integers(0, 150),
    st.integers(151, 99_999),
    st.integers(10**6, 10**11),
    st.sampled_from([0.5, 77.5, -12, "1 op 6"]),
)
UNITS = st.sampled_from(["", "", "bezoekers", "euro", "procent", "projecten", "medewerkers"])
HAIR = 0.3  # pt: rounding
SIZES = ("A4", "A5", "letter", "A4, orientation: landscape", "[120, 190]")


@st.composite
def values(draw: st.DrawFn, index: int, language: str, unit: str) -> dict[str, object]:
    value = draw(VALUES)
    found: dict[str, object] = {"id": f"v{index}", "value": value, "label": draw(st.sampled_from(LABELS[language]))}
    if unit:
        found["unit"] = unit
    if not isinstance(value, str) and draw(st.integers(0, 3)) == 0:
        found |= {
            "previous": draw(st.integers(1, 10**6)),
            "previous-period": "2020",
            "higher-is-better": draw(st.booleans()),
        }
    if not isinstance(value, str) and draw(st.integers(0, 5)) == 0:
        found["target"] = draw(st.integers(1, 10**6))
    if draw(st.integers(0, 5)) == 0:
        found |= {"period": "2019 tot en met 2021", "source": "Ledenadministratie van de vereniging"}
    if draw(st.booleans()):
        found["own"] = True
    return found


@st.composite
def counts(draw: st.DrawFn, count: int, language: str) -> dict[str, object]:
    """What makes a group one of marks."""
    each = draw(st.sampled_from([1, 1, 10]))
    numbers = [draw(st.one_of(st.integers(0, 12), st.integers(0, 60), st.integers(0, 150))) for _ in range(count)]
    labels = [draw(st.sampled_from(LABELS[language])) for _ in range(count)]
    form, place = draw(st.sampled_from([("units", "field"), ("units", "beside"), ("units", ""), ("people", "")]))
    icon = {"icon": "person", "pictogram": True} if form == "units" and draw(st.integers(0, 3)) == 0 else {}
    pairs = enumerate(zip(numbers, labels, strict=True))
    tiles = [{"id": f"v{n}", "value": number * each, "label": label} for n, (number, label) in pairs]
    return {"form": form, "place": place, "each": each, "values": tiles, "tier": 0, **icon}


@st.composite
def sheets(draw: st.DrawFn, language: str) -> dict[str, object]:
    """Four to twenty-four figures in any number of groups."""
    left = draw(st.integers(4, 24))
    groups: list[dict[str, object]] = []
    while left:
        count = draw(st.integers(1, min(left, 9)))
        left -= count
        unit = draw(UNITS)
        group: dict[str, object] = {
            "id": f"g{len(groups)}",
            "label": draw(st.sampled_from(LABELS[language])),
            "values": [draw(values(n, language, unit)) for n in range(count)],
        }
        if draw(st.integers(0, 3)) == 0:
            group["note"] = "Een opmerking over hoe deze cijfers zijn geteld, en door wie."
        if draw(st.integers(0, 3)) == 0:
            group["icon"] = "people"
        if draw(st.integers(0, 4)) == 0:
            group["tier"] = draw(st.integers(1, 3))
        if draw(st.integers(0, 4)) == 0:
            group["place"] = draw(st.sampled_from(["wide", "beside"]))
        if draw(st.integers(0, 2)) == 0:
            group |= draw(counts(count, language))
        groups.append(group)
    return {
        "kind": "kpis",
        "id": "k",
        "title": "Het jaar in cijfers",
        "period": 2021,
        "source": "Telling",
        "groups": groups,
    }


def read(root: Path, sheet: dict[str, object], language: str, size: str, brand: str = "") -> Report:
    manuscript = Manuscript(root, language)
    manuscript.write("config/brand.yaml", f"defaults: {{report: {{page: {{size: {size}}}{brand}}}}}\n")
    manuscript.figures("kpis", json.dumps(sheet, ensure_ascii=False))
    return load(manuscript.finished())


def box(placed: Placement) -> tuple[float, float, float, float] | None:
    """Left, top, right and bottom of ink."""
    item = placed.item
    if isinstance(item, TextLine):
        if not item.runs:
            return None
        size = max(run.size for run in item.runs)
        return placed.x, placed.y - size * 0.66, placed.x + item.width, placed.y + size * 0.16
    if isinstance(item, Panel | Drawing):
        return placed.x, placed.y, placed.x + item.width, placed.y + item.height
    return None


def boxes(page: Page) -> list[tuple[Placement, tuple[float, float, float, float]]]:
    """All that stands on a page but its ground, field and furniture."""
    found = [(placed, box(placed)) for placed in page.placements if not isinstance(placed.item, Rule)]
    return [(placed, ink) for placed, ink in found if ink is not None and placed.x >= 0]


def collisions(page: Page) -> list[tuple[Placement, Placement]]:
    """What overlaps, except for the parts of one bar: its track, itself and its target."""
    return [
        (one, other)
        for (one, a), (other, b) in combinations(boxes(page), 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > HAIR and min(a[3], b[3]) - max(a[1], b[1]) > HAIR
        if not (isinstance(one.item, Panel) and isinstance(other.item, Panel | Drawing))
        if not (isinstance(other.item, Panel) and isinstance(one.item, Panel | Drawing))
    ]


def strays(page: Page, grid: Grid) -> list[Placement]:
    """What stands outside the text area; counts on the field end above the pack's stamp."""
    left = grid.left(page.verso)
    lowest = grid.line(grid.last_line + 0.5)
    if any(isinstance(placed.item, Panel) and placed.x < 0 for placed in page.placements):
        lowest = grid.line(grid.up(63.75))
    return [
        placed
        for placed, ink in boxes(page)
        if ink[0] < left - HAIR or ink[2] > left + grid.live + HAIR or ink[3] > lowest + HAIR
    ]


@cache
def library() -> FontLibrary:
    """One for all reports, which have the same fonts."""
    with TemporaryDirectory() as folder:
        report = read(Path(folder), {"kind": "kpis", "id": "k", "title": "x", "groups": []}, "nl", "A4")
    return FontLibrary(Path(report.root), report.brand.fonts)


@pytest.mark.parametrize("language", LABELS)
@pytest.mark.parametrize("size", SIZES)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_nothing_collides_and_nothing_strays(language: str, size: str, data: st.DataObject) -> None:
    sheet = data.draw(sheets(language))
    brand = data.draw(st.sampled_from(["", ", bar: pin, mark: round"]))
    with TemporaryDirectory() as folder:
        report = read(Path(folder), sheet, language, size, brand)
        assert not report.problems
        layout = compose_report(report, library())
    assert {problem.code for problem in layout.problems} <= {"no-catalogue"}  # the program has no German words
    for page in layout.pages:
        assert not collisions(page)
        assert not strays(page, report.brand.grid)
