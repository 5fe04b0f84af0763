"""The tree that will be written: elements with content, made of the layout's elements and the structure log."""

from __future__ import annotations

from msgspec import Struct, field

from report.model.structure import Attributes, MarkedContent

Box = tuple[float, float, float, float]


class Annotation(Struct, frozen=True):
    """A link annotation among an element's kids: its place in the log's list of links, and its sheet."""

    index: int
    sheet: int


class Node(Struct):
    """A structure element with content. `tag` is what is written; `box` its bounding box in pt on its page."""

    tag: str
    attributes: Attributes
    kids: list[Node | MarkedContent | Annotation] = field(default_factory=list)
    box: Box | None = None


def walk(root: Node) -> list[Node]:
    """All nodes in reading order."""
    found = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting.extend(kid for kid in reversed(node.kids) if isinstance(kid, Node))
    return found
