"""Turns the built-in profiles, and what config/profiles/*.yaml changes in them, into profiles."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, Literal, cast

from msgspec.structs import replace

from report.errors import Location, Realm
from report.model.keyed import described
from report.model.profile import MARKS, PROFILES, Condition, Mark, Profile, ProfileName, Sheetwork
from report.sources.conditions import ConditionEntry, built_in_condition, chosen_condition, read_conditions
from report.sources.entry import entry
from report.sources.project import CONFIG, Project
from report.sources.reading import Reader, did_you_mean
from report.sources.scalars import Placed
from report.sources.yamlfile import Entries, parse

FOLDER = f"{CONFIG}/profiles"
LEAST_PPI, MOST_PPI = 36, 1200
MOST_SAFE = 30.0  # mm
CALIPERS = (0.03, 1.0)  # mm: bible paper and board
MULTIPLES = (1, 2, 4, 8, 16)


@entry
class ProfileFile:
    """<name>.yaml: what a project changes in a built-in profile; the resolution, the
    standards and what is attached are for all, the rest for print."""

    image_ppi: int | None = described("Images are brought down to this resolution, in pixels per inch.", default=None)
    standards: tuple[str, ...] | None = described(
        "What the PDF must conform to: ua1 or ua2, with 2a, 3a, a4 or a4f.", default=None
    )
    attach: bool = described("Put the files of figures into the PDF; for 3a and a4f.", default=False)
    condition: Placed | None = described(
        "Printing condition: coated-fogra39, coated-fogra51, uncoated-fogra52, digital-rgb, or one of `conditions`.",
        default=None,
    )
    conditions: Mapping[str, ConditionEntry] = described(
        "Printing conditions by name, with their ICC profiles.", default_factory=dict
    )
    marks: tuple[Placed, ...] | None = described(
        "What stands around the page: crop, bleed, registration, colours, slug.", default=None
    )
    safe: float | None = described("How far text and logos stay inside the trim, in mm.", default=None)
    multiple: int | None = described("The page count is a multiple of this: 1, 2, 4, 8 or 16.", default=None)
    cover: Literal["self", "separate"] | None = described(
        "self: the cover's pages are in the file; separate: they are a file of their own.", default=None
    )
    caliper: float | None = described("Thickness of one leaf of the paper in mm, for the spine: 0.1.", default=None)
    spots: bool | None = described("Whether spot colours have plates of their own.", default=None)


def read_profiles(project: Project) -> Mapping[str, Profile]:
    """The profiles that can be built, by name, as the project has them."""
    present = sorted(path.name for path in (project.root / FOLDER).glob("*") if path.is_file())
    known = [f"{name}.yaml" for name in PROFILES]
    for stranger in (name for name in present if name not in known):
        place = Location(f"{FOLDER}/{stranger}")
        hint = did_you_mean(stranger, known)
        message = f"There is no profile that {stranger} could change."
        project.problem("unknown-profile", message, place, hint, realm=Realm.SETUP)
    changed = {name: _changed(project, name) for name in PROFILES if f"{name}.yaml" in present}
    return {name: replace(built_in(name), **changed.get(name, {})) for name in PROFILES}


def built_in(name: ProfileName) -> Profile:
    """A profile as the package has it."""
    import yaml

    value = yaml.load((files("report") / "data" / "profiles" / f"{name}.yaml").read_bytes(), yaml.CSafeLoader)
    condition = built_in_condition(value["condition"]) if "condition" in value else None
    return Profile(
        name=name,
        standards=tuple(value["standards"]),
        links=value["links"],
        image_ppi=value["image-ppi"],
        output_profile=condition.file if condition else value["output-profile"],
        colour=condition.colour if condition else "rgb",
        bled=value.get("bled", False),
        marked=value.get("marked", False),
        blanks=value.get("blanks", True),
        condition=condition,
    )


def _changed(project: Project, name: str) -> dict[str, Any]:
    """The values that a project's profile file gives."""
    path = f"{FOLDER}/{name}.yaml"
    text = project.text(path, None, Realm.SETUP)
    node = parse(project, path, text, Realm.SETUP) if text is not None else None
    if node is None:
        return {}
    reader = Reader(project, Realm.SETUP)
    read = reader.read(node, ProfileFile, f"{name}.yaml")
    if not isinstance(node, Entries):
        return {}
    places = {key: given.value.at for key, given in node.entries.items()}
    changes: dict[str, Any] = {}
    if read.image_ppi is not None and LEAST_PPI <= read.image_ppi <= MOST_PPI:
        changes["image_ppi"] = read.image_ppi
    elif read.image_ppi is not None:
        hint = f"Give a whole number from {LEAST_PPI} to {MOST_PPI}; 150 is usual for a screen."
        message = f"{read.image_ppi} pixels per inch is no resolution for images."
        reader.problem("bad-resolution", message, places["image-ppi"], hint)
    if read.standards:
        changes["standards"] = tuple(read.standards)
    if read.attach:
        changes["attach"] = True
    if name == "print":
        return changes | _printed(project, reader, read, places)
    for key in sorted(places.keys() & PRINT_ONLY):
        hint = f"It goes into {FOLDER}/print.yaml."
        reader.problem("print-only", f"Only the profile print has “{key}”.", places[key], hint)
    return changes


PRINT_ONLY = {"condition", "conditions", "marks", "safe", "multiple", "cover", "caliper", "spots"}


def _printed(project: Project, reader: Reader, read: ProfileFile, places: Mapping[str, Location]) -> dict[str, Any]:
    """What a project changes in how it is printed."""
    changes: dict[str, Any] = {"conditions": read_conditions(project, reader, read.conditions)}
    refused = set(read.conditions) - set(changes["conditions"])  # these are told already
    if read.condition is not None and str(read.condition) not in refused:
        condition = chosen_condition(reader, read.condition, changes["conditions"])
        if condition is not None:
            changes |= in_condition(built_in("print"), condition)
    work: dict[str, Any] = {}
    for key, (least, most) in {"safe": (0.0, MOST_SAFE), "caliper": CALIPERS}.items():
        value = getattr(read, key)
        if value is not None and not least <= value <= most:
            message = f"{key}: {value:g} mm cannot be."
            reader.problem("bad-measure", message, places[key], f"Give {least:g} to {most:g} mm.")
        elif value is not None:
            work[key] = value
    if read.multiple is not None and read.multiple not in MULTIPLES:
        hint = "Write 1, 2, 4, 8 or 16."
        reader.problem("bad-multiple", f"Sheets do not fold into {read.multiple} pages.", places["multiple"], hint)
    elif read.multiple is not None:
        work["multiple"] = read.multiple
    if read.marks is not None:
        for mark in (mark for mark in read.marks if mark not in MARKS):
            hint = did_you_mean(str(mark), list(MARKS))
            reader.problem("unknown-mark", f"There are no marks “{mark}”.", mark.at, hint)
        work["marks"] = tuple(cast(Mark, str(mark)) for mark in read.marks if mark in MARKS)
    work |= {key: getattr(read, key) for key in ("cover", "spots") if getattr(read, key) is not None}
    return changes | {"sheetwork": replace(Sheetwork(), **work)}


def in_condition(profile: Profile, condition: Condition) -> dict[str, Any]:
    """What changes in a profile for presses with its printing condition: RGB has no PDF/X-4 of ours."""
    standards = [name for name in profile.standards if name != "x4"] + (["x4"] if condition.colour == "cmyk" else [])
    return {
        "condition": condition,
        "output_profile": condition.file,
        "colour": condition.colour,
        "standards": tuple(standards),
    }
