"""Our own preflight: silent on a good file, and it finds every kind of planted fault."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from report.errors import Realm
from report.finish import facts, finish
from report.finish.content import read_marks
from report.finish.verify import MOST_PER_KIND, verify
from report.paint import paint
from tests.conformance.constructs import CONSTRUCTS
from tests.conformance.specimen import BRAND, INFORMATION, SCREEN, Specimen

Plant = Callable[[Any], None]


def with_fault(folder: Path, construct: str, plant: Plant) -> bytes:
    """A finished construct with something spoilt."""
    specimen = Specimen(folder)
    layout = CONSTRUCTS[construct](specimen)
    painted = paint(layout, BRAND, SCREEN, specimen.library, folder)
    with pikepdf.open(io.BytesIO(finish(painted, layout, SCREEN, INFORMATION))) as pdf:
        plant(pdf)
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


def codes(pdf: bytes) -> set[str]:
    return {problem.code for problem in verify(pdf)}


def rewritten(old: str, new: str) -> Plant:
    """Put other operators into the first page's content."""

    def plant(pdf: pikepdf.Pdf) -> None:
        content = pdf.pages[0].Contents
        data = content.read_bytes()
        assert old.encode() in data
        content.write(data.replace(old.encode(), new.encode(), 1))

    return plant


