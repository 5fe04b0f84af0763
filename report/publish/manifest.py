"""What a build made, from what and with what, as JSON: the same build gives the same bytes."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct

from report import __version__
from report.errors import Problem
from report.model.profile import Profile
from report.model.report import Report
from report.model.statements import Casting, Statement, StatementRow
from report.publish.castings import castings_as_data, castings_by_check, castings_summary
from report.publish.record import article_records, fact_records
from report.publish.verdict import Verdict, Waived, counts

FORMAT = 1
# The libraries that take part in a build; their versions decide the bytes.
LIBRARIES = (
    "babel",
    "fontpkg-bricolage-grotesque",
    "fontpkg-instrument-sans",
    "fontpkg-newsreader",
    "fontpkg-source-code-pro",
    "fontpkg-source-sans-3",
    "fontpkg-source-serif-4",
    "markdown-it-py",
    "matplotlib",
    "mdit-py-plugins",
    "pikepdf",
    "pillow",
    "msgspec",
    "pyphen",
    "pyyaml",
    "reportlab",
    "segno",
    "svgelements",
    "uharfbuzz",
)
DISTRIBUTION = re.compile(r"(.+?)-(\d.*)\.dist-info")


class Edition(Struct, frozen=True):
    """One finished PDF, not yet on disk."""

    profile: Profile
    file: str
    pages: int
    pdf: bytes
    part: str = ""  # of the report's name, where the file is not all of it
    counts: Mapping[str, int] = {}  # how much of each kind was looked at when the file was verified


def manifest(
    report: Report,
    editions: Sequence[Edition],
    verdict: Verdict,
    castings: Sequence[Casting],
    stamp: datetime,
    pages: Sequence[dict[str, Any]] = (),
) -> bytes:
    """The manifest as UTF-8 JSON. Figures, texts and a hash of each of the `pages` are what `report diff` compares."""
    settings = report.settings
    content = {
        "manifest": FORMAT,
        "report": {
            "title": settings.title,
            "organisation": settings.organisation,
            "slug": settings.slug,
            "language": settings.language,
            "period": settings.period,
            "status": settings.status.value,
            "version": settings.version,
            "date": stamp.isoformat(),
            "content": report.content_hash,
        },
        "profiles": {
            f"{edition.profile.name}{edition.profile.variant}{edition.part}": {
                "file": edition.file,
                "sha256": sha256(edition.pdf).hexdigest(),
                "pages": edition.pages,
                "bytes": len(edition.pdf),
                "standards": list(edition.profile.standards),
                **({"condition": edition.profile.condition.identifier} if edition.profile.condition else {}),
            }
            for edition in editions
        },
        "sources": [{"file": s.name, "sha256": s.sha256, "bytes": s.size} for s in report.sources],
        "versions": versions(),
        "problems": problems_as_data(verdict.problems),
        "waivers": waivers_as_data(verdict.waived),
        "checks": {
            "problems": counts(verdict.problems),
            "castings": castings_summary(castings),
            "by_check": castings_by_check(castings),
            "differences": castings_as_data(casting for casting in castings if casting.verdict != "pass"),
        },
        "inserts": [
            {"file": paper.file, "pages": len(paper.pages), "tagged": paper.tagged}
            for paper in (loaded.insert for loaded in report.sections)
            if paper
        ],
        "statements": statements_as_data(report),
        "facts": fact_records(report),
        "articles": article_records(report),
        "pages": list(pages),
    }
    return as_json(content)


def as_json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def problems_as_data(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems as plain data; line and column count from 1, 0 means the file as a whole. In a workbook they are row and
    column, and `cell` is the address."""
    return [
        {
            "file": problem.at.file if problem.at else "",
            "line": problem.at.line if problem.at else 0,
            "column": problem.at.column if problem.at else 0,
            **({"cell": problem.at.cell} if problem.at and problem.at.cell else {}),
            "severity": problem.severity.value,
            "code": problem.code,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]


def waivers_as_data(waived: Iterable[Waived]) -> list[dict[str, Any]]:
    """Each waiver that covered something, with its reason and what it covered."""
    return [
        {"code": entry.waiver.code, "reason": entry.waiver.reason, "problems": problems_as_data(entry.problems)}
        for entry in waived
    ]


def check_as_data(problems: Sequence[Problem], waived: Sequence[Waived], castings: Sequence[Casting]) -> dict[str, Any]:
    """The check report for machines: every problem, every waiver that was used, every cell that was cast."""
    return {
        "problems": problems_as_data(problems),
        "waivers": waivers_as_data(waived),
        "castings": castings_as_data(castings),
        "summary": {
            "problems": counts(problems),
            "castings": castings_summary(castings),
            "by_check": castings_by_check(castings),
        },
    }


def statements_as_data(report: Report) -> dict[str, Any]:
    """The statements as they were published, in whole units: what next year's comparatives are checked against."""
    return {
        statement.id: {
            "title": statement.title,
            "columns": [{"id": c.id, "label": c.label, "kind": c.kind, "term": c.term} for c in statement.columns],
            "rows": [
                {"id": row.id, "label": row.label or row.name, "values": _values(statement, row)}
                for row in statement.rows
                if row.amounts
            ],
        }
        for statement in report.statements.values()
    }


def _values(statement: Statement, row: StatementRow) -> list[str | None]:
    """A row's amounts in whole units, in the order of the columns; percentages are left out."""
    return [
        None if amount.value is None or column.kind == "variance-percent" else f"{statement.in_units(amount.value):f}"
        for column, amount in zip(statement.columns, row.amounts, strict=False)
    ]


def versions() -> dict[str, Any]:
    """Versions of all that the bytes depend on besides the sources."""
    machine = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    return {
        "report": __version__,
        "python": ".".join(str(part) for part in sys.version_info[:3]),
        "platform": f"{sys.platform}-{machine}".lower(),
        "libraries": library_versions(sys.path),
    }


def library_versions(folders: Sequence[str]) -> dict[str, str]:
    """Installed versions, read from the names of the `.dist-info` folders: importlib.metadata costs 20 ms."""
    found: dict[str, str] = {}
    for folder in folders:
        try:
            names = sorted(entry.name for entry in Path(folder or ".").iterdir())
        except OSError:
            continue
        for name in names:
            if match := DISTRIBUTION.fullmatch(name):
                found.setdefault(re.sub(r"[-_.]+", "-", match[1]).lower(), match[2])
    return {library: found.get(library, "") for library in LIBRARIES}
