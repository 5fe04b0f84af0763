"""What a brand file says of line breaking, axes and features, and what it may not say."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.model.brand import Brand
from report.sources.brand import read_brand
from report.sources.project import Project


def brand(folder: Path, ours: str) -> tuple[Brand, list[str]]:
    (folder / "brand.yaml").write_text("defaults:\n  report:\n" + ours, "utf-8")
    project = Project(folder)
    return read_brand(project, "brand.yaml", None), [f"{p.at}: {p.message} {p.hint}" for p in project.problems]


def test_a_role_lays_its_setting_over_that_of_all_text(tmp_path: Path) -> None:
    read, problems = brand(
        tmp_path, "    setting: {rag: 0.2, hanging: {'.': 120}}\n    type: {text: {setting: {rag: 0.3}}}\n"
    )
    assert problems == []
    assert (read.roles["text"].breaking.rag, read.roles["lead"].breaking.rag) == (0.3, 0.2)
    assert read.roles["text"].breaking.hanging == ((".", 0.12),)


@pytest.mark.parametrize(
    ("ours", "told"),
    [
        ("    setting: {tolerence: 5}\n", "tolerance"),
        ("    setting: {rag: 0}\n", "0.01 to 1"),
        ("    setting: {letterspacing: 2}\n", "0 to 0.1"),
        ("    setting: {hanging: {'ab': 5}}\n", "one character"),
        ("    setting: {hanging: {'.': -5}}\n", "cannot hang out"),
        ("    hyphenation: {before: 0}\n", "1 to 20 letters"),
        ("    type: {text: {alignment: justfied}}\n", "justified"),
        ("    type: {text: {features: [smpc]}}\n", "smcp"),
        ("    type: {text: {features: [kerning]}}\n", "kern"),
        ("    type: {text: {axes: {weigth: 4}}}\n", "wght"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(ours: str, told: str, tmp_path: Path) -> None:
    _, problems = brand(tmp_path, ours)
    assert len(problems) == 1
    assert problems[0].startswith("brand.yaml:3:")
    assert told in problems[0]


@pytest.mark.parametrize("feature", ["ss01", "cv12", "-liga", "salt=2", "smcp", "TEST"])
def test_features_that_are_known(feature: str, tmp_path: Path) -> None:
    read, problems = brand(tmp_path, f"    type: {{text: {{features: [{feature}]}}}}\n")
    assert problems == []
    assert read.roles["text"].features == (feature,)
