"""Turns the name of an icon into its drawing: a file of the project, else one of those that come with the program."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from report.errors import Location
from report.model.vector import Vector
from report.sources.project import Project
from report.sources.reading import nearest
from report.sources.vectors import ENDING, read_vector, vector_of

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FOLDER = "assets/icons"  # of a project


def read_icon(project: Project, name: str, at: Location) -> Vector | None:
    """An icon by its name, `envelope`, or by its file, `assets/icons/boat.svg`. What the project has in assets/icons
    goes before the icon of the same name that comes with the program. None where there is none, which is a problem."""
    if name.endswith(ENDING):
        return read_vector(project, name, at)
    known = icon_names()
    plain = name.replace("-", "").isalnum()
    if plain and (project.root / FOLDER / f"{name}{ENDING}").is_file():
        return read_vector(project, f"{FOLDER}/{name}{ENDING}", at)
    if plain and name in known:
        return vector_of(project, f"{name}{ENDING}", (_folder() / f"{name}{ENDING}").read_bytes(), at)
    hint = nearest(name, known) or f"There are {', '.join(known)}; yours go into {FOLDER}."
    project.problem("unknown-icon", f"There is no icon {name}.", at, hint)
    return None


def icon_names() -> list[str]:
    """The icons that come with the program, in alphabetical order."""
    return sorted(one.name.removesuffix(ENDING) for one in _folder().iterdir() if one.name.endswith(ENDING))


def _folder() -> Traversable:
    return files("report") / "data" / "icons"
