"""Report settings → what a PDF says of itself: document information, the time stamp; and which profiles are asked."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from report import __version__
from report.errors import Problem, Realm, ReportError
from report.model.profile import PROFILES, DocumentInformation
from report.model.report import ReportFile, Status


def known(names: Sequence[str]) -> tuple[str, ...]:
    """Profile names, each once, in the order given. Raises ReportError for unknown ones."""
    unknown = [name for name in dict.fromkeys(names) if name not in PROFILES]
    if unknown:
        raise ReportError(unknown_profile(name) for name in unknown)
    return tuple(dict.fromkeys(names))


def unknown_profile(name: str) -> Problem:
    near = difflib.get_close_matches(name, PROFILES, 1)
    hint = f"did you mean '{near[0]}'?" if near else f"known profiles: {', '.join(PROFILES)}"
    return Problem("unknown-profile", f"there is no profile '{name}'", hint=hint, realm=Realm.SETUP)


def information(settings: ReportFile, environment: Mapping[str, str] = os.environ) -> DocumentInformation:
    """What the PDF says of itself, equal in Info and XMP."""
    return DocumentInformation(
        title=settings.title,
        author=settings.author or settings.organisation,
        subject=settings.subject,
        keywords=settings.keywords,
        language=settings.language,
        producer=f"Annual-report publisher {__version__}",
        stamp=time_stamp(settings, environment),
    )


def titled(settings: ReportFile) -> str:
    """The title of the board's edition, with its status and version: Jaarverslag 2021 (concept 0.3)."""
    from report.layout.marks import WORDS
    from report.layout.messages import catalogue

    word = catalogue(settings.language).gettext(WORDS[settings.status]).lower()
    return f"{settings.title} ({' '.join(part for part in (word, settings.version) if part)})"


def with_status(settings: ReportFile, status: str) -> ReportFile:
    """The settings with another status. Raises ReportError for one that is none."""
    known_ones = [one.value for one in Status]
    if status not in known_ones:
        near = difflib.get_close_matches(status, known_ones, 1)
        hint = f"did you mean '{near[0]}'?" if near else f"a report is {', '.join(known_ones)}"
        raise ReportError([Problem("unknown-status", f"there is no status '{status}'", hint=hint, realm=Realm.SETUP)])
    return replace(settings, status=Status(status))


def time_stamp(settings: ReportFile, environment: Mapping[str, str]) -> datetime:
    """The file's creation date (UTC), never the clock's: SOURCE_DATE_EPOCH (seconds since 1970, as the
    reproducible-builds specification has it), else the report's own date, else the end of its period."""
    epoch = environment.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            raise ReportError([bad_epoch(epoch)]) from None
    if settings.date:
        return datetime(settings.date.year, settings.date.month, settings.date.day, tzinfo=UTC)
    return datetime(settings.period, 12, 31, tzinfo=UTC)


def bad_epoch(value: str) -> Problem:
    return Problem(
        "source-date-epoch",
        f"the environment variable SOURCE_DATE_EPOCH is not a number of seconds: '{value}'",
        hint="unset it, or give whole seconds since 1 January 1970, such as 1656547200",
        realm=Realm.SETUP,
    )
