"""Turns a class into a group of keys that a YAML file may hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

from report.model.report import described

T = TypeVar("T")


@dataclass_transform(kw_only_default=True, eq_default=False, field_specifiers=(field, described))
def entry(cls: type[T]) -> type[T]:
    """A dataclass that the reader fills and that never leaves this floor. It is neither frozen nor comparable: that
    would make start-up pay four times as much for each of them."""
    return dataclass(kw_only=True, eq=False, repr=False)(cls)
