"""Excerpts by section: kinds, anchors and titles, of sections and of articles."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

import report
from report import publish
from report.errors import ReportError
from report.publish.excerpt import wanted
from report.sources.scaffold import scaffold
from tests.publish.boards import board_project

WORK = """---
label: Ons werk
headline: Wat wij deden
---

Inleiding, zie [het tweede](#tweede) en [het voorwoord](#voorwoord).

## Eerste artikel {#eerste}

Tekst van het eerste.

## Tweede artikel {#tweede}

Tekst van het tweede.
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = board_project(tmp_path_factory.mktemp("sections"))
    (root / "config/content/werk.md").write_text(WORK, "utf-8")
    return root


def labels(pdf: bytes, tmp_path: Path) -> list[str]:
    path = tmp_path / "excerpt.pdf"
    path.write_bytes(pdf)
    with pikepdf.open(path) as document:
        return [str(page.label) for page in document.pages]


def outline(pdf: bytes, tmp_path: Path) -> list[str]:
    path = tmp_path / "excerpt.pdf"
    path.write_bytes(pdf)
    with pikepdf.open(path) as document, document.open_outline() as found:
        return [item.title for item in found.root]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        ("kpis", ["Kerncijfers"]),
        ("statement", ["Exploitatierekening"]),
        (" KPIS , statement,kpis", ["Kerncijfers", "Exploitatierekening"]),
        ("voorwoord", ["Voorwoord"]),
        ("ons  werk", ["Wat wij deden"]),
        ("Wat wij deden", ["Wat wij deden"]),
    ],
)
def test_sections_are_known_by_kind_anchor_and_title(
    project: Path, tmp_path: Path, names: str, shown: list[str]
) -> None:
    found = outline(report.build(project, sections=names), tmp_path)
    assert len(found) == len(shown)
    whole = outline(report.build(project), tmp_path)
    assert [title for title in whole if title in found] == found


def test_an_article_has_its_pages_alone(project: Path, tmp_path: Path) -> None:
    chapter = labels(report.build(project, sections="chapter"), tmp_path)
    first = labels(report.build(project, sections="eerste"), tmp_path)
    second = labels(report.build(project, sections="Tweede artikel"), tmp_path)
    assert first == chapter[:1]
    assert second == chapter[1:2]


def test_the_leaves_of_the_board_are_named_too(project: Path, tmp_path: Path) -> None:
    pdf = report.build(project, "board", sections="cover-note,signatures")
    assert labels(pdf, tmp_path) == ["i", "ii"]
    with pytest.raises(ReportError, match="no section 'signatures'"):
        report.build(project, sections="signatures")


def test_pages_and_sections_are_joined(project: Path, tmp_path: Path) -> None:
    kpis = labels(report.build(project, sections="kpis"), tmp_path)
    assert labels(report.build(project, sections="kpis", pages="1"), tmp_path) == ["1", *kpis]


@pytest.mark.parametrize(
    ("names", "hint"),
    [
        ("kpi", "did you mean 'kpis'?"),
        ("voorword", "did you mean 'voorwoord'?"),
        ("xyz", "it has cover,"),
        (",", "name kinds"),
    ],
)
def test_what_is_none_is_told(project: Path, names: str, hint: str) -> None:
    with pytest.raises(ReportError) as stop:
        report.build(project, sections=names)
    (problem,) = stop.value.problems
    assert problem.code == "unknown-section"
    assert problem.hint.startswith(hint)


def test_the_file_is_named_after_its_sections(project: Path, tmp_path: Path) -> None:
    result = publish.build(project, sections="Wat wij deden, kpis", out=tmp_path)
    assert result.outputs[0].path.name.endswith("-screen-sections-wat-wij-deden+kpis.pdf")
    assert result.manifests == ()
    assert wanted("", "../../etc, ü").suffix == "-sections-etc"
    assert wanted("", "ü").suffix == "-sections"
    assert len(wanted("", "x" * 400).suffix) < 100


def test_a_scaffold_of_any_language_has_its_kinds(tmp_path: Path) -> None:
    scaffold(tmp_path / "en", language="en")
    assert len(labels(report.build(tmp_path / "en", sections="cover"), tmp_path)) >= 1
