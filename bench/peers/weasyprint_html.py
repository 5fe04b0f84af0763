"""`report.html` → PDF by WeasyPrint."""

from __future__ import annotations

import sys
from pathlib import Path

from weasyprint import HTML


def make(folder: Path, target: Path) -> None:
    HTML(filename=str(folder / "report.html")).write_pdf(str(target))


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
