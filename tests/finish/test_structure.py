"""What of the layout's structure is written: elements with content, their attributes, parent tree and roles."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from msgspec.structs import replace

from report.errors import ReportError
from report.finish import finish
from report.finish.node import Node
from report.finish.tree import grow
from report.model.structure import Attributes, Element, Leaf, MarkedContent, StructureLog
from report.paint import paint
from tests.conformance.constructs import CONSTRUCTS
from tests.conformance.specimen import BRAND, INFORMATION, SCREEN, Specimen

NOWHERE = frozenset[int]()


def log(*drawn: int) -> StructureLog:
    """A log in which each of these leaves was drawn once, in this order, on the first sheet."""
    return StructureLog({leaf: [MarkedContent(0, mcid)] for mcid, leaf in enumerate(drawn)}, {}, [], [len(drawn)])


def shape(node: Node) -> Any:
    """A tree as nested lists of tags and MCIDs."""
    return [node.tag, *(shape(kid) if isinstance(kid, Node) else getattr(kid, "mcid", "link") for kid in node.kids)]


def kids_of(element: pikepdf.Object) -> list[Any]:
    kids: Any = element.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def pieces(element: pikepdf.Object) -> list[str]:
    """An element's kids: MCIDs, and the types of those that are more."""
    return [str(kid.Type) if isinstance(kid, pikepdf.Dictionary) else str(kid) for kid in kids_of(element)]


def outline(element: pikepdf.Object) -> str:
    """A written tree as text: tags in reading order."""
    inner = [outline(kid) for kid in kids_of(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
    return f"{str(element.S)[1:]}({' '.join(inner)})" if inner else str(element.S)[1:]


def finished(tmp_path: Path, name: str, pages: list[int] | None = None) -> pikepdf.Pdf:
    specimen = Specimen(tmp_path)
    layout = CONSTRUCTS[name](specimen)
    painted = paint(layout, BRAND, SCREEN, specimen.library, tmp_path, pages)
    return pikepdf.open(io.BytesIO(finish(painted, layout, SCREEN, INFORMATION)))


def elements(pdf: pikepdf.Pdf) -> dict[str, list[pikepdf.Object]]:
    """The written elements by tag, in reading order."""
    found: dict[str, list[pikepdf.Object]] = {}

    def walk(element: pikepdf.Object) -> None:
        found.setdefault(str(element.S)[1:], []).append(element)
        for kid in kids_of(element):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K)
    return found


# ---------------------------------------------------------------- the tree


def test_elements_that_nothing_was_drawn_of_are_dropped() -> None:
    row = Element("TR", (Element("TD", (Leaf(2),)), Element("TD", (Leaf(3),))))
    empty_row = Element("TR", (Element("TD", (Leaf(4),)), Element("TD", ())))
    structure = Element(
        "Document",
        (
            Element("P", (Leaf(0),)),
            Element("Sect", (Element("P", (Leaf(1),)),)),
            Element("Table", (Element("TBody", (row, empty_row)),)),
        ),
    )
    grown = grow(structure, log(0, 3), NOWHERE)
    assert shape(grown) == ["Document", ["P", 0], ["Table", ["TBody", ["TR", ["TD"], ["TD", 1]]]]]


def test_reading_order_is_the_structures_not_the_drawings() -> None:
    structure = Element("Document", (Element("P", (Leaf(7),)), Element("P", (Leaf(3),))))
    assert shape(grow(structure, log(3, 7), NOWHERE)) == ["Document", ["P", 1], ["P", 0]]


def test_a_leaf_drawn_in_pieces_keeps_them_in_order() -> None:
    pieces = [MarkedContent(0, 0), MarkedContent(0, 2), MarkedContent(1, 0)]
    drawn = StructureLog({5: pieces}, {}, [], [3, 1])
    assert grow(Element("Document", (Element("P", (Leaf(5),)),)), drawn, NOWHERE).kids[0] == Node(
        "P", Attributes(), list(pieces)
    )


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("H1 H2 H3 H2 H1", "H1 H2 H3 H2 H1"),
        ("H2 H3 H2", "H1 H2 H1"),
        ("H1 H3 H4 H3 H2", "H1 H2 H3 H2 H2"),
        ("H3 H2 H1 H2", "H1 H1 H1 H2"),
    ],
)
def test_heading_levels_close_ranks(given: str, written: str) -> None:
    tags = given.split()
    kids = tuple(Element(tag, (Leaf(number),)) for number, tag in enumerate(tags))
    grown = grow(Element("Document", kids), log(*range(len(tags))), NOWHERE)
    assert " ".join(kid.tag for kid in grown.kids if isinstance(kid, Node)) == written


