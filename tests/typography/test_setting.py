"""Any text at any width: nothing lost, nothing too wide, nothing on top of another, and it extracts as written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report.model.brand import FontFile
from report.model.placed import Run, TextLine
from report.typography import text as text_
from report.typography.faces import IGNORABLE, Face
from report.typography.library import FontLibrary
from report.typography.opportunities import closes, opens, opportunities
from report.typography.text import Breaking, Styled, Typesetter, overfull

SOFT = "\u00ad"
LETTERS = st.sampled_from("([…abcdefijklnorstuvwzABTVëéïfi  --–—/.,)(1’\u00ad\u00a0\u202f\u2007\u2009\u2028\u200b%€")
TEXTS = st.text(LETTERS, max_size=120)
DUTCH = ("samenwerkingsverband", "provincie", "de", "CORONA", "en", "2021", "gezondheid")
SHARED = settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(lines: tuple[TextLine, ...]) -> str:
    """The words of lines as they extract, one space between them."""
    return plain("".join(run.text for line in lines for run in line.runs))


def plain(text: str) -> str:
    return " ".join(text.replace(SOFT, "").replace("\u200b", "").split())


def shown(lines: tuple[TextLine, ...]) -> list[str]:
    return ["".join(run.text for run in line.runs).replace(SOFT, "-").rstrip(" ") for line in lines]


def cut(text: str, places: list[int], faces: tuple[Face, ...], hyphenate: bool) -> list[Styled]:
    """The text as stretches of alternating faces and inks."""
    bounds = sorted({0, *(place % (len(text) + 1) for place in places), len(text)})
    return [
        Styled(text[a:b], (faces[k % len(faces)],), 10.0, ink=f"ink{k % 2}", leaf=k, hyphenate=hyphenate)
        for k, (a, b) in enumerate(pairwise(bounds))
    ]


def breakable(line: str, text: str) -> bool:
    """Whether a line end is allowed somewhere inside a line, which may hold parts of the text's words."""
    words = re.split("[ \u2009]", line.strip(" \u2009"))
    if any(not opens(before) and not closes(after) for before, after in pairwise(words)):
        return True
    whole = re.split("[ \u2009\u2028]", text.replace(SOFT, ""))
    for part in words:
        homes = [word for word in whole if part in word]
        if not homes:  # a hyphen was put in
            part = part.removesuffix("-")
            homes = [word for word in whole if part in word]
        if part and all(_inside(part, word) for word in homes):
            return True
    return False


def _inside(part: str, word: str) -> bool:
    start = word.index(part)
    return any(start < offset < start + len(part) for offset in opportunities(word))


@SHARED
@given(text=TEXTS, places=st.lists(st.integers(0, 200), max_size=3), measure=st.floats(10, 260), ragged=st.booleans())
def test_any_text_is_set_whole_and_within_its_measure(
    text: str, places: list[int], measure: float, ragged: bool, typesetter: Typesetter, serif: Face, italic: Face
) -> None:
    stretches = cut(text, places, (serif, italic), hyphenate=False)
    lines = typesetter.paragraph(stretches, measure, Breaking(ragged=ragged))
    assert read(lines) == plain(text)
    for line, words in zip(lines, shown(lines), strict=True):
        assert line.width <= measure + 0.02 or len(stretches) > 1 or not breakable(words, text)
        right = 0.0
        for run in line.runs:
            assert run.x == pytest.approx(right)
            right = run.x + run.width
        assert line.width == pytest.approx(right)


@SHARED
@given(text=TEXTS, tracking=st.sampled_from([0.0, -0.022, 0.05]))
def test_glyphs_add_up_to_the_width_and_read_as_the_text(
    text: str, tracking: float, typesetter: Typesetter, serif: Face
) -> None:
    line = typesetter.line([Styled(text, (serif,), 10.0, tracking=tracking)])
    texts = typesetter.glyphs_used().get(serif.key, {})
    assert not typesetter.problems
    for run in line.runs:
        gids, shifts = operands(run)
        advance = sum(serif.advance(serif.glyph(gid)) for gid in gids) - sum(shifts) * serif.units_per_em / 1000
        assert advance * run.size / serif.units_per_em == pytest.approx(run.width, abs=0.002)
        if run.actual is None:
            assert normal("".join(texts[gid] for gid in gids)) == normal(run.text)
    assert visible("".join(run.text for run in line.runs)) == visible(text)


