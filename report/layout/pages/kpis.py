"""Key figures section → groups of large numbers with their labels, in three columns."""

from __future__ import annotations

from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from report.layout.articles import make_heading
from report.layout.columns import Frame
from report.layout.galley import Matter, Progress, Slug, elements_of, keep_together
from report.layout.headline import put_headline
from report.layout.markup import Copy, filled_words, mark_words, plain, quoted_words
from report.layout.pour import pour
from report.layout.room import ComposingRoom
from report.layout.sections import ContentsEntry, SectionSetting, Sewn, put_text
from report.layout.sheet import Sheet
from report.model.content import Span, Words
from report.model.figures import MONEY, PERCENTAGES, Kpi, KpiGroup, KpiSheet
from report.model.placed import Bookmark, Placement, Rule
from report.model.structure import Element
from report.typography.text import Breaking, Styled

TITLE_LINE = 10
LEAD_LINE = 13
COLUMNS = 3
NUMBER_LINES = 2.5  # units from a label's foot to the number's baseline


class _Tile(Struct, frozen=True):
    """A key figure: its number in display type with its unit, and below it what it counts, and when and by whom it
    was counted where that is its own."""

    kpi: Kpi
    number: Copy
    unit: Copy | None
    label: Copy
    origin: Copy | None

    def cast(self, room: ComposingRoom, measure: float) -> Slug:
        """The unit stands after the number where that leaves it room, else in front of the label."""
        step = room.grid.unit
        number = room.typesetter.line(_fitted(self.number, room, measure))
        placements = [Placement(number, 0.0, NUMBER_LINES * step, room.whole(self.kpi))]
        below = self.label.stretches
        if self.unit is not None:
            unit = room.typesetter.line(self.unit.stretches)
            if number.width + unit.width <= measure:
                placements.append(Placement(unit, number.width, NUMBER_LINES * step))
            else:
                below = (*self.unit.stretches, *below)
        lines = room.lines(below, measure, Breaking())
        if self.origin is not None:
            lines = (*lines, *room.lines(self.origin.stretches, measure, Breaking()))
        placements += [Placement(line, 0.0, (NUMBER_LINES + 1 + index) * step) for index, line in enumerate(lines)]
        return Slug(ceil(NUMBER_LINES + len(lines) + 0.5) * step, tuple(placements))


class _Group(Struct, frozen=True):
    """A group of tiles under its label; never divided."""

    room: ComposingRoom
    group: KpiGroup
    label: Copy
    tiles: tuple[_Tile, ...]
    note: Copy | None
    elements: tuple[Element, ...]

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        if progress.get(self.room.ledger.number(self.group)):
            return []
        room, unit = self.room, self.room.grid.unit
        rule = Placement(Rule(measure, 0.5, "ink"), 0.0, 0.0)
        labels = room.lines(self.label.stretches, measure, Breaking())
        head = [Placement(line, 0.0, (1.5 + index) * unit) for index, line in enumerate(labels)]
        head[0] = replace(head[0], portion=room.whole(self.group))
        slugs = [Slug((len(labels) + 1) * unit, (rule, *head))]
        slugs += [tile.cast(room, measure) for tile in self.tiles]
        if self.note is not None:
            noted = room.lines(self.note.stretches, measure, Breaking())
            placements = tuple(Placement(line, 0.0, (index + 1) * unit) for index, line in enumerate(noted))
            slugs.append(Slug((len(noted) + 1) * unit, placements))
        slugs = keep_together(slugs)
        return [replace(slugs[0], before=2 * unit), *slugs[1:]]


def _fitted(number: Copy, room: ComposingRoom, measure: float) -> list[Styled]:
    """A number at its role's size, or at the largest that its column has room for."""
    width = room.typesetter.width(number.stretches)
    scale = min(1.0, measure / width)
    return [replace(stretch, size=stretch.size * scale) for stretch in number.stretches]


