"""Report and fonts → the characters that no face of their role can set, and text that runs from right to left, found
before anything is composed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from report.errors import Location, Problem, ReportError
from report.model.content import (
    Abbreviation,
    Article,
    BigNumber,
    CodeBlock,
    CodeSpan,
    Footnote,
    Lead,
    MarginNote,
    Prose,
    QuoteBlock,
    Subhead,
    Table,
    Words,
)
from report.model.figures import Kpi, KpiGroup, KpiSheet
from report.model.report import Report
from report.typography.library import FontLibrary
from report.typography.opportunities import RIGHT_TO_LEFT, runs_backward

FEW, SHOWN = 4, 12  # so many characters of a script are told as one; so many of them are shown
SCRIPTS = {
    "CJK": "Chinese or Japanese characters",
    "HIRAGANA": "Japanese characters (hiragana)",
    "KATAKANA": "Japanese characters (katakana)",
    "HANGUL": "Korean characters",
    "GREEK": "Greek letters",
    "CYRILLIC": "Cyrillic letters",
}
HINT_ALL = "add a family that has them to the fallbacks of the type role in the brand file"
HINT = "write it otherwise, or add a family that has it to the fallbacks in the brand file"

# the role that sets the words inside; what is not named passes on the role around it
ROLES: dict[type[Struct], str] = {
    Lead: "lead",
    Subhead: "subhead",
    QuoteBlock: "text",
    BigNumber: "number-1",
    Table: "table",
    CodeBlock: "code",
    CodeSpan: "code",
    MarginNote: "note",
    Footnote: "note",
    Article: "text",
    Prose: "text",
    KpiSheet: "title",
    KpiGroup: "label",
    Kpi: "note",
}
# fields whose words stand in a role of their own
FIELDS = {"headline": "title", "quote": "quote", "caption": "caption", "credit": "caption", "label": "label"}
PLAIN = ("text", "label", "title", "credit", "note", "source", "unit_caption")  # fields of plain words


class Absent(Struct):
    """A character that a role's faces have not: who lacks it, and where it stands, each place once however often its
    text is set."""

    character: str
    family: str
    places: set[Location | None]


def missing_characters(report: Report, library: FontLibrary) -> tuple[Problem, ...]:
    """One problem for each character, at its first place, and one for each word that runs from right to left. A family
    that cannot be opened is a problem of its own."""
    absent: dict[str, Absent] = {}
    backward: dict[Problem, None] = {}
    covered: dict[str, frozenset[str]] = {}
    try:
        for text, role, at in _texts(report):
            known = covered.get(role)
            if known is None:
                faces = library.stack(report.brand.roles[role])
                known = covered[role] = frozenset().union(*(face.program.characters for face in faces))
            if not text.isascii():
                backward |= dict.fromkeys(refused(word, at) for word in text.split() if runs_backward(word))
            for character in unicodedata.normalize("NFC", text):
                if unicodedata.bidirectional(character) in RIGHT_TO_LEFT:
                    continue
                if character not in known and not _composed(character, known):
                    book(absent, character, report.brand.roles[role].families[0], at)
    except ReportError as stop:
        return stop.problems
    return (*told(absent.values()), *backward)


def refused(word: str, at: Location | None) -> Problem:
    """The problem of a word that runs from right to left; that its font may lack its letters is not told too."""
    return Problem("right-to-left", f"“{word}” runs from right to left, which cannot be set yet", at)


def book(absent: dict[str, Absent], character: str, family: str, at: Location | None) -> None:
    """Note a character that is not there."""
    absent.setdefault(character, Absent(character, family, set())).places.add(at)


def told(absent: Iterable[Absent]) -> tuple[Problem, ...]:
    """The problems of characters that are not there: one for each, or one for all of a script that a family lacks."""
    scripts: dict[tuple[str, str], list[Absent]] = {}
    for one in absent:
        script = unicodedata.name(one.character, "").partition(" ")[0]
        scripts.setdefault((one.family, script), []).append(one)
    problems: list[Problem] = []
    for (family, script), found in scripts.items():
        if len(found) < FEW:
            problems += map(_told, found)
            continue
        shown = "".join(one.character for one in found[:SHOWN]) + ("…" if len(found) > SHOWN else "")
        message = (
            f"{family} and its fallbacks have no glyphs for {len(found)} {SCRIPTS.get(script, 'characters')}: {shown}"
        )
        places = sorted(place for one in found for place in one.places if place is not None)
        problems.append(Problem("missing-glyph", message, places[0] if places else None, HINT_ALL))
    return tuple(problems)


def _told(absent: Absent) -> Problem:
    """The problem of a character that is not there."""
    character = absent.character
    name = f"U+{ord(character):04X} {unicodedata.name(character, 'unnamed character')}"
    shown = f" “{character}”" if character.isprintable() else ""
    places = sorted(place for place in absent.places if place is not None)
    others = len(absent.places) - 1
    often = f", here and in {others} other {'place' if others == 1 else 'places'}" if others else ""
    message = f"{absent.family} and its fallbacks have no glyph for{shown} ({name}){often}"
    return Problem("missing-glyph", message, places[0] if places else None, HINT)


def _composed(character: str, known: frozenset[str]) -> bool:
    """Whether a character can be put together of others."""
    parts = unicodedata.normalize("NFD", character)
    return len(parts) > 1 and known.issuperset(parts)


def _texts(report: Report) -> Iterator[tuple[str, str, Location | None]]:
    """Every text of the report with its role and place."""
    settings = report.settings
    for text in (settings.organisation, settings.title):
        yield text, "label", None
    for section in report.sections:
        for part in (section.prose, section.kpis, section.statement):
            if part is not None:
                yield from _within(part, "text" if part is section.prose else "table", section.at)


def _within(node: Any, role: str, at: Location | None) -> Iterator[tuple[str, str, Location | None]]:
    if isinstance(node, tuple):
        for one in node:
            yield from _within(one, role, at)
        return
    if not isinstance(node, Struct):
        return
    role, at = ROLES.get(type(node), role), getattr(node, "at", at)
    if isinstance(node, Words | Abbreviation):
        yield node.text, role, at
        return
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if isinstance(value, str):
            if name in PLAIN:
                yield value, FIELDS.get(name, role), at
        else:
            yield from _within(value, FIELDS.get(name, role), at)
