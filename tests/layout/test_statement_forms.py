"""Statements in every form: what stands at which edge, what is drawn, carried, linked and read aloud."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.errors import Severity
from report.model.placed import Drawing, Layout, LinkSpot, Rule, Strokes, TextLine, Tint
from report.model.structure import ARTIFACT, Element
from tests.layout.statements import BUDGET, CLOSE, MM, TWO, UNIT, edge, element, statement, texts
from tests.layout.test_properties import outside, overlaps, strayed_leaves


def test_the_minus_hangs_a_little_beyond_the_digits(tmp_path: Path) -> None:
    page = statement(tmp_path).layout().pages[0]
    edges = {text: edge(x, line) for text, x, _, line in texts(page) if text in ("700", "10-", "690", "400")}
    assert len(edges) == 4
    assert max(edges.values()) - min(edges.values()) < CLOSE
    (ink,) = [line for text, _, _, line in texts(page) if text == "10-"]
    assert 0.3 < ink.runs[-1].x - (ink.runs[-2].x + ink.runs[-2].width) < 0.96  # read as one word up to a tenth em


def test_years_stand_where_the_plan_says(tmp_path: Path) -> None:
    manuscript = statement(tmp_path, section="start: verso")
    page = manuscript.layout().pages[1]
    edges = sorted({round(edge(x, line) / MM, 2) for text, x, _, line in texts(page) if text in ("690", "655")})
    assert edges == [108.0, 132.0]
    heads = {text: round(y / UNIT, 2) for text, _, y, _ in texts(page) if text in ("2021", "2020", "Baten")}
    assert heads == {"2021": 18.0, "2020": 18.0, "Baten": 20.25}


def test_comparatives_are_lighter_and_differences_are_not(tmp_path: Path) -> None:
    columns = TWO.replace("prior", "budget") + "  - {id: v, label: Verschil, kind: variance, of: [k1, k2]}\n"
    page = statement(tmp_path, columns=columns).layout().pages[0]
    inks = {text: line.runs[0].ink for text, _, _, line in texts(page)}
    assert (inks["700"], inks["650"], inks["50"]) == ("ink", "k70", "ink")
    assert (inks["2021"], inks["2020"], inks["Verschil"]) == ("ink", "k70", "ink")


def test_rules_stand_over_the_digits(tmp_path: Path) -> None:
    page = statement(tmp_path).layout().pages[0]
    rules = [placed for placed in page.placements if isinstance(placed.item, Rule)]
    edges = {round(edge(x, line), 2) for text, x, _, line in texts(page) if text in ("690", "655")}
    assert {round(placed.x + 19 * MM, 2) for placed in rules} == edges
    assert {(placed.item.length, placed.item.thickness) for placed in rules if isinstance(placed.item, Rule)} == {
        (19 * MM, 0.5)
    }
    drops = sorted({round(placed.y, 2) for placed in rules})
    assert len(drops) == 5  # above two subtotals and the result, and two below it
    assert abs(drops[-1] - drops[-2] - MM) < CLOSE


def test_decimal_marks_stand_below_each_other(tmp_path: Path) -> None:
    rows = "".join(
        f"  - {{id: r{number}, role: line, label: Post, values: [{value}]}}\n"
        for number, value in enumerate(["12.5", "100", "-3.25", "1234.125"])
    )
    page = statement(tmp_path, rows, '  - {id: k, label: "2021", kind: actual}\n').layout().pages[0]
    lines = {text: (x, line.runs[0].width) for text, x, _, line in texts(page)}
    digit = lines["100"][1] / 3
    marks = [lines[text][0] + whole * digit for text, whole in (("12,5", 2), ("100", 3), ("3,25-", 1))]
    assert max(marks) - min(marks) < CLOSE
    assert lines["1.234,125"][0] + lines["1.234,125"][1] > marks[0] + 3 * digit  # the mark and three decimals


def test_the_waterfall_stands_on_the_lines_of_its_rows(tmp_path: Path) -> None:
    layout = statement(tmp_path).layout()
    assert not layout.problems
    page = layout.pages[0]
    baselines = {text: y for text, _, y, _ in texts(page)}
    figure = element(layout, "Figure")
    assert "Subsidies voegt 700 toe; Overig voegt min 10 toe; Totaal baten komt uit op 690" in figure.attributes.alt
    assert "Personeel neemt 400 af" in figure.attributes.alt
    assert figure.attributes.box
    (drawn,) = [p for p in page.placements if isinstance(p.item, Drawing) and p.item.leaf != ARTIFACT]
    assert isinstance(drawn.item, Drawing)
    gold = next(mark for mark in drawn.item.marks if isinstance(mark, Tint) and mark.ink == "gold")
    tops = sorted({int(part.split()[1]) / 100 for part in gold.path.split(" m ")[0:1]})
    assert abs(drawn.y + tops[0] - (baselines["Subsidies"] - 0.81 * UNIT)) < 0.05
    assert any(isinstance(mark, Strokes) for mark in drawn.item.marks)
    axis = drawn.item.width - 2
    first, second = (sorted(int(part.split()[-2]) / 100 for part in box.split(" l ")[:-1]) for box in boxes(gold))
    assert abs(first[-1] - first[0] - axis) < CLOSE
    assert abs(second[0] - (1 + axis * 690 / 700)) < CLOSE
    sums = next(mark for mark in drawn.item.marks if isinstance(mark, Tint) and mark.ink == "ink")
    ends = [max(int(part.split()[-2]) / 100 for part in box.split(" l ")[:-1]) for box in boxes(sums)]
    assert [round((end - 1) / axis, 4) for end in ends] == [round(value / 700, 4) for value in (690, 290, 290)]
    left, right = drawn.x / MM, (drawn.x + drawn.item.width) / MM
    assert 133 < left < 135
    assert right < 188.5
    assert "Van baten naar resultaat, 2021" in baselines


def boxes(mark: Tint) -> list[str]:
    """The rectangles of a mark, as corners with ` m` or ` l` behind them."""
    return [box.replace(" m ", " l ").strip() + " " for box in mark.path.split("h ") if box.strip()]


def test_a_small_result_is_enlarged_and_says_so(tmp_path: Path) -> None:
    rows = BUDGET.replace("[400, 390]", "[665, 640]").replace("[290, 265]", "[25, 15]")
    layout = statement(tmp_path, rows).layout()
    found = {text for text, _, _, _ in texts(layout.pages[0])}
    assert {"20× vergroot", "overgebleven: 3,6 procent"} <= found
    assert "20 keer vergroot" in element(layout, "Figure").attributes.alt


@pytest.mark.parametrize("section", ["waterfall: false", "page: landscape"])
def test_no_waterfall_where_it_is_not_wanted(tmp_path: Path, section: str) -> None:
    layout = statement(tmp_path, section=section).layout()
    assert not [one for one in layout.structure.walk() if one.tag == "Figure"]
    assert not [p for p in layout.pages[0].placements if isinstance(p.item, Drawing)]


def test_many_columns_turn_the_page(tmp_path: Path) -> None:
    columns = "".join(f'  - {{id: k{n}, label: "20{20 - n}", kind: actual}}\n' for n in range(6))
    rows = "  - {id: a, role: line, label: Post, values: [1, 2, 3, 4, 5, 6]}\n"
    layout = statement(tmp_path, rows, columns).layout()
    assert not layout.problems
    page = layout.pages[0]
    assert (round(page.width / MM), round(page.height / MM)) == (297, 210)
    assert not list(outside(page))
    assert not list(overlaps(page))
    (folio,) = [x + line.width for text, x, y, line in texts(page) if text == "1" and y < 6 * UNIT]
    assert abs(folio - (297 - 22.5) * MM) < 0.5
    upright = statement(tmp_path / "b", rows, columns, section="page: portrait").layout()
    assert upright.pages[0].width < upright.pages[0].height
    assert not upright.problems


def test_type_is_reduced_before_a_page_turns_and_not_below_its_limit(tmp_path: Path) -> None:
    wide = "  - {id: a, role: line, label: Post, values: [123456789012345, 123456789012345, 1, 2]}\n"
    columns = "".join(f'  - {{id: k{n}, label: "20{20 - n}", kind: actual}}\n' for n in range(4))
    layout = statement(tmp_path, wide, columns).layout()
    assert not layout.problems
    sizes = {run.size for text, _, _, line in texts(layout.pages[0]) if "345" in text for run in line.runs}
    assert layout.pages[0].width < layout.pages[0].height
    assert len(sizes) == 1
    assert 7.99 < sizes.pop() < 9.6


def test_notes_are_links_to_their_places(tmp_path: Path) -> None:
    rows = BUDGET.replace("label: Subsidies,", 'label: Subsidies, note: "1",')
    manuscript = statement(tmp_path, rows)
    manuscript.section("notes", "## De subsidies\n\nToelichting.\n", headline="Toelichting")
    layout = manuscript.layout()
    assert not [problem for problem in layout.problems if problem.severity is Severity.ERROR]
    (spot,) = [p for p in layout.pages[0].placements if isinstance(p.item, LinkSpot)]
    (number,) = [(x, y) for text, x, y, _ in texts(layout.pages[0]) if text == "1" and y > 10 * UNIT]
    subsidies = next(y for text, _, y, _ in texts(layout.pages[0]) if text == "Subsidies")
    assert number[1] == subsidies
    assert abs(spot.x - number[0]) < CLOSE
    assert "noot" in {text for text, _, _, _ in texts(layout.pages[0])}
    assert not strayed_leaves(layout)


def spoken(layout: Layout) -> list[str]:
    return [
        kid.attributes.alt or kid.attributes.expansion
        for one in layout.structure.walk()
        if one.tag == "TD"
        for kid in one.kids
        if isinstance(kid, Element) and kid.tag == "Span"
    ]


def test_what_is_not_read_as_printed_has_words(tmp_path: Path) -> None:
    columns = TWO + "  - {id: v, label: Verschil, kind: variance-percent, of: [k1, k2]}\n"
    rows = "  - {id: a, role: line, label: Post, values: [-662, 0]}\n"
    layout = statement(tmp_path, rows, columns).layout()
    assert spoken(layout) == ["min 662", "nul", "niet van toepassing"]
    assert {"662-", "–", "n.v.t."} <= {text for text, _, _, _ in texts(layout.pages[0])}


def test_rounding_is_explained_where_there_is_any(tmp_path: Path) -> None:
    keys = "tolerance: 1\nexplain-rounding: true\nstyle: {currency: €}\n"
    said = "Door afronding kunnen totalen €\u00a01 afwijken."
    off = statement(tmp_path, BUDGET.replace("[690, 655]", "[691, 655]").replace("290,", "291,"), keys=keys).layout()
    assert said in {text for text, _, _, _ in texts(off.pages[0])}
    exact = statement(tmp_path / "b", keys=keys).layout()
    assert said not in {text for text, _, _, _ in texts(exact.pages[0])}


def test_rounding_is_explained_in_whole_euros(tmp_path: Path) -> None:
    keys = "explain-rounding: true\nstyle: {currency: €, scale: millions, decimals: 1}\n"
    rows = "".join(f"  - {{id: {name}, role: line, label: P, values: [140000, 1]}}\n" for name in "ab")
    rows += "  - {id: t, role: total, label: T, formula: a + b}\n"
    layout = statement(tmp_path, rows, keys=keys).layout()
    assert "Door afronding kunnen totalen €\u00a0100.000 afwijken." in {
        text for text, _, _, _ in texts(layout.pages[0])
    }


def test_currency_stands_at_first_figures_and_totals(tmp_path: Path) -> None:
    rows = BUDGET + "  - {id: slot, role: total, label: Slot, formula: r, values: [290, 265]}\n"
    layout = statement(tmp_path, rows, keys="style: {currency: €, currency-placement: first-and-last}\n").layout()
    signed = [text for text, _, _, _ in texts(layout.pages[0]) if text.startswith("€")]
    assert signed == ["€\u00a0700", "€\u00a0650", "€\u00a0290", "€\u00a0265"]


def long(count: int) -> str:
    lines = "".join(f"  - {{id: r{n}, role: line, label: Post {n}, values: [{n}, {n * 2}]}}\n" for n in range(count))
    total = sum(range(count))
    return (
        f"{lines}  - {{id: t, role: total, label: Totaal, formula: r0..r{count - 1}, values: [{total}, {total * 2}]}}\n"
    )


def test_sums_are_carried_from_page_to_page(tmp_path: Path) -> None:
    layout = statement(tmp_path, long(100)).layout()
    assert not layout.problems
    assert len(layout.pages) == 4
    placed = 0
    for number, page in enumerate(layout.pages):
        found = texts(page)
        carried = [(y, line) for text, _, y, line in found if text == "Transport"]
        assert len(carried) == 2 - (number in (0, 3))
        for y, line in carried:
            assert all(run.leaf == ARTIFACT and run.ink == "k70" for run in line.runs)
            if y < 20 * UNIT and number:
                assert amounts(found, y) == [dotted(sum(range(placed))), dotted(sum(range(placed)) * 2)]
        placed += sum(text.startswith("Post ") for text, _, _, _ in found)
        if number < 3:
            assert amounts(found, carried[-1][0]) == [dotted(sum(range(placed))), dotted(sum(range(placed)) * 2)]
            assert abs(carried[-1][0] - max(y for _, _, y, _ in found)) < CLOSE
    assert placed == 100


def amounts(found: list[tuple[str, float, float, TextLine]], baseline: float) -> list[str]:
    return [text for text, _, y, _ in found if abs(y - baseline) < CLOSE and text != "Transport"]


def dotted(value: int) -> str:
    return f"{value:,}".replace(",", ".")


@pytest.mark.parametrize("count", range(24, 34))
def test_a_total_never_stands_alone(tmp_path: Path, count: int) -> None:
    layout = statement(tmp_path, long(count), keys="note: Een noot.\nsource: Boekhouding\n").layout()
    last = [text for text, _, _, _ in texts(layout.pages[-1])]
    assert "Totaal" in last
    assert f"Post {count - 1}" in last
    assert "Een noot." in last


@pytest.mark.parametrize("count", range(24, 34))
def test_a_result_stands_with_what_it_follows_from(tmp_path: Path, count: int) -> None:
    lines = "".join(f"  - {{id: r{n}, role: line, label: Post {n}, values: [{n}, 1]}}\n" for n in range(count))
    sums = f"  - {{id: s, role: subtotal, name: Som, formula: r0..r{count - 1}}}\n"
    results = "".join(f"  - {{id: u{n}, role: result, label: Resultaat {n}, formula: s}}\n" for n in range(2))
    layout = statement(tmp_path, lines + sums + results).layout()
    last = {text for text, _, _, _ in texts(layout.pages[-1])}
    assert {f"Post {count - 1}", "Resultaat 0", "Resultaat 1"} <= last


def test_words_of_heads_are_divided_where_nothing_else_helps(tmp_path: Path) -> None:
    columns = "".join(
        f"  - {{id: k{n}, label: {label}, kind: actual}}\n"
        for n, label in enumerate(["Westerkwartier", "Midden-Groningen", "Pekela", *["Noordenveldgemeente"] * 8])
    )
    rows = f"  - {{id: a, role: line, label: Post, values: [{', '.join(['1'] * 11)}]}}\n"
    layout = statement(tmp_path, rows, columns).layout()
    assert not layout.problems
    found = {text for text, _, _, _ in texts(layout.pages[0])}
    assert {"Midden-", "Groningen", "Pekela"} <= found
    assert not list(overlaps(layout.pages[0]))


def test_a_row_that_no_page_holds_is_reported(tmp_path: Path) -> None:
    rows = f"  - {{id: a, role: line, label: {' '.join(['lang'] * 900)}, values: [1, 2]}}\n"
    layout = statement(tmp_path, rows).layout()
    assert "too-high" in {problem.code for problem in layout.problems}


def test_what_lacks_room_is_named(tmp_path: Path) -> None:
    word = "x" * 130
    layout = statement(tmp_path, BUDGET.replace("Subsidies", word)).layout()
    (problem,) = [one for one in layout.problems if one.code == "statement-too-wide"]
    assert problem.message.startswith("the labels need ")
    columns = TWO.replace('label: "2021"', f"label: {word * 2}")
    layout = statement(tmp_path / "b", columns=columns).layout()
    (problem,) = [one for one in layout.problems if one.code == "statement-too-wide"]
    assert problem.message.startswith(f"the column “{word * 2}” needs ")


def test_a_long_note_goes_on_over_pages(tmp_path: Path) -> None:
    layout = statement(tmp_path, keys=f"note: {'woord ' * 700}\n").layout()
    assert not layout.problems
    assert sum(text.count("woord") for page in layout.pages for text, _, _, _ in texts(page)) == 700


def test_the_waterfall_is_named_after_the_first_heading(tmp_path: Path) -> None:
    def named(folder: str, rows: str) -> str:
        found = [text for text, _, _, _ in texts(statement(tmp_path / folder, rows).layout().pages[0])]
        return next(text for text in found if "naar resultaat" in text)

    assert named("a", BUDGET.replace("Baten", "Opbrengsten")) == "Van opbrengsten naar resultaat, 2021"
    assert named("b", BUDGET.replace("label: Baten", "label: BTW en baten")) == "Van BTW en baten naar resultaat, 2021"
    bare = BUDGET.replace("  - {id: kop, role: heading, label: Baten}\n", "")
    assert named("c", bare) == "Van baten naar resultaat, 2021"


@pytest.mark.parametrize(("level", "wanted"), [(2, "Lonen (vervolg)"), (1, "Lasten (vervolg)"), (0, "")])
def test_an_inner_sum_ends_the_groups_at_its_depth(tmp_path: Path, level: int, wanted: str) -> None:
    rows = "  - {id: g, role: heading, label: Lasten}\n  - {id: h, role: heading, label: Lonen, level: 1}\n"
    rows += "  - {id: a, role: line, label: Loon, level: 2, values: [1, 1]}\n"
    rows += f"  - {{id: s, role: subtotal, label: Som, level: {level}, formula: a}}\n"
    rows += "".join(f"  - {{id: b{n}, role: line, label: P{n}, level: 2, values: [1, 1]}}\n" for n in range(50))
    layout = statement(tmp_path, rows).layout()
    found = [text for text, _, _, _ in texts(layout.pages[1]) if text.endswith("(vervolg)")]
    assert found == [wanted] * bool(wanted)


def test_a_group_that_goes_on_repeats_all_words_of_its_heading(tmp_path: Path) -> None:
    label = "Programma wonen en leven in de provincie, met alle dorpen en steden " * 3
    rows = f"  - {{id: g, role: heading, label: '{label.strip()}'}}\n" + long(60)
    layout = statement(tmp_path, rows).layout()
    assert not layout.problems
    found = texts(layout.pages[1])
    first = next(index for index, (text, _, _, _) in enumerate(found) if text.startswith("Programma"))
    last = next(index for index, (text, _, _, _) in enumerate(found) if text.endswith("(vervolg)"))
    assert " ".join(text for text, _, _, _ in found[first : last + 1]) == f"{label.strip()} (vervolg)"
    assert last > first
    assert not list(overlaps(layout.pages[1]))
