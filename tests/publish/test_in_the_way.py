"""What stands in the way of an output is named as the user knows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from report.errors import ReportError
from report.publish.outputs import write_all


def told(target: Path) -> str:
    with pytest.raises(ReportError) as stop:
        write_all({target: b"new"})
    (problem,) = stop.value.problems
    assert "move it away" in problem.hint
    return problem.message


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "dist").write_bytes(b"mine")
    message = told(tmp_path / "dist" / "a.pdf")
    assert message.endswith("dist could not be written: it is a file, not a folder")
    assert (tmp_path / "dist").read_bytes() == b"mine"


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    assert "a folder stands at this name" in told(tmp_path / "a.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]
