"""What PDF/X-4 asks of a file as a whole: version, claim, metadata, printing condition, and what it may not hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from report.errors import Severity
from report.finish.press.contract import Finding, Rule
from report.finish.press.file import PressFile, array

XID, PDF, XMP = "{http://www.npes.org/pdfx/ns/id/}", "{http://ns.adobe.com/pdf/1.3/}", "{http://ns.adobe.com/xap/1.0/}"
MM, DC = "{http://ns.adobe.com/xap/1.0/mm/}", "{http://purl.org/dc/elements/1.1/}"
WANTED = {
    f"{DC}title": "title",
    f"{XMP}CreatorTool": "program that made it (CreatorTool)",
    f"{XMP}CreateDate": "date of creation",
    f"{XMP}ModifyDate": "date of change",
    f"{XMP}MetadataDate": "date of the metadata",
    f"{MM}DocumentID": "DocumentID",
    f"{MM}VersionID": "VersionID",
    f"{MM}RenditionClass": "RenditionClass",
}
ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Movie", "/Sound", "/URI", "/GoToR"}
X4, HOUSE = "ISO 15930-7", "a rule of this program"


def _version(file: PressFile) -> Iterator[Finding]:
    version = max(file.pdf.pdf_version, str(file.root.get("/Version", "/1.0"))[1:])
    if version > "1.6":
        yield 0, f"the file is of PDF {version}; PDF/X-4 knows 1.6 and older"


def _claim(file: PressFile) -> Iterator[Finding]:
    claim = file.metadata.get(f"{XID}GTS_PDFXVersion", "")
    if claim != "PDF/X-4":
        yield 0, f"the metadata do not say that the file is PDF/X-4{f' but {claim}' if claim else ''}"


def _metadata(file: PressFile) -> Iterator[Finding]:
    for key, name in WANTED.items():
        if not file.metadata.get(key):
            yield 0, f"the metadata lack the {name}"


def _trapped(file: PressFile) -> Iterator[Finding]:
    said = file.metadata.get(f"{PDF}Trapped", "")
    if said not in ("True", "False"):
        yield 0, "the metadata do not say whether the file is trapped"
    info = file.information.get("/Trapped")
    if info is not None and str(info).lstrip("/") != said:
        yield 0, f"Info says Trapped {str(info).lstrip('/')}, the metadata {said or 'nothing'}"


def _identifier(file: PressFile) -> Iterator[Finding]:
    identifier = array(file.pdf.trailer.get("/ID"))
    if len(identifier) != 2 or not all(len(bytes(part)) > 0 for part in identifier):
        yield 0, "the trailer does not identify the file"


def _encryption(file: PressFile) -> Iterator[Finding]:
    if file.pdf.is_encrypted or "/Encrypt" in file.pdf.trailer:
        yield 0, "the file is encrypted"


def _intent(file: PressFile) -> Iterator[Finding]:
    found = file.press_intents
    if len(found) != 1:
        yield 0, f"the file has {len(found) or 'no'} output intent{'s' if len(found) > 1 else ''} for PDF/X, not one"
    for intent in found:
        if not str(intent.get("/OutputConditionIdentifier", "")):
            yield 0, "the output intent does not name the printing condition"
        if not isinstance(intent.get("/DestOutputProfile"), pikepdf.Stream):
            yield 0, "the output intent holds no ICC profile"


def _profile(file: PressFile) -> Iterator[Finding]:
    data = file.profile
    if not file.press_intents or not data:
        return
    if len(data) < 128 or data[36:40] != b"acsp":
        yield 0, "the output intent's profile is no ICC profile"
        return
    if data[12:16] != b"prtr":
        yield 0, f"the output intent's profile is not for a printer (class {data[12:16].decode('latin-1').strip()})"
    major, minor = data[8], data[9] >> 4
    if major not in (2, 4) or (major == 4 and minor > 2):
        yield 0, f"the output intent's profile is of ICC version {major}.{minor}; 4.2 is the newest allowed"
    stream = file.press_intents[0].DestOutputProfile
    wanted = {b"CMYK": 4, b"RGB ": 3, b"GRAY": 1}.get(data[16:20], 0)
    if int(stream.get("/N", 0)) != wanted:
        yield 0, "the output intent's profile has other channels than it says"


def _one_profile(file: PressFile) -> Iterator[Finding]:
    streams = [one.get("/DestOutputProfile") for one in file.intents]
    if len({stream.objgen for stream in streams if stream is not None}) > 1:
        yield 0, "the output intents name different profiles"


def _actions(file: PressFile) -> Iterator[Finding]:
    root = file.root
    for key, what in (("/OpenAction", "acts on opening"), ("/AA", "acts by itself"), ("/URI", "has a base for links")):
        if key in root:
            yield 0, f"the file {what} ({key[1:]})"
    names = root.get("/Names", {})
    if "/JavaScript" in names:
        yield 0, "the file holds JavaScript"
    for thing in file.things:
        kind = str(thing.get("/S", ""))
        if kind in ACTIONS and str(thing.get("/Type", "/Action")) == "/Action":
            yield 0, f"the file holds an action ({kind[1:]})"
    for number, page in enumerate(file.pages, 1):
        if "/AA" in page.obj:
            yield number, "the page acts by itself (AA)"


def _forms(file: PressFile) -> Iterator[Finding]:
    form = file.root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and (len(array(form.get("/Fields"))) or "/XFA" in form):
        yield 0, "the file holds a form to fill in"


def _attachments(file: PressFile) -> Iterator[Finding]:
    named = "/EmbeddedFiles" in file.root.get("/Names", {}) or "/AF" in file.root
    if named or any(str(thing.get("/Type", "")) == "/EmbeddedFile" for thing in file.things):
        yield 0, "the file holds other files"


def _layers(file: PressFile) -> Iterator[Finding]:
    if "/OCProperties" in file.root:
        yield 0, "the file has layers, some of which may not be printed"


def _filters(file: PressFile) -> Iterator[Finding]:
    for thing in file.things:
        filters = {str(one) for one in array(thing.get("/Filter"))} if isinstance(thing, pikepdf.Stream) else set()
        for name in sorted(filters & {"/LZWDecode", "/LZW", "/Crypt"}):
            yield 0, f"a stream is packed by {name[1:]}"


def _postscript(file: PressFile) -> Iterator[Finding]:
    for thing in file.things:
        if str(thing.get("/Subtype", "")) == "/PS" or str(thing.get("/Subtype2", "")) == "/PS" or "/PS" in thing:
            yield 0, "the file holds PostScript"


def _references(file: PressFile) -> Iterator[Finding]:
    for thing in file.things:
        if str(thing.get("/Subtype", "")) == "/Form" and "/Ref" in thing:
            yield 0, "a form stands for a page of another file"
        if "/OPI" in thing:
            yield 0, "an image stands for one in another file (OPI)"
        if isinstance(thing, pikepdf.Stream) and ("/F" in thing or "/FFilter" in thing):
            yield 0, "a stream lies in another file"
        for other in array(thing.get("/Alternates")):
            if isinstance(other, pikepdf.Dictionary) and bool(other.get("/DefaultForPrinting", False)):
                yield 0, "another image is printed than is shown"


def _transfer(file: PressFile) -> Iterator[Finding]:
    for thing in file.things:
        for state in _states(thing):
            if "/TR" in state or ("/TR2" in state and str(state.get("/TR2")) != "/Default"):
                yield 0, "a transfer function changes how ink is laid down"
            halftone = state.get("/HT")
            if isinstance(halftone, pikepdf.Dictionary | pikepdf.Stream) and not _plain(halftone):
                yield 0, "a halftone of its own is no simple screen"
            if "/HTP" in state:
                yield 0, "the phase of a halftone is set (HTP)"


def _plain(halftone: Any) -> bool:
    return int(halftone.get("/HalftoneType", 0)) in (1, 5) and "/HalftoneName" not in halftone


def _states(thing: Any) -> Iterator[Any]:
    """The dictionaries of graphics state that an object is, or names among its resources."""
    if str(thing.get("/Type", "")) == "/ExtGState":
        yield thing
    resources = thing.get("/Resources") if "/Resources" in thing else thing
    states = resources.get("/ExtGState") if isinstance(resources, pikepdf.Dictionary) else None
    if isinstance(states, pikepdf.Dictionary):
        yield from (state for _, state in states.items() if isinstance(state, pikepdf.Dictionary))


def _fonts(file: PressFile) -> Iterator[Finding]:
    for thing in file.things:
        if str(thing.get("/Type", "")) != "/Font" or str(thing.get("/Subtype")) in ("/Type0", "/Type3"):
            continue
        descriptor = thing.get("/FontDescriptor", pikepdf.Dictionary())
        if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys()):
            yield 0, f"the font {str(thing.get('/BaseFont', '/without a name'))[1:]} is not embedded"


def _spots(file: PressFile) -> Iterator[Finding]:
    """One name of an ink means one ink: the same stand-in wherever it is used."""
    known: dict[str, str] = {}
    for thing in file.things:
        for space in _separations(thing):
            name = str(space[1])[1:]
            stand_in = _written(space[2]) + _written(space[3])
            if known.setdefault(name, stand_in) != stand_in:
                yield 0, f"the spot colour {name} is mixed in more than one way"


def _separations(thing: Any) -> Iterator[Any]:
    spaces = [thing.get("/ColorSpace")]
    resources = thing.get("/Resources") if isinstance(thing.get("/Resources"), pikepdf.Dictionary) else thing
    listed = resources.get("/ColorSpace")
    if isinstance(listed, pikepdf.Dictionary):
        spaces += [space for _, space in listed.items()]
    for space in spaces:
        if isinstance(space, pikepdf.Array) and len(space) == 4 and str(space[0]) == "/Separation":
            yield space


def _written(thing: Any) -> str:
    written = thing.unparse(resolved=True) if isinstance(thing, pikepdf.Object) else str(thing).encode()
    return written.decode("latin-1") + (thing.read_bytes().hex() if isinstance(thing, pikepdf.Stream) else "")


FILE_RULES: dict[str, Rule] = {
    "x4-version": Rule("The file is of PDF 1.6 or older", f"{X4}, file header; PDFlib manual, PDF/X", _version),
    "x4-claim": Rule("The metadata say PDF/X-4", f"{X4}, identification (pdfxid)", _claim),
    "x4-metadata": Rule("The metadata say what, when and which version", f"{X4}, metadata; XMP part 1, 8", _metadata),
    "x4-trapped": Rule("Whether the file is trapped is said", f"{X4}, trapping; ISO 32000-1, table 317", _trapped),
    "x4-id": Rule("The trailer identifies the file", f"{X4}, trailer; ISO 32000-1, 14.4", _identifier),
    "x4-encrypted": Rule("The file is not encrypted", f"{X4}, encryption", _encryption),
    "x4-intent": Rule("One output intent names and holds the printing condition", f"{X4}, output intents", _intent),
    "x4-profile": Rule(
        "Its profile is one for printers, of ICC 4.2 or older", f"{X4}, output intents; ICC.1", _profile
    ),
    "x4-one-profile": Rule("All output intents share one profile", "ISO 19005-2, 6.2.3", _one_profile),
    "x4-action": Rule("Nothing acts", f"{X4}, actions; PDFlib manual, table 10.3", _actions),
    "x4-form": Rule("Nothing is to be filled in", f"{X4}, annotations and forms", _forms),
    "x4-attachment": Rule("The file holds no other files", f"{HOUSE}", _attachments),
    "x4-layer": Rule("All that is there is printed", f"{HOUSE}; GWG 2015", _layers),
    "x4-filter": Rule("No stream is packed by LZW or Crypt", f"{X4}, compression", _filters),
    "x4-postscript": Rule("There is no PostScript", f"{X4}, PostScript XObjects", _postscript),
    "x4-reference": Rule(
        "All that is printed is in the file", f"{X4}, reference XObjects, OPI, alternates", _references
    ),
    "x4-transfer": Rule("Ink is laid down as the file says", f"{X4}, transfer functions and halftones", _transfer),
    "x4-font": Rule("All fonts are embedded", f"{X4}, fonts", _fonts),
    "x4-spot": Rule("A spot colour is the same everywhere", "GWG 2015; ISO 32000-1, 8.6.6.4", _spots, Severity.WARNING),
}
