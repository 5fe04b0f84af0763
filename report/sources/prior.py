"""Turns last year's report (its statement, its manifest or its whole project) into what was published before."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from report.errors import Location, Problem, Realm, ReportError
from report.model.report import Report
from report.model.statements import PriorStatement, Statement
from report.sources.project import TEXT_LIMIT, Project
from report.sources.reading import did_you_mean

DIGITS_LIMIT = 60

Published = dict[str, PriorStatement]
"""What was published before, by the id of the statement."""


def published_in(statements: Iterable[Statement], file: str, at: Location) -> Published:
    """The figures of a report's own year, in whole units."""
    return {statement.id: _published(statement, file, at) for statement in statements}


def manifest_figures(text: str, file: str, at: Location) -> Published | None:
    """The figures that a manifest holds; None when the text is no manifest with statements."""
    try:
        content = json.loads(text)
        return {name: _listed(entry, file, at) for name, entry in content["statements"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation, RecursionError):
        return None


def resolved(project: Project, statement: Statement, read: Callable[[str], Statement | None]) -> Statement:
    """A statement with the figures of the file that its `prior` names: a manifest, or a figures file of kind
    `statement`, which `read` reads. What is wrong with it is booked."""
    if statement.prior is None:
        return statement
    name, at = statement.prior.file, statement.prior.at
    published: Published | None = None
    if name.lower().endswith(".json"):
        text = project.text(name, at)
        published = manifest_figures(text, name, at) if text is not None else {}
        if published is None:
            hint = "Copy the .json that last year's build wrote into the project."
            project.problem("no-manifest", f"{name} is no manifest with statements.", at, hint)
    elif other := read(name):
        published = published_in([other], name, at)
    if published and statement.id not in published and len(published) > 1:
        message = f"{name} has no statement {statement.id}."
        project.problem("unknown-statement", message, at, did_you_mean(statement.id, list(published)))
    return tied(replace(statement, prior=None), published or {})


def with_prior(report: Report, path: Path) -> Report:
    """The report with its comparatives tied to last year's project (a folder) or manifest (a file). Raises
    ReportError when there is neither."""
    at = Location(path.as_posix())
    published = _project_figures(path, at) if path.is_dir() else _file_figures(path, at)
    if not published:
        message = f"{path} is neither a report project nor a manifest with statements."
        hint = "Name last year's project, or the .json that its build wrote."
        raise ReportError([Problem("no-prior", message, None, hint, realm=Realm.SETUP)])
    statements = {name: tied(statement, published) for name, statement in report.statements.items()}
    return replace(report, statements=statements)


def tied(statement: Statement, published: Published) -> Statement:
    """The statement with what was published under its id, or in the only statement there is."""
    prior = published.get(statement.id)
    if prior is None and len(published) == 1:
        (prior,) = published.values()
    return replace(statement, prior=prior) if prior else statement


def _published(statement: Statement, file: str, at: Location) -> PriorStatement:
    figures: dict[str, dict[str, Decimal]] = {}
    places: dict[tuple[str, str], Location] = {}
    for index, column in enumerate(statement.columns):
        if column.kind != "actual":
            continue
        for row in statement.rows:
            if index < len(row.amounts) and (value := row.amounts[index].value) is not None:
                figures.setdefault(column.term, {})[row.id] = statement.in_units(value)
                places[column.term, row.id] = row.amounts[index].at
    return PriorStatement(file, figures, places, at)


def _listed(entry: Any, file: str, at: Location) -> PriorStatement:
    figures: dict[str, dict[str, Decimal]] = {}
    for index, column in enumerate(entry["columns"]):
        if column["kind"] == "actual":
            amounts = figures.setdefault(str(column["term"]), {})
            for row in entry["rows"]:
                if (written := row["values"][index : index + 1]) and written[0] is not None:
                    amounts[str(row["id"])] = _finite(str(written[0]))
    return PriorStatement(file, figures, {}, at)


def _finite(written: str) -> Decimal:
    value = Decimal(written)
    if not value.is_finite() or len(written) > DIGITS_LIMIT:
        raise ValueError(written)
    return value


def _project_figures(folder: Path, at: Location) -> Published:
    from report.sources import examine

    found = examine(folder)
    if found.report is None:
        return {}
    prefix = folder.as_posix()
    published = published_in(found.report.statements.values(), prefix, at)
    return {name: replace(prior, places=_seen_from(prior, prefix)) for name, prior in published.items()}


def _seen_from(prior: PriorStatement, prefix: str) -> dict[tuple[str, str], Location]:
    return {key: replace(place, file=f"{prefix}/{place.file}") for key, place in prior.places.items()}


def _file_figures(path: Path, at: Location) -> Published | None:
    try:
        with path.open("rb") as file:
            text = file.read(TEXT_LIMIT + 1)
        return manifest_figures(text.decode("utf-8"), at.file, at) if len(text) <= TEXT_LIMIT else None
    except (OSError, UnicodeDecodeError):
        return None
