"""Checks: what each finds, where, and that the sound project has nothing to find."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PIL import Image

from report.checks import check
from report.checks.facts import FORMATS
from report.errors import Problem, Realm, Severity
from report.model.colour import contrast
from report.model.quoting import COMPARING
from report.model.statements import Casting
from report.publish.verdict import judge
from report.sources import examine, load
from report.typography.numbers import known_format
from tests.sources.projects import BASE, examined, places, write

WORK = "config/content/werk.md"
BILL = "config/figures/rekening.yaml"
SAMPLE = Path(__file__).parents[2]


def found(folder: Path, files: dict[str, str | bytes | None]) -> tuple[Problem, ...]:
    return check(load(write(folder, files))).problems


def text(body: str) -> dict[str, str | bytes | None]:
    """The base project with this as its chapter; the body begins on line 5."""
    return {WORK: f"---\nlabel: Werk\nheadline: Werk\n---\n{body}"}


def test_the_sound_project_has_nothing_to_find(tmp_path: Path) -> None:
    assert found(tmp_path, {}) == ()


CASES = [
    ("[x](#nergens)", [("dangling-link", "5:1")]),
    ("[x](#artikel) [y](#werk) [z](#rekening)\n\n## Artikel\n\nx", []),
    ("[x](#k)\n\n## A\n\nx\n\n### B {#k}\n\nx", []),
    ("## A {#k}\n\nx\n\n## B {#k}\n\nx", [("duplicate-anchor", "9:1")]),
    ("## A {#k}\n\nx\n\n### B {#k}\n\nx", [("duplicate-anchor", "9:1")]),
    ("a {{ panel.leden }} b {{ panel.lede }}", [("unknown-fact", "5:23")]),
    ("{{ panel.leden | eruo }}", [("unknown-format", "5:1")]),
    ("{{ panel.leden | percent(12) }}", [("unknown-format", "5:1")]),
    ("- > *{{ a.b }}*", [("unknown-fact", "5:6")]),
    ('::: table {caption="{{ a.b }}"}\n| a | b |\n|--|--|\n| {{ c.d }} | x |\n:::',
     [("unknown-fact", "5:21"), ("unknown-fact", "8:3")]),
    ("x[^a]", [("undefined-note", "5:2")]),
    ("x[^a]\n\n[^a]: y {{ a.b }}", [("unknown-fact", "7:9")]),
    ("x\n\n[^a]: y", [("unused-note", "7:1")]),
    ("x[^a]\n\n[^a]: y[^a]", [("note-in-note", "7:8")]),
    ("", [("empty-text", "3:11")]),
    ("x\n\n## Leeg\n\n## Vol\n\nx", [("empty-article", "7:1")]),
    ("x\n\n## Kop\n\n::: lead\nAlleen een lead.\n:::", [("empty-article", "7:1")]),
    ("::: figure assets/groot.png {alt=x}\n:::", []),
    ("::: figure assets/groot.png\n:::", [("missing-alt", "5:1")]),
    ("::: figure assets/groot.png {decorative=yes}\n:::", []),
    ("::: figure assets/groot.png {alt=groot.png}\n:::", [("poor-alt", "5:1")]),
    ("::: figure assets/klein.png {alt=x}\n:::", [("image-small", "5:1")]),
    ("::: figure assets/reus.png {alt=x}\n:::", [("image-large", "5:1")]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "wanted"), CASES, ids=[repr(case[0])[:40] for case in CASES])
def test_texts(body: str, wanted: list[tuple[str, str]], tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    for name, width in (("klein", 200), ("groot", 1000), ("reus", 4000)):
        Image.new("1", (width, 20)).save(tmp_path / f"assets/{name}.png")
    problems = found(tmp_path, text(body))
    assert places(problems) == [(code, f"{WORK}:{place}") for code, place in wanted]


def test_an_opener_needs_alternative_text_credit_and_pixels(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    Image.new("1", (1000, 700)).save(tmp_path / "assets/a.png")
    body = "---\nlabel: W\nheadline: W\nimage: {file: assets/a.png}\n---\nx\n"
    codes = ["missing-alt", "image-small", "missing-credit"]
    assert places(found(tmp_path, {WORK: body})) == [(one, f"{WORK}:4:8") for one in codes]


def test_text_facts_have_no_format(tmp_path: Path) -> None:
    facts = 'kind: facts\nfacts:\n  - {id: a, value: "1 op 6"}\n'
    files = {**text("{{ a }} {{ a | euro }}"), "config/figures/feiten.yaml": facts}
    assert places(found(tmp_path, files)) == [("format-of-text", f"{WORK}:5:9")]


def statement(folder: Path, total: str, tolerance: str = "1") -> tuple[tuple[Problem, ...], tuple[Casting, ...]]:
    changed = BASE[BILL].replace("[30]", f"[{total}]").replace("tolerance: 1", f"tolerance: {tolerance}")
    checked = check(load(write(folder, {BILL: changed})))
    return checked.problems, checked.castings


def test_sums_that_agree(tmp_path: Path) -> None:
    problems, castings = statement(tmp_path, "30")
    assert problems == ()
    assert [(c.row, c.column, c.expected, c.found, c.verdict) for c in castings] == [
        ("t", "2021", Decimal(30), Decimal(30), "pass")
    ]


def test_a_rounding_difference_is_a_note_with_both_numbers(tmp_path: Path) -> None:
    (problem,), (casting,) = statement(tmp_path, "31")
    assert (problem.code, problem.severity, casting.verdict) == ("rounding", Severity.NOTE, "rounding")
    assert "31" in problem.message
    assert "30" in problem.message
    assert str(problem.at) == f"{BILL}:10:66"


def test_a_difference_is_an_error_with_both_numbers_and_places(tmp_path: Path) -> None:
    (problem,), (casting,) = statement(tmp_path, "32")
    assert (problem.code, problem.severity, casting.verdict) == ("sum-differs", Severity.ERROR, "fail")
    assert "32" in problem.message
    assert "30" in problem.message
    assert f"{BILL}:8:5" in problem.hint
    assert f"{BILL}:9:5" in problem.hint


def test_the_tolerance_is_the_statements_own(tmp_path: Path) -> None:
    assert statement(tmp_path / "a", "31", "0")[0][0].code == "sum-differs"
    assert statement(tmp_path / "b", "30.5", "0.5")[0][0].code == "rounding"


def test_an_unlabelled_total_needs_a_name(tmp_path: Path) -> None:
    nameless = BASE[BILL].replace("label: Totaal, ", "")
    assert places(found(tmp_path / "a", {BILL: nameless})) == [("missing-name", f"{BILL}:10:5")]
    named = BASE[BILL].replace("label: Totaal", "name: Totaal")
    assert found(tmp_path / "b", {BILL: named}) == ()


def test_formulas_subtract(tmp_path: Path) -> None:
    changed = BASE[BILL].replace("a + b", "b - a").replace("[30]", "[10]")
    assert found(tmp_path, {BILL: changed}) == ()


def test_pale_chapter_colours_are_told(tmp_path: Path) -> None:
    brand = 'defaults: {report: {chapters: {water: {deep: "#46A2F2", bright: k40, pale: "#DAECFC"}}}}\n'
    problems = found(tmp_path, {"config/brand.yaml": brand})
    assert [(p.code, p.severity) for p in problems] == [("low-contrast", Severity.WARNING)] * 2


def test_contrast_is_that_of_wcag() -> None:
    assert contrast((1, 1, 1), (0, 0, 0)) == pytest.approx(21)
    assert contrast((0, 0, 0), (0, 0, 0)) == pytest.approx(1)
    assert contrast((0x76 / 255,) * 3, (1, 1, 1)) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", [*(f"{name}(a)" if name in COMPARING else name for name in FORMATS), "percent(1)"])
def test_formats_are_those_that_typography_sets(name: str) -> None:
    assert known_format(name)
    assert name.partition("(")[0] in FORMATS


@pytest.mark.parametrize(
    ("value", "found"),
    [('"2021-06-11"', []), ('"2021-06-31"', ["no-date"]), ('"vandaag"', ["no-date"]), ("7", ["no-date"])],
)
def test_a_date_is_a_date(tmp_path: Path, value: str, found: list[str]) -> None:
    facts = f"kind: facts\nfacts:\n  - {{id: dag, value: {value}}}\n"
    text = "---\nlabel: Werk\nheadline: Ons werk\n---\nOp {{ dag | date }} begon het.\n"
    files: dict[str, str | bytes | None] = {"config/figures/feiten.yaml": facts, "config/content/werk.md": text}
    report, problems = examined(tmp_path, files)
    assert report is not None
    assert not problems
    assert [p.code for p in check(report).problems if p.at and p.at.file.endswith("werk.md")] == found


def test_the_sample_has_nothing_but_its_rounding() -> None:
    report = load(SAMPLE)
    checked = check(report)
    verdict = judge((*report.problems, *checked.problems), report.settings, strict=True)
    assert [problem.code for problem in verdict.problems] == ["rounding"] * 4
    # The source names no date on which the report was approved; report.yaml says so.
    assert [waived.waiver.code for waived in verdict.waived] == ["no-approval"]
    assert not verdict.stopping
    assert len(checked.castings) == 12


@pytest.mark.parametrize(
    ("count", "wanted"),
    [("115", None), ("12", None), ("11", "bad-parcels"), ("4000", "bad-parcels"), ("geteld", None),
     ("geteeld", "unknown-fact"), ("gebroken", "bad-parcels"), ("woord", "bad-parcels")],
)  # fmt: skip
def test_the_cover_counts_what_it_can_show(count: str, wanted: str | None, tmp_path: Path) -> None:
    settings = BASE["config/report.yaml"].replace("kind: cover", f"kind: cover, parcels: {count}")
    facts = (
        '{id: geteld, value: 60, label: x}, {id: gebroken, value: 60.5, label: x}, {id: woord, value: "veel", label: x}'
    )
    files: dict[str, str | bytes | None] = {
        "config/report.yaml": settings.replace("feiten.yaml]", "feiten.yaml, figures/tellingen.yaml]"),
        "config/figures/tellingen.yaml": f"kind: facts\nfacts: [{facts}]\n",
    }
    problems = found(tmp_path, files)
    assert [problem.code for problem in problems if problem.realm is Realm.SETUP] == ([wanted] if wanted else [])


BOTH = """\
columns:
  - {id: "2021", label: "2021", period: 2021, kind: actual}
  - {id: b, label: Begroting, period: 2020-b, kind: budget}
