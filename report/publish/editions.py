"""A checked report becomes finished PDFs in memory: composed once, painted and finished for each profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from report.errors import ReportError, Severity
from report.finish import finish
from report.finish.verify import verify
from report.layout import compose as compose_pages
from report.paint import paint
from report.publish.manifest import Edition
from report.publish.profiles import information
from report.typography.library import FontLibrary

if TYPE_CHECKING:
    from report.model.placed import Layout
    from report.model.profile import DocumentInformation, Profile
    from report.model.report import Report


@dataclass(frozen=True, slots=True)
class Composed:
    """A report with its placed pages and all that painting needs."""

    root: Path
    report: Report
    layout: Layout
    library: FontLibrary
    information: DocumentInformation


def compose(root: Path, report: Report) -> Composed:
    """Place the report on pages. Raises ReportError for what cannot be placed."""
    facts = information(report.settings)
    library = FontLibrary(root, report.brand.fonts)
    return Composed(root, report, compose_pages(report, library), library, facts)


def edition(composed: Composed, profile: Profile, sheets: Sequence[int] | None, name: str) -> Edition:
    """Paint and finish one profile, or only these sheets of it, for a file of this name. Raises ReportError when the
    file would not conform to the profile's standards."""
    painted = paint(composed.layout, composed.report.brand, profile, composed.library, composed.root, sheets)
    pdf = finish(painted, composed.layout, profile, composed.information)
    if objections := [problem for problem in verify(pdf) if problem.severity is Severity.ERROR]:
        raise ReportError(objections)
    return Edition(profile, name, len(painted.pages), pdf)
