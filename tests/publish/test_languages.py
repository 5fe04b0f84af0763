"""A report in two languages: both built, or one; each with its own name and manifest; what one lacks is listed."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

import report as program
from report import cli, publish
from report.errors import ReportError

SETTINGS = """organisation: Stichting Proef
title: {title}
slug: {slug}
language: {language}
period: 2021
figures: [figures/feiten.yaml]
sections:
  - {{kind: chapter, colour: water, source: content/{language}/werk.md}}
  - {{kind: statement, source: figures/rekening.yaml}}
  - {{kind: colophon, source: content/{language}/colofon.md}}
"""
FACTS = "kind: facts\nfacts:\n  - {id: leden, value: 6900, label: {nl: Leden, en: Members}}\n"
STATEMENT = """kind: statement
id: rekening
title: {nl: Rekening, en: Accounts}
columns: [{id: "2021", label: "2021", kind: actual}]
rows:
  - {id: a, role: line, label: {nl: Giften, en: Gifts}, values: [125000]}
  - {id: t, role: total, label: {nl: Totaal, en: Total}, formula: a, values: [125000]}
"""
TEXT = """---
label: {label}
headline: {label}
---
{intro} {{{{ leden }}}}.

## {one} {{#een thin=yes}}

{intro}

::: figure assets/brug.png {{alt="{alt}"}}
:::
"""
EXTRA = "{kind: article, source: content/nl/extra.md}"
DUTCH = TEXT.format(label="Werk", intro="Leden", one="Meten", alt="Een brug over het kanaal")
ENGLISH = TEXT.format(label="Work", intro="Members", one="Measuring", alt="A bridge over the canal")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A report in Dutch and English without anything missing in either."""
    (tmp_path / "assets").mkdir()
    Image.new("L", (1400, 900), 128).save(tmp_path / "assets/brug.png")
    dutch = {"title": "Jaarverslag 2021", "slug": "jaarverslag", "language": "nl"}
    english = {"title": "Annual report 2021", "slug": "annual-report", "language": "en"}
    files = {
        "report.nl.yaml": SETTINGS.format(**dutch),
        "report.en.yaml": SETTINGS.format(**english),
        "figures/feiten.yaml": FACTS,
        "figures/rekening.yaml": STATEMENT,
        "content/nl/werk.md": DUTCH,
        "content/en/werk.md": ENGLISH,
        "content/nl/colofon.md": "Tekst.\n",
        "content/en/colofon.md": "Text.\n",
    }
    for name, content in files.items():
        path = tmp_path / "config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return tmp_path


def edit(project: Path, name: str, old: str, new: str) -> None:
    path = project / "config" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def found(project: Path, language: str = "") -> list[tuple[str, str]]:
    """Code and place of all that a check finds, but the rows that no formula counts."""
    problems = publish.check(project, language=language).problems
    return [(p.code, str(p.at).removeprefix("config/")) for p in problems]


def test_both_are_built_each_with_its_name_and_manifest(project: Path, tmp_path: Path) -> None:
    result = publish.build(project, out=tmp_path / "out")
    assert [output.path.name for output in result.outputs] == ["annual-report-screen.pdf", "jaarverslag-screen.pdf"]
    assert [path.name for path in result.manifests] == ["annual-report.json", "jaarverslag.json"]
    languages = [json.loads(path.read_text("utf-8"))["report"]["language"] for path in result.manifests]
    assert languages == ["en", "nl"]
    with pikepdf.open(result.outputs[0].path) as pdf:
        assert str(pdf.Root.Lang) == "en"


def test_one_is_built_as_in_the_build_of_both(project: Path, tmp_path: Path) -> None:
    both = publish.build(project, out=tmp_path / "both")
    one = publish.build(project, out=tmp_path / "one", language="en")
    assert [path.name for path in (tmp_path / "one").iterdir()] != []
    assert {path.name for path in (tmp_path / "one").iterdir()} == {
        "annual-report-screen.pdf",
        "annual-report-screen-conformance.json",
        "annual-report-screen-conformance.md",
        "annual-report.json",
    }
    assert one.outputs[0].sha256 == both.outputs[0].sha256
    assert program.build(project, language="nl") == both.outputs[1].path.read_bytes()


