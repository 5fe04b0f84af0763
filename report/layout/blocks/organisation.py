"""Organisation → parcels: each unit above those it holds, which share its width; a nested list in the structure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from msgspec import Struct
from msgspec.structs import replace

from report.layout.blocks.setting import BlockSetting
from report.layout.galley import Matter, Progress, Slug, Wide, keep_together, stack, stack_height
from report.layout.lines import LineStyle, set_lines
from report.layout.markup import OUTSIDE_CHAPTERS, Copy, mark_up
from report.layout.room import ComposingRoom
from report.model.content import Organisation, OrganisationUnit
from report.model.placed import Panel, Placement
from report.model.structure import Element
from report.typography.text import Breaking

DITCH = 0.2  # units between parcels
PADDING = 0.65  # units at the left and right of a name
LEADING = 0.85  # units from line to line of a name
FIRST_BASELINE = 1.15  # units from a parcel's top
LEAST_LINES = 2  # units that a parcel is high
SMALLEST = 0.7  # of the size, for a word that its parcel cannot hold


class _Unit(Struct, frozen=True):
    """A unit ready to be set: its name and the ink of its parcel, the narrowest and the natural width (pt) of its name,
    and the units it holds."""

    copy: Copy
    block: int
    ink: str
    least: float
    natural: float
    units: tuple[_Unit, ...]


class _Chart(Struct, frozen=True):
    """Parcels are whole lines high, the ditch below them included."""

    room: ComposingRoom
    units: tuple[_Unit, ...]
    elements: tuple[Element, ...]

    def cast(self, measure: float, progress: Progress) -> list[Slug]:
        """A slug for each root and each row below it: a chart higher than a column is divided between them."""
        slugs: list[Slug] = []
        for root in self.units:
            if not progress.get(root.block):
                slugs.append(self._band([(root, measure)], whole=False))
            for row in self._rows(root.units, measure):
                if not progress.get(row[0][0].block):
                    slugs.append(self._band(row))
        if slugs:
            slugs[0] = replace(slugs[0], before=self.room.grid.unit)
        return keep_together(slugs)

    def _band(self, row: Sequence[tuple[_Unit, float]], *, whole: bool = True) -> Slug:
        """A slug of units side by side, with all that they hold when they are `whole`."""
        unit = self.room.grid.unit
        lines = max(self._lines(one, width) if whole else self._own(one, width) for one, width in row)
        placements: list[Placement] = []
        x = 0.0
        for one, width in row:
            if whole:
                placements += self._parcels(one, x, 0, width, lines)
            else:
                placements += self._parcel(one, x, 0, width, lines)
            x += width + DITCH * unit
        return Slug(lines * unit, tuple(placements))

    def _parcels(self, one: _Unit, x: float, line: int, width: float, lines: int) -> Iterator[Placement]:
        """The parcels of a unit and of those it holds, over so many lines; what is over heightens its own."""
        unit = self.room.grid.unit
        rows = self._rows(one.units, width)
        heights = [max(self._lines(lower, its) for lower, its in row) for row in rows]
        own = lines - sum(heights)
        yield from self._parcel(one, x, line, width, own)
        line += own
        for row, height in zip(rows, heights, strict=True):
            left = x
            for lower, its in row:
                yield from self._parcels(lower, left, line, its, height)
                left += its + DITCH * unit
            line += height

    def _parcel(self, one: _Unit, x: float, line: int, width: float, lines: int) -> Iterator[Placement]:
        unit = self.room.grid.unit
        yield Placement(Panel(width, (lines - DITCH) * unit, one.ink), x, line * unit)
        slugs = self._name(one, width)
        yield from stack(slugs, x + PADDING * unit, (line + FIRST_BASELINE) * unit - slugs[0].height)

    def _name(self, one: _Unit, width: float) -> list[Slug]:
        """The lines of a unit's name in a parcel of this width (pt); a word that is too long for it is divided, and
        set smaller where that does not help."""
        room = self.room
        measure = width - 2 * PADDING * room.grid.unit
        style = LineStyle(room.role("label"), leading=LEADING * room.grid.unit, orphans=0)
        copy = one.copy
        if one.least > width:
            copy = replace(copy, stretches=tuple(replace(part, hyphenate=True) for part in copy.stretches))
            widest = max(line.width for line in room.lines(copy.stretches, measure, Breaking()))
            if widest > measure:
                scale = max(SMALLEST, measure / widest)
                smaller = tuple(replace(part, size=part.size * scale) for part in copy.stretches)
                copy = replace(copy, stretches=smaller)
        return set_lines(copy, room, measure, style, block=one.block, progress={})

    def _own(self, one: _Unit, width: float) -> int:
        """Lines of a unit's own parcel."""
        high = stack_height(self._name(one, width)) / self.room.grid.unit
        return max(LEAST_LINES, ceil(round(high + FIRST_BASELINE - LEADING + PADDING, 6)))

    def _lines(self, one: _Unit, width: float) -> int:
        """Lines of a unit with all that it holds."""
        rows = self._rows(one.units, width)
        return self._own(one, width) + sum(max(self._lines(lower, its) for lower, its in row) for row in rows)

    def _rows(self, units: Sequence[_Unit], width: float) -> list[list[tuple[_Unit, float]]]:
        """Units with their widths in rows of equal numbers, as few rows as hold their words."""
        ditch = DITCH * self.room.grid.unit
        for count in range(1, len(units) + 1):
            size = ceil(len(units) / count)
            rows = [units[index : index + size] for index in range(0, len(units), size)]
            if count == len(units) or all(_least_of(row, ditch) <= width for row in rows):
                even = (width - (size - 1) * ditch) / size
                if len(units) == count * size and all(_least(one, ditch) <= even for one in units):
                    return [[(one, even) for one in row] for row in rows]
                return [_shared(row, width, ditch) for row in rows]
        return []


