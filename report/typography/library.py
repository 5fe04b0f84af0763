"""Turns a family's name and axes into a face, from the project's own files or an installed font package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from report.errors import Location, Problem, Realm, ReportError, Severity
from report.model.brand import FontFile, TypeRole
from report.typography.faces import Face, FontProgram

BOLD = 600.0
BOLDER = 200.0
_LARGEST_FILE = 64 * 1024 * 1024
_RESTRICTED = 0x0002  # OS/2 fsType: may not be embedded without the maker's leave
_USUAL = frozenset(("kern", "liga", "lnum", "pnum", "tnum"))  # a font without them mostly does so anyhow
_SIGNATURES = {b"\0\1\0\0", b"true", b"OTTO"}
_TOLD = {
    b"ttcf": "it is a collection of fonts (TTC)",
    b"wOFF": "it is a web font (WOFF)",
    b"wOF2": "it is a web font (WOFF2)",
}


class FontLibrary:
    """The fonts of one run: families → files → faces, each opened when first asked for."""

    def __init__(self, root: Path, fonts: Mapping[str, FontFile]) -> None:
        self._root = root
        self._fonts = dict(fonts)
        self._programs: dict[Path, FontProgram] = {}
        self._families: dict[str, tuple[Path, ...]] = {}
        self._chosen: dict[tuple[str, tuple[tuple[str, float], ...], bool], Face] = {}
        self._faces: dict[str, Face] = {}
        self._doubted: set[str] = set()

    def files(self, family: str) -> tuple[Path, ...]:
        """The font files of a family. Raises ReportError when there are none."""
        return self._files(family)

    def face(self, family: str, axes: tuple[tuple[str, float], ...] = (), italic: bool = False) -> Face:
        """The face of a family at these axis positions. Axes the font lacks are left aside, values outside its
        range are brought to the nearest one; of static files the nearest weight serves. A family without italics
        serves its upright for them: a slanted one is never faked. Raises ReportError when there is no font."""
        wanted = (family, axes, italic)
        found = self._chosen.get(wanted)
        if found is None:
            found = self._chosen[wanted] = self._open(family, dict(axes), italic)
        return found

    def by_key(self, key: str) -> Face:
        """The face a Run names. KeyError when this library never made it."""
        return self._faces[key]

    def stack(self, role: TypeRole, *, bold: bool = False, italic: bool = False) -> tuple[Face, ...]:
        """The faces of a role, the first and then its fallbacks. Bold raises the weight to 600, or by 200 where
        the role is that heavy already."""
        axes = dict(role.axes)
        axes.setdefault("opsz", role.size)  # OpenType: optical size is given in typographic points
        if bold:
            weight = axes.get("wght", 400.0)
            axes["wght"] = BOLD if weight < BOLD else weight + BOLDER
        slanted = role.italic or italic
        return tuple(self.face(family, tuple(axes.items()), slanted) for family in role.families)

    def doubts(self, role: TypeRole) -> list[Problem]:
        """Axes and features that the brand file asks for and the role's own face has not, told once for a role."""
        if role.stated is None or role.name in self._doubted:
            return []
        self._doubted.add(role.name)
        family = role.families[0]
        program = self.face(family, role.axes, role.italic).program
        problems: list[Problem] = []
        for tag, value in role.axes:
            if tag not in program.axes and tag != "wght":
                known = ", ".join(f"{name} {low:g}–{high:g}" for name, (low, _, high) in sorted(program.axes.items()))
                hint = _nearest(tag, program.axes) or (f"it has {known}" if known else "it has no axes")
                problems.append(_doubt("unknown-axis", f"{role.name}: {family} has no axis {tag}", role.stated, hint))
            elif tag in program.axes and not program.axes[tag][0] <= value <= program.axes[tag][2]:
                low, _, high = program.axes[tag]
                message = f"{role.name}: {tag} {value:g} lies outside the {low:g}–{high:g} of {family}"
                problems.append(_doubt("axis-range", message, role.stated, "the nearest value is taken"))
        for feature in role.features:
            tag = feature.lstrip("+-").partition("=")[0]
            if not feature.startswith("-") and tag not in _USUAL and tag not in program.features:
                hint = _nearest(tag, program.features)
                message = f"{role.name}: {family} has no OpenType feature {tag}"
                problems.append(_doubt("unknown-feature", message, role.stated, hint))
        return problems

    def _open(self, family: str, axes: dict[str, float], italic: bool) -> Face:
        program = self._choose(family, axes, italic)
        pinned = {tag: min(max(axes.get(tag, usual), low), high) for tag, (low, usual, high) in program.axes.items()}
        if italic and not program.is_italic and "ital" in program.axes:
            pinned["ital"] = program.axes["ital"][2]
        elif italic and not program.is_italic and "slnt" in program.axes:
            pinned["slnt"] = program.axes["slnt"][0]
        shown = pinned or {"wght": float(program.weight)}
        key = f"{family}|" + ",".join(f"{tag}={value:g}" for tag, value in sorted(shown.items()))
        key += "|italic" if program.is_italic else ""
        face = self._faces.get(key)
        if face is None:
            face = self._faces[key] = Face(key, family, program, pinned)
        return face

    def _choose(self, family: str, axes: Mapping[str, float], italic: bool) -> FontProgram:
        files = self._files(family)
        named = [path for path in files if ("italic" in path.name.lower()) is italic]
        programs = [self._program(family, path) for path in (named if len(files) == 2 and len(named) == 1 else files)]
        matching = [program for program in programs if program.is_italic is italic] or programs
        weight = axes.get("wght", 400.0)

        def distance(program: FontProgram) -> tuple[float, float, str]:
            low, _, high = program.axes.get("wght", (program.weight, program.weight, program.weight))
            return (max(low - weight, weight - high, 0.0), abs(program.width_class - 5), program.path.name)

        return min(matching, key=distance)

    def _files(self, family: str) -> tuple[Path, ...]:
        files = self._families.get(family)
        if files is None:
            font = self._fonts.get(family)
            own = self._own_files(font) if font and font.files else ()
            files = self._families[family] = own or _packaged_files(family)
        if not files:
            raise ReportError(self._missing(family))
        return files

    def _missing(self, wanted: str) -> list[Problem]:
        """The family that is not there, and the brand's others that are not: all in one run."""
        others = [name for name, font in self._fonts.items() if not font.files and not _packaged_files(name)]
        return [
            _problem(
                "missing-font",
                f"the font family “{family}” is not there",
                f"install its package (pip install {_package(family)}), or name its files under typography.fonts",
                self._at(family),
            )
            for family in dict.fromkeys((wanted, *others))
        ]

    def _at(self, family: str) -> Location | None:
        font = self._fonts.get(family)
        return font.at if font else None

    def _own_files(self, font: FontFile) -> tuple[Path, ...]:
        root = self._root.resolve()
        problems, files = [], []
        for name in font.files:
            path = (root / name).resolve()
            if Path(name).is_absolute() or not path.is_relative_to(root):
                problems.append(_problem("font-path", f"the font file “{name}” lies outside the project", at=font.at))
            elif not path.is_file():
                message = f"the font file “{name}” of {font.family} is not there"
                problems.append(_problem("missing-font", message, at=font.at))
            else:
                files.append(path)
        if problems:
            raise ReportError(problems)
        return tuple(files)

    def _program(self, family: str, path: Path) -> FontProgram:
        program = self._programs.get(path)
        if program is None:
            opened = open_font(family, path, self._at(family))
            if isinstance(opened, Problem):
                raise ReportError([opened, *self._others(family)])
            program = self._programs[path] = opened
        return program

    def _others(self, family: str) -> Iterator[Problem]:
        """What is wrong with the brand's other fonts, so that one run finds it all."""
        for name in self._fonts:
            if name == family:
                continue
            try:
                for path in self._files(name):
                    opened = self._programs.get(path) or open_font(name, path, self._at(name))
                    if isinstance(opened, Problem):
                        yield opened
            except ReportError as stop:
                yield from stop.problems


