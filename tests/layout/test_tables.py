"""Tables: decimal marks below each other, joined cells, rows taller than a page, headers that go on."""

from __future__ import annotations

import time

import pytest

from report.errors import ReportError
from report.layout.compositor import compose_report
from report.model.placed import Layout, Placement, Rule, TextLine
from report.model.structure import ARTIFACT, Leaf
from report.typography.library import FontLibrary
from tests.layout.manuscript import Manuscript, composed, paragraphs, prose

UNIT = 4.5 * 72 / 25.4


def lines(layout: Layout) -> list[tuple[int, Placement, TextLine, str]]:
    return [
        (number, placement, placement.item, "".join(run.text for run in placement.item.runs))
        for number, page in enumerate(layout.pages)
        for placement in page.placements
        if isinstance(placement.item, TextLine)
    ]


def line(layout: Layout, words: str) -> tuple[Placement, TextLine]:
    return next((placement, item) for _, placement, item, text in lines(layout) if text.strip() == words)


def decimals(*figures: str) -> str:
    rows = "".join(f"| Rij {index} | {figure} |\n" for index, figure in enumerate(figures))
    return f"Tekst.\n\n::: table {{decimal=2}}\n| Naam | Getal |\n|---|---:|\n{rows}:::\n"


def test_decimal_marks_stand_below_each_other(manuscript: Manuscript) -> None:
    layout = composed(manuscript, decimals("1.234,5", "12,25", "7,125"))
    edges = []
    for words in ("1.234,5", "12,25", "7,125"):
        placement, item = line(layout, words)
        edges.append(placement.x + item.width)
    digit = edges[1] - edges[0]
    assert digit > 3
    assert edges[2] - edges[1] == pytest.approx(digit)


def test_units_and_signs_hang_beyond_the_digits(manuscript: Manuscript) -> None:
    layout = composed(manuscript, decimals("12", "12 %", "12-", "€\u00a012"))
    plain, plain_item = line(layout, "12")
    edge = plain.x + plain_item.width
    for words in ("12 %", "12-"):
        placement, item = line(layout, words)
        assert placement.x == pytest.approx(plain.x)
        assert placement.x + item.width > edge
    euro, item = line(layout, "€\u00a012")
    assert euro.x < plain.x
    assert euro.x + item.width == pytest.approx(edge)


def test_the_widest_figure_ends_where_its_column_does(manuscript: Manuscript) -> None:
    layout = composed(manuscript, decimals("1,5", "1,25", "geen"))
    head, head_item = line(layout, "Getal")
    widest, widest_item = line(layout, "1,25")
    words, words_item = line(layout, "geen")
    assert widest.x + widest_item.width == pytest.approx(head.x + head_item.width)
    assert words.x + words_item.width == pytest.approx(head.x + head_item.width)


def test_a_column_that_is_not_there_is_told(manuscript: Manuscript) -> None:
    manuscript.section("article", decimals("1").replace("decimal=2", "decimal=3"), headline="Proef")
    with pytest.raises(ReportError, match="no column 3"):
        manuscript.report()


def test_a_cell_over_rows_makes_only_the_last_of_them_higher(manuscript: Manuscript) -> None:
    cells = f"| {prose(10)} | a |\n| ^ | b |\n| ^ | c |\n| Slot | d |\n"
    layout = composed(manuscript, f"Tekst.\n\n| Naam | Deel |\n|---|---|\n{cells}")
    feet = [line(layout, words)[0].y for words in "abcd"]
    assert feet[1] - feet[0] == pytest.approx(1.5 * UNIT)
    assert feet[2] - feet[1] == pytest.approx(1.5 * UNIT)
    assert feet[3] - feet[2] > 1.5 * UNIT


def test_a_table_that_goes_on_says_so_above_its_header(manuscript: Manuscript) -> None:
    rows = "".join(f"| Rij {n} | {n} |\n" for n in range(70))
    table = f'::: table {{caption="Leden"}}\n| Naam | Getal |\n|---|---:|\n{rows}:::\n'
    layout = composed(manuscript, f"{prose(3)}\n\n{table}\n\n{prose(4)}")
    found = [(placement, item) for _, placement, item, text in lines(layout) if text == "Leden (vervolg)"]
    assert len(found) >= 2
    for placement, item in found:
        assert {run.leaf for run in item.runs} == {ARTIFACT}
        assert (placement.y / UNIT) == pytest.approx(round(placement.y / UNIT), abs=0.01)
    heads = [item for _, _, item, text in lines(layout) if text == "Naam"]
    assert len(heads) == len(found) + 1
    assert [element.tag for element in layout.structure.walk()].count("THead") == 1


