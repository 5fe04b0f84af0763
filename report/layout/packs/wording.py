"""Words of a pack → copy and lines: as they are written, nothing in them quoted or marked up."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from report.layout.room import ComposingRoom
from report.layout.sheet import Sheet
from report.model.brand import TypeRole
from report.model.pack import ItemKind
from report.model.placed import LinkSpot, TextLine
from report.model.structure import ARTIFACT, Element, Leaf, ObjectLeaf
from report.typography.text import Breaking, Styled

KINDS: dict[ItemKind, str] = {"decide": "for decision", "discuss": "for discussion", "note": "for information"}
"""What an item's kind is called, before translation."""
ACCENT = "gold"


class Worded(Struct, frozen=True):
    """Words to be set: one stretch and the leaf that it fills."""

    stretches: tuple[Styled, ...]
    leaf: Leaf


def item_role(room: ComposingRoom) -> TypeRole:
    """The type of an agenda item's title (SPEC, Type: Agenda item 13.5 pt on the baseline grid)."""
    role = room.role("second-title")
    axes = tuple((axis, 24.0 if axis == "opsz" else value) for axis, value in role.axes)
    leading = 1.25 * room.grid.unit
    return replace(role, name="agenda-item", size=13.5, leading=leading, tracking=-0.01, axes=axes, steps=())


def worded(room: ComposingRoom, text: str, role: str | TypeRole, *, tag: str = "P", ink: str = "") -> Worded:
    """Words in a role of the brand, for an element with this tag."""
    leaf = room.leaf(tag)
    kind = room.role(role) if isinstance(role, str) else role
    return Worded((room.styled(text, kind, leaf.number, ink=ink),), leaf)


def line_of(room: ComposingRoom, words: Worded) -> TextLine:
    """The words on one line, at their natural width."""
    return room.typesetter.line(words.stretches)


def lines_of(room: ComposingRoom, words: Worded, measure: float) -> tuple[TextLine, ...]:
    """The words in lines of at most this measure (pt); what is longer is cut."""
    return room.lines(words.stretches, measure, Breaking(cut=True))


def put_lines(sheet: Sheet, lines: Sequence[TextLine], x: float, y: float, leading: float) -> float:
    """Place lines from a first baseline on (pt); returns the last baseline."""
    for index, line in enumerate(lines):
        sheet.put(line, x, y + index * leading)
    return y + max(0, len(lines) - 1) * leading


def put_paragraph(
    room: ComposingRoom, sheet: Sheet, text: str, role: str, x: float, y: float, measure: float, ink: str = ""
) -> tuple[Element, float]:
    """Place a paragraph; returns its element and its last baseline."""
    words = worded(room, text, role, ink=ink)
    foot = put_lines(sheet, lines_of(room, words, measure), x, y, room.role(role).leading)
    return Element("P", (words.leaf,)), foot


def put_page(room: ComposingRoom, sheet: Sheet, page: str, role: str, right: float, y: float, tag: str) -> Leaf:
    """Place a page number, flush right at `right` (pt)."""
    words = worded(room, f" {page}", role, tag=tag)
    line = line_of(room, words)
    sheet.put(line, right - line.width, y)
    return words.leaf


def link(
    sheet: Sheet, room: ComposingRoom, anchor: str, told: str, box: tuple[float, float, float, float]
) -> ObjectLeaf:
    """Make an area (x, y of its top left corner, width, height in pt) a link; returns the leaf of its element."""
    leaf = room.object_leaf()
    x, y, width, height = box
    sheet.put(LinkSpot(width, height, f"#{anchor}", told, leaf.number), x, y)
    return leaf


def weekday_of(room: ComposingRoom, written: str) -> str:
    """A date in words, with its day of the week, as a sentence begins."""
    import datetime

    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date as in_words

    try:
        locale = Locale.parse(room.language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    words = in_words(datetime.date.fromisoformat(written), "full", locale=locale)
    return words[:1].upper() + words[1:]


def unmarked(room: ComposingRoom, text: str, role: str, ink: str = "") -> TextLine:
    """A line that is an artifact."""
    return room.typesetter.line([room.styled(text, room.role(role), ARTIFACT, ink=ink)])