def open_font(
    family: str, path: Path, at: Location | None = None, *, restricted: bool = False
) -> FontProgram | Problem:
    """A font file ready for use, or why it cannot be used. One that may not be embedded is opened when `restricted`
    ones are asked for, to look at."""
    refused = _examined(family, path, at)
    if refused is not None:
        return refused
    program = FontProgram(path)
    if not program.hb_face.glyph_count or not program.tables & {"glyf", "CFF ", "CFF2"}:
        return _problem("bad-font", f"“{path.name}” of {family} holds no outlines that can be set", at=at)
    if program.embedding & 0x000F == _RESTRICTED and not restricted:
        return _problem("font-licence", f"the maker of {family} does not let “{path.name}” be embedded", at=at)
    return program


def _examined(family: str, path: Path, at: Location | None) -> Problem | None:
    """Why a file is no single TrueType or OpenType font, before the font engine sees it."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            signature = file.read(4)
    except OSError as error:
        return _problem("bad-font", f"“{path.name}” of {family} cannot be read: {error.strerror}", at=at)
    if signature not in _SIGNATURES or size > _LARGEST_FILE:
        large = size > _LARGEST_FILE
        reason = "it is larger than 64 MB" if large else _TOLD.get(signature, "it is not a font file")
        hint = "give a TrueType (.ttf) or OpenType (.otf) file"
        return _problem("bad-font", f"“{path.name}” of {family} cannot be used: {reason}", hint, at)
    return None


def _package(family: str) -> str:
    return "fontpkg-" + "-".join(family.lower().split())


def _packaged_files(family: str) -> tuple[Path, ...]:
    """The font files of an installed `fontpkg_…` package, found without importing it."""
    module = _package(family).replace("-", "_")
    spec = find_spec(module) if module.isidentifier() else None
    folders: Iterable[str] = spec.submodule_search_locations or () if spec else ()
    return tuple(
        sorted(
            path
            for folder in folders
            for path in Path(folder, "files").glob("*")
            if path.suffix.lower() in {".ttf", ".otf"}
        )
    )


def _problem(code: str, message: str, hint: str = "", at: Location | None = None) -> Problem:
    return Problem(code, message, at, hint, realm=Realm.SETUP)


def _doubt(code: str, message: str, at: Location, hint: str) -> Problem:
    return Problem(code, message, at, hint, Severity.WARNING, Realm.SETUP)


def _nearest(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1)
    return f"did you mean “{close[0]}”?" if close else ""