def compose_kpis(setting: SectionSetting) -> Sewn:
    room, grid, sheet_data = setting.room, setting.room.grid, setting.loaded.kpis
    assert sheet_data is not None
    prose, anchor, at = setting.loaded.prose, setting.loaded.anchor, sheet_data.at
    label = prose.label if prose and prose.label else room.word("Key figures")
    title_words = Words(filled_words(sheet_data.title, room.report), at)
    spans: tuple[Span, ...] = prose.headline if prose and prose.headline else (title_words,)
    sheet = setting.press.sheet("kpis", head=label, section=anchor)
    sheet.mark(anchor)
    heading = make_heading(spans, setting, "title", 1, grid.span(grid.columns), at, 2)
    node = prose.headline if prose and prose.headline else None
    put_headline(sheet, heading.headline, sheet.column_x(1), grid.down(TITLE_LINE), node=node, room=room)
    elements = [heading.element]
    line = grid.down(TITLE_LINE) + LEAD_LINE - TITLE_LINE + heading.headline.drop / grid.unit
    text, line = put_text(setting, sheet, line)
    elements += text
    groups: list[Matter] = [_mark_group(group, setting) for group in sheet_data.groups]
    first = ceil(round(line + 3, 6))

    def frames(page: Sheet, start: int) -> list[Frame]:
        width = grid.columns // COLUMNS
        return [page.frame(1 + index * width, width, start) for index in range(COLUMNS)]

    def go_on() -> tuple[Sheet, list[Frame]]:
        page = setting.press.sheet("kpis", head=label, section=anchor)
        return page, frames(page, grid.first_line)

    last, foot = pour(room, groups, sheet, frames(sheet, first), go_on)
    elements += elements_of(groups)
    source = _source(sheet_data, setting)
    if source is not None:
        last.put(room.typesetter.line(source.stretches), last.column_x(1), foot + 3 * grid.unit)
        elements.append(Element("P", source.kids))
    title = plain(spans, room)
    entry = ContentsEntry(label, anchor, sheet.number, 1)
    return Sewn(Element("Sect", tuple(elements)), (Bookmark(title, anchor, 1),), (entry,))


def _mark_group(group: KpiGroup, setting: SectionSetting) -> _Group:
    room = setting.room
    label = mark_words(group.label, room, "label", group.at, tag="H2", ink="ink")
    tiles: list[_Tile] = []
    elements = [Element("H2", label.kids)]
    for kpi in group.kpis:
        tile = _mark_tile(kpi, group, setting)
        tiles.append(tile)
        copies = (tile.number, tile.unit, tile.label, tile.origin)
        elements.append(Element("P", tuple(kid for copy in copies if copy is not None for kid in copy.kids)))
    note = mark_words(group.note, room, "caption", group.at) if group.note else None
    if note is not None:
        elements.append(Element("P", note.kids))
    return _Group(room, group, label, tuple(tiles), note, (Element("Sect", tuple(elements)),))


def _mark_tile(kpi: Kpi, group: KpiGroup, setting: SectionSetting) -> _Tile:
    """A unit that the label or the group's label says already is not said again; nor are the page's period and
    source."""
    room, fact, page = setting.room, kpi.fact, setting.loaded.kpis
    assert page is not None
    shown = quoted_words(kpi.quotes or fact.id, kpi.format, room.report)
    number = mark_words(f"{shown} ", room, "number-2", kpi.at)
    said = f"{group.label} {kpi.label}".casefold()
    unit = fact.unit if fact.unit.casefold() not in said and not _has_sign(shown, fact.unit) else ""
    period = fact.period if fact.period != page.period else ""
    origin = _origin(period, fact.source if fact.source != page.source else "", room)
    return _Tile(
        kpi,
        number,
        mark_words(f"{unit} ", room, "note", kpi.at) if unit else None,
        mark_words(f"{kpi.label} " if origin else kpi.label, room, "note", kpi.at),
        mark_words(origin, room, "caption", kpi.at) if origin else None,
    )


def _has_sign(shown: str, unit: str) -> bool:
    """Whether a figure has the sign of its unit already: 77,5%, € 12."""
    return any(sign in shown and unit.casefold() in words for sign, words in (("%", PERCENTAGES), ("€", MONEY)))


def _source(page: KpiSheet, setting: SectionSetting) -> Copy | None:
    """Period and source of the page's figures."""
    words = _origin(page.period, page.source, setting.room)
    return mark_words(words, setting.room, "caption", page.at) if words else None


def _origin(period: str, source: str, room: ComposingRoom) -> str:
    """When figures were counted and by whom."""
    return ". ".join(word for word in (period, f"{room.word('Source')}: {source}" if source else "") if word)
