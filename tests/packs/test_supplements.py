"""Late papers: a supplement holds what is new, tells what changed, and leaves issued numbers alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from report.errors import ReportError
from report.packs import make_pack
from tests.packs.builders import HEAD, plain


def write(folder: Path, items: str) -> Path:
    path = folder / "PACK.yaml"
    path.write_text(f"{HEAD}items:\n{items}", "utf-8")
    return path


def manifest(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


@pytest.fixture
def issued(tmp_path: Path) -> tuple[Path, Path]:
    """The folder, and the manifest of a pack of an agenda with three papers: pages 3-4, 5-7 and 8."""
    for name, pages in (("een", 2), ("twee", 3), ("drie", 1), ("laat", 2), ("nieuw", 1)):
        (tmp_path / f"{name}.pdf").write_bytes(plain(pages, name.capitalize()))
    path = write(tmp_path, "  - {title: A, papers: [{file: een.pdf}, {file: twee.pdf}]}\n"
                           "  - {title: B, papers: [{file: drie.pdf, title: Nota}]}\n")  # fmt: skip
    return tmp_path, make_pack(path).manifest


def test_a_late_paper_stands_between_issued_pages(issued: tuple[Path, Path]) -> None:
    folder, before = issued
    path = write(folder, "  - {title: A, papers: [{file: een.pdf}, {file: laat.pdf}, {file: twee.pdf}]}\n"
                         "  - {title: B, papers: [{file: drie.pdf, title: Nota}]}\n")  # fmt: skip
    made = make_pack(path, supplement_to=before)
    with pikepdf.open(made.files[0].path) as pdf:
        assert [str(page.label) for page in pdf.pages] == ["S1.1", "S1.2", "S1.3", "4a", "4b"]
    told = manifest(made.manifest)
    assert {one["number"]: one["labels"] for one in told["papers"]} == {
        "1.1": ["3", "4"], "1.1a": ["4a", "4b"], "1.2": ["5", "6", "7"], "2.1": ["8"],
    }  # fmt: skip
    assert [one["in-this-file"] for one in told["papers"]] == [False, True, False, False]
    assert told["changes"] == [
        {"change": "added", "paper": "1.1a", "title": "Laat", "pages": "4a–4b", "after": "4"},
    ]
    with pypdfium2.PdfDocument(made.files[0].path) as document:
        shown = [page.get_textpage().get_text_range() for page in document]
    assert "Wijzigingsblad" in shown[1]
    assert "4a–4b" in shown[1]
    assert "4a / 8" in shown[3]


def test_a_replaced_paper_shows_its_version_and_a_withdrawn_one_is_told(issued: tuple[Path, Path]) -> None:
    folder, before = issued
    path = write(folder, "  - {title: A, papers: [{file: een.pdf}]}\n"
                         "  - {title: B, papers: [{file: nieuw.pdf, title: Nota, version: '2'}]}\n")  # fmt: skip
    made = make_pack(path, supplement_to=before)
    changes = {one["change"]: one for one in manifest(made.manifest)["changes"]}
    assert changes["replaced"]["pages"] == "8a"
    assert changes["withdrawn"]["paper"] == "1.2"
    with pypdfium2.PdfDocument(made.files[0].path) as document:
        agenda = document[2].get_textpage().get_text_range()
    assert "2.1 Nota, versie 2 (vervangen" in agenda


def test_numbers_are_never_given_twice(issued: tuple[Path, Path]) -> None:
    folder, before = issued
    items = "  - {{title: A, papers: [{{file: een.pdf}}{}, {{file: twee.pdf}}]}}\n" \
            "  - {{title: B, papers: [{{file: drie.pdf, title: Nota}}]}}\n"  # fmt: skip
    first = make_pack(write(folder, items.format(", {file: laat.pdf}")), supplement_to=before)
    second = make_pack(write(folder, items.format(", {file: nieuw.pdf}")), supplement_to=first.manifest)
    told = manifest(second.manifest)
    assert [one["labels"] for one in told["papers"] if one["in-this-file"]] == [["4c"]]
    assert told["retired"] == ["4a", "4b"]
    third = make_pack(write(folder, items.format(", {file: laat.pdf}")), supplement_to=second.manifest)
    labels = [one["labels"] for one in manifest(third.manifest)["papers"] if one["in-this-file"]]
    assert labels == [["4d", "4e"]]


def test_only_rows_of_papers_in_the_supplement_are_links(issued: tuple[Path, Path]) -> None:
    folder, before = issued
    path = write(folder, "  - {title: A, papers: [{file: een.pdf}, {file: twee.pdf}, {file: laat.pdf}]}\n"
                         "  - {title: B, papers: [{file: drie.pdf, title: Nota}]}\n")  # fmt: skip
    made = make_pack(path, supplement_to=before)
    with pikepdf.open(made.files[0].path) as pdf:
        told = [str(link.Contents) for link in pdf.pages[2].obj.Annots]
    assert told == ["1.3 Laat, pagina 7a"]


def test_nothing_new_and_no_manifest_are_told(issued: tuple[Path, Path]) -> None:
    folder, before = issued
    with pytest.raises(ReportError, match="nothing new"):
        make_pack(folder / "PACK.yaml", supplement_to=before)
    for content in ("{}", "geen json", '{"kind": "pack", "papers": 4}', "[" * 100_000):
        other = folder / "ander.json"
        other.write_text(content)
        with pytest.raises(ReportError, match=r"ander\.json is no manifest"):
            make_pack(folder / "PACK.yaml", supplement_to=other)
    with pytest.raises(ReportError, match=r"weg\.json"):
        make_pack(folder / "PACK.yaml", supplement_to=folder / "weg.json")


def test_an_item_excluded_for_a_recipient_is_not_in_their_supplement(issued: tuple[Path, Path]) -> None:
    folder, before = issued
    path = write(folder, "  - {title: A, papers: [{file: een.pdf}, {file: laat.pdf}, {file: twee.pdf}]}\n"
                         "  - {title: B, papers: [{file: nieuw.pdf, title: Nota}]}\n"
                         "recipients: [{name: J, without: ['1.2']}]\n")  # fmt: skip
    made = make_pack(path, supplement_to=before)
    with pypdfium2.PdfDocument(made.files[1].path) as document:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert "Laat" not in text
    assert "Nota" in text
