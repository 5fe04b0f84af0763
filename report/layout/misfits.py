"""Placed pages → warnings of words that are wider than their lines and had to be cut where no line should end."""

from __future__ import annotations

from collections.abc import Sequence

from report.errors import Problem, Severity
from report.model.placed import LedgerEntry, Page, TextLine


def cut_words(pages: Sequence[Page], ledger: Sequence[LedgerEntry]) -> list[Problem]:
    """Each such word once, however many lines it takes, at the block it stands in. Cells of tables are left out: their
    table is told."""
    problems: list[Problem] = []
    cut: dict[int, int] = {}  # by block, the letters before its last cut
    for page in pages:
        for placement in page.placements:
            line, portion = placement.item, placement.portion
            if not isinstance(line, TextLine) or not line.cut or portion is None or not portion.measure:
                continue
            if cut.get(portion.block) != portion.start:
                word = "".join(run.text for run in line.runs).replace("\u00ad", "").split()[-1]
                entry = ledger[portion.block]
                where = f"“{word}…” in {entry.name}"
                message = f"{where} is wider than the line it stands on, and is cut where no line should end"
                hint = "add a soft hyphen (&shy;) where it may be divided, or write it otherwise"
                problems.append(Problem("too-wide", message, entry.at, hint, Severity.WARNING))
            cut[portion.block] = portion.stop
    return problems
