"""The board's edition in every status, its excerpts and the paper of changes conform to PDF/UA-1 and PDF/A-2a."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pytest

import report
from report.finish.verify import verify
from report.publish.changes import compared, state_of
from report.publish.changes.paper import paper as paper_of
from tests.conformance.verapdf import VeraPdf
from tests.finish.papers import paper, sound
from tests.publish.boards import BOARD, board_project

APPROVED = BOARD.replace("  by:", "  approved: 2022-04-14\n  by:")
LINKED = "\nZie [het voorwoord](#voorwoord).\n"


def conforms(pdf: bytes, folder: Path, verapdf: VeraPdf) -> None:
    assert verify(pdf) == ()
    assert [str(one) for standard in ("ua1", "2a") for one in verapdf.broken(pdf, standard, folder)] == []


@pytest.mark.parametrize(
    ("status", "title"),
    [("concept", "concept 0.3"), ("for-approval", "ter goedkeuring 0.3"), ("final", "definitief 0.3")],
)
def test_the_boards_edition_conforms_in_every_status(status: str, title: str, tmp_path: Path, verapdf: VeraPdf) -> None:
    root = board_project(tmp_path, board=APPROVED if status == "final" else BOARD)
    pdf = report.build(root, "board", status=status)
    conforms(pdf, tmp_path, verapdf)
    path = tmp_path / "board.pdf"
    path.write_bytes(pdf)
    with pikepdf.open(path) as document:
        assert str(document.docinfo["/Title"]).endswith(f" ({title})")


@pytest.mark.parametrize("sections", ["chapter", "kpis,statement", "contents", "cover-note,cover", "signatures"])
@pytest.mark.parametrize("profile", ["screen", "board"])
def test_excerpts_conform(profile: str, sections: str, tmp_path: Path, verapdf: VeraPdf) -> None:
    if profile == "screen":
        sections = sections.replace("cover-note,", "").replace("signatures", "colophon")
    root = board_project(tmp_path)
    text = root / "config/content/werk.md"
    text.write_text(text.read_text("utf-8") + LINKED, "utf-8")
    pdf = report.build(root, profile, sections=sections)
    conforms(pdf, tmp_path, verapdf)
    assert pdf == report.build(root, profile, sections=sections)


def test_the_paper_of_changes_conforms(tmp_path: Path, verapdf: VeraPdf) -> None:
    old = board_project(tmp_path)
    new = Path(shutil.copytree(old, tmp_path / "nieuw"))
    text = new / "config/content/voorwoord.md"
    text.write_text(text.read_text("utf-8") + "\nEen nieuwe alinea.\n", "utf-8")
    comparison = compared(state_of(old), state_of(new))
    assert comparison.texts
    assert comparison.pages
    conforms(paper_of(comparison)[0], tmp_path, verapdf)


def test_pages_of_other_files_have_the_status_too(tmp_path: Path, verapdf: VeraPdf) -> None:
    """Whether they bring tags of their own or not: what is put around them stays an artifact."""
    root = board_project(tmp_path)
    (root / "assets").mkdir(exist_ok=True)
    (root / "assets" / "eigen.pdf").write_bytes(report.build(root, sections="chapter"))
    (root / "assets" / "vreemd.pdf").write_bytes(paper(sound))
    settings = root / "config/report.yaml"
    more = "".join(
        f"  - {{kind: insert, file: assets/{name}.pdf, title: {name}, alt: Een brief}}\n"
        for name in ("eigen", "vreemd")
    )
    settings.write_text(
        settings.read_text("utf-8").replace("  - {kind: colophon", f"{more}  - {{kind: colophon", 1), "utf-8"
    )
    conforms(report.build(root, "board"), tmp_path, verapdf)
    conforms(report.build(root, "board", sections="insert"), tmp_path, verapdf)
