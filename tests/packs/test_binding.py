"""A pack of many papers: pages, links, places, outlines, labels, structure and stamps, followed one by one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Object, OutlineItem, String

import report
from report.packs import make_pack
from tests.packs.builders import A4, changed, content, encrypted, form, linear, pack_folder, plain, turned

WORDS = {"een.pdf": "Alfa", "twee.pdf": "Bravo", "drie.pdf": "Charlie"}


@pytest.fixture(scope="module")
def bound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack of three papers with the same names of places, three pages each."""
    papers = {name: plain(3, word) for name, word in WORDS.items()}
    return make_pack(pack_folder(tmp_path_factory.mktemp("pack"), papers)).files[0].path


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def places(pdf: pikepdf.Pdf) -> dict[str, Object]:
    return {str(name): place for name, place in NameTree(pdf.Root.Names.Dests).items()}


def page_of(pdf: pikepdf.Pdf, place: Object) -> int:
    """The page (from 0) that a destination, or a name of one, leads to."""
    if isinstance(place, String | Name):
        place = places(pdf)[str(place)]
    if isinstance(place, Dictionary):
        place = place.D
    return next(index for index, page in enumerate(pdf.pages) if page.obj.objgen == place[0].objgen)


def links(page: pikepdf.Page) -> list[Object]:
    return [one for one in page.obj.get("/Annots", Array()) if one.get("/Subtype") == Name.Link]


def goal(link: Object) -> Object:
    found = link.get("/Dest")
    return found if found is not None else link.A.D


def elements(pdf: pikepdf.Pdf) -> Iterator[Object]:
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop()
        if isinstance(element, Array):
            waiting += list(element)
        elif isinstance(element, Dictionary) and "/S" in element:
            yield element
            if "/K" in element:
                waiting.append(element.K)


def test_every_page_is_there_in_order(bound: Path) -> None:
    shown = texts(bound)
    assert len(shown) == 2 + 9
    for place, word in enumerate(WORDS.values()):
        for page in range(3):
            assert f"{word} {page + 1}" in shown[2 + 3 * place + page]


def test_every_link_leads_where_it_led(bound: Path) -> None:
    with pikepdf.open(bound) as pdf:
        for index in range(9):
            (link,) = links(pdf.pages[2 + index])
            paper, page = divmod(index, 3)
            assert page_of(pdf, goal(link)) == 2 + 3 * paper + (page + 1) % 3


def test_the_agenda_leads_to_every_paper(bound: Path) -> None:
    with pikepdf.open(bound) as pdf:
        led = sorted(page_of(pdf, goal(link)) for link in links(pdf.pages[1]))
        assert led == [2, 2, 5, 5, 8, 8]  # the item and its paper


def test_the_outline_has_items_papers_and_their_own(bound: Path) -> None:
    with pikepdf.open(bound) as pdf, pdf.open_outline() as outline:
        agenda, *items = outline.root
        assert page_of(pdf, agenda.destination) == 1
        assert [item.title for item in items] == ["1 Punt een", "2 Punt twee", "3 Punt drie"]
        for place, (item, word) in enumerate(zip(items, WORDS.values(), strict=True)):
            (paper,) = item.children
            assert page_of(pdf, paper.destination) == 2 + 3 * place
            assert [own.title for own in paper.children] == [f"{word} 1", f"{word} 2", f"{word} 3"]
            assert [page_of(pdf, target(own)) - 2 - 3 * place for own in paper.children] == [0, 1, 2]


def target(item: OutlineItem) -> Object:
    found: object = item.destination
    if found is None and item.action is not None:
        found = item.action.D
    assert isinstance(found, Object)
    return found


def test_page_labels_run_on(bound: Path) -> None:
    with pikepdf.open(bound) as pdf:
        assert [str(page.label) for page in pdf.pages] == [str(number) for number in range(1, 12)]


def test_every_page_has_a_stamp_that_is_an_artifact(bound: Path) -> None:
    with pikepdf.open(bound) as pdf:
        for index, page in enumerate(pdf.pages):
            steps = list(pikepdf.parse_content_stream(page))
            (drawn,) = [place for place, step in enumerate(steps) if "/PackStamp" in map(str, step.operands)]
            marks = [step for step in steps[:drawn] if str(step.operator) in ("BDC", "BMC", "EMC")]
            assert str(marks[-1].operands[0]) == "/Artifact"
            assert f"{index + 1} / 11" in texts(bound)[index]
    for index in range(9):
        assert f"{index // 3 + 1}.1" in texts(bound)[2 + index]


