"""docs/writing.md is right and complete: every example works, and everything an author can write has a row."""

from __future__ import annotations

import dataclasses
import functools
import io
import re
import typing
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from report.checks import check
from report.checks.facts import FORMATS
from report.checks.walk import blocks_of, spans_of
from report.errors import Problem, Severity
from report.model import content
from report.model.facsimile import Facsimiles
from report.model.report import Report, ReportFile, Section
from report.sources import examine, facts, kpis, statements
from report.sources.attributes import BRACES, parse_attributes
from report.sources.blocks import HEADING_ATTRIBUTES
from report.sources.directives import DIRECTIVES
from report.sources.prose import FRONT_MATTER, ImageEntry, SignatoryEntry
from report.sources.reading import keys_of
from report.sources.spans import LINK_ATTRIBUTES, SPAN_ATTRIBUTES

PAGE = Path(__file__).parents[2] / "docs" / "writing.md"

FACTS = {
    "kind": "facts",
    "facts": [
        {"id": "panel.leden", "value": 6900},
        {"id": "panel.respons", "value": 77.5},
        {"id": "resultaat.bedrag", "value": 122324},
        {"id": "gemeenten.aantal", "value": 10},
        {"id": "raad.lid", "value": "2021-06-11"},
        {"id": "panel.besturen", "value": 1},
        {"id": "resultaat.vorig", "value": 27645},
        {"id": "baten.bedrag", "value": 3309040},
        {"id": "baten.vorig", "value": 3225169},
        {"id": "website.bezoekers", "value": 34417},
        {"id": "rekening.t_baten.2021", "value": 1},
        {"id": "toelichting.t_baten", "value": 3309040},
    ],
}
KPI_VALUE = {"id": "cmo", "value": 34417, "label": "CMO STAMM"}
KPI_GROUP = {"id": "website", "label": "Bezoekers", "values": [KPI_VALUE]}
KPIS = {
    "kind": "kpis",
    "id": "kerncijfers",
    "title": "Cijfers",
    "period": "2021",
    "source": "Telling",
    "groups": [KPI_GROUP],
}
COLUMNS = [{"id": "2021", "label": "2021", "kind": "actual"}, {"id": "2020", "label": "2020", "kind": "prior"}]
ROWS = [
    {"id": "b_subsidie", "role": "line", "label": "Subsidie", "values": [3309039, 3225168]},
    {"id": "b_giften", "role": "line", "label": "Giften", "values": [1, 1]},
    *(
        {"id": name, "role": "result", "label": name, "values": values}
        for name, values in {
            "stand_begin": [10, 8],
            "toevoeging": [5, 4],
            "onttrekking": [3, 2],
            "stand_eind": [12, 10],
            "activa": [7, 6],
            "passiva": [7, 6],
        }.items()
    ),
]
STATEMENT = {"kind": "statement", "id": "exploitatie", "title": "Rekening", "columns": COLUMNS, "rows": ROWS}
LAST_YEAR = {
    **STATEMENT,
    "columns": [{**COLUMNS[1], "kind": "actual"}],
    "rows": [{**row, "values": [row["values"][1]]} for row in ROWS],
}
CHART = {"id": "baten", "kind": "bar", "title": "De baten stegen", "source": "rekening"}
CHARTS = {
    "kind": "charts",
    "charts": [{**CHART, "series": [{"id": "nu", "label": "Nu"}], "rows": [{"label": "Baten", "values": [3309040]}]}],
}
REPORT: dict[str, Any] = {
    "organisation": "Voorbeeld",
    "title": "Jaarverslag 2021",
    "slug": "jaarverslag-2021",
    "language": "nl",
    "period": 2021,
    "figures": ["figures/feiten.yaml", "figures/grafieken.yaml"],
    "sections": [{"kind": "chapter", "source": "content/werk.md", "colour": "water"}],
}


