"""Figures files of kind `kpis`: comparisons as facts, icons, and keys that do not fit."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from report.model.figures import KpiSheet
from report.model.report import Report
from report.sources import examine
from report.sources.icons import icon_names
from tests.sources.projects import BASE, write

ROOT = Path(__file__).resolve().parents[2]
SHEET = """\
kind: kpis
id: kern
title: Cijfers
period: 2021
source: Telling
groups:
  - id: site
    label: Website
{group}    values:
      - {{id: een, value: 5000, label: Site{tile}}}
"""
BOAT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0H10V5H0Z"/></svg>'


def read(folder: Path, group: str = "", tile: str = "", **files: str) -> tuple[Report | None, list[str], list[str]]:
    everything: dict[str, str | bytes | None] = {
        "config/figures/kern.yaml": SHEET.format(group=group, tile=tile),
        "config/report.yaml": BASE["config/report.yaml"] + "  - {kind: kpis, source: figures/kern.yaml}\n",
        **files,
    }
    found = examine(write(folder, everything))
    return found.report, [problem.code for problem in found.problems], [problem.hint for problem in found.problems]


def sheet_of(report: Report | None) -> KpiSheet:
    assert report is not None
    (sheet,) = (section.kpis for section in report.sections if section.kpis is not None)
    return sheet


def test_what_a_figure_is_compared_with_are_facts(tmp_path: Path) -> None:
    report, codes, _ = read(
        tmp_path, tile=", previous: 4800, previous-period: 2020, target: 5200, higher-is-better: true"
    )
    assert codes == []
    assert report is not None
    assert report.facts["kern.site.een.previous"].value == Decimal(4800)
    assert report.facts["kern.site.een.previous"].period == "2020"
    assert report.facts["kern.site.een.target"].value == Decimal(5200)
    kpi = sheet_of(report).groups[0].kpis[0]
    assert kpi.better == "higher"


def test_a_comparison_quotes_a_fact_with_its_period(tmp_path: Path) -> None:
    facts = "kind: facts\nfacts:\n  - {id: vorig, value: 4700, period: 2019}\n"
    report, codes, _ = read(tmp_path, tile=', previous: "{{ vorig }}"', **{"config/figures/feiten.yaml": facts})
    assert codes == []
    previous = sheet_of(report).groups[0].kpis[0].previous
    assert previous is not None
    assert (previous.fact.value, previous.fact.period) == (Decimal(4700), "2019")
    assert report is not None
    assert "kern.site.een.previous" not in report.facts


@pytest.mark.parametrize(
    ("group", "tile", "code", "hint"),
    [
        ("    tier: 4\n", "", "bad-tier", "Use 1, 2 or 3."),
        ("    each: 0\n", "", "bad-each", "Use a whole number from 1 up."),
        ("    pictogram: true\n", "", "no-pictogram", "Add `icon`, or take `pictogram` away."),
        ("    icon: envelop\n", "", "unknown-icon", "Did you mean “envelope”?"),
        ("    icon: ../../geheim\n", "", "unknown-icon", ""),
        ("    icon: ../geheim.svg\n", "", "file-outside", ""),
        ("    icon: assets/icons/boot.svg\n", "", "file-missing", ""),
        ("    form: bars\n", "", "unknown-value", "Did you mean “bar”?"),
        ("    place: onder\n", "", "unknown-value", "Known: wide, beside, field."),
        ("", ', target: "{{ nergens }}"', "unknown-fact", "Add it to a figures file."),
        ("", ", previous: veel", "wrong-type", ""),
        ("", ', previous: "veel"', "bad-fact", 'Write a figure, or "{{ id }}".'),
    ],
)
def test_keys_that_do_not_fit_are_told(tmp_path: Path, group: str, tile: str, code: str, hint: str) -> None:
    _, codes, hints = read(tmp_path, group, tile)
    assert code in codes
    assert not hint or hint in hints


def test_the_projects_icon_goes_before_the_one_of_that_name(tmp_path: Path) -> None:
    report, codes, _ = read(tmp_path, "    icon: house\n", **{"assets/icons/house.svg": BOAT})
    assert codes == []
    icon = sheet_of(report).groups[0].icon
    assert icon is not None
    assert (icon.width, icon.height) == (10.0, 5.0)
    assert report is not None
    assert any(source.name == "assets/icons/house.svg" for source in report.sources)


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_can_be_drawn_and_stands_in_the_sample_too(name: str, tmp_path: Path) -> None:
    report, codes, _ = read(tmp_path, f"    icon: {name}\n")
    assert codes == []
    icon = sheet_of(report).groups[0].icon
    assert icon is not None
    assert 0.4 < icon.width / icon.height < 2.5
    shipped = (ROOT / "report/data/icons" / f"{name}.svg").read_bytes()
    assert shipped == (ROOT / "assets/icons" / f"{name}.svg").read_bytes()
