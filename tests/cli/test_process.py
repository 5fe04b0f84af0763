"""The command as a process of its own: the exit code, and no collector of cycles from beginning to end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENDING = """
import atexit, gc
from report.__main__ import run
atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 1000))
raise SystemExit(run({arguments!r}))
"""


def ended(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", ENDING.format(arguments=list(arguments))]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_process_ends_without_searching_for_cycles() -> None:
    done = ended("check", str(ROOT / "tests"))
    assert done.stdout.splitlines()[-1] == "False True"
    assert done.returncode == 2


def test_so_it_does_on_wrong_usage() -> None:
    done = ended("build", "--no-such-option")
    assert done.stdout.splitlines()[-1] == "False True"
    assert done.returncode == 2
