"""The manifest: what was made, from what and with what."""

from __future__ import annotations

import json
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from msgspec.structs import replace

from report.errors import Location, Problem, Severity
from report.model.brand import Brand, Grid
from report.model.profile import Profile
from report.model.report import Report, ReportFile, SourceFile, Waiver
from report.model.statements import Casting
from report.publish.castings import MOST_LINES, castings_as_lines
from report.publish.manifest import LIBRARIES, Edition, check_as_data, library_versions, manifest
from report.publish.profiles import information
from report.publish.verdict import judge

HERE = Location("config/content/a.md", 3, 7)
WARNING = Problem("thin-image", "te klein → onscherp", HERE, "neem een grotere", Severity.WARNING)
NOTE = Problem("rounding", "1 verschil", HERE, severity=Severity.NOTE)
CASTING = Casting("exploitatie", "t_baten", "2021", Decimal("3309040"), Decimal("3309041"), "rounding", HERE)
CELL = {
    "check": "casting",
    "statement": "exploitatie",
    "row": "t_baten",
    "column": "2021",
    "expected": "3309040",
    "found": "3309041",
    "difference": "1",
    "verdict": "rounding",
    "file": "config/content/a.md",
    "line": 3,
    "position": 7,
    "against": "",
    "against_at": "",
}
SCREEN = Profile("screen", ("ua1", "2a"), True, 150, "sRGB.icc")


def made() -> bytes:
    settings = ReportFile(
        organisation="Stichting", title="Verslag é", slug="verslag", language="nl", period=2021, sections=(),
        waivers=(Waiver(code="thin-image", reason="de enige foto"),),
    )  # fmt: skip
    empty: MappingProxyType[str, object] = MappingProxyType({})
    grid = Grid(595.0, 842.0, 6.5, 40.0, 40.0, 12, 12.0, 0.0)
    brand = Brand("huis", empty, empty, empty, empty, grid)  # type: ignore[arg-type]
    report = Report("/anywhere", settings, brand, (), {}, (SourceFile("config/report.yaml", "ab" * 32, 12),))
    verdict = judge([WARNING, NOTE], settings, strict=False)
    edition = Edition(SCREEN, "verslag-screen.pdf", 30, b"%PDF")
    return manifest(report, [edition], verdict, [CASTING], information(settings, {}).stamp)


def test_it_holds_what_a_reader_needs_to_check_the_file() -> None:
    content = json.loads(made())
    assert content["profiles"]["screen"] == {
        "file": "verslag-screen.pdf",
        "sha256": sha256(b"%PDF").hexdigest(),
        "pages": 30,
        "bytes": 4,
        "standards": ["ua1", "2a"],
    }
    assert content["sources"] == [{"file": "config/report.yaml", "sha256": "ab" * 32, "bytes": 12}]
    assert content["report"]["date"] == "2021-12-31T00:00:00+00:00"
    assert [problem["code"] for problem in content["problems"]] == ["rounding"]
    (waived,) = content["waivers"]
    assert waived["reason"] == "de enige foto"
    assert waived["problems"][0]["line"] == 3
    assert content["checks"] == {
        "problems": {"error": 0, "warning": 0, "note": 1},
        "castings": {"pass": 0, "rounding": 1, "fail": 0},
        "by_check": [{"statement": "exploitatie", "check": "casting", "pass": 0, "rounding": 1, "fail": 0}],
        "differences": [CELL],
    }


def test_it_is_the_same_each_time_and_names_no_folder() -> None:
    assert made() == made()
    assert b"/anywhere" not in made()
    assert "é".encode() in made()


def test_it_names_the_libraries_as_installed() -> None:
    versions = json.loads(made())["versions"]["libraries"]
    assert set(versions) == set(LIBRARIES)
    assert all(versions[name] for name in ("reportlab", "pikepdf", "msgspec"))


def test_versions_are_read_from_the_first_folder_that_has_them(tmp_path: Path) -> None:
    for name in (
        "first/PyYAML-6.0.3.dist-info",
        "second/pyyaml-5.0.dist-info",
        "second/mdit_py_plugins-0.7.0.dist-info",
    ):
        (tmp_path / name).mkdir(parents=True)
    found = library_versions([str(tmp_path / "none"), str(tmp_path / "first"), str(tmp_path / "second")])
    assert (found["pyyaml"], found["mdit-py-plugins"], found["reportlab"]) == ("6.0.3", "0.7.0", "")


def test_the_check_report_lists_every_cell() -> None:
    content = check_as_data([NOTE], (), [CASTING])
    assert content["castings"] == [CELL]


def test_the_check_report_says_what_a_cell_was_compared_with() -> None:
    tied = replace(
        CASTING, check="tie", against="kerncijfers.baten", against_at=Location("config/figures/k.yaml", 9, 2)
    )
    (cell,) = check_as_data([], (), [tied])["castings"]
    assert (cell["check"], cell["against"], cell["against_at"]) == (
        "tie",
        "kerncijfers.baten",
        "config/figures/k.yaml:9:2",
    )


def test_the_table_counts_every_check_and_shows_the_cells_that_differ_faults_first() -> None:
    castings = [
        replace(CASTING, verdict="pass", found=CASTING.expected),
        CASTING,
        replace(CASTING, row="t_lasten", found=Decimal(-12), verdict="fail", check="balance"),
    ]
    assert castings_as_lines(castings) == [
        "figures                 check              agree  rounding  differ",
        "exploitatie             casting                1         1       0",
        "exploitatie             balance                0         0       1",
        "cell                                           published        expected       apart  verdict",
        "exploitatie.t_lasten.2021                            -12       3,309,040  -3,309,052  fail",
        "exploitatie.t_baten.2021                       3,309,041       3,309,040          +1  rounding",
    ]


def test_a_long_table_is_cut() -> None:
    lines = castings_as_lines([CASTING] * (MOST_LINES + 3))
    assert len(lines) == MOST_LINES + 4
    assert lines[-1].startswith("and 3 more cells")
