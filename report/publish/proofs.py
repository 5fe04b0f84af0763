"""A finished file for a press → soft proofs: images of its pages as they will look on paper, and their ink coverage."""

from __future__ import annotations

import importlib.util
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from report.errors import Problem, Realm, ReportError
from report.publish.manifest import as_json

if TYPE_CHECKING:
    from PIL.Image import Image

    from report.model.profile import Profile

PPI = 110
MM = 72 / 25.4
TRIM, BLEED, SAFE = (0, 0, 0), (220, 0, 60), (0, 130, 60)
CAPTION = 30  # pixels below the page


def proof_possible() -> None:
    """Raises ReportError when the library that proofs need is not installed."""
    if importlib.util.find_spec("pypdfium2") is None:
        hint = "install it with: pip install 'annual-report-publisher[proof]'"
        message = "a soft proof needs the package pypdfium2"
        raise ReportError([Problem("no-proof", message, hint=hint, realm=Realm.SETUP)])


def proofs(pdf: bytes, profile: Profile, folios: Sequence[str], bleed: float) -> dict[str, bytes]:
    """By file name a PNG of each page and `coverage.json`. Each page is rendered plate by plate, put together, and
    converted from the printing condition to sRGB; trim, bleed (pt) and safe zone are drawn over it."""
    from report.finish.press.plates import PLATES, plates
    from report.paint.colour import most_ink
    from report.paint.inks import separator_of
    from report.paint.marks import sheet_edge

    if profile.condition is None:
        return {}
    separator = separator_of(profile)
    rendered = [_rendered(plate) for plate in plates(pdf, separator.converted)]
    edge = sheet_edge(bleed, profile) * PPI / 72
    soft = _soft(separator.profile)
    files: dict[str, bytes] = {}
    pages: list[dict[str, Any]] = []
    for number, inks in enumerate(zip(*rendered, strict=True), 1):
        from PIL import Image, ImageStat

        paper = Image.merge("CMYK", inks)
        trimmed = paper.crop((round(edge), round(edge), round(paper.width - edge), round(paper.height - edge)))
        share = {name: round(mean / 2.55, 2) for name, mean in zip(PLATES, ImageStat.Stat(trimmed).mean, strict=True)}
        folio = folios[number - 1] if number <= len(folios) else ""
        most = round(most_ink(trimmed), 1)
        pages.append({"page": number, "folio": folio, "coverage": share, "most-ink": most})
        shown = _annotated(soft(paper), edge, bleed * PPI / 72, profile.sheetwork.safe * MM * PPI / 72, pages[-1])
        buffer = io.BytesIO()
        shown.save(buffer, "PNG", optimize=False)
        files[f"page-{number:03d}.png"] = buffer.getvalue()
    report = {"condition": profile.condition.identifier, "ink-limit": profile.condition.ink_limit, "pages": pages}
    files["coverage.json"] = as_json(report)
    return files


def _rendered(plate: bytes) -> list[Image]:
    """What one plate prints on each page, as an image of its ink."""
    import pypdfium2
    from PIL import ImageChops

    document = pypdfium2.PdfDocument(plate)
    try:
        return [
            ImageChops.invert(page.render(scale=PPI / 72, grayscale=True).to_pil().convert("L")) for page in document
        ]
    finally:
        document.close()


def _soft(profile: bytes) -> Any:
    """What converts an image of inks to sRGB as the paper shows it."""
    from PIL import ImageCms

    transform = ImageCms.buildTransform(
        ImageCms.ImageCmsProfile(io.BytesIO(profile)),
        ImageCms.createProfile("sRGB"),
        "CMYK",
        "RGB",
        renderingIntent=ImageCms.Intent.ABSOLUTE_COLORIMETRIC,
    )
    return lambda image: ImageCms.applyTransform(image, transform)


def _annotated(image: Image, edge: float, bleed: float, safe: float, facts: dict[str, Any]) -> Image:
    """The page on a larger ground, with its boxes drawn and its coverage below."""
    from PIL import Image as Images
    from PIL import ImageDraw

    ground = Images.new("RGB", (image.width, image.height + CAPTION), (255, 255, 255))
    ground.paste(image, (0, 0))
    pen = ImageDraw.Draw(ground)
    for inset, colour in ((edge - bleed, BLEED), (edge, TRIM), (edge + safe, SAFE)):
        box = (inset, inset, image.width - 1 - inset, image.height - 1 - inset)
        pen.rectangle(tuple(max(0, round(side)) for side in box), outline=colour)
    shares = "  ".join(
        f"{name[0].upper() if name != 'black' else 'K'} {share:g} %" for name, share in facts["coverage"].items()
    )
    text = f"page {facts['folio'] or facts['page']}   {shares}   most ink {facts['most-ink']:g} %"
    legend = "   black: trim   red: bleed   green: safe zone"
    pen.text((8, image.height + 8), text + legend, fill=(40, 40, 40))
    return ground
