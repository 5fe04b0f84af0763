"""Turns an SVG file of the project into a vector image cut to its ink, or tells what it cannot hold."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

from msgspec.structs import replace

from report.errors import Location
from report.model.colour import RGB
from report.model.vector import Contour, Step, Vector
from report.sources.project import Project

VECTOR_LIMIT = 1_000_000  # bytes: a signature or logo has some thousands
STEPS_LIMIT = 50_000  # path segments of one file
ENDING = ".svg"

# what is in the file's words but not in its outlines, and what to do about it
_REFUSED = {
    "text": "Turn its text into outlines before you save it.",
    "image": "It holds a photo: save it as PNG instead.",
    "use": "Save it with its symbols expanded.",
    "foreignObject": "Save it as plain SVG.",
    "linearGradient": "Give it plain colours.",
    "radialGradient": "Give it plain colours.",
    "pattern": "Give it plain colours.",
    "filter": "Save it without effects.",
    "mask": "Save it without masks.",
    "clipPath": "Save it without clipping paths.",
}
_TAG = re.compile(rf"<(?:[A-Za-z]\w*:)?({'|'.join(_REFUSED)})\b")


def read_vector(project: Project, name: str, at: Location) -> Vector | None:
    """The drawing in an SVG file; None when there is none, which is then a problem at `at`."""
    if not project.asset(name, at):
        return None
    return vector_of(project, name, (project.root / name).read_bytes(), at)


def vector_of(project: Project, name: str, data: bytes, at: Location) -> Vector | None:
    """The drawing that an SVG file of this name holds; None when it holds none, which is then a problem at `at`."""
    hint = "Save it anew as plain SVG."
    if len(data) > VECTOR_LIMIT:
        project.problem("vector-refused", f"{name} is larger than {VECTOR_LIMIT // 1_000_000} MB.", at, hint)
        return None
    text = data.decode("utf-8", "replace")
    if "<!ENTITY" in text:
        project.problem("vector-refused", f"{name} defines entities.", at, hint)
        return None
    if found := _TAG.search(text):
        project.problem("vector-refused", f"{name} has <{found[1]}> in it.", at, _REFUSED[found[1]])
        return None
    contours = _contours(data)
    if contours is None:
        project.problem("vector-unreadable", f"{name} is no SVG that can be read.", at, hint)
        return None
    if sum(len(contour.steps) for contour in contours) > STEPS_LIMIT:
        project.problem("vector-refused", f"{name} has more than {STEPS_LIMIT} segments.", at, "Simplify its paths.")
        return None
    drawing = _cut(_without_background(contours))
    if drawing is None:
        project.problem("vector-refused", f"Nothing is drawn in {name}.", at, "Is it empty, or white on white?")
    return drawing


def _contours(data: bytes) -> list[Contour] | None:
    import io

    from svgelements import SVG, Path, Shape

    try:
        drawing = SVG.parse(io.BytesIO(data), reify=True)
        found = []
        for element in drawing.elements():
            if isinstance(element, Shape):
                path = Path(element)
                path.approximate_arcs_with_cubics()
                contour = _contour(path)
                if contour is not None:
                    found.append(contour)
        return found
    except Exception:  # the library raises whatever the file provokes
        return None


def _without_background(contours: list[Contour]) -> list[Contour]:
    """The contours without the white sheet that programs lay beneath them; a drawing all in white keeps all."""
    first = next((n for n, contour in enumerate(contours) if contour.stroke or contour.fill != (1.0, 1.0, 1.0)), 0)
    return contours[first:]


def _contour(path: Any) -> Contour | None:
    fill, stroke = _colour(path.fill), _colour(path.stroke)
    width = float(path.stroke_width or 0.0)
    if not width:
        stroke = None
    steps = tuple(_steps(path))
    if all(operator in "ml" for operator, _ in steps) and len(steps) < 3:
        fill = None  # a line encloses nothing
    if not steps or (fill is None and stroke is None):
        return None
    if not all(math.isfinite(number) for _, numbers in steps for number in numbers):
        raise ValueError("a coordinate is no number")
    round_ends = path.values.get("stroke-linecap") == "round"
    even_odd = path.values.get("fill-rule") == "evenodd"
    return Contour(steps, fill, stroke, width if stroke else 0.0, round_ends, even_odd)


def _colour(colour: Any) -> RGB | None:
    """A colour's sRGB parts; None for none. What is less than half opaque is left out."""
    if colour is None or colour.value is None or colour.opacity < 0.5:
        return None
    return colour.red / 255, colour.green / 255, colour.blue / 255


def _steps(path: Any) -> Iterator[Step]:
    from svgelements import Close, CubicBezier, Line, Move, QuadraticBezier

    for part in path:
        match part:
            case Move():
                yield "m", (part.end.x, part.end.y)
            case Close():
                yield "h", ()
            case Line():
                yield "l", (part.end.x, part.end.y)
            case QuadraticBezier():
                (x0, y0), (x1, y1), (x2, y2) = part.start, part.control, part.end
                first = x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3
                yield "c", (*first, x2 + (x1 - x2) * 2 / 3, y2 + (y1 - y2) * 2 / 3, x2, y2)
            case CubicBezier():
                yield "c", (*part.control1, *part.control2, *part.end)
            case _:
                raise ValueError(f"no way to draw {type(part).__name__}")


def _cut(contours: list[Contour]) -> Vector | None:
    """The drawing moved so that its ink begins at 0, 0; None when it has no extent."""
    boxes = [_box(contour) for contour in contours]
    if not boxes:
        return None
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    width, height = max(box[2] for box in boxes) - left, max(box[3] for box in boxes) - top
    if width <= 0 or height <= 0:
        return None
    return Vector(width, height, tuple(_moved(contour, left, top) for contour in contours))


def _box(contour: Contour) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a path with its stroke."""
    around = contour.width / 2
    xs: list[float] = []
    ys: list[float] = []
    x = y = 0.0
    for _, numbers in contour.steps:
        if len(numbers) == 6:
            xs += _extent(x, numbers[0], numbers[2], numbers[4])
            ys += _extent(y, numbers[1], numbers[3], numbers[5])
        elif numbers:
            xs.append(numbers[0])
            ys.append(numbers[1])
        if numbers:
            x, y = numbers[-2:]
    return min(xs) - around, min(ys) - around, max(xs) + around, max(ys) + around


def _extent(p0: float, p1: float, p2: float, p3: float) -> list[float]:
    """Least and greatest value of a cubic curve: at its ends, or where its slope is nil."""
    a, b, c = -p0 + 3 * p1 - 3 * p2 + p3, 2 * (p0 - 2 * p1 + p2), p1 - p0
    turns: list[float] = []
    if abs(a) < 1e-12:
        turns = [-c / b] if abs(b) > 1e-12 else []
    elif (square := b * b - 4 * a * c) >= 0:
        turns = [(-b + sign * math.sqrt(square)) / (2 * a) for sign in (1, -1)]
    values = [p0, p3]
    for t in turns:
        if 0 < t < 1:
            s = 1 - t
            values.append(s * s * s * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t * t * t * p3)
    return [min(values), max(values)]


def _moved(contour: Contour, left: float, top: float) -> Contour:
    steps = tuple(
        (operator, tuple(n - (top if index % 2 else left) for index, n in enumerate(numbers)))
        for operator, numbers in contour.steps
    )
    return replace(contour, steps=steps)
