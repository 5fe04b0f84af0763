"""Set matter waiting for a column: slugs, the bands that are never cut, and matter, which casts them at a measure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from report.model.placed import Panel, Placement, Portion, Rule, TextLine
from report.model.structure import ARTIFACT, Element

Progress = Mapping[int, int]  # by ledger number, how many pieces of a block stand on a page already


class Slug(Struct, frozen=True):
    """A horizontal band. Placements are relative to its top left corner; a text line's baseline lies on its foot.

    `height` and `before` are in pt and multiples of the baseline unit where the slug stands in text; `before` is the
    space above it, dropped at the top of a column. `keep` ties it to the next slug (a heading, a first line); `bound`
    ties it too, but is cut first where a column cannot hold all that is tied (a box taller than a column).
    `notes` are the slugs of footnotes that it cites; they stand at the foot of the same column. `head` repeats at the
    top of a column that begins with this slug (a table's header). `divided` marks a line that ends in a divided word:
    a column ends there only where no place nearby is as good. `aside` are the slugs of a note in the side margin, level
    with this one; `links` are ledger numbers
    of those whose blocks stand there too, or at the column's foot. What follows begins a
    multiple of `settle` pt below the column's top, where it is not 0: rows of tables leave the grid.
    """

    height: float
    placements: tuple[Placement, ...]
    before: float = 0.0
    keep: bool = False
    bound: bool = False
    notes: tuple[Slug, ...] = ()
    head: tuple[Slug, ...] = ()
    divided: bool = False
    aside: tuple[Slug, ...] = ()
    links: tuple[int, ...] = ()
    settle: float = 0.0

    @property
    def block(self) -> int | None:
        """The ledger number of the first block that it shows a piece of."""
        return next((p.portion.block for p in self.placements if p.portion is not None), None)

    @property
    def begins(self) -> bool:
        """Whether it shows the first piece of a block."""
        return any(p.portion is not None and p.portion.start == 0 for p in self.placements)


class Matter(Protocol):
    """A marked-up block: its elements exist once, its slugs can be cast at any measure."""

    @property
    def elements(self) -> tuple[Element, ...]:
        """The block's structure elements, in reading order, with the notes it cites after it."""
        ...

    def cast(self, measure: float, progress: Progress, /) -> list[Slug]:
        """The block's slugs at this measure in pt, without the pieces that `progress` says are placed."""
        ...


class Wide(Struct, frozen=True):
    """Matter that stands across all text columns of a page."""

    matter: Matter

    @property
    def elements(self) -> tuple[Element, ...]:
        return self.matter.elements

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        return self.matter.cast(measure, progress)


def cast_all(matters: Sequence[Matter], measure: float, progress: Progress) -> list[Slug]:
    """The slugs of all these blocks, one below the other."""
    slugs: list[Slug] = []
    for matter in matters:
        slugs += matter.cast(measure, progress)
    if len(slugs) > 1:
        # The last line of a text never stands alone in a column, be it a paragraph of its own.
        slugs[-2] = replace(slugs[-2], keep=True)
    return slugs


def elements_of(matters: Sequence[Matter]) -> tuple[Element, ...]:
    return tuple(element for matter in matters for element in matter.elements)


def shifted(placements: Sequence[Placement], x: float, y: float) -> tuple[Placement, ...]:
    """The same placements, moved to the right and down by pt."""
    return tuple(Placement(p.item, p.x + x, p.y + y, p.portion) for p in placements)


def as_furniture(slugs: Sequence[Slug]) -> tuple[Slug, ...]:
    """Copies for repetition (a table's header): artifacts that neither the ledger nor the structure counts."""
    return tuple(
        replace(slug, placements=tuple(_furniture(slug.placements)), notes=(), aside=(), links=()) for slug in slugs
    )


def _furniture(placements: Sequence[Placement]) -> Iterator[Placement]:
    for placement in placements:
        item = placement.item
        if isinstance(item, TextLine):
            runs = tuple(replace(run, leaf=ARTIFACT) for run in item.runs)
            yield Placement(TextLine(runs, item.width), placement.x, placement.y)
        elif isinstance(item, Panel | Rule):
            yield Placement(item, placement.x, placement.y)


def keep_together(slugs: Sequence[Slug]) -> list[Slug]:
    """Ties all slugs to each other, so that no column ends among them as long as it can hold them."""
    return [replace(slug, bound=True) for slug in slugs[:-1]] + list(slugs[-1:])


def settled(y: float, slug: Slug) -> float:
    """How far (pt) below the column's top the next slug begins when this one ends at y."""
    return ceil(round(y / slug.settle, 6)) * slug.settle if slug.settle else y


def stack_height(slugs: Sequence[Slug]) -> float:
    """Height in pt of slugs below each other, without the space above the first."""
    y = 0.0
    for index, slug in enumerate(slugs):
        y = settled(y + (slug.before if index else 0.0) + slug.height, slug)
    return y


def stack(slugs: Sequence[Slug], x: float, y: float, above: float = 0.0) -> tuple[Placement, ...]:
    """The placements of slugs below each other from this top left corner, `above` (pt) being taken already."""
    placements: list[Placement] = []
    reached = above
    for index, slug in enumerate(slugs):
        reached += slug.before if index else 0.0
        placements += shifted(slug.placements, x, y + reached)
        reached = settled(reached + slug.height, slug)
    return tuple(placements)


def levelled(slugs: Sequence[Slug]) -> list[Slug]:
    """The same slugs, those that settle being as high as that takes: for boxes and bars, which leave no gaps."""
    found: list[Slug] = []
    y = 0.0
    for index, slug in enumerate(slugs):
        y += (slug.before if index else 0.0) + slug.height
        below = settled(y, slug)
        found.append(replace(slug, height=slug.height + below - y, settle=0.0) if slug.settle else slug)
        y = below
    return found


def whole(block: int) -> Portion:
    """The portion of a block that stands in one piece."""
    return Portion(block, 0, 1, 1)
