"""Next year's project: comparatives moved up, figures emptied, texts marked, links listed; sound once filled."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from report.errors import ReportError, Severity
from report.publish import check
from report.publish.rollforward import TO_DO, roll_forward
from report.sources import load
from tests.sources.projects import write

BILL = "config/figures/rekening.yaml"
KPIS = "config/figures/kern.yaml"
OLD: dict[str, str | bytes | None] = {
    "config/report.yaml": """\
organisation: Voorbeeld
title: Verslag 2021
slug: verslag-2021
language: nl
period: 2021
status: final
date: 2022-06-30
waivers: [{code: low-contrast, reason: Zo was het goed.}]
figures: [figures/feiten.yaml]
sections:
  - {kind: chapter, colour: water, source: content/werk.md}
  - {kind: kpis, source: figures/kern.yaml}
  - {kind: statement, source: figures/rekening.yaml}
""",
    "config/content/werk.md": "---\nlabel: Werk\nheadline: Ons werk\n---\n"
    "In 2021 zie [x](https://a.example/b) en <b@c.nl>.\n",
    "config/figures/feiten.yaml": "kind: facts\nfacts:\n  - {id: nu, value: 6900, period: 2021}\n"
    "  - {id: opgericht, value: 1998, period: 1998}\n",
    KPIS: """\
kind: kpis
id: kern
title: Cijfers 2021
period: 2021
source: Telling
groups:
  - id: g
    label: G
    values:
      - {id: baten, value: 30, label: Baten, ties: rekening.t.2021}
""",
    BILL: """\
kind: statement
id: rekening
title: Rekening 2021
# een opmerking die blijft
tolerance: 1
columns:
  - {id: "2021", label: Werkelijk 2021, kind: actual}
  - {id: b, label: Begroting 2021, kind: budget}
  - {id: "2020", label: Werkelijk 2020, kind: prior, period: 2020}
  - {id: d, label: Verschil, kind: variance, of: ["2021", "2020"]}
rows:
  - {id: a, role: line, label: A, values: [10, 11, 9]}
  - id: c
    role: line
    label: C
    values: [20, 19, 18]
  - {id: t, role: total, label: Totaal, formula: a + c, values: [30, 30, 27]}
""",
}


@pytest.fixture
def turned(tmp_path: Path) -> Path:
    write(tmp_path / "oud", OLD)
    roll_forward(tmp_path / "oud", tmp_path / "nieuw")
    return tmp_path / "nieuw"


def test_this_year_becomes_the_comparative(turned: Path) -> None:
    text = (turned / BILL).read_text("utf-8")
    assert "title: Rekening 2022\n# een opmerking die blijft\n" in text
    assert '{id: "2022", label: Werkelijk 2022, kind: actual}' in text
    assert "{id: b, label: Begroting 2022, kind: budget}" in text
    assert '{id: "2021", label: Werkelijk 2021, kind: prior, period: 2021}' in text
    assert 'of: ["2022", "2021"]' in text
    assert re.findall(r"values: (\[.*?\])", text) == ["[null, null, 10]", "[null, null, 20]", "[null, null, 30]"]


def test_the_report_is_of_the_next_year(turned: Path) -> None:
    text = (turned / "config/report.yaml").read_text("utf-8")
    for line in ("title: Verslag 2022", "slug: verslag-2022", "period: 2022", "status: concept", "date: null"):
        assert line in text


def test_key_figures_and_facts_of_the_year_are_emptied_and_others_stay(turned: Path) -> None:
    assert "{id: baten, value: null, label: Baten, ties: rekening.t.2022}" in (turned / KPIS).read_text("utf-8")
    facts = (turned / "config/figures/feiten.yaml").read_text("utf-8")
    assert "{id: nu, value: null, period: 2022}" in facts
    assert "{id: opgericht, value: 1998, period: 1998}" in facts


def test_key_figures_that_quote_a_cell_quote_the_next_year(tmp_path: Path) -> None:
    quoting = OLD[KPIS]
    assert isinstance(quoting, str)
    quoting += (
        '      - {id: t, value: "{{ rekening.t.2021 | euro }}", label: Totaal}\n'
        '      - {id: d, value: "{{ rekening.t.2021 | delta(rekening.t.2020) }}", label: Meer}\n'
    )
    facts = "kind: facts\nfacts:\n  - {id: som, value: 57, period: 2021, sum-of: [rekening.t.2021, rekening.t.2020]}\n"
    write(tmp_path / "oud", {**OLD, KPIS: quoting, "config/figures/feiten.yaml": facts})
    roll_forward(tmp_path / "oud", tmp_path / "nieuw")
    text = (tmp_path / "nieuw" / KPIS).read_text("utf-8")
    assert '"{{ rekening.t.2022 | euro }}"' in text
    assert '"{{ rekening.t.2022 | delta(rekening.t.2021) }}"' in text
    assert "sum-of: [rekening.t.2022, rekening.t.2021]" in (tmp_path / "nieuw/config/figures/feiten.yaml").read_text(
        "utf-8"
    )


def test_what_a_key_figure_was_is_what_it_is_compared_with(tmp_path: Path) -> None:
    tile = "      - {id: b, value: 12, label: B, previous: 9, previous-period: 2020, target: 15}\n"
    other = '      - {id: c, value: 1, label: C, previous: "{{ rekening.t.2020 }}"}\n'
    kpis = OLD[KPIS]
    assert isinstance(kpis, str)
    write(tmp_path / "oud", {**OLD, KPIS: f"{kpis}{tile}{other}"})
    roll_forward(tmp_path / "oud", tmp_path / "nieuw")
    text = (tmp_path / "nieuw" / KPIS).read_text("utf-8")
    assert "{id: b, value: null, label: B, previous: 12, previous-period: 2021, target: null}" in text
    assert 'previous: "{{ rekening.t.2021 }}"' in text


def test_charts_of_figures_with_a_home_elsewhere_move_on(tmp_path: Path) -> None:
    charts = """\
