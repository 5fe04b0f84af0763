"""The composing room: what every block and page kind needs while one report is composed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report.errors import Location, Problem
from report.layout.grounds import Grounds
from report.layout.ledger import Ledger
from report.layout.messages import catalogue
from report.layout.sheet import ChapterMark
from report.model.brand import Brand, Grid, TypeRole
from report.model.placed import Drawing, Portion, TextLine
from report.model.report import Report
from report.model.structure import ARTIFACT, Leaf, ObjectLeaf
from report.typography.faces import Face
from report.typography.library import FontLibrary
from report.typography.text import Breaking, Styled, Typesetter

if TYPE_CHECKING:
    from report.layout.galley import Slug
    from report.layout.markup import NumberedLink

NoteSetter = Callable[[float, Mapping[int, int]], "tuple[Slug, ...]"]  # measure in pt, and what is placed already

REMEMBERED = 1000  # paragraphs: more than one article holds


class Closeness(Struct, frozen=True):
    """How running text is set closer: letters by `tracking` em, and with lines filled better where `breaking` says so.
    Figures by trial: what a paragraph of ten lines needs to lose a last line of a few words."""

    tracking: float = 0.0
    breaking: bool = True

    def closer(self, stretches: Sequence[Styled], usual: TypeRole) -> Sequence[Styled]:
        """The stretches with those in the usual face of text closer."""
        if not self.tracking:
            return stretches
        return [
            replace(stretch, tracking=stretch.tracking - self.tracking)
            if stretch.size == usual.size and stretch.tracking == usual.tracking
            else stretch
            for stretch in stretches
        ]

    def filled(self, breaking: Breaking) -> Breaking:
        """Breaking that would rather divide a word than begin another line."""
        if not self.breaking:
            return breaking
        return replace(breaking, tolerance=0.0, line_penalty=400.0, hyphen_penalty=50.0, last_line_demerits=0.0)


class ListedLink(Struct, frozen=True):
    """A link of the list at the end: it `stands` there and nowhere else, or it is there for its full address."""

    link: NumberedLink
    stands: bool


class ComposingRoom:
    """One per composed report; nothing in it outlives the composition."""

    def __init__(self, report: Report, library: FontLibrary, kept: Path | None = None) -> None:
        self.report = report
        self.brand: Brand = report.brand
        self.grid: Grid = report.brand.grid
        self.language = report.settings.language
        self.library = library
        self.kept = kept  # the folder of drawn charts
        self.typesetter = Typesetter(library, self.language, report.settings.hyphenation, self.brand.hyphen_minimums)
        self.ledger = Ledger()
        self.grounds = Grounds(report)
        self.tags: dict[int, str] = {}
        self.problems: list[Problem] = []
        self.chapters: tuple[ChapterMark, ...] = ()
        self.noted: set[str] = set()  # notes that a block has taken on; a second citation only points to it
        self.note_setters: dict[int, NoteSetter] = {}  # by ledger number: sets what is left of a note at a measure
        self.numbered: dict[int, NumberedLink] = {}  # by ledger number
        self.closeness: Closeness | None = None  # of the article that is set
        self.listed: list[ListedLink] = []
        self.codes: dict[str, Drawing | None] = {}  # QR codes by address
        self.signs: dict[str, float] = {}  # widths (pt) of the characters of addresses
        self._translate = catalogue(self.language).gettext
        self._numbers = 0
        self._stacks: dict[tuple[str, bool, bool], tuple[Face, ...]] = {}
        self._paragraphs: dict[tuple[tuple[Styled, ...], float, Breaking], tuple[TextLine, ...]] = {}

    def close(self) -> None:
        """Let go of what holds on to the room, so that it and all its words are gone without a collector of cycles."""
        self.note_setters.clear()
        self.typesetter.forget()

    def word(self, english: str) -> str:
        """One of the program's own words in the report's language."""
        return self._translate(english)

    def leaf(self, tag: str) -> Leaf:
        """A new slot for marked content of an element with this tag."""
        self._numbers += 1
        self.tags[self._numbers] = tag
        return Leaf(self._numbers)

    def object_leaf(self) -> ObjectLeaf:
        """A new slot for the annotations of one link."""
        self._numbers += 1
        return ObjectLeaf(self._numbers)

    def next_id(self, prefix: str) -> str:
        """An identifier that no other element of this report has."""
        self._numbers += 1
        return f"{prefix}-{self._numbers}"

    def role(self, name: str) -> TypeRole:
        return self.brand.roles[name]

    def styled(
        self,
        text: str,
        role: TypeRole,
        leaf: int = ARTIFACT,
        *,
        bold: bool = False,
        italic: bool = False,
        ink: str = "",
        language: str = "",
        hyphenate: bool = False,
        size: float = 0.0,
        rise: float = 0.0,
        features: tuple[str, ...] | None = None,
        underline: bool = False,
        at: Location | None = None,
    ) -> Styled:
        """Text in a role of the brand, with what differs from it. Sizes in pt."""
        key = (role.name, bold, italic)
        faces = self._stacks.get(key)
        if faces is None:
            faces = self._stacks[key] = self.library.stack(role, bold=bold, italic=italic)
            self.problems += self.library.doubts(role)
        return Styled(
            text=text,
            faces=faces,
            size=size or role.size,
            tracking=role.tracking,
            features=role.features if features is None else features,
            ink=ink or role.ink,
            leaf=leaf,
            language=language or self.language,
            hyphenate=hyphenate,
            rise=rise,
            underline=underline,
            location=at,
        )

    def superiors(self, role: TypeRole, text: str, *, bold: bool = False, italic: bool = False) -> tuple[str, ...]:
        """The role's features with superiors, where its face has them for all of this text; else none."""
        face = self.library.stack(role, bold=bold, italic=italic)[0]
        raised = (*role.features, "sups")
        plain, superior = face.shape(text, role.features).gids, face.shape(text, raised).gids
        differ = len(plain) == len(superior) and all(a != b for a, b in zip(plain, superior, strict=True))
        return raised if differ else ()

    def whole(self, node: object) -> Portion:
        """The portion of a source node that is placed in one piece."""
        return Portion(self.ledger.number(node), 0, 1, 1)

    def line(
        self, text: str, role: str, leaf: int = ARTIFACT, *, ink: str = "", at: Location | None = None
    ) -> TextLine:
        """One line of plain text in a role, at its natural width."""
        return self.typesetter.line([self.styled(text, self.role(role), leaf, ink=ink, at=at)])

    def lines(self, stretches: Sequence[Styled], measure: float, breaking: Breaking) -> tuple[TextLine, ...]:
        """Stretches broken into lines of at most this measure in pt. What was set lately is remembered: an article is
        set once to see whether it fits, and again where it stands."""
        if self.closeness is not None:
            stretches = self.closeness.closer(stretches, self.role("text"))
            breaking = self.closeness.filled(breaking)
        key = (tuple(stretches), measure, breaking)
        lines = self._paragraphs.get(key)
        if lines is None:
            if len(self._paragraphs) >= REMEMBERED:
                self._paragraphs.clear()
            lines = self._paragraphs[key] = self.typesetter.paragraph(stretches, measure, breaking)
        return lines

    def going_on(self, lines: tuple[TextLine, ...], stretches: Sequence[Styled]) -> tuple[TextLine, ...]:
        """The lines of text that goes on elsewhere in the same element, with a space at the end for those who hear or
        search it."""
        if not lines or not stretches:
            return lines
        last = lines[-1]
        space = self.typesetter.line([replace(stretches[-1], text=" ")]).runs
        runs = (*last.runs, *(replace(run, x=last.width, width=0.0, underline=False) for run in space))
        return (*lines[:-1], replace(last, runs=runs))
