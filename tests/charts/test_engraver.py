"""matplotlib's figures become graphics whose geometry is that of matplotlib's own PDF, in the brand's inks."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle

from report.charts.engraver import Extent, UndrawableError, engrave
from report.charts.palette import Palette
from report.model.brand import Ink
from report.model.graphic import Graphic, Lettering, Shape
from report.model.placed import Raster

INKS = {
    "ink": Ink("ink", (0.1098, 0.1098, 0.102)),
    "deep": Ink("deep", (0.0549, 0.3098, 0.6196)),
    "gold": Ink("gold", (1.0, 0.7843, 0.0784)),
}
PALETTE = Palette(INKS, ("gold",))
NEAR = 0.2  # pt


def measured(text: str, role: str, size: float, bold: bool, italic: bool) -> Extent:
    return Extent(len(text) * size / 2, size * 0.7, size * 0.2)


def bars(axes: Axes) -> None:
    axes.bar(["a", "b", "c"], [3, -1, 2], color=PALETTE.colour("deep"), hatch=None)
    axes.axhline(0, color=PALETTE.colour("ink"), linewidth=0.6)


def lines(axes: Axes) -> None:
    axes.plot([0, 1, 2, 3], [0, 4, 1, 2.5], color=PALETTE.colour("deep"), linestyle=(0, (3, 1)), alpha=0.5)
    axes.set_xlim(0.5, 2.5)


def curves(axes: Axes) -> None:
    axes.add_patch(Circle((0.5, 0.5), 0.3, facecolor=PALETTE.colour("gold"), edgecolor=PALETTE.colour("ink")))
    axes.pie([3, 2, 1], colors=[PALETTE.colour(name) for name in INKS])


def drawn(draw: Callable[[Axes], object], *, bare: bool = False) -> Figure:
    figure = Figure(figsize=(3, 2))
    axes = figure.add_subplot()
    draw(axes)
    if bare:
        axes.set_axis_off()
    return figure


def points_of(graphic: Graphic) -> set[tuple[float, float]]:
    """Every point of the graphic's paths in pt, y up."""
    found: set[tuple[float, float]] = set()
    for mark in graphic.marks:
        if isinstance(mark, Shape):
            numbers = [float(word) / 100 for word in mark.path.split() if word not in "mlch"]
            found |= {(x, graphic.height - y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)}
    return found


def points_in_pdf(figure: Figure) -> set[tuple[float, float]]:
    buffer = io.BytesIO()
    with mpl.rc_context({"pdf.compression": 0}):
        figure.savefig(buffer, format="pdf")
    content = re.search(rb"stream\r?\n(.*?)endstream", buffer.getvalue(), re.S)
    assert content is not None
    text = re.sub(r"BT.*?ET", "", content[1].decode("latin-1"), flags=re.S)
    found: set[tuple[float, float]] = set()
    for numbers, name in re.findall(r"((?:-?[\d.]+ +){2,6})(m|l|c)\b", text):
        values = [float(word) for word in numbers.split()]
        if len(values) == (6 if name == "c" else 2):
            found |= set(zip(values[::2], values[1::2], strict=True))
    return found


def strays(points: set[tuple[float, float]], among: set[tuple[float, float]]) -> set[tuple[float, float]]:
    return {(x, y) for x, y in points if not any(abs(x - p) < NEAR and abs(y - q) < NEAR for p, q in among)}


@pytest.mark.parametrize("draw", [bars, lines, curves])
def test_geometry_is_that_of_matplotlibs_own_pdf(draw: Callable[[Axes], None]) -> None:
    with mpl.rc_context():
        mpl.rcdefaults()
        theirs = points_in_pdf(drawn(draw, bare=True))
        ours = points_of(engrave(drawn(draw, bare=True), PALETTE, measured))
    assert len(theirs) > 3
    assert not strays(theirs, ours)
    assert not strays(ours, theirs)


def test_colours_come_back_as_inks_and_others_as_themselves() -> None:
    figure = drawn(lambda axes: axes.bar([1, 2], [1, 2], color=[PALETTE.colour("gold"), "#123456"]))
    fills = {mark.fill for mark in engrave(figure, PALETTE, measured).marks if isinstance(mark, Shape)}
    assert {"gold", "#123456"} <= fills


def test_opacity_dashes_and_clips_are_kept() -> None:
    graphic = engrave(drawn(lines), PALETTE, measured)
    (line,) = [mark for mark in graphic.marks if isinstance(mark, Shape) and mark.stroke == "deep"]
    assert line.stroke_opacity == 0.5
    assert line.dash[0] > line.dash[1] > 0
    assert line.clips


def test_words_keep_their_text_place_and_manner() -> None:
    figure = Figure(figsize=(3, 2))
    figure.text(0.5, 0.25, "Ruim driekwart", size=9, weight="bold", family="role:note", ha="left", va="baseline")
    turned: dict[str, Any] = {"rotation": 90, "rotation_mode": "anchor", "ha": "right", "va": "baseline"}
    figure.text(0.5, 0.75, "van de lasten", size=8, color="#1C1C1A", **turned)
    first, second = (mark for mark in engrave(figure, PALETTE, measured).marks if isinstance(mark, Lettering))
    assert (first.text, first.role, first.size, first.bold) == ("Ruim driekwart", "note", 9.0, True)
    assert (first.x, first.y) == pytest.approx((108.0, 108.0))
    assert (second.angle, second.bold) == (90.0, False)
    # Turned words end where our own typesetter's measures say, not where another font's would.
    assert (second.x, second.y) == pytest.approx((108.0, 144 * 0.25 + len("van de lasten") * 4))


def test_a_hatch_is_cut_off_at_its_path_and_an_outline_lies_above_it() -> None:
    figure = Figure(figsize=(3, 2))
    patch = Rectangle(
        (0.1, 0.1), 0.5, 0.5, facecolor="#FFC814", edgecolor="#1C1C1A", hatch="//", transform=figure.transFigure
    )
    figure.add_artist(patch)
    fill, *hatches, outline = (mark for mark in engrave(figure, PALETTE, measured).marks[1:] if isinstance(mark, Shape))
    assert (fill.fill, fill.stroke) == ("gold", "")
    assert (outline.fill, outline.stroke) == ("", "ink")
    assert hatches
    assert all(fill.path in hatch.clips for hatch in hatches)


def test_rasters_are_placed_upright() -> None:
    image = np.zeros((2, 3, 4), dtype=np.uint8)
    figure = Figure(figsize=(3, 2))
    figure.figimage(image, 10, 20)
    (raster,) = [mark for mark in engrave(figure, PALETTE, measured).marks if isinstance(mark, Raster)]
    assert raster.png.startswith(b"\x89PNG")
    assert raster.matrix == (3.0, 0.0, 0.0, -2.0, 10.0, 144.0 - 20.0)


def test_what_has_no_place_is_refused() -> None:
    figure = drawn(lambda axes: axes.pcolormesh(np.arange(9).reshape(3, 3), shading="gouraud"))
    with pytest.raises(UndrawableError):
        engrave(figure, PALETTE, measured)
