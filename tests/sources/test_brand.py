"""brand.yaml becomes the resolved brand; what it leaves out comes from the house style."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from report.errors import ReportError, Severity
from report.model.brand import Brand
from report.sources import load
from report.sources.brand import house_brand, read_brand
from report.sources.project import Project
from report.typography.library import FontLibrary
from tests.sources.projects import places, write

SAMPLE = Path(__file__).parents[2]


def brand(folder: Path, text: str) -> tuple[Brand, list[tuple[str, str]]]:
    (folder / "brand.yaml").write_text(text, "utf-8")
    project = Project(folder)
    return read_brand(project, "brand.yaml", None), places(tuple(project.problems))


def test_the_sample_brand_is_the_house_style() -> None:
    project = Project(SAMPLE)
    read, house = read_brand(project, "config/brand.yaml", None), house_brand(project)
    assert project.problems == []
    roles = {name: replace(role, stated=None) for name, role in read.roles.items()}  # the house style has no file
    assert (read.inks, read.chapters, roles, read.grid) == (house.inks, house.chapters, house.roles, house.grid)
    assert list(read.chapters) == ["samphire", "water", "lavender", "rapeseed", "meadow", "clover"]


def test_a_use_takes_its_name_from_a_colour_of_the_palette(tmp_path: Path) -> None:
    """`primary: blue` is the accent, also where the palette has a gold, which stays what it is by its name."""
    read, problems = brand(
        tmp_path,
        """\
color:
  palette: {gold: "#C0A000", ink: "#223344", blue: "#0000FF", accent: blue}
  foreground: "#223344"
  primary: accent
defaults:
  report:
    inks: {blue: {cmyk: [100, 80, 0, 0], spot: Blauw}, gold: {cmyk: [0, 20, 90, 10]}}
    chapters: {eb: {deep: ink, bright: gold, pale: accent}}
    voice: gold
    type: {lead: {ink: gold}, text: {ink: ink}}
""",
    )
    assert problems == []
    gold = read.inks[read.voice]
    assert (gold.rgb, gold.cmyk) == ((0xC0 / 255, 0xA0 / 255, 0.0), (0.0, 0.2, 0.9, 0.1))
    assert read.inks["gold"].rgb == read.inks["blue"].rgb == (0.0, 0.0, 1.0)
    assert [(read.inks[name].cmyk, read.inks[name].spot) for name in ("blue", "accent", "gold")] == [
        ((1.0, 0.8, 0.0, 0.0), "Blauw")
    ] * 3
    assert (read.chapters["eb"].deep, read.inks[read.chapters["eb"].bright], read.chapters["eb"].pale) == (
        "ink",
        gold,
        "accent",
    )
    assert (read.inks[read.roles["lead"].ink], read.roles["text"].ink) == (gold, "ink")


def test_a_headline_steps_down_never_up(tmp_path: Path) -> None:
    """A size below the built-in steps leaves those that are smaller."""
    read, problems = brand(tmp_path, "defaults: {report: {type: {headline: {size: 34}, title: {size: 12}}}}\n")
    assert problems == []
    assert [size for size, _ in read.roles["headline"].steps] == [32]
    assert read.roles["title"].steps == ()


def test_every_ink_of_the_house_style_keeps_the_ink_limit() -> None:
    inks = house_brand(Project(SAMPLE)).inks
    assert all(ink.cmyk is not None and sum(ink.cmyk) <= 2.35 for ink in inks.values())


def test_the_grid_is_the_one_of_the_design() -> None:
    grid = house_brand(Project(SAMPLE)).grid
    assert grid.column_width == pytest.approx(10 * 72 / 25.4)
    assert grid.height == pytest.approx(66 * grid.unit)
    assert grid.column_x(3, verso=True) == pytest.approx((22.5 + 29) * 72 / 25.4)


def test_a_foreign_brand_file_works(tmp_path: Path) -> None:
    read, problems = brand(tmp_path, """\
