"""Composed pages → warnings for pages that their text fills for less than a third."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from report.errors import Location, Problem, Severity
from report.layout.sheet import WITH_MARGIN
from report.model.brand import Grid
from report.model.placed import Drawing, Layout, Page, Panel, PlacedFlowable, PlacedImage, Placement
from report.model.report import Report

LEAST = 1 / 3  # of the height of the text area (issue: half-empty pages)


class _Text(Struct, frozen=True):
    """An article, or a section's text before its first one, from its line on. `thin` is what its author allows."""

    at: Location
    title: Location
    thin: bool


def thin_pages(layout: Layout, report: Report) -> Iterator[Problem]:
    """Pages of running text that are filled for less than a third. Notes at the foot fill none, the program's own
    pages are let be."""
    texts, grid = _texts(report), report.brand.grid
    for page in layout.pages:
        if page.kind not in WITH_MARGIN or page.section.startswith("."):
            continue
        shown = [
            (placement, layout.ledger[placement.portion.block])
            for placement in page.placements
            if placement.portion is not None and _in_text(page, grid, placement)
        ]
        shown = [(placement, entry) for placement, entry in shown if not entry.name.startswith("the footnote")]
        if not shown:
            continue
        foot = max(_foot(placement) for placement, _ in shown)
        share = (foot - grid.line(grid.first_line - 1)) / grid.line(grid.text_lines)
        text = _text_of(shown[-1][1].at, texts)
        if share >= LEAST or text is None or text.thin:
            continue
        message = f"page {page.folio} is filled for {max(0.0, share):.0%} only".replace("%", " %")
        hint = "make this shorter, so that the page goes; add to it; or accept it with thin=yes behind the headline"
        yield Problem("thin-page", message, text.title, hint, Severity.WARNING)


def _in_text(page: Page, grid: Grid, placement: Placement) -> bool:
    """Whether it stands beside the side margin, not in it."""
    left = grid.column_x(grid.margin_columns + 1 if page.verso else 1, page.verso)
    return left - grid.gutter < placement.x < left + grid.span(grid.measure_columns)


def _foot(placement: Placement) -> float:
    item = placement.item
    high = item.height if isinstance(item, Drawing | Panel | PlacedImage | PlacedFlowable) else 0.0
    return placement.y + high


def _texts(report: Report) -> list[_Text]:
    found: list[_Text] = []
    for loaded in report.sections:
        prose = loaded.prose
        if prose is not None:
            found.append(_Text(Location(prose.at.file), prose.at, prose.thin))
            found += [_Text(article.at, article.at, prose.thin or article.thin) for article in prose.articles]
    return found


def _text_of(at: Location, texts: Sequence[_Text]) -> _Text | None:
    """The text that this place lies in."""
    before = [text for text in texts if text.at.file == at.file and text.at.line <= at.line]
    return max(before, key=lambda text: text.at.line, default=None)
