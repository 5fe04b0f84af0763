"""Turns a page's operators into its ink: what is painted, in which colours, how thick, and whether it overprints."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from math import hypot
from typing import Any

import pikepdf
from msgspec import Struct
from msgspec.structs import replace

MOST_OPERATORS = 3_000_000  # of a whole file
BROKEN = (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError, RuntimeError)
DEEPEST = 12  # forms in forms
Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEVICE = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}
_FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
_STROKES = {"S", "s", "B", "B*", "b", "b*"}


class Colour(Struct, frozen=True):
    """A colour: the family of its space, its parts, and for spot colours the name."""

    space: str
    parts: tuple[float, ...]
    spot: str = ""
    channels: int = 0

    @property
    def process(self) -> tuple[float, float, float, float] | None:
        """Cyan, magenta, yellow and black where they are known without a profile."""
        if self.space == "/DeviceGray" and self.parts:
            return (0.0, 0.0, 0.0, 1 - self.parts[0])
        if self.space == "/DeviceCMYK" and len(self.parts) == 4:
            cyan, magenta, yellow, black = self.parts
            return (cyan, magenta, yellow, black)
        return None


BLACK = Colour("/DeviceGray", (0.0,))


class State(Struct, frozen=True):
    """The graphics state, as far as ink is concerned. `over_fill` and `over_stroke` say whether it overprints, `mode`
    whether parts without ink do not count then (ISO 32000-1, 8.6.7)."""

    matrix: Matrix = UNMOVED
    fill: Colour = BLACK
    stroke: Colour = BLACK
    width: float = 1.0
    size: float = 0.0
    font: Any = None
    over_fill: bool = False
    over_stroke: bool = False
    mode: int = 0
    soft: bool = False
    visible: int = 0


class Deed(Struct, frozen=True):
    """Something painted: `kind` is text, fill, stroke, image, shading or inline. `size` is that of letters, or the
    width of a line, in pt as seen; `box` is known of text's origin and of images."""

    kind: str
    colour: Colour
    state: State
    size: float = 0.0
    x: float = 0.0
    y: float = 0.0
    thing: Any = None
    width: float = 0.0
    height: float = 0.0


def follow(page: pikepdf.Page, most: int) -> tuple[list[Deed], int]:
    """What a page paints, and how many operators that took; at most so many are read."""
    reader = _Reader(most)
    with suppress(*BROKEN):  # what could be read counts
        reader.run(page, page.obj.get("/Resources", pikepdf.Dictionary()), State(), 0)
    return reader.deeds, reader.count


