"""Turns the tags that layout uses into standard structure types (ISO 32000-1, 14.8.4). One table for all."""

from __future__ import annotations

GROUPING = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct"}
BLOCKS = {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody"}
TABLES = {"Table", "TR", "TH", "TD", "THead", "TBody", "TFoot"}
INLINE = {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "Warichu", "Private"}
ILLUSTRATIONS = {"Figure", "Formula", "Form"}
STANDARD = GROUPING | BLOCKS | TABLES | INLINE | ILLUSTRATIONS

# Tags of our own, and the standard type each is to be taken for.
OURS = {
    "Title": "P",
    "Subtitle": "P",
    "Lead": "P",
    "Label": "P",
    "Signature": "P",
    "Source": "P",
    "Number": "P",
    "Aside": "Sect",
    "Callout": "Sect",
    "PullQuote": "BlockQuote",
    "FootNote": "Note",
    "Em": "Span",
    "Strong": "Span",
    "Abbr": "Span",
}

HEADINGS = {"H1": 1, "H2": 2, "H3": 3, "H4": 4, "H5": 5, "H6": 6}
CELLS = {"TD", "TH"}  # may stand empty: a table without them would lose its columns
ROWS = {"TR", "THead", "TBody", "TFoot"}  # may hold nothing but empty cells


def standard(tag: str) -> str:
    """The standard type of a tag; empty when it has none."""
    return tag if tag in STANDARD else OURS.get(tag, "")
