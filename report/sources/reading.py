"""Turns YAML nodes into the dataclass that is wanted; whatever does not fit becomes a problem at its place.

The type that a field wants decides how a scalar is read, so a figure keeps its digits as written (no binary
fractions) and a text stays text. Keys are the fields' names with hyphens. A class with `loose = True` accepts
keys it does not know; those that look like a slip of one it knows, or of its `others`, are warned of. A field
`at: Location` receives the place of its mapping.
"""

from __future__ import annotations

import dataclasses
import datetime
import enum
import functools
import heapq
import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Literal, TypeVar, cast

from report.errors import Location, Realm, Severity
from report.model.statements import Amount
from report.sources import scalars
from report.sources.project import Project
from report.sources.wording import in_language, is_worded, note_single
from report.sources.yamlfile import Entries, Items, Node, Scalar

HINT_LIMIT = 24  # words that a hint lists when none is near
MOST_COMPARED = 200  # words whose likeness is reckoned: those that begin and end most alike

_DIGITS = re.compile(r"[0-9]+\Z")
_WHOLE = re.compile(r"[+-]?[0-9]+\Z")
_CUT_OFF = re.compile(r"0[0-9]{2}\Z")  # the thousands behind a comma

T = TypeVar("T")


@dataclasses.dataclass(frozen=True, slots=True)
class Key:
    """A key that a class reads: the field's name, how it is written, its type, and whether it must be there."""

    field: str
    written: str
    kind: Any
    required: bool
    default: Any


def keys_of(cls: Any) -> tuple[Key, ...]:
    """The keys of a dataclass, in order."""
    return _keys_of(cls)


@functools.cache
def _keys_of(cls: Any) -> tuple[Key, ...]:
    hints = typing.get_type_hints(cls)
    keys: list[Key] = []
    for field in dataclasses.fields(cls):
        if hints[field.name] is Location:
            continue
        required = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        default: Any = None
        if field.default is not dataclasses.MISSING:
            default = field.default
        elif field.default_factory is not dataclasses.MISSING:
            default = field.default_factory()
        keys.append(Key(field.name, field.name.replace("_", "-"), hints[field.name], required, default))
    return tuple(keys)


