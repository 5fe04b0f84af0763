"""Groups of key figures → bands across the page: tiles in columns, a row of people, counts on the field at the foot."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from report.layout.galley import Slug, as_furniture
from report.layout.pages.kpis_glyphs import PERSON, Inks, Marks, draw_people
from report.layout.pages.kpis_marks import Marked
from report.layout.pages.kpis_tiles import (
    CAPTION,
    FIRST,
    NO_BARS,
    Bars,
    Cast,
    cast_counted,
    cast_tile,
    cast_units,
    drawn_marks,
    paper_inks,
    words_x,
)
from report.layout.room import ComposingRoom
from report.layout.vectors import draw_vector, fitted, pen_ink
from report.model.placed import Drawing, Placement

PERSON_PITCH = (8.2, 12.0)  # pt: least and greatest distance from one person to the next
PERSON_ROW = 16.5  # pt from one row of persons to the next
FIELD_MARK, FIELD_PITCH = 13.96, 18.5  # pt: 4.925 mm, 6.525 mm (SPEC, KPI)
FIELD_SMALL = 12  # up to this count a figure stands in two columns, its marks four in a row
FIELD_LABEL, FIELD_NUMBER, FIELD_STEP = 2.25, 5.0, 2.75  # units from the field's top, and from one to the next
FIELD_CROPS = ("solid", "furrow", "swathe", "outline", "dots", "halves")
SMALL = 0.75  # of the number's size in two columns


class Entry(Struct, frozen=True):
    """A group in a band: its first cell (from 0) and how many it takes."""

    marked: Marked
    cell: int
    cells: int
    tier: int


class Band(Struct, frozen=True):
    """What stands across the page: pieces that are never cut, from top to bottom, the first with the labels. `again`
    stands above the rest on a page that it goes on to."""

    pieces: tuple[Cast, ...]
    again: Cast
    field: bool = False

    @property
    def height(self) -> float:
        return sum(piece.height for piece in self.pieces)


def cell_width(room: ComposingRoom, cells: int, of: int) -> float:
    """Width (pt) of so many of the page's cells."""
    return room.grid.span(room.grid.columns / of * cells)


def cell_x(room: ComposingRoom, cell: int, of: int) -> float:
    """Where a cell begins, in pt from the text's left edge."""
    return cell * room.grid.columns / of * room.grid.pitch


def cast_label(marked: Marked, room: ComposingRoom, measure: float, ink: str = "") -> Cast:
    """A group's label, with its icon before it; its first baseline a unit below its top."""
    unit = room.grid.unit
    placements: list[Placement] = []
    indent = 0.0
    icon = marked.group.icon
    if icon is not None and not marked.group.pictogram:
        side = unit * 1.25
        scale = fitted(icon, side, side)
        drawing = draw_vector(icon, scale, lambda rgb: (ink or "ink") if pen_ink(rgb) == "ink" else "paper")
        placements.append(Placement(drawing, 0.0, unit * 1.1 - drawing.height))
        indent = side + unit * 0.4
    lines = marked.label.lines(room, measure - indent, ink)
    placements += [Placement(line, indent, (n + 1) * unit, part) for n, (line, part) in enumerate(lines)]
    label = Cast(max(1, len(lines)) * unit, tuple(placements))
    return furniture(label) if marked.continues else label


def cast_note(marked: Marked, room: ComposingRoom, measure: float, ink: str = "") -> Cast:
    """A group's note, in captions; nothing where it has none."""
    if marked.note is None:
        return Cast(0.0, ())
    step = CAPTION * room.grid.unit
    lines = marked.note.lines(room, measure, ink)
    placements = tuple(Placement(line, 0.0, (n + 1) * step, part) for n, (line, part) in enumerate(lines))
    return Cast(len(lines) * step + 0.25 * room.grid.unit, placements)


def furniture(cast: Cast) -> Cast:
    """A copy for repetition, which neither the ledger nor the structure counts."""
    return replace(cast, placements=as_furniture([Slug(cast.height, cast.placements)])[0].placements)


# ---------------------------------------------------------------- tiles in columns


def cast_cells(entries: Sequence[Entry], of: int, room: ComposingRoom, bars: Bars, tallest: float) -> Band:
    """Groups beside each other; their tiles stand level. A band higher than `tallest` (pt) is made of rows that may
    stand on several pages."""
    labels = [
        (cell_x(room, one.cell, of), cast_label(one.marked, room, cell_width(room, one.cells, of))) for one in entries
    ]
    depth = max(label.height for _, label in labels)
    head = Cast(depth, tuple(p for x, label in labels for p in label.at(x, 0.0)))
    columns = [column for one in entries for column in _columns(one, of, room, bars)]
    level = [column for column in columns if column.level]
    count = max((len(column.casts) for column in level), default=0)
    heights = [max((c.casts[n].height for c in level if n < len(c.casts)), default=0.0) for n in range(count)]
    placements: list[Placement] = []
    foot = 0.0
    foots: dict[int, float] = {}
    for column in columns:
        y = 0.0
        for n, cast in enumerate(column.casts):
            placements += cast.at(column.x, y)
            foots[column.entry] = max(foots.get(column.entry, 0.0), y + cast.height)
            y += heights[n] if column.level else cast.height
    for one in entries:
        note = cast_note(one.marked, room, cell_width(room, one.cells, of))
        top = foots.get(id(one), 0.0) + 0.25 * room.grid.unit
        placements += note.at(cell_x(room, one.cell, of), top)
        foot = max(foot, foots.get(id(one), 0.0), top + note.height if note.height else 0.0)
    whole = Cast(foot, tuple(placements))
    if depth + foot <= tallest:
        return Band((Cast(depth + foot, (*head.placements, *whole.at(0.0, depth))),), furniture(head))
    return Band(tuple(_rows(entries, columns, of, room, head)), furniture(head))


