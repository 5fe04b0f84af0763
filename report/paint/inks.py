"""Turns ink names into colour operators: the one place where a profile chooses its colour space."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from report.errors import Problem, Realm, ReportError
from report.model.brand import Brand, Ink
from report.model.colour import CMYK
from report.model.profile import Profile
from report.paint.colour import Separator

_ANY_COLOUR = re.compile("#[0-9a-f]{6}")
"""What a chart drawn by a user's own function may use beside the brand's inks."""


BLACK = "0 0 0 1 k"
"""Black ink alone. Text in it overprints: what lies beneath needs no gap that would show when sheets shift."""


class Inks(dict[str, tuple[str, str]]):
    """By ink name the operators that set it for filling and for stroking."""

    def __init__(self, inks: Mapping[str, Ink], operators: Callable[[Ink], tuple[str, str]]) -> None:
        super().__init__({name: operators(ink) for name, ink in inks.items()})
        self._operators = operators
        self.overprinting = frozenset(name for name, pair in self.items() if pair[0] == BLACK)

    def __missing__(self, name: str) -> tuple[str, str]:
        if _ANY_COLOUR.match(name):
            channels = tuple(int(name[at : at + 2], 16) / 255 for at in (1, 3, 5))
            self[name] = self._operators(Ink(name, (channels[0], channels[1], channels[2])))
            return self[name]
        known = ", ".join(sorted(self))
        problem = Problem(
            "unknown-ink", f"there is no ink '{name}' in the brand", hint=f"known: {known}", realm=Realm.SETUP
        )
        raise ReportError([problem])


def inks_of(brand: Brand, profile: Profile) -> Inks:
    """The brand's inks in the colour space of this profile's output intent: sRGB, or process colours."""
    if profile.colour == "rgb":
        return Inks(brand.inks, _device_rgb)
    separator = Separator(profile.output_profile)
    return Inks(brand.inks, lambda ink: _device_cmyk(separator.process(ink)))


def _device_cmyk(build: CMYK) -> tuple[str, str]:
    parts = " ".join(number(part, 4) for part in build)
    return f"{parts} k", f"{parts} K"


def _device_rgb(ink: Ink) -> tuple[str, str]:
    channels = " ".join(number(channel, 4) for channel in ink.rgb)
    return f"{channels} rg", f"{channels} RG"


def number(value: float, decimals: int = 2) -> str:
    """A number in PDF syntax: no exponent, no trailing zeros, no negative zero (ISO 32000-1, 7.3.3)."""
    text = f"{value:.{decimals}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
