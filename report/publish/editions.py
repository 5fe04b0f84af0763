"""A checked report becomes finished PDFs in memory: composed once, painted and finished for each profile."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from report.errors import ReportError, Severity
from report.finish import Draft, conclude, draft
from report.finish.verify import verify
from report.layout import compose as compose_pages
from report.model.placed import Layout
from report.paint import paint
from report.publish.manifest import Edition
from report.publish.profiles import information
from report.typography.library import FontLibrary

if TYPE_CHECKING:
    from report.model.profile import DocumentInformation, Profile
    from report.model.report import Report


KEPT = ".cache/charts"
"""Where a project's drawn charts are kept; safe to delete."""


class Composed(Struct, frozen=True):
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
    return Composed(root, report, compose_pages(report, library, root / KEPT), library, facts)


class Impression(Struct, frozen=True):
    """A painted profile that waits to be finished; the layout is no longer needed."""

    profile: Profile
    pages: int
    draft: Draft


def impress(composed: Composed, profile: Profile, sheets: Sequence[int] | None) -> Impression:
    """Paint one profile, or only these sheets of it. Raises ReportError for what cannot be painted or tagged."""
    layout = composed.layout
    painted = paint(layout, composed.report.brand, profile, composed.library, composed.root, sheets)
    return Impression(profile, len(painted.pages), draft(painted, layout, profile, composed.information))


def edition(impression: Impression, name: str) -> Edition:
    """Finish a painted profile for a file of this name. Raises ReportError when the file would not conform to the
    profile's standards."""
    pdf = conclude(impression.draft)
    if objections := [problem for problem in verify(pdf) if problem.severity is Severity.ERROR]:
        raise ReportError(objections)
    return Edition(impression.profile, name, impression.pages, pdf)
