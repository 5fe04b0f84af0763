"""Packs of our own outputs conform: as issued, as a copy, as a supplement, with dividers and in another brand."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from report.errors import Problem
from report.packs import make_pack, render_pack
from report.sources.scaffold import scaffold
from tests.conformance.verapdf import VeraPdf

TEXT = """\
---
headline: Kaders voor het werkplan
---
De raad bespreekt de kaders in april[^noot] en leest [het plan](https://voorbeeld.example/plan).

## Wat vragen wij

- stel de kaders vast
- geef advies

| Jaar | Bedrag |
|---|---:|
| 2025 | 1.200 |

[^noot]: Een noot.
"""
PACK = """\
organisation: Stichting Voorbeeld
body: Bestuur
date: 2026-05-01
time: 16.00 uur
place: Vergaderzaal
present: Allen
number: '3'
brand: {brand}
dividers: {dividers}
items:
  - {{title: Opening, time: '16.00'}}
  - title: Jaarverslag
    kind: decide
    speaker: de penningmeester
    papers: [{{report: verslag, version: '1'}}, {{text: nota.md, title: Kaders}}]
  - title: Uittreksel
    kind: discuss
    papers: [{{report: verslag, pages: 2-3, title: Uittreksel}}{late}]
recipients: [{{name: A. Jansen, without: ['2.2']}}]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pack")
    scaffold(folder / "verslag", language="nl")
    for name in ("nota.md", "laat.md"):
        (folder / name).write_text(TEXT.replace("Kaders", name[:-3].capitalize()), "utf-8")
    return folder


def pack(folder: Path, *, dividers: bool = True, late: str = "", brand: str = "verslag") -> Path:
    path = folder / "PACK.yaml"
    path.write_text(PACK.format(dividers=str(dividers).lower(), late=late, brand=brand), "utf-8")
    return path


def conforms(pdf: bytes, verapdf: VeraPdf, folder: Path) -> None:
    for standard in ("ua1", "2a"):
        assert verapdf.broken(pdf, standard, folder) == []


@pytest.mark.parametrize("dividers", [True, False])
def test_a_pack_and_its_copy_conform(dividers: bool, folder: Path, tmp_path: Path, verapdf: VeraPdf) -> None:
    path = pack(folder, dividers=dividers)
    conforms(render_pack(path), verapdf, tmp_path)
    conforms(render_pack(path, recipient="A. Jansen"), verapdf, tmp_path)


def test_a_supplement_conforms(folder: Path, tmp_path: Path, verapdf: VeraPdf) -> None:
    issued = make_pack(pack(folder), out=tmp_path / "a").manifest
    late = make_pack(pack(folder, late=", {text: laat.md}"), out=tmp_path / "b", supplement_to=issued)
    conforms(late.files[0].path.read_bytes(), verapdf, tmp_path)


def test_what_a_pack_of_ours_claims(folder: Path) -> None:
    made = make_pack(pack(folder))
    with pikepdf.open(made.files[0].path) as pdf:
        packet = pdf.Root.Metadata.read_bytes()
        assert b"pdfuaid:part" in packet
        assert b"pdfaid:conformance" in packet
        assert str(pdf.docinfo["/Title"]) == "Vergaderbundel Bestuur 3"
        headings = [str(part.T) for part in pdf.Root.StructTreeRoot.K.K if "/T" in part]
    assert headings == ["Vergaderbundel Bestuur", "2 Jaarverslag", *(one for one in headings[2:])]
    own: list[Problem] = [problem for problem in made.problems if problem.code.startswith("paper-")]
    assert own == []
