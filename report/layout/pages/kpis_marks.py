"""Groups of key figures → marked-up copies with their leaves, their numbers in the ledger and their elements."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from report.layout.lines import FORCED, copy_letters, letters
from report.layout.markup import Copy, mark_words, quoted_words
from report.layout.pages.kpis_words import arrow_of, change_words, marks_words, origin_words, target_words
from report.layout.room import ComposingRoom
from report.model.figures import MONEY, PERCENTAGES, Kpi, KpiForm, KpiGroup, KpiSheet, own_origin, unit_to_print
from report.model.placed import Portion, TextLine
from report.model.structure import ARTIFACT, Attributes, Element, Leaf
from report.typography.text import Breaking

MOST_UNITS = 150  # that are drawn one by one (SPEC, KPI)
MOST_SUM = 400  # in one group
MOST_PEOPLE = 300  # in rows of persons
PEOPLE = frozenset({
    "mensen", "personen", "medewerkers", "vrijwilligers", "people", "persons", "staff", "employees", "volunteers",
    "menschen", "mitarbeitende", "freiwillige",
})  # fmt: skip
UNCOUNTED = (
    MONEY | PERCENTAGES | frozenset({"duizend", "miljoen", "miljard", "mln", "mld", "thousand", "million", "billion"})
)


class Said(Struct, frozen=True):
    """Words with their number in the ledger. `arrow` stands before them: 1 up, -1 down; it is `open` where the way that
    it points is not the good one."""

    copy: Copy
    block: int
    arrow: int = 0
    open: bool = False

    def lines(
        self, room: ComposingRoom, measure: float, ink: str = "", role: str = ""
    ) -> list[tuple[TextLine, Portion]]:
        """Its lines at a measure (pt), each with the letters that it holds; words are divided only where they are
        wider. `ink` is that of another ground than paper, `role` a type role in place of its own."""
        stretches = self.copy.stretches
        if role:
            kind = room.role(role)
            stretches = tuple(room.styled(one.text, kind, one.leaf, ink=one.ink, at=one.location) for one in stretches)
        if ink:
            stretches = tuple(replace(one, ink=ink) for one in stretches)
        lines = room.lines(stretches, measure, Breaking(cut=True))
        if any(line.cut for line in lines):
            divisible = tuple(replace(one, hyphenate=True) for one in stretches)
            lines = room.lines(divisible, measure, Breaking(cut=True))
        total, placed = max(1, copy_letters(self.copy)), 0
        found: list[tuple[TextLine, Portion]] = []
        for index, line in enumerate(lines):
            stop = total if index == len(lines) - 1 else placed + sum(letters(run.text) for run in line.runs)
            found.append((line, Portion(self.block, placed, stop, total)))
            placed = stop
        return found


class Tile(Struct, frozen=True):
    """A key figure: its number as it is printed, its words, and what is said of it. `scale` names the scale of its bar;
    `count` marks stand for it, with the leaf `figure`."""

    kpi: Kpi
    shown: str
    leaf: Leaf
    portion: Portion
    words: Said
    remarks: tuple[Said, ...]
    value: float
    target: float | None
    scale: str
    count: int = 0
    figure: int = ARTIFACT


class Marked(Struct, frozen=True):
    """A group with the form that it is shown in. `figure` is the leaf of its row of people. Where it `continues`, its
    label has been set before."""

    group: KpiGroup
    form: KpiForm
    label: Said
    tiles: tuple[Tile, ...]
    note: Said | None
    figure: int
    elements: tuple[Element, ...]
    continues: bool = False


def mark_groups(sheet: KpiSheet, room: ComposingRoom) -> list[Marked]:
    """All groups of a sheet; what each is shown in depends on the others."""
    forms = _forms(sheet)
    return [_mark_group(group, form, sheet, room) for group, form in zip(sheet.groups, forms, strict=True)]


def scale_of(kpi: Kpi, group: KpiGroup, sheet: KpiSheet) -> str:
    """The name of the scale that a figure's bar is drawn on."""
    if sheet.scale == "page":
        return "page"
    unit = kpi.fact.unit.casefold()
    if unit in PERCENTAGES:
        return "%"
    return unit or f"group {group.id}"


def is_countable(kpi: Kpi, each: int = 1) -> bool:
    """Whether a figure is a number of whole marks."""
    value, unit = kpi.fact.value, kpi.fact.unit.casefold()
    if (
        not UNCOUNTED.isdisjoint(unit.split())
        or unit in UNCOUNTED
        or kpi.format.partition("(")[0] not in ("", "number", "words")
    ):
        return False
    return isinstance(value, Decimal) and value >= 0 and value == int(value) and not int(value) % each


def _forms(sheet: KpiSheet) -> list[KpiForm]:
    """What each group is shown in: counts as marks, other figures as bars where there are two to compare at least."""
    found = [_asked(group) or _form(group) for group in sheet.groups]
    scales: dict[str, int] = {}
    for group, form in zip(sheet.groups, found, strict=True):
        for kpi in group.kpis if form == "bar" else ():
            scale = scale_of(kpi, group, sheet)
            scales[scale] = scales.get(scale, 0) + 1 + (kpi.target is not None) + (scale == "%")
    return [
        "plain"
        if form == "bar" and not group.form and all(scales[scale_of(kpi, group, sheet)] < 2 for kpi in group.kpis)
        else form
        for group, form in zip(sheet.groups, found, strict=True)
    ]


