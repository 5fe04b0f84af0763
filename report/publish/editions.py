"""A checked report becomes finished PDFs in memory: composed once, painted and finished for each profile."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report.errors import ReportError, Severity
from report.finish import finish
from report.finish.verify import verify
from report.layout import compose as compose_pages
from report.model.placed import Destination, Layout, Page, Placement
from report.paint import Painted, paint
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
    """A painted profile that waits to be finished. `bones` is the layout without what was painted of it: a long
    report's lines take more memory than its PDF."""

    profile: Profile
    painted: Painted
    bones: Layout
    information: DocumentInformation


def impress(composed: Composed, profile: Profile, sheets: Sequence[int] | None) -> Impression:
    """Paint one profile, or only these sheets of it."""
    layout = composed.layout
    painted = paint(layout, composed.report.brand, profile, composed.library, composed.root, sheets)
    pages = tuple(replace(page, placements=_destinations(page)) for page in layout.pages)
    bones = replace(layout, pages=pages, tags={}, ledger=(), glyphs={})
    return Impression(profile, painted, bones, composed.information)


def _destinations(page: Page) -> tuple[Placement, ...]:
    return tuple(placement for placement in page.placements if isinstance(placement.item, Destination))


def edition(impression: Impression, name: str) -> Edition:
    """Finish a painted profile for a file of this name. Raises ReportError when the file would not conform to the
    profile's standards."""
    painted = impression.painted
    pdf = finish(painted, impression.bones, impression.profile, impression.information)
    if objections := [problem for problem in verify(pdf) if problem.severity is Severity.ERROR]:
        raise ReportError(objections)
    return Edition(impression.profile, name, len(painted.pages), pdf)