def test_the_structure_agrees_with_itself(bound: Path) -> None:
    """Each mark of a page has an element, and the parent tree leads to it."""
    with pikepdf.open(bound) as pdf:
        tree = NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        keys = [int(page.obj.StructParents) for page in pdf.pages]
        assert len(set(keys)) == len(keys)
        for page, key in zip(pdf.pages, keys, strict=True):
            marks = [int(step.operands[1].MCID) for step in pikepdf.parse_content_stream(page)
                     if str(step.operator) == "BDC" and isinstance(step.operands[1], Dictionary)
                     and "/MCID" in step.operands[1]]  # fmt: skip
            assert marks
            assert len(set(marks)) == len(marks)
            for mark in marks:
                assert "/S" in tree[key][mark]
            for link in links(page):
                assert Name.Link == tree[int(link.StructParent)].S
        for element in elements(pdf):
            assert "/P" in element


def test_untagged_pages_read_as_their_words_in_order(bound: Path) -> None:
    with pikepdf.open(bound) as pdf:
        kids = list(pdf.Root.StructTreeRoot.K.K)
        assert [str(kid.T) for kid in kids[1:]] == ["1.1 een", "2.1 twee", "3.1 drie"]
        for part, word in zip(kids[1:], WORDS.values(), strict=True):
            read = [str(section.K[0].ActualText) for section in part.K]
            assert read == [f"{word} {number}" for number in (1, 2, 3)]


def test_the_same_papers_make_the_same_bytes(tmp_path: Path) -> None:
    papers = {"een.pdf": plain(2), "twee.pdf": turned()}
    first = make_pack(pack_folder(tmp_path / "a", papers)).files[0].path.read_bytes()
    assert make_pack(pack_folder(tmp_path / "elders" / "b", papers)).files[0].path.read_bytes() == first


@pytest.mark.parametrize("make", [linear, turned, form, lambda: encrypted(""), lambda: plain(2, "Klein", (60, 60))])
def test_papers_of_other_kinds_are_bound_whole(make: object, tmp_path: Path) -> None:
    assert callable(make)
    data = make()
    with pikepdf.open(io.BytesIO(data)) as paper:
        count = len(paper.pages)
    path = make_pack(pack_folder(tmp_path, {"een.pdf": data})).files[0].path
    assert len(texts(path)) == 2 + count


def test_fields_of_two_forms_do_not_share_a_name(tmp_path: Path) -> None:
    path = make_pack(pack_folder(tmp_path, {"een.pdf": form(), "twee.pdf": form()})).files[0].path
    with pikepdf.open(path) as pdf:
        holders = list(pdf.Root.AcroForm.Fields)
        assert [str(holder.T) for holder in holders] == ["p1.1", "p2.1"]
        for holder in holders:
            assert [str(field.T) for field in holder.Kids] == ["naam", "ja"]
            assert all(int(field.Ff) & 1 for field in holder.Kids)
            assert all(field.Parent.objgen == holder.objgen for field in holder.Kids)
        widgets = [one.objgen for page in pdf.pages for one in page.obj.get("/Annots", Array())
                   if one.get("/Subtype") == Name.Widget]  # fmt: skip
        assert sorted(widgets) == sorted(field.objgen for holder in holders for field in holder.Kids)
    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        assert document[2].render(scale=0.5).to_numpy().std() > 5


@pytest.mark.parametrize("broken", [
    b"BT (zonder einde Tj ET", b"Q Q BT /F1 12 Tf 72 700 Td (Scheef) Tj ET q q /P BMC", b"<< /A [ 1 2", b"EMC EMC Q",
])  # fmt: skip
def test_content_that_is_broken_harms_neither_its_stamp_nor_other_pages(broken: bytes, tmp_path: Path) -> None:
    papers = {"stuk.pdf": changed(content(broken)), "goed.pdf": plain(1, "Heel")}
    path = make_pack(pack_folder(tmp_path, papers)).files[0].path
    shown = texts(path)
    assert "3 / 5" in shown[2]
    assert "Heel 1" in shown[4]
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            open_marks = depth = 0
            for step in pikepdf.parse_content_stream(page):
                open_marks += {"BDC": 1, "BMC": 1, "EMC": -1}.get(str(step.operator), 0)
                depth += {"q": 1, "Q": -1}.get(str(step.operator), 0)
                assert depth >= 0
            assert depth == 0
            assert open_marks == 0


