"""Turns a YAML scalar into the value its field wants, or says why it cannot: the traps of YAML are told, not taken."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any, Self

from report.errors import Location
from report.sources.yamlfile import Scalar

_SWITCH = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false"})
_NULL = frozenset({"", "~", "null"})
_WHOLE = re.compile(r"[+-]?(?:0|[1-9][0-9]*)\Z")
_FIGURE = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?\Z")
_LEADING_ZERO = re.compile(r"[+-]?0[0-9]+(?:\.[0-9]*)?\Z")
_SEXAGESIMAL = re.compile(r"[+-]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9]*)?\Z")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:[.][0-9]{3})+\Z")
_COMMA = re.compile(r"[+-]?[0-9][0-9.]*,[0-9]+\Z")
_NUMBERISH = re.compile(r"[+\-−–]?\s*[€$£]?\s*[.,]?[0-9][0-9.,:_' \u00a0\u202f]*(?:[eE][+-]?[0-9]+)?\s*[-−–%]?\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_BASED = re.compile(r"[+-]?0(?:[xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)\Z")
_ENDLESS = re.compile(r"[+-]?\.(?:inf|nan)\Z", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_]")
_DIGITS_LIMIT = 30
_RGB = re.compile(r"rgb\(\s*([0-9]{1,3})[\s,]+([0-9]{1,3})[\s,]+([0-9]{1,3})\s*\)\Z")
_OPAQUE = re.compile(r"#[0-9A-Fa-f]{6}[fF]{2}\Z")


class Placed(str):
    """A text that knows where it stands."""

    at: Location

    @classmethod
    def of(cls, node: Scalar) -> Self:
        placed = cls(text(node))
        placed.at = node.at
        return placed


class FileName(Placed):
    """The name of a file of the project."""


class Colour(Placed):
    """A colour: #RRGGBB, or the name of another colour of the palette."""

    @classmethod
    def of(cls, node: Scalar) -> Self:
        if is_null(node):
            raise MisfitError("there is no colour.", 'Put colours in quotes: "#1C1C1A"; a bare # begins a comment.')
        colour = cls(_as_hexadecimal(super().of(node)))
        colour.at = node.at
        return colour


def _as_hexadecimal(written: str) -> str:
    """Other notations of full colours as #RRGGBB: `rgb(28, 28, 26)`, `#1C1C1AFF`."""
    if (parts := _RGB.match(written)) and all(int(part) < 256 for part in parts.groups()):
        return "#" + "".join(f"{int(part):02X}" for part in parts.groups())
    return written[:7] if _OPAQUE.match(written) else written


class MisfitError(Exception):
    """A scalar that is not what its field wants."""

    def __init__(self, message: str, hint: str = "", code: str = "wrong-type") -> None:
        self.message, self.hint, self.code = message, hint, code
        super().__init__(message)


def is_null(node: Any) -> bool:
    """Whether a key was left without a value."""
    return isinstance(node, Scalar) and node.plain and node.text.lower() in _NULL


def looks_like_figure(text: str) -> bool:
    """Whether a text is a number in anyone's notation, rightly written or not."""
    return bool(_NUMBERISH.match(text))


def text(node: Scalar) -> str:
    """A text as written. Plain words that YAML itself would turn into something else are refused."""
    if not node.plain:
        return node.text
    written = node.text
    if is_null(node):
        raise MisfitError("there is no value.", 'Write the text, or "" for none.')
    if written.lower() in _SWITCH:
        meant = "true" if written.lower() in {"yes", "on", "y", "true"} else "false"
        raise MisfitError(f"{written} without quotes is {meant} in YAML.", f'Write "{written}".', "yaml-trap")
    if _LEADING_ZERO.match(written):
        raise MisfitError(f"{written} without quotes may lose its zero.", f'Write "{written}".', "yaml-trap")
    if _SEXAGESIMAL.match(written):
        hint = f'Write "{written}".'
        raise MisfitError(f"{written} without quotes is a number of base sixty in YAML.", hint, "yaml-trap")
    return written


def choice(node: Scalar, choices: list[str]) -> str:
    """One of a few words."""
    if node.text in choices:
        return node.text
    from report.sources.reading import did_you_mean

    words = [word for word in choices if word]
    raise MisfitError(
        f"“{node.text}” is not one of {', '.join(words)}.", did_you_mean(node.text, words), "unknown-value"
    )


def truth(node: Scalar) -> bool:
    """`true` or `false`."""
    if node.plain and node.text in ("true", "false"):
        return node.text == "true"
    if node.text.lower() in _SWITCH:
        meant = "true" if node.text.lower() in {"yes", "on", "y", "true"} else "false"
        raise MisfitError(
            f"“{node.text}” reads differently from one program to the next.", f"Write {meant}.", "yaml-trap"
        )
    raise MisfitError(f"“{node.text}” is neither true nor false.", "Write true or false.")


def whole(node: Scalar) -> int:
    """A whole number."""
    if node.plain and _WHOLE.match(node.text) and len(node.text) <= _DIGITS_LIMIT:
        return int(node.text)
    number = figure(node)
    raise MisfitError(f"{number} is not a whole number.", "Leave the fraction out.")


