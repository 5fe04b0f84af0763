"""List → L with a label and a body for each item; marks hang in an indent, numbers with their dots below each other."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from report.layout.blocks.setting import BlockSetting
from report.layout.galley import Matter, Progress, Slug, elements_of, shifted
from report.layout.room import ComposingRoom
from report.model.content import ListBlock
from report.model.placed import Placement
from report.model.structure import Attributes, Element
from report.typography.text import Styled

BULLETS = ("\u2022", "\u2013", "\u2022")
SQUARE, SQUARE_SIZE, SQUARE_RISE = "\u25a0", 0.56, 0.11  # a square of 1.2 mm, in parts of the text's size
NUMBERINGS = ("Decimal", "LowerAlpha", "LowerRoman")  # by depth: 1. a. i.
ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class _Item(Struct, frozen=True):
    """One item: its mark, and the matter it holds."""

    mark: Styled
    before: float  # pt, from the list's left edge
    matters: tuple[Matter, ...]


class _List(Struct, frozen=True):
    room: ComposingRoom
    items: tuple[_Item, ...]
    elements: tuple[Element, ...]
    indent: float
    before: float

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        slugs: list[Slug] = []
        for item in self.items:
            begun: list[Slug] = []
            for matter in item.matters:
                begun += matter.cast(measure - self.indent, progress)
            if not begun:
                continue
            moved = [replace(slug, placements=shifted(slug.placements, self.indent, 0.0)) for slug in begun]
            if begun[0].begins:
                mark = self.room.typesetter.line([item.mark])
                # The mark stands on the baseline of the item's first line, the foot of its slug.
                first = moved[0]
                moved[0] = replace(first, placements=(Placement(mark, item.before, first.height), *first.placements))
            slugs += moved
        if slugs and slugs[0].begins:
            slugs[0] = replace(slugs[0], before=self.before)
        return slugs


def mark_list(block: ListBlock, setting: BlockSetting) -> Matter:
    """Bullets are in the chapter's deep ink, numbers in tabular figures (SPEC, Decisions); numbered lists in numbered
    lists count in letters, then in Roman figures."""
    room, stick = setting.room, setting.stick
    role, unit = room.role(stick.role), setting.room.grid.unit
    inner = replace(stick, depth=stick.depth + 1, counted=stick.counted + (block.start is not None))
    numbering = "Disc" if block.start is None else NUMBERINGS[stick.counted % len(NUMBERINGS)]
    features = (*(f for f in role.features if f not in ("pnum", "onum")), "tnum")
    items: list[_Item] = []
    elements: list[Element] = []
    for index, item in enumerate(block.items):
        leaf = room.leaf("Lbl")
        if block.start is None:
            text, ink = BULLETS[stick.depth % len(BULLETS)], stick.inks.deep
        else:
            text, ink = f"{numeral(block.start + index, numbering)}.", role.ink
        mark = room.styled(text, role, leaf.number, ink=ink, features=features, at=item.at)
        if text == BULLETS[0] and room.brand.mark == "square" and any(face.covers(SQUARE) for face in mark.faces):
            mark = replace(mark, text=SQUARE, size=mark.size * SQUARE_SIZE, rise=mark.size * SQUARE_RISE)
        matters = tuple(setting.inner(item.blocks, inner))
        items.append(_Item(mark, 0.0, matters))
        elements.append(Element("LI", (Element("Lbl", (leaf,)), Element("LBody", elements_of(matters)))))
    indent = unit
    if block.start is not None:
        widths = [room.typesetter.width([item.mark]) for item in items]
        widest = max(widths, default=0.0)
        indent = max(unit, widest + unit * 0.4)
        items = [replace(item, before=widest - width) for item, width in zip(items, widths, strict=True)]
    before = 0.0 if stick.depth or setting.previous is None else unit
    listed = Element("L", tuple(elements), Attributes(numbering=numbering))
    return _List(room, tuple(items), (listed,), indent, before)


def numeral(number: int, numbering: str) -> str:
    """A number as its numbering writes it: 4, d or iv. What letters and Roman figures cannot write, figures do."""
    if numbering == "LowerAlpha" and 1 <= number <= 26:
        return chr(ord("a") + number - 1)
    if numbering == "LowerRoman" and 1 <= number < 200:
        figures = ""
        for value, letters in ROMAN:
            while number >= value:
                figures, number = figures + letters, number - value
        return figures
    return str(number)
