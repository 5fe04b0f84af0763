"""The command line for controllers: the check of figures, last year's figures, exports, next year's project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report import cli
from tests.sources.projects import BASE, write

BILL = "config/figures/rekening.yaml"
WRONG = BASE[BILL].replace("[30]", "[33]")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_check_prints_a_table(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {BILL: WRONG})
    assert cli.main(["check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "rekening                casting                0         0       1" in lines
    assert "rekening.t.2021                                       33              30          +3  fail" in lines
    assert lines[0].startswith(f"{BILL}:10:66: error: Totaal, 2021: published is 33, the rows give 30: 3 apart.")


def test_json_gives_every_cell(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {BILL: WRONG})
    assert cli.main(["check", "--format", "json"]) == 1
    content = json.loads(capsys.readouterr().out)
    (cell,) = content["castings"]
    assert cell == {
        "check": "casting", "statement": "rekening", "row": "t", "column": "2021", "expected": "30", "found": "33",
        "difference": "3", "verdict": "fail", "file": BILL, "line": 10, "position": 66, "against": "a + b",
        "against_at": "",
    }  # fmt: skip
    assert content["summary"]["castings"] == {"pass": 0, "rounding": 0, "fail": 1}


def test_cells_are_checked_although_another_file_cannot_be_read(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project, {BILL: WRONG, "config/figures/feiten.yaml": "kind: ["})
    assert cli.main(["check", "--format", "json"]) == 1
    content = json.loads(capsys.readouterr().out)
    assert [cell["verdict"] for cell in content["castings"]] == ["fail"]
    assert {"yaml-syntax", "sum-differs"} <= {problem["code"] for problem in content["problems"]}


def test_last_years_project_is_named_on_the_command_line(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two = BASE[BILL].replace("rows:", '  - {id: "2020", label: "2020", kind: prior}\nrows:')
    two = two.replace("[10]", "[10, 8]").replace("[20]", "[20, 19]").replace("[30]", "[30, 27]")
    last = BASE[BILL].replace('"2021"', '"2020"').replace("[10]", "[8]").replace("[20]", "[17]").replace("[30]", "[25]")
    write(project / "this", {BILL: two})
    write(project / "last", {BILL: last})
    assert cli.main(["check", "this", "--prior", "last"]) == 0
    out = capsys.readouterr().out
    assert "2 warnings" in out
    assert "b, 2020: published is 19, the report of 2020 (last/config/figures/rekening.yaml:9:" in out
    assert cli.main(["check", "this", "--prior", "nowhere"]) == 2


def test_figures_are_exported_beside_the_pdf(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, {})
    assert cli.main(["build", "--export", "xlsx", "--export", "csv", "--out", "uit"]) == 0
    assert sorted(path.name for path in (project / "uit").iterdir()) == [
        "verslag-figures.csv",
        "verslag-figures.xlsx",
        "verslag-screen-conformance.json",
        "verslag-screen-conformance.md",
        "verslag-screen.pdf",
        "verslag.json",
    ]
    assert capsys.readouterr().out.splitlines()[-2:] == ["uit/verslag-figures.xlsx", "uit/verslag-figures.csv"]


def test_next_years_project_is_made_checked_and_built_once_filled(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(project / "oud", {})
    assert cli.main(["rollforward", "nieuw", "oud"]) == 0
    assert "The list is in nieuw/to-do.md" in capsys.readouterr().out
    assert cli.main(["check", "nieuw"]) == 1
    out = capsys.readouterr().out
    assert "feiten.yaml:3:30: error: value: there is no figure." in out
    assert "rekening.yaml:7:5: warning: The column 2022 of rekening has no figures yet." in out
    assert cli.main(["rollforward", "nieuw", "oud"]) == 2
    assert "not empty" in capsys.readouterr().err
    facts = project / "nieuw/config/figures/feiten.yaml"
    facts.write_text(facts.read_text("utf-8").replace("null", "7000"), "utf-8")
    bill = project / "nieuw" / BILL
    for value in ("11", "22", "33"):
        bill.write_text(bill.read_text("utf-8").replace("[null]", f"[{value}]", 1), "utf-8")
    assert cli.main(["build", "nieuw"]) == 0
    assert "dist/verslag-screen.pdf" in capsys.readouterr().out
