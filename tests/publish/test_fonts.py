"""What the fonts of a brand, or a font file, offer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report.cli import main
from report.errors import ReportError
from report.publish.fonts import as_lines, fonts_of
from report.typography.library import FontLibrary
from tests.layout.manuscript import Manuscript

SERIF = FontLibrary(Path(), {}).files("Source Serif 4")


def test_a_variable_font_shows_its_axes_instances_and_languages() -> None:
    upright = next(path for path in SERIF if "Italic" not in path.name)
    (family,) = fonts_of(upright).families
    (file,) = family.files
    assert (family.name, file.file, file.italic, file.embeds) == ("Source Serif 4", upright.name, False, True)
    axes = {axis.tag: (axis.least, axis.usual, axis.most) for axis in file.axes}
    assert axes == {"opsz": (8, 20, 60), "wght": (200, 400, 900)}
    assert {"Regular", "Bold"} <= {instance.name for instance in file.instances}
    assert all(set(instance.axes) == set(axes) for instance in file.instances)
    assert {"kern", "liga", "onum", "tnum", "smcp"} <= set(file.features)
    assert {"nl", "en", "de", "fr", "ru", "el"} <= set(file.languages)
    assert next(iter(file.scripts)) == "Latin"
    assert file.scripts["Cyrillic"] > 60


def test_a_project_shows_each_family_once_with_its_roles(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("article", "Tekst.\n", headline="Kop")
    manuscript.write("config/brand.yaml", "typography: {base: Newsreader}\n")
    manuscript.finished()
    families = fonts_of(tmp_path).families
    assert len({family.name for family in families}) == len(families)
    newsreader = next(family for family in families if family.name == "Newsreader")
    assert {"text", "lead", "table"} <= set(newsreader.roles)
    sans = next(family for family in families if family.name == "Source Sans 3")
    assert {"(text)", "(headline)"} <= set(sans.roles)
    lines = list(as_lines(fonts_of(tmp_path)))
    assert any(line.startswith("    axes       wght (Weight) 200 to 800") for line in lines)
    assert all(len(line) <= 96 for line in lines)


def test_the_same_project_gives_the_same_lines() -> None:
    root = Path(__file__).parents[2]
    assert list(as_lines(fonts_of(root))) == list(as_lines(fonts_of(root)))


def test_a_family_that_is_not_there_does_not_hide_the_others(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("article", "Tekst.\n", headline="Kop")
    manuscript.write("config/brand.yaml", "typography: {base: No Such Face 7}\n")
    manuscript.finished()
    found = fonts_of(tmp_path)
    assert {problem.code for problem in found.problems} == {"missing-font"}
    assert "Source Sans 3" in {family.name for family in found.families}


def test_what_is_no_font_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.ttf").write_bytes(b"GIF89a")
    found = fonts_of(tmp_path / "x.ttf")
    assert (found.families, [problem.code for problem in found.problems]) == ((), ["bad-font"])


def test_a_broken_project_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "report.yaml").write_text("title: [\n")
    with pytest.raises(ReportError):
        fonts_of(tmp_path)


def test_the_verb_prints_text_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fonts", str(SERIF[0])]) == 0
    assert capsys.readouterr().out.startswith("Source Serif 4\n  SourceSerif4")
    assert main(["fonts", str(SERIF[0]), "--format", "json"]) == 0
    (family,) = json.loads(capsys.readouterr().out)["families"]
    assert family["files"][0]["embedding"] == "may be embedded and installed"
    (tmp_path / "x.otf").write_bytes(b"no")
    assert main(["fonts", str(tmp_path / "x.otf")]) == 2
    assert "bad-font" in capsys.readouterr().err
    assert main(["fonts", str(tmp_path)]) == 2
