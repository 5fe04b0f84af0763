"""The command line is light: a verb imports what it needs when it runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"PIL", "babel", "markdown_it", "pikepdf", "pyphen", "reportlab", "uharfbuzz", "yaml"}


def test_starting_imports_no_library() -> None:
    code = "import sys, report.cli, report.publish; print(*{name.partition('.')[0] for name in sys.modules})"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not HEAVY.intersection(found.stdout.split())
