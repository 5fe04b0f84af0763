"""The motif keys of brand.yaml: what they change, and what cannot be drawn."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.model.motif import HOUSE_MOTIF, MAPS, Motif
from report.sources.brand import read_brand
from report.sources.project import Project
from tests.sources.projects import places


def motif(folder: Path, text: str) -> tuple[Motif, list[tuple[str, str]]]:
    (folder / "brand.yaml").write_text(f"defaults:\n  report:\n    motif: {text}\n", "utf-8")
    project = Project(folder)
    return read_brand(project, "brand.yaml", None).motif, places(tuple(project.problems))


def test_silence_is_the_house_style(tmp_path: Path) -> None:
    assert motif(tmp_path, "{}") == (HOUSE_MOTIF, [])


def test_a_brand_of_one_map(tmp_path: Path) -> None:
    read, problems = motif(
        tmp_path,
        """{seed: b, ditch: 0, pitch: [1, 2.2], along: 1,
      maps: [{map: creek, angle: -58, aspect: 900, n: 60, accent: [0.5, 0.5]}], crops: {furrow-bright-deep: 1}}""",
    )
    assert problems == []
    (land,) = read.maps
    assert (land.map, land.angle, land.aspect, land.count, land.accent) == ("creek", -58, 900, 60, (0.5, 0.5))
    assert land.slant == MAPS["creek"].slant
    assert (read.seed, read.pen.ditch, read.pen.pitch, read.pen.along) == ("b", 0, (1, 2.2), 1)
    assert read.pen.weight == HOUSE_MOTIF.pen.weight
    assert read.crops == read.cover.crops == (("furrow-bright-deep", 1.0),)
    assert (read.cover.pen.ditch, read.cover.pen.pitch) == (0, (1, 2.2))
    assert read.cover.pen.weight == HOUSE_MOTIF.cover.pen.weight


def test_the_cover_may_differ(tmp_path: Path) -> None:
    read, problems = motif(
        tmp_path, "{pitch: 2, cover: {seed: voor, crop-seed: zaai, n: 200, canal: 1, pitch: 1, crops: {deep: 1}}}"
    )
    assert problems == []
    assert (read.cover.seed, read.cover.crop_seed, read.cover.cut, read.cover.canal) == ("voor", "zaai", 200, 1)
    assert (read.pen.pitch, read.cover.pen.pitch) == ((2, 2), (1, 1))
    assert (read.crops, read.cover.crops) == (HOUSE_MOTIF.crops, (("deep", 1.0),))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{maps: [{map: delta}]}", "unknown-value"),
        ("{maps: [{n: 5}]}", "missing-key"),
        ("{maps: [{map: ring, n: 100000}]}", "bad-motif"),
        ("{maps: [{map: ring, accent: [2, 0]}]}", "bad-motif"),
        ("{maps: [{map: ring, slant: 0.9}]}", "bad-motif"),
        ("{pitch: 0}", "bad-motif"),
        ("{pitch: [3, 2]}", "bad-motif"),
        ("{ditch: -1}", "bad-motif"),
        ("{crops: {tulips: 1}}", "unknown-crop"),
        ("{crops: {deep: 0}}", "bad-motif"),
        ("{cover: {n: 1}}", "bad-motif"),
        ("{colour: red}", "unknown-key"),
    ],
)
def test_what_cannot_be_drawn_is_told_once_and_replaced(text: str, code: str, tmp_path: Path) -> None:
    read, problems = motif(tmp_path, text)
    assert code in [found for found, _ in problems]
    assert len(problems) == len(set(problems))
    assert read.maps
    assert read.crops
