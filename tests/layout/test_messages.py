"""The program's own words: every one that a page may need is in the Dutch catalogue, which is compiled as it stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from report.layout.messages import catalogue, has_catalogue
from report.layout.room import ComposingRoom
from tests.layout.cases import CASES
from tests.layout.manuscript import Manuscript

ROOT = Path(__file__).resolve().parents[2]
LAYOUT = sorted((ROOT / "report" / "layout").rglob("*.py"))
CATALOGUE = ROOT / "report/data/catalogues/nl/LC_MESSAGES/report.po"


def dutch() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file)


def asked_for(tree: ast.AST) -> Iterator[str]:
    """The words that calls of `.word("…")` ask for, also where one of two is chosen."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "word":
            for argument in node.args:
                yield from (part.value for part in chosen(argument) if isinstance(part.value, str))


def chosen(node: ast.expr) -> Iterator[ast.Constant]:
    if isinstance(node, ast.Constant):
        yield node
    elif isinstance(node, ast.IfExp):
        yield from chosen(node.body)
        yield from chosen(node.orelse)


def test_every_word_in_the_code_is_in_the_catalogue() -> None:
    wanted = {word for path in LAYOUT for word in asked_for(ast.parse(path.read_text("utf-8")))}
    assert len(wanted) > 10
    translated = {str(message.id) for message in dutch() if message.id and message.string}
    assert wanted - translated == set()


@pytest.mark.parametrize("case", CASES)
def test_every_word_that_pages_ask_for_is_in_the_catalogue(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words that the code reaches by a detour are seen here."""
    asked: set[str] = set()
    word = ComposingRoom.word

    def heard(room: ComposingRoom, english: str) -> str:
        asked.add(english)
        return word(room, english)

    monkeypatch.setattr(ComposingRoom, "word", heard)
    manuscript = Manuscript(tmp_path)
    CASES[case](manuscript)
    manuscript.layout()
    translated = {str(message.id) for message in dutch() if message.id and message.string}
    assert asked - translated == set()


def test_no_word_of_the_catalogue_is_left_over() -> None:
    code = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "report").rglob("*.py")))
    assert [message.id for message in dutch() if message.id and f'"{message.id}"' not in code
            and f"'{message.id}'" not in code] == []  # fmt: skip


def test_the_compiled_catalogue_is_that_of_the_source() -> None:
    compiled = catalogue("nl-NL")
    for message in dutch():
        if message.id:
            assert compiled.gettext(str(message.id)) == message.string


def test_placeholders_are_kept() -> None:
    for message in dutch():
        assert set(parts(str(message.id))) == set(parts(str(message.string))), message.id


def parts(text: str) -> Iterator[str]:
    return (piece.partition("}")[0] for piece in text.split("{")[1:])


@pytest.mark.parametrize(("language", "known"), [("nl", True), ("nl-BE", True), ("en-GB", True), ("fy", False)])
def test_languages_with_words(language: str, known: bool) -> None:
    assert has_catalogue(language) is known
