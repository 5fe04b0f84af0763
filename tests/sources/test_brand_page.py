"""Page keys of a brand file become a grid on which the page plans find their places."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.model.brand import Brand, Grid
from report.sources.brand import read_brand
from report.sources.project import Project
from tests.sources.projects import places

MM = 72 / 25.4


def brand(folder: Path, text: str) -> tuple[Brand, list[tuple[str, str]]]:
    (folder / "brand.yaml").write_text(text, "utf-8")
    project = Project(folder)
    return read_brand(project, "brand.yaml", None), places(tuple(project.problems))


def page(folder: Path, keys: str) -> Grid:
    read, problems = brand(folder, f"defaults: {{report: {{page: {{{keys}}}}}}}\n")
    assert problems == []
    return read.grid


@pytest.mark.parametrize(
    ("keys", "width", "height", "columns"),
    [
        ("size: A4", 210, 297, 2),
        ("size: A4, orientation: landscape", 297, 210, 3),
        ("size: A5", 148, 210, 1),
        ("size: A5, orientation: landscape", 210, 148, 2),
        ("size: letter", 215.9, 279.4, 2),
        ("size: [297, 210], orientation: portrait", 210, 297, 2),
        ("size: [210, 210]", 210, 210, 2),
        ("size: A4, text-columns: 1", 210, 297, 1),
    ],
)
def test_sizes_and_their_text_columns(tmp_path: Path, keys: str, width: float, height: float, columns: int) -> None:
    grid = page(tmp_path, keys)
    assert [grid.width, grid.height] == pytest.approx([width * MM, height * MM])
    assert grid.text_columns == columns


def test_on_a4_the_plan_is_the_page(tmp_path: Path) -> None:
    grid = page(tmp_path, "size: A4")
    for line in (0, 5, 10, 12.75, 21.2, 34, 60, 61.75, 66):
        assert (grid.down(line), grid.up(line)) == (line, line)
    assert (grid.first_line, grid.last_line, grid.fields) == (13, 60, (6, 8))
    assert (grid.margin_columns, grid.measure_columns, grid.text_lines) == (2, 10, 48)


@given(
    width=st.floats(120, 420),
    height=st.floats(150, 500),
    unit=st.floats(3.5, 5),
    drawn=st.integers(4, 24),
    columns=st.integers(1, 3),
)
def test_any_page_has_room_for_its_plan(width: float, height: float, unit: float, drawn: int, columns: int) -> None:
    grid = Grid(width * MM, height * MM, unit * MM, 15 * MM, 15 * MM, drawn, 1.5 * MM, 0.0, columns)
    count, pitch = grid.fields
    assert count >= 1
    assert pitch in (7, 8, 9)
    assert grid.last_line == grid.first_line - 1 + count * pitch <= grid.lines - 2
    places = [grid.down(line) for line in range(67)]
    assert places == sorted(places)
    for verso in (False, True):
        edge = grid.left(verso) + grid.live + 0.01
        for start in range(1, 13):
            for span in range(1, 14 - start):
                x = grid.column_x(start, verso)
                assert x + grid.span(span) <= edge
                assert x + grid.span(span) < grid.column_x(start + span, verso)
    assert grid.margin_columns + grid.measure_columns == pytest.approx(12)
    assert 1.9 <= grid.margin_columns <= 4


@pytest.mark.parametrize(("drawn", "margin"), [(12, 2), (24, 2), (6, 2), (8, 3), (10, 2.4), (16, 3)])
def test_text_stands_in_whole_columns_of_the_page(drawn: int, margin: float) -> None:
    grid = Grid(210 * MM, 297 * MM, 4.5 * MM, 18 * MM, 22.5 * MM, drawn, 4.5 * MM, 0.0)
    assert grid.margin_columns == pytest.approx(margin)
    if drawn != 6:  # whose text columns would be narrower than a third of the page
        own = grid.span(grid.measure_columns / 2)
        count = (own + grid.gutter) / (grid.column_width + grid.gutter)
        assert count == pytest.approx(round(count))


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ("size: [60, 297]", "bad-page"),
        ("size: [210, 100]", "bad-page"),
        ("columns: 30", "bad-page"),
        ("inner: 120, outer: 80", "bad-page"),
        ("text-columns: 4", "bad-page"),
        ("size: A6", "unknown-value"),
        ("orientation: sideways", "unknown-value"),
    ],
)
def test_pages_that_cannot_be_are_told(tmp_path: Path, keys: str, code: str) -> None:
    assert [told for told, _ in brand(tmp_path, f"defaults: {{report: {{page: {{{keys}}}}}}}\n")[1]] == [code]


def test_weights_colours_and_numerals_of_the_convention(tmp_path: Path) -> None:
    text = """\
color: {palette: {navy: "#10242E"}}
typography:
  base: {family: Source Serif 4, weight: 350, size: 11pt, line-height: 1.5}
  headings: {family: Bricolage Grotesque, weight: bold, color: navy, style: normal}
  link: {color: navy, decoration: underline}
defaults: {report: {numerals: old-style}}
"""
    read, problems = brand(tmp_path, text)
    assert problems == []
    assert dict(read.roles["headline"].axes)["wght"] == 700
    assert read.roles["headline"].ink == "navy"
    assert dict(read.roles["text"].axes)["wght"] == 350
    assert "onum" in read.roles["text"].features
    assert "lnum" in read.roles["table"].features
    assert read.roles["note"].ink == "ink"


def test_forms_of_the_brand(tmp_path: Path) -> None:
    text = """\
color: {palette: {deep: "#0F3D4C"}}
defaults: {report: {voice: deep, mark: round, bar: pin, opener: {panel: deep}}}
"""
    read, problems = brand(tmp_path, text)
    assert problems == []
    assert (read.voice, read.mark, read.bar, read.panel, read.on("deep")) == ("deep", "round", "pin", "deep", "paper")
    assert brand(tmp_path, "defaults: {report: {voice: dep}}\n")[1] == [("unknown-ink", "brand.yaml:1:28")]
    assert brand(tmp_path, "typography: {headings: {weight: fat}}\n")[1] == [("bad-weight", "brand.yaml:1:33")]
