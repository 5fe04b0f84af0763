"""Named destinations and actions of a paper → those of the pack: names made the paper's own, what must not run taken
out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from report.packs.trees import entries

HARMFUL = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/ResetForm",
    "/Movie",
    "/Sound",
    "/Rendition",
    "/RichMediaExecute",
}
"""Actions that run or send something; a pack only goes to places."""
LONGEST_CHAIN = 20


def named_destinations(paper: pikepdf.Pdf) -> dict[str, Object]:
    """A paper's named destinations by name, from its name tree and from the older dictionary."""
    found: dict[str, Object] = {}
    older = paper.Root.get("/Dests")
    if isinstance(older, Dictionary):
        found |= {name[1:]: place for name, place in older.items()}
    names = paper.Root.get("/Names")
    tree = names.get("/Dests") if isinstance(names, Dictionary) else None
    for name, place in entries(tree, "/Names"):
        found.setdefault(str(name), place)
    return found


def own_name(key: str, name: str) -> str:
    """What a paper's destination is called in the pack."""
    return f"{key}/{name}"


class Redirector:
    """Points the links of one paper at the pack's names. `lost` counts links whose place the paper itself does not
    have, `stopped` the actions that were taken out."""

    def __init__(self, key: str, names: set[str], pages: Sequence[Object] = ()) -> None:
        self._key = key
        self._names = names
        self._pages = pages
        self.lost: list[str] = []
        self.stopped: list[str] = []

    def annotations(self, page: Object) -> None:
        """The links of a page that stands in the pack."""
        for annotation in page.get("/Annots", []):
            if isinstance(annotation, Dictionary):
                self.holder(annotation)
                self._stop_triggers(annotation)
        self._stop_triggers(page)

    def holder(self, thing: Object) -> None:
        """A link or an entry of the outline: whatever has a destination or an action."""
        if "/Dest" in thing:
            thing.Dest = self.place(thing.Dest)
        if "/A" in thing and not self._keep(thing.A):
            del thing["/A"]

    def place(self, place: Object) -> Object:
        """A destination, under its new name where it has one."""
        name = _name(place)
        if name is None:
            return self.paged(place)
        if name not in self._names:
            self.lost.append(name)
        return String(own_name(self._key, name))

    def paged(self, place: Object) -> Object:
        """A destination that names its page by number, as some programs write it, with the page itself."""
        if not isinstance(place, Array) or not len(place):
            return place
        number: object = place[0]
        if not isinstance(number, int | Decimal) or not 0 <= number < len(self._pages):
            return place
        return Array([self._pages[int(number)], *list(place)[1:]])

    def _keep(self, action: Object) -> bool:
        for step in _chain(action):
            kind = str(step.get("/S", ""))
            if kind in HARMFUL:
                self.stopped.append(kind[1:])
                return False
            if kind == "/GoTo" and "/D" in step:
                step.D = self.place(step.D)
        return True

    def _stop_triggers(self, thing: Object) -> None:
        if "/AA" in thing:
            self.stopped.append("AA")
            del thing["/AA"]


def _chain(action: Object) -> Iterator[Object]:
    """An action and those that follow it."""
    waiting, count = [action], 0
    while waiting and count < LONGEST_CHAIN:
        step = waiting.pop(0)
        if not isinstance(step, Dictionary):
            continue
        count += 1
        yield step
        following = step.get("/Next")
        waiting += list(following) if isinstance(following, Array) else [] if following is None else [following]


def _name(place: Object) -> str | None:
    if isinstance(place, String):
        return str(place)
    if isinstance(place, Name):
        return str(place)[1:]
    return None