def tables() -> dict[str, list[list[str]]]:
    """The rows of every table of the page, by the heading or the line above it."""
    found: dict[str, list[list[str]]] = {}
    name, headed = "", False
    for line in PAGE.read_text("utf-8").split("\n"):
        if line.startswith("|"):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
            if set(line) <= set("|- "):
                headed = True
            elif headed:
                found.setdefault(name, []).append(cells)
        else:
            headed = False
            if line.startswith("#"):
                name = line.lstrip("# ")
            elif re.match(r"An? \w+:$", line):
                name = f"{name.split(' / ')[0]} / {line[:-1]}"
    return found


def code(cell: str) -> str:
    """The source that a cell shows, its lines parted by <br>."""
    lines = []
    for part in cell.split("<br>"):
        part = part.strip()
        fence = re.match(r"`+", part)
        assert fence, f"no code in {part!r}"
        marks = fence[0]
        inner = "" if part == "``" else part[len(marks) : -len(marks)]
        lines.append(inner[1:-1] if len(marks) > 1 and inner.startswith(" ") else inner)
    return "\n".join(lines).replace("\\|", "|")


TABLES = tables()
TEXTS = [row for name in ("Words in a paragraph", "Blocks") for row in TABLES[name]]


@functools.cache
def picture() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (1400, 900)).save(file, "PNG")
    return file.getvalue()


def project(folder: Path, *, text: str = "Tekst.", report: dict[str, Any] | None = None, **files: Any) -> Path:
    """A small project around one chapter; further files by their name under config/."""
    everything = {
        "figures/feiten.yaml": FACTS,
        "figures/grafieken.yaml": CHARTS,
        "report.yaml": {**REPORT, **(report or {})},
        **files,
    }
    if not text.startswith("---"):
        text = f"---\nlabel: Werk\nheadline: Werk\n---\n{text}\n"
    for name in ("content/werk.md", "content/voorwoord.md", "content/over.md"):
        everything.setdefault(name, text)
    for name, value in everything.items():
        path = folder / "config" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(value if isinstance(value, str) else yaml.safe_dump(value, allow_unicode=True), "utf-8")
    (folder / "assets/images").mkdir(parents=True)
    (folder / "assets/images/brug.png").write_bytes(picture())
    (folder / "assets/verklaring.pdf").write_bytes(b"%PDF-1.7")  # looked into when a report is built
    return folder


def outcome(folder: Path) -> tuple[Report, list[Problem]]:
    examined = examine(folder)
    assert examined.report is not None, examined.problems
    problems = [*examined.problems, *check(examined.report).problems]
    return examined.report, [problem for problem in problems if problem.severity is not Severity.NOTE]


def nodes(report: Report) -> set[type]:
    prose = next(section.prose for section in report.sections if section.prose)
    found: set[type] = {type(one) for one in (*blocks_of(prose), *spans_of(prose))}
    return found


@pytest.mark.parametrize("row", TEXTS, ids=[row[0] for row in TEXTS])
def test_every_text_example_works(row: list[str], tmp_path: Path) -> None:
    example = code(row[1])
    report, problems = outcome(project(tmp_path, text=example))
    assert problems == []
    words = {content.Words, content.Paragraph}
    if row[0] not in ("Paragraph", "Article", "Article with id and pages", "Soft hyphen", "A sign as it is"):
        assert nodes(report) - words, "the example gives nothing but plain words"


def test_every_node_that_an_author_can_write_has_an_example(tmp_path: Path) -> None:
    produced: set[type] = set()
    for index, row in enumerate(TEXTS):
        produced |= nodes(outcome(project(tmp_path / str(index), text=code(row[1])))[0])
    wanted = {*typing.get_args(content.Span), *typing.get_args(content.Block)} - {content.Foreign, Facsimiles}
    assert wanted - produced == set()
    assert all(f"`{name}`" in PAGE.read_text("utf-8") for name in ("Foreign", "Facsimiles"))


