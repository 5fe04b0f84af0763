"""What a rule for presses is: its code, what it asks, where that is written, and what finds the faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from report.errors import Severity
from report.finish.press.file import PressFile

Finding = tuple[int, str]  # page (from 1; 0: the file as a whole), and what is wrong there


class Rule(Struct, frozen=True):
    """A rule. `source` is where it is written; `find` yields what breaks it."""

    what: str
    source: str
    find: Callable[[PressFile], Iterator[Finding]]
    severity: Severity = Severity.ERROR
