"""Turns what a brand file says of axes, features and line breaking into what typography goes by."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from report.errors import Location
from report.model.brand import Fitting, Furniture
from report.model.breaking import Breaking
from report.sources.brandfile import FittingEntry, FurnitureEntry, HyphenationEntry, SettingEntry
from report.sources.reading import did_you_mean, nearest

Tell = Callable[[str, str, Location | None, str], None]
"""Books a problem: code, message, place, hint."""

HANGING = tuple(
    (sign, amount / 1000)
    for signs, amount in (
        (".,", 150),
        ("-\u2010", 180),
        ("–—", 120),
        ("‘’", 140),
        ("“”„", 220),
        (":;", 90),
        ("«»", 160),
    )
    for sign in signs
)  # em; about two thirds of the sign's width in a text face

_AXIS = re.compile(r"[A-Za-z][A-Za-z0-9 ]{3}\Z")
_FEATURE = re.compile(r"-?([A-Za-z0-9]{4})(?:=[0-9]{1,2})?\Z")
_AXES = ("wght", "wdth", "opsz", "ital", "slnt")
# fmt: off
_TAGS = frozenset((
    "aalt", "afrc", "c2pc", "c2sc", "calt", "case", "ccmp", "clig", "cpsp", "cswh", "dlig", "dnom", "expt", "falt",
    "fina", "frac", "fwid", "half", "halt", "hist", "hkna", "hngl", "hlig", "hwid", "init", "isol", "ital", "jp78",
    "jp83", "jp90", "kern", "lfbd", "liga", "lnum", "locl", "mark", "medi", "mgrk", "mkmk", "nalt", "nlck", "numr",
    "onum", "opbd", "ordn", "ornm", "palt", "pcap", "pkna", "pnum", "pwid", "qwid", "rand", "rclt", "rlig", "rtbd",
    "ruby", "salt", "sinf", "smcp", "smpl", "subs", "sups", "swsh", "titl", "tnum", "trad", "twid", "unic", "vkrn",
    "zero",
))
# fmt: on
_NUMBERED = frozenset(f"{kind}{number:02}" for kind, most in (("ss", 20), ("cv", 99)) for number in range(1, most + 1))

RANGES = {  # key: (field of Breaking, least, most)
    "tolerance": ("tolerance", 0.0, 10_000.0),
    "rag": ("rag", 0.01, 1.0),
    "hyphen_penalty": ("hyphen_penalty", 0.0, 10_000.0),
    "hyphens_in_a_row": ("consecutive_hyphen_demerits", 0.0, 1e9),
    "ladder": ("hyphen_limit", 0, 1_000),
    "stacks": ("stack_demerits", 0.0, 1e9),
    "last_line": ("last_line_minimum", 0.0, 1.0),
    "space_stretch": ("space_stretch", 0.01, 5.0),
    "space_shrink": ("space_shrink", 0.0, 0.7),
    "space_limit": ("space_limit", 0.0, 20.0),
    "letterspacing": ("letterspacing", 0.0, 0.1),
    "glyph_scaling": ("glyph_scaling", 0.0, 0.1),
}


def breaking(entry: SettingEntry | None, before: Breaking, tell: Tell) -> Breaking:
    """What a setting changes in the breaking it is laid over."""
    if entry is None:
        return before
    changes: dict[str, object] = {}
    for key, (field, least, most) in RANGES.items():
        value = getattr(entry, key)
        if value is None:
            continue
        if least <= value <= most:
            changes[field] = value
        else:
            written = key.replace("_", "-")
            tell("bad-setting", f"{written}: {value:g} lies outside {least:g} to {most:g}.", entry.at, "")
    if isinstance(entry.hanging, bool):
        changes["hanging"] = HANGING if entry.hanging else ()
    elif entry.hanging is not None:
        changes["hanging"] = _hanging(entry, tell)
    return replace(before, **changes)


def _hanging(entry: SettingEntry, tell: Tell) -> tuple[tuple[str, float], ...]:
    amounts = entry.hanging if entry.hanging and not isinstance(entry.hanging, bool) else {}
    for sign, amount in amounts.items():
        if len(sign) != 1 or not 0 <= amount <= 1000:
            hint = "Name one character and 0 to 1000 thousandths of an em."
            tell("bad-setting", f"hanging: “{sign}” cannot hang out by {amount:g}.", entry.at, hint)
    return tuple((sign, amount / 1000) for sign, amount in amounts.items())


def minimums(entry: HyphenationEntry | None, tell: Tell) -> tuple[int, int]:
    """The fewest letters before and after a hyphen."""
    if entry is None:
        return (2, 3)
    if not (1 <= entry.before <= 20 and 1 <= entry.after <= 20):
        tell("bad-setting", "hyphenation: 1 to 20 letters stay before and after a hyphen.", entry.at, "")
        return (2, 3)
    return (entry.before, entry.after)


def fitting_of(entry: FittingEntry | None, tell: Tell) -> Fitting:
    """How close an article may be set to fit its pages."""
    if entry is None:
        return Fitting()
    if not (0.0 <= entry.tracking <= 0.02 and 0 <= entry.lines <= 2):
        message = "fitting: letters come closer by 0 to 0.02 em, columns grow by 0 to 2 lines."
        tell("bad-setting", message, entry.at, "")
        return Fitting()
    return Fitting(entry.breaking, entry.tracking, entry.lines)


def furniture_of(entry: FurnitureEntry | None) -> Furniture:
    """What stands around the text."""
    return Furniture() if entry is None else Furniture(entry.head, entry.folio, entry.tabs)


def check_axes(names: Iterable[str], at: Location, tell: Tell) -> None:
    """Refuse what cannot be the name of a font axis."""
    for name in names:
        if not _AXIS.match(name):
            hint = nearest(name, list(_AXES)) or "Its name has four letters."
            tell("bad-name", f"“{name}” is no font axis.", at, hint)


def check_features(names: tuple[str, ...], at: Location, tell: Tell) -> None:
    """Refuse what is no registered OpenType feature; fonts may have features of their own in capitals."""
    for name in names:
        match = _FEATURE.match(name)
        if match and (match[1] in _TAGS | _NUMBERED or match[1].isupper()):
            continue
        swapped = [tag for tag in sorted(_TAGS) if match and sorted(tag) == sorted(match[1])]
        hint = did_you_mean(match[1] if match else name, swapped or sorted(_TAGS))
        hint = hint or "Its name has four letters: kern, liga, lnum."
        tell("bad-name", f"“{name}” is no OpenType feature.", at, hint)
