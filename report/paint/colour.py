"""Inks of the brand → process colours: their own builds, or what the printing condition's profile makes of them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report.model.brand import Ink
from report.model.colour import CMYK, RGB
from report.model.profile import Intent

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsTransform

PROFILES = Path(__file__).parent.parent / "data" / "icc"
BLACK: CMYK = (0.0, 0.0, 0.0, 1.0)


class Separator:
    """Converts colours for one printing condition; its profile is opened when the first colour asks for it.
    `output_profile` is a file of the package's data, or a path."""

    def __init__(self, output_profile: str, intent: Intent = "relative", ink_limit: float = 400.0) -> None:
        self._file = PROFILES / output_profile
        self._limit = ink_limit
        self._intent = intent
        self._known: dict[RGB, CMYK] = {}
        self._transform: ImageCmsTransform | None = None

    @property
    def profile(self) -> bytes:
        """The condition's ICC profile."""
        return self._file.read_bytes()

    def process(self, ink: Ink) -> CMYK:
        """The build of an ink, each part from 0 to 1: the brand's own, else by the profile. What the brand calls its
        ink is black ink alone unless it says otherwise: text in four inks never quite meets."""
        if ink.cmyk is not None:
            return ink.cmyk
        return BLACK if ink.name == "ink" else self.converted(ink.rgb)

    def converted(self, rgb: RGB) -> CMYK:
        """A colour by the condition's intent, with black point compensation. Pure black is black ink alone."""
        if max(rgb) == 0.0:
            return BLACK
        if rgb not in self._known:
            from PIL import Image

            pixel = Image.new("RGB", (1, 1), tuple(round(channel * 255) for channel in rgb))
            cyan, magenta, yellow, black = (part / 255 for part in self.separated(pixel).tobytes())
            self._known[rgb] = (cyan, magenta, yellow, black)
        return self._known[rgb]

    def separated(self, image: Image, profile: bytes | None = None) -> Image:
        """An RGB image in the inks of the condition: through its own profile when it has one that fits, else as
        sRGB."""
        from PIL import ImageCms

        if profile:
            try:
                made = ImageCms.applyTransform(image, self._made(ImageCms.ImageCmsProfile(io.BytesIO(profile))))
                if made is not None:
                    return limited(made, self._limit)
            except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
                pass  # the profile is for other colours, or none: the image is taken for sRGB
        if self._transform is None:
            self._transform = self._made(ImageCms.createProfile("sRGB"))
        made = ImageCms.applyTransform(image, self._transform)
        if made is None:
            raise ValueError("the colour conversion gave nothing")
        return limited(made, self._limit)

    def _made(self, source: Any) -> ImageCmsTransform:
        from PIL import ImageCms

        perceptual = self._intent == "perceptual"
        return ImageCms.buildTransform(
            source,
            ImageCms.ImageCmsProfile(io.BytesIO(self._file.read_bytes())),
            "RGB",
            "CMYK",
            renderingIntent=ImageCms.Intent.PERCEPTUAL if perceptual else ImageCms.Intent.RELATIVE_COLORIMETRIC,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )


def limited(image: Image, limit: float) -> Image:
    """A CMYK image with no more than so much ink (percent) anywhere: where there is more, the coloured inks give way
    alike, so that black keeps its depth. Profiles go beyond their own limit between their grid points."""
    from PIL import Image as Images
    from PIL import ImageMath

    most = limit * 2.55
    cyan, magenta, yellow, black = image.split()
    bands = {"c": cyan, "m": magenta, "y": yellow, "k": black}
    share = ImageMath.lambda_eval(
        lambda of: of["min"](
            (most - of["float"](of["k"])) / of["max"](of["float"](of["c"]) + of["m"] + of["y"], 1.0), 1.0
        ),
        **bands,
    )
    if share.getextrema()[0] >= 1.0:
        return image
    less = [
        ImageMath.lambda_eval(lambda of: of["convert"](of["x"] * of["share"], "L"), x=bands[name], share=share)
        for name in "cmy"
    ]
    return Images.merge("CMYK", (*less, black))


def most_ink(image: Image) -> float:
    """The ink, in percent of one full ink, that all but one in a thousand pixels of a CMYK image keep below."""
    from PIL import ImageChops

    cyan, magenta, yellow, black = image.split()
    pair, other = ImageChops.add(cyan, magenta, scale=2), ImageChops.add(yellow, black, scale=2)
    counts = ImageChops.add(pair, other, scale=2).histogram()  # a quarter of the sum
    left = image.width * image.height / 1000
    for level in range(255, -1, -1):
        left -= counts[level]
        if left < 0:
            return level / 255 * 400
    return 0.0
