"""What the papers of a pack conform to → what the pack may claim, and its metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Object

from report.finish.metadata import xmp_packet
from report.finish.standards import STANDARDS
from report.finish.standards.contract import Identification
from report.finish.syntax import date_string
from report.model.profile import DocumentInformation

_PART = {
    key: re.compile(rb"%s[=>]\s*[\"']?\s*(\w+)" % key.encode())
    for key in ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance")
}


class Claims(Struct, frozen=True):
    """What a paper says of itself: PDF/UA-1, PDF/A-2a, and the colour profile that it is for, by hash."""

    accessible: bool
    archival: bool
    intent: str = ""


def claims_of(paper: pikepdf.Pdf) -> Claims:
    """What the metadata of a paper claim."""
    stream = paper.Root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return Claims(False, False)
    try:
        packet = stream.read_bytes()
        intents = paper.Root.get("/OutputIntents")
        held = intents[0].get("/DestOutputProfile") if isinstance(intents, Array) and len(intents) else None
        intent = sha256(held.read_bytes()).hexdigest() if isinstance(held, pikepdf.Stream) else ""
    except pikepdf.PdfError:
        return Claims(False, False)
    found = {key: (match[1].decode() if (match := pattern.search(packet)) else "") for key, pattern in _PART.items()}
    archival = found["pdfaid:part"] == "2" and found["pdfaid:conformance"].upper() == "A"
    return Claims(found["pdfuaid:part"] == "1", archival, intent)


def identifications(papers: Sequence[Claims], *, encrypted: bool) -> list[Identification]:
    """What a pack of these papers may claim. An encrypted file is no PDF/A (ISO 19005-2, 6.1.3), and papers for
    different colour profiles have no common one."""
    found: list[Identification] = []
    if all(paper.accessible for paper in papers):
        found.append(STANDARDS["ua1"].identification)
    alike = len({paper.intent for paper in papers}) == 1 and bool(papers and papers[0].intent)
    if alike and not encrypted and all(paper.archival for paper in papers):
        found.append(STANDARDS["2a"].identification)
    return found


def describe(
    pack: pikepdf.Pdf, information: DocumentInformation, found: Sequence[Identification], intents: Object | None
) -> None:
    """Write what the pack is into it."""
    packet = pack.make_stream(xmp_packet(information, found))
    packet.Type = pikepdf.Name.Metadata
    packet.Subtype = pikepdf.Name.XML
    pack.Root.Metadata = packet
    date = date_string(information.stamp).strip("()")
    entries = {
        "/Title": information.title, "/Author": information.author, "/Subject": information.subject,
        "/Producer": information.producer, "/CreationDate": date, "/ModDate": date,
    }  # fmt: skip
    written = Dictionary({key: pikepdf.String(value) for key, value in entries.items() if value})
    pack.trailer.Info = pack.make_indirect(written)
    pack.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if intents is not None:
        pack.Root.OutputIntents = intents
