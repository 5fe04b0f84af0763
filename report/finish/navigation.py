"""Turns links, destinations, bookmarks and folios into annotations, name tree, outline and page labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from msgspec import Struct, field

from report.errors import Problem, Realm, ReportError
from report.finish.addition import Addition
from report.finish.syntax import number, reference, string_order, text_string
from report.model.placed import Bookmark, Destination, Item, Layout, Page, Placement, TextLine, Turned
from report.model.structure import ARTIFACT, LinkArea, MarkedContent, StructureLog

SCHEMES = ("http://", "https://", "mailto:", "tel:")
_URI_CHARACTERS = "!#$%&'()*+,-./:;=?@_~[]"
_HEADS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6", "Title"})
HARDLY = 2.0  # pt
_AWAY = 10_000.0  # pt
_BESIDE = frozenset({"Note", "Lbl"})
_NUMBERED = re.compile(r"(.*?)([1-9][0-9]*)", re.DOTALL | re.ASCII)


class Spot(Struct, frozen=True):
    """Where a destination lies: sheet, and y in pt from the bottom."""

    sheet: int
    top: float


def spots(pages: Sequence[Page]) -> dict[str, Spot]:
    """The destinations on these pages by name. Of two with one name the first counts."""
    found: dict[str, Spot] = {}
    for sheet, page in enumerate(pages):
        for placement in page.placements:
            if type(placement.item) is Destination:
                found.setdefault(placement.item.name, Spot(sheet, min(page.height - placement.y, page.height)))
    return found


def standing(layout: Layout, pages: Sequence[Page], log: StructureLog) -> dict[str, MarkedContent]:
    """By destination the content that stands there: of those in the outline the nearest heading below, of others the
    nearest content that is no note beside the text; where there is none, the first content of the page."""
    headed = {bookmark.destination for bookmark in layout.outline}
    found: dict[str, MarkedContent] = {}
    for sheet, page in enumerate(pages):
        here: list[tuple[Placement, str, MarkedContent]] = []
        for placement in page.placements:
            leaf = _leaf(placement.item)
            piece = next((piece for piece in log.content.get(leaf, ()) if piece.sheet == sheet), None)
            if piece is not None:
                here.append((placement, layout.tags[leaf], piece))
        for place in page.placements:
            if type(place.item) is Destination and here:
                heads = [one for one in here if one[1] in _HEADS] if place.item.name in headed else []
                others = [one for one in here if one[1] not in _BESIDE]
                nearest = min(heads or others or here, key=lambda one: _distance(place, one[0]))
                found.setdefault(place.item.name, nearest[2])
    return found


def _distance(place: Placement, other: Placement) -> float:
    """How far content stands from a destination, in pt; what lies above it stands very far."""
    below = other.y - place.y
    return abs(other.x - place.x) + (below if below >= -HARDLY else _AWAY - below)


def _leaf(item: Item) -> int:
    line = item.line if type(item) is Turned else item
    if type(line) is TextLine:
        return next((run.leaf for run in line.runs if run.leaf >= 0), ARTIFACT)
    return int(getattr(item, "leaf", ARTIFACT))


def live_links(links: Sequence[LinkArea], destinations: Mapping[str, Spot], excerpt: bool) -> frozenset[int]:
    """The links, by index, that lead somewhere. In an excerpt a link to a page left out is none; in a whole report
    it is a fault, as is an address that is no web, mail or telephone address. Raises ReportError."""
    live = set()
    problems = []
    for index, link in enumerate(links):
        inside = link.target.startswith("#")
        if (link.target[1:] in destinations) if inside else link.target.startswith(SCHEMES):
            live.add(index)
        elif not inside:
            problems.append(_fault("link-address", f"a link leads to “{link.target}”, which is no address"))
        elif not excerpt:
            problems.append(_fault("link-target", f"a link leads to “{link.target}”, which is on no page"))
    if problems:
        raise ReportError(problems)
    return frozenset(live)


def annotation(link: LinkArea, parent_key: int) -> str:
    """A link annotation as ISO 14289-1, 7.18.5 wants it, and printable as PDF/A does."""
    rectangle = " ".join(number(side) for side in link.rectangle)
    if link.target.startswith("#"):
        action = f"/Dest{text_string(link.target[1:])}"
    else:
        action = f"/A<</S/URI/URI{text_string(quote(link.target, safe=_URI_CHARACTERS))}>>"
    contents = text_string(link.description or link.target)
    return (
        f"<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[{rectangle}]"
        f"/Contents{contents}/StructParent {parent_key}{action}>>"
    )


def destination_names(
    destinations: Mapping[str, Spot], pages: Sequence[int], elements: Mapping[str, int] | None = None
) -> str:
    """The name tree of destinations (ISO 32000-1, 12.3.2.3). With `elements` (object numbers, by name) they also lead
    to these, as ISO 14289-2, 8.8 asks."""
    names = []
    for key, spot in sorted(destinations.items(), key=lambda item: string_order(item[0])):
        place = f"/XYZ 0 {number(spot.top)} null]"
        source = f"[{reference(pages[spot.sheet])}{place}"
        if elements is not None:
            source = f"<</D{source}/SD[{reference(elements[key])}{place}>>"
        names.append(f"{text_string(key)}{source}")
    return f"<</Dests<</Names[{' '.join(names)}]>>>>"


# ---------------------------------------------------------------- outline


class _Entry(Struct):
    title: str
    destination: str
    kids: list[_Entry] = field(default_factory=list)


def outline(bookmarks: Iterable[Bookmark], destinations: Mapping[str, Spot], addition: Addition) -> int | None:
    """The outline's object number; None when no bookmark leads to a page at hand. The first level is open, so two
    levels show; deeper ones are closed (ISO 32000-1, 12.3.3)."""
    top = _Entry("", "")
    above: list[tuple[int, _Entry]] = [(0, top)]
    for bookmark in bookmarks:
        if bookmark.destination not in destinations:
            continue
        while above[-1][0] >= max(bookmark.level, 1):
            above.pop()
        entry = _Entry(bookmark.title, bookmark.destination)
        above[-1][1].kids.append(entry)
        above.append((max(bookmark.level, 1), entry))
    if not top.kids:
        return None
    root = addition.reserve()
    first, last = _siblings(top.kids, root, 1, addition)
    shown = len(top.kids) + sum(len(entry.kids) for entry in top.kids)
    addition.put(root, f"<</Type/Outlines/First {first} 0 R/Last {last} 0 R/Count {shown}>>")
    return root


def _siblings(entries: Sequence[_Entry], parent: int, level: int, addition: Addition) -> tuple[int, int]:
    numbers = [addition.reserve() for _ in entries]
    for index, entry in enumerate(entries):
        source = f"<</Title{text_string(entry.title)}/Parent {parent} 0 R/Dest{text_string(entry.destination)}"
        if index:
            source += f"/Prev {numbers[index - 1]} 0 R"
        if index + 1 < len(entries):
            source += f"/Next {numbers[index + 1]} 0 R"
        if entry.kids:
            first, last = _siblings(entry.kids, numbers[index], level + 1, addition)
            count = len(entry.kids) if level == 1 else -len(entry.kids)
            source += f"/First {first} 0 R/Last {last} 0 R/Count {count}"
        addition.put(numbers[index], source + ">>")
    return numbers[0], numbers[-1]


# ---------------------------------------------------------------- page labels


def page_labels(folios: Sequence[str]) -> str:
    """The number tree of page labels (ISO 32000-1, 12.4.2): runs of consecutive folios share an entry. A page
    without folio is labelled by its place in brackets, as bibliographers do."""
    entries = []
    previous = ("", -1)
    for sheet, folio in enumerate(folios):
        found = _NUMBERED.fullmatch(folio)
        if found is None:
            entries.append(f"{sheet}<</P{text_string(folio or f'[{sheet + 1}]')}>>")
            previous = ("", -1)
            continue
        prefix, count = found[1], int(found[2])
        if previous != (prefix, count - 1):
            stated = f"/P{text_string(prefix)}" if prefix else ""
            entries.append(f"{sheet}<<{stated}/S/D/St {count}>>")
        previous = (prefix, count)
    return f"<</Nums[{''.join(entries)}]>>"


def _fault(code: str, message: str) -> Problem:
    return Problem(code, message, realm=Realm.OUTPUT)
