"""Pages that nobody tagged → pages that are read: a paragraph for each, or a figure where it has no text."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, String

from report.pack.structure import StructureMerger

TEXT = {"Tj", "TJ", "'", '"'}


def tag_pages(
    pack: Pdf, pages: Sequence[Object], structure: StructureMerger, title: str, describe: Callable[[int], str]
) -> Object:
    """Give pages that stand in the pack a structure of their own, under a part with this title; returns the part.
    `describe` tells, from a page's index, what stands in place of the words of a page without any."""
    part = structure.hang(title)
    kids: list[Object] = []
    for index, page in enumerate(pages):
        reads = _wrap(pack, page)
        element = pack.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P if reads else Name.Figure, P=part))
        element.Pg = page
        element.K = 0
        if not reads:
            box = Array([float(side) for side in pikepdf.Page(page).mediabox])
            element.Alt = String(describe(index))
            element.A = Dictionary(O=Name.Layout, BBox=box, Placement=Name.Block)
        links = _links(pack, page, element, structure)
        if links:
            element.K = Array([0, *links])
        page.StructParents = structure.add_parent(pack.make_indirect(Array([element])))
        page.Tabs = Name.S
        kids.append(element)
    part.K = Array(kids)
    return part


def _wrap(pack: Pdf, page: Object) -> bool:
    """Mark all of a page's content as one; returns whether it shows text. Marks of a half-made structure go, those of
    layers stay."""
    kept: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    reads, dropped = False, []
    for instruction in pikepdf.parse_content_stream(pikepdf.Page(page)):
        operator = str(instruction.operator)
        if operator in ("BMC", "BDC"):
            layer = bool(instruction.operands) and instruction.operands[0] == Name.OC
            dropped.append(not layer)
            if not layer:
                continue
        elif operator == "EMC":
            if not dropped or dropped.pop():
                continue
        elif operator in ("MP", "DP"):
            continue
        reads = reads or operator in TEXT
        kept.append(instruction)
    kept += [pikepdf.ContentStreamInstruction([], Operator("EMC"))] * sum(not gone for gone in dropped)
    body = pikepdf.unparse_content_stream(kept)
    reads = reads or _forms_read(page)
    role = b"/P" if reads else b"/Figure"
    page.Contents = pack.make_stream(role + b" <</MCID 0>> BDC\nq\n" + body + b"\nQ\nEMC\n")
    return reads


def _forms_read(page: Object) -> bool:
    """Whether a form that the page draws shows text."""
    seen: set[tuple[int, int]] = set()
    waiting = [page.get("/Resources")]
    while waiting:
        resources = waiting.pop()
        forms = resources.get("/XObject") if isinstance(resources, Dictionary) else None
        for _, form in forms.items() if isinstance(forms, Dictionary) else ():
            if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != Name.Form or form.objgen in seen:
                continue
            seen.add(form.objgen)
            if any(str(one.operator) in TEXT for one in pikepdf.parse_content_stream(form)):
                return True
            waiting.append(form.get("/Resources"))
    return False


def _links(pack: Pdf, page: Object, element: Object, structure: StructureMerger) -> list[Object]:
    """An element for each link of a page."""
    found: list[Object] = []
    for annotation in page.get("/Annots", Array()):
        if not isinstance(annotation, Dictionary) or annotation.get("/Subtype") != Name.Link:
            continue
        link = pack.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Link, P=element, Pg=page))
        link.K = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
        annotation.StructParent = structure.add_parent(link)
        if "/Contents" not in annotation:
            annotation.Contents = String(_target(annotation))
        found.append(link)
    return found


def _target(annotation: Object) -> str:
    """Where a link goes, in words."""
    action = annotation.get("/A")
    if isinstance(action, Dictionary) and "/URI" in action:
        return str(action.URI)
    return "Link"
