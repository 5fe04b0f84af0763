"""Groups of rows of the contents → the page and line where each stands; groups that a page cannot hold are divided."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from report.layout.furniture import HEAD_LINE, field_gap
from report.layout.sections import ContentsEntry
from report.model.brand import Grid

FRONT_TOP, FRONT_FOOT, FRONT_ROWS = 7, 10, 5  # five rows end a line lower
END_BELOW, END_ROWS = 1.75, 3
BELOW_HEAD = 2  # lines from the folio to the first row
SAMPLE_LINES = 7  # of a chapter's motif, at most
LEAST_LINES = 4  # of a chapter that has no field of its own
LEAST_SHARE = 2.0  # lines of a field


class Group(Struct, frozen=True):
    """A chapter with its articles, or neighbouring sections outside chapters. `heights` are the rows' lines, `title`
    those of the chapter's title in units. One that is `continued` holds the rest of the chapter before it."""

    chapter: ContentsEntry | None
    rows: tuple[ContentsEntry, ...]
    heights: tuple[int, ...]
    title: int = 0
    continued: bool = False

    @property
    def lines(self) -> int:
        """Its height in units."""
        return max(self.title, sum(self.heights))


class Spot(Struct, frozen=True):
    """Where a group stands: page of the contents (from 0), line of its first baseline, height of its field and of the
    sample of its motif in lines."""

    group: Group
    page: int
    line: float
    field: float
    sample: float = 0.0


def arrange(groups: Sequence[Group], grid: Grid) -> list[Spot]:
    """The design's form when one page holds it: chapters in fields, between the rows in front of them and those after
    them. Else group below group."""
    chapters = [group for group in groups if group.chapter]
    front = groups[0] if groups and not groups[0].chapter else None
    back = groups[-1] if len(groups) > 1 and not groups[-1].chapter else None
    regular = len(chapters) + (front is not None) + (back is not None) == len(groups)
    if not chapters or not regular:
        return _below(groups, grid)
    top: float = grid.first_line
    spots: list[Spot] = []
    if front:
        line = max(_highest(grid), grid.down(FRONT_FOOT) - front.lines + 1)
        spots.append(Spot(front, 0, line, 0.0))
        top = max(top, line + front.lines + 1)
    excess = max(0, back.lines - END_ROWS) if back else 0
    fields = _fields(chapters, grid.last_line - top + 1, excess)
    if not fields:
        return _below(groups, grid)
    sample = min(SAMPLE_LINES, *(high - field_gap(high) for high in fields))
    for group, high in zip(chapters, fields, strict=True):
        spots.append(Spot(group, 0, top, high - field_gap(high), sample))
        top += high
    return [*spots, Spot(back, 0, grid.last_line - excess + END_BELOW, 0.0)] if back else spots


def _highest(grid: Grid) -> float:
    """The first line that rows may stand on, clear of the folio."""
    return max(grid.down(FRONT_TOP), grid.down(HEAD_LINE) + BELOW_HEAD)


def _fields(chapters: Sequence[Group], area: float, excess: int) -> list[float]:
    """The height in lines of each chapter's field: all alike where that holds their rows; else those of long chapters
    are as high as they must be, and the others alike. Empty when the area is too small. The last field gives `excess`
    lines to the rows that follow it."""
    share = area / len(chapters)
    gap = field_gap(share)
    needed = [group.lines + gap for group in chapters]
    if share >= LEAST_SHARE and max(*needed, needed[-1] + excess) <= share:
        return [share] * len(chapters)
    needed = [max(group.lines, LEAST_LINES) + 1.0 for group in chapters]
    area -= excess
    if sum(needed) > area:
        return []
    level = LEAST_LINES + 1.0
    while sum(max(high, level + 1) for high in needed) <= area:
        level += 1
    return [max(high, level) for high in needed]


def _below(groups: Sequence[Group], grid: Grid) -> list[Spot]:
    """Group below group, on as many pages as it takes."""
    headed = [max(LEAST_LINES, group.lines) for group in groups if group.chapter]
    sample = min([SAMPLE_LINES, *headed])
    spots: list[Spot] = []
    page, fresh = 0, True
    line: float = grid.first_line
    if groups and not groups[0].chapter:
        line = _highest(grid)
    for group in groups:
        left: Group | None = group
        while left is not None:
            lines = max(left.lines, LEAST_LINES if left.chapter else 0)
            room = int(grid.last_line - line + 1)
            if lines > room and not fresh:
                page, line, fresh = page + 1, grid.first_line, True
                continue
            part, left = _divided(left, room) if lines > room else (left, None)
            spots.append(Spot(part, page, line, max(part.lines, LEAST_LINES), sample))
            line, fresh = line + max(part.lines, LEAST_LINES if part.chapter else 0) + 1, False
            if group is groups[0] and not group.chapter:
                line = max(line, grid.first_line)
    return spots


def _divided(group: Group, room: int) -> tuple[Group, Group | None]:
    """What of a group fits in so many lines, at least a row of it, and what is left of it."""
    count = taken = 0
    for height in group.heights:
        if count and taken + height > room:
            break
        count, taken = count + 1, taken + height
    part = replace(group, rows=group.rows[:count], heights=group.heights[:count])
    if count == len(group.rows):
        return part, None
    continued = group.continued or group.chapter is not None
    return part, Group(None, group.rows[count:], group.heights[count:], continued=continued)
