"""docs/typography.md names every key with its built-in value, and its example is a brand file without problems."""

from __future__ import annotations

import re
from pathlib import Path

from report.model.breaking import Breaking
from report.sources.brand import read_brand
from report.sources.brandfile import SettingEntry
from report.sources.brandsetting import HANGING, RANGES
from report.sources.project import Project
from report.sources.reading import keys_of

TEXT = (Path(__file__).parents[2] / "docs" / "typography.md").read_text(encoding="utf-8")


def test_the_table_has_every_key_and_its_value() -> None:
    rows = dict(re.findall(r"^\| `([a-z-]+)` \|.*\| ([^|]+) \|$", TEXT, re.MULTILINE))
    assert set(rows) == {key.written for key in keys_of(SettingEntry) if key.written != "at"}
    usual = Breaking()
    for key, (field, _, _) in RANGES.items():
        assert float(rows[key.replace("_", "-")]) == getattr(usual, field)
    assert usual.hanging == ()
    assert rows["hanging"] == "off"


def test_the_example_works(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
    (tmp_path / "brand.yaml").write_text(example, "utf-8")
    project = Project(tmp_path)
    brand = read_brand(project, "brand.yaml", None)
    assert project.problems == []
    text, table = brand.roles["text"].breaking, brand.roles["table"].breaking
    assert (text.ragged, text.rag, text.letterspacing, text.hanging) == (False, 0.12, 0.01, HANGING)
    assert (table.ragged, table.rag, table.letterspacing, table.hanging) == (True, 0.12, 0.0, ())
    assert brand.hyphen_minimums == (3, 3)
    assert brand.roles["text"].features == ("kern", "liga", "onum", "pnum")
