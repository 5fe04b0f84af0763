"""Rules for presses: silent on a file of ours, and each finds the fault that is planted for it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from report import publish
from report.errors import Severity
from report.finish.press import RULES, press_findings
from tests.layout.manuscript import Manuscript, prose

Plant = Callable[[Any], None]


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A print file with everything on it: text, a chapter, links, an image."""
    manuscript = Manuscript(tmp_path_factory.mktemp("press"))
    manuscript.image("foto.png", 1200, 900)
    manuscript.section(
        "chapter",
        f"Intro.\n\n## Artikel\n\n{prose(9)} [Lees](https://example.org/a).\n",
        label="Deel",
        headline="Het deel",
    )
    body = f'{prose(5)}\n\n::: figure assets/images/foto.png {{alt="Een vlak"}}\nBijschrift.\n:::\n'
    manuscript.section("article", body, headline="Proef")
    return publish.render(manuscript.finished(), profile="print")


def found(pdf: bytes) -> dict[str, list[tuple[int, str]]]:
    """What the rules find, by code."""
    told: dict[str, list[tuple[int, str]]] = {}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for code, _, page, message in press_findings(opened):
            told.setdefault(code, []).append((page, message))
    return told


def spoilt(pdf: bytes, plant: Plant, **saving: Any) -> bytes:
    """A file with something planted in it."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        plant(opened)
        target = io.BytesIO()
        opened.save(target, **saving)
    return target.getvalue()


def content(text: str) -> Plant:
    """Operators behind those of the first page."""

    def plant(pdf: Any) -> None:
        page = pdf.pages[0]
        page.contents_add(pdf.make_stream(f"q {text} Q".encode()))

    return plant


def drawn(text: str, **resources: Any) -> Plant:
    """The same, with entries of the page's resources."""

    def plant(pdf: Any) -> None:
        page = pdf.pages[0]
        page.obj.Resources = Dictionary(dict(page.obj.Resources.items()))
        for kind, entries in resources.items():
            known = page.obj.Resources.get(f"/{kind}", Dictionary())
            held = Dictionary(dict(known.items()))
            for name, value in entries.items():
                held[f"/{name}"] = value(pdf) if callable(value) else value
            page.obj.Resources[f"/{kind}"] = held
        content(text)(pdf)

    return plant


def letters(inked: str, size: float = 10, x: float = 200, y: float = 200) -> str:
    """Text of the page's first font."""
    return f"{inked} BT /T1 {size} Tf 1 0 0 1 {x} {y} Tm <0024> Tj ET"


def catalogue(key: str, value: Any) -> Plant:
    return lambda pdf: pdf.Root.__setitem__(key, value(pdf) if callable(value) else value)


def packet(old: str, new: str) -> Plant:
    """A change in the metadata."""

    def plant(pdf: Any) -> None:
        before = pdf.Root.Metadata.read_bytes()
        assert old.encode() in before
        pdf.Root.Metadata.write(before.replace(old.encode(), new.encode()))

    return plant


def profile(change: Callable[[bytearray], None]) -> Plant:
    """A change in the ICC profile of the output intents."""

    def plant(pdf: Any) -> None:
        stream = pdf.Root.OutputIntents[0].DestOutputProfile
        data = bytearray(stream.read_bytes())
        change(data)
        stream.write(bytes(data))

    return plant


def on_page(key: str, value: Any) -> Plant:
    return lambda pdf: pdf.pages[0].obj.__setitem__(key, value(pdf) if callable(value) else value)


def image(width: int, height: int, space: Any = Name.DeviceGray) -> Callable[[Any], Any]:
    """An image of so many pixels."""
    channels = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}[str(space)]

    def made(pdf: Any) -> Any:
        stream = pdf.make_stream(bytes(width * height * channels))
        stream.stream_dict = Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=8, ColorSpace=space
        )
        return stream

    return made


def second_profile(pdf: Any) -> None:
    other = pdf.make_stream(pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes(), N=4)
    pdf.Root.OutputIntents[1].DestOutputProfile = pdf.make_indirect(other)


