"""A checked report becomes finished PDFs in memory: composed once, painted and finished for each profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report.errors import Problem, ReportError, Severity
from report.finish import Draft, conclude, draft
from report.finish.verify import examine
from report.layout import compose as compose_pages
from report.model.placed import Layout
from report.paint import paint
from report.publish.attachments import figure_files
from report.publish.conformance import recorded
from report.publish.manifest import Edition
from report.publish.printing import shown
from report.publish.profiles import information, titled
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


def compose(root: Path, report: Report, *, marked: bool = False, stamped: bool = True) -> Composed:
    """Place the report on pages, `marked` as the board's edition, `stamped` with its item of the agenda. Raises
    ReportError for what cannot be placed."""
    facts = information(report.settings)
    if marked:
        facts = replace(facts, title=titled(report.settings))
    library = FontLibrary(root, report.brand.fonts)
    layout = compose_pages(report, library, root / KEPT, marked=marked, stamped=stamped)
    return Composed(root, report, layout, library, facts)


def by_layout(profiles: Iterable[Profile]) -> Iterator[tuple[bool, list[Profile]]]:
    """The profiles that share a layout, by whether it is marked as the board's edition."""
    groups: dict[bool, list[Profile]] = {}
    for profile in profiles:
        groups.setdefault(profile.marked, []).append(profile)
    return iter(groups.items())


class Impression(Struct, frozen=True):
    """A painted profile that waits to be finished; the layout is no longer needed. `problems` are what a press would
    object to; `part` is what the name of a file adds that is not all of the report."""

    profile: Profile
    pages: int
    draft: Draft
    problems: tuple[Problem, ...] = ()
    part: str = ""
    folios: tuple[str, ...] = ()
    bleed: float = 0.0
    record: bytes = b""  # what the statement of conformance needs of the layout

    @property
    def name(self) -> str:
        """What tells the files of one report apart."""
        return f"{self.profile.name}{self.profile.variant}{self.part}"


def impress(
    composed: Composed,
    profile: Profile,
    sheets: Sequence[int] | None,
    *,
    painted: Sequence[int] | None = None,
    part: str = "",
) -> Impression:
    """Paint one profile, or only these sheets of it; of a whole report, only those to be `painted` in this file.
    Raises ReportError for what cannot be painted or tagged."""
    layout = composed.layout
    if sheets is not None:
        from report.layout.excerpts import excerpted

        layout = excerpted(layout, sheets, composed.report, composed.library)
    brand, name = composed.report.brand, f"{composed.report.settings.slug}-{profile.name}{profile.variant}{part}.pdf"
    chosen = shown(layout, profile, sheets) if painted is None else painted
    made = paint(layout, brand, profile, composed.library, composed.root, chosen, name)
    attachments = figure_files(composed.root, composed.report) if profile.attach else ()
    drafted = draft(made, layout, profile, composed.information, attachments)
    folios = tuple(layout.pages[index].folio for index in made.pages)
    record = recorded(layout, made.log, made.pages)
    return Impression(
        profile, len(made.pages), drafted, made.problems, folios=folios, bleed=layout.bleed, record=record
    )


def edition(impression: Impression, name: str) -> Edition:
    """Finish a painted profile for a file of this name. Raises ReportError when the file would not conform to the
    profile's standards."""
    pdf = conclude(impression.draft)
    problems, counts = examine(pdf)
    if objections := [problem for problem in problems if problem.severity is Severity.ERROR]:
        raise ReportError(objections)
    return Edition(impression.profile, name, impression.pages, pdf, impression.part, counts)
