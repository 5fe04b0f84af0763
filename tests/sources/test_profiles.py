"""Profiles: as the package has them, as a project changes them, and what it may not."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.errors import Realm, ReportError
from report.sources import load
from tests.sources.projects import places, write

SCREEN = "config/profiles/screen.yaml"


def test_the_screen_profile_is_built_in(tmp_path: Path) -> None:
    screen = load(write(tmp_path, {})).profiles["screen"]
    assert (screen.standards, screen.links, screen.image_ppi) == (("ua1", "2a"), True, 150)
    assert screen.output_profile == "sRGB.icc"


def test_a_project_changes_a_value(tmp_path: Path) -> None:
    report = load(write(tmp_path, {SCREEN: "image-ppi: 96\n"}))
    assert report.profiles["screen"].image_ppi == 96
    assert report.profiles["screen"].standards == ("ua1", "2a")
    assert SCREEN in [source.name for source in report.sources]


@pytest.mark.parametrize(
    ("name", "text", "code", "place"),
    [
        (SCREEN, "image-ppi: 9000\n", "bad-resolution", f"{SCREEN}:1:12"),
        (SCREEN, "image-ppi: fine\n", "wrong-type", f"{SCREEN}:1:12"),
        (SCREEN, "image-dpi: 96\n", "unknown-key", f"{SCREEN}:1:1"),
        ("config/profiles/scren.yaml", "image-ppi: 96\n", "unknown-profile", "config/profiles/scren.yaml"),
    ],
)
def test_what_does_not_fit_is_told(tmp_path: Path, name: str, text: str, code: str, place: str) -> None:
    with pytest.raises(ReportError) as stop:
        load(write(tmp_path, {name: text}))
    assert places(stop.value.problems) == [(code, place)]
    (problem,) = stop.value.problems
    assert problem.realm is Realm.SETUP
    assert problem.hint
