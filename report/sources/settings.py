"""Turns config/report.yaml into the report's settings, with the place of everything in it that names a file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from msgspec import Struct

from report.errors import Location, Realm
from report.model.report import ReportFile, Section
from report.sources.project import CONFIG, Project
from report.sources.reading import Reader
from report.sources.wording import LANGUAGE
from report.sources.yamlfile import Entries, Items, Node, Scalar, parse

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])\Z")  # no file may bear these names on Windows
_EXCEPTION = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*\Z")


class PlacedSection(Struct, frozen=True):
    """A section, where it stands, and where each of its keys' values stands."""

    section: Section
    at: Location
    places: Mapping[str, Location]


class Settings(Struct, frozen=True):
    """report.yaml after validation. `places` are the places of the values of its keys, `figures_at` those of the
    figures files it lists."""

    file: ReportFile
    sections: tuple[PlacedSection, ...]
    figures_at: tuple[Location, ...]
    places: Mapping[str, Location]


def read_settings(project: Project) -> Settings | None:
    """The settings, with stand-ins for what is wrong; None when there is nothing to read."""
    name = project.settings
    if not (project.root / name).exists():
        message = f"{project.root.name or 'This folder'} is no report project: it has no {name}."
        project.problem("no-project", message, None, "`report init DIR` makes a project.", realm=Realm.SETUP)
        return None
    text = project.text(name, None, Realm.SETUP)
    if text is None:
        return None
    node = parse(project, name, text, Realm.SETUP)
    if node is None:
        if not project.problems:
            project.problem("yaml-syntax", f"{name} is empty.", Location(name), realm=Realm.SETUP)
        return None
    reader = Reader(project, Realm.SETUP)
    if not isinstance(node, Entries):
        reader.read(node, ReportFile, "report.yaml")
        return None
    file = reader.read(node, ReportFile, "report.yaml")
    project.language = file.language
    places = {key: entry.value.at for key, entry in node.entries.items()}
    _check(reader, file, node)
    if project.paired:
        _check_paired(reader, project, file, node)
    placed = _placed(file, node)
    sound = replace(file, sections=tuple(one.section for one in placed))
    return Settings(sound, placed, _item_places(node, "figures"), places)


def _placed(file: ReportFile, node: Entries) -> tuple[PlacedSection, ...]:
    entry = node.entries.get("sections")
    nodes = entry.value.items if entry and isinstance(entry.value, Items) else ()
    placed = []
    read = cast(tuple[Section | None, ...], file.sections)  # None where a section is not one
    for section, item in zip(read, nodes, strict=False):
        if section is not None and isinstance(item, Entries):
            places = {key: entry.value.at for key, entry in item.entries.items()}
            placed.append(PlacedSection(section, item.at, places))
    return tuple(placed)


def _item_places(node: Entries, key: str) -> tuple[Location, ...]:
    entry = node.entries.get(key)
    return tuple(item.at for item in entry.value.items) if entry and isinstance(entry.value, Items) else ()


def _check(reader: Reader, file: ReportFile, node: Entries) -> None:
    slug, language, period = (_scalar(node, key) for key in ("slug", "language", "period"))
    if slug and file.slug and not _SLUG.match(file.slug):
        hint = "Use lower-case letters, digits and single hyphens: jaarverslag-2021."
        reader.problem("bad-slug", f"“{file.slug}” cannot name the output files.", slug.at, hint)
    if slug and _DEVICE.match(file.slug):
        message = f"“{file.slug}” is the name of a device on Windows, so no file can bear it there."
        reader.problem("bad-slug", message, slug.at, "Add a word or the year: jaarverslag-2021.")
    if language and file.language and not LANGUAGE.match(file.language):
        hint = "Write a language tag such as nl, nl-NL, en or en-GB."
        reader.problem("bad-language", f"“{file.language}” is not a language tag.", language.at, hint)
    if period and file.period and not 1900 <= file.period <= 2200:
        reader.problem("bad-period", f"{file.period} is not a reporting year.", period.at, "Write the year: 2021.")
    entry = node.entries.get("sections")
    if entry and isinstance(entry.value, Items) and not entry.value.items:
        reader.problem("no-sections", "The report has no sections.", entry.at, "Begin with {kind: cover}.")
    for word, at in zip(file.hyphenation, _item_places(node, "hyphenation"), strict=False):
        if word and not _EXCEPTION.match(word):
            hint = "Write one word with its breaks: pro-vin-cie."
            reader.problem("bad-hyphenation", f"“{word}” is not a hyphenation exception.", at, hint)


def _check_paired(reader: Reader, project: Project, file: ReportFile, node: Entries) -> None:
    """A set-up with a language in its name is in that language, and no set-up without one stands beside it."""
    language = _scalar(node, "language")
    if language and file.language.split("-")[0] != project.paired.split("-")[0]:
        message = f"This is the report in “{project.paired}”, by the name of its file, not in “{file.language}”."
        reader.problem("bad-language", message, language.at, f"Write language: {project.paired}, or rename the file.")
    alone = f"{CONFIG}/report.yaml"
    if (project.root / alone).exists():
        message = f"{alone} stands beside reports with their language in their name, and is not read."
        hint = "Give it the name of its language too, such as report.nl.yaml."
        reader.problem("settings-twice", message, Location(alone), hint)


def _scalar(node: Entries, key: str) -> Scalar | None:
    entry = node.entries.get(key)
    value: Node | None = entry.value if entry else None
    return value if isinstance(value, Scalar) else None