class _Column(Struct, frozen=True):
    """Tiles below each other; those that are `level` stand level with those of other columns."""

    entry: int
    x: float
    casts: tuple[Cast, ...]
    level: bool


def _columns(one: Entry, of: int, room: ComposingRoom, bars: Bars) -> list[_Column]:
    tiles, marked = one.marked.tiles, one.marked
    measure = cell_width(room, 1, of)
    rows = ceil(len(tiles) / one.cells) if tiles else 0
    level = marked.form not in ("units", "people")
    x = words_x(tiles, room, one.tier, measure) if level else None
    found = []
    for cell in range(one.cells):
        some = tiles[cell * rows : (cell + 1) * rows]
        casts = [
            cast_tile(tile, room, measure, one.tier, x, bars if marked.form == "bar" else NO_BARS)
            if level
            else cast_units(marked, tile, room, measure)
            for tile in some
        ]
        if casts:
            gap = (FIRST[one.tier] if level else FIRST[2]) * room.grid.unit
            casts[0] = Cast(casts[0].height + gap, casts[0].at(0.0, gap))
        found.append(_Column(id(one), cell_x(room, one.cell + cell, of), tuple(casts), level))
    return found


def _rows(entries: Sequence[Entry], columns: Sequence[_Column], of: int, room: ComposingRoom, head: Cast) -> list[Cast]:
    """A piece for each row of tiles over all columns, the first with the labels, then one for the notes."""
    pieces = []
    for n in range(max(len(column.casts) for column in columns)):
        row = [(column.x, column.casts[n]) for column in columns if n < len(column.casts)]
        height = max(cast.height for _, cast in row)
        pieces.append(Cast(height, tuple(p for x, cast in row for p in cast.at(x, 0.0))))
    first = pieces[0]
    pieces[0] = Cast(head.height + first.height, (*head.placements, *first.at(0.0, head.height)))
    notes = [(one, cast_note(one.marked, room, cell_width(room, one.cells, of))) for one in entries]
    if any(note.height for _, note in notes):
        placements = tuple(p for one, note in notes for p in note.at(cell_x(room, one.cell, of), room.grid.unit * 0.25))
        pieces.append(Cast(max(note.height for _, note in notes) + room.grid.unit * 0.25, placements))
    return pieces


# ---------------------------------------------------------------- one group over the page


def cast_wide(marked: Marked, tier: int, room: ComposingRoom, bars: Bars) -> Band:
    """One group with its tiles below each other over the whole width."""
    measure = cell_width(room, 1, 1)
    head = cast_label(marked, room, measure)
    x = words_x(marked.tiles, room, tier, measure)
    pieces = []
    for index, tile in enumerate(marked.tiles):
        cast = cast_tile(tile, room, measure, tier, x, bars if marked.form == "bar" else NO_BARS)
        if not index:
            gap = head.height + FIRST[tier] * room.grid.unit
            cast = Cast(cast.height + gap, (*head.placements, *cast.at(0.0, gap)))
        pieces.append(cast)
    note = cast_note(marked, room, measure)
    if note.height:
        pieces.append(Cast(note.height + 0.25 * room.grid.unit, note.at(0.0, 0.25 * room.grid.unit)))
    return Band(tuple(pieces), furniture(head))


def cast_people(marked: Marked, room: ComposingRoom) -> Band:
    """The label, the numbers on its line where there is room, else below it, and rows of persons."""
    unit = room.grid.unit
    live = cell_width(room, 1, 1)
    aside = cell_x(room, 1, 3)
    heads = [cast_counted(tile, room, live - aside, 0.0) for tile in marked.tiles]
    widths = [_width(cast) for cast in heads]
    label = cast_label(marked, room, cell_width(room, 1, 3))
    pieces = []
    if all(cast.height <= 0.26 * unit for cast in heads) and sum(widths) + unit * (len(heads) - 1) <= live - aside:
        free = (live - aside - sum(widths)) / max(1, len(heads) - 1)
        placements, x = list(label.placements), aside
        for cast, width in zip(heads, widths, strict=True):
            placements += cast.at(x, unit)
            x += width + free
        pieces.append(Cast(label.height, tuple(placements)))
    else:
        casts = [cast_counted(tile, room, live, 1.75 * unit) for tile in marked.tiles]
        first = casts[0].at(0.0, label.height)
        pieces.append(Cast(label.height + casts[0].height, (*label.placements, *first)))
        pieces += casts[1:]
    counts = [tile.count for tile in marked.tiles]
    if any(counts):
        people = _people(counts, live, paper_inks(room), marked.figure)
        pieces.append(Cast(0.87 * unit + people.height, (Placement(people, 0.0, 0.87 * unit),)))
    note = cast_note(marked, room, live)
    if note.height:
        pieces.append(Cast(0.35 * unit + note.height, note.at(0.0, 0.35 * unit)))
    return Band(tuple(pieces), furniture(label))


