"""Which problems stop, which are waived, and the exit code that follows."""

from __future__ import annotations

import pytest

from report.errors import Location, Problem, Realm, Severity
from report.model.report import ReportFile, Status, Waiver
from report.publish.verdict import counts, exit_code_of, judge


def settings(status: Status = Status.CONCEPT, *waivers: Waiver) -> ReportFile:
    return ReportFile(
        organisation="Stichting", title="Verslag", slug="verslag", language="nl", period=2021, sections=(),
        status=status, waivers=waivers,
    )  # fmt: skip


def problem(severity: Severity, code: str = "thin-image", file: str = "config/content/a.md", **more: Realm) -> Problem:
    return Problem(code, "words", Location(file, 3, 1), severity=severity, **more)


ERROR, WARNING, NOTE = (problem(severity) for severity in Severity)


@pytest.mark.parametrize(
    ("status", "strict", "stopping"),
    [
        (Status.CONCEPT, False, {ERROR}),
        (Status.FOR_APPROVAL, False, {ERROR}),
        (Status.FINAL, False, {ERROR, WARNING}),
        (Status.CONCEPT, True, {ERROR, WARNING}),
    ],
)
def test_warnings_stop_when_strict_or_final(status: Status, strict: bool, stopping: set[Problem]) -> None:
    verdict = judge([NOTE, WARNING, ERROR], settings(status), strict=strict)
    assert set(verdict.stopping) == stopping
    assert set(verdict.problems) == {ERROR, WARNING, NOTE}


def test_a_waived_warning_does_not_stop_but_is_kept_with_its_reason() -> None:
    waiver = Waiver(code="thin-image", reason="the only photo there is")
    verdict = judge([WARNING, NOTE], settings(Status.FINAL, waiver), strict=True)
    assert verdict.stopping == ()
    assert verdict.problems == (NOTE,)
    assert [(entry.waiver, entry.problems) for entry in verdict.waived] == [(waiver, (WARNING,))]


@pytest.mark.parametrize("file", ["config/content/a.md", "content/a.md"])
def test_a_waiver_may_be_for_one_file(file: str) -> None:
    elsewhere = problem(Severity.WARNING, file="config/content/b.md")
    waiver = Waiver(code="thin-image", reason="known", file=file)
    verdict = judge([WARNING, elsewhere], settings(Status.FINAL, waiver), strict=False)
    assert verdict.stopping == (elsewhere,)


def test_errors_cannot_be_waived_and_the_idle_waiver_is_noted() -> None:
    verdict = judge([ERROR], settings(Status.FINAL, Waiver(code="thin-image", reason="no")), strict=False)
    assert verdict.stopping == (ERROR,)
    assert [p.code for p in verdict.problems if p.severity is Severity.NOTE] == ["unused-waiver"]
    assert verdict.waived == ()


def test_a_waiver_needs_a_reason() -> None:
    verdict = judge([WARNING], settings(Status.CONCEPT, Waiver(code="thin-image", reason="  ")), strict=False)
    assert [p.code for p in verdict.stopping] == ["waiver-without-reason"]
    assert WARNING in verdict.problems
    assert verdict.exit_code == 2


@pytest.mark.parametrize(
    ("problems", "code"),
    [
        ([], 0),
        ([NOTE], 0),
        ([ERROR], 1),
        ([WARNING], 1),
        ([problem(Severity.ERROR, realm=Realm.SETUP), ERROR], 2),
        ([problem(Severity.WARNING, realm=Realm.SETUP), ERROR], 1),
        ([problem(Severity.WARNING, realm=Realm.SETUP)], 2),
        ([problem(Severity.ERROR, realm=Realm.OUTPUT)], 3),
    ],
)
def test_the_exit_code_says_whose_problem_it_is(problems: list[Problem], code: int) -> None:
    verdict = judge(problems, settings(Status.FINAL), strict=False)
    assert verdict.exit_code == code
    assert exit_code_of(verdict.stopping) == code


def test_counts_name_every_severity() -> None:
    assert counts([ERROR, ERROR, NOTE]) == {"error": 2, "warning": 0, "note": 1}


def test_waivers_are_told_at_their_own_line() -> None:
    at = Location("config/report.yaml", 9, 5)
    waivers = (Waiver(code="thin-image", reason="no", at=at), Waiver(code="thin-image", reason="", at=at))
    verdict = judge([ERROR], settings(Status.FINAL, *waivers), strict=False)
    told = {p.code: p.at for p in verdict.problems if p.code != ERROR.code}
    assert told == {"unused-waiver": at, "waiver-without-reason": at}
