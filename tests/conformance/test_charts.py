"""A report with every kind of chart conforms, and the words of its charts are text."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2

from report import publish
from tests.conformance.verapdf import VeraPdf
from tests.docs.gallery import examples, gallery


def test_every_kind_of_chart_conforms_and_is_text(tmp_path: Path, verapdf: VeraPdf) -> None:
    result = publish.build(gallery(tmp_path / "project"), out=tmp_path / "dist", allow_code=True)
    pdf = result.outputs[0].path.read_bytes()
    assert [str(one) for standard in ("ua1", "2a") for one in verapdf.broken(pdf, standard, tmp_path)] == []
    with pypdfium2.PdfDocument(io.BytesIO(pdf)) as opened:
        text = " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in opened)
    for chart in examples():
        words = [series["label"] for series in chart["series"]] + [row["label"] for row in chart["rows"]]
        assert all(word in text for word in words), chart["id"]
