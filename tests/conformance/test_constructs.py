"""Every construct conforms to PDF/UA-1 and PDF/A-2a, passes our own check, and reads as it was written."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from report.finish import finish
from report.finish.verify import verify
from report.paint import paint
from tests.conformance.constructs import CONSTRUCTS
from tests.conformance.specimen import BRAND, INFORMATION, SCREEN, Specimen
from tests.conformance.verapdf import VeraPdf


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_conforms_and_reads_as_written(name: str, tmp_path: Path, verapdf: VeraPdf) -> None:
    specimen = Specimen(tmp_path)
    layout = CONSTRUCTS[name](specimen)
    painted = paint(layout, BRAND, SCREEN, specimen.library, tmp_path)
    pdf = finish(painted, layout, SCREEN, INFORMATION)
    assert verify(pdf) == ()
    assert [str(broken) for standard in ("ua1", "2a") for broken in verapdf.broken(pdf, standard, tmp_path)] == []
    read, at = _letters(pdf), 0
    for text in specimen.texts:
        sought = "".join(text.split()).replace("\u00ad", "")
        found = read.find(sought, at)
        assert found >= 0, f"{text!r} is missing or out of order"
        at = found + len(sought)


def test_the_engine_objects_to_what_is_not_finished(tmp_path: Path, verapdf: VeraPdf) -> None:
    specimen = Specimen(tmp_path)
    painted = paint(CONSTRUCTS["links"](specimen), BRAND, SCREEN, specimen.library, tmp_path)
    broken = {broken.rule for broken in verapdf.broken(painted.pdf, "ua1", tmp_path)}
    assert {"6.2-1", "7.1-10", "7.1-11", "7.2-34"} <= broken


@pytest.mark.parametrize("pages", [[0], [1]])
@pytest.mark.parametrize("name", ["headings", "links", "split_paragraph"])
def test_excerpts_conform_too(name: str, pages: list[int], tmp_path: Path, verapdf: VeraPdf) -> None:
    specimen = Specimen(tmp_path)
    layout = CONSTRUCTS[name](specimen)
    painted = paint(layout, BRAND, SCREEN, specimen.library, tmp_path, pages)
    pdf = finish(painted, layout, SCREEN, INFORMATION)
    assert verify(pdf) == ()
    assert [str(broken) for standard in ("ua1", "2a") for broken in verapdf.broken(pdf, standard, tmp_path)] == []


def _letters(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()
