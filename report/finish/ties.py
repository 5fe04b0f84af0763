"""Turns links between elements into what PDF 2.0 wants of them: namespaces, references, elements as destinations."""

from __future__ import annotations

from collections.abc import Mapping

from report.finish.addition import Addition
from report.finish.namespaces import HOUSE, OLDER, PDF2, PDF17, mapped, placed
from report.finish.node import Annotation, Node, walk
from report.finish.roles import standard
from report.finish.syntax import name, reference, text_string
from report.model.structure import MarkedContent, StructureLog

INNER = frozenset({"Span", "Em", "Strong", "Link", "Reference", "Lbl", "Code", "Quote", "LBody"})
"""Elements that are part of what a destination leads to, which is the element around them."""


class Ties:
    """What is known of the elements while they are written. `spots` lead from a destination's name to the marked
    content that stands there."""

    def __init__(self, addition: Addition, log: StructureLog, spots: Mapping[str, MarkedContent]) -> None:
        self.waiting: dict[int, str] = {}
        self._namespaces = {address: addition.reserve() for address in (PDF2, PDF17, HOUSE)}
        self._log = log
        self._spots = spots
        self._wanted = set(spots.values())
        self._above: dict[int, tuple[int, str]] = {}  # by element its parent and role
        self._holders: dict[MarkedContent, int] = {}
        self._ids: dict[str, int] = {}
        self._targets: dict[int, list[str]] = {}  # by element the destinations of the links right in it

    def named(self, node: Node, own: int, parent: int) -> str:
        """The name of an element's type, and its namespace; the element is remembered."""
        self._above[own] = parent, standard(node.tag)
        if node.attributes.id:
            self._ids[node.attributes.id] = own
        for kid in node.kids:
            if type(kid) is MarkedContent and kid in self._wanted:
                self._holders[kid] = own
            elif type(kid) is Annotation:
                target = self._log.links[kid.index].target
                if target.startswith("#") and target[1:] not in self._targets.setdefault(own, []):
                    self._targets[own].append(target[1:])
        tag, space = placed(node.tag)
        return f"{name(tag)}/NS {reference(self._namespaces[space])}"

    def waits(self, node: Node) -> bool:
        """Whether an element may refer to others, which is known when all are written."""
        return standard(node.tag) in ("TOCI", "Note", "Link")

    def element(self, destination: str) -> int:
        """The element that a destination leads to; 0 when there is none."""
        if destination in self._ids:
            return self._ids[destination]
        spot = self._spots.get(destination)
        found = self._holders.get(spot, 0) if spot is not None else 0
        while found and self._above[found][1] in INNER:
            found = self._above[found][0]
        return found if found in self._above else 0

    def written(self, addition: Addition, tags: set[str]) -> str:
        """Write the elements that waited, and the namespaces; returns the entry for the root of the tree."""
        references = self._references()
        for own, source in self.waiting.items():
            named = " ".join(reference(other) for other in references.get(own, ()))
            addition.put(own, f"{source}/Ref[{named}]>>" if named else f"{source}>>")
        used = {placed(tag)[1] for tag in tags}
        ours = {tag: mapped(tag) for tag in sorted(tags) if placed(tag)[1] == HOUSE}
        used |= {space for _, space in ours.values()} | {PDF2}
        for space, number in self._namespaces.items():
            roles = ""
            if space == HOUSE:
                pairs = (f"{name(tag)}[{name(to)} {reference(self._namespaces[of])}]" for tag, (to, of) in ours.items())
                roles = f"/RoleMapNS<<{''.join(pairs)}>>"
            addition.put(number, f"<</Type/Namespace/NS{text_string(space)}{roles}>>")
        listed = " ".join(reference(number) for space, number in self._namespaces.items() if space in used)
        names = sorted({placed(tag)[0] for tag in tags} & OLDER.keys())
        older = "".join(f"{name(tag)}{name(OLDER[tag])}" for tag in names)  # for readers that know no namespaces
        return f"/Namespaces[{listed}]/RoleMap<<{older}>>" if older else f"/Namespaces[{listed}]"

    def _references(self) -> dict[int, list[int]]:
        """By element those that it refers to: contents to headings, notes and their citations to each other."""
        found: dict[int, list[int]] = {}
        for link, targets in self._targets.items():
            for target in targets:
                led = self.element(target)
                if not led:
                    continue
                entry = self._around(link, "TOCI")
                if entry:
                    found.setdefault(entry, []).append(led)
                elif self._above[led][1] == "Note":
                    found.setdefault(link, []).append(led)
                    found.setdefault(led, []).append(link)
        return found

    def _around(self, element: int, role: str) -> int:
        """The nearest element of this role that holds an element; 0 when none does."""
        while element in self._above and self._above[element][1] != role:
            element = self._above[element][0]
        return element if element in self._above else 0


def loosen_contents(root: Node, log: StructureLog) -> None:
    """In an excerpt contents name pages that are not there. As PDF 2.0 wants each entry to refer to what it names
    (ISO 14289-2, 8.2.5.8), such contents become plain paragraphs."""
    for contents in [node for node in walk(root) if node.tag == "TOC"]:
        entries = [node for node in walk(contents) if node.tag == "TOCI"]
        if all(any(_leads(kid, log) for kid in entry.kids if isinstance(kid, Node)) for entry in entries):
            continue
        for node in walk(contents):
            if node.tag in ("TOC", "TOCI"):
                node.tag = "Div"
            elif node.tag == "Reference":
                node.tag = "P"


def _leads(node: Node, log: StructureLog) -> bool:
    """Whether there is a link in an element that leads to a place in the document."""
    return node.tag != "TOC" and any(
        type(kid) is Annotation and log.links[kid.index].target.startswith("#")
        for inner in walk(node)
        for kid in inner.kids
    )
