"""Pages that nobody tagged → pages that are read: a section for each with its words, or a figure where it has none."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Object, Operator, Pdf, String

from report.packs.margins import visible
from report.packs.structure import StructureMerger

_ROLES = {"/Link": Name.Link, "/Widget": Name.Form}


class Reading(Struct, frozen=True):
    """What stands on a page: its words, or what is told in their place where it has none that can be read; and whether
    its content has marks, which have to go. A `blank` page shows nothing at all."""

    words: str
    alternative: str = ""
    marked: bool = True
    blank: bool = False


def tag_pages(
    pack: Pdf, pages: Sequence[Object], structure: StructureMerger, title: str, readings: Sequence[Reading]
) -> Object:
    """Give pages that stand in the pack a structure of their own, under a part with this title; returns the part. Each
    page is a section that reads as its words, in the order in which it shows them, then its links."""
    part = structure.hang(title)
    kids: list[Object] = []
    for page, reading in zip(pages, readings, strict=True):
        role = b"/Artifact" if reading.blank else b"/P" if reading.words else b"/Figure"
        _wrap(pack, page, role, marked=reading.marked)
        section = pack.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, P=part))
        element = pack.make_indirect(Dictionary(Type=Name.StructElem, S=Name(role.decode()), P=section, Pg=page, K=0))
        if reading.words:
            element.ActualText = String(reading.words)
        else:
            element.Alt = String(reading.alternative)
            element.A = Dictionary(O=Name.Layout, BBox=Array(list(visible(pikepdf.Page(page)))), Placement=Name.Block)
        shown = [] if reading.blank else [element]
        section.K = Array([*shown, *_annotations(pack, page, section, structure)])
        page.StructParents = structure.add_parent(pack.make_indirect(Array(shown)))
        page.Tabs = Name.S
        kids.append(section)
    part.K = Array(kids)
    return part


def _wrap(pack: Pdf, page: Object, role: bytes, *, marked: bool) -> None:
    """Mark all of a page's content as one. Marks of a half-made structure go, those of layers stay."""
    begin = (role + b" BMC\nq\n") if role == b"/Artifact" else (role + b" <</MCID 0>> BDC\nq\n")
    if not marked:
        pikepdf.Page(page).contents_add(begin, prepend=True)
        pikepdf.Page(page).contents_add(b"\nQ\nEMC\n")
        return
    kept: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    dropped: list[bool] = []
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
        kept.append(instruction)
    kept += [pikepdf.ContentStreamInstruction([], Operator("EMC"))] * sum(not gone for gone in dropped)
    body = pikepdf.unparse_content_stream(kept)
    page.Contents = pack.make_stream(begin + body + b"\nQ\nEMC\n")


def _annotations(pack: Pdf, page: Object, section: Object, structure: StructureMerger) -> list[Object]:
    """An element for each link, field and remark on a page."""
    found: list[Object] = []
    for annotation in page.get("/Annots", Array()):
        if not isinstance(annotation, Dictionary) or annotation.get("/Subtype") == Name.Popup:
            continue
        role = _ROLES.get(str(annotation.get("/Subtype", "")), Name.Annot)
        element = pack.make_indirect(Dictionary(Type=Name.StructElem, S=role, P=section, Pg=page))
        element.K = Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page)
        annotation.StructParent = structure.add_parent(element)
        if "/Contents" not in annotation and role != Name.Form:
            annotation.Contents = String(_target(annotation))
        found.append(element)
    return found


def _target(annotation: Object) -> str:
    """Where a link goes, in words."""
    action = annotation.get("/A")
    if isinstance(action, Dictionary) and "/URI" in action:
        return str(action.URI)
    return "Link"
