"""Turns a class into a group of keys, without the code that a dataclass would write and compile for each of them."""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


def described(text: str, **default: Any) -> Any:
    """A dataclass field with the sentence that editors show for it."""
    return field(metadata={"description": text}, **default)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(field, described))
def keyed(cls: type[T]) -> type[T]:
    """A frozen dataclass; keys are given by name."""
    methods = {"__repr__": _repr, "__eq__": _equal, "__hash__": _hash, "__setattr__": _refuse, "__delattr__": _refuse}
    return filled_by_key(cls, methods)


def filled_by_key(cls: type[T], methods: dict[str, Any]) -> type[T]:
    """A dataclass with these methods and no compiled ones; keys are given by name."""
    made = dataclass(init=False, repr=False, eq=False, kw_only=True)(cls)
    for name, method in {"__init__": _fill, **methods}.items():
        setattr(made, name, method)
    return made


def _fill(self: Any, **values: Any) -> None:
    filled = self.__dict__
    for key in fields(self):
        if key.name in values:
            filled[key.name] = values.pop(key.name)
        elif key.default is not MISSING:
            filled[key.name] = key.default
        elif key.default_factory is not MISSING:
            filled[key.name] = key.default_factory()
        else:
            raise TypeError(f"{type(self).__name__} lacks the key {key.name!r}")
    if values:
        raise TypeError(f"{type(self).__name__} has no key {next(iter(values))!r}")


def _values(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, key.name) for key in fields(self))


def _repr(self: Any) -> str:
    shown = (f"{key.name}={getattr(self, key.name)!r}" for key in fields(self))
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _equal(self: Any, other: object) -> bool:
    return _values(self) == _values(other) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_values(self))


def _refuse(self: Any, name: str, *_: object) -> NoReturn:
    raise FrozenInstanceError(f"{type(self).__name__}.{name} is frozen")
