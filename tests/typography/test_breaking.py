"""The chosen breaks are the best there are, and the places offered are those a typographer allows."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.model.breaking import Breaking
from report.typography.breaking import Break, Row, choose_breaks, ease, ladder, worst_line
from report.typography.faces import Face
from report.typography.opportunities import closes, opens, opportunities
from report.typography.text import Styled, Typesetter


def make_row(widths: list[float], hyphens: list[bool], indent: float = 0.0) -> Row:
    """Words of these widths with spaces of 3 between them; a place may end in a hyphen of 2 instead."""
    ends, starts, penalties, breaks = [0.0], [-indent], [0.0], [Break(0, 0, 0)]
    ended, started = [0.0], [0.0]  # word spaces up to there
    x = gaps = 0.0
    for k, (width, hyphen) in enumerate(zip(widths[:-1], hyphens, strict=False)):
        x += width
        ends.append(x + 2.0 * hyphen)
        ended.append(gaps)
        penalties.append(100.0 * hyphen)
        breaks.append(Break(k, 1, k, True) if hyphen else Break(k, 0, k + 1))
        if not hyphen:
            x, gaps = x + 3.0, gaps + 3.0
        starts.append(x)
        started.append(gaps)
    x += widths[-1]
    breaks.append(Break(len(widths), 0, len(widths)))
    names = ["raad", "stad", "straat"]
    words = [names[k % 3] for k in range(len(widths))]
    return Row([*ends, x], [*starts, x], [*penalties, 0.0], breaks, ([*ended, gaps], [*started, gaps]), words)


def stacked(row: Row, start: int, stop: int) -> bool:
    return row.tails[start] is row.tails[stop] or row.heads[start] is row.heads[stop]


def demerits(row: Row, chosen: list[int], measure: float, how: Breaking) -> float:
    """What a choice costs in ragged setting, written out from the definition; inf when a line is too wide."""
    total = 0.0
    last = len(row.ends) - 1
    for start, stop in pairwise(chosen):
        slack = measure - (row.ends[stop] - row.starts[start])
        if slack < -1e-6:
            return inf
        if stop == last:
            total += how.final_hyphen_demerits if row.hyphens[start] else 0.0
            total += how.last_line_demerits if start and measure - slack < how.last_line_minimum * measure else 0.0
            continue
        badness = 100.0 * (slack / (how.rag * measure)) ** 3
        total += (how.line_penalty + badness) ** 2 + row.penalties[stop]
        if row.hyphens[start] and row.hyphens[stop]:
            total += how.consecutive_hyphen_demerits
        total += how.stack_demerits if stacked(row, start, stop) else 0.0
    return total


def justified_demerits(row: Row, chosen: list[int], measure: float, how: Breaking) -> float:
    """What a choice costs in justified setting: as in ragged, by the stretch of spaces, and with fitness classes."""
    total, before = 0.0, 1
    last = len(row.ends) - 1
    for start, stop in pairwise(chosen):
        slack = measure - (row.ends[stop] - row.starts[start])
        gaps = row.spaces_ended[stop] - row.spaces_started[start]
        ratio = 0.0 if stop == last and slack > 0 else slack / (gaps * (0.5 if slack > 0 else 0.33) or 1e-9)
        if ratio < -1.0 - 1e-6:
            return inf
        ratio = min(1.0 + (ratio - 1.0) * 0.4 if ratio > 1.0 else ratio, 100.0)
        fitness = 0 if ratio < -0.5 else 1 if ratio <= 0.5 else 2 if ratio <= 1.0 else 3
        total += (how.line_penalty + 100.0 * abs(ratio) ** 3) ** 2 + row.penalties[stop]
        total += how.adjacent_demerits if abs(fitness - before) > 1 else 0.0
        if row.hyphens[start]:
            hyphened = how.consecutive_hyphen_demerits if row.hyphens[stop] else 0.0
            total += how.final_hyphen_demerits if stop == last else hyphened
        if start:
            short = stop == last and measure - slack < how.last_line_minimum * measure
            total += how.last_line_demerits if short else 0.0
        total += how.stack_demerits if stacked(row, start, stop) else 0.0
        before = fitness
    return total


@settings(deadline=None, max_examples=150)
@given(
    widths=st.lists(st.floats(2, 40), min_size=2, max_size=10),
    hyphens=st.lists(st.booleans(), min_size=10, max_size=10),
    measure=st.floats(45, 90),
    indent=st.sampled_from([0.0, 4.0]),
)
def test_no_other_choice_is_better(widths: list[float], hyphens: list[bool], measure: float, indent: float) -> None:
    row, how = make_row(widths, hyphens, indent), Breaking()
    chosen = choose_breaks(row, measure, how, accept_any=True)
    assert chosen is not None
    last = len(row.ends) - 1
    others = ([0, *inner, last] for n in range(last) for inner in combinations(range(1, last), n))
    best = min(demerits(row, other, measure, how) for other in others)
    assert demerits(row, chosen, measure, how) == pytest.approx(best, rel=1e-9)


@settings(deadline=None, max_examples=150)
@given(
    widths=st.lists(st.floats(2, 25), min_size=2, max_size=10),
    hyphens=st.lists(st.booleans(), min_size=10, max_size=10),
    measure=st.floats(45, 90),
)
def test_no_other_choice_of_justified_lines_is_better(widths: list[float], hyphens: list[bool], measure: float) -> None:
    row, how = make_row(widths, hyphens), Breaking(ragged=False)
    last = len(row.ends) - 1
    others = ([0, *inner, last] for n in range(last) for inner in combinations(range(1, last), n))
    best = min(justified_demerits(row, other, measure, how) for other in others)
    if best < inf:
        chosen = choose_breaks(row, measure, how, accept_any=True)
        assert chosen is not None
        assert justified_demerits(row, chosen, measure, how) <= best * (1 + 1e-6)


@settings(deadline=None, max_examples=150)
@given(
    widths=st.lists(st.floats(2, 30), min_size=5, max_size=11),
    hyphens=st.lists(st.integers(0, 3).map(bool), min_size=10, max_size=10),
    measure=st.floats(30, 60),
    limit=st.integers(1, 2),
    ragged=st.booleans(),
)
def test_no_other_choice_with_so_few_hyphens_below_each_other_is_better(
    widths: list[float], hyphens: list[bool], measure: float, limit: int, ragged: bool
) -> None:
    row, how = make_row(widths, hyphens), Breaking(hyphen_limit=limit, ragged=ragged)
    price = demerits if ragged else justified_demerits
    last = len(row.ends) - 1
    others = ([0, *inner, last] for n in range(last) for inner in combinations(range(1, last), n))
    allowed = [other for other in others if ladder(row, other) <= limit]
    best = min(price(row, other, measure, how) for other in allowed)
    chosen = ease(row, measure, how, inf)
    if best < inf:
        assert chosen is not None
        assert price(row, chosen, measure, how) <= best * (1 + 1e-6)
    if chosen is not None:
        assert ladder(row, chosen) <= limit
        # A piece that with its hyphen is wider than the measure fits nowhere: the caller cuts it, and tells.
        unfit = any(row.ends[place + 1] - row.starts[place] > measure for place in range(last))
        assert best < inf or unfit or worst_line(row, chosen, measure, how) > 0 or len(chosen) == last + 1


@pytest.mark.parametrize("ragged", [True, False])
def test_at_most_two_hyphens_stand_below_each_other(ragged: bool, typesetter: Typesetter, serif: Face) -> None:
    """Long words make ladders; spaces of justified lines cannot always give enough to take them away."""
    text = (
        "De samenwerkingsverbanden van gemeenten, woningcorporaties en zorgorganisaties vergeleken beleidsmaatregelen, "
        "gezondheidsbevordering, armoedebestrijding en schuldhulpverlening met voorgaande onderzoeksresultaten uit "
        "Noordoost-Groningen, waar burgerinitiatieven dorpsvoorzieningen overgenomen hebben van gemeentebesturen."
    )

    def longest(measure: float, limit: int) -> int:
        how = Breaking(ragged=ragged, hyphen_limit=limit)
        lines = typesetter.paragraph([Styled(text, (serif,), 9.6, hyphenate=True)], measure, how)
        ends = "".join("-" if line.runs[-1].text.endswith("\u00ad") else " " for line in lines)
        return max(map(len, ends.split(" ")))

    found = [(longest(float(measure), 0), longest(float(measure), 2)) for measure in range(152, 320, 4)]
    assert sum(free > 2 for free, _ in found) > 10
    assert all(limited <= (2 if ragged else free) for free, limited in found)
    assert sum(free > 2 >= limited for free, limited in found) > (10 if ragged else 1)


def test_a_line_outside_tolerance_is_refused_unless_anything_goes() -> None:
    row = make_row([30.0, 60.0, 60.0], [False, False])
    assert choose_breaks(row, 70.0, Breaking()) is None
    assert choose_breaks(row, 70.0, Breaking(), accept_any=True) == [0, 1, 2, 3]
    assert choose_breaks(row, 70.0, Breaking(ragged=False)) is None
    assert choose_breaks(row, 70.0, Breaking(ragged=False), accept_any=True) == [0, 1, 2, 3]


def test_a_piece_wider_than_the_measure_stands_alone() -> None:
    row = make_row([20.0, 20.0, 150.0, 20.0], [False] * 3)
    for ragged in (True, False):
        assert choose_breaks(row, 50.0, Breaking(ragged=ragged), accept_any=True) == [0, 2, 3, 4]


def test_two_hyphens_in_a_row_are_avoided() -> None:
    row = make_row([30.0, 17.0, 10.0, 33.0, 3.0, 30.0], [False, True, False, False, True])
    careless = choose_breaks(row, 55.0, Breaking(consecutive_hyphen_demerits=0.0, final_hyphen_demerits=0.0))
    assert careless is not None
    assert [row.hyphens[place] for place in careless] == [False, True, True, False]
    careful = choose_breaks(row, 55.0, Breaking(consecutive_hyphen_demerits=1e9), accept_any=True)
    assert careful is not None
    assert sum(row.hyphens[place] for place in careful) < 2


def test_a_very_short_last_line_is_avoided(typesetter: Typesetter, serif: Face) -> None:
    text = [Styled("De zes leden van de raad kozen daarna voor een ander en beter plan, zo is nu", (serif,), 10.0)]
    short = 0
    for measure in range(100, 200, 7):
        lines = typesetter.paragraph(text, float(measure), Breaking(last_line_demerits=1e12))
        careless = typesetter.paragraph(text, float(measure), Breaking(last_line_demerits=0.0))
        assert lines[-1].width >= min(careless[-1].width, 0.15 * measure)
        short += careless[-1].width < 0.15 * measure <= lines[-1].width
    assert short


def test_words_are_divided_only_when_the_rag_would_be_too_deep(typesetter: Typesetter, serif: Face) -> None:
    easy = "een twee drie vier vijf zes zeven acht negen tien elf twaalf provincie Groningen"
    lines = typesetter.paragraph([Styled(easy, (serif,), 10.0, hyphenate=True)], 120.0)
    assert "\u00ad" not in "".join(run.text for line in lines for run in line.runs)
    hard = "het samenwerkingsverband bestuursverantwoordelijkheid gemeenteraadsverkiezingen"
    lines = typesetter.paragraph([Styled(hard, (serif,), 10.0, hyphenate=True)], 120.0)
    assert "\u00ad" in "".join(run.text for line in lines for run in line.runs)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("sociaal-economisch", "sociaal-|economisch"),
        ("zzp-er", "zzp-|er"),
        ("e-mail", "e-mail"),
        ("COVID-19", "COVID-19"),
        ("-1", "-1"),
        ("–10", "–10"),
        ("16-jarige", "16-|jarige"),
        ("2019–2021", "2019–|2021"),
        ("nee—ja", "nee—|ja"),
        ("nee—”", "nee—”"),
        ("en/of", "en/|of"),
        ("1/2", "1/2"),
        ("662-", "662-"),
        ("km/uur,", "km/|uur,"),
        ("www.cmostamm.nl/pdf-bestand", "www.cmostamm.|nl/|pdf-|bestand"),
        ("https://trendbureau.nl/a", "https://|trendbureau.|nl/a"),
        ("(https://site.nl/cd", "(https://|site.|nl/|cd"),
        ("en/of.pdf/dan", "en/|of.pdf/|dan"),
        ("info@cmostamm.nl", "info@|cmostamm.|nl"),
        ("122.324", "122.324"),
        ("wacht…even", "wacht…|even"),
        ("…even", "…even"),
        ("nee...", "nee..."),
        ("77,5%", "77,5%"),
        ("€122,-", "€122,-"),
        ("12:30", "12:30"),
        ("’s-Gravenhage", "’s-Gravenhage"),
        ("’s-Hertogenbosch-Oost", "’s-Hertogenbosch-|Oost"),
        ("日本語です。", "日|本|語|で|す。"),
        ("「東京」へ", "「東|京」|へ"),
        ("ラーメン", "ラー|メ|ン"),
        ("ちょっと", "ちょっ|と"),
        ("한국어", "한|국|어"),
        ("東京2021年", "東|京|2021|年"),
        ("😀😀", "😀|😀"),
        ("👩‍🚀👍🏽", "👩‍🚀|👍🏽"),
        ("🇳🇱🇧🇪", "🇳🇱|🇧🇪"),
        ("een\u200btwee", "een\u200b|twee"),
        ("€\u00a0122.324,-", "€\u00a0122.324,-"),
    ],
)
def test_places_inside_words(word: str, parts: str) -> None:
    offsets = (0, *opportunities(word), len(word))
    assert "|".join(word[a:b] for a, b in pairwise(offsets)) == parts


@pytest.mark.parametrize(("word", "expected"), [(")", True), ("%", True), ("’s", False), ("…en", False), ("”,", True)])
def test_what_may_not_begin_a_line(word: str, expected: bool) -> None:
    assert closes(word) is expected


@pytest.mark.parametrize(("word", "expected"), [("(", True), ("„", True), ("(a", False), ("‘s", False), ("「", True)])
def test_what_may_not_end_a_line(word: str, expected: bool) -> None:
    assert opens(word) is expected
