"""Turns a figure that someone typed, with separators, signs and currency, into a Decimal; never guesses."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from report.sources.scalars import MisfitError

SPACES = " \u00a0\u2007\u2009\u202f"  # that part thousands: plain, no-break, figure, thin, narrow no-break
APOSTROPHES = "'\u2019"
DIGITS_LIMIT = 30

_MINUS = "\\-\u2212\u2013"
_NUMERAL = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[+{_MINUS}])?\s*(?P<before>€|EUR\b|\$|£)?\s*(?P<inner>[{_MINUS}])?\s*"
    rf"(?P<core>[.,]?[0-9](?:[0-9.,{APOSTROPHES}{SPACES}]*[0-9])?)(?P<cents>,[{_MINUS}\u2014]+)?"
    rf"\s*(?P<after>%|€|EUR\b|\$|£)?\s*(?P<trailing>[{_MINUS}])?\s*(?P<close>\))?"
)
_DASH_SLASH = re.compile(r"\A-/-|-/-\Z")  # the minus of Dutch accounts
_CURRENCIES = {"EUR": "€"}


class Separators(Struct, frozen=True):
    """What stands between thousands and before decimals: a plain space and a straight apostrophe are any of their kind.
    `sizes` are the digits of the last group and the others."""

    group: str
    decimal: str
    sizes: tuple[int, int] = (3, 3)


CUSTOMS = {
    "nl": Separators(".", ","),
    "en": Separators(",", "."),
    "fr": Separators(" ", ","),
    "ch": Separators("'", "."),
}
"""The customs that a table of figures can be declared to follow."""


class Numeral(Struct, frozen=True):
    """A figure with the unit that is written beside it: `%`, a currency's sign, or nothing."""

    value: Decimal
    unit: str = ""


def separators_of(language: str) -> Separators:
    """How a language parts thousands and decimals; English, if it is not known."""
    tag = language.replace("_", "-")
    if tag.partition("-")[0].lower() in ("nl", "en"):
        return CUSTOMS[tag.partition("-")[0].lower()]
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        try:
            locale = Locale.parse(tag.partition("-")[0])
        except (UnknownLocaleError, ValueError):
            return CUSTOMS["en"]
    symbols = locale.number_symbols[locale.default_numbering_system]
    last, others = locale.decimal_formats[None].grouping
    return Separators(_plain_marks(symbols["group"]), symbols["decimal"], (last, others))


def read_numeral(text: str, separators: Separators | None = None) -> Numeral:
    """The figure that a text writes out, with a minus before or behind it or in parentheses. Without `separators` it
    must have one reading only. Raises MisfitError, which says what else it could mean."""
    match = _NUMERAL.fullmatch(_DASH_SLASH.sub("-", text.strip(), count=1))
    if match is None or len(match["core"]) > DIGITS_LIMIT:
        raise MisfitError(f"“{text.strip()[:40]}” is no figure.", "Write digits.", "bad-figure")
    signs = [mark for mark in (match["sign"], match["inner"], match["trailing"]) if mark]
    if bool(match["open"]) != bool(match["close"]) or len(signs) + bool(match["open"]) > 1:
        raise MisfitError(f"“{text.strip()}”: is it negative?", "Write one minus, or both parentheses.", "bad-figure")
    if match["before"] and match["after"]:
        raise MisfitError(f"“{text.strip()}” has two units.", "Keep one.", "bad-figure")
    value = _resolved(_plain_marks(match["core"]), separators)
    negative = bool(match["open"]) or bool(signs and signs[0] != "+")
    unit = match["before"] or match["after"] or ("€" if match["cents"] else "")
    return Numeral(-value if negative else value, _CURRENCIES.get(unit, unit))


def by_custom(core: str, custom: Separators) -> Decimal | None:
    """Digits with marks between them as a figure; None where they do not follow the custom."""
    plain = _by_custom(_plain_marks(core), custom)
    return None if plain is None else Decimal(plain)


def _resolved(core: str, separators: Separators | None) -> Decimal:
    """Digits with marks between them, as a figure that is not negative."""
    if core[0] == "0" and core[1:2].isdigit():
        raise MisfitError(
            f"{core} begins with a zero: is it a code?", f"Write {core.lstrip('0') or '0'}.", "bad-figure"
        )
    if separators is not None:
        plain = _by_custom(core, separators)
        if plain is None and not (set(core) & set(".,")):
            plain = _by_custom(core, CUSTOMS["fr"]) or _by_custom(core, CUSTOMS["ch"])
        if plain is None:
            example = f"1{separators.group}234{separators.decimal}5"
            message = f"{core} does not fit the separators that are declared ({example})."
            raise MisfitError(message, "Correct the figure, or `separators`.", "bad-figure")
        return Decimal(plain)
    readings: dict[Decimal, tuple[str, str]] = {}
    for name, custom in CUSTOMS.items():
        plain = _by_custom(core, custom)
        if plain is not None:
            readings.setdefault(Decimal(plain), (name, plain))
    if not readings:
        raise MisfitError(f"{core} is not written as a figure.", "Check its points and commas.", "bad-figure")
    if len(readings) > 1:
        told = " or ".join(f"{plain} (separators: {name})" for name, plain in sorted(readings.values(), reverse=True))
        hint = "Say which: `separators: nl` (1.234,5) or `separators: en` (1,234.5)."
        raise MisfitError(f"{core} can be read as {told}.", hint, "ambiguous-figure")
    return next(iter(readings))


def _by_custom(core: str, custom: Separators) -> str | None:
    """The digits with a point before the decimals, or None where they do not follow the custom."""
    whole, mark, fraction = core.partition(custom.decimal)
    if mark and not fraction.isdigit():
        return None
    if not whole:
        whole = "0"
    if not whole.isdigit():
        groups = whole.split(custom.group)
        last, others = custom.sizes
        inner = [len(group) for group in groups[1:-1]]
        if not all(group.isdigit() for group in groups):
            return None
        if len(groups[-1]) != last or any(size != others for size in inner) or len(groups[0]) > others:
            return None
        if groups[0].startswith("0"):
            return None
        whole = "".join(groups)
    return f"{whole}.{fraction}" if fraction else whole


def _plain_marks(text: str) -> str:
    """The text with plain spaces and straight apostrophes."""
    return re.sub(f"[{APOSTROPHES}]", "'", re.sub(f"[{SPACES}]", " ", text))
