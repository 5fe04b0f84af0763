"""A content stream, operator by operator → marks: the boxes of paths, images and text within their clips."""

from __future__ import annotations

from collections.abc import Callable
from math import hypot
from typing import Any, Protocol

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object

from report.packs.geometry import UNIT, Box, Matrix, shared, times, turned
from report.packs.inked import Fragment, PageInk
from report.packs.lettering import Lettering

DEEPEST = 12  # forms in forms
MOST_STEPS = 3_000_000  # operators of one page with its forms
OVERHANG = 0.05  # em: what letters reach beyond their width
HAIRLINE = 0.5  # pt
BROKEN = (ValueError, TypeError, IndexError, KeyError, AttributeError, OverflowError, pikepdf.PdfError)


class State(Struct):
    """The graphics state, as far as it matters to where ink is."""

    matrix: Matrix
    clip: Box
    fill_white: bool = False
    stroke_white: bool = False
    fill_space: str = "/DeviceGray"
    stroke_space: str = "/DeviceGray"
    weight: float = 1.0
    font: Lettering | None = None
    size: float = 1.0
    letter_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0

    def copy(self) -> State:
        return State(**{name: getattr(self, name) for name in self.__struct_fields__})


class Fonts(Protocol):
    """Knows the fonts of a paper."""

    def font(self, font: Object, /) -> Lettering:
        """A font, read once."""
        ...


