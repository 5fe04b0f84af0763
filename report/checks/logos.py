"""Turns logos that would stand too small, or with too few pixels, into problems."""

from __future__ import annotations

from collections.abc import Iterator

from report.checks.pictures import LEAST_PPI
from report.errors import Problem, Realm, Severity
from report.model.logo import MM
from report.model.report import ColophonSection, CoverSection, Report

COVER_COLUMNS, NARROW_COLUMNS, COLOPHON_COLUMNS = 6, 8, 6  # of the notches that the logo stands in


def check_logos(report: Report) -> Iterator[Problem]:
    """Where the report shows its logo, at the width that it has there."""
    brand, grid = report.brand, report.brand.grid
    kinds = {type(loaded.section) for loaded in report.sections}
    cover_ground = brand.voice if brand.panel == "deep" else "paper"
    places = (
        (CoverSection, "the cover", NARROW_COLUMNS if grid.narrow else COVER_COLUMNS, cover_ground),
        (ColophonSection, "the colophon", COLOPHON_COLUMNS, "paper"),
    )
    for kind, name, columns, ground in places:
        if kind in kinds:
            yield from _standing(report, name, grid.span(columns), brand.on(ground) == "paper")


def _standing(report: Report, name: str, measure: float, dark: bool) -> Iterator[Problem]:
    logo = report.brand.logo
    shown = logo.shown(dark, measure, report.brand.grid.unit)
    if shown is None:
        other = logo.light if dark else logo.dark
        if other is not None:
            tone = "dark" if dark else "light"
            message = f"The brand has no logo for {tone} grounds: {name} names the organisation instead."
            hint = f"Give one: logo: {{medium: {{{tone}: …}}}}."
            yield Problem("logo-variant", message, other.at, hint, Severity.NOTE, Realm.SETUP)
        return
    image, width = shown
    least = logo.least if image is not logo.small else 0.0
    if width < least - 0.01:
        message = f"On {name} the logo is {width / MM:.0f} mm wide; the brand asks for {least / MM:.0f} mm at least."
        hint = "Give a small variant of it, or change defaults.report.logo."
        yield Problem("logo-small", message, logo.at or image.at, hint, Severity.WARNING, Realm.SETUP)
    if image.pixels and image.pixels / (width / 72) < LEAST_PPI:
        wanted = round(LEAST_PPI * width / 72)
        message = f"{image.file} is {image.pixels} pixels wide; on {name} it needs {wanted}."
        yield Problem("image-small", message, image.at, "Give it as SVG.", Severity.WARNING, Realm.SETUP)
