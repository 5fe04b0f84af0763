"""Turns a page's content into what it shows: words, areas and pictures at their places, each under its mark."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
from msgspec import Struct
from msgspec.structs import replace

from report.finish.preflight.bounds import TooMuchError, inflated
from report.finish.preflight.lettering import Lettering, lettering
from report.finish.preflight.shades import BLACK, Rgb, family, seen
from report.finish.preflight.shown import ASIDE, Area, Box, Line, Mark, Picture, Shown, Words

MOST_OPERATORS = 600_000
MOST_BYTES = 30_000_000
MOST_POINTS = 400  # of an area's outline: of finer ones only the box is kept
DEEPEST = 12  # forms in forms

Matrix = tuple[float, float, float, float, float, float]
UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class _State(Struct, frozen=True):
    matrix: Matrix = UNMOVED
    fill_space: Any = pikepdf.Name.DeviceGray
    fill: Rgb | None = BLACK
    opacity: float = 1.0
    width: float = 1.0
    font: Lettering | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    clip: Box | None = None


def times(one: Matrix, other: Matrix) -> Matrix:
    """What `one` does, and after it `other` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = one
    g, h, i, j, k, m = other
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def show(page: pikepdf.Page, reference: str) -> Shown:
    """Read a page. Raises TooMuchError for one that holds more than is read."""
    contents: Any = page.obj.get("/Contents", pikepdf.Array())
    streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    if sum(len(inflated(stream, MOST_BYTES)) for stream in streams if isinstance(stream, pikepdf.Stream)) > MOST_BYTES:
        raise TooMuchError("a page holds more than is read")
    reader = _Reader()
    reader.run(page, page.obj.get("/Resources", pikepdf.Dictionary()), reference, _State(), 0)
    return reader.shown


