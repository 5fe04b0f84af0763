"""A layout → the cover that a binder wants as a file of its own: its four pages on two sheets, with a spine."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from report.model.placed import Layout, Page, Pane, Panel, Placement

MM = 72 / 25.4
LEAST = 8  # pages: below that there is nothing to bind


def spine(layout: Layout, caliper: float) -> float:
    """How thick (mm) the leaves between the covers are, each of `caliper` mm."""
    return (len(layout.pages) - 4) / 2 * caliper


def inner_pages(layout: Layout) -> tuple[int, ...]:
    """The indices of the pages between the covers."""
    return tuple(range(2, len(layout.pages) - 2))


def cover(layout: Layout, caliper: float, ink: str) -> Layout:
    """The outside and the inside of the cover, each as one page: back, spine and front; then the two insides. What
    bleeds towards the spine meets in its middle; a spine that is wider than both bleeds is filled with this ink. Its
    inside is left free for the glue."""
    first, second = layout.pages[:2]
    penultimate, last = layout.pages[-2:]
    back = spine(layout, caliper) * MM
    pages = (
        _spread(layout, last, first, back, ink),
        _spread(layout, second, penultimate, back, ""),
    )
    return replace(layout, pages=pages)


def _spread(layout: Layout, left: Page, right: Page, back: float, ink: str) -> Page:
    bleed, width = layout.bleed, left.width + back + right.width
    meeting = ink and back <= 2 * bleed
    ends = (left.width + back / 2,) * 2 if meeting else (left.width, left.width + back)
    placements = [*left.placements, *_moved(right.placements, left.width + back)]
    panes = [Pane(-bleed, ends[0], len(left.placements)), Pane(ends[1], width + bleed, len(right.placements))]
    if ink and not meeting:
        field = Panel(back, left.height + 2 * bleed, ink)
        placements.append(Placement(field, left.width, -bleed))
        panes.append(Pane(ends[0], ends[1], 1))
    return Page(
        "cover", f"{left.folio}+{right.folio}", False, width, left.height, tuple(placements), panes=tuple(panes)
    )


def _moved(placements: Sequence[Placement], by: float) -> list[Placement]:
    return [replace(placement, x=placement.x + by) for placement in placements]
