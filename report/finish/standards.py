"""What each standard demands of the file, and who provides it: the one table."""

from __future__ import annotations

from msgspec import Struct

from report.errors import Problem, Realm, ReportError


class Identification(Struct, frozen=True):
    """How a file claims to conform, in XMP. `schema` names it where PDF/A needs the namespace described."""

    prefix: str
    namespace: str
    properties: tuple[tuple[str, str], ...]
    schema: str = ""
    kind: str = "Integer"


class Demand(Struct, frozen=True):
    """One demand. `provider` is a pass of finishing, or the floor that sees to it earlier on."""

    clause: str
    what: str
    provider: str


class Standard(Struct, frozen=True):
    title: str
    identification: Identification
    demands: tuple[Demand, ...]


PRESS_TERMS = Identification("pdf", "http://ns.adobe.com/pdf/1.3/", (("Trapped", "False"),), "Adobe PDF Schema", "Text")
"""What a press asks of the metadata besides its claim: whether the file is trapped."""

EARLIER_FLOORS = ("paint", "layout", "typography", "save")

STANDARDS = {
    "ua1": Standard(
        "PDF/UA-1 (ISO 14289-1)",
        Identification(
            "pdfuaid", "http://www.aiim.org/pdfua/ns/id/", (("part", "1"),), "PDF/UA Universal Accessibility Schema"
        ),
        (
            Demand("5", "the file says that it is PDF/UA", "metadata"),
            Demand("6.2", "the catalogue says that the file is tagged", "structure"),
            Demand("7.1", "all content is tagged or an artifact", "paint"),
            Demand("7.1", "tags of our own are mapped to standard ones", "structure"),
            Demand("7.1", "the window shows the title", "viewer"),
            Demand("7.1", "the metadata hold the title", "metadata"),
            Demand("7.2", "the language of all text is known", "language"),
            Demand("7.3", "figures have alternative text and a bounding box", "structure"),
            Demand("7.4.2", "heading levels do not skip", "structure"),
            Demand("7.5", "header cells say what they head", "structure"),
            Demand("7.9", "notes have IDs of their own", "structure"),
            Demand("7.17", "page labels and outline, where there are any, follow the content", "navigation"),
            Demand("7.18.3", "the tab order follows the structure", "annotations"),
            Demand("7.18.5", "links are tagged and described", "annotations"),
            Demand("7.21.4", "all fonts are embedded", "paint"),
            Demand("7.21.7", "all text can be read as Unicode", "paint"),
        ),
    ),
    "2a": Standard(
        "PDF/A-2a (ISO 19005-2)",
        Identification("pdfaid", "http://www.aiim.org/pdfa/ns/id/", (("part", "2"), ("conformance", "A"))),
        (
            Demand("6.1.2", "the header is that of PDF 1.7", "save"),
            Demand("6.1.3", "the trailer identifies the file", "save"),
            Demand("6.1.7", "streams end as they should, and use no LZW", "save"),
            Demand("6.2.2", "every resource that content names is there", "paint"),
            Demand("6.2.3", "device colours have an output intent", "intent"),
            Demand("6.2.8", "images are not interpolated and need no other file", "paint"),
            Demand("6.2.11", "all fonts are embedded, with right widths and Unicode values", "paint"),
            Demand("6.3.2", "annotations print", "annotations"),
            Demand("6.6.2", "the metadata are XMP, and equal to Info", "metadata"),
            Demand("6.6.4", "the file says that it is PDF/A-2a", "metadata"),
            Demand("6.7.2", "the catalogue says that the file is tagged", "structure"),
            Demand("6.7.3", "the file has a logical structure", "structure"),
            Demand("6.7.4", "the language of all text is known", "language"),
        ),
    ),
    "x4": Standard(
        "PDF/X-4 (ISO 15930-7)",
        Identification(
            "pdfxid", "http://www.npes.org/pdfx/ns/id/", (("GTS_PDFXVersion", "PDF/X-4"),), "PDF/X ID Schema", "Text"
        ),
        (
            Demand("6.2", "the header is that of PDF 1.6", "save"),
            Demand("6.2", "the trailer identifies the file", "save"),
            Demand("6.2", "colours are those of the printing condition", "paint"),
            Demand("6.3", "all fonts are embedded", "paint"),
            Demand("6.10", "every page has its trim and its bleed", "boxes"),
            Demand("6.11", "nothing lies on the pages but content", "annotations"),
            Demand("6.13", "the printing condition is named", "intent"),
            Demand("6.15", "the file says that it is PDF/X-4, and whether it is trapped", "metadata"),
        ),
    ),
}


def standards_of(names: tuple[str, ...]) -> tuple[Standard, ...]:
    """The standards a profile names. Raises ReportError for one that finishing does not know."""
    unknown = [name for name in names if name not in STANDARDS]
    if unknown:
        hint = f"known: {', '.join(STANDARDS)}"
        raise ReportError(
            Problem("unknown-standard", f"there is no standard '{name}'", hint=hint, realm=Realm.SETUP)
            for name in unknown
        )
    return tuple(STANDARDS[name] for name in names)
