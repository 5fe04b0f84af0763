"""Copies for recipients: what they are without is nowhere in them, and passwords are nowhere at all."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

import report
from report.errors import ReportError
from report.packs import make_pack
from tests.packs.builders import attached, pack_folder, plain

SECRET = "Zwijgplicht"
RECIPIENTS = """\
recipients:
  - {name: A. Jansen}
  - {name: B. de Vries, without: ['2'], password: 'file:pw.txt'}
  - {name: C. Smit, without: ['2.1']}
"""


def secret_paper() -> bytes:
    with pikepdf.open(io.BytesIO(plain(2, SECRET))) as pdf:
        attached(pdf)
        pdf.pages[0].obj.PieceInfo = pikepdf.Dictionary(X=pikepdf.Dictionary(Private=pikepdf.String(SECRET)))
        target = io.BytesIO()
        pdf.save(target, static_id=True)
    return target.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pack_folder(tmp_path, {"een.pdf": plain(2, "Alfa"), f"{SECRET}.pdf": secret_paper(), "drie.pdf": plain(1, "Bravo")},
                RECIPIENTS)  # fmt: skip
    (tmp_path / "pw.txt").write_text("sesam-open-u\n", "utf-8")
    return tmp_path


def everything(path: Path, password: str = "") -> bytes:
    """All that a file holds, decrypted and unpacked, with its text strings as letters."""
    with pikepdf.open(path, password=password) as pdf:
        parts = [str(pdf.docinfo).encode()]
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream):
                parts.append(thing.read_bytes() if thing.get("/Subtype") != pikepdf.Name.Image else b"")
            parts.append(repr(thing).encode())
            parts += [str(value).encode() for value in strings(thing)]
    with pypdfium2.PdfDocument(path, password=password or None) as document:
        parts += [page.get_textpage().get_text_range().encode() for page in document]
    return b"\n".join(parts)


def strings(thing: object, depth: int = 0) -> list[str]:
    if isinstance(thing, pikepdf.String):
        return [str(thing)]
    if depth > 6 or not isinstance(thing, pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream):
        return []
    kids = list(thing) if isinstance(thing, pikepdf.Array) else [value for _, value in thing.items()]
    return [found for kid in kids for found in strings(kid, depth + 1)]


def test_the_words_of_an_excluded_item_are_nowhere(folder: Path) -> None:
    whole, first, second, third = (file.path for file in make_pack(folder / "PACK.yaml").files)
    assert SECRET.encode() in everything(whole)
    assert SECRET.encode() in everything(first)
    assert SECRET.encode() not in everything(second, "sesam-open-u")
    held = everything(third)
    assert f"Punt {SECRET}".encode() in held  # the item is on the agenda, its paper is not
    assert f"{SECRET} 1".encode() not in held
    assert b"hallo" not in held


def test_a_copy_keeps_the_page_numbers_of_the_pack(folder: Path) -> None:
    files = make_pack(folder / "PACK.yaml").files
    with pikepdf.open(files[3].path) as pdf:
        assert [str(page.label) for page in pdf.pages] == ["1", "2", "3", "4", "7"]
    with pypdfium2.PdfDocument(files[3].path) as document:
        shown = [page.get_textpage().get_text_range() for page in document]
    assert "7 / 7" in shown[4]
    for text in shown:
        assert "Exemplaar 3: C. Smit" in text


def test_an_encrypted_copy_is_locked_read_aloud_and_no_archive(folder: Path) -> None:
    file = make_pack(folder / "PACK.yaml").files[2]
    assert file.encrypted
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(file.path)
    with pikepdf.open(file.path, password="sesam-open-u") as pdf:
        assert pdf.encryption.R == 6
        assert "aesv3" in str(pdf.encryption.stream_method)
        assert pdf.allow.accessibility
        assert not pdf.allow.modify_other
        assert bool(pdf.Root.MarkInfo.Marked)
        assert b"pdfaid" not in pdf.Root.Metadata.read_bytes()


def test_passwords_are_kept_nowhere(folder: Path) -> None:
    made = make_pack(folder / "PACK.yaml")
    for path in (*(file.path for file in made.files), made.manifest):
        assert b"sesam-open-u" not in path.read_bytes()
    assert "sesam" not in str(made)
    told = json.loads(made.manifest.read_text("utf-8"))["files"]
    assert [one.get("encrypted") for one in told] == [None, False, True, False]
    assert "sha256" not in told[2]


def test_copies_are_named_for_every_system(folder: Path) -> None:
    made = make_pack(folder / "PACK.yaml", separate=True)
    assert [file.path.name for file in made.files] == [
        "2026-05-01_Bestuur.pdf",
        "2026-05-01_Bestuur_copy-01_A.-Jansen.pdf",
        "2026-05-01_Bestuur_copy-02_B.-de-Vries.pdf",
        "2026-05-01_Bestuur_copy-03_C.-Smit.pdf",
    ]
    assert [path.name for path in made.separate] == ["01a_een.pdf", f"02a_{SECRET}.pdf", "03a_drie.pdf"]


def test_a_copy_in_memory(folder: Path) -> None:
    pdf = report.pack(folder / "PACK.yaml", recipient="C. Smit")
    assert pdf == make_pack(folder / "PACK.yaml").files[3].path.read_bytes()
    assert len(report.pack(folder / "PACK.yaml")) > len(pdf)
    assert callable(report.pack)
    with pytest.raises(ReportError, match="there is no recipient D"):
        report.pack(folder / "PACK.yaml", recipient="D")


@pytest.mark.parametrize(("entry", "code"), [
    ("{name: A, password: geheim}", "password-written"), ("{name: A, without: ['9']}", "unknown-item"),
    ("{name: A, password: 'file:weg.txt'}", "file-missing"), ("{name: ' '}", "bad-recipient"),
    ("{name: A, password: 'env:NOT_THERE_AT_ALL'}", "no-password"),
    ("{name: A, password: 'file:../pw.txt'}", "file-outside"),
])  # fmt: skip
def test_what_is_wrong_with_a_recipient(entry: str, code: str, tmp_path: Path) -> None:
    path = pack_folder(tmp_path, {"een.pdf": plain(1)}, f"recipients: [{entry}]\n")
    with pytest.raises(ReportError) as stop:
        make_pack(path)
    assert code in [problem.code for problem in stop.value.problems]
    assert "geheim" not in str(stop.value)


def test_papers_whose_names_would_be_the_same_are_both_written(tmp_path: Path) -> None:
    pack_folder(tmp_path, {"een.pdf": plain(1, "Alfa"), "twee.pdf": plain(1, "Bravo")})
    text = (tmp_path / "PACK.yaml").read_text("utf-8").partition("items:")[0]
    items = "items:\n- {title: A, number: '06', papers: [{file: een.pdf, title: S}]}\n" \
            "- {title: B, number: '6', papers: [{file: twee.pdf, title: S}]}\n"  # fmt: skip
    (tmp_path / "PACK.yaml").write_text(f"{text}dividers: true\n{items}", "utf-8")
    made = make_pack(tmp_path / "PACK.yaml", separate=True)
    assert [path.name for path in made.separate] == ["06a_S.pdf", "06a_S-.pdf"]
    assert made.separate[0].read_bytes() != made.separate[1].read_bytes()
