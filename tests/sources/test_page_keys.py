"""What the pages ask of their sources: who signs, photo pages, images in fields, recto starts; and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from report.errors import Problem
from report.model.content import Figure, Prose
from report.sources.project import Project
from report.sources.prose import read_prose
from tests.sources.projects import BASE, examined, places

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0H9V3H0Z"/></svg>'


def read(folder: Path, text: str, kind: str) -> tuple[Prose, list[Problem]]:
    Image.new("L", (900, 300)).save(folder / "x.png")
    (folder / "x.svg").write_text(SVG)
    (folder / "t.md").write_text(text, "utf-8")
    project = Project(folder)
    prose = read_prose(project, "t.md", kind, None)
    assert prose is not None
    return prose, project.problems


def letter(folder: Path, signed: str) -> tuple[Prose, list[Problem]]:
    return read(folder, f"---\nheadline: Kop\nsigned: {signed}\n---\nTekst.\n", "letter")


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("Directeur", [("", "Directeur", None)]),
        ("{name: Ada}", [("Ada", "", None)]),
        ("[{name: Ada, role: Voorzitter}, {role: Lid}]", [("Ada", "Voorzitter", None), ("", "Lid", None)]),
        ("{name: Ada, signature: x.png}", [("Ada", "", (900.0, 300.0))]),
        ("{name: Ada, signature: x.svg}", [("Ada", "", (9.0, 3.0))]),
    ],
)
def test_who_signs(tmp_path: Path, signed: str, expected: list[object]) -> None:
    prose, problems = letter(tmp_path, signed)
    assert not problems
    found = [
        (one.name, one.role, one.signature and (one.signature.width, one.signature.height)) for one in prose.signed
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("signed", "expected"),
    [
        ("{signature: x.svg}", [("missing-key", "t.md:3:9")]),
        ("[Ada, Bob]", [("wrong-type", "t.md:3:10"), ("wrong-type", "t.md:3:15")]),
        ("{name: Ada, signature: weg.svg}", [("file-missing", "t.md:3:32")]),
        ("{name: Ada, signature: ../x.svg}", [("file-outside", "t.md:3:32")]),
        ("{naam: Ada, role: Lid}", [("unknown-key", "t.md:3:10")]),
        ("{name: Ada, signature: t.md}", [("image-unreadable", "t.md:3:32")]),
    ],
)
def test_what_is_no_signature_is_told(tmp_path: Path, signed: str, expected: list[tuple[str, str]]) -> None:
    _, problems = letter(tmp_path, signed)
    assert places(tuple(problems)) == expected
    assert all(problem.hint for problem in problems if problem.code != "image-unreadable")


PHOTO = "image: {file: x.png, alt: Land, credit: Jan}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"---\n{PHOTO}\n---\nBijschrift.\n", []),
        (f"---\n{PHOTO}\n---\n", []),
        ("---\nlabel: x\n---\nBijschrift.\n", [("unused-key", "t.md:2:1"), ("missing-key", "t.md:1:1")]),
        (f"---\n{PHOTO}\n---\nEen.\n\nTwee.\n", [("bad-body", "t.md:6:1")]),
        (f"---\n{PHOTO}\n---\n- lijst\n", [("bad-body", "t.md:4:1")]),
        (f"---\n{PHOTO}\n---\n## Kop\n\nTekst.\n", [("bad-body", "t.md:4:1")]),
        (f"---\n{PHOTO}\n---\nEen.[^a]\n\n[^a]: Noot.\n", [("note-in-note", "t.md:6:1")]),
    ],
)
def test_a_photo_page_holds_a_photo_and_its_caption(tmp_path: Path, text: str, expected: list[tuple[str, str]]) -> None:
    _, problems = read(tmp_path, text, "photo")
    assert places(tuple(problems)) == expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("fields=3 focus=0.5,0.3", (3, (0.5, 0.3))),
        ("fields=6 focus=.25,1", (6, (0.25, 1.0))),
        ("wide=yes", (0, (0.5, 0.5))),
        ("fields=7", "t.md:4:26"),
        ("fields=0", "t.md:4:26"),
        ("fields=drie", "t.md:4:26"),
        ("focus=2,2", "t.md:4:25"),
        ("focus=0.5", "t.md:4:25"),
    ],
)
def test_images_of_some_fields(tmp_path: Path, attributes: str, expected: object) -> None:
    prose, problems = read(tmp_path, f"---\nheadline: Kop\n---\n::: figure x.png {{{attributes}}}\n:::\n", "article")
    if isinstance(expected, str):
        assert places(tuple(problems)) == [("bad-attribute", expected)]
        return
    assert not problems
    (figure,) = prose.introduction
    assert isinstance(figure, Figure)
    assert (figure.fields, figure.focus) == expected


@pytest.mark.parametrize(("start", "found"), [("recto", []), ("left", ["unknown-value"]), ("back", ["unknown-value"])])
def test_where_a_section_may_begin(tmp_path: Path, start: str, found: list[str]) -> None:
    settings = BASE["config/report.yaml"].replace(
        "source: content/werk.md}", f"source: content/werk.md, start: {start}}}"
    )
    _, problems = examined(tmp_path, {"config/report.yaml": settings})
    assert [problem.code for problem in problems] == found
