"""What holds for any statement: no digit is lost, digits end at one edge, columns keep apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from report.errors import Severity
from report.layout.compositor import compose_report
from report.model.placed import Layout, Page, TextLine
from report.typography.library import FontLibrary
from tests.layout.statements import CLOSE, MM, edge, statement
from tests.layout.test_properties import outside, overlaps, strayed_leaves

VALUES = st.integers(-9_999_999, 9_999_999) | st.just(0) | st.none()
KINDS = st.sampled_from(["actual", "prior", "budget"])
STYLES = st.fixed_dictionaries(
    {
        "negatives": st.sampled_from(["trailing-minus", "minus", "parentheses", "dash-slash"]),
        "zero": st.sampled_from(["dash", "'0'", "blank"]),
    }
)


@st.composite
def accounts(draw: st.DrawFn) -> tuple[str, str, str, list[int]]:
    """Columns, rows, style and the figures of a statement with groups and subtotals."""
    count = draw(st.integers(1, 7))
    columns = "".join(f'  - {{id: k{n}, label: "K{n}", kind: {draw(KINDS)}}}\n' for n in range(count))
    rows, figures, total = "", [], 0
    for group in range(draw(st.integers(1, 6))):
        rows += f"  - {{id: h{group}, role: heading, label: Groep {group}}}\n"
        names = []
        for line in range(draw(st.integers(1, 14))):
            values = draw(st.lists(VALUES, min_size=count, max_size=count))
            figures += [value for value in values if value is not None]
            written = ", ".join("null" if value is None else str(value) for value in values)
            names.append(f"r{group}_{line}")
            level = draw(st.sampled_from([0, 0, 1]))
            words = draw(st.sampled_from(["Post", "Kosten van huisvesting, inrichting en onderhoud van gebouwen"]))
            rows += f"  - {{id: {names[-1]}, role: line, level: {level}, label: {words!r}, values: [{written}]}}\n"
        rows += f"  - {{id: t{group}, role: subtotal, name: Som, formula: {' + '.join(names)}}}\n"
        total = group
    rows += f"  - {{id: z, role: total, label: Totaal, formula: {' + '.join(f't{n}' for n in range(total + 1))}}}\n"
    style = draw(STYLES)
    return columns, rows, f"style: {{negatives: {style['negatives']}, zero: {style['zero']}}}\n", figures


@pytest.fixture(scope="module")
def libraries() -> dict[str, FontLibrary]:
    return {}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("statements")


@settings(
    derandomize=True,
    max_examples=40,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(account=accounts())
def test_any_statement_is_set_soundly(
    folder: Path, libraries: dict[str, FontLibrary], account: tuple[str, str, str, list[int]]
) -> None:
    columns, rows, style, figures = account
    report = statement(folder, rows, columns, style).report()
    library = libraries.setdefault("", FontLibrary(folder, report.brand.fonts))
    layout = compose_report(report, library)
    assert not [problem for problem in layout.problems if problem.severity is Severity.ERROR]
    for page in layout.pages:
        assert not list(overlaps(page))
        assert not list(outside(page))
        shift = min((placed.x for placed in page.placements if isinstance(placed.item, TextLine)), default=0.0)
        edges = sorted(edge(x, line) - shift for x, line in figures_of(page, layout))
        steps = [b - a for a, b in pairwise(edges) if b - a > CLOSE]
        assert len(steps) < columns.count("\n")
        assert all(step > 10 * MM for step in steps)
    assert not strayed_leaves(layout)
    digits = sorted(digits_of(line) for page in layout.pages for _, line in figures_of(page, layout, lines_only=True))
    assert digits == sorted(str(abs(value)) for value in figures if value)


def figures_of(page: Page, layout: Layout, *, lines_only: bool = False) -> Iterator[tuple[float, TextLine]]:
    """Cells of figures; with `lines_only` those of lines, which are not bold, without dashes and noughts."""
    for placed in page.placements:
        item = placed.item
        if not isinstance(item, TextLine) or not any(layout.tags.get(r.leaf) in ("TD", "Span") for r in item.runs):
            continue
        if not lines_only or ("600" not in item.runs[0].face and digits_of(item).strip("0")):
            yield placed.x, item


def digits_of(line: TextLine) -> str:
    return "".join(character for run in line.runs for character in run.text if character.isdigit())
