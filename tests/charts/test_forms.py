"""Units and bars in the form of the brand: squares and blocks, or dots and pins."""

from __future__ import annotations

import pytest
from matplotlib.patches import Circle, Patch, Rectangle

from report.charts.engraver import Extent
from report.charts.looks import Looks
from report.charts.palette import Palette
from report.charts.stage import Stage
from report.model.brand import Ink
from report.model.charts import Crop

INKS = {name: name for name in ("deep", "gold", "ink", "paper", "k70", "k55", "k40", "k15", "k6")}
COLOURS = {name: (index / 10, 0.5, 0.5) for index, name in enumerate(INKS)}


def stage(*, dots: bool = False, pins: bool = False) -> Stage:
    looks = Looks(200.0, 12.76, INKS, COLOURS, "note", 8.0, "", dots, pins)
    palette = Palette({name: Ink(name, colour) for name, colour in COLOURS.items()}, list(INKS))
    made = Stage(looks, palette, lambda text, *_: Extent(4.0 * len(text), 6.0, 2.0))
    made.open(100.0)
    return made


def patches(made: Stage, kind: type[Patch]) -> list[Patch]:
    return [patch for patch in made.axes.patches if isinstance(patch, kind)]


@pytest.mark.parametrize("crop", ["solid", "furrow", "gold", "k15"])
def test_one_of_a_count_fills_the_same_square(crop: Crop) -> None:
    square, dot = stage(), stage(dots=True)
    square.one(10.0, 20.0, 8.0, crop)
    dot.one(10.0, 20.0, 8.0, crop)
    assert patches(square, Rectangle)
    assert not patches(square, Circle)
    (circle,) = patches(dot, Circle)
    assert isinstance(circle, Circle)
    assert circle.center == (14.0, 24.0)
    assert circle.radius + circle.get_linewidth() / 2 == pytest.approx(4.0)


@pytest.mark.parametrize("length", [120.0, -60.0, 3.0])
def test_a_pin_ends_where_its_bar_would(length: float) -> None:
    made = stage(pins=True)
    made.bar(80.0, 10.0, length, 12.0, "solid")
    (circle,) = patches(made, Circle)
    assert isinstance(circle, Circle)
    reach = circle.center[0] + (circle.radius if length > 0 else -circle.radius)
    assert reach == pytest.approx(80.0 + length)
    assert circle.center[1] == pytest.approx(16.0)
    for stem in patches(made, Rectangle):
        assert isinstance(stem, Rectangle)
        assert min(80.0, 80.0 + length) <= stem.get_x() <= stem.get_x() + stem.get_width() <= max(80.0, 80.0 + length)


def test_a_block_is_as_long_as_its_figure() -> None:
    made = stage()
    made.bar(80.0, 10.0, -60.0, 12.0, "solid")
    (block,) = patches(made, Rectangle)
    assert isinstance(block, Rectangle)
    assert (block.get_x(), block.get_width(), block.get_height()) == (20.0, 60.0, 12.0)
