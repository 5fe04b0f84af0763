"""Structure trees of several papers → one tree: parent trees, roles, classes, ids and namespaces of each renumbered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from report.packs.trees import entries

DEEPEST = 2000
"""Elements inside each other: more is no structure but a trap."""


class StructureMerger:
    """Collects the structure of papers whose pages stand in the pack already."""

    def __init__(self, pack: pikepdf.Pdf) -> None:
        self._pack = pack
        self.document: Object = pack.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document))
        self._kids: list[Object] = []
        self._parents: dict[int, Object] = {}
        self._roles: dict[str, str] = {}
        self._classes: dict[str, Object] = {}
        self._ids: dict[bytes, Object] = {}
        self._namespaces: list[Object] = []
        self.next_key = 0

    def graft(self, key: str, title: str, root: Object, pages: list[Object], language: str) -> Object:
        """Hang a paper's structure under the pack's document; returns the element that holds it.

        `root` is the paper's structure tree root, copied into the pack after its pages, `pages` those pages. `key`
        makes ids and classes the paper's own."""
        offset = self.next_key
        for holder, entry in _numbered(pages):
            holder[entry] = int(holder[entry]) + offset
        tree = root.get("/ParentTree")
        parents = {int(number): entry for number, entry in entries(tree, "/Nums")}
        self._parents |= {number + offset: entry for number, entry in parents.items()}
        self.next_key = offset + max([int(root.get("/ParentTreeNextKey", 0)), *(number + 1 for number in parents)])
        renamed = self._merge_roles(key, root.get("/RoleMap"))
        classes = self._merge_classes(key, root.get("/ClassMap"))
        self._namespaces += list(root.get("/Namespaces", []))
        kids = _once(_kids_of(root))
        for element in elements_below(kids):
            self._settle(element, key, renamed, classes)
        return self._hang(title, kids, language)

    def hang(self, title: str, language: str = "") -> Object:
        """A new, empty part of the document, for pages that have no structure of their own."""
        return self._hang(title, [], language)

    def split(self, part: Object, count: int) -> list[Object]:
        """Take the last elements out of a part; each waits to be placed."""
        kids = list(part.K)
        if not count:
            return []
        part.K = Array(kids[:-count])
        return kids[-count:]

    def place(self, element: Object) -> None:
        """Let an element come next in the document."""
        element.P = self.document
        self._kids.append(element)

    def add_parent(self, entry: Object) -> int:
        """Book an entry of the parent tree; returns its key."""
        self._parents[self.next_key] = entry
        self.next_key += 1
        return self.next_key - 1

    def close(self, language: str) -> None:
        """Write the tree into the pack."""
        pack = self._pack
        root = pack.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=self.document))
        self.document.P = root
        self.document.K = Array(self._kids)
        if language:
            self.document.Lang = String(language)
        numbers: list[Any] = []
        for key in sorted(self._parents):
            numbers += [key, self._parents[key]]
        root.ParentTree = pack.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = self.next_key
        if self._roles:
            root.RoleMap = Dictionary({f"/{name}": Name(f"/{target}") for name, target in sorted(self._roles.items())})
        if self._classes:
            root.ClassMap = Dictionary({f"/{name}": self._classes[name] for name in sorted(self._classes)})
        if self._ids:
            names: list[Any] = []
            for identity in sorted(self._ids):
                names += [String(identity), self._ids[identity]]
            root.IDTree = pack.make_indirect(Dictionary(Names=Array(names)))
        if self._namespaces:
            root.Namespaces = Array(self._namespaces)
        pack.Root.StructTreeRoot = root
        pack.Root.MarkInfo = Dictionary(Marked=True)

    def _hang(self, title: str, kids: list[Object], language: str) -> Object:
        """A part for one paper. The paper's own Document element becomes that part: a document has one."""
        only = kids[0] if len(kids) == 1 and kids[0].get("/S") == Name.Document else None
        if only is None:
            part: Object = self._pack.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part, K=Array(kids)))
            for kid in kids:
                kid.P = part
        else:
            part = only
            part.S = Name.Part
        part.P = self.document
        part.T = String(title)
        if language and "/Lang" not in part:
            part.Lang = String(language)
        self._kids.append(part)
        return part

    def _merge_roles(self, key: str, roles: Object | None) -> dict[str, str]:
        """Take over a paper's role map; returns new names for those that another paper maps otherwise."""
        known = {} if roles is None else {name[1:]: str(target)[1:] for name, target in roles.items()}
        renamed: dict[str, str] = {}
        for name in known:
            target, seen = known[name], {name}
            while target in known and target not in seen:
                seen.add(target)
                target = known[target]
            if self._roles.setdefault(name, target) != target:
                renamed[name] = f"{name}-{key}"
                self._roles[renamed[name]] = target
        return renamed

    def _merge_classes(self, key: str, classes: Object | None) -> dict[str, str]:
        renamed: dict[str, str] = {}
        for name, attributes in classes.items() if classes is not None else ():
            renamed[name[1:]] = f"{key}-{name[1:]}"
            self._classes[renamed[name[1:]]] = attributes
        return renamed

    def _settle(self, element: Object, key: str, roles: dict[str, str], classes: dict[str, str]) -> None:
        """Make one element's names the pack's."""
        role = str(element.get("/S", "/"))[1:]
        if role in roles and "/NS" not in element:
            element.S = Name(f"/{roles[role]}")
        if "/ID" in element:
            identity = _own(key, element.ID)
            element.ID = String(identity)
            self._ids[identity] = element
        if classes and "/C" in element:
            given = element.C
            named = [Name(f"/{classes.get(str(name)[1:], str(name)[1:])}") if isinstance(name, Name) else name
                     for name in (given if isinstance(given, Array) else [given])]  # fmt: skip
            element.C = Array(named)
        if "/A" in element:
            for attributes in _attributes(element.A):
                if "/Headers" in attributes:
                    attributes.Headers = Array([String(_own(key, header)) for header in attributes.Headers])


