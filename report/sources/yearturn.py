"""Turns the files of last year's project into those of the next: years advanced, figures of the new year emptied."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from report.errors import Location, Realm
from report.model.statements import Column, Statement
from report.sources.project import Project
from report.sources.yamlfile import Entries, Entry, Items, Node, Scalar, parse

_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_MARKDOWN_LINK = re.compile(r"\]\(\s*<?((?:https?:|mailto:)[^)>\s]+)")
_BARE_LINK = re.compile(r"(?<![(<\"'])\bhttps?://[^\s)>\"']+")
_REFERENCE = re.compile(r"\{\{[^{}]*\}\}")
NULL = "null"


class Edit(Struct, frozen=True):
    """A scalar that is to be written anew. `why` says what it was, where that is worth telling, `of` whose it is."""

    at: Location
    old: str
    new: str
    why: str = ""
    of: str = ""


class Turned(Struct, frozen=True):
    """A file of the new project, and what is to be done in it: places of figures with what they held and whose they
    are, and of charts with their titles."""

    text: str
    emptied: tuple[tuple[Location, str, str], ...] = ()
    untouched: tuple[Location, ...] = ()
    charts: tuple[tuple[Location, str], ...] = ()


def next_years(words: str, year: int) -> str:
    """The words with this year advanced by one: 'Jaarverslag 2021' becomes 'Jaarverslag 2022'."""
    return _YEAR.sub(lambda found: str(year + 1) if int(found[0]) == year else found[0], words)


def both_years(words: str, year: int) -> str:
    """The words with this year and the one before advanced by one, as a statement's columns are."""
    return _YEAR.sub(lambda found: str(int(found[0]) + (year - 1 <= int(found[0]) <= year)), words)


def links_in(text: str) -> Iterator[tuple[int, str]]:
    """The addresses that a Markdown text links to, each with its line."""
    for number, line in enumerate(text.split("\n"), start=1):
        for address in dict.fromkeys([*_MARKDOWN_LINK.findall(line), *_BARE_LINK.findall(line)]):
            yield number, address


def years_in(text: str, year: int) -> Iterator[int]:
    """The lines of a text that name a year."""
    for number, line in enumerate(text.split("\n"), start=1):
        if str(year) in _YEAR.findall(line):
            yield number


def turned_settings(project: Project, name: str, text: str, year: int) -> Turned:
    """report.yaml for the next year: a concept without a date."""
    top = _top(project, name, text)
    edits = list(_advanced(top, ("title", "slug", "subject", "period"), year))
    for key, new in (("status", "concept"), ("date", NULL)):
        if (entry := top.get(key)) and isinstance(entry.value, Scalar) and entry.value.text != new:
            edits.append(Edit(entry.value.at, entry.value.text, new))
    return _edited(text, edits)


def turned_text(text: str, mark: str) -> str:
    """A Markdown text with a mark in its front matter, of which every check warns until it is taken away."""
    line = f"review: {json.dumps(mark, ensure_ascii=False)}"
    if text.startswith("---\n"):
        kept = re.sub(r"\A(---\n(?:.*\n)*?)review:.*\n", r"\1", text)
        return f"---\n{line}\n{kept[4:]}"
    return f"---\n{line}\n---\n{text}"


def turned_figures(
    project: Project, name: str, text: str, year: int, statement: Statement | None, prior: str, cells: Collection[str]
) -> Turned:
    """A figures file: what was this year's becomes the comparative, this year's figures are emptied. `prior` is the
    file that a statement's comparatives are then tied to, `cells` are the ids of all figures of statements."""
    top = _top(project, name, text)
    edits = list(_advanced(top, ("title", "period", "source", "unit-caption", "as-of"), year))
    kind = _word(top.get("kind"))
    if kind == "statement" and statement is not None:
        edits += _statement(top, statement, year)
        return _with_prior(_edited(text, edits), top, prior)
    if kind == "kpis":
        for group in _items(top.get("groups")):
            edits += _values(group.get("values"), year, "")
    elif kind == "facts":
        edits += _values(top.get("facts"), year, _word(top.get("period")))
    elif kind == "charts":
        for chart in _items(top.get("charts")):
            edits += _chart(chart, year, cells)
        charts = [chart for chart in _items(top.get("charts")) if chart]
        listed = tuple((next(iter(chart.values())).at, _word(chart.get("title"))) for chart in charts)
        return replace(_edited(text, edits), charts=listed)
    return _edited(text, edits)


