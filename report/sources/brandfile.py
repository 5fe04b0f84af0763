"""What brand.yaml may hold: the keys of the brand.yml convention, and ours under `defaults.report`.

`others` are keys of the convention that a report has no use for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import ClassVar, Literal

from report.errors import Location
from report.model.keyed import described
from report.model.motif import MapName
from report.sources.entry import entry
from report.sources.scalars import Colour, FileName, Placed


@entry
class MetaName:
    """The organisation's names."""

    loose: ClassVar[bool] = True
    short: str = ""
    full: str = ""


@entry
class Meta:
    """Who the brand belongs to."""

    loose: ClassVar[bool] = True
    others: ClassVar[tuple[str, ...]] = ("link",)
    name: MetaName | str = described("Name of the brand, or {short: …, full: …}.", default="")


@entry
class LogoFile:
    """A file of the logo: SVG, or a bitmap."""

    loose: ClassVar[bool] = True
    path: FileName | None = described("The file, relative to the project.", default=None)
    alt: str = described("What a screen reader says; the organisation's name when left out.", default="")


@entry
class LogoVariant(LogoFile):
    """A logo of one size, for light and for dark grounds."""

    light: LogoFile | FileName | None = described("For light grounds.", default=None)
    dark: LogoFile | FileName | None = described("For dark grounds.", default=None)


@entry
class LogoEntry(LogoVariant):
    """The logo in its sizes. Each is a file, the name of one of `images`, or {light: …, dark: …}."""

    images: Mapping[str, LogoFile | FileName] | None = described("Names for files.", default=None)
    small: LogoVariant | FileName | None = described("For the smallest sizes.", default=None)
    medium: LogoVariant | FileName | None = described("The usual one.", default=None)
    large: LogoVariant | FileName | None = described("Where there is no medium one.", default=None)


@entry
class LogoUse:
    """How the logo stands on cover and back cover."""

    at: Location
    width: float | None = described("How wide it stands, in mm; 42 when left out.", default=None)
    least: float | None = described("How wide it must at least be, in mm; 15 when left out.", default=None)
    clear: float | None = described("Space around it, in parts of its height; 0.5 when left out.", default=None)


@entry
class ColourPair:
    """A colour for light pages and one for dark ones; a report is on light paper."""

    loose: ClassVar[bool] = True
    light: Colour | None = described("Where the page is light.", default=None)
    dark: Colour | None = described("Where the page is dark.", default=None)


@entry
class Color:
    """The palette, and what its colours are for. Values are '#RRGGBB' or names of the palette."""

    loose: ClassVar[bool] = True
    others: ClassVar[tuple[str, ...]] = (
        "secondary",
        "tertiary",
        "success",
        "info",
        "warning",
        "danger",
        "light",
        "dark",
        "link",
    )
    palette: Mapping[str, Colour] = described("Names of colours: '#RRGGBB', or another name.", default_factory=dict)
    foreground: ColourPair | Colour | None = described("Colour of text.", default=None)
    background: ColourPair | Colour | None = described("Colour of the paper.", default=None)
    primary: ColourPair | Colour | None = described("The accent colour.", default=None)


@entry
class FontPath:
    """A font file with its weight and style."""

    loose: ClassVar[bool] = True
    others: ClassVar[tuple[str, ...]] = ("weight", "style")
    path: FileName


@entry
class Font:
    """A family and where it comes from. Nothing is fetched: google, bunny and system families are looked for
    among the installed font packages."""

    loose: ClassVar[bool] = True
    others: ClassVar[tuple[str, ...]] = ("weight", "style", "display")
    at: Location
    family: str = described("Name of the family, as the type roles use it.")
    source: str = described("file, google, bunny or system.", default="system")
    files: tuple[FontPath | FileName, ...] = described("Font files, relative to the project.", default=())


@entry
class Face:
    """The family of one kind of text."""

    loose: ClassVar[bool] = True
    others: ClassVar[tuple[str, ...]] = ("style", "size", "line-height", "background-color", "decoration")
    family: Placed | None = described("Name of the family.", default=None)
    weight: Placed | None = described("100 to 900, or a name such as bold.", default=None)
    color: ColourPair | Colour | None = described("Colour of its text.", default=None)


@entry
class Typography:
    """Fonts, and which of them sets what."""

    loose: ClassVar[bool] = True
    others: ClassVar[tuple[str, ...]] = ("monospace-inline", "monospace-block", "link")
    fonts: tuple[Font, ...] = described("The families in use.", default=())
    base: Face | Placed | None = described("Family of running text.", default=None)
    headings: Face | Placed | None = described("Family of headlines, labels and numbers.", default=None)
    monospace: Face | Placed | None = described("Family of code.", default=None)


@entry
class InkEntry:
    """How a colour of the palette is printed."""

    at: Location
    cmyk: tuple[float, float, float, float] | None = described("Cyan, magenta, yellow, black in percent.", default=None)
    spot: str = described("Name of a spot colour.", default="")


