"""docs/figures.md, the chapter on charts: every kind has an example that works, and the tables are complete."""

from __future__ import annotations

import re
from pathlib import Path

from report import publish
from report.charts.kinds import KINDS
from report.charts.stage import Stage
from report.sources.charts import ChartEntry, RowEntry
from report.sources.reading import keys_of
from tests.docs.gallery import CHAPTER, examples, gallery


def test_every_kind_has_an_example() -> None:
    shown = {chart["kind"] for chart in examples() if "kind" in chart}
    assert shown == set(KINDS)
    assert [chart for chart in examples() if "code" in chart]


def test_every_example_works(tmp_path: Path) -> None:
    found = publish.check(gallery(tmp_path), layout=True, allow_code=True)
    assert {problem.code for problem in found.problems} == {"axis-not-from-zero"}, found.problems
    assert found.exit_code == 0


def test_without_leave_no_code_is_run(tmp_path: Path) -> None:
    found = publish.check(gallery(tmp_path))
    assert "code-not-allowed" in {problem.code for problem in found.problems}
    assert found.exit_code == 1


def test_the_keys_are_complete() -> None:
    table = set(re.findall(r"^\| `(\w+)` \|", CHAPTER, re.M))
    assert table == {key.written for key in keys_of(ChartEntry)}
    told = CHAPTER.partition("A row may also have")[2].partition("\n\n")[0]
    extra = {key.written for key in keys_of(RowEntry)} - {"label", "values"}
    assert all(f"`{key}" in told for key in extra)


def test_the_interface_is_what_the_stage_has() -> None:
    assert all(hasattr(Stage, name) for name in re.findall(r"`stage\.(\w+)\(", CHAPTER))
