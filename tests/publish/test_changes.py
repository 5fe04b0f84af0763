"""report diff: what changed is told, what only moved is not."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report import publish
from report.cli import main
from report.errors import ReportError
from report.publish.changes import State, compared, state_of, states_of
from report.publish.changes.paper import paper
from report.publish.changes.states import PageMark, Quantity, Text
from report.publish.changes.telling import as_data, as_lines
from tests.publish.boards import board_project


def state(figures: dict[str, str] | None = None, texts: dict[str, list[str]] | None = None, pages: str = "") -> State:
    return State(
        name="x", title="Verslag", language="nl", version="", status="concept", code="",
        figures={key: Quantity(value, key) for key, value in (figures or {}).items()},
        texts=tuple(Text(key, key.title(), tuple(parts)) for key, parts in (texts or {}).items()),
        pages=tuple(PageMark(str(number), letter) for number, letter in enumerate(pages, 1)),
    )  # fmt: skip


# ---------------------------------------------------------------- figures


def test_figures_have_old_new_and_difference() -> None:
    old = state({"a": "10", "b": "1.50", "c": "ja", "d": "3", "f": "2.0"})
    new = state({"a": "7.5", "b": "1.5", "c": "nee", "e": "4", "f": "2"})
    found = {one.id: (one.was, one.now, one.difference) for one in compared(old, new).figures}
    assert found == {
        "a": ("10", "7.5", Decimal("-2.5")),
        "c": ("ja", "nee", None),
        "d": ("3", "", None),
        "e": ("", "4", None),
    }


@given(st.dictionaries(st.sampled_from("abcdef"), st.decimals(allow_nan=False, allow_infinity=False).map(str)))
def test_a_state_has_not_changed_from_itself(figures: dict[str, str]) -> None:
    one = state(figures, {"a": ["x", "y", "x"], "b": []}, "abca")
    assert compared(one, one).same


# ---------------------------------------------------------------- texts


def changes(old: dict[str, list[str]], new: dict[str, list[str]]) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    found = compared(state(texts=old), state(texts=new)).texts
    return {one.id: (one.kind, [(part.was, part.now) for part in one.changes]) for one in found}


def test_a_changed_paragraph_stands_with_what_it_was() -> None:
    old = {"werk": ["Wij telden tien huizen in de stad.", "Dat was veel.", "Weg ermee nu."]}
    new = {"werk": ["Dat was veel.", "Wij telden elf huizen in de stad.", "Iets heel anders hier."]}
    assert changes(old, new) == {
        "werk": (
            "changed",
            [
                ("Wij telden tien huizen in de stad.", "Wij telden elf huizen in de stad."),
                ("", "Iets heel anders hier."),
                ("Weg ermee nu.", ""),
            ],
        )
    }


def test_what_has_moved_has_not_changed() -> None:
    old = {"een": ["a b c", "d e f"], "twee": ["g h i"], "drie": ["j k l"]}
    assert changes(old, {"drie": ["j k l"], "een": ["d e f", "a b c"], "twee": ["g h i"]}) == {}
    assert changes(old, {"een": ["a b c"], "twee": ["g h i", "d e f"], "drie": ["j k l"]}) == {}
    assert changes(old, {"een": ["a b c", "d\u00ad e  f"], "twee": ["g h i"], "nieuw": ["j k l"]}) == {
        "nieuw": ("changed", [])  # of another title, in the same words
    }


def test_articles_come_and_go() -> None:
    old, new = {"een": ["a b c"], "leeg": []}, {"twee": ["x y z"], "een": ["a b c"]}
    assert changes(old, new) == {"twee": ("new", [("", "x y z")]), "leeg": ("gone", [])}


def test_a_paragraph_twice_that_is_now_there_once_is_told() -> None:
    assert changes({"een": ["a b", "a b"]}, {"een": ["a b"]}) == {"een": ("changed", [("a b", "")])}


paragraphs = st.lists(st.sampled_from(["een twee", "drie vier", "vijf zes zeven", "acht"]), max_size=5)


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from("abc"), paragraphs), st.dictionaries(st.sampled_from("abc"), paragraphs))
def test_the_changes_make_the_new_text_of_the_old(old: dict[str, list[str]], new: dict[str, list[str]]) -> None:
    found = [change for _, parts in changes(old, new).values() for change in parts]
    before = [part for parts in old.values() for part in parts]
    for was, now in found:
        assert was != now
        if was:
            before.remove(was)
        if now:
            before.append(now)
    assert sorted(before) == sorted(part for parts in new.values() for part in parts)


# ---------------------------------------------------------------- pages


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("abcd", "abcd", []),
        ("abcd", "abxd", [("3", "3")]),
        ("abcd", "xabcd", [("", "1")]),
        ("abcd", "acd", [("2", "")]),
        ("abcd", "bcda", []),
        ("abcd", "axyd", [("2", "2"), ("3", "3")]),
    ],
)
def test_pages(old: str, new: str, told: list[tuple[str, str]]) -> None:
    found = compared(state(pages=old), state(pages=new)).pages
    assert [(one.was, one.now) for one in found] == told


# ---------------------------------------------------------------- from files


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = board_project(tmp_path_factory.mktemp("old"))
    publish.build(root, profiles=("screen", "board"))
    return root


@pytest.fixture(scope="module")
def new(old: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(old, tmp_path_factory.mktemp("new") / "verslag"))
    figures = root / "config/figures/kerncijfers.yaml"
    text = figures.read_text("utf-8")
    value = next(
        part for part in text.replace(",", " ").replace("}", " ").split() if part.isdecimal() and len(part) < 4
    )
    figures.write_text(text.replace(f"value: {value}", "value: 777", 1), "utf-8")
    letter = root / "config/content/voorwoord.md"
    letter.write_text(letter.read_text("utf-8") + "\nEen alinea die er eerst niet stond.\n", "utf-8")
    publish.build(root)
    return root


def test_projects_manifests_and_pdfs_tell_the_same(old: Path, new: Path) -> None:
    told = [
        as_data(compared(state_of(one), state_of(other)))
        for one, other in (
            (old, new),
            (file(old, ".json"), file(new, ".json")),
            (file(old, "-board.pdf"), file(new, "-screen.pdf")),
        )
    ]
    for data in told:
        assert [one["new"] for one in data["figures"]] == ["777"]
        assert data["figures"][0]["difference"] == str(777 - int(data["figures"][0]["old"]))
        assert [one["changes"] for one in data["texts"] if one["id"] == "voorwoord"] == [
            [{"old": None, "new": "Een alinea die er eerst niet stond."}]
        ]
        assert len(data["pages"]) >= 2
        assert all(one["old"] == one["new"] for one in data["pages"])
    for data in told[1:]:
        assert {key: data[key] for key in ("figures", "texts", "pages")} == {
            key: told[0][key] for key in ("figures", "texts", "pages")
        }


def test_pdfs_without_manifests_are_told_by_their_tags(old: Path, new: Path, tmp_path: Path) -> None:
    alone = tmp_path / "oud.pdf"
    shutil.copyfile(file(old, "-board.pdf"), alone)
    others = [new, file(new, ".json"), file(new, "-screen.pdf")]
    lone = tmp_path / "nieuw.pdf"
    shutil.copyfile(others[-1], lone)
    for other in (*others, lone):
        comparison = compared(*states_of(alone, other))
        assert [one.now for one in comparison.figures] == ["777"]
        assert comparison.figures[0].difference == 777 - Decimal(comparison.figures[0].was)
        told = [(part.was, part.now) for one in comparison.texts for part in one.changes]
        assert ("", "Een alinea die er eerst niet stond.") in told
        assert len(comparison.pages) >= 2
        assert not any("oplegger" in one.id for one in comparison.texts)
    back = compared(*states_of(old, alone))
    assert (back.figures, back.texts) == ((), ())


def test_a_pdf_of_another_program_is_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "vreemd.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(foreign)
    with pytest.raises(ReportError, match="not made by this program"):
        state_of(foreign)


def file(root: Path, ending: str) -> Path:
    """The output with this ending."""
    (found,) = (path for path in (root / "dist").iterdir() if re.fullmatch(f"[a-z]+-[0-9]+{ending}", path.name))
    return found


def test_a_project_has_not_changed_from_its_own_manifest(old: Path) -> None:
    manifest = file(old, ".json")
    comparison = compared(state_of(old), state_of(manifest))
    assert comparison.same
    assert list(as_lines(comparison))[-1] == "nothing changed"


def test_the_paper_has_both_pages_and_the_words_that_differ(old: Path, new: Path) -> None:
    comparison = compared(state_of(old), state_of(new))
    pdf, pages = paper(comparison)
    assert pdf == paper(comparison)[0]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) == pages
        assert str(document.docinfo["/Title"]).endswith(": wat er veranderde")
        forms = [name for page in document.pages for name in page.obj.Resources.get("/XObject", {})]
        assert len([name for name in forms if "Insert" in str(name)]) == 2 * len(comparison.pages)


def test_a_paper_without_pages_or_changes(tmp_path: Path) -> None:
    one = state({"a": "1"}, {"b": ["c"]}, "ab")
    pdf, pages = paper(compared(one, one))
    assert pages >= 1
    assert pdf.startswith(b"%PDF")
    assert paper(compared(one, state({"a": "2"}, {"b": ["d"]}, "ax")))[1] >= 1


def test_the_verb_prints_and_writes(old: Path, new: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "changes.pdf"
    assert main(["diff", str(old), str(new), "--format", "json", "--pdf", str(out)]) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == 1
    assert out.read_bytes().startswith(b"%PDF")
    assert main(["diff", str(old), str(new)]) == 0
    assert "+ Een alinea die er eerst niet stond." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("weg.json", None, "no-state"),
        ("leeg.json", b"", "bad-manifest"),
        ("lijst.json", b"[1]", "bad-manifest"),
        ("diep.json", b"[" * 100_000, "bad-manifest"),
        ("oud.json", b'{"manifest": 1, "report": {"title": "x", "language": "nl"}}', "old-manifest"),
        ("krom.json", b'{"manifest": 1, "report": {}, "facts": [], "articles": 1, "pages": 2}', "bad-manifest"),
        ("stuk.pdf", b"geen pdf", "bad-pdf"),
    ],
)
def test_what_is_no_state_is_told(tmp_path: Path, name: str, content: bytes | None, code: str) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReportError) as stop:
        state_of(path)
    assert [problem.code for problem in stop.value.problems] == [code]


def test_a_manifest_never_leads_out_of_its_folder(old: Path, tmp_path: Path) -> None:
    manifest = file(old, ".json")
    data = json.loads(manifest.read_text("utf-8"))
    secret = tmp_path / "geheim.pdf"
    secret.write_bytes(b"%PDF-geheim")
    data["profiles"]["screen"] = {"file": "../geheim.pdf", "sha256": hashlib.sha256(secret.read_bytes()).hexdigest()}
    (tmp_path / "map").mkdir()
    copy = tmp_path / "map" / "m.json"
    copy.write_text(json.dumps(data), "utf-8")
    assert state_of(copy).pdf is None
