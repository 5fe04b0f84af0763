"""Turns a page into the colours behind its text: rendered where pypdfium2 is installed, else reckoned."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from report.finish.preflight.shades import WHITE, Rgb, over
from report.finish.preflight.shown import Area, Shown, Words

SAMPLES = 12  # across a piece of text
SCALE = 1.5  # pixels to the pt
LARGEST = 3000  # pixels of a side


class Backdrop:
    """What lies behind the text of one page (numbers from 1)."""

    def __init__(self, pdf: bytes, number: int, shown: Shown) -> None:
        self._pdf = pdf
        self._number = number
        self._shown = shown

    def behind(self, words: Words) -> list[Rgb]:
        """The colours behind a piece of text; none where they cannot be told."""
        height = words.size * 0.35
        points = []
        for step in range(SAMPLES):
            share = (step + 0.5) / SAMPLES
            x = words.x + (words.end[0] - words.x) * share
            points.append((x, words.y + (words.end[1] - words.y) * share + height))
        if self._bitmap is not None:
            return [colour for colour in (self._pixel(x, y) for x, y in points) if colour is not None]
        found = [self._reckoned(x, y, words.order) for x, y in points[:: SAMPLES // 3]]
        return [colour for colour in found if colour is not None] if None not in found else []

    @cached_property
    def _bitmap(self) -> tuple[Any, float, float, float] | None:
        """The page without its text, its left and bottom in pt, and pixels to the pt; None without the library."""
        try:
            import pypdfium2
        except ImportError:
            return None
        try:
            with pypdfium2.PdfDocument(self._pdf) as document:
                page = document[self._number - 1]
                left, bottom, right, top = page.get_mediabox()
                scale = min(SCALE, LARGEST / max(right - left, top - bottom, 1.0))
                if page.get_rotation():
                    return None
                page.set_cropbox(left, bottom, right, top)
                for thing in list(page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=1)):
                    page.remove_obj(thing)
                image = page.render(scale=scale, draw_annots=False).to_pil().convert("RGB")
                return image, left, bottom, scale
        except (pypdfium2.PdfiumError, ValueError, RuntimeError):
            return None

    def _pixel(self, x: float, y: float) -> Rgb | None:
        if self._bitmap is None:
            return None
        image, left, bottom, scale = self._bitmap
        across, down = int((x - left) * scale), int(image.height - (y - bottom) * scale)
        if not (0 <= across < image.width and 0 <= down < image.height):
            return None
        red, green, blue = image.getpixel((across, down))
        return red / 255, green / 255, blue / 255

    def _reckoned(self, x: float, y: float, order: int) -> Rgb | None:
        """The colour at a point before so much was painted: paper, and what areas were put on it. Pictures cannot be
        told."""
        if any(one.order < order and _inside(x, y, one.box) for one in self._shown.pictures):
            return None
        colour: Rgb = WHITE
        for area in self._shown.areas:
            if area.order < order and _inside(x, y, area.box) and _covers(area, x, y):
                if area.colour is None or not area.outline:
                    return None
                colour = over(area.colour, colour, area.opacity)
        return colour


def _inside(x: float, y: float, box: tuple[float, float, float, float]) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _covers(area: Area, x: float, y: float) -> bool:
    """Whether a point lies in an area's outline, by the even-odd rule; one without outline counts as its box."""
    inside = not area.outline
    before = area.outline[-1] if area.outline else (0.0, 0.0)
    for point in area.outline:
        (x0, y0), (x1, y1) = before, point
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) * (x1 - x0) / (y1 - y0):
            inside = not inside
        before = point
    return inside
