"""What was made and checked → the statement of conformance beside each PDF, for programs and for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

from report.finish.roles import HEADINGS
from report.finish.standards import standards_of
from report.model.placed import Layout, Page, TextLine, Turned
from report.model.structure import Leaf, StructureLog
from report.publish.manifest import Edition, as_json

FORMAT = 1
SAID = {
    "pages": "pages were read",
    "elements": "structure elements: none is empty, all are of standard types",
    "marks": "pieces of tagged content: each is held by one element, and the parent tree leads back to it",
    "headings": "headings: no level is skipped",
    "figures": "figures: all have alternative text",
    "tables": "tables: every header cell says what it heads",
    "lists": "lists",
    "notes": "notes: all have IDs of their own",
    "links": "links: all are tagged, described and printed",
    "fonts": "fonts: all are embedded, and say what their glyphs read as",
}
PERSON = (
    ("alternatives", "Alternative texts: does each say what the figure tells, in its place and as briefly as it can?"),
    (
        "order",
        "Reading order: read along with the outline below; does a text that goes on over pages make sense aloud?",
    ),
    ("headings", "Headings: do they tell what is below them, read by themselves?"),
    ("language", "Plain language: can those for whom the report is meant follow it? Are abbreviations explained?"),
    ("colour", "Colour: is anything told by colour alone, in charts above all?"),
    ("links", "Links: do the words say where they lead, read by themselves?"),
    ("contrast", "Contrast of text over photographs: preflight reckons it, an eye decides."),
)


def recorded(layout: Layout, log: StructureLog, sheets: Sequence[int]) -> bytes:
    """What a statement needs of a layout that will be gone: headings, alternative texts, and which block of the sources
    stands where. As bytes, for layouts are large and this waits."""
    pages = [layout.pages[index] for index in sheets]
    texts = _texts(pages)
    outline, figures = [], []
    for element in (one for one in layout.structure.walk() if one.tag in HEADINGS or one.tag == "Figure"):
        leaves = [kid.number for inner in element.walk() for kid in inner.kids if isinstance(kid, Leaf)]
        sheet = next((log.content[leaf][0].sheet for leaf in leaves if log.content.get(leaf)), None)
        if sheet is None:
            continue
        if element.tag in HEADINGS:
            words = "".join(texts.get(leaf, "") for leaf in leaves).replace("\u00ad", "")
            outline.append({"level": HEADINGS[element.tag], "title": " ".join(words.split()), "page": sheet + 1})
        else:
            figures.append({"page": sheet + 1, "text": element.attributes.alt})
    return json.dumps({"outline": outline, "figures": figures, "blocks": list(_blocks(layout, log, pages))}).encode()


def _texts(pages: Sequence[Page]) -> Mapping[int, str]:
    """The text of each leaf of a heading, in the order of setting."""
    found: dict[int, list[str]] = {}
    for page in pages:
        for placement in page.placements:
            item = placement.item.line if type(placement.item) is Turned else placement.item
            if type(item) is TextLine:
                for run in item.runs:
                    if run.leaf >= 0:
                        found.setdefault(run.leaf, []).append(run.text)
    return {leaf: "".join(parts) for leaf, parts in found.items()}


def _blocks(layout: Layout, log: StructureLog, pages: Sequence[Page]) -> Iterator[dict[str, Any]]:
    """By page the marks of each block of the sources, neighbours together."""
    entries = {entry.block: entry for entry in layout.ledger}
    for sheet, page in enumerate(pages):
        blocks: dict[int, set[int]] = {}
        for placement in page.placements:
            if placement.portion is None:
                continue
            item = placement.item.line if type(placement.item) is Turned else placement.item
            leaves = {run.leaf for run in item.runs} if type(item) is TextLine else {getattr(item, "leaf", -1)}
            marks = blocks.setdefault(placement.portion.block, set())
            for leaf in leaves:
                marks.update(piece.mcid for piece in log.content.get(leaf, ()) if piece.sheet == sheet)
        for block, marks in blocks.items():
            for first, last in _ranges(sorted(marks)):
                entry = entries[block]
                place = {"page": sheet + 1, "first": first, "last": last}
                yield place | {"block": entry.name, "at": str(entry.at)}


def _ranges(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = before = None
    for number in numbers:
        if before is None or number != before + 1:
            if start is not None and before is not None:
                yield start, before
            start = number
        before = number
    if start is not None and before is not None:
        yield start, before


def statement(edition: Edition, record: bytes) -> Mapping[str, bytes]:
    """The statement of one PDF, by file name."""
    told = json.loads(record)
    stem = edition.file.removesuffix(".pdf")
    titles = [standard.title for standard in standards_of(edition.profile.standards)]
    checks = [{"what": what, "count": edition.counts.get(key, 0)} for key, what in SAID.items()]
    demands = [
        {"standard": standard.title, "clause": demand.clause, "what": demand.what, "seen_to_by": demand.provider}
        for standard in standards_of(edition.profile.standards)
        for demand in standard.demands
    ]
    data = {
        "conformance": FORMAT,
        "file": edition.file,
        "sha256": sha256(edition.pdf).hexdigest(),
        "standards": titles,
        "checked_by_machine": checks,
        "demands": demands,
        "to_be_checked_by_a_person": [{"about": about, "question": question} for about, question in PERSON],
        "outline": told["outline"],
        "alternatives": told["figures"],
        "blocks": told["blocks"],
    }
    page = "\n".join(_lines(edition.file, titles, checks, told)) + "\n"
    return {f"{stem}-conformance.json": as_json(data), f"{stem}-conformance.md": page.encode("utf-8")}


def _lines(
    file: str, titles: Sequence[str], checks: Sequence[Mapping[str, Any]], told: Mapping[str, Any]
) -> Iterator[str]:
    yield f"# Conformance of {file}"
    yield ""
    yield f"The file is made to conform to {' and '.join(titles) or 'no standard'}."
    yield ""
    yield "## Checked by machine"
    yield ""
    yield "Each time this file is made, the program opens it again and stops at any fault:"
    yield ""
    yield from (f"- {check['count']} {check['what']}" for check in checks if check["count"])
    yield ""
    yield "`report preflight` repeats this, and adds the order of reading, contrast and resolution; with veraPDF"
    yield "installed it asks that too."
    yield ""
    yield "## To be checked by a person"
    yield ""
    yield "No program can judge these. Tick what has been looked at."
    yield ""
    yield from (f"- [ ] {question}" for _, question in PERSON)
    yield ""
    yield "## Headings, in the order of reading"
    yield ""
    yield from (f"{'  ' * (one['level'] - 1)}- {plain(one['title'])} (page {one['page']})" for one in told["outline"])
    yield ""
    yield "## Alternative texts"
    yield ""
    yield from (f"- [ ] page {one['page']}: {plain(one['text'])}" for one in told["figures"])
    if not told["figures"]:
        yield "There are no figures."


def plain(text: str) -> str:
    """Text of an author as text in Markdown, whatever signs it has."""
    signs = "\\`*_{}[]<>#|"
    return "".join(f"\\{sign}" if sign in signs else sign for sign in " ".join(text.split()))