meta: {name: {short: B, full: Brand B}, link: https://b.example}
logo: {images: {x: y.svg}}
color:
  palette: {navy: "#10242E", cream: "#FBF8F2", coral: "#e8512c", red: coral}
  foreground: navy
  background: cream
  primary: red
  secondary: navy
typography:
  fonts: [{family: Instrument Sans, source: google, weight: [400, 700]}]
  base: {family: Instrument Sans, size: 11pt}
  headings: Newsreader
  link: {color: red, decoration: underline}
defaults:
  bootstrap: {defaults: {a: 1}}
  report: {page: {size: letter}}
""")  # fmt: skip
    assert problems == []
    assert (read.name, read.fonts["Instrument Sans"].files) == ("Brand B", ())
    assert read.inks["ink"].rgb == pytest.approx((0x10 / 255, 0x24 / 255, 0x2E / 255))
    assert len({read.inks[name].rgb for name in ("gold", "coral", "red")}) == 1
    assert read.inks["gold"].cmyk is None
    assert {read.roles[name].families[0] for name in ("text", "table")} == {"Instrument Sans"}
    assert read.roles["headline"].families[:2] == ("Newsreader", "Bricolage Grotesque")
    assert dict(read.roles["headline"].axes) == {"wght": 600}
    assert read.grid.width == pytest.approx(8.5 * 72)


def test_colours_in_the_notations_of_the_convention(tmp_path: Path) -> None:
    read, problems = brand(tmp_path, """\
color:
  palette: {navy: "rgb(16, 36, 46)", coral: "#E8512CFF", red: "#f00", sky: "rgb(300, 0, 0)"}
  foreground: {light: navy, dark: "#FFFFFF"}
  background: {light: "#FBF8F2", dark: "#111111"}
typography:
  headings: {family: Bricolage Grotesque, color: {light: coral, dark: navy}}
""")  # fmt: skip
    assert [code for code, _ in problems] == ["unknown-colour"]
    assert read.inks["ink"].rgb == pytest.approx((16 / 255, 36 / 255, 46 / 255))
    assert read.inks["paper"].rgb == pytest.approx((0xFB / 255, 0xF8 / 255, 0xF2 / 255))
    assert read.inks["red"].rgb == (1.0, 0.0, 0.0)
    assert read.roles["title"].ink == "coral"
    assert read.tinted


def test_names_of_three_letters_are_no_languages(tmp_path: Path) -> None:
    """A palette of red and tan is no text in Red and Tan."""
    brand = 'color: {palette: {red: "#AE2029", tan: "#A08050"}}\ndefaults: {report: {inks: {red: {spot: Rood}}}}\n'
    report = load(write(tmp_path, {"config/brand.yaml": brand}))
    assert report.brand.inks["red"].spot == "Rood"
    assert report.brand.inks["tan"].rgb == pytest.approx((0xA0 / 255, 0x80 / 255, 0x50 / 255))


def test_roles_and_inks_change_one_by_one(tmp_path: Path) -> None:
    read, problems = brand(tmp_path, """\
color: {palette: {blue: "#00F"}}
defaults:
  report:
    inks: {blue: {cmyk: [100, 50, 0, 10], spot: Blue 1}}
    chapters: {one: {deep: blue, bright: "#46A2F2", pale: k6}}
    type:
      text: {size: 10, leading: 1.5U, axes: {wght: 380, opsz: 9}, features: [kern, -liga], hyphenate: false}
      headline: {steps: [{size: 30, leading: 32}], ink: blue, fallback: [Noto Sans]}
    page: {size: [200, 280], unit: 5, inner: 10, outer: 10, columns: 6, gutter: 5, bleed: 5}
""")  # fmt: skip
    assert problems == []
    assert read.inks["blue"].cmyk == (1.0, 0.5, 0.0, 0.1)
    assert (read.inks["blue"].spot, read.inks["blue"].rgb) == ("Blue 1", (0.0, 0.0, 1.0))
    assert (read.chapters["one"].deep, read.chapters["one"].bright) == ("blue", "one-bright")
    assert read.inks["one-bright"].rgb[0] == pytest.approx(0x46 / 255)
    text, headline, unit = read.roles["text"], read.roles["headline"], 5 * 72 / 25.4
    assert (text.size, text.hyphenate) == (10.0, False)
    assert text.leading == pytest.approx(1.5 * unit)
    assert (text.axes, text.features) == ((("opsz", 9.0), ("wght", 380.0)), ("kern", "-liga"))
    assert (headline.steps, headline.ink, headline.families) == (
        ((30.0, 32.0),), "blue", ("Bricolage Grotesque", "Noto Sans"))  # fmt: skip
    assert read.roles["lead"].leading == pytest.approx(1.5 * unit)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("color: {palette: {a: b, b: c, c: a}}", [("colour-cycle", "1:22")]),
        ("color:\n  palette:\n    a: #FFF\n", [("wrong-type", "3:7")]),
        ('color: {palette: {a: "#FFFF"}}', [("bad-colour", "1:22")]),
        ("color: {palette: {a: purple}}", [("unknown-colour", "1:22")]),
        ("defaults: {report: {pages: {}}}", [("unknown-key", "1:21")]),
        ("defaults: {report: {inks: {x: {}}}}", [("unknown-ink", "1:31")]),
        ("defaults: {report: {inks: {ink: {cmyk: [0, 0, 0, 200]}}}}", [("bad-ink", "1:33")]),
        ("defaults: {report: {inks: {ink: {cmyk: [0, 0, 0]}}}}", [("wrong-type", "1:40")]),
        ("defaults: {report: {type: {body: {size: 9}}}}", [("unknown-role", "1:34")]),
        ("defaults: {report: {type: {text: {size: 0}}}}", [("bad-size", "1:34")]),
        ("defaults: {report: {type: {text: {leading: wide}}}}", [("bad-leading", "1:34")]),
        ("defaults: {report: {type: {text: {ink: pink}}}}", [("unknown-ink", "1:34")]),
        ("defaults: {report: {type: {text: {features: [ligatures]}}}}", [("bad-name", "1:34")]),
        ("defaults: {report: {page: {size: A3}}}", [("unknown-value", "1:34")]),
        ("defaults: {report: {page: {columns: 60}}}", [("bad-page", "1:27")]),
        ("defaults: {report: {page: {inner: -5}}}", [("bad-page", "1:27")]),
        ("typography: {fonts: [{family: X, source: file}]}", [("missing-key", "1:22")]),
        ("typography: {fonts: [{family: X, files: [../x.ttf]}]}", [("file-outside", "1:42")]),
        ("logo: assets/logo.svg", [("file-missing", "1:7")]),
    ],
)
def test_broken_brands(text: str, wanted: list[tuple[str, str]], tmp_path: Path) -> None:
    read, problems = brand(tmp_path, text)
    assert problems == [(code, f"brand.yaml:{place}") for code, place in wanted]
    assert read.roles["text"].size > 0


def test_font_files_are_sources(tmp_path: Path) -> None:
    (tmp_path / "assets/fonts").mkdir(parents=True)
    (tmp_path / "assets/fonts/x.ttf").write_bytes(b"font")
    (tmp_path / "brand.yaml").write_text(
        "typography: {fonts: [{family: X, source: file, files: [{path: assets/fonts/x.ttf, weight: 400}]}]}"
    )
    project = Project(tmp_path)
    assert read_brand(project, "brand.yaml", None).fonts["X"].files == ("assets/fonts/x.ttf",)
    assert [source.name for source in project.sources] == ["assets/fonts/x.ttf", "brand.yaml"]


def test_families_that_are_not_there_are_all_told_with_their_lines(tmp_path: Path) -> None:
    brand = """\
typography:
  fonts:
    - {family: Nergens Een}
    - {family: Letter, source: file, files: [letter.ttf]}
  base: Nergens Een
  headings: {family: Nergens Twee}
defaults:
  report:
    type:
      note: {family: Nergens Drie}
"""
    files: dict[str, str | bytes | None] = {"config/brand.yaml": brand, "letter.ttf": b"GIF89a geen letter"}
    fonts = load(write(tmp_path, files)).brand.fonts
    with pytest.raises(ReportError) as caught:
        FontLibrary(tmp_path, fonts).face("Nergens Een")
    assert [(problem.code, str(problem.at)) for problem in caught.value.problems] == [
        ("missing-font", "config/brand.yaml:3:7"),
        ("missing-font", "config/brand.yaml:6:22"),
        ("missing-font", "config/brand.yaml:10:13"),
    ]
    with pytest.raises(ReportError) as caught:
        FontLibrary(tmp_path, fonts).face("Letter")
    assert [(problem.code, str(problem.at)) for problem in caught.value.problems] == [
        ("missing-font", "config/brand.yaml:3:7"),
        ("bad-font", "config/brand.yaml:4:7"),
        ("missing-font", "config/brand.yaml:6:22"),
        ("missing-font", "config/brand.yaml:10:13"),
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("color: {pallete: {a: '#000'}}\n", "1:9 palette"),
        ("typography: {bsae: Source Serif 4}\n", "1:14 base"),
        ("typography: {haedings: Source Serif 4}\n", "1:14 headings"),
        ("typography: {base: {familly: Source Serif 4}}\n", "1:21 family"),
        ("typography: {base: {wieght: 400}}\n", "1:21 weight"),
        ("colour: {foreground: '#000'}\n", "1:1 color"),
        ("defaults: {reports: {}}\n", "1:12 report"),
        ("color: {secondary: '#000'}\ntypography: {base: {weight: 400}, link: {color: red}}\n", ""),
        ("license: MIT\nmeta: {link: x, slogan: y}\ndefaults: {shiny: {}, slides: {}}\n", ""),
    ],
)
def test_slips_in_the_keys_of_the_convention_are_warned_of(text: str, wanted: str, tmp_path: Path) -> None:
    (tmp_path / "brand.yaml").write_text(text, "utf-8")
    project = Project(tmp_path)
    read_brand(project, "brand.yaml", None)
    told = [
        f"{p.at.line}:{p.at.column} {p.hint.split('“')[1].rstrip('”?')}"
        for p in project.problems
        if p.at and p.severity is Severity.WARNING
    ]
    assert len(told) == len(project.problems)
    assert told == ([wanted] if wanted else [])


def test_a_slip_leaves_the_rest_of_its_group_in_force(tmp_path: Path) -> None:
    read, problems = brand(tmp_path, "typography: {base: {family: Eigen, wieght: 400}}\n")
    assert read.roles["text"].families[0] == "Eigen"
    assert problems == [("unknown-key", "brand.yaml:1:36")]
