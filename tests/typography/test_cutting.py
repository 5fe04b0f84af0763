"""Pieces wider than the measure are cut within it: between clusters, whole when extracted, and told."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report.model.breaking import Breaking
from report.model.placed import TextLine
from report.typography.faces import Face
from report.typography.library import FontLibrary
from report.typography.text import Styled, Typesetter, overfull

CUT = Breaking(cut=True)
CODE = "NL91ABNA0417164300X" * 3
LETTERS = st.sampled_from("abcdefijklnorstuvwzABTVëéïfi  --–/.,)(1’%€x\u0302\u00a0\u00ad")


def shown(lines: tuple[TextLine, ...]) -> list[str]:
    return ["".join(run.text for run in line.runs).replace("\u00ad", "-").strip() for line in lines]


def plain(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(LETTERS, max_size=90),
    seam=st.integers(0, 90),
    measure=st.floats(16, 120),
    ragged=st.booleans(),
    hyphenate=st.booleans(),
)
def test_whatever_is_set_stays_within_its_measure(
    text: str, seam: int, measure: float, ragged: bool, hyphenate: bool,
    typesetter: Typesetter, serif: Face, italic: Face,
) -> None:  # fmt: skip
    stretches = [
        Styled(text[:seam], (serif,), 10.0, hyphenate=hyphenate),
        Styled(text[seam:], (italic,), 10.0, hyphenate=hyphenate),
    ]
    lines = typesetter.paragraph(stretches, measure, Breaking(cut=True, ragged=ragged))
    assert plain("".join(run.text for line in lines for run in line.runs)) == plain(text)
    for line in overfull(lines, measure):
        assert len(plain("".join(run.text for run in line.runs)).strip("\u00a0 .,)(%’/€–-")) < 4
    for before, after in pairwise(lines):
        first = after.runs[0].text[:1] if after.runs else ""
        assert not (before.cut and first and unicodedata.combining(first))


def test_a_long_word_without_patterns_is_cut_with_hyphens_that_read_as_none(
    typesetter: Typesetter, serif: Face
) -> None:
    word = "Lllnfrgstpwrtkmnhgfdsqzxcvbnmklpwrtsdfghjklzxcvbnmqwrtpsdfghj"
    lines = typesetter.paragraph(
        [Styled(f"Een {word} hier.", (serif,), 10.0, language="fy", hyphenate=True)], 80.0, CUT
    )
    assert not overfull(lines, 80.0)
    assert plain("".join(run.text for line in lines for run in line.runs)) == f"Een {word} hier."
    assert sum(line.cut for line in lines) >= 3
    assert all(text.endswith("-") for text, line in zip(shown(lines), lines, strict=True) if line.cut)


@pytest.mark.parametrize("text", [CODE, "x" * 40 + "_" + "y7" * 20, "https://site.nl/" + "a8" * 40])
def test_no_hyphen_is_put_in_codes_and_addresses(text: str, typesetter: Typesetter, serif: Face) -> None:
    lines = typesetter.paragraph([Styled(text, (serif,), 10.0, hyphenate=True)], 70.0, CUT)
    assert not overfull(lines, 70.0)
    assert "".join(shown(lines)) == text
    assert any(line.cut for line in lines)


def test_a_word_is_divided_by_its_patterns_where_that_will_do(typesetter: Typesetter, serif: Face) -> None:
    word = "samenwerkings" + "m" * 16
    lines = typesetter.paragraph([Styled(word, (serif,), 10.0, hyphenate=True)], 70.0, CUT)
    assert shown(lines)[0] == "samenwer-"
    assert not lines[0].cut
    assert [line.cut for line in lines].count(True) >= 1


def test_a_word_in_text_that_is_not_hyphenated_is_cut_where_its_patterns_divide_it(
    typesetter: Typesetter, serif: Face
) -> None:
    lines = typesetter.paragraph([Styled("samenwerkingsverbanden", (serif,), 10.0)], 60.0, CUT)
    assert shown(lines) == ["samenwer-", "kingsver-", "banden"]
    assert [line.cut for line in lines] == [True, True, False]


def test_a_code_in_running_text_gets_no_hyphen(typesetter: Typesetter, serif: Face, library: FontLibrary) -> None:
    mono = library.face("Source Code Pro")
    assert mono.fixed_pitch
    assert not serif.fixed_pitch
    stretches = [Styled("Zie ", (serif,), 10.0, hyphenate=True), Styled("abcdefgh" * 9, (mono,), 10.0)]
    lines = typesetter.paragraph(stretches, 90.0, CUT)
    assert "".join(shown(lines)).removeprefix("Zie ") == "abcdefgh" * 9
    assert not overfull(lines, 90.0)


def test_ligatures_and_letters_with_their_marks_stay_whole(typesetter: Typesetter, serif: Face) -> None:
    ligature = serif.shape("ff", ("kern", "liga"), "nl")
    assert len(ligature.gids) == 1
    for measure in range(20, 60):
        lines = typesetter.paragraph([Styled("ff" * 20, (serif,), 10.0)], float(measure), CUT)
        assert all(len(re.sub("[^f]", "", text)) % 2 == 0 for text in shown(lines))
        lines = typesetter.paragraph([Styled("x\u0302y" * 20, (serif,), 10.0)], float(measure), CUT)
        assert not any(text.startswith("\u0302") for text in shown(lines))


def test_words_that_fit_are_never_cut(typesetter: Typesetter, serif: Face) -> None:
    text = "Een gewone alinea met samenwerkingsverbanden, en verder niets."
    for measure in (110.0, 140.0, 300.0):
        stretches = [Styled(text, (serif,), 10.0, hyphenate=True)]
        lines = typesetter.paragraph(stretches, measure, CUT)
        assert lines == typesetter.paragraph(stretches, measure)
        assert not any(line.cut for line in lines)


def test_a_word_in_two_faces_is_cut_where_they_meet_or_within(
    typesetter: Typesetter, serif: Face, italic: Face
) -> None:
    stretches = [
        Styled("zwxkqrtp" * 3, (serif,), 10.0, hyphenate=True),
        Styled("zwxkqrtp" * 3, (italic,), 10.0, hyphenate=True),
    ]
    for measure in range(40, 200, 7):
        lines = typesetter.paragraph(stretches, float(measure), CUT)
        assert not overfull(lines, float(measure))
        assert "".join(text.removesuffix("-") for text in shown(lines)) == "zwxkqrtp" * 6
