"""A project's brand, or a font file → what its fonts offer, as data and as lines to read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, to_builtins

from report.errors import Problem, Realm, ReportError
from report.typography.offers import Axis, FontOffer, offer

WIDTH = 96  # characters of a line


class Family(Struct, frozen=True):
    """A family of the brand: its files, and the type roles that it sets, as a fallback in brackets."""

    name: str
    roles: tuple[str, ...]
    files: tuple[FontOffer, ...]


class Fonts(Struct, frozen=True):
    """The families in the order of the brand, and what is wrong with their files."""

    families: tuple[Family, ...]
    problems: tuple[Problem, ...] = ()


def fonts_of(where: Path) -> Fonts:
    """The fonts of a project, or of one file. Raises ReportError when the project cannot be read."""
    if where.is_file():
        offered = offer(where, where.name)
        if isinstance(offered, Problem):
            return Fonts((), (offered,))
        return Fonts((Family(offered.family, (), (offered,)),))
    return _of_project(where)


def _of_project(root: Path) -> Fonts:
    from report.sources import examine
    from report.typography.library import FontLibrary

    read = examine(root)
    if read.report is None:
        raise ReportError(problem for problem in read.problems if problem.realm is Realm.SETUP)
    brand = read.report.brand
    library = FontLibrary(root, brand.fonts)
    used: dict[str, list[str]] = {name: [] for name in brand.fonts}
    for role in brand.roles.values():
        for place, family in enumerate(role.families):
            used.setdefault(family, []).append(f"({role.name})" if place else role.name)
    families: list[Family] = []
    problems: list[Problem] = []
    for name, roles in used.items():
        try:
            offers = [offer(path, _shown(path, root)) for path in library.files(name)]
        except ReportError as stop:
            problems += stop.problems
            continue
        problems += [one for one in offers if isinstance(one, Problem)]
        files = tuple(one for one in offers if not isinstance(one, Problem))
        families.append(Family(name, tuple(sorted(dict.fromkeys(roles), key=lambda role: role.startswith("("))), files))
    return Fonts(tuple(families), tuple(dict.fromkeys(problems)))


def _shown(path: Path, root: Path) -> str:
    """A file of the project from its folder; one of an installed package by its name."""
    return path.relative_to(root.resolve()).as_posix() if path.is_relative_to(root.resolve()) else path.name


def as_data(fonts: Fonts) -> dict[str, object]:
    """For `--format json`."""
    families: object = to_builtins(fonts.families)
    return {"families": families, "problems": [{"code": p.code, "message": p.message} for p in fonts.problems]}


def as_lines(fonts: Fonts) -> Iterator[str]:
    """For people."""
    for number, family in enumerate(fonts.families):
        if number:
            yield ""
        yield family.name
        if family.roles:
            yield from _row("sets", ", ".join(family.roles))
        for one in family.files:
            yield from _file(one)


def _file(one: FontOffer) -> Iterator[str]:
    yield f"  {one.file}"
    slope = ", italic" if one.italic else ""
    yield from _row("outlines", f"{one.outlines}, {one.glyphs} glyphs, weight {one.weight}{slope}")
    yield from _row("axes", "; ".join(_axis(axis) for axis in one.axes) or "none")
    if one.instances:
        yield from _row("instances", ", ".join(instance.name for instance in one.instances))
    yield from _row("features", " ".join(one.features) or "none")
    yield from _row("scripts", ", ".join(f"{script} {count}" for script, count in one.scripts.items()) or "none")
    yield from _row("languages", " ".join(one.languages) or "none of those this program knows")
    yield from _row("embedding", one.embedding)


def _axis(axis: Axis) -> str:
    named = "" if axis.name == axis.tag else f" ({axis.name})"
    return f"{axis.tag}{named} {axis.least:g} to {axis.most:g}, usually {axis.usual:g}"


def _row(label: str, text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=f"    {label:<11}", subsequent_indent=" " * 15, break_on_hyphens=False
    )
