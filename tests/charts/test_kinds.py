"""What the kinds of chart draw: lengths in proportion, axes from zero, few grid lines, and doubts where they lie."""

from __future__ import annotations

import warnings
from decimal import Decimal

import matplotlib as mpl
import pytest
from msgspec.structs import replace

from report.charts.axis import axis_over
from report.charts.data import ChartData
from report.charts.drawing import draw
from report.charts.kinds import KINDS
from report.charts.kinds.units import hundredths
from report.charts.palette import Palette
from report.charts.stage import Stage
from report.charts.telling import NAMES
from report.checks import charts as checked
from report.model.brand import Ink
from report.model.charts import Arrange, SeriesRole
from report.model.graphic import Graphic, Lettering, Shape
from tests.charts.drawings import COLOURS, boxes, data, looks, measured
from tests.charts.test_engraver import points_in_pdf, points_of, strays


def drawn(chart: ChartData, width: float = 400.0) -> Graphic:
    made = draw(chart, looks(width), lambda: measured)
    assert not [doubt for doubt in made.misgivings if doubt.grave], made.misgivings
    return made.graphic


def doubts(chart: ChartData) -> set[str]:
    return {doubt.code for doubt in draw(chart, looks(), lambda: measured).misgivings if doubt.grave}


def areas(graphic: Graphic, *inks: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of all areas in these inks."""
    found = []
    for mark in graphic.marks:
        if isinstance(mark, Shape) and mark.fill in inks:
            numbers = [float(word) / 100 for word in mark.path.split() if word not in "mlch"]
            across, down = numbers[::2], numbers[1::2]
            found.append((min(across), min(down), max(across), max(down)))
    return found


def mains(count: int) -> list[tuple[str, SeriesRole]]:
    return [(f"reeks {number}", "main") for number in range(count)]


def words(graphic: Graphic) -> list[str]:
    return [mark.text for mark in graphic.marks if isinstance(mark, Lettering)]


def test_every_kind_has_a_nature_a_name_and_no_other_has() -> None:
    assert set(KINDS) == set(checked.KINDS) == set(NAMES)


def test_bars_are_as_long_as_their_values_and_negative_ones_go_left() -> None:
    graphic = drawn(data("bar", [("A", [100]), ("B", [50]), ("C", [-25])]))
    first, second, third = areas(graphic, "deep")
    assert (second[2] - second[0]) / (first[2] - first[0]) == pytest.approx(0.5, abs=0.01)
    assert (third[2] - third[0]) / (first[2] - first[0]) == pytest.approx(0.25, abs=0.01)
    assert first[0] == pytest.approx(second[0]) == pytest.approx(third[2])
    assert {"100", "50", "−25"} <= set(words(graphic))


def test_columns_stand_on_one_line_and_hang_below_it() -> None:
    graphic = drawn(data("column", [("A", [80]), ("B", [40]), ("C", [-20])]))
    first, second, third = areas(graphic, "deep")
    assert first[3] == pytest.approx(second[3]) == pytest.approx(third[1])
    assert (second[3] - second[1]) / (first[3] - first[1]) == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("arrange", ["stacked", "share"])
def test_stacks_add_up_or_fill_their_bar(arrange: Arrange) -> None:
    graphic = drawn(data("bar", [("A", [30, 10]), ("B", [10, 10])], mains(2), arrange=arrange))
    solid = [area for area in areas(graphic, "deep") if area[2] - area[0] > 12]
    lengths = [area[2] - area[0] for area in solid]
    assert lengths[0] / lengths[1] == pytest.approx(3.0 if arrange == "stacked" else 1.5, rel=0.02)
    assert ("40" in words(graphic)) == (arrange == "stacked")
    assert ("75%" in words(graphic)) == (arrange == "share")


def test_a_comparison_is_a_tick_in_ink() -> None:
    chart = data("bar", [("A", [10, 20])], [("2021", "main"), ("2020", "comparison")])
    ticks = [mark for mark in drawn(chart).marks if isinstance(mark, Shape) and mark.stroke == "ink"]
    assert [tick.width for tick in ticks] == [1.3]
    (bar,) = areas(drawn(chart), "deep")
    numbers = [float(word) / 100 for word in ticks[0].path.split() if word not in "mlch"]
    assert numbers[0] - bar[0] == pytest.approx(2 * (bar[2] - bar[0]), rel=0.01)


@pytest.mark.parametrize("kind", ["line", "area", "multiples", "sparkline"])
def test_a_line_is_parted_where_nothing_was_measured(kind: str) -> None:
    def strokes(values: list[int | None]) -> int:
        rows = [(str(number), [value]) for number, value in enumerate(values)]
        graphic = drawn(data(kind, rows))
        return sum(isinstance(mark, Shape) and mark.stroke == "deep" and not mark.fill for mark in graphic.marks)

    assert strokes([1, 2, 3, 4, 5]) == 1
    assert strokes([1, 2, None, 4, 5]) == 2


def test_values_of_dots_stand_beside_their_own_dots() -> None:
    graphic = drawn(data("dots", [("A", [3, 9])], mains(2)))
    dots = sorted(areas(graphic, "deep", "paper"))[-2:]
    (low,), (high,) = ([box for text, box in boxes(graphic) if text == wanted] for wanted in ("3", "9"))
    assert low.right < dots[0][0] < dots[0][2] < dots[1][0]
    assert dots[1][2] < high.left


def test_as_many_squares_as_counted() -> None:
    assert len(areas(drawn(data("units", [("A", [23])])), "deep")) == 23


@pytest.mark.parametrize("values", [[1, 1, 1], [31, 69], [2, 3, 5, 7], [1], [999, 1]])
def test_a_hundred_squares_are_a_hundred(values: list[int]) -> None:
    counts = hundredths([Decimal(value) for value in values])
    assert sum(counts) == 100
    assert all(abs(count - value / sum(values) * 100) < 1 for count, value in zip(counts, values, strict=True))


def test_a_waterfall_steps_from_total_to_total() -> None:
    chart = data("waterfall", [("Baten", [100]), ("Lasten", [-60]), ("Resultaat", [40])])
    rows = (chart.rows[0], replace(chart.rows[1], parent="stap"), chart.rows[2])
    income, result = areas(drawn(replace(chart, rows=rows)), "k55")
    assert (result[2] - result[0]) / (income[2] - income[0]) == pytest.approx(0.4, abs=0.01)
    assert doubts(replace(chart, rows=(*rows[:2], data("bar", [("Resultaat", [50])]).rows[0]))) == {"waterfall-gap"}


@pytest.mark.parametrize(("values", "base"), [([3, 9], None), ([-4, 12], None), ([0], None), ([6, 8], Decimal(5))])
def test_axes_begin_at_zero_and_have_few_lines(values: list[float], base: Decimal | None) -> None:
    axis = axis_over(values, 0.0, 100.0, base)
    assert axis.low == (min(0.0, *values) if base is None else 5.0)
    assert len([tick for tick in axis.ticks if tick != 0]) <= 4
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)


TWO = [("2021", "main")]


@pytest.mark.parametrize(
    ("chart", "code"),
    [
        (data("donut", [("A", [3]), ("B", [-1])]), "negative-share"),
        (data("shares", [(f"Deel {n}", [n + 1]) for n in range(9)]), "too-many-parts"),
        (data("treemap", [("A", [0])]), "no-parts"),
        (data("bar", [("A", [1] * 5)], mains(5)), "too-many-series"),
        (data("line", [("A", [1] * 9)], mains(9)), "too-many-series"),
        (data("bullet", [("A", [1])]), "no-target"),
        (data("slope", [("A", [1])]), "no-pair"),
        (data("units", [("A", [Decimal("1.5")])]), "no-whole-count"),
        (data("units", [("A", [4000])]), "too-many-units"),
        (data("column", [(f"{n}", [n]) for n in range(300)]), "no-room"),
        (data("bar", [("A", [None])]), "empty-chart"),
        (data("map", [("Nergens", [1])]), "no-such-place"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.kind,
)
def test_what_would_mislead_is_a_grave_doubt(chart: ChartData, code: str) -> None:
    assert code in doubts(chart)


def test_words_that_would_touch_others_are_refused() -> None:
    inks = {name: Ink(name, colour) for name, colour in COLOURS.items()}
    stage = Stage(looks(), Palette(inks, list(inks)), measured)
    stage.open(100)
    stage.words("een label", 10, 50)
    stage.words("een ander", 20, 52)
    stage.words("buiten", 390, 50)
    assert len(stage.axes.texts) == 1
    assert [(doubt.code, doubt.grave) for doubt in stage.doubts] == [("labels-collide", True)]


@pytest.mark.parametrize("kind", KINDS)
def test_geometry_is_that_of_matplotlibs_own_pdf(kind: str) -> None:
    series: list[tuple[str, SeriesRole]] = [("2020", "main"), ("2021", "target" if kind == "bullet" else "main")]
    rows = [("Noord", [30, 40]), ("Oost", [12, 20]), ("Zuid", [42, 60])]
    chart = data(kind, rows, series, parents=True, event="Een", marked=[1])
    inks = {name: Ink(name, colour) for name, colour in COLOURS.items()}
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mpl.rcdefaults()
        stage = Stage(looks(), Palette(inks, list(inks)), measured)
        KINDS[kind](chart, stage)
        for text in stage.axes.texts:
            text.remove()
        ours = points_of(draw(chart, looks(), lambda: measured).graphic)
        theirs = points_in_pdf(stage.figure)
    assert len(theirs) > 3
    assert not strays(theirs, ours)
    assert not strays(ours, theirs)
