"""Where a chart is drawn: a matplotlib figure whose units are points from its top left corner, in the brand's looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from msgspec import Struct

from report.charts.engraver import Measure
from report.charts.looks import Looks
from report.charts.palette import Colour, Palette
from report.model.charts import Crop

FURROW_PITCH = 5.2  # pt between the furrows of a bar
OUTLINE = 0.8  # pt
MARK_OUTLINE = 0.75  # pt (SPEC, Charts: highlight)
RISE, FALL = 0.72, 0.22  # of the size: what letters take above and below their baseline
HAIR = 0.05  # pt
PIN_HEAD, PIN_STEM = 0.8, 0.16  # of a bar's height
Align = Literal["left", "center", "right"]
CROPS: tuple[Crop, ...] = ("solid", "furrow", "k55", "k15")
"""In the order that series take them (SPEC, Charts)."""


class Doubt(Struct, frozen=True):
    """Why a chart should not be printed as it is. A grave one stops the build: the picture would mislead, or something
    of it has no room."""

    code: str
    message: str
    hint: str = ""
    grave: bool = True


class Box(Struct, frozen=True):
    """Where words stand, from the height of their capitals to the depth of their descenders, in pt."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share more than a hair's breadth."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > HAIR and down > HAIR


class Stage:
    """One figure in the making. All places and sizes are in pt, y down from the top."""

    def __init__(self, looks: Looks, palette: Palette, measure: Measure) -> None:
        self.looks = looks
        self.width = looks.width
        self.unit = looks.unit
        self.doubts: list[Doubt] = []
        self.palette = palette
        self._measure = measure
        self._widths: dict[tuple[str, str, float, bool], float] = {}
        self._taken: list[Box] = []
        self.height = 0.0
        self._axes: Axes | None = None

    def open(self, height: float) -> Axes:
        """Set up the figure, once its height (pt) is known."""
        self.height = height
        figure = Figure(figsize=(self.width / 72, height / 72))
        figure.patch.set_visible(False)
        axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
        axes.set_xlim(0, self.width)
        axes.set_ylim(height, 0)
        axes.axis("off")
        self._axes = axes
        return axes

    @property
    def is_open(self) -> bool:
        """Whether there is a figure to draw in."""
        return self._axes is not None

    @property
    def axes(self) -> Axes:
        if self._axes is None:
            raise RuntimeError("the stage is not open")
        return self._axes

    @property
    def figure(self) -> Figure:
        figure = self.axes.figure
        if not isinstance(figure, Figure):
            raise RuntimeError("the stage has no figure of its own")
        return figure

    def colour(self, ink: str) -> Colour:
        """The colour of one of the looks' inks: `deep`, `gold`, `k70` …"""
        return self.palette.colour(self.looks.inks[ink])

    def doubt(self, code: str, message: str, hint: str = "", *, grave: bool = True) -> None:
        """Say why this chart should not be printed as it is; one reason of a kind is enough."""
        if all(doubt.code != code for doubt in self.doubts):
            self.doubts.append(Doubt(code, message, hint, grave))

    # ------------------------------------------------------------ marks

    def block(self, x: float, y: float, width: float, height: float, crop: Crop) -> None:
        """A rectangle in one of the crops: a bar, a unit."""
        if width <= 0 or height <= 0:
            return
        if crop == "furrow":
            self._furrows(x, y, width, height)
            self._outlined(x, y, width, height, "deep", OUTLINE)
            return
        ink = {"solid": "deep", "gold": "gold"}.get(crop, crop or "deep")
        patch = Rectangle((x, y), width, height, facecolor=self.colour(ink), edgecolor="none", linewidth=0)
        self.axes.add_patch(patch)
        if crop == "gold":
            self._outlined(x, y, width, height, "ink", MARK_OUTLINE)

    def one(self, x: float, y: float, size: float, crop: Crop) -> None:
        """What stands for one in a count: a square, or a dot where the brand's marks are round. Furrows are a ring."""
        if self.looks.dots:
            self._dot(x + size / 2, y + size / 2, size / 2, crop)
        else:
            self.block(x, y, size, size, crop)

    def bar(self, zero: float, y: float, length: float, height: float, crop: Crop) -> None:
        """A bar from the zero line, its length with its sign; a thin one with a dot at its end where the brand's bars
        are pins. The dot's far edge is where the bar ends."""
        if not self.looks.pins:
            self.block(min(zero, zero + length), y, abs(length), height, crop)
            return
        radius, middle = min(height * PIN_HEAD, abs(length)) / 2, y + height / 2
        head = zero + length - (radius if length > 0 else -radius)
        stem = height * PIN_STEM
        self.block(min(zero, head), middle - stem / 2, abs(head - zero), stem, "solid" if crop == "furrow" else crop)
        self._dot(head, middle, radius, crop)

    def _dot(self, x: float, y: float, radius: float, crop: Crop) -> None:
        if radius <= 0:
            return
        ink = {"solid": "deep", "gold": "gold", "furrow": "paper"}.get(crop, crop or "deep")
        edge, width = {"furrow": ("deep", OUTLINE), "gold": ("ink", MARK_OUTLINE)}.get(crop, (ink, 0.0))
        face, rim = self.colour(ink), self.colour(edge)
        self.axes.add_patch(Circle((x, y), radius - width / 2, facecolor=face, edgecolor=rim, linewidth=width))

    def line(self, points: Sequence[tuple[float, float]], ink: str, width: float) -> None:
        """A line through points."""
        across, down = zip(*points, strict=True)
        line = Line2D(across, down, color=self.colour(ink), linewidth=width)
        line.set_solid_capstyle("butt")
        line.set_solid_joinstyle("round")
        self.axes.add_line(line)

    def words(
        self,
        text: str,
        x: float,
        y: float,
        *,
        align: Align = "left",
        ink: str = "ink",
        bold: bool = False,
        role: str = "",
        size: float = 0.0,
    ) -> None:
        """Words whose baseline is at y. Words that would touch others or leave the figure are left out, which is a
        grave doubt: no chart is printed with labels that cannot be read."""
        if not text:
            return
        box = self.box(text, x, y, align=align, bold=bold, role=role, size=size)
        if not self.free(box):
            message = f"there is no room for the label “{text}”"
            self.doubt("labels-collide", message, "show fewer figures, shorten the labels, or set the chart wide")
            return
        self._taken.append(box)
        self.axes.text(
            x,
            y,
            text,
            ha=align,
            va="baseline",
            color=self.colour(ink),
            family=f"role:{role or self.looks.role}",
            size=size or self.looks.size,
            weight="bold" if bold else "normal",
            parse_math=False,
        )

    def box(
        self,
        text: str,
        x: float,
        y: float,
        *,
        align: Align = "left",
        bold: bool = False,
        role: str = "",
        size: float = 0,
    ) -> Box:
        """Where these words would stand."""
        wide, size = self.wide(text, bold=bold, role=role, size=size), size or self.looks.size
        left = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[align]
        return Box(left, y - RISE * size, left + wide, y + FALL * size)

    def free(self, box: Box) -> bool:
        """Whether words may stand here: inside the figure, and clear of the words that stand already."""
        inside = box.left >= -HAIR and box.top >= -HAIR
        inside = inside and box.right <= self.width + HAIR and box.bottom <= self.height + HAIR
        return inside and not any(box.meets(other) for other in self._taken)

    def wide(self, text: str, *, bold: bool = False, role: str = "", size: float = 0.0) -> float:
        """How wide (pt) words are set."""
        key = (text, role or self.looks.role, size or self.looks.size, bold)
        if key not in self._widths:
            self._widths[key] = self._measure(*key, False).width if text else 0.0
        return self._widths[key]

    def folded(self, text: str, measure: float, most: int, *, bold: bool = False) -> list[str]:
        """Words over as few lines as the measure (pt) takes, at most so many: what is too long is cut short with an
        ellipsis, which is a doubt. Without words one empty line."""
        lines: list[str] = []
        for word in text.split():
            if lines and self.wide(f"{lines[-1]} {word}", bold=bold) <= measure:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        fits = [self.wide(line, bold=bold) <= measure for line in lines[:most]]
        if len(lines) <= most and all(fits):
            return lines or [""]
        hint = "make it shorter, or set the chart wide"
        self.doubt("label-too-long", f"the label “{text}” is longer than its place", hint, grave=False)
        if len(lines) > most:
            fits[-1] = False
        return [line if fit else self._cut(line, measure, bold) for line, fit in zip(lines, fits, strict=False)]

    def _cut(self, line: str, measure: float, bold: bool) -> str:
        """As many letters of a line as fit with an ellipsis."""
        least, most = 0, len(line)
        while least < most:
            middle = (least + most + 1) // 2
            if self.wide(f"{line[:middle].rstrip()}…", bold=bold) <= measure:
                least = middle
            else:
                most = middle - 1
        return f"{line[:least].rstrip()}…"

    def _outlined(self, x: float, y: float, width: float, height: float, ink: str, weight: float) -> None:
        inset = min(weight / 2, width / 2, height / 2)
        place, size = (x + inset, y + inset), (max(0.0, width - 2 * inset), max(0.0, height - 2 * inset))
        box = Rectangle(place, *size, facecolor="none", edgecolor=self.colour(ink), linewidth=weight)
        self.axes.add_patch(box)

    def _furrows(self, x: float, y: float, width: float, height: float) -> None:
        count = int(width / FURROW_PITCH)
        lines = [[(x + n * FURROW_PITCH, y), (x + n * FURROW_PITCH, y + height)] for n in range(1, count + 1)]
        lines = [line for line in lines if line[0][0] < x + width - OUTLINE]
        if lines:
            self.axes.add_collection(LineCollection(lines, colors=[self.colour("deep")], linewidths=OUTLINE))


def crop_of(index: int) -> Crop:
    """The crop of a series by its place in the order."""
    return CROPS[index % len(CROPS)]