def _once(kids: list[Object]) -> list[Object]:
    """The elements themselves, with each below them named once, by one parent: a tree, whatever the paper has."""
    seen: set[tuple[int, int]] = set()
    dropped: list[tuple[Object, Object]] = []
    kept: list[Object] = []
    stack: list[tuple[Object | None, Object, int]] = [(None, kid, 0) for kid in reversed(kids)]
    while stack:
        parent, element, depth = stack.pop()
        key = element.objgen
        if depth > DEEPEST or (element.is_indirect and key in seen):
            if parent is not None:
                dropped.append((parent, element))
            continue
        seen.add(key)
        if parent is None:
            kept.append(element)
        stack += [(element, kid, depth + 1) for kid in reversed(_kids_of(element))]
    for parent, element in dropped:
        held = parent.K
        left = [kid for kid in held if not _same(kid, element)] if isinstance(held, Array) else []
        parent.K = Array(left)
    return kept


def _same(one: Object, other: Object) -> bool:
    return isinstance(one, Dictionary) and one.is_indirect and one.objgen == other.objgen


def elements_below(kids: list[Object]) -> Iterator[Object]:
    """Every structure element below and among these, each once however often it is named."""
    seen: set[tuple[int, int]] = set()
    stack = [(kid, 0) for kid in reversed(kids)]
    while stack:
        element, depth = stack.pop()
        if not isinstance(element, Dictionary) or "/S" not in element or depth > DEEPEST:
            continue
        if element.is_indirect:
            if element.objgen in seen:
                continue
            seen.add(element.objgen)
        yield element
        stack += [(kid, depth + 1) for kid in reversed(_kids_of(element))]


def _kids_of(element: Object) -> list[Object]:
    kids = element.get("/K")
    if kids is None:
        return []
    held = list(kids) if isinstance(kids, Array) else [kids]
    return [kid for kid in held if isinstance(kid, Dictionary) and kid.get("/Type") not in (Name.MCR, Name.OBJR)]


def _attributes(attributes: Object) -> Iterator[Object]:
    for one in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(one, Dictionary | pikepdf.Stream):
            yield one


def _numbered(pages: list[Object]) -> Iterator[tuple[Object, str]]:
    """What has a key of the parent tree: pages, annotations, and the forms that pages draw; each once."""
    seen: set[tuple[int, int]] = set()

    def once(thing: Object) -> bool:
        if thing.is_indirect:
            if thing.objgen in seen:
                return False
            seen.add(thing.objgen)
        return True

    for page in pages:
        if "/StructParents" in page:
            yield page, "/StructParents"
        for annotation in page.get("/Annots", []):
            if isinstance(annotation, Dictionary) and once(annotation) and "/StructParent" in annotation:
                yield annotation, "/StructParent"
        drawn = [page.get("/Resources")]
        while drawn:
            resources = drawn.pop()
            forms = resources.get("/XObject") if isinstance(resources, Dictionary) else None
            for _, form in forms.items() if isinstance(forms, Dictionary) else ():
                if not isinstance(form, pikepdf.Stream) or not once(form):
                    continue
                for entry in ("/StructParents", "/StructParent"):
                    if entry in form:
                        yield form, entry
                drawn.append(form.get("/Resources"))


def _own(key: str, identity: Object) -> bytes:
    return key.encode() + b"." + bytes(identity)