def first(pdf: Any, tag: str) -> Any:
    """The first element with a tag."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop(0)
        if str(element.S) == "/" + tag:
            return element
        kids = element.get("/K", [])
        listed = list(kids) if isinstance(kids, Array) else [kids]
        waiting = [kid for kid in listed if isinstance(kid, Dictionary) and "/S" in kid] + waiting
    raise LookupError(tag)


def changed(tag: str, key: str, value: object) -> Plant:
    """Give the first element with a tag another value."""
    return lambda pdf: first(pdf, tag).__setitem__(key, value)


def lost(tag: str, key: str) -> Plant:
    """Take a value from the first element with a tag."""
    return lambda pdf: first(pdf, tag).__delitem__(key)


def nested_marks(pdf: Any) -> None:
    rewritten("/H1 <</MCID 0>>BDC", "/Artifact BMC /H1 <</MCID 0>>BDC")(pdf)
    rewritten("EMC", "EMC EMC")(pdf)


def held_twice(pdf: Any) -> None:
    first(pdf, "H2").K = 0


def empty_element(pdf: Any) -> None:
    parent = first(pdf, "Sect")
    parent.K.append(pdf.make_indirect(Dictionary(S=Name.P, P=parent)))


def id_twice(pdf: Any) -> None:
    root = pdf.Root.StructTreeRoot.K
    for note in list(root.K)[1:]:
        note.ID = String("noot-a")


def untagged_link(pdf: Any) -> None:
    link = first(pdf, "Link")
    link.K = link.K[0]


def wrong_link_parent(pdf: Any) -> None:
    pdf.pages[0].Annots[0].StructParent = 0


def wrong_parent_tree(pdf: Any) -> None:
    holders = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    holders[0], holders[1] = holders[1], holders[0]


def unembedded(pdf: Any) -> None:
    pdf.pages[0].Resources.Font.F9 = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def cmyk_image(pdf: Any) -> None:
    pdf.pages[0].Resources.XObject.X1.ColorSpace = Name.DeviceCMYK


FAULTS: list[tuple[str, str, Plant]] = [
    ("headings", "language", lambda pdf: pdf.Root.__delitem__("/Lang")),
    ("headings", "not-marked", lambda pdf: pdf.Root.__delitem__("/MarkInfo")),
    ("headings", "title-hidden", lambda pdf: pdf.Root.__delitem__("/ViewerPreferences")),
    ("headings", "title", lambda pdf: pdf.trailer.Info.__delitem__("/Title")),
    ("headings", "metadata", lambda pdf: pdf.Root.__delitem__("/Metadata")),
    ("headings", "output-intent", lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
    ("headings", "action", lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript))),
    ("headings", "no-structure", lambda pdf: pdf.Root.__delitem__("/StructTreeRoot")),
    ("headings", "tab-order", lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs")),
    ("headings", "untagged-content", rewritten("/H1 <</MCID 0>>BDC", "/Span BMC")),
    ("headings", "mark-nested", nested_marks),
    ("headings", "mark-twice", rewritten("/MCID 1", "/MCID 0")),
    ("headings", "mark-empty", rewritten("/H1 <</MCID 0>>BDC", "/H1 <</MCID 0>>BDC EMC /Artifact BMC")),
    ("headings", "mark-crosses", rewritten("EMC", "q EMC Q")),
    ("headings", "marks-unbalanced", rewritten("EMC", "")),
    ("headings", "state-unbalanced", rewritten("EMC", "EMC q")),
    ("headings", "text-unbalanced", rewritten("BT", "BT BT")),
    ("headings", "content-lost", rewritten("/MCID 0", "/MCID 77")),
    ("headings", "content-missing", rewritten("/MCID 0", "/MCID 77")),
    ("headings", "content-lost", lambda pdf: pdf.Root.StructTreeRoot.K.K.K.__delitem__(0)),
    ("headings", "parent-tree", wrong_parent_tree),
    ("headings", "parent", changed("H2", "/P", 0)),
    ("headings", "held-twice", held_twice),
    ("headings", "empty-element", empty_element),
    ("headings", "unknown-tag", changed("H2", "/S", Name.Kop)),
    ("headings", "unknown-tag", lambda pdf: pdf.Root.StructTreeRoot.__delitem__("/RoleMap")),
    ("headings", "heading-skip", changed("H2", "/S", Name.H3)),
    ("headings", "font-not-embedded", unembedded),
    ("headings", "font-not-readable", unembedded),
    ("figures", "figure-alt", lost("Figure", "/Alt")),
    ("figures", "colour-space", cmyk_image),
    ("tables", "header-scope", lost("TH", "/A")),
    ("notes", "note-id", lost("Note", "/ID")),
    ("notes", "id-twice", id_twice),
    ("links", "link-untagged", untagged_link),
    ("links", "parent-tree", wrong_link_parent),
    ("links", "link-description", lambda pdf: pdf.pages[0].Annots[0].__delitem__("/Contents")),
    ("links", "link-print", lambda pdf: pdf.pages[0].Annots[0].__setitem__("/F", 0)),
]


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_a_good_file_has_no_problems(name: str, tmp_path: Path) -> None:
    assert verify(with_fault(tmp_path, name, lambda pdf: None)) == ()


@pytest.mark.parametrize(("construct", "code", "plant"), FAULTS, ids=[f"{c}-{n}" for n, (_, c, _) in enumerate(FAULTS)])
def test_planted_faults_are_found(construct: str, code: str, plant: Plant, tmp_path: Path) -> None:
    problems = verify(with_fault(tmp_path, construct, plant))
    assert code in {problem.code for problem in problems}
    assert all(problem.realm is Realm.OUTPUT for problem in problems)


def test_one_fault_is_not_told_a_thousand_times(tmp_path: Path) -> None:
    def plant(pdf: Any) -> None:
        sect = first(pdf, "Sect")
        for number in range(200):
            sect.K.append(pdf.make_indirect(Dictionary(S=Name(f"/Kop{number}"), P=sect, K=Array())))

    problems = verify(with_fault(tmp_path, "headings", plant))
    assert sum(problem.code == "unknown-tag" for problem in problems) == MOST_PER_KIND


def test_the_page_is_named(tmp_path: Path) -> None:
    def plant(pdf: Any) -> None:
        del pdf.pages[1].obj["/Tabs"]

    (problem,) = verify(with_fault(tmp_path, "headings", plant))
    assert "page 2" in problem.message


# ---------------------------------------------------------------- content

MARKED = b"/P <</MCID 0>>BDC BT (x) Tj ET EMC"


@pytest.mark.parametrize(
    "inside",
    [
        rb"BT (EMC Q ET \) EMC ) Tj ET",
        rb"BT (nested (EMC) here) Tj ET",
        b"BT <454D43> Tj ET",
        b"BT [(EMC)-20<51>] TJ ET",
        b"BT [<0001>3<0002>]TJ ET",
        b"% EMC q BT\nBT (x) Tj ET",
        b"q BI /W 1 /H 1 /BPC 8 /CS /G ID \x01 EI Q",
        b"/Span <</ActualText<FEFF00AD>>>BDC BT (x) Tj ET EMC",
        b"/Span /Props BDC BT (x)' ET EMC",
        b"0 0 1 1 re f* /X1 Do",
    ],
)
def test_text_that_looks_like_operators_is_none(inside: bytes) -> None:
    marks = read_marks(b"/P <</MCID 3>>BDC " + inside + b" EMC")
    assert marks.faults == []
    assert marks.painted[3] >= 1


@pytest.mark.parametrize(
    "operator", [b"(x) Tj", b"[(x)] TJ", b"(x) '", b'1 1 (x) "', b"0 0 1 1 re f", b"0 0 m S", b"/X Do"]
)
def test_paint_outside_any_mark_is_found(operator: bytes) -> None:
    assert [code for code, _ in read_marks(MARKED + b" " + operator).faults] == ["untagged-content"]


def test_clipping_and_state_need_no_mark() -> None:
    assert read_marks(b"q 0 0 9 9 re W n 1 0 0 rg 2 w Q " + MARKED).faults == []


def test_a_large_file_is_opened_anew_and_tells_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    construct = next(iter(CONSTRUCTS))
    pdf = with_fault(tmp_path, construct, lambda pdf: pdf.Root.__delitem__("/Lang"))
    held = verify(pdf)
    monkeypatch.setattr(facts, "MOST_HELD", 0)
    assert "language" in {problem.code for problem in held}
    assert verify(pdf) == held
