"""Turns a brand file into the resolved brand; what it leaves out comes from the house style."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from report.errors import Location, Realm
from report.model.brand import Brand, ChapterInks, FontFile, Grid, Ink, TypeRole
from report.model.breaking import Breaking
from report.sources import house_style
from report.sources.brandbase import brand_node
from report.sources.brandfile import BrandFile, ColourPair, Face, Font, MetaName, PageEntry, ReportDefaults, RoleEntry
from report.sources.brandlogo import logo_of
from report.sources.brandmotif import motif_of
from report.sources.brandsetting import breaking, check_axes, check_features, fitting_of, furniture_of, minimums
from report.sources.project import Project
from report.sources.reading import Reader, did_you_mean
from report.sources.scalars import Colour, Placed

MM = 72 / 25.4  # pt
SIZES = {"A4": (210.0, 297.0), "A5": (148.0, 210.0), "letter": (215.9, 279.4), "Letter": (215.9, 279.4)}
MAXIMUM_MM = 1000.0
WEIGHTS = {"thin": 100.0, "extra-light": 200.0, "light": 300.0, "normal": 400.0, "regular": 400.0, "medium": 500.0,
           "semi-bold": 600.0, "bold": 700.0, "extra-bold": 800.0, "black": 900.0}  # fmt: skip
WIDE_MM = 180.0  # pages from this width have the plan's margins, narrower ones less
MARGINS, NARROW_MARGINS = (18.0, 22.5), (13.5, 18.0)  # mm, inner and outer
LEAST_COLUMN, LEAST_LINES = 3.0, 30  # mm; lines of a page that its plan needs
LEAST_MEASURE, MOST_MEASURE = 16.0, 27.0  # em of the text face, of a text column where there are two

_HEX = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})\Z")
_UNITS = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?U\Z")
_BASIC = {"black": "#000000", "white": "#FFFFFF"}
_DISPLAY_ROLES = frozenset({"year", "headline", "title", "cover-subtitle", "second-title", "quote", "number-1",
                            "number-2", "number-3", "label", "subhead", "folio"})  # fmt: skip
_TEXT_ROLES = frozenset({"text", "lead"})
_SANS_ROLES = frozenset({"table", "table-total", "note", "note-strong", "caption", "caption-strong", "address"})


def read_brand(project: Project, name: str, at: Location | None) -> Brand:
    """The brand of a file, relative to the project; the house style where the file is missing or silent."""
    node = brand_node(project, name, at)
    reader = Reader(project, Realm.SETUP)
    file = BrandFile() if node is None else reader.read(node, BrandFile, "brand file")
    return _Resolver(project, reader, file).brand()


def house_brand(project: Project) -> Brand:
    """The built-in brand, for a project without a brand file."""
    return _Resolver(project, Reader(project, Realm.SETUP), BrandFile()).brand()


class _Dress(Struct, frozen=True):
    """What the convention says of a kind of text: its weight, and the name of its ink."""

    weight: float | None = None
    ink: str = ""


class _Resolver:
    def __init__(self, project: Project, reader: Reader, file: BrandFile) -> None:
        self._project = project
        self._reader = reader
        self._file = file
        self._ours: ReportDefaults = file.defaults.report
        self._cycles: set[str] = set()
        self._sources: dict[str, str] = {}  # by ink: the name that it takes its colour from
        self._moved: dict[str, str] = {}  # names of the palette that a use has taken: the inks they became

    def brand(self) -> Brand:
        grid = self._grid(self._ours.page)
        inks = self._inks()
        name = self._file.meta.name
        return Brand(
            name=(name.full or name.short) if isinstance(name, MetaName) else name,
            inks=inks,
            chapters=self._chapters(inks),
            roles=self._roles(grid.unit, inks, grid.narrow),
            fonts=self._fonts(),
            grid=grid,
            logo=logo_of(self._project, self._file, inks),
            hyphen_minimums=minimums(self._ours.hyphenation, self._reader.problem),
            motif=motif_of(self._ours.motif, self._reader),
            fitting=fitting_of(self._ours.fitting, self._reader.problem),
            furniture=furniture_of(self._ours.furniture),
            panel=self._ours.opener.panel if self._ours.opener else "paper",
            mark=self._ours.mark,
            bar=self._ours.bar,
            voice=self._voice(inks),
            places=self._places(),
        )

    # ------------------------------------------------------------ colours

    def _inks(self) -> dict[str, Ink]:
        inks, palette = house_style.inks(), self._file.color.palette
        for name, given in palette.items():
            self._define(inks, name, given)
        for use, given in self._uses().items():
            named = inks[use]
            self._define(inks, use, given)
            if use in palette and inks[use].rgb != named.rgb:
                self._moved[use] = f"palette-{use}"
                inks[self._moved[use]] = replace(named, name=self._moved[use])
        self._mix_greys(inks)
        for written, entry in self._ours.inks.items():
            name = self._named(written)
            if name not in inks:
                hint = did_you_mean(name, list(inks))
                self._reader.problem("unknown-ink", f"The palette has no {name}.", entry.at, hint)
                continue
            if entry.cmyk and not all(0 <= part <= 100 for part in entry.cmyk):
                self._reader.problem("bad-ink", f"{name}: CMYK values are percentages, 0 to 100.", entry.at)
            cmyk = house_style.percent(entry.cmyk) if entry.cmyk else inks[name].cmyk
            inks[name] = replace(inks[name], cmyk=cmyk, spot=entry.spot)
        stated = {self._named(written) for written in self._ours.inks}
        for name in self._sources.keys() - stated:
            source = inks.get(self._named(self._sources[name]))
            if source is not None and source.name in stated:
                inks[name] = replace(inks[name], cmyk=source.cmyk, spot=source.spot)
        return inks

    def _uses(self) -> dict[str, Colour]:
        """What the convention's uses give to the inks that the program draws with."""
        color = self._file.color
        uses = {"ink": _light(color.foreground), "paper": _light(color.background), "gold": _light(color.primary)}
        return {name: given for name, given in uses.items() if given is not None}

    def _named(self, written: str) -> str:
        """The ink that a name of the palette stands for."""
        return self._moved.get(written, written)

    def _mix_greys(self, inks: dict[str, Ink]) -> None:
        """Greys that the palette leaves out lie between the brand's own paper and ink. In print they stay black."""
        paper, ink, house = inks["paper"].rgb, inks["ink"].rgb, house_style.inks()
        if (paper, ink) == (house["paper"].rgb, house["ink"].rgb):
            return
        for name, share in house_style.GREYS.items():
            if name not in self._file.color.palette:
                red, green, blue = (round((p + (i - p) * share) * 255) / 255 for p, i in zip(paper, ink, strict=True))
                inks[name] = replace(inks[name], rgb=(red, green, blue))

    def _define(self, inks: dict[str, Ink], name: str, given: Colour) -> None:
        """A colour keeps the built-in CMYK only where it is the built-in colour."""
        resolved = self._resolved(given)
        if resolved is None:
            return
        source, colour = resolved
        same = [ink for ink in (inks.get(name), inks.get(source)) if ink and ink.rgb == house_style.rgb(colour)]
        inks[name] = Ink(name, house_style.rgb(colour), same[0].cmyk if same else None)
        self._sources[name] = source

    def _resolved(self, given: Colour) -> tuple[str, str] | None:
        """The palette name and #RRGGBB that a colour stands for."""
        palette = self._file.color.palette
        seen: list[str] = []
        current: str = given
        while not current.startswith("#"):
            if current in seen:
                if not self._cycles & set(seen):
                    chain = " → ".join([*seen, current])
                    self._reader.problem("colour-cycle", f"These colours name each other: {chain}.", given.at)
                self._cycles |= set(seen)
                return None
            seen.append(current)
            if current in palette:
                current = palette[current]
            elif current in house_style.INKS or current in _BASIC:
                current = house_style.INKS[current][0] if current in house_style.INKS else _BASIC[current]
            else:
                known = [*palette, *house_style.INKS, *_BASIC]
                if given:
                    hint = did_you_mean(current, known)
                    self._reader.problem("unknown-colour", f"“{current}” is no colour.", given.at, hint)
                return None
        if not _HEX.match(current):
            self._reader.problem("bad-colour", f"“{current}” is no colour.", given.at, 'Write "#1C1C1A".')
            return None
        if len(current) == 4:
            current = "#" + "".join(2 * digit for digit in current[1:])
        return (seen[-1] if seen else ""), current

    def _chapters(self, inks: dict[str, Ink]) -> dict[str, ChapterInks]:
        if not self._ours.chapters:
            return house_style.chapters()
        chapters = {}
        for name, entry in self._ours.chapters.items():
            parts = []
            for part in ("deep", "bright", "pale"):
                given: Colour = getattr(entry, part)
                if given in inks:
                    parts.append(self._named(given))
                    continue
                self._define(inks, f"{name}-{part}", given)
                parts.append(f"{name}-{part}" if f"{name}-{part}" in inks else "ink")
            chapters[name] = ChapterInks(*parts)
        return chapters

    def _voice(self, inks: Mapping[str, Ink]) -> str:
        voice = self._ours.voice
        if voice is None or voice in inks:
            return self._named(voice) if voice else "gold"
        self._reader.problem("unknown-ink", f"The palette has no {voice}.", voice.at, did_you_mean(voice, list(inks)))
        return "gold"

    def _places(self) -> dict[str, Location]:
        """Where the file defines its inks; the last word counts."""
        return {
            **{name: given.at for name, given in self._uses().items()},
            **{self._named(name): given.at for name, given in self._file.color.palette.items()},
        }

    # ------------------------------------------------------------ type

    def _roles(self, unit: float, inks: dict[str, Ink], narrow: bool) -> dict[str, TypeRole]:
        typography = self._file.typography
        base, headings, mono = (_family(face) for face in (typography.base, typography.headings, typography.monospace))
        roles = {}
        display, running = self._dress(typography.headings, inks), self._dress(typography.base, inks)
        usual = breaking(self._ours.setting, Breaking(), self._reader.problem)
        for name, role in house_style.roles(unit).items():
            family = headings or base if name in _DISPLAY_ROLES else mono if name == "code" else base
            keeps = not family or family in role.families[:1] or (family == house_style.SERIF and name in _SANS_ROLES)
            role = role if keeps else _reset(role, family)
            role = _dressed(role, display if name in _DISPLAY_ROLES else running if name in _TEXT_ROLES else _Dress())
            if self._ours.numerals == "old-style" and name in _TEXT_ROLES:
                role = replace(role, features=tuple("onum" if f == "lnum" else f for f in role.features))
            steps = (*role.steps, *_smaller(name, unit)) if narrow else role.steps
            roles[name] = replace(role, breaking=usual, steps=steps)
        for name, entry in self._ours.type.items():
            if name in roles:
                roles[name] = self._role(roles[name], entry, unit, inks)
            else:
                hint = did_you_mean(name, list(roles))
                self._reader.problem("unknown-role", f"There is no type role {name}.", entry.at, hint)
        return roles

    def _dress(self, face: Face | Placed | None, inks: dict[str, Ink]) -> _Dress:
        """The weight and the ink that the convention gives a kind of text."""
        if not isinstance(face, Face):
            return _Dress()
        weight, ink = None, ""
        if face.weight is not None:
            weight = _weight(face.weight)
            if weight is None:
                hint = f"Write 100 to 900, or one of: {', '.join(WEIGHTS)}."
                self._reader.problem("bad-weight", f"“{face.weight}” is no weight.", face.weight.at, hint)
        colour = _light(face.color)
        if colour is not None:
            if colour not in inks:
                self._define(inks, str(colour), colour)
            ink = self._named(colour) if colour in inks else ""
        return _Dress(weight, ink)

    def _role(self, role: TypeRole, entry: RoleEntry, unit: float, inks: dict[str, Ink]) -> TypeRole:
        changes: dict[str, object] = {}
        family = entry.family or role.families[0]
        if family != role.families[0]:
            role = _reset(role, family)
        if entry.fallback is not None:
            changes["families"] = tuple(dict.fromkeys((family, *entry.fallback)))
        if entry.axes is not None:
            changes["axes"] = tuple(sorted(entry.axes.items()))
            changes["stated"] = entry.at
            check_axes(entry.axes, entry.at, self._reader.problem)
        if entry.features is not None:
            changes["features"] = entry.features
            changes["stated"] = entry.at
            check_features(entry.features, entry.at, self._reader.problem)
        if entry.leading is not None:
            changes["leading"] = self._leading(entry.leading, unit, entry.at)
        broken = breaking(entry.setting, role.breaking, self._reader.problem)
        if entry.alignment is not None:
            broken = replace(broken, ragged=entry.alignment == "ragged")
        changes["breaking"] = broken
        if entry.steps is not None:
            changes["steps"] = tuple((step.size, self._leading(step.leading, unit, entry.at)) for step in entry.steps)
        if entry.ink is not None and entry.ink not in inks:
            hint = did_you_mean(entry.ink, list(inks))
            self._reader.problem("unknown-ink", f"The palette has no {entry.ink}.", entry.at, hint)
        elif entry.ink is not None:
            changes["ink"] = self._named(entry.ink)
        if entry.size is not None and not 2 <= entry.size <= 600:
            self._reader.problem("bad-size", f"{role.name}: a size of {entry.size:g} pt cannot be set.", entry.at)
            return role
        for name in ("size", "italic", "tracking", "hyphenate"):
            if getattr(entry, name) is not None:
                changes[name] = getattr(entry, name)
        role = replace(role, **changes)
        return replace(role, steps=tuple(step for step in role.steps if step[0] < role.size))

    def _leading(self, given: float | str, unit: float, at: Location) -> float:
        if not isinstance(given, str):
            value = given
        else:
            match = _UNITS.match(given)
            if not match:
                hint = "Write it in pt (12.76) or in units of the grid (1.5U)."
                self._reader.problem("bad-leading", f"“{given}” is no leading.", at, hint)
                return unit
            value = float(match[1]) * unit
        if not 1 <= value <= 1000:
            self._reader.problem("bad-leading", f"A leading of {value:g} pt cannot be set.", at)
            return unit
        return value

    def _fonts(self) -> dict[str, FontFile]:
        """The families that the brand lists, and those that it uses without listing them."""
        typography = self._file.typography
        fonts = {font.family: self._font(font) for font in typography.fonts}
        for face in (typography.base, typography.headings, typography.monospace):
            family = face.family if isinstance(face, Face) else face
            if family and isinstance(family, Placed):
                fonts.setdefault(str(family), FontFile(str(family), at=family.at))
        for entry in self._ours.type.values():
            for name in (entry.family or "", *(entry.fallback or ())):
                if name:
                    fonts.setdefault(name, FontFile(name, at=entry.at))
        return fonts

    def _font(self, font: Font) -> FontFile:
        names = [entry if isinstance(entry, str) else entry.path for entry in font.files]
        if font.source == "file" and not names:
            self._reader.problem("missing-key", f"{font.family} has no files.", font.at, "List them under `files`.")
        found = [str(name) for name in names if name and self._project.asset(name, name.at, Realm.SETUP)]
        return FontFile(font.family, tuple(found), font.at)

    # ------------------------------------------------------------ page

    def _grid(self, given: PageEntry | None) -> Grid:
        page = given or PageEntry(at=Location(""))
        width, height = SIZES[page.size] if isinstance(page.size, str) else page.size
        if page.orientation is not None and (page.orientation == "landscape") != (width > height):
            width, height = height, width
        usual = MARGINS if width >= WIDE_MM else NARROW_MARGINS
        inner, outer = (
            own if given is None else given for own, given in zip(usual, (page.inner, page.outer), strict=True)
        )
        live = width - inner - outer - (page.columns - 1) * page.gutter
        measures = (width, height, page.unit, inner, outer, page.gutter, page.bleed)
        sound = all(0 <= measure <= MAXIMUM_MM for measure in measures) and 1 <= page.unit <= 20
        fits = live >= LEAST_COLUMN * page.columns and height >= LEAST_LINES * page.unit
        if not (sound and 4 <= page.columns <= 24 and fits):
            hint = (f"It needs 4 to 24 columns of {LEAST_COLUMN:g} mm and {LEAST_LINES} units of height; "
                    "all measures are mm.")  # fmt: skip
            self._reader.problem("bad-page", "This page has no room for its columns.", page.at, hint)
            return self._grid(None)
        grid = Grid(
            width * MM, height * MM, page.unit * MM, inner * MM, outer * MM, page.columns,
            page.gutter * MM, page.bleed * MM,
        )  # fmt: skip
        if page.text_columns is not None and not 1 <= page.text_columns <= 3:
            self._reader.problem("bad-page", "Text stands in 1, 2 or 3 columns.", page.at)
        elif page.text_columns is not None:
            return replace(grid, text_columns=page.text_columns)
        return replace(grid, text_columns=self._text_columns(grid))

    def _text_columns(self, grid: Grid) -> int:
        """How many columns of text give lines of a length that reads well, in the text face's own size."""
        entry = self._ours.type.get("text")
        size = (entry.size if entry else None) or house_style.TEXT_SIZE
        half = grid.span(grid.measure_columns // 2)
        return 1 if half < LEAST_MEASURE * size else 3 if half > MOST_MEASURE * size else 2


def _smaller(name: str, unit: float) -> tuple[tuple[float, float], ...]:
    """Sizes and leadings, in pt, that a role may step down to on a narrow page, below those that it has."""
    return tuple((size, lead * unit) for size, lead in house_style.NARROW_STEPS.get(name, ()))


def _dressed(role: TypeRole, dress: _Dress) -> TypeRole:
    if dress.weight is not None:
        role = replace(role, axes=tuple(sorted({**dict(role.axes), "wght": dress.weight}.items())))
    return replace(role, ink=dress.ink) if dress.ink and role.ink == "ink" else role


def _light(given: ColourPair | Colour | None) -> Colour | None:
    """The colour for light pages."""
    return given.light if isinstance(given, ColourPair) else given


def _weight(written: str) -> float | None:
    """A weight of the font convention by number or by name."""
    named = WEIGHTS.get(written.lower().replace(" ", "-"))
    if named is not None or not written.isdecimal():
        return named
    return float(written) if 1 <= int(written) <= 1000 else None


def _family(face: Face | Placed | None) -> str:
    return str((face.family if isinstance(face, Face) else face) or "")


def _reset(role: TypeRole, family: str) -> TypeRole:
    """The role in another family: its optical size means nothing there, its weight does."""
    axes = tuple(axis for axis in role.axes if axis[0] == "wght")
    return replace(role, families=(family, *(f for f in role.families if f != family)), axes=axes)