def _compared(item: Mapping[str, Entry], year: int) -> Iterator[Edit]:
    """What a key figure was becomes what it is compared with; a target is the new year's own."""
    value, before, period = item.get("value"), item.get("previous"), item.get("previous-period")
    target = item.get("target")
    if target is not None and isinstance(target.value, Scalar) and not _REFERENCE.search(target.value.text):
        yield Edit(target.value.at, target.value.text, NULL, target.value.text, _name_of(item))
    if period is not None and isinstance(period.value, Scalar):
        yield Edit(period.value.at, period.value.text, both_years(period.value.text, year))
    if value is None or before is None or not isinstance(value.value, Scalar) or not isinstance(before.value, Scalar):
        return
    written = before.value.text
    if _REFERENCE.search(written):
        yield Edit(before.value.at, written, _REFERENCE.sub(lambda found: both_years(found[0], year), written))
    else:
        now = value.value.text
        yield Edit(before.value.at, written, NULL if _REFERENCE.search(now) else now)


def _values(entry: Entry | None, year: int, period: str) -> Iterator[Edit]:
    """Key figures, and facts of the year; facts of no year or another one stay."""
    for item in _items(entry):
        value = item.get("value")
        whose = _word(item.get("period")) or period
        stays = bool(whose) and str(year) not in _YEAR.findall(whose)
        yield from _advanced(item, ("period", "source", "ties"), year)
        yield from _compared(item, year)
        for scalar in _scalars(item.get("sum-of")):
            yield Edit(scalar.at, scalar.text, both_years(scalar.text, year))
        if value is None or not isinstance(value.value, Scalar):
            continue
        written = value.value.text
        if _REFERENCE.search(written):
            quoted = _REFERENCE.sub(lambda found: both_years(found[0], year), written)
            yield Edit(value.value.at, written, quoted)
        elif not stays:
            yield Edit(value.value.at, written, NULL, written, _name_of(item))


def _chart(chart: Mapping[str, Entry], year: int, cells: Collection[str]) -> Iterator[Edit]:
    """A chart of figures that have their home elsewhere moves on with them; its title, and figures of its own, stay."""
    values = [scalar for row in _items(chart.get("rows")) for scalar in _scalars(row.get("values"))]
    if not any(scalar.text[:1].isalpha() and scalar.text != NULL for scalar in values):
        return
    for scalar in values:
        if scalar.text in cells:
            yield Edit(scalar.at, scalar.text, both_years(scalar.text, year))
    labels = (series.get("label") for series in _items(chart.get("series")))
    for entry in (chart.get("caption"), chart.get("source"), *labels):
        for scalar in _scalars(entry):
            yield Edit(scalar.at, scalar.text, both_years(scalar.text, year))


def _statement(top: Mapping[str, Entry], statement: Statement, year: int) -> Iterator[Edit]:
    columns = statement.columns
    for column, entries in zip(columns, _items(top.get("columns")), strict=False):
        yield from _advanced(entries, ("id", "label", "period"), column.year or year)
        of = entries.get("of")
        for scalar in of.value.items if of and isinstance(of.value, Items) else ():
            source = next((other for other in columns if isinstance(scalar, Scalar) and other.id == scalar.text), None)
            if source is not None and isinstance(scalar, Scalar):
                yield Edit(scalar.at, scalar.text, next_years(scalar.text, source.year or year))
    for row in _items(top.get("rows")):
        yield from _advanced(row, ("label", "name", "ties"), year)
        values = row.get("values")
        if values and isinstance(values.value, Items):
            yield from _shifted(values.value.items, columns, _name_of(row))


