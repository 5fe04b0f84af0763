"""SVG files become vectors cut to their ink; what a vector cannot hold is refused with its reason."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.errors import Location, Problem
from report.model.vector import Vector
from report.sources.project import Project
from report.sources.vectors import read_vector

AT = Location("config/content/brief.md", 3, 9)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{}</svg>'


def read(folder: Path, content: str | bytes) -> tuple[Vector | None, list[Problem]]:
    data = content if isinstance(content, bytes) else SVG.format(content).encode()
    (folder / "x.svg").write_bytes(data)
    project = Project(folder)
    return read_vector(project, "x.svg", AT), project.problems


def test_a_line_is_cut_to_its_ink_with_its_stroke(tmp_path: Path) -> None:
    drawing, problems = read(tmp_path, '<path d="M10 20H30" stroke="#ff0000" stroke-width="4"/>')
    assert not problems
    assert drawing is not None
    assert (drawing.width, drawing.height) == (24.0, 4.0)
    (line,) = drawing.contours
    assert line.steps == (("m", (2.0, 2.0)), ("l", (22.0, 2.0)))
    assert (line.fill, line.stroke, line.width) == (None, (1.0, 0.0, 0.0), 4.0)


def test_groups_and_arcs_are_carried_out(tmp_path: Path) -> None:
    drawing, _ = read(tmp_path, '<g transform="translate(5 5) scale(2)"><circle cx="5" cy="5" r="5"/></g>')
    assert drawing is not None
    assert math.isclose(drawing.width, 20.0, abs_tol=0.05)
    assert math.isclose(drawing.height, 20.0, abs_tol=0.05)
    assert {operator for operator, _ in drawing.contours[0].steps} <= {"m", "l", "c", "h"}
    assert drawing.contours[0].fill == (0.0, 0.0, 0.0)


def test_the_sheet_beneath_is_left_out_and_a_knockout_stays(tmp_path: Path) -> None:
    sheet = '<rect width="100" height="50" fill="#fff"/><rect x="10" y="10" width="20" height="20"/>'
    drawing, _ = read(tmp_path, sheet + '<rect x="15" y="15" width="2" height="2" fill="white"/>')
    assert drawing is not None
    assert (drawing.width, drawing.height, len(drawing.contours)) == (20.0, 20.0, 2)


def test_a_curve_reaches_as_far_as_its_bow(tmp_path: Path) -> None:
    drawing, _ = read(tmp_path, '<path d="M0 0C0 40 100 40 100 0Z"/>')
    assert drawing is not None
    assert math.isclose(drawing.height, 30.0, abs_tol=0.001)


def test_the_rule_of_the_fill_is_kept(tmp_path: Path) -> None:
    drawing, _ = read(tmp_path, '<path fill-rule="evenodd" d="M0 0H9V9H0ZM3 3H6V6H3Z"/>')
    assert drawing is not None
    assert drawing.contours[0].even_odd


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        ("<text>Ada</text>", "vector-refused", "<text>"),
        ('<image href="x.png"/>', "vector-refused", "<image>"),
        ('<symbol id="a"/><use href="#a"/>', "vector-refused", "<use>"),
        ('<linearGradient id="g"/>', "vector-refused", "<linearGradient>"),
        ("", "vector-refused", "Nothing is drawn"),
        ('<path d="M0 0L5 5" stroke="none" fill="none"/>', "vector-refused", "Nothing is drawn"),
        (b"no picture at all", "vector-unreadable", "no SVG"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "vector-refused", "entities"),
        (b"<svg>" + b" " * 1_000_001, "vector-refused", "larger"),
    ],
)
def test_what_a_vector_cannot_hold_is_told(tmp_path: Path, content: str | bytes, code: str, word: str) -> None:
    drawing, (problem,) = read(tmp_path, content)
    assert drawing is None
    assert (problem.code, problem.at) == (code, AT)
    assert word in problem.message
    assert problem.hint


def test_a_missing_file_is_told_at_its_name(tmp_path: Path) -> None:
    project = Project(tmp_path)
    assert read_vector(project, "assets/weg.svg", AT) is None
    (problem,) = project.problems
    assert (problem.code, problem.at) == ("file-missing", AT)


NUMBERS = st.integers(-500, 500)


@given(st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, NUMBERS), min_size=1, max_size=6))
def test_all_ink_lies_within_the_drawing(
    tmp_path_factory: pytest.TempPathFactory, curves: list[tuple[int, ...]]
) -> None:
    folder = tmp_path_factory.mktemp("svg")
    path = "M0 0" + "".join(f"C{a} {b} {c} {d} {e} {f}" for a, b, c, d, e, f in curves)
    drawing, problems = read(folder, f'<path d="{path}" stroke="#000" stroke-width="1" fill="none"/>')
    if drawing is None:
        assert [problem.code for problem in problems] == ["vector-refused"]
        return
    x = y = 0.0
    for operator, numbers in drawing.contours[0].steps:
        if operator == "c":
            for step in range(11):
                t, s = step / 10, 1 - step / 10
                for start, index, most in ((x, 0, drawing.width), (y, 1, drawing.height)):
                    p1, p2, p3 = numbers[index], numbers[index + 2], numbers[index + 4]
                    value = s**3 * start + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t**3 * p3
                    assert -0.01 <= value <= most + 0.01
        x, y = numbers[-2:]
