"""The survey of a layout becomes a table for people and data for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from report.layout.survey import ArticleSurvey

COLUMNS = ("loose", "ladder", "river", "stack", "short-last-line", "stranded", "overset")
HEADS = (
    "pages",
    "lines",
    "characters in a line",
    "loose",
    "ladders",
    "rivers",
    "stacks",
    "short",
    "stranded",
    "overset",
    "article",
)


def survey_as_data(surveys: Sequence[ArticleSurvey]) -> dict[str, Any]:
    """Everything that was counted, article by article."""
    return {
        "articles": [
            {
                "title": one.title,
                "file": one.at.file,
                "line": one.at.line,
                "pages": list(one.folios),
                "lines": one.lines,
                "characters": {
                    columns: {
                        "lines": lengths.lines,
                        "least": lengths.least,
                        "mean": round(lengths.mean, 1),
                        "most": lengths.most,
                        "wanted": list(lengths.wanted),
                        "short": lengths.short,
                        "long": lengths.long,
                    }
                    for columns, lengths in one.lengths.items()
                },
                "findings": [
                    {
                        "kind": finding.kind,
                        "file": finding.at.file,
                        "line": finding.at.line,
                        "column": finding.at.column,
                        "page": finding.folio,
                        "text": finding.text,
                        "amount": finding.amount,
                    }
                    for finding in one.findings
                ],
            }
            for one in surveys
        ],
        "summary": {"lines": sum(one.lines for one in surveys), **_counts(surveys)},
    }


def survey_as_lines(surveys: Sequence[ArticleSurvey]) -> list[str]:
    """A table with a line for each article and a sum, then every finding with its place."""
    rows: list[tuple[str, ...]] = [HEADS]
    for one in surveys:
        counted: Counter[str] = Counter(finding.kind for finding in one.findings)
        pages = f"{one.folios[0]}–{one.folios[-1]}" if len(one.folios) > 1 else "".join(one.folios)
        lengths = ", ".join(
            f"{held.mean:.0f} ({held.least}–{held.most}) of {held.wanted[0]}–{held.wanted[1]}"
            for held in one.lengths.values()
        )
        rows.append((pages, str(one.lines), lengths, *(str(counted[kind] or "") for kind in COLUMNS), one.title))
    sums = _counts(surveys)
    total = str(sum(one.lines for one in surveys))
    rows.append(("", total, "", *(str(sums[kind] or "") for kind in COLUMNS), "in all"))
    widths = [max(len(row[index]) for row in rows) for index in range(len(HEADS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return [*lines, *(line for one in surveys for line in _findings(one))]


def _findings(one: ArticleSurvey) -> Iterable[str]:
    for finding in one.findings:
        amount = f" {finding.amount:.0%}" if finding.kind == "loose" else ""
        amount = f" of {finding.amount:.0f} lines" if finding.kind in ("ladder", "river", "stack") else amount
        page = f"page {finding.folio}: " if finding.folio else ""
        yield f"{finding.at}: {page}{finding.kind}{amount}: {finding.text}"


def _counts(surveys: Sequence[ArticleSurvey]) -> dict[str, int]:
    found: Counter[str] = Counter(finding.kind for one in surveys for finding in one.findings)
    return {kind: found[kind] for kind in COLUMNS}
