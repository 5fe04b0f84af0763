"""Justified lines: filled within the brand's limits, whatever helps; and punctuation that hangs out."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from report.model.breaking import Breaking
from report.model.placed import Run, TextLine
from report.typography.faces import Face
from report.typography.text import Styled, Typesetter

JUSTIFIED = Breaking(ragged=False)
TEXT = (
    "De samenwerking met gemeenten, woningcorporaties en zorgorganisaties maakte het mogelijk om snel te zijn. Wie "
    "ruim zesduizend inwoners vraagt hoe het gaat, krijgt antwoord: “Het gaat, maar niet vanzelf.” Dat geldt ook hier."
)
SHARED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def advance(run: Run, face: Face) -> float:
    """Width that a viewer gives the run, from its operators alone, in pt."""
    codes = [int(code, 16) for hexes in re.findall("<([0-9A-F]+)>", run.glyphs) for code in re.findall("....", hexes)]
    shifts = sum(float(shift) for shift in re.findall(r"-?\d+(?:\.\d+)?", re.sub("<[^>]*>", " ", run.glyphs)))
    own = sum(face.advance(face.glyph(code)) for code in codes) / face.units_per_em
    return (own - shifts / 1000.0) * run.size * run.scale


def spaces(line: TextLine) -> list[float]:
    """What is added to each word space of a line, in em."""
    return [
        -float(shift) / 1000.0 for run in line.runs for shift in re.findall(r"<[0-9A-F]*0001>(-?[\d.]+)", run.glyphs)
    ]


@SHARED
@given(
    measure=st.floats(60, 400),
    letterspacing=st.sampled_from([0.0, 0.02]),
    scaling=st.sampled_from([0.0, 0.03]),
    limit=st.sampled_from([0.5, 2.0, 20.0]),
)
def test_lines_are_full_or_their_word_spaces_at_the_limit(
    measure: float, letterspacing: float, scaling: float, limit: float, typesetter: Typesetter, serif: Face
) -> None:
    how = replace(JUSTIFIED, letterspacing=letterspacing, glyph_scaling=scaling, space_limit=limit)
    *full, last = typesetter.paragraph([Styled(TEXT, (serif,), 10.0, hyphenate=True)], measure, how)
    space = serif.shape(" ", ("kern", "liga"), "nl").width / serif.units_per_em * 10.0
    for line in full:
        drawn = sum(advance(run, serif) for run in line.runs) - (space if line.runs[-1].text.endswith(" ") else 0.0)
        assert line.width <= measure + 0.01
        assert abs(drawn - line.width) < 0.15 + abs(1 - line.runs[0].scale) * space + letterspacing * 10.0
        words = "".join(run.text for run in line.runs).split()
        if line.width < measure - 0.01 and len(words) > 1:
            natural = typesetter.width([Styled(" ".join(words), (serif,), 10.0)])
            assert line.width >= natural + limit * space * (len(words) - 1) - 8.0
        for run in line.runs:
            assert 1 - scaling - 1e-9 <= run.scale <= 1 + scaling + 1e-9
    assert last.width <= measure + 0.01
    assert all(run.scale <= 1.0 for run in last.runs)


def test_letters_help_only_where_word_spaces_have_loosenessall_they_should(typesetter: Typesetter, serif: Face) -> None:
    text = [Styled(TEXT, (serif,), 10.0, hyphenate=True)]
    helped = replace(JUSTIFIED, letterspacing=0.02, glyph_scaling=0.02)
    wide = typesetter.paragraph(text, 380.0, helped)
    assert all(run.scale == 1.0 for line in wide for run in line.runs)
    narrow = typesetter.paragraph(text, 75.0, helped)
    assert any(run.scale != 1.0 for line in narrow for run in line.runs)
    assert all(run.scale == 1.0 for line in typesetter.paragraph(text, 75.0, JUSTIFIED) for run in line.runs)


def test_scale_is_the_same_all_over_a_line(typesetter: Typesetter, serif: Face, italic: Face) -> None:
    half = TEXT.index("woningcorporaties")
    text = [Styled(TEXT[:half], (serif,), 10.0), Styled(TEXT[half:], (italic,), 10.0)]
    for line in typesetter.paragraph(text, 90.0, replace(JUSTIFIED, glyph_scaling=0.03)):
        assert len({run.scale for run in line.runs}) == 1


def test_tight_lines_do_not_follow_loose_ones(typesetter: Typesetter, serif: Face) -> None:
    def changes(how: Breaking) -> int:
        count = 0
        for measure in range(110, 300, 10):
            lines = typesetter.paragraph([Styled(TEXT, (serif,), 10.0, hyphenate=True)], float(measure), how)
            looseness = []
            for line in lines[:-1]:
                words = "".join(run.text for run in line.runs).replace("\u00ad", "\u2010").strip()
                slack = measure - typesetter.width([Styled(words, (serif,), 10.0)])
                ratio = slack / (words.count(" ") or 1) / 2.3
                looseness.append(0 if ratio < -0.165 else 1 if ratio < 0.25 else 2 if ratio < 0.5 else 3)
            count += sum(abs(a - b) > 1 for a, b in pairwise(looseness))
        return count

    assert changes(replace(JUSTIFIED, adjacent_demerits=1e7)) < changes(replace(JUSTIFIED, adjacent_demerits=0.0))


HANGING = ((".", 0.15), (",", 0.15), ("-", 0.18), ("“", 0.22), ("”", 0.22))


@pytest.mark.parametrize("ragged", [True, False])
@pytest.mark.parametrize("measure", range(90, 260, 17))
def test_punctuation_hangs_out_on_either_side(ragged: bool, measure: int, typesetter: Typesetter, serif: Face) -> None:
    how = replace(JUSTIFIED, ragged=ragged, hanging=HANGING, space_limit=20.0)
    amounts = dict(HANGING)
    *full, last = typesetter.paragraph([Styled("“Nee,” " + TEXT, (serif,), 10.0, hyphenate=True)], float(measure), how)
    assert full[0].runs[0].x == pytest.approx(-2.2)
    for line in (*full, last):
        text = "".join(run.text for run in line.runs).replace("\u00ad", "-").strip()
        left, right = amounts.get(text[0], 0.0) * 10.0, amounts.get(text[-1], 0.0) * 10.0
        assert line.runs[0].x == pytest.approx(-left)
        ink = max(run.x + run.width for run in line.runs)
        assert ink == pytest.approx(line.width + right)
        assert line.width <= measure + 0.01
        if not ragged and line is not last and " " in text:
            assert line.width == pytest.approx(measure)


def test_nothing_hangs_unless_asked(typesetter: Typesetter, serif: Face) -> None:
    lines = typesetter.paragraph([Styled("“Nee,” zei zij.", (serif,), 10.0)], 30.0)
    assert {line.runs[0].x for line in lines} == {0.0}
