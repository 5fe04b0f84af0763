"""Layouts for tests, set line by line from plain text, without the layout floor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from report.errors import Location
from report.model.brand import Brand, FontFile, Grid, Ink
from report.model.placed import (
    Bookmark,
    Destination,
    Item,
    Layout,
    LedgerEntry,
    LinkSpot,
    Page,
    Placement,
    Portion,
    Run,
    TextLine,
)
from report.model.profile import DocumentInformation, Profile
from report.model.structure import ARTIFACT, NO_ATTRIBUTES, Attributes, Element, Leaf, ObjectLeaf
from report.typography.faces import Face
from report.typography.library import FontLibrary

WIDTH, HEIGHT = 595.28, 841.89

BRAND = Brand(
    name="specimen",
    inks={
        "ink": Ink("ink", (0.11, 0.11, 0.10)),
        "deep": Ink("deep", (0.055, 0.31, 0.62)),
        "pale": Ink("pale", (0.85, 0.92, 0.99)),
    },
    chapters={},
    roles={},
    fonts={"Source Serif 4": FontFile("Source Serif 4"), "Source Sans 3": FontFile("Source Sans 3")},
    grid=Grid(WIDTH, HEIGHT, 12.76, 51, 64, 12, 12.76, 8.5),
)
SCREEN = Profile("screen", ("ua1", "2a"), True, 150, "sRGB.icc")
INFORMATION = DocumentInformation(
    title="Proefdruk (1) – één",
    author="Stichting Proef & Zoon",
    subject="Wat er gezet kan worden",
    keywords=("proef", "zetwerk"),
    language="nl",
    producer="specimen",
    stamp=datetime(2021, 12, 31, tzinfo=UTC),
)
WHOLE = Portion(0, 0, 1, 1)
AT = Location("content/proef.md", 3, 1)

Kid = Element | Leaf | ObjectLeaf


@dataclass(slots=True)
class Specimen:
    """A layout in the making: pages of placements, leaves with their tags, glyphs as they are used."""

    root: Path
    library: FontLibrary = field(init=False)
    placements: list[list[Placement]] = field(default_factory=list)
    folios: list[str] = field(default_factory=list)
    tags: dict[int, str] = field(default_factory=dict)
    glyphs: dict[str, dict[int, str]] = field(default_factory=dict)
    outline: list[Bookmark] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)  # in the order of setting, artifacts left out
    kids: list[Kid] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.library = FontLibrary(self.root, BRAND.fonts)

    def page(self, folio: str = "") -> None:
        """Begin a page."""
        self.placements.append([])
        self.folios.append(folio)

    def leaf(self, tag: str) -> Leaf:
        """A new leaf of an element with this tag."""
        self.tags[len(self.tags)] = tag
        return Leaf(len(self.tags) - 1)

    def link_leaf(self) -> ObjectLeaf:
        """A new object leaf."""
        self.tags[len(self.tags)] = "Link"
        return ObjectLeaf(len(self.tags) - 1)

    def place(self, item: Item, x: float, y: float, portion: Portion | None = None) -> None:
        """Put an item on the current page."""
        self.placements[-1].append(Placement(item, x, y, portion))

    def words(
        self,
        text: str,
        leaf: Leaf | None,
        *,
        x: float = 0.0,
        size: float = 9.6,
        family: str = "Source Serif 4",
        ink: str = "ink",
        underline: bool = False,
        actual: str | None = None,
        rise: float = 0.0,
    ) -> Run:
        """A run of text in a face; remembers the glyphs it uses."""
        face = self.library.face(family, (("wght", 400.0),), False)
        operand, advance = self._shaped(face, text, size)
        number = ARTIFACT if leaf is None else leaf.number
        if leaf is not None:
            self.texts.append(text if actual is None else actual)
        return Run(x, advance, face.key, size, ink, operand, text, number, rise, actual, underline)

    def _shaped(self, face: Face, text: str, size: float) -> tuple[str, float]:
        used = self.glyphs.setdefault(face.key, {})
        parts: list[str] = []
        advance = 0
        shaped = face.shape(text, ("kern", "liga"), "nl")
        for gid, width, default, _, _, reads in shaped.glyphs:
            used.setdefault(gid, reads)
            parts.append(f"<{gid:04X}>")
            advance += width
            if width != default:
                parts.append(f"{(default - width) * 1000 / face.units_per_em:.2f}")
        return f"[{''.join(parts)}]", advance * size / face.units_per_em

    def line(self, runs: Sequence[Run], x: float, y: float, portion: Portion | None = WHOLE) -> TextLine:
        """Set runs side by side on a line of the current page."""
        placed: list[Run] = []
        at = 0.0
        for run in runs:
            placed.append(Run(at, *[getattr(run, name) for name in _RUN_FIELDS]))
            at += run.width
        line = TextLine(tuple(placed), at)
        self.place(line, x, y, portion)
        return line

    def text(self, tag: str, text: str, y: float, x: float = 60.0, size: float = 9.6, **given: object) -> Element:
        """One line of text as an element of its own."""
        leaf = self.leaf(tag)
        self.line([self.words(text, leaf, size=size)], x, y)
        return Element(tag, (leaf,), Attributes(**given))  # type: ignore[arg-type]

    def spot(self, runs_left: float, y: float, width: float, target: str, number: ObjectLeaf) -> None:
        """Make an area of a line active."""
        self.place(LinkSpot(width, 12, target, f"Naar {target}", number.number), runs_left, y - 9)

    def heading(self, tag: str, text: str, y: float, anchor: str, size: float = 20) -> Element:
        """A heading with its destination and bookmark."""
        self.place(Destination(anchor), 60, y - size)
        self.outline.append(Bookmark(text, anchor, int(tag[1:])))
        return self.text(tag, text, y, size=size)

    def layout(self, *kids: Kid) -> Layout:
        """The finished layout, with these elements under the document."""
        pages = tuple(
            Page("article", folio, index % 2 == 1, WIDTH, HEIGHT, tuple(placements))
            for index, (folio, placements) in enumerate(zip(self.folios, self.placements, strict=True))
        )
        structure = Element("Document", kids or tuple(self.kids), NO_ATTRIBUTES)
        ledger = (LedgerEntry(0, "alinea", AT),)
        return Layout(pages, structure, self.tags, tuple(self.outline), ledger, self.glyphs)


_RUN_FIELDS = ("width", "face", "size", "ink", "glyphs", "text", "leaf", "rise", "actual", "underline")
