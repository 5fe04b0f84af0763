"""Families become faces: axes, files, fallbacks, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from report.errors import Location, Realm, ReportError
from report.model.brand import FontFile, TypeRole
from report.typography.faces import Face
from report.typography.library import FontLibrary
from report.typography.text import Styled, Typesetter

SmallFont = Callable[..., Path]
KERNED = ("kern", "liga")


def role(*families: str, weight: float = 400.0, italic: bool = False) -> TypeRole:
    return TypeRole("text", families, 9.6, 12.8, (("opsz", 10.0), ("wght", weight)), italic)


def refused(library: FontLibrary, family: str) -> str:
    with pytest.raises(ReportError) as caught:
        library.face(family)
    (problem,) = caught.value.problems
    assert problem.realm is Realm.SETUP
    return f"{problem.code}: {problem.message} | {problem.hint}"


def test_keys_name_family_axes_and_slope(library: FontLibrary, serif: Face, italic: Face) -> None:
    assert serif.key == "Source Serif 4|opsz=10,wght=400"
    assert italic.key == "Source Serif 4|opsz=10,wght=400|italic"
    assert library.by_key(italic.key) is italic
    assert library.face("Source Serif 4", (("wght", 400.0), ("opsz", 10.0), ("XXXX", 3.0))) is serif
    assert library.face("Source Sans 3", (("wght", 5000.0),)).key == "Source Sans 3|wght=900"


def test_axes_change_widths(library: FontLibrary, serif: Face) -> None:
    heavy = library.face("Source Serif 4", (("opsz", 10.0), ("wght", 900.0)))
    large = library.face("Source Serif 4", (("opsz", 60.0), ("wght", 400.0)))
    widths = [face.shape("Groningen", KERNED, "nl").width for face in (heavy, serif, large)]
    assert widths[0] > widths[1] > widths[2]


def test_metrics_are_fractions_of_the_em(serif: Face) -> None:
    assert serif.descent < 0 < serif.x_height < serif.cap_height < serif.ascent < 1.5
    assert serif.cap_height == pytest.approx(0.67, abs=0.01)


def test_bold_and_italic_of_a_role(library: FontLibrary) -> None:
    def keys(found: tuple[Face, ...]) -> list[str]:
        return [face.key for face in found]

    text = role("Source Serif 4", "Source Sans 3")
    assert keys(library.stack(text, bold=True)) == ["Source Serif 4|opsz=10,wght=600", "Source Sans 3|wght=600"]
    assert keys(library.stack(role("Source Sans 3", weight=650.0), bold=True)) == ["Source Sans 3|wght=850"]
    assert keys(library.stack(role("Source Sans 3", italic=True))) == ["Source Sans 3|wght=400|italic"]


def test_a_family_without_italics_serves_its_upright(library: FontLibrary) -> None:
    face = library.face("Bricolage Grotesque", (("opsz", 96.0), ("wght", 600.0)), italic=True)
    assert face.key == "Bricolage Grotesque|opsz=96,wdth=100,wght=600"


def test_own_files_come_before_packages_and_the_nearest_weight_serves(tmp_path: Path, small_font: SmallFont) -> None:
    for weight in (300, 700):
        small_font(f"assets/fonts/Own-{weight}.otf", weight=weight)
    names = ("assets/fonts/Own-300.otf", "assets/fonts/Own-700.otf")
    library = FontLibrary(tmp_path, {"Source Sans 3": FontFile("Source Sans 3", names)})
    face = library.face("Source Sans 3", (("wght", 600.0),))
    assert (face.key, face.is_cff, face.units_per_em) == ("Source Sans 3|wght=700", True, 1000)


def test_a_missing_family_names_the_package_to_install(tmp_path: Path) -> None:
    told = refused(FontLibrary(tmp_path, {}), "No Such Face 7")
    assert told.startswith("missing-font: ")
    assert "fontpkg-no-such-face-7" in told


def test_files_outside_the_project_are_refused_and_all_told_at_once(tmp_path: Path, small_font: SmallFont) -> None:
    outside = small_font("outside.otf")
    project = tmp_path / "project"
    project.mkdir()
    (project / "link.otf").symlink_to(outside)
    names = ("../outside.otf", str(outside), "link.otf", "gone.otf")
    with pytest.raises(ReportError) as caught:
        FontLibrary(project, {"Own": FontFile("Own", names)}).face("Own")
    codes = [problem.code for problem in caught.value.problems]
    assert sorted(codes) == ["font-path", "font-path", "font-path", "missing-font"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"ttcf" + bytes(60), "collection"),
        (b"wOFF" + bytes(60), "WOFF"),
        (b"wOF2" + bytes(60), "WOFF2"),
        (b"GIF89a", "not a font"),
        (b"", "not a font"),
        (b"\0\1\0\0" + bytes(60), "no outlines"),
        (b"OTTO" + b"\xff" * 60, "no outlines"),
    ],
)
def test_what_is_no_usable_font_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "x.ttf").write_bytes(data)
    assert words in refused(FontLibrary(tmp_path, {"Own": FontFile("Own", ("x.ttf",))}), "Own")


def test_a_font_that_may_not_be_embedded_is_refused(tmp_path: Path, small_font: SmallFont) -> None:
    small_font("x.otf", licence=2)
    assert "font-licence" in refused(FontLibrary(tmp_path, {"Own": FontFile("Own", ("x.otf",))}), "Own")


def test_all_bad_fonts_are_told_in_one_run(tmp_path: Path, small_font: SmallFont) -> None:
    (tmp_path / "a.ttf").write_bytes(b"GIF89a")
    (tmp_path / "b.ttf").write_bytes(b"wOF2" + bytes(60))
    small_font("c.otf", licence=2)
    small_font("d.otf")
    fonts = {
        name: FontFile(name, (f"{name}.{end}",))
        for name, end in (("a", "ttf"), ("b", "ttf"), ("c", "otf"), ("d", "otf"))
    }
    with pytest.raises(ReportError) as caught:
        FontLibrary(tmp_path, {**fonts, "No Such Face 7": FontFile("No Such Face 7")}).face("b")
    codes = sorted(problem.code for problem in caught.value.problems)
    assert codes == ["bad-font", "bad-font", "font-licence", "missing-font"]


def test_ligatures_read_as_their_letters(typesetter: Typesetter, serif: Face) -> None:
    line = typesetter.line([Styled("efficiënt fijn", (serif,), 10.0)])
    assert [run.text for run in line.runs] == ["efficiënt fijn"]
    texts = typesetter.glyphs_used()[serif.key]
    assert {"ffi", "fi", "ë"} <= set(texts.values()) | {"fi"}
    assert "ffi" in texts.values()


def test_features_switch_glyphs(serif: Face) -> None:
    def gids(*features: str) -> list[int]:
        return [glyph[0] for glyph in serif.shape("fi 2021", features, "nl").glyphs]

    assert len(gids("liga")) == 6
    assert len(gids("-liga")) == 7
    assert gids("onum")[2:] != gids("lnum")[2:]
    tabular = serif.shape("1111", ("tnum", "lnum"), "nl").width
    assert tabular == serif.shape("2222", ("tnum", "lnum"), "nl").width


def test_superior_figures_read_as_figures(typesetter: Typesetter, serif: Face) -> None:
    for text, features in (("x²", ()), ("2", ("sups",))):
        (run, *_) = typesetter.line([Styled(text, (serif,), 10.0, features=features)]).runs
        texts = typesetter.glyphs_used()[serif.key]
        gid = int(run.glyphs.rstrip("]>")[-4:], 16)
        assert (run.actual or texts[gid]) == text[-1]


def test_a_glyph_shared_by_two_characters_reads_right(typesetter: Typesetter, serif: Face) -> None:
    (run,) = typesetter.line([Styled("a-b\u2010c", (serif,), 10.0)]).runs
    codes = [int(code, 16) for hexes in re.findall("<([0-9A-F]+)>", run.glyphs) for code in re.findall("....", hexes)]
    texts = typesetter.glyphs_used()[serif.key]
    assert "".join(texts[code] for code in codes) == run.text == "a-b\u2010c"
    assert codes[1] != codes[3]
    assert serif.glyph(codes[1]) == serif.glyph(codes[3])


def test_quotation_marks_read_as_themselves(typesetter: Typesetter, serif: Face) -> None:
    typesetter.line([Styled("‘a’ “b”", (serif,), 10.0)])
    assert set("‘’“”") <= set(typesetter.glyphs_used()[serif.key].values())


def test_fallback_faces_are_tried_for_each_cluster(typesetter: Typesetter, library: FontLibrary, serif: Face) -> None:
    other = next(
        character
        for character in map(chr, range(0x2190, 0x2600))
        if serif.missing(character) and not library.face("Source Sans 3").missing(character)
    )
    sans = library.face("Source Sans 3")
    runs = typesetter.line([Styled(f"ga{other}voort", (serif, sans), 10.0)]).runs
    assert [(run.text, run.face) for run in runs] == [("ga", serif.key), (other, sans.key), ("voort", serif.key)]
    assert not typesetter.problems


def test_what_no_face_has_is_told_once_for_each_character_at_its_first_place(
    typesetter: Typesetter, serif: Face, sans: Face
) -> None:
    places = [Location("content/a.md", 3, 1), Location("content/b.md", 9, 2)]
    for place in (*places, places[0]):
        line = typesetter.line([Styled("zo ☃☃ 漢", (serif, sans), 10.0, location=place)])
        assert "".join(run.text for run in line.runs) == "zo ☃☃ 漢"
    told = [(problem.at, problem.message) for problem in typesetter.problems]
    assert [at for at, _ in told] == [places[0], places[0]]
    assert [message.partition("U+")[2].partition(")")[0] for _, message in told] == [
        "2603 SNOWMAN",
        "6F22 CJK UNIFIED IDEOGRAPH-6F22",
    ]
    assert all(message.endswith("here and in 1 other place") for _, message in told)


def test_decomposed_letters_count_as_present(typesetter: Typesetter, serif: Face) -> None:
    line = typesetter.line([Styled("cafe\u0301 x\u0302", (serif,), 10.0)])
    assert not typesetter.problems
    assert "".join(run.text for run in line.runs) == "cafe\u0301 x\u0302"


def test_a_postscript_font_sets_text(tmp_path: Path, small_font: SmallFont) -> None:
    small_font("x.otf", " abc")
    library = FontLibrary(tmp_path, {"Own": FontFile("Own", ("x.otf",))})
    face = library.face("Own")
    line = Typesetter(library, "nl").line([Styled("abc cab", (face,), 10.0)])
    assert line.width == pytest.approx(sum((520, 530, 540, 510, 540, 520, 530)) / 100)
    assert face.missing("abd☃") == "d☃"
