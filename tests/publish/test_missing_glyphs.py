"""Characters that no face of their role has are found before anything is composed."""

from __future__ import annotations

from pathlib import Path

from report import publish
from tests.layout.manuscript import Manuscript


def test_a_character_is_told_once_with_its_first_place(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("article", "Zo ☃ en ☃.\n\n- Nog een ☃\n\n| A | B |\n|---|---|\n| 漢 | 2 |\n", headline="Kop")
    manuscript.section("article", "Weer ☃[^n].\n\n[^n]: Hier ook ☃.\n", headline="Kop ☃")
    manuscript.finished()
    found = [problem for problem in publish.check(manuscript.root).problems if problem.code == "missing-glyph"]
    assert [(str(problem.at), problem.message.partition("(")[2]) for problem in found] == [
        ("config/content/1-article.md:4:1", "U+2603 SNOWMAN), here and in 4 other places"),
        ("config/content/1-article.md:10:3", "U+6F22 CJK UNIFIED IDEOGRAPH-6F22)"),
    ]


def test_a_script_that_a_family_lacks_is_told_as_one(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("article", "Over ☃ en\n\n[可持续发展报告书与地方治理年度总结]{lang=zh}.\n", headline="Kop")
    manuscript.finished()
    plain, composed = (publish.check(manuscript.root, layout=layout).problems for layout in (False, True))
    found = [(str(one.at), one.message) for one in plain if one.code == "missing-glyph"]
    assert found == [
        (
            "config/content/1-article.md:4:1",
            "Source Serif 4 and its fallbacks have no glyph for “☃” (U+2603 SNOWMAN)",
        ),
        (
            "config/content/1-article.md:6:2",
            "Source Serif 4 and its fallbacks have no glyphs for 17 Chinese or Japanese characters: "
            "可持续发展报告书与地方治…",
        ),
    ]
    assert found == [(str(one.at), one.message) for one in composed if one.code == "missing-glyph"]


def test_what_layout_finds_check_finds_too(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("article", "Een ☃, *schuin* ⛄ en `code ☃`.\n", headline="Kop")
    manuscript.finished()
    plain, composed = (publish.check(manuscript.root, layout=layout).problems for layout in (False, True))
    assert {(one.code, one.at) for one in plain} == {(one.code, one.at) for one in composed}


def test_letters_put_together_of_others_are_there(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("article", "Cafe\u0301 en x\u0302, ge\u00adisoleerd\u202fen 10\u2009%.\n", headline="Kop")
    manuscript.finished()
    assert not [one for one in publish.check(manuscript.root).problems if one.code == "missing-glyph"]


def test_a_family_that_is_not_there_is_told_by_check(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("article", "Tekst.\n", headline="Kop")
    manuscript.write("config/brand.yaml", "typography: {base: No Such Face 7}\n")
    manuscript.finished()
    assert "missing-font" in {one.code for one in publish.check(manuscript.root).problems}


def test_the_sample_has_every_character() -> None:
    found = publish.check(Path(__file__).parents[2]).problems
    assert not [one for one in found if one.code in ("missing-glyph", "missing-font")]
