"""Heights of rows → which of them stand on which page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

EPSILON = 1e-6


class Band(Struct, frozen=True, gc=False):
    """A row as paging sees it, in pt: its height and the space above it, which is dropped at the top of a page.

    `tied` rows end no page; where one ends with this row, `carried` stands below it. `head` is what stands above the
    row where a page begins with it: a table's header, what goes on, what is brought forward."""

    height: float
    before: float = 0.0
    tied: bool = False
    carried: float = 0.0
    head: float = 0.0


def page_ends(bands: Sequence[Band], first: float, room: float, tail: float = 0.0) -> list[int]:
    """For each page the number of the row after its last one. `first` is the room (pt) on the page that the rows begin
    on, `room` that on a fresh one; `tail` stands below the last row and takes some rows with it to the next page.

    The first page stays empty where what is tied to the first row would fit on a fresh one. Ties are cut only where no
    page holds what is tied, and a row higher than a page stands on one alone. Takes time linear in rows."""
    ends: list[int] = []
    start, left = 0, first
    while start < len(bands):
        end = _page_end(bands, start, left, tail, fresh=bool(ends))
        if end == start:
            if ends or room <= first + EPSILON:
                end = max(start + 1, _cut(bands, start, left, fresh=bool(ends)))
            else:
                wanted = _page_end(bands, start, room, tail, fresh=True)
                end = start if wanted > start else max(start + 1, _cut(bands, start, left, fresh=False))
        ends.append(end)
        start, left = end, room
    return ends


def _page_end(bands: Sequence[Band], start: int, room: float, tail: float, *, fresh: bool) -> int:
    """The latest end that breaks no tie; `start` where there is none."""
    best = start
    for index, used in _heights(bands, start, fresh):
        if used > room + EPSILON:
            break
        last = index == len(bands) - 1
        if last and (used + tail <= room + EPSILON or best == start):
            return index + 1
        if not last and not bands[index].tied and used + bands[index].carried <= room + EPSILON:
            best = index + 1
    return best


def _cut(bands: Sequence[Band], start: int, room: float, *, fresh: bool) -> int:
    """After the last row that fits, ties or not."""
    end = start
    for index, used in _heights(bands, start, fresh):
        if used + bands[index].carried > room + EPSILON:
            break
        end = index + 1
    return end


def _heights(bands: Sequence[Band], start: int, fresh: bool) -> Iterator[tuple[int, float]]:
    """Each row from this one on, and how far down (pt) its page it reaches."""
    used = bands[start].head - bands[start].before if fresh else 0.0
    for index in range(start, len(bands)):
        used += bands[index].before + bands[index].height
        yield index, used
