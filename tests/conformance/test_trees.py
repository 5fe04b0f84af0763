"""Tag trees of finished reports against those kept in golden/. After a change that is meant, renew them and read the
difference:

RENEW_GOLDEN=1 python build.py test tests/conformance/test_trees.py
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from report.checks.walk import all_prose, blocks_of
from report.finish.preflight.tagged import Tagged
from report.finish.roles import HEADINGS
from report.finish.verify import verify
from report.layout.markup import words_of
from report.model.content import Lead, Paragraph, Subhead
from report.publish import whole
from report.publish.editions import Composed, compose, edition, impress
from tests.conformance.trees import Tree
from tests.conformance.verapdf import VeraPdf
from tests.layout.cases import CASES
from tests.layout.manuscript import Manuscript

GOLDEN = Path(__file__).parent / "golden"
TWINS = (("ua1", "2a"), ("ua2", "a4"))
CITED = frozenset({"Reference"})


def composed(case: str, folder: Path) -> Composed:
    manuscript = Manuscript(folder)
    CASES[case](manuscript)
    return compose(folder, whole(manuscript.finished()).report)


def finished(made: Composed, standards: tuple[str, ...]) -> bytes:
    profile = replace(made.report.profiles["screen"], standards=standards)
    return edition(impress(made, profile, None), "case.pdf").pdf


@pytest.mark.parametrize("case", CASES)
def test_a_case_reads_as_kept_and_conforms(case: str, tmp_path: Path, verapdf: VeraPdf) -> None:
    made = composed(case, tmp_path)
    files = {standards: finished(made, standards) for standards in TWINS}
    tree = Tree(files["ua1", "2a"])
    kept, told = GOLDEN / f"{case}.txt", tree.told()
    if os.environ.get("RENEW_GOLDEN"):
        kept.write_text(told, "utf-8", newline="\n")
    assert told == kept.read_text("utf-8")
    assert Tree(files["ua2", "a4"]).text(Tree(files["ua2", "a4"]).top) == tree.text(tree.top), "the twin reads the same"
    for standards, pdf in files.items():
        assert verify(pdf) == ()
        assert {name: [str(one) for one in verapdf.broken(pdf, name, tmp_path)] for name in standards} == {
            name: [] for name in standards
        }
    texts_are_the_sources(made, tree)
    bookmarks_are_the_headings(made, tree)


def test_no_tree_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(CASES)


def texts_are_the_sources(made: Composed, tree: Tree) -> None:
    """Each paragraph, lead and subhead is read word for word as it was written, and in the order of the sources."""
    texts = {"P", "Caption", *HEADINGS}
    read = [plain(tree.text(one, CITED)) for one in tree.top.walk() if one.role in texts]
    for prose in all_prose(made.report):
        for block in (one for one in blocks_of(prose) if isinstance(one, Paragraph | Lead | Subhead)):
            words = plain(words_of(block.spans, made.report))
            assert words in read or any(text.startswith(f"{words} ") for text in read), "a credit may follow a caption"
    for section in made.report.sections:
        if section.prose is not None:
            written = [
                plain(words_of(block.spans, made.report))
                for block in section.prose.introduction
                if isinstance(block, Paragraph | Lead | Subhead)
            ]
            assert in_order(written, read)


def bookmarks_are_the_headings(made: Composed, tree: Tree) -> None:
    """A chapter's bookmark is its label and its headline; the pages of inserted files have no heading of ours."""
    inserted = {section.anchor for section in made.report.sections if section.insert is not None}
    headings = [plain(tree.text(one)) for one in headed(tree.top)]
    for bookmark in (one for one in made.layout.outline if one.destination not in inserted):
        words = plain(bookmark.title.replace(":", ""))
        assert any(words in heading.replace(":", "") for heading in headings), bookmark.title


def headed(top: Tagged) -> Iterator[Tagged]:
    return (one for one in top.walk() if one.role in HEADINGS or one.tag == "Title")


def in_order(wanted: list[str], read: list[str]) -> bool:
    remaining = iter(read)
    return all(any(one == text for text in remaining) for one in wanted)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u2002", " ")).strip()
