"""A statement's amounts → what its cells print, what of it hangs beyond the column's edge, and how it is read aloud."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from report.model.statements import SHIFTS, Amount, Column, NumberStyle, Statement
from report.tables.decimals import before_mark
from report.typography.numbers import NIL_DASH, format_amount, format_number

HANGING = "-)\u2212"  # what stands behind the digits of a negative amount
LEADING = "\u2212-/(\u00a0"  # and before them
Spoken = Literal["", "minus", "nil", "not applicable"]


class Printed(Struct, frozen=True):
    """A cell's text. The column's edge stands behind `core`; `hanging` is what stands to the right of it. `point` is
    how many characters stand before the decimal mark, all of the core where there is none. `spoken` is how the text is
    read where it is not read as it stands: an amount (`digits`) as negative, a dash as nothing."""

    core: str
    hanging: str = ""
    point: int = 0
    spoken: Spoken = ""
    digits: str = ""

    @property
    def text(self) -> str:
        return self.core + self.hanging


BLANK = Printed("")


def print_amount(amount: Amount, column: Column, locale: str, mark: str, unavailable: str) -> Printed:
    """What a cell prints; BLANK where it has no figure. `mark` is the locale's decimal mark, `unavailable` the words
    for a percentage without meaning. Percentages have their sign, unless the column's head has it."""
    if amount.not_available:
        return Printed(unavailable, point=len(unavailable), spoken="not applicable")
    if amount.value is None:
        return BLANK
    return _printed(amount.value, column, column.style, locale, mark)


def _printed(value: Decimal, column: Column, style: NumberStyle, locale: str, mark: str) -> Printed:
    text = format_amount(value, style, locale)
    if not text:
        return BLANK
    if text == NIL_DASH:
        return Printed(text, point=1, spoken="nil")
    core = text.rstrip(HANGING)
    hanging = text[len(core) :]
    point = before_mark(core, mark) if mark in core else None
    digits = core.lstrip(LEADING)
    negative = bool(hanging) or digits != core
    if point is None:
        point = len(core)
    if column.kind == "variance-percent" and "%" not in column.label:
        core, digits = f"{core}%", f"{digits}%"
    return Printed(core, hanging, point, "minus" if negative else "", digits if negative else "")


def caption_of(statement: Statement, locale: str) -> str:
    """The words above the labels: the author's, else what scale and currency say (`× € 1.000`)."""
    if statement.unit_caption:
        return statement.unit_caption
    style = statement.style
    currency = style.currency if style.placement == "caption" else ""
    return _scale_words(style, currency, locale)


def column_notice(column: Column, statement: Statement, locale: str) -> str:
    """What stands below a column's head: its currency, and its scale where that is not the statement's."""
    style = column.style
    if column.kind == "variance-percent":
        return ""
    currency = style.currency if style.placement == "column-head" else ""
    if style.scale != statement.style.scale:
        return _scale_words(style, currency, locale)
    return currency


def _scale_words(style: NumberStyle, currency: str, locale: str) -> str:
    places = SHIFTS[style.scale]
    if not places:
        return currency
    sign = f"{currency}\u00a0" if currency else ""
    return f"×\u00a0{sign}{format_number(Decimal(10) ** places, locale)}"
