"""Description list → L with each term as label, its description indented below it."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from report.layout.blocks.setting import BlockSetting, CopyMatter, mark_notes
from report.layout.galley import Matter, Progress, Slug, cast_all, elements_of, shifted
from report.layout.lines import LineStyle
from report.layout.markup import mark_up
from report.layout.room import ComposingRoom
from report.model.content import DescriptionList
from report.model.structure import Element


class _Described(Struct, frozen=True):
    """A term, which is kept with what follows, and the matter that describes it."""

    term: Matter
    matters: tuple[Matter, ...]


class _Descriptions(Struct, frozen=True):
    room: ComposingRoom
    items: tuple[_Described, ...]
    elements: tuple[Element, ...]
    before: float

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        unit = self.room.grid.unit
        slugs: list[Slug] = []
        for item in self.items:
            slugs += item.term.cast(measure, progress)
            described = cast_all(item.matters, measure - unit, progress)
            slugs += [replace(slug, placements=shifted(slug.placements, unit, 0.0)) for slug in described]
        if slugs and slugs[0].begins:
            slugs[0] = replace(slugs[0], before=self.before)
        return slugs


def mark_descriptions(block: DescriptionList, setting: BlockSetting) -> Matter:
    """Terms are bold, on lines of their own; a term without a description stands above the next one."""
    room, stick = setting.room, setting.stick
    inner = replace(stick, depth=stick.depth + 1)
    items: list[_Described] = []
    elements: list[Element] = []
    for item in block.items:
        copy = mark_up(item.term, room, stick, tag="Lbl", bold=True)
        notes = mark_notes([copy], setting)
        style = LineStyle(room.role(stick.role), orphans=0)
        number = room.ledger.number(item.term)
        label = Element("Lbl", copy.kids)
        term = CopyMatter(room, copy, style, number, (label,), notes, keep=True)
        matters = tuple(setting.inner(item.blocks, inner))
        items.append(_Described(term, matters))
        elements.append(Element("LI", (label, Element("LBody", (*notes.elements, *elements_of(matters))))))
    before = 0.0 if stick.depth or setting.previous is None else room.grid.unit
    return _Descriptions(room, tuple(items), (Element("L", tuple(elements)),), before)
