"""The command line: which verb runs, what is printed where, and the exit code."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from report import cli, publish
from report.cli.terminal import in_colour
from report.cli.verbs import VERBS
from report.errors import Location, Problem, Realm, ReportError, Severity
from report.publish import BuildResult, CheckResult, Output

PLACE = Location("config/content/brief.md", 12, 3)
ERROR = Problem("missing-alt", "de foto heeft geen tekst", PLACE, 'schrijf alt="…"')
WARNING = Problem("thin-image", "te klein", PLACE, severity=Severity.WARNING)
SETUP = Problem("unknown-key", "'titel' is unknown", Location("config/report.yaml", 2, 1), realm=Realm.SETUP)
OUTPUT = Problem("not-conforming", "no language", realm=Realm.OUTPUT)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose folder is the current one."""
    (tmp_path / "config" / "content").mkdir(parents=True)
    (tmp_path / "config" / "report.yaml").write_text("title: x\n")
    (tmp_path / "config" / "content" / "brief.md").write_text("x\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Stands in for publish.build; holds the arguments of every call."""
    calls: list[dict[str, Any]] = []

    def build(root: Path, **options: Any) -> BuildResult:
        calls.append({"root": root, **options})
        made = Output("screen", root / "dist" / "verslag-screen.pdf", 30, 812_345, "ab")
        return BuildResult((made,), (root / "dist" / "verslag.json",), (WARNING,), ())

    monkeypatch.setattr(publish, "build", build)
    return calls


def stop_with(monkeypatch: pytest.MonkeyPatch, failure: BaseException) -> None:
    def build(root: Path, **_: Any) -> BuildResult:
        raise failure

    monkeypatch.setattr(publish, "build", build)


@pytest.mark.parametrize("arguments", [[], ["."], ["build"], ["build", "."], ["--strict"], ["--profile", "screen"]])
def test_without_a_verb_it_builds(project: Path, builds: list[dict[str, Any]], arguments: list[str]) -> None:
    assert cli.main(arguments) == 0
    (call,) = builds
    assert call["root"].resolve() == project
    assert call["strict"] == ("--strict" in arguments)


def test_a_folder_that_bears_a_verbs_name(project: Path, builds: list[dict[str, Any]]) -> None:
    (project / "check" / "config").mkdir(parents=True)
    (project / "check" / "config" / "report.yaml").write_text("title: x\n")
    assert cli.main(["./check"]) == 0
    assert builds[0]["root"] == Path("check")


def test_options_of_build_arrive(project: Path, builds: list[dict[str, Any]]) -> None:
    assert cli.main(["--profile", "screen,print", "--profile", "board", "--pages", "3-5", "--out", "x"]) == 0
    assert builds[0]["profiles"] == ["screen", "print", "board"]
    assert (builds[0]["pages"], builds[0]["out"]) == ("3-5", Path("x"))


def test_outputs_on_standard_output_problems_on_the_other(
    project: Path, builds: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([]) == 0
    heard = capsys.readouterr()
    assert heard.out == f"{Path('dist/verslag-screen.pdf')}  30 pages, 812 kB\n{Path('dist/verslag.json')}\n"
    assert heard.err == "config/content/brief.md:12:3: warning: te klein [thin-image]\n"


@pytest.mark.parametrize(
    ("problems", "code"), [((ERROR,), 1), ((SETUP,), 2), ((SETUP, ERROR), 2), ((OUTPUT,), 3), ((WARNING,), 1)]
)
def test_exit_codes_of_a_build_that_stops(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    problems: tuple[Problem, ...],
    code: int,
) -> None:
    stop_with(monkeypatch, ReportError(problems))
    assert cli.main([]) == code
    assert "Traceback" not in capsys.readouterr().err


def test_the_lines_of_a_problem(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stop_with(monkeypatch, ReportError((ERROR, WARNING, OUTPUT)))
    cli.main([])
    assert capsys.readouterr().err.splitlines() == [
        "error: no language [not-conforming]",
        "config/content/brief.md:12:3: error: de foto heeft geen tekst [missing-alt]",
        '  hint: schrijf alt="…"',
        "config/content/brief.md:12:3: warning: te klein [thin-image]",
        "2 errors, 1 warning; nothing was written",
    ]


def test_places_are_named_from_where_the_user_is(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stop_with(monkeypatch, ReportError((ERROR,)))
    (project / "elsewhere").mkdir()
    monkeypatch.chdir(project / "elsewhere")
    cli.main([".."])
    place = Path("..") / "config" / "content" / "brief.md"
    assert capsys.readouterr().err.startswith(f"{place}:12:3: error: ")


def test_what_a_file_says_cannot_steer_the_terminal(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stop_with(monkeypatch, ReportError((Problem("x", "key '\x1b[2Jé\n' is unknown"),)))
    cli.main([])
    assert capsys.readouterr().err.startswith("error: key '\\x1b[2Jé\\x0a' is unknown [x]\n")


def test_a_fault_of_the_program_is_told_apart(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    stop_with(monkeypatch, ZeroDivisionError("division by zero"))
    assert cli.main([]) == 4
    said = capsys.readouterr().err
    assert "fault of the program" in said
    assert "Traceback" not in said
    (kept,) = tmp_path.glob("report-fault-*.txt")
    assert str(kept) in said
    assert "ZeroDivisionError: division by zero" in kept.read_text()

    assert cli.main(["build", "--traceback"]) == 4
    assert "ZeroDivisionError: division by zero" in capsys.readouterr().err


def test_an_interruption_is_no_fault(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stop_with(monkeypatch, KeyboardInterrupt())
    assert cli.main([]) == 130
    assert "interrupted" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--wrong"], ["check", "--format", "xml"], ["init"], ["build", "a", "b"]])
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    assert stop.value.code == 2


@pytest.mark.parametrize(("arguments", "hint"), [(["biuld"], "the verb 'build'"), (["elsewhere"], "report init")])
def test_a_folder_that_is_no_project(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    hint: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 2
    said = capsys.readouterr().err
    assert f"'{arguments[0]}' is not a report project" in said
    assert hint in said


def checked(monkeypatch: pytest.MonkeyPatch, result: CheckResult) -> None:
    monkeypatch.setattr(publish, "check", lambda root, **options: result)


def test_check_prints_what_it_found_and_counts(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checked(monkeypatch, CheckResult((ERROR, WARNING), (), (), (ERROR,), 1))
    assert cli.main(["check"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "config/content/brief.md:12:3: error: de foto heeft geen tekst [missing-alt]",
        '  hint: schrijf alt="…"',
        "config/content/brief.md:12:3: warning: te klein [thin-image]",
        "1 error, 1 warning",
    ]


def test_check_explains_warnings_that_stop(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checked(monkeypatch, CheckResult((WARNING,), (), (), (WARNING,), 1))
    assert cli.main(["check", "--strict"]) == 1
    assert "Warnings stop" in capsys.readouterr().out


def test_check_with_nothing_to_say(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    checked(monkeypatch, CheckResult((), (), (), (), 0))
    assert cli.main(["check"]) == 0
    assert capsys.readouterr().out == "no problems\n"


def test_check_for_machines(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    checked(monkeypatch, CheckResult((ERROR,), (), (), (ERROR,), 1))
    assert cli.main(["check", "--format", "json"]) == 1
    content = json.loads(capsys.readouterr().out)
    assert content["exit_code"] == 1
    assert content["summary"]["problems"] == {"error": 1, "warning": 0, "note": 0}
    assert content["problems"] == [
        {
            "file": "config/content/brief.md",
            "line": 12,
            "column": 3,
            "severity": "error",
            "code": "missing-alt",
            "message": "de foto heeft geen tekst",
            "hint": 'schrijf alt="…"',
        }
    ]


class Console(io.TextIOWrapper):
    """A terminal of a given encoding."""

    def __init__(self, encoding: str, terminal: bool = True) -> None:
        super().__init__(io.BytesIO(), encoding=encoding, newline="\n")
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    def heard(self) -> bytes:
        self.flush()
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue()


@pytest.mark.parametrize(("encoding", "shown"), [("cp1252", "é ?".encode("cp1252")), ("ascii", b"? ?")])
def test_a_legacy_console_shows_what_it_can(
    project: Path, monkeypatch: pytest.MonkeyPatch, encoding: str, shown: bytes
) -> None:
    out = Console(encoding, terminal=False)
    monkeypatch.setattr(sys, "stdout", out)
    checked(monkeypatch, CheckResult((Problem("x", "é →"),), (), (), (), 1))
    cli.main(["check"])
    assert out.heard() == b"error: " + shown + b" [x]\n1 error\n"
    out = Console(encoding, terminal=False)
    monkeypatch.setattr(sys, "stdout", out)
    cli.main(["check", "--format", "json"])
    assert json.loads(out.heard())["problems"][0]["message"] == "é →"


@pytest.mark.parametrize(
    ("environment", "terminal", "colour"),
    [({}, True, True), ({}, False, False), ({"NO_COLOR": "1"}, True, False), ({"TERM": "dumb"}, True, False)],
)
def test_colour_only_where_it_is_wanted(environment: dict[str, str], terminal: bool, colour: bool) -> None:
    assert in_colour(Console("utf-8", terminal), {"TERM": "xterm", **environment}) is colour


def test_a_terminal_gets_colour_around_the_severity(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = Console("utf-8")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    checked(monkeypatch, CheckResult((WARNING,), (), (), (), 0))
    cli.main(["check"])
    assert b"brief.md:12:3: \x1b[33;1mwarning\x1b[0m: te klein" in out.heard()


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["--version"], program="build.py")
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith("build.py 0.")


def test_help_names_every_verb_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    said = capsys.readouterr().out
    assert all(f"\n    {verb} " in said for verb in VERBS)
    assert all(f"\n  {code}  " in said for code in range(5))


def test_motif_prints_so_many_seeds(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[dict[str, Any]] = []

    def motif_sheet(root: Path, **options: Any) -> Output:
        calls.append({"root": root, **options})
        return Output("screen", project / "proef.pdf", options["seeds"], 1, "")

    monkeypatch.setattr(publish, "motif_sheet", motif_sheet)
    assert cli.main(["motif", "--seeds", "3", "--out", "proef.pdf"]) == 0
    assert calls == [{"root": Path(), "seeds": 3, "out": Path("proef.pdf")}]
    assert capsys.readouterr().out == "proef.pdf  3 pages\n"


@pytest.mark.parametrize("count", ["0", "61", "-1", "drie"])
def test_motif_wants_a_sound_number_of_seeds(count: str) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["motif", "--seeds", count])
    assert stop.value.code == 2
