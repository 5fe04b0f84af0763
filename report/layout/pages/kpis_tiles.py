"""Key figure → a tile of a width: number, words beside or below it, bar or marks, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, sqrt

from msgspec import Struct
from msgspec.structs import replace

from report.layout.galley import shifted
from report.layout.pages.kpis_glyphs import Inks, Marks, draw_arrow, draw_marks, draw_pin, draw_signs
from report.layout.pages.kpis_marks import Marked, Said, Tile
from report.layout.room import ComposingRoom
from report.model.placed import Drawing, Panel, Placement, TextLine
from report.typography.text import Styled

LEAST_SHORT, LEAST_LONG = 40.0, 60.0  # pt: the least measure of words beside a number
SIGN = 1.6  # of a square's size: how large an icon is drawn that stands for it
MARK, MARK_PITCH = 5.9, 8.61  # pt: eleven in a row are as wide as the plan's (SPEC, KPI: media)
MARKS_PER_ROW = 11
OUTLINE = 0.65  # pt around bars in the accent
TICK = 1.3  # pt: a target (SPEC, Charts: comparison)
VISIBLE = 3.0  # contrast from which a bar needs no outline
PIN_LINE, PIN_HEAD = 0.22, 0.87  # of a bar's height


class Tier(Struct, frozen=True):
    """How tiles of a size are made, in units: from the top (the foot of what stands above) to the number's baseline,
    from there to words below it, from words or number to the bar, the bar's height, and the distance of the words'
    lines. `up` of these lines stand above the baseline at most."""

    number: str
    words: str
    lead: float
    stacked: float
    below: float
    bar: float
    leading: float
    up: int


TIERS = {
    1: Tier("number-1", "note", 4.25, 1.4, 0.75, 1.5, 1.0, 3),
    2: Tier("number-2", "caption", 2.6, 1.0, 0.55, 0.75, 0.75, 3),
    3: Tier("number-3", "caption", 2.0, 0.9, 0.45, 0.6, 0.75, 2),
}
DESCENT = 0.17  # of a number's size: how far commas and brackets reach below its baseline
CAPTION = 0.75  # units: the leading of captions
FIRST = {1: -0.25, 2: 0.4, 3: 0.25}  # units by which a first tile stands lower below its group's label


class Cast(Struct, frozen=True):
    """Something set: its height in pt, and its placements from its top left corner."""

    height: float
    placements: tuple[Placement, ...]

    def at(self, x: float, y: float) -> tuple[Placement, ...]:
        return shifted(self.placements, x, y)


class Bars(Struct, frozen=True):
    """The scales of a page's bars, in pt for one of the unit."""

    scales: Mapping[str, float]

    def length(self, tile: Tile, value: float) -> float:
        return self.scales.get(tile.scale, 0.0) * value


NO_BARS = Bars({})


def number_line(tile: Tile, room: ComposingRoom, role: str, most: float, ink: str = "", part: float = 1.0) -> TextLine:
    """The number in a role, or in `part` of its size, smaller where it is wider than `most` (pt)."""
    styled = _number(tile, room, role, ink)
    styled = replace(styled, size=styled.size * part)
    width = room.typesetter.width([styled])
    if width > most:
        styled = replace(styled, size=styled.size * most / width * 0.999)
    return room.typesetter.line([styled])


def _number(tile: Tile, room: ComposingRoom, role: str, ink: str = "") -> Styled:
    return room.styled(tile.shown, room.role(role), tile.leaf.number, ink=ink, at=tile.kpi.at)


def words_x(tiles: Sequence[Tile], room: ComposingRoom, tier: int, measure: float) -> float | None:
    """Where the words beside the numbers of a group begin (pt); None where they have to stand below them."""
    grid, kind = room.grid, TIERS[tier]
    widest = max((room.typesetter.width([_number(tile, room, kind.number)]) for tile in tiles), default=0.0)
    if tier == 1:
        x = ceil(round((widest + grid.unit * 0.5) / grid.pitch, 6)) * grid.pitch
    else:
        x = max((measure + grid.gutter) / 2, widest + grid.unit * 0.45)
    if measure - x < (LEAST_LONG if tier == 1 else LEAST_SHORT):
        return None
    for tile in tiles:
        lines = tile.words.lines(room, measure - x, role=kind.words)
        if len(lines) > kind.up + 2 or any(_is_cut(line, measure - x) for line, _ in lines):
            return None
    return x


