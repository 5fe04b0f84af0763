"""Words in several languages, `{nl: …, en: …}` → those of the report's language; what stands in one only is noted."""

from __future__ import annotations

import re
import types
import typing
from pathlib import Path
from typing import Any

from report.errors import Severity
from report.sources.project import CONFIG, Project
from report.sources.yamlfile import Entries, Node, Scalar

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?\Z")
_UNIONS = (typing.Union, types.UnionType)  # a group of names with their values has keys of its own
_SETTINGS = re.compile(r"report\.(?P<language>[A-Za-z-]+)\.yaml\Z")
_NAMES = frozenset({"id", "kind", "formula", "file", "source-file", "role"})  # keys whose values are no words
# keys that the reader of a report sees or hears
_SEEN = frozenset({
    "alt", "caption", "description", "label", "message", "name", "note", "source", "subtitle", "summary", "title",
    "unit", "unit-caption", "value",
})  # fmt: skip


def languages_of(root: Path) -> tuple[str, ...]:
    """The languages that a project pairs, by its files report.nl.yaml, report.en.yaml; none where it has report.yaml
    alone."""
    folder = root / CONFIG
    if not folder.is_dir():
        return ()
    found = (_SETTINGS.match(path.name) for path in folder.iterdir())
    return tuple(sorted(match["language"] for match in found if match and LANGUAGE.match(match["language"])))


def is_worded(node: Node, kind: Any, name: str) -> bool:
    """Whether a node gives words in one or more languages where a field of this kind wants a text."""
    if not isinstance(node, Entries) or not node.entries or name in _NAMES:
        return False
    texts = kind is str or (typing.get_origin(kind) in _UNIONS and str in typing.get_args(kind))
    return texts and all(LANGUAGE.match(key) for key in node.entries)


def in_language(project: Project, node: Entries, name: str) -> Node:
    """The words of the report's language; its first where there are none, which is then a warning."""
    by_base = {key.split("-")[0]: entry.value for key, entry in reversed(node.entries.items())}
    exact = node.entries.get(project.language)
    value = exact.value if exact else by_base.get(project.language.split("-")[0])
    if value is not None:
        return value
    hint = f"Add {project.language}: … to it."
    message = f"{name} has no words in the language “{project.language}”."
    project.problem("no-counterpart", message, node.at, hint, severity=Severity.WARNING)
    return next(iter(node.entries.values())).value


def note_single(project: Project, node: Scalar, name: str) -> None:
    """Note words that stand in one language only, in a project that pairs languages."""
    if project.paired and name in _SEEN and any(character.isalpha() for character in node.text):
        project.single.append((node.at, name))
