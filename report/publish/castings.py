"""Turns castings into the check report: every cell as data, and a short table for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from report.model.statements import Casting, Verdict

VERDICTS: tuple[Verdict, ...] = ("pass", "rounding", "fail")
MOST_LINES = 40  # cells that the table shows


def castings_summary(castings: Iterable[Casting]) -> dict[str, int]:
    """How many cells were checked, by verdict."""
    found = [casting.verdict for casting in castings]
    return {verdict: found.count(verdict) for verdict in VERDICTS}


def castings_by_check(castings: Sequence[Casting]) -> list[dict[str, Any]]:
    """How many cells of each statement each check looked at, by verdict, in the order of the checks."""
    groups: dict[tuple[str, str], list[Casting]] = {}
    for casting in castings:
        groups.setdefault((casting.statement, casting.check), []).append(casting)
    return [{"statement": name, "check": check} | castings_summary(group) for (name, check), group in groups.items()]


def castings_as_data(castings: Iterable[Casting]) -> list[dict[str, Any]]:
    """Every checked cell; amounts are strings, for JSON has no decimals. `against` is what the cell was compared
    with, and where that stands if in one place."""
    return [
        {
            "check": casting.check,
            "statement": casting.statement,
            "row": casting.row,
            "column": casting.column,
            "expected": f"{casting.expected:f}",
            "found": f"{casting.found:f}",
            "difference": f"{casting.difference:f}",
            "verdict": casting.verdict,
            "file": casting.at.file,
            "line": casting.at.line,
            "position": casting.at.column,
            "against": casting.against,
            "against_at": str(casting.against_at) if casting.against_at else "",
        }
        for casting in castings
    ]


def castings_as_lines(castings: Sequence[Casting]) -> list[str]:
    """A short table: what was checked with what outcome, and below it the cells that differ."""
    if not castings:
        return []
    lines = [f"{'figures':<24}{'check':<16}{'agree':>8}{'rounding':>10}{'differ':>8}"]
    for entry in castings_by_check(castings):
        numbers = f"{entry['pass']:>8}{entry['rounding']:>10}{entry['fail']:>8}"
        lines.append(f"{_cut(entry['statement'], 23):<24}{entry['check']:<16}{numbers}")
    differing = sorted((c for c in castings if c.verdict != "pass"), key=lambda c: (c.verdict != "fail", c.at))
    if not differing:
        return lines
    lines.append(f"{'cell':<40}{'published':>16}{'expected':>16}{'apart':>12}  verdict")
    for casting in differing[:MOST_LINES]:
        cell = ".".join(part for part in (casting.statement, casting.row, casting.column) if part)
        numbers = f"{casting.found:>16,f}{casting.expected:>16,f}{casting.difference:>+12,f}"
        lines.append(f"{_cut(cell, 39):<40}{numbers}  {casting.verdict}")
    if len(differing) > MOST_LINES:
        lines.append(f"and {len(differing) - MOST_LINES} more cells; --format json has them all")
    return lines


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
