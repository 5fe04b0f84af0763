"""Groups of key figures → an arrangement of bands, chosen so that they take the fewest pages, and their pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, floor

from msgspec import Struct
from msgspec.structs import replace

from report.layout.pages.kpis_bands import (
    FIELD_LABEL,
    Band,
    Entry,
    cast_cells,
    cast_field,
    cast_people,
    cast_wide,
    cell_width,
)
from report.layout.pages.kpis_marks import Marked
from report.layout.pages.kpis_tiles import Bars, Cast
from report.layout.room import ComposingRoom

LEAST_CELL = 132.0  # pt: tiles are not narrower where the page allows it
CELLS = (4, 3, 2)  # that divide the page's twelve columns, where there is room for so many
ROWS = 4  # tiles below each other in a cell, unless there are more of them than cells
MOST_ROWS = 6  # of one band
WIDE_TILES = 2  # of the first group, where it stands in the largest type
WIDE_SHARE = 0.5  # of the page's width: what its longest bar has there at least
FIELD_TILES = 3  # of the last group, where it stands on the field
BELOW = 2.25  # units from a band to the next one's label, at least
FIELD_FOOT = 62.5  # line that a field's marks end on
FIELD_ABOVE = 1.5  # units of paper above a field, at least
CLEAR = 0.3  # units below the last line that descenders have


class Row(Struct, frozen=True):
    """What one band shows: groups in cells, or one group of a `kind` of its own."""

    kind: str
    entries: tuple[Entry, ...]


class Stand(Struct, frozen=True):
    """A piece on a page (from 0), with the y of its top in pt. What lies on the field says from which y (pt) the ground
    is the field's: from the top, where nothing else stands on the page."""

    page: int
    y: float
    cast: Cast
    ground: float | None = None


class Area(Struct, frozen=True):
    """Where bands stand: y (pt) of the first one's top on the first page and on others, and of their foot; that of a
    field's content."""

    top: float
    fresh: float
    foot: float
    field_foot: float
    unit: float

    @property
    def tallest(self) -> float:
        return self.foot - self.fresh


class Arranged(Struct, frozen=True):
    """All pieces with their places, the number of pages, whether the first label is alone on its line, and whether
    something is higher than a page."""

    stands: tuple[Stand, ...]
    pages: int
    alone: bool
    too_high: bool = False


def arrange(groups: Sequence[Marked], room: ComposingRoom, area: Area) -> Arranged:
    """The first of these that takes the fewest pages: the first group large and the last one on the field, as far as
    they are such; all in columns but the field; all in columns."""
    found: list[Arranged] = []
    cells = cells_of(room)
    for generous, field in ((True, True), (False, True), (False, False)):
        rows = list(_rows(groups, cells, room, area, generous=generous, field=field))
        bars = _scales(rows, cells, room)
        if generous and not _fills(rows, bars, room):
            continue
        bands = [_cast(row, cells, room, bars, area) for row in rows]
        arranged = _flow(bands, area, alone=_is_alone(rows, cells))
        if arranged.pages == 1 and not arranged.too_high:
            return arranged
        found.append(arranged)
    return min(found, key=lambda one: (one.too_high, one.pages))


def _is_alone(rows: Sequence[Row], cells: int) -> bool:
    """Whether the first label has its line for itself."""
    if not rows or rows[0].kind in ("people", "field"):
        return False
    return rows[0].entries[0].cells == cells


def cells_of(room: ComposingRoom) -> int:
    """How many tiles stand beside each other on this page."""
    return next((count for count in CELLS if cell_width(room, 1, count) >= LEAST_CELL), 1)


def _rows(
    groups: Sequence[Marked], cells: int, room: ComposingRoom, area: Area, *, generous: bool, field: bool
) -> Iterable[Row]:
    """The bands, in the order of the groups."""
    waiting: list[Entry] = []
    for index, marked in enumerate(groups):
        if not marked.tiles:  # the checks have told it
            continue
        kind = _kind(marked, index, len(groups), room, generous=generous, field=field)
        if kind == "field" and cast_field(marked, room).height > area.field_foot - area.fresh:
            kind = "cells"
        if kind == "cells":
            for part, wanted in _parts(marked, cells):
                taken = sum(entry.cells for entry in waiting)
                if taken + wanted > cells:
                    yield Row("cells", _spread(waiting, cells))
                    waiting, taken = [], 0
                waiting.append(Entry(part, taken, wanted, marked.group.tier or 2))
                if marked.group.place == "wide":
                    yield Row("cells", _spread(waiting, cells))
                    waiting = []
            continue
        if waiting:
            yield Row("cells", _spread(waiting, cells))
            waiting = []
        yield Row(kind, (Entry(marked, 0, cells, marked.group.tier or 1),))
    if waiting:
        yield Row("cells", _spread(waiting, cells))


