"""Turns ink names into colour operators: the one place where a profile chooses its colour space."""

from __future__ import annotations

import re

from report.errors import Problem, Realm, ReportError
from report.model.brand import Brand, Ink
from report.model.profile import Profile

_ANY_COLOUR = re.compile("#[0-9a-f]{6}")
"""What a chart drawn by a user's own function may use beside the brand's inks."""


class Inks(dict[str, tuple[str, str]]):
    """By ink name the operators that set it for filling and for stroking."""

    def __missing__(self, name: str) -> tuple[str, str]:
        if _ANY_COLOUR.match(name):
            channels = tuple(int(name[at : at + 2], 16) / 255 for at in (1, 3, 5))
            self[name] = _device_rgb(Ink(name, (channels[0], channels[1], channels[2])))
            return self[name]
        known = ", ".join(sorted(self))
        problem = Problem(
            "unknown-ink", f"there is no ink '{name}' in the brand", hint=f"known: {known}", realm=Realm.SETUP
        )
        raise ReportError([problem])


def inks_of(brand: Brand, profile: Profile) -> Inks:
    """The brand's inks as this profile prints them. Every profile of today paints sRGB, as its output intent says."""
    del profile
    return Inks({name: _device_rgb(ink) for name, ink in brand.inks.items()})


def _device_rgb(ink: Ink) -> tuple[str, str]:
    channels = " ".join(number(channel, 4) for channel in ink.rgb)
    return f"{channels} rg", f"{channels} RG"


def number(value: float, decimals: int = 2) -> str:
    """A number in PDF syntax: no exponent, no trailing zeros, no negative zero (ISO 32000-1, 7.3.3)."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