def test_every_directive_and_attribute_has_an_example() -> None:
    shown: dict[str, set[str]] = {}
    headings: set[str] = set()
    spans: set[str] = set()
    for row in TEXTS:
        for line in code(row[1]).split("\n"):
            braces = [parse_attributes(match["inner"])[0] for match in BRACES.finditer(line)]
            keys = {one.key for given in braces for one in given}
            if match := re.match(r":{3,} *([a-z]+)", line):
                shown.setdefault(match[1], set()).update(keys)
            elif line.startswith("#"):
                headings |= keys
            else:
                spans |= keys
    assert shown == {name: set(directive.attributes) for name, directive in DIRECTIVES.items()}
    assert headings == {key for known in HEADING_ATTRIBUTES.values() for key in known}
    assert spans == {*SPAN_ATTRIBUTES, *LINK_ATTRIBUTES}


def test_every_format_has_an_example() -> None:
    examples = " ".join(code(row[1]) for row in TEXTS)
    shown = set(re.findall(r"\{\{[^}|]*\| *([a-z-]+)", examples))
    assert shown == set(FORMATS)


@pytest.mark.parametrize("row", TABLES["Refused"], ids=[code(row[0])[:30] for row in TABLES["Refused"]])
def test_every_refused_example_is_refused(row: list[str], tmp_path: Path) -> None:
    _, problems = outcome(project(tmp_path, text=code(row[0])))
    assert code(row[1]) in {problem.code for problem in problems}
    assert all(problem.at and problem.at.line for problem in problems)


@pytest.mark.parametrize("row", TABLES["Front matter"], ids=[row[0] for row in TABLES["Front matter"]])
def test_every_front_matter_example_works(row: list[str], tmp_path: Path) -> None:
    for kind in row[2].split(", "):
        own = {"label": "label: Werk", "headline": "headline: Werk"}
        if kind == "photo":
            own = {"image": "image: {file: assets/images/brug.png, alt: Een brug, credit: Jan de Boer}"}
        matter = {**own, code(row[0]): code(row[1])}
        text = "---\n" + "\n".join(matter.values()) + "\n---\nTekst.\n"
        section = {"kind": kind, "source": "content/werk.md"}
        if kind == "chapter":
            section["colour"] = "water"
        if kind in ("kpis", "statement"):
            section = {"kind": kind, "source": f"figures/{kind}.yaml", "text": "content/werk.md"}
        folder = tmp_path / kind
        files = {"figures/kpis.yaml": KPIS, "figures/statement.yaml": STATEMENT}
        _, problems = outcome(project(folder, text=text, report={"sections": [section]}, **files))
        wanted = ["to-review"] if code(row[0]) == "review" else []
        assert [problem.code for problem in problems] == wanted


def test_front_matter_table_is_complete() -> None:
    shown = {code(row[0]): frozenset(row[2].split(", ")) for row in TABLES["Front matter"]}
    assert shown == {key: users for key, (users, _) in FRONT_MATTER.items()}
    image = next(code(row[1]) for row in TABLES["Front matter"] if "image" in row[0])
    assert set(yaml.safe_load(image)["image"]) == {key.written for key in keys_of(ImageEntry)}
    signed = next(code(row[1]) for row in TABLES["Front matter"] if "signed" in row[0])
    assert set(yaml.safe_load(signed)["signed"][0]) == {key.written for key in keys_of(SignatoryEntry)}


@pytest.mark.parametrize("row", TABLES["report.yaml"], ids=[row[0] for row in TABLES["report.yaml"]])
def test_every_key_of_report_yaml_works(row: list[str], tmp_path: Path) -> None:
    example = yaml.safe_load(code(row[1]))
    assert list(example) == [code(row[0])]
    folder = project(tmp_path, report=example, **{"brand.yaml": "meta: {name: Voorbeeld}\n"})
    assert outcome(folder)[1] == []


def test_report_yaml_table_is_complete() -> None:
    assert [code(row[0]) for row in TABLES["report.yaml"]] == [key.written for key in keys_of(ReportFile)]


