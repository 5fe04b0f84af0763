"""Colours as their parts, and how well one is read on another."""

from __future__ import annotations

RGB = tuple[float, float, float]  # sRGB, 0..1
CMYK = tuple[float, float, float, float]  # 0..1
READABLE, LARGE_READABLE = 4.5, 3.0  # WCAG 2.1, success criterion 1.4.3: text, and large text


def contrast(one: RGB, other: RGB) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.1)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(rgb: RGB) -> float:
    """Relative luminance of an sRGB colour (WCAG 2.1)."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
