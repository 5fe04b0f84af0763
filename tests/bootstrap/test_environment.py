"""When `.venv` is made, kept, completed or repaired."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import environment
from environment import making

STUB_PIP = """import os, sys
print("Collecting alpha==1.0 (from -r requirements.lock (line 1))")
print("Installing collected packages: alpha")
open(os.environ["SEEN"], "a").write(" ".join(sys.argv[1:]) + "\\n")
"""


@pytest.fixture
def seen(copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for making an environment and for pip; the file it returns holds a line for each run of pip."""
    (tmp_path / "pip.py").write_text(STUB_PIP)
    calls = tmp_path / "calls.txt"
    calls.write_text("")

    def create(root: str) -> None:
        python = Path(environment.venv_python(root))
        python.parent.mkdir(parents=True)
        python.symlink_to(sys.executable)
        (python.parents[1] / "pyvenv.cfg").write_text("made\n")

    monkeypatch.setenv("SEEN", str(calls))
    monkeypatch.setattr(making, "create", create)
    monkeypatch.setattr(making, "pip_command", lambda root: [sys.executable, str(tmp_path / "pip.py")])
    return calls


def installations(seen: Path) -> list[str]:
    return seen.read_text().splitlines()


def test_a_second_run_finds_it_ready(copy: Path, seen: Path) -> None:
    assert not environment.is_ready(str(copy), environment.LOCK)
    making.set_up(str(copy), environment.LOCK)
    assert environment.is_ready(str(copy), environment.LOCK)
    (only,) = installations(seen)
    assert "--require-hashes" in only
    assert only.endswith("requirements.lock")
    assert not environment.is_ready(str(copy), environment.TEST_LOCK)


def test_the_packages_for_tests_bring_those_of_the_program(copy: Path, seen: Path) -> None:
    making.set_up(str(copy), environment.TEST_LOCK)
    assert environment.is_ready(str(copy), environment.TEST_LOCK)
    assert environment.is_ready(str(copy), environment.LOCK)


def test_a_changed_lock_installs_again_in_place(copy: Path, seen: Path) -> None:
    making.set_up(str(copy), environment.LOCK)
    keepsake = copy / ".venv" / "keepsake"
    keepsake.touch()
    (copy / "requirements.lock").write_text("# another\n")
    assert not environment.is_ready(str(copy), environment.LOCK)
    making.set_up(str(copy), environment.LOCK)
    assert environment.is_ready(str(copy), environment.LOCK)
    assert keepsake.exists()
    assert len(installations(seen)) == 2


