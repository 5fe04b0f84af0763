"""Turns tags into the structure types of PDF 2.0 and the namespaces they stand in (ISO 32000-2, 14.8.6; ISO 32005)."""

from __future__ import annotations

from report.finish.roles import OURS

PDF2 = "http://iso.org/pdf2/ssn"
PDF17 = "http://iso.org/pdf/ssn"
HOUSE = "https://example.org/annual-report/structure"
"""A name for the tags that are ours alone; nothing need be found there."""

OF_PDF2 = frozenset({
    *("Document", "DocumentFragment", "Part", "Sect", "Div", "Aside", "NonStruct", "Caption", "Figure", "Formula"),
    *("P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "FENote", "Sub", "Lbl", "Span", "Em", "Strong", "Link"),
    *("Annot", "Form", "Ruby", "Warichu", "L", "LI", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"),
    "Artifact",
})  # fmt: skip
"""The standard types of PDF 2.0; those of PDF 1.7 that it left out are used from there, as ISO 32005 has it."""

RENAMED = {"Note": "FENote", "FootNote": "FENote", "Art": "Sect"}
"""Types that PDF 2.0 has under another name."""

OLDER = {"FENote": "Note", "Aside": "Sect", "Title": "P", "Em": "Span", "Strong": "Span", "Sub": "Span"} | {
    "DocumentFragment": "Sect", "Artifact": "NonStruct",
}  # fmt: skip
"""What the types that came with PDF 2.0 were before."""


def placed(tag: str) -> tuple[str, str]:
    """The name a tag has in PDF 2.0, and its namespace."""
    name = RENAMED.get(tag, tag)
    if name in OF_PDF2:
        return name, PDF2
    return name, HOUSE if name in OURS else PDF17


def mapped(tag: str) -> tuple[str, str]:
    """What a tag of ours is mapped to, and the namespace of that."""
    return placed(OURS[tag])


def older(tag: str) -> str:
    """The type of PDF 1.7 that comes nearest to a standard one of either version."""
    return OLDER.get(tag, tag)
