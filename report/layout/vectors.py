"""Vector image → a drawing of a size on the page, in inks of the brand."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from report.model.colour import RGB
from report.model.placed import Drawing, Strokes, Tint
from report.model.structure import ARTIFACT
from report.model.vector import Contour, Vector

HUNDREDTHS = 100  # of a pt, the unit of a drawing's paths
THINNEST = 0.25  # pt
PALE = 0.92  # of every part of a colour: the paper that a drawing was made on


def fitted(vector: Vector, width: float, height: float) -> float:
    """By how much a vector image is enlarged to fit a box of this width and height in pt."""
    return min(width / vector.width, height / vector.height)


def draw_vector(vector: Vector, scale: float, ink: Callable[[RGB], str], leaf: int = ARTIFACT) -> Drawing:
    """A vector image on a scale (pt for each of its units); `ink` names the ink for each of its colours."""
    marks: list[Tint | Strokes] = []
    for contour in vector.contours:
        path = " ".join(_operators(contour, scale * HUNDREDTHS))
        if contour.fill is not None:
            marks.append(Tint(ink(contour.fill), path, even_odd=contour.even_odd))
        if contour.stroke is not None:
            marks.append(Strokes(ink(contour.stroke), path, max(THINNEST, contour.width * scale), contour.round_ends))
    return Drawing(vector.width * scale, vector.height * scale, tuple(marks), leaf)


def pen_ink(colour: RGB) -> str:
    """A signature is written in ink, whatever its colour on the screen; what is nearly white is paper."""
    return "paper" if min(colour) >= PALE else "ink"


def _operators(contour: Contour, scale: float) -> Iterator[str]:
    for operator, numbers in contour.steps:
        yield " ".join([*(f"{number * scale:.0f}" for number in numbers), operator])
