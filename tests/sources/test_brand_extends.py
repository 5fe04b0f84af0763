"""A brand file may extend another: groups are laid over each other, the rest is replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.model.brand import Brand
from report.sources.brand import read_brand
from report.sources.project import Project
from tests.sources.projects import places

BASE = """\
meta: {name: House}
color: {palette: {navy: "#10242E", coral: "#E8512C"}, foreground: navy, primary: coral}
typography:
  fonts: [{family: One, source: google}, {family: Two, source: google}]
  base: One
defaults: {report: {page: {size: A5, unit: 4}, mark: round, type: {text: {size: 9}, lead: {size: 14}}}}
"""


def brand(folder: Path, **files: str) -> tuple[Brand, list[tuple[str, str]], Project]:
    (folder / "config").mkdir()
    for name, text in files.items():
        (folder / "config" / f"{name}.yaml").write_text(text, "utf-8")
    project = Project(folder)
    return read_brand(project, "config/brand.yaml", None), places(tuple(project.problems)), project


def test_what_is_left_out_comes_from_the_file_below(tmp_path: Path) -> None:
    text = """\
extends: base.yaml
meta: {name: Branch}
color: {palette: {coral: "#AA0000"}}
typography: {fonts: [{family: Two, source: system}, {family: Three}]}
defaults: {report: {page: {unit: 5}, type: {text: {size: 10}}}}
"""
    read, problems, project = brand(tmp_path, brand=text, base=BASE)
    assert problems == []
    assert read.name == "Branch"
    assert read.inks["gold"].rgb == pytest.approx((0xAA / 255, 0, 0))
    assert read.inks["ink"].rgb == read.inks["navy"].rgb
    assert list(read.fonts) == ["One", "Two", "Three"]
    assert (read.roles["text"].size, read.roles["lead"].size, read.mark) == (10, 14, "round")
    assert read.grid.width == pytest.approx(148 / 25.4 * 72)
    assert read.grid.unit == pytest.approx(5 / 25.4 * 72)
    assert {source.name for source in project.sources} == {"config/brand.yaml", "config/base.yaml"}


def test_problems_stand_in_the_file_that_holds_them(tmp_path: Path) -> None:
    read, problems, _ = brand(
        tmp_path, brand="extends: base.yaml\ncolor: {foreground: nvy}\n", base=BASE.replace("size: 14", "size: 9999")
    )
    assert problems == [("unknown-colour", "config/brand.yaml:2:21"), ("bad-size", "config/base.yaml:6:91")]
    assert read.roles["text"].size == 9


def test_files_that_extend_each_other_are_told(tmp_path: Path) -> None:
    _, problems, project = brand(
        tmp_path, brand="extends: a.yaml\n", a="meta: {name: A}\nextends: b.yaml\n", b="extends: a.yaml\n"
    )
    assert problems == [("brand-cycle", "config/b.yaml:1:10")]
    assert "config/a.yaml → config/b.yaml → config/a.yaml" in project.problems[0].message


def test_a_file_that_extends_itself_is_told(tmp_path: Path) -> None:
    assert brand(tmp_path, brand="extends: brand.yaml\n")[1] == [("brand-cycle", "config/brand.yaml:1:10")]


@pytest.mark.parametrize(("name", "code"), [("gone.yaml", "file-missing"), ("../../x.yaml", "file-outside")])
def test_a_file_that_is_not_there_is_told_where_it_is_named(tmp_path: Path, name: str, code: str) -> None:
    read, problems, _ = brand(tmp_path, brand=f"meta: {{name: B}}\nextends: {name}\n")
    assert problems == [(code, "config/brand.yaml:2:10")]
    assert read.name == "B"


def test_extends_must_be_one_name(tmp_path: Path) -> None:
    assert brand(tmp_path, brand="extends: [a.yaml, b.yaml]\n")[1] == [("wrong-type", "config/brand.yaml:1:10")]
