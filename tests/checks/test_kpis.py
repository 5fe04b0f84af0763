"""Key figures that say too little, cannot be drawn as asked, or are added up wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.checks.kpis import check_kpis
from report.errors import Severity
from report.sources import examine
from tests.sources.projects import BASE, write

SHEET = """\
kind: kpis
id: kern
title: Cijfers
{top}
groups:
  - id: site
    label: Website
{group}    values:
      - {{id: een, value: 5000, label: Eerste site, unit: bezoekers{one}}}
      - {{id: twee, value: {value}, label: Tweede site, unit: {unit}{two}}}
"""
WHOLE = "period: 2021\nsource: Telling"
FACTS = "kind: facts\nfacts:\n  - {id: panel.leden, value: 6900}\n"


def found(folder: Path, facts: str = FACTS, **parts: str) -> list[tuple[str, Severity, str]]:
    given = {"top": WHOLE, "group": "", "one": "", "two": "", "value": "7000", "unit": "bezoekers"} | parts
    files: dict[str, str | bytes | None] = {
        "config/figures/kern.yaml": SHEET.format(**given),
        "config/figures/feiten.yaml": facts,
        "config/report.yaml": BASE["config/report.yaml"] + "  - {kind: kpis, source: figures/kern.yaml}\n",
    }
    report = examine(write(folder, files)).report
    assert report is not None
    return [(problem.code, problem.severity, problem.message) for problem in check_kpis(report)]


def test_a_sheet_with_period_and_source_has_no_problem(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("parts", "code", "severity", "words"),
    [
        ({"top": "source: Telling"}, "no-period", Severity.WARNING, "“Eerste site” does not say of when it is."),
        ({"top": "period: 2021"}, "no-source", Severity.WARNING, "where its figure comes from"),
        ({"group": "    form: bar\n", "value": "-3"}, "no-bar", Severity.ERROR, "“Tweede site” is -3"),
        ({"group": "    form: units\n", "value": "12.5"}, "no-count", Severity.ERROR, "12.5 bezoekers"),
        ({"group": "    form: units\n    each: 100\n", "value": "250"}, "no-count", Severity.ERROR, "stand for 100"),
        ({"group": "    form: units\n"}, "too-many-marks", Severity.ERROR, "has 5000 marks"),
        ({"group": "    form: people\n    each: 25\n"}, "too-many-marks", Severity.ERROR, "480 people"),
        ({"group": "    form: bar\n    place: field\n"}, "no-field", Severity.ERROR, "on the field stand units"),
        ({"one": ", target: 12, higher-is-better: true", "value": '"1 op 6"', "two": ", target: 3"}, "format-of-text",
         Severity.ERROR, "a target, but one of the two is text"),
        ({"one": ", higher-is-better: true"}, "nothing-to-compare", Severity.WARNING, "not than what"),
        ({"top": f"{WHOLE}\nscale: page", "unit": "euro"}, "mixed-scale", Severity.ERROR, "“Tweede site” (amounts)"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told(
    tmp_path: Path, parts: dict[str, str], code: str, severity: Severity, words: str
) -> None:
    problems = found(tmp_path, **parts)
    assert code in {problem[0] for problem in problems}
    told = next(problem for problem in problems if problem[0] == code)
    assert told[1] is severity
    assert any(words in problem[2] for problem in problems if problem[0] == code)


def test_what_the_page_says_holds_for_tiles_that_quote(tmp_path: Path) -> None:
    value = '"{{ panel.leden }}"'
    assert found(tmp_path / "a", value=value) == []
    assert [code for code, *_ in found(tmp_path / "b", value=value, top="period: 2021")] == ["no-source", "no-source"]


def test_figures_without_a_unit_are_on_no_scale(tmp_path: Path) -> None:
    """They have no bars."""
    assert found(tmp_path, top=f"{WHOLE}\nscale: page", unit='""') == []


def test_an_as_of_date_does_for_a_period(tmp_path: Path) -> None:
    assert found(tmp_path, top="source: Telling\nas-of: 2021-12-31") == []


SUM = "kind: facts\nfacts:\n  - {id: alles, value: 12000, sum-of: [kern.site.een, kern.site.twee]}\n"


def test_a_sum_of_one_public_is_warned_of(tmp_path: Path) -> None:
    """Visitors of one website may be visitors of the other."""
    (problem,) = found(tmp_path, facts=SUM)
    assert problem[:2] == ("shared-audience", Severity.WARNING)
    assert "alles adds up kern.site.een and kern.site.twee, which count the same public (bezoekers)" in problem[2]


def test_publics_are_what_the_author_says(tmp_path: Path) -> None:
    assert found(tmp_path / "a", facts=SUM, one=", audience: none") == []
    assert found(tmp_path / "b", facts=SUM, unit="projecten") == []
    (problem,) = found(tmp_path / "c", facts=SUM, one=", audience: stad", two=", audience: stad", unit="projecten")
    assert "(stad)" in problem[2]


def test_units_of_comparisons_agree(tmp_path: Path) -> None:
    facts = "kind: facts\nfacts:\n  - {id: doel, value: 8000, unit: euro}\n"
    (problem,) = found(tmp_path, facts=facts, one=', target: "{{ doel }}"')
    assert problem[0] == "unit-differs"


def test_a_chart_that_adds_one_public_is_warned_of(tmp_path: Path) -> None:
    charts = """\
kind: charts
charts:
  - id: taart
    kind: donut
    title: Wie kwam er?
    series: [{id: a, label: 2021}]
    rows:
      - {label: Een, values: [kern.site.een]}
      - {label: Twee, values: [kern.site.twee]}
"""
    files: dict[str, str | bytes | None] = {
        "config/figures/kern.yaml": SHEET.format(top=WHOLE, group="", one="", two="", value="7000", unit="bezoekers"),
        "config/figures/taart.yaml": charts,
        "config/report.yaml": BASE["config/report.yaml"].replace(
            "figures/feiten.yaml]", "figures/feiten.yaml, figures/taart.yaml]"
        )
        + "  - {kind: kpis, source: figures/kern.yaml}\n",
    }
    report = examine(write(tmp_path, files)).report
    assert report is not None
    (problem,) = check_kpis(report)
    assert problem.code == "shared-audience"
    assert problem.message.startswith("The chart taart shows as one sum")
