"""Figures as written → where their decimal marks stand, so that a column can set them below each other."""

from __future__ import annotations

import re

from report.typography.numbers import format_number

_FIGURE = re.compile(r"\d(?:[\d.,’'\u00a0\u202f ]*\d)?")
_EXAMPLE = "0.5"


def decimal_mark(locale: str) -> str:
    """The locale's decimal mark."""
    from decimal import Decimal

    return format_number(Decimal(_EXAMPLE), locale, decimals=1).strip("05")


def before_mark(text: str, mark: str) -> int | None:
    """How many characters stand before the decimal mark of the first figure in a text: its sign, its unit and its
    whole digits. After its last digit where it has no decimals; None where there is no figure."""
    figure = _FIGURE.search(text)
    if figure is None:
        return None
    at = figure[0].rfind(mark)
    return figure.start() + at if at >= 0 else figure.end()