def test_notes_get_ids_that_nobody_has() -> None:
    kids = (
        Element("Note", (Leaf(0),)),
        Element("FootNote", (Leaf(1),)),
        Element("Note", (Leaf(2),), Attributes(id="note-2")),
    )
    grown = grow(Element("Document", kids), log(0, 1, 2), NOWHERE)
    assert [kid.attributes.id for kid in grown.kids if isinstance(kid, Node)] == ["note-1", "note-3", "note-2"]


@pytest.mark.parametrize(
    ("structure", "code"),
    [
        (Element("Document", ()), "stray-content"),
        (Element("Document", (Element("P", (Leaf(0),)), Element("P", (Leaf(0),)))), "leaf-twice"),
        (Element("Document", (Element("Paragraaf", (Leaf(0),)),)), "unknown-tag"),
    ],
)
def test_disagreement_of_layout_and_painting_is_told(structure: Element, code: str) -> None:
    with pytest.raises(ReportError) as caught:
        grow(structure, log(0), NOWHERE)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_ids_given_twice_are_told() -> None:
    twice = Attributes(id="x")
    structure = Element("Document", (Element("P", (Leaf(0),), twice), Element("P", (Leaf(1),), twice)))
    with pytest.raises(ReportError, match="two elements have the ID 'x'"):
        grow(structure, log(0, 1), NOWHERE)


def test_boxes_join_on_the_first_sheet() -> None:
    drawn = log(0, 1, 2)
    drawn.boxes.update({0: (1, 5, 5, 9, 9), 1: (0, 10, 10, 20, 20), 2: (0, 15, 5, 30, 12)})
    figure = Element("Figure", (Leaf(0), Element("Span", (Leaf(1),)), Leaf(2)), Attributes(alt="x", box=True))
    grown = grow(Element("Document", (figure,)), drawn, NOWHERE).kids[0]
    assert isinstance(grown, Node)
    assert grown.box == (10, 5, 30, 20)


# ---------------------------------------------------------------- the file


def test_table_attributes(tmp_path: Path) -> None:
    with finished(tmp_path, "tables") as pdf:
        found = elements(pdf)
        (table,), headers, cells = found["Table"], found["TH"], found["TD"]
        assert str(table.A.Summary) == "Baten en lasten van twee jaren"
        assert [str(cell.A.Scope) for cell in headers] == ["/Column"] * 4 + ["/Row"] * 2
        assert (int(headers[0].A.RowSpan), int(headers[1].A.ColSpan)) == (2, 2)
        assert "/ColSpan" not in headers[2].A
        assert [str(header) for header in cells[0].A.Headers] == ["jaar", "baten"]
        assert all(str(element.A.O) == "/Table" for element in (table, *headers))
        assert int(cells[2].A.ColSpan) == 2
        names = pdf.Root.StructTreeRoot.IDTree.Names
        given = ["table-1-2-2", "table-1-2-3", "table-1-4-1"]  # headers that the layout left without an ID
        assert [str(name) for name in list(names)[::2]] == ["baten", "jaar", "post", *given]
        assert [str(header) for header in cells[2].A.Headers] == ["jaar", "table-1-2-2", "table-1-2-3", "table-1-4-1"]
        assert names[1].objgen == headers[4].objgen


