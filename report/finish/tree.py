"""Turns the layout's elements and the structure log into the tree that will be written: what was drawn, and no more."""

from __future__ import annotations

from msgspec.structs import replace

from report.errors import Problem, Realm, ReportError
from report.finish.cells import name_headers, trim_rows
from report.finish.node import Annotation, Box, Node, walk
from report.finish.roles import CELLS, HEADINGS, ROWS, standard
from report.model.structure import Element, Leaf, ObjectLeaf, StructureLog


def grow(structure: Element, log: StructureLog, live: frozenset[int]) -> Node:
    """The tree of what was drawn. `live` holds the links (by index) that become annotations. Elements left empty are
    dropped, links without annotation become spans, and heading levels close ranks, as an excerpt needs.
    Raises ReportError when marked content has no element, two have the same, or a tag is unknown."""
    links: dict[int, list[Annotation]] = {}
    for index in sorted(live):
        link = log.links[index]
        links.setdefault(link.number, []).append(Annotation(index, link.sheet))
    grower = _Grower(log, links)
    root = grower.node(structure) or Node(structure.tag, structure.attributes)
    grower.complain_of_strays()
    _close_ranks(root)
    _name_notes(root)
    name_headers(root)
    return root


class _Grower:
    def __init__(self, log: StructureLog, links: dict[int, list[Annotation]]) -> None:
        self.log = log
        self.links = links
        self.placed: set[int] = set()
        self.blank: dict[int, Node] = {}  # by their identity rows, and groups of rows, of which nothing was drawn
        self.problems: list[Problem] = []

    def node(self, element: Element) -> Node | None:
        """The element with its content, or None when there is none."""
        role = standard(element.tag)
        if not role:
            hint = "add it to the table in report/finish/roles.py"
            self.problems.append(_fault("unknown-tag", f"the tag '{element.tag}' has no standard type", hint))
        node = Node(element.tag, element.attributes)
        filled = False
        for kid in element.kids:
            if isinstance(kid, Element):
                below = self.node(kid)
                if below is not None:
                    node.kids.append(below)
                    filled = filled or (bool(below.kids) and id(below) not in self.blank)
            else:
                self._once(kid)
                found = (
                    self.log.content.get(kid.number, []) if isinstance(kid, Leaf) else self.links.get(kid.number, [])
                )
                node.kids.extend(found)
                filled = filled or bool(found)
        if not filled and role in ROWS and node.kids:
            self.blank[id(node)] = node
        elif not filled and role not in CELLS:
            return None
        if role == "Table":
            trim_rows(node, self.blank)
        if role == "Link" and not any(isinstance(kid, Annotation) for kid in node.kids):
            node.tag = "Span"
        if element.attributes.box:
            node.box = self._box(element)
        return node

    def _once(self, leaf: Leaf | ObjectLeaf) -> None:
        if leaf.number in self.placed:
            self.problems.append(_fault("leaf-twice", f"leaf {leaf.number} stands in the structure twice"))
        self.placed.add(leaf.number)

    def _box(self, element: Element) -> Box | None:
        """The ink of an element's leaves on the first sheet that has any."""
        numbers = [kid.number for inner in element.walk() for kid in inner.kids if isinstance(kid, Leaf)]
        boxes = [self.log.boxes[number] for number in numbers if number in self.log.boxes]
        if not boxes:
            return None
        first = min(box[0] for box in boxes)
        _, lefts, bottoms, rights, tops = zip(*(box for box in boxes if box[0] == first), strict=True)
        return min(lefts), min(bottoms), max(rights), max(tops)

    def complain_of_strays(self) -> None:
        """Raise what was found wrong, and marked content or links that no element holds."""
        for number in sorted((self.log.content.keys() | self.links.keys()) - self.placed):
            self.problems.append(_fault("stray-content", f"leaf {number} was drawn but no element holds it"))
        if self.problems:
            raise ReportError(self.problems)


def _close_ranks(root: Node) -> None:
    """Let no heading lie more than one level below the heading above it (ISO 14289-1, 7.4.2)."""
    above: list[int] = []
    for node in walk(root):
        level = HEADINGS.get(standard(node.tag))
        if level is None:
            continue
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        if len(above) != level:
            node.tag = f"H{len(above)}"


def _name_notes(root: Node) -> None:
    """Give each note an ID of its own, as ISO 14289-1, 7.9 demands, and complain of IDs given twice."""
    nodes = list(walk(root))
    known: set[str] = set()
    problems = []
    for node in nodes:
        if node.attributes.id and node.attributes.id in known:
            problems.append(_fault("id-twice", f"two elements have the ID '{node.attributes.id}'"))
        known.add(node.attributes.id)
    if problems:
        raise ReportError(problems)
    count = 0
    for node in nodes:
        if standard(node.tag) == "Note" and not node.attributes.id:
            count += 1
            while f"note-{count}" in known:
                count += 1
            node.attributes = replace(node.attributes, id=f"note-{count}")


def _fault(code: str, message: str, hint: str = "") -> Problem:
    return Problem(code, message, hint=hint, realm=Realm.OUTPUT)
