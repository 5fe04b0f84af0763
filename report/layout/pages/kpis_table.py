"""Key figures → a table of them for the appendix, with what they are compared with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from report.layout.markup import filled_words, quoted_words
from report.layout.pages.kpis_words import compared_words, origin_words
from report.layout.room import ComposingRoom
from report.model.content import Block, Cell, Span, Subhead, Table, TableRow, Words
from report.model.figures import Kpi, KpiSheet, page_origin
from report.model.report import Report

LEFT: Literal["left"] = "left"
RIGHT: Literal["right"] = "right"


def sheets_in_appendix(report: Report) -> list[KpiSheet]:
    """The sheets of key figures whose tables stand in the appendix."""
    return [one.kpis for one in report.sections if one.kpis is not None and one.kpis.table == "appendix"]


def sheet_anchor(sheet: KpiSheet) -> str:
    """What links to the table of a sheet point to."""
    return f"kpis-{sheet.id}"


def sheet_blocks(sheet: KpiSheet, room: ComposingRoom) -> Iterator[Block]:
    """The title of a sheet as a heading, and its table: a row for each figure, booked here."""
    title = (Words(filled_words(sheet.title, room.report), sheet.at),)
    head = Subhead(title, 3, sheet_anchor(sheet), sheet.at)
    room.ledger.book(head, "the heading of the table of key figures", sheet.at)
    yield head
    kpis = [kpi for group in sheet.groups for kpi in group.kpis]
    names = ["", room.word("Figure"), room.word("Unit")]
    names += [room.word("Earlier")] if any(kpi.previous for kpi in kpis) else []
    names += [room.word("Target")] if any(kpi.target for kpi in kpis) else []
    rows = [TableRow(tuple((n, _cell(name, sheet, "column")) for n, name in enumerate(names)), sheet.at)]
    for group in sheet.groups:
        for kpi in group.kpis:
            label = filled_words(f"{group.label}: {kpi.label}", room.report)
            cells = [_cell(label, sheet, "row"), *(_cell(text, sheet) for text in _texts(kpi, names, room))]
            rows.append(TableRow(tuple(enumerate(cells)), kpi.at))
    for row in rows:
        room.ledger.book(row, "a row of the table of key figures", row.at)
    source: tuple[Span, ...] = ()
    if page_origin(sheet):
        source = (Words(origin_words(page_origin(sheet), room), sheet.at),)
        room.ledger.book(source, "the source of the table of key figures", sheet.at)
    alignments: tuple[Literal["left", "right"], ...] = (LEFT, RIGHT, LEFT, *(RIGHT for _ in names[3:]))
    yield Table((rows[0],), tuple(rows[1:]), alignments, (), source, sheet.at, wide=True)


def _texts(kpi: Kpi, names: list[str], room: ComposingRoom) -> Iterator[str]:
    yield quoted_words(kpi.quotes or kpi.fact.id, kpi.format, room.report)
    yield kpi.fact.unit
    if room.word("Earlier") in names:
        yield compared_words(kpi, kpi.previous, room, period=True)
    if room.word("Target") in names:
        yield compared_words(kpi, kpi.target, room)


def _cell(text: str, sheet: KpiSheet, header: Literal["", "column", "row"] = "") -> Cell:
    return Cell((Words(text, sheet.at),) if text else (), header, 1, 1, sheet.at)
