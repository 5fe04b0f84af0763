"""Turns painted bytes into a conforming file: each pass adds its part to the catalogue, one save writes it all."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import pikepdf
from msgspec import Struct, field

from report.finish import navigation
from report.finish.addition import Addition
from report.finish.attaching import Attachment, attached
from report.finish.metadata import info_dictionary, xmp_packet
from report.finish.navigation import Spot
from report.finish.standards import Standard, agreed, version_of
from report.finish.structure import StructureWriter
from report.finish.syntax import reference, text_string
from report.finish.ties import Ties, loosen_contents
from report.finish.tree import grow
from report.model.placed import Layout, Page
from report.model.profile import DocumentInformation, Profile
from report.paint import Insertion, Painted
from report.paint.marks import sheet_edge

COLOUR_PROFILES = Path(__file__).parent.parent / "data" / "icc"
CHANNELS = {b"RGB ": 3, b"CMYK": 4, b"GRAY": 1}
NAMESPACED = "2.0"
"""The version of PDF in which structure types stand in namespaces and destinations lead to elements."""


class Edition(Struct):
    """A file in the making: what it is made from, the objects added to it, its catalogue and its pages' entries."""

    painted: Painted
    layout: Layout
    profile: Profile
    information: DocumentInformation
    standards: tuple[Standard, ...]
    pages: Sequence[int]  # object numbers, by sheet
    addition: Addition
    catalog: dict[str, str] = field(default_factory=dict)
    destinations: dict[str, Spot] = field(default_factory=dict)
    links: dict[int, int] = field(default_factory=dict)  # object numbers of annotations, by link in the log
    annotations: dict[int, list[int]] = field(default_factory=dict)  # the same, by sheet
    boxes: list[dict[str, list[float]]] = field(default_factory=list)  # by sheet; none where the page is the trim
    attachments: Sequence[Attachment] = ()
    elements: dict[str, int] | None = None  # object numbers by destination, in PDF 2.0

    @property
    def version(self) -> str:
        return version_of(self.standards)

    @property
    def sheets(self) -> list[Page]:
        """The layout's pages that were painted, in order."""
        return [self.layout.pages[index] for index in self.painted.pages]


class Draft(Struct, frozen=True):
    """A painted file with all that is added to it, not yet written as one. It is little more than bytes, and holds on
    to neither layout nor elements: those of a long report take more memory than its PDF. `annotations` (object
    numbers) and `boxes` are by sheet."""

    pdf: bytes
    profile: Profile
    annotations: Mapping[int, Sequence[int]]
    boxes: Sequence[Mapping[str, list[float]]]
    version: str
    insertions: Sequence[Insertion] = ()


def finish(painted: Painted, layout: Layout, profile: Profile, information: DocumentInformation) -> bytes:
    """Make a painted document conform to its profile's standards. Raises ReportError when layout and painting do not
    agree on what belongs to the structure. Equal input gives equal bytes."""
    return conclude(draft(painted, layout, profile, information))


def draft(
    painted: Painted,
    layout: Layout,
    profile: Profile,
    information: DocumentInformation,
    attachments: Sequence[Attachment] = (),
) -> Draft:
    """Add to a painted document what its profile's standards ask for, and the files that are attached to it. Raises
    ReportError as `finish` does, and when the standards do not agree."""
    standards = agreed(profile, attached=bool(attachments))
    with pikepdf.open(io.BytesIO(painted.pdf)) as pdf:
        pages = [page.obj.objgen[0] for page in pdf.pages]
        page_tree = pdf.Root.Pages.objgen[0]
        addition = Addition(int(pdf.trailer.Size))
    edition = Edition(painted, layout, profile, information, standards, pages, addition, attachments=attachments)
    edition.catalog.update({"Type": "/Catalog", "Pages": reference(page_tree)})
    for run in PASSES.values():
        run(edition)
    catalog = addition.add(f"<<{''.join(f'/{key} {source}' for key, source in edition.catalog.items())}>>")
    informed = all(standard.information for standard in standards)
    info = addition.add(info_dictionary(information, press=profile.press)) if informed else 0
    whole = addition.appended_to(painted.pdf, catalog, info)
    return Draft(whole, profile, edition.annotations, edition.boxes, edition.version, painted.insertions)


def conclude(made: Draft) -> bytes:
    """Join pages and structure, and write the file anew: without what nothing refers to, compact, and with an ID
    made from its content."""
    with ExitStack() as stack:
        pdf = stack.enter_context(pikepdf.open(io.BytesIO(made.pdf)))
        if made.insertions:
            from report.finish.inserts import place

            place(pdf, made.insertions, made.profile.colour, stack)
        for sheet, page in enumerate(pdf.pages):
            page.obj["/StructParents"] = sheet
            page.obj["/Tabs"] = pikepdf.Name.S
            for key, box in made.boxes[sheet].items() if made.boxes else ():
                page.obj[key] = pikepdf.Array(box)
            if made.profile.colour == "cmyk":
                page.obj["/Group"] = pikepdf.Dictionary(
                    Type=pikepdf.Name.Group, S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceCMYK
                )
            annotations = made.annotations.get(sheet)
            if annotations:
                page.obj["/Annots"] = pikepdf.Array([pdf.get_object(number, 0) for number in annotations])
        if "/ID" in pdf.trailer:
            del pdf.trailer["/ID"]
        target = io.BytesIO()
        pdf.save(
            target,
            force_version=made.version,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
            recompress_flate=False,
            deterministic_id=True,
            fix_metadata_version=False,  # ours says what it is; correcting it would read and write the packet anew
        )
    return target.getvalue()