def lacking_font(pdf: Any) -> None:
    fonts = pdf.pages[0].obj.Resources.Font
    font = next(iter(font for _, font in fonts.items()))
    descriptor = font.DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def two_spots(pdf: Any) -> None:
    def space(cyan: float) -> Array:
        tint = Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0, 0], C1=[cyan, 0, 0, 0])
        return Array([Name.Separation, Name("/PANTONE"), Name.DeviceCMYK, tint])

    for number, cyan in enumerate((0.5, 0.6)):
        page = pdf.pages[number].obj
        page.Resources = Dictionary({**dict(page.Resources.items()), "/ColorSpace": Dictionary(S=space(cyan))})


def mixed_in_rgb(pdf: Any) -> None:
    drawn("/Z gs 0 0 9 9 re f", ExtGState={"Z": Dictionary(ca=0.5)})(pdf)
    pdf.pages[0].obj.Group["/CS"] = Name.DeviceRGB


def without(*path: str) -> Plant:
    """An entry taken away: of the trailer, the catalogue or the first page."""

    def plant(pdf: Any) -> None:
        holder = {"trailer": pdf.trailer, "root": pdf.Root, "page": pdf.pages[0].obj}[path[0]]
        for key in path[1:-1]:
            holder = holder[key]
        del holder[path[-1]]

    return plant


OVER = {"ExtGState": {"Z": Dictionary(OP=True, op=True, OPM=1)}}
SPOT = Array([Name.Separation, Name.All, Name.DeviceCMYK,
              Dictionary(FunctionType=2, Domain=[0, 1], N=1, C0=[0, 0, 0, 0], C1=[1, 1, 1, 1])])  # fmt: skip
BASED = {"B": lambda pdf: Array([Name.ICCBased, pdf.Root.OutputIntents[0].DestOutputProfile])}
LINK = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[100, 100, 200, 120])

