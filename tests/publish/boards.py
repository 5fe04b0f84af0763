"""Projects with a board's edition, for tests."""

from __future__ import annotations

import re
from pathlib import Path

from report.sources.scaffold import scaffold

BOARD = """version: "0.3"
date: 2022-04-07
board:
  body: Raad van Toezicht
  meeting: 2022-04-14
  item: "4.2"
  by: de directeur
  decision: Wij vragen u het verslag goed te keuren.
  summary: |
    Eerste alinea van de samenvatting,
    over twee regels.

    Tweede alinea.
  directors: [{role: directeur}]
  supervisors:
    - {role: voorzitter, name: A. de Vries}
    - {role: lid}
    - {role: lid}
"""


def board_project(folder: Path, *, status: str = "concept", board: str = BOARD, language: str = "nl") -> Path:
    """The scaffold with what a board's edition says, in this status."""
    root = folder / "verslag"
    scaffold(root, language=language)
    path = root / "config" / "report.yaml"
    text = path.read_text("utf-8")
    changed = re.sub(r"^status: .*\n", lambda _: f"status: {status}\n{board}", text, count=1, flags=re.MULTILINE)
    assert changed != text
    path.write_text(changed, "utf-8")
    return root
