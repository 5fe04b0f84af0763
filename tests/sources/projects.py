"""Small report projects to break."""

from __future__ import annotations

from pathlib import Path

from report.errors import Problem
from report.model.content import Prose
from report.model.report import Report
from report.sources import examine
from report.sources.project import Project
from report.sources.prose import read_prose

BASE: dict[str, str] = {
    "config/report.yaml": """\
organisation: Voorbeeld
title: Verslag
slug: verslag
language: nl
period: 2021
figures: [figures/feiten.yaml]
sections:
  - {kind: cover}
  - {kind: chapter, colour: water, source: content/werk.md}
  - {kind: statement, source: figures/rekening.yaml}
""",
    "config/content/werk.md": "---\nlabel: Werk\nheadline: Ons werk\n---\nInleiding.\n\n## Artikel\n\nTekst.\n",
    "config/figures/feiten.yaml": "kind: facts\nfacts:\n  - {id: panel.leden, value: 6900}\n",
    "config/figures/rekening.yaml": """\
kind: statement
id: rekening
title: Rekening
tolerance: 1
columns:
  - {id: "2021", label: "2021", kind: actual}
rows:
  - {id: a, role: line, label: A, values: [10]}
  - {id: b, role: line, label: B, values: [20]}
  - {id: t, role: total, label: Totaal, formula: a + b, values: [30]}
""",
}


def write(folder: Path, files: dict[str, str | bytes | None]) -> Path:
    """The base project with files replaced, added or (None) taken away."""
    for name, content in {**BASE, **files}.items():
        if content is None:
            continue
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def examined(folder: Path, files: dict[str, str | bytes | None]) -> tuple[Report | None, tuple[Problem, ...]]:
    found = examine(write(folder, files))
    return found.report, found.problems


def places(problems: tuple[Problem, ...]) -> list[tuple[str, str]]:
    """Code and place of each problem."""
    return [(problem.code, str(problem.at) if problem.at else "") for problem in problems]


def prose(folder: Path, body: str, kind: str = "article") -> tuple[Prose, tuple[Problem, ...]]:
    """A text as prose; its body begins on line 4."""
    (folder / "t.md").write_bytes(f"---\nheadline: Kop\n---\n{body}".encode())
    project = Project(folder)
    read = read_prose(project, "t.md", kind, None)
    assert read is not None
    return read, tuple(project.problems)