@entry
class ChapterEntry:
    """The three inks of a chapter colour."""

    at: Location
    deep: Colour = described("Carries text, and white text on it.")
    bright: Colour = described("For areas; never carries text.")
    pale: Colour = described("For panels behind text.")


@entry
class Step:
    """A smaller size that a headline may step down to."""

    size: float = described("Size in pt.")
    leading: float | str = described("Leading in pt, or in units: '2.5U'.")


@entry
class SettingEntry:
    """How paragraphs are broken into lines; what is left out keeps its built-in value. docs/typography.md tells what
    the numbers do."""

    at: Location
    tolerance: float | None = described("Badness a line may have before words are divided.", default=None)
    rag: float | None = described("A line short by this share of the measure has badness 100.", default=None)
    hyphen_penalty: float | None = described("What a hyphen costs.", default=None)
    hyphens_in_a_row: float | None = described("Demerits of a hyphen below another.", default=None)
    ladder: int | None = described(
        "Most lines in a row that may end with a hyphen where that can be helped; 0 sets no limit.", default=None
    )
    stacks: float | None = described("Demerits of the same word below itself at a line's edge.", default=None)
    last_line: float | None = described("Shortest last line, as a share of the measure.", default=None)
    space_stretch: float | None = described("What a word space may gain, as a share of it.", default=None)
    space_shrink: float | None = described("What a word space may lose, as a share of it.", default=None)
    space_limit: float | None = described("The most a word space ever gains, as a share of it.", default=None)
    letterspacing: float | None = described("Letterspacing that may help to justify, in em.", default=None)
    glyph_scaling: float | None = described("Share by which letters may widen or narrow.", default=None)
    hanging: Mapping[str, float] | bool | None = described(
        "Punctuation hangs out of the measure: true, or {'.': 120} in 1/1000 em.", default=None
    )


@entry
class FittingEntry:
    """How much closer an article may be set to keep within the pages it is given."""

    at: Location
    breaking: bool = described("Whether its lines may be filled better and words divided sooner.", default=True)
    tracking: float = described("How much closer its letters may come, in em: 0 to 0.02.", default=0.01)
    lines: int = described("Lines by which its columns may go on below the text area: 0 to 2.", default=1)


@entry
class HyphenationEntry:
    """Where words may be divided."""

    at: Location
    before: int = described("Fewest letters before a hyphen.", default=2)
    after: int = described("Fewest letters after a hyphen.", default=3)


@entry
class RoleEntry:
    """How one kind of text is set; what is left out keeps its built-in value."""

    at: Location
    family: str | None = described("Family of the face.", default=None)
    fallback: tuple[str, ...] | None = described("Families for characters the face has not.", default=None)
    size: float | None = described("Size in pt.", default=None)
    leading: float | str | None = described("Leading in pt, or in units: '1.5U'.", default=None)
    axes: Mapping[str, float] | None = described("Axes of a variable font: {wght: 400, opsz: 10}.", default=None)
    italic: bool | None = described("Set in the italic.", default=None)
    tracking: float | None = described("Extra space between letters, in em.", default=None)
    features: tuple[str, ...] | None = described("OpenType features: [kern, liga, lnum].", default=None)
    ink: str | None = described("Name of the ink.", default=None)
    hyphenate: bool | None = described("Whether words may be broken.", default=None)
    alignment: Literal["ragged", "justified"] | None = described("Right edge of paragraphs.", default=None)
    setting: SettingEntry | None = described("How its lines are broken.", default=None)
    steps: tuple[Step, ...] | None = described("Smaller sizes for headlines that do not fit.", default=None)


@entry
class PageEntry:
    """The page and its grid, in mm."""

    at: Location
    size: tuple[float, float] | Literal["A4", "A5", "letter", "Letter"] = described(
        "A4, A5, letter, or [width, height] in mm.", default="A4"
    )
    orientation: Literal["portrait", "landscape"] | None = described(
        "Turns the page; as its size says when left out.", default=None
    )
    unit: float = described("The baseline distance U, in mm.", default=4.5)
    inner: float | None = described("Inner margin, in mm: 18, on narrow pages 13.5.", default=None)
    outer: float | None = described("Outer margin, in mm: 22.5, on narrow pages 18.", default=None)
    columns: int = described("Number of grid columns, 4 to 24.", default=12)
    text_columns: int | None = described(
        "Columns of running text, 1 to 3; by the length of its lines when left out.", default=None
    )
    gutter: float = described("Space between the columns, in mm.", default=4.5)
    bleed: float = described("Bleed, in mm.", default=3.0)


@entry
class MapEntry:
    """A way of dividing land; what is left out keeps the map's built-in value."""

    at: Location
    map: MapName = described("ring, fan, strip, dike, creek or block.")
    n: int | None = described("How many parcels are cut of the whole map, 2 to 600.", default=None)
    aspect: float | None = described("A parcel wider than this times its height is cut across.", default=None)
    slant: float | None = described("How far cuts slant, as a part of the side: 0 to 0.2.", default=None)
    angle: float | None = described("Degrees by which strip, creek or block is turned.", default=None)
    accent: tuple[float, float] | None = described("Where the accent lies, in parts of width and height.", default=None)
    seed: str = described("Another seed for this map alone.", default="")