class Walk:
    """One pass over a page and the forms that it draws."""

    def __init__(self, reader: Fonts, ink: PageInk) -> None:
        self.reader, self.ink = reader, ink
        self.steps = 0
        self.path: Box | None = None
        self.clipping = False
        self.whole: Box | None = None  # of the page
        self.square = True  # whether the path is made of rectangles alone
        self.text: Matrix = UNIT
        self.line: Matrix = UNIT

    def run(self, content: Any, resources: Object | None, state: State, depth: int) -> None:
        """Follow a content stream."""
        self.resources, self.depth = resources, depth
        self.state = state
        self.whole = self.whole or state.clip
        saved: list[State] = []
        marks = 0
        operator = before = ""
        for instruction in pikepdf.parse_content_stream(content):
            self.steps += 1
            if self.steps > MOST_STEPS:
                self.ink.whole = False
                return
            before, operator = operator, str(instruction.operator)
            if operator == "q":
                if len(saved) < 500:
                    saved.append(self.state.copy())
            elif operator == "Q":
                if saved:
                    self.state = saved.pop()
                elif not depth:
                    self.ink.closed_early += 1
            elif operator in ("BDC", "BMC"):
                marks += 1
                self.ink.marked = True
            elif operator == "EMC":
                marks -= 1
                self.ink.marked = True
            elif operator == "INLINE IMAGE":
                self._mark(turned((0, 0, 1, 1), self.state.matrix))
            elif operator == "Do":
                self._draw(instruction.operands[0])
            else:
                act = _ACTS.get(operator)
                if act is not None:
                    try:
                        act(self, instruction.operands)
                    except BROKEN:
                        continue
        if not depth:
            self.ink.sealed = (before, operator) == ("q", "Q")
            self.ink.left_open, self.ink.marks_open = len(saved), max(0, marks)

    # ------------------------------------------------------------ marks

    def _mark(self, box: Box) -> None:
        seen = shared(box, self.state.clip)
        if seen is not None:
            self.ink.boxes.append(seen)

    def _draw(self, name: Object) -> None:
        drawn = self._resource("/XObject", name)
        if not isinstance(drawn, pikepdf.Stream):
            return
        if drawn.get("/Subtype") == Name.Image:
            a, b, c, d, _, _ = self.state.matrix
            width, height = hypot(a, b), hypot(c, d)
            before = self.ink.images.get(drawn.objgen, (0.0, 0.0))
            self.ink.images[drawn.objgen] = (max(width, before[0]), max(height, before[1]))
            self._mark(turned((0, 0, 1, 1), self.state.matrix))
            return
        if self.depth >= DEEPEST:
            self.ink.whole = False
            return
        matrix = tuple(float(one) for one in drawn.get("/Matrix", UNIT))
        inner = self.state.copy()
        if len(matrix) == 6:
            inner.matrix = times(matrix, self.state.matrix)
        if "/BBox" in drawn:
            left, bottom, right, top = (float(one) for one in drawn.BBox)
            inner.clip = shared(inner.clip, turned((left, bottom, right, top), inner.matrix)) or (0, 0, -1, -1)
        kept = (self.state, self.resources, self.depth, self.path, self.clipping, self.text, self.line)
        self.path, self.clipping = None, False
        if inner.clip[0] <= inner.clip[2]:
            self.run(drawn, drawn.get("/Resources", self.resources), inner, self.depth + 1)
        self.state, self.resources, self.depth, self.path, self.clipping, self.text, self.line = kept

    def _resource(self, kind: str, name: Object) -> Object | None:
        held = self.resources.get(kind) if isinstance(self.resources, Dictionary) else None
        return held.get(str(name)) if isinstance(held, Dictionary) else None

    # ------------------------------------------------------------ paths

    def point(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self.state.matrix
        px, py = a * x + c * y + e, b * x + d * y + f
        p = self.path
        self.path = (px, py, px, py) if p is None else (min(p[0], px), min(p[1], py), max(p[2], px), max(p[3], py))

    def points(self, operands: Any) -> None:
        self.square = False
        values = [float(one) for one in operands]
        for x, y in zip(values[::2], values[1::2], strict=False):
            self.point(x, y)

    def rectangle(self, operands: Any) -> None:
        x, y, width, height = (float(one) for one in operands)
        self.point(x, y)
        self.point(x + width, y + height)
        self.point(x + width, y)
        self.point(x, y + height)

    def end_path(self, *, fill: bool = False, stroke: bool = False) -> None:
        path, state = self.path, self.state
        if path is not None:
            if fill and self._is_ground(path):
                self.ink.ground = not state.fill_white
            elif fill and self._shows(state.fill_white):
                self._mark(path)
            if stroke and self._shows(state.stroke_white):
                a, b, c, d, _, _ = state.matrix
                half = max(HAIRLINE, state.weight * max(hypot(a, b), hypot(c, d))) / 2
                self._mark((path[0] - half, path[1] - half, path[2] + half, path[3] + half))
            if self.clipping:
                state.clip = shared(state.clip, path) or (0.0, 0.0, -1.0, -1.0)
        self.path, self.clipping, self.square = None, False, True

    def _is_ground(self, path: Box) -> bool:
        """Whether a fill is laid under the whole page before all else."""
        a, b, c, d, _, _ = self.state.matrix
        straight = self.square and (abs(b) + abs(c) < 1e-6 or abs(a) + abs(d) < 1e-6)
        if self.ink.boxes or self.ink.fragments or not straight or self.whole is None:
            return False
        seen = shared(path, self.state.clip)
        return seen is not None and shared(seen, self.whole) == self.whole

    def _shows(self, white: bool) -> bool:
        """Whether a colour shows: white does on a ground of another colour."""
        return not white or self.ink.ground

    def clip(self) -> None:
        self.clipping = True

    def shade(self) -> None:
        self._mark(self.state.clip)

    # ------------------------------------------------------------ colours

    def space(self, name: Object, *, stroke: bool) -> None:
        kind = str(name)
        held = self._resource("/ColorSpace", name)
        if isinstance(held, Array) and len(held):
            kind = str(held[0])
            if kind == "/ICCBased":
                kind = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}.get(int(held[1].get("/N", 3)), kind)
        if stroke:
            self.state.stroke_space, self.state.stroke_white = kind, False
        else:
            self.state.fill_space, self.state.fill_white = kind, False

    def colour(self, operands: Any, *, stroke: bool, space: str = "") -> None:
        kind = space or (self.state.stroke_space if stroke else self.state.fill_space)
        if space:
            if stroke:
                self.state.stroke_space = space
            else:
                self.state.fill_space = space
        white = False
        if not any(isinstance(one, Name) for one in operands):
            values = [float(one) for one in operands]
            if kind in ("/DeviceGray", "/DeviceRGB", "/CalGray", "/CalRGB"):
                white = bool(values) and min(values) >= 0.995
            elif kind in ("/DeviceCMYK", "/Separation", "/DeviceN"):
                white = bool(values) and max(values) <= 0.005
        if stroke:
            self.state.stroke_white = white
        else:
            self.state.fill_white = white

    # ------------------------------------------------------------ text

    def begin_text(self) -> None:
        self.text = self.line = UNIT

    def set_font(self, operands: Any) -> None:
        font = self._resource("/Font", operands[0])
        self.state.font = self.reader.font(font if isinstance(font, Dictionary) else Dictionary())
        self.state.size = float(operands[1])

    def move(self, x: float, y: float) -> None:
        self.text = self.line = times((1, 0, 0, 1, x, y), self.line)

    def place(self, operands: Any) -> None:
        a, b, c, d, e, f = (float(one) for one in operands)
        self.text = self.line = (a, b, c, d, e, f)

    def next_line(self) -> None:
        self.move(0.0, -self.state.leading)

    def show(self, pieces: Any) -> None:
        state = self.state
        if state.font is None:
            return
        words: list[str] = []
        width = 0.0
        for piece in pieces:
            if isinstance(piece, pikepdf.String):
                for sign in state.font.signs(bytes(piece)):
                    words.append(sign.text)
                    width += sign.width * state.size + state.letter_space + (state.word_space if sign.space else 0.0)
            else:
                gap = -float(piece) / 1000 * state.size
                if gap > 0.2 * abs(state.size) and words and not words[-1].isspace():
                    words.append(" ")
                width += gap
        width *= state.stretch
        whole = times(self.text, state.matrix)
        low, high = state.rise + state.font.descent * state.size, state.rise + state.font.ascent * state.size
        over = OVERHANG * abs(state.size)
        if width and state.mode != 3 and (state.mode not in (0, 4) or self._shows(state.fill_white)):
            self._mark(turned((min(0.0, width) - over, min(low, high), max(0.0, width) + over, max(low, high)), whole))
        a, b, c, d, e, f = whole
        text = "".join(words)
        if text:
            size = abs(state.size) * hypot(c, d)
            self.ink.fragments.append(Fragment(text, e, f, a * width + e, b * width + f, size))
        self.text = times((1, 0, 0, 1, width, 0), self.text)


