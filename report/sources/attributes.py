"""Turns `{#id key="value"}` into keys and values with their places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

# braces with attributes in them: not {{ fact }}, and braces may stand inside quotes
BRACES = re.compile(r'\{(?!\{)(?P<inner>(?:[^{}"]|"(?:[^"\\]|\\.)*")*)\}')

_PART = re.compile(
    r"\s*(?:#(?P<id>[^\s{}\"=]+)"
    r"|(?P<key>[^\s{}\"=#][^\s{}\"=]*)=(?:\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|(?P<bare>[^\s{}\"=]+)))(?=\s|\Z)"
)
_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9_-]*\Z")
_ESCAPED = re.compile(r"\\([\"\\])")


class Attribute(Struct, frozen=True):
    """What an attribute holds (`text` may have spans, `words` not; `columns` are numbers with commas between them; a
    `point` is two fractions from the top left), and what it is for."""

    kind: Literal["text", "words", "flag", "whole", "columns", "point", "anchor"]
    description: str


class Given(Struct, frozen=True):
    """An attribute as written. `offset` counts characters from the opening brace to the value, `begin` to the key."""

    key: str
    value: str
    offset: int
    begin: int


class Fault(Struct, frozen=True):
    """What is wrong with attributes, `offset` characters after the opening brace."""

    code: str
    message: str
    hint: str
    offset: int


def parse_attributes(inner: str) -> tuple[list[Given], Fault | None]:
    """The attributes between braces, up to the first that cannot be read. `#id` has the key `#`."""
    given: list[Given] = []
    position = 0
    while inner[position:].strip():
        match = _PART.match(inner, position)
        if match is None:
            return given, _fault(inner, position)
        if match["id"] is not None:
            given.append(Given("#", match["id"], match.start("id") + 1, match.start("id")))
        elif match["quoted"] is not None:
            value = _ESCAPED.sub(r"\1", match["quoted"])
            given.append(Given(match["key"], value, match.start("quoted") + 1, match.start("key") + 1))
        else:
            given.append(Given(match["key"], match["bare"], match.start("bare") + 1, match.start("key") + 1))
        position = match.end()
    return given, None


def _fault(inner: str, position: int) -> Fault:
    rest = inner[position:]
    offset = position + len(rest) - len(rest.lstrip()) + 1
    word = rest.split()[0]
    if any(mark in rest for mark in "“”„‘’"):
        hint = 'Use straight quotes around a value: alt="…".'
    elif "=" not in word:
        hint = f'Write {word}=yes, or {word}="…".' if re.match(r"[\w-]+\Z", word) else 'Write key="value".'
    else:
        hint = 'Write key="value", without spaces around the =.'
    return Fault("bad-attribute", f"“{word}” is no attribute.", hint, offset)


def checked(given: list[Given], known: Mapping[str, Attribute], what: str) -> tuple[dict[str, Given], list[Fault]]:
    """The attributes that `what` knows, by name, and what is wrong with the others."""
    found: dict[str, Given] = {}
    faults: list[Fault] = []
    for one in given:
        written = "#id" if one.key == "#" else one.key
        attribute = known.get(one.key)
        if attribute is None:
            faults.append(
                Fault("unknown-attribute", f"{what} has no attribute “{written}”.", _known(one.key, known), one.begin)
            )
        elif one.key in found:
            faults.append(Fault("duplicate-attribute", f"“{written}” is given twice.", "Keep one.", one.begin))
        elif fault := _misfit(one, attribute):
            faults.append(fault)
        else:
            found[one.key] = one
    return found, faults


def _misfit(one: Given, attribute: Attribute) -> Fault | None:
    if attribute.kind == "flag" and one.value not in ("yes", "no"):
        return Fault("bad-attribute", f"{one.key} is “{one.value}”.", f"Write {one.key}=yes.", one.offset)
    if attribute.kind == "whole" and not re.match(r"[0-9]{1,3}\Z", one.value):
        return Fault("bad-attribute", f"{one.key} must be a whole number, not “{one.value}”.", "", one.offset)
    if attribute.kind == "columns" and not re.match(r"[0-9]{1,3}(,[0-9]{1,3})*\Z", one.value):
        hint = f"Number the columns from the left: {one.key}=2,3."
        return Fault("bad-attribute", f"{one.key} must name columns, not “{one.value}”.", hint, one.offset)
    if attribute.kind == "point" and not re.match(r"(?:0?\.[0-9]{1,3}|[01]),(?:0?\.[0-9]{1,3}|[01])\Z", one.value):
        hint = f"Write how far right and how far down, from 0 to 1: {one.key}=0.5,0.3."
        return Fault("bad-attribute", f"{one.key} must be a point, not “{one.value}”.", hint, one.offset)
    if attribute.kind == "anchor" and not _ANCHOR.match(one.value):
        hint = "An id begins with a letter and holds letters, digits and hyphens."
        return Fault("bad-id", f"“{one.value}” cannot be an id.", hint, one.offset)
    if attribute.kind in ("text", "words") and not one.value.strip():
        return Fault("bad-attribute", f"{one.key} is empty.", "Fill it in, or leave it out.", one.offset)
    return None


def _known(key: str, known: Mapping[str, Attribute]) -> str:
    from report.sources.reading import did_you_mean

    if not known:
        return "It takes none."
    return did_you_mean(key, ["#id" if name == "#" else name for name in known])
