"""Preflight finds what is planted in files of ours and of others, and survives what is made to harm it."""

from __future__ import annotations

import io
import re
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from report.errors import ReportError, Severity
from report.finish.preflight import RULES, preflight
from report.finish.preflight.backdrop import Backdrop
from report.finish.preflight.bounds import TooMuchError, inflated
from report.finish.preflight.content import show
from report.finish.preflight.lettering import unicode_map
from report.finish.preflight.shades import contrast, seen
from tests.finish.papers import paper, sound, unembedded
from tests.finish.test_verify import Plant, first, rewritten, with_fault


def found(pdf: bytes, *standards: str) -> set[str]:
    return {finding.rule for finding in preflight(pdf, standards).findings}


@pytest.mark.parametrize("construct", ["headings", "lists", "tables", "links", "notes", "split_paragraph", "inline"])
def test_our_files_have_no_error(construct: str, tmp_path: Path) -> None:
    verdict = preflight(with_fault(tmp_path, construct, lambda pdf: None))
    assert verdict.standards == verdict.claimed == ("ua1", "2a")
    assert [finding for finding in verdict.findings if finding.severity is Severity.ERROR] == []
    assert set(verdict.rules) == set(RULES)


def untitled(pdf: Any) -> None:
    del pdf.Root.ViewerPreferences
    pdf.docinfo["/Title"] = "Iets anders"


def claimless(pdf: Any) -> None:
    packet = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(packet.replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>7<"))


def misnumbered(pdf: Any) -> None:
    holders = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    holders[0], holders[1] = holders[1], holders[0]


def described(pdf: Any) -> None:
    first(pdf, "Figure")["/Alt"] = String("IMG_2031.JPG")


def vague(pdf: Any) -> None:
    pdf.pages[0].Annots[0]["/Contents"] = String("klik hier")


def wide_letters(pdf: Any) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Subtype") == "/CIDFontType2":
            thing["/W"] = Array([0, Array([1234] * 400)])


def mute(pdf: Any) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and "/ToUnicode" in thing:
            thing.ToUnicode.write(b"")


def outside(pdf: Any) -> None:
    pdf.pages[0].obj["/TrimBox"] = Array([-20, 0, 500, 500])


def coarse(pdf: Any) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image":
            thing["/Width"] = thing["/Height"] = 20
            thing.write(bytes(20 * 20 * 3))
            thing["/ColorSpace"], thing["/BitsPerComponent"] = Name.DeviceRGB, 8


def process(pdf: Any) -> None:
    content = pdf.pages[0].Contents
    content.write(re.sub(rb"[\d.]+ [\d.]+ [\d.]+ rg", b"0 0 0 1 k", content.read_bytes()))


def pale(pdf: Any) -> None:
    content = pdf.pages[0].Contents
    content.write(re.sub(rb"[\d.]+ [\d.]+ [\d.]+ rg", b".9 .9 .9 rg", content.read_bytes()))


def backwards(pdf: Any) -> None:
    kids = pdf.Root.StructTreeRoot.K.K.K
    kids[1], kids[2] = kids[2], kids[1]


@pytest.mark.parametrize(
    ("rule", "construct", "plant"),
    [
        ("title", "headings", untitled),
        ("metadata-equal", "headings", untitled),
        ("claims", "headings", claimless),
        ("parent-tree", "inline", misnumbered),
        ("alternatives-telling", "figures", described),
        ("links-telling", "links", vague),
        ("font-widths", "headings", wide_letters),
        ("text-readable", "headings", mute),
        ("boxes", "headings", outside),
        ("image-resolution", "figures", coarse),
        ("colours", "headings", process),
        ("contrast", "headings", pale),
        ("reading-order", "headings", backwards),
        ("content-tagged", "artifacts", rewritten("/Artifact", "/Other")),
        ("tagged", "headings", lambda pdf: pdf.Root.MarkInfo.__delitem__("/Marked")),
        ("language", "headings", lambda pdf: pdf.Root.__delitem__("/Lang")),
        ("headings", "headings", lambda pdf: first(pdf, "H2").__setitem__("/S", Name.H4)),
        ("table-headers", "tables", lambda pdf: first(pdf, "TH").__delitem__("/A")),
        ("alternatives", "figures", lambda pdf: first(pdf, "Figure").__delitem__("/Alt")),
        ("tab-order", "headings", lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs")),
        ("output-intent", "headings", lambda pdf: pdf.Root.__delitem__("/OutputIntents")),
        ("no-action", "headings", lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript))),
    ],
)
def test_planted_faults_are_found(rule: str, construct: str, plant: Plant, tmp_path: Path) -> None:
    sound_one = preflight(with_fault(tmp_path, construct, lambda pdf: None), ("ua1", "2a"))
    spoilt = preflight(with_fault(tmp_path, construct, plant), ("ua1", "2a"))
    assert rule in {finding.rule for finding in spoilt.findings if finding not in sound_one.findings}


