"""Turns image files into PDF images: upright, cropped to their box, at the profile's resolution and in its colours."""

from __future__ import annotations

import io
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from reportlab.pdfbase import pdfdoc

from report.errors import Location, Problem, ReportError, Severity
from report.model.placed import PlacedImage
from report.model.strictness import warnings_as
from report.paint.canvas import PageCanvas
from report.paint.pixels import Encoded, TooManyPixelsError, exact, prepare

if TYPE_CHECKING:
    from report.paint.colour import Separator

MOST_BYTES = 200_000_000
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP", "GIF")
HINT = "export the image anew as JPEG or PNG"
COARSE, TOO_COARSE = 250, 150  # pixels per inch on paper
INK_SLACK = 4.0  # percent: what JPEG's compression may add


class Images:
    """The images of one painting: each distinct result is embedded once."""

    def __init__(
        self,
        root: Path,
        ppi: int,
        canvas: PageCanvas,
        separator: Separator | None = None,
        ink_limit: float = 400.0,
    ) -> None:
        """With a separator the images are for a press, and `problems` holds what it would object to."""
        self.problems: list[Problem] = []
        self._separator = separator
        self._ink_limit = ink_limit
        self._root = root
        self._ppi = ppi
        self._canvas = canvas
        self._keys: dict[tuple[str, float, float, tuple[float, float]], str] = {}

    def use(self, placed: PlacedImage, at: Location | None) -> str:
        """Make an image ready for use on the current page; returns its resource name."""
        wanted = (placed.file, placed.width, placed.height, placed.focus)
        key = self._keys.get(wanted)
        if key is None:
            encoded = self._encode(placed, at or Location(placed.file))
            if self._separator:
                self._judge(encoded, placed.file, at)
            key = self._keys[wanted] = encoded.digest
            if not self._canvas.knows(key):
                self._canvas.add_object(self._stream(encoded), pdfdoc.xObjectName(key))
        return self._canvas.use_image(key)

    def in_memory(self, png: bytes) -> str:
        """Make an image that a chart drew ready for use on the current page, pixel for pixel; returns its resource
        name."""
        key = f"drawn {sha256(png).hexdigest()}"
        if not self._canvas.knows(key):
            from PIL import Image

            with Image.open(io.BytesIO(png), formats=("PNG",)) as image:
                encoded = exact(image, self._separator)
            self._canvas.add_object(self._stream(encoded), pdfdoc.xObjectName(key))
        return self._canvas.use_image(key)

    def _stream(self, encoded: Encoded) -> pdfdoc.PDFStream:
        entries: dict[str, object] = {"Type": "/XObject", "Subtype": "/Image", **dict(encoded.entries)}
        if encoded.mask:
            entries["SMask"] = self._canvas.add_object(self._stream(encoded.mask), f"mask {encoded.digest}")
        return pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), encoded.data, filters=[])

    def _judge(self, encoded: Encoded, file: str, at: Location | None) -> None:
        """Note an image that is too coarse for paper, or that asks for more ink than the condition bears."""
        if encoded.ppi < COARSE:
            severity = Severity.ERROR if encoded.ppi < TOO_COARSE else Severity.WARNING
            message = f"the image {file} has {encoded.ppi:.0f} pixels per inch on paper; {COARSE} is the least"
            hint = "use a larger original, or place it smaller"
            self.problems.append(Problem("coarse-image", message, at, hint, severity))
        if encoded.ink > self._ink_limit + INK_SLACK:
            message = f"the image {file} asks for {encoded.ink:.0f} % ink; the limit is {self._ink_limit:g} %"
            hint = "convert it to the printing condition's own ICC profile, or save it as RGB"
            self.problems.append(Problem("image-ink", message, at, hint))

    def _encode(self, placed: PlacedImage, at: Location) -> Encoded:
        data = self._read(placed.file, at)
        from PIL import Image

        try:
            with warnings_as("ignore"), Image.open(io.BytesIO(data), formats=FORMATS) as image:
                return prepare(image, data, placed, self._ppi, self._separator)
        except TooManyPixelsError as fault:
            raise _refused("image-too-large", placed.file, str(fault), at) from fault
        except Exception as fault:  # Pillow's decoders raise whatever the file provokes
            raise _refused("image-unreadable", placed.file, str(fault) or type(fault).__name__, at) from fault

    def _read(self, file: str, at: Location) -> bytes:
        root = self._root.resolve()
        path = (root / file).resolve()
        if not path.is_relative_to(root):
            raise _refused("image-outside", file, "it lies outside the project's folder", at)
        try:
            if path.stat().st_size > MOST_BYTES:
                raise _refused("image-too-large", file, f"it is larger than {MOST_BYTES // 1_000_000} MB", at)
            return path.read_bytes()
        except OSError as fault:
            raise _refused("image-unreadable", file, fault.strerror or str(fault), at) from fault


def _refused(code: str, file: str, why: str, at: Location) -> ReportError:
    return ReportError([Problem(code, f"the image {file} cannot be used: {why}", at, HINT)])
