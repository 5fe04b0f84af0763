"""OpenType features and axes by role: what they draw, and that text still reads as its letters."""

from __future__ import annotations

import pytest

from report.errors import Location, Severity
from report.model.brand import TypeRole
from report.typography.faces import Face
from report.typography.library import FontLibrary
from report.typography.text import Styled, Typesetter

AT = Location("brand.yaml", 3, 5)


def role(**changes: object) -> TypeRole:
    values: dict[str, object] = {"name": "text", "families": ("Source Serif 4",), "size": 9.6, "leading": 12.0}
    return TypeRole(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("feature", "text"),
    [
        ("smcp", "klein"),
        ("c2sc", "GROOT"),
        ("sups", "12"),
        ("frac", "1/2"),
        ("onum", "2021"),
        ("ss01", "a"),
        ("zero", "0"),
    ],
)
def test_a_feature_changes_the_glyphs_and_not_the_text(feature: str, text: str, library: FontLibrary) -> None:
    face = library.face("Source Serif 4", (("opsz", 12.0), ("wght", 400.0)))
    typesetter = Typesetter(library, "nl")
    plain = typesetter.line([Styled(text, (face,), 10.0, features=("kern",))])
    other = typesetter.line([Styled(text, (face,), 10.0, features=("kern", feature))])
    if feature != "ss01":
        assert plain.runs[0].glyphs != other.runs[0].glyphs
    codes = typesetter.glyphs_used()[face.key]
    for line in (plain, other):
        read = "".join(
            run.actual
            if run.actual is not None
            else "".join(
                codes[int(part[k : k + 4], 16)]
                for part in run.glyphs.strip("[]").replace(">", "<").split("<")[1::2]
                for k in range(0, len(part), 4)
            )
            for run in line.runs
        )
        assert read == text


def test_small_capitals_of_both_cases_read_as_what_was_typed(library: FontLibrary) -> None:
    face = library.face("Source Serif 4", (("opsz", 13.0), ("wght", 400.0)))
    typesetter = Typesetter(library, "nl")
    run = typesetter.line([Styled("Aa", (face,), 10.0, features=("smcp", "c2sc"))]).runs[0]
    codes = typesetter.glyphs_used()[face.key]
    first, second = int(run.glyphs[2:6], 16), int(run.glyphs.replace(">", "<").replace("<", "")[-5:-1], 16)
    assert face.glyph(first) == face.glyph(second)
    assert (codes[first], codes[second]) == ("A", "a")


def test_tabular_figures_are_equally_wide(serif: Face, typesetter: Typesetter) -> None:
    def width(text: str, *features: str) -> float:
        return typesetter.width([Styled(text, (serif,), 10.0, features=features)])

    assert width("1111", "tnum") == pytest.approx(width("0000", "tnum"))
    assert width("1111", "pnum") < width("0000", "pnum")


def test_the_optical_size_follows_the_size_unless_pinned(library: FontLibrary) -> None:
    assert library.stack(role())[0].axes["opsz"] == pytest.approx(9.6)
    assert library.stack(role(size=200.0))[0].axes["opsz"] == 60.0
    assert library.stack(role(axes=(("opsz", 20.0),)))[0].axes["opsz"] == 20.0
    assert "opsz" not in library.stack(role(families=("Source Sans 3",)))[0].axes


def test_what_a_font_lacks_is_told_once_with_its_place(tmp_path_factory: pytest.TempPathFactory) -> None:
    library = FontLibrary(tmp_path_factory.mktemp("own"), {})
    asked = role(axes=(("opzs", 12.0), ("wght", 1200.0)), features=("kern", "smcq", "lnum"), stated=AT)
    problems = library.doubts(asked)
    assert [(p.code, p.at, p.severity) for p in problems] == [
        ("unknown-axis", AT, Severity.WARNING),
        ("axis-range", AT, Severity.WARNING),
        ("unknown-feature", AT, Severity.WARNING),
    ]
    assert "opsz" in problems[0].hint
    assert "smcp" in problems[2].hint
    assert library.doubts(asked) == []
    assert library.doubts(role(name="other", features=("smcq",))) == []


@pytest.mark.parametrize(("space", "em"), [("\u2007", None), ("\u2009", 0.2), ("\u202f", None), ("\u00a0", None)])
def test_special_spaces_keep_their_widths_in_justified_text(
    space: str, em: float | None, typesetter: Typesetter, serif: Face
) -> None:
    natural = typesetter.width([Styled(f"5{space}km", (serif,), 10.0)])
    apart = natural - typesetter.width([Styled("5", (serif,), 10.0)]) - typesetter.width([Styled("km", (serif,), 10.0)])
    assert 0.5 < apart < 6.0
    if em is not None:
        assert apart == pytest.approx(10.0 * em, abs=0.8)


def test_mixed_faces_and_sizes_share_the_baseline(typesetter: Typesetter, serif: Face, sans: Face) -> None:
    runs = typesetter.line([Styled("een ", (serif,), 10.0), Styled("twee", (sans,), 14.0)]).runs
    assert [run.rise for run in runs] == [0.0, 0.0]


def test_quotes_and_apostrophes_stay_as_typed(typesetter: Typesetter, serif: Face) -> None:
    text = '\'s "zo" ’s “zo” ‘zo’ „zo” «zo» -- ...'
    assert "".join(run.text for run in typesetter.line([Styled(text, (serif,), 10.0)]).runs) == text