def _is_cut(line: TextLine, measure: float) -> bool:
    divided = bool(line.runs) and (line.runs[-1].actual or line.runs[-1].text).endswith("\u00ad")
    return line.cut or divided or line.width > measure


def cast_tile(tile: Tile, room: ComposingRoom, measure: float, tier: int, x: float | None, bars: Bars) -> Cast:
    """A tile with its bar, or without one where it has no scale. Its top is the foot of the tile above it."""
    unit, kind = room.grid.unit, TIERS[tier]
    base = kind.lead * unit
    number = number_line(tile, room, kind.number, measure if x is None else x - unit * 0.4)
    placements = [Placement(number, 0.0, base, tile.portion)]
    lines = tile.words.lines(room, measure if x is None else measure - x, role=kind.words)
    leading = kind.leading * unit
    first = base + kind.stacked * unit if x is None else base - (min(len(lines), kind.up) - 1) * leading
    placements += [Placement(line, x or 0.0, first + n * leading, part) for n, (line, part) in enumerate(lines)]
    foot = max(base, first + (len(lines) - 1) * leading)
    if tile.scale in bars.scales:
        top = foot + kind.below * unit
        clear = max(0.0, kind.below * unit - DESCENT * room.role(kind.number).size)
        placements += _bar(tile, room, top, kind.bar * unit, bars, clear)
        foot = top + kind.bar * unit
        gap = 0.85
    else:
        foot = max(foot + 0.3 * unit, base + DESCENT * room.role(kind.number).size)
        gap = 0.85
    said = cast_remarks(tile.remarks, room, measure)
    if said.height:
        placements += said.at(0.0, foot + (gap - CAPTION) * unit)
        foot += (gap - CAPTION) * unit + said.height
    return Cast(foot, tuple(placements))


def cast_remarks(remarks: Sequence[Said], room: ComposingRoom, measure: float, ink: str = "") -> Cast:
    """Lines below each other, those with an arrow indented by it."""
    unit = room.grid.unit
    size = unit * 0.42
    y, placements = 0.0, []
    for remark in remarks:
        indent = unit * 0.62 if remark.arrow else 0.0
        for index, (line, part) in enumerate(remark.lines(room, measure - indent, ink)):
            y += CAPTION * unit
            if remark.arrow and not index:
                arrow = draw_arrow(size, remark.arrow, ink or "ink", hollow=remark.open)
                placements.append(Placement(arrow, 0.0, y - size))
            placements.append(Placement(line, indent, y, part))
    return Cast(y + 0.25 * unit if placements else 0.0, tuple(placements))


def paper_inks(room: ComposingRoom) -> Inks:
    """The inks of marks on paper."""
    return Inks(lined=room.brand.contrast("gold", "paper") < VISIBLE)


def _bar(tile: Tile, room: ComposingRoom, top: float, height: float, bars: Bars, clear: float) -> list[Placement]:
    """A bar with its track and target, which reaches `clear` pt above it at most."""
    brand = room.brand
    ink = "gold" if tile.kpi.own else "ink"
    length = bars.length(tile, tile.value)
    placements = []
    if tile.scale == "%":
        placements.append(Placement(Panel(bars.length(tile, 100.0), height, "k6"), 0.0, top))
    if brand.bar == "pin":
        head = height * PIN_HEAD if height > room.grid.unit else height
        head = min(head, room.grid.unit)
        if tile.value > 0:
            pin = draw_pin(length, height * PIN_LINE, head, ink)
            placements.append(Placement(pin, 0.0, top + (height - head) / 2))
    elif length > 0:
        outlined = ink == "gold" and paper_inks(room).lined and length > 2 * OUTLINE
        if outlined:
            half = OUTLINE / 2
            panel = Panel(length - OUTLINE, height - OUTLINE, ink, "ink", OUTLINE)
            placements.append(Placement(panel, half, top + half))
        else:
            placements.append(Placement(Panel(length, height, ink), 0.0, top))
    if tile.target is not None:
        over = room.grid.unit * 0.2
        above = min(over, clear)
        tick = Panel(TICK, above + height + over, "ink")
        placements.append(Placement(tick, max(0.0, bars.length(tile, tile.target) - TICK), top - above))
    return placements


