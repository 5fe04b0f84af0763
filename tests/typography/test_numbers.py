"""Figures as Dutch and English readers see them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from report.model.statements import Negatives, NumberStyle, Zero
from report.typography import numbers
from report.typography.numbers import HABITS, format_amount, format_fact, format_number, known_format


@pytest.mark.parametrize(
    ("value", "locale", "expected"),
    [
        ("122324", "nl", "122.324"),
        ("122324", "en", "122,324"),
        ("122324", "nl-NL", "122.324"),
        ("1234.50", "nl", "1.234,50"),
        ("-6900", "nl", "\u22126.900"),
        ("0", "nl", "0"),
        ("0.125", "en-GB", "0.125"),
        ("12345678901234567890.12", "nl", "12.345.678.901.234.567.890,12"),
        ("1E+3", "nl", "1.000"),
        ("1234567", "hi", "12,34,567"),
        ("1234", "xx", "1,234"),
    ],
)
def test_separators(value: str, locale: str, expected: str) -> None:
    assert format_number(Decimal(value), locale) == expected


@pytest.mark.parametrize("locale", HABITS)
def test_habits_are_those_babel_knows(locale: str, monkeypatch: pytest.MonkeyPatch) -> None:
    values = [Decimal(text) for text in ("0", "-0.5", "7", "999", "1000", "-122324.5", "9876543.21", "1E+6", "0.0049")]

    def shown() -> list[str]:
        figures = [format_number(value, locale) for value in values]
        figures += [format_number(value, locale, decimals=places) for value in values for places in (0, 1, 3)]
        return figures + [format_fact(value, name, locale) for value in values for name in ("euro", "percent")]

    ours = shown()
    monkeypatch.setattr(numbers, "HABITS", {})
    assert ours == shown()


def test_rounding_is_commercial_and_zero_has_no_sign() -> None:
    assert format_number(Decimal("2.5"), "nl", decimals=0) == "3"
    assert format_number(Decimal("-2.5"), "nl", decimals=0) == "\u22123"
    assert format_number(Decimal("0.25"), "nl", decimals=1) == "0,3"
    assert format_number(Decimal("-0.04"), "nl", decimals=1) == "0,0"
    assert format_number(Decimal(7), "nl", decimals=2) == "7,00"


@pytest.mark.parametrize(
    ("value", "name", "locale", "expected"),
    [
        ("122324", "euro", "nl", "€\u00a0122.324"),
        ("122324", "euro", "en", "€122,324"),
        ("-5", "euro", "nl", "€\u00a0\u22125"),
        ("-5", "euro", "en", "\u2212€5"),
        ("12.5", "euro", "nl", "€\u00a012,50"),
        ("122324", "euro", "de", "122.324\u00a0€"),
        ("77.5", "percent(1)", "nl", "77,5%"),
        ("77.46", "percent(1)", "nl", "77,5%"),
        ("77.5", "percent", "en", "77.5%"),
        ("78", "percent(0)", "nl", "78%"),
        ("77.5", "percent(1)", "de", "77,5\u00a0%"),
        ("6", "words", "nl", "zes"),
        ("20", "words", "en", "twenty"),
        ("0", "words", "nl-NL", "nul"),
        ("21", "words", "nl", "21"),
        ("2.5", "words", "nl", "2,5"),
        ("-3", "words", "nl", "\u22123"),
        ("3", "words", "fr", "3"),
        ("6900", "", "nl", "6.900"),
        ("6900", "number", "nl", "6.900"),
        ("6900", "number(1)", "nl", "6.900,0"),
        ("1", "words", "nl", "één"),
        ("12.5", "euro(0)", "nl", "€\u00a013"),
        ("12", "euro(2)", "en", "€12.00"),
        ("-0.4", "euro(0)", "nl", "€\u00a00"),
        ("122324", "thousands", "nl", "122\u00a0duizend"),
        ("122500", "thousands", "nl", "123\u00a0duizend"),
        ("3309040", "millions(1)", "nl", "3,3\u00a0miljoen"),
        ("3309040", "millions(2)", "en", "3.31\u00a0million"),
        ("-3309040", "millions", "nl", "\u22123\u00a0miljoen"),
        ("999960", "millions(1)", "nl", "1,0\u00a0miljoen"),
        ("3309040", "euro-millions(1)", "nl", "€\u00a03,3\u00a0miljoen"),
        ("3309040", "euro-millions(1)", "en", "€3.3\u00a0million"),
        ("-3309040", "euro-millions(1)", "en", "\u2212€3.3\u00a0million"),
        ("122324", "euro-thousands", "nl-BE", "€\u00a0122\u00a0duizend"),
        ("3309040", "millions(1)", "de", "3,3\u00a0Millionen"),
        ("1000000", "millions", "de", "1\u00a0Million"),
        ("3309040", "euro-millions(1)", "de", "3,3\u00a0Millionen\u00a0€"),
        ("3309040", "millions(1)", "ja", "3,309,040"),
    ],
)
def test_facts(value: str, name: str, locale: str, expected: str) -> None:
    assert format_fact(Decimal(value), name, locale) == expected


@pytest.mark.parametrize(
    ("value", "name", "other", "locale", "expected"),
    [
        ("1069428", "delta(a)", "866908", "nl", "+202.520"),
        ("1144178", "delta(a)", "1153707", "nl", "\u22129.529"),
        ("5", "delta(a)", "5", "nl", "0"),
        ("1.25", "delta(a,1)", "1", "nl", "+0,3"),
        ("1.01", "delta(a,1)", "1", "nl", "0,0"),
        ("2470292", "share(a)", "3186717", "nl", "77,5%"),
        ("2470292", "share(a,0)", "3186717", "nl", "78%"),
        ("3309040", "rise(a)", "3225169", "nl", "2,6%"),
        ("203899", "fall(a)", "239378", "en", "14.8%"),
    ],
)
def test_facts_beside_others(value: str, name: str, other: str, locale: str, expected: str) -> None:
    assert format_fact(Decimal(value), name, locale, Decimal(other)) == expected


def test_nothing_has_no_shares() -> None:
    with pytest.raises(ValueError, match="share"):
        format_fact(Decimal(1), "share(a)", "nl", Decimal(0))


@pytest.mark.parametrize(
    ("locale", "shown"),
    [
        ("nl", "11\u00a0juni 2021"),
        ("nl-BE", "11\u00a0juni 2021"),
        ("en-GB", "11\u00a0June 2021"),
        ("en-US", "June\u00a011, 2021"),
        ("de", "11.\u00a0Juni 2021"),
        ("xx", "June\u00a011, 2021"),
    ],
)
def test_dates_are_written_out_by_the_locale(locale: str, shown: str) -> None:
    assert format_fact("2021-06-11", "date", locale) == shown
    assert format_fact("elf juni", "date", locale) == "elf juni"
    assert format_fact("2021-06-11", "", locale) == "2021-06-11"


def test_text_stays_and_unknown_formats_are_told() -> None:
    assert format_fact("een op de zes", "", "nl") == "een op de zes"
    assert known_format("percent(2)")
    assert known_format("")
    assert not known_format("percent(x)")
    assert not known_format("dollar")
    assert known_format("delta(panel.leden-2020)")
    assert known_format("share(a,0)")
    assert not known_format("delta")
    assert not known_format("euro(a)")
    assert not known_format("words(1)")
    with pytest.raises(ValueError, match="dollar"):
        format_fact(Decimal(1), "dollar", "nl")


@pytest.mark.parametrize(
    ("value", "negatives", "zero", "expected"),
    [
        ("-662", "trailing-minus", "dash", "662-"),
        ("-1662", "minus", "dash", "\u22121.662"),
        ("-662", "parentheses", "dash", "(662)"),
        ("1662", "parentheses", "dash", "1.662"),
        ("0", "trailing-minus", "dash", "–"),
        ("-0", "trailing-minus", "0", "0"),
        ("0.00", "minus", "blank", ""),
    ],
)
def test_amounts(value: str, negatives: Negatives, zero: Zero, expected: str) -> None:
    assert format_amount(Decimal(value), NumberStyle(negatives, zero), "nl") == expected


def test_no_amount_is_no_text() -> None:
    assert format_amount(None, NumberStyle("minus", "dash"), "nl") == ""
