"""Chart → its message, what is measured, the graphic, its source, and its figures as a table below it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from report.errors import Problem, Severity
from report.layout.blocks.margin import Beside
from report.layout.blocks.setting import BlockSetting, CopyMatter, mark_notes
from report.layout.blocks.table import mark_table
from report.layout.chartdata import chart_table
from report.layout.galley import (
    Matter,
    Progress,
    Slug,
    Wide,
    cast_all,
    elements_of,
    keep_together,
    whole,
)
from report.layout.lines import LineStyle
from report.layout.markup import OUTSIDE_CHAPTERS, mark_up, plain
from report.layout.plates import measure_in, place_graphic
from report.layout.room import ComposingRoom
from report.model.brand import ChapterInks
from report.model.charts import Chart
from report.model.content import ChartBlock, Link, Span, Table, Words
from report.model.placed import Drawing, Placement
from report.model.report import DataSection
from report.model.structure import Attributes, Element

if TYPE_CHECKING:
    from report.charts.data import ChartData
    from report.charts.drawing import Drawn
    from report.charts.looks import Looks

LABELS, LABEL_SIZE = "table", 0.94  # of the role's size
ABOVE, GAP, BELOW = 2, 0.75, 0.5  # units: above a chart, between its words and the graphic, below it
AFTER = 0.75  # units, below its table


class _Chart(Struct, frozen=True):
    """A chart; `words` stand above its graphic, `source` below it, then the table. Where the text has a side margin
    the source stands there, as `aside`. `castings` holds what was drawn, by width."""

    room: ComposingRoom
    chart: Chart
    data: ChartData
    inks: ChapterInks
    block: int
    leaf: int
    words: tuple[Matter, ...]
    source: tuple[Matter, ...]
    table: tuple[Matter, ...]
    elements: tuple[Element, ...]
    aside: Beside | None = None
    castings: dict[float, Drawn] = field(default_factory=dict)

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        unit = self.room.grid.unit
        slugs: list[Slug] = cast_all(self.words, measure, progress)
        if not progress.get(self.block):
            slugs.append(self.graphic(measure))
        slugs = keep_together([*slugs, *cast_all(self.source, measure, progress)])
        if slugs:
            slugs[0] = replace(slugs[0], before=ABOVE * unit)
            if self.aside is not None and not progress.get(self.aside.block):
                note = self.aside.set(self.room.grid.span(self.room.grid.margin_columns), {})
                slugs[0] = replace(slugs[0], aside=(*slugs[0].aside, *note))
        table = cast_all(self.table, measure, progress)
        if table:
            table[-1] = replace(table[-1], height=table[-1].height + AFTER * unit)
        return [*slugs, *table]

    def graphic(self, measure: float) -> Slug:
        room, unit = self.room, self.room.grid.unit
        drawn = self.drawn(measure)
        above = unit * (GAP if self.words else 0.0)
        placements = list(place_graphic(drawn.graphic, room, 0.0, above, self.leaf, self.chart.at))
        nothing = Placement(Drawing(drawn.graphic.width, drawn.graphic.height, (), self.leaf), 0.0, above)
        first, *others = placements or [nothing]
        height = ceil(round((drawn.graphic.height + above) / unit + BELOW, 6)) * unit
        return Slug(height, (replace(first, portion=whole(self.block)), *others))

    def drawn(self, measure: float) -> Drawn:
        from report.charts.drawing import draw

        room = self.room
        if measure not in self.castings:
            looks = looks_of(room, self.inks, measure)
            self.castings[measure] = draw(self.data, looks, lambda: measure_in(room), room.kept)
        drawn = self.castings[measure]
        for doubt in drawn.misgivings:
            severity = Severity.ERROR if doubt.grave else Severity.WARNING
            message = doubt.message if doubt.at else f"chart {self.chart.id}: {doubt.message}"
            problem = Problem(doubt.code, message, doubt.at or self.chart.at, doubt.hint, severity)
            if problem not in room.problems:
                room.problems.append(problem)
        return drawn


def looks_of(room: ComposingRoom, inks: ChapterInks, width: float) -> Looks:
    """How this brand draws charts of this width (pt) in a chapter of these inks."""
    from report.charts.looks import Looks

    brand, role = room.brand, room.role(LABELS)
    names = {
        "deep": str(inks.deep),
        "gold": OUTSIDE_CHAPTERS.bright,
        "pale": str(inks.pale),
    }  # plain text, to be hashed
    names |= {name: name for name in ("ink", "paper", "k70", "k55", "k40", "k15", "k6")}
    faces = (*room.library.stack(role), *room.library.stack(role, bold=True))
    colours = {name: brand.inks[name].rgb for name in names.values()}
    fonts = " ".join(face.key for face in faces)
    size, dots, pins = round(role.size * LABEL_SIZE, 2), brand.mark == "round", brand.bar == "pin"
    return Looks(round(width, 3), room.grid.unit, names, colours, LABELS, size, fonts, dots, pins)


def mark_chart(block: ChartBlock, setting: BlockSetting) -> Matter:
    """A Figure whose caption is the chart's message; its words and shapes are one content, described in its
    alternative text, and its figures a table after it, or in the appendix that its source points to."""
    from report.charts.telling import alternative

    room = setting.room
    chart = room.report.charts[block.chart]
    data = chart_data(chart, room)
    words = [
        *_words(chart.title, "subhead", "Caption", setting, chart),
        *_words(chart.caption, "caption", "Caption", setting, chart),
    ]
    leaf = room.leaf("Figure")
    told = chart.alt or alternative(data, room.word)
    caption = [kid for element in elements_of(words) for kid in element.kids]
    kids = (Element("Caption", tuple(caption)), leaf) if caption else (leaf,)
    figure = Element("Figure", kids, Attributes(alt=told, box=True))
    source = source_spans(chart, room)
    aside = _aside(source, setting, chart) if source and _has_margin(setting) else None
    below = _words(source, "caption", "P", setting, chart) if aside is None else []
    table: list[Matter] = []
    if chart.table == "below":
        table.append(mark_table(booked_table(chart, data, room), setting))
    said = (aside.element,) if aside is not None else elements_of(below)
    elements = (figure, *said, *elements_of(table))
    number = room.ledger.number(block)
    inks = setting.stick.inks
    matter = _Chart(
        room, chart, data, inks, number, leaf.number, tuple(words), tuple(below), tuple(table), elements, aside
    )
    return Wide(matter) if block.wide else matter


def chart_data(chart: Chart, room: ComposingRoom) -> ChartData:
    """The figures of a chart as this report prints them."""
    from report.charts.data import data_of

    return data_of(chart, plain(chart.title, room), room.report.facts, room.language)


def source_spans(chart: Chart, room: ComposingRoom) -> tuple[Span, ...]:
    """Where the figures come from, and where they stand as a table when that is an appendix."""
    spans: list[Span] = []
    if chart.source:
        spans += [Words(f"{room.word('Source')}: ", chart.at), *chart.source]
    appendix = next((one for one in room.report.sections if isinstance(one.section, DataSection)), None)
    if chart.table == "appendix" and appendix is not None and isinstance(appendix.section, DataSection):
        if spans:
            ends = plain(chart.source, room).endswith((".", "!", "?"))
            spans.append(Words(" " if ends else ". ", chart.at))
        title = (Words(appendix.section.title, chart.at),)
        spans += [
            Words(f"{room.word('Table')}: ", chart.at),
            Link(title, f"#{table_anchor(chart)}", "", chart.at),
        ]
    return tuple(spans)


def table_anchor(chart: Chart) -> str:
    """What links to a chart's table in the appendix point to."""
    return f"chart-{chart.id}"


