"""Charts that cannot be drawn, or not honestly, are told before any is drawn, with their place and a way out."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from report.checks import check
from report.errors import Problem, Severity
from report.sources import examine
from tests.sources.projects import BASE, write

CHART = {
    "id": "leden",
    "kind": "bar",
    "title": "Het panel groeit",
    "source": "administratie",
    "series": [{"id": "nu", "label": "2021"}],
    "rows": [{"label": "Panel", "values": ["panel.leden"]}, {"label": "Raad", "values": [7]}],
}
FILE = "config/figures/grafieken.yaml"


def problems(
    folder: Path, chart: dict[str, object], text: str = "::: chart leden\n:::\n", **more: str
) -> list[Problem]:
    """Those of this chart; the base project has none of its own but what its brand is told."""
    report = BASE["config/report.yaml"].replace("feiten.yaml]", "feiten.yaml, figures/grafieken.yaml]")
    facts = 'kind: facts\nfacts:\n  - {id: panel.leden, value: 6900}\n  - {id: panel.naam, value: "Groninger Panel"}\n'
    files: dict[str, str | bytes | None] = {
        "config/report.yaml": report + more.get("section", ""),
        "config/figures/feiten.yaml": facts,
        FILE: yaml.safe_dump({"kind": "charts", "charts": [{**CHART, **chart}]}, allow_unicode=True, sort_keys=False),
        "config/content/werk.md": f"---\nlabel: Werk\nheadline: Ons werk\n---\n{text}",
    }
    found = examine(write(folder, files))
    assert found.report is not None
    told = (*found.problems, *check(found.report).problems)
    return [one for one in told if one.at and one.at.file in (FILE, "config/content/werk.md", "config/report.yaml")]


def rows(*values: object) -> list[dict[str, object]]:
    return [{"label": f"Rij {number}", "values": list(v) if isinstance(v, tuple) else [v]}
            for number, v in enumerate(values)]  # fmt: skip


def series(count: int, last: str = "main") -> list[dict[str, str]]:
    return [{"id": f"s{n}", "label": f"Reeks {n}", "role": last if n == count - 1 else "main"} for n in range(count)]


def test_a_good_chart_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, {}) == []


CASES: list[tuple[str, dict[str, object], str]] = [
    ("unknown-kind", {"kind": "barr"}, "bar"),
    ("unknown-kind", {"kind": "taart"}, "donut"),
    ("unknown-fact", {"rows": rows("panel.lede")}, "panel.leden"),
    ("format-of-text", {"rows": rows("panel.naam")}, "figure"),
    ("fact-twice", {"rows": rows("panel.leden", "panel.leden")}, "once"),
    ("unknown-format", {"format": "euros"}, "euro"),
    ("unknown-format", {"format": "date"}, "euro"),
    ("unknown-format", {"format": "share(panel.leden)"}, "euro"),
    ("unknown-format", {"format": "delta"}, "euro"),
    ("negative-share", {"kind": "donut", "rows": rows(3, -1)}, "bar"),
    ("negative-share", {"arrange": "share", "series": series(2), "rows": rows((3, -1))}, "bar"),
    ("too-many-parts", {"kind": "treemap", "rows": rows(*range(1, 10))}, "Join"),
    ("too-many-series", {"series": series(5), "rows": rows((1, 2, 3, 4, 5))}, "multiples"),
    ("no-pair", {"kind": "slope"}, "two"),
    ("no-target", {"kind": "bullet"}, "target"),
    ("axis-not-from-zero", {"base": 3}, "base"),
    ("axis-cut-off", {"kind": "line", "base": 8}, "lower"),
    ("no-whole-count", {"kind": "units", "rows": rows(1.5)}, "bar"),
    ("too-many-units", {"kind": "units", "rows": rows(300, 301)}, "bar"),
    ("no-places", {"kind": "map"}, "geojson"),
    ("file-missing", {"kind": "map", "places": "assets/kaart.geojson"}, ""),
    ("file-outside", {"kind": "map", "places": "../kaart.geojson"}, ""),
    ("no-title", {"title": ""}, "sentence"),
    ("no-source", {"source": ""}, "source"),
    ("no-appendix", {"table": "appendix"}, "kind: data"),
    ("wrong-count", {"rows": rows((1, 2))}, "value"),
    ("bad-value", {"rows": rows("panel leden")}, "fact"),
    ("bad-value", {"rows": rows(10**16)}, "millions"),
    ("code-not-allowed", {"code": "config/charts/wiel.py:draw"}, "--allow-code"),
    ("bad-code", {"code": "os.system"}, "config/charts"),
    ("empty-chart", {"rows": []}, ""),
    ("label-too-long", {"rows": [{"label": "x" * 300, "values": [1]}]}, ""),
    ("unknown-fact", {"title": "Er zijn {{ panel.leen }} leden"}, "panel.leden"),
]


@pytest.mark.parametrize(("code", "chart", "hint"), CASES, ids=[f"{code} {n}" for n, (code, *_) in enumerate(CASES)])
def test_what_is_wrong_is_told_with_place_and_hint(
    code: str, chart: dict[str, object], hint: str, tmp_path: Path
) -> None:
    told = [problem for problem in problems(tmp_path, chart) if problem.code == code]
    assert told, problems(tmp_path, chart)
    assert all(problem.at and problem.at.file == FILE and problem.at.line > 1 for problem in told)
    assert hint in told[0].hint


def test_a_chart_that_does_not_exist_or_stands_twice(tmp_path: Path) -> None:
    (unknown,) = [p for p in problems(tmp_path / "a", {}, "::: chart lede\n:::\n") if p.severity is Severity.ERROR]
    assert (unknown.code, unknown.hint) == ("unknown-chart", "Did you mean “leden”?")
    assert unknown.at
    assert unknown.at.line == 5
    (twice,) = problems(tmp_path / "b", {}, "::: chart leden\n:::\n\n::: chart leden\n:::\n")
    assert twice.code == "chart-twice"


def test_an_axis_of_dots_that_begins_elsewhere_is_a_warning(tmp_path: Path) -> None:
    (one,) = problems(tmp_path, {"kind": "dots", "base": 5})
    assert (one.code, one.severity) == ("axis-not-from-zero", Severity.WARNING)


def test_an_appendix_is_found_and_an_empty_one_is_noted(tmp_path: Path) -> None:
    section = "  - {kind: data, title: Cijfers}\n"
    assert problems(tmp_path / "a", {"table": "appendix"}, section=section) == []
    (note,) = problems(tmp_path / "b", {}, section=section)
    assert (note.code, note.severity) == ("empty-appendix", Severity.NOTE)


def test_code_is_not_even_read_unless_it_is_allowed(tmp_path: Path) -> None:
    problems(tmp_path, {"code": "config/charts/wiel.py:draw"})
    (tmp_path / "config/charts").mkdir()
    (tmp_path / "config/charts/wiel.py").write_text("raise SystemExit(9)\n", "utf-8")
    refused, allowed = examine(tmp_path), examine(tmp_path, allow_code=True)
    assert refused.report is not None
    assert allowed.report is not None
    assert refused.report.charts["leden"].code is None
    code = allowed.report.charts["leden"].code
    assert code is not None
    assert (code.function, code.text) == ("draw", "raise SystemExit(9)\n")
    assert "config/charts/wiel.py" in {source.name for source in allowed.report.sources}
