"""Whatever the figures, every kind draws without an exception, and no label touches another or leaves the figure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from report.charts.data import ChartData
from report.charts.drawing import draw
from report.charts.kinds import KINDS
from report.model.charts import Arrange, SeriesRole
from report.model.graphic import Lettering
from tests.charts.drawings import boxes, clipped, collisions, data, looks, measured, overlap, painted, straying

DATA_SETS = 1000
EACH = -(-DATA_SETS // len(KINDS))  # of every kind

labels = st.one_of(
    st.sampled_from(["Noord", "Zuid", "Provincie Groningen", "Overige subsidies en bijdragen", "2021", "$x$", ""]),
    st.text(alphabet="abc defgh ijk-lmn", max_size=90),
)
values = st.one_of(
    st.none(),
    st.just(Decimal(0)),
    st.integers(-40, 140).map(Decimal),
    st.decimals(-1_000_000, 5_000_000, places=2),
    st.sampled_from([Decimal("1e15"), Decimal("-1e15"), Decimal("0.000001"), Decimal("123456789012")]),
)
roles: st.SearchStrategy[SeriesRole] = st.sampled_from(["main", "main", "comparison", "target"])
arrangements: st.SearchStrategy[Arrange] = st.sampled_from(["beside", "stacked", "share"])


@st.composite
def data_sets(draw_one: st.DrawFn, kind: str) -> ChartData:
    series: list[tuple[str, SeriesRole]] = [
        (draw_one(labels), draw_one(roles)) for _ in range(draw_one(st.integers(1, 5)))
    ]
    count = draw_one(st.one_of(st.integers(1, 8), st.integers(1, 40)))
    rows = [(draw_one(labels), [draw_one(values) for _ in series]) for _ in range(count)]
    return data(
        kind,
        rows,
        series,
        arrange=draw_one(arrangements),
        base=draw_one(st.sampled_from([None, None, Decimal(5), Decimal(-3)])),
        marked=draw_one(st.sets(st.integers(0, 5))),
        parents=draw_one(st.booleans()),
        event=draw_one(st.sampled_from(["", "monitor Brede Welvaart"])),
    )


@pytest.mark.parametrize("kind", KINDS)
def test_any_figures_are_drawn_without_collisions(kind: str) -> None:
    @settings(max_examples=EACH, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(data_sets(kind), st.sampled_from([193.0, 300.0, 408.0]))
    def drawn_soundly(chart: ChartData, width: float) -> None:
        drawn = draw(chart, looks(width), lambda: measured)
        assert collisions(drawn.graphic) == []
        assert clipped(drawn.graphic) == []
        if not any(doubt.grave for doubt in drawn.misgivings):
            assert straying(drawn.graphic) == []
            assert any(isinstance(mark, Lettering) for mark in drawn.graphic.marks)

    drawn_soundly()


ORDINARY = ("Provincie Groningen", "Provincie Drenthe", "Overige opdrachten", "Overige bijdragen", "Europa")
SERIES = {"slope": 2, "dots": 2, "shares": 2, "multiples": 3, "sparkline": 3, "line": 3, "area": 2, "bullet": 2}


ARRANGED: list[tuple[str, Arrange]] = [(kind, "beside") for kind in KINDS if kind != "map"]
ARRANGED += [("bar", "stacked"), ("bar", "share"), ("column", "stacked"), ("column", "share")]


@pytest.mark.parametrize("width", [193.0, 408.0])
@pytest.mark.parametrize(("kind", "arrange"), ARRANGED)
def test_ordinary_figures_raise_no_doubt(kind: str, width: float, arrange: Arrange) -> None:
    """What the first test lets pass, a chart that is refused, is the exception."""
    count = SERIES.get(kind, 2 if kind in ("bar", "column") else 1)
    second: SeriesRole = "target" if kind == "bullet" else "main"
    series: list[tuple[str, SeriesRole]] = [("2020", "main"), ("2021", second), ("2022", "main")]

    @settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.lists(st.lists(st.integers(1, 60), min_size=count, max_size=count), min_size=2, max_size=5))
    def drawn_whole(figures: list[list[int]]) -> None:
        if kind == "waterfall":
            figures[-1] = [sum(row[0] for row in figures[:-1])]
        chart = data(kind, zip(ORDINARY, figures, strict=False), series[:count], arrange=arrange)
        rows = tuple(replace(row, parent="steps") for row in chart.rows[:-1])
        chart = replace(chart, rows=(*rows, chart.rows[-1]))
        drawn = draw(chart, looks(width), lambda: measured)
        assert [doubt for doubt in drawn.misgivings if doubt.grave] == []

    drawn_whole()


CLEAR = ("bar", "column", "waterfall", "dots", "bullet", "shares", "slope", "units", "hundred", "donut", "sparkline")


@pytest.mark.parametrize("width", [193.0, 408.0])
@pytest.mark.parametrize("kind", CLEAR)
def test_labels_stand_clear_of_areas_and_ticks(kind: str, width: float) -> None:
    count = SERIES.get(kind, 2 if kind in ("bar", "column") else 1)
    second: SeriesRole = "target" if kind == "bullet" else "comparison" if kind == "column" else "main"
    series: list[tuple[str, SeriesRole]] = [("2020", "main"), ("2021", second), ("2022", "main")]
    least = -50 if kind in ("bar", "column", "waterfall", "dots", "slope", "sparkline") else 0

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.lists(st.lists(st.integers(least, 90), min_size=count, max_size=count), min_size=2, max_size=5))
    def clear(figures: list[list[int]]) -> None:
        chart = data(kind, zip(ORDINARY, figures, strict=False), series[:count], parents=True)
        graphic = draw(chart, looks(width), lambda: measured).graphic
        assert [text for text, box in boxes(graphic) for area in painted(graphic) if overlap(box, area) > 0.6] == []

    clear()


def test_words_on_areas_would_be_found() -> None:
    graphic = draw(data("treemap", [("A", [3]), ("B", [2])]), looks(), lambda: measured).graphic
    assert any(overlap(box, area) > 0.6 for _, box in boxes(graphic) for area in painted(graphic))
