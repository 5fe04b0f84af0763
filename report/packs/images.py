"""A pack that is too large → the same with its photos at a lower resolution, within stated limits."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

import pikepdf
from msgspec import Struct
from pikepdf import Array, Name, Object

from report.packs.ink import InkReader

STEPS = ((200, 80), (150, 75), (120, 70), (110, 65))
"""Pixels per inch as drawn and JPEG quality, from the best that may do to the worst that is allowed."""
SMALLEST = 20_000  # bytes of an image that is worth the trouble
MOST_PIXELS = 120_000_000
_PLAIN = {"/DeviceRGB": "RGB", "/DeviceGray": "L"}


class Shrunk(Struct, frozen=True):
    """How many images were recompressed, and at which resolution (ppi) and quality at the last."""

    images: int = 0
    resolution: int = 0
    quality: int = 0


def fit_size(pdf: pikepdf.Pdf, most_bytes: int) -> Shrunk:
    """Recompress the photos of a pack, step by step, until it is no larger than this; stops at the last step."""
    if _size(pdf) <= most_bytes:
        return Shrunk()
    drawn = _drawn(pdf)
    made = Shrunk()
    touched: set[tuple[int, int]] = set()
    for resolution, quality in STEPS:
        touched |= {image.objgen for image in _photos(pdf) if _shrink(image, drawn, resolution, quality)}
        made = Shrunk(len(touched), resolution, quality)
        if _size(pdf) <= most_bytes:
            break
    return made


def _size(pdf: pikepdf.Pdf) -> int:
    target = io.BytesIO()
    pdf.save(
        target,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        recompress_flate=False,
        static_id=True,
        fix_metadata_version=False,
    )
    return target.tell()


def _drawn(pdf: pikepdf.Pdf) -> dict[tuple[int, int], tuple[float, float]]:
    """The largest size (pt) in which each image is drawn."""
    reader = InkReader()
    found: dict[tuple[int, int], tuple[float, float]] = {}
    for page in pdf.pages:
        for key, (width, height) in reader.read(page).images.items():
            before = found.get(key, (0.0, 0.0))
            found[key] = (max(width, before[0]), max(height, before[1]))
    return found


def _photos(pdf: pikepdf.Pdf) -> Iterator[Object]:
    """The images that may be recompressed: eight bits of grey or RGB, no masks, and large enough to matter."""
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream) or thing.get("/Subtype") != Name.Image:
            continue
        if bool(thing.get("/ImageMask", False)) or int(thing.get("/BitsPerComponent", 8)) != 8 or "/Mask" in thing:
            continue
        if len(thing.read_raw_bytes()) >= SMALLEST and "/Decode" not in thing and _mode(thing):
            yield thing


def _mode(image: Object) -> str:
    """The mode of an image's pixels; empty for what is left alone."""
    space = image.get("/ColorSpace")
    if isinstance(space, Name):
        return _PLAIN.get(str(space), "")
    if isinstance(space, Array) and len(space) == 2 and space[0] == Name.ICCBased:
        return {1: "L", 3: "RGB"}.get(int(space[1].get("/N", 0)), "")
    return ""


def _shrink(image: Object, drawn: Mapping[tuple[int, int], tuple[float, float]], resolution: int, quality: int) -> bool:
    """Bring one image down; returns whether it became smaller."""
    from PIL import Image

    width, height = int(image.Width), int(image.Height)
    if image.objgen not in drawn or width * height > MOST_PIXELS or not isinstance(image, pikepdf.Stream):
        return False
    across, down = drawn[image.objgen]
    scale = min(1.0, max(across / 72 * resolution / width, down / 72 * resolution / height))
    try:
        picture: Image.Image = pikepdf.PdfImage(image).as_pil_image()
    except (pikepdf.PdfError, OSError, ValueError, NotImplementedError, pikepdf.UnsupportedImageTypeError):
        return False
    mode = _mode(image)
    if picture.mode != mode:
        return False
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    smaller = picture.resize(size, Image.Resampling.LANCZOS) if scale < 1 else picture
    target = io.BytesIO()
    smaller.save(target, "JPEG", quality=quality, optimize=True)
    data = target.getvalue()
    if len(data) >= len(image.read_raw_bytes()):
        return False
    image.write(data, filter=Name.DCTDecode)
    image.Width, image.Height = size
    if "/DecodeParms" in image:
        del image["/DecodeParms"]
    return True
