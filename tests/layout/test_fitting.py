"""Articles within their pages, step by step closer; pages that are hardly filled."""

from __future__ import annotations

from itertools import pairwise

import pytest

from report.errors import Problem, ReportError, Severity
from report.layout import compose
from report.layout.fitting import steps_of
from report.layout.thin import thin_pages
from report.model.brand import Fitting
from report.model.placed import Layout, TextLine
from report.typography.library import FontLibrary
from tests.layout.manuscript import Manuscript, paragraphs, prose


def brand(fitting: str) -> str:
    return f"defaults:\n  report:\n    fitting: {fitting}\n"


def article(manuscript: Manuscript, sentences: int, attributes: str) -> Layout:
    """A short text, then an article of eleven paragraphs and so many sentences."""
    body = f"Kort.\n\n## Artikel {attributes}\n\n{paragraphs(10)}\n\n{prose(sentences)}\n"
    manuscript.section("article", body, headline="Proef")
    return manuscript.layout()


def pages_of(layout: Layout) -> int:
    """Pages with text of the last section, its first one with the short text left out."""
    return len(layout.pages) - 1


def errors(layout: Layout) -> list[Problem]:
    return [problem for problem in layout.problems if problem.severity is Severity.ERROR]


def test_an_article_that_fits_is_set_as_usual(manuscript: Manuscript) -> None:
    usual = article(Manuscript(manuscript.root / "usual"), 3, "")
    given = article(Manuscript(manuscript.root / "given"), 3, "{pages=2}")
    assert usual.pages == given.pages
    assert not given.problems


def test_an_article_that_fits_a_page_of_its_own_does_not_begin_above_it(manuscript: Manuscript) -> None:
    usual = article(Manuscript(manuscript.root / "usual"), 1, "")
    given = article(Manuscript(manuscript.root / "given"), 1, "{pages=1}")
    assert len(usual.pages) == len(given.pages) == 2
    assert any("Artikel" in words for words in lines_of(usual, 0))
    assert not any("Artikel" in words for words in lines_of(given, 0))
    assert not errors(given)


def lines_of(layout: Layout, page: int) -> list[str]:
    placements = layout.pages[page].placements
    return ["".join(run.text for run in p.item.runs) for p in placements if isinstance(p.item, TextLine)]


def test_a_longer_article_is_set_closer_until_it_fits(manuscript: Manuscript) -> None:
    """Each step of the brand's takes more text; what is set closer has the words it had."""
    allowed = {
        "none": "{breaking: false, tracking: 0, lines: 0}",
        "breaking": "{tracking: 0, lines: 0}",
        "tracking": "{tracking: 0.02, lines: 0}",
        "lines": "{tracking: 0.02, lines: 2}",
    }
    words = prose(25).split()
    longest: list[int] = []
    for name, fitting in allowed.items():
        fits = longest[-1] if longest else 40
        for count in range(fits, len(words), 4):
            own = Manuscript(manuscript.root / f"{name}{count}")
            own.write("config/brand.yaml", brand(fitting))
            own.section(
                "article",
                f"Kort.\n\n## Artikel {{pages=1}}\n\n{paragraphs(10)}\n\n{' '.join(words[:count])}\n",
                headline="Proef",
            )
            if errors(own.layout()):
                break
            fits = count
        longest.append(fits)
    assert all(a < b for a, b in pairwise(longest)), longest


def test_an_article_too_long_is_an_error_in_lines_and_words(manuscript: Manuscript) -> None:
    (problem,) = article(manuscript, 18, "{pages=1}").problems
    assert problem.code == "article-too-long"
    assert problem.severity is Severity.ERROR
    assert problem.message.startswith("this runs ")
    assert " lines (about " in problem.message
    assert problem.message.endswith(" words) over its 1 page")
    assert problem.hint == "shorten it, or allow it more: pages=2"
    assert problem.at is not None
    assert problem.at.line == 6


def test_what_runs_over_is_what_is_too_much(manuscript: Manuscript) -> None:
    """Taking away as many words as the error says is near enough what it takes."""
    layout = article(Manuscript(manuscript.root / "long"), 18, "{pages=1}")
    words = int(layout.problems[0].message.split("about ")[1].split()[0])
    total = len(prose(18).split())
    sentences = next(n for n in range(18, 0, -1) if total - len(prose(n).split()) >= words + 15)
    assert not errors(article(Manuscript(manuscript.root / "short"), sentences, "{pages=1}"))


def test_a_trial_leaves_nothing_behind(manuscript: Manuscript) -> None:
    """Bookmarks, blocks of links, destinations and problems of attempts that failed are gone."""
    link = "[Bron](https://example.org/een)"
    body = f"Kort.\n\n## Artikel {{pages=1}}\n\n{link} {paragraphs(11)}\n\n## Erna\n\nEinde. {prose(2)}\n"
    manuscript.section("article", body, headline="Proef")
    layout = manuscript.layout()
    assert [problem.code for problem in layout.problems] in ([], ["article-too-long"])
    assert [mark.title for mark in layout.outline] == ["Proef", "Artikel", "Erna"]
    names = [getattr(p.item, "name", "") for page in layout.pages for p in page.placements]
    assert names.count("artikel") == names.count("artikel.link.1") == 1


