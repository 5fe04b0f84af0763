"""PDF source text: what is written is read back as it was."""

from __future__ import annotations

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.finish.addition import Addition
from report.finish.syntax import name, number, string_order, text_string

TEXT = st.text(st.characters(codec="utf-8"))


@given(TEXT)
def test_text_strings_read_back(text: str) -> None:
    assert str(pikepdf.Object.parse(text_string(text).encode("ascii"))) == text


@given(TEXT)
def test_the_order_of_keys_is_that_of_their_bytes(text: str) -> None:
    written = pikepdf.Object.parse(text_string(text).encode("ascii"))
    assert isinstance(written, pikepdf.String)
    assert bytes(written) == string_order(text)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1))
def test_names_read_back(text: str) -> None:
    assert str(pikepdf.Object.parse(name(text).encode("ascii"))) == "/" + text


@pytest.mark.parametrize(("value", "written"), [(0, "0"), (-0.001, "0"), (1.5, "1.5"), (100, "100"), (-2.346, "-2.35")])
def test_numbers(value: float, written: str) -> None:
    assert number(value) == written


def test_a_file_without_end_takes_no_addition() -> None:
    with pytest.raises(ValueError, match="has no end"):
        Addition(1).appended_to(b"%PDF-1.7\n", 1, 1)