def _shifted(items: Sequence[Node], columns: Sequence[Column], of: str) -> Iterator[Edit]:
    """A row's figures: comparatives take those of the year after theirs, all others are emptied."""
    written = [column for column in columns if not column.of] if len(items) < len(columns) else list(columns)
    texts = [item.text if isinstance(item, Scalar) else NULL for item in items]
    for index, (item, column) in enumerate(zip(items, written, strict=False)):
        new = NULL
        if column.kind == "prior":
            after = _year_after(column, written)
            new = texts[after] if after is not None and after < len(texts) else NULL
        if isinstance(item, Scalar) and item.text != new:
            was = item.text if column.kind == "actual" and item.text.lower() not in ("", "~", NULL) else ""
            yield Edit(item.at, texts[index], new, was, of)


def _year_after(column: Column, columns: Sequence[Column]) -> int | None:
    kinds = ("actual", "prior")
    for index, other in enumerate(columns):
        if other.kind in kinds and column.year and other.year == column.year + 1:
            return index
    return next((i for i, other in enumerate(columns) if other.kind == "actual"), None) if not column.year else None


def _with_prior(turned: Turned, top: Mapping[str, Entry], prior: str) -> Turned:
    """The file with its comparatives tied to last year's figures; in block style only."""
    lines, line = turned.text.split("\n"), f"prior: {prior}"
    named = next((index for index, words in enumerate(lines) if words.startswith("prior:")), None)
    if named is not None:
        return replace(turned, text="\n".join([*lines[:named], line, *lines[named + 1 :]]))
    place = next((index for index, words in enumerate(lines) if words.startswith("columns:")), None)
    if place is None or "columns" not in top:
        return turned

    def lowered(at: Location) -> Location:
        return replace(at, line=at.line + 1) if at.line > place else at

    emptied = tuple((lowered(at), old, of) for at, old, of in turned.emptied)
    text = "\n".join([*lines[:place], line, *lines[place:]])
    return Turned(text, emptied, tuple(lowered(at) for at in turned.untouched))


def _advanced(group: Mapping[str, Entry], keys: Sequence[str], year: int) -> Iterator[Edit]:
    for key in keys:
        entry = group.get(key)
        for scalar in _scalars(entry):
            if (new := next_years(scalar.text, year)) != scalar.text:
                yield Edit(scalar.at, scalar.text, new)


def _edited(text: str, edits: Sequence[Edit]) -> Turned:
    """The text with its scalars written anew, from the last to the first; those that are not written on one line as
    they are read stay, and are told."""
    lines = text.split("\n")
    emptied: list[tuple[Location, str, str]] = []
    untouched: list[Location] = []
    for edit in sorted(edits, key=lambda one: one.at, reverse=True):
        if edit.new == edit.old:
            continue
        line, start = lines[edit.at.line - 1], edit.at.column - 1
        quote = line[start : start + 1] if line[start : start + 1] in ("'", '"') else ""
        if not line.startswith(f"{quote}{edit.old}{quote}", start):
            untouched.append(edit.at)
            continue
        end = start + len(edit.old) + 2 * len(quote)
        kept = quote if edit.new != NULL else ""
        lines[edit.at.line - 1] = f"{line[:start]}{kept}{edit.new}{kept}{line[end:]}"
        if edit.why:
            emptied.append((edit.at, edit.why, edit.of))
    return Turned("\n".join(lines), tuple(reversed(emptied)), tuple(reversed(untouched)))


def _top(project: Project, name: str, text: str) -> Mapping[str, Entry]:
    node = parse(project, name, text, Realm.CONTENT)
    return node.entries if isinstance(node, Entries) else {}


def _items(entry: Entry | None) -> Iterator[Mapping[str, Entry]]:
    if entry and isinstance(entry.value, Items):
        for item in entry.value.items:
            yield item.entries if isinstance(item, Entries) else {}


def _scalars(entry: Entry | None) -> Iterator[Scalar]:
    """What stands at a key: one scalar, a list of them, or the words in several languages."""
    node = entry.value if entry else None
    within: list[Node] = [one.value for one in node.entries.values()] if isinstance(node, Entries) else []
    for one in within or (node.items if isinstance(node, Items) else (node,)):
        if isinstance(one, Scalar):
            yield one


def _name_of(item: Mapping[str, Entry]) -> str:
    """What a figure is called, for the list."""
    return next((one.text for key in ("label", "name", "id") for one in _scalars(item.get(key)) if one.text), "")


def _word(entry: Entry | None) -> str:
    return entry.value.text if entry and isinstance(entry.value, Scalar) else ""
