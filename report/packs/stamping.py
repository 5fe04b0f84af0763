"""Stamps, each on a page of its own → stamps on the pages of the pack, as artifacts."""

from __future__ import annotations

import contextlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

from report.packs.geometry import Matrix
from report.packs.inked import PageInk
from report.packs.margins import inherited, visible

_MARKS = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})


def stamp_forms(stamps: pikepdf.Pdf, width: float, height: float) -> list[Object]:
    """The lower left corner of each page, of this size in pt, as a form without marks."""
    forms: list[Object] = []
    for page in stamps.pages:
        form = page.as_form_xobject()
        kept = [step for step in pikepdf.parse_content_stream(form) if str(step.operator) not in _MARKS]
        form.write(pikepdf.unparse_content_stream(kept))
        form.BBox = Array([0, 0, width, height])
        for key in ("/StructParents", "/Group"):
            if key in form:
                del form[key]
        forms.append(form)
    return forms


def seal(page: pikepdf.Page) -> None:
    """End a page's content with operators that do nothing: if they cannot be found there again, a string or a
    dictionary before them never ends, and would swallow what is added."""
    page.contents_add(b"\nq Q\n")


def balance(paper: pikepdf.Pdf, page: pikepdf.Page, ink: PageInk) -> None:
    """Close what a page's content leaves open, so that what is added stands by itself. Content that cannot be taken
    apart is put in a form, which ends for itself."""
    if ink.broken or not ink.sealed:
        form = paper.make_stream(_content(page))
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array(list(visible(page)))
        form.Resources = inherited(page.obj, "/Resources") or Dictionary()
        page.obj.Resources = Dictionary(XObject=Dictionary(Broken=form))
        page.obj.Contents = paper.make_stream(b"q /Broken Do Q")
        ink.marked = False
        return
    begun = b"q\n" * (1 + ink.closed_early)
    page.contents_add(begun, prepend=True)
    page.contents_add(b"\n" + b"EMC\n" * ink.marks_open + b"Q\n" * (1 + ink.left_open))


def _content(page: pikepdf.Page) -> bytes:
    """A page's content as far as its streams can be read."""
    held = page.obj.get("/Contents", Array())
    parts: list[bytes] = []
    for stream in held if isinstance(held, Array) else [held]:
        with contextlib.suppress(pikepdf.PdfError):
            if isinstance(stream, pikepdf.Stream):
                parts.append(stream.read_bytes())
    return b"\n".join(parts)


def put_stamp(pack: pikepdf.Pdf, page: Object, form: Object, matrix: Matrix) -> None:
    """Draw a stamp, a form that the pack owns, on a page of the pack."""
    resources, forms = Dictionary(), Dictionary()
    held = inherited(page, "/Resources")
    for key, value in held.items() if isinstance(held, Dictionary) else ():
        resources[key] = value
    drawn = resources.get("/XObject")
    for key, value in drawn.items() if isinstance(drawn, Dictionary) else ():
        forms[key] = value
    name = "/PackStamp"
    while name in forms:
        name += "_"
    forms[name] = form
    resources.XObject = forms
    page.Resources = resources
    numbers = " ".join(f"{value:.4f}" for value in matrix)
    content = f"/Artifact <</Type/Pagination/Subtype/Footer>> BDC\nq {numbers} cm {name} Do Q\nEMC\n"
    pikepdf.Page(page).contents_add(pack.make_stream(content.encode()))
