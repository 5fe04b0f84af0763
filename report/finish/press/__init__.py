"""Turns a PDF from anywhere into what PDF/X-4 and printers object to in it, rule by rule."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from report.errors import Severity
from report.finish.press.contract import Rule
from report.finish.press.file import PressFile
from report.finish.press.rules_file import FILE_RULES
from report.finish.press.rules_ink import INK_RULES
from report.finish.press.rules_page import PAGE_RULES

__all__ = ["RULES", "Rule", "press_findings"]

RULES: dict[str, Rule] = {**FILE_RULES, **PAGE_RULES, **INK_RULES}


def press_findings(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Severity, int, str]]:
    """Each fault of a file: the code of the rule, how bad it is, the page (from 1; 0: the file as a whole), and what
    is wrong there. A rule that cannot read what it asks for finds that out as a fault, never as an exception."""
    file = PressFile(pdf)
    for code, rule in RULES.items():
        try:
            for page, message in dict.fromkeys(rule.find(file)):
                yield code, rule.severity, page, message
        except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError, RuntimeError) as fault:
            yield code, rule.severity, 0, f"it could not be checked: {fault}"
