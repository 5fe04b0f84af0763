"""Proofs: a layout as text that people can read and compare.

For each page its kind, folio and section, then what stands on it in drawing order: place in pt (x, then y, then for
text also the line of the grid), face and size, words. Behind the words, `3: 0–40/120` says that the line holds letters
0 to 40 of the 120 of ledger entry 3. Of lines of one text that follow each other evenly, those in the middle are only
counted. The tag tree follows, with its text in reading order (shortened), then outline and ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from report.model.placed import (
    Drawing,
    Layout,
    LinkSpot,
    Page,
    Panel,
    PlacedFlowable,
    PlacedImage,
    PlacedPage,
    Placement,
    Rule,
    TextLine,
)
from report.model.structure import ARTIFACT, NO_ATTRIBUTES, Attributes, Element, Leaf, ObjectLeaf

UNIT = 4.5 * 72 / 25.4  # pt, the baseline unit of the built-in brand
SHORT = {"Bricolage Grotesque": "B", "Source Serif 4": "S", "Source Sans 3": "N", "Source Code Pro": "M"}
NAMES = ("alt", "actual", "expansion", "language", "title", "id", "scope", "headers", "numbering", "summary")


def proof(layout: Layout) -> str:
    """The layout as text, one line for each thing, ending in a line break."""
    lines = [line for page in layout.pages for line in _page(page)]
    texts = texts_of(layout)
    lines += ["", "TAGS", *_tags(layout.structure, texts, 0), "", "OUTLINE"]
    lines += [f"{'  ' * (mark.level - 1)}{mark.title} → {mark.destination}" for mark in layout.outline]
    lines += ["", "LEDGER", *(f"{entry.block}: {entry.name} at {entry.at}" for entry in layout.ledger)]
    lines += [f"PROBLEM {problem.code}: {problem}" for problem in layout.problems]
    return "\n".join(lines).lstrip() + "\n"


def texts_of(layout: Layout) -> Mapping[int, str]:
    """What each leaf reads as, over all pages; a soft hyphen of breaking is shown as one."""
    texts: dict[int, str] = defaultdict(str)
    for page in layout.pages:
        for placement in page.placements:
            item = placement.item
            if isinstance(item, TextLine):
                for run in item.runs:
                    texts[run.leaf] += run.text
            elif isinstance(item, PlacedImage | PlacedPage | PlacedFlowable | Panel) and item.leaf != ARTIFACT:
                texts[item.leaf] += f"[{type(item).__name__}]"
    return texts


def superiors_of(layout: Layout) -> frozenset[int]:
    """The leaves of superiors: letters of notes and numbers of links, where the text cites them."""
    return frozenset(
        kid.number
        for reference in layout.structure.walk()
        if reference.tag == "Reference"
        for element in reference.walk()
        for kid in element.kids
        if isinstance(kid, Leaf)
    )


def _page(page: Page) -> Iterator[str]:
    side = "left" if page.verso else "right"
    yield f"\nPAGE {page.folio} · {page.kind} · {side} · section {page.section or '–'}"
    placements = page.placements
    skipped = 0
    for index, placement in enumerate(placements):
        if 0 < index < len(placements) - 1 and _even(*placements[index - 1 : index + 2]):
            skipped += 1
            continue
        if skipped:
            yield f"{'⋮':>7} {skipped} more"
            skipped = 0
        yield f"{placement.x:7.1f} {placement.y:7.1f}  {_item(placement)}"


def _even(before: Placement, this: Placement, after: Placement) -> bool:
    """Whether a line stands between two of the same text, in the same face, in the middle between them."""
    keys = {
        (p.portion.block, round(p.x, 1), p.item.runs[0].face, p.item.runs[0].size)
        for p in (before, this, after)
        if p.portion is not None and isinstance(p.item, TextLine) and len({run.face for run in p.item.runs}) == 1
    }
    portions = [p.portion for p in (before, this, after) if p.portion is not None]
    return len(keys) == 1 and len(portions) == 3 and abs(before.y + after.y - 2 * this.y) < 0.1


def _item(placement: Placement) -> str:
    match placement.item:
        case TextLine() as line:
            words = " ".join(dict.fromkeys(f"{_face(run.face)} {run.size:.4g}" for run in line.runs))
            text = "".join(f"⟨{run.text}⟩" if run.leaf == ARTIFACT else run.text for run in line.runs)
            return f"L{placement.y / UNIT:<5.2f} {words}  “{text.replace(chr(0xAD), '¬')}”{_portion(placement)}"
        case Panel() as panel:
            return f"panel {panel.width:.1f} × {panel.height:.1f} {panel.fill}{_portion(placement)}"
        case Rule() as rule:
            return f"rule {rule.length:.1f}, {rule.thickness:.2g} {rule.ink}{_portion(placement)}"
        case Drawing() as drawing:
            return f"drawing {drawing.width:.1f} × {drawing.height:.1f}{_portion(placement)}"
        case PlacedImage() as image:
            return f"image {image.file} {image.width:.1f} × {image.height:.1f}{_portion(placement)}"
        case PlacedPage() as page:
            size = f"{page.width:.1f} × {page.height:.1f}{_portion(placement)}"
            return f"page {page.page + 1} of {page.file} {size}"
        case PlacedFlowable() as flowable:
            return f"flowable {flowable.width:.1f} × {flowable.height:.1f}{_portion(placement)}"
        case LinkSpot() as spot:
            return f"link {spot.width:.1f} × {spot.height:.1f} → {spot.target} “{spot.description}”"
        case other:
            width, height = getattr(other, "width", 0.0), getattr(other, "height", 0.0)
            size = f"{width:.1f} × {height:.1f}" if width else getattr(other, "name", "")
            return f"{type(other).__name__.lower()} {size}{_portion(placement)}"


def _portion(placement: Placement) -> str:
    part = placement.portion
    return "" if part is None else f"  {part.block}: {part.start}–{part.stop}/{part.total}"


def _face(key: str) -> str:
    """`S 400 italic` for Source Serif 4 at weight 400."""
    family, _, axes = key.partition("|")
    weight = next((axis.partition("=")[2] for axis in axes.split(",") if axis.startswith("wght=")), "")
    return " ".join(word for word in (SHORT.get(family, family), weight, "italic" if "italic" in key else "") if word)


def _tags(element: Element, texts: Mapping[int, str], depth: int) -> Iterator[str]:
    pad = "  " * depth
    yield f"{pad}{element.tag}{_attributes(element.attributes)}"
    for kid in element.kids:
        match kid:
            case Element():
                yield from _tags(kid, texts, depth + 1)
            case Leaf():
                yield f"{pad}  “{_short(texts.get(kid.number, '(never drawn)').replace(chr(0xAD), ''))}”"
            case ObjectLeaf():
                yield f"{pad}  (link area)"


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:50]} … {text[-30:]}"


def _attributes(attributes: Attributes) -> str:
    if attributes is NO_ATTRIBUTES:
        return ""
    given = [f"{name}={getattr(attributes, name)!r}" for name in NAMES if getattr(attributes, name)]
    if attributes.column_span > 1 or attributes.row_span > 1:
        given.append(f"span={attributes.column_span}×{attributes.row_span}")
    return "".join(f" {one}" for one in given)
