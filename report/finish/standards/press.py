"""The standard for presses: PDF/X-4."""

from __future__ import annotations

from report.finish.standards.contract import Demand, Identification, Standard

X4 = Standard(
    "PDF/X-4 (ISO 15930-7)",
    "press",
    ("1.6",),
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
    colour="cmyk",
    bled=True,
    links=False,
)

PRESS_TERMS = Identification("pdf", "http://ns.adobe.com/pdf/1.3/", (("Trapped", "False"),), "Adobe PDF Schema", "Text")
"""What a press asks of the metadata besides its claim: whether the file is trapped."""
