"""Turns YAML into nodes that know their place; refuses what is ambiguous, repeated or unbounded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from msgspec import Struct

from report.errors import Location, Realm
from report.sources.project import Project

DEPTH_LIMIT = 24  # levels; the deepest file of ours has 7

_Parser: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Scalar(Struct, frozen=True):
    """A value as it is written. `plain` is False for quoted and block values; a `refused` one is already a problem."""

    text: str
    plain: bool
    at: Location
    refused: bool = False


class Items(Struct, frozen=True):
    items: tuple[Node, ...]
    at: Location


class Entry(Struct, frozen=True):
    """A key's place and its value."""

    at: Location
    value: Node


class Entries(Struct, frozen=True):
    entries: dict[str, Entry]
    at: Location


Node = Scalar | Items | Entries

_SYNTAX = {
    "could not find expected ':'": "A colon and a space must follow every key.",
    "mapping values are not allowed": "A value that holds a colon must stand in quotes.",
    "did not find expected key": "Check the quotes and the indentation of this line and the one above.",
    "did not find expected ',' or": "A list or group in brackets is not closed, or a comma is missing.",
    "block sequence entries are not allowed": "A list must stand on lines of its own, below its key.",
    "found unexpected end of stream": "A quote or bracket is opened and never closed.",
    "did not find expected '-' indicator": "The items of a list must be indented alike.",
}


def parse(project: Project, name: str, text: str, realm: Realm, first_line: int = 1) -> Node | None:
    """The one document in `text`, or None when it is empty or broken (then the project knows why).
    `first_line` is the line of the file that the text begins on."""
    builder = _Builder(project, name, realm, first_line, text)
    parser: Any = None
    try:
        parser = _Parser(text)
        return builder.document(_events(parser))
    except yaml.MarkedYAMLError as fault:
        builder.syntax(fault)
    except yaml.reader.ReaderError as fault:
        before = text[: fault.position]
        line = before.count("\n") + first_line
        shown = f"U+{fault.character:04X}" if isinstance(fault.character, int) else "a control character"
        column = len(before) - before.rfind("\n")
        project.problem("yaml-syntax", f"{shown} may not stand in YAML.", Location(name, line, column), realm=realm)
    except _RefusedError:
        return None
    finally:
        if parser is not None:
            parser.dispose()
    return None


class _RefusedError(Exception):
    """The document cannot be used; the problem is booked."""


def _events(parser: Any) -> Iterator[Any]:
    while parser.check_event():
        yield parser.get_event()


class _Builder:
    def __init__(self, project: Project, name: str, realm: Realm, first_line: int, text: str) -> None:
        self._project = project
        self._name = name
        self._realm = realm
        self._first = first_line
        self._lines = text.split("\n")

    def document(self, events: Iterator[Any]) -> Node | None:
        node: Node | None = None
        seen = False
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    self._problem("yaml-syntax", "A second document begins here.", event, "Take the `---` away.")
                    break
                seen = True
            elif not isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent | yaml.DocumentEndEvent):
                node = self._node(event, events, 1)
        if isinstance(node, Scalar) and node.plain and not node.text:
            return None
        return node

    def syntax(self, fault: yaml.MarkedYAMLError) -> None:
        mark = fault.problem_mark or fault.context_mark
        text = fault.problem or "it is not YAML"
        hint = next((advice for phrase, advice in _SYNTAX.items() if phrase in text), "")
        if mark and "\t" in "".join(self._lines[mark.line : mark.line + 1])[: mark.column + 1]:
            code, message, hint = "yaml-tab", "A tab stands where YAML wants spaces.", "Indent with spaces."
        else:
            code, message = "yaml-syntax", f"This is not YAML: {text}."
            if fault.context and fault.context_mark and fault.context_mark.line != (mark.line if mark else -1):
                hint = f"{hint} It began on line {fault.context_mark.line + self._first}.".strip()
        at = self._location(mark) if mark else Location(self._name)
        self._project.problem(code, message, at, hint, realm=self._realm)

    def _node(self, event: Any, events: Iterator[Any], depth: int) -> Node:
        at = self._location(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            hint = "Write the value out here: aliases (*) and merge keys (<<) are not read."
            self._problem("yaml-alias", f"*{event.anchor} refers to another value.", event, hint)
            return Scalar("", True, at, refused=True)
        if getattr(event, "tag", None) not in (None, "!"):
            shown = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._problem("yaml-tag", f"The tag {shown} is not read.", event, "Leave the tag out.")
        if depth > DEPTH_LIMIT:
            self._problem("yaml-depth", f"Values are nested more than {DEPTH_LIMIT} levels deep.", event, "")
            raise _RefusedError
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(event.value, bool(event.implicit[0]), at)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._items(events, at, depth)
        return self._entries(events, at, depth)

    def _items(self, events: Iterator[Any], at: Location, depth: int) -> Items:
        items = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, depth + 1))
        return Items(tuple(items), at)

    def _entries(self, events: Iterator[Any], at: Location, depth: int) -> Entries:
        entries: dict[str, Entry] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, events, depth + 1)
            value = self._node(next(events), events, depth + 1)
            if not isinstance(key, Scalar):
                self._problem("yaml-syntax", "A key must be one word.", event, "A list or group cannot be a key.")
            elif key.plain and key.text == "<<":
                self._problem("yaml-alias", "<< takes over another group's keys.", event, "Write the keys out here.")
            elif key.text in entries:
                first = entries[key.text].at
                message = f"The key “{key.text}” stands here for the second time; the first is on line {first.line}."
                self._problem("duplicate-key", message, event, "Keep one of the two.")
            else:
                entries[key.text] = Entry(key.at, value)
        return Entries(entries, at)

    def _problem(self, code: str, message: str, event: Any, hint: str) -> None:
        self._project.problem(code, message, self._location(event.start_mark), hint, realm=self._realm)

    def _location(self, mark: Any) -> Location:
        return Location(self._name, mark.line + self._first, mark.column + 1)
