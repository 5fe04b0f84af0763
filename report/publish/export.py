"""Turns a report into a file of every figure that it prints, as a number and as it is printed: .xlsx or .csv."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from report.layout.messages import catalogue
from report.model.report import Report
from report.model.statements import SHIFTS, Amount, Column, Statement
from report.publish.workbook import TableSheet, Value, workbook
from report.tables.decimals import decimal_mark
from report.tables.printing import print_amount
from report.typography.numbers import format_fact

if TYPE_CHECKING:
    from report.model.figures import Fact, Kpi

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a word that begins so would be reckoned by a spreadsheet


class Figure(Struct, frozen=True):
    """One figure of the report: what it is, where it has its home, its value and how it is printed."""

    kind: str
    id: str
    label: str
    column: str
    value: Value
    printed: str
    unit: str
    period: str
    source: str
    as_of: str
    place: str


def figures_of(report: Report) -> tuple[Figure, ...]:
    """Every figure of the statements, the key figures and the loose facts, in this order."""
    shown: dict[str, str] = {}
    for section in report.sections:
        for group in section.kpis.groups if section.kpis else ():
            shown |= {kpi.quotes or kpi.fact.id: _kpi_printed(kpi, report) for kpi in group.kpis}
    cells = {fact for statement in report.statements.values() for fact in _cell_ids(statement)}
    loose = (fact for fact in report.facts.values() if fact.id not in cells)
    facts = tuple(_of_fact(fact, shown, report.settings.language) for fact in loose)
    first = tuple(figure for figure in facts if figure.kind == "key figure")
    rest = tuple(figure for figure in facts if figure.kind != "key figure")
    return (*(f for statement in report.statements.values() for f in _of_statement(statement, report)), *first, *rest)


def as_csv(report: Report) -> bytes:
    """The figures as CSV: UTF-8 with a byte order mark, which spreadsheets need to read it rightly."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(Figure.__struct_fields__)
    for figure in figures_of(report):
        writer.writerow([_field(getattr(figure, name)) for name in Figure.__struct_fields__])
    return written.getvalue().encode("utf-8-sig")


def as_workbook(report: Report) -> bytes:
    """The figures as a workbook: a sheet for each statement, as it stands on its page, and one for all others."""
    sheets = [_statement_sheet(statement, report) for statement in report.statements.values()]
    others = [figure for figure in figures_of(report) if figure.kind != "statement"]
    heads = Figure.__struct_fields__
    rows = tuple(tuple(getattr(figure, name) for name in heads) for figure in others)
    return workbook([*sheets, TableSheet("Figures", heads, rows)] if others or not sheets else sheets)


EXPORTS: dict[str, Callable[[Report], bytes]] = {"xlsx": as_workbook, "csv": as_csv}
"""What `--export` writes, by the ending of the file's name."""


def _of_statement(statement: Statement, report: Report) -> Iterator[Figure]:
    for row in statement.rows:
        for column, amount in zip(statement.columns, row.amounts, strict=False):
            printed = _printed(amount, column, report.settings.language)
            if amount.value is None and not printed:
                continue
            yield Figure(
                "statement",
                f"{statement.id}.{row.id}.{column.id}",
                row.label or row.name,
                column.label,
                _value(amount, column),
                printed,
                _unit(statement, column),
                column.period or column.label,
                statement.source,
                "",
                str(amount.at),
            )


def _statement_sheet(statement: Statement, report: Report) -> TableSheet:
    """Labels, figures in the scale they are printed in, and beside them as they are printed."""
    heads = ["row", "role", "label", "note", *(column.label for column in statement.columns)]
    heads += [f"{column.label} (as printed)" for column in statement.columns]
    rows: list[tuple[Value, ...]] = []
    for row in statement.rows:
        cells = list(zip(statement.columns, row.amounts, strict=False))
        values = [_value(amount, column) for column, amount in cells]
        printed = [_printed(amount, column, report.settings.language) for column, amount in cells]
        rows.append((row.id, row.role, row.label or row.name, row.note, *values, *printed))
    return TableSheet(statement.title or statement.id, tuple(heads), tuple(rows))


def _value(amount: Amount, column: Column) -> Decimal | None:
    """The number that is printed; what is rounded to nil has no sign."""
    number = None if amount.value is None else column.style.printed(amount.value)
    return number if number else None if number is None else abs(number)


def _unit(statement: Statement, column: Column) -> str:
    """What the printed numbers of a column count."""
    if column.kind == "variance-percent":
        return "%"
    if statement.unit_caption and column.style.scale == statement.style.scale:
        return statement.unit_caption
    return f"× {10 ** SHIFTS[column.style.scale]}" if column.style.scale != "units" else ""


def _printed(amount: Amount, column: Column, language: str) -> str:
    unavailable = catalogue(language).gettext("n/a") if amount.not_available else ""
    return print_amount(amount, column, language, decimal_mark(language), unavailable).text


def _kpi_printed(kpi: Kpi, report: Report) -> str:
    fact = report.facts.get(kpi.quotes, kpi.fact) if kpi.quotes else kpi.fact
    try:
        return format_fact(fact.value, kpi.format, report.settings.language)
    except ValueError:  # a format that is none is told by the checks
        return str(fact.value)


def _of_fact(fact: Fact, shown: dict[str, str], language: str) -> Figure:
    return Figure(
        "key figure" if fact.id in shown else "fact",
        fact.id,
        fact.label,
        "",
        fact.value,
        shown.get(fact.id) or format_fact(fact.value, "", language),
        fact.unit,
        fact.period,
        fact.source,
        fact.as_of.isoformat() if fact.as_of else "",
        str(fact.at),
    )


def _cell_ids(statement: Statement) -> Iterator[str]:
    for row in statement.rows:
        for column in statement.columns:
            yield f"{statement.id}.{row.id}.{column.id}"


def _field(value: Value) -> str:
    """A field of a CSV file: a number as it is, words so that no spreadsheet takes them for a formula."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    words = value or ""
    return f"'{words}" if words.startswith(_FORMULA) else words
