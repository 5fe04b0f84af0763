"""What the report is: report.yaml after validation, and the whole report once its sources are read.

Fields that users write carry a `description`: it becomes the JSON Schema that editors show.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from msgspec import Struct
from msgspec import field as struct_field

from report.errors import Location, Problem
from report.model.board import Board
from report.model.brand import Brand
from report.model.charts import Chart
from report.model.content import Prose
from report.model.figures import Fact, KpiSheet
from report.model.keyed import described, keyed
from report.model.profile import Profile
from report.model.statements import Statement

Start = Literal["any", "recto", "verso"]
PageWay = Literal["auto", "portrait", "landscape"]
START = "The page it begins on: any, recto (a right page) or verso; a blank page comes before it where needed."


class Status(StrEnum):
    """How far the report is: warnings stop a final one."""

    CONCEPT = "concept"
    FOR_APPROVAL = "for-approval"
    FINAL = "final"


@keyed
class CoverSection:
    """The front cover."""

    kind: Literal["cover"]
    subtitle: str = described("Second line of the cover, below the title.", default="")
    document_type: str = described(
        "Short line at the foot, such as 'Jaarverslag'; the words of the title when left out.", default=""
    )
    parcels: int | str = described(
        "How many parcels the motif shows: a number from 12 to 400, or the id of a fact that is one.", default=0
    )


@keyed
class ContentsSection:
    """The table of contents, made from the sections after and before it."""

    kind: Literal["contents"]
    title: str = described("Heading of the contents; the language's own word when left out.", default="")
    start: Start = described(START, default="any")


@keyed
class LetterSection:
    """A foreword or another signed letter."""

    kind: Literal["letter"]
    source: str = described("Markdown file, relative to config/ (content/voorwoord.md).")
    start: Start = described(START, default="any")


@keyed
class AboutSection:
    """A page about the organisation, with or without a pull quote above it."""

    kind: Literal["about"]
    source: str = described("Markdown file, relative to config/.")
    start: Start = described(START, default="any")


@keyed
class ChapterSection:
    """A theme chapter: an opener page and its articles."""

    kind: Literal["chapter"]
    source: str = described("Markdown file, relative to config/.")
    colour: str = described("Name of the chapter colour in brand.yaml (color.palette).")
    start: Start = described(START, default="any")


@keyed
class ArticleSection:
    """Free article pages outside the chapters, such as an explanation of the figures or an appendix."""

    kind: Literal["article"]
    source: str = described("Markdown file, relative to config/.")
    start: Start = described(START, default="any")


@keyed
class NotesSection:
    """The notes to the statements: each `##` of the text is a note with a number."""

    kind: Literal["notes"]
    source: str = described("Markdown file whose ## headings are the notes, relative to config/.")
    start: Start = described(START, default="any")


@keyed
class InsertSection:
    """A PDF whose pages are inserted as they are, such as an auditor's report."""

    kind: Literal["insert"]
    file: str = described("The PDF, relative to the project (assets/controleverklaring.pdf).")
    title: str = described("Its line in the contents and in the outline.")
    alt: str = described("What the pages hold, for those who cannot see them.", default="")
    start: Start = described(START, default="any")


@keyed
class PhotoSection:
    """A page that one photo fills, with its caption and credit below it."""

    kind: Literal["photo"]
    source: str = described("Markdown file with the image and its caption, relative to config/.")
    start: Start = described(START, default="any")


@keyed
class KpiSection:
    """The key figures page."""

    kind: Literal["kpis"]
    source: str = described("Figures file of kind 'kpis', relative to config/.")
    text: str = described("Markdown file with the page's lead, relative to config/.", default="")
    start: Start = described(START, default="any")


@keyed
class StatementSection:
    """A financial statement."""

    kind: Literal["statement"]
    source: str = described("Figures file of kind 'statement', relative to config/.")
    text: str = described("Markdown file with the page's lead, relative to config/.", default="")
    start: Start = described(START, default="any")
    waterfall: bool = described(
        "Whether bars beside the rows show the way to the result; only with one or two columns of figures.",
        default=True,
    )
    page: PageWay = described(
        "The way its pages stand: portrait, landscape, or auto: landscape where the columns need it.", default="auto"
    )


@keyed
class DataSection:
    """The figures of charts and key figures as tables, for those that say `table: appendix`."""

    kind: Literal["data"]
    title: str = described("The heading of the appendix: Cijfers bij de grafieken.")
    start: Start = described(START, default="any")


@keyed
class ColophonSection:
    """The colophon, on the last page."""

    kind: Literal["colophon"]
    source: str = described("Markdown file, relative to config/.")
    start: Literal["any", "recto", "verso", "back"] = described(
        "The page it begins on: any, recto, verso, or back: the last of a multiple of four pages.", default="any"
    )


Section = (
    CoverSection
    | ContentsSection
    | LetterSection
    | AboutSection
    | ChapterSection
    | ArticleSection
    | NotesSection
    | InsertSection
    | PhotoSection
    | KpiSection
    | StatementSection
    | DataSection
    | ColophonSection
)


