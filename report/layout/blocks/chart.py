"""Chart → its message, what is measured, the graphic, its source, and its figures as a table below it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from report.charts.data import ChartData, data_of
from report.charts.drawing import Drawn, draw
from report.charts.looks import Looks
from report.charts.telling import alternative
from report.errors import Problem, Severity
from report.layout.blocks.setting import BlockSetting, CopyMatter, mark_notes
from report.layout.blocks.table import mark_table
from report.layout.chartdata import chart_table
from report.layout.galley import Matter, Progress, Slug, Wide, cast_all, elements_of, keep_together
from report.layout.lines import LineStyle
from report.layout.markup import OUTSIDE_CHAPTERS, mark_up, plain
from report.layout.plates import measure_in, place_graphic
from report.layout.room import ComposingRoom
from report.model.brand import ChapterInks
from report.model.charts import Chart
from report.model.content import ChartBlock, Span, Table
from report.model.placed import Portion
from report.model.structure import Attributes, Element

LABELS, LABEL_SIZE = "table", 0.94  # of the role's size


class _Chart(Struct, frozen=True):
    """A chart; `words` stand above its graphic, `source` below it, then the table."""

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

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        unit = self.room.grid.unit
        slugs: list[Slug] = cast_all(self.words, measure, progress)
        if not progress.get(self.block):
            slugs.append(self.graphic(measure))
        slugs = keep_together([*slugs, *cast_all(self.source, measure, progress)])
        if slugs:
            slugs[0] = replace(slugs[0], before=unit)
        return [*slugs, *cast_all(self.table, measure, progress)]

    def graphic(self, measure: float) -> Slug:
        room, unit = self.room, self.room.grid.unit
        drawn = self.drawn(measure)
        placements = list(place_graphic(drawn.graphic, room, 0.0, unit * 0.5, self.leaf, self.chart.at))
        first = replace(placements[0], portion=Portion(self.block, 0, 1, 1))
        height = ceil(round((drawn.graphic.height + unit * 0.5) / unit, 6)) * unit
        return Slug(height, (first, *placements[1:]))

    def drawn(self, measure: float) -> Drawn:
        room = self.room
        drawn = draw(self.data, looks_of(room, self.inks, measure), lambda: measure_in(room), room.kept)
        for doubt in drawn.misgivings:
            problem = Problem(doubt.code, doubt.message, self.chart.at, doubt.hint, Severity.WARNING)
            if problem not in room.problems:
                room.problems.append(problem)
        return drawn


def looks_of(room: ComposingRoom, inks: ChapterInks, width: float) -> Looks:
    """How this brand draws charts of this width (pt) in a chapter of these inks."""
    brand, role = room.brand, room.role(LABELS)
    names = {"deep": inks.deep, "gold": OUTSIDE_CHAPTERS.bright, "pale": inks.pale}
    names |= {name: name for name in ("ink", "paper", "k70", "k55", "k40", "k15", "k6")}
    faces = (*room.library.stack(role), *room.library.stack(role, bold=True))
    colours = {name: brand.inks[name].rgb for name in names.values()}
    fonts = " ".join(face.key for face in faces)
    size, dots, pins = round(role.size * LABEL_SIZE, 2), brand.mark == "round", brand.bar == "pin"
    return Looks(round(width, 3), room.grid.unit, names, colours, LABELS, size, fonts, dots, pins)


def mark_chart(block: ChartBlock, setting: BlockSetting) -> Matter:
    """A Figure whose caption is the chart's message; its words and shapes are one content, described in its
    alternative text, and its figures a table after it."""
    room = setting.room
    chart = room.report.charts[block.chart]
    data = data_of(chart, plain(chart.title, room), room.report.facts, room.language)
    words = [
        *_words(chart.title, "subhead", "Caption", setting, chart),
        *_words(chart.caption, "caption", "Caption", setting, chart),
    ]
    source = _words(chart.source, "caption", "P", setting, chart, before=f"{room.word('Source')}: ")
    leaf = room.leaf("Figure")
    told = chart.alt or alternative(data, room.word)
    caption = [kid for element in elements_of(words) for kid in element.kids]
    kids = (Element("Caption", tuple(caption)), leaf) if caption else (leaf,)
    figure = Element("Figure", kids, Attributes(alt=told, box=True))
    table: list[Matter] = []
    if chart.table == "below":
        table.append(mark_table(_booked(chart_table(chart, data), room, chart), setting))
    elements = (figure, *elements_of(source), *elements_of(table))
    number = room.ledger.number(block)
    matter = _Chart(
        room, chart, data, setting.stick.inks, number, leaf.number, tuple(words), tuple(source), tuple(table), elements
    )
    return Wide(matter) if block.wide else matter


def _words(
    spans: Sequence[Span], role: str, tag: str, setting: BlockSetting, chart: Chart, before: str = ""
) -> list[Matter]:
    """A line of the chart's words, booked here: charts stand in figures files, not in the texts that the ledger
    walks."""
    if not spans:
        return []
    room = setting.room
    copy = mark_up(spans, room, setting.stick, role=role, tag=tag)
    if before:
        first = copy.stretches[0]
        copy = replace(copy, stretches=(replace(first, text=before + first.text), *copy.stretches[1:]))
    notes = mark_notes([copy], setting)
    style = LineStyle(room.role(role), leading=room.grid.unit, orphans=0)
    number = room.ledger.book(spans, "the words of the chart", chart.at)
    return [CopyMatter(room, copy, style, number, (Element(tag, copy.kids), *notes.elements), notes)]


def _booked(table: Table, room: ComposingRoom, chart: Chart) -> Table:
    for row in (*table.head, *table.body):
        room.ledger.book(row, "a row of the chart’s figures", chart.at)
    return table
