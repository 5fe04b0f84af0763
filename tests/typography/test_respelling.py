"""Where Dutch spells a divided word otherwise, it is set so and reads as the word undivided."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from report.model.brand import FontFile
from report.model.placed import TextLine
from report.typography.faces import Face
from report.typography.library import FontLibrary
from report.typography.text import Styled, Typesetter, overfull


def drawn(lines: tuple[TextLine, ...], face: Face) -> list[str]:
    """What the eye sees: the plain reading of the glyphs behind the codes."""
    seen = []
    for line in lines:
        codes = [int(run.glyphs[k : k + 4], 16) for run in line.runs for k in _codes(run.glyphs)]
        seen.append("".join(face.reading(face.glyph(code)) for code in codes).strip())
    return seen


def _codes(operand: str) -> list[int]:
    places, inside, k = [], False, 0
    while k < len(operand):
        if operand[k] in "<>":
            inside = operand[k] == "<"
            k += 1
        elif inside:
            places.append(k)
            k += 4
        else:
            k += 1
    return places


@pytest.mark.parametrize(
    ("text", "language", "seen"),
    [
        ("ge\u00adïsoleerd", "nl", ["ge-", "isoleerd"]),
        ("ge\u00adïsoleerd", "en", ["ge-", "ïsoleerd"]),
        ("co\u00adördinatie", "nl", ["co-", "ordinatie"]),
        ("GE\u00adËIST", "nl", ["GE-", "EIST"]),
        ("na-ïef", "nl", ["na-", "ïef"]),
    ],
)
def test_the_trema_goes_and_is_read(text: str, language: str, seen: list[str], library: FontLibrary) -> None:
    typesetter, face = Typesetter(library, language), library.face("Source Sans 3", (("wght", 400.0),))
    measure = max(typesetter.width([Styled(part, (face,), 10.0)]) for part in seen) + 1.0
    lines = typesetter.paragraph([Styled(text, (face,), 10.0, language=language, hyphenate=True)], measure)
    assert [line.replace("\u2010", "-") for line in drawn(lines, face)] == seen
    assert "".join(run.text for line in lines for run in line.runs).replace("\u00ad", "") == text.replace("\u00ad", "")
    assert overfull(lines, measure) == ()
    codes = typesetter.glyphs_used()[face.key]
    read = "".join(
        codes[int(run.glyphs[k : k + 4], 16)] for line in lines for run in line.runs for k in _codes(run.glyphs)
    )
    assert read.replace("\u00ad", "") == text.replace("\u00ad", "")


def test_a_part_between_two_divisions_is_respelled(library: FontLibrary, serif: Face) -> None:
    lines = Typesetter(library, "nl").paragraph([Styled("geïsoleerd", (serif,), 10.0, hyphenate=True)], 24.0)
    assert [line.replace("\u2010", "-") for line in drawn(lines, serif)] == ["ge-", "iso-", "leerd"]


def test_a_font_that_knows_no_codes_of_its_own_says_what_it_reads(
    tmp_path: Path, small_font: Callable[..., Path]
) -> None:
    small_font("x.otf", " geïisolrd-")
    library = FontLibrary(tmp_path, {"Own": FontFile("Own", ("x.otf",))})
    lines = Typesetter(library, "nl").paragraph([Styled("ge\u00adïsoleerd", (library.face("Own"),), 10.0)], 50)
    assert [(run.text, run.actual) for run in lines[1].runs] == [("ïsoleerd", "ïsoleerd")]
