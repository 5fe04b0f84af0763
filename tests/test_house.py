"""The rules of the house: small files, small functions, floors in order, words for readers."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = sorted([ROOT / "build.py", *(ROOT / "environment").rglob("*.py"), *(ROOT / "report").rglob("*.py")])
TESTS = sorted(
    path
    for folder in ("tests", "bench")
    for path in (ROOT / folder).rglob("*.py")
    if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)  # an environment made by the benchmark
)
LONGEST_FILE, LONG_FUNCTION = 400, 50
LONG_FUNCTIONS_ALLOWED = 0.02  # of all functions

# Which floors may import which libraries; any other library is free.
KEEPERS = {
    "reportlab": {"typography", "layout", "paint"},
    "uharfbuzz": {"typography", "layout", "paint"},
    "pikepdf": {"finish", "packs"},
    "yaml": {"sources"},
    "markdown_it": {"sources"},
    "mdit_py_plugins": {"sources"},
    "matplotlib": {"charts"},
    "numpy": {"charts"},
    "openpyxl": {"sources", "publish"},
    "segno": {"layout"},
    "svgelements": {"sources"},
}
# These are imported where the work needs them, never when a module is loaded.
LAZY = {"babel", "matplotlib", "numpy", "openpyxl", "rich", "PIL", "pyphen", "segno", "svgelements"}
# The floor of charts is matplotlib's own: the floors above import its modules when a chart is to be drawn.
CHARTS = {"matplotlib", "numpy"}
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "misc", "common", "tools", "manager"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imported(nodes: Iterator[ast.AST]) -> Iterator[str]:
    """Top names of the libraries that these statements import."""
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]


def when_loaded(tree: ast.AST) -> Iterator[ast.AST]:
    """Statements that run when a module is loaded: not those in functions, not those for the type checker alone."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        yield node
        yield from when_loaded(node)


def test_the_house_was_found() -> None:
    assert len(PROGRAM) > 20
    assert len(TESTS) > 10


def test_files_are_short() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in PROGRAM + TESTS}
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}


def test_few_functions_are_long() -> None:
    lengths = {
        f"{name_of(path)}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.lineno + 1
        for path in PROGRAM
        for function in functions(path)
    }
    long = {name: length for name, length in lengths.items() if length > LONG_FUNCTION}
    assert len(long) <= LONG_FUNCTIONS_ALLOWED * len(lengths), long


def test_every_module_says_what_it_turns_into_what() -> None:
    sayings = {name_of(path): (ast.get_docstring(parsed(path)) or "").split("\n\n")[0] for path in PROGRAM + TESTS}
    assert not [name for name, saying in sayings.items() if not 15 <= len(saying) <= 300]


def test_what_a_floor_publishes_is_explained() -> None:
    """The names that a floor's __init__ offers: each says what it does, in which units, by which rule."""
    silent = [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for path in PROGRAM
        if path.name == "__init__.py"
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name[0] != "_" and not ast.get_docstring(node)
    ]
    assert not silent


def test_names_say_something() -> None:
    empty = {
        name_of(path) for path in PROGRAM if EMPTY_WORDS.intersection(path.relative_to(ROOT).with_suffix("").parts)
    }
    assert not empty


def test_libraries_are_used_on_their_own_floors_only() -> None:
    strangers = {
        (name_of(path), library)
        for path in (ROOT / "report").rglob("*.py")
        for library in imported(ast.walk(parsed(path)))
        if library in KEEPERS and path.relative_to(ROOT / "report").with_suffix("").parts[0] not in KEEPERS[library]
    }
    assert not strangers


def test_slow_libraries_are_imported_late() -> None:
    early = {(name_of(path), library) for path in PROGRAM for library in imported(when_loaded(parsed(path)))}
    allowed = {(name, library) for name, library in early if "report/charts/" in name and library in CHARTS}
    assert not {(name, library) for name, library in early - allowed if library in LAZY}


def test_no_module_brings_the_floor_of_charts_with_it() -> None:
    """matplotlib takes half a second to load: only functions import the floor that begins with it."""
    early = {
        name_of(path)
        for path in PROGRAM
        if "charts" not in path.parts
        for node in when_loaded(parsed(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("report.charts")
    }
    assert not early


def test_every_floor_stands_in_the_contract() -> None:
    """pyproject.toml names each of them, in order; import-linter checks the imports."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0]
    named = [layer.strip("()") for layer in contract["layers"]]
    entries = [path for path in (ROOT / "report").iterdir() if path.suffix == ".py" or any(path.glob("*.py"))]
    assert {path.stem for path in entries} - {"__init__"} <= set(named)
    order = [
        "cli",
        "publish",
        "finish",
        "paint",
        "layout",
        "tables",
        "typography",
        "checks",
        "sources",
        "model",
        "errors",
    ]
    assert [name for name in named if name in order] == order


def test_nothing_is_kept_between_runs() -> None:
    """No `global`: what stages share, they hand over."""
    kept = [
        name_of(path) for path in PROGRAM + TESTS for node in ast.walk(parsed(path)) if isinstance(node, ast.Global)
    ]
    assert not kept


def test_the_rules_would_notice() -> None:
    """The readers above see what they look for, also inside classes and branches, and not what runs later."""
    tree = ast.parse(
        "if TYPE_CHECKING:\n import rich\ndef f():\n import babel\nclass A:\n import PIL.Image\n"
        "try:\n import yaml\nfinally: pass"
    )
    assert set(imported(when_loaded(tree))) == {"PIL", "yaml"}
    assert set(imported(ast.walk(tree))) == {"rich", "babel", "PIL", "yaml"}
