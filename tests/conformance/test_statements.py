"""Statements in every form conform to PDF/UA-1 and PDF/A-2a, and are extracted as they are printed."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from report import publish
from tests.conformance.test_reports import conforms
from tests.conformance.verapdf import VeraPdf
from tests.layout.manuscript import Manuscript

COLUMNS = """  - {id: k1, label: "2021", kind: actual, period: 2021}
  - {id: k2, label: "2020", kind: prior, period: 2020}
"""
VARIANCE = """  - {id: v, label: Verschil, kind: variance, of: [k1, k2]}
  - {id: p, label: Verschil, kind: variance-percent, of: [k1, k2]}
"""
ROWS = """  - {id: kop, role: heading, label: Baten}
  - {id: a, role: line, label: Subsidies, note: "1", values: [1700, 0]}
  - {id: b, role: line, label: Overig, level: 1, values: [-662, -28807]}
  - {id: t, role: subtotal, name: Totaal baten, formula: a + b}
  - {id: kop2, role: heading, label: Lasten}
  - {id: c, role: line, label: Personeel, values: [1000, 1000]}
  - {id: u, role: subtotal, name: Totaal lasten, formula: c}
  - {id: r, role: result, label: Resultaat, formula: t - u}
  - {id: x, role: appropriation, label: Naar reserve, values: [-38, null]}
  - {id: z, role: total, label: Slot, formula: r + x}
"""
SEVEN = "".join(f'  - {{id: k{n}, label: "{2021 - n}", kind: actual}}\n' for n in range(7))
LONG = "".join(f"  - {{id: r{n}, role: line, label: Post {n}, values: [{n}, -{n}]}}\n" for n in range(70))
FORMS = {
    "waterfall": (COLUMNS, ROWS),
    "four columns": (COLUMNS + VARIANCE, ROWS),
    "landscape": (SEVEN, "  - {id: a, role: line, label: Post, values: [1, -2, 3, 4, 5, 6, 0]}\n"),
    "long": (COLUMNS, f"{LONG}  - {{id: t, role: total, label: Totaal, formula: r0..r69}}\n"),
}


def manuscript(root: Path, form: str) -> Manuscript:
    columns, rows = FORMS[form]
    made = Manuscript(root)
    keys = "explain-rounding: true\nnote: Een noot.\nsource: Boekhouding\n"
    made.figures("statement", f"kind: statement\nid: r\ntitle: Rekening\n{keys}columns:\n{columns}rows:\n{rows}")
    made.section("notes", "## Subsidies\n\nVan de provincie.\n", headline="Toelichting")
    return made


@pytest.mark.parametrize("form", FORMS)
def test_a_form_conforms(form: str, tmp_path: Path, verapdf: VeraPdf) -> None:
    conforms(manuscript(tmp_path, form), verapdf)


def test_negatives_are_extracted_as_printed(tmp_path: Path) -> None:
    """The words for speech are in the structure only."""
    pdf = publish.render(manuscript(tmp_path, "four columns").finished())
    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    words = text.split()
    assert "662-" in words
    assert "28.807-" in words
    assert "n.v.t." in words
    assert "min" not in words
