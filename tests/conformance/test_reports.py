"""Whole reports with blocks that go on over columns and pages conform to PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

from pathlib import Path

import pytest

from report import publish
from tests.conformance.verapdf import VeraPdf
from tests.layout.cases import CASES
from tests.layout.manuscript import Manuscript, prose

ROWS = f"| Kort | 1,5 |\n| {prose(90)}[^noot] | € 1.234,25 |\n| Nog iets | 7- |\n| ^ | 12 % |\n"


@pytest.mark.parametrize("case", ["asides", "lists", "long_table", "notes", "plan", "wide"])
def test_a_case_of_the_layout_conforms(case: str, tmp_path: Path, verapdf: VeraPdf) -> None:
    manuscript = Manuscript(tmp_path)
    CASES[case](manuscript)
    conforms(manuscript, verapdf)


def test_a_row_cut_over_columns_and_a_note_in_it_conform(tmp_path: Path, verapdf: VeraPdf) -> None:
    manuscript = Manuscript(tmp_path)
    table = f'::: table {{decimal=2 caption="Lang" header-columns=1}}\n| Naam | Getal |\n|---|---:|\n{ROWS}:::\n'
    manuscript.section("article", f"Tekst.\n\n{table}\n\n[^noot]: {prose(30)}\n", headline="Een proef")
    conforms(manuscript, verapdf)


def conforms(manuscript: Manuscript, verapdf: VeraPdf) -> None:
    pdf = publish.render(manuscript.finished())
    broken = [str(one) for standard in ("ua1", "2a") for one in verapdf.broken(pdf, standard, manuscript.root)]
    assert broken == []


def test_the_second_brand_conforms_and_has_no_problem(verapdf: VeraPdf, tmp_path: Path) -> None:
    """`examples/brackwater-trust`: another page size, another language, no code of its own."""
    root = Path(__file__).parents[2] / "examples" / "brackwater-trust"
    assert [str(problem) for problem in publish.check(root, layout=True).problems] == []
    pdf = publish.render(root)
    assert [str(one) for standard in ("ua1", "2a") for one in verapdf.broken(pdf, standard, tmp_path)] == []
    assert {path.suffix for path in root.rglob("*") if path.is_file()} <= {".yaml", ".md", ".svg"}
