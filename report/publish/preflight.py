"""A PDF from anywhere → what preflight and, where it is installed, veraPDF say of it, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from msgspec import Struct

from report.errors import Problem, Realm, ReportError, Severity
from report.finish.preflight import RULES, Verdict, preflight
from report.finish.preflight.engine import Broken, broken
from report.finish.standards import standards_of
from report.model.profile import PROFILES, ProfileName
from report.publish.profiles import unknown_profile
from report.sources.profiles import built_in

MOST_BYTES = 500_000_000
UNVERIFIED = "veraPDF is not installed; with report[verify] its verdict stands here too"


class Examined(Struct, frozen=True):
    """What was found in a file. `verified` holds the broken rules by standard, None without veraPDF."""

    file: str
    verdict: Verdict
    verified: Mapping[str, Sequence[Broken]] | None

    @property
    def errors(self) -> int:
        return self.verdict.errors + sum(len(rules) for rules in (self.verified or {}).values())


def examined(file: Path, profile: str = "", standards: Sequence[str] = ()) -> Examined:
    """Look into a file, and hold it against a profile's standards or against those named; without either, against those
    that it claims. Raises ReportError for what is no file, no PDF, or asks for what there is not."""
    if profile and profile not in PROFILES:
        raise ReportError([unknown_profile(profile)])
    standards_of(tuple(standards))
    least = 150
    if profile:
        name: ProfileName = next(known for known in PROFILES if known == profile)
        wanted = built_in(name)
        standards, least = tuple(standards) or wanted.standards, wanted.image_ppi
    try:
        if not file.is_file():
            raise ReportError([_no_file(f"there is no file '{file}'")])
        if file.stat().st_size > MOST_BYTES:
            raise ReportError([_no_file(f"'{file}' is larger than {MOST_BYTES // 1_000_000} MB")])
        pdf = file.read_bytes()
    except OSError as fault:
        raise ReportError([_no_file(f"'{file}' cannot be read: {fault.strerror}")]) from None
    verdict = preflight(pdf, tuple(standards), least=least, blocks=_blocks(file, pdf))
    return Examined(str(file), verdict, broken(file, verdict.standards))


def _no_file(message: str) -> Problem:
    return Problem("preflight-file", message, hint="name a PDF", realm=Realm.SETUP)


def _blocks(file: Path, pdf: bytes) -> Mapping[tuple[int, int], str]:
    """The blocks of the sources by page and mark, from the conformance statement beside a file of ours."""
    statement = file.with_name(f"{file.stem}-conformance.json")
    try:
        data = json.loads(statement.read_text("utf-8")) if statement.is_file() else {}
        if data.get("sha256") != sha256(pdf).hexdigest():
            return {}
        return {
            (entry["page"], mark): f"{entry['block']} at {entry['at']}"
            for entry in data["blocks"]
            for mark in range(entry["first"], min(entry["last"], entry["first"] + 100_000) + 1)
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def verdict_as_data(made: Examined) -> dict[str, Any]:
    """For programs: every finding with its rule and where that is written; counts by rule, also of rules that hold."""
    verdict = made.verdict
    found = [finding.rule for finding in verdict.findings]
    return {
        "file": made.file,
        "standards": list(verdict.standards),
        "claimed": list(verdict.claimed),
        "pages": verdict.pages,
        "rules": {
            code: {"what": RULES[code].what, "source": RULES[code].source, "found": found.count(code)}
            for code in verdict.rules
        },
        "findings": [
            {
                "rule": finding.rule,
                "severity": finding.severity.value,
                "page": finding.page,
                "message": finding.message,
                "block": finding.block,
                "source": finding.source,
            }
            for finding in verdict.findings
        ],
        "left_out": dict(verdict.more),
        "verapdf": None
        if made.verified is None
        else {
            name: [{"rule": one.rule, "count": one.count, "message": one.message, "place": one.place} for one in rules]
            for name, rules in made.verified.items()
        },
        "errors": made.errors,
    }


def verdict_as_lines(made: Examined) -> list[str]:
    """For people: what it was held against, the findings page by page, a sum."""
    verdict = made.verdict
    titles = ", ".join(standard.title for standard in standards_of(verdict.standards))
    lines = [f"{made.file}: {verdict.pages} pages, held against {titles or 'no standard: it claims none'}"]
    for finding in verdict.findings:
        place = f"page {finding.page}: " if finding.page else ""
        block = f" ({finding.block})" if finding.block else ""
        lines.append(f"{place}{finding.severity.value}: {finding.message}{block} [{finding.rule}; {finding.source}]")
    lines += [f"{rule}: {count} more of the same" for rule, count in verdict.more.items()]
    if made.verified is None:
        lines.append(UNVERIFIED)
    for name, rules in (made.verified or {}).items():
        (standard,) = standards_of((name,))
        lines.append(f"veraPDF, {standard.title}: {'conforms' if not rules else f'{len(rules)} rules broken'}")
        lines += [f"  {one}" for one in rules]
    warnings = sum(finding.severity is Severity.WARNING for finding in verdict.findings)
    lines.append(f"{made.errors} errors, {warnings} warnings; {len(verdict.rules)} rules were looked at")
    return lines
