"""Structure trees of tagged papers in one pack: roles, classes, ids, headers, namespaces and parent trees of each kept
apart."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, NumberTree, Object, String

from report.packs import make_pack
from tests.packs.builders import pack_folder


def tagged(word: str, role: str) -> bytes:
    """A page with a heading and a table cell, all names of which another paper has too, and a role `Kop` that means
    `role`."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842)).obj
        page.Resources = Dictionary(Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1,
                                                                  BaseFont=Name.Helvetica)))  # fmt: skip
        page.Contents = pdf.make_stream(
            f"/Kop <</MCID 0>> BDC BT /F1 12 Tf 72 700 Td ({word}) Tj ET EMC "
            f"/TD <</MCID 1>> BDC BT /F1 12 Tf 72 600 Td (cel) Tj ET EMC".encode()
        )
        page.StructParents = 0
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, RoleMap=Dictionary(Kop=Name(f"/{role}"))))
        root.ClassMap = Dictionary(Rood=Dictionary(O=Name.Layout, Color=Array([1, 0, 0])))
        space = pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String(f"http://voorbeeld.example/{role}")))
        root.Namespaces = Array([space])
        document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
        head = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Kop, P=document, Pg=page, K=0, C=Name.Rood,
                                            ID=String("a1")))  # fmt: skip
        own = Dictionary(O=Name.Table, Headers=Array([String("a1")]))
        cell = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.TD, P=document, Pg=page, K=1, A=own, NS=space))
        document.K = Array([head, cell])
        root.K = document
        root.ParentTree = Dictionary(Nums=Array([0, Array([head, cell])]))
        root.IDTree = Dictionary(Names=Array([String("a1"), head]))
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)
        pdf.Root.Lang = String("nl")
        target = io.BytesIO()
        pdf.save(target, static_id=True)
        return target.getvalue()


@pytest.fixture
def bound(tmp_path: Path) -> Iterator[pikepdf.Pdf]:
    papers = {"een.pdf": tagged("Alfa", "H1"), "twee.pdf": tagged("Bravo", "P"), "drie.pdf": tagged("Charlie", "H1")}
    made = make_pack(pack_folder(tmp_path, papers), require_tagged=True)
    with pikepdf.open(made.files[0].path) as pdf:
        yield pdf


def parts(pdf: pikepdf.Pdf) -> list[Object]:
    """The part of each paper, behind that of the pack itself."""
    return list(pdf.Root.StructTreeRoot.K.K)[1:]


def test_each_paper_is_a_part_with_its_title(bound: pikepdf.Pdf) -> None:
    assert [(str(part.S), str(part.T)) for part in parts(bound)] == [
        ("/Part", "1.1 een"), ("/Part", "2.1 twee"), ("/Part", "3.1 drie"),
    ]  # fmt: skip
    assert all(part.P.objgen == bound.Root.StructTreeRoot.K.objgen for part in parts(bound))
    assert [str(part.get("/Lang")) for part in parts(bound)] == ["nl"] * 3


def test_roles_mean_what_they_meant(bound: pikepdf.Pdf) -> None:
    roles = bound.Root.StructTreeRoot.RoleMap
    meant = [str(roles[str(part.K[0].S)]) for part in parts(bound)]
    assert meant == ["/H1", "/P", "/H1"]
    assert [str(part.K[1].S) for part in parts(bound)] == ["/TD"] * 3


def test_ids_and_the_headers_that_name_them_stay_together(bound: pikepdf.Pdf) -> None:
    tree = bound.Root.StructTreeRoot.IDTree
    listed = {bytes(name): element.objgen for name, element in zip(*[iter(tree.Names)] * 2, strict=True)}
    ids = [bytes(part.K[0].ID) for part in parts(bound)]
    assert len(set(ids)) == 3
    assert list(tree.Names)[::2] == sorted(list(tree.Names)[::2], key=bytes)
    for part, identity in zip(parts(bound), ids, strict=True):
        assert listed[identity] == part.K[0].objgen
        assert [bytes(header) for header in part.K[1].A.Headers] == [identity]


def test_classes_and_namespaces_are_each_papers_own(bound: pikepdf.Pdf) -> None:
    root = bound.Root.StructTreeRoot
    used = [str(part.K[0].C[0]) for part in parts(bound)]
    assert len(set(used)) == 3
    assert all([int(value) for value in root.ClassMap[name].Color] == [1, 0, 0] for name in used)
    spaces = [space.objgen for space in root.Namespaces]
    assert [part.K[1].NS.objgen for part in parts(bound)] == spaces


def test_the_parent_tree_leads_from_every_mark_to_its_element(bound: pikepdf.Pdf) -> None:
    root = bound.Root.StructTreeRoot
    tree = NumberTree(root.ParentTree)
    for page, part in zip(list(bound.pages)[2:], parts(bound), strict=True):
        entry = tree[int(page.obj.StructParents)]
        assert [element.objgen for element in entry] == [part.K[0].objgen, part.K[1].objgen]
        assert all(element.Pg.objgen == page.obj.objgen for element in entry)
    assert int(root.ParentTreeNextKey) > max(int(key) for key, _ in tree.items())
