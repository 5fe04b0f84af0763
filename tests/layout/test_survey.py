"""The survey finds what a typesetter would look at, and nothing else."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from report.cli import main
from report.layout.compositor import compose_report
from report.layout.rivers import rivers, word_spaces
from report.layout.survey import KINDS, ArticleSurvey, survey
from report.model.breaking import Breaking
from report.model.placed import Placement, Portion, Run, TextLine
from report.publish.typography import COLUMNS, survey_as_lines
from report.typography.library import FontLibrary
from report.typography.text import Styled, Typesetter
from tests.layout.manuscript import Manuscript, paragraphs, prose


def surveyed(manuscript: Manuscript, body: str, kind: str = "article") -> tuple[ArticleSurvey, ...]:
    manuscript.section(kind, body, label="Deel", headline="Een proef")
    report = manuscript.report()
    return survey(compose_report(report, FontLibrary(manuscript.root, report.brand.fonts)), report)


def kinds(surveys: tuple[ArticleSurvey, ...]) -> list[str]:
    return [finding.kind for one in surveys for finding in one.findings]


def test_lines_and_their_lengths_are_counted_by_article(manuscript: Manuscript) -> None:
    body = f"{prose(15)}\n\n## Eerste\n\n{prose(9)}\n\n{prose(6)}\n\n## Tweede\n\n{prose(8)}\n"
    surveys = surveyed(manuscript, body)
    assert [one.title for one in surveys] == ["Een proef", "Eerste", "Tweede"]
    assert [one.at.line for one in surveys] == [3, 7, 13]
    for one in surveys:
        (lengths,) = one.lengths.values()
        assert one.lengths.keys() == {"two columns"}
        assert 0 < lengths.lines < one.lines
        assert lengths.least <= lengths.mean <= lengths.most
        assert 30 < lengths.mean < 45
    assert surveys[0].folios == ("1",)


def test_leads_are_no_running_text(manuscript: Manuscript) -> None:
    assert surveyed(manuscript, prose(3)) == ()


def test_a_loose_line_is_found(manuscript: Manuscript) -> None:
    surveys = surveyed(manuscript, f"Lood.\n\nEen kort woord en dan Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa. {prose(4)}")
    found = [finding for one in surveys for finding in one.findings]
    assert [finding.kind for finding in found] == ["loose"]
    assert found[0].text == "Een kort woord en dan"
    assert found[0].amount > 0.2
    assert (found[0].at.line, found[0].folio) == (7, "1")


def test_lines_that_their_author_ends_are_not_loose(manuscript: Manuscript) -> None:
    assert kinds(surveyed(manuscript, "Lood.\n\nWesterhaven 16\\\nGroningen\\\nNederland is het land.")) == []


def set_by_hand(manuscript: Manuscript, lines: list[tuple[str, float, float]]) -> tuple[ArticleSurvey, ...]:
    """A paragraph of these lines, each with its width and its y (pt), in a measure of 200 pt."""
    manuscript.section("article", "Lood.\n\nTekst.\n", headline="Een proef")
    report = manuscript.report()
    layout = compose_report(report, FontLibrary(manuscript.root, report.brand.fonts))
    (block,) = (entry.block for entry in layout.ledger if entry.at.line == 6)
    placements = tuple(
        Placement(
            TextLine((Run(0.0, width, "face", 9.6, "ink", "[]", text),), width),
            50.0,
            y,
            Portion(block, number, number + 1, len(lines), 200.0, number == len(lines) - 1),
        )
        for number, (text, width, y) in enumerate(lines)
    )
    return survey(replace(layout, pages=(replace(layout.pages[0], placements=placements),)), report)


@pytest.mark.parametrize(("text", "width", "found"), [("en.", 40, 1), ("Iets.", 15, 1), ("Iets.", 17, 0)])
def test_short_last_lines_are_found(manuscript: Manuscript, text: str, width: float, found: int) -> None:
    surveys = set_by_hand(manuscript, [("Een volle regel", 190, 100), (text, width, 113)])
    assert kinds(surveys).count("short-last-line") == found


@pytest.mark.parametrize(("divided", "found"), [(2, 0), (3, 1)])
def test_ladders_are_found(manuscript: Manuscript, divided: int, found: int) -> None:
    lines = [("een regel\u00ad", 190.0, 100.0 + 13 * number) for number in range(divided)]
    surveys = set_by_hand(manuscript, [*lines, ("vol", 190, 165), ("het einde", 100, 178)])
    assert kinds(surveys).count("ladder") == found


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["de raad zag", "de stad ging", "het einde"], [("de", 2)]),
        (["nu was de raad", "dan zag de raad", "later nam de raad", "het einde"], [("raad", 3)]),
        (["dit was een ra\u00ad", "dat is een ra\u00ad", "het einde"], []),
        (["een lange be\u00ad", "stuur was er al", "stuur is er", "het einde"], []),
    ],
)
def test_stacks_are_found(manuscript: Manuscript, texts: list[str], found: list[tuple[str, float]]) -> None:
    surveys = set_by_hand(manuscript, [(text, 190.0, 100.0 + 13 * number) for number, text in enumerate(texts)])
    stacks = [finding for one in surveys for finding in one.findings if finding.kind == "stack"]
    assert [(finding.text, finding.amount) for finding in stacks] == found


@pytest.mark.parametrize(
    ("spaces", "found"),
    [
        ([[20.0, 60.0], [21.0, 80.0], [20.5, 50.0], [70.0]], [(0, 3)]),
        ([[20.0], [21.0], [30.0]], []),
        ([[20.0], [21.0], [22.0], [23.0]], [(0, 4)]),
        ([[9.0], [20.0], [21.0], [22.0]], [(1, 3)]),
        ([[], [20.0], [], [20.0]], []),
    ],
)
def test_rivers_run_through_three_lines_at_least(spaces: list[list[float]], found: list[tuple[int, int]]) -> None:
    assert rivers(spaces, 1.2) == found


def test_word_spaces_stand_where_they_are_drawn(manuscript: Manuscript) -> None:
    library = FontLibrary(manuscript.root, {})
    face = library.face("Source Serif 4")
    for how in (Breaking(), Breaking(ragged=False)):
        setter = Typesetter(library, "nl")
        text = [Styled("AVATAR en de raad van de stad, " * 4, (face,), 10.0)]
        for line in setter.paragraph(text, 160.0, how):
            words = "".join(run.text for run in line.runs).split()
            spaces = word_spaces(line, library.by_key)
            assert len(spaces) == len(words) - 1
            first = setter.width([Styled(words[0], (face,), 10.0)])
            last = setter.width([Styled(words[-1], (face,), 10.0)])
            assert first < spaces[0] < first + 6
            assert line.width - last - 6 < spaces[-1] < line.width - last
            assert spaces == sorted(spaces)


def test_rivers_are_found_in_a_layout(manuscript: Manuscript) -> None:
    manuscript.section("article", "Lood.\n\n" + "raad stad dorp " * 90 + ".\n", headline="Een proef")
    report = manuscript.report()
    library = FontLibrary(manuscript.root, report.brand.fonts)
    found = survey(compose_report(report, library), report, library.by_key)
    assert "river" in kinds(found)
    assert all(one.amount >= 3 for survey_ in found for one in survey_.findings if one.kind == "river")


@pytest.mark.parametrize(("lines", "found"), [(4, 1), (3, 0)])
def test_stranded_lines_are_found(manuscript: Manuscript, lines: int, found: int) -> None:
    ys = [700.0, 100.0, 113.0, 126.0][:lines]
    surveys = set_by_hand(manuscript, [("een hele regel", 190.0, y) for y in ys])
    assert kinds(surveys).count("stranded") == found


def test_overset_text_is_found_in_its_article(manuscript: Manuscript) -> None:
    surveys = surveyed(manuscript, f"{prose(2)}\n\n## Eerste\n\n{prose(2)}\n\n{'x' * 80}\n")
    assert [(one.title, finding.kind) for one in surveys for finding in one.findings if finding.kind == "overset"] == [
        ("Eerste", "overset")
    ]


def test_good_text_strands_no_line(manuscript: Manuscript) -> None:
    surveys = surveyed(manuscript, paragraphs(40))
    assert "stranded" not in kinds(surveys)
    assert sum(one.lines for one in surveys) > 250


def test_the_table_has_a_line_for_each_article_and_a_sum(manuscript: Manuscript) -> None:
    surveys = surveyed(manuscript, f"{prose(15)}\n\n## Eerste\n\n{prose(9)}\n")
    rows = survey_as_lines(surveys)
    assert rows[1].endswith("Een proef")
    assert rows[2].endswith("Eerste")
    assert rows[3].endswith("in all")
    assert set(COLUMNS) == set(KINDS)


def test_check_with_layout_prints_and_gives_data(manuscript: Manuscript, capsys: pytest.CaptureFixture[str]) -> None:
    manuscript.section("article", f"{prose(15)}\n\n{'x' * 45}\n", headline="Een proef")
    folder = manuscript.finished()
    assert main(["check", str(folder), "--layout"]) == 0
    printed = capsys.readouterr().out
    assert "characters in a line" in printed
    assert "is wider than the line it stands on, and is cut" in printed
    assert main(["check", str(folder), "--layout", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)["layout"]
    (article,) = data["articles"]
    assert article["title"] == "Een proef"
    assert article["lines"] == data["summary"]["lines"] > 10
    assert data["summary"]["overset"] == 1
    assert {"kind", "file", "line", "column", "page", "text", "amount"} == set(article["findings"][0])


def test_a_layout_that_stops_a_build_is_surveyed_all_the_same(
    manuscript: Manuscript, capsys: pytest.CaptureFixture[str]
) -> None:
    manuscript.section("article", prose(15), headline="Onafbreekbaarheidsoverwegingenverzameling" * 2)
    assert main(["check", str(manuscript.finished()), "--layout", "--format", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert data["layout"]["summary"]["overset"] >= 1
    assert "headline-too-wide" in {problem["code"] for problem in data["problems"]}
