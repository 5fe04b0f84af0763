"""docs/figures.md, the chapters on statements and checks: the example is sound, and every check and code is there."""

from __future__ import annotations

import re
import typing
from pathlib import Path

from report.checks import check
from report.model.statements import CheckKind
from report.sources import load
from tests.sources.projects import write

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "figures.md").read_text("utf-8")
CODE = re.compile(r'Problem\(\s*"([a-z-]+)"')


def test_the_example_of_a_statement_is_sound(tmp_path: Path) -> None:
    example = PAGE.partition("## Statements\n")[2].partition("```yaml\n")[2].partition("```")[0]
    notes = "---\nlabel: T\nheadline: T\n---\n## Subsidies {#subsidies}\n\nx\n"
    settings = (
        "organisation: A\ntitle: B\nslug: b\nlanguage: nl\nperiod: 2021\nsections:\n"
        "  - {kind: statement, source: figures/e.yaml}\n  - {kind: notes, source: content/werk.md}\n"
    )
    files: dict[str, str | bytes | None] = {"config/report.yaml": settings, "config/content/werk.md": notes}
    files |= {
        "config/figures/e.yaml": example,
        "config/figures/feiten.yaml": None,
        "config/figures/rekening.yaml": None,
    }
    report = load(write(tmp_path, files))
    assert (report.problems, check(report).problems) == ((), ())
    (statement,) = report.statements.values()
    assert [amount.value for amount in statement.rows[-1].amounts][:4] == [338, 500, 440, -162]


def test_the_table_of_checks_is_complete() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| .* \| (.*) \|$", PAGE.partition("## Checks\n")[2], re.MULTILINE)
    kinds = typing.get_args(CheckKind)
    assert [kind for kind, _ in rows][: len(kinds)] == list(kinds)


def test_every_code_of_the_checks_of_statements_is_named() -> None:
    sources = [(ROOT / f"report/checks/{name}.py").read_text("utf-8") for name in ("sums", "ties", "statements")]
    codes = {code for source in sources for code in CODE.findall(source)} - {"rounding"}
    codes |= set(re.findall(r'": "([a-z-]+-differs)"', sources[1]))
    assert len(codes) > 10
    assert {code for code in codes if f"`{code}`" not in PAGE} == set()
