"""Words are divided as the patterns and the exceptions say, within the minimums, and never respelled."""

from __future__ import annotations

from itertools import pairwise

import pyphen
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.typography.hyphenation import LEAST_AFTER, LEAST_BEFORE, Hyphenator

DUTCH, ENGLISH = Hyphenator("nl"), Hyphenator("en-GB")


def divided(word: str, hyphenator: Hyphenator = DUTCH) -> str:
    points = (0, *hyphenator.points(word), len(word))
    return "-".join(word[a:b] for a, b in pairwise(points))


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("provincie", "pro-vin-cie"),
        ("Samenwerkingsverband,", "Sa-men-wer-kings-ver-band,"),
        ("“inwoners”", "“in-wo-ners”"),
        ("straatje", "straatje"),
        ("sociaal-economische", "so-ci-aal-eco-no-mi-sche"),
        ("STAMM", "STAMM"),
        ("eHealthtoepassing", "eHealthtoepassing"),
        ("2021cijfers", "2021cijfers"),
        ("www.provinciegroningen.nl", "www.provinciegroningen.nl"),
        ("geïsoleerd", "ge-ï-so-leerd"),
        ("coördinatie", "co-ör-di-na-tie"),
        ("ideeën", "ideeën"),
        ("autootje", "au-tootje"),
        ("zee", "zee"),
    ],
)
def test_dutch(word: str, parts: str) -> None:
    assert divided(word) == parts


def test_english_and_its_regions() -> None:
    assert divided("responsibility", ENGLISH) == "re-spons-ib-il-ity"
    assert divided("responsibility", Hyphenator("en-US")) == "re-spon-si-bil-ity"
    assert Hyphenator("en").points("responsibility") == ENGLISH.points("responsibility")
    assert Hyphenator("nl-NL").points("provincie") == DUTCH.points("provincie")


@settings(deadline=None)
@given(word=st.text("abcdefghijklmnoprstuvwzé", min_size=1, max_size=18))
def test_the_patterns_are_read_as_pyphen_reads_them(word: str) -> None:
    for language, hyphenator in (("nl_NL", DUTCH), ("en_GB", ENGLISH)):
        expected = pyphen.Pyphen(lang=language, left=LEAST_BEFORE, right=LEAST_AFTER).positions(word)
        respelled = [k for k in expected if language == "nl_NL" and word.startswith("tje", k)]
        assert [k for k in expected if k not in respelled] == [k for k in hyphenator.points(word) if k not in respelled]


@settings(deadline=None)
@given(word=st.text("abdegiklnorstuwëï’'-.,", max_size=20))
def test_two_letters_before_and_three_after(word: str) -> None:
    for point in DUTCH.points(word):
        assert word[point - LEAST_BEFORE : point].isalpha()
        after = word[point : point + LEAST_AFTER]
        assert len(after) == LEAST_AFTER
        assert after.isalpha()


@pytest.mark.parametrize(
    ("word", "offset", "letter"),
    [("geïsoleerd", 2, "i"), ("coördinatie", 2, "o"), ("GEËIST", 2, "E"), ("geïsoleerd", 4, ""), ("mësiest", 1, "")],
)
def test_the_dutch_trema_goes_where_a_word_is_divided_before_it(word: str, offset: int, letter: str) -> None:
    assert DUTCH.respelled(word, offset) == letter
    assert ENGLISH.respelled(word, offset) == ""


def test_the_minimums_can_be_other_ones() -> None:
    assert divided("provincie", Hyphenator("nl", before=4)) == "provin-cie"
    assert divided("provincie", Hyphenator("nl", after=5)) == "pro-vincie"


def test_exceptions_come_first() -> None:
    hyphenator = Hyphenator("nl", ["pro-vincie", "Groningen"])
    assert divided("Provincie.", hyphenator) == "Pro-vincie."
    assert divided("Groningen", hyphenator) == "Groningen"
    assert divided("inwoners", hyphenator) == "in-wo-ners"


@pytest.mark.parametrize("language", ["xx", "", "../../etc", "tlh-Latn"])
def test_a_language_without_patterns_divides_exceptions_alone(language: str) -> None:
    hyphenator = Hyphenator(language, ["pro-vincie"])
    assert hyphenator.points("samenwerkingsverband") == ()
    assert hyphenator.points("provincie") == (3,)
