"""A small copy of this program, whose environment costs no download: the means of setting up, and a stand-in verb."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STAND_IN = '''"""Stands in for the command line."""
import sys

def run(arguments, *, program):
    print(program, *arguments, flush=True)
    return int(arguments[1]) if arguments[:1] == ["code"] else 0
'''


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with build.py, environment/, empty locks and a command line that echoes."""
    folder = tmp_path / "a copy"
    folder.mkdir()
    shutil.copy(ROOT / "build.py", folder)
    shutil.copytree(ROOT / "environment", folder / "environment", ignore=shutil.ignore_patterns("__pycache__"))
    for lock in ("requirements.lock", "requirements-test.lock"):
        (folder / lock).write_text("# nothing to install\n")
    (folder / "report").mkdir()
    (folder / "report" / "__init__.py").write_text("")
    (folder / "report" / "__main__.py").write_text(STAND_IN)
    return folder
