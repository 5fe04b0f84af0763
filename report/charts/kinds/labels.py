"""Words beside figures: the labels of rows before them, labels moved apart, and the scale that leaves room for both."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from msgspec import Struct

from report.charts.data import DataRow
from report.charts.stage import Stage

SHARE = 0.36
"""Of the width, for the labels of rows at most."""
MOST_LINES = 3
LEADING = 1.15  # of the size, between the lines of a label
MIDDLE = 0.34  # of the size: how far the baseline lies below the middle of a word
GAP = 8.0  # pt between a label and its figure
LEAST_SHARE = 0.1
"""Of the width, for the figures themselves at least."""


class RowLabels(Struct, frozen=True):
    """Rows' labels in lines, the height of each row and the width of all labels, in pt."""

    lines: tuple[list[str], ...]
    heights: tuple[float, ...]
    wide: float


def row_labels(rows: Sequence[DataRow], stage: Stage, pitch: float, bold: Sequence[DataRow] = ()) -> RowLabels:
    """The labels of rows that are `pitch` (pt) high at least; those in `bold` are emphasised."""
    lines = [stage.folded(row.label, stage.width * SHARE, MOST_LINES, bold=row in bold) for row in rows]
    leading = stage.looks.size * LEADING
    heights = [max(pitch, leading * len(label) + stage.unit * 0.4) for label in lines]
    widths = [stage.wide(line, bold=row in bold) for row, label in zip(rows, lines, strict=True) for line in label]
    return RowLabels(tuple(lines), tuple(heights), max(widths, default=0.0))


def put_label(stage: Stage, lines: Sequence[str], middle: float, *, bold: bool = False) -> None:
    """A row's label at the left edge, its lines about this height (pt)."""
    leading = stage.looks.size * LEADING
    first = middle + stage.looks.size * MIDDLE - (len(lines) - 1) * leading / 2
    for step, line in enumerate(lines):
        stage.words(line, 0.0, first + step * leading, bold=bold)


class Reach(Struct, frozen=True):
    """How far one row goes: from its least value to its greatest, with the words before and behind (pt)."""

    least: float
    most: float
    before: float = 0.0
    behind: float = 0.0


def fitted(stage: Stage, reaches: Sequence[Reach], left: float) -> tuple[float, float]:
    """Points per unit of value, and the x of zero: the largest scale with which all rows and their words stand between
    `left` and the right edge of the figure (pt). A grave doubt where the words leave no room."""
    room = stage.width - left

    def taken(scale: float) -> tuple[float, float]:
        before = max((-reach.least * scale + reach.before for reach in reaches), default=0.0)
        behind = max((reach.most * scale + reach.behind for reach in reaches), default=0.0)
        return max(before, 0.0), max(behind, 0.0)

    span = max((reach.most for reach in reaches), default=0.0) - min((reach.least for reach in reaches), default=0.0)
    if span <= 0:
        return 0.0, left + taken(0.0)[0]
    least, most = 0.0, room / span
    for _ in range(60):
        middle = (least + most) / 2
        if sum(taken(middle)) <= room:
            least = middle
        else:
            most = middle
    if least * span < stage.width * LEAST_SHARE:
        stage.doubt("no-room", "labels and values leave no room for the figures", "set the chart wide, or in thousands")
    return least, left + taken(least)[0]


def apart(wished: Sequence[float], leading: float, top: float, foot: float) -> list[float]:
    """Heights (pt, ascending) moved as little as needed for each to be clear of the next, within top and foot."""
    places: list[float] = []
    for y in wished:
        places.append(max(y, places[-1] + leading) if places else max(y, top))
    limit = foot - leading / 2
    for step in range(len(places) - 1, -1, -1):
        places[step] = min(places[step], limit)
        limit = places[step] - leading
    return places


def spread(count: int, left: float, right: float) -> list[float]:
    """So many places at even distances from left to right (pt); a single one stands in the middle."""
    if count == 1:
        return [(left + right) / 2]
    return [left + (right - left) * index / (count - 1) for index in range(count)]


def put_feet(stage: Stage, labels: Sequence[str], places: Sequence[float], y: float) -> None:
    """Labels of one line centred below their places: all of them, or every second, third … where they would touch.
    The first and the last keep inside the figure."""
    shown = [stage.folded(label, stage.width * 0.5, 1)[0] for label in labels]
    for step in range(1, len(labels) + 1):
        boxes = []
        for index in range(0, len(labels), step):
            half = stage.wide(shown[index]) / 2
            boxes.append((min(max(places[index], half), stage.width - half), half))
        if all(b[0] - b[1] >= a[0] + a[1] + GAP / 2 for a, b in itertools.pairwise(boxes)):
            for index, (x, _) in zip(range(0, len(labels), step), boxes, strict=True):
                stage.words(shown[index], x, y, align="center", ink="k70")
            return