def test_another_python_makes_it_anew(copy: Path, seen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    making.set_up(str(copy), environment.LOCK)
    keepsake = copy / ".venv" / "keepsake"
    keepsake.touch()
    monkeypatch.setattr(environment, "interpreter", lambda: "cpython-399 elsewhere")
    monkeypatch.setattr(making, "interpreter", lambda: "cpython-399 elsewhere")
    assert not environment.is_ready(str(copy), environment.LOCK)
    making.set_up(str(copy), environment.LOCK)
    assert environment.is_ready(str(copy), environment.LOCK)
    assert not keepsake.exists()


def test_a_python_that_was_removed_makes_it_anew(copy: Path, seen: Path) -> None:
    making.set_up(str(copy), environment.LOCK)
    python = Path(environment.venv_python(str(copy)))
    python.unlink()
    python.symlink_to(copy / "gone")
    assert not environment.is_ready(str(copy), environment.LOCK)
    making.set_up(str(copy), environment.LOCK)
    assert environment.is_ready(str(copy), environment.LOCK)


def test_a_half_made_one_is_made_anew(copy: Path, seen: Path) -> None:
    (copy / ".venv" / "lib").mkdir(parents=True)
    (copy / ".venv" / "lib" / "half a package").touch()
    making.set_up(str(copy), environment.LOCK)
    assert environment.is_ready(str(copy), environment.LOCK)
    assert not (copy / ".venv" / "lib").exists()


def test_a_folder_that_is_something_else_is_left_alone(copy: Path, seen: Path) -> None:
    (copy / ".venv").mkdir()
    thesis = copy / ".venv" / "thesis.txt"
    thesis.touch()
    with pytest.raises(environment.SetupError, match="not an environment"):
        making.set_up(str(copy), environment.LOCK)
    assert thesis.exists()


def test_without_network_a_working_environment_keeps_working(
    copy: Path, seen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    making.set_up(str(copy), environment.LOCK)
    failing = tmp_path / "failing.py"
    failing.write_text("print('Collecting pytest==9.2.0'); raise SystemExit(1)")
    monkeypatch.setattr(making, "pip_command", lambda root: [sys.executable, str(failing)])
    with pytest.raises(environment.SetupError):
        making.set_up(str(copy), environment.TEST_LOCK)
    assert environment.is_ready(str(copy), environment.LOCK)


def test_an_installation_that_breaks_off_is_not_taken_for_complete(
    copy: Path, seen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    making.set_up(str(copy), environment.LOCK)
    (copy / "requirements.lock").write_text("# another\n")
    failing = tmp_path / "failing.py"
    failing.write_text("print('Installing collected packages: alpha'); raise SystemExit(1)")
    monkeypatch.setattr(making, "pip_command", lambda root: [sys.executable, str(failing)])
    with pytest.raises(environment.SetupError):
        making.set_up(str(copy), environment.LOCK)
    (copy / "requirements.lock").write_text("# nothing to install\n")
    assert not environment.is_ready(str(copy), environment.LOCK)


def test_pip_hears_the_users_index_but_not_their_other_packages(
    copy: Path, seen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = tmp_path / "heard.txt"
    telling = tmp_path / "telling.py"
    telling.write_text(f"import os; open({str(heard)!r}, 'w').write(repr(dict(os.environ)))")
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example.org/simple")
    monkeypatch.setenv("PIP_TARGET", "/somewhere/else")
    monkeypatch.setenv("PYTHONPATH", "/someone/elses/packages")
    making.run_pip([sys.executable, str(telling)], str(copy))
    variables = heard.read_text()
    assert "'PIP_INDEX_URL': 'https://index.example.org/simple'" in variables
    assert "'PYTHONNOUSERSITE': '1'" in variables
    assert "PIP_TARGET" not in variables
    assert "PYTHONPATH" not in variables


@pytest.mark.parametrize(
    ("line", "package"),
    [
        ("Collecting reportlab==5.1.0 (from -r requirements.lock (line 9))", "reportlab 5.1.0"),
        ("Processing /some/typing_extensions-4.16.0-py3-none-any.whl (from -r x)", "typing-extensions 4.16.0"),
        ("  Downloading reportlab-5.1.0-py3-none-any.whl (2.0 MB)", ""),
        ("Requirement already satisfied: pillow==13.0.0", ""),
    ],
)  # fmt: skip
def test_progress_names_each_package(line: str, package: str) -> None:
    assert making.package_met(line) == package


def run_build(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [sys.executable, str(copy / "build.py"), *arguments],
        env=variables, cwd=copy.parent, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_from_nothing_to_a_verb_with_two_runs_at_once(copy: Path) -> None:
    """The real thing, with an empty lock: no stand-in but the verb."""
    racing = [
        subprocess.Popen(
            [sys.executable, str(copy / "build.py"), "race"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    ends = [process.communicate(timeout=120) for process in racing]
    assert [process.returncode for process in racing] == [0, 0], ends
    assert [out for out, _ in ends] == ["build.py race\n"] * 2
    assert sum("Making .venv" in err for _, err in ends) == 1

    again = run_build(copy, "code", "3", "--option", "a b")
    assert (again.returncode, again.stdout, again.stderr) == (3, "build.py code 3 --option a b\n", "")

    inside = subprocess.run(
        [environment.venv_python(str(copy)), str(copy / "build.py"), "inside"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (inside.stdout, inside.stderr) == ("build.py inside\n", "")

    config = copy / ".venv" / "pyvenv.cfg"
    config.rename(config.with_suffix(".old"))
    repaired = run_build(copy, "repaired")
    assert repaired.returncode == 0, repaired.stderr
    assert repaired.stdout == "build.py repaired\n"


def test_a_python_that_is_no_environment_is_not_started_for_ever(copy: Path, seen: Path) -> None:
    """The stand-in environment's Python takes itself for another one: the second start has to notice."""
    making.set_up(str(copy), environment.LOCK)
    os.environ.pop("SEEN")
    (copy / ".venv" / "pyvenv.cfg").write_text(f"home = {Path(sys.executable).parent / 'nowhere'}\n")
    python = Path(environment.venv_python(str(copy)))
    python.unlink()
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    run = run_build(copy)
    assert run.returncode == environment.SETUP_EXIT_CODE
    assert "does not start as an environment of its own" in run.stderr


def test_a_ready_environment_costs_no_imports(copy: Path) -> None:
    """What a later run pays for before it hands over."""
    code = (
        "import sys; before = set(sys.modules); import environment; environment.is_ready(sys.argv[1], 'a.lock');"
        "print(*sorted(set(sys.modules) - before))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, str(copy)],
        cwd=copy, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert found.stdout.split() == ["__future__", "environment"]
