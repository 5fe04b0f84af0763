"""The standards for archives: PDF/A-2a and PDF/A-3a of PDF 1.7, PDF/A-4 and PDF/A-4f of PDF 2.0."""

from __future__ import annotations

from msgspec.structs import replace

from report.finish.standards.contract import OLD, Demand, Identification, Standard

NAMESPACE = "http://www.aiim.org/pdfa/ns/id/"

A2A = Standard(
    "PDF/A-2a (ISO 19005-2)",
    "archive",
    OLD,
    Identification("pdfaid", NAMESPACE, (("part", "2"), ("conformance", "A"))),
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
)

_ATTACHED = Demand("6.8", "attached files say what they are to the document", "attachments")

A3A = replace(
    A2A,
    title="PDF/A-3a (ISO 19005-3)",
    identification=replace(A2A.identification, properties=(("part", "3"), ("conformance", "A"))),
    demands=(*A2A.demands, _ATTACHED),
    attachments=True,
)

A4 = Standard(
    "PDF/A-4 (ISO 19005-4)",
    "archive",
    ("2.0",),
    Identification("pdfaid", NAMESPACE, (("part", "4"), ("rev", "2020"))),
    (
        Demand("6.1.2", "the header is that of PDF 2.0", "save"),
        Demand("6.1.3", "the trailer identifies the file, and names no Info dictionary", "save"),
        Demand("6.1.6", "streams end as they should, and use no LZW", "save"),
        Demand("6.2.2", "device colours have an output intent", "intent"),
        Demand("6.2.5", "images are not interpolated and need no other file", "paint"),
        Demand("6.2.10", "all fonts are embedded, with right widths and Unicode values", "paint"),
        Demand("6.3.2", "annotations print", "annotations"),
        Demand("6.7.2", "the metadata are XMP", "metadata"),
        Demand("6.7.3", "the file says that it is PDF/A-4", "metadata"),
    ),
    information=False,
)

A4F = replace(
    A4,
    title="PDF/A-4f (ISO 19005-4)",
    identification=replace(A4.identification, properties=(("part", "4"), ("rev", "2020"), ("conformance", "F"))),
    demands=(*A4.demands, replace(_ATTACHED, clause="6.9")),
    attachments=True,
)
