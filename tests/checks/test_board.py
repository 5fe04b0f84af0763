"""What the board's edition lacks: a final report that is signed has a day of approval, and no other has one."""

from __future__ import annotations

from pathlib import Path

import pytest

from report import publish
from report.checks.board import check_board
from report.cli import main
from report.errors import ReportError, Severity
from report.sources import load
from tests.publish.boards import BOARD, board_project

APPROVED = BOARD.replace("  by:", "  approved: 2022-04-14\n  by:")
UNSIGNED = BOARD.partition("  directors:")[0]
WAIVED = "waivers: [{code: no-approval, reason: De vergadering is nog niet geweest.}]\n"


@pytest.mark.parametrize(
    ("status", "board", "codes"),
    [
        ("concept", BOARD, []),
        ("for-approval", BOARD, []),
        ("final", BOARD, ["no-approval"]),
        ("final", APPROVED, []),
        ("final", UNSIGNED, []),
        ("final", "", []),
        ("concept", APPROVED, ["approved-too-early"]),
    ],
)
def test_the_day_of_approval(tmp_path: Path, status: str, board: str, codes: list[str]) -> None:
    found = list(check_board(load(board_project(tmp_path, status=status, board=board))))
    assert [problem.code for problem in found] == codes
    assert all(problem.severity is Severity.WARNING and problem.at is not None for problem in found)


def test_a_final_report_with_an_open_warning_is_refused_until_it_is_waived(tmp_path: Path) -> None:
    root = board_project(tmp_path / "open", status="final")
    with pytest.raises(ReportError) as stop:
        publish.build(root, profiles=("board",))
    assert [problem.code for problem in stop.value.problems] == ["no-approval"]
    assert not (root / "dist").exists()
    waived = board_project(tmp_path / "waived", status="final", board=BOARD + WAIVED)
    result = publish.build(waived, profiles=("board",))
    assert "De vergadering is nog niet geweest." in result.manifests[0].read_text("utf-8")


def test_another_status_for_one_build_is_checked_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = board_project(tmp_path)
    assert main(["build", str(root), "--profile", "board", "--status", "final"]) == 2
    assert "no-approval" in capsys.readouterr().err
    assert main(["build", str(root), "--profile", "board", "--status", "for-approval"]) == 0
    assert main(["build", str(root), "--status", "ready"]) == 2
    assert "there is no status 'ready'" in capsys.readouterr().err


def test_facts_are_quoted_in_decision_and_summary(tmp_path: Path) -> None:
    quoting = BOARD.replace("Tweede alinea.", "Er zijn {{ geen.feit }} leden.")
    found = publish.check(board_project(tmp_path, board=quoting)).problems
    assert [problem.code for problem in found if problem.severity is Severity.ERROR] == ["unknown-fact"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("  body:", "  boddy:", "unknown-key"),
        ("{role: lid}", "{name: A. Bee}", "missing-key"),
        ("meeting: 2022-04-14", "meeting: morgen", "yaml-trap"),
        ("directors: [{role: directeur}]", "directors: directeur", "wrong-type"),
    ],
)
def test_slips_in_the_group_are_told_at_their_place(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert old in BOARD
    found = publish.check(board_project(tmp_path, board=BOARD.replace(old, new))).problems
    told = [problem for problem in found if problem.severity is Severity.ERROR]
    assert code in {problem.code for problem in told}
    assert all(problem.at and problem.at.file == "config/report.yaml" and problem.at.line > 1 for problem in told)
