"""Charts of an organisation: parcels that hold their names, a nested list in the structure, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report.model.placed import Layout, Panel, Placement, TextLine
from report.model.structure import Element
from tests.layout.manuscript import Manuscript
from tests.sources.projects import places, prose

MM = 72 / 25.4
COLUMN, WIDE = (5 * 14.5 - 4.5) * MM, (10 * 14.5 - 4.5) * MM

Tree = tuple[str, tuple["Tree", ...]]


def written(trees: tuple[Tree, ...], depth: int = 0) -> str:
    return "".join(f"{'  ' * depth}- {name}\n{written(below, depth + 1)}" for name, below in trees)


def chart(folder: Path, listed: str, *, wide: bool = False) -> Layout:
    manuscript = Manuscript(folder)
    body = f"Tekst.\n\n::: organisation {{wide={'yes' if wide else 'no'}}}\n{listed}:::\n"
    manuscript.section("article", body, headline="Kop")
    return manuscript.layout()


def parcels(layout: Layout) -> list[tuple[float, float, float, float, str]]:
    """Left, top, right, bottom and ink of all parcels, by page below each other."""
    found = []
    for number, page in enumerate(layout.pages):
        for p in page.placements:
            if isinstance(p.item, Panel) and p.item.fill in ("ink", "gold", "k15", "k6"):
                top = p.y + number * 10000
                found.append((p.x, top, p.x + p.item.width, top + p.item.height, p.item.fill))
    return found


def names(layout: Layout) -> list[tuple[float, float, float]]:
    """Left, baseline and right of the lines on parcels: those in the role of labels."""
    found = []
    for number, page in enumerate(layout.pages):
        for p in page.placements:
            if isinstance(p.item, TextLine) and p.portion is not None and p.item.runs[0].face.startswith("Bricolage"):
                found.append((p.x, p.y + number * 10000, p.x + p.item.width))
    return found[1:]  # without the headline


def test_each_unit_stands_above_those_it_holds(tmp_path: Path) -> None:
    layout = chart(tmp_path, written((("Stichting", (("Noord", (("Panel", ()),)), ("Zuid", ()))),)))
    assert not layout.problems
    root, north, panel, south = parcels(layout)
    assert [ink for *_, ink in (root, north, panel, south)] == ["ink", "gold", "k6", "k15"]
    assert root[2] - root[0] == pytest.approx(COLUMN)
    assert north[1] > root[3]
    assert north[0] == panel[0] == root[0]
    assert panel[1] > north[3]
    assert (south[1], south[3]) == pytest.approx((north[1], panel[3])), "a unit without others is as high as its row"
    assert south[2] == pytest.approx(root[2])
    assert [part.x for page in layout.pages for part in page.placements if white(part)]


def white(placement: Placement) -> bool:
    return isinstance(placement.item, TextLine) and placement.item.runs[0].ink == "paper"


def test_the_structure_is_a_list_in_a_list(tmp_path: Path) -> None:
    layout = chart(tmp_path, written((("Stichting", (("Noord", (("Panel", ()),)), ("Zuid", ()))),)))

    def shape(element: Element) -> object:
        inner = [shape(kid) for kid in element.kids if isinstance(kid, Element)]
        return (element.tag, inner) if inner else element.tag

    listed = next(element for element in layout.structure.walk() if element.tag == "L")
    panel = ("L", [("LI", ["LBody"])])
    assert shape(listed) == ("L", [("LI", [("LBody", [("L", [("LI", [("LBody", [panel])]), ("LI", ["LBody"])])])])])


NAMES = st.sampled_from(
    ["Noord", "Sociaal Planbureau Groningen", "Onafhankelijkheidsverklaringscommissie van toezicht", "a", "ICT & data",
     "Rijksarbeidsongeschiktheidsverzekeringsmaatschappijvoorzitterschapsverkiezing", "Raad van Toezicht"]
)  # fmt: skip
LEAVES: st.SearchStrategy[tuple[Tree, ...]] = st.lists(st.tuples(NAMES, st.just(())), max_size=5).map(tuple)
MIDDLES = st.lists(st.tuples(NAMES, LEAVES), max_size=4).map(tuple)
TREES = st.lists(st.tuples(NAMES, MIDDLES), min_size=1, max_size=2).map(tuple)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees=TREES, wide=st.booleans())
def test_no_name_leaves_its_parcel(
    tmp_path_factory: pytest.TempPathFactory, trees: tuple[Tree, ...], wide: bool
) -> None:
    layout = chart(tmp_path_factory.mktemp("chart"), written(trees), wide=wide)
    assert not [problem for problem in layout.problems if problem.code != "thin-page"]
    drawn = parcels(layout)
    lines = names(layout)
    width = WIDE if wide else COLUMN
    for one in drawn:
        assert one[2] - one[0] <= width + 0.01
        for other in drawn:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert one is other or apart, "parcels overlap"
    for left, baseline, right in lines:
        around = [p for p in drawn if p[0] < left and right < p[2] + 0.01 and p[1] < baseline < p[3]]
        assert len(around) == 1, "a line stands on one parcel"


@pytest.mark.parametrize(
    ("body", "code", "place"),
    [
        ("Tekst.", "bad-body", "t.md:4:1"),
        ("- Een\n\nTekst.", "bad-body", "t.md:4:1"),
        ("- Een\n\n  Nog een alinea.", "bad-body", "t.md:5:1"),
        ("- [Een](https://example.org)", "bad-body", "t.md:5:3"),
        ("- a\n  - b\n    - c\n      - d\n        - e", "bad-body", "t.md:9:9"),
        ("\n".join(f"- Eenheid {n}" for n in range(61)), "bad-body", "t.md:4:1"),
    ],
)
def test_what_is_no_chart_is_told(tmp_path: Path, body: str, code: str, place: str) -> None:
    _, problems = prose(tmp_path, f"::: organisation\n{body}\n:::\n")
    assert places(problems) == [(code, place)]
    assert problems[0].hint
