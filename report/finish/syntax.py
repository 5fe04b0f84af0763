"""Turns values into PDF source text (ISO 32000-1, 7.3)."""

from __future__ import annotations

from datetime import UTC, datetime

_ESCAPES = str.maketrans({"\\": "\\\\", "(": "\\(", ")": "\\)"})


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def text_string(text: str) -> str:
    """A text string: literal where printable ASCII will do, else UTF-16 in hexadecimal (7.9.2.2)."""
    if _is_plain(text):
        return f"({text.translate(_ESCAPES)})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def string_order(text: str) -> bytes:
    """The order in which name trees want their keys: by the bytes of the string (7.9.6)."""
    return text.encode("ascii") if _is_plain(text) else b"\xfe\xff" + text.encode("utf-16-be")


def name(text: str) -> str:
    """A name object, whatever letters it has (7.3.5)."""
    if text.isascii() and text.isalnum():
        return "/" + text
    return "/" + "".join(chr(b) if chr(b).isascii() and chr(b).isalnum() else f"#{b:02X}" for b in text.encode())


def number(value: float) -> str:
    """A number with at most two decimals."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def date_string(moment: datetime) -> str:
    """A date in UTC (7.9.4)."""
    return moment.astimezone(UTC).strftime("(D:%Y%m%d%H%M%S+00'00')")


def reference(object_number: int) -> str:
    return f"{object_number} 0 R"
