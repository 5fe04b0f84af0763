"""Turns the structure tree of a PDF into elements in reading order, each with the content that is right in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from report.finish.facts import Dictionary, Facts, text_of
from report.finish.preflight.shown import Mark
from report.finish.verify import role_of

MOST_ELEMENTS = 500_000
DEEPEST = 200


class Tagged(Struct):
    """An element: its type as written and the standard one that stands for; its entries; what it holds, in order:
    elements, content by its mark, and annotations by reference."""

    reference: str
    tag: str
    role: str
    entries: Dictionary
    depth: int
    kids: list[Tagged | Mark | str] = field(default_factory=list)

    def walk(self) -> Iterator[Tagged]:
        """This element and all below it, in reading order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(kid for kid in reversed(element.kids) if isinstance(kid, Tagged))

    def marks(self) -> Iterator[Mark]:
        """The marks of all content in it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Tagged):
                yield from kid.marks()
            elif isinstance(kid, tuple):
                yield kid

    def text(self, key: str) -> str:
        """A text string among its entries: `/Alt`, `/Lang`."""
        return text_of(self.entries.get(key))


def tagged(facts: Facts) -> list[Tagged]:
    """The elements at the top of the tree, usually one. Elements that are met again, or lie too deep, are left out."""
    tree = facts.dictionary(facts.catalog.get("/StructTreeRoot"))
    reader = _Reader(facts, facts.dictionary(tree.get("/RoleMap")))
    found = (reader.element(kid, "", 0) for kid in facts.array(tree.get("/K")))
    return [element for element in found if element is not None]


class _Reader:
    def __init__(self, facts: Facts, roles: Dictionary) -> None:
        self.facts = facts
        self.roles = roles
        self.met: set[str] = set()

    def element(self, thing: Any, page: str, depth: int) -> Tagged | None:
        entries = self.facts.dictionary(thing)
        reference = str(thing) if isinstance(thing, str) else f"direct {id(thing)}"
        if not entries or depth > DEEPEST or reference in self.met or len(self.met) > MOST_ELEMENTS:
            return None
        self.met.add(reference)
        tag = str(entries.get("/S", "/"))[1:]
        page = str(entries.get("/Pg", page))
        element = Tagged(reference, tag, role_of(self.facts, self.roles, entries), entries, depth)
        for kid in self.facts.array(entries.get("/K")):
            found = self._kid(kid, page, depth)
            if found is not None:
                element.kids.append(found)
        return element

    def _kid(self, kid: Any, page: str, depth: int) -> Tagged | Mark | str | None:
        if isinstance(kid, int):
            return (page, kid)
        entry = self.facts.dictionary(kid)
        if entry.get("/Type") == "/OBJR":
            return str(entry.get("/Obj", ""))
        if entry.get("/Type") == "/MCR":
            number = entry.get("/MCID", -1)
            bearer = str(entry.get("/Stm") or entry.get("/Pg") or page)
            return (bearer, number) if isinstance(number, int) else None
        return self.element(kid, page, depth + 1)
