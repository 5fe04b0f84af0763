"""Files of a project: found, bounded, decoded; YAML with its traps; problems all at once, each with its place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from report.errors import Realm, ReportError, Severity
from report.model.report import ChapterSection, Status
from report.sources import examine, load, scalars
from report.sources.reading import nearest
from report.sources.scalars import MisfitError
from report.sources.yamlfile import Scalar
from tests.sources.projects import BASE, examined, places, write

REPORT = "config/report.yaml"
WORK = "config/content/werk.md"
FACTS = "config/figures/feiten.yaml"
BILL = "config/figures/rekening.yaml"


def test_a_sound_project_loads(tmp_path: Path) -> None:
    report = load(write(tmp_path, {}))
    assert report.problems == ()
    assert (report.settings.title, report.settings.status) == ("Verslag", Status.CONCEPT)
    assert [section.section.kind for section in report.sections] == ["cover", "chapter", "statement"]
    assert isinstance(report.sections[1].section, ChapterSection)
    assert report.facts["panel.leden"].value == Decimal(6900)
    assert report.facts["rekening.t.2021"].value == Decimal(30)
    assert [source.name for source in report.sources] == sorted(BASE)
    assert all(len(source.sha256) == 64 and source.size for source in report.sources)


def test_the_same_project_reads_the_same_elsewhere(tmp_path: Path) -> None:
    first, second = (load(write(tmp_path / name, {})) for name in ("a", "b"))
    assert (first.sections, first.facts, first.sources) == (second.sections, second.facts, second.sources)


def test_mark_and_line_ends_make_no_difference(tmp_path: Path) -> None:
    plain = load(write(tmp_path / "a", {}))
    windows: dict[str, str | bytes | None] = {
        name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in BASE.items()
    }
    other = load(write(tmp_path / "b", windows))
    assert (plain.sections, plain.facts) == (other.sections, other.facts)


BROKEN: list[tuple[str, dict[str, str | bytes | None], list[tuple[str, str]]]] = [
    ("not UTF-8", {WORK: b"---\nlabel: W\nheadline: caf\xe9\n---\nx\n"}, [("not-utf8", f"{WORK}:3:14")]),
    ("not UTF-8 after a mark", {WORK: b"\xef\xbb\xbf\xe9"}, [("not-utf8", f"{WORK}:1:1")]),
    ("UTF-16", {FACTS: "kind: facts".encode("utf-16")}, [("not-utf8", f"{FACTS}:1:1")]),
    ("empty figures", {FACTS: ""}, [("yaml-syntax", FACTS)]),
    ("tab", {FACTS: "kind: facts\nfacts:\n\t- {id: a}\n"}, [("yaml-tab", f"{FACTS}:3:1")]),
    ("alias", {FACTS: "kind: facts\nfacts:\n  - &a {id: a, value: 1}\n  - *a\n"}, [("yaml-alias", f"{FACTS}:4:5")]),
    ("merge", {FACTS: "kind: facts\nfacts: [{id: a, value: 1, <<: b}]\n"}, [("yaml-alias", f"{FACTS}:2:27")]),
    ("tag", {FACTS: "kind: facts\nfacts: [{id: a, value: !!int 1}]\n"}, [("yaml-tag", f"{FACTS}:2:24")]),
    ("second document", {FACTS: BASE[FACTS] + "---\na: 1\n"}, [("yaml-syntax", f"{FACTS}:4:1")]),
    ("duplicate key", {FACTS: BASE[FACTS] + "kind: facts\n"}, [("duplicate-key", f"{FACTS}:4:1")]),
    ("unclosed quote", {FACTS: 'kind: "facts\n'}, [("yaml-syntax", f"{FACTS}:2:1")]),
    ("control character", {FACTS: "kind: facts\nfacts: []\n# \x07\n"}, [("yaml-syntax", f"{FACTS}:3:3")]),
    ("unknown kind", {FACTS: "kind: fact\n"}, [("unknown-kind", f"{FACTS}:1:7")]),
    ("no kind", {FACTS: "facts: []\n"}, [("missing-key", f"{FACTS}:1:1")]),
    ("a list", {FACTS: "- a\n"}, [("wrong-type", f"{FACTS}:1:1")]),
    ("missing value", {FACTS: "kind: facts\nfacts: [{id: a}]\n"}, [("missing-key", f"{FACTS}:2:9")]),
    ("same id", {FACTS: "kind: facts\nfacts:\n- {id: a, value: 1}\n- {id: a, value: 2}\n"},
     [("duplicate-id", f"{FACTS}:4:3"), ("duplicate-fact", f"{FACTS}:4:3")]),
    ("unknown row", {BILL: BASE[BILL].replace("a + b", "a + c")}, [("unknown-row", f"{BILL}:10:5")]),
    ("no formula", {BILL: BASE[BILL].replace("a + b", "a b")}, [("bad-formula", f"{BILL}:10:5")]),
    ("counts itself", {BILL: BASE[BILL].replace("a + b", "a + t")}, [("bad-formula", f"{BILL}:10:5")]),
    ("too few values", {BILL: BASE[BILL].replace("[10]", "[]")}, [("wrong-count", f"{BILL}:8:5")]),
    ("front matter", {WORK: "---\nlabel: W\nhaedline: x\n---\nx\n"},
     [("missing-key", f"{WORK}:1:1"), ("unknown-key", f"{WORK}:3:1")]),
    ("open front matter", {WORK: "---\nlabel: W\n"},
     [("front-matter", f"{WORK}:1:1"), ("missing-key", f"{WORK}:1:1"), ("missing-key", f"{WORK}:1:1")]),
    ("broken front matter", {WORK: "---\nlabel: [W\n---\nx\n"}, [("yaml-syntax", f"{WORK}:3:1")]),
    ("unused key", {WORK: BASE[WORK].replace("label: Werk", "label: Werk\nsigned: x")},
     [("unused-key", f"{WORK}:3:1")]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "wanted"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_broken_files(files: dict[str, str | bytes | None], wanted: list[tuple[str, str]], tmp_path: Path) -> None:
    _, problems = examined(tmp_path, files)
    assert sorted(places(problems)) == sorted(wanted)
    assert {problem.realm for problem in problems} == {Realm.CONTENT}


SETTINGS = [
    ("title: Verslag", "titel: Verslag", [("missing-key", ":1:1"), ("unknown-key", ":2:1")]),
    ("title: Verslag", "title:", [("wrong-type", ":2:7")]),
    ("title: Verslag", "title: no", [("yaml-trap", ":2:8")]),
    ("title: Verslag", "title: [a]", [("wrong-type", ":2:8")]),
    ("title: Verslag", "title: a: b", [("yaml-syntax", ":2:9")]),
    ("slug: verslag", "slug: Mijn Verslag", [("bad-slug", ":3:7")]),
    ("slug: verslag", "slug: con", [("bad-slug", ":3:7")]),
    ("slug: verslag", "slug: lpt1", [("bad-slug", ":3:7")]),
    ("slug: verslag", "slug: ../x", [("bad-slug", ":3:7")]),
    ("language: nl", "language: Nederlands", [("bad-language", ":4:11")]),
    ("period: 2021", "period: 21", [("bad-period", ":5:9")]),
    ("period: 2021", "period: 02021", [("yaml-trap", ":5:9")]),
    ("period: 2021", 'period: "2021"', [("wrong-type", ":5:9")]),
    ("period: 2021", "period: 2021.5", [("wrong-type", ":5:9")]),
    ("period: 2021", "period: 2021\nstatus: klaar", [("unknown-value", ":6:9")]),
    ("period: 2021", "period: 2021\ndate: 30-06-2022", [("yaml-trap", ":6:7")]),
    ("period: 2021", "period: 2021\ndate: 2022-06-31", [("wrong-type", ":6:7")]),
    ("period: 2021", "period: 2021\nhyphenation: [a b]", [("bad-hyphenation", ":6:15")]),
    ("period: 2021", "period: 2021\nwaivers: [{code: x}]", [("missing-key", ":6:11")]),
    ("[figures/feiten.yaml]", "[figures/feit.yaml]", [("file-missing", ":6:11")]),
    ("[figures/feiten.yaml]", "[../../etc/passwd]", [("file-outside", ":6:11")]),
    ("[figures/feiten.yaml]", "[/etc/passwd]", [("file-missing", ":6:11")]),
    ("[figures/feiten.yaml]", "[figures]", [("file-missing", ":6:11")]),
    ("[figures/feiten.yaml]", "figures/feiten.yaml", [("wrong-type", ":6:10")]),
    ("{kind: cover}", "{kind: covr}", [("unknown-kind", ":8:12")]),
    ("{kind: cover}", "{subtitle: x}", [("missing-key", ":8:5")]),
    ("{kind: cover}", "{kind: cover, document_type: x}", [("unknown-key", ":8:19")]),
    ("{kind: cover}", "cover", [("wrong-type", ":8:5")]),
    ("colour: water", "colour: watr", [("unknown-colour", ":9:29")]),
    ("source: figures/rekening.yaml", "source: figures/feiten.yaml", [("wrong-figures", ":10:31")]),
    ("{kind: cover}", "{kind: article, source: content/werk.md}", [("source-twice", ":9:44")]),
]


@pytest.mark.parametrize(("old", "new", "wanted"), SETTINGS, ids=[row[1][:40] for row in SETTINGS])
def test_broken_report_yaml(old: str, new: str, wanted: list[tuple[str, str]], tmp_path: Path) -> None:
    _, problems = examined(tmp_path, {REPORT: BASE[REPORT].replace(old, new)})
    found = [(code, place.removeprefix(REPORT)) for code, place in places(problems) if place.startswith(REPORT)]
    assert sorted(found) == sorted(wanted)
    assert {problem.realm for problem in problems} == {Realm.SETUP}


def test_text_that_a_comma_cuts_in_braces_is_shown_in_quotes(tmp_path: Path) -> None:
    new = "{kind: cover, subtitle: Water, wijk, werk, parcels: 20}"
    _, problems = examined(tmp_path, {REPORT: BASE[REPORT].replace("{kind: cover}", new)})
    assert [problem.hint for problem in problems] == [
        'Put text with a comma in it in quotes: subtitle: "Water, wijk".',
        'Put text with a comma in it in quotes: subtitle: "Water, wijk, werk".',
    ]


def test_missing_files_name_the_nearest(tmp_path: Path) -> None:
    _, problems = examined(tmp_path, {REPORT: BASE[REPORT].replace("content/werk.md", "content/Wrek.md")})
    assert [problem.hint for problem in problems] == ["Did you mean config/content/werk.md?"]


def test_no_report_yaml(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        load(tmp_path)
    assert places(caught.value.problems) == [("no-project", "")]


def test_links_out_of_the_project_are_refused(tmp_path: Path) -> None:
    (tmp_path / "geheim.md").write_text("---\nlabel: x\nheadline: x\n---\ngeheim\n")
    root = write(tmp_path / "p", {WORK: None})
    (root / WORK).parent.mkdir()
    (root / WORK).symlink_to(tmp_path / "geheim.md")
    found = examine(root)
    assert places(found.problems) == [("file-outside", f"{REPORT}:9:44")]
    assert found.report is not None
    assert found.report.sections[1].prose is None


def test_all_problems_in_one_run(tmp_path: Path) -> None:
    files: dict[str, str | bytes | None] = {
        REPORT: BASE[REPORT].replace("title", "titel").replace("figures/feiten", "figures/weg"),
        WORK: "---\nlabel: W\nheadline: no\n---\n<b>x</b>\n\n::: qoute\nx\n:::\n",
        BILL: BASE[BILL].replace("[10]", "[1.234]").replace("[20]", "[010]"),
        "config/brand.yaml": "color: {palette: {a: b, b: a}}\n",
    }
    report, problems = examined(tmp_path, files)
    assert {problem.code for problem in problems} == {
        "missing-key", "unknown-key", "file-missing", "yaml-trap", "html", "unknown-directive", "colour-cycle",
    }  # fmt: skip
    assert report is not None
    with pytest.raises(ReportError) as caught:
        load(tmp_path)
    assert caught.value.problems == problems


def test_deep_and_wide_yaml_ends(tmp_path: Path) -> None:
    _, problems = examined(tmp_path / "a", {FACTS: "[" * 5000})
    assert [problem.code for problem in problems] == ["yaml-depth"]
    pairs = zip("abcdefgh", "bcdefghi", strict=True)
    laughs = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in pairs)
    _, problems = examined(tmp_path / "b", {FACTS: laughs})
    assert "yaml-alias" in {problem.code for problem in problems}


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(st.sampled_from(list("ab:{}[]-,\"'#&*!|>%@`\n\t 0.1")), max_size=40))
def test_any_yaml_gives_problems_and_no_fault(tmp_path: Path, text: str) -> None:
    found = examine(write(tmp_path, {FACTS: text, WORK: f"---\n{text}\n---\nx\n"}))
    assert found.report is not None
    assert all(problem.at and problem.at.file for problem in found.problems)


@pytest.mark.parametrize("text", ["0", "1234", "-662", "1.5", "0.05", "1.2340", "12345.678", "1234567"])
def test_figures_keep_their_digits(text: str) -> None:
    from report.errors import Location

    assert str(scalars.figure(Scalar(text, True, Location("x")))) == text


@pytest.mark.parametrize(
    "text",
    ["1.234", "12.345", "-1.234", "1.234.567", "1,5", "1,234", "1.234,50", "010", "-010", "1:30", "1_000", "1 000",
     "662-", "−662", "€ 12", "12%", "1e3", "0x1F", "0o17", ".5", ".inf", ".nan", "yes", "~", "", "veel", "1" * 40],
)  # fmt: skip
def test_what_is_no_figure(text: str) -> None:
    from report.errors import Location

    with pytest.raises(MisfitError) as caught:
        scalars.figure(Scalar(text, True, Location("x")))
    assert caught.value.message


@pytest.mark.parametrize("text", ["no", "Yes", "ON", "off", "true", "n", "010", "1:30", "22:22:22", "~", "null"])
def test_words_that_yaml_would_change_need_quotes(text: str) -> None:
    from report.errors import Location

    with pytest.raises(MisfitError):
        scalars.text(Scalar(text, True, Location("x")))
    assert scalars.text(Scalar(text, False, Location("x"))) == text


def test_images_are_measured_upright(tmp_path: Path) -> None:
    figure = '::: figure assets/images/{} {{alt="x"}}\n:::\n\n'
    body = "".join(figure.format(name) for name in ("a.jpg", "b.png", "c.jpg", "weg.png"))
    root = write(tmp_path, {WORK: f"---\nlabel: W\nheadline: W\n---\n{body}"})
    (root / "assets/images").mkdir(parents=True)
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (40, 30)).save(root / "assets/images/a.jpg", exif=exif)
    Image.new("RGB", (40, 30)).save(root / "assets/images/b.png")
    (root / "assets/images/c.jpg").write_bytes(b"no image")
    found = examine(root)
    assert found.report is not None
    assert found.report.images == {"assets/images/a.jpg": (30, 40), "assets/images/b.png": (40, 30)}
    assert places(found.problems) == [("image-unreadable", f"{WORK}:11:12"), ("file-missing", f"{WORK}:14:12")]
    assert {source.name for source in found.report.sources} >= {"assets/images/a.jpg", "assets/images/b.png"}


def test_a_key_without_value_counts_as_left_out(tmp_path: Path) -> None:
    text: dict[str, Any] = {FACTS: BASE[FACTS].replace("value: 6900", "value: 6900, label: , unit: ~")}
    report, problems = examined(tmp_path, text)
    assert problems == ()
    assert report is not None
    assert (report.facts["panel.leden"].label, report.facts["panel.leden"].unit) == ("", "")


@pytest.mark.parametrize(
    "text", ["2024-01-02", ".inf", "-.INF", ".nan", "0x1F", "0o17", "0b11", "veertig", "true", "~"]
)
def test_bare_words_are_no_facts(text: str, tmp_path: Path) -> None:
    _, problems = examined(tmp_path, {FACTS: f"kind: facts\nfacts:\n  - id: a\n    value: {text}\n"})
    assert [str(problem.at) for problem in problems] == [f"{FACTS}:4:12"]
    assert problems[0].hint
    report, problems = examined(tmp_path, {FACTS: f'kind: facts\nfacts:\n  - id: a\n    value: "{text}"\n'})
    assert report is not None
    assert not problems
    assert report.facts["a"].value == text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [(".5", "0.5"), ("-.5", "-0.5"), ("1,5", "1.5"), ("0,125", "0.125"), ("-010", "-10"), ("00.5", "0.5"),
     ("12,5%", "12.5"), ("1.234,50", "1234.50"), ("1,234.50", "1234.50"), ("1,234,567", "1234567"), ("662-", "-662"),
     ("5.", "5"), ("€ 12,-", "12"), ("1_000", "1000"), ("0x1F", "31"), ("0o17", "15")],
)  # fmt: skip
def test_hints_write_the_figure_that_was_meant(text: str, wanted: str) -> None:
    from report.errors import Location

    with pytest.raises(MisfitError) as caught:
        scalars.figure(Scalar(text, True, Location("x")))
    assert caught.value.hint.split()[1].strip(".,") == wanted


@pytest.mark.parametrize("text", ["1,234", "1.234", "€ 1.234", "1,234 %"])
def test_hints_leave_open_what_may_be_thousands(text: str) -> None:
    from report.errors import Location

    with pytest.raises(MisfitError) as caught:
        scalars.figure(Scalar(text, True, Location("x")))
    assert "1234 for the thousands, or 1.2340 for the fraction" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [("1,234", "Write 1234 for"), ("0,5", "Write 0.5."), ("-7,25", "Write -7.25."), ("1,234,567", "Write 1234567.")],
)
def test_figures_cut_by_a_comma_are_told(text: str, hint: str, tmp_path: Path) -> None:
    _, problems = examined(tmp_path, {FACTS: f"kind: facts\nfacts:\n- {{id: a, value: {text}}}\n"})
    assert [problem.code for problem in problems] == ["yaml-trap"]
    assert "comma separates" in problems[0].message
    assert problems[0].hint.startswith(hint)


def test_amounts_cut_by_a_comma_are_told(tmp_path: Path) -> None:
    _, problems = examined(tmp_path / "a", {BILL: BASE[BILL].replace("[10]", "[48,000]")})
    assert [(problem.code, problem.hint.split(" for ")[0]) for problem in problems] == [("yaml-trap", "Write 48000")]
    _, problems = examined(tmp_path / "b", {BILL: BASE[BILL].replace("[10]", "[46,500]")})
    assert [problem.code for problem in problems] == ["wrong-count"]
    assert "not 48,000" in problems[0].hint


def test_files_that_nothing_names_are_noted(tmp_path: Path) -> None:
    named = BASE[REPORT].replace("content/werk.md", "./content/werk.md")
    files: dict[str, str | bytes | None] = {REPORT: named, "config/content/oud/a.md": "x", "config/figures/b.yml": "x"}
    _, problems = examined(tmp_path / "a", files)
    assert places(problems) == [("unused-file", "config/content/oud/a.md"), ("unused-file", "config/figures/b.yml")]
    assert {problem.severity for problem in problems} == {Severity.NOTE}
    _, problems = examined(tmp_path / "b", {**files, REPORT: named.replace("kind: cover", "kind: covr")})
    assert [problem.code for problem in problems] == ["unknown-kind"]


def test_waivers_know_their_line(tmp_path: Path) -> None:
    text = BASE[REPORT] + "waivers:\n  - {code: a, reason: b}\n  - {code: c, reason: d}\n"
    report, _ = examined(tmp_path, {REPORT: text})
    assert report is not None
    assert [waiver.at.line for waiver in report.settings.waivers] == [12, 13]


def test_among_thousands_of_names_the_nearest_is_found() -> None:
    known = [f"begroting.{number // 100}.{number}.2021" for number in range(8000)]
    assert nearest("begrotin.12.1234.2021", known) == "Did you mean “begroting.12.1234.2021”?"
    assert nearest("begroting.12.1234.202", known) == "Did you mean “begroting.12.1234.2021”?"
