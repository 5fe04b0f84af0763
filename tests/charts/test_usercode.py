"""Functions of the user's that draw charts: they get figures and a stage, and their faults are told with a place."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from report.charts.drawing import Drawn, draw
from report.errors import Location
from report.model.charts import Code
from report.model.graphic import Lettering, Shape
from tests.charts.drawings import data, looks, measured

FILE = "config/charts/wheel.py"
GOOD = """
from math import pi

def draw(data, stage):
    axes = stage.open(60)
    stage.block(0, 10, data.rows[0].data[0].size * pi, 12, "solid")
    stage.words(data.rows[0].label, 0, 50)
    axes.plot([10, 90], [20, 40], color=stage.colour("gold"))
"""


def drawn(text: str, function: str = "draw") -> Drawn:
    chart = replace(data("", [("Noord", [10])]), code=Code(function, FILE, text))
    return draw(chart, looks(), lambda: measured)


def test_a_function_draws_with_the_stage_and_with_matplotlib() -> None:
    made = drawn(GOOD)
    assert made.misgivings == ()
    assert [mark.text for mark in made.graphic.marks if isinstance(mark, Lettering)] == ["Noord"]
    inks = {mark.fill or mark.stroke for mark in made.graphic.marks if isinstance(mark, Shape)}
    assert {"deep", "gold"} <= inks


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("def draw(data, stage:\n    pass\n", 1, "no Python"),
        ("x = 1\n", 0, "no function draw"),
        ("def draw(data, stage):\n    y = 1\n    return 1 / 0\n", 3, "ZeroDivisionError"),
        ("import nothing_of_that_name\n", 1, "ModuleNotFoundError"),
        ("def draw(data, stage):\n    raise SystemExit(3)\n", 2, "SystemExit"),
        ("def draw(data):\n    pass\n", 1, "TypeError"),
        ("def draw(data, stage):\n    pass\n", 0, "draws nothing"),
        ("def draw(data, stage):\n    stage.words('te vroeg', 0, 0)\n", 0, "draws nothing"),
        ("def draw(data, stage):\n    stage.open(40)\n    stage.colour('rood')\n", 3, "KeyError"),
        ("def draw(data, stage):\n    stage.open(float('nan'))\n", 2, "ValueError"),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value),
)
def test_faults_are_told_with_file_and_line(text: str, line: int, told: str) -> None:
    (doubt,) = drawn(text).misgivings
    assert doubt.grave
    assert told in doubt.message
    assert doubt.at is not None
    assert (doubt.at.file, doubt.at.line) == (FILE, line or Location(FILE).line)


def test_what_cannot_be_printed_is_told() -> None:
    mesh = "axes.pcolormesh(numpy.arange(9).reshape(3, 3), shading='gouraud')"
    (doubt,) = drawn(f"import numpy\ndef draw(data, stage):\n    axes = stage.open(40)\n    {mesh}\n").misgivings
    assert doubt.code == "chart-code"
    assert "shaded" in doubt.message


def test_settings_of_matplotlib_are_put_back() -> None:
    import matplotlib as mpl

    before = mpl.rcParams["lines.linewidth"]
    drawn("import matplotlib\n" + GOOD.replace("axes =", "matplotlib.rcParams['lines.linewidth'] = 9\n    axes ="))
    assert mpl.rcParams["lines.linewidth"] == before
