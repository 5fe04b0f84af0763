"""The standard for presses: PDF/X-4."""

from __future__ import annotations

from report.finish.standards.contract import Demand, Identification, Standard

# Demands are named by their subjects: the standard is not public, and its numbering not ours to guess.
X4 = Standard(
    "PDF/X-4 (ISO 15930-7)",
    "press",
    ("1.6",),
    Identification(
        "pdfxid", "http://www.npes.org/pdfx/ns/id/", (("GTS_PDFXVersion", "PDF/X-4"),), "PDF/X ID Schema", "Text"
    ),
    (
        Demand("header", "the header is that of PDF 1.6", "save"),
        Demand("trailer", "the trailer identifies the file", "save"),
        Demand("colour", "colours are those of the printing condition", "paint"),
        Demand("fonts", "all fonts are embedded", "paint"),
        Demand("bounding boxes", "every page has its trim and its bleed", "boxes"),
        Demand("annotations", "nothing lies on the pages but content", "annotations"),
        Demand("output intents", "the printing condition is named, and its profile is in the file", "intent"),
        Demand("identification", "the file says that it is PDF/X-4", "metadata"),
        Demand(
            "metadata", "the file says what it is, when and by what it was made, and whether it is trapped", "metadata"
        ),
        Demand("transparency", "transparency is mixed in the colours of the printing condition", "save"),
    ),
    colour="cmyk",
    bled=True,
    links=False,
)

PRESS_TERMS = Identification("pdf", "http://ns.adobe.com/pdf/1.3/", (("Trapped", "False"),), "Adobe PDF Schema", "Text")
"""What a press asks of the metadata besides its claim: whether the file is trapped."""
