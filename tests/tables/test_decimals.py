"""Where the decimal mark of a figure stands."""

from __future__ import annotations

import pytest

from report.tables.decimals import before_mark, decimal_mark


@pytest.mark.parametrize(
    ("text", "mark", "before"),
    [
        ("12", ",", "12"),
        ("1.234,5", ",", "1.234"),
        ("€\u00a01.234,50 p.p.", ",", "€\u00a01.234"),
        ("662,25-", ",", "662"),
        ("1 234", ",", "1 234"),
        ("12 %", ",", "12"),
        ("\u22127.5", ".", "\u22127"),
        ("1,234.5", ".", "1,234"),
        ("0,5 tot 1,5", ",", "0"),
        ("(3)", ",", "(3"),
    ],
)
def test_what_stands_before_the_mark(text: str, mark: str, before: str) -> None:
    assert before_mark(text, mark) == len(before)


def test_text_without_a_figure_has_no_mark() -> None:
    assert before_mark("–", ",") is None
    assert before_mark("", ",") is None


@pytest.mark.parametrize(("locale", "mark"), [("nl", ","), ("en", "."), ("de-CH", ".")])
def test_the_mark_is_the_locales(locale: str, mark: str) -> None:
    assert decimal_mark(locale) == mark