def times(one: Matrix, other: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


class _Reader:
    def __init__(self, most: int) -> None:
        self.most = most
        self.count = 0
        self.deeds: list[Deed] = []
        self.text = self.line = UNMOVED

    def run(self, content: Any, resources: Any, state: State, depth: int) -> None:
        saved: list[State] = []
        for entry in pikepdf.parse_content_stream(content):
            self.count += 1
            if self.count > self.most:
                return
            operator, operands = str(entry.operator), list(entry.operands)
            if operator == "q":
                saved.append(state)
            elif operator == "Q":
                state = saved.pop() if saved else state
            elif operator == "Do":
                self.shown(resources, str(operands[0]), state, depth)
            else:
                state = self.step(operator, operands, resources, state)

    def step(self, operator: str, operands: Sequence[Any], resources: Any, state: State) -> State:
        """The state after an operator; what it paints is noted."""
        if operator in ("cm", "Tm", "BT", "Td", "TD", "T*", "TL"):
            return self.moved(operator, operands, state)
        if operator in ("Tj", "TJ", "'", '"'):
            self.letters(state)
        elif operator in _FILLS or operator in _STROKES:
            self.path(operator, state)
        elif operator == "sh":
            self.deeds.append(Deed("shading", _space(resources, "/Shading", operands), state))
        elif operator == "INLINE IMAGE":
            self.deeds.append(Deed("inline", state.fill, state, thing=operands[0]))
        elif operator.lower() in _DEVICE:
            colour = Colour(_DEVICE[operator.lower()], _numbers(operands))
            return replace(state, fill=colour) if operator.islower() else replace(state, stroke=colour)
        elif operator in ("cs", "CS"):
            colour = _named(resources, str(operands[0]))
            return replace(state, fill=colour) if operator == "cs" else replace(state, stroke=colour)
        elif operator in ("sc", "scn"):
            return replace(state, fill=replace(state.fill, parts=_numbers(operands)))
        elif operator in ("SC", "SCN"):
            return replace(state, stroke=replace(state.stroke, parts=_numbers(operands)))
        elif operator == "gs":
            return _with(state, resources.get("/ExtGState", {}).get(str(operands[0])))
        elif operator == "w":
            return replace(state, width=float(operands[0]))
        elif operator == "Tr":
            return replace(state, visible=int(operands[0]))
        elif operator == "Tf":
            font = resources.get("/Font", {}).get(str(operands[0]))
            return replace(state, font=font, size=float(operands[1]))
        return state

    def moved(self, operator: str, operands: Sequence[Any], state: State) -> State:
        if operator == "cm":
            return replace(state, matrix=times(_matrix(operands), state.matrix))
        if operator == "BT":
            self.text = self.line = UNMOVED
        elif operator == "Tm":
            self.text = self.line = _matrix(operands)
        elif operator in ("Td", "TD"):
            x, y = _numbers(operands)
            self.text = self.line = times((1, 0, 0, 1, x, y), self.line)
        return state

    def letters(self, state: State) -> None:
        if state.visible in (3, 7):
            return
        matrix = times(self.text, state.matrix)
        size = abs(state.size) * hypot(matrix[2], matrix[3])
        colour = state.stroke if state.visible in (1, 5) else state.fill
        self.deeds.append(Deed("text", colour, state, size, matrix[4], matrix[5], state.font))

    def path(self, operator: str, state: State) -> None:
        scale = abs(state.matrix[0] * state.matrix[3] - state.matrix[1] * state.matrix[2]) ** 0.5
        if operator in _FILLS:
            self.deeds.append(Deed("fill", state.fill, state))
        if operator in _STROKES:
            self.deeds.append(Deed("stroke", state.stroke, state, state.width * scale))

    def shown(self, resources: Any, name: str, state: State, depth: int) -> None:
        thing = resources.get("/XObject", {}).get(name)
        if not isinstance(thing, pikepdf.Stream):
            return
        if str(thing.get("/Subtype")) == "/Image":
            a, b, c, d, e, f = state.matrix
            colour = state.fill if thing.get("/ImageMask") else _described(thing.get("/ColorSpace"))
            size = hypot(a, b), hypot(c, d)
            self.deeds.append(Deed("image", colour, state, 0.0, e, f, thing, *size))
        elif str(thing.get("/Subtype")) == "/Form" and depth < DEEPEST:
            inner = replace(state, matrix=times(_matrix(list(thing.get("/Matrix", UNMOVED))), state.matrix))
            self.run(thing, thing.get("/Resources", resources), inner, depth + 1)


def _numbers(operands: Sequence[Any]) -> tuple[float, ...]:
    return tuple(float(one) for one in operands if not isinstance(one, pikepdf.Name))


def _matrix(operands: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = _numbers(operands)
    return a, b, c, d, e, f


def _with(state: State, given: Any) -> State:
    """The state with what a dictionary of graphics state parameters sets (ISO 32000-1, 8.4.5)."""
    if not isinstance(given, pikepdf.Dictionary):
        return state
    changes: dict[str, Any] = {}
    if "/OP" in given:
        changes["over_stroke"] = changes["over_fill"] = bool(given.OP)
    if "/op" in given:
        changes["over_fill"] = bool(given.get("/op"))
    if "/OPM" in given:
        changes["mode"] = int(given.OPM)
    if "/LW" in given:
        changes["width"] = float(given.LW)
    opaque = all(float(given.get(key, 1)) == 1 for key in ("/ca", "/CA")) and "/SMask" not in given
    return replace(state, **changes, soft=state.soft or not opaque)


def _named(resources: Any, name: str) -> Colour:
    if name in ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"):
        return replace(_described(pikepdf.Name(name)), parts=(0.0, 0.0, 0.0, 1.0) if name == "/DeviceCMYK" else (0.0,))
    return _described(resources.get("/ColorSpace", {}).get(name))


def _space(resources: Any, kind: str, operands: Sequence[Any]) -> Colour:
    thing = resources.get(kind, {}).get(str(operands[0]))
    return _described(thing.get("/ColorSpace") if thing is not None else None)


def _described(space: Any) -> Colour:
    """The colour space that an object is."""
    if isinstance(space, pikepdf.Array) and len(space):
        family = str(space[0])
        if family == "/ICCBased" and len(space) > 1:
            return Colour(family, (), channels=int(space[1].get("/N", 0)))
        if family == "/Indexed" and len(space) > 1:
            return _described(space[1])
        if family == "/Separation" and len(space) > 1:
            return Colour(family, (1.0,), str(space[1])[1:])
        return Colour(family, ())
    return Colour(str(space) if space is not None else "", ())