class Reader:
    """Reads one file's nodes. Never raises: a value that does not fit is booked as a problem and replaced by an
    empty one of its type, so that one run finds all problems. `misread` holds the places of the groups that have
    such a value: what depends on it is not worth telling."""

    def __init__(self, project: Project, realm: Realm) -> None:
        self._project = project
        self._realm = realm
        self.misread: set[Location] = set()

    def read(self, node: Node, kind: type[T], name: str = "the file") -> T:
        """The node as an instance of a dataclass; `name` is what messages call it."""
        return cast(T, self._value(node, kind, name))

    def read_kind(self, node: Node, kinds: Any, name: str) -> Any:
        """The node as that class of a union which its `kind` names; None when there is none."""
        return self._union(node, typing.get_args(kinds), name)

    def problem(self, code: str, message: str, at: Location | None, hint: str = "") -> None:
        """Book a problem of this file's realm."""
        self._project.problem(code, message, at, hint, realm=self._realm)

    def _faulty(self, before: int) -> bool:
        """Whether an error was booked since there were so many problems."""
        return any(problem.severity is Severity.ERROR for problem in self._project.problems[before:])

    def _value(self, node: Node, kind: Any, name: str) -> Any:
        if isinstance(node, Entries) and self._project.language and is_worded(node, kind, name):
            node = in_language(self._project, node, name)
        elif kind is str and isinstance(node, Scalar):
            note_single(self._project, node, name)
        if isinstance(node, Scalar) and node.refused:
            return self._empty(kind, node.at)
        if dataclasses.is_dataclass(kind) and kind is not Amount:
            return self._dataclass(node, kind, name)
        origin = typing.get_origin(kind)
        if origin is tuple:
            return self._tuple(node, typing.get_args(kind), name)
        if origin in (typing.Union, types.UnionType):
            return self._union(node, typing.get_args(kind), name)
        if origin in (dict, Mapping):
            return self._mapping(node, typing.get_args(kind)[1], name)
        if kind is Any or kind is object:
            return None
        return self._scalar(node, kind, name)

    def _dataclass(self, node: Node, cls: Any, name: str) -> Any:
        keys = keys_of(cls)
        if not isinstance(node, Entries):
            example = ", ".join(key.written for key in keys[:3])
            self.problem(
                "wrong-type", f"{_opening(name)} must be a group of keys.", node.at, f"It has keys such as {example}."
            )
            return self._empty(cls, node.at)
        found: dict[str, Any] = {}
        before = len(self._project.problems)
        for key in keys:
            entry = node.entries.get(key.written)
            if entry is None or (not key.required and scalars.is_null(entry.value)):
                if key.required:
                    self.problem("missing-key", f"{_opening(name)} has no “{key.written}”.", node.at, _wanted(cls, key))
                found[key.field] = self._empty(key.kind, node.at) if key.required else key.default
            else:
                found[key.field] = self._value(entry.value, key.kind, key.written)
        known = [key.written for key in keys]
        if getattr(cls, "loose", False):
            self._slips(node, [*known, *getattr(cls, "others", ())], name)
        else:
            self._unknown(node, known, name)
        if self._faulty(before):
            self.misread.add(node.at)
        return _made(cls, found, node.at)

    def _unknown(self, node: Entries, known: list[str], name: str) -> None:
        parted: list[tuple[str, Location]] = []
        figure, before = "", ("", "")
        for written, entry in node.entries.items():
            value = entry.value.text if isinstance(entry.value, Scalar) and entry.value.plain else ""
            if written in known:
                figure = value if _WHOLE.match(value) else ""
            elif figure and _DIGITS.match(written) and scalars.is_null(entry.value):
                again = bool(parted) and parted[-1][0] == figure
                place = parted.pop()[1] if again else entry.at
                figure = f"{figure},{written}"
                parted.append((figure, place))
            else:
                figure, hint = "", did_you_mean(written, known)
                if before[1] and not value and scalars.is_null(entry.value) and not hint.startswith("Did"):
                    before = (before[0], f"{before[1]}, {written}")
                    hint = f'Put text with a comma in it in quotes: {before[0]}: "{before[1]}".'
                self.problem("unknown-key", f"{_opening(name)} has no key “{written}”.", entry.at, hint)
            before = (written, value) if value else before
        for figure, place in parted:
            self._split(figure, place)

    def _slips(self, node: Entries, known: list[str], name: str) -> None:
        for written, entry in node.entries.items():
            near = None if written in known else next((key for key in known if is_slip(written, key)), None)
            if near:
                message, hint = f"“{written}” is not read in {name}.", f"Did you mean “{near}”?"
                self._project.problem(
                    "unknown-key", message, entry.at, hint, realm=self._realm, severity=Severity.WARNING
                )

    def _split(self, written: str, at: Location) -> None:
        """Book a figure that a comma parted in two."""
        message = f"In braces and brackets a comma separates: {written} is read as more than one value."
        self.problem("yaml-trap", message, at, scalars.offered(written))

    def _tuple(self, node: Node, kinds: tuple[Any, ...], name: str) -> tuple[Any, ...]:
        repeated = len(kinds) == 2 and kinds[1] is Ellipsis
        if not isinstance(node, Items):
            self.problem("wrong-type", f"{name} must be a list.", node.at, "Write [one, two], or one a line after `-`.")
            return () if repeated else tuple(self._empty(kind, node.at) for kind in kinds)
        if repeated:
            one = _SINGULAR.get(name, name)
            if dataclasses.is_dataclass(kinds[0]) and kinds[0] is not Amount:
                one = f"this {one}"
            if kinds[0] is Amount:
                return tuple(self._amounts(node, one))
            return tuple(self._value(item, kinds[0], one) for item in node.items)
        if len(node.items) != len(kinds):
            self.problem("wrong-type", f"{name} must hold {len(kinds)} values, not {len(node.items)}.", node.at)
            return tuple(self._empty(kind, node.at) for kind in kinds)
        return tuple(self._value(item, kind, name) for item, kind in zip(node.items, kinds, strict=True))

    def _amounts(self, node: Items, name: str) -> Iterator[Amount]:
        """Amounts. Thousands that begin with a zero were cut off by a comma: [48,000] is 48 and 000."""
        before = ""
        for item in node.items:
            text = item.text if isinstance(item, Scalar) and item.plain else ""
            if before and _CUT_OFF.match(text):
                self._split(f"{before},{text}", item.at)
                yield Amount(None, item.at)
            else:
                yield self._value(item, Amount, name)
            before = text if _WHOLE.match(text) else ""

    def _mapping(self, node: Node, kind: Any, name: str) -> dict[str, Any]:
        if not isinstance(node, Entries):
            self.problem("wrong-type", f"{name} must be a group of names with their values.", node.at)
            return {}
        return {key: self._value(entry.value, kind, key) for key, entry in node.entries.items()}

    def _union(self, node: Node, kinds: tuple[Any, ...], name: str) -> Any:
        members = [kind for kind in kinds if kind is not types.NoneType]
        if types.NoneType in kinds and scalars.is_null(node):
            return None
        classes = {tag: kind for kind in members for tag in _tags(kind)}
        if classes:
            return self._tagged(node, classes, name)
        if {Decimal, str} <= set(members) and not isinstance(node, Entries):
            return self._scalar(node, scalars.figure_or_text, name)
        if {Decimal, scalars.Placed} <= set(members):
            return self._scalar(node, scalars.figure_or_name, name)
        kind = next((member for member in members if _fits(node, member)), members[-1])
        before = len(self._project.problems)
        value = self._value(node, kind, name)
        return None if types.NoneType in kinds and self._faulty(before) else value

    def _tagged(self, node: Node, classes: dict[str, Any], name: str) -> Any:
        if not isinstance(node, Entries):
            self.problem("wrong-type", f"A {name} must be a group of keys, the first of them `kind`.", node.at)
            return None
        entry = node.entries.get("kind")
        if entry is None:
            self.problem("missing-key", f"A {name} has no “kind”.", node.at, f"One of {', '.join(classes)}.")
            return None
        tag = entry.value.text if isinstance(entry.value, Scalar) else ""
        if tag not in classes:
            hint = did_you_mean(tag, list(classes))
            self.problem("unknown-kind", f"There is no {name} of kind “{tag}”.", entry.value.at, hint)
            return None
        return self._dataclass(node, classes[tag], f"this {tag}")

    def _scalar(self, node: Node, kind: Any, name: str) -> Any:
        if not isinstance(node, Scalar):
            if kind is Amount:
                self.problem("wrong-type", f"{name} must be a figure.", node.at)
                return Amount(None, node.at)
            what = "a list" if isinstance(node, Items) else "a group of keys"
            self.problem("wrong-type", f"{name} must be one value, not {what}.", node.at)
            return self._empty(kind, node.at)
        try:
            return _read_scalar(node, kind)
        except scalars.MisfitError as misfit:
            self.problem(misfit.code, f"{name}: {misfit.message}", node.at, misfit.hint)
            return self._empty(kind, node.at)

    def _empty(self, kind: Any, at: Location) -> Any:
        """A value that stands in for one that is wrong; never seen by later stages, as the problem stops them."""
        if kind is Amount:
            return Amount(None, at)
        if dataclasses.is_dataclass(kind):
            values = {k.field: self._empty(k.kind, at) if k.required else k.default for k in keys_of(kind)}
            return _made(kind, values, at)
        origin = typing.get_origin(kind)
        args = typing.get_args(kind)
        if origin is tuple:
            return () if args[-1] is Ellipsis else tuple(self._empty(arg, at) for arg in args)
        if origin in (typing.Union, types.UnionType):
            return None if types.NoneType in args else self._empty(args[-1], at)
        if origin in (dict, Mapping):
            return {}
        if origin is Literal:
            return args[0]
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            return next(iter(kind))
        if isinstance(kind, type) and issubclass(kind, scalars.Placed):
            return _nowhere(kind, at)
        if kind is scalars.figure_or_text:
            return Decimal(0)
        return kind() if kind in (str, int, float, bool, Decimal) else None


