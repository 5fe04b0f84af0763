"""Ground becomes a drawing: right inks, right places, curves that follow the land, little written twice."""

from __future__ import annotations

import re
import zlib
from math import dist

import pytest
from msgspec.structs import replace

from report.model.brand import ChapterInks
from report.model.motif import CROP_NAMES, HOUSE_MOTIF
from report.model.placed import Drawing, Strokes, Tint
from report.motif.cover import cover_ground
from report.motif.drawing import CROPS, PIECES, Window, draw, inset, paths
from report.motif.ground import NOWHERE, Box, Ground, chapter_ground, with_accent
from report.motif.maps import curves, map_named

OPENER = (216.0, 156.0)
WHOLE = Window(Box(0.0, 0.0, *OPENER))
INKS = ChapterInks("deep", "bright", "pale")
HUNDREDTHS = 7200 / 25.4


def ground(number: int = 2, **changes: object) -> Ground:
    motif = replace(HOUSE_MOTIF, **changes)
    return with_accent(chapter_ground(motif, number, OPENER, "2021"), motif.maps[number - 1].accent)


def drawn(land: Ground, window: Window = WHOLE) -> Drawing:
    return draw(land, window, lambda _: INKS, "gold")


def tints(drawing: Drawing) -> dict[str, str]:
    return {mark.ink: mark.path for mark in drawing.marks if isinstance(mark, Tint)}


def strokes(drawing: Drawing) -> list[Strokes]:
    return [mark for mark in drawing.marks if isinstance(mark, Strokes)]


def numbers(line: str) -> list[int]:
    return [int(number) for number in re.findall(r"-?\d+", line)]


@pytest.mark.parametrize("number", range(1, 7))
def test_a_drawing_is_of_the_chapters_inks_and_one_accent(number: int) -> None:
    drawing = drawn(ground(number))
    assert set(tints(drawing)) <= {"deep", "bright", "pale", "gold"}
    assert tints(drawing)["gold"].count("h") == 1
    assert {mark.ink for mark in strokes(drawing)} <= {"deep", "bright", "paper"}
    assert (drawing.width, drawing.height) == pytest.approx((612.283, 442.205))


def test_paths_hold_nothing_but_operators_and_whole_numbers() -> None:
    for mark in drawn(ground(1)).marks:
        assert re.fullmatch(r"(?:-?\d+|[mlch]|[ \n])+", mark.path)
        assert "-0" not in mark.path.split()


def test_every_crop_draws_its_field_and_its_lines() -> None:
    assert set(CROPS) == set(CROP_NAMES)
    for crop, (field, line, dotted) in CROPS.items():
        drawing = drawn(replace(ground(6, crops=((crop, 1.0),)), accent=-1))
        assert set(tints(drawing)) == ({field} if field else set())
        assert {(mark.ink, mark.round_ends, bool(mark.dash)) for mark in strokes(drawing)} == (
            {(line, dotted, dotted)} if line else set()
        )
        assert (f"{'dots' if dotted else 'furrow'}-{line}-{field or 'paper'}" == crop) if line else field == crop


def test_neighbours_in_one_ink_share_a_mark() -> None:
    drawing = drawn(ground())
    keys = [(type(mark), mark.ink, getattr(mark, "round_ends", None)) for mark in drawing.marks]
    assert len(keys) == len(set(keys))


def test_fields_come_before_lines() -> None:
    kinds = [isinstance(mark, Strokes) for mark in drawn(ground()).marks]
    assert kinds == sorted(kinds)


def test_furrows_lie_as_far_apart_as_asked() -> None:
    def furrows(pitch: float) -> int:
        pen = replace(HOUSE_MOTIF.pen, pitch=(pitch, pitch), along=1.0)
        land = ground(6, pen=pen, crops=(("furrow-deep-pale", 1.0),))
        return sum(mark.path.count("m") for mark in strokes(drawn(land)))

    assert furrows(1.0) / furrows(2.0) == pytest.approx(2, rel=0.1)