# ---------------------------------------------------------------- passes


def _structure(edition: Edition) -> None:
    """The tags of what was painted, and a place among them for the links that lead somewhere."""
    log = edition.painted.log
    edition.destinations = navigation.spots(edition.sheets)
    excerpt = len(edition.painted.pages) < len(edition.layout.pages)
    live = navigation.live_links(log.links, edition.destinations, excerpt)
    ties = None
    if edition.version == NAMESPACED:
        ties = Ties(edition.addition, log, navigation.standing(edition.layout, edition.sheets, log))
    writer = StructureWriter(edition.addition, edition.pages, log.mcids, ties)
    grown = grow(edition.layout.structure, log, live)
    if ties is not None:
        loosen_contents(grown, log)
    root = writer.write(grown)
    if ties is not None:
        edition.elements = {name: ties.element(name) or writer.top for name in edition.destinations}
    edition.catalog["StructTreeRoot"] = reference(root)
    edition.catalog["MarkInfo"] = "<</Marked true>>"
    edition.links = writer.annotations


def _annotations(edition: Edition) -> None:
    """The links' annotations; their keys in the parent tree follow those of the pages."""
    for key, (index, number) in enumerate(edition.links.items(), len(edition.pages)):
        link = edition.painted.log.links[index]
        edition.addition.put(number, navigation.annotation(link, key))
        edition.annotations.setdefault(link.sheet, []).append(number)


def _navigation(edition: Edition) -> None:
    """Named destinations, outline and page labels."""
    if edition.destinations:
        names = navigation.destination_names(edition.destinations, edition.pages, edition.elements)
        edition.catalog["Names"] = names
    outline = navigation.outline(edition.layout.outline, edition.destinations, edition.addition)
    if outline is not None:
        edition.catalog["Outlines"] = reference(outline)
        edition.catalog["PageMode"] = "/UseOutlines"
    edition.catalog["PageLabels"] = navigation.page_labels([page.folio for page in edition.sheets])


def _metadata(edition: Edition) -> None:
    """XMP with the claims of conformance."""
    claims = [standard.identification for standard in edition.standards]
    press = edition.information.title if edition.profile.press else ""
    packet = xmp_packet(edition.information, claims, press=press)
    edition.catalog["Metadata"] = reference(edition.addition.add_stream("/Type/Metadata/Subtype/XML", packet))


def _language(edition: Edition) -> None:
    if edition.information.language:
        edition.catalog["Lang"] = text_string(edition.information.language)


def _viewer(edition: Edition) -> None:
    edition.catalog["ViewerPreferences"] = "<</DisplayDocTitle true>>"


def _intent(edition: Edition) -> None:
    """The output intent, which says what the device colours mean."""
    name = edition.profile.output_profile
    data = (COLOUR_PROFILES / name).read_bytes()
    stream = edition.addition.add_stream(f"/N {CHANNELS[data[16:20]]}", data)
    printed = edition.profile.condition
    condition = text_string(printed.identifier if printed else INTENTS.get(name, Path(name).stem))
    registry = f"/RegistryName{text_string(printed.registry)}" if printed and printed.registry else ""
    intents = [
        f"<</Type/OutputIntent/S/{kind}/OutputConditionIdentifier{condition}{registry}/Info{condition}"
        f"/DestOutputProfile {reference(stream)}>>"
        for kind in (*(["GTS_PDFX"] if edition.profile.press else []), "GTS_PDFA1")
    ]
    edition.catalog["OutputIntents"] = f"[{''.join(intents)}]"


def _boxes(edition: Edition) -> None:
    """Where the paper is cut, and how far colour runs beyond that (ISO 32000-1, 14.11.2). The trim begins at 0, 0."""
    if not edition.profile.bled:
        return
    bleed, edge = edition.layout.bleed, sheet_edge(edition.layout.bleed, edition.profile)
    for page in edition.sheets:
        media, outer, trim = ([-out, -out, page.width + out, page.height + out] for out in (edge, bleed, 0.0))
        edition.boxes.append({"/MediaBox": media, "/BleedBox": outer, "/TrimBox": trim})


def _attachments(edition: Edition) -> None:
    """The files that the document's figures were read from."""
    if edition.attachments:
        names, associated = attached(edition.attachments, edition.addition, edition.information.stamp)
        opened = edition.catalog.get("Names", "<<>>")
        edition.catalog["Names"] = f"{opened[:-2]}{names}>>"
        edition.catalog["AF"] = associated


INTENTS = {"sRGB.icc": "sRGB IEC61966-2.1", "FOGRA39L_coated.icc": "FOGRA39"}

PASSES: dict[str, Callable[[Edition], None]] = {
    "structure": _structure,
    "annotations": _annotations,
    "navigation": _navigation,
    "metadata": _metadata,
    "language": _language,
    "viewer": _viewer,
    "intent": _intent,
    "boxes": _boxes,
    "attachments": _attachments,
}