def _set(name: str, scale: float = 1.0) -> Callable[[Walk, Any], None]:
    def act(walk: Walk, operands: Any) -> None:
        setattr(walk.state, name, float(operands[0]) * scale)

    return act


def _turn(walk: Walk, operands: Any) -> None:
    a, b, c, d, e, f = (float(one) for one in operands)
    walk.state.matrix = times((a, b, c, d, e, f), walk.state.matrix)


def _move_leading(walk: Walk, operands: Any) -> None:
    walk.state.leading = -float(operands[1])
    walk.move(float(operands[0]), float(operands[1]))


def _show_next(walk: Walk, operands: Any) -> None:
    if len(operands) == 3:
        walk.state.word_space, walk.state.letter_space = float(operands[0]), float(operands[1])
    walk.next_line()
    walk.show([operands[-1]])


def _mode(walk: Walk, operands: Any) -> None:
    walk.state.mode = int(operands[0])


_ACTS: dict[str, Callable[[Walk, Any], None]] = {
    "cm": _turn,
    "w": _set("weight"),
    "m": lambda walk, operands: walk.points(operands),
    "l": lambda walk, operands: walk.points(operands),
    "c": lambda walk, operands: walk.points(operands),
    "v": lambda walk, operands: walk.points(operands),
    "y": lambda walk, operands: walk.points(operands),
    "re": lambda walk, operands: walk.rectangle(operands),
    "f": lambda walk, _: walk.end_path(fill=True),
    "F": lambda walk, _: walk.end_path(fill=True),
    "f*": lambda walk, _: walk.end_path(fill=True),
    "S": lambda walk, _: walk.end_path(stroke=True),
    "s": lambda walk, _: walk.end_path(stroke=True),
    "B": lambda walk, _: walk.end_path(fill=True, stroke=True),
    "B*": lambda walk, _: walk.end_path(fill=True, stroke=True),
    "b": lambda walk, _: walk.end_path(fill=True, stroke=True),
    "b*": lambda walk, _: walk.end_path(fill=True, stroke=True),
    "n": lambda walk, _: walk.end_path(),
    "W": lambda walk, _: walk.clip(),
    "W*": lambda walk, _: walk.clip(),
    "sh": lambda walk, _: walk.shade(),
    "g": lambda walk, operands: walk.colour(operands, stroke=False, space="/DeviceGray"),
    "G": lambda walk, operands: walk.colour(operands, stroke=True, space="/DeviceGray"),
    "rg": lambda walk, operands: walk.colour(operands, stroke=False, space="/DeviceRGB"),
    "RG": lambda walk, operands: walk.colour(operands, stroke=True, space="/DeviceRGB"),
    "k": lambda walk, operands: walk.colour(operands, stroke=False, space="/DeviceCMYK"),
    "K": lambda walk, operands: walk.colour(operands, stroke=True, space="/DeviceCMYK"),
    "cs": lambda walk, operands: walk.space(operands[0], stroke=False),
    "CS": lambda walk, operands: walk.space(operands[0], stroke=True),
    "sc": lambda walk, operands: walk.colour(operands, stroke=False),
    "scn": lambda walk, operands: walk.colour(operands, stroke=False),
    "SC": lambda walk, operands: walk.colour(operands, stroke=True),
    "SCN": lambda walk, operands: walk.colour(operands, stroke=True),
    "BT": lambda walk, _: walk.begin_text(),
    "Tf": lambda walk, operands: walk.set_font(operands),
    "Td": lambda walk, operands: walk.move(float(operands[0]), float(operands[1])),
    "TD": _move_leading,
    "Tm": lambda walk, operands: walk.place(operands),
    "T*": lambda walk, _: walk.next_line(),
    "Tc": _set("letter_space"),
    "Tw": _set("word_space"),
    "Tz": _set("stretch", 0.01),
    "TL": _set("leading"),
    "Ts": _set("rise"),
    "Tr": _mode,
    "Tj": lambda walk, operands: walk.show(operands),
    "TJ": lambda walk, operands: walk.show(operands[0]),
    "'": _show_next,
    '"': _show_next,
}
