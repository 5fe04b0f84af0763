"""PACK.yaml: what is read of it, and every mistake at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.errors import ReportError, Severity
from report.sources.packfile import read_pack

HEAD = "organisation: O\nbody: B\ndate: 2026-05-01\n"


def problems(folder: Path, text: str) -> list[tuple[str, str]]:
    (folder / "PACK.yaml").write_text(text, "utf-8")
    with pytest.raises(ReportError) as stop:
        read_pack(folder / "PACK.yaml")
    return [(one.code, str(one.at)) for one in stop.value.problems if one.severity is Severity.ERROR]


def test_items_without_numbers_are_numbered_by_their_place(tmp_path: Path) -> None:
    (tmp_path / "PACK.yaml").write_text(f"{HEAD}items: [{{title: A}}, {{title: B, number: 1a}}, {{title: C}}]\n")
    pack = read_pack(tmp_path / "PACK.yaml")
    assert [item.number for item in pack.file.items] == ["1", "1a", "3"]
    assert [item.kind for item in pack.file.items] == ["note", "note", "note"]
    assert pack.file.date.isoformat() == "2026-05-01"
    assert pack.dressed.brand.grid.width > 500


@pytest.mark.parametrize(("text", "code", "place"), [
    ("items: []\n", "missing-key", "PACK.yaml:1:1"),
    (f"{HEAD}items: []\n", "no-items", "PACK.yaml"),
    (f"{HEAD}items: [{{title: A, kind: beslis}}]\n", "unknown-value", "PACK.yaml:4:26"),
    (f"{HEAD}items: [{{titel: A, title: B}}]\n", "unknown-key", "PACK.yaml:4:10"),
    (f"{HEAD}items: [{{title: A, papers: [{{title: X}}]}}]\n", "paper-source", "PACK.yaml:4:29"),
    (f"{HEAD}items: [{{title: A, papers: [{{file: weg.pdf}}]}}]\n", "file-missing", "PACK.yaml:4:29"),
    (f"{HEAD}items: [{{title: A, papers: [{{file: ../weg.pdf}}]}}]\n", "file-outside", "PACK.yaml:4:29"),
    (f"{HEAD}items: [{{title: A, papers: [{{report: ../..}}]}}]\n", "file-outside", "PACK.yaml:4:29"),
    (f"{HEAD}items: [{{title: A, number: '1'}}, {{title: B, number: '1'}}]\n", "number-twice", "PACK.yaml:4:34"),
    (f"{HEAD}items: [{{title: A, number: 'een twee'}}]\n", "bad-number", "PACK.yaml:4:9"),
    (f"{HEAD}language: nederlands!\nitems: [{{title: A}}]\n", "bad-language", "PACK.yaml:5:9"),
    (f"{HEAD}brand: ../elders\nitems: [{{title: A}}]\n", "file-outside", "PACK.yaml:5:9"),
    (f"{HEAD}date: gisteren\nitems: [{{title: A}}]\n", "duplicate-key", "PACK.yaml:4:1"),
    ("", "yaml-syntax", "PACK.yaml"),
    ("- a\n", "wrong-type", "PACK.yaml:1:1"),
])  # fmt: skip
def test_a_mistake_is_told_at_its_place(text: str, code: str, place: str, tmp_path: Path) -> None:
    assert (code, place) in problems(tmp_path, text)


def test_a_pack_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"There is no pack file .*PACK\.yaml"):
        read_pack(tmp_path / "PACK.yaml")
