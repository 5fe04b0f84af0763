"""Turns ink names into colour operators: the one place where a profile chooses its colour space."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec import Struct

from report.errors import Problem, Realm, ReportError
from report.model.brand import Brand, Ink
from report.model.colour import CMYK, LARGE_READABLE, RGB, contrast
from report.model.profile import Profile
from report.paint.colour import Separator

_ANY_COLOUR = re.compile("#[0-9a-f]{6}")
"""What a chart drawn by a user's own function may use beside the brand's inks."""


BLACK = "0 0 0 1 k"
"""Black ink alone. Text in it overprints: what lies beneath needs no gap that would show when sheets shift."""

_SOFT = re.compile(r"0 0 0 \S+ k")
"""Paper, and black ink in any strength: what small text may be printed in."""

WHITE: RGB = (1.0, 1.0, 1.0)


class Spot(Struct, frozen=True):
    """An ink of its own plate: its name, and the process colours that stand in for it where there is no such plate."""

    name: str
    build: CMYK


class Inks(dict[str, tuple[str, str]]):
    """By ink name the operators that set it for filling and for stroking. `spots` are the plates of their own, by the
    name that pages give their colour spaces; on a `press`, small text is black."""

    def __init__(
        self,
        inks: Mapping[str, Ink],
        operators: Callable[[Ink], tuple[str, str]],
        spots: Mapping[str, Spot] | None = None,
        *,
        press: bool = False,
    ) -> None:
        super().__init__({name: operators(ink) for name, ink in inks.items()})
        self._operators = operators
        self._colours = {name: ink.rgb for name, ink in inks.items()}
        self._small: dict[str, str] = {}
        self.spots = spots or {}
        self.press = press
        self.overprinting = frozenset(name for name, pair in self.items() if pair[0] == BLACK) if press else frozenset()

    def __missing__(self, name: str) -> tuple[str, str]:
        if _ANY_COLOUR.match(name):
            self._colours[name] = rgb_of(name)
            self[name] = self._operators(Ink(name, rgb_of(name)))
            return self[name]
        known = ", ".join(sorted(self))
        problem = Problem(
            "unknown-ink", f"there is no ink '{name}' in the brand", hint=f"known: {known}", realm=Realm.SETUP
        )
        raise ReportError([problem])

    def small(self, name: str, *, dark: bool) -> str:
        """The ink that small text of this ink is printed in (SPEC, Decisions: print): black, unless it is black or
        paper already, or light and stands on a `dark` ground."""
        plain = self._small.get(name)
        if plain is None:
            soft = _SOFT.fullmatch(self[name][0])
            light = contrast(self._colours[name], WHITE) < LARGE_READABLE
            plain = self._small[name] = name if soft else "" if light else "ink"
        return plain or ("paper" if dark else "ink")

    def is_dark(self, name: str) -> bool:
        """Whether white is read better than black on this ink."""
        if not name or (name not in self and not _ANY_COLOUR.match(name)):
            return False
        colour = self._colours.get(name) or rgb_of(name)
        return contrast(colour, WHITE) > contrast(colour, (0.0, 0.0, 0.0))


def rgb_of(colour: str) -> RGB:
    """The sRGB parts, 0 to 1, of `#rrggbb`."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def inks_of(brand: Brand, profile: Profile) -> Inks:
    """The brand's inks in the colour space of this profile's output intent: sRGB, or process and spot colours."""
    if profile.colour == "rgb":
        return Inks(brand.inks, _device_rgb)
    separator = separator_of(profile)
    names = sorted({ink.spot for ink in brand.inks.values() if ink.spot}) if profile.sheetwork.spots else []
    spaces = {name: f"Spot{number}" for number, name in enumerate(names, 1)}
    builds = {ink.spot: separator.process(ink) for ink in brand.inks.values() if ink.spot in spaces}
    spots = {space: Spot(name, builds[name]) for name, space in spaces.items()}

    def operators(ink: Ink) -> tuple[str, str]:
        if ink.spot in spaces:
            return f"/{spaces[ink.spot]} cs 1 scn", f"/{spaces[ink.spot]} CS 1 SCN"
        return _device_cmyk(separator.process(ink))

    return Inks(brand.inks, operators, spots, press=True)


def separator_of(profile: Profile) -> Separator:
    """What converts colours for a profile's printing condition."""
    condition = profile.condition
    if condition is None:
        return Separator(profile.output_profile)
    return Separator(profile.output_profile, condition.intent, condition.ink_limit)


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
