"""Turns faces and the glyphs used of them into embedded Type0 fonts with text extraction (ISO 32000-1, 9.7)."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping

from reportlab.pdfbase import pdfdoc

from report.paint.canvas import PageCanvas
from report.paint.inks import number
from report.typography.faces import Face
from report.typography.subset import descriptor, subset

CMAP_BLOCK = 100  # the most lines a bfchar block may hold (Adobe Technical Note 5411)
SILENT = "\u2060"  # what a glyph reads as whose text another glyph of its cluster carries: PDF/A wants something


def embed(canvas: PageCanvas, name: str, face: Face, glyphs: Mapping[int, str]) -> None:
    """Put the glyphs of a face into the document under a resource name. Codes are the face's glyph ids, and codes
    above them for glyphs that read otherwise in places."""
    codes = sorted({0, *glyphs})
    gids = sorted({face.glyph(code) for code in codes})
    numbers = descriptor(face)
    base_font = f"/{_subset_tag(face.key, gids)}+{_name(numbers.postscript_name)}"
    program = _program(face, gids)
    described = {
        "Type": "/FontDescriptor",
        "FontName": base_font,
        "Flags": str(numbers.flags),
        "FontBBox": "[" + " ".join(number(side) for side in numbers.bbox) + "]",
        "ItalicAngle": number(numbers.italic_angle),
        "Ascent": number(numbers.ascent),
        "Descent": number(numbers.descent),
        "CapHeight": number(numbers.cap_height),
        "StemV": number(numbers.stem_v),
        "FontFile3" if face.is_cff else "FontFile2": canvas.add_object(program, f"program {name}"),
    }
    descendant = {
        "Type": "/Font",
        "Subtype": "/CIDFontType0" if face.is_cff else "/CIDFontType2",
        "BaseFont": base_font,
        "CIDSystemInfo": "<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
        "FontDescriptor": canvas.add_object(pdfdoc.PDFDictionary(described), f"descriptor {name}"),
        "DW": "0",
        "W": _widths((code, numbers.advance(face.glyph(code))) for code in codes),
    }
    if not face.is_cff:
        descendant["CIDToGIDMap"] = _glyph_map(canvas, name, face, codes)
    to_unicode = _stream(_character_map({gid: text for gid, text in glyphs.items() if gid}), {})
    font = {
        "Type": "/Font",
        "Subtype": "/Type0",
        "BaseFont": base_font,
        "Encoding": "/Identity-H",
        "DescendantFonts": pdfdoc.PDFArray([canvas.add_object(pdfdoc.PDFDictionary(descendant), f"descendant {name}")]),
        "ToUnicode": canvas.add_object(to_unicode, f"characters {name}"),
    }
    canvas.add_font(name, canvas.add_object(pdfdoc.PDFDictionary(font), f"font {name}"))


def _glyph_map(canvas: PageCanvas, name: str, face: Face, codes: list[int]) -> object:
    """The CIDToGIDMap: the identity, or two bytes for every code where some are not glyph ids."""
    if codes[-1] == face.glyph(codes[-1]):
        return "/Identity"
    used = set(codes)
    glyphs = (face.glyph(code) if code in used else 0 for code in range(codes[-1] + 1))
    return canvas.add_object(_stream(b"".join(glyph.to_bytes(2, "big") for glyph in glyphs), {}), f"glyphs {name}")


def _program(face: Face, gids: list[int]) -> pdfdoc.PDFStream:
    data = subset(face, gids)
    kind = {"Subtype": "/CIDFontType0C"} if face.is_cff else {"Length1": str(len(data))}
    return _stream(data, kind)


def _stream(data: bytes, entries: dict[str, str]) -> pdfdoc.PDFStream:
    dictionary = pdfdoc.PDFDictionary({**entries, "Filter": "/FlateDecode"})
    return pdfdoc.PDFStream(dictionary, zlib.compress(data), filters=[])


def _subset_tag(key: str, gids: Iterable[int]) -> str:
    """Six capitals that name this subset (ISO 32000-1, 9.6.4)."""
    digest = hashlib.sha256(f"{key} {','.join(map(str, gids))}".encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _name(text: str) -> str:
    return "".join(letter for letter in text if letter.isascii() and (letter.isalnum() or letter in "-_.+")) or "Font"


def _widths(advances: Iterable[tuple[int, float]]) -> str:
    """The W array, in 1/1000 em: neighbouring codes share a list (ISO 32000-1, 9.7.4.3)."""
    parts: list[str] = []
    previous = -2
    for gid, advance in advances:
        if gid != previous + 1:
            parts.append(f"{'] ' if parts else ''}{gid} [")
        parts.append(number(advance) + " ")
        previous = gid
    return f"[{''.join(parts)}]]"


def _character_map(texts: Mapping[int, str]) -> bytes:
    """The ToUnicode CMap (ISO 32000-1, 9.10.3)."""
    lines = [
        f"<{gid:04X}> <{(text or SILENT).encode('utf-16-be').hex().upper()}>" for gid, text in sorted(texts.items())
    ]
    blocks = [lines[start : start + CMAP_BLOCK] for start in range(0, len(lines), CMAP_BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
""".encode("ascii")
