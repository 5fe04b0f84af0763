"""`text.json` → HTML with a style sheet for print."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

FONTS = ("Text", "TextBold", "TextItalic", "Lead", "Title", "Label", "Table")
STYLE = """
@page { size: A4; margin: 27mm 34.75mm; @bottom-left { content: counter(page); font: 9.4pt Label } }
html { font: 9.6pt/12.76pt Text; color: #1C1C1A; hyphens: auto; hyphenate-limit-chars: 5 2 3 }
section { break-before: page }
.columns { columns: 2; column-gap: 4.5mm; column-fill: auto }
p { margin: 0; text-indent: 12.76pt; orphans: 2; widows: 2 }
h1, h2, h3, .label, .number, .quote, .lead { text-indent: 0; font-weight: normal; break-after: avoid }
h1 { font: 32pt/31.9pt Title; hyphens: manual; margin: 0 0 12.76pt }
h2 { font: 18pt/22.3pt Title; hyphens: manual; margin: 12.76pt 0 6pt }
h3 { font: 10.2pt/12.76pt Label; hyphens: manual; margin: 12.76pt 0 0 }
.label { font: 9.4pt/12.76pt Label }
.lead { font: 15pt/19.1pt Lead; margin-bottom: 12.76pt }
.number, .quote { font: 28pt/28.7pt Title }
ul { margin: 0; padding-left: 12.76pt }
table { font: 9.6pt/12.76pt Table; border-collapse: collapse; margin-bottom: 12.76pt }
td { vertical-align: top; padding: 0 4pt 0 0 }
b { font: 9.6pt TextBold } i { font: 9.6pt TextItalic }
a { color: #AE2029; text-decoration: none }
nav { break-before: page } nav a { display: block; color: inherit }
nav a::after { content: leader(".") target-counter(attr(href), page) }
nav .article { padding-left: 12.76pt }
"""


def html_source(data: dict[str, Any], fonts: Path) -> str:
    """The whole document."""
    faces = "".join(f"@font-face {{ font-family: {n}; src: url({(fonts / f'{n}.ttf').as_uri()}) }}\n" for n in FONTS)
    entries = []
    for section in data["sections"]:
        entries.append(f'<a href="#{section["anchor"]}">{escape(section["headline"] or section["label"])}</a>')
        entries += [
            f'<a class="article" href="#{a["anchor"]}">{escape(a["headline"])}</a>' for a in section["articles"]
        ]
    sections = "\n".join(section_source(section) for section in data["sections"])
    return (
        f'<!doctype html><html lang="{data["language"]}"><meta charset="utf-8"><title>{escape(data["title"])}</title>'
        f"<style>{faces}{STYLE}</style><p class=label>{escape(data['organisation'])}</p>"
        f"<p class=number>{escape(data['title'])}</p><nav>{''.join(entries)}</nav>\n{sections}</html>\n"
    )


def entry(anchor: str, title: str, kind: str) -> str:
    """A line of the contents."""
    return f'<a class="{kind}" href="#{anchor}">{escape(title)}</a>'


def section_source(section: dict[str, Any]) -> str:
    title = escape(section["headline"] or section["label"])
    parts = [f'<section><p class=label>{escape(section["label"])}</p><h1 id="{section["anchor"]}">{title}</h1>']
    parts += ["<div class=columns>", *(block_source(block) for block in section["blocks"])]
    for article in section["articles"]:
        parts.append(f'<h2 id="{article["anchor"]}">{escape(article["headline"])}</h2>')
        parts += [block_source(block) for block in article["blocks"]]
    return "\n".join(parts) + "</div></section>"


def block_source(block: dict[str, Any]) -> str:
    kind = block["kind"]
    if kind == "list":
        return "<ul>" + "".join(f"<li>{markup(item)}</li>" for item in block["items"]) + "</ul>"
    if kind == "table":
        rows = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in block["rows"])
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    if kind == "subhead":
        return f'<h3 id="{block["anchor"]}">{markup(block["spans"])}</h3>'
    return f"<p class={kind}>{markup(block['spans'])}</p>"


def markup(spans: list[dict[str, Any]]) -> str:
    parts = []
    for span in spans:
        text = escape(span["text"])
        if span.get("strong"):
            text = f"<b>{text}</b>"
        if span.get("emphasis"):
            text = f"<i>{text}</i>"
        if span.get("link"):
            text = f'<a href="{escape(span["link"])}">{text}</a>'
        parts.append(text)
    return "".join(parts)
