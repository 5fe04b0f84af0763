"""Dates as texts write them out, by the report's locale: 2021-06-11 → 11 juni 2021."""

from __future__ import annotations

import datetime


def format_date(written: str, locale: str) -> str:
    """A date of the form 2021-06-11 in words, its day and month on one line; other text stays as it is."""
    try:
        date = datetime.date.fromisoformat(written)
    except ValueError:
        return written
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date as in_words

    try:
        known = Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        known = Locale("en")
    return in_words(date, "long", locale=known).replace(" ", "\u00a0", 1)
