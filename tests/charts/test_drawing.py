"""Drawn charts are kept: an unchanged one costs no matplotlib; what is kept may be lost or spoilt."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from report.charts.drawing import draw, fingerprint
from report.charts.engraver import Measure
from report.charts.kinds import KINDS
from report.model.charts import SeriesRole
from report.model.graphic import Shape
from tests.charts.drawings import data, looks, measured

CHART = data("bar", [("A", [3]), ("B", [5])])
ROOT = Path(__file__).parents[2]


def never() -> Measure:
    raise AssertionError("an unchanged chart is not measured again")


def test_an_unchanged_chart_is_read_not_drawn(tmp_path: Path) -> None:
    first = draw(CHART, looks(), lambda: measured, tmp_path / "charts")
    assert draw(CHART, looks(), never, tmp_path / "charts") == first
    assert (tmp_path / ".gitignore").read_text() == "*\n"


def test_an_unchanged_chart_does_not_import_matplotlib(tmp_path: Path) -> None:
    """In a process of its own, whose data is read from the same text."""
    draw(CHART, looks(), lambda: measured, tmp_path / "charts")
    code = f"""
import sys
from decimal import Decimal
from pathlib import Path
from report.charts.data import ChartData, DataRow, DataSeries, Datum
from report.charts.drawing import draw
from report.charts.looks import Looks
chart, looks = {CHART!r}, {looks()!r}
drawn = draw(chart, looks, None, Path({str(tmp_path / "charts")!r}))
assert len(drawn.graphic.marks) > 3
assert not any(name.split(".")[0] in ("matplotlib", "numpy") for name in sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("spoilt", [b"", b"\x00\x01", b"\xff" * 400])
def test_what_is_spoilt_is_drawn_again(tmp_path: Path, spoilt: bytes) -> None:
    first = draw(CHART, looks(), lambda: measured, tmp_path / "charts")
    (file,) = (tmp_path / "charts").glob("*.graphic")
    file.write_bytes(spoilt)
    assert draw(CHART, looks(), lambda: measured, tmp_path / "charts") == first
    assert file.read_bytes() != spoilt


@pytest.mark.parametrize(
    "change",
    [
        {"fill": "no such ink"},
        {"path": "0 0 m 1 1 l S /Evil Do"},
        {"clips": ("0 0 m (x) Tj",)},
    ],
)
def test_what_somebody_else_put_there_is_not_used(tmp_path: Path, change: dict[str, Any]) -> None:
    first = draw(CHART, looks(), lambda: measured, tmp_path / "charts")
    (file,) = (tmp_path / "charts").glob("*.graphic")
    marks = tuple(replace(mark, **change) if isinstance(mark, Shape) else mark for mark in first.graphic.marks)
    file.write_bytes(msgspec.msgpack.encode(replace(first, graphic=replace(first.graphic, marks=marks))))
    assert draw(CHART, looks(), lambda: measured, tmp_path / "charts") == first


@pytest.mark.parametrize("kind", KINDS)
def test_what_every_kind_draws_is_kept_and_found(tmp_path: Path, kind: str) -> None:
    series: list[tuple[str, SeriesRole]] = [("2020", "main"), ("2021", "target" if kind == "bullet" else "main")]
    chart = data(kind, [("Noord", [30, 40])], series, event="Een", marked=[0])
    first = draw(chart, looks(), lambda: measured, tmp_path / "charts")
    assert draw(chart, looks(), never, tmp_path / "charts") == first


def test_only_so_many_graphics_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report.charts.drawing.MOST_KEPT", 3)
    for width in range(300, 306):
        draw(CHART, looks(float(width)), lambda: measured, tmp_path / "charts")
    assert len(list((tmp_path / "charts").iterdir())) == 3


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "charts").write_text("in the way")
    assert draw(CHART, looks(), lambda: measured, tmp_path / "charts").graphic.marks


def test_a_chart_that_is_refused_is_not_kept(tmp_path: Path) -> None:
    refused = draw(data("bullet", [("A", [3])]), looks(), lambda: measured, tmp_path / "charts")
    assert any(doubt.grave for doubt in refused.misgivings)
    assert not list(tmp_path.rglob("*.graphic"))


def test_whatever_changes_a_graphic_changes_its_name() -> None:
    names = {
        fingerprint(CHART, looks()),
        fingerprint(replace(CHART, title="Anders"), looks()),
        fingerprint(CHART, looks(401.0)),
        fingerprint(CHART, replace(looks(), pins=True)),
        fingerprint(data("bar", [("A", [3]), ("B", [6])]), looks()),
    }
    assert len(names) == 5


def test_equal_charts_are_equal_graphics() -> None:
    assert draw(CHART, looks(), lambda: measured) == draw(CHART, looks(), lambda: measured)
