"""What a rule of preflight is, what it looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

import pikepdf
from msgspec import Struct

from report.errors import Severity
from report.finish.facts import Facts
from report.finish.preflight.bounds import BROKEN
from report.finish.preflight.content import show
from report.finish.preflight.shown import Mark, Shown
from report.finish.preflight.tagged import Tagged, tagged
from report.finish.verify import Fault, faults_of

Found = tuple[int, str, Mark | None]
"""The page (from 1; 0: the file as a whole), what is wrong there, and the mark of the content that has it."""


class Finding(Struct, frozen=True):
    """What a rule found. `block` is the block of the sources that it stands in, where that is known."""

    rule: str
    severity: Severity
    page: int
    message: str
    block: str
    source: str


class Subject:
    """A file that is looked into. `standards` are the names of those that it should keep to; `least` is the resolution
    in pixels per inch below which images are told."""

    def __init__(self, pdf: bytes, opened: pikepdf.Pdf, facts: Facts, standards: tuple[str, ...], least: int) -> None:
        self.pdf = pdf
        self.opened = opened
        self.facts = facts
        self.standards = standards
        self.least = least
        self.unread: dict[int, str] = {}  # pages that could not be read, and why

    @cached_property
    def shown(self) -> Mapping[int, Shown]:
        """What each page shows, by its number from 1."""
        found = {}
        for number, page in enumerate(self.opened.pages, 1):
            try:
                found[number] = show(page, reference_of(page.obj))
            except BROKEN as fault:
                self.unread[number] = str(fault)
        return found

    @cached_property
    def pages(self) -> Mapping[str, int]:
        """The numbers of pages by reference."""
        return {reference_of(page.obj): number for number, page in enumerate(self.opened.pages, 1)}

    @cached_property
    def tops(self) -> list[Tagged]:
        """The elements at the top of the structure tree."""
        return tagged(self.facts)

    @cached_property
    def faults(self) -> list[Fault]:
        """What disagrees between content, structure and links."""
        return faults_of(self.facts)


class Rule(Struct, frozen=True):
    """A rule: what it asks, where that is written, and what finds the faults. One with `standards` counts only for
    files that should keep to any of these."""

    what: str
    source: str
    find: Callable[[Subject], Iterator[Found]]
    severity: Severity = Severity.ERROR
    standards: tuple[str, ...] = ()


def reference_of(thing: Any) -> str:
    """An object's reference as facts have it."""
    number, generation = thing.objgen
    return f"{number} {generation} R"
