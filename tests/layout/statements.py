"""Projects with one statement, and what tests look for on its pages."""

from __future__ import annotations

from pathlib import Path

from report.model.placed import Layout, Page, TextLine
from report.model.structure import Element
from tests.layout.manuscript import Manuscript

MM = 72 / 25.4
UNIT = 4.5 * MM
HANGING = "-)"
CLOSE = 0.01  # pt
BUDGET = """  - {id: kop, role: heading, label: Baten}
  - {id: a, role: line, label: Subsidies, values: [700, 650]}
  - {id: b, role: line, label: Overig, values: [-10, 5]}
  - {id: t, role: subtotal, name: Totaal baten, formula: a + b, values: [690, 655]}
  - {id: kop2, role: heading, label: Lasten}
  - {id: c, role: line, label: Personeel, values: [400, 390]}
  - {id: u, role: subtotal, name: Totaal lasten, formula: c, values: [400, 390]}
  - {id: r, role: result, label: Resultaat, formula: t - u, values: [290, 265]}
"""
TWO = """  - {id: k1, label: "2021", kind: actual, period: 2021}
  - {id: k2, label: "2020", kind: prior, period: 2020}
"""


def statement(root: Path, rows: str = BUDGET, columns: str = TWO, keys: str = "", section: str = "") -> Manuscript:
    manuscript = Manuscript(root)
    content = f"kind: statement\nid: rekening\ntitle: Rekening\n{keys}columns:\n{columns}rows:\n{rows}"
    manuscript.figures("statement", content)
    if section:
        manuscript.sections[-1] = manuscript.sections[-1].replace("}", f", {section}}}")
    return manuscript


def texts(page: Page) -> list[tuple[str, float, float, TextLine]]:
    """Words, x and baseline of every line, in drawing order."""
    return [
        ("".join(run.text for run in placed.item.runs).strip(), placed.x, placed.y, placed.item)
        for placed in page.placements
        if isinstance(placed.item, TextLine)
    ]


def edge(x: float, line: TextLine) -> float:
    """Where a figure's digits end: what hangs outside is not counted."""
    core = [run for run in line.runs if run.text.strip() not in HANGING]
    return x + core[-1].x + core[-1].width


def element(layout: Layout, tag: str) -> Element:
    return next(one for one in layout.structure.walk() if one.tag == tag)