def test_a_structure_that_holds_itself_becomes_a_tree(tmp_path: Path) -> None:
    def loop(pdf: pikepdf.Pdf) -> None:
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = pdf.make_indirect(Dictionary(S=Name.Document, P=root))
        root.K.K = Array([root.K])
        pdf.Root.StructTreeRoot = root
        pdf.Root.MarkInfo = Dictionary(Marked=True)

    path = make_pack(pack_folder(tmp_path, {"een.pdf": changed(loop)})).files[0].path
    with pikepdf.open(path) as pdf:
        assert len([one for _, one in zip(range(2000), elements(pdf), strict=False)]) < 200


def test_pages_without_a_free_margin_are_made_smaller_with_their_links(tmp_path: Path) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        first = pdf.pages[0]
        first.contents_add(b"0.2 0.5 0.4 rg 0 0 596 400 re f 0 400 596 442 re f\n", prepend=True)

    path = make_pack(pack_folder(tmp_path, {"vol.pdf": changed(fill)})).files[0].path
    with pikepdf.open(path) as pdf:
        full, free = pdf.pages[2], pdf.pages[3]
        scaled = [float(side) for side in links(full)[0].Rect]
        whole = [float(side) for side in links(free)[0].Rect]
        less = (scaled[2] - scaled[0]) / (whole[2] - whole[0])
        assert 0.94 < less < 0.99
        assert tuple(round(float(side), 2) for side in full.mediabox) == (0, 0, *A4)
    with pypdfium2.PdfDocument(path) as document:
        page = document[2].render(scale=1).to_numpy()
        foot = page[-20, :, :3]
        assert (foot == 255).all(axis=1).sum() > 300  # paper beside the stamp, where the fill was


def test_destinations_by_page_number_lead_to_that_page_of_the_paper(tmp_path: Path) -> None:
    def number(pdf: pikepdf.Pdf) -> None:
        link = pdf.pages[0].obj.Annots[0]
        del link["/Dest"]
        link.A = Dictionary(S=Name.GoTo, D=Array([1, Name.Fit]))

    papers = {"een.pdf": plain(3), "twee.pdf": changed(number)}
    path = make_pack(pack_folder(tmp_path, papers)).files[0].path
    with pikepdf.open(path) as pdf:
        assert page_of(pdf, goal(links(pdf.pages[5])[0])) == 6


def test_a_name_that_is_not_in_the_tree_is_told_and_others_work(tmp_path: Path) -> None:
    def lose(pdf: pikepdf.Pdf) -> None:
        link = pdf.pages[0].obj.Annots[0]
        del link["/Dest"]
        link.A = Dictionary(S=Name.GoTo, D=String("nergens"))

    made = make_pack(pack_folder(tmp_path, {"een.pdf": changed(lose)}))
    assert [one.code for one in made.problems if one.code == "paper-links"] == ["paper-links"]
    with pikepdf.open(made.files[0].path) as pdf:
        assert page_of(pdf, goal(links(pdf.pages[3])[0])) == 2


def test_a_blank_page_is_no_figure(tmp_path: Path) -> None:
    path = make_pack(pack_folder(tmp_path, {"leeg.pdf": changed(content(b"q Q"))}))
    assert not [one for one in path.problems if one.code == "pages-unread"]
    with pikepdf.open(path.files[0].path) as pdf:
        assert not [one for one in elements(pdf) if Name.Figure == one.S and "/Pg" in one
                    and one.Pg.objgen == pdf.pages[2].obj.objgen]  # fmt: skip


def test_packs_are_made_side_by_side(tmp_path: Path) -> None:
    """Several threads at once make what one alone makes."""
    from concurrent.futures import ThreadPoolExecutor

    paths = [pack_folder(tmp_path / str(number), {"een.pdf": plain(2, f"Stuk {number}")}) for number in range(4)]
    alone = [report.pack(path) for path in paths]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(report.pack, paths)) == alone
