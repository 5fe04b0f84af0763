"""Turns the printing conditions that the package knows, and those of a project, into conditions with a profile."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from report.errors import Location, Realm
from report.model.keyed import described
from report.model.profile import REGISTRY, Colour, Condition
from report.sources.entry import entry
from report.sources.project import Project
from report.sources.reading import Reader, did_you_mean
from report.sources.scalars import FileName, Placed

MOST_BYTES = 20_000_000  # of an ICC profile
LEAST_INK, MOST_INK = 150.0, 400.0  # percent
NEWEST_V4 = 2  # ICC v4.2 is the newest that PDF/A-2 and PDF/X-4 know (ISO 19005-2, 6.2.3)
SPACES = {b"CMYK": "CMYK", b"RGB ": "RGB", b"GRAY": "grey", b"Lab ": "Lab"}


@entry
class ConditionEntry:
    """A printing condition: its ICC profile, and what is particular to it."""

    at: Location
    file: FileName = described("The condition's ICC profile, relative to the project: assets/icc/PSOcoated_v3.icc.")
    identifier: str | None = described("What the ICC registry calls the condition: FOGRA51.", default=None)
    ink_limit: float | None = described("Most ink in one place, in percent of one full ink: 300.", default=None)
    intent: Literal["relative", "perceptual"] | None = described(
        "How colours and images are converted: relative (colorimetric, the default) or perceptual.", default=None
    )


def built_in_conditions() -> tuple[str, ...]:
    """The names of the conditions that the package knows."""
    folder = files("report") / "data" / "conditions"
    return tuple(sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml")))


def built_in_condition(name: str) -> Condition:
    """A condition as the package has it; one whose profile the user must bring has no `file`."""
    import yaml

    text = (files("report") / "data" / "conditions" / f"{name}.yaml").read_bytes()
    value: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    colour: Colour = "rgb" if value.get("colour") == "rgb" else "cmyk"
    return Condition(
        name, value.get("file", ""), value["identifier"], colour, ink_limit=float(value.get("ink-limit", 300))
    )


def read_conditions(project: Project, reader: Reader, entries: Mapping[str, ConditionEntry]) -> dict[str, Condition]:
    """The conditions that a project names, by name: presets with its own ICC file, and ones of its own."""
    known = built_in_conditions()
    found: dict[str, Condition] = {}
    for name, given in entries.items():
        preset = built_in_condition(name) if name in known else Condition(name, "", "")
        if preset.colour == "rgb":
            reader.problem("bad-condition", f"{name} has a profile of its own.", given.at, "Leave it out.")
            continue
        if given.ink_limit is not None and not LEAST_INK <= given.ink_limit <= MOST_INK:
            hint = f"Give a percentage from {LEAST_INK:g} to {MOST_INK:g}; 300 is usual for coated paper."
            reader.problem("bad-ink-limit", f"{name}: {given.ink_limit:g} % is no ink limit.", given.at, hint)
            continue
        if not given.file:
            continue  # which is told already
        fault = _checked(project, given.file)
        if fault is None:
            continue
        if fault:
            hint = "Ask the printer for the ICC profile of the printing condition."
            reader.problem("bad-output-profile", f"{given.file} {fault}.", given.file.at, hint)
            continue
        found[name] = Condition(
            name,
            str(project.root / str(given.file)),
            given.identifier or preset.identifier or Path(str(given.file)).stem,
            ink_limit=preset.ink_limit if given.ink_limit is None else given.ink_limit,
            intent=given.intent or preset.intent,
            registry=REGISTRY if given.identifier or preset.identifier else "",
        )
    return found


def chosen_condition(reader: Reader, wanted: Placed, found: Mapping[str, Condition]) -> Condition | None:
    """The condition of this name; None when there is none, or none with a profile, which is then a problem."""
    name = str(wanted)
    if name in found:
        return found[name]
    known = built_in_conditions()
    if name not in known:
        hint = did_you_mean(name, [*found, *known])
        reader.problem("unknown-condition", f"There is no printing condition {name}.", wanted.at, hint)
        return None
    condition = built_in_condition(name)
    if not condition.file:
        reader.problem("missing-output-profile", f"{name} needs its ICC profile.", wanted.at, wants_file(name))
        return None
    return condition


def wants_file(name: str) -> str:
    """What to do about a preset without a profile."""
    return f"Put the printer's ICC file in assets/icc/ and name it: conditions: {{{name}: {{file: assets/icc/….icc}}}}"


def _checked(project: Project, file: Placed) -> str | None:
    """What is wrong with an ICC profile, or nothing; None when it cannot be read, which is then told already."""
    data = project.data(str(file), file.at, MOST_BYTES, Realm.SETUP)
    return None if data is None else fault_of(data)


def fault_of(data: bytes) -> str:
    """Why an ICC profile cannot be an output profile for presses, as the rest of a sentence; nothing when it can
    (ICC.1:2004-10, 7.2)."""
    if len(data) < 132 or data[36:40] != b"acsp" or int.from_bytes(data[:4], "big") != len(data):
        return "is no ICC profile, or not all of one"
    if data[12:16] != b"prtr":
        return "is no profile of an output device (class prtr)"
    if data[16:20] != b"CMYK":
        return f"is a profile for {SPACES.get(data[16:20], 'other colours')}, not for CMYK"
    major, minor = data[8], data[9] >> 4
    if major not in (2, 4) or (major == 4 and minor > NEWEST_V4):
        return f"is of ICC version {major}.{minor}; PDF/A-2 and PDF/X-4 know version 2 and versions up to 4.2"
    count = int.from_bytes(data[128:132], "big")
    tags = {data[132 + 12 * index : 136 + 12 * index] for index in range(min(count, 100))}
    missing = [tag.decode() for tag in (b"A2B0", b"B2A0") if tag not in tags]
    return f"lacks the table {' and '.join(missing)}" if missing else ""
