"""docs/board.md and docs/python.md: their tables name every key and parameter, and their examples work."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
import yaml

import report
from report import publish
from report.model.board import Board
from report.sources.reading import keys_of
from report.sources.scaffold import scaffold

DOCS = Path(__file__).resolve().parents[2] / "docs"
BOARD = (DOCS / "board.md").read_text("utf-8")
PYTHON = (DOCS / "python.md").read_text("utf-8")


def named(page: str, heading: str) -> list[str]:
    """What the first column of the first table below a heading names, in code."""
    rows = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    cells = (line.split("|")[1] for line in rows.splitlines() if line.startswith("| `"))
    return [name for cell in cells for name in re.findall("`([^`]+)`", cell)]


def test_the_table_of_keys_is_complete() -> None:
    assert set(named(BOARD, "report.yaml")) == {key.written for key in keys_of(Board) if key.field != "at"}


@pytest.mark.parametrize(("name", "function"), [("report.build", report.build), ("report.pack", report.pack)])
def test_the_tables_of_parameters_are_complete(name: str, function: object) -> None:
    assert callable(function)
    assert named(PYTHON, name) == list(inspect.signature(function).parameters)


def test_the_example_of_report_yaml_works(tmp_path: Path) -> None:
    (example,) = (block for block in re.findall(r"```yaml\n(.*?)```", BOARD, re.DOTALL) if "board:" in block)
    given = yaml.safe_load(example.replace(".2021", ".2025"))  # the year of the scaffold
    scaffold(tmp_path, language="nl")
    path = tmp_path / "config" / "report.yaml"
    settings = yaml.safe_load(path.read_text("utf-8"))
    path.write_text(yaml.safe_dump(settings | given, allow_unicode=True), "utf-8")
    assert publish.check(tmp_path).problems == ()
    assert report.build(tmp_path, "board", status="concept", sections="cover-note").startswith(b"%PDF")


def test_every_fence_of_commands_names_verbs_that_are_there() -> None:
    from report.cli.verbs import VERBS

    commands = re.findall(r"^report (\S+)", BOARD + PYTHON, re.MULTILINE)
    assert commands
    assert set(commands) <= VERBS.keys()
