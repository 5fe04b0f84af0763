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


def test_the_stages_import_nothing_that_only_some_reports_need() -> None:
    """Charts, codes, workbooks and languages bring libraries of their own, and those half of Python's: 15 to 250 ms
    for each of them, which a report without them must not pay for."""
    stages = "report.sources, report.checks, report.publish.editions, report.publish.manifest"
    rare = "babel email http.client importlib.metadata matplotlib numpy openpyxl pyphen segno ssl svgelements"
    code = f"import sys, {stages}; print(*[name for name in {rare.split()!r} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.split() == []