def _least(one: _Unit, ditch: float) -> float:
    """The narrowest width (pt) of a unit: that of its own words, or of the widest that it holds."""
    return max([one.least, *(_least(lower, ditch) for lower in one.units)])


def _least_of(row: Sequence[_Unit], ditch: float) -> float:
    return sum(_least(one, ditch) for one in row) + (len(row) - 1) * ditch


def _shared(row: Sequence[_Unit], width: float, ditch: float) -> list[tuple[_Unit, float]]:
    """A row's units with their widths: the least of each, and a share of what is over by the length of its name."""
    over = width - _least_of(row, ditch)
    if over <= 0:
        even = (width - (len(row) - 1) * ditch) / len(row)
        return [(one, even) for one in row]
    natural = sum(one.natural for one in row)
    return [(one, _least(one, ditch) + over * one.natural / natural) for one in row]


def mark_organisation(block: Organisation, setting: BlockSetting) -> Matter:
    """The root is dark; the first unit below it has the colour of the voice, as the first column of a table has the
    eye. Names are read as a list in a list."""
    items = [_mark(unit, setting, 0, first=False) for unit in block.units]
    listed = Element("L", tuple(element for _, element in items))
    chart = _Chart(setting.room, tuple(unit for unit, _ in items), (listed,))
    return Wide(chart) if block.wide else chart


def _mark(unit: OrganisationUnit, setting: BlockSetting, level: int, *, first: bool) -> tuple[_Unit, Element]:
    room = setting.room
    ink, letters = _inks(setting, level, first=first)
    copy = mark_up(unit.spans, room, setting.stick, role="label", tag="LBody")
    copy = replace(copy, stretches=tuple(replace(part, ink=letters) for part in copy.stretches))
    lower = [_mark(one, setting, level + 1, first=not index) for index, one in enumerate(unit.units)]
    around = 2 * PADDING * room.grid.unit
    words = max(line.width for line in room.lines(copy.stretches, 1.0, Breaking()))
    made = _Unit(
        copy,
        room.ledger.number(unit.spans),
        ink,
        words + around,
        room.typesetter.width(copy.stretches) + around,
        tuple(one for one, _ in lower),
    )
    nested = (Element("L", tuple(element for _, element in lower)),) if lower else ()
    return made, Element("LI", (Element("LBody", (*copy.kids, *nested)),))


def _inks(setting: BlockSetting, level: int, *, first: bool) -> tuple[str, str]:
    """Ink of a parcel and of the letters on it: dark, then the voice's colour and greys, ever lighter."""
    inks = setting.stick.inks
    if level == 0:
        return inks.deep, "paper"
    ground = "k6"
    if level == 1:
        ground = (inks.bright if inks == OUTSIDE_CHAPTERS else inks.pale) if first else "k15"
    return ground, setting.room.brand.on(ground)
