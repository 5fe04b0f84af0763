"""Figures that people typed: one reading, or a problem that tells both."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.sources.numerals import CUSTOMS, read_numeral, separators_of
from report.sources.scalars import MisfitError
from report.typography.numbers import format_fact, format_number

LOCALES = ("nl", "nl-NL", "en", "en-GB", "de", "de-CH", "fr", "pl", "sv", "hi", "es", "pt-BR", "fy")
amounts = st.decimals(min_value=-(10**15), max_value=10**15, allow_nan=False, places=4).map(
    lambda value: value.normalize() if value else Decimal(0)
)

READ = [
    ("0", "0", ""), ("12", "12", ""), ("12.5", "12.5", ""), ("12,5", "12.5", ""), ("0,125", "0.125", ""),
    ("0.125", "0.125", ""), (".5", "0.5", ""), ("1234.567", "1234.567", ""), ("1.234.567", "1234567", ""),
    ("1,234,567", "1234567", ""), ("1.234,50", "1234.50", ""), ("1,234.50", "1234.50", ""), ("1 234", "1234", ""),
    ("1\u202f234,5", "1234.5", ""), ("1’234.5", "1234.5", ""), ("662-", "-662", ""),
    ("-/- 662", "-662", ""), ("662 -/-", "-662", ""), ("€ 662 -/-", "-662", "€"),
    ("662 -", "-662", ""),
    ("-662", "-662", ""), ("\u2212662", "-662", ""), ("–662", "-662", ""), ("(662)", "-662", ""), ("+5", "5", ""),
    ("€ 1.234,50", "1234.50", "€"), ("€ -5", "-5", "€"), ("-€5", "-5", "€"), ("5 €", "5", "€"), ("EUR 5", "5", "€"),
    ("€ 12,-", "12", "€"), ("12,--", "12", "€"), ("77,5%", "77.5", "%"), ("77.5 %", "77.5", "%"), ("$5", "5", "$"),
]  # fmt: skip
REFUSED = ["-/- -662", "-/- 5 -/-", "-/-",
           "", "-", "abc", "12O", "1.23.456", "1.234.56", "-662-", "(5", "5)", "(-5)", "010", "€ 5 %", "1.2E+6", "1 23",
           "12 345 6", "5,", "1..2", "1,2,3", "٣", "1/2", "12:30", "1" * 40]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit"), READ)
def test_what_has_one_reading(text: str, value: str, unit: str) -> None:
    found = read_numeral(text)
    assert (found.value, found.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("text", REFUSED)
def test_what_has_none(text: str) -> None:
    with pytest.raises(MisfitError) as caught:
        read_numeral(text)
    assert caught.value.code == "bad-figure"


@pytest.mark.parametrize("text", ["1.234", "1,234", "-1.234", "€ 12.345", "999,999", "(1.234)"])
def test_what_has_two(text: str) -> None:
    with pytest.raises(MisfitError) as caught:
        read_numeral(text)
    assert caught.value.code == "ambiguous-figure"
    assert "separators: nl" in caught.value.message
    assert "separators: en" in caught.value.message
    assert "separators: nl" in caught.value.hint
    readings = {read_numeral(text, CUSTOMS[name]).value for name in ("nl", "en")}
    assert len(readings) == 2


@given(amounts, st.sampled_from(LOCALES))
@settings(max_examples=300, deadline=None)
def test_what_a_locale_prints_is_read_back(value: Decimal, locale: str) -> None:
    assert read_numeral(format_number(value, locale), separators_of(locale)).value == value


@given(amounts, st.sampled_from(("nl", "en", "de")))
@settings(max_examples=200, deadline=None)
def test_amounts_and_percentages_are_read_back(value: Decimal, locale: str) -> None:
    cents = value.quantize(Decimal("0.01"))
    assert read_numeral(format_fact(cents, "euro(2)", locale), separators_of(locale)).value == cents
    assert read_numeral(format_fact(value, "percent", locale), separators_of(locale)).value == value


@given(st.text(st.sampled_from(list("0123456789.,-−()€% '")), max_size=14))
def test_whatever_is_read_without_a_custom_is_read_the_same_with_one(text: str) -> None:
    """Nothing is guessed: a reading without declared separators is that of every custom that has one."""
    try:
        found = read_numeral(text).value
    except MisfitError:
        return
    others = set()
    for custom in CUSTOMS.values():
        try:
            others.add(read_numeral(text, custom).value)
        except MisfitError:
            continue
    assert others == {found}
