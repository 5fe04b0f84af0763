"""Turns a PDF from anywhere into what is wrong with it, by rule, page and source block."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

import pikepdf
from msgspec import Struct

from report.errors import Problem, Realm, ReportError, Severity
from report.finish.facts import Facts
from report.finish.preflight.bounds import BROKEN
from report.finish.preflight.contract import Finding, Found, Rule, Subject
from report.finish.preflight.rules_file import FILE_RULES, claimed, packet_of
from report.finish.preflight.rules_look import LOOK_RULES
from report.finish.preflight.rules_reading import READING_RULES
from report.finish.preflight.rules_tags import TAG_RULES

__all__ = ["RULES", "Finding", "Rule", "Verdict", "preflight"]

RULES: dict[str, Rule] = {**FILE_RULES, **TAG_RULES, **LOOK_RULES, **READING_RULES}

MOST_BYTES = 500_000_000
MOST_PAGES = 5_000
MOST_PER_RULE = 50


class Verdict(Struct, frozen=True):
    """What preflight says of a file: the standards it was held against, those that it claims, what was found by rule,
    how many were left out as more of the same, and how much was looked at."""

    standards: tuple[str, ...]
    claimed: tuple[str, ...]
    findings: tuple[Finding, ...]
    more: Mapping[str, int]
    pages: int
    rules: tuple[str, ...]

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


Blocks = Mapping[tuple[int, int], str]
"""By page and mark the block of the sources."""


def preflight(pdf: bytes, standards: Sequence[str] = (), *, least: int = 150, blocks: Blocks | None = None) -> Verdict:
    """Look into a file. It is held against these standards, or against those that it claims when there are none;
    `least` is the resolution that images should have. Raises ReportError for what is no PDF, asks for a password, or
    is too large."""
    if len(pdf) > MOST_BYTES:
        raise ReportError([_unfit("is too large", f"preflight reads {MOST_BYTES // 1_000_000} MB at most")])
    try:
        with pikepdf.open(io.BytesIO(pdf), suppress_warnings=True) as opened, Facts(pdf) as facts:
            if not 0 < len(opened.pages) <= MOST_PAGES:
                hint = f"preflight reads 1 to {MOST_PAGES} pages"
                raise ReportError([_unfit(f"has {len(opened.pages)} pages", hint)])
            subject = Subject(pdf, opened, facts, tuple(standards), least)
            said = claimed(packet_of(subject))
            subject.standards = tuple(standards) or said
            return _verdict(subject, said, blocks or {})
    except pikepdf.PasswordError:
        raise ReportError([_unfit("asks for a password", "give a copy without one")]) from None
    except (*BROKEN, RecursionError, EOFError):
        raise ReportError([_unfit("is no PDF that can be read", "open it in a reader, and save it anew")]) from None


def _unfit(message: str, hint: str) -> Problem:
    return Problem("preflight-file", f"the file {message}", hint=hint, realm=Realm.SETUP)


def _verdict(subject: Subject, said: tuple[str, ...], blocks: Blocks) -> Verdict:
    findings: list[Finding] = []
    more: dict[str, int] = {}
    rules = {code: rule for code, rule in RULES.items() if _counts(rule, subject.standards)}
    for code, rule in rules.items():
        for place, (page, message, mark) in enumerate(dict.fromkeys(_found(rule, subject))):
            if place < MOST_PER_RULE:
                block = blocks.get((page, mark[1]), "") if mark else ""
                findings.append(Finding(code, rule.severity, page, message, block, rule.source))
            else:
                more[code] = more.get(code, 0) + 1
    if "x4" in subject.standards:
        findings += _of_press(subject)
    findings.sort(key=lambda finding: (finding.severity is not Severity.ERROR, finding.page))
    pages = len(subject.opened.pages)
    return Verdict(subject.standards, said, tuple(findings), more, pages, (*rules, *_rules_of_press(subject)))


def _counts(rule: Rule, standards: tuple[str, ...]) -> bool:
    return not rule.standards or bool(set(rule.standards) & set(standards))


def _found(rule: Rule, subject: Subject) -> Iterator[Found]:
    try:
        yield from rule.find(subject)
    except (*BROKEN, RecursionError) as fault:
        yield 0, f"it could not be checked: {str(fault)[:200]}", None


def _rules_of_press(subject: Subject) -> tuple[str, ...]:
    if "x4" not in subject.standards:
        return ()
    from report.finish.press import RULES as PRESS_RULES

    return tuple(PRESS_RULES)


def _of_press(subject: Subject) -> Iterator[Finding]:
    from report.finish.press import RULES as PRESS_RULES
    from report.finish.press import press_findings

    for code, severity, page, message in press_findings(subject.opened):
        yield Finding(code, severity, page, message, "", PRESS_RULES[code].source)