def nearest(word: str, known: list[str]) -> str:
    """A hint that names the nearest known word, or nothing."""
    from difflib import get_close_matches

    if len(known) > MOST_COMPARED:
        known = heapq.nlargest(
            MOST_COMPARED, known, key=lambda other: _shared(word, other) + _shared(word[::-1], other[::-1])
        )
    close = get_close_matches(word, known, n=1) or get_close_matches(word.lower().replace("_", "-"), known, n=1)
    return f"Did you mean “{close[0]}”?" if close else ""


def _shared(word: str, other: str) -> int:
    """How many letters two words have in common from their beginning."""
    return next((index for index, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), len(word))


def is_slip(word: str, known: str) -> bool:
    """Whether a word is one slip of the hand from another, in long words two: a letter more, less, other, or two
    letters exchanged (optimal string alignment distance)."""
    word, allowed = word.lower().replace("_", "-"), 1 if len(known) < 6 else 2
    if abs(len(word) - len(known)) > allowed or len(known) < 4:
        return False
    before: list[int] = []
    row = list(range(len(known) + 1))
    for i, letter in enumerate(word, start=1):
        older, before, row = before, row, [i]
        for j, other in enumerate(known, start=1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != other)))
            if i > 1 and j > 1 and letter == known[j - 2] and word[i - 2] == other:
                row[j] = min(row[j], older[j - 2] + 1)
    return row[-1] <= allowed


