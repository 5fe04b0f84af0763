"""What cannot be set is reported with its place; long words and labels take the room there is."""

from __future__ import annotations

from pathlib import Path

from report.errors import Severity
from report.model.placed import Layout, TextLine
from tests.layout.ingredients import kpis, statement
from tests.layout.manuscript import Manuscript
from tests.layout.test_properties import outside, overlaps

LONG = "Afschrijvingen op immateriële en materiële vaste activa en overige waardeveranderingen daarvan"
WORD = "onafbreekbaar" * 12


def codes(layout: Layout) -> list[tuple[str, int, Severity]]:
    return [(problem.code, problem.at.line if problem.at else 0, problem.severity) for problem in layout.problems]


def test_a_word_wider_than_its_column(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("article", f"Een woord: `{WORD}`.\n\nEen tweede alinea van `{WORD}`.\n", headline="Kop")
    layout = manuscript.layout()
    assert codes(layout) == [("too-wide", 4, Severity.WARNING), ("too-wide", 6, Severity.WARNING)]
    assert not [found for page in layout.pages for found in (*outside(page), *overlaps(page))]
    read = "".join(run.text for page in layout.pages for p in page.placements
                   if isinstance(p.item, TextLine) for run in p.item.runs)  # fmt: skip
    assert read.count(WORD) == 2  # a code: nothing is put in


def test_a_table_divides_words_before_it_is_too_wide(tmp_path: Path) -> None:
    row = "| Overheidsparticipatie | samenwerkingsverbanden | gezondheidsbevordering |\n"
    manuscript = Manuscript(tmp_path)
    manuscript.section("article", f"{row}|---|---|---|\n{row}", headline="Kop")
    assert not manuscript.layout().problems
    manuscript = Manuscript(tmp_path / "wider")
    wider = "| " + " | ".join(["samenwerkingsverbanden"] * 9) + " |\n"
    manuscript.section("article", f"{wider}{'|---' * 9}|\n{wider}", headline="Kop")
    layout = manuscript.layout()
    assert codes(layout) == [("table-too-wide", 4, Severity.WARNING)]
    assert not [found for page in layout.pages for found in (*outside(page), *overlaps(page))]


def test_a_headline_that_fits_in_no_size(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("chapter", "Tekst.\n", label="L", headline="Onafbreekbaarheidsoverwegingenverzameling")
    assert codes(manuscript.layout()) == [("headline-too-wide", 3, Severity.ERROR)]


def test_long_labels_of_figures_take_several_lines(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    many = kpis(4, 2).replace("Groep 1", LONG).replace("soort 1", LONG).replace("1234", "123456789012")
    manuscript.figures("kpis", many)
    rows = statement(5, 4).replace("Post 2", LONG).replace("label: Baten", f"label: {LONG}")
    manuscript.figures("statement", rows.replace('"2020"', '"Begroting 2020 na wijziging"', 1))
    layout = manuscript.layout()
    assert not layout.problems
    for page in layout.pages:
        assert not list(overlaps(page))
        assert not list(outside(page))


def test_what_runs_off_the_page_is_reported(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    manuscript.section("chapter", "Tekst.\n", label=" ".join([LONG] * 3), headline="Kop")
    (problem,) = manuscript.layout().problems
    assert (problem.code, problem.at and problem.at.file) == ("off-page", "config/report.yaml")


def test_a_language_without_words_of_the_program(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path, language="fy")
    manuscript.section("article", "Tekst.\n", headline="Kop")
    assert codes(manuscript.layout()) == [("no-catalogue", 0, Severity.WARNING)]
