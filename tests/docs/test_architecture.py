"""docs/architecture.md: its table names what the registries hold, and its example of a new block works as it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest

from report.checks import check
from report.errors import ReportError
from report.layout.blocks import SETTERS
from report.model import content
from report.model.placed import Layout, TextLine
from report.sources.directives import DIRECTIVES
from tests.layout.manuscript import Manuscript

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
CODE = re.compile(r"^```python\n# (?P<where>\S+)[^\n]*\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE)
REGISTRY = re.compile(r"`(report(?:\.\w+)+\.[A-Z]\w+)`")


def rows() -> Iterator[tuple[str, list[str]]]:
    """Each row's registry, and the names that the row says it holds."""
    for row in PAGE.splitlines():
        cells = row.split("|")
        if len(cells) == 6 and (found := REGISTRY.search(cells[3])):
            yield found[1], re.findall(r"`([^`]+)`", cells[4])


def names_in(registry: str) -> list[str]:
    module, _, name = registry.rpartition(".")
    held: Any = getattr(import_module(module), name)
    return [name_of(entry) for entry in (get_args(held) or held)]


def name_of(entry: object) -> str:
    """A section is called by its `kind`, another class by its own name."""
    if not isinstance(entry, type):
        return str(entry)
    kind = re.search(r"\w+(?=['\"]\])", str(entry.__annotations__.get("kind", "")))
    return kind[0] if kind else entry.__name__


@pytest.mark.parametrize(("registry", "named"), list(rows()))
def test_the_table_names_what_a_registry_holds(registry: str, named: list[str]) -> None:
    assert named == names_in(registry)


def test_every_registry_of_a_floor_has_its_row() -> None:
    """The registries are the plain dicts, named in capitals, that a package's __init__ holds."""
    found = {
        f"{'.'.join(path.parent.relative_to(ROOT).parts)}.{name}"
        for path in (ROOT / "report").rglob("__init__.py")
        for name in re.findall(r"^([A-Z_]+)(?:: [^=]+)? = \{", path.read_text("utf-8"), re.MULTILINE)
    }
    assert len(found) >= 4
    assert found <= {registry for registry, _ in rows()}


def test_the_floors_stand_in_the_order_of_the_contract() -> None:
    sentence = PAGE.partition("From top to bottom: ")[2].partition(".")[0]
    named = re.findall(r"`(\w+)`", sentence)
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    layers = [layer.strip("()") for layer in contract["layers"]]
    assert len(named) == 14
    assert named == [layer for layer in layers if layer in named]


def test_the_files_that_are_named_are_there() -> None:
    made = {"motto.py", "<name>"}
    for name in re.findall(r"`((?:report|tests|docs)/[\w/.<>]+)`", PAGE):
        assert (ROOT / name).exists() or any(part in name for part in made), name


@pytest.fixture
def motto(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pieces of the example, each executed where it says it belongs."""
    pieces = {match["where"]: match["code"] for match in CODE.finditer(PAGE)}
    assert len(pieces) == 4
    known: dict[str, Any] = {"DIRECTIVES": dict(DIRECTIVES), "SETTERS": dict(SETTERS)}
    for where, code in pieces.items():
        space = dict(vars(content)) if where == "report/model/content.py" else dict(known)
        exec(compile(f"from __future__ import annotations\n{code}", where, "exec"), space)
        if where == "report/model/content.py":
            monkeypatch.setattr(content, "Motto", space["Motto"], raising=False)
            known["Motto"] = space["Motto"]
        known |= {name: space[name] for name in ("DIRECTIVE", "mark_motto") if name in space}
    for name, directive in known["DIRECTIVES"].items():
        monkeypatch.setitem(DIRECTIVES, name, directive)
    for kind, setter in known["SETTERS"].items():
        monkeypatch.setitem(SETTERS, kind, setter)


def composed(root: Path, body: str) -> Layout:
    manuscript = Manuscript(root)
    manuscript.section("article", body, label="Vrij", headline="Kop")
    return manuscript.layout()


@pytest.mark.usefixtures("motto")
def test_a_stranger_adds_a_kind_of_block(tmp_path: Path) -> None:
    body = "Eerst een gewone alinea.\n\n::: motto\nWie *telt*, telt mee[^a].\n:::\n\nEn verder.\n\n[^a]: De noot.\n"
    layout = composed(tmp_path, body)
    assert not layout.problems
    assert "the motto" in [entry.name for entry in layout.ledger]
    number = next(entry.block for entry in layout.ledger if entry.name == "the motto")
    (placed,) = [p for page in layout.pages for p in page.placements if p.portion and p.portion.block == number]
    assert isinstance(placed.item, TextLine)
    assert "".join(run.text for run in placed.item.runs) == "Wie telt, telt meea."
    left = 51.02
    column = 192.76
    assert placed.x - left == pytest.approx(column - (placed.x - left) - placed.item.width, abs=0.05), "in the middle"


@pytest.mark.usefixtures("motto")
def test_its_directive_refuses_what_it_cannot_be(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        composed(tmp_path, "Tekst.\n\n::: motto\n:::\n")
    assert [(problem.code, problem.at and problem.at.line) for problem in caught.value.problems] == [
        ("empty-directive", 7)
    ]


@pytest.mark.usefixtures("motto")
def test_the_checks_look_into_it(tmp_path: Path) -> None:
    manuscript = Manuscript(tmp_path)
    body = "Tekst.\n\n::: motto\nWie {{ telt }}[^a], [telt](#nergens) mee.\n:::\n\n[^a]: De noot.\n"
    manuscript.section("article", body, label="Vrij", headline="Kop")
    found = check(manuscript.report())
    assert sorted(problem.code for problem in found.problems) == ["dangling-link", "unknown-fact"]


def test_without_the_example_there_is_no_such_block(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="There is no directive “motto”"):
        composed(tmp_path, "::: motto\nWie telt, telt mee.\n:::\n")
