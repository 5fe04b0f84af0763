"""Data section → the figures of charts as tables, each under the message of its chart, on article pages."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from report.checks.walk import all_prose, blocks_of
from report.layout.articles import ArticleFlow, make_piece
from report.layout.blocks.chart import booked_table, chart_data, table_anchor
from report.layout.pages.kpis_table import sheet_blocks, sheets_in_appendix
from report.layout.sections import ContentsEntry, SectionSetting, Sewn
from report.model.charts import Chart
from report.model.content import Block, ChartBlock, Subhead, Words
from report.model.report import DataSection, Report
from report.model.structure import Element

MOST_SERIES = 3
"""Columns of figures that a text column holds: a table with more stands across all of them."""


def compose_data(setting: SectionSetting) -> Sewn:
    """One table for each chart of the report that says `table: appendix`, in the order of the report, then one for each
    sheet of key figures that does."""
    loaded, room = setting.loaded, setting.room
    section = loaded.section
    if not isinstance(section, DataSection):
        raise TypeError(f"the section at {loaded.at} is no appendix of figures")
    title = (Words(section.title, loaded.at),)
    room.ledger.book(title, "the title of the appendix", loaded.at)
    flow = ArticleFlow(setting, section.title)
    first = next(one for one in room.report.sections if isinstance(one.section, DataSection))
    charts = appended(room.report) if first is loaded else ()
    blocks = [block for chart in charts for block in _blocks(chart, setting)]
    sheets = sheets_in_appendix(room.report) if first is loaded else []
    blocks += [block for sheet in sheets for block in sheet_blocks(sheet, room)]
    piece = make_piece(setting, title, title, 1, loaded.anchor, loaded.at, blocks)
    page = setting.press.next_number
    elements = flow.set_piece(piece).kids
    entry = ContentsEntry(section.title, loaded.anchor, page, 1)
    return Sewn(Element("Sect", elements), tuple(flow.bookmarks), (entry,))


def appended(report: Report) -> Iterator[Chart]:
    """The charts whose tables stand in the appendix, in the order in which the report shows them."""
    for prose in all_prose(report):
        for block in blocks_of(prose):
            chart = report.charts.get(block.chart) if isinstance(block, ChartBlock) else None
            if chart is not None and chart.table == "appendix":
                yield chart


def _blocks(chart: Chart, setting: SectionSetting) -> Iterator[Block]:
    """The message of a chart as a heading, and its table."""
    room = setting.room
    head = Subhead(chart.title or (Words(chart.id, chart.at),), 3, table_anchor(chart), chart.at)
    room.ledger.book(head, "the heading of the chart’s table", chart.at)
    yield head
    table = booked_table(chart, chart_data(chart, room), room, whole_story=True)
    yield replace(table, wide=len(chart.series) > MOST_SERIES)
