"""The standards for readers with assistive technology: PDF/UA-1 and PDF/UA-2."""

from __future__ import annotations

from report.finish.standards.contract import OLD, Demand, Identification, Standard

NAMESPACE = "http://www.aiim.org/pdfua/ns/id/"

UA1 = Standard(
    "PDF/UA-1 (ISO 14289-1)",
    "accessibility",
    OLD,
    Identification("pdfuaid", NAMESPACE, (("part", "1"),), "PDF/UA Universal Accessibility Schema"),
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
)

UA2 = Standard(
    "PDF/UA-2 (ISO 14289-2)",
    "accessibility",
    ("2.0",),
    Identification("pdfuaid", NAMESPACE, (("part", "2"), ("rev", "2024"))),
    (
        Demand("5", "the file says that it is PDF/UA-2", "metadata"),
        Demand("6.1", "the header is that of PDF 2.0", "save"),
        Demand("8.2.1", "all content is tagged or an artifact", "paint"),
        Demand("8.2.2", "tags stand in namespaces, ours mapped to those of PDF 2.0", "structure"),
        Demand("8.2.5.2", "the one element at the top is a Document of PDF 2.0", "structure"),
        Demand("8.2.5.8", "entries of the contents refer to what they name", "structure"),
        Demand("8.2.5.14", "notes are of the type FENote, and refer to their citations", "structure"),
        Demand("8.2.5.26", "tables are regular, header cells say what they head", "structure"),
        Demand("8.2.5.28", "figures have alternative text and a bounding box", "structure"),
        Demand("8.4.3", "all text can be read as Unicode", "paint"),
        Demand("8.4.4", "the language of all text is known", "language"),
        Demand("8.4.5", "all fonts are embedded", "paint"),
        Demand("8.8", "links and bookmarks lead to elements of the structure", "navigation"),
        Demand("8.9.2", "links are tagged and described", "annotations"),
        Demand("8.9.3", "the tab order follows the structure", "annotations"),
        Demand("8.11.1", "the metadata hold the title", "metadata"),
        Demand("8.11.2", "the window shows the title", "viewer"),
    ),
    information=False,
)
