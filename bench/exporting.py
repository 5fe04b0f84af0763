"""A report project → what the peers read: its text, the lines we set, and the fonts as static files.

Runs in the scratch environment, outside all timing: `python exporting.py PROJECT FOLDER`. It writes `text.json` (texts
in reading order), the same as `report.typ` and `report.html`, `lines.json` (each run of each line with its place in
pt, y upwards) and `fonts/*.ttf`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools.ttLib import TTFont
from html_markup import html_source
from typst_markup import typst_source

from report.layout import compose
from report.layout.markup import plain
from report.layout.room import ComposingRoom
from report.model import content
from report.model.placed import Layout, TextLine
from report.model.report import LoadedSection, Report
from report.sources import load
from report.typography.faces import Face
from report.typography.library import FontLibrary

# What the peers call the faces: role of the brand, bold, italic. Each becomes a family of its own.
PEER_FACES = {
    "Text": ("text", False, False),
    "TextBold": ("text", True, False),
    "TextItalic": ("text", False, True),
    "Lead": ("lead", False, False),
    "Title": ("title", False, False),
    "Label": ("label", False, False),
    "Table": ("table", False, False),
    "TableBold": ("table-total", False, False),
}
LATIN = frozenset(range(0x20, 0x250)) | frozenset(range(0x2000, 0x2070)) | {0x20AC, 0x2212, 0x2190, 0x2192, 0x2022}

Data = dict[str, Any]


def export(project: Path, folder: Path) -> None:
    """Write the project's text, lines and fonts into a folder."""
    folder = folder.resolve()
    (folder / "fonts").mkdir(parents=True, exist_ok=True)
    report = load(project)
    library = FontLibrary(project, report.brand.fonts)
    layout = compose(report, library)
    write(folder / "lines.json", lines_of(report, layout, library, folder / "fonts"))
    for name, (role, bold, italic) in PEER_FACES.items():
        face = library.stack(report.brand.roles[role], bold=bold, italic=italic)[0]
        write_font(face, folder / "fonts" / f"{name}.ttf", name)
    text = text_of(report, library)
    write(folder / "text.json", text)
    (folder / "report.typ").write_text(typst_source(text), encoding="utf-8")
    (folder / "report.html").write_text(html_source(text, folder / "fonts"), encoding="utf-8")


def write(path: Path, data: Data) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


# ---------------------------------------------------------------- lines and fonts


def lines_of(report: Report, layout: Layout, library: FontLibrary, folder: Path) -> Data:
    """The runs of every page as (face, size, colour, x, y, text), and the files of their faces."""
    faces: dict[str, str] = {}
    pages = []
    for page in layout.pages:
        runs = []
        for placement in page.placements:
            for run in placement.item.runs if isinstance(placement.item, TextLine) else ():
                if run.face not in faces:
                    faces[run.face] = f"Line{len(faces)}"
                    write_font(library.by_key(run.face), folder / f"{faces[run.face]}.ttf", faces[run.face])
                colour = report.brand.inks[run.ink].rgb
                y = page.height - placement.y + run.rise
                place = (round(placement.x + run.x, 2), round(y, 2))
                runs.append((faces[run.face], run.size, colour, *place, run.text.replace("\u00ad", "-")))
        pages.append({"width": page.width, "height": page.height, "runs": runs})
    return {"fonts": sorted(faces.values()), "pages": pages}


def write_font(face: Face, path: Path, name: str) -> None:
    """The face as a static TrueType file under a family name of its own, with Latin alone, which spares the peers
    time: WeasyPrint took seconds to subset the whole fonts."""
    wish = hb.SubsetInput()
    wish.unicode_set.update(LATIN)
    wish.glyph_set.add(0)
    wish.flags = hb.SubsetFlags.NOTDEF_OUTLINE
    for tag, value in face.axes.items():
        wish.pin_axis_location(face.program.hb_face, tag, value)
    path.write_bytes(hb.subset(face.program.hb_face, wish).blob.data)
    font = TTFont(path)
    names = font["name"]
    names.names = [record for record in names.names if record.nameID not in (16, 17, 21, 22, 25)]
    for number, text in ((1, f"Bench {name}"), (2, "Regular"), (4, f"Bench {name}"), (6, f"Bench-{name}")):
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = 0x40
    font["head"].macStyle = 0
    font.save(path)


# ---------------------------------------------------------------- text


def text_of(report: Report, library: FontLibrary) -> Data:
    """The report's texts as sections of blocks, in reading order."""
    room = ComposingRoom(report, library)
    settings = report.settings
    sections = [section_of(loaded, room) for loaded in report.sections if loaded.prose or loaded.kpis]
    return {
        "title": settings.title,
        "organisation": settings.organisation,
        "language": settings.language,
        "sections": sections,
    }


