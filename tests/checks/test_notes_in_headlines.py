"""Notes cited where there is no foot of a column to put them at."""

from __future__ import annotations

from pathlib import Path

from report.checks import check
from tests.layout.manuscript import Manuscript

BODY = "Tekst.\n\n## Kop met *noot[^a]*\n\n### Tussenkop[^a]\n\nTekst.\n\n[^a]: De noot.\n"


def test_a_headline_cites_no_notes(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("about", BODY, headline="Over ons", quote="'Een zin[^a]'")
    problems = check(manuscript.report()).problems
    assert [(problem.code, problem.at and problem.at.line) for problem in problems] == [
        ("note-in-headline", 3),
        ("note-in-headline", 7),
    ]
