"""Turns figures into the words and digits a reader sees, in the report's locale."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from report.model.statements import NumberStyle

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern

NIL_DASH = "–"
MINUS = "\u2212"
_PRECISION = 100  # digits; more than any amount has


class Habits(Struct, frozen=True):
    """How a locale writes figures: what stands between thousands and before decimals, and before and after the digits
    of an amount in euros and of a percentage."""

    group: str
    decimal: str
    euro: tuple[str, str]
    percent: tuple[str, str]


_DUTCH = Habits(".", ",", ("€\u00a0", ""), ("", "%"))
_ENGLISH = Habits(",", ".", ("€", ""), ("", "%"))
HABITS = {"nl": _DUTCH, "nl-NL": _DUTCH, "nl-BE": _DUTCH, "en": _ENGLISH, "en-GB": _ENGLISH, "en-US": _ENGLISH}
"""The locales most reports are in, as Babel has them: reading its data takes longer than all figures of a report."""

_PERCENT = re.compile("percent(?:\\((\\d)\\))?")
_WORDS = {
    "nl": (
        "nul",
        "een",
        "twee",
        "drie",
        "vier",
        "vijf",
        "zes",
        "zeven",
        "acht",
        "negen",
        "tien",
        "elf",
        "twaalf",
        "dertien",
        "veertien",
        "vijftien",
        "zestien",
        "zeventien",
        "achttien",
        "negentien",
        "twintig",
    ),
    "en": (
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ),
}


def known_format(name: str) -> bool:
    """Whether `name` is a format a fact may be quoted in: number, euro, percent, percent(0) to percent(9), words."""
    return name in ("", "number", "euro", "words") or _PERCENT.fullmatch(name) is not None


def format_number(value: Decimal, locale: str, *, decimals: int | None = None) -> str:
    """The number with the locale's separators, 122.324,5 in Dutch. Without `decimals` it keeps those it has; with
    them it is rounded half away from zero, as in commercial rounding. A minus stands before it (U+2212)."""
    text = _digits(abs(value), locale, decimals)
    return MINUS + text if value < 0 and any(character in "123456789" for character in text) else text


def format_fact(value: Decimal | str, format: str, locale: str) -> str:  # noqa: A002
    """A fact as running text quotes it. Text stays as it is; "" is the same as "number". Percentages are given in
    per cents (77.5 → 77,5%). Numbers in words reach from 0 to 20, others are set in digits."""
    if isinstance(value, str):
        return value
    if format in ("", "number"):
        return format_number(value, locale)
    if format == "euro":
        return _euro(value, locale)
    if format == "words":
        return _in_words(value, locale)
    match = _PERCENT.fullmatch(format)
    if match is None:
        raise ValueError(f"unknown number format {format!r}")
    return _percent(format_number(value, locale, decimals=int(match[1]) if match[1] else None), locale)


def format_amount(value: Decimal | None, style: NumberStyle, locale: str) -> str:
    """A cell of a statement: nil, negative amounts and scale as its style says; nothing where there is no amount."""
    if value is None:
        return ""
    value = style.printed(value)
    if value == 0:
        return {"dash": NIL_DASH, "0": "0", "blank": ""}[style.zero]
    digits = _digits(abs(value), locale, style.decimals)
    if value > 0:
        return digits
    return {
        "trailing-minus": f"{digits}-",
        "minus": f"{MINUS}{digits}",
        "parentheses": f"({digits})",
        "dash-slash": f"-/-\u00a0{digits}",
    }[style.negatives]


def _euro(value: Decimal, locale: str) -> str:
    places = 0 if value == value.to_integral_value() else 2
    digits = _digits(abs(value), locale, places)
    before, after = HABITS[locale].euro if locale in HABITS else _around_euro(locale)
    sign = MINUS if value < 0 else ""
    if before:
        return f"{before}{sign}{digits}{after}" if before.endswith("\u00a0") else f"{sign}{before}{digits}{after}"
    return f"{sign}{digits}{after}"


def _percent(digits: str, locale: str) -> str:
    before, after = HABITS[locale].percent if locale in HABITS else _around_percentage(locale)
    return f"{before}{digits}{after}"


def _in_words(value: Decimal, locale: str) -> str:
    words = _WORDS.get(locale.replace("_", "-").partition("-")[0].lower())
    if words and value == value.to_integral_value() and 0 <= value <= 20:
        return words[int(value)]
    return format_number(value, locale)


def _digits(value: Decimal, locale: str, decimals: int | None) -> str:
    """Digits of a number that is not negative, with the locale's separators."""
    places = max(0, -int(value.as_tuple().exponent)) if decimals is None else decimals
    with localcontext(prec=_PRECISION):
        rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
        habits = HABITS.get(locale)
        if habits:
            whole, _, fraction = f"{rounded:,f}".partition(".")
            whole = whole.replace(",", habits.group)
            return f"{whole}{habits.decimal}{fraction}" if fraction else whole
        return str(_pattern(locale, places).apply(rounded, _locale(locale)))


@cache
def _pattern(locale: str, places: int) -> NumberPattern:
    """The locale's grouping of digits, with so many decimals."""
    from babel.numbers import parse_pattern

    pattern = parse_pattern(_locale(locale).decimal_formats[None].pattern)
    pattern.frac_prec = (places, places)
    return pattern


def _around_euro(locale: str) -> tuple[str, str]:
    pattern = _locale(locale).currency_formats["standard"]
    before, after = (part.replace("¤", "€") for part in (pattern.prefix[0], pattern.suffix[0]))
    return before, after


def _around_percentage(locale: str) -> tuple[str, str]:
    pattern = _locale(locale).percent_formats[None]
    return pattern.prefix[0], pattern.suffix[0]


@cache
def _locale(name: str) -> Locale:
    """Babel's data for a language tag: of its region, else of its language, else English."""
    from babel import Locale, UnknownLocaleError, localedata

    try:
        return Locale.parse(name.replace("_", "-"), sep="-")
    except (UnknownLocaleError, ValueError):
        language = name.replace("_", "-").partition("-")[0].lower()
        return Locale(language if language.isalpha() and localedata.exists(language) else "en")
