"""Turns an opened image into the pixels its place asks for, encoded as a PDF stream."""

from __future__ import annotations

import hashlib
import io
import zlib
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from report.model.placed import PlacedImage

if TYPE_CHECKING:
    from PIL.Image import Image

    from report.paint.colour import Separator

MOST_PIXELS = 120_000_000
JPEG_QUALITY = 88
PRESS_QUALITY = 92
INVERTED = "[1 0 1 0 1 0 1 0]"  # JPEG files of CMYK say how much ink is left out, as Adobe's programs began to
SPARE = 1.15  # an image up to this much finer than asked for is left as it is: resampling would only blur it
ORIENTATION = 0x0112  # the Exif tag
METADATA = {0xE1, 0xE2, 0xED, 0xFE}  # JPEG segments that hold Exif, XMP, profiles, captions and comments

Crop = tuple[float, float, float, float]


class TooManyPixelsError(Exception):
    """The image would take more memory than any page needs."""


class Encoded(Struct, frozen=True):
    """An image as a PDF stream: its dictionary's entries, its data, and the same of its soft mask. `ink` is the most
    ink, in percent, that more than a few of its pixels ask for; `ppi` is what it has where it is placed."""

    entries: tuple[tuple[str, str], ...]
    data: bytes
    mask: Encoded | None = None
    ink: float = 0.0
    ppi: float = 0.0

    @property
    def digest(self) -> str:
        """Equal for equal images."""
        parts = hashlib.sha256(repr(self.entries).encode())
        parts.update(self.data)
        parts.update(self.mask.digest.encode() if self.mask else b"")
        return parts.hexdigest()


def prepare(image: Image, data: bytes, placed: PlacedImage, ppi: int, separator: Separator | None = None) -> Encoded:
    """Crop, turn, resample and convert an image, doing no more to it than its place asks for. A JPEG that needs
    nothing is kept as it came, without its metadata. With a separator it becomes an image in process colours."""
    if image.width * image.height > MOST_PIXELS:
        raise TooManyPixelsError(f"it has {image.width} x {image.height} pixels")
    from PIL import ImageOps

    photograph = image.format == "JPEG"
    turn = image.getexif().get(ORIENTATION, 1)
    profile = image.info.get("icc_profile")
    size = (image.height, image.width) if turn >= 5 else image.size
    pixels = crop_around(size, placed)
    target = target_size(pixels, placed, ppi)
    found = (pixels[2] - pixels[0]) / placed.width * 72
    whole = pixels == (0, 0, *size) and target == size
    crop: Crop = pixels
    kept = _kept(image, profile, separator) if photograph and whole and turn == 1 else None
    if kept is not None:
        return replace(_jpeg(_without_metadata(data), image.size, image.mode), ink=kept, ppi=found)
    if photograph:
        crop = _drafted(image, size, crop, target, turn)
    upright = ImageOps.exif_transpose(image) if turn != 1 else image
    colour, alpha = _channels(upright, profile, separator)
    colour = _fitted(colour, crop, target)
    if photograph:
        buffer = io.BytesIO()
        quality = PRESS_QUALITY if separator else JPEG_QUALITY
        colour.save(buffer, "JPEG", quality=quality, subsampling="4:4:4", optimize=True)
        return replace(_jpeg(buffer.getvalue(), colour.size, colour.mode), ink=_ink(colour), ppi=found)
    mask = None if alpha is None else _fitted(alpha, crop, target)
    made = _flate(colour, _flate(mask) if mask is not None and mask.getextrema() != (255, 255) else None)
    return replace(made, ink=_ink(colour), ppi=found)


def exact(image: Image, separator: Separator | None = None) -> Encoded:
    """An image as it is, pixel for pixel."""
    colour, alpha = _channels(image, None, separator)
    return _flate(colour, _flate(alpha) if alpha is not None and alpha.getextrema() != (255, 255) else None)


def _kept(image: Image, profile: bytes | None, separator: Separator | None) -> float | None:
    """Whether a JPEG can stay as it came; if so, the ink that it asks for. One of CMYK that Adobe's marker does not
    tell of is read differently by different programs, so it is written anew."""
    stays = ("CMYK", "L") if separator else ("RGB", "L")
    if image.mode not in stays or (profile and image.mode == "RGB") or (image.mode == "CMYK" and not _adobe(image)):
        return None
    image.load()
    return _ink(image)


def _adobe(image: Image) -> bool:
    return "adobe" in image.info


def _ink(image: Image) -> float:
    from report.paint.colour import most_ink

    return most_ink(image) if image.mode == "CMYK" else 0.0


def crop_around(size: tuple[int, int], placed: PlacedImage) -> tuple[int, int, int, int]:
    """The part of an image that fills its box: left, upper, right, lower in pixels, around the focus."""
    width, height = size
    scale = max(placed.width / width, placed.height / height)
    kept_width = min(width, max(1, round(placed.width / scale)))
    kept_height = min(height, max(1, round(placed.height / scale)))
    left = round(min(max(placed.focus[0] * width - kept_width / 2, 0), width - kept_width))
    upper = round(min(max(placed.focus[1] * height - kept_height / 2, 0), height - kept_height))
    return left, upper, left + kept_width, upper + kept_height


