"""`text.json` → Typst source. Texts are string literals, so that nothing in them is markup."""

from __future__ import annotations

import json
from typing import Any

PREAMBLE = """#set document(title: {title}, author: {organisation})
#set page(paper: "a4", margin: (x: 34.75mm, top: 27mm, bottom: 27mm), columns: 1)
#set text(font: "Bench Text", size: 9.6pt, lang: {language}, hyphenate: true, fill: rgb("#1C1C1A"))
#set par(leading: 6.2pt, spacing: 6.2pt, first-line-indent: 12.76pt, justify: false, linebreaks: "optimized")
#set columns(gutter: 4.5mm)
#show heading: set text(font: "Bench Title", weight: "regular", hyphenate: false)
#show heading.where(level: 1): set text(size: 32pt)
#show heading.where(level: 2): set text(size: 18pt)
#show heading.where(level: 3): set text(font: "Bench Label", size: 10.2pt)
#show heading: set block(above: 12.76pt, below: 9pt)
#show link: set text(fill: rgb("#AE2029"))
#show strong: it => text(font: "Bench TextBold", it.body)
#show emph: it => text(font: "Bench TextItalic", style: "normal", it.body)
#set table(stroke: none, inset: (x: 0pt, y: 2pt))
#let label-line(body) = text(font: "Bench Label", size: 9.4pt, body)
#let lead(body) = text(font: "Bench Lead", size: 15pt, body)
#let number(body) = text(font: "Bench Title", size: 28pt, hyphenate: false, body)
#let cell(body) = text(font: "Bench Table", body)
"""


def typst_source(data: dict[str, Any]) -> str:
    """The whole document."""
    known = {name: literal(data[name]) for name in ("title", "organisation", "language")}
    preamble = PREAMBLE
    for name, value in known.items():
        preamble = preamble.replace(f"{{{name}}}", value)
    parts = [
        preamble,
        f"#label-line[#{known['organisation']}]\n",
        f'#text(font: "Bench Title", size: 32pt)[#{known["title"]}]',
    ]
    parts += ["#pagebreak()", "#outline(depth: 2)", '#set page(columns: 2, numbering: "1")']
    for section in data["sections"]:
        parts += section_parts(section)
    return "\n\n".join(parts) + "\n"


def section_parts(section: dict[str, Any]) -> list[str]:
    title = literal(section["headline"] or section["label"])
    opening = f"#label-line[#{literal(section['label'])}]\n\n{heading(1, f'#{title}', section['anchor'])}"
    parts = ["#pagebreak(weak: true)", f'#place(top, scope: "parent", float: true, clearance: 12.76pt)[{opening}]']
    parts += [block_source(block) for block in section["blocks"]]
    for article in section["articles"]:
        parts.append(heading(2, f"#{literal(article['headline'])}", article["anchor"]))
        parts += [block_source(block) for block in article["blocks"]]
    return parts


def block_source(block: dict[str, Any]) -> str:
    kind = block["kind"]
    if kind == "list":
        return "\n".join(f"- {markup(item)}" for item in block["items"])
    if kind == "table":
        cells = ", ".join(f"cell[#{literal(text)}]" for row in block["rows"] for text in row)
        return f"#table(columns: {max(len(row) for row in block['rows'])}, {cells})"
    if kind == "subhead":
        return heading(3, markup(block["spans"]), block["anchor"])
    if kind in ("lead", "number", "quote"):
        return f"#{'number' if kind == 'quote' else kind}[{markup(block['spans'])}]"
    return markup(block["spans"])


def markup(spans: list[dict[str, Any]]) -> str:
    parts = []
    for span in spans:
        text = f"#{literal(span['text'])};"
        if span.get("strong"):
            text = f"#strong[{text}];"
        if span.get("emphasis"):
            text = f"#emph[{text}];"
        if target := span.get("link"):
            where = f"label({literal(target[1:])})" if target.startswith("#") else literal(target)
            text = f"#link({where})[{text}];"
        parts.append(text)
    return "".join(parts)


def heading(level: int, title: str, anchor: str) -> str:
    return f"#heading(level: {level})[{title}]" + (f"#label({literal(anchor)})" if anchor else "")


def literal(text: str) -> str:
    """A Typst string."""
    return json.dumps(text, ensure_ascii=False)
