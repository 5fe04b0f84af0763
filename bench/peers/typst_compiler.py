"""`report.typ` → PDF by Typst, with the fonts of the folder alone."""

from __future__ import annotations

import sys
from pathlib import Path

import typst


def make(folder: Path, target: Path) -> None:
    typst.compile(
        str(folder / "report.typ"), output=str(target), font_paths=[str(folder / "fonts")], ignore_system_fonts=True
    )


if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
