"""Links, destinations, outline and page labels."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.errors import ReportError
from report.finish import finish
from report.finish.navigation import Spot, annotation, live_links, page_labels
from report.model.placed import Bookmark
from report.model.structure import LinkArea
from report.paint import paint
from tests.conformance.constructs import CONSTRUCTS
from tests.conformance.specimen import BRAND, INFORMATION, SCREEN, Specimen


def link(target: str, description: str = "") -> LinkArea:
    return LinkArea(0, (1, 2, 3, 4), target, description, 0)


def finished(specimen: Specimen, pages: Sequence[int] | None = None) -> pikepdf.Pdf:
    layout = specimen.layout()
    painted = paint(layout, BRAND, SCREEN, specimen.library, specimen.root, pages)
    return pikepdf.open(io.BytesIO(finish(painted, layout, SCREEN, INFORMATION)))


def headed(root: Path, *levels: int) -> Specimen:
    """A document with one heading of each of these levels, each on a page of its own."""
    specimen = Specimen(root)
    for index, level in enumerate(levels):
        specimen.page(str(index + 1))
        specimen.kids.append(specimen.heading(f"H{level}", f"Kop {index}", 80, f"kop-{index}"))
    return specimen


# ---------------------------------------------------------------- links


@pytest.mark.parametrize(
    ("target", "written"),
    [
        ("https://example.org/a?b=c&d#e", "(https://example.org/a?b=c&d#e)"),
        ("https://example.org/één pad(1)", "(https://example.org/%C3%A9%C3%A9n%20pad\\(1\\))"),
        ("https://example.org/%C3%A9", "(https://example.org/%C3%A9)"),
        ("mailto:info@example.org", "(mailto:info@example.org)"),
        ("tel:+31501234567", "(tel:+31501234567)"),
    ],
)
def test_addresses_are_written_in_ascii(target: str, written: str) -> None:
    assert f"/A<</S/URI/URI{written}>>" in annotation(link(target), 7)


def test_annotations_print_have_no_border_and_are_described() -> None:
    source = annotation(link("#doel", "Naar het doel"), 7)
    assert "/F 4/Border[0 0 0]/Rect[1 2 3 4]/Contents(Naar het doel)/StructParent 7/Dest(doel)" in source
    assert "/Contents(https://example.org)" in annotation(link("https://example.org"), 7)


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:///etc/passwd", "example.org", "", "data:text/html,x"])
def test_addresses_of_other_kinds_are_refused(target: str) -> None:
    with pytest.raises(ReportError) as caught:
        live_links([link(target)], {}, excerpt=True)
    assert [problem.code for problem in caught.value.problems] == ["link-address"]


def test_a_link_to_a_page_left_out_is_dead_in_an_excerpt_and_a_fault_in_a_whole_report() -> None:
    links = [link("#hier"), link("#elders"), link("https://example.org")]
    spots = {"hier": Spot(0, 800.0)}
    assert live_links(links, spots, excerpt=True) == {0, 2}
    with pytest.raises(ReportError, match="#elders"):
        live_links(links, spots, excerpt=False)


def test_destinations_are_named_in_order_of_their_bytes(tmp_path: Path) -> None:
    specimen = headed(tmp_path, 1)
    for name in ("zee", "Aa", "één", "b(c)"):
        specimen.kids.append(specimen.heading("H2", name, 200, name))
    with finished(specimen) as pdf:
        names = list(pdf.Root.Names.Dests.Names)
        keys = [bytes(key) for key in names[::2]]
        assert keys == sorted(keys)
        assert {str(key) for key in names[::2]} == {"kop-0", "zee", "Aa", "één", "b(c)"}
        places: Any = names[1]
        assert places[0].objgen == pdf.pages[0].objgen
        assert [str(places[1]), float(places[3]), places[4]] == ["/XYZ", pytest.approx(841.89 - 180), None]


# ---------------------------------------------------------------- outline


def shown(item: pikepdf.Object) -> list[Any]:
    """An outline's entries, nested, with the count of each."""
    found: list[Any] = []
    entry = item.get("/First")
    while entry is not None:
        found.append((str(entry.Title), int(entry.get("/Count", 0)), shown(entry)))
        assert entry.Parent.objgen == item.objgen
        following = entry.get("/Next")
        assert (following is None) == (entry.objgen == item.Last.objgen)
        assert following is None or following.Prev.objgen == entry.objgen
        entry = following
    return found


