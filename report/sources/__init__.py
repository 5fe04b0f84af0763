"""Turns a project folder into a Report: YAML, Markdown and figures, each problem with its place.

`load` is for callers that want a sound report or an error; `examine` also hands out what could be read of an unsound
one, so that checks can find the rest of its problems in the same run.
"""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from report.errors import Location, Problem, ReportError, Severity, in_reading_order
from report.model.report import Report


class Examination(Struct, frozen=True):
    """What reading a project gave. `report` is whole if no problem is an error, else what could be read, with empty
    values for what could not; None when there is no report.yaml to read. `single` are the words of figures files that
    stand in one language only, with their keys, where the project pairs languages."""

    report: Report | None
    problems: tuple[Problem, ...]
    single: tuple[tuple[Location, str], ...] = ()


def languages(root: Path) -> tuple[str, ...]:
    """The languages that a project pairs, by its files report.nl.yaml, report.en.yaml; none where it has report.yaml
    alone."""
    from report.sources.wording import languages_of

    return languages_of(root)


def examine(root: Path, language: str = "", *, allow_code: bool = False) -> Examination:
    """Read a project, in this language of those that it pairs, else in the first; never raises for what its files
    hold. With `allow_code` the Python that its charts name is read too, to be run when they are drawn."""
    from report.sources.gather import gather
    from report.sources.project import Project

    project = Project(root, language or next(iter(languages(root)), ""), allow_code=allow_code)
    report = gather(project)
    return Examination(report, in_reading_order(project.problems), tuple(project.single))


def load(root: Path) -> Report:
    """Read a project. Raises ReportError with the problems of all its files if any of them is an error; warnings and
    notes are kept in the report."""
    examination = examine(root)
    if examination.report is None or any(problem.severity is Severity.ERROR for problem in examination.problems):
        raise ReportError(examination.problems)
    return examination.report
