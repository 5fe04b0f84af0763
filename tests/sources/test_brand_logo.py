"""Logos of a brand file become drawings in the brand's inks, or bitmaps with their measures."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from report.errors import Severity
from report.model.brand import Brand
from report.model.logo import MM
from report.sources.brand import read_brand
from report.sources.project import Project
from tests.sources.projects import places

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10"><path d="M0 0H40V10H0Z" fill="#10242e"/>'
    '<path d="M5 5H20" stroke="#123456" fill="none" stroke-width="2"/></svg>'
)


def brand(folder: Path, text: str) -> tuple[Brand, list[tuple[str, str]], Project]:
    (folder / "brand.yaml").write_text(text, "utf-8")
    for name in ("a.svg", "b.svg"):
        (folder / name).write_text(SVG, "utf-8")
    image = BytesIO()
    Image.new("L", (300, 100)).save(image, "PNG")
    (folder / "c.png").write_bytes(image.getvalue())
    project = Project(folder)
    return read_brand(project, "brand.yaml", None), places(tuple(project.problems)), project


@pytest.mark.parametrize(
    "text",
    [
        "logo: a.svg\n",
        "logo: {path: a.svg}\n",
        "logo: {medium: a.svg}\n",
        "logo: {large: a.svg}\n",
        "logo: {images: {word: a.svg}, medium: word}\n",
        "logo: {images: {word: {path: a.svg, alt: Us}}, medium: {light: word}}\n",
        "logo: {medium: {path: a.svg}}\n",
    ],
)
def test_a_logo_is_named_in_every_way_of_the_convention(tmp_path: Path, text: str) -> None:
    read, problems, project = brand(tmp_path, text)
    assert problems == []
    image = read.logo.light
    assert image is not None
    assert (image.file, read.logo.dark) == ("a.svg", None)
    assert image.shape == pytest.approx(4)
    assert image.alt == ("Us" if "Us" in text else "")
    assert "a.svg" in {source.name for source in project.sources}


def test_variants_and_their_room(tmp_path: Path) -> None:
    text = """\
logo: {small: c.png, medium: {light: a.svg, dark: {path: b.svg, alt: On dark}}}
defaults: {report: {logo: {width: 30, least: 12, clear: 0.75}}}
"""
    read, problems, _ = brand(tmp_path, text)
    logo = read.logo
    assert problems == []
    assert logo.light is not None
    assert logo.dark is not None
    assert logo.small is not None
    assert (logo.light.file, logo.dark.file, logo.dark.alt, logo.small.file) == ("a.svg", "b.svg", "On dark", "c.png")
    assert (logo.small.pixels, logo.small.vector) == (300, None)
    assert logo.small.shape == pytest.approx(3)
    assert [logo.width, logo.least, logo.clear] == pytest.approx([30 * MM, 12 * MM, 0.75])


def test_colours_of_a_drawing_are_the_brands_inks_where_they_are_equal(tmp_path: Path) -> None:
    read, problems, _ = brand(tmp_path, 'color: {palette: {navy: "#10242E"}}\nlogo: a.svg\n')
    assert problems == []
    assert "logo-10242e" not in read.inks
    assert read.inks["logo-123456"].rgb == pytest.approx((0x12 / 255, 0x34 / 255, 0x56 / 255))


def test_what_cannot_be_a_logo_is_told_at_its_place(tmp_path: Path) -> None:
    text = "logo:\n  small: nowhere.svg\n  medium: ../outside.png\ndefaults:\n  report:\n    logo: {width: 900}\n"
    assert brand(tmp_path, text)[1] == [
        ("file-outside", "brand.yaml:3:11"),
        ("file-missing", "brand.yaml:2:10"),
        ("bad-logo", "brand.yaml:6:11"),
    ]


def test_a_logo_on_the_network_is_left_out_with_a_warning(tmp_path: Path) -> None:
    read, problems, project = brand(tmp_path, "logo: https://b.example/logo.svg\n")
    assert problems == [("logo-address", "brand.yaml:1:7")]
    assert project.problems[0].severity is Severity.WARNING
    assert read.logo.light is None
