"""Any ReportLab Flowable → a slug of its height; it is split where the column ends, if it can be."""

from __future__ import annotations

from math import ceil
from typing import Protocol, cast

from msgspec import Struct, field

from report.layout.blocks.setting import BlockSetting
from report.layout.galley import Matter, Progress, Slug
from report.layout.room import ComposingRoom
from report.model.content import Foreign
from report.model.placed import PlacedFlowable, Placement, Portion
from report.model.structure import ARTIFACT, Attributes, Element

UNBOUNDED = 1e6  # pt


class Flowable(Protocol):
    """The part of ReportLab's protocol that layout needs."""

    def wrap(self, available_width: float, available_height: float, /) -> tuple[float, float]: ...

    def split(self, available_width: float, available_height: float, /) -> list[Flowable]: ...


class _Foreign(Struct, frozen=True):
    room: ComposingRoom
    flowable: Flowable
    block: int
    leaf: int
    elements: tuple[Element, ...]
    parts: list[tuple[Flowable, float, float]] = field(default_factory=list)  # kept once some of them are placed

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        unit = self.room.grid.unit
        placed = progress.get(self.block, 0)
        if not placed:
            self.parts[:] = self.split(measure)
        slugs: list[Slug] = []
        for index, (part, width, height) in list(enumerate(self.parts))[placed:]:
            portion = Portion(self.block, index, index + 1, len(self.parts))
            placement = Placement(PlacedFlowable(part, width, height, self.leaf), 0.0, unit * 0.25, portion)
            slugs.append(Slug(ceil(round(height / unit, 6)) * unit, (placement,), before=0.0 if index else unit))
        return slugs

    def split(self, measure: float) -> list[tuple[Flowable, float, float]]:
        """The flowable, or its pieces when it is taller than a column and knows how to split."""
        tallest = 48 * self.room.grid.unit
        width, height = self.flowable.wrap(measure, UNBOUNDED)
        if height <= tallest:
            return [(self.flowable, width, height)]
        pieces: list[tuple[Flowable, float, float]] = []
        rest = [self.flowable]
        while rest:
            part = rest.pop(0)
            width, height = part.wrap(measure, tallest)
            split = part.split(measure, tallest) if height > tallest else []
            if len(split) > 1:
                rest = [*split, *rest]
            else:
                pieces.append((part, width, height))
        return pieces


def mark_foreign(block: Foreign, setting: BlockSetting) -> Matter:
    """With alternative text it is one Figure, without it an artifact."""
    room = setting.room
    number = room.ledger.number(block)
    flowable = cast(Flowable, block.flowable)
    if not block.alt:
        return _Foreign(room, flowable, number, ARTIFACT, ())
    leaf = room.leaf("Figure")
    figure = Element("Figure", (leaf,), Attributes(alt=block.alt, box=True))
    return _Foreign(room, flowable, number, leaf.number, (figure,))