def booked_table(chart: Chart, data: ChartData, room: ComposingRoom, *, whole_story: bool = False) -> Table:
    """The table of a chart, booked here: charts stand in figures files, not in the texts that the ledger walks. With
    `whole_story` it has the chart's caption and source, for a place away from the chart."""
    table = chart_table(chart, data)
    for row in (*table.head, *table.body):
        room.ledger.book(row, "a row of the chart’s figures", chart.at)
    if not whole_story:
        return table
    source = (Words(f"{room.word('Source')}: ", chart.at), *chart.source) if chart.source else ()
    caption = tuple(span for span in chart.caption)  # a second tuple: the ledger knows nodes by identity
    if caption:
        room.ledger.book(caption, "the caption of the chart’s table", chart.at)
    if source:
        room.ledger.book(source, "the source of the chart’s table", chart.at)
    return replace(table, caption=caption, source=source)


def _has_margin(setting: BlockSetting) -> bool:
    """Whether the text that a chart stands in has a side margin, and the chart stands in the text itself."""
    links = setting.stick.links
    return links is not None and links.aside and not setting.stick.inside


def _aside(spans: tuple[Span, ...], setting: BlockSetting, chart: Chart) -> Beside:
    """The source as a note in the side margin. Words may be divided: the margin is narrow."""
    room = setting.room
    copy = mark_up(spans, room, replace(setting.stick, notes={}), role="caption")
    copy = replace(copy, stretches=tuple(replace(stretch, hyphenate=True) for stretch in copy.stretches))
    number = room.ledger.book(spans, "the source of the chart", chart.at)
    beside = Beside(room, None, copy, number, Element("P", copy.kids))
    room.note_setters[number] = beside.set
    return beside


def _words(spans: Sequence[Span], role: str, tag: str, setting: BlockSetting, chart: Chart) -> list[Matter]:
    """A line of the chart's words, booked here."""
    if not spans:
        return []
    room = setting.room
    copy = mark_up(spans, room, setting.stick, role=role, tag=tag)
    notes = mark_notes([copy], setting)
    style = LineStyle(room.role(role), leading=room.grid.unit, orphans=0)
    number = room.ledger.book(spans, "the words of the chart", chart.at)
    return [CopyMatter(room, copy, style, number, (Element(tag, copy.kids), *notes.elements), notes)]
