"""Packs that are too large: photos get smaller within the stated limits, and what is left is told."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdfium2

from report.packs import make_pack
from report.packs.images import STEPS
from tests.packs.builders import pack_folder, photo, plain


def photos(path: Path) -> list[tuple[int, int]]:
    with pikepdf.open(path) as pdf:
        return [(int(one.Width), int(one.Height)) for one in pdf.objects
                if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == pikepdf.Name.Image]  # fmt: skip


def test_photos_are_brought_down_until_the_pack_is_small_enough(tmp_path: Path) -> None:
    path = pack_folder(tmp_path, {"foto.pdf": photo(), "tekst.pdf": plain(1)})
    whole = make_pack(path, out=tmp_path / "a").files[0]
    small = make_pack(path, out=tmp_path / "b", most_bytes=whole.size // 2)
    assert small.files[0].size <= whole.size // 2
    assert photos(whole.path) == [(1600, 1600)]
    ((width, height),) = photos(small.files[0].path)
    assert width == height
    assert any(abs(width - 300 / 72 * resolution) <= 1 for resolution, _ in STEPS)
    assert not [one for one in small.problems if one.code == "pack-too-heavy"]
    with pypdfium2.PdfDocument(small.files[0].path) as document:
        pixels = document[2].render(scale=1).to_numpy()
        assert pixels[350:500, 150:350].std() > 5  # the photo is there still


def test_what_cannot_be_made_small_enough_is_told_with_the_heaviest_papers(tmp_path: Path) -> None:
    path = pack_folder(tmp_path, {"tekst.pdf": plain(1), "foto.pdf": photo(900)})
    made = make_pack(path, most_bytes=20_000)
    (found,) = [one for one in made.problems if one.code == "pack-too-heavy"]
    assert found.hint.startswith("the heaviest papers: 2.1 foto.pdf")
    assert f"{STEPS[-1][0]} ppi" in found.message
    ((width, _),) = photos(made.files[0].path)
    assert width >= 300 / 72 * STEPS[-1][0] - 1


def test_a_pack_that_is_small_enough_is_left_alone(tmp_path: Path) -> None:
    path = pack_folder(tmp_path, {"foto.pdf": photo(300)})
    first = make_pack(path, out=tmp_path / "a").files[0].path.read_bytes()
    assert make_pack(path, out=tmp_path / "b", most_bytes=50_000_000).files[0].path.read_bytes() == first
