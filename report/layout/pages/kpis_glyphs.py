"""Counts → drawings of marks: squares in a crop, circles, signs or persons, one for each."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from report.layout.vectors import fitted, pen_ink
from report.model.placed import Drawing, Strokes, Tint
from report.model.structure import ARTIFACT
from report.model.vector import Vector

HUNDREDTHS = 100  # of a pt, the unit of a drawing's paths
LINE = 0.65  # pt: the outline of a mark that is filled with the accent
CROPS = ("solid", "furrow", "swathe", "outline", "dots", "halves")
PERSON = (6.6, 13.4)  # pt: width and height of a person
_ROUND = 0.5523  # of a radius: where the handles of a quarter of a circle stand

Mark = Tint | Strokes


class Inks(Struct, frozen=True):
    """The ink that marks are drawn in, what they stand on, and what one that is `own` is filled with; it is `lined`
    where that is too faint by itself."""

    ink: str = "ink"
    ground: str = "paper"
    accent: str = "gold"
    lined: bool = True


class Marks(Struct, frozen=True):
    """How marks stand: the size of one and the distance from one to the next in pt, and how many in a row."""

    size: float
    pitch: float
    per_row: int

    def extent(self, count: int) -> tuple[float, float]:
        """Width and height of so many of them, in pt."""
        rows, columns = -(-count // self.per_row), min(count, self.per_row)
        return (
            (columns - 1) * self.pitch + self.size if count else 0.0,
            (rows - 1) * self.pitch + self.size if count else 0.0,
        )

    def places(self, count: int) -> Iterator[tuple[float, float]]:
        """The top left corner of each."""
        for index in range(count):
            yield index % self.per_row * self.pitch, index // self.per_row * self.pitch


def draw_marks(
    count: int, marks: Marks, crop: str, inks: Inks, leaf: int = ARTIFACT, *, rounded: bool = False
) -> Drawing:
    """So many squares, or circles where the brand's marks are round, in one crop; `own` is the accent's."""
    shape = _circle_crop if rounded else _square_crop
    width, height = marks.extent(count)
    filled: dict[str, list[str]] = {}
    stroked: dict[tuple[str, float], list[str]] = {}
    for x, y in marks.places(count):
        for ink, thick, path in shape(crop, x, y, marks.size, inks):
            if thick:
                stroked.setdefault((ink, thick), []).append(path)
            else:
                filled.setdefault(ink, []).append(path)
    found: list[Mark] = [Tint(ink, " ".join(paths), even_odd=True) for ink, paths in filled.items()]
    found += [Strokes(ink, " ".join(paths), thick) for (ink, thick), paths in stroked.items()]
    return Drawing(width, height, tuple(found), leaf)


def draw_signs(count: int, marks: Marks, icon: Vector, inks: Inks, leaf: int = ARTIFACT) -> Drawing:
    """So many of an icon, each in the middle of its square."""
    width, height = marks.extent(count)
    scale = fitted(icon, marks.size, marks.size)
    left, top = (marks.size - icon.width * scale) / 2, (marks.size - icon.height * scale) / 2
    found: list[Mark] = []
    for contour in icon.contours:
        path = " ".join(
            " ".join([*_scaled(numbers, scale, x + left, y + top), operator])
            for x, y in marks.places(count)
            for operator, numbers in contour.steps
        )
        if contour.fill is not None:
            found.append(Tint(_ink(pen_ink(contour.fill), inks), path, even_odd=contour.even_odd))
        if contour.stroke is not None:
            ink = _ink(pen_ink(contour.stroke), inks)
            found.append(Strokes(ink, path, max(0.25, contour.width * scale), contour.round_ends))
    return Drawing(width, height, tuple(found), leaf)


def draw_people(counts: list[int], per_row: int, pitch: float, row: float, inks: Inks, leaf: int) -> Drawing:
    """A row of persons, or several, `row` pt apart: the first kind in ink, the second filled with the accent, others in
    outline and grey in turn."""
    styles = ((inks.ink, ""), (inks.accent, inks.ink if inks.lined else ""), (inks.ground, inks.ink), ("k40", ""))
    found: list[Mark] = []
    index = 0
    for kind, count in enumerate(counts):
        fill, outline = styles[kind % len(styles)]
        paths = [
            _person((index + n) % per_row * pitch, (index + n) // per_row * row, LINE if outline else 0.0)
            for n in range(count)
        ]
        index += count
        if paths:
            path = " ".join(paths)
            found.append(Tint(fill, path))
            found += [Strokes(outline, path, LINE)] if outline else []
    total = sum(counts)
    rows = -(-total // per_row)
    width = (min(total, per_row) - 1) * pitch + PERSON[0]
    return Drawing(width, (rows - 1) * row + PERSON[1], tuple(found), leaf)


def _ink(name: str, inks: Inks) -> str:
    return inks.ink if name == "ink" else inks.ground


def _square_crop(crop: str, x: float, y: float, size: float, inks: Inks) -> Iterator[tuple[str, float, str]]:
    """Ink, thickness (0: filled) and path of the parts of a square."""
    thick = size * 0.115
    inner = (x + thick / 2, y + thick / 2, size - thick, size - thick)
    match crop:
        case "own":
            yield inks.accent, 0.0, _box(x, y, size, size)
            half = LINE / 2
            if inks.lined:
                yield inks.ink, LINE, _box(x + half, y + half, size - LINE, size - LINE)
        case "furrow":
            line = size * 0.085
            yield inks.ink, line, _box(x + line / 2, y + line / 2, size - line, size - line)
            step = size / 5
            yield inks.ink, 0.0, " ".join(_box(x + step * n - line / 2, y, line, size) for n in range(1, 5))
        case "swathe":
            high = size * 0.15
            step = (size - high) / 3
            yield inks.ink, 0.0, " ".join(_box(x, y + step * n, size, high) for n in range(4))
        case "outline":
            yield inks.ink, thick, _box(*inner)
        case "dots":
            radius, step = size * 0.125, size * 0.36
            places = ((x + size / 2 + step * i, y + size / 2 + step * j) for j in (-1, 0, 1) for i in (-1, 0, 1))
            yield inks.ink, 0.0, " ".join(_circle(cx, cy, radius) for cx, cy in places)
        case "halves":
            high = size * 0.42
            yield inks.ink, 0.0, f"{_box(x, y, size, high)} {_box(x, y + size - high, size, high)}"
        case _:
            yield inks.ink, 0.0, _box(x, y, size, size)


def _circle_crop(crop: str, x: float, y: float, size: float, inks: Inks) -> Iterator[tuple[str, float, str]]:
    """The same for a circle."""
    cx, cy, r = x + size / 2, y + size / 2, size / 2
    thick = size * 0.09
    ring = _circle(cx, cy, r - thick / 2)
    match crop:
        case "own":
            yield inks.accent, 0.0, _circle(cx, cy, r)
            if inks.lined:
                yield inks.ink, LINE, _circle(cx, cy, r - LINE / 2)
        case "furrow":
            yield inks.ink, 0.0, f"{_circle(cx, cy, r)} {_circle(cx, cy, r * 0.5)}"
        case "swathe" | "outline":
            yield inks.ink, thick if crop == "outline" else thick / 2, ring
        case "dots":
            yield inks.ink, thick, ring
            yield inks.ink, 0.0, _circle(cx, cy, r * 0.45)
        case "halves":
            yield inks.ink, 0.0, _circle(cx, cy, r * 0.55)
        case _:
            yield inks.ink, 0.0, _circle(cx, cy, r)


def _person(x: float, y: float, line: float) -> str:
    """Head and shoulders, so far inside their box that an outline stays in it."""
    width, height = PERSON
    inset = line / 2
    head = 2.65 - inset
    top, left, right, foot = y + 6.0 + inset, x + inset, x + width - inset, y + height - inset
    bend = min(2.9, (right - left) / 2)
    off = bend * (1 - _ROUND)
    body = " ".join(
        [
            _point(left, foot, "m"),
            _point(left, top + bend, "l"),
            _curve(left, top + off, left + off, top, left + bend, top),
            _point(right - bend, top, "l"),
            _curve(right - off, top, right, top + off, right, top + bend),
            _point(right, foot, "l"),
            "h",
        ]
    )
    return f"{_circle(x + width / 2, y + 2.65, head)} {body}"


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"{_whole(x)} {_whole(y)} {_whole(width)} {_whole(height)} re"


def _circle(x: float, y: float, radius: float) -> str:
    handle = radius * _ROUND
    return " ".join(
        [
            _point(x - radius, y, "m"),
            _curve(x - radius, y - handle, x - handle, y - radius, x, y - radius),
            _curve(x + handle, y - radius, x + radius, y - handle, x + radius, y),
            _curve(x + radius, y + handle, x + handle, y + radius, x, y + radius),
            _curve(x - handle, y + radius, x - radius, y + handle, x - radius, y),
            "h",
        ]
    )


def draw_pin(length: float, thickness: float, head: float, ink: str) -> Drawing:
    """A line that ends in a disc, `head` pt across, whose far edge is the length; a length under that is the disc."""
    middle = head / 2
    end = max(length, head)
    line = _box(0.0, middle - thickness / 2, end - middle, thickness)
    return Drawing(end, head, (Tint(ink, line), Tint(ink, _circle(end - middle, middle, middle))))


def draw_arrow(size: float, way: int, ink: str, *, hollow: bool) -> Drawing:
    """A triangle that points up (1) or down (-1)."""
    inset = LINE / 2 if hollow else 0.0
    base, tip = (size - inset, inset) if way > 0 else (inset, size - inset)
    path = " ".join([_point(inset, base, "m"), _point(size - inset, base, "l"), _point(size / 2, tip, "l"), "h"])
    return Drawing(size, size, (Strokes(ink, path, LINE) if hollow else Tint(ink, path),))


def _curve(*numbers: float) -> str:
    return " ".join([*map(_whole, numbers), "c"])


def _point(x: float, y: float, operator: str) -> str:
    return f"{_whole(x)} {_whole(y)} {operator}"


def _scaled(numbers: tuple[float, ...], scale: float, x: float, y: float) -> Iterator[str]:
    for index, number in enumerate(numbers):
        yield _whole(number * scale + (y if index % 2 else x))


def _whole(number: float) -> str:
    return f"{number * HUNDREDTHS:.0f}"