class _Reader:
    """Follows the operators of a page, and those of the forms that it shows."""

    def __init__(self) -> None:
        self.shown = Shown()
        self.order = 0
        self.count = 0
        self.fonts: dict[Any, Lettering] = {}
        self.marks: list[Mark | None] = []
        self.actual: list[list[str] | None] = []
        self.path: list[tuple[float, float]] = []
        self.simple = True
        self.clipping: Box | None = None  # what the path in the making will cut off, once it is painted
        self.text = self.text_line = UNMOVED

    def run(self, content: Any, resources: Any, bearer: str, state: _State, depth: int) -> None:
        """Follow one stream of operators."""
        saved: list[_State] = []
        for entry in pikepdf.parse_content_stream(content):
            self.count += 1
            if self.count > MOST_OPERATORS:
                raise TooMuchError("a page holds more than is read")
            operator = str(entry.operator)
            operands: Sequence[Any] = list(entry.operands)
            if operator == "q":
                saved.append(state)
            elif operator == "Q":
                state = saved.pop() if saved else state
            elif operator == "Do":
                self._object(str(operands[0]), resources, bearer, state, depth)
            elif operator in ("BDC", "BMC"):
                self._begin(operands, resources, bearer)
            elif operator == "EMC":
                if self.marks:
                    self.marks.pop()
                    self.actual.pop()
            elif operator in _SETTERS:
                state = _SETTERS[operator](_Step(self, operands, resources, state))
            elif operator in _DRAWERS:
                _DRAWERS[operator](_Step(self, operands, resources, state))
                if self.clipping is not None and operator in _ENDS:
                    state, self.clipping = replace(state, clip=_within(self.clipping, state.clip)), None
            elif operator in ("Tj", "TJ", "'", '"'):
                state = self._show(operator, operands, state)

    @property
    def mark(self) -> Mark | None:
        return next((mark for mark in reversed(self.marks) if mark is not None), None)

    def _begin(self, operands: Sequence[Any], resources: Any, bearer: str) -> None:
        properties: Any = operands[1] if len(operands) > 1 else None
        if isinstance(properties, pikepdf.Name):
            properties = resources.get("/Properties", pikepdf.Dictionary()).get(str(properties))
        mark: Mark | None = ASIDE if str(operands[0]) == "/Artifact" else None
        actual = None
        if isinstance(properties, pikepdf.Dictionary):
            if "/MCID" in properties:
                mark = (bearer, int(properties.MCID))
            if "/ActualText" in properties:
                actual = [str(properties.ActualText)]
        self.marks.append(mark)
        self.actual.append(actual)

    def _object(self, name: str, resources: Any, bearer: str, state: _State, depth: int) -> None:
        thing = resources.get("/XObject", pikepdf.Dictionary()).get(name)
        if not isinstance(thing, pikepdf.Stream):
            return
        if thing.get("/Subtype") == "/Image":
            self._picture(name, thing, state)
        elif depth < DEEPEST:
            inflated(thing, MOST_BYTES)
            given = [float(part) for part in thing.get("/Matrix", UNMOVED)]
            a, b, c, d, e, f = (given + [0.0] * 6)[:6]
            inner = replace(state, matrix=times((a, b, c, d, e, f), state.matrix))
            number, generation = thing.objgen
            own = f"{number} {generation} R" if "/StructParents" in thing else bearer
            text = self.text, self.text_line
            self.run(thing, thing.get("/Resources", resources), own, inner, depth + 1)
            self.text, self.text_line = text

    def _picture(self, name: str, image: Any, state: _State) -> None:
        a, b, c, d, _, _ = state.matrix
        wide, high = int(image.get("/Width", 0)), int(image.get("/Height", 0))
        across, up = (a * a + b * b) ** 0.5 / 72, (c * c + d * d) ** 0.5 / 72
        resolution = min(wide / across if across else 0.0, high / up if up else 0.0)
        corners = [moved(state.matrix, x, y) for x in (0, 1) for y in (0, 1)]
        self.order += 1
        self.shown.spaces.add(family(image.get("/ColorSpace")))
        self.shown.pictures.append(Picture(name, wide, high, _box(corners), resolution, self.order, self.mark, image))

    # ------------------------------------------------------------ text

    def _show(self, operator: str, operands: Sequence[Any], state: _State) -> _State:
        if operator == '"':
            state = replace(state, word_spacing=_float(operands[0]), spacing=_float(operands[1]))
        if operator in ("'", '"'):
            self.next_line(0.0, -state.leading)
        if state.font is None or not operands:
            return state
        pieces = list(operands[-1]) if operator == "TJ" else [operands[-1]]
        font, start, read = state.font, self.text, []
        for piece in pieces:
            if not isinstance(piece, pikepdf.String):
                self._advance(-_float(piece) / 1000 * state.size * state.stretch)
                continue
            codes = font.codes(bytes(piece))
            read.append(font.text(codes))
            width = sum(font.widths.get(code, font.default) for code in codes) / 1000 * state.size
            spaces = 0 if font.wide else codes.count(32)
            self._advance((width + state.spacing * len(codes) + state.word_spacing * spaces) * state.stretch)
        self._shown(state, font, start, "".join(read))
        return state

    def _advance(self, by: float) -> None:
        self.text = times((1.0, 0.0, 0.0, 1.0, by, 0.0), self.text)

    def next_line(self, across: float, down: float) -> None:
        self.text_line = times((1.0, 0.0, 0.0, 1.0, across, down), self.text_line)
        self.text = self.text_line

    def _shown(self, state: _State, font: Lettering, start: Matrix, read: str) -> None:
        actual = next((texts for texts in reversed(self.actual) if texts is not None), None)
        if actual is not None:
            read = actual.pop() if actual else ""
        whole = times(start, state.matrix)
        x, y = moved(whole, 0.0, state.rise)
        end = moved(times(self.text, state.matrix), 0.0, state.rise)
        size = state.size * (whole[2] ** 2 + whole[3] ** 2) ** 0.5
        self.order += 1
        self.shown.spaces.add(family(state.fill_space))
        hidden = state.mode in (3, 7)
        mark, order = self.mark, self.order
        self.shown.words.append(Words(read, x, y, end, size, font, state.fill, state.opacity, mark, order, hidden))

    def font(self, name: str, resources: Any) -> Lettering | None:
        font = resources.get("/Font", pikepdf.Dictionary()).get(name)
        if not isinstance(font, pikepdf.Dictionary):
            return None
        key: Any = font.objgen if font.is_indirect else id(font)
        if key not in self.fonts:
            self.fonts[key] = lettering(font)
        self.shown.fonts[self.fonts[key].name] = self.fonts[key]
        return self.fonts[key]

    # ------------------------------------------------------------ paths

    def add(self, matrix: Matrix, *points: tuple[float, float]) -> None:
        if len(self.path) < MOST_POINTS:
            self.path += [moved(matrix, x, y) for x, y in points]
        else:
            self.simple = False
            at = [moved(matrix, x, y) for x, y in points]
            left, low, right, high = _box([*self.path, *at])
            self.path[:2] = [(left, low), (right, high)]

    def fill(self, state: _State) -> None:
        if self.path:
            self.order += 1
            self.shown.spaces.add(family(state.fill_space))
            outline = tuple(self.path) if self.simple else ()
            box = _within(_box(self.path), state.clip)
            self.shown.areas.append(Area(box, outline, state.fill, state.opacity, self.order, self.mark))

    def stroke(self, state: _State) -> None:
        if self.path:
            a, b, c, d, _, _ = state.matrix
            scale = abs(a * d - b * c) ** 0.5
            self.shown.lines.append(Line(state.width * scale, _box(self.path), self.mark))

    def clip(self) -> None:
        if self.path:
            self.clipping = _box(self.path)

    def clear(self) -> None:
        self.path, self.simple = [], True


