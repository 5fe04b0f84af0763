"""A graphic → placements: its vectors as drawings, its words set by our typesetter, all under one leaf."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from report.errors import Location
from report.layout.room import ComposingRoom
from report.model.graphic import Graphic, Lettering, Shape
from report.model.placed import Drawing, Placement, Raster, Strokes, Tint, Turned
from report.model.structure import ARTIFACT

if TYPE_CHECKING:
    from report.charts.engraver import Measure
    from report.typography.text import Styled


def place_graphic(
    graphic: Graphic, room: ComposingRoom, x: float, y: float, leaf: int = ARTIFACT, at: Location | None = None
) -> Iterator[Placement]:
    """The placements of a graphic whose top left corner is at x, y (pt). `at` is where a character that no face has
    is reported."""
    for vectors, marks in groupby(graphic.marks, lambda mark: isinstance(mark, Shape)):
        if vectors:
            parts = tuple(part for mark in marks if isinstance(mark, Shape) for part in _vectors(mark))
            yield Placement(Drawing(graphic.width, graphic.height, parts, leaf), x, y)
            continue
        for mark in marks:
            if isinstance(mark, Raster):
                yield Placement(replace(mark, leaf=leaf), x, y)
            elif isinstance(mark, Lettering):
                line = room.typesetter.line([_styled(room, mark, leaf, at)])
                plain = not mark.angle and mark.opacity == 1.0
                item = line if plain else Turned(line, mark.angle, mark.opacity)
                yield Placement(item, x + mark.x, y + mark.y)


def measure_in(room: ComposingRoom) -> Measure:
    """What the floor of charts measures words with: the faces and the shaping that will set them."""
    from report.charts.engraver import Extent

    def measure(text: str, role: str, size: float, bold: bool, italic: bool) -> Extent:
        styled = room.styled(text, room.role(role), bold=bold, italic=italic, size=size)
        face = styled.faces[0]
        width = room.typesetter.width([styled]) if text else 0.0
        return Extent(width, face.ascent * size, abs(face.descent) * size)

    return measure


def _styled(room: ComposingRoom, mark: Lettering, leaf: int, at: Location | None) -> Styled:
    role = room.role(mark.role)
    return room.styled(mark.text, role, leaf, bold=mark.bold, italic=mark.italic, size=mark.size, ink=mark.ink, at=at)


def _vectors(shape: Shape) -> Iterator[Tint | Strokes]:
    if shape.fill:
        yield Tint(shape.fill, shape.path, opacity=shape.fill_opacity, clips=shape.clips)
    if shape.stroke:
        yield Strokes(
            shape.stroke,
            shape.path,
            shape.width,
            round_ends=shape.cap == 1,
            dash=shape.dash,
            phase=shape.phase,
            square_ends=shape.cap == 2,
            join=shape.join,
            opacity=shape.stroke_opacity,
            clips=shape.clips,
        )
