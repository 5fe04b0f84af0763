"""`text.json` → PDF by stock Platypus: two-column templates, Paragraphs, Tables, contents by multiBuild, hyphenation by
pyphen."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    ListFlowable,
    ListItem,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)
from reportlab.platypus.tableofcontents import TableOfContents

FONTS = ("Text", "TextBold", "TextItalic", "Lead", "Title", "Label", "Table", "TableBold")
LEFT, BOTTOM, TOP = 34.75 * mm, 27 * mm, 270 * mm
COLUMN, GUTTER, OPENING = 68 * mm, 4.5 * mm, 72 * mm
LINK = "#AE2029"


def style(name: str, font: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, textColor=HexColor("#1C1C1A"), **more)


STYLES = {
    "paragraph": style("paragraph", "Text", 9.6, 12.76, hyphenationLang="nl_NL", firstLineIndent=12.76),
    "item": style("item", "Text", 9.6, 12.76, hyphenationLang="nl_NL"),
    "lead": style("lead", "Lead", 15, 19.1, spaceAfter=12.76),
    "subhead": style("subhead", "Label", 10.2, 12.76, spaceBefore=12.76, keepWithNext=1),
    "number": style("number", "Title", 28, 28.7, keepWithNext=1),
    "quote": style("quote", "Title", 26, 25.5, spaceAfter=12.76),
    "label": style("label", "Label", 9.4, 12.76),
    "H1": style("H1", "Title", 32, 31.9, spaceAfter=12.76),
    "H2": style("H2", "Title", 18, 22.3, spaceBefore=12.76, spaceAfter=6, keepWithNext=1),
    "toc1": style("toc1", "Label", 9.4, 12.76, spaceBefore=6),
    "toc2": style("toc2", "Text", 9.6, 12.76, leftIndent=12.76),
}


class Document(BaseDocTemplate):
    """Notes headings for the contents and the outline as they are drawn."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - ReportLab's name
        if isinstance(flowable, Heading):
            self.canv.bookmarkPage(flowable.anchor)
            self.canv.addOutlineEntry(flowable.title, flowable.anchor, flowable.level, flowable.level == 0)
            self.notify("TOCEntry", (flowable.level, escape(flowable.title), self.page, flowable.anchor))


class Heading(Paragraph):
    """A heading that the contents list."""

    def __init__(self, title: str, level: int, anchor: str) -> None:
        super().__init__(escape(title), STYLES[f"H{level + 1}"])
        self.title, self.level, self.anchor = title, level, anchor


def folio(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont("Label", 9.4)
    canvas.drawString(LEFT, 15 * mm, str(document.page))


def templates() -> list[PageTemplate]:
    """The opening page of a section has a frame across both columns; the others have the columns alone."""

    def frame(x: float, bottom: float, width: float, height: float) -> Frame:
        return Frame(x, bottom, width, height, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0)

    right, height = LEFT + COLUMN + GUTTER, TOP - BOTTOM
    below = height - OPENING
    wide = frame(LEFT, BOTTOM + below, 2 * COLUMN + GUTTER, OPENING)
    short = [frame(x, BOTTOM, COLUMN, below) for x in (LEFT, right)]
    columns = [frame(x, BOTTOM, COLUMN, height) for x in (LEFT, right)]
    whole = [frame(LEFT, BOTTOM, 2 * COLUMN + GUTTER, height)]
    return [
        PageTemplate("whole", whole),
        PageTemplate("opening", [wide, *short], onPage=folio, autoNextPageTemplate="columns"),
        PageTemplate("columns", columns, onPage=folio),
    ]


def story(data: dict[str, Any]) -> Iterator[Flowable]:
    yield Paragraph(escape(data["organisation"]), STYLES["label"])
    yield Paragraph(escape(data["title"]), STYLES["H1"])
    yield NextPageTemplate("whole")
    yield PageBreak()
    contents = TableOfContents()
    contents.levelStyles = [STYLES["toc1"], STYLES["toc2"]]
    yield contents
    for section in data["sections"]:
        yield NextPageTemplate("opening")
        yield PageBreak()
        yield from of_section(section)


def of_section(section: dict[str, Any]) -> Iterator[Flowable]:
    blocks = list(section["blocks"])
    yield Paragraph(escape(section["label"]), STYLES["label"])
    yield Heading(section["headline"] or section["label"], 0, section["anchor"])
    yield FrameBreak()
    for block in blocks:
        yield from of_block(block)
    for article in section["articles"]:
        yield Heading(article["headline"], 1, article["anchor"])
        for block in article["blocks"]:
            yield from of_block(block)


def of_block(block: dict[str, Any]) -> Iterator[Flowable]:
    kind = block["kind"]
    if kind == "list":
        items = [ListItem(Paragraph(markup(item), STYLES["item"])) for item in block["items"]]
        yield ListFlowable(items, bulletType="bullet", leftIndent=12.76, bulletFontName="Text", bulletFontSize=9.6)
    elif kind == "table":
        rules = [("FONT", (0, 0), (-1, -1), "Table", 9.6, 12.76), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        rules += [("FONT", (0, 0), (-1, block["head"] - 1), "TableBold", 9.6, 12.76)] if block["head"] else []
        cell = style("cell", "Table", 9.6, 12.76)
        rows = [[Paragraph(escape(text), cell) for text in row] for row in block["rows"]]
        yield Table(rows, style=TableStyle(rules), repeatRows=block["head"])
        yield Spacer(1, 12.76)
    else:
        anchor = f"<a name={quoteattr(block['anchor'])}/>" if block.get("anchor") else ""
        yield Paragraph(anchor + markup(block["spans"]), STYLES[kind])


def markup(spans: list[dict[str, Any]]) -> str:
    parts = []
    for span in spans:
        text = escape(span["text"])
        if span.get("strong"):
            text = f'<font face="TextBold">{text}</font>'
        if span.get("emphasis"):
            text = f'<font face="TextItalic">{text}</font>'
        if span.get("link"):
            text = f'<a href={quoteattr(span["link"])} color="{LINK}">{text}</a>'
        parts.append(text)
    return "".join(parts)


def make(folder: Path, target: Path) -> None:
    for name in FONTS:
        pdfmetrics.registerFont(TTFont(name, folder / "fonts" / f"{name}.ttf"))
    data = json.loads((folder / "text.json").read_text(encoding="utf-8"))
    document = Document(str(target), pagesize=A4, title=data["title"], author=data["organisation"])
    document.addPageTemplates(templates())
    document.multiBuild(list(story(data)))


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
