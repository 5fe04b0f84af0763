"""Turns the head of an image file into its width and height in pixels."""

from __future__ import annotations

from report.errors import Location
from report.model.strictness import warnings_as
from report.sources.project import Project

KINDS = ("JPEG", "PNG", "TIFF", "GIF", "WEBP")
_SIDEWAYS = frozenset({5, 6, 7, 8})  # EXIF orientations that swap width and height (EXIF 2.32, tag 0x0112)
_ORIENTATION = 0x0112


def measure(project: Project, name: str, at: Location) -> tuple[int, int] | None:
    """Width and height of an image as it stands after its EXIF rotation; None when it is no image that a report can
    hold, which is then a problem at `at`."""
    from PIL import Image, UnidentifiedImageError

    try:
        bombs = warnings_as("error", Image.DecompressionBombWarning)
        with bombs, Image.open(project.root / name, formats=KINDS) as image:
            width, height = image.size
            turned = image.getexif().get(_ORIENTATION) in _SIDEWAYS
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        message = f"{name} has more pixels than a page can use."
        project.problem("image-huge", message, at, "Save a smaller one: 300 pixels an inch in print is enough.")
        return None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        hint = "Save it as JPEG, PNG, TIFF, GIF or WebP."
        project.problem("image-unreadable", f"{name} is no image that can be read.", at, hint)
        return None
    return (height, width) if turned else (width, height)
