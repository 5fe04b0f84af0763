"""Wishes for standards → profiles that keep to them, or the reasons why no file can."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from report.errors import Problem, ReportError
from report.finish.standards import agreed
from report.publish.readings import Reading

ALIASES = {"a2a": "2a", "a3a": "3a", "4": "a4", "4f": "a4f"}


def standards_named(given: Iterable[str]) -> tuple[str, ...]:
    """The standards of options such as `ua2,a4`, each once."""
    names = [name.strip().lower() for one in given for name in one.split(",")]
    return tuple(dict.fromkeys(ALIASES.get(name, name) for name in names if name))


def to_conform(reading: Reading, names: Sequence[str], standards: Sequence[str], *, attach: bool) -> Reading:
    """The reading with these profiles as they are wanted: with other standards when any are given, with attached files
    when they are asked for. Raises ReportError with every reason why a file cannot keep to them."""
    problems: list[Problem] = []
    profiles = dict(reading.report.profiles)
    for name in names:
        profile = profiles[name]
        if standards and tuple(standards) != profile.standards:
            wanted = tuple(standards)
            profile = replace(profile, standards=wanted, variant=f"{profile.variant}-{'-'.join(wanted)}", twin=True)
        if attach:
            profile = replace(profile, attach=True)
        try:
            agreed(profile, attached=profile.attach)
        except ReportError as stop:
            problems += stop.problems
        profiles[name] = profile
    if problems:
        raise ReportError(dict.fromkeys(problems))
    return replace(reading, report=replace(reading.report, profiles=profiles))