def test_text_below_a_table_that_goes_on_stands_on_the_grid(manuscript: Manuscript) -> None:
    for rows in range(28, 36):
        body = "".join(f"| Rij {n} | {n} |\n" for n in range(rows))
        text = f"{paragraphs(2)}\n\n| Naam | Getal |\n|---|---:|\n{body}\nHierna {rows}.\n\n{prose(4)}"
        manuscript.section("article", text, headline="Proef")
    layout = manuscript.layout()
    for rows in range(28, 36):
        placement, _ = line(layout, f"Hierna {rows}.")
        assert placement.y / UNIT == pytest.approx(round(placement.y / UNIT), abs=0.01)


def test_a_table_asked_to_keep_together_is_not_divided(manuscript: Manuscript) -> None:
    rows = "".join(f"| Rij {n} | {n} |\n" for n in range(24))
    layout = composed(manuscript, f"{paragraphs(4)}\n\n::: table {{keep=yes}}\n| A | B |\n|---|---|\n{rows}:::\n")
    places = {(number, p.x > 200) for number, p, _, text in lines(layout) if text.startswith("Rij ")}
    assert len(places) == 1


@pytest.mark.parametrize("kind", ["article", "chapter"])
def test_a_row_taller_than_a_column_is_cut_between_its_lines(manuscript: Manuscript, kind: str) -> None:
    long = prose(120)
    table = f"| Naam | Toelichting |\n|---|---|\n| Kort | Iets |\n| Lang | {long} |\n| Slot | Iets |\n"
    start = "" if kind == "article" else "Inleiding.\n\n## Eerst\n\n"
    manuscript.section(kind, f"{start}Tekst.\n\n{table}\n\n{prose(5)}", label="Deel", headline="Proef")
    layout = manuscript.layout()
    assert not layout.problems
    parts: dict[int, set[tuple[int, bool]]] = {}
    for number, placement, _, _ in lines(layout):
        if placement.portion is not None:
            parts.setdefault(placement.portion.block, set()).add((number, placement.x > 200))
    rows = [entry.block for entry in layout.ledger if entry.name == "the table row"]
    assert [len(parts[row]) >= 3 for row in rows] == [False, False, True, False]
    cells = [element for element in layout.structure.walk() if element.tag == "TD"]
    texts = [text_of(layout, [kid.number for kid in cell.kids if isinstance(kid, Leaf)]) for cell in cells]
    assert texts == ["Kort", "Iets", "Lang", "".join(long.split()), "Slot", "Iets"]


def text_of(layout: Layout, leaves: list[int]) -> str:
    runs = [run for _, _, item, _ in lines(layout) for run in item.runs]
    text = "".join(run.text for run in runs if run.leaf in leaves)
    return "".join(text.replace("\u00ad", "").split())


def test_time_is_linear_in_rows(manuscript: Manuscript) -> None:
    """Ten times the rows take at most about ten times as long."""

    def seconds(rows: int) -> float:
        manuscript.sections.clear()
        body = "".join(f"| Rij {n % 50} | {n % 100} |\n" for n in range(rows))
        manuscript.section("article", f"Tekst.\n\n| Naam | Getal |\n|---|---:|\n{body}", headline="Proef")
        report = manuscript.report()
        library = FontLibrary(manuscript.root, report.brand.fonts)
        start = time.process_time()
        compose_report(report, library)
        return time.process_time() - start

    seconds(20)
    assert seconds(4000) < 25 * seconds(400)


def test_repeated_headers_keep_their_rule(manuscript: Manuscript) -> None:
    rows = "".join(f"| Rij {n} | {n} |\n" for n in range(70))
    layout = composed(manuscript, f"Tekst.\n\n| Naam | Getal |\n|---|---:|\n{rows}")
    heads = sum(text == "Naam" for _, _, _, text in lines(layout))
    rules = [p for page in layout.pages for p in page.placements if isinstance(p.item, Rule) and p.item.length > 100]
    assert len(rules) == heads + 1


def test_what_no_column_can_keep_together_is_told(manuscript: Manuscript) -> None:
    rows = "".join(f"| Rij {n} | {n} |\n" for n in range(40))
    body = (
        f"Tekst.\n\n::: table {{keep=yes}}\n| A | B |\n|---|---|\n{rows}:::\n\n::: quote {{keep=yes}}\n{prose(99)}\n:::"
    )
    manuscript.section("article", body, headline="Proef")
    layout = manuscript.layout()
    assert {problem.code for problem in layout.problems} == {"kept-too-high"}
    assert [problem.at.line for problem in layout.problems if problem.at] == [7, 51]
