"""PDFs as other programs might make them, and a project that inserts one."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.sources.projects import write

A4 = (595.28, 841.89)
FACE = next(Path(pdfmetrics.__file__).parents[1].glob("fonts/Vera.ttf"))
SECTION = "  - {kind: insert, file: assets/v.pdf, title: Controleverklaring, alt: De verklaring van de accountant.}\n"
SETTINGS = """\
organisation: Voorbeeld
title: Verslag
slug: verslag
language: nl
period: 2021
figures: [figures/feiten.yaml]
sections:
  - {kind: contents}
  - {kind: article, source: content/werk.md}
"""


def paper(draw: Callable[[Canvas], None], size: tuple[float, float] = A4, pages: int = 1) -> bytes:
    """A PDF as another program might make it."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size)
    for number in range(pages):
        draw(canvas)
        canvas.drawString(72, 72, f"blad {number + 1}") if canvas._fontname != "Helvetica" else None
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def sound(canvas: Canvas) -> None:
    pdfmetrics.registerFont(TTFont("Vera", FACE))
    canvas.setFont("Vera", 14)
    canvas.drawString(72, 700, "Controleverklaring")
    canvas.setFillColorRGB(0.2, 0.4, 0.7)
    canvas.rect(72, 100, 100, 50, fill=1)


def unembedded(canvas: Canvas) -> None:
    canvas.setFont("Times-Roman", 14)
    canvas.drawString(72, 700, "Controleverklaring")


def four_inks(canvas: Canvas) -> None:
    sound(canvas)
    for mode in ("CMYK", "RGB", "P"):
        canvas.drawImage(ImageReader(Image.new("RGB", (4, 4), (200, 30, 60)).convert(mode)), 72, 300, 50, 50)
    canvas.setFillColorCMYK(0, 1, 1, 0)
    canvas.rect(72, 100, 100, 50, fill=1)


def saved(data: bytes, change: Callable[[pikepdf.Pdf], None] | None = None, **how: Any) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if change:
            change(pdf)
        target = io.BytesIO()
        pdf.save(target, **how)
    return target.getvalue()


def turn(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Rotate"] = 90


def project(folder: Path, data: bytes) -> Path:
    text = "---\nlabel: Werk\nheadline: Ons werk\n---\nZie [de verklaring](#controleverklaring).\n"
    return write(
        folder,
        {
            "config/report.yaml": SETTINGS + SECTION,
            "config/content/werk.md": text,
            "config/figures/rekening.yaml": None,
            "assets/v.pdf": data,
        },
    )