def _asked(group: KpiGroup) -> KpiForm:
    """The form that the author asks for; more people than rows can hold stand as marks."""
    if group.form != "people":
        return group.form
    crowd = sum(kpi.fact.value / group.each for kpi in group.kpis if isinstance(kpi.fact.value, Decimal))
    return "people" if crowd <= MOST_PEOPLE else "units"


def _form(group: KpiGroup) -> KpiForm:
    values = [kpi.fact.value for kpi in group.kpis]
    numbers = [value for value in values if isinstance(value, Decimal) and value >= 0]
    compared = any(kpi.previous is not None or kpi.target is not None for kpi in group.kpis)
    if not numbers or len(numbers) < len(values):
        return "plain"
    marks = [value / group.each for value in numbers]
    if (
        not compared
        and all(is_countable(kpi, group.each) for kpi in group.kpis)
        and max(marks) <= MOST_UNITS
        and sum(marks) <= MOST_SUM
    ):
        folk = all(kpi.fact.unit.casefold() in PEOPLE for kpi in group.kpis)
        return "people" if folk and sum(marks) <= MOST_UNITS else "units"
    return "bar" if all(kpi.fact.unit for kpi in group.kpis) else "plain"


def _mark_group(group: KpiGroup, form: KpiForm, sheet: KpiSheet, room: ComposingRoom) -> Marked:
    """Its elements are a heading, a table of its figures, and a Figure for each drawing of marks."""
    label = mark_words(group.label, room, "label", group.at, tag="H2", ink="ink")
    tiles = tuple(_mark_tile(kpi, group, form, sheet, room) for kpi in group.kpis)
    elements = [Element("H2", label.kids)]
    if tiles:
        elements.append(Element("Table", (Element("TBody", tuple(_rows(tiles))),)))
    figure = ARTIFACT
    if form == "people" and any(tile.count for tile in tiles):
        leaf = room.leaf("Figure")
        figure = leaf.number
        told = ", ".join(_figure_words(tile, group, room, "persons") for tile in tiles)
        elements.append(Element("Figure", (leaf,), Attributes(alt=told, box=True)))
    shape = "signs" if group.pictogram else "circles" if room.brand.mark == "round" else "squares"
    for index, tile in enumerate(tiles if form == "units" else ()):
        if tile.count:
            leaf = room.leaf("Figure")
            told = _figure_words(tile, group, room, shape)
            elements.append(Element("Figure", (leaf,), Attributes(alt=told, box=True)))
            tiles = (*tiles[:index], replace(tile, figure=leaf.number), *tiles[index + 1 :])
    note = None
    if group.note:
        note = Said(mark_words(group.note, room, "caption", group.at), room.ledger.number(group, "note"))
        elements.append(Element("P", note.copy.kids))
    heading = Said(label, room.ledger.number(group))
    return Marked(group, form, heading, tiles, note, figure, (Element("Sect", tuple(elements)),))


def _mark_tile(kpi: Kpi, group: KpiGroup, form: KpiForm, sheet: KpiSheet, room: ComposingRoom) -> Tile:
    shown = quoted_words(kpi.quotes or kpi.fact.id, kpi.format, room.report)
    unit = unit_to_print(kpi, group)
    parted = FORCED if unit and not kpi.label[:1].islower() else " "
    words = mark_words(f"{unit}{parted}{kpi.label}".strip(), room, "caption", kpi.at, tag="TH", ink="ink")
    value = kpi.fact.value
    number = float(value) if isinstance(value, Decimal) else 0.0
    target = kpi.target.fact.value if kpi.target is not None else None
    counted = form in ("units", "people") and is_countable(kpi, group.each)
    return Tile(
        kpi,
        shown,
        room.leaf("TD"),
        room.whole(kpi),
        Said(words, room.ledger.number(kpi, "words")),
        tuple(_remarks(kpi, sheet, room)),
        max(0.0, number),
        float(target) if isinstance(target, Decimal) else None,
        scale_of(kpi, group, sheet),
        int(number) // group.each if counted else 0,
    )


def _remarks(kpi: Kpi, sheet: KpiSheet, room: ComposingRoom) -> Iterable[Said]:
    """What has changed, what was aimed at, and where the figure comes from."""

    def said(words: str, part: str, ink: str, arrow: int = 0, *, hollow: bool = False) -> Said:
        copy = mark_words(words, room, "caption", kpi.at, tag="TD", ink=ink)
        return Said(copy, room.ledger.number(kpi, part), arrow, hollow)

    if kpi.previous is not None:
        arrow = arrow_of(kpi)
        hollow = (arrow > 0 and kpi.better == "lower") or (arrow < 0 and kpi.better == "higher")
        yield said(change_words(kpi, room), "previous", "ink", arrow, hollow=hollow)
    if kpi.target is not None:
        yield said(target_words(kpi, room), "target", "ink")
    origin = own_origin(kpi, sheet)
    if origin:
        yield said(origin_words(origin, room), "origin", "")


def _rows(tiles: Iterable[Tile]) -> Iterable[Element]:
    """A row of the table for each figure: what it counts, the figure, and what is said of it."""
    tiles = tuple(tiles)
    told = any(tile.remarks for tile in tiles)
    for tile in tiles:
        cells = [
            Element("TH", tile.words.copy.kids, Attributes(scope="Row")),
            Element("TD", (tile.leaf,)),
        ]
        if told:
            cells.append(Element("TD", tuple(kid for remark in tile.remarks for kid in remark.copy.kids)))
        yield Element("TR", tuple(cells))


def _figure_words(tile: Tile, group: KpiGroup, room: ComposingRoom, shape: str) -> str:
    label = "".join(stretch.text for stretch in tile.words.copy.stretches)
    return marks_words(tile.count, label, group.each, shape, room)
