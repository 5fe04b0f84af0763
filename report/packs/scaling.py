"""Pages of a paper → the same pages a little smaller, with links, places and structure boxes moved along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from report.packs.destinations import named_destinations
from report.packs.geometry import Matrix, turned
from report.packs.structure import elements_below

_RECTS, _POINTS = ("/Rect",), ("/QuadPoints", "/Vertices", "/L", "/CL")
DEEPEST = 200  # entries of an outline inside each other
MOST_ENTRIES = 100_000

Key = tuple[int, int]


def scale_pages(paper: pikepdf.Pdf, shrinks: Mapping[int, Matrix]) -> None:
    """Make pages (from 0) of a paper smaller. Content is not touched: it is drawn under a matrix."""
    if not shrinks:
        return
    matrices = {paper.pages[index].obj.objgen: matrix for index, matrix in shrinks.items()}
    for index, matrix in shrinks.items():
        page = paper.pages[index]
        numbers = " ".join(f"{value:.5f}" for value in matrix)
        page.contents_add(f"q {numbers} cm\n".encode(), prepend=True)
        page.contents_add(b"\nQ\n")
        for annotation in page.obj.get("/Annots", Array()):
            if isinstance(annotation, Dictionary):
                _scale_annotation(annotation, matrix)
    seen: set[Key] = set()
    for place in _places(paper):
        _scale_place(place, matrices, seen)
    _scale_structure(paper, matrices)


def _scale_annotation(annotation: Object, matrix: Matrix) -> None:
    for key in _RECTS:
        if key in annotation:
            left, bottom, right, top = (float(side) for side in annotation[key])
            annotation[key] = Array([round(side, 3) for side in turned((left, bottom, right, top), matrix)])
    for key in _POINTS:
        if key in annotation:
            annotation[key] = _moved(annotation[key], matrix)
    if "/InkList" in annotation:
        annotation.InkList = Array([_moved(line, matrix) for line in annotation.InkList])


def _moved(points: Object, matrix: Matrix) -> Array:
    a, b, c, d, e, f = matrix
    values = [float(value) for value in points]
    moved: list[float] = []
    for x, y in zip(values[::2], values[1::2], strict=False):
        moved += [round(a * x + c * y + e, 3), round(b * x + d * y + f, 3)]
    return Array(moved)


def _places(paper: pikepdf.Pdf) -> Iterator[Object]:
    """Every destination that a paper holds: named ones, those of links and of its outline."""
    for place in named_destinations(paper).values():
        yield place.get("/D", place) if isinstance(place, Dictionary) else place
    for page in paper.pages:
        for annotation in page.obj.get("/Annots", Array()):
            if isinstance(annotation, Dictionary):
                yield from _held(annotation)
    outlines = paper.Root.get("/Outlines")
    waiting, count = [outlines.get("/First")] if isinstance(outlines, Dictionary) else [], 0
    seen: set[Key] = set()
    while waiting and count < MOST_ENTRIES:
        entry = waiting.pop()
        if not isinstance(entry, Dictionary) or entry.objgen in seen:
            continue
        seen.add(entry.objgen)
        count += 1
        yield from _held(entry)
        waiting += [entry.get("/Next"), entry.get("/First")]


def _held(thing: Object) -> Iterator[Object]:
    if "/Dest" in thing:
        yield thing.Dest
    action = thing.get("/A")
    if isinstance(action, Dictionary) and action.get("/S") == Name.GoTo and "/D" in action:
        yield action.D


def _scale_place(place: Object, matrices: Mapping[Key, Matrix], seen: set[Key]) -> None:
    """Move a destination's coordinates (ISO 32000-1, table 151)."""
    if not isinstance(place, Array) or len(place) < 3 or not isinstance(place[0], Dictionary):
        return
    matrix = matrices.get(place[0].objgen)
    if matrix is None:
        return
    if place.is_indirect:
        if place.objgen in seen:
            return
        seen.add(place.objgen)
    a, b, c, d, e, f = matrix
    kind = str(place[1])
    ways = {"/XYZ": "xy", "/FitH": "y", "/FitBH": "y", "/FitV": "x", "/FitBV": "x", "/FitR": "xyxy"}.get(kind, "")
    plain = abs(b) < 1e-9 and abs(c) < 1e-9
    for index, way in enumerate(ways, start=2):
        value: object = place[index] if index < len(place) and plain else None
        if isinstance(value, int | float | Decimal):
            number = float(value)
            place[index] = round(a * number + e if way == "x" else d * number + f, 3)


def _scale_structure(paper: pikepdf.Pdf, matrices: Mapping[Key, Matrix]) -> None:
    """Move the boxes of figures and tables that stand on these pages."""
    root = paper.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return
    kids = root.get("/K", Array())
    for element in elements_below(list(kids) if isinstance(kids, Array) else [kids]):
        page = element.get("/Pg")
        matrix = matrices.get(page.objgen) if isinstance(page, Dictionary) else None
        if matrix is None or "/A" not in element:
            continue
        given = element.A
        for attributes in given if isinstance(given, Array) else [given]:
            if isinstance(attributes, Dictionary) and "/BBox" in attributes:
                left, bottom, right, top = (float(side) for side in attributes.BBox)
                box = turned((left, bottom, right, top), matrix)
                attributes.BBox = Array([round(side, 3) for side in box])
