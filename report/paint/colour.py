"""Inks of the brand → process colours: their own builds, or what the printing condition's profile makes of them."""

from __future__ import annotations

import io
from pathlib import Path

from report.model.brand import Ink
from report.model.colour import CMYK, RGB

PROFILES = Path(__file__).parent.parent / "data" / "icc"


class Separator:
    """Converts sRGB colours for one printing condition; the profile is opened when the first colour asks for it."""

    def __init__(self, output_profile: str) -> None:
        self._file = PROFILES / output_profile
        self._known: dict[RGB, CMYK] = {}

    def process(self, ink: Ink) -> CMYK:
        """The build of an ink, each part from 0 to 1: the brand's own, else by the profile."""
        return ink.cmyk if ink.cmyk is not None else self.converted(ink.rgb)

    def converted(self, rgb: RGB) -> CMYK:
        """A colour by relative colorimetric conversion with black point compensation. Pure black is black ink
        alone, as text would otherwise be printed in four inks that never quite meet."""
        if max(rgb) == 0.0:
            return (0.0, 0.0, 0.0, 1.0)
        if rgb not in self._known:
            self._known[rgb] = self._convert(rgb)
        return self._known[rgb]

    def _convert(self, rgb: RGB) -> CMYK:
        from PIL import Image, ImageCms

        source = ImageCms.createProfile("sRGB")
        target = ImageCms.ImageCmsProfile(io.BytesIO(self._file.read_bytes()))
        transform = ImageCms.buildTransform(
            source,
            target,
            "RGB",
            "CMYK",
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
        pixel = Image.new("RGB", (1, 1), tuple(round(channel * 255) for channel in rgb))
        converted = ImageCms.applyTransform(pixel, transform)
        if converted is None:
            raise ValueError("the colour conversion gave nothing")
        cyan, magenta, yellow, black = (part / 255 for part in converted.tobytes())
        return (cyan, magenta, yellow, black)
