"""Statements: where their columns stand, what their heads do, and how a group goes over a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.model.placed import Layout, TextLine
from report.model.structure import ARTIFACT
from tests.layout.manuscript import Manuscript
from tests.layout.test_properties import outside, overlaps

MM = 72 / 25.4


def composed(root: Path, columns: int, rows: int = 5, *, head: str = "", amount: int = 1000) -> Layout:
    years = [(f"k{n}", head or str(2021 - n)) for n in range(columns)]
    lines = [
        "kind: statement",
        "id: rekening",
        "title: Rekening",
        "columns:",
        *(f'  - {{id: {name}, label: "{label}", kind: actual}}' for name, label in years),
        "rows:",
        "  - {id: kop, role: heading, label: Baten}",
        *(
            f"  - {{id: r{n}, role: line, label: Post {n}, values: [{', '.join([str(amount)] * columns)}]}}"
            for n in range(rows)
        ),
    ]
    manuscript = Manuscript(root)
    manuscript.figures("statement", "\n".join(lines) + "\n")
    return manuscript.layout()


def lines(layout: Layout, page: int = 0) -> list[tuple[str, float, float]]:
    """Text, right edge and baseline of every line, in pt."""
    return [
        ("".join(run.text for run in placed.item.runs).strip(), placed.x + placed.item.width, placed.y)
        for placed in layout.pages[page].placements
        if isinstance(placed.item, TextLine)
    ]


def test_three_columns_stand_at_one_pitch(tmp_path: Path) -> None:
    layout = composed(tmp_path, 3)
    assert not layout.problems
    edges = sorted({round(right / MM, 1) for text, right, _ in lines(layout) if text == "1.000"})
    assert edges == [101.5, 130.5, 159.5]


@pytest.mark.parametrize("columns", [1, 2, 3, 4, 5, 7, 9])
def test_no_column_stands_over_another(tmp_path: Path, columns: int) -> None:
    layout = composed(tmp_path, columns, head="Begroting na wijziging")
    assert not layout.problems
    for page in layout.pages:
        assert not list(overlaps(page))
        assert not list(outside(page))


def test_a_head_that_fits_its_column_is_one_line(tmp_path: Path) -> None:
    assert "Realisatie" in [text for text, _, _ in lines(composed(tmp_path, 1, head="Realisatie"))]


def test_figures_wider_than_their_column_are_reported(tmp_path: Path) -> None:
    layout = composed(tmp_path, 12, amount=1234567890123456)
    assert [problem.code for problem in layout.problems] == ["statement-too-wide"]
    assert " mm " in layout.problems[0].message


def test_a_group_that_goes_on_repeats_its_heading(tmp_path: Path) -> None:
    layout = composed(tmp_path, 2, rows=50)
    assert not layout.problems
    texts = [text for text, _, _ in lines(layout, 1)]
    assert texts.index("Baten (vervolg)") < texts.index("1.000")
    runs = [
        run for placed in layout.pages[1].placements if isinstance(placed.item, TextLine) for run in placed.item.runs
    ]
    assert {run.leaf for run in runs if run.text.startswith("Baten")} == {ARTIFACT}


def test_a_heading_ends_no_page_with_fewer_than_two_rows(tmp_path: Path) -> None:
    for before in range(20, 34):
        filler = "".join(f"  - {{id: f{n}, role: line, label: Eerder {n}, values: [1]}}\n" for n in range(before))
        group = "".join(f"  - {{id: g{n}, role: line, label: Later {n}, values: [1]}}\n" for n in range(3))
        manuscript = Manuscript(tmp_path / str(before))
        manuscript.figures(
            "statement",
            "kind: statement\nid: r\ntitle: R\ncolumns:\n  - {id: a, label: A, kind: actual}\nrows:\n"
            + f"{filler}  - {{id: kop, role: heading, label: Groep}}\n{group}",
        )
        first = [text for text, _, _ in lines(manuscript.layout())]
        assert ("Groep" in first) == ("Later 1" in first)
