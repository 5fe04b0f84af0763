"""Turns the structure of inserted files into part of ours: their elements, with their content in forms on our pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from msgspec import Struct, field

from report.finish.roles import STANDARD
from report.finish.verify import verify

DEEPEST = 200  # elements inside each other: more is no structure but a trap
_OWN_BUSINESS = frozenset({
    "language", "title", "title-hidden", "metadata", "output-intent", "tab-order", "action", "colour-space",
    "link-description", "link-print", "font-not-readable", "font-not-embedded",
})  # fmt: skip
"""What is ours to say of the whole file, or told of inserted files in other words."""

_KEPT_LINKS = pikepdf.Name.Link


def well_tagged(paper: pikepdf.Pdf, data: bytes) -> bool:
    """Whether a file's structure can become part of ours: all content is tagged or an artifact, tags are standard ones
    or mapped to them, and nothing but links would be lost with its annotations."""
    try:
        return _well_tagged(paper, data)
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        return False


def _well_tagged(paper: pikepdf.Pdf, data: bytes) -> bool:
    catalog: Any = paper.Root
    root = catalog.get("/StructTreeRoot")
    if root is None or "/Namespaces" in root or not catalog.get("/MarkInfo", {}).get("/Marked", False):
        return False
    for page in paper.pages:
        bearer: Any = page.obj
        if any(annotation.get("/Subtype") != _KEPT_LINKS for annotation in bearer.get("/Annots", [])):
            return False
        forms = bearer.get("/Resources", {}).get("/XObject", {})
        if any("/StructParents" in form for form in forms.values()):
            return False
    return not {problem.code for problem in verify(data)} - _OWN_BUSINESS


class Graft(Struct):
    """One inserted file on its way into ours. `forms` are the forms that hold its pages, with our pages, by page."""

    key: str
    forms: dict[int, tuple[pikepdf.Object, pikepdf.Object]] = field(default_factory=dict)
    holders: dict[int, dict[int, pikepdf.Object]] = field(default_factory=dict)
    ids: list[tuple[bytes, pikepdf.Object]] = field(default_factory=list)


def prepare(paper: pikepdf.Pdf, wanted: set[int]) -> list[pikepdf.Object]:
    """The top elements of a file, loose from it: roles are standard, pieces of content bear the number of their page,
    and what belongs to other pages than those wanted is left out."""
    root = paper.Root.StructTreeRoot
    roles = {str(tag): str(role) for tag, role in root.get("/RoleMap", {}).items()}
    pages = {page.obj.objgen: index for index, page in enumerate(paper.pages)}
    kept = []
    for element in _kids(root):
        if _trim(element, None, roles, pages, wanted, 0):
            del element["/P"]
            kept.append(element)
    return kept


def graft(pdf: pikepdf.Pdf, holder: pikepdf.Object, tops: list[pikepdf.Object], made: Graft) -> None:
    """Hang copied elements under an element of ours, and book their content."""
    for top in tops:
        top["/P"] = holder
        if str(top.S) == "/Document":
            top["/S"] = pikepdf.Name.Sect
        _settle(pdf, top, made)
    holder["/S"] = pikepdf.Name.Sect
    holder["/K"] = pikepdf.Array(tops)
    for key in ("/Alt", "/A", "/Pg"):
        if key in holder:
            del holder[key]


def book(pdf: pikepdf.Pdf, grafts: Mapping[Any, Graft]) -> None:
    """Enter the content and the ids of grafted elements in the parent tree and the tree of ids."""
    root: Any = pdf.Root.StructTreeRoot
    numbers = root.ParentTree.Nums
    key = int(root.ParentTreeNextKey)
    named = [(bytes(name), element) for name, element in _pairs(root.get("/IDTree", {}).get("/Names", []))]
    for made in grafts.values():
        named += made.ids
        for page, (form, _) in sorted(made.forms.items()):
            holders = made.holders.get(page, {})
            listed = [holders.get(mcid, pikepdf.Object.parse(b"null")) for mcid in range(max(holders, default=-1) + 1)]
            form["/StructParents"] = key
            numbers.append(key)
            numbers.append(pdf.make_indirect(pikepdf.Array(listed)))
            key += 1
    root["/ParentTreeNextKey"] = key
    if named:
        names = [entry for name, element in sorted(named, key=lambda one: one[0]) for entry in (name, element)]
        entries = pikepdf.Array([pikepdf.String(one) if isinstance(one, bytes) else one for one in names])
        root["/IDTree"] = pikepdf.Dictionary(Names=entries)


def bare(page: pikepdf.Page) -> bytes:
    """A page's content with the inserted form outside all marks of ours: its own marks count. What else is on the page
    keeps its marks."""
    kept: list[Any] = []
    waiting: list[int] = []  # where each mark that is open begins; -1 once it is taken away
    for entry in pikepdf.parse_content_stream(page):
        name = str(entry.operator)
        if name in ("BDC", "BMC"):
            waiting.append(len(kept))
        elif name == "Do" and str(entry.operands[0]).startswith("/Insert"):
            for begins in waiting:
                kept[begins] = None
            waiting = [-1] * len(waiting)
        elif name == "EMC" and waiting.pop() < 0:
            continue
        kept.append(entry)
    return pikepdf.unparse_content_stream([entry for entry in kept if entry is not None])


def _kids(element: pikepdf.Object) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _trim(
    element: pikepdf.Object, page: int | None, roles: Mapping[str, str], pages: Mapping[Any, int], wanted: set[int],
    depth: int,
) -> bool:  # fmt: skip
    """Make an element and all below it ready to be copied; False when nothing is left of it."""
    if depth > DEEPEST:
        raise ValueError("elements are nested too deep")
    if "/Pg" in element:
        page = pages.get(element.Pg.objgen)
        del element["/Pg"]
    role = str(element.S)
    for _ in range(len(roles)):
        role = roles.get(role, role)
    element["/S"] = pikepdf.Name(role)
    kept: list[Any] = []
    for kid in _kids(element):
        if isinstance(kid, int):
            kept += _piece(page, kid, wanted)
        elif kid.get("/Type") == pikepdf.Name.MCR:
            on = pages.get(kid.Pg.objgen) if "/Pg" in kid else page
            kept += _piece(on, int(kid.MCID), wanted)
        elif kid.get("/Type") != pikepdf.Name.OBJR and _trim(kid, page, roles, pages, wanted, depth + 1):
            kept.append(kid)
    if role == "/Link":
        element["/S"] = pikepdf.Name.Span  # its annotation is not carried over
    for key in ("/C", "/R"):
        if key in element:
            del element[key]
    element["/K"] = pikepdf.Array(kept)
    return bool(kept) or role in ("/TD", "/TH")


def _piece(page: int | None, mcid: int, wanted: set[int]) -> Iterator[pikepdf.Dictionary]:
    if page is not None and page in wanted:
        yield pikepdf.Dictionary(Type=pikepdf.Name.MCR, MCID=mcid, InsertedPage=page)


def _settle(pdf: pikepdf.Pdf, element: pikepdf.Object, made: Graft) -> None:
    """Lead the content of copied elements to our pages, and make their ids ours."""
    if str(element.S)[1:] not in STANDARD:
        raise ValueError(f"the tag {element.S} is no standard one")
    if "/ID" in element:
        name = made.key.encode() + bytes(element.ID)
        element["/ID"] = pikepdf.String(name)
        made.ids.append((name, element))
    attributes = element.get("/A")
    for entry in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(entry, pikepdf.Dictionary) and "/Headers" in entry:
            entry["/Headers"] = pikepdf.Array([pikepdf.String(made.key.encode() + bytes(one)) for one in entry.Headers])
    for kid in _kids(element):
        if "/InsertedPage" in kid:
            number = int(kid.InsertedPage)
            form, page = made.forms[number]
            del kid["/InsertedPage"]
            kid["/Pg"], kid["/Stm"] = page, form
            made.holders.setdefault(number, {})[int(kid.MCID)] = element
        else:
            _settle(pdf, kid, made)


def _pairs(entries: Any) -> Iterator[tuple[Any, Any]]:
    listed = list(entries)
    yield from zip(listed[::2], listed[1::2], strict=False)