def cast_units(group: Marked, tile: Tile, room: ComposingRoom, measure: float) -> Cast:
    """A number with a mark for each that it counts: beside them where there is room for its words, else above them."""
    unit = room.grid.unit
    inks = paper_inks(room)
    size, pitch = _marks_of(group)
    square = Marks(size, pitch, min(MARKS_PER_ROW, max(1, ceil(sqrt(tile.count)))))
    width, height = square.extent(tile.count)
    base = TIERS[2].lead * unit
    x = max((measure + room.grid.gutter) * 0.62, width + unit * 0.75)
    lines = tile.words.lines(room, measure - x) if measure - x >= LEAST_SHORT else []
    if len(group.tiles) == 1 and lines and not any(_is_cut(line, measure - x) for line, _ in lines):
        number = number_line(tile, room, "number-3", measure - x)
        top = base - 1.6 * unit
        placements = [Placement(number, x, base, tile.portion)]
        y = base + 0.97 * unit
        placements += [Placement(line, x, y + n * CAPTION * unit, part) for n, (line, part) in enumerate(lines)]
        text_foot = y + (len(lines) - 1) * CAPTION * unit
        said = cast_remarks(tile.remarks, room, measure - x)
        placements += said.at(x, text_foot + 0.1 * unit)
        foot = max(top + height, text_foot + 0.25 * unit, text_foot + said.height)
        if tile.count:
            placements.append(Placement(_drawn(group, tile, square, inks, room), 0.0, top))
        return Cast(foot, tuple(placements))
    head = cast_counted(tile, room, measure, TIERS[3].lead * unit)
    square = Marks(size, pitch, max(1, int((measure + pitch - size) / pitch + 1e-6)))
    placements = list(head.placements)
    foot = head.height
    if tile.count:
        top = head.height + 0.3 * unit
        placements.append(Placement(_drawn(group, tile, square, inks, room), 0.0, top))
        foot = top + square.extent(tile.count)[1]
    return Cast(foot, tuple(placements))


def cast_counted(
    tile: Tile, room: ComposingRoom, measure: float, base: float, ink: str = "", part: float = 1.0
) -> Cast:
    """A number of the third tier on its baseline (pt) with its words behind it, or below it where they are longer."""
    unit = room.grid.unit
    number = number_line(tile, room, "number-3", measure, ink, part)
    x = number.width + unit * (0.35 if part == 1.0 else 0.14)
    placements = [Placement(number, 0.0, base, tile.portion)]
    lines = tile.words.lines(room, measure - x, ink) if measure - x > LEAST_SHORT / 2 else []
    if len(lines) == 1 and not _is_cut(lines[0][0], measure - x):
        placements.append(Placement(lines[0][0], x, base, lines[0][1]))
        foot = base
    else:
        lines = tile.words.lines(room, measure, ink)
        for index, (line, portion) in enumerate(lines):
            placements.append(Placement(line, 0.0, base + (1 + CAPTION * index) * unit, portion))
        foot = base + (1 + CAPTION * (len(lines) - 1)) * unit
    said = cast_remarks(tile.remarks, room, measure, ink)
    if said.height:
        placements += said.at(0.0, foot + 0.1 * unit)
        foot += 0.1 * unit + said.height - 0.25 * unit
    return Cast(foot + 0.25 * unit, tuple(placements))


def _marks_of(group: Marked) -> tuple[float, float]:
    """Size of a mark and distance from one to the next, in pt."""
    if group.group.pictogram and group.group.icon is not None:
        return MARK * SIGN, MARK_PITCH * SIGN
    return MARK, MARK_PITCH


def _drawn(group: Marked, tile: Tile, marks: Marks, inks: Inks, room: ComposingRoom) -> Drawing:
    crop = "own" if tile.kpi.own else "solid"
    return drawn_marks(group, tile, marks, crop, inks, room)


def drawn_marks(group: Marked, tile: Tile, marks: Marks, crop: str, inks: Inks, room: ComposingRoom) -> Drawing:
    """The marks of a figure: the group's icon where it counts with that, else squares or circles."""
    icon = group.group.icon
    if group.group.pictogram and icon is not None:
        return draw_signs(tile.count, marks, icon, inks, tile.figure)
    return draw_marks(tile.count, marks, crop, inks, tile.figure, rounded=room.brand.mark == "round")