def figure(node: Scalar) -> Decimal:
    """A figure, digit for digit: point for the fraction, minus in front, nothing between the thousands."""
    written = node.text
    if len(written) > _DIGITS_LIMIT:
        raise MisfitError("this is no figure: it is too long.")
    if not node.plain:
        hint = f"Leave the quotes out: {written}." if _FIGURE.match(written) else ""
        raise MisfitError(f"“{written}” stands in quotes, so it is text, not a figure.", hint)
    if is_null(node):
        raise MisfitError("there is no figure.", "Write the figure, 0 for nil.")
    if _THOUSANDS.match(written):
        plain = written.replace(".", "")
        if written.count(".") > 1:
            raise MisfitError(f"{written} has points between its thousands.", f"Write {plain}.", "yaml-trap")
        hint = f"Write {plain} for the thousands, or {written}0 for the fraction."
        raise MisfitError(f"{written} can be read as {plain} or as a fraction.", hint, "yaml-trap")
    if _FIGURE.match(written):
        return Decimal(written)
    raise _misfigure(written)


def figure_or_text(node: Scalar) -> Decimal | str:
    """A figure, or a text in quotes: a bare word is neither, as YAML reads some of them as dates or numbers."""
    if not node.plain:
        return node.text
    try:
        return figure(node)
    except MisfitError as misfit:
        if is_null(node) or looks_like_figure(node.text):
            raise
        hint = f'{misfit.hint} If it is text, put it in quotes: "{node.text}".'.strip()
        raise MisfitError(misfit.message, hint, misfit.code) from None


def figure_or_name(node: Scalar) -> Decimal | Placed:
    """A figure, or the name of a fact, which begins with a letter."""
    return Placed.of(node) if _NAME.match(node.text) and not is_null(node) else figure(node)


def offered(written: str) -> str:
    """A hint that writes a figure as it should be; both ways where it can be read in two."""
    if re.match(r"[+-]?[0-9.]+[eE][+-]?[0-9]{1,2}\Z", written):
        return "Write the digits out, without a power of ten."
    sign = "-" if re.search("[-−–]", re.sub(r",\s*[-−–]+\Z", "", written)) else ""
    core = re.sub(r"[^0-9.,]", "", written).rstrip(".,")
    if re.match(r"[1-9][0-9]{0,2}[.,][0-9]{3}\Z", core):
        whole, _, part = core.replace(",", ".").partition(".")
        return f"Write {sign}{whole}{part} for the thousands, or {sign}{whole}.{part}0 for the fraction."
    last = max(core, key=lambda sign: core.rfind(sign) if sign in ".," else -1, default="")
    if last in (".", ",") and core.count(last) == 1:
        whole, _, part = core.rpartition(last)
    else:
        whole, part = core, ""
    whole = re.sub("[.,]", "", whole).lstrip("0") or "0"
    return f"Write {sign}{whole}.{part}." if part else f"Write {sign}{whole}."


def _misfigure(written: str) -> MisfitError:
    if _LEADING_ZERO.match(written):
        message = f"{written} begins with a zero: YAML may read it as octal."
        return MisfitError(message, offered(written), "yaml-trap")
    if _SEXAGESIMAL.match(written):
        return MisfitError(f"{written} is a number of base sixty in YAML.", "Write one number.", "yaml-trap")
    if _DATE.match(written):
        return MisfitError(f"{written} is a date in YAML, not a figure.", "Write digits only.", "yaml-trap")
    if _BASED.match(written):
        hint = f"Write {int(written, 0)}."
        return MisfitError(f"{written} is a number of another base than ten.", hint, "yaml-trap")
    if _ENDLESS.match(written):
        return MisfitError(f"{written} is infinite or no number in YAML.", "Write digits only.", "yaml-trap")
    if _COMMA.match(written):
        return MisfitError(f"{written} has a comma.", offered(written), "yaml-trap")
    if re.match(r"[0-9]+[-−–]\Z", written) or written[:1] in "−–":
        return MisfitError(f"{written}: the minus must be a hyphen in front.", offered(written))
    if looks_like_figure(written) and (written[-1:] == "%" or re.search("[€$£]", written)):
        hint = offered(written).removesuffix(".") + ", and the rest in `unit`."
        return MisfitError(f"{written} holds more than the figure.", hint)
    if written.lower() in _SWITCH:
        return MisfitError(f"{written} is no figure.", "Write the figure.", "yaml-trap")
    if looks_like_figure(written):
        return MisfitError(f"{written} is not written as a figure.", offered(written), "yaml-trap")
    return MisfitError(f"“{written}” is no figure.", "Write digits, with a point before a fraction.")


def date(node: Scalar) -> datetime.date:
    """A date as 2021-06-11."""
    match = _DATE.match(node.text)
    if not match:
        hint = "Write the year, month and day as 2021-06-11."
        raise MisfitError(f"“{node.text}” is not a date as this file wants it.", hint, "yaml-trap")
    try:
        return datetime.date(*(int(part) for part in match.groups()))
    except ValueError:
        raise MisfitError(f"{node.text} is not a day of the calendar.") from None
