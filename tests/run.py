"""The program's own checks, one after the other: style, types, floors, tests. `build.py test` runs this.

With arguments only pytest runs, and gets them: `build.py test tests/cli -k format`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff check", ("-m", "ruff", "check", "--quiet", ".")),
    ("ruff format", ("-m", "ruff", "format", "--check", "--quiet", ".")),
    ("mypy --strict", ("-m", "mypy")),
    ("import-linter", ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")),
)
# Tests that share the one Java engine stay in one process.
PYTEST = ("-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup")


def main(arguments: list[str]) -> int:
    """Run everything even when something fails, and name what did. Returns 1 when anything failed, else 0."""
    variables = os.environ | {"PYTHONPATH": str(ROOT)}
    if arguments:
        return subprocess.call([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=variables)
    failed = []
    for name, command in (*CHECKS, ("pytest", PYTEST)):
        began = time.monotonic()
        sys.stderr.write(f"{name} ...\n")
        if subprocess.call([sys.executable, *command], cwd=ROOT, env=variables):
            failed.append(name)
        sys.stderr.write(f"{name}: {'failed' if name in failed else 'good'} ({time.monotonic() - began:.1f} s)\n")
    if failed:
        sys.stderr.write(f"Failed: {', '.join(failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