def words(spans: Sequence[content.Span], room: ComposingRoom) -> str:
    """Spans as plain text, without soft hyphens: the peers hyphenate by themselves."""
    return plain(spans, room).replace("\u00ad", "")


def section_of(loaded: LoadedSection, room: ComposingRoom) -> Data:
    prose = loaded.prose
    section: Data = {"kind": loaded.section.kind, "anchor": loaded.anchor, "label": "", "headline": ""}
    section |= {"blocks": [], "articles": []}
    if prose is not None:
        section["label"] = prose.label.replace("\u00ad", "")
        section["headline"] = words(prose.headline, room) or section["label"]
        if prose.quote:
            section["blocks"].append({"kind": "quote", "spans": [{"text": words(prose.quote, room)}]})
        section["blocks"] += blocks_of(prose.introduction, room)
        section["articles"] = [
            {
                "headline": words(article.headline, room),
                "anchor": article.anchor,
                "blocks": blocks_of(article.blocks, room),
            }
            for article in prose.articles
        ]
    section["blocks"] += figures_of(loaded)
    if prose is not None:
        notes = [{"kind": "paragraph", "spans": spans_of(note.spans, room)} for note in prose.footnotes]
        (section["articles"][-1]["blocks"] if section["articles"] else section["blocks"]).extend(notes)
        for signatory in prose.signed:
            signed = ", ".join(text for text in (signatory.name, signatory.role) if text)
            section["blocks"].append({"kind": "paragraph", "spans": [{"text": signed}]})
    return section


def figures_of(loaded: LoadedSection) -> list[Data]:
    """Key figures and statements as tables."""
    tables: list[Data] = []
    if loaded.kpis is not None:
        rows = [[f"{kpi.fact.value}", kpi.label] for group in loaded.kpis.groups for kpi in group.kpis]
        tables.append({"kind": "table", "head": 0, "rows": rows})
    if loaded.statement is not None:
        statement = loaded.statement
        head = ["", *(column.label for column in statement.columns)]
        body = [
            [row.label, *("" if amount.value is None else f"{amount.value:,}" for amount in row.amounts)]
            for row in statement.rows
            if row.role != "spacer"
        ]
        width = len(head)
        tables.append({"kind": "table", "head": 1, "rows": [head, *((row + [""] * width)[:width] for row in body)]})
    return tables


def blocks_of(blocks: Sequence[content.Block], room: ComposingRoom) -> list[Data]:
    return [made for block in blocks for made in block_of(block, room)]


def block_of(block: content.Block, room: ComposingRoom) -> list[Data]:
    match block:
        case content.Paragraph():
            return [{"kind": "paragraph", "spans": spans_of(block.spans, room)}]
        case content.Lead():
            return [{"kind": "lead", "spans": spans_of(block.spans, room)}]
        case content.Subhead():
            return [{"kind": "subhead", "anchor": block.anchor, "spans": spans_of(block.spans, room)}]
        case content.ListBlock():
            items = [
                [s for b in item.blocks for made in block_of(b, room) for s in made["spans"]] for item in block.items
            ]
            return [{"kind": "list", "items": items}]
        case content.BigNumber():
            return [{"kind": "number", "spans": spans_of(block.value, room)}, *blocks_of(block.blocks, room)]
        case content.QuoteBlock() | content.Callout():
            return blocks_of(block.blocks, room)
        case content.Table():
            rows = [[words(cell.spans, room) for _, cell in row.cells] for row in (*block.head, *block.body)]
            caption = [{"kind": "paragraph", "spans": spans_of(block.caption, room)}] if block.caption else []
            return [*caption, {"kind": "table", "head": len(block.head), "rows": rows}]
        case _:
            return []


def item_of(item: content.ListItem, room: ComposingRoom) -> list[Data]:
    """The spans of a list item, run together where it holds several blocks."""
    return [span for made in blocks_of(item.blocks, room) for span in made.get("spans", ())]


def spans_of(spans: Sequence[content.Span], room: ComposingRoom, **style: Any) -> list[Data]:
    """Spans flattened: text with at most a link and a style."""
    flat: list[Data] = []
    for span in spans:
        match span:
            case content.Link():
                flat += spans_of(span.spans, room, **(style | {"link": span.target}))
            case content.Strong():
                flat += spans_of(span.spans, room, **(style | {"strong": True}))
            case content.Emphasis():
                flat += spans_of(span.spans, room, **(style | {"emphasis": True}))
            case content.Language():
                flat += spans_of(span.spans, room, **style)
            case content.NoteReference():
                pass
            case _:
                flat.append({"text": words([span], room), **style})
    return flat


if __name__ == "__main__":
    export(Path(sys.argv[1]), Path(sys.argv[2]))