def _people(counts: list[int], live: float, inks: Inks, leaf: int) -> Drawing:
    """Persons in as few rows as hold them at this width (pt), all rows equally full."""
    least, most = PERSON_PITCH
    rows = ceil(sum(counts) / int((live - PERSON[0]) / least + 1))
    per_row = ceil(sum(counts) / rows)
    pitch = min(most, (live - PERSON[0]) / max(1, per_row - 1))
    return draw_people(counts, per_row, pitch, PERSON_ROW, inks, leaf)


def _width(cast: Cast) -> float:
    return max((p.x + getattr(p.item, "width", 0.0) for p in cast.placements), default=0.0)


# ---------------------------------------------------------------- the field


def cast_field(marked: Marked, room: ComposingRoom) -> Band:
    """Counts as marks on the field of the brand's voice: large ones in five columns, ten marks in a row, small ones
    below each other in two columns, four in a row (SPEC, KPI); where the page or the counts ask for it, all in equal
    columns. Its top is that of the field."""
    grid, unit = room.grid, room.grid.unit
    ground = room.brand.voice
    inks = Inks(room.brand.on(ground), ground, "gold" if ground != "gold" else ground)
    large = [n for n, tile in enumerate(marked.tiles) if tile.count > FIELD_SMALL]
    small = [n for n, tile in enumerate(marked.tiles) if tile.count <= FIELD_SMALL]
    label = cast_label(marked, room, grid.span(4.5), inks.ink)
    note = cast_note(marked, room, grid.span(7), inks.ink)
    top = (FIELD_LABEL - 1) * unit
    placements = [*label.at(0.0, top), *note.at(5 * grid.pitch, FIELD_LABEL * unit - CAPTION * unit)]
    over = max(label.height - unit, note.height - (2 * CAPTION + 0.25) * unit, 0.0)
    base = FIELD_NUMBER * unit + ceil(round(over / unit / 0.5, 6)) * 0.5 * unit
    foot = base
    if not grid.narrow and len(large) in (1, 2) and small:
        slots = [(5 * index * grid.pitch, grid.span(5), [n]) for index, n in enumerate(large)]
        free = [10.0] if len(large) == 2 else [5.0, 7.5, 10.0]
        rows = ceil(len(small) / len(free))
        slots += [
            (column * grid.pitch, grid.span(2), small[index * rows : (index + 1) * rows])
            for index, column in enumerate(free)
        ]
    else:
        of = 2 if large else 3 if not grid.narrow else 2
        rows = ceil(len(marked.tiles) / of)
        slots = [
            (cell_x(room, cell, of), cell_width(room, 1, of), list(range(cell * rows, (cell + 1) * rows)))
            for cell in range(of)
        ]
    for x, measure, numbers in slots:
        y = base
        for n in numbers:
            if n < len(marked.tiles):
                cast = _counted(marked, n, room, measure, inks)
                placements += cast.at(x, y)
                foot = max(foot, y + cast.height)
                least = FIELD_STEP * unit if marked.tiles[n].count <= 4 else 0.0
                y += max(least, cast.height + 1.1 * unit)
    return Band((Cast(foot, tuple(placements)),), Cast(0.0, ()), field=True)


def _counted(marked: Marked, number: int, room: ComposingRoom, measure: float, inks: Inks) -> Cast:
    """A number on its baseline at the top of the cast, its words, and its marks below."""
    tile, unit = marked.tiles[number], room.grid.unit
    narrow = measure < room.grid.span(3)
    head = cast_counted(tile, room, measure, 0.0, inks.ink, SMALL if narrow else 1.0)
    placements = list(head.placements)
    foot = head.height
    if tile.count:
        fitting = int((measure + FIELD_PITCH - FIELD_MARK) / FIELD_PITCH + 0.01)
        marks = Marks(FIELD_MARK, FIELD_PITCH, max(1, min(10, fitting)))
        crop = FIELD_CROPS[number % len(FIELD_CROPS)]
        top = head.height + (0.3 if narrow else 0.65) * unit
        placements.append(Placement(drawn_marks(marked, tile, marks, crop, inks, room), 0.0, top))
        foot = top + marks.extent(tile.count)[1]
    return Cast(foot, tuple(placements))
