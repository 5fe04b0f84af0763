"""Turns a class into a group of keys that a YAML file may hold."""

from __future__ import annotations

from dataclasses import field
from typing import TypeVar, dataclass_transform

from report.model.keyed import described, filled_by_key

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(field, described))
def entry(cls: type[T]) -> type[T]:
    """A dataclass that the reader fills and that never leaves this floor. It is neither frozen nor comparable: that
    would make start-up pay more for each of them."""
    return filled_by_key(cls, {})
