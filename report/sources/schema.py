"""Turns the classes that report.yaml and brand.yaml are read into, into JSON Schema for editors."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import types
import typing
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, cast

from report.model.pack import PackFile
from report.model.report import ReportFile
from report.sources.brandfile import BrandFile
from report.sources.profiles import ProfileFile
from report.sources.reading import keys_of
from report.sources.scalars import Placed

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_FILES: dict[str, Any] = {
    "report.schema.json": ReportFile,
    "brand.schema.json": BrandFile,
    "profile.schema.json": ProfileFile,
    "pack.schema.json": PackFile,
}
_SCALARS: dict[Any, dict[str, object]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    Decimal: {"type": "number"},
    bool: {"type": "boolean"},
    datetime.date: {"type": "string", "format": "date"},
}


def schemas() -> dict[str, dict[str, object]]:
    """The schemas by file name."""
    return {name: {"$schema": DIALECT, "title": name.split(".")[0] + ".yaml", **_schema(cls)}
            for name, cls in _FILES.items()}  # fmt: skip


def _schema(kind: Any) -> dict[str, object]:
    if dataclasses.is_dataclass(kind):
        return _object(kind)
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        if args[-1] is Ellipsis:
            return {"type": "array", "items": _schema(args[0])}
        return {"type": "array", "items": _schema(args[0]), "minItems": len(args), "maxItems": len(args)}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": _schema(args[1])}
    if origin is Literal:
        return {"enum": list(args)}
    if origin in (typing.Union, types.UnionType):
        members = [_schema(member) for member in args if member is not types.NoneType]
        return members[0] if len(members) == 1 else {"anyOf": members}
    if issubclass(kind, enum.Enum):
        return {"enum": [member.value for member in kind]}
    return dict(_SCALARS[str if issubclass(kind, Placed) else kind])


def _object(cls: Any) -> dict[str, object]:
    fields = {field.name: field for field in dataclasses.fields(cls)}
    properties: dict[str, object] = {}
    for key in keys_of(cls):
        described = _schema(key.kind)
        description = fields[key.field].metadata.get("description")
        if description:
            described = {"description": description, **described}
        if isinstance(key.default, str | int | float | bool) and key.default != "":
            described["default"] = cast(object, getattr(key.default, "value", key.default))
        properties[key.written] = described
    schema: dict[str, object] = {"type": "object"}
    if cls.__doc__ and not cls.__doc__.startswith(cls.__name__ + "("):
        schema["description"] = " ".join(cls.__doc__.split())
    schema["properties"] = properties
    schema["required"] = [key.written for key in keys_of(cls) if key.required]
    schema["additionalProperties"] = bool(getattr(cls, "loose", False))
    return schema
