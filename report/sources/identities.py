"""Turns the ids of a figures file into problems where they are no words or stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from report.errors import Location
from report.sources.reading import Reader

PLAIN_ID = re.compile(r"[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*\Z")
FACT_ID = re.compile(r"[A-Za-z0-9_]+(?:[-.][A-Za-z0-9_]+)*\Z")
ROW_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


def check_ids(reader: Reader, ids: Iterable[tuple[str, Location]], pattern: re.Pattern[str]) -> None:
    """Ids are words, and each stands once."""
    seen: dict[str, Location] = {}
    for identity, at in ids:
        if not identity:
            continue
        if not pattern.match(identity):
            hint = "Use letters, digits and underscores."
            reader.problem("bad-id", f"“{identity}” cannot be an id.", at, hint)
        if identity in seen:
            message = f"The id {identity} stands here for the second time; the first is on line {seen[identity].line}."
            reader.problem("duplicate-id", message, at)
        seen.setdefault(identity, at)
