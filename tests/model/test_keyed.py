"""Groups of keys behave as the dataclasses that they stand in for."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest

from report.model.keyed import described, keyed

KEY = "source"


@keyed
class Letter:
    """A letter."""

    source: str = described("Markdown file.")
    signed: bool = described("Whether it is signed.", default=True)
    notes: list[str] = field(default_factory=list)


@keyed
class Page:
    """A page."""

    number: int


@dataclass(frozen=True, kw_only=True)
class Stock:
    """The same as Python would make it."""

    source: str
    signed: bool = True
    notes: list[str] = field(default_factory=list)


@pytest.mark.parametrize("values", [{"source": "a.md"}, {"source": "b.md", "signed": False, "notes": ["x"]}])
def test_it_is_filled_shown_and_compared_like_a_dataclass(values: dict[str, Any]) -> None:
    made, stock = Letter(**values), Stock(**values)
    assert repr(made) == repr(stock).replace("Stock", "Letter")
    assert made == Letter(**values)
    assert made != Letter(source="c.md")
    assert made.__eq__(stock) is NotImplemented
    assert replace(made, signed=False) == Letter(**{**values, "signed": False})
    assert [key.name for key in fields(Letter)] == [key.name for key in fields(Stock)]


def test_what_it_holds_by_default_is_its_own() -> None:
    assert Letter(source="a.md").notes is not Letter(source="a.md").notes


@pytest.mark.parametrize("values", [{}, {"signed": True}, {"source": "a.md", "sauce": "b.md"}])
def test_keys_that_lack_or_are_unknown_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        Letter(**values)


def test_it_is_frozen() -> None:
    letter = Letter(source="a.md")
    with pytest.raises(FrozenInstanceError):
        setattr(letter, KEY, "b.md")
    with pytest.raises(FrozenInstanceError):
        delattr(letter, KEY)
    assert letter.source == "a.md"


def test_its_descriptions_stay_with_its_keys() -> None:
    assert fields(Letter)[0].metadata["description"] == "Markdown file."


def test_equal_ones_are_one_in_a_set() -> None:
    assert len({Page(number=1), Page(number=1), Page(number=2)}) == 2