REPORT_YAML = Location("config/report.yaml")
SHORT = 8  # digits of a hash that people compare


@keyed
class Waiver:
    """A warning that was looked at and accepted."""

    code: str = described("The warning's name, as the check prints it between brackets.")
    reason: str = described("Why it is acceptable; stands in the manifest.")
    file: str = described("Only for this source file; every file when left out.", default="")
    at: Location = REPORT_YAML


@keyed
class UncheckedFigure:
    """A figure that stands in texts and is no fact of this report."""

    figure: str = described("The figure as texts have it, in quotes: '1.250', '€ 10.000', '3,5%'.")
    reason: str = described("Where it comes from, or why it is none of the report's facts.")
    file: str = described("Only in this text; in every text when left out.", default="")
    at: Location = REPORT_YAML


@keyed
class ReportFile:
    """report.yaml: what the report is, and its sections in order."""

    organisation: str = described("Name of the organisation that publishes the report.")
    title: str = described("Title of the report, as on the cover and in the PDF's metadata.")
    slug: str = described("Names the files in dist/: lower-case letters, digits and hyphens.")
    language: str = described("Language of the report as a BCP 47 tag: nl, nl-NL, en, en-GB.")
    period: int = described("The reporting year.")
    sections: tuple[Section, ...] = described("The report's parts, in the order of its pages.")
    status: Status = described("concept, for-approval or final; warnings stop a final report.", default=Status.CONCEPT)
    version: str = described("Number of this version, '0.3': on the pages of the board's edition.", default="")
    date: datetime.date | None = described("Date of this version, 2022-06-30: the PDF's creation date.", default=None)
    filling: Literal["blank", "notes"] = described(
        "What stands on pages that are left before a section which begins on a right, left or last page: nothing, or "
        "lines for notes. Only the print edition shows them.",
        default="blank",
    )
    author: str = described("Author in the PDF's metadata; the organisation when left out.", default="")
    subject: str = described("One sentence in the PDF's metadata about what the report holds.", default="")
    keywords: tuple[str, ...] = described("Words for the PDF's metadata.", default=())
    brand: str = described("The brand file, relative to config/.", default="brand.yaml")
    figures: tuple[str, ...] = described("Figures files whose facts texts may quote, relative to config/.", default=())
    hyphenation: tuple[str, ...] = described(
        "Exceptions, with every allowed break as a hyphen: 'pro-vin-cie'; a word without hyphens is never broken.",
        default=(),
    )
    board: Board | None = described(
        "What the board's edition says: the meeting, the decision asked, who signs.", default=None
    )
    waivers: tuple[Waiver, ...] = described("Warnings that were accepted, each with its reason.", default=())
    unchecked: tuple[UncheckedFigure, ...] = described(
        "Figures in texts that are no facts of this report, each with its reason.", default=()
    )


class InsertedPaper(Struct, frozen=True):
    """A PDF that is inserted as it is: the size of its pages in pt, and whether it has a structure of its own."""

    file: str
    pages: tuple[tuple[float, float], ...]
    tagged: bool
    at: Location


class LoadedSection(Struct, frozen=True):
    """A section with the sources it names, read. `anchor` is unique in the report and names its destination."""

    section: Section
    anchor: str
    at: Location
    prose: Prose | None = None
    kpis: KpiSheet | None = None
    statement: Statement | None = None
    insert: InsertedPaper | None = None


class SourceFile(Struct, frozen=True):
    """A file that the report was made from, for the manifest. `name` is relative to the project."""

    name: str
    sha256: str
    size: int


class Report(Struct, frozen=True):
    """Everything that was read, in the order of the pages. `root` is the project's folder (for assets only);
    `problems` are warnings and notes met while reading. `images` holds the width and height in pixels of every image
    that a text names, as it stands after its EXIF rotation; `profiles` are those that can be built. `unread` are the
    figures files that could not be read: their facts are unknown, not absent. `statements` are those of all figures
    files by id, printed or not."""

    root: str
    settings: ReportFile
    brand: Brand
    sections: tuple[LoadedSection, ...]
    facts: Mapping[str, Fact]
    sources: tuple[SourceFile, ...]
    problems: tuple[Problem, ...] = ()
    images: Mapping[str, tuple[int, int]] = struct_field(default_factory=dict)
    profiles: Mapping[str, Profile] = struct_field(default_factory=dict)
    unread: tuple[str, ...] = ()
    statements: Mapping[str, Statement] = struct_field(default_factory=dict)
    charts: Mapping[str, Chart] = struct_field(default_factory=dict)

    @property
    def content_hash(self) -> str:
        """What tells this content from any other: SHA-256 of the names and hashes of all files it was read from."""
        from hashlib import sha256

        lines = sorted(f"{source.sha256}  {source.name}\n" for source in self.sources)
        return sha256("".join(lines).encode()).hexdigest()

    @property
    def code(self) -> str:
        """The content's hash as it is printed."""
        return self.content_hash[:SHORT]
