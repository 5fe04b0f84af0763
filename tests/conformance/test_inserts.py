"""Reports with PDFs that are inserted as they are conform, and have them in folios, outline and manifest."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from report.finish.verify import verify
from report.publish import build
from tests.conformance.verapdf import VeraPdf
from tests.finish.papers import paper, project, saved, sound, turn


@pytest.mark.parametrize("change", [None, turn])
def test_the_pages_stand_in_the_file_with_folio_bookmark_and_alternative(
    change: Callable[[pikepdf.Pdf], None] | None, tmp_path: Path, verapdf: VeraPdf
) -> None:
    folder = project(tmp_path, saved(paper(sound, pages=2), change))
    result = build(folder, out=tmp_path / "out")
    content = result.outputs[0].path.read_bytes()
    assert verify(content) == ()
    for standard in ("ua1", "2a"):
        assert verapdf.broken(content, standard, tmp_path) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == 4
        forms = [page.obj.Resources.XObject for page in list(pdf.pages)[2:]]
        assert [list(form.keys()) for form in forms] == [["/Insert1"], ["/Insert2"]]
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root][-1] == "Controleverklaring"
    manifest = result.manifests[0].read_text("utf-8")
    assert '"inserts": [\n    {\n      "file": "assets/v.pdf",\n      "pages": 2,\n      "tagged": false' in manifest
    again = build(folder, out=tmp_path / "again")
    assert again.outputs[0].sha256 == result.outputs[0].sha256
