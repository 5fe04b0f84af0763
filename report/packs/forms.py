"""A form → the same form as it is filled in: every field drawn and locked, signatures kept as they look."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, Object

READ_ONLY = 1  # ISO 32000-1, table 221
DEEPEST = 50


def lock_fields(paper: pikepdf.Pdf) -> None:
    """Draw what the fields hold, and let nobody change it in the pack."""
    form = paper.Root.get("/AcroForm")
    if not isinstance(form, Dictionary) or not isinstance(form.get("/Fields"), Array):
        return
    if bool(form.get("/NeedAppearances", False)):
        paper.generate_appearance_streams()
    waiting = [(field, 0) for field in form.Fields]
    seen: set[tuple[int, int]] = set()
    while waiting:
        field, depth = waiting.pop()
        if not isinstance(field, Dictionary) or depth > DEEPEST or (field.is_indirect and field.objgen in seen):
            continue
        seen.add(field.objgen)
        _lock(field)
        kids = field.get("/Kids")
        waiting += [(kid, depth + 1) for kid in kids] if isinstance(kids, Array) else []


def _lock(field: Object) -> None:
    field.Ff = int(field.get("/Ff", 0)) | READ_ONLY
    if field.get("/FT") == Name.Sig and "/V" in field:
        del field["/V"]
    for key in ("/AA", "/A"):
        if key in field:
            del field[key]
