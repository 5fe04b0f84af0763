"""Land is cut into parcels that tile it, in the number that was asked for, and sown by weight."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from report.model.motif import CROP_WEIGHTS, HOUSE_MOTIF, MAPS, Motif
from report.motif.cover import IN_VIEW, SAMPLES, cover_ground
from report.motif.ground import (
    NOWHERE,
    ROOTS,
    Box,
    Folded,
    Ground,
    chapter_ground,
    chapter_land,
    located,
    share_in_view,
    shows,
    with_accent,
)
from report.motif.maps import Quad, area, map_named
from report.motif.parcels import WHOLE, Cutting, Parcel, Surveyor

ROOT = Path(__file__).resolve().parents[2]
OPENER = (216.0, 156.0)
PAGE, BLEED = (216.0, 303.0), 3.0
COVER_NOTCH = Box(0.0, 205.5, 108.0, 303.0)


def uv_size(quad: Quad) -> float:
    return area(list(quad))


def holding(parcels: list[Parcel], u: float, v: float) -> int:
    """How many parcels have a point of the unit square within them."""
    return sum(
        all((x2 - x1) * (v - y1) - (y2 - y1) * (u - x1) > 0 for (x1, y1), (x2, y2) in sides(parcel.quad))
        for parcel in parcels
    )


def sides(quad: Quad) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    return [(quad[index], quad[(index + 1) % 4]) for index in range(4)]


@given(
    seed=st.text(max_size=8),
    name=st.sampled_from(sorted(MAPS)),
    count=st.integers(2, 120),
    aspect=st.floats(0.05, 20),
    slant=st.floats(0, 0.2),
)
@settings(max_examples=40, deadline=None)
def test_parcels_tile_the_land(seed: str, name: str, count: int, aspect: float, slant: float) -> None:
    surveyor = Surveyor(map_named(name, OPENER, 20.0), Random(seed))
    parcels = surveyor.cut_into([Parcel(WHOLE)], count, Cutting(aspect, 0.13, slant, 0.5))
    assert len(parcels) == count
    assert sum(uv_size(parcel.quad) for parcel in parcels) == pytest.approx(1.0)
    spots = Random(1)
    found = [holding(parcels, spots.random(), spots.random()) for _ in range(60)]
    assert set(found) <= {0, 1}  # nowhere two of them
    assert found.count(0) <= 1  # a spot right on a border, at most


@pytest.mark.parametrize("number", range(1, 7))
def test_every_chapter_has_a_map_of_its_own(number: int) -> None:
    lands = [chapter_land(HOUSE_MOTIF, n) for n in range(1, 7)]
    assert len({land.map for land in lands}) == 6
    assert chapter_land(HOUSE_MOTIF, number + 6) == lands[number - 1]
    ground = chapter_ground(HOUSE_MOTIF, number, OPENER, "2021")
    again = chapter_ground(HOUSE_MOTIF, number + 6, OPENER, "2021")
    assert [plot.parcel for plot in ground.plots] != [plot.parcel for plot in again.plots]  # other parcels


def test_roots_cover_the_land() -> None:
    for borders in ROOTS.values():
        assert (borders[0], borders[-1]) == (0, 1)
        assert list(borders) == sorted(borders)


@pytest.mark.parametrize("number", range(1, 7))
@pytest.mark.parametrize("box", [OPENER, (154.0, 110.0), (303.0, 110.0), (106.0, 250.0)])
def test_the_land_fills_the_box(number: int, box: tuple[float, float]) -> None:
    """Every point of the box lies within the outline of the whole map: no bare corners on any page size."""
    ground = chapter_ground(HOUSE_MOTIF, number, box, "2021")
    spots = [(box[0] * i / 6, box[1] * j / 6) for i in range(7) for j in range(7)]
    bare = [spot for spot in spots if not any(within(spot, fine_outline(ground, plot.parcel)) for plot in ground.plots)]
    centre = (box[0] * 0.70, box[1] * 0.44)  # the ring leaves its middle open
    assert len([spot for spot in bare if number != 1 or abs(spot[0] - centre[0]) + abs(spot[1] - centre[1]) > 14]) <= 1


def fine_outline(ground: Ground, parcel: Parcel) -> list[tuple[float, float]]:
    return [point for start, end in sides(parcel.quad) for point in ground.map.line(start, end, 24)[:-1]]


def within(spot: tuple[float, float], outline: list[tuple[float, float]]) -> bool:
    x, y = spot
    inside = False
    for (x1, y1), (x2, y2) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


@pytest.mark.parametrize("number", range(1, 7))
@pytest.mark.parametrize("notch", [NOWHERE, Box(0.0, 93.0, 141.5, 156.0), Box(0.0, 20.0, 200.0, 156.0)])
def test_the_accent_is_one_parcel_in_view(number: int, notch: Box) -> None:
    ground = with_accent(
        chapter_ground(HOUSE_MOTIF, number, OPENER, "2021"), chapter_land(HOUSE_MOTIF, number).accent, notch
    )
    accent = ground.plots[ground.accent]
    assert share_in_view(ground.map, accent.parcel, accent.bounds, Box(0.0, 0.0, *OPENER), notch, 12) >= 0.3


def counted(ground: Ground) -> int:
    trim = Box(BLEED, BLEED, PAGE[0] - BLEED, PAGE[1] - BLEED)
    shares = (share_in_view(ground.map, plot.parcel, plot.bounds, trim, COVER_NOTCH, SAMPLES) for plot in ground.plots)
    return sum(share > IN_VIEW for share in shares)


@given(count=st.integers(12, 400), seed=st.text(max_size=6))
@settings(max_examples=15, deadline=None)
def test_the_cover_shows_exactly_what_is_counted(count: int, seed: str) -> None:
    assert counted(cover_ground(HOUSE_MOTIF, count, PAGE, BLEED, seed, COVER_NOTCH)) == count


@pytest.mark.parametrize("cut", [0, 12, 209, 600])
def test_the_count_holds_wherever_cutting_begins(cut: int) -> None:
    motif = replace(HOUSE_MOTIF, cover=replace(HOUSE_MOTIF.cover, cut=cut, seed="omslag"))
    assert counted(cover_ground(motif, 115, PAGE, BLEED, "2021", COVER_NOTCH)) == 115


def test_crops_follow_their_weights() -> None:
    only = replace(HOUSE_MOTIF, crops=(("furrow-deep-pale", 3.0), ("pale", 1.0)))
    ground = chapter_ground(only, 6, OPENER, "2021")
    found = Counter(plot.crop for plot in ground.plots)
    assert set(found) == {"furrow-deep-pale", "pale"}
    assert found["furrow-deep-pale"] > found["pale"]
    assert {plot.crop for plot in chapter_ground(HOUSE_MOTIF, 6, OPENER, "2021").plots} == set(CROP_WEIGHTS)


def test_pitch_varies_where_asked() -> None:
    varied = replace(HOUSE_MOTIF, pen=replace(HOUSE_MOTIF.pen, pitch=(1.0, 2.0)))
    pitches = [plot.pitch for plot in chapter_ground(varied, 5, OPENER, "2021").plots]
    assert len(set(pitches)) > 10
    assert all(1.0 <= pitch <= 2.0 for pitch in pitches)


def test_another_seed_is_another_land() -> None:
    def land(motif: Motif, seed: str) -> list[Parcel]:
        return [plot.parcel for plot in chapter_ground(motif, 2, OPENER, seed).plots]

    assert land(HOUSE_MOTIF, "2021") == land(HOUSE_MOTIF, "2021") != land(HOUSE_MOTIF, "2022")
    fixed = replace(HOUSE_MOTIF, maps=tuple(replace(one, seed="vast") for one in HOUSE_MOTIF.maps))
    assert land(fixed, "2021") == land(fixed, "2022")


CODE = """
from hashlib import sha256
from report.model.brand import ChapterInks
from report.model.motif import HOUSE_MOTIF
from report.motif.cover import cover_ground
from report.motif.drawing import Window, draw
from report.motif.ground import Box, chapter_ground
inks = ChapterInks('deep', 'bright', 'pale')
grounds = [chapter_ground(HOUSE_MOTIF, n, (216.0, 156.0), '2021') for n in range(1, 7)]
grounds.append(cover_ground(HOUSE_MOTIF, 60, (216.0, 303.0), 3.0, '2021', Box(0.0, 205.5, 108.0, 303.0)))
drawn = [draw(g, Window(Box(0.0, 0.0, *g.box)), lambda plot: inks, 'gold') for g in grounds]
print(sha256(repr(drawn).encode()).hexdigest())
"""


def test_the_same_seed_draws_the_same_lines_under_any_hash_seed() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", CODE],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT), "SYSTEMROOT": "C:\\Windows"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4242")
    }
    assert len(found) == 1


@pytest.mark.parametrize("number", range(1, 7))
def test_a_ground_comes_back_as_it_was_folded(number: int) -> None:
    land = with_accent(chapter_ground(HOUSE_MOTIF, number, OPENER, "2021"), (0.6, 0.4))
    folded = Folded.of(land)
    assert folded.unfolded() == land
    assert not folded.ground.plots
    assert len(folded.plots) < 200 * len(land.plots)


@pytest.mark.parametrize("name", ["ring", "fan", "dike"])
def test_what_misses_a_box_has_no_point_in_it(name: str) -> None:
    land, random, missed = map_named(name, OPENER, 0.0), Random(name), 0
    for _ in range(300):
        u, v = random.random(), random.random()
        quad = ((u, v), (u + 0.04, v + 0.01), (u + 0.05, v + 0.06), (u - 0.01, v + 0.05))
        if land.misses(quad, (0.0, 0.0), OPENER):
            missed += 1
            spots = [(u + (i - 2) * 0.005, v + j * 0.005) for i in range(13) for j in range(13)]
            assert not any(0 <= x <= OPENER[0] and 0 <= y <= OPENER[1] for x, y in land.trace(spots))
    assert missed > 30


@pytest.mark.parametrize("least", [0.0, 0.12, 0.5])
def test_a_glance_and_a_count_agree(least: float) -> None:
    land = chapter_ground(HOUSE_MOTIF, 5, OPENER, "2021")
    view, notch = Box(20.0, 20.0, 150.0, 120.0), Box(60.0, 60.0, 110.0, 120.0)
    parcels = located(land.map, [plot.parcel for plot in land.plots])
    glances = [shows(land.map, *entry, view, notch, 9, least) for entry in parcels]
    assert glances == [share_in_view(land.map, *entry, view, notch, 9) > least for entry in parcels]
    assert 0 < sum(glances) < len(glances)
