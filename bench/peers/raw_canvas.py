"""`lines.json` → PDF: the very lines that we set, drawn run by run on a raw ReportLab canvas, and nothing else."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas


def draw(folder: Path, target: Path) -> None:
    data = json.loads((folder / "lines.json").read_text(encoding="utf-8"))
    for name in data["fonts"]:
        pdfmetrics.registerFont(TTFont(name, folder / "fonts" / f"{name}.ttf"))
    canvas = Canvas(str(target))
    for page in data["pages"]:
        canvas.setPageSize((page["width"], page["height"]))
        for font, size, colour, x, y, text in page["runs"]:
            canvas.setFillColorRGB(*colour)
            canvas.setFont(font, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()


if __name__ == "__main__":
    draw(Path(sys.argv[1]), Path(sys.argv[2]))
