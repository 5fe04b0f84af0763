"""Problems and waivers become a verdict: what stops, what was waived, which exit code follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from report.errors import Problem, Realm, Severity, exit_code, in_reading_order
from report.model.report import ReportFile, Status, Waiver


class Waived(Struct, frozen=True):
    """A waiver with the warnings it covers."""

    waiver: Waiver
    problems: tuple[Problem, ...]


class Verdict(Struct, frozen=True):
    """Every problem that still stands, in reading order, those of them that stop, and what was waived."""

    problems: tuple[Problem, ...]
    stopping: tuple[Problem, ...]
    waived: tuple[Waived, ...]

    @property
    def exit_code(self) -> int:
        return exit_code_of(self.stopping)


def judge(problems: Iterable[Problem], settings: ReportFile, *, strict: bool) -> Verdict:
    """Errors stop; warnings stop when strict or when the report is final, unless waived with a reason; notes never
    do (DESIGN section 6)."""
    found = in_reading_order(problems)
    honoured = [waiver for waiver in settings.waivers if waiver.reason.strip()]
    waived = tuple(Waived(waiver, tuple(p for p in found if covers(waiver, p))) for waiver in honoured)
    covered = {problem for entry in waived for problem in entry.problems}
    standing = in_reading_order([*(p for p in found if p not in covered), *about_waivers(settings.waivers, waived)])
    warnings_stop = strict or settings.status is Status.FINAL
    stops = {Severity.ERROR, Severity.WARNING} if warnings_stop else {Severity.ERROR}
    return Verdict(standing, tuple(p for p in standing if p.severity in stops), tuple(w for w in waived if w.problems))


def together(verdicts: Sequence[Verdict]) -> Verdict:
    """One verdict of those of a project's languages, each problem once."""
    return Verdict(
        in_reading_order(problem for verdict in verdicts for problem in verdict.problems),
        in_reading_order(problem for verdict in verdicts for problem in verdict.stopping),
        tuple(entry for verdict in verdicts for entry in verdict.waived),
    )


def covers(waiver: Waiver, problem: Problem) -> bool:
    """Whether a waiver is about this warning; its file may be named from the project or from config/."""
    if problem.severity is not Severity.WARNING or problem.code != waiver.code:
        return False
    file = problem.at.file if problem.at else ""
    return not waiver.file or file in (waiver.file, f"config/{waiver.file}")


def about_waivers(waivers: Sequence[Waiver], waived: Sequence[Waived]) -> list[Problem]:
    """A waiver without a reason is an error; one that covers nothing (any more) is worth a note."""
    found = [
        Problem(
            "waiver-without-reason",
            f"the waiver of '{waiver.code}' gives no reason",
            waiver.at,
            "say in `reason` why it is acceptable: it stands in the manifest",
            realm=Realm.SETUP,
        )
        for waiver in waivers
        if not waiver.reason.strip()
    ]
    unused = [
        Problem(
            "unused-waiver",
            f"the waiver of '{entry.waiver.code}' covers no warning",
            entry.waiver.at,
            "remove it; errors and notes cannot be waived",
            Severity.NOTE,
            Realm.SETUP,
        )
        for entry in waived
        if not entry.problems
    ]
    return found + unused


def exit_code_of(stopping: Iterable[Problem]) -> int:
    """Exit code of a run that these stopped; where no error did, the warnings count as errors."""
    stopping = tuple(stopping)
    return exit_code(stopping) or exit_code(replace(p, severity=Severity.ERROR) for p in stopping)


def counts(problems: Iterable[Problem]) -> dict[str, int]:
    """How many errors, warnings and notes."""
    found = Counter(problem.severity for problem in problems)
    return {severity.value: found[severity] for severity in Severity}
