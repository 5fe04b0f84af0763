"""Turns colours of any space into what they look like on a screen, and two of those into their contrast (WCAG 2.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf

Rgb = tuple[float, float, float]
BLACK: Rgb = (0.0, 0.0, 0.0)
WHITE: Rgb = (1.0, 1.0, 1.0)
CHANNELS = {"/DeviceGray": 1, "/CalGray": 1, "/G": 1, "/DeviceRGB": 3, "/CalRGB": 3, "/RGB": 3, "/DeviceCMYK": 4}


def family(space: Any) -> str:
    """The name of a space's family: `/DeviceRGB`, `/ICCBased`."""
    if isinstance(space, pikepdf.Array) and len(space):
        return str(space[0])
    return str(space) if space is not None else ""


def channels(space: Any) -> int:
    """How many numbers a colour has; 0 when that is not known."""
    kind = family(space)
    if kind in CHANNELS:
        return CHANNELS[kind]
    if kind == "/ICCBased" and isinstance(space, pikepdf.Array) and len(space) > 1:
        return int(space[1].get("/N", 0))
    if kind == "/CMYK":
        return 4
    return 1 if kind in ("/Separation", "/Indexed") else 0


def seen(space: Any, values: Sequence[float]) -> Rgb | None:
    """A colour as it is seen, without any profile; None when that cannot be told."""
    count = channels(space)
    if family(space) in ("/Separation", "/Indexed", "/DeviceN", "/Pattern", "/Lab") or len(values) != count:
        return None
    kept = [min(max(value, 0.0), 1.0) for value in values]
    if count == 1:
        return kept[0], kept[0], kept[0]
    if count == 3:
        return kept[0], kept[1], kept[2]
    if count == 4:
        cyan, magenta, yellow, black = kept
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None


def over(colour: Rgb, beneath: Rgb, opacity: float) -> Rgb:
    """A colour that lets through some of what lies beneath it."""
    red, green, blue = (top * opacity + low * (1 - opacity) for top, low in zip(colour, beneath, strict=True))
    return red, green, blue


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