def test_a_window_enlarges_what_it_shows() -> None:
    land = replace(ground(6), accent=-1)
    half = drawn(land, Window(Box(60.0, 40.0, 168.0, 118.0), 2.0))
    assert (half.width, half.height) == pytest.approx((612.283, 442.205))
    weights = {mark.width for mark in strokes(half) if not mark.round_ends}
    assert weights == {round(2 * HOUSE_MOTIF.pen.weight[0] * 72 / 25.4, 3)}
    assert sum(path.count("h") for path in tints(half).values()) < sum(
        path.count("h") for path in tints(drawn(land)).values()
    )


def test_a_mirrored_window_swaps_left_and_right() -> None:
    land = ground(6)
    plain, mirrored = (tints(drawn(land, replace(WHOLE, mirrored=flag)))["gold"] for flag in (False, True))
    width = round(216 * HUNDREDTHS)
    for (x, y), (left, down) in zip(pairs(plain), pairs(mirrored), strict=True):
        assert (width - x, y) == pytest.approx((left, down), abs=1)


def pairs(line: str) -> list[tuple[int, int]]:
    found = numbers(line)
    return list(zip(found[::2], found[1::2], strict=True))


def test_parcels_under_the_notch_are_left_out() -> None:
    notch = Box(0.0, 60.0, 150.0, 156.0)
    drawing = drawn(ground(6), replace(WHOLE, notch=notch))
    inner = Box(5.0, 65.0, 145.0, 151.0)
    for mark in strokes(drawing):
        for line in mark.path.split("\n"):
            points = [(x / HUNDREDTHS, y / HUNDREDTHS) for x, y in pairs(line)]
            assert not all(inner.holds(point) for point in points)


@pytest.mark.parametrize(("name", "worst"), [("ring", 0.06), ("fan", 0.01), ("dike", 0.01), ("creek", 0.02)])
def test_curves_follow_the_land(name: str, worst: float) -> None:
    """Half way between its own points a curve is at most so many mm from the line it draws."""
    land = map_named(name, OPENER, -7.0)
    for v in (0.2, 0.45, 0.7):
        start, end = (0.1, v), (0.35, v)
        segments = curves(land.line(start, end, 8), land.reach)
        assert segments > 0
        numbers_ = [
            n / 1000
            for n in numbers(paths([[(x * 1000, y * 1000) for x, y in land.line(start, end, PIECES * segments)]]))
        ]
        points = list(zip(numbers_[::2], numbers_[1::2], strict=True))
        truth = land.line(start, end, 600 * segments)
        for segment in range(segments):
            p0, p1, p2, p3 = points[3 * segment : 3 * segment + 4]
            for t in (0.25, 0.5, 0.75):
                spot = tuple(
                    (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t**2 * c + t**3 * d
                    for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
                )
                near = min(dist(spot, point) for point in truth)
                assert near < worst


def test_straight_lines_stay_lines() -> None:
    assert curves([(0.0, 0.0), (1.0, 1.0), (2.0, 2.0)], 20.0) == 0
    assert paths([[(0.0, 0.0), (10.0, 5.0)]]) == "0 0 m 10 5 l"
    assert " c" not in " ".join(mark.path for mark in drawn(ground(3)).marks)


def test_ditches_keep_parcels_apart() -> None:
    quad = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))
    wanted = ((0.1, 0.2), (0.9, 0.2), (0.9, 0.8), (0.1, 0.8))
    assert all(dist(*corners) < 1e-9 for corners in zip(inset(quad, 0.1, 0.2), wanted, strict=True))


def test_a_cover_is_small() -> None:
    land = cover_ground(HOUSE_MOTIF, 115, (216.0, 303.0), 3.0, "2021", NOWHERE)
    drawing = draw(land, Window(Box(0.0, 0.0, 216.0, 303.0)), lambda _: INKS, "gold")
    assert len(zlib.compress("\n".join(mark.path for mark in drawing.marks).encode())) < 100_000