def target_size(crop: tuple[int, int, int, int], placed: PlacedImage, ppi: int) -> tuple[int, int]:
    """The size in pixels at which the crop is embedded; never more than it has."""
    width, height = crop[2] - crop[0], crop[3] - crop[1]
    wanted_width, wanted_height = placed.width / 72 * ppi, placed.height / 72 * ppi
    if width <= wanted_width * SPARE and height <= wanted_height * SPARE:
        return width, height
    return max(1, min(width, round(wanted_width))), max(1, min(height, round(wanted_height)))


def _drafted(image: Image, size: tuple[int, int], crop: Crop, target: tuple[int, int], turn: int) -> Crop:
    """Let the JPEG decoder skip detail that resampling would throw away; returns the crop in what it will yield."""
    scale = max(target[0] / (crop[2] - crop[0]), target[1] / (crop[3] - crop[1]))
    before = image.size
    image.draft(None, (round(before[0] * scale), round(before[1] * scale)))
    after = (image.height, image.width) if turn >= 5 else image.size
    across, down = after[0] / size[0], after[1] / size[1]
    return crop[0] * across, crop[1] * down, crop[2] * across, crop[3] * down


def _fitted(image: Image, crop: Crop, target: tuple[int, int]) -> Image:
    from PIL.Image import Resampling

    if image.size == target:  # nothing to cut off either, as a target is never larger than its crop
        return image
    box = (max(crop[0], 0.0), max(crop[1], 0.0), min(crop[2], image.width), min(crop[3], image.height))
    return image.resize(target, Resampling.LANCZOS, box=box)


def _channels(image: Image, profile: bytes | None, separator: Separator | None = None) -> tuple[Image, Image | None]:
    """An image as sRGB, in process colours where there is a separator, or grey; and its transparency. Process
    colours that are there already are kept for a press: whoever made them knew why."""
    alpha = None
    if separator and image.mode == "CMYK":
        return image, None
    if image.mode in ("RGBA", "LA", "PA", "La", "RGBa") or "transparency" in image.info:
        with_alpha = image.convert("RGBA")
        alpha = with_alpha.getchannel("A")
        image = with_alpha.convert("RGB")
    if image.mode in ("I;16", "I;16L", "I;16B", "I;16N", "I"):
        image = image.convert("I").point(lambda value: value * (1 / 257) + 0).convert("L")
    if separator and image.mode not in ("1", "L"):
        rgb = image.mode in ("RGB", "P")
        return separator.separated(image.convert("RGB"), profile if rgb else None), alpha
    if profile and image.mode in ("RGB", "CMYK", "P"):
        image = _to_srgb(image.convert("RGB") if image.mode == "P" else image, profile)
    return image.convert("L" if image.mode in ("1", "L") else "RGB"), alpha


def _to_srgb(image: Image, profile: bytes) -> Image:
    """Convert through the image's own profile; left alone when the profile does not fit the image."""
    from PIL import ImageCms

    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return image
    return converted or image


# ---------------------------------------------------------------- encodings


def _entries(size: tuple[int, int], mode: str) -> dict[str, str]:
    space = {"L": "/DeviceGray", "CMYK": "/DeviceCMYK"}.get(mode, "/DeviceRGB")
    return {"Width": str(size[0]), "Height": str(size[1]), "BitsPerComponent": "8", "ColorSpace": space}


def _jpeg(data: bytes, size: tuple[int, int], mode: str) -> Encoded:
    inverted = {"Decode": INVERTED} if mode == "CMYK" else {}
    return Encoded(tuple({**_entries(size, mode), **inverted, "Filter": "/DCTDecode"}.items()), data)


def _without_metadata(data: bytes) -> bytes:
    """A JPEG file less the segments that tell of camera, place and editor (ISO 10918-1, annex B)."""
    kept = bytearray(data[:2])
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xDA:
            break
        stop = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker not in METADATA:
            kept += data[at:stop]
        at = stop
    return bytes(kept + data[at:])


def _flate(image: Image, mask: Encoded | None = None) -> Encoded:
    """Pixels packed as PNG does, whose row filters PDF shares (ISO 32000-1, 7.4.4.4)."""
    if image.mode == "CMYK":  # which PNG has not
        plain = {**_entries(image.size, image.mode), "Filter": "/FlateDecode"}
        return Encoded(tuple(plain.items()), zlib.compress(image.tobytes(), 6), mask)
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    colours = 1 if image.mode == "L" else 3
    parameters = f"<</Predictor 15/Colors {colours}/BitsPerComponent 8/Columns {image.width}>>"
    entries = {**_entries(image.size, image.mode), "Filter": "/FlateDecode", "DecodeParms": parameters}
    return Encoded(tuple(entries.items()), _pixel_data(buffer.getvalue()), mask)


def _pixel_data(png: bytes) -> bytes:
    """The joined IDAT chunks of a PNG file."""
    data = bytearray()
    at = 8
    while at < len(png):
        length = int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] == b"IDAT":
            data += png[at + 8 : at + 8 + length]
        at += 12 + length
    return bytes(data)
