"""Figures that stand in two places: ties, balances, reserves, last year's figures, notes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report.checks import CheckReport, check
from report.errors import ReportError, Severity
from report.publish.manifest import statements_as_data
from report.sources import examine, load
from report.sources.prior import with_prior
from report.sources.spans import plain_text
from tests.sources.projects import BASE, places, write

BILL = "config/figures/rekening.yaml"
NOTE = "config/figures/toelichting.yaml"
FACTS = "config/figures/feiten.yaml"
TWO = BASE[BILL].replace(
    '  - {id: "2021", label: "2021", kind: actual}\n',
    '  - {id: "2021", label: "2021", kind: actual}\n  - {id: "2020", label: "2020", kind: prior}\n',
)
TWO = TWO.replace("[10]", "[10, 8]").replace("[20]", "[20, 19]").replace("[30]", "[30, 27]")
SPECIFIED = """\
kind: statement
id: toelichting
title: Toelichting
columns:
  - {id: nu, label: "2021", period: 2021, kind: actual}
  - {id: "2020", label: "2020", kind: prior}
rows:
  - {id: p, role: line, label: P, values: [4, 3]}
  - {id: q, role: line, label: Q, values: [6, 5]}
  - {id: som, role: total, label: Som, formula: p + q}
"""
RESERVE = """\
kind: statement
id: rekening
title: Reserve
tolerance: 1
columns:
  - {id: a, label: "2021", kind: actual}
  - {id: b, label: "2020", kind: prior}
rows:
  - {id: begin, role: line, label: Begin, values: [10, 5]}
  - {id: erbij, role: line, label: Erbij, values: [7, 8]}
  - {id: eraf, role: line, label: Eraf, values: [2, 3]}
  - {id: eind, role: total, label: Eind, values: [15, 10]}
  - {id: bezit, role: total, label: Bezit, values: [15, 10]}
balances: [bezit, eind]
roll-forwards:
  - {opening: begin, movements: erbij - eraf, closing: eind}