@pytest.mark.parametrize("row", TABLES["Sections"], ids=[row[0] for row in TABLES["Sections"]])
def test_every_section_works(row: list[str], tmp_path: Path) -> None:
    (section,) = yaml.safe_load(code(row[1]))
    front = "label: Werk\nheadline: Werk"
    if section["kind"] == "photo":
        front = "image: {file: assets/images/brug.png, alt: Een brug, credit: Jan de Boer}"
    text = f"---\n{front}\n---\nTekst.\n"
    files: dict[str, Any] = {"figures/kerncijfers.yaml": KPIS, "figures/exploitatie.yaml": STATEMENT}
    files |= {str(section.get(key)): text for key in ("source", "text") if str(section.get(key)).endswith(".md")}
    report, problems = outcome(project(tmp_path, report={"sections": [section]}, **files))
    assert problems == []
    assert report.sections[0].section.kind == code(row[0])


def test_sections_table_is_complete() -> None:
    shown = {code(row[0]): set(yaml.safe_load(code(row[1]))[0]) for row in TABLES["Sections"]}
    assert shown == {
        typing.get_args(keys_of(cls)[0].kind)[0]: {key.written for key in keys_of(cls)}
        for cls in typing.get_args(Section)
    }


# table of the page → the class it describes, and a file with the example put in
FIGURES: dict[str, tuple[type, Any]] = {
    "kind: facts": (facts.FactEntry, lambda e: {"kind": "facts", "facts": [{"id": "a", "value": 1, **e}]}),
    "kind: kpis": (kpis.KpiFile, lambda e: {**KPIS, **e}),
    "kind: kpis / A group": (kpis.GroupEntry, lambda e: {**KPIS, "groups": [{**KPI_GROUP, **e}]}),
    "kind: kpis / A value": (
        kpis.KpiEntry,
        lambda e: {**KPIS, "groups": [{**KPI_GROUP, "values": [{**KPI_VALUE, **e}]}]},
    ),
    "kind: statement": (statements.StatementFile, lambda e: {**STATEMENT, **e}),
    "kind: statement / A column": (
        statements.ColumnEntry,
        lambda e: {**STATEMENT, "columns": [{**COLUMNS[0], **e}, COLUMNS[1]]},
    ),
    "kind: statement / A row": (
        statements.RowEntry,
        lambda e: {
            **STATEMENT,
            "rows": [*ROWS, {"id": "t", "role": "total", "label": "x", "values": [3309040, 3225169], **e}],
        },
    ),
}
FIGURE_ROWS = [(name, row) for name in FIGURES for row in TABLES[name]]


@pytest.mark.parametrize(("name", "row"), FIGURE_ROWS, ids=[f"{name} {row[0]}" for name, row in FIGURE_ROWS])
def test_every_key_of_figures_files_works(name: str, row: list[str], tmp_path: Path) -> None:
    example = yaml.safe_load(code(row[1]))
    assert list(example) == [code(row[0])]
    file = FIGURES[name][1](example)
    files = {"figures/feiten.yaml": FACTS, "figures/proef.yaml": file, "figures/vorig-jaar.yaml": LAST_YEAR}
    files["figures/begroting.csv"] = "code;label;2021;2020\n6.1;Giften;1;1\n"
    listed = {"figures": ["figures/feiten.yaml", "figures/proef.yaml"]}
    assert outcome(project(tmp_path, report=listed, **files))[1] == []


@pytest.mark.parametrize("name", FIGURES)
def test_tables_of_figures_are_complete(name: str) -> None:
    shown = {code(row[0]) for row in TABLES[name]}
    known = {key.written for key in keys_of(FIGURES[name][0])}
    if {field.name for field in dataclasses.fields(FIGURES[name][0])} & {"groups", "rows"}:
        known.discard("kind")  # the table's own heading
    assert shown == known


@pytest.mark.parametrize("row", TABLES["YAML's traps"], ids=[row[0] for row in TABLES["YAML's traps"]])
def test_every_trap_is_told(row: list[str], tmp_path: Path) -> None:
    fact = {"id": "id: x", "value": "value: 1"} | {code(row[0]).split(":")[0]: code(row[0])}
    text = "kind: facts\nfacts:\n  - " + "\n    ".join(fact.values()) + "\n"
    listed = {"figures": ["figures/feiten.yaml", "figures/proef.yaml"]}
    _, problems = outcome(project(tmp_path, report=listed, **{"figures/proef.yaml": text}))
    assert code(row[1]) in {problem.code for problem in problems}
