"""Turns what a brand file says of logos into the logo: drawings in the brand's inks, or bitmaps with their measures."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec.structs import replace

from report.errors import Realm, Severity
from report.model.brand import Ink
from report.model.logo import MM, Logo, LogoImage
from report.sources.brandfile import BrandFile, LogoEntry, LogoFile, LogoUse, LogoVariant
from report.sources.project import Project
from report.sources.scalars import FileName

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_RANGES = {"width": (5.0, 300.0), "least": (1.0, 300.0), "clear": (0.0, 5.0)}

Given = LogoFile | FileName | None


def logo_of(project: Project, file: BrandFile, inks: dict[str, Ink]) -> Logo:
    """The logo. Colours of a drawing that the palette does not have become inks of their own, added to `inks`."""
    return _Reader(project, file, inks).logo()


class _Reader:
    def __init__(self, project: Project, file: BrandFile, inks: dict[str, Ink]) -> None:
        self._project = project
        self._inks = inks
        self._given = file.logo
        self._use = file.defaults.report.logo
        self._images: Mapping[str, LogoFile | FileName] = (
            file.logo.images if isinstance(file.logo, LogoEntry) and file.logo.images else {}
        )
        self._read: dict[str, LogoImage | None] = {}

    def logo(self) -> Logo:
        given = self._given
        if given is None:
            return Logo()
        main: Given = given
        small: Given = None
        if isinstance(given, LogoEntry) and not given.path:
            main, small = given.medium or given.large or given.small, given.small
        light, dark = self._pair(main)
        logo = Logo(light, dark, self._pair(small)[0])
        return logo if self._use is None else self._measured(logo, self._use)

    def _measured(self, logo: Logo, use: LogoUse) -> Logo:
        logo = replace(logo, at=use.at)
        for key, (least, most) in _RANGES.items():
            value = getattr(use, key)
            if value is not None and not least <= value <= most:
                message = f"{key} must lie between {least:g} and {most:g}, not {value:g}."
                self._project.problem("bad-logo", message, use.at, realm=Realm.SETUP)
            elif value is not None:
                logo = replace(logo, **{key: value if key == "clear" else value * MM})
        return logo

    def _pair(self, given: Given) -> tuple[LogoImage | None, LogoImage | None]:
        """The variants for light and for dark grounds."""
        if isinstance(given, LogoVariant) and not given.path:
            return self._image(given.light), self._image(given.dark)
        return self._image(given), None

    def _image(self, given: Given, alt: str = "") -> LogoImage | None:
        """The image of a file, or of a name among `images`."""
        if isinstance(given, LogoFile):
            return self._image(given.path, given.alt)
        if not given:
            return None
        named = self._images.get(given)
        if named is not None and named != given:
            return self._image(named, alt)
        name = str(given)
        if name not in self._read:
            self._read[name] = self._opened(given, alt)
        return self._read[name]

    def _opened(self, name: FileName, alt: str) -> LogoImage | None:
        project, at = self._project, name.at
        if _ADDRESS.match(name):
            message, hint = f"{name} is not fetched, so the report has no such logo.", "Put the file into the project."
            project.problem("logo-address", message, at, hint, realm=Realm.SETUP, severity=Severity.WARNING)
            return None
        if not project.asset(name, at, Realm.SETUP):
            return None
        if name.lower().endswith(".svg"):
            from report.sources.vectors import read_vector

            vector = read_vector(project, name, at)
            if vector is None:
                return None
            for contour in vector.contours:
                for colour in (contour.fill, contour.stroke):
                    if colour is not None:
                        self._ink(colour)
            return LogoImage(str(name), vector.width / vector.height, alt, vector, at=at)
        if not project.image(name, at):
            return None
        width, height = project.images[name]
        return LogoImage(str(name), width / height, alt, pixels=width, at=at)

    def _ink(self, colour: tuple[float, float, float]) -> None:
        """Define an ink for a colour that no ink of the brand has."""
        if not any(ink.rgb == colour for ink in self._inks.values()):
            name = "logo-" + "".join(f"{round(part * 255):02x}" for part in colour)
            self._inks[name] = Ink(name, colour)
