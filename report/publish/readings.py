"""A project's folder → its report in each of its languages, read and checked, with what each lacks of the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report.errors import Location, Problem, Realm, ReportError, Severity

if TYPE_CHECKING:
    from report.model.report import Report
    from report.model.statements import Casting


class Reading(Struct, frozen=True):
    """A report as read, its castings, and every problem of reading and checking it. `sound` is False where reading
    found an error; `single` are words of figures files in one language only, with their keys."""

    report: Report
    castings: tuple[Casting, ...]
    problems: tuple[Problem, ...]
    sound: bool
    single: tuple[tuple[Location, str], ...]


def read(root: Path, language: str = "", *, prior: Path | None = None, allow_code: bool = False) -> Reading:
    """A project in one language. Raises ReportError when nothing could be read."""
    from report.checks import check as check_report
    from report.sources import examine

    examination = examine(root, language, allow_code=allow_code)
    if examination.report is None:
        raise ReportError(examination.problems)
    report = examination.report
    if prior is not None:
        from report.sources.prior import with_prior

        report = with_prior(report, prior)
    read_problems = examination.problems
    if any(section.insert for section in report.sections):
        from report.finish.inserts import inspected

        report, misfits = inspected(root, report)
        read_problems = (*read_problems, *misfits)
    found = check_report(report)
    sound = not any(problem.severity is Severity.ERROR for problem in read_problems)
    return Reading(report, found.castings, (*read_problems, *found.problems), sound, examination.single)


def read_all(
    root: Path, language: str = "", *, prior: Path | None = None, whole: bool = True, allow_code: bool = False
) -> list[Reading]:
    """A project in all its languages, or in one, its own code run for its charts only with `allow_code`. Raises
    ReportError when one of them could not be read, or with `whole` when reading any of them found an error, with the
    problems of all."""
    readings: list[Reading] = []
    faults: list[Problem] = []
    for tag in wanted(root, language):
        try:
            readings.append(read(root, tag, prior=prior, allow_code=allow_code))
        except ReportError as stop:
            faults += stop.problems
    if faults or (whole and not all(reading.sound for reading in readings)):
        raise ReportError([*faults, *(problem for reading in readings for problem in reading.problems)])
    return compared(readings) if len(readings) > 1 else readings


def in_status(reading: Reading, status: str) -> Reading:
    """The reading of the report in another status; as it is without one. Raises ReportError for one that is none."""
    if not status:
        return reading
    from report.checks.board import OF_STATUS, check_board
    from report.publish.profiles import with_status

    report = replace(reading.report, settings=with_status(reading.report.settings, status))
    others = (problem for problem in reading.problems if problem.code not in OF_STATUS)
    return replace(reading, report=report, problems=(*others, *check_board(report)))


def wanted(root: Path, language: str) -> Sequence[str]:
    """The languages to read: the one asked for, else all that the project pairs; "" for a project in one language.
    Raises ReportError for one that the project has not."""
    from report.sources import languages

    paired = languages(root)
    if not language:
        return paired or ("",)
    found = [tag for tag in paired if language in (tag, tag.split("-")[0])]
    if paired and not found:
        hint = f"it has {', '.join(paired)}"
        raise ReportError([Problem("unknown-language", f"there is no report in “{language}”", hint=hint,
                                   realm=Realm.SETUP)])  # fmt: skip
    return found[:1] or ("",)


def compared(readings: Sequence[Reading]) -> list[Reading]:
    """The readings of a project's languages with what each lacks of the others, and what none of them names."""
    from report.checks.counterparts import check_counterparts, check_single
    from report.sources.gather import unused_files

    missing = list(_same_slugs(readings))
    for reading in readings:
        others = [other.report for other in readings if other is not reading]
        for other in others:
            missing += check_counterparts(reading.report, other)
        missing += check_single(reading.single, reading.report, others)
    named = {source.name for reading in readings for source in reading.report.sources}
    missing += unused_files(Path(readings[0].report.root), named)
    found: list[Reading] = []
    for reading in readings:
        own = {source.name for source in reading.report.sources}
        mine = [one for one in missing if one.at and one.at.file in own]
        if not found:
            mine += [one for one in missing if not one.at or one.at.file not in named]
        found.append(replace(reading, problems=(*reading.problems, *mine)))
    return found


def _same_slugs(readings: Sequence[Reading]) -> list[Problem]:
    """Reports whose files would bear one name."""
    found: list[Problem] = []
    taken: dict[str, str] = {}
    for reading in readings:
        settings = reading.report.settings
        first = taken.setdefault(settings.slug, settings.language)
        if first != settings.language:
            file = next(s.name for s in reading.report.sources if s.name.startswith("config/report."))
            message = f"the reports in “{first}” and “{settings.language}” would both be named “{settings.slug}”"
            found.append(Problem("same-slug", message, Location(file), "give each its own slug", realm=Realm.SETUP))
    return found
