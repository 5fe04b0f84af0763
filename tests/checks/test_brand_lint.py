"""Brand lint: contrast of every pair of text and ground in use, and logos that stand too small."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from report.checks import check
from report.errors import Problem, Realm, Severity
from report.sources import load
from tests.sources.projects import write

REPORT = """\
organisation: Voorbeeld
title: Verslag 2021
slug: verslag
language: nl
period: 2021
sections:
  - {kind: cover}
  - {kind: about, source: content/over.md}
  - {kind: chapter, colour: water, source: content/werk.md}
  - {kind: colophon, source: content/colofon.md}
"""
ABOUT = "---\nheadline: Wie wij zijn\nquote: “Meedoen telt.”\n---\nTekst.\n"
WIDE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 10"><path d="M0 0H60V10H0Z"/></svg>'
HIGH = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 60"><path d="M0 0H10V60H0Z"/></svg>'


CODES = ("low-contrast", "logo-small", "logo-variant", "image-small")


def found(folder: Path, brand: str, *, chart: str = ABOUT, **assets: str | bytes) -> list[Problem]:
    files: dict[str, str | bytes | None] = {
        "config/report.yaml": REPORT,
        "config/content/over.md": chart,
        "config/content/colofon.md": "---\nheadline: Colofon\n---\nTekst.\n",
        "config/brand.yaml": brand,
    }
    files.update({f"assets/{name.replace('_', '.')}": data for name, data in assets.items()})
    return [problem for problem in check(load(write(folder, files))).problems if problem.code in CODES]


def told(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.message.split(" has ")[0], str(problem.at)) for problem in problems]


def test_the_house_style_reads_well(tmp_path: Path) -> None:
    assert found(tmp_path, "") == []


def test_each_pair_is_told_once_at_the_ink_that_the_brand_gives(tmp_path: Path) -> None:
    brand = 'color:\n  palette:\n    k70: "#A0A0A0"\n    water-deep: "#7FA8D8"\n'
    problems = found(tmp_path, brand)
    assert told(problems) == [
        ("k70 on paper", "config/brand.yaml:3:10"),
        ("water-deep on paper", "config/brand.yaml:4:17"),
        ("water-deep on water-pale", "config/brand.yaml:4:17"),
    ]
    assert {(one.severity, one.realm) for one in problems} == {(Severity.WARNING, Realm.SETUP)}
    assert "reading needs 4.5" in problems[0].message


def test_large_text_needs_less(tmp_path: Path) -> None:
    brand = """\
color: {palette: {mid: "#8A8A8A"}}
defaults: {report: {type: {headline: {ink: mid, steps: []}, text: {ink: ink}}}}
"""
    assert found(tmp_path / "a", brand) == []
    small = brand.replace("text: {ink: ink}", "text: {ink: mid}")
    assert told(found(tmp_path / "b", small)) == [("mid on paper", "config/brand.yaml:1:24")]
    assert told(found(tmp_path / "c", brand.replace("#8A8A8A", "#B0B0B0"))) == [
        ("mid on paper", "config/brand.yaml:1:24")
    ]


def test_panels_and_the_voice_are_looked_at(tmp_path: Path) -> None:
    brand = """\
color: {palette: {dusk: "#808080"}}
defaults: {report: {voice: dusk, opener: {panel: deep}, chapters: {water: {deep: dusk, bright: gold, pale: k6}}}}
"""
    pairs = {pair for pair, _ in told(found(tmp_path, brand))}
    assert pairs == {"dusk on paper", "dusk on k6"} or pairs == {"dusk on paper", "dusk on k6", "ink on dusk"}


def test_words_with_an_ink_of_their_own_are_looked_at_on_fields_and_in_boxes(tmp_path: Path) -> None:
    brand = """\
color: {palette: {rust: "#C00018", night: "#401010", wine: "#5A1020"}}
defaults:
  report:
    voice: wine
    opener: {panel: deep}
    chapters: {water: {deep: night, bright: rust, pale: rust}}
    type: {quote: {ink: rust}, headline: {ink: rust}, subhead: {ink: night}}
"""
    pairs = {pair for pair, _ in told(found(tmp_path, brand))}
    assert pairs == {"rust on wine", "ink on rust", "night on rust"}


def test_letters_of_an_organisation_chart_are_looked_at_on_the_accent(tmp_path: Path) -> None:
    brand = 'color:\n  palette: {mid: "#8A7A78"}\n  primary: mid\ndefaults: {report: {voice: k6}}\n'
    assert found(tmp_path / "a", brand) == []
    chart = ABOUT + "\n::: organisation\n- Stichting\n  - Bureau\n:::\n"
    assert told(found(tmp_path / "b", brand, chart=chart)) == [("ink on gold", "config/brand.yaml:3:12")]


@pytest.mark.parametrize(("logo", "codes"), [(WIDE, []), (HIGH, ["logo-small", "logo-small"])])
def test_a_logo_that_stands_too_small_is_told(tmp_path: Path, logo: str, codes: list[str]) -> None:
    problems = found(tmp_path, "logo: assets/a.svg\n", a_svg=logo)
    assert [problem.code for problem in problems] == codes
    assert all("15 mm at least" in problem.message for problem in problems)


def test_a_small_variant_mends_it(tmp_path: Path) -> None:
    brand = "logo: {small: assets/b.svg, medium: assets/a.svg}\n"
    assert found(tmp_path, brand, a_svg=HIGH, b_svg=WIDE) == []


def test_a_bitmap_needs_pixels(tmp_path: Path) -> None:
    image = BytesIO()
    Image.new("L", (60, 20)).save(image, "PNG")
    problems = found(tmp_path, "logo: assets/a.png\n", a_png=image.getvalue())
    assert [problem.code for problem in problems] == ["image-small"] * 2
    assert "it needs" in problems[0].message


def test_a_logo_that_the_ground_does_not_bear_is_noted(tmp_path: Path) -> None:
    brand = "logo: {medium: {light: assets/a.svg}}\ndefaults: {report: {voice: ink, opener: {panel: deep}}}\n"
    assert [(one.code, one.severity) for one in found(tmp_path, brand, a_svg=WIDE)] == [("logo-variant", Severity.NOTE)]