def _box(points: Sequence[tuple[float, float]]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _within(box: Box, clip: Box | None) -> Box:
    if clip is None:
        return box
    return max(box[0], clip[0]), max(box[1], clip[1]), min(box[2], clip[2]), min(box[3], clip[3])


def _float(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def _floats(operands: Sequence[Any], count: int) -> list[float]:
    numbers = [_float(operand) for operand in operands[:count]]
    return numbers + [0.0] * (count - len(numbers))


# ---------------------------------------------------------------- operators that change the state


class _Step(Struct):
    """One operator with its operands, where it stands, and the state before it."""

    reader: _Reader
    operands: Sequence[Any]
    resources: Any
    state: _State


Setter = Callable[[_Step], _State]
Drawer = Callable[[_Step], None]


def _concatenate(step: _Step) -> _State:
    a, b, c, d, e, f = _floats(step.operands, 6)
    return replace(step.state, matrix=times((a, b, c, d, e, f), step.state.matrix))


def _begin_text(step: _Step) -> _State:
    step.reader.text = step.reader.text_line = UNMOVED
    return step.state


def _set_text(step: _Step) -> _State:
    a, b, c, d, e, f = _floats(step.operands, 6)
    step.reader.text = step.reader.text_line = (a, b, c, d, e, f)
    return step.state


def _move_text(step: _Step) -> _State:
    across, up = _floats(step.operands, 2)
    step.reader.next_line(across, up)
    return step.state


def _move_leading(step: _Step) -> _State:
    across, up = _floats(step.operands, 2)
    step.reader.next_line(across, up)
    return replace(step.state, leading=-up)


def _new_line(step: _Step) -> _State:
    step.reader.next_line(0.0, -step.state.leading)
    return step.state


def _choose_font(step: _Step) -> _State:
    return replace(
        step.state, font=step.reader.font(str(step.operands[0]), step.resources), size=_float(step.operands[1])
    )


def _graphics(step: _Step) -> _State:
    given = step.resources.get("/ExtGState", pikepdf.Dictionary()).get(str(step.operands[0]), pikepdf.Dictionary())
    opacity = _float(given.ca) if "/ca" in given else step.state.opacity
    return replace(step.state, opacity=opacity, width=_float(given.LW) if "/LW" in given else step.state.width)


def _fill_space(step: _Step) -> _State:
    space = step.resources.get("/ColorSpace", pikepdf.Dictionary()).get(str(step.operands[0]), step.operands[0])
    return replace(step.state, fill_space=space, fill=BLACK if family(space).startswith("/Device") else None)


def _fill_colour(step: _Step) -> _State:
    return replace(step.state, fill=seen(step.state.fill_space, [_float(part) for part in step.operands]))


def _device(space: pikepdf.Name, count: int) -> Setter:
    def choose(step: _Step) -> _State:
        return replace(step.state, fill_space=space, fill=seen(space, _floats(step.operands, count)))

    return choose


def _keep(name: str, scale: float = 1.0) -> Setter:
    def choose(step: _Step) -> _State:
        return replace(step.state, **{name: _floats(step.operands, 1)[0] * scale})

    return choose


def _mode(step: _Step) -> _State:
    return replace(step.state, mode=int(_floats(step.operands, 1)[0]))


_SETTERS: dict[str, Setter] = {
    "cm": _concatenate, "gs": _graphics, "w": _keep("width"), "cs": _fill_space, "sc": _fill_colour,
    "scn": _fill_colour, "g": _device(pikepdf.Name.DeviceGray, 1), "rg": _device(pikepdf.Name.DeviceRGB, 3),
    "k": _device(pikepdf.Name.DeviceCMYK, 4), "BT": _begin_text, "Tm": _set_text, "Td": _move_text,
    "TD": _move_leading, "T*": _new_line, "Tf": _choose_font, "Tc": _keep("spacing"), "Tw": _keep("word_spacing"),
    "Tz": _keep("stretch", 0.01), "TL": _keep("leading"), "Ts": _keep("rise"), "Tr": _mode,
}  # fmt: skip


# ---------------------------------------------------------------- operators that draw


def _point(step: _Step) -> None:
    x, y = _floats(step.operands[-2:], 2)
    step.reader.add(step.state.matrix, (x, y))


def _rectangle(step: _Step) -> None:
    x, y, width, height = _floats(step.operands, 4)
    step.reader.add(step.state.matrix, (x, y), (x + width, y), (x + width, y + height), (x, y + height))


def _painting(*, fills: bool, strokes: bool) -> Drawer:
    def paint(step: _Step) -> None:
        if fills:
            step.reader.fill(step.state)
        if strokes:
            step.reader.stroke(step.state)
        step.reader.clear()

    return paint


def _clip(step: _Step) -> None:
    step.reader.clip()


_ENDS = frozenset({"n", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s"})
_DRAWERS: dict[str, Drawer] = {
    **dict.fromkeys(("W", "W*"), _clip),
    "m": _point, "l": _point, "c": _point, "v": _point, "y": _point, "re": _rectangle,
    **dict.fromkeys(("f", "F", "f*"), _painting(fills=True, strokes=False)),
    **dict.fromkeys(("B", "B*", "b", "b*"), _painting(fills=True, strokes=True)),
    **dict.fromkeys(("S", "s"), _painting(fills=False, strokes=True)),
    "n": _painting(fills=False, strokes=False),
}  # fmt: skip