def test_the_command_line_takes_a_language(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", str(project), "--out", str(tmp_path / "o"), "--language", "nl"]) == 0
    assert "jaarverslag-screen.pdf" in capsys.readouterr().out
    assert cli.main(["check", str(project), "--language", "de"]) == 2
    assert "no report in “de”" in capsys.readouterr().out


def test_words_and_figures_are_those_of_the_language(project: Path) -> None:
    words: dict[str, list[str]] = {}
    for language in ("nl", "en"):
        reading = publish.whole(project, language)
        statement = next(section.statement for section in reading.report.sections if section.statement)
        words[language] = [statement.title, *(row.label for row in statement.rows), reading.report.facts["leden"].label]
    assert words == {"nl": ["Rekening", "Giften", "Totaal", "Leden"], "en": ["Accounts", "Gifts", "Total", "Members"]}


def test_nothing_is_missing_at_first(project: Path) -> None:
    assert found(project) == []
    assert found(project, "nl") == []


@pytest.mark.parametrize(
    ("name", "old", "new", "places"),
    [
        ("report.nl.yaml", "  - {kind: colophon", f"  - {EXTRA}\n  - {{kind: colophon", ["report.nl.yaml:10:5"]),
        ("content/nl/werk.md", "## Meten {#een", "## Extra {#twee}\n\nTekst.\n\n## Meten {#een",
         ["content/nl/werk.md:7:1"]),
        ("content/nl/werk.md", "{#een", "{#twee", ["content/en/werk.md:7:1", "content/nl/werk.md:7:1"]),
        ("content/nl/werk.md", "Een brug over het kanaal", "A bridge over the canal",
         ["content/en/werk.md:11:1", "content/nl/werk.md:11:1"]),
        ("content/en/werk.md", '::: figure assets/brug.png {alt="A bridge over the canal"}\n:::\n', "",
         ["content/nl/werk.md:11:1"]),
        ("figures/feiten.yaml", "{nl: Leden, en: Members}", "Leden", ["figures/feiten.yaml:3:37"]),
        ("figures/rekening.yaml", "{nl: Giften, en: Gifts}", "{nl: Giften}", ["figures/rekening.yaml:6:32"]),
        ("figures/rekening.yaml", "{nl: Giften, en: Gifts}", "{en: Gifts}", ["figures/rekening.yaml:6:32"]),
        ("figures/rekening.yaml", "{nl: Rekening, en: Accounts}", "Rekening", ["figures/rekening.yaml:3:8"]),
    ],
)  # fmt: skip
def test_what_one_lacks_is_told_at_its_place(project: Path, name: str, old: str, new: str, places: list[str]) -> None:
    if EXTRA in new:
        (project / "config/content/nl/extra.md").write_text("---\nheadline: Extra\n---\nTekst.\n", "utf-8")
    edit(project, name, old, new)
    assert [place for code, place in found(project) if code == "no-counterpart"] == places
    assert {code for code, _ in found(project)} <= {"no-counterpart"}


def test_a_missing_counterpart_stops_a_final_report_unless_waived(project: Path, tmp_path: Path) -> None:
    edit(project, "figures/rekening.yaml", "{nl: Rekening, en: Accounts}", "Rekening")
    edit(project, "report.nl.yaml", "period: 2021", "period: 2021\nstatus: final")
    with pytest.raises(ReportError) as stop:
        publish.build(project, out=tmp_path / "out")
    assert "no-counterpart" in {problem.code for problem in stop.value.problems}
    assert not (tmp_path / "out").exists()
    waiver = "waivers: [{code: no-counterpart, reason: Een naam}]\nfigures:"
    edit(project, "report.nl.yaml", "figures:", waiver)
    assert publish.check(project, language="nl").exit_code == 0


def test_files_that_neither_names_are_noted_once(project: Path) -> None:
    (project / "config/content/los.md").write_text("Los.\n", "utf-8")
    assert found(project) == [("unused-file", "content/los.md")]


def test_an_error_in_one_keeps_both_unwritten(project: Path, tmp_path: Path) -> None:
    edit(project, "content/en/werk.md", "{{ leden }}", "{{ lede }}")
    edit(project, "content/nl/werk.md", "{{ leden }}", "{{ ledn }}")
    with pytest.raises(ReportError) as stop:
        publish.build(project, out=tmp_path / "out")
    files = {problem.at.file for problem in stop.value.problems if problem.at}
    assert files == {"config/content/en/werk.md", "config/content/nl/werk.md"}
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "code", "place"),
    [
        ("report.en.yaml", "slug: annual-report", "slug: jaarverslag", "same-slug", "report.nl.yaml"),
        ("report.en.yaml", "language: en", "language: nl", "bad-language", "report.en.yaml:4:11"),
    ],
)
def test_set_ups_that_contradict_each_other(
    project: Path, name: str, old: str, new: str, code: str, place: str
) -> None:
    edit(project, name, old, new)
    assert (code, place) in found(project)
    assert publish.check(project).exit_code == 2


def test_a_set_up_without_language_does_not_count_beside_them(project: Path) -> None:
    (project / "config/report.yaml").write_text("organisation: X\n", "utf-8")
    assert found(project) == [("settings-twice", "report.yaml")]


def test_a_language_that_the_project_has_not(project: Path) -> None:
    with pytest.raises(ReportError) as stop:
        publish.build(project, language="de")
    (problem,) = stop.value.problems
    assert (problem.code, problem.hint) == ("unknown-language", "it has en, nl")
