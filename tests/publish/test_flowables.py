"""Flowables of a Python user stand where they are asked for; the README's examples run."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from reportlab.graphics.shapes import Drawing, Rect

import report
from report.errors import ReportError
from report.finish.verify import verify
from report.sources.scaffold import scaffold

README = Path(__file__).resolve().parents[2] / "README.md"


def bar() -> Drawing:
    drawing = Drawing(120, 20)
    drawing.add(Rect(0, 0, 90, 20, strokeWidth=0))
    return drawing


def alternatives(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [str(thing.Alt) for thing in opened.objects if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]


def test_a_flowable_is_a_figure_with_its_text(tmp_path: Path) -> None:
    scaffold(tmp_path / "ours", language="en")
    pdf = report.build(tmp_path / "ours", flowables={"foreword": [(bar(), "Three quarters.")]})
    assert "Three quarters." in alternatives(pdf)
    assert verify(pdf) == ()
    assert "Three quarters." not in alternatives(report.build(tmp_path / "ours"))


def test_an_unknown_anchor_is_told(tmp_path: Path) -> None:
    scaffold(tmp_path / "ours", language="en")
    with pytest.raises(ReportError) as stop:
        report.build(tmp_path / "ours", flowables={"forword": [(bar(), "")]})
    (problem,) = stop.value.problems
    assert (problem.code, problem.hint) == ("unknown-anchor", "did you mean 'foreword'?")


def test_the_examples_of_the_readme_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scaffold(tmp_path / "our-report", language="en")
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {}
    examples = re.findall(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    assert len(examples) == 2
    for example in examples:
        exec(compile(example, str(README), "exec"), known)
    assert isinstance(known["pdf"], bytes)
    assert known["pdf"].startswith(b"%PDF-1.7")