def test_the_first_article_of_a_chapter_has_a_budget_too(manuscript: Manuscript) -> None:
    body = f"Kort lood.\n\n## Artikel {{pages=1}}\n\n{prose(22)}\n\n## Ander\n\n{prose(9)}\n"
    manuscript.section("chapter", body, label="Werk", headline="Werk")
    layout = manuscript.layout()
    assert not errors(layout)
    assert not any("Artikel" in words for words in lines_of(layout, 0))


def test_an_about_page_and_the_text_of_an_article_section_have_budgets(manuscript: Manuscript) -> None:
    manuscript.section("about", paragraphs(16), headline="Over", quote="“Kort.”", pages="1")
    manuscript.section("article", paragraphs(16), headline="Toelichting", pages="1")
    assert [problem.code for problem in manuscript.layout().problems] == ["article-too-long"] * 2


def test_steps_go_from_the_usual_setting_to_what_the_brand_allows() -> None:
    steps = list(steps_of(Fitting(True, 0.01, 2)))
    assert steps[0].closeness is None
    assert [step.closeness.tracking for step in steps if step.closeness] == [0.0, 0.005, 0.01, 0.01, 0.01]
    assert [step.lines for step in steps] == [0, 0, 0, 0, 1, 2]
    assert len(list(steps_of(Fitting(False, 0.0, 0)))) == 1


def test_a_budget_of_no_pages_is_told(manuscript: Manuscript) -> None:
    manuscript.section("article", "Tekst.", headline="Proef", pages="-1")
    with pytest.raises(ReportError) as caught:
        manuscript.report()
    (problem,) = caught.value.problems
    assert (problem.code, problem.at and problem.at.line) == ("bad-value", 3)


def test_fitting_beyond_its_range_is_told(manuscript: Manuscript) -> None:
    manuscript.write("config/brand.yaml", brand("{tracking: 0.2, lines: 9}"))
    manuscript.section("article", "Tekst.", headline="Proef")
    with pytest.raises(ReportError) as caught:
        manuscript.report()
    assert [problem.code for problem in caught.value.problems] == ["bad-setting"]


# ---------------------------------------------------------------- thin pages


def thin(manuscript: Manuscript) -> list[tuple[str, int]]:
    report = manuscript.report()
    layout = compose(report, FontLibrary(manuscript.root, report.brand.fonts))
    found = list(thin_pages(layout, report))
    assert [problem for problem in layout.problems if problem.code == "thin-page"] == found
    assert all(problem.severity is Severity.WARNING for problem in found)
    return [(problem.message, problem.at.line) for problem in found if problem.at]


def test_a_page_that_is_hardly_filled_is_warned_of_at_its_article(manuscript: Manuscript) -> None:
    def built(count: int) -> Manuscript:
        own = Manuscript(manuscript.root / str(count))
        own.section("article", f"{prose(9)}\n\n## Ander\n\n{paragraphs(count)}\n", headline="Proef")
        return own

    pages = [len(built(count).layout().pages) for count in range(8, 24)]
    first = next(8 + index for index, (a, b) in enumerate(pairwise(pages)) if b > a)  # fills its pages
    assert thin(built(first)) == []
    ((message, line),) = thin(built(first + 1))
    assert message.startswith(f"page {max(pages[: first - 6])} is filled for ")
    assert message.endswith(" % only")
    assert line == 6


@pytest.mark.parametrize(("front", "attributes"), [({"thin": "true"}, ""), ({}, " {thin=yes}")])
def test_what_is_marked_thin_is_let_be(manuscript: Manuscript, front: dict[str, str], attributes: str) -> None:
    body = f"{paragraphs(9)}\n\n## Ander{attributes}\n\nTekst van dit artikel.\n"
    manuscript.section("article", body, headline="Proef", **front)
    assert thin(manuscript) == []


def test_full_pages_openers_and_colophons_are_not_thin(manuscript: Manuscript) -> None:
    manuscript.section("chapter", "Kort.\n", label="Werk", headline="Werk")
    manuscript.section("article", paragraphs(7), headline="Proef")
    manuscript.section("colophon", "Kort.\n")
    assert thin(manuscript) == []


def test_notes_at_the_foot_do_not_fill_a_page(manuscript: Manuscript) -> None:
    manuscript.section("article", f"Kort.[^a]\n\n[^a]: {prose(3)}\n", headline="Proef")
    assert len(thin(manuscript)) == 1


def test_an_error_stops_before_thin_pages_are_looked_for(manuscript: Manuscript) -> None:
    manuscript.section("article", f"Kort.\n\n## A {{pages=1}}\n\n{paragraphs(30)}\n", headline="Proef")
    report = manuscript.report()
    with pytest.raises(ReportError) as caught:
        compose(report, FontLibrary(manuscript.root, report.brand.fonts))
    assert [problem.code for problem in caught.value.problems] == ["article-too-long"]
