"""List → L with a label and a body for each item; marks hang in an indent of one unit."""

from __future__ import annotations

from dataclasses import dataclass, replace

from report.layout.blocks.setting import BlockSetting
from report.layout.galley import Matter, Progress, Slug, elements_of, shifted
from report.layout.room import ComposingRoom
from report.model.content import ListBlock
from report.model.placed import Placement
from report.model.structure import Attributes, Element
from report.typography.text import Styled

BULLETS = ("\u2022", "\u2013", "\u2022")


@dataclass(frozen=True, slots=True)
class _Item:
    """One item: its mark, and the matter it holds."""

    mark: Styled
    matters: tuple[Matter, ...]


@dataclass(frozen=True, slots=True)
class _List:
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
            if _begins(begun[0]):
                mark = self.room.typesetter.line([item.mark])
                # The mark stands on the baseline of the item's first line, the foot of its slug.
                first = moved[0]
                moved[0] = replace(first, placements=(Placement(mark, 0.0, first.height), *first.placements))
            slugs += moved
        if slugs and _begins(slugs[0]):
            slugs[0] = replace(slugs[0], before=self.before)
        return slugs


def _begins(slug: Slug) -> bool:
    """Whether a slug holds the first piece of its block."""
    return any(p.portion is not None and p.portion.start == 0 for p in slug.placements)


def mark_list(block: ListBlock, setting: BlockSetting) -> Matter:
    """Bullets are in the chapter's deep ink, numbers in tabular figures (SPEC, Decisions)."""
    room, stick = setting.room, setting.stick
    role = room.role(stick.role)
    inner = replace(stick, depth=stick.depth + 1)
    items: list[_Item] = []
    elements: list[Element] = []
    for index, item in enumerate(block.items):
        leaf = room.leaf("Lbl")
        if block.start is None:
            text, ink = BULLETS[stick.depth % len(BULLETS)], stick.inks.deep
        else:
            text, ink = f"{block.start + index}.", role.ink
        features = (*(f for f in role.features if f != "pnum"), "tnum")
        mark = room.styled(text, role, leaf.number, ink=ink, features=features, at=item.at)
        matters = tuple(setting.inner(item.blocks, inner))
        items.append(_Item(mark, matters))
        label = Element("Lbl", (leaf,))
        elements.append(Element("LI", (label, Element("LBody", elements_of(matters)))))
    numbering = "Disc" if block.start is None else "Decimal"
    unit = room.grid.unit
    widest = max((room.typesetter.width([item.mark]) for item in items), default=0.0)
    indent = unit if block.start is None else max(unit, widest + unit * 0.4)
    before = 0.0 if stick.depth or setting.previous is None else unit
    listed = Element("L", tuple(elements), Attributes(numbering=numbering))
    return _List(room, tuple(items), (listed,), indent, before)
