"""Turns figures into the words and digits a reader sees, in the report's locale."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

from report.model.quoting import COMPARING, Format, parse_format
from report.model.statements import NumberStyle
from report.typography.dates import format_date

if TYPE_CHECKING:
    from babel import Locale
    from babel.numbers import NumberPattern

NIL_DASH = "–"
MINUS = "\u2212"
_PRECISION = 100  # digits; more than any amount has


class Habits(Struct, frozen=True):
    """How a locale writes figures: what stands between thousands and before decimals, before and after the digits
    of an amount in euros and of a percentage, and the words for powers of ten."""

    group: str
    decimal: str
    euro: tuple[str, str]
    percent: tuple[str, str]
    powers: Mapping[int, str]


_DUTCH = Habits(".", ",", ("€\u00a0", ""), ("", "%"), {3: "duizend", 6: "miljoen"})
_ENGLISH = Habits(",", ".", ("€", ""), ("", "%"), {3: "thousand", 6: "million"})
HABITS = {"nl": _DUTCH, "nl-NL": _DUTCH, "nl-BE": _DUTCH, "en": _ENGLISH, "en-GB": _ENGLISH, "en-US": _ENGLISH}
"""The locales most reports are in, as Babel has them: reading its data takes longer than all figures of a report."""

_WORDS = {
    "nl": ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf",
           "twaalf", "dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
           "twintig"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
           "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
           "twenty"),
}  # fmt: skip
_POWERS = {"thousands": 3, "millions": 6, "euro-thousands": 3, "euro-millions": 6}
_COMPARED = {"share", "rise", "fall"}  # percentages of another fact
_NAMES = {"number", "euro", "percent", "words", "date", "delta", *_POWERS, *_COMPARED}
_PLACELESS = {"words", "date"}


def known_format(name: str) -> bool:
    """Whether `name` is a format that a fact may be quoted in: number, percent(1), delta(other) and so on."""
    wanted = parse_format(name)
    if not name or wanted is None:
        return not name
    takes_fact = wanted.name in COMPARING
    return (
        wanted.name in _NAMES and takes_fact == bool(wanted.other) and not (wanted.name in _PLACELESS and wanted.places)
    )


def format_number(value: Decimal, locale: str, *, decimals: int | None = None) -> str:
    """The number with the locale's separators, 122.324,5 in Dutch. Without `decimals` it keeps those it has; with
    them it is rounded half away from zero, as in commercial rounding. A minus stands before it (U+2212)."""
    text = _digits(abs(value), locale, decimals)
    return MINUS + text if value < 0 and any(character in "123456789" for character in text) else text


def format_fact(
    value: Decimal | str,
    format: str,  # noqa: A002
    locale: str,
    other: Decimal | None = None,
) -> str:
    """A fact as running text quotes it. Text stays as it is, but for a date that is to be written out; "" is the same
    as "number". Percentages are given in per cents (77.5 → 77,5%). Numbers in words reach from 0 to 20, others are set
    in digits. `other` is the value of the fact that `delta`, `share`, `rise` and `fall` compare with. Raises ValueError
    for a format that is none."""
    if isinstance(value, str):
        return format_date(value, locale) if format == "date" else value
    if not format:
        return format_number(value, locale)
    wanted = parse_format(format)
    if wanted is None or wanted.name not in _NAMES - {"date"}:
        raise ValueError(f"unknown number format {format!r}")
    if wanted.name in COMPARING:
        return _compared(value, other or Decimal(0), wanted, locale)
    places = wanted.places
    match wanted.name:
        case "euro":
            return _euro(value, _places_of_money(value) if places is None else places, locale)
        case "percent":
            return _percent(format_number(value, locale, decimals=places), locale)
        case "words":
            return _in_words(value, locale)
        case "number":
            return format_number(value, locale, decimals=places)
        case _:
            return _scaled(value, _POWERS[wanted.name], wanted, locale)


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


def _compared(value: Decimal, other: Decimal, wanted: Format, locale: str) -> str:
    """A fact beside another: their difference with its sign, or a percentage with one decimal if nothing is asked."""
    with localcontext(prec=_PRECISION):
        if wanted.name == "delta":
            text = format_number(value - other, locale, decimals=wanted.places)
            return f"+{text}" if text[0] != MINUS and any(digit in "123456789" for digit in text) else text
        if not other:
            raise ValueError(f"{wanted.name} of nothing")
        rate = 100 * value / other if wanted.name == "share" else 100 * abs(value - other) / abs(other)
        places = 1 if wanted.places is None else wanted.places
        return _percent(format_number(rate, locale, decimals=places), locale)


def _scaled(value: Decimal, power: int, wanted: Format, locale: str) -> str:
    """A number in thousands or millions with the word for them, 3,3 miljoen; in full where the locale counts in other
    powers of ten."""
    places = wanted.places or 0
    scaled = _rounded(value.scaleb(-power), places)
    word = _power_word(power, scaled, locale)
    money = wanted.name.startswith("euro")
    if not word:
        return _euro(value, 0, locale) if money else format_number(value, locale, decimals=0)
    if money:
        return _euro(scaled, places, locale, f"\u00a0{word}")
    return f"{format_number(scaled, locale, decimals=places)}\u00a0{word}"


def _power_word(power: int, count: Decimal, locale: str) -> str:
    if locale in HABITS:
        return HABITS[locale].powers[power]
    data = _locale(locale)
    patterns = data.compact_decimal_formats.get("long", {})
    forms = patterns.get(data.plural_form(abs(count)), {}) or patterns.get("other", {})
    pattern = forms.get(str(10**power))
    text = pattern.pattern if pattern is not None else ""
    return text[1:].strip(" \u00a0") if re.match(r"0[^0]+\Z", text) else ""


def _places_of_money(value: Decimal) -> int:
    return 0 if value == value.to_integral_value() else 2


def _euro(value: Decimal, places: int, locale: str, word: str = "") -> str:
    """An amount with its sign and currency; `word` stands right behind the digits."""
    digits = _digits(abs(value), locale, places) + word
    before, after = HABITS[locale].euro if locale in HABITS else _around_euro(locale)
    sign = MINUS if value < 0 and any(digit in "123456789" for digit in digits) else ""
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


def _rounded(value: Decimal, places: int) -> Decimal:
    with localcontext(prec=_PRECISION):
        return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _digits(value: Decimal, locale: str, decimals: int | None) -> str:
    """Digits of a number that is not negative, with the locale's separators."""
    places = max(0, -int(value.as_tuple().exponent)) if decimals is None else decimals
    with localcontext(prec=_PRECISION):
        rounded = _rounded(value, places)
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
