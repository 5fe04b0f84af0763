"""Printing conditions: presets, ICC files of a project, and what they may not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.errors import Realm, ReportError
from report.model.profile import Profile
from report.sources import load
from report.sources.conditions import built_in_condition, built_in_conditions, fault_of
from tests.sources.projects import places, write

PRINT = "config/profiles/print.yaml"
FOGRA39 = (Path(__file__).parents[2] / "report" / "data" / "icc" / "FOGRA39L_coated.icc").read_bytes()
SRGB = (Path(__file__).parents[2] / "report" / "data" / "icc" / "sRGB.icc").read_bytes()
OWN = "conditions: {coated-fogra51: {file: assets/icc/eigen.icc}}\n"


def profile(folder: Path, text: str, icc: bytes = FOGRA39) -> Profile:
    return load(write(folder, {PRINT: text, "assets/icc/eigen.icc": icc})).profiles["print"]


def changed(at: int, new: bytes) -> bytes:
    return FOGRA39[:at] + new + FOGRA39[at + len(new) :]


def test_print_is_for_coated_paper(tmp_path: Path) -> None:
    made = load(write(tmp_path, {})).profiles["print"]
    assert made.condition is not None
    assert (made.condition.identifier, made.condition.ink_limit, made.condition.intent) == ("FOGRA39", 300, "relative")
    assert (made.standards, made.colour, made.links, made.image_ppi) == (("ua1", "2a", "x4"), "cmyk", False, 300)
    assert made.press
    assert not load(write(tmp_path, {})).profiles["screen"].press


def test_presets_are_data() -> None:
    assert built_in_conditions() == ("coated-fogra39", "coated-fogra51", "digital-rgb", "uncoated-fogra52")
    assert [built_in_condition(name).file for name in built_in_conditions()] == [
        "FOGRA39L_coated.icc",
        "",
        "sRGB.icc",
        "",
    ]
    assert built_in_condition("digital-rgb").colour == "rgb"


def test_a_preset_takes_the_projects_file(tmp_path: Path) -> None:
    made = profile(tmp_path, f"condition: coated-fogra51\n{OWN}")
    assert made.condition is not None
    assert made.condition.identifier == "FOGRA51"
    assert Path(made.output_profile).read_bytes() == FOGRA39
    named = [source.name for source in load(tmp_path).sources]
    assert "assets/icc/eigen.icc" in named


def test_a_condition_of_ones_own(tmp_path: Path) -> None:
    text = "condition: krant\nconditions:\n  krant: {file: assets/icc/eigen.icc, ink-limit: 240, intent: perceptual}\n"
    made = profile(tmp_path, text)
    assert made.condition is not None
    assert (made.condition.identifier, made.condition.ink_limit, made.condition.intent) == ("eigen", 240, "perceptual")
    assert made.condition.registry == ""


def test_digital_presses_take_rgb_without_x4(tmp_path: Path) -> None:
    made = profile(tmp_path, "condition: digital-rgb\n")
    assert (made.colour, made.standards, made.bled, made.links) == ("rgb", ("ua1", "2a"), True, False)
    assert not made.press


def test_sheetwork_is_read(tmp_path: Path) -> None:
    text = "marks: [crop, slug]\nsafe: 4\nmultiple: 8\ncover: separate\ncaliper: 0.14\nspots: false\n"
    work = profile(tmp_path, text).sheetwork
    assert (work.marks, work.safe, work.multiple) == (("crop", "slug"), 4, 8)
    assert (work.cover, work.caliper, work.spots) == ("separate", 0.14, False)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("condition: coated-fogra93\n", "unknown-condition", f"{PRINT}:1:12"),
        ("condition: uncoated-fogra52\n", "missing-output-profile", f"{PRINT}:1:12"),
        ("conditions: {krant: {file: assets/icc/weg.icc}}\n", "file-missing", f"{PRINT}:1:28"),
        ("conditions: {krant: {}}\n", "missing-key", f"{PRINT}:1:21"),
        ("conditions: {krant: {file: ../weg.icc}}\n", "file-outside", f"{PRINT}:1:28"),
        ("conditions: {krant: {file: assets/icc/eigen.icc, ink-limit: 900}}\n", "bad-ink-limit", f"{PRINT}:1:21"),
        ("conditions: {digital-rgb: {file: assets/icc/eigen.icc}}\n", "bad-condition", f"{PRINT}:1:27"),
        ("marks: [crop, cropp]\n", "unknown-mark", f"{PRINT}:1:15"),
        ("safe: 90\n", "bad-measure", f"{PRINT}:1:7"),
        ("caliper: 0\n", "bad-measure", f"{PRINT}:1:10"),
        ("multiple: 3\n", "bad-multiple", f"{PRINT}:1:11"),
        ("cover: none\n", "unknown-value", f"{PRINT}:1:8"),
    ],
)
def test_what_does_not_fit_is_told(tmp_path: Path, text: str, code: str, place: str) -> None:
    with pytest.raises(ReportError) as stop:
        profile(tmp_path, text)
    (problem,) = stop.value.problems
    assert problem.code == code
    assert str(problem.at) == place
    assert problem.realm is Realm.SETUP


def test_print_keys_are_for_print_alone(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as stop:
        load(write(tmp_path, {"config/profiles/screen.yaml": "safe: 5\n"}))
    assert places(stop.value.problems) == [("print-only", "config/profiles/screen.yaml:1:7")]


@pytest.mark.parametrize(
    ("icc", "words"),
    [
        (b"", "no ICC profile"),
        (b"x" * 500, "no ICC profile"),
        (FOGRA39[:-10], "not all of one"),
        (SRGB, "class prtr"),
        (changed(16, b"RGB "), "for RGB, not for CMYK"),
        (changed(8, b"\x04\x40"), "version 4.4"),
        (changed(8, b"\x05\x00"), "version 5.0"),
        (FOGRA39.replace(b"B2A0", b"xxxx"), "lacks the table B2A0"),
    ],
)
def test_output_profiles_are_checked(tmp_path: Path, icc: bytes, words: str) -> None:
    assert words in fault_of(icc)
    with pytest.raises(ReportError) as stop:
        profile(tmp_path, f"condition: coated-fogra51\n{OWN}", icc)
    (problem,) = stop.value.problems
    assert (problem.code, str(problem.at)) == ("bad-output-profile", f"{PRINT}:2:37")


@pytest.mark.parametrize("version", [b"\x02\x40", b"\x04\x00", b"\x04\x20"])
def test_versions_that_the_standards_know(version: bytes) -> None:
    assert fault_of(changed(8, version)) == ""
