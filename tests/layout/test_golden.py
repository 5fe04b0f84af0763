"""Proofs against those kept in golden/. After a change that is meant, renew them and read the difference:

RENEW_GOLDEN=1 python build.py test tests/layout/test_golden.py
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from report.layout.blocks import SETTERS
from report.layout.pages import COMPOSERS
from report.model import content
from report.model.facsimile import Facsimiles
from tests.layout.cases import CASES
from tests.layout.manuscript import Manuscript
from tests.layout.proof import proof

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("case", CASES)
def test_proof_is_as_kept(case: str, tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    CASES[case](manuscript)
    layout = manuscript.layout()
    assert not layout.problems
    kept, made = GOLDEN / f"{case}.txt", proof(layout)
    if os.environ.get("RENEW_GOLDEN"):
        kept.write_text(made, "utf-8", newline="\n")
    assert made == kept.read_text("utf-8")


def test_no_proof_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == set(CASES)


def test_the_cases_hold_every_kind_of_block_and_of_section(tmp_path: Path) -> None:
    """`Foreign` comes through the Python interface alone, `Facsimiles` from `report diff`; they have own tests."""
    seen: set[type] = set()
    for number, write in enumerate(CASES.values()):
        manuscript = Manuscript(tmp_path / str(number))
        write(manuscript)
        report = manuscript.report()
        for section in report.sections:
            seen.add(type(section.section))
            if section.prose is not None:
                seen.update(type(block) for block in section.prose.introduction)
                seen.update(type(block) for article in section.prose.articles for block in article.blocks)
    assert set(SETTERS) | set(COMPOSERS) == seen | {content.Foreign, Facsimiles}