def visible(text: str) -> str:
    return text.replace("\u2028", " ").replace(SOFT, "").replace("\u200b", "")


def operands(run: Run) -> tuple[list[int], list[float]]:
    """The codes and the shifts of a TJ operand, checked to be well formed."""
    assert re.fullmatch(r"\[(?:<(?:[0-9A-F]{4})+>|-?\d+(?:\.\d{1,2})? ?| )*\]", run.glyphs)
    gids = [int(code, 16) for hexes in re.findall("<([0-9A-F]+)>", run.glyphs) for code in re.findall("....", hexes)]
    return gids, [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", re.sub("<[^>]*>", " ", run.glyphs))]


def normal(text: str) -> str:
    drawn = "".join(" " if c.isspace() else c for c in text if c not in IGNORABLE)
    return unicodedata.normalize("NFC", drawn)


@SHARED
@given(
    words=st.lists(st.sampled_from(DUTCH), min_size=1),
    measure=st.floats(45, 120),
)
def test_hyphenated_text_reads_as_the_words(
    words: list[str], measure: float, typesetter: Typesetter, serif: Face
) -> None:
    lines = typesetter.paragraph([Styled(" ".join(words), (serif,), 10.0, hyphenate=True)], measure)
    assert read(lines) == " ".join(words)
    assert all(line.width <= measure + 0.02 or " " not in shown((line,))[0] for line in lines)


def test_an_inserted_hyphen_reads_as_a_soft_one(typesetter: Typesetter, serif: Face) -> None:
    (first, *_) = typesetter.paragraph([Styled("samenwerkingsverbanden", (serif,), 10.0, hyphenate=True)], 60.0)
    (run,) = first.runs
    codes, _ = operands(run)
    assert run.text.endswith(SOFT)
    assert typesetter.glyphs_used()[serif.key][codes[-1]] == SOFT
    assert serif.glyph(codes[-1]) in {serif.shape(sign, run_features(), "nl").glyphs[0][0] for sign in "-\u2010"}
    assert first.width <= 60.0


def test_a_hyphen_of_a_postscript_font_says_what_it_is(tmp_path: Path, small_font: Callable[..., Path]) -> None:
    small_font("x.otf", " aenrstovigwk-")
    library = FontLibrary(tmp_path, {"Own": FontFile("Own", ("x.otf",))})
    face = library.face("Own")
    (first, *_) = Typesetter(library, "nl").paragraph([Styled("inwoners", (face,), 10.0, hyphenate=True)], 30.0)
    letters, hyphen = first.runs
    assert (letters.text, hyphen.text, hyphen.actual) == ("inwo", SOFT, SOFT)
    assert hyphen.glyphs == f"[<{face.hb_font.get_nominal_glyph(ord('-')):04X}>]"
    assert hyphen.x == pytest.approx(letters.x + letters.width)


def run_features() -> tuple[str, ...]:
    return Styled("", (), 10.0).features


def test_hyphenation_is_only_for_stretches_that_ask(typesetter: Typesetter, serif: Face) -> None:
    lines = typesetter.paragraph([Styled("samenwerkingsverbanden", (serif,), 10.0)], 60.0)
    assert shown(lines) == ["samenwerkingsverbanden"]
    assert overfull(lines, 60.0) == lines


def test_soft_hyphens_work_without_automatic_hyphenation_and_replace_it(typesetter: Typesetter, serif: Face) -> None:
    for hyphenate in (False, True):
        text = f"samenwerkings{SOFT}verbanden"
        lines = typesetter.paragraph([Styled(text, (serif,), 10.0, hyphenate=hyphenate)], 75.0)
        assert shown(lines) == ["samenwerkings-", "verbanden"]


def test_a_space_stays_at_the_end_of_the_line_without_width(typesetter: Typesetter, serif: Face) -> None:
    one, two = typesetter.paragraph([Styled("provincie Groningen", (serif,), 10.0)], 60.0)
    assert one.runs[-1].text == "provincie "
    assert one.width == pytest.approx(typesetter.width([Styled("provincie", (serif,), 10.0)]))
    assert two.runs[-1].text == "Groningen"


def test_forced_line_ends_and_lines_between_them(typesetter: Typesetter, serif: Face) -> None:
    lines = typesetter.paragraph([Styled("een\u2028twee drie \u2028\u2028vier", (serif,), 10.0)], 300.0)
    assert shown(lines) == ["een", "twee drie", "", "vier"]
    assert lines[0].runs[0].text == "een "


def test_no_break_spaces_join_and_keep_their_widths(typesetter: Typesetter, serif: Face) -> None:
    lines = typesetter.paragraph([Styled("wel €\u00a0122.324 of 12\u202f%\u2009af", (serif,), 10.0)], 20.0)
    assert shown(lines) == ["wel", "€\u00a0122.324", "of", "12\u202f%\u2009", "af"]
    widths = {
        space: typesetter.width([Styled(f"1{space}1", (serif,), 10.0)]) - typesetter.width([Styled("11", (serif,), 10)])
        for space in " \u00a0\u202f\u2007"
    }
    assert widths["\u00a0"] == pytest.approx(widths[" "])
    assert widths["\u202f"] < widths[" "] < widths["\u2007"]


def test_spaces_are_kept_in_a_single_line_and_merged_in_a_paragraph(typesetter: Typesetter, serif: Face) -> None:
    stretches = [Styled("  a \n b ", (serif,), 10.0)]
    assert typesetter.line(stretches).runs[0].text == "  a   b "
    assert typesetter.line(stretches).width == pytest.approx(typesetter.width(stretches))
    assert typesetter.paragraph(stretches, 100.0)[0].runs[0].text == "a b"


def test_runs_join_when_they_look_alike_and_part_when_not(typesetter: Typesetter, serif: Face, italic: Face) -> None:
    alike = [Styled("een ", (serif,), 10.0, leaf=1), Styled("twee", (serif,), 10.0, leaf=1)]
    assert [run.text for run in typesetter.line(alike).runs] == ["een twee"]
    other = [Styled("een ", (serif,), 10.0, leaf=1), Styled("twee ", (italic,), 10.0, leaf=1)]
    other += [Styled("drie", (italic,), 10.0, leaf=2, underline=True, rise=3.0)]
    runs = typesetter.line(other).runs
    assert [(run.text, run.leaf, run.underline, run.rise) for run in runs] == [
        ("een ", 1, False, 0.0),
        ("twee ", 1, False, 0.0),
        ("drie", 2, True, 3.0),
    ]


def test_a_word_in_two_styles_is_not_divided_by_patterns(typesetter: Typesetter, serif: Face, italic: Face) -> None:
    halves = [Styled("samenwerkings", (serif,), 10.0, hyphenate=True), Styled("verband", (italic,), 10, hyphenate=True)]
    assert shown(typesetter.paragraph(halves, 60.0)) == ["samenwerkingsverband"]
    comma = [Styled("samenwerkingsverband", (serif,), 10.0, hyphenate=True), Styled(",", (italic,), 10.0)]
    assert len(typesetter.paragraph(comma, 60.0)) > 1


def test_a_line_may_end_between_stretches_after_a_hyphen(typesetter: Typesetter, serif: Face, italic: Face) -> None:
    halves = [Styled("sociaal-", (serif,), 10.0), Styled("economisch", (italic,), 10.0)]
    assert shown(typesetter.paragraph(halves, 60.0)) == ["sociaal-", "economisch"]


def test_the_first_line_is_shorter_by_its_indent(typesetter: Typesetter, serif: Face) -> None:
    text = [Styled("een twee drie vier vijf zes zeven acht negen tien", (serif,), 10.0)]
    natural = typesetter.paragraph(text, 80.0)
    indented = typesetter.paragraph(text, 80.0, Breaking(first_indent=25.0))
    assert natural[0].width > 55.0 >= indented[0].width
    assert indented[0].runs[0].x == 0.0


def test_justified_lines_fill_the_measure_but_for_the_last(typesetter: Typesetter, serif: Face) -> None:
    text = "De samenwerking met gemeenten, woningcorporaties en zorgorganisaties maakte het mogelijk om snel te zijn."
    *full, last = typesetter.paragraph([Styled(text, (serif,), 10.0, hyphenate=True)], 160.0, Breaking(ragged=False))
    assert [round(line.width, 3) for line in full] == [160.0] * len(full)
    assert last.width < 160.0
    codes, shifts = operands(full[0].runs[0])
    drawn = codes[:-1] if full[0].runs[0].text.endswith(" ") else codes
    advance = sum(serif.advance(serif.glyph(code)) for code in drawn) - sum(shifts)
    assert advance * 10 / 1000 == pytest.approx(160.0, abs=0.05)


def test_closing_punctuation_never_begins_a_line(typesetter: Typesetter, serif: Face) -> None:
    lines = typesetter.paragraph([Styled("woord !  ’s morgens ) woord", (serif,), 10.0)], 12.0)
    assert shown(lines) == ["woord !", "’s", "morgens )", "woord"]


def test_right_to_left_text_is_a_problem(typesetter: Typesetter, serif: Face) -> None:
    typesetter.line([Styled("een שלום woord", (serif,), 10.0)])
    assert [problem.code for problem in typesetter.problems] == ["right-to-left"]


def test_setting_is_the_same_whatever_was_set_before(library: FontLibrary, serif: Face) -> None:
    text = [Styled("efficiënt 12\u2010jarig  x̂ fijn", (serif,), 9.6)]
    fresh, used = Typesetter(library, "nl"), Typesetter(library, "nl")
    used.paragraph([Styled("heel iets anders, met \ufb01 en - en ‐", (serif,), 9.6)], 40.0)
    assert fresh.line(text) == used.line(text)
    assert list(fresh.glyphs_used()[serif.key]) == sorted(fresh.glyphs_used()[serif.key])


@pytest.mark.parametrize("measure", [0.0, -5.0, 1e-9, 1e9])
@pytest.mark.parametrize("ragged", [True, False])
def test_absurd_measures_still_set_everything(
    measure: float, ragged: bool, typesetter: Typesetter, serif: Face
) -> None:
    for text in ("een twee-drie vier", "", "   ", "\u2028", SOFT, "-"):
        stretches = [Styled(text, (serif,), 10.0, hyphenate=True)]
        lines = typesetter.paragraph(stretches, measure, Breaking(ragged=ragged, first_indent=5.0))
        assert read(lines) == plain(text)


def test_control_characters_are_named(typesetter: Typesetter, serif: Face) -> None:
    typesetter.line([Styled("a\x07b", (serif,), 10.0)])
    assert ["U+0007" in problem.message for problem in typesetter.problems] == [True]


def test_a_font_without_hyphen_divides_nothing(tmp_path: Path, small_font: Callable[..., Path]) -> None:
    small_font("x.otf", " aenrstovigwk")
    library = FontLibrary(tmp_path, {"Own": FontFile("Own", ("x.otf",))})
    typesetter = Typesetter(library, "nl")
    lines = typesetter.paragraph([Styled("inwoners inwoners", (library.face("Own"),), 10.0, hyphenate=True)], 30.0)
    assert shown(lines) == ["inwoners", "inwoners"]
    assert typesetter.problems == []


def test_very_long_words_take_time_in_proportion(typesetter: Typesetter, serif: Face) -> None:
    for text in ("ab-" * 20_000, "https://" + "a/b." * 10_000, "abcde" * 5_000, ".a@" * 10_000):
        began = process_time()
        typesetter.paragraph([Styled(text, (serif,), 10.0, hyphenate=True)], 200.0)
        assert process_time() - began < 3.0


def test_ideographs_break_by_the_rules_of_japanese(tmp_path: Path, small_font: Callable[..., Path]) -> None:
    small_font("cjk.otf", " 日本語「東京」。、ー")
    library = FontLibrary(tmp_path, {"Kanji": FontFile("Kanji", ("cjk.otf",))})
    faces = (library.face("Source Serif 4"), library.face("Kanji"))
    typesetter = Typesetter(library, "ja")
    text = "日本語。日本語、「東京」日本ー日本。"
    for measure in range(12, 60, 3):
        lines = typesetter.paragraph([Styled(text, faces, 10.0, language="ja")], float(measure))
        assert "".join(shown(lines)) == text
        for line in shown(lines):
            assert line[0] not in "。、」ー"
            assert line[-1] != "「"
    assert typesetter.problems == []
    began = process_time()
    typesetter.paragraph([Styled("日本語" * 5_000 + " abc", faces, 10.0, language="ja")], 200.0)
    assert process_time() - began < 2.0


def test_five_hundred_random_documents_lose_no_word(typesetter: Typesetter, serif: Face, italic: Face) -> None:
    chance = Random(1521)
    other = (
        "geïsoleerde coördinatie en/of sociaal-economisch “zo” (ja) https://site.nl/a/b €\u00a012,50 77% – wacht…even"
    )
    pool = [*DUTCH, *other.split(" "), "re\u00adgio", "…", "1/2", "fijn,", "’s", "x\u2028", "efficiënt"]
    for _ in range(500):
        words = [chance.choice(pool) for _ in range(chance.randint(1, 60))]
        text = " ".join(words)
        faces = chance.choice(((serif,), (italic,), (serif, italic)))
        places = [chance.randrange(len(text)) for _ in range(chance.randrange(4))]
        measure = chance.uniform(40, 400)
        how = Breaking(
            ragged=chance.random() < 0.5,
            hanging=((".", 0.15), ("“", 0.2), ("-", 0.15)) if chance.random() < 0.3 else (),
            letterspacing=chance.choice((0.0, 0.02)),
            glyph_scaling=chance.choice((0.0, 0.02)),
        )
        lines = typesetter.paragraph(cut(text, places, faces, hyphenate=chance.random() < 0.7), measure, how)
        assert read(lines) == plain(text)
        wide = {id(line) for line in overfull(lines, measure)}
        for line, line_words in zip(lines, shown(lines), strict=True):
            assert id(line) not in wide or len(places) or not breakable(line_words, text)
            for before, after in pairwise(line.runs):
                assert after.x == pytest.approx(before.x + before.width)


def test_a_prepared_paragraph_gives_the_same_lines_at_every_measure(serif: Face, library: FontLibrary) -> None:
    text = " ".join(DUTCH * 4) + "\u2028" + " ".join(DUTCH)
    stretches = [Styled(text, (serif,), 10.0, hyphenate=True)]
    prepared = Typesetter(library, "nl").prepared(stretches)
    for measure in (200.0, 60.0, 140.0, 200.0):
        assert prepared.lines(measure) == Typesetter(library, "nl").paragraph(stretches, measure)


def test_what_is_forgotten_changes_nothing(serif: Face, library: FontLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    paragraphs = [
        [Styled(f"{word} {word}s geïsoleerd offi\u00adciële", (serif,), 10.0, hyphenate=True)] for word in DUTCH
    ]
    remembering = Typesetter(library, "nl")
    expected = [remembering.paragraph(paragraph, 55.0) for paragraph in paragraphs]
    monkeypatch.setattr(text_, "REMEMBERED", 3)
    forgetful = Typesetter(library, "nl")
    assert [forgetful.paragraph(paragraph, 55.0) for paragraph in paragraphs] == expected
    assert forgetful.glyphs_used() == remembering.glyphs_used()
