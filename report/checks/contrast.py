"""Turns inks that are too pale to read into problems."""

from __future__ import annotations

from collections.abc import Iterator

from report.errors import Location, Problem, Realm, Severity
from report.model.colour import contrast
from report.model.report import ChapterSection, Report

LEAST = 4.5  # WCAG 2.1, success criterion 1.4.3, text under 18 pt


def check_contrast(report: Report) -> Iterator[Problem]:
    """Text in ink and K70 on paper, and in each chapter's deep ink on paper and on its pale."""
    brand = report.brand
    pairs = {("ink", "paper"): "running text", ("k70", "paper"): "captions"}
    for section in report.sections:
        if isinstance(section.section, ChapterSection) and section.section.colour in brand.chapters:
            inks = brand.chapters[section.section.colour]
            pairs[inks.deep, "paper"] = pairs[inks.deep, inks.pale] = f"chapter colour {section.section.colour}"
    for (text, ground), use in pairs.items():
        if text not in brand.inks or ground not in brand.inks:
            continue
        ratio = contrast(brand.inks[text].rgb, brand.inks[ground].rgb)
        if ratio < LEAST:
            at = Location(f"config/{report.settings.brand}")
            message = f"{text} on {ground} has a contrast of {ratio:.1f} ({use}); reading needs {LEAST}."
            hint = f"Darken {text}, or lighten {ground}."
            yield Problem("low-contrast", message, at, hint, Severity.WARNING, Realm.SETUP)
