"""Turns what stands between {{ and }} into the fact that is quoted and the format that it is quoted in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

COMPARING = frozenset({"delta", "share", "rise", "fall"})
"""The formats that take the id of another fact."""

_ID = r"[A-Za-z0-9_]+(?:[-.][A-Za-z0-9_]+)*"
_QUOTE = re.compile(rf"\s*(?P<fact>{_ID})\s*(?:\|\s*(?P<format>[^|]*?)\s*)?\Z")
_FORMAT = re.compile(
    rf"(?P<name>[a-z]+(?:-[a-z]+)*)(?:\s*\(\s*(?:(?P<places>[0-9])|(?P<other>{_ID})(?:\s*,\s*(?P<also>[0-9]))?)\s*\))?\Z"
)
_BRACES = re.compile(r"\{\{(?P<inner>.*?)\}\}", re.DOTALL)


class Quote(Struct, frozen=True):
    """`{{ fact | format }}` as it is written; `format` is without white space, empty where there is none."""

    fact: str
    format: str


class Format(Struct, frozen=True):
    """A format: its name, how many decimals it asks for, and the id of the fact that it compares with."""

    name: str
    places: int | None = None
    other: str = ""


def parse_quote(inner: str) -> Quote | None:
    """What stands between the braces; None where it is no quote of one fact in one format."""
    match = _QUOTE.match(inner)
    if match is None or match["format"] == "":
        return None
    return Quote(match["fact"], re.sub(r"\s", "", match["format"] or ""))


def parse_format(written: str) -> Format | None:
    """The format that `percent(1)` or `delta(panel.leden)` names; its name may still be one that nobody knows."""
    match = _FORMAT.match(written)
    if match is None:
        return None
    if match["name"] in COMPARING and match["places"] and not match["other"]:
        return Format(match["name"], None, match["places"])
    places = match["places"] or match["also"]
    return Format(match["name"], int(places) if places else None, match["other"] or "")


def quotes_in(text: str) -> Iterator[tuple[int, str]]:
    """Where each pair of braces in a text begins, and what it holds."""
    return ((match.start(), match["inner"]) for match in _BRACES.finditer(text))


def filled(text: str, words: Callable[[Quote], str]) -> str:
    """The text with each quote replaced by its `words`; what is no quote stays as it is."""

    def one(match: re.Match[str]) -> str:
        quote = parse_quote(match["inner"])
        return match[0] if quote is None else words(quote)

    return _BRACES.sub(one, text) if "{{" in text else text
