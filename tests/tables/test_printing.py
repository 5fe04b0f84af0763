"""What cells print, what hangs, and how they are read aloud."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from report.model.statements import Amount, Negatives, NumberStyle
from report.tables.printing import BLANK, Printed, caption_of, column_notice, print_amount
from tests.tables.ledgers import AT, amount, column, statement

NEGATIVES: list[Negatives] = ["trailing-minus", "minus", "parentheses", "dash-slash"]


def printed(value: str | None, style: NumberStyle, kind: str = "actual", label: str = "2021") -> Printed:
    made = column("variance-percent" if kind == "percent" else "actual", style, label)
    return print_amount(amount(value), made, "nl", ",", "n.v.t.")


@pytest.mark.parametrize(
    ("negatives", "text", "hanging"),
    [
        ("trailing-minus", "28.807-", "-"),
        ("minus", "\u221228.807", ""),
        ("parentheses", "(28.807)", ")"),
        ("dash-slash", "-/-\u00a028.807", ""),
    ],
)
def test_negatives(negatives: Negatives, text: str, hanging: str) -> None:
    cell = printed("-28807", NumberStyle(negatives))
    assert (cell.text, cell.hanging, cell.spoken, cell.digits) == (text, hanging, "minus", "28.807")


def test_nothing_is_read_as_nil() -> None:
    assert printed("0", NumberStyle()) == Printed("–", point=1, spoken="nil")
    assert printed("0", NumberStyle(zero="blank")) is BLANK
    assert printed("0", NumberStyle(zero="0")) == Printed("0", point=1)
    assert printed(None, NumberStyle()) is BLANK


def test_decimals_stand_right_of_the_point() -> None:
    cell = printed("-1234.5", NumberStyle())
    assert (cell.core[: cell.point], cell.core[cell.point :], cell.hanging) == ("1.234", ",5", "-")


def test_percentages_have_their_sign_where_the_head_has_none() -> None:
    style = NumberStyle(decimals=1)
    assert printed("-3.26", style, "percent").text == "3,3%-"
    assert printed("-3.26", style, "percent").digits == "3,3%"
    assert printed("3.26", style, "percent", "Verschil in %").text == "3,3"


def test_a_percentage_without_meaning() -> None:
    cell = print_amount(Amount(None, AT, not_available=True), column("variance-percent"), "nl", ",", "n.v.t.")
    assert (cell.text, cell.spoken) == ("n.v.t.", "not applicable")


def test_scale_and_currency_are_said_above_the_labels_or_below_the_head() -> None:
    thousands = NumberStyle(scale="thousands", shift=3, currency="€")
    one = replace(statement(), style=thousands)
    assert caption_of(one, "nl") == "×\u00a0€\u00a01.000"
    assert caption_of(one, "en") == "×\u00a0€\u00a01,000"
    assert caption_of(replace(one, unit_caption="In duizenden"), "nl") == "In duizenden"
    assert column_notice(column(style=thousands), one, "nl") == ""
    assert column_notice(column(style=NumberStyle(scale="millions", shift=6)), one, "nl") == "×\u00a01.000.000"
    beside = NumberStyle(currency="€", placement="column-head")
    assert column_notice(column(style=beside), replace(one, style=beside), "nl") == "€"
    assert caption_of(replace(one, style=beside), "nl") == ""


@given(st.decimals(-(10**12), 10**12, places=2), st.sampled_from(NEGATIVES))
def test_no_digit_is_lost(value: Decimal, negatives: Negatives) -> None:
    cell = printed(str(value), NumberStyle(negatives, zero="0"))
    digits = "".join(character for character in cell.text if character.isdigit())
    assert digits.lstrip("0") == str(abs(value)).replace(".", "").lstrip("0")
    assert (cell.spoken == "minus") == (value < 0)
    assert cell.core[cell.point :].startswith(",") or cell.point == len(cell.core)
