"""One run tells the problems of reading and of checking together."""

from __future__ import annotations

from pathlib import Path

from report import publish
from report.sources.scaffold import scaffold


def test_a_broken_report_yaml_does_not_hide_a_dangling_link(tmp_path: Path) -> None:
    root = tmp_path / "project"
    scaffold(root)
    settings = root / "config/report.yaml"
    settings.write_text(settings.read_text("utf-8").replace("subject:", "subjcet:"), "utf-8")
    text = root / "config/content/voorwoord.md"
    text.write_text(text.read_text("utf-8") + "\n[Nergens](#nergens) {{ geen.feit }}\n", "utf-8")
    found = publish.check(root)
    assert {problem.code for problem in found.problems} == {"unknown-key", "dangling-link", "unknown-fact"}
    assert found.exit_code == 2
