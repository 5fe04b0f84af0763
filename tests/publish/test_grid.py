"""`build --grid` draws the grid over the pages, beside the report's own files."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from report import publish
from report.cli import main
from report.errors import ReportError
from report.layout import compose
from report.layout.gridlines import BASELINES, BLEED, COLUMNS, DESK, FIELDS, TRIM, with_grid
from report.model.placed import Drawing, Strokes, Tint
from report.sources import load
from report.typography.library import FontLibrary
from tests.layout.manuscript import Manuscript, paragraphs


@pytest.fixture
def project(tmp_path: Path) -> Path:
    manuscript = Manuscript(tmp_path)
    manuscript.bare("cover")
    manuscript.section("article", paragraphs(6), headline="Kop")
    manuscript.finished()
    return tmp_path


def points(path: str) -> Iterator[tuple[float, float]]:
    """The points of a path, in pt."""
    numbers = [float(word) / 100 for word in path.split() if word not in ("m", "l", "h")]
    return zip(numbers[::2], numbers[1::2], strict=True)


def test_the_grid_lies_where_the_page_has_it(project: Path) -> None:
    report = load(project)
    grid = report.brand.grid
    layout = compose(report, FontLibrary(project, report.brand.fonts))
    shown = with_grid(layout, grid)
    edge = grid.bleed + DESK
    for plain, page in zip(layout.pages, shown.pages, strict=True):
        assert (page.width, page.height) == (plain.width + 2 * edge, plain.height + 2 * edge)
        *placements, overlay = page.placements
        for before, after in zip(plain.placements, placements, strict=True):
            assert (after.item, after.x, after.y) == (before.item, before.x + edge, before.y + edge)
        drawing = overlay.item
        assert isinstance(drawing, Drawing)
        assert drawing.leaf < 0
        tints = {mark.ink: mark for mark in drawing.marks if isinstance(mark, Tint)}
        strokes = {mark.ink: mark.path for mark in reversed(drawing.marks) if isinstance(mark, Strokes)}
        lefts = sorted({x for x, _ in points(tints[COLUMNS].path)})[::2]
        assert lefts == pytest.approx([edge + grid.column_x(n, page.verso) for n in range(1, 13)], abs=0.01)
        assert tints[COLUMNS].opacity < 0.3
        baselines = sorted({y for _, y in points(strokes[BASELINES])})
        assert baselines == pytest.approx([edge + grid.line(n) for n in range(1, 67)], abs=0.01)
        tops = sorted({y for _, y in points(strokes[FIELDS])})[::2]
        assert tops == pytest.approx([edge + grid.line(n) for n in (12, 20, 28, 36, 44, 52)], abs=0.01)
        for ink, out in ((TRIM, 0.0), (BLEED, grid.bleed)):
            xs, ys = zip(*points(strokes[ink]), strict=True)
            assert (min(xs), min(ys)) == pytest.approx((edge - out, edge - out), abs=0.01)
            assert (max(xs), max(ys)) == pytest.approx((edge + plain.width + out, edge + plain.height + out), abs=0.01)
    assert (shown.structure, shown.tags, shown.ledger) == (layout.structure, layout.tags, layout.ledger)


def test_digits_are_drawn_of_single_strokes() -> None:
    from report.layout.gridlines import _DIGITS

    assert len(_DIGITS) == len(set(_DIGITS)) == 10
    straight = {frozenset(pair) for pair in ("01", "23", "45", "02", "24", "13", "35", "15", "04")}
    assert all(frozenset(pair) in straight for digit in _DIGITS for pair in pairwise(digit))


def test_the_grid_has_a_file_of_its_own_and_no_manifest(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish.build(project)
    before = {path.name: path.read_bytes() for path in (project / "dist").iterdir()}
    assert main(["build", str(project), "--grid"]) == 0
    assert "proef-screen-grid.pdf" in capsys.readouterr().out
    after = {path.name: path.read_bytes() for path in (project / "dist").iterdir()}
    assert set(after) - set(before) == {"proef-screen-grid.pdf"}
    assert {name: after[name] for name in before} == before


def test_only_the_screen_edition_shows_the_grid(project: Path) -> None:
    with pytest.raises(ReportError) as caught:
        publish.build(project, profiles=["print"], grid=True)
    assert [problem.code for problem in caught.value.problems] == ["grid-profile"]
    assert not (project / "dist").exists()
