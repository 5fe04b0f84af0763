"""Facts that are quoted: in texts, in words of figures files, as tiles; compared, summed, and refused with a reason."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from report.checks import check
from report.errors import Problem, Severity
from report.layout import compose
from report.layout.markup import filled_words, words_of
from report.model.report import Report
from report.sources import examine
from report.typography.library import FontLibrary
from tests.sources.projects import BASE, places, write

WORK = "config/content/werk.md"
FACTS = "config/figures/feiten.yaml"
TILES = "config/figures/kern.yaml"
FIGURES = """\
kind: facts
facts:
  - {id: baten, value: 3309040, unit: euro}
  - {id: vorig, value: 3225169, unit: euro}
  - {id: nul, value: 0}
  - {id: leden, value: 6900, unit: leden}
  - {id: aandeel, value: "1 op 6"}
"""
KPIS = """\
kind: kpis
id: kern
title: Het jaar met {{ leden }} leden
period: 2021
source: Telling
groups:
  - id: geld
    label: Geld
    note: Vorig jaar {{ vorig | euro }}.
    values:
      - {id: baten, value: "{{ baten | euro-millions(1) }}", label: Baten}
      - {id: eigen, value: 12.5, label: Eigen, format: percent(1)}
"""


def checked(folder: Path, body: str = "x", **files: str) -> tuple[Report, tuple[Problem, ...]]:
    everything: dict[str, str | bytes | None] = {
        FACTS: files.get("facts", FIGURES),
        TILES: files.get("kpis", KPIS),
        WORK: f"---\nlabel: Werk\nheadline: Werk\n---\n{body}\n",
        "config/report.yaml": BASE["config/report.yaml"] + "  - {kind: kpis, source: figures/kern.yaml}\n",
    }
    found = examine(write(folder, everything))
    assert found.report is not None
    return found.report, (*found.problems, *check(found.report).problems)


REFUSED = [
    ("{{ batn }}", "unknown-fact", "Did you mean “baten”?"),
    ("{{ baten | delta(vorg) }}", "unknown-fact", "Did you mean “vorig”?"),
    ("{{ baten | bedrag }}", "unknown-format", "Did you mean “euro”?"),
    ("{{ baten | milions }}", "unknown-format", "Did you mean “millions”?"),
    ("{{ baten | delta }}", "unknown-format", "delta(id)"),
    ("{{ baten | euro(vorig) }}", "unknown-format", "euro(2)"),
    ("{{ baten | percent(x y) }}", "unknown-format", "percent(1)"),
    ("{{ baten | words(1) }}", "unknown-format", "written out"),
    ("{{ baten | millions | euro }}", "bad-fact", "euro-millions(1)"),
    ("{{ baten | }}", "bad-fact", "{{ id | euro }}"),
    ("{{ baten vorig }}", "bad-fact", "{{ id }}"),
    ("{{ }}", "bad-fact", "{{ id }}"),
    ("{{ baten", "bad-fact", "\\{{"),
    ("{{ aandeel | percent }}", "format-of-text", "Leave the format out"),
    ("{{ baten | share(aandeel) }}", "format-of-text", "Name a figure"),
    ("{{ baten | share(nul) }}", "cannot-compare", "another fact"),
    ("{{ baten | rise(nul) }}", "cannot-compare", "delta"),
    ("{{ vorig | rise(baten) }}", "cannot-compare", "Change the sentence"),
    ("{{ baten | fall(vorig) }}", "cannot-compare", "Change the sentence"),
    ("{{ baten | rise(baten) }}", "cannot-compare", "Change the sentence"),
    ("{{ baten | delta(leden) }}", "unit-differs", "one unit"),
]


@pytest.mark.parametrize(("text", "code", "hint"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_is_refused(text: str, code: str, hint: str, tmp_path: Path) -> None:
    _, (problem,) = checked(tmp_path, f"Een {text}")
    assert (problem.code, str(problem.at)) == (code, f"{WORK}:5:5")
    assert hint in problem.hint
    assert (problem.severity is Severity.WARNING) == (code == "unit-differs")


def test_facts_are_filled_in_wherever_words_are_printed(tmp_path: Path) -> None:
    report, problems = checked(tmp_path, "## In {{ baten | millions(1) }} {#a}\n\nMet {{ baten | rise(vorig) }}.")
    assert problems == ()
    prose = report.sections[1].prose
    assert prose is not None
    assert words_of(prose.articles[0].headline, report) == "In 3,3\u00a0miljoen"
    kpis = report.sections[-1].kpis
    assert kpis is not None
    assert filled_words(kpis.title, report) == "Het jaar met 6.900 leden"
    assert filled_words(kpis.groups[0].note, report) == "Vorig jaar €\u00a03.225.169."


def test_tiles_quote_facts_and_have_formats(tmp_path: Path) -> None:
    report, problems = checked(tmp_path)
    assert problems == ()
    kpis = report.sections[-1].kpis
    assert kpis is not None
    quoted, own = kpis.groups[0].kpis
    assert (quoted.quotes, quoted.format, quoted.fact.value) == ("baten", "euro-millions(1)", Decimal(3309040))
    assert (own.fact.id, own.format) == ("kern.geld.eigen", "percent(1)")
    assert "kern.geld.baten" not in report.facts, "a fact has one home"


def test_titles_of_statements_and_words_of_report_yaml_quote_facts(tmp_path: Path) -> None:
    bill, settings = "config/figures/rekening.yaml", "config/report.yaml"
    files: dict[str, str | bytes | None] = {
        bill: BASE[bill].replace("title: Rekening", "title: Rekening over {{ panel.leden }} leden"),
        settings: BASE[settings].replace("{kind: cover}", '{kind: cover, subtitle: "{{ panel.leden }} leden"}'),
    }
    found = examine(write(tmp_path / "a", files))
    assert found.report is not None
    assert check(found.report).problems == ()
    layout = compose(found.report, FontLibrary(tmp_path, found.report.brand.fonts))
    assert "Rekening over 6.900 leden" in [mark.title for mark in layout.outline]
    files = {name: str(text).replace("panel.leden", "panel.lede") for name, text in files.items()}
    found = examine(write(tmp_path / "b", files))
    assert found.report is not None
    assert places(check(found.report).problems) == [
        ("unknown-fact", f"{bill}:1:1"),
        ("unknown-fact", f"{settings}:8:5"),
    ]


TILE_FAULTS = [
    ("{{ baten | euro-millions(1) }}", "{{ batn }}", "unknown-fact"),
    ("{{ baten | euro-millions(1) }}", "{{ baten | dollar }}", "unknown-format"),
    ("{{ baten | euro-millions(1) }}", "{{ baten }} en meer", "bad-fact"),
    ("{{ baten | euro-millions(1) }}", "{{ vorig | rise(baten) }}", "cannot-compare"),
    ("format: percent(1)", "format: procent", "unknown-format"),
    ("{{ vorig | euro }}", "{{ vorg | euro }}", "unknown-fact"),
    ("{{ leden }}", "{{ leden | x | y }}", "bad-fact"),
    ('}}", label: Baten', '}}", format: euro, label: Baten', "two-formats"),
]


@pytest.mark.parametrize(("old", "new", "code"), TILE_FAULTS, ids=[row[1] for row in TILE_FAULTS])
def test_faults_in_figures_files_are_told_there(old: str, new: str, code: str, tmp_path: Path) -> None:
    assert old in KPIS
    _, (problem,) = checked(tmp_path, kpis=KPIS.replace(old, new))
    assert problem.code == code
    assert problem.at
    assert problem.at.file == TILES


def test_a_sum_of_facts(tmp_path: Path) -> None:
    total = "  - {id: samen, value: %s, sum-of: [baten, vorig]}\n"
    assert checked(tmp_path / "a", facts=FIGURES + total % 6534209)[1] == ()
    _, (problem,) = checked(tmp_path / "b", facts=FIGURES + total % 6534290)
    assert (problem.code, str(problem.at)) == ("sum-differs", f"{FACTS}:8:5")
    assert "6534290" in problem.message
    assert "6534209" in problem.message
    assert f"{FACTS}:3:5" in problem.hint
    _, (problem,) = checked(tmp_path / "c", facts=FIGURES + (total % 1).replace("baten", "batn"))
    assert (problem.code, problem.hint) == ("unknown-fact", "Did you mean “baten”?")


def test_conflicting_values_show_both_places(tmp_path: Path) -> None:
    second = "kind: facts\nfacts:\n  - {id: baten, value: 3309000}\n"
    files: dict[str, str | bytes | None] = {
        FACTS: FIGURES,
        "config/figures/meer.yaml": second,
        "config/report.yaml": BASE["config/report.yaml"].replace("feiten.yaml]", "feiten.yaml, figures/meer.yaml]"),
    }
    found = examine(write(tmp_path, files))
    assert places(found.problems) == [("duplicate-fact", "config/figures/meer.yaml:3:5")]
    assert found.problems[0].message == f"The fact baten is 3309000 here and 3309040 at {FACTS}:3:5."
