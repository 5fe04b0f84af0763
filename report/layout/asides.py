"""Notes and links beside columns → the side margin: notes level with their text, links from the first line down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from report.errors import Problem
from report.layout.columns import EPSILON, Filled, Frame
from report.layout.galley import Slug, settled, stack, stack_height
from report.layout.links import PITCH, list_link, margin_block
from report.layout.markup import NumberedLink
from report.layout.room import ComposingRoom
from report.layout.sheet import Sheet


def put_asides(
    room: ComposingRoom, sheet: Sheet, slugs: Sequence[Slug], columns: Sequence[Filled], frames: Sequence[Frame]
) -> None:
    """Place the notes of these columns, from the highest down, then the blocks of their links; a unit stays free
    between two of them. A note that goes below the last line of the text area is an error."""
    x, unit = sheet.margin_x, room.grid.unit
    if x is None:
        return
    found = [one for column, frame in zip(columns, frames, strict=False) for one in _levels(slugs, column, frame)]
    for level, aside in sorted(found, key=lambda one: one[0]):
        top = level - aside[0].height
        if sheet.margin_foot:
            top = max(top, sheet.margin_foot + unit)
        top = sheet.free_top(top, stack_height(aside))
        sheet.add(stack(aside, x, top))
        sheet.margin_foot = top + stack_height(aside)
        sheet.taken.append((top, sheet.margin_foot))
        excess = sheet.margin_foot - room.grid.line(room.grid.last_line)
        if excess > EPSILON and aside[0].block is not None:
            message = f"this note runs {excess / 72 * 25.4:.0f} mm below the side margin of page {sheet.folio}"
            hint = "shorten it or the notes above it on that page, or make it a footnote"
            room.problems.append(Problem("margin-full", message, room.ledger.entries[aside[0].block].at, hint))
    links = [
        room.numbered[link] for column in columns for slug in slugs[column.start : column.stop] for link in slug.links
    ]
    put_links(room, sheet, links, frames[0].top + unit)


def put_links(room: ComposingRoom, sheet: Sheet, links: Sequence[NumberedLink], first: float) -> None:
    """Place the blocks of links in the side margin, each 13 lines below the one before it, the first of a page level
    with its first line of text, the baseline `first` (pt). What has no room goes to the list at the end."""
    x, unit = sheet.margin_x, room.grid.unit
    if x is None:
        return
    for link in links:
        slug, whole = margin_block(room, link, room.grid.span(room.grid.margin_columns))
        top = sheet.free_top((sheet.link_line or first) - unit, slug.height)
        if top + slug.height > room.grid.line(room.grid.last_line + 1) + EPSILON:
            list_link(room, link, stands=True)
            continue
        sheet.add(stack([slug], x, top))
        sheet.taken.append((top, top + slug.height))
        sheet.link_line = max(top + unit + PITCH * unit, top + slug.height + 2 * unit)
        if not whole:
            list_link(room, link, stands=False)


def _levels(slugs: Sequence[Slug], column: Filled, frame: Frame) -> Iterator[tuple[float, Sequence[Slug]]]:
    """For each note of a column the baseline (pt) that its first line stands level with, and its slugs."""
    if column.stop == column.start:
        return
    y = stack_height(slugs[column.start].head)
    for index in range(column.start, column.stop):
        slug = slugs[index]
        y += slug.before if index > column.start else 0.0
        first = next((p.y for p in slug.placements if p.portion is not None), slug.height)
        if slug.aside:
            yield frame.top + y + first, slug.aside
        y = settled(y + slug.height, slug)