def _kind(marked: Marked, index: int, count: int, room: ComposingRoom, *, generous: bool, field: bool) -> str:
    """What band a group has: as its author says, else by what it shows and where it comes."""
    group = marked.group
    if marked.form == "people":
        return "people"
    if marked.form == "units":
        fit = count > 1 and index == count - 1 and len(marked.tiles) >= FIELD_TILES and not room.grid.narrow
        if group.place == "field" or (field and fit and not group.place and not group.tier):
            return "field"
        return "cells"
    if group.tier == 1 and group.place != "beside":
        return "wide"
    first = generous and index == 0 and len(marked.tiles) <= WIDE_TILES and not room.grid.narrow
    return "wide" if first and not group.tier and not group.place else "cells"


def _parts(marked: Marked, cells: int) -> Iterable[tuple[Marked, int]]:
    """A group with the cells that it wants; one with more tiles than a band holds in parts, under one label."""
    single = marked.form == "units" and len(marked.tiles) > 1
    if marked.group.place == "wide":
        wanted = cells
    else:
        wanted = min(cells, max(1, ceil(len(marked.tiles) / (1 if single else ROWS))))
    most = cells * MOST_ROWS
    if len(marked.tiles) <= most:
        yield marked, wanted
        return
    for start in range(0, len(marked.tiles), most):
        last = start + most >= len(marked.tiles)
        yield (
            replace(
                marked,
                tiles=marked.tiles[start : start + most],
                note=marked.note if last else None,
                continues=start > 0,
            ),
            cells,
        )


def _spread(entries: Sequence[Entry], cells: int) -> tuple[Entry, ...]:
    """The same groups with the cells that are left over, for those with most tiles in a cell."""
    taken = [entry.cells for entry in entries]
    while sum(taken) < cells:
        loads = [len(one.marked.tiles) / count for one, count in zip(entries, taken, strict=True)]
        most = max(range(len(entries)), key=lambda n: loads[n])
        if loads[most] <= 1:
            break
        taken[most] += 1
    found, reached = [], 0
    for entry, count in zip(entries, taken, strict=True):
        found.append(Entry(entry.marked, reached, count, entry.tier))
        reached += count
    return tuple(found)


def _scales(rows: Sequence[Row], cells: int, room: ComposingRoom) -> Bars:
    """For each scale how many pt one of the unit is: such that no bar on it, and no target, is wider than its place."""
    scales: dict[str, float] = {}
    for row in rows:
        width = cell_width(room, 1, cells if row.kind == "cells" else 1)
        for entry in row.entries:
            for tile in entry.marked.tiles if entry.marked.form == "bar" else ():
                longest = max(tile.value, tile.target or 0.0, 100.0 if tile.scale == "%" else 0.0)
                if longest > 0:
                    scales[tile.scale] = min(scales.get(tile.scale, width), width / longest)
    return Bars(scales)


def _fills(rows: Sequence[Row], bars: Bars, room: ComposingRoom) -> bool:
    """Whether the first group has bars that are worth the whole width, if it has bars there."""
    if not rows or rows[0].kind != "wide" or rows[0].entries[0].marked.form != "bar":
        return True
    marked = rows[0].entries[0].marked
    longest = max((bars.length(tile, tile.value) for tile in marked.tiles), default=0.0)
    return bool(marked.group.tier) or longest >= WIDE_SHARE * cell_width(room, 1, 1)


def _cast(row: Row, cells: int, room: ComposingRoom, bars: Bars, area: Area) -> Band:
    first = row.entries[0]
    match row.kind:
        case "wide":
            return cast_wide(first.marked, first.tier, room, bars)
        case "people":
            return cast_people(first.marked, room)
        case "field":
            return cast_field(first.marked, room)
        case _:
            return cast_cells(row.entries, cells, room, bars, area.tallest)


def _flow(bands: Sequence[Band], area: Area, *, alone: bool) -> Arranged:
    """Bands below each other, each on one page as long as a page holds it; a field at the foot of its page."""
    unit = area.unit
    stands: list[Stand] = []
    page, y, fresh, too_high = 0, area.top, True, False
    for band in bands:
        if band.field:
            top = floor(round((area.field_foot - band.height) / unit * 2, 6)) / 2 * unit
            if (not fresh or not page) and top < y + (0.0 if fresh else FIELD_ABOVE * unit):
                page, fresh = page + 1, True
            whole = fresh and page > 0
            if whole:
                top = area.fresh - (FIELD_LABEL - 1) * unit
            stands.append(Stand(page, top, band.pieces[0], 0.0 if whole else top))
            page, y, fresh = page + 1, area.fresh, True
            continue
        if not fresh:
            y = (ceil(round(y / unit + BELOW, 6)) - 1) * unit
        if y + band.height > area.foot and not fresh and band.height <= area.tallest:
            page, y, fresh = page + 1, area.fresh, True
        elif y + band.height > area.foot and fresh and not page and band.height <= area.tallest:
            page, y = page + 1, area.fresh
        for index, piece in enumerate(band.pieces):
            if y + piece.height > area.foot and not fresh:
                page, y = page + 1, area.fresh
                if index:
                    stands.append(Stand(page, y, band.again))
                    y += band.again.height + 0.4 * unit
            too_high = too_high or y + piece.height > area.foot
            stands.append(Stand(page, y, piece))
            y += piece.height
            fresh = False
    return Arranged(tuple(stands), stands[-1].page + 1 if stands else 1, alone, too_high)
