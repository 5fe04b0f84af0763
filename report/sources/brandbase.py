"""Turns a brand file and the files that it extends into one tree of nodes, each of which knows its own file."""

from __future__ import annotations

from msgspec.structs import replace

from report.errors import Location, Realm
from report.sources.project import CONFIG, Project
from report.sources.scalars import is_null
from report.sources.yamlfile import Entries, Items, Node, Scalar, parse

EXTENDS = "extends"


def brand_node(project: Project, name: str, at: Location | None) -> Node | None:
    """A brand file over those it extends: groups of keys are laid over each other, everything else is replaced, and
    fonts are added to. Files that are missing or extend each other are problems."""
    return _over(project, name, at, ())


def _over(project: Project, name: str, at: Location | None, above: tuple[str, ...]) -> Node | None:
    text = project.text(name, at, Realm.SETUP)
    node = None if text is None else parse(project, name, text, Realm.SETUP)
    if not isinstance(node, Entries) or EXTENDS not in node.entries:
        return node
    base = node.entries[EXTENDS].value
    if not isinstance(base, Scalar) or is_null(base):
        return node  # the reader tells what is wrong with it
    wanted = f"{CONFIG}/{base.text}" if name.startswith(f"{CONFIG}/") else base.text
    chain = (*above, name)
    if wanted in chain:
        names = " → ".join([*chain[chain.index(wanted) :], wanted])
        hint = "Take `extends` out of one of them."
        project.problem(
            "brand-cycle", f"These brand files extend each other: {names}.", base.at, hint, realm=Realm.SETUP
        )
        return node
    below = _over(project, wanted, base.at, chain)
    return node if below is None else _laid_over(below, node)


def _laid_over(below: Node, above: Node) -> Node:
    if not isinstance(below, Entries) or not isinstance(above, Entries):
        return above
    entries = dict(below.entries)
    for key, entry in above.entries.items():
        if key not in entries:
            entries[key] = entry
        elif key == "fonts":
            entries[key] = replace(entry, value=_fonts(entries[key].value, entry.value))
        else:
            entries[key] = replace(entry, value=_laid_over(entries[key].value, entry.value))
    return Entries(entries, above.at)


def _fonts(below: Node, above: Node) -> Node:
    """All fonts; of a family that both name, the upper file's."""
    if not isinstance(below, Items) or not isinstance(above, Items):
        return above
    named = {_family(item) for item in above.items}
    return Items((*(item for item in below.items if _family(item) not in named), *above.items), above.at)


def _family(font: Node) -> str:
    entry = font.entries.get("family") if isinstance(font, Entries) else None
    return entry.value.text if entry is not None and isinstance(entry.value, Scalar) else ""
