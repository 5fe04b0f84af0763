"""Where a chart is drawn: a matplotlib figure whose units are points from its top left corner, in the brand's looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from msgspec import Struct

from report.charts.engraver import Measure
from report.charts.looks import Looks
from report.charts.palette import Colour, Palette
from report.model.charts import Crop

FURROW_PITCH = 5.2  # pt between the furrows of a bar
OUTLINE = 0.8  # pt
MARK_OUTLINE = 0.75  # pt (SPEC, Charts: highlight)
Align = Literal["left", "center", "right"]
CROPS: tuple[Crop, ...] = ("solid", "furrow", "k55", "k15")
"""In the order that series take them (SPEC, Charts)."""


class Doubt(Struct, frozen=True):
    """Why a chart should not be printed as it is."""

    code: str
    message: str
    hint: str = ""


class Stage:
    """One figure in the making. All places and sizes are in pt, y down from the top."""

    def __init__(self, looks: Looks, palette: Palette, measure: Measure) -> None:
        self.looks = looks
        self.width = looks.width
        self.unit = looks.unit
        self.doubts: list[Doubt] = []
        self.palette = palette
        self._measure = measure
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

    def doubt(self, code: str, message: str, hint: str = "") -> None:
        """Say why this chart should not be printed as it is."""
        self.doubts.append(Doubt(code, message, hint))

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
        """Words whose baseline is at y."""
        self.axes.text(
            x,
            y,
            text.replace("$", r"\$"),
            ha=align,
            va="baseline",
            color=self.colour(ink),
            family=f"role:{role or self.looks.role}",
            size=size or self.looks.size,
            weight="bold" if bold else "normal",
        )

    def wide(self, text: str, *, bold: bool = False, role: str = "", size: float = 0.0) -> float:
        """How wide (pt) words are set."""
        return self._measure(text, role or self.looks.role, size or self.looks.size, bold, False).width

    def folded(self, text: str, measure: float, most: int, *, bold: bool = False) -> list[str]:
        """Words over as few lines as the measure (pt) takes, at most so many: the last one is cut short with an
        ellipsis, which is a doubt."""
        lines: list[str] = []
        for word in text.split():
            if lines and self.wide(f"{lines[-1]} {word}", bold=bold) <= measure:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        if len(lines) <= most and all(self.wide(line, bold=bold) <= measure for line in lines):
            return lines or [""]
        self.doubt("label-too-long", f"the label “{text}” is longer than its place in the chart", "make it shorter")
        lines = lines[:most]
        return [self._cut(line, measure, bold) if index == len(lines) - 1 or self.wide(line, bold=bold) > measure
                else line for index, line in enumerate(lines)]  # fmt: skip

    def _cut(self, line: str, measure: float, bold: bool) -> str:
        while line and self.wide(f"{line}…", bold=bold) > measure:
            line = line[:-1].rstrip()
        return f"{line}…"

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


def scaled(values: Sequence[float], length: float) -> Mapping[float, float]:
    """Lengths in proportion to values, the largest of them as long as this."""
    most = max((abs(value) for value in values), default=0.0) or 1.0
    return {value: abs(value) / most * length for value in values}
