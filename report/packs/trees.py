"""Name trees and number trees of PDF → their entries in order, also of those badly sorted or holding themselves."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object

MOST_NODES = 200_000


def entries(tree: Object | None, key: str) -> Iterator[tuple[Object, Object]]:
    """Keys and values of a tree (ISO 32000-1, 7.9.6 and 7.9.7); `key` is /Names or /Nums. Nothing is looked up by the
    limits that nodes tell: many programs get them wrong."""
    waiting: list[Object | None] = [tree]
    seen: set[tuple[int, int]] = set()
    for _ in range(MOST_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        if node.is_indirect:
            seen.add(node.objgen)
        held = node.get(key)
        if isinstance(held, Array):
            pairs = list(held)
            yield from zip(pairs[::2], pairs[1::2], strict=False)
        kids = node.get("/Kids")
        waiting += reversed(list(kids)) if isinstance(kids, Array) else []