def did_you_mean(word: str, known: list[str]) -> str:
    """A hint that names the nearest known word, else all of them."""
    hint = nearest(word, known)
    if hint:
        return hint
    return f"Known: {', '.join(known)}." if 0 < len(known) <= HINT_LIMIT else ""


def _read_scalar(node: Scalar, kind: Any) -> Any:
    if kind in (scalars.figure_or_text, scalars.figure_or_name):
        return kind(node)
    if kind is Amount:
        return Amount(None if scalars.is_null(node) else scalars.figure(node), node.at)
    if typing.get_origin(kind) is Literal:
        return scalars.choice(node, [str(choice) for choice in typing.get_args(kind)])
    if issubclass(kind, enum.Enum):
        return kind(scalars.choice(node, [str(member.value) for member in kind]))
    return _SCALARS[kind](node)


_SINGULAR = {"sections": "section", "values": "value", "rows": "row", "columns": "column", "groups": "group",
             "waivers": "waiver", "facts": "fact", "tables": "table", "unchecked": "figure", "fonts": "font",
             "steps": "step", "charts": "chart", "keywords": "keyword", "signed": "signatory",
             "directors": "director", "supervisors": "supervisor"}  # fmt: skip
_SCALARS: dict[Any, Callable[[Scalar], Any]] = {
    str: scalars.text,
    int: scalars.whole,
    float: lambda node: float(scalars.figure(node)),
    Decimal: scalars.figure,
    bool: scalars.truth,
    datetime.date: scalars.date,
    scalars.Placed: scalars.Placed.of,
    scalars.FileName: scalars.FileName.of,
    scalars.Colour: scalars.Colour.of,
}


def _made(cls: Any, values: dict[str, Any], at: Location) -> Any:
    places = {field.name: at for field in dataclasses.fields(cls) if field.name not in values and field.name == "at"}
    return cls(**values, **places)


def _nowhere(kind: type[scalars.Placed], at: Location) -> scalars.Placed:
    placed = kind("")
    placed.at = at
    return placed


def _tags(kind: Any) -> tuple[str, ...]:
    if not dataclasses.is_dataclass(kind):
        return ()
    for key in keys_of(kind):
        if key.field == "kind":
            return tuple(str(choice) for choice in typing.get_args(key.kind))
    return ()


def _fits(node: Node, kind: Any) -> bool:
    """Whether a node looks like what a member of a union wants."""
    if dataclasses.is_dataclass(kind) or typing.get_origin(kind) in (dict, Mapping):
        return isinstance(node, Entries)
    if typing.get_origin(kind) is tuple:
        return isinstance(node, Items)
    if not isinstance(node, Scalar):
        return False
    if kind in (int, float, Decimal):
        return node.plain and scalars.looks_like_figure(node.text)
    return True


def _opening(name: str) -> str:
    """A name at the beginning of a sentence; keys and file names keep their letters."""
    return name[0].upper() + name[1:] if " " in name else name


def _wanted(cls: Any, key: Key) -> str:
    field = next(field for field in dataclasses.fields(cls) if field.name == key.field)
    return str(field.metadata.get("description", ""))
