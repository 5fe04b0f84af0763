"""Turns a face and the glyphs in use into the font file that a PDF embeds, and the numbers its descriptor needs."""

from __future__ import annotations

import re
import struct
from collections.abc import Collection

import uharfbuzz as hb
from msgspec import Struct

from report.typography.faces import Face

_UNUSED_TABLES = (
    *("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "STAT", "DSIG", "name", "post", "cmap", "OS/2", "meta"),
    *("gasp", "hdmx", "VDMX", "LTSH", "PCLT", "MVAR", "avar", "HVAR", "VVAR"),
)
_FIXED_PITCH, _SERIF, _SYMBOLIC, _ITALIC = 1, 2, 4, 64


class Descriptor(Struct, frozen=True):
    """What a PDF FontDescriptor says (ISO 32000-1, table 122), in thousandths of the em; the angle in degrees."""

    face: Face
    postscript_name: str
    bbox: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int
    italic_angle: float
    stem_v: int
    flags: int

    def advance(self, gid: int) -> float:
        """Advance width of a glyph in thousandths of the em, for the W array."""
        return self.face.advance(gid) * 1000.0 / self.face.units_per_em


def subset(face: Face, gids: Collection[int]) -> bytes:
    """The glyphs of a face at its axis positions, under their own glyph ids. A TrueType file (FontFile2), or for a
    PostScript-flavoured font its bare CFF table (FontFile3, CIDFontType0C)."""
    wanted = hb.SubsetInput()
    flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_HINTING
    flags |= hb.SubsetFlags.NO_LAYOUT_CLOSURE
    if face.is_cff:
        flags |= hb.SubsetFlags.DOWNGRADE_CFF2 | hb.SubsetFlags.CFF_IDENTITY_CHARSET | hb.SubsetFlags.DESUBROUTINIZE
    wanted.flags = flags
    wanted.glyph_set.update(sorted({0, *gids}))
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode("ascii"), "big") for tag in _UNUSED_TABLES)
    for tag in face.program.axes:
        wanted.pin_axis_location(face.program.hb_face, tag, face.axes[tag])
    made = hb.subset(face.program.hb_face, wanted)
    return bytes(made.reference_table("CFF ").data) if face.is_cff else bytes(made.blob.data)


def descriptor(face: Face) -> Descriptor:
    """The numbers of a face's FontDescriptor. The stem's width is estimated from the weight, as fonts do not tell."""
    scale = 1000.0 / face.units_per_em
    head, post, os2 = (face.program.table(tag) for tag in ("head", "post", "OS/2"))
    box = struct.unpack(">4h", head[36:44]) if len(head) >= 44 else (0, face.descent / scale, 0, face.ascent / scale)
    weight = face.axes.get("wght", float(face.program.weight))
    flags = _SYMBOLIC | (_ITALIC if face.program.is_italic else 0)
    flags |= _FIXED_PITCH if len(post) >= 16 and any(post[12:16]) else 0
    flags |= _SERIF if len(os2) >= 32 and 1 <= os2[30] <= 5 else 0
    return Descriptor(
        face=face,
        postscript_name=_postscript_name(face),
        bbox=(round(box[0] * scale), round(box[1] * scale), round(box[2] * scale), round(box[3] * scale)),
        ascent=round(face.ascent * 1000),
        descent=round(face.descent * 1000),
        cap_height=round(face.cap_height * 1000),
        italic_angle=face.program.italic_angle,
        stem_v=round(10 + 220 * (weight - 50) / 900),
        flags=flags,
    )


def _postscript_name(face: Face) -> str:
    """A name of its own for each instance, as `SourceSerif4-opsz10wght400`; at most 63 plain characters."""
    family = re.sub("[^A-Za-z0-9]", "", face.family) or "Font"
    _, _, instance = face.key.partition("|")
    return f"{family}-{re.sub('[^A-Za-z0-9]', '', instance.replace('.', 'p'))}"[:63]