def test_findings_name_page_and_source_block(tmp_path: Path) -> None:
    pdf = with_fault(tmp_path, "headings", pale)
    verdict = preflight(pdf, blocks={(1, 0): "the headline at content/a.md:2:1"})
    (finding, *_) = (one for one in verdict.findings if one.rule == "contrast")
    assert (finding.page, finding.block) == (1, "the headline at content/a.md:2:1")


def test_files_of_other_programs(tmp_path: Path) -> None:
    plain = preflight(paper(unembedded), ("ua1",))
    assert {"tagged", "claims", "fonts-embedded", "content-tagged"} <= {finding.rule for finding in plain.findings}
    assert preflight(paper(sound)).standards == ()


def encrypted(owner: str, user: str) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper(sound))) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner=owner, user=user))
    return target.getvalue()


def test_encrypted_files() -> None:
    assert "open" in found(encrypted("a", ""))
    with pytest.raises(ReportError, match="asks for a password"):
        preflight(encrypted("a", "b"))


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7\n", b"not a pdf", paper(sound)[:200], bytes(1000)])
def test_what_is_no_pdf_is_refused_in_words(junk: bytes) -> None:
    with pytest.raises(ReportError, match=r"no PDF that can be read|has 0 pages"):
        preflight(junk)


@settings(derandomize=True, max_examples=60, deadline=None)
@given(places=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=30))
def test_damaged_bytes_never_raise_anything_else(places: list[tuple[int, int]]) -> None:
    data = bytearray(paper(sound))
    for place, value in places:
        data[place % len(data)] = value
    codes = set()
    try:
        assert preflight(bytes(data), ("ua1", "2a", "x4")).pages
    except ReportError as stop:
        codes = {problem.code for problem in stop.problems}
    assert codes <= {"preflight-file"}


def test_a_tree_that_leads_back_into_itself(tmp_path: Path) -> None:
    def knotted(pdf: Any) -> None:
        top = pdf.Root.StructTreeRoot.K
        top.K.K.append(top) if isinstance(top.K, Dictionary) else top.K.append(top)
        pdf.Root.StructTreeRoot.ParentTree["/Kids"] = Array([pdf.Root.StructTreeRoot.ParentTree])

    assert "parent-tree" in found(with_fault(tmp_path, "headings", knotted))


def test_a_form_within_itself_and_a_stream_without_end() -> None:
    with pikepdf.open(io.BytesIO(paper(sound))) as pdf:
        form = pdf.make_stream(b"/F Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
        form["/Resources"] = Dictionary(XObject=Dictionary(F=form))
        page: Any = pdf.pages[0].obj
        page.Resources["/XObject"] = Dictionary(F=form)
        page["/Contents"] = pdf.make_stream(b"/F Do")
        assert show(pdf.pages[0], "1 0 R").words == []
        bomb = pikepdf.Stream(pdf, b"")
        bomb.write(zlib.compress(bytes(3_000_000)), filter=Name.FlateDecode)
        with pytest.raises(TooMuchError):
            inflated(bomb, 1_000_000)


def test_words_stand_where_they_are_shown() -> None:
    def turned(canvas: Canvas) -> None:
        sound(canvas)
        canvas.saveState()
        canvas.translate(100, 300)
        canvas.scale(2, 2)
        canvas.drawString(10, 20, "Hier")
        canvas.restoreState()

    with pikepdf.open(io.BytesIO(paper(turned))) as pdf:
        words = next(one for one in show(pdf.pages[0], "p").words if one.text == "Hier")
    assert (round(words.x), round(words.y), round(words.size)) == (120, 340, 28)
    assert words.colour == (0.2, 0.4, 0.7)
    assert words.end[0] - words.x == pytest.approx(2 * 14 * (0.751 + 0.274 + 0.615 + 0.411), abs=1.5)


def test_contrast_is_reckoned_from_areas_where_nothing_renders(monkeypatch: pytest.MonkeyPatch) -> None:
    def dark(canvas: Canvas) -> None:
        sound(canvas)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.rect(60, 380, 300, 60, stroke=0, fill=1)
        canvas.setFillColorRGB(0.1, 0.1, 0.1)
        canvas.drawString(72, 400, "Donker op donker")

    data = paper(dark)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        shown = show(pdf.pages[0], "p")
    words = next(one for one in shown.words if one.text.startswith("Donker"))
    rendered = Backdrop(data, 1, shown).behind(words)
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    reckoned = Backdrop(data, 1, shown).behind(words)
    assert set(rendered) == set(reckoned) == {(0.0, 0.0, 0.0)}


def test_what_codes_read_as() -> None:
    source = b"""1 beginbfchar <0003> <00660069> endbfchar
    2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<0058> <0059>] endbfrange"""
    assert unicode_map(source) == {3: "fi", 16: "A", 17: "B", 18: "C", 32: "X", 33: "Y"}


def test_contrast_by_the_book() -> None:
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast((0.4667,) * 3, (1, 1, 1)) == pytest.approx(4.48, abs=0.01)
    assert seen(Name.DeviceCMYK, [0, 0, 0, 1]) == (0, 0, 0)
    assert seen(Array([Name.Separation, Name.Gold, Name.DeviceRGB, Dictionary()]), [1]) is None
