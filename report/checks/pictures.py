"""Turns images without words, or with too few pixels, into problems."""

from __future__ import annotations

from collections.abc import Iterator

from report.checks.walk import blocks_of
from report.errors import Location, Problem, Severity
from report.model.content import Figure
from report.model.report import LetterSection, Report

LEAST_PPI = 150  # pixels an inch below which print looks coarse
MOST_PPI = 1200  # beyond which the pixels are weight without use
TEXT_COLUMNS, WIDE_COLUMNS = 5, 10  # grid columns of a text column, and of both
PORTRAIT_COLUMNS = 2
SIGNATURE_WIDTH = 44 * 72 / 25.4  # pt
_ENDINGS = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".webp")


def check_pictures(report: Report) -> Iterator[Problem]:
    """Every image that tells something says so in words, and has the pixels for its size on the page."""
    grid = report.brand.grid
    for section in report.sections:
        prose = section.prose
        if prose is None:
            continue
        for block in blocks_of(prose):
            if isinstance(block, Figure) and block.file:
                if not block.decorative:
                    yield from _words(block.file, block.alt, block.at)
                width = grid.span(WIDE_COLUMNS if block.wide else TEXT_COLUMNS)
                yield from _pixels(report, block.file, width, block.at)
        if prose.image is not None:
            yield from _words(prose.image.file, prose.image.alt, prose.image.at)
            if not prose.image.credit.strip():
                message = f"{prose.image.file} has no credit."
                hint = "Say who made it: credit: …"
                yield Problem("missing-credit", message, prose.image.at, hint, Severity.WARNING)
            portrait = isinstance(section.section, LetterSection)
            width = grid.span(PORTRAIT_COLUMNS) if portrait else grid.width + grid.bleed
            yield from _pixels(report, prose.image.file, width, prose.image.at)
        for signatory in prose.signed:
            if signatory.signature is not None and signatory.signature.vector is None:
                yield from _pixels(report, signatory.signature.file, SIGNATURE_WIDTH, signatory.at)


def _words(file: str, alt: str, at: Location) -> Iterator[Problem]:
    if not alt.strip():
        hint = 'Say what it shows: alt="…". In text, {decorative=yes} if it tells nothing.'
        yield Problem("missing-alt", f"{file} has no alternative text.", at, hint)
    elif alt.lower().endswith(_ENDINGS):
        hint = "Say what the image shows, in a sentence."
        yield Problem("poor-alt", f"“{alt}” is a file name, no alternative text.", at, hint, Severity.WARNING)


def _pixels(report: Report, file: str, width: float, at: Location) -> Iterator[Problem]:
    if file not in report.images:
        return
    pixels = report.images[file][0]
    inches = width / 72
    if pixels / inches < LEAST_PPI:
        wanted = round(LEAST_PPI * inches)
        message = f"{file} is {pixels} pixels wide; at its size on the page it needs {wanted}."
        yield Problem("image-small", message, at, "Use a larger original.", Severity.WARNING)
    elif pixels / inches > MOST_PPI:
        message = f"{file} is {pixels} pixels wide, {round(pixels / inches)} an inch on the page."
        yield Problem("image-large", message, at, "It is brought down; a smaller file builds faster.", Severity.NOTE)
