"""A comparison → lines for a terminal, and data for machines."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from report.publish.changes.comparison import ArticleChange, Comparison, FigureChange
from report.publish.changes.states import State

LABEL, VALUE = 48, 18  # characters of the columns
SHOWN = 400  # characters of a paragraph on a terminal


def as_data(comparison: Comparison) -> dict[str, Any]:
    """Everything that changed; numbers are strings, for JSON has no decimals."""
    return {
        "changes": 1,
        "old": _described(comparison.old),
        "new": _described(comparison.new),
        "figures": [
            {
                "id": one.id,
                "label": one.label,
                "unit": one.unit,
                "period": one.period,
                "old": one.was or None,
                "new": one.now or None,
                "difference": None if one.difference is None else f"{one.difference:f}",
            }
            for one in comparison.figures
        ],
        "texts": [
            {
                "id": one.id,
                "title": one.title,
                "was_titled": one.was_titled,
                "kind": one.kind,
                "changes": [{"old": part.was or None, "new": part.now or None} for part in one.changes],
            }
            for one in comparison.texts
        ],
        "pages": [{"old": one.was or None, "new": one.now or None} for one in comparison.pages],
    }


def _described(state: State) -> dict[str, str]:
    return {
        "name": state.name,
        "title": state.title,
        "version": state.version,
        "status": state.status,
        "content": state.code,
    }


def as_lines(comparison: Comparison) -> Iterator[str]:
    """The changes for people to read."""
    for word, state in (("old", comparison.old), ("new", comparison.new)):
        told = [state.title, f"version {state.version}" if state.version else "", state.status, state.code[:8]]
        yield f"{word}: {state.name} ({', '.join(part for part in told if part)})"
    if comparison.same:
        yield "nothing changed"
        return
    yield from _figures(comparison.figures)
    for article in comparison.texts:
        yield from _article(article)
    if comparison.pages:
        yield ""
        yield f"pages that changed: {', '.join(_page(one.was, one.now) for one in comparison.pages)}"


def _figures(figures: tuple[FigureChange, ...]) -> Iterator[str]:
    if not figures:
        return
    yield ""
    yield f"{'figure':<{LABEL}}{'old':>{VALUE}}{'new':>{VALUE}}{'difference':>{VALUE}}"
    for one in figures:
        label = " ".join(part for part in (one.label, one.period) if part)
        difference = "" if one.difference is None else f"{one.difference:+,f}"
        yield f"{_cut(label, LABEL - 1):<{LABEL}}{_value(one.was)}{_value(one.now)}{difference:>{VALUE}}"


def _value(value: str) -> str:
    number = Decimal(value) if value.lstrip("-").replace(".", "", 1).isdecimal() else None
    shown = f"{number:,f}" if number is not None else _cut(value or "-", VALUE - 2)
    return f"{shown:>{VALUE}}"


def _article(article: ArticleChange) -> Iterator[str]:
    yield ""
    was = f", was “{article.was_titled}”" if article.was_titled else ""
    yield f"{article.title} [{article.id}]: {article.kind}{was}"
    for change in article.changes:
        if change.was:
            yield f"  - {_cut(change.was, SHOWN)}"
        if change.now:
            yield f"  + {_cut(change.now, SHOWN)}"


def _page(was: str, now: str) -> str:
    if was and now:
        return now if was == now else f"{now} (was {was})"
    return f"{now} (new)" if now else f"{was} (gone)"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
