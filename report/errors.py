"""Ground floor: what went wrong, where, and what to do about it. Imported by every floor above."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class Location(Struct, frozen=True, order=True):
    """A place in a source file. `file` is relative to the project with forward slashes;
    `line` and `column` count from 1, 0 means the file as a whole. In a workbook they are row and column, and `cell` is
    the address as spreadsheets write it: `Leden!B7`."""

    file: str
    line: int = 0
    column: int = 0
    cell: str = ""

    def __str__(self) -> str:
        if self.cell:
            return f"{self.file}!{self.cell}"
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Severity(StrEnum):
    """How bad it is: an error stops, a warning stops when strict or final, a note never stops."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Realm(StrEnum):
    """Whose desk a problem belongs on; it decides the exit code."""

    CONTENT = "content"  # texts, figures, assets: exit code 1
    SETUP = "setup"  # report.yaml, brand, profiles, command line: exit code 2
    OUTPUT = "output"  # the file made does not conform: exit code 3


EXIT_CODES = {Realm.CONTENT: 1, Realm.SETUP: 2, Realm.OUTPUT: 3}
FAULT_EXIT_CODE = 4


class Problem(Struct, frozen=True):
    """One thing to mend, in the user's words. `code` is a stable name (`unknown-key`) for waivers and tests."""

    code: str
    message: str
    at: Location | None = None
    hint: str = ""
    severity: Severity = Severity.ERROR
    realm: Realm = Realm.CONTENT

    def __str__(self) -> str:
        place = f"{self.at}: " if self.at else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{place}{self.severity}: {self.message}{hint}"


class ReportError(Exception):
    """Stops a build: carries every problem found so far, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_reading_order(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def in_reading_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort by file, line and column; problems without a place come first; duplicates are dropped."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda p: (p.at or Location(""), p.severity, p.code, p.message)))


def exit_code(problems: Iterable[Problem]) -> int:
    """Exit code for a run that these errors stopped: setup wins over content, output over none (DESIGN section 6)."""
    realms = {problem.realm for problem in problems if problem.severity is Severity.ERROR}
    for realm in (Realm.SETUP, Realm.CONTENT, Realm.OUTPUT):
        if realm in realms:
            return EXIT_CODES[realm]
    return 0