"""


def checked(folder: Path, **files: str | bytes | None) -> CheckReport:
    names = {"bill": BILL, "note": NOTE, "facts": FACTS}
    written = {names[key]: content for key, content in files.items()}
    settings = BASE["config/report.yaml"]
    if "note" in files:
        settings = settings.replace("figures/feiten.yaml]", "figures/feiten.yaml, figures/toelichting.yaml]")
    return check(load(write(folder, {"config/report.yaml": settings, **written})))


def verdicts(report: CheckReport, kind: str) -> list[tuple[object, ...]]:
    return [(c.row, c.column, c.expected, c.found, c.verdict) for c in report.castings if c.check == kind]


def test_a_row_equals_the_total_of_its_note_in_every_column(tmp_path: Path) -> None:
    bill = TWO.replace("label: A, ", "label: A, ties: toelichting.som, ").replace("period: 2021", "")
    bill = bill.replace('label: "2021", kind', 'label: "2021", period: 2021, kind')
    report = checked(tmp_path, bill=bill, note=SPECIFIED)
    assert report.problems == ()
    assert verdicts(report, "tie") == [("a", "2021", 10, 10, "pass"), ("a", "2020", 8, 8, "pass")]
    wrong = checked(tmp_path / "wrong", bill=bill, note=SPECIFIED.replace("[6, 5]", "[6, 9]"))
    (problem,) = wrong.problems
    assert (problem.code, problem.severity) == ("tie-differs", Severity.ERROR)
    assert "published is 8, toelichting.som.2020" in problem.message
    assert f"{NOTE}:10:5" in problem.message
    assert str(problem.at).startswith(f"{BILL}:9:")


@pytest.mark.parametrize(
    ("target", "codes"),
    [("rekening.t.2021", []), ("rekening.a.2021", ["tie-differs"]), ("rekening.t.2019", ["unknown-tie"]),
     ("rekenign.t.2021", ["unknown-tie"])],
)  # fmt: skip
def test_a_key_figure_equals_the_cell_that_it_is_tied_to(target: str, codes: list[str], tmp_path: Path) -> None:
    facts = f"kind: facts\nfacts:\n  - {{id: baten, value: 30, label: Baten, ties: {target}}}\n"
    report = checked(tmp_path, facts=facts)
    assert [problem.code for problem in report.problems] == codes
    if codes:
        assert str(report.problems[0].at) == f"{FACTS}:3:5"


def test_amounts_of_other_scales_are_tied_in_units(tmp_path: Path) -> None:
    facts = "kind: facts\nfacts:\n  - {id: baten, value: 30000, label: Baten, ties: rekening.t.2021}\n"
    bill = BASE[BILL].replace("tolerance: 1", "values-in: thousands")
    assert verdicts(checked(tmp_path, facts=facts, bill=bill), "tie") == [("baten", "", 30000, 30000, "pass")]


def test_a_sound_reserve_and_balance(tmp_path: Path) -> None:
    report = checked(tmp_path, bill=RESERVE)
    assert report.problems == ()
    assert verdicts(report, "balance") == [("eind", "a", 15, 15, "pass"), ("eind", "b", 10, 10, "pass")]
    assert [(row, column) for row, column, *_ in verdicts(report, "roll-forward")] == [
        ("eind", "a"),
        ("eind", "b"),
        ("begin", "a"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("values: [7, 8]", "values: [70, 8]", [("roll-forward-differs", f"{BILL}:12:55")]),
        ("[10, 5]", "[11, 5]", []),  # within the tolerance: notes
        ("[10, 5]", "[12, 5]", [("roll-forward-differs", f"{BILL}:9:53"), ("roll-forward-differs", f"{BILL}:12:51")]),
        ("Bezit, values: [15, 10]", "Bezit, values: [15, 13]", [("balance-differs", f"{BILL}:12:55")]),
        ("Bezit, values: [15, 10]", "Bezit, values: [-15, 10]", [("balance-differs", f"{BILL}:12:51")]),
    ],
)
def test_reserves_and_balances_that_do_not_agree(
    old: str, new: str, wanted: list[tuple[str, str]], tmp_path: Path
) -> None:
    problems = checked(tmp_path, bill=RESERVE.replace(old, new)).problems
    errors = tuple(problem for problem in problems if problem.severity is Severity.ERROR)
    assert {code for code, _ in places(errors)} == {code for code, _ in wanted}
    lines = [str(problem.at).split(":")[1] for problem in errors]
    assert lines == [place.split(":")[1] for _, place in wanted]


def test_a_reserve_names_rows_that_are_there(tmp_path: Path) -> None:
    found = examine(write(tmp_path, {BILL: RESERVE.replace("movements: erbij - eraf", "movements: erbij - earf")}))
    (problem,) = found.problems
    assert (problem.code, problem.hint) == ("unknown-row", "Did you mean “eraf”?")


def prior_files(folder: Path, kind: str) -> dict[str, str | bytes | None]:
    """Last year's project: 27 in total, whose statement or manifest is copied into this year's."""
    last = BASE[BILL].replace('"2021"', '"2020"').replace("[10]", "[8]").replace("[20]", "[19]").replace("[30]", "[27]")
    if kind == "yaml":
        return {"config/prior/last.yaml": last}
    settings = BASE["config/report.yaml"].replace("period: 2021", "period: 2020")
    report = load(write(folder / "last", {BILL: last, "config/report.yaml": settings}))
    content = json.dumps({"manifest": 1, "statements": statements_as_data(report)})
    return {"config/prior/last.json": content}


@pytest.mark.parametrize("kind", ["yaml", "json"])
def test_comparatives_are_what_was_published(kind: str, tmp_path: Path) -> None:
    files = prior_files(tmp_path, kind)
    bill = TWO.replace("columns:", f"prior: prior/last.{kind}\ncolumns:")
    report = check(load(write(tmp_path / "sound", {BILL: bill, **files})))
    assert report.problems == ()
    assert verdicts(report, "prior") == [
        ("a", "2020", 8, 8, "pass"), ("b", "2020", 19, 19, "pass"), ("t", "2020", 27, 27, "pass")
    ]  # fmt: skip
    changed = bill.replace("[10, 8]", "[10, 9]").replace("[20, 19]", "[20, 18]")
    problems = check(load(write(tmp_path / "changed", {BILL: changed, **files}))).problems
    assert [(problem.code, problem.severity) for problem in problems] == [("prior-differs", Severity.WARNING)] * 2
    renamed = bill.replace("id: a,", "id: z,").replace("a + b", "z + b")
    problems = check(load(write(tmp_path / "renamed", {BILL: renamed, **files}))).problems
    assert [problem.code for problem in problems] == ["prior-row-missing"]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("last.json", "{}", "no-manifest"), ("last.json", "[1, 2", "no-manifest"), ("last.json", "[]", "no-manifest"),
        ("last.json", "[" * 100_000, "no-manifest"),
        ("last.json", '{"statements": {"r": {"columns": [{"kind": "actual", "term": 1}], "rows": [{"id": 1, "values": '
                      '["NaN"]}]}}}', "no-manifest"),
        ("last.yaml", "kind: facts\nfacts: []\n", "wrong-figures"), ("last.yaml", None, "file-missing"),
        ("../../../last.json", None, "file-outside"),
    ],
)  # fmt: skip
def test_what_is_no_report_of_last_year_is_told(name: str, content: str | None, code: str, tmp_path: Path) -> None:
    bill = TWO.replace("columns:", f"prior: prior/{name}\ncolumns:")
    found = examine(write(tmp_path, {BILL: bill, f"config/prior/{Path(name).name}": content}))
    assert [problem.code for problem in found.problems] == [code]
    assert str(found.problems[0].at) == f"{BILL}:5:8"


def test_the_project_of_last_year_can_be_named_when_checking(tmp_path: Path) -> None:
    last = BASE[BILL].replace('"2021"', '"2020"').replace("[10]", "[9]").replace("[20]", "[19]").replace("[30]", "[28]")
    write(tmp_path / "last", {BILL: last})
    report = with_prior(load(write(tmp_path / "this", {BILL: TWO})), tmp_path / "last")
    differing = [problem.message for problem in check(report).problems if problem.code == "prior-differs"]
    assert len(differing) == 2
    assert f"last/{BILL}:8:" in differing[0]
    with pytest.raises(ReportError, match="neither a report project nor a manifest"):
        with_prior(report, tmp_path / "nowhere")


NOTED = BASE["config/report.yaml"] + "  - {kind: notes, source: content/toelichting.md}\n"
NOTES = "---\nlabel: Toelichting\nheadline: Toelichting\n---\nVooraf.\n\n## Eerste\n\nx\n\n## Tweede {#tweede}\n\nx\n"


@pytest.mark.parametrize(
    ("note", "wanted"), [("1", ("1", "eerste")), ("tweede", ("2", "tweede")), ("3", None), ("tweed", None)]
)
def test_rows_are_linked_to_the_notes_that_they_name(note: str, wanted: tuple[str, str] | None, tmp_path: Path) -> None:
    bill = BASE[BILL].replace("label: A, ", f"label: A, note: {note}, ")
    files: dict[str, str | bytes | None] = {"config/report.yaml": NOTED, "config/content/toelichting.md": NOTES}
    found = examine(write(tmp_path, {**files, BILL: bill}))
    assert found.report is not None
    if wanted is None:
        assert places(found.problems) == [("unknown-note", f"{BILL}:8:5")]
        return
    assert found.problems == ()
    (statement,) = [section.statement for section in found.report.sections if section.statement]
    assert (statement.rows[0].note, statement.rows[0].note_anchor) == wanted
    prose = found.report.sections[-1].prose
    assert prose is not None
    titles = [plain_text(article.headline) for article in prose.articles]
    assert titles == ["1.\u00a0Eerste", "2.\u00a0Tweede"]