def test_an_empty_cell_stays(tmp_path: Path) -> None:
    with finished(tmp_path, "tables") as pdf:
        assert "/K" not in elements(pdf)["TD"][1]


def test_figures_have_alt_and_box(tmp_path: Path) -> None:
    with finished(tmp_path, "figures") as pdf:
        photo, _, bars = elements(pdf)["Figure"]
        assert str(photo.Alt) == "Een verloop van zwart naar wit"
        assert (str(photo.A.O), str(photo.A.Placement)) == ("/Layout", "/Block")
        assert [float(side) for side in photo.A.BBox] == pytest.approx([60, 641.89, 260, 741.89])
        assert [float(side) for side in bars.A.BBox] == pytest.approx([60, 511.89, 140, 541.89])


def test_own_tags_are_mapped_and_only_those_in_use(tmp_path: Path) -> None:
    with finished(tmp_path, "inline") as pdf:
        roles = pdf.Root.StructTreeRoot.RoleMap
        written = {key: str(role) for key, role in roles.items()}
        assert written == {
            "/PullQuote": "/BlockQuote",
            "/Strong": "/Span",
        }
    with finished(tmp_path, "lists") as pdf:
        assert "/RoleMap" not in pdf.Root.StructTreeRoot
        assert str(elements(pdf)["L"][0].A.ListNumbering) == "/Disc"


def test_language_and_expansion(tmp_path: Path) -> None:
    with finished(tmp_path, "inline") as pdf:
        short, foreign = elements(pdf)["Span"]
        assert str(short.E) == "Raad van Toezicht"
        assert str(foreign.Lang) == "en"


def test_links_hold_their_text_then_their_annotations(tmp_path: Path) -> None:
    with finished(tmp_path, "links") as pdf:
        link = elements(pdf)["Link"][0]
        assert pieces(link) == ["1", "/OBJR", "/OBJR"]
        own = [annotation.objgen for annotation in list(pdf.pages[0].Annots)[:2]]
        assert [kid.Obj.objgen for kid in kids_of(link)[1:]] == own
        across = elements(pdf)["Link"][1]
        assert pieces(across) == ["3", "/MCR", "/OBJR", "/OBJR"]
        pages = [page.objgen for page in pdf.pages]
        assert across.Pg.objgen == pages[0]
        assert [kid.Pg.objgen for kid in kids_of(across)[1:]] == [pages[1], pages[0], pages[1]]


def test_the_parent_tree_leads_back(tmp_path: Path) -> None:
    with finished(tmp_path, "links") as pdf:
        numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip([int(key) for key in numbers[::2]], numbers[1::2], strict=True))
        for page in pdf.pages:
            assert page.Tabs == "/S"
            assert len(parents[int(page.StructParents)]) > 1
            for annotation in page.Annots:
                assert str(parents[int(annotation.StructParent)].S) == "/Link"
        assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == len(parents)
        assert [str(holder.S) for holder in parents[0]] == ["/P", "/Link", "/P", "/Link"]


def test_a_link_without_its_page_becomes_a_span(tmp_path: Path) -> None:
    with finished(tmp_path, "links", [0]) as pdf:
        assert outline(pdf.Root.StructTreeRoot.K) == "Document(P(Link) P(Span))"
        assert len(pdf.pages[0].Annots) == 2


def test_profiles_without_links_have_none(tmp_path: Path) -> None:
    specimen = Specimen(tmp_path)
    layout = CONSTRUCTS["links"](specimen)
    dead = replace(SCREEN, links=False)
    painted = paint(layout, BRAND, dead, specimen.library, tmp_path)
    with pikepdf.open(io.BytesIO(finish(painted, layout, dead, INFORMATION))) as pdf:
        assert outline(pdf.Root.StructTreeRoot.K) == "Document(P(Span) P(Span) H1)"
        assert all("/Annots" not in page for page in pdf.pages)
