"""PDFs that are inserted as they are: what layout learns of them, what is refused, and what stands in the file."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from report.finish.inserts import Misfit, look_into
from report.publish import check
from tests.finish.papers import A4, paper, project, saved, sound, turn, unembedded


def looked_into(folder: Path, data: bytes) -> tuple[tuple[tuple[float, float], ...], bool] | Misfit:
    (folder / "v.pdf").write_bytes(data)
    return look_into(folder / "v.pdf")


def test_layout_learns_the_size_of_each_page_as_it_is_seen(tmp_path: Path) -> None:
    assert looked_into(tmp_path, paper(sound, pages=2)) == ((A4, A4), False)
    found = looked_into(tmp_path, saved(paper(sound), turn))
    assert not isinstance(found, Misfit)
    ((width, height),), _ = found
    assert (width, height) == pytest.approx((841.89, 595.28))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "insert-damaged"),
        (b"geen pdf", "insert-damaged"),
        (paper(sound)[:-600], "insert-damaged"),
        (saved(paper(sound), encryption=pikepdf.Encryption(owner="a", user="b")), "insert-encrypted"),
        (saved(paper(sound), encryption=pikepdf.Encryption(owner="a", user="")), "insert-encrypted"),
        (paper(unembedded), "insert-unfit"),
        (paper(sound, pages=201), "insert-too-large"),
    ],
    ids=["empty", "no PDF", "cut off", "password", "protected", "font", "many pages"],
)
def test_what_cannot_be_inserted_is_refused_in_words(data: bytes, code: str, tmp_path: Path) -> None:
    found = looked_into(tmp_path, data)
    assert isinstance(found, Misfit)
    assert found.code == code
    assert found.hint


def test_a_refused_file_is_told_where_the_report_names_it(tmp_path: Path) -> None:
    result = check(project(tmp_path, paper(unembedded)))
    (problem,) = [problem for problem in result.problems if problem.code == "insert-unfit"]
    assert str(problem.at) == "config/report.yaml:10:26"
    assert "Times-Roman" in problem.message
    missing = check(project(tmp_path / "two", b""))
    assert "insert-damaged" in {problem.code for problem in missing.problems}


def test_an_untagged_file_needs_alternative_text(tmp_path: Path) -> None:
    folder = project(tmp_path, paper(sound))
    settings = folder / "config/report.yaml"
    settings.write_text(settings.read_text("utf-8").replace(", alt: De verklaring van de accountant.", ""), "utf-8")
    assert "missing-alt" in {problem.code for problem in check(folder).problems}
