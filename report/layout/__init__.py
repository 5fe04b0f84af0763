"""Report → Layout: composes every section into placed pages, in one pass."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from report.errors import ReportError, Severity, in_reading_order
from report.layout.compositor import compose_report
from report.layout.thin import thin_pages
from report.model.placed import Layout
from report.model.report import Report
from report.typography.library import FontLibrary


def compose(
    report: Report, library: FontLibrary, kept: Path | None = None, *, marked: bool = False, stamped: bool = True
) -> Layout:
    """Compose a report; drawn charts are kept in the folder `kept`, if there is one. A `marked` report is the board's
    edition, `stamped` with the item of the agenda if there is one. Warnings and notes are in
    `Layout.problems`, pages that are hardly filled among them; errors raise ReportError, all at once."""
    layout = compose_report(report, library, kept, marked=marked, stamped=stamped)
    if any(problem.severity is Severity.ERROR for problem in layout.problems):
        raise ReportError(layout.problems)
    thin = tuple(thin_pages(layout, report))
    return replace(layout, problems=in_reading_order((*layout.problems, *thin))) if thin else layout
