"""Turns the built-in profiles, and what config/profiles/*.yaml changes in them, into profiles."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, cast

from msgspec.structs import replace

from report.errors import Location, Realm
from report.model.keyed import described, keyed
from report.model.profile import PROFILES, Profile, ProfileName
from report.sources.project import CONFIG, Project
from report.sources.reading import Reader, did_you_mean
from report.sources.yamlfile import Entries, parse

FOLDER = f"{CONFIG}/profiles"
LEAST_PPI, MOST_PPI = 36, 1200


@keyed
class ProfileFile:
    """config/profiles/<name>.yaml: what a project changes in a built-in profile."""

    image_ppi: int | None = described("Images are brought down to this resolution, in pixels per inch.", default=None)


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
    return Profile(
        name=name,
        standards=tuple(value["standards"]),
        links=value["links"],
        image_ppi=value["image-ppi"],
        output_profile=value["output-profile"],
        colour=value.get("colour", "rgb"),
        bled=value.get("bled", False),
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
    if read.image_ppi is None:
        return {}
    if not LEAST_PPI <= read.image_ppi <= MOST_PPI:
        place = cast(Entries, node).entries["image-ppi"].value.at
        hint = f"Give a whole number from {LEAST_PPI} to {MOST_PPI}; 150 is usual for a screen."
        reader.problem("bad-resolution", f"{read.image_ppi} pixels per inch is no resolution for images.", place, hint)
        return {}
    return {"image_ppi": read.image_ppi}
