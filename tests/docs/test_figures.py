"""docs/figures.md, the chapters on facts: its keys are complete, and cells and formats do what it says."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from report.checks import check
from report.checks.facts import FORMATS
from report.errors import Location
from report.layout.markup import quoted_words
from report.sources import examine, load
from report.sources.cells import Cell, figure_or_words
from report.sources.facts import TableEntry
from report.sources.reading import keys_of
from report.sources.scalars import MisfitError
from tests.sources.projects import BASE, write
from tests.sources.workbooks import BOOK, FACTS, read, workbook

PAGE = (Path(__file__).parents[2] / "docs" / "figures.md").read_text("utf-8")


def rows(head: str) -> list[list[str]]:
    """The rows of the table with this head."""
    below = PAGE.partition(f"| {head}")[2].split("\n\n")[0].split("\n")[2:]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in below]


def test_the_keys_of_tables_are_complete_and_right(tmp_path: Path) -> None:
    table = [[cell.strip("`") for cell in row[:2]] for row in rows("Key | Example")]
    assert sorted(key for key, _ in table) == sorted(key.written for key in keys_of(TableEntry))
    for number, (key, example) in enumerate(table):
        if key in ("delimiter", "encoding"):
            continue
        head = ["id", "" if key == "periods" else "value", "label", "anders"]
        entry = {"file": "figures/leden.xlsx", **yaml.safe_load(example)}
        facts = yaml.safe_dump({"kind": "facts", "tables": [entry]})
        files: dict[str, str | bytes | None] = {
            FACTS: facts,
            BOOK: workbook([head, ["a", 1, "A", 2], ["b", 3, "B", 4]]),
        }
        report, problems = read(tmp_path / str(number), "", files)
        assert problems == (), example
        assert any(name.endswith((".a", ".2021")) or name == "a" for name in report.facts), example


@pytest.mark.parametrize("row", rows("In the cell"), ids=[row[0] for row in rows("In the cell")])
def test_cells_are_read_or_told(row: list[str]) -> None:
    cell = Cell("text", row[0].strip("`"), Location("a.csv", 1, 1))
    if row[2]:
        with pytest.raises(MisfitError) as caught:
            figure_or_words(cell)
        assert row[2].startswith(f"`{caught.value.code}`")
    else:
        found = figure_or_words(cell)
        assert row[1] == (found if isinstance(found, str) else f"{found.value} {found.unit}".strip())


def test_formats_print_what_the_page_says(tmp_path: Path) -> None:
    amounts = {"baten": "3309040", "vorig": "3225169", "respons": "77.46", "gemeenten": "12", "dag": '"2021-06-11"'}
    facts = "".join(f"  - {{id: {name}, value: {value}}}\n" for name, value in amounts.items())
    table = rows("Format | Example")
    body = "".join(f"{row[1].strip('`')}\n\n".replace("\\|", "|") for row in table)
    text = f"---\nlabel: Werk\nheadline: Werk\n---\n{body}"
    files: dict[str, str | bytes | None] = {FACTS: f"kind: facts\nfacts:\n{facts}", "config/content/werk.md": text}
    report = load(write(tmp_path, files))
    assert check(report).problems == ()
    assert {row[0].strip("`") for row in table} == set(FORMATS)
    for row in table:
        inner = row[1].strip("`{} ").replace("\\|", "|").replace(" ", "")
        fact, _, form = inner.partition("|")
        assert quoted_words(fact, form, report).replace("\u00a0", " ") == row[2], row[1]


@pytest.mark.parametrize("example", re.findall(r"^```yaml\n(kind: facts\n.*?)^```$", PAGE, re.DOTALL | re.MULTILINE))
def test_the_examples_of_facts_are_read(example: str, tmp_path: Path) -> None:
    head = ["Code", "Omschrijving", "Realisatie 2021", "Realisatie 2020"]
    budget: list[list[Any]] = [[""], [""], [""], head, ["baten", "Baten", 10, 9]]
    files: dict[str, str | bytes | None] = {
        FACTS: example,
        "config/figures/leden.csv": re.findall(r"^```\n(id;.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)[0],
        "config/figures/begroting.xlsx": workbook(budget, lambda book: setattr(book["Leden"], "title", "Exploitatie")),
        "config/report.yaml": BASE["config/report.yaml"],
    }
    found = examine(write(tmp_path, files))
    assert [problem for problem in found.problems if problem.code != "unused-file"] == []
    assert found.report is not None
    assert {"panel.leden", "begroting.baten.2020"} & set(found.report.facts)
    respons = found.report.facts.get("panel.respons")
    assert respons is None or respons.value == Decimal("77.5")