kind: charts
charts:
  - id: een
    kind: bar
    title: A bleef klein in 2021
    caption: Bedragen 2021 en 2020
    source: Rekening 2021
    series: [{id: nu, label: "2021"}, {id: toen, label: "2020", role: comparison}]
    rows:
      - {label: A, values: [rekening.a.2021, rekening.a.2020]}
  - id: twee
    kind: bar
    title: Zo ging het
    caption: Vanaf 2019 tot 2021
    series: [{id: nu, label: "2021"}]
    rows:
      - {label: "2021", values: [12]}
"""
    settings = OLD["config/report.yaml"]
    assert isinstance(settings, str)
    settings = settings.replace("figures/feiten.yaml]", "figures/feiten.yaml, figures/beeld.yaml]")
    settings += "  - {kind: article, source: content/meer-2021.md}\n"
    more = "---\nlabel: Meer\nheadline: Meer\n---\nTekst.\n"
    files: dict[str, str | bytes | None] = {"config/report.yaml": settings, "config/content/meer-2021.md": more}
    write(tmp_path / "oud", {**OLD, **files, "config/figures/beeld.yaml": charts})
    roll_forward(tmp_path / "oud", tmp_path / "nieuw")
    text = (tmp_path / "nieuw/config/figures/beeld.yaml").read_text("utf-8")
    moved, _, kept = text.partition("  - id: twee\n")
    assert "values: [rekening.a.2022, rekening.a.2021]" in moved
    assert 'label: "2022"}, {id: toen, label: "2021"' in moved
    assert "caption: Bedragen 2022 en 2021\n    source: Rekening 2022\n" in moved
    assert "title: A bleef klein in 2021\n" in moved
    assert kept == charts.partition("  - id: twee\n")[2]
    to_do = (tmp_path / "nieuw" / TO_DO).read_text("utf-8")
    assert "- [ ] config/figures/beeld.yaml:3:5 A bleef klein in 2021\n" in to_do
    assert f"- [ ] config/report.yaml:{settings.count(chr(10))}\n" in to_do
    assert "(10) A\n" in to_do


def test_texts_are_kept_and_marked_and_links_are_listed(turned: Path) -> None:
    text = (turned / "config/content/werk.md").read_text("utf-8")
    assert text.startswith('---\nreview: "Taken over from Verslag 2021."\nlabel: Werk\n')
    assert text.endswith("In 2021 zie [x](https://a.example/b) en <b@c.nl>.\n")
    to_do = (turned / TO_DO).read_text("utf-8")
    assert "- [ ] config/content/werk.md:6 https://a.example/b" in to_do
    assert "- [ ] config/content/werk.md:6\n" in to_do
    assert "- [ ] low-contrast: Zo was het goed." in to_do


def test_the_list_names_each_emptied_figure_at_its_new_place(turned: Path) -> None:
    for file, line, column, old in re.findall(
        r"\] (config/figures/\S+?):(\d+):(\d+) \((.*)\)", (turned / TO_DO).read_text("utf-8")
    ):
        written = (turned / file).read_text("utf-8").split("\n")[int(line) - 1]
        assert written[int(column) - 1 :].startswith("null"), (file, line, column, old)


def test_check_tells_in_words_what_is_still_empty(turned: Path) -> None:
    result = check(turned)
    codes = {problem.code for problem in result.problems}
    assert codes == {"empty-column", "to-review", "wrong-type", "unused-waiver"}
    assert {str(problem.at) for problem in result.problems if problem.severity is Severity.ERROR} == {
        "config/figures/feiten.yaml:3:21",
        f"{KPIS}:10:28",
    }


def test_filled_in_it_is_sound_and_its_comparatives_are_those_that_were_published(turned: Path) -> None:
    fill(turned)
    result = check(turned)
    assert [problem for problem in result.problems if problem.severity is Severity.ERROR] == []
    prior = [casting for casting in result.castings if casting.check == "prior"]
    assert {(casting.row, casting.column, casting.verdict) for casting in prior} == {
        (row, "2021", "pass") for row in "act"
    }


def test_a_comparative_that_was_not_published_so_is_told(turned: Path) -> None:
    fill(turned)
    bill = turned / BILL
    bill.write_text(
        bill.read_text("utf-8").replace("[15, null, 10]", "[15, null, 12]").replace(", 30]", ", 32]"), "utf-8"
    )
    differing = [problem for problem in check(turned).problems if problem.code == "prior-differs"]
    assert len(differing) == 2
    assert "published is 12, the report of 2021 (config/prior/verslag-2021.json) gives 10" in differing[0].message
    assert differing[0].severity is Severity.WARNING


def test_two_years_on(turned: Path, tmp_path: Path) -> None:
    fill(turned)
    roll_forward(turned, tmp_path / "later")
    text = (tmp_path / "later" / BILL).read_text("utf-8")
    assert text.count("prior:") == 1
    assert "prior: prior/verslag-2022.json" in text
    assert (tmp_path / "later/config/content/werk.md").read_text("utf-8").count("review:") == 1
    published = json.loads((tmp_path / "later/config/prior/verslag-2022.json").read_text("utf-8"))
    assert published["statements"]["rekening"]["rows"][0]["values"][0] == "15"


def fill(folder: Path) -> None:
    bill = folder / BILL
    text = (
        bill.read_text("utf-8")
        .replace("[null, null, 10]", "[15, null, 10]")
        .replace("[null, null, 20]", "[20, null, 20]")
    )
    bill.write_text(text.replace("[null, null, 30]", "[35, null, 30]"), "utf-8")
    for name, value in ((KPIS, "35"), ("config/figures/feiten.yaml", "7000")):
        path = folder / name
        path.write_text(path.read_text("utf-8").replace("value: null", f"value: {value}"), "utf-8")
    assert load(folder).settings.period == 2022


def test_nothing_is_overwritten_and_nothing_left_behind(tmp_path: Path) -> None:
    write(tmp_path / "oud", OLD)
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol/x").write_text("x")
    for target in (tmp_path / "vol", tmp_path / "vol/x", tmp_path / "oud/config/nieuw"):
        with pytest.raises(ReportError):
            roll_forward(tmp_path / "oud", target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["oud", "vol"]


def test_a_broken_project_is_not_rolled_forward(tmp_path: Path) -> None:
    write(tmp_path / "oud", {**OLD, BILL: "kind: ["})
    with pytest.raises(ReportError):
        roll_forward(tmp_path / "oud", tmp_path / "nieuw")
    assert not (tmp_path / "nieuw").exists()