@entry
class PenEntry:
    """How parcels are drawn, in mm; what is left out keeps its built-in value."""

    at: Location
    ditch: float | None = described("Ditch on each side of a parcel, in mm.", default=None)
    pitch: float | tuple[float, float] | None = described(
        "Distance between furrows in mm, or [least, most].", default=None
    )
    weight: float | tuple[float, float] | None = described(
        "Weight of furrows in mm, or [where they are nearest, where they are farthest apart].", default=None
    )
    accent: Literal["field", "furrows"] | None = described(
        "Whether the accent is a full field or furrows in its ink.", default=None
    )
    along: float | None = described("Part of the parcels whose furrows run along them, 0 to 1.", default=None)


@entry
class CoverLandEntry(PenEntry):
    """What the cover does otherwise."""

    seed: str = described("Another seed for the cover's parcels.", default="")
    crop_seed: str = described("Another seed for what is sown on the cover.", default="")
    crops: Mapping[str, float] | None = described("How often each crop is sown on the cover.", default=None)
    n: int | None = described("How many parcels are cut before those in view are counted.", default=None)
    canal: float | None = described("Width of the water between districts, in mm.", default=None)


@entry
class MotifEntry(PenEntry):
    """The motif: land divided into parcels."""

    seed: str = described("What makes the parcels your own; the report's year when left out.", default="")
    maps: tuple[MapEntry, ...] = described("The maps in the order of the chapters.", default=())
    crops: Mapping[str, float] | None = described("How often each crop is sown, by weight.", default=None)
    cover: CoverLandEntry | None = described("What the cover does otherwise.", default=None)


@entry
class OpenerEntry:
    """The first page of a chapter."""

    panel: Literal["paper", "deep"] = described(
        "What its headline stands on: paper, or the chapter's deep ink.", default="paper"
    )


@entry
class FurnitureEntry:
    """What stands around the text."""

    head: Literal["section", "title", "organisation", "none"] = described(
        "The running head: the section's label, the report's title, the organisation's name, or none.",
        default="section",
    )
    folio: Literal["head", "foot"] = described(
        "Where page numbers stand; openers have theirs at the foot.", default="head"
    )
    tabs: bool = described("Whether chapters have tabs at the outer edge.", default=True)


@entry
class ReportDefaults:
    """What a report needs beyond brand.yml: inks for print, chapter colours, type and page."""

    inks: Mapping[str, InkEntry] = described("Print values of the palette's colours.", default_factory=dict)
    chapters: Mapping[str, ChapterEntry] = described("Chapter colours, in order.", default_factory=dict)
    type: Mapping[str, RoleEntry] = described("How each kind of text is set.", default_factory=dict)
    page: PageEntry | None = described("The page and its grid.", default=None)
    setting: SettingEntry | None = described("How lines are broken, in all kinds of text.", default=None)
    hyphenation: HyphenationEntry | None = described("Where words may be divided.", default=None)
    fitting: FittingEntry | None = described("How close an article may be set to fit its pages.", default=None)
    motif: MotifEntry | None = described("The motif of cover and openers.", default=None)
    logo: LogoUse | None = described("How the logo stands.", default=None)
    opener: OpenerEntry | None = described("The first page of a chapter.", default=None)
    furniture: FurnitureEntry | None = described("Running heads, page numbers and tabs.", default=None)
    mark: Literal["square", "round"] = described("Form of marks: bullets, units of a chart.", default="square")
    bar: Literal["block", "pin"] = described("Form of bars.", default="block")
    voice: Placed | None = described("Ink of the fields that the organisation speaks in.", default=None)
    numerals: Literal["lining", "old-style"] = described("Figures in running text and leads.", default="lining")


@entry
class Defaults:
    """Settings per tool; ours stand under `report`."""

    loose: ClassVar[bool] = True
    others: ClassVar[tuple[str, ...]] = ("bootstrap", "quarto", "shiny", "typst")
    report: ReportDefaults = described("Settings of annual reports.", default_factory=ReportDefaults)


@entry
class BrandFile:
    """brand.yaml: how the report looks."""

    loose: ClassVar[bool] = True
    meta: Meta = field(default_factory=Meta, metadata={"description": "Who the brand belongs to."})
    extends: FileName | None = described("A brand file that this one changes, relative to config/.", default=None)
    logo: LogoEntry | FileName | None = described("Logo file, relative to the project, or its sizes.", default=None)
    color: Color = described("The palette and its use.", default_factory=Color)
    typography: Typography = described("Fonts and their use.", default_factory=Typography)
    defaults: Defaults = described("Settings per tool.", default_factory=Defaults)
