"""Words in a face → the outlines of their glyphs, for letters that are drawn and not read."""

from __future__ import annotations

from collections.abc import Sequence

import uharfbuzz as hb

from report.typography.faces import Face

Point = tuple[float, float]


class _Pen:
    """Collects path operators in hundredths of a pt, y down, from font units with y up."""

    def __init__(self, scale: float) -> None:
        self.operators: list[str] = []
        self.x = 0.0
        self._scale = scale * 100
        self._last: Point = (0.0, 0.0)

    def move(self, x: float, y: float) -> None:
        self._put("m", (x, y))

    def line(self, x: float, y: float) -> None:
        self._put("l", (x, y))

    def curve(self, first: Point, second: Point, end: Point) -> None:
        self._put("c", first, second, end)

    def quadratic(self, control: Point, end: Point) -> None:
        (x0, y0), (x1, y1), (x2, y2) = self._last, control, end
        first = (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3)
        self._put("c", first, (x2 + (x1 - x2) * 2 / 3, y2 + (y1 - y2) * 2 / 3), end)

    def close(self) -> None:
        self.operators.append("h")

    def _put(self, operator: str, *points: Point) -> None:
        self._last = points[-1]
        numbers = (f"{(self.x + x) * self._scale:.0f} {-y * self._scale:.0f}" for x, y in points)
        self.operators.append(f"{' '.join(numbers)} {operator}")


def outlines(
    text: str, face: Face, size: float, tracking: float = 0.0, features: Sequence[str] = ()
) -> tuple[str, float]:
    """The outlines of one line of words at a size in pt, from the left end of its baseline, as path operators in
    hundredths of a pt with y down; and its width in pt. `tracking` in em."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(face.hb_font, buffer, dict.fromkeys(features, True))
    pen = _Pen(size / face.units_per_em)
    funcs = _draw_funcs(pen)
    spaced = tracking * face.units_per_em
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        face.hb_font.draw_glyph(info.codepoint, funcs, None)
        pen.x += position.x_advance + spaced
    width = (pen.x - (spaced if buffer.glyph_infos else 0.0)) * size / face.units_per_em
    return " ".join(pen.operators), width


def _draw_funcs(pen: _Pen) -> hb.DrawFuncs:
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, _: pen.move(x, y))
    funcs.set_line_to_func(lambda x, y, _: pen.line(x, y))
    funcs.set_quadratic_to_func(lambda cx, cy, x, y, _: pen.quadratic((cx, cy), (x, y)))
    funcs.set_cubic_to_func(lambda ax, ay, bx, by, x, y, _: pen.curve((ax, ay), (bx, by), (x, y)))
    funcs.set_close_path_func(lambda _: pen.close())
    return funcs