def test_the_outline_nests_and_shows_two_levels(tmp_path: Path) -> None:
    with finished(headed(tmp_path, 1, 2, 3, 2, 1)) as pdf:
        assert shown(pdf.Root.Outlines) == [
            ("Kop 0", 2, [("Kop 1", -1, [("Kop 2", 0, [])]), ("Kop 3", 0, [])]),
            ("Kop 4", 0, []),
        ]
        assert int(pdf.Root.Outlines.Count) == 4
        assert str(pdf.Root.PageMode) == "/UseOutlines"


def test_an_excerpts_outline_leads_to_its_own_pages_only(tmp_path: Path) -> None:
    with finished(headed(tmp_path, 1, 2, 3, 2, 1), [2, 3]) as pdf:
        assert shown(pdf.Root.Outlines) == [("Kop 2", 0, []), ("Kop 3", 0, [])]
        assert len(list(pdf.Root.Names.Dests.Names)) == 4


def test_no_bookmarks_no_outline(tmp_path: Path) -> None:
    specimen = Specimen(tmp_path)
    specimen.page("1")
    specimen.kids.append(specimen.text("P", "Tekst", 100))
    specimen.outline.append(Bookmark("Nergens", "nergens", 1))
    with finished(specimen) as pdf:
        assert "/Outlines" not in pdf.Root
        assert "/Names" not in pdf.Root
        assert "/PageMode" not in pdf.Root


# ---------------------------------------------------------------- page labels


@pytest.mark.parametrize(
    ("folios", "labels"),
    [
        (["1", "2", "3"], "<</Nums[0<</S/D/St 1>>]>>"),
        (["", "", "3", "4"], "<</Nums[0<</P([1])>>1<</P([2])>>2<</S/D/St 3>>]>>"),
        (["5", "7", "8"], "<</Nums[0<</S/D/St 5>>1<</S/D/St 7>>]>>"),
        (["i", "ii", "1"], "<</Nums[0<</P(i)>>1<</P(ii)>>2<</S/D/St 1>>]>>"),
        (["A-1", "A-2", "B-3"], "<</Nums[0<</P(A-)/S/D/St 1>>2<</P(B-)/S/D/St 3>>]>>"),
        (["0", "1"], "<</Nums[0<</P(0)>>1<</S/D/St 1>>]>>"),
        (["007"], "<</Nums[0<</P(00)/S/D/St 7>>]>>"),
    ],
)
def test_labels_run_together(folios: list[str], labels: str) -> None:
    assert page_labels(folios) == labels


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=6), max_size=12))
def test_labels_say_what_the_folios_say(folios: list[str]) -> None:
    tree = pikepdf.Object.parse(page_labels(folios).encode("ascii"))
    entries = list(tree.Nums)
    starts = dict(zip([int(key) for key in entries[::2]], entries[1::2], strict=True))
    told = []
    current: Any = None
    for sheet in range(len(folios)):
        if sheet in starts:
            current, begun = starts[sheet], sheet
        number = str(int(current.St) + sheet - begun) if "/S" in current else ""
        told.append(str(current.get("/P", "")) + number)
    assert told == folios


def test_labels_of_an_excerpt_are_its_folios(tmp_path: Path) -> None:
    with finished(headed(tmp_path, 1, 1, 1), [1, 2]) as pdf:
        assert [str(page.label) for page in pdf.pages] == ["2", "3"]


def test_constructs_have_their_labels(tmp_path: Path) -> None:
    specimen = Specimen(tmp_path)
    layout = CONSTRUCTS["headings"](specimen)
    painted = paint(layout, BRAND, SCREEN, specimen.library, tmp_path)
    with pikepdf.open(io.BytesIO(finish(painted, layout, SCREEN, INFORMATION))) as pdf:
        assert [str(page.label) for page in pdf.pages] == ["[1]", "2"]
