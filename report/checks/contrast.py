"""Turns inks that are too pale to read into problems."""

from __future__ import annotations

from collections.abc import Iterator

from report.errors import Location, Problem, Realm, Severity
from report.model.brand import RGB
from report.model.report import ChapterSection, Report

LEAST = 4.5  # WCAG 2.1, success criterion 1.4.3, text under 18 pt


def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


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


def _luminance(rgb: RGB) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.1)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
