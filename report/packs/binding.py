"""Papers as PDFs → one PDF: pages in order, structure, destinations and outlines of each kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, String

from report.packs.destinations import Redirector, named_destinations, own_name
from report.packs.structure import StructureMerger

DEEPEST_OUTLINE = 12


class Bound(Struct, frozen=True):
    """A paper in the pack: its first page (from 0), how many it has, whether its author tagged it, its own page labels,
    names of places that its links miss, kinds of actions that were taken out, and the element of its structure."""

    key: str
    first: int
    count: int
    tagged: bool
    labels: tuple[str, ...]
    lost: tuple[str, ...]
    stopped: tuple[str, ...]
    outline: tuple[OutlineItem, ...]
    element: Object | None


class Binder:
    """One pack in the making. Papers are copied page by page first and everything that points at pages after them:
    what is copied earlier would point at nothing."""

    def __init__(self) -> None:
        self.pack = pikepdf.new()
        self.structure = StructureMerger(self.pack)
        self._destinations: dict[str, Object] = {}
        self._layers: list[tuple[Object, Object]] = []
        self._hidden: list[Object] = []
        self._fields: list[Object] = []

    def add(self, key: str, title: str, paper: pikepdf.Pdf) -> Bound:
        """Append a paper. It is used up by this: take what is needed of it before."""
        first = len(self.pack.pages)
        labels = tuple(str(page.label) for page in paper.pages)
        annotations = [page.obj.get("/Annots") for page in paper.pages]
        for page in paper.pages:
            for entry in ("/Annots", "/B", "/AF"):
                if entry in page.obj:
                    del page.obj[entry]
        self.pack.pages.extend(paper.pages)
        pages: list[Object] = [self.pack.pages[first + index].obj for index in range(len(annotations))]
        for page_obj, held in zip(pages, annotations, strict=True):
            if held is not None and len(held):
                page_obj.Annots = self._copied(paper, held)
        names = named_destinations(paper)
        redirector = Redirector(key, set(names), pages)
        for page_obj in pages:
            redirector.annotations(page_obj)
        self._destinations |= {
            own_name(key, name): redirector.paged(self._copied(paper, place)) for name, place in names.items()
        }
        element = self._graft(key, title, paper, pages)
        self._keep_layers(paper)
        self._keep_fields(key, paper)
        outline = self._outline(paper, redirector)
        return Bound(
            key, first, len(pages), element is not None, labels, tuple(redirector.lost), tuple(redirector.stopped),
            outline, element,
        )  # fmt: skip

    def name_place(self, key: str, name: str, page: Object) -> None:
        """Let a destination of a paper be this page of the pack."""
        self._destinations[own_name(key, name)] = Array([page, Name.XYZ, None, None, None])

    def order(self, pages: Sequence[Object]) -> None:
        """Put the pack's pages in this order; all of them must be there."""
        pack = self.pack
        if len(pages) != len(pack.pages):
            raise ValueError(f"{len(pages)} pages are in order, {len(pack.pages)} are there")
        tree = pack.make_indirect(Dictionary(Type=Name.Pages, Kids=Array(list(pages)), Count=len(pages)))
        for page in pages:
            page.Parent = tree
        pack.Root.Pages = tree

    def close(self, outline: Iterable[OutlineItem], language: str) -> pikepdf.Pdf:
        """The finished pack: its structure, names and outline written."""
        root = self.pack.Root
        self.structure.close(language)
        if self._destinations:
            names: list[Object | String] = []
            for name in sorted(self._destinations, key=lambda one: one.encode("utf-16-be")):
                names += [String(name), self._destinations[name]]
            root.Names = Dictionary(Dests=self.pack.make_indirect(Dictionary(Names=Array(names))))
        if self._fields:
            root.AcroForm = Dictionary(Fields=Array(self._fields))
        if self._layers:
            groups = [group for groups, _ in self._layers for group in groups]
            shown = [group for _, order in self._layers for group in order]
            off = [group for hidden in self._hidden for group in hidden]
            root.OCProperties = Dictionary(
                OCGs=Array(groups), D=Dictionary(Name=String("Layers"), Order=Array(shown), OFF=Array(off))
            )
        with self.pack.open_outline() as written:
            written.root.extend(outline)
        if language:
            root.Lang = String(language)
        return self.pack

    def _graft(self, key: str, title: str, paper: pikepdf.Pdf, pages: list[Object]) -> Object | None:
        """The paper's structure, if it says that it is tagged and has any."""
        root = paper.Root.get("/StructTreeRoot")
        marked = bool(paper.Root.get("/MarkInfo", Dictionary()).get("/Marked", False))
        if root is None or not marked or "/K" not in root:
            for page in pages:
                for entry in ("/StructParents", "/Tabs"):
                    if entry in page:
                        del page[entry]
            return None
        language = str(paper.Root.get("/Lang", ""))
        return self.structure.graft(key, title, self._copied(paper, root), pages, language)

    def _copied(self, paper: pikepdf.Pdf, thing: Object) -> Object:
        """An object of a paper in the pack. Its pages must be there: references to them are theirs then."""
        if not isinstance(thing, Array | Dictionary | pikepdf.Stream):
            return thing
        return self.pack.copy_foreign(thing if thing.is_indirect else paper.make_indirect(thing))

    def _keep_layers(self, paper: pikepdf.Pdf) -> None:
        layers = paper.Root.get("/OCProperties")
        if layers is not None and "/OCGs" in layers:
            groups = self._copied(paper, layers.OCGs)
            self._layers.append((groups, groups))
            usual = layers.get("/D", Dictionary())
            if "/OFF" in usual:
                self._hidden.append(self._copied(paper, usual.OFF))

    def _keep_fields(self, key: str, paper: pikepdf.Pdf) -> None:
        """The paper's form fields, under one of the paper's own, so that no two have one name."""
        form = paper.Root.get("/AcroForm")
        fields = form.get("/Fields") if isinstance(form, Dictionary) else None
        if not isinstance(fields, Array) or not len(fields):
            return
        holder = self.pack.make_indirect(Dictionary(T=String(key)))
        holder.Kids = self._copied(paper, fields)
        for field in holder.Kids:
            field.Parent = holder
        self._fields.append(holder)

    def _outline(self, paper: pikepdf.Pdf, redirector: Redirector) -> tuple[OutlineItem, ...]:
        with paper.open_outline(max_depth=DEEPEST_OUTLINE) as outline:
            return tuple(self._outline_item(paper, item, redirector) for item in outline.root)

    def _outline_item(self, paper: pikepdf.Pdf, item: OutlineItem, redirector: Redirector) -> OutlineItem:
        moved = OutlineItem(item.title)
        held = Dictionary()
        if item.destination is not None and not isinstance(item.destination, int):
            held.Dest = self._copied(paper, item.destination)
        if item.action is not None:
            held.A = self._copied(paper, item.action)
        redirector.holder(held)
        moved.destination = cast("Array | String | Name | None", held.get("/Dest"))
        moved.action = cast("Dictionary | None", held.get("/A"))
        moved.is_closed = True
        moved.children = [self._outline_item(paper, child, redirector) for child in item.children]
        return moved