"""


def test_a_quoted_cell_that_is_still_empty_is_told_as_such(tmp_path: Path) -> None:
    front = "---\nlabel: Werk\nheadline: Werk\n---\n"
    files: dict[str, str | bytes | None] = {
        BILL: BASE[BILL].replace("[10]", "[null]"),
        "config/content/werk.md": f"{front}{{{{ rekening.a.2021 }}}} {{{{ rekening.x.2021 }}}}\n",
    }
    told = [problem.message for problem in found(tmp_path, files) if problem.code == "unknown-fact"]
    assert told == ["rekening.a.2021 has no figure yet.", "There is no fact rekening.x.2021."]


def test_a_sum_of_rows_without_figures_is_told(tmp_path: Path) -> None:
    bill = BASE[BILL].replace("[10]", "[null]").replace("[20]", "[null]")
    told = [(one.code, one.severity) for one in found(tmp_path / "a", {BILL: bill}) if one.code == "sum-unchecked"]
    assert told == [("sum-unchecked", Severity.NOTE)]
    one = BASE[BILL].replace("[10]", "[null]").replace("[20]", "[30]")
    assert "sum-unchecked" not in {problem.code for problem in found(tmp_path / "b", {BILL: one})}


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("style: {scale: thousands}\nunit-caption: In euro’s", True),
        ("style: {scale: millions}\nunit-caption: In duizenden euro’s", True),
        ("style: {scale: millions}\nunit-caption: × € 1.000", True),
        ("style: {scale: millions}\nunit-caption: × € 1.000.000", False),
        ("style: {scale: millions}\nunit-caption: £m", False),
        ("style: {scale: thousands}\nunit-caption: × € 1.000", False),
        ("style: {scale: thousands}\nunit-caption: In duizenden euro’s", False),
        ("style: {scale: thousands}\nunit-caption: €’000", False),
        ("style: {scale: thousands}", False),
        ("unit-caption: In euro’s", False),
    ],
)
def test_a_caption_tells_the_scale(keys: str, told: bool, tmp_path: Path) -> None:
    bill = BASE[BILL].replace("tolerance: 1", keys)
    assert ("scale-untold" in {problem.code for problem in found(tmp_path, {BILL: bill})}) is told


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("period: 2021,", "period: 2020,", [("period-differs", f"{BILL}:6:5")]),
        ('label: "2021", period: 2021,', "label: Rekening, period: 2022,", [("period-differs", f"{BILL}:6:5")]),
        ("label: Begroting, period: 2020-b", "label: 2021, period: 2020-b", [("period-differs", f"{BILL}:7:5")]),
        ("label: Begroting", "label: Begroting 2021", []),
        ("a + b", "a", [("row-not-summed", f"{BILL}:10:5")]),
        (", formula: a + b", "", []),
    ],
)
def test_statements_do_not_contradict_themselves(
    old: str, new: str, wanted: list[tuple[str, str]], tmp_path: Path
) -> None:
    bill = BASE[BILL].replace('columns:\n  - {id: "2021", label: "2021", kind: actual}\n', BOTH)
    bill = bill.replace("[10]", "[10, 10]").replace("[20]", "[20, 20]").replace("[30]", "[30, 30]")
    assert found(tmp_path / "sound", {BILL: bill}) == ()
    problems = found(tmp_path / "broken", {BILL: bill.replace(old, new)})
    warned = tuple(problem for problem in problems if problem.severity is Severity.WARNING)
    assert places(warned) == wanted


@pytest.mark.parametrize(
    "files",
    [{"config/figures/feiten.yaml": "kind: ["}, {"config/figures/feiten.yaml": None},
     {BILL: BASE[BILL].replace("[10]", "[1,5]").replace("10]", "1.234]")}],
)  # fmt: skip
def test_facts_of_misread_figures_are_not_called_missing(files: dict[str, str | bytes | None], tmp_path: Path) -> None:
    fact = "rekening.a.2021" if BILL in files else "panel.leden"
    examined = examine(write(tmp_path, {**text(f"{{{{ {fact} }}}}"), **files}))
    assert examined.report is not None
    assert len(examined.problems) == 1
    assert "unknown-fact" not in {problem.code for problem in check(examined.report).problems}


@pytest.mark.parametrize(
    ("body", "code"),
    [("::: figure\n:::", "missing-argument"),
     ("\n".join(":" * (3 + 200 - n) + " callout" for n in range(200)) + "\nx\n", "nesting")],
)  # fmt: skip
def test_one_fault_is_one_problem(body: str, code: str, tmp_path: Path) -> None:
    examined = examine(write(tmp_path, text(body)))
    assert examined.report is not None
    problems = [*examined.problems, *check(examined.report).problems]
    assert [problem.code for problem in problems] == [code]