PLANTED: dict[str, Plant] = {
    "x4-claim": packet("PDF/X-4", "PDF/X-3"),
    "x4-metadata": packet("xmpMM:RenditionClass", "xmpMM:Rendition"),
    "x4-trapped": packet("<pdf:Trapped>False", "<pdf:Trapped>Unknown"),
    "x4-intent": lambda pdf: pdf.Root.OutputIntents.__delitem__(0),
    "x4-profile": profile(lambda data: data.__setitem__(slice(12, 16), b"mntr")),
    "x4-one-profile": second_profile,
    "x4-action": catalogue("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("1"))),
    "x4-form": catalogue("/AcroForm", lambda pdf: Dictionary(Fields=[pdf.make_indirect(Dictionary(FT=Name.Tx))])),
    "x4-attachment": catalogue("/Names", Dictionary(EmbeddedFiles=Dictionary(Names=[]))),
    "x4-layer": catalogue("/OCProperties", Dictionary(OCGs=[], D=Dictionary())),
    "x4-postscript": drawn("/P Do", XObject={"P": lambda pdf: pdf.make_stream(b"", Subtype=Name.PS)}),
    "x4-reference": drawn("", XObject={"R": lambda pdf: pdf.make_stream(b"", Subtype=Name.Form, Ref=Dictionary())}),
    "x4-transfer": drawn("/Z gs", ExtGState={"Z": Dictionary(TR=Name.Identity)}),
    "x4-font": lacking_font,
    "x4-spot": two_spots,
    "x4-trim": without("page", "/TrimBox"),
    "x4-boxes": on_page("/BleedBox", Array([-50, -50, 700, 900])),
    "x4-unit": on_page("/UserUnit", 2),
    "x4-annotation": on_page("/Annots", lambda pdf: Array([pdf.make_indirect(LINK)])),
    "x4-group": mixed_in_rgb,
    "press-bleed": on_page("/BleedBox", Array([-3, -3, 598, 845])),
    "press-sizes": lambda pdf: pdf.pages[1].obj.__setitem__("/TrimBox", Array([0, 0, 500, 841.89])),
    "x4-device": content("1 0 0 rg 10 10 20 20 re f"),
    "x4-icc-overprint": drawn("/Z gs /B cs 0 0 0 1 scn 9 9 9 9 re f", ColorSpace=BASED, **OVER),
    "press-white-overprint": drawn("/Z gs 0 0 0 0 k 10 10 20 20 re f", **OVER),
    "press-black-text": content(letters("/Out gs 0 0 0 1 k")),
    "press-small-text": content(letters("0 1 1 0 k")),
    "press-white-text": content(letters("/Out gs 0 0 0 0 k", size=8)),
    "press-rich-text": content(letters(".3 .3 .3 1 k", size=30)),
    "press-hairline": content(".5 0 0 .5 0 0 cm .4 w 0 0 0 1 K 10 10 m 90 90 l S"),
    "press-ink": content(".9 .9 .9 .9 k 10 10 90 90 re f"),
    "press-registration": drawn(letters("/S cs 1 scn", size=20), ColorSpace={"S": SPOT}),
    "press-resolution": drawn("q 36 0 0 36 0 0 cm /I Do Q", XObject={"I": image(100, 100)}),
    "press-too-coarse": drawn("q 72 0 0 72 0 0 cm /I Do Q", XObject={"I": image(100, 100)}),
    "press-safe": drawn(f"/Z gs {letters('0 0 0 1 k', x=5)}", **OVER),
}  # fmt: skip


RELATED = {"x4-intent": {"x4-profile"}}  # what the same fault breaks besides


def test_a_print_file_of_ours_breaks_no_rule(printed: bytes) -> None:
    assert found(printed) == {}


@pytest.mark.parametrize("code", PLANTED)
def test_each_rule_finds_what_is_planted_for_it(code: str, printed: bytes) -> None:
    told = found(spoilt(printed, PLANTED[code], deterministic_id=True))
    assert code in told
    assert all("could not be checked" not in message for messages in told.values() for _, message in messages)
    assert set(told) - {code} <= RELATED.get(code, set())


def test_a_newer_version_is_found(printed: bytes) -> None:
    assert "x4-version" in found(spoilt(printed, lambda pdf: None, force_version="1.7", deterministic_id=True))


def test_encryption_is_found(printed: bytes) -> None:
    locked = spoilt(printed, lambda pdf: None, encryption=pikepdf.Encryption(owner="o", user=""))
    assert "x4-encrypted" in found(locked)


def test_a_missing_identifier_is_found(printed: bytes) -> None:
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        del pdf.trailer["/ID"]
        assert "x4-id" in {code for code, *_ in press_findings(pdf)}


def test_lzw_is_found(printed: bytes) -> None:
    def plant(pdf: Any) -> None:
        stream = pdf.make_stream(b"")
        stream.write(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", filter=Name.LZWDecode)
        pdf.Root["/Extra"] = pdf.make_indirect(stream)

    whole = {"stream_decode_level": pikepdf.StreamDecodeLevel.none, "compress_streams": False}
    kept = spoilt(printed, plant, deterministic_id=True, **whole)
    assert "x4-filter" in found(kept)


def test_every_rule_has_a_planted_fault() -> None:
    apart = {"x4-version", "x4-encrypted", "x4-id", "x4-filter"}
    assert set(PLANTED) | apart == set(RULES)


def test_rules_say_where_they_are_written() -> None:
    page = (Path(__file__).parents[2] / "docs" / "print.md").read_text("utf-8")
    for code, rule in RULES.items():
        assert rule.source
        how = "error" if rule.severity is Severity.ERROR else "warning"
        assert f"| `{code}` | {rule.what} | {how} | {rule.source} |" in page


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_damaged_files_are_no_fault_of_the_program(cut: float, printed: bytes) -> None:
    part = printed[: int(len(printed) * cut)]
    try:
        opened = pikepdf.open(io.BytesIO(part))
    except pikepdf.PdfError:
        return
    with opened:
        assert all(message for *_, message in press_findings(opened))


def test_what_refers_to_itself_ends(printed: bytes) -> None:
    def plant(pdf: Any) -> None:
        form = pdf.make_indirect(pdf.make_stream(b"/F Do", Subtype=Name.Form, BBox=[0, 0, 9, 9]))
        form["/Resources"] = Dictionary(XObject=Dictionary(F=form))
        pdf.pages[0].obj.Resources = Dictionary(
            {**dict(pdf.pages[0].obj.Resources.items()), "/XObject": Dictionary(F=form)}
        )
        content("/F Do")(pdf)

    assert isinstance(found(spoilt(printed, plant, deterministic_id=True)), dict)
