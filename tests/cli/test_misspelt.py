"""A misspelt verb, and an environment that has lost a package, are told in plain words."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest

from report.cli import main


def test_a_misspelt_verb_is_told_with_the_right_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["buidl", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "'buidl'" in said
    assert "did you mean 'build'?" in said


def test_a_missing_package_is_no_fault_of_the_program(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def broken(name: str, *rest: Any, **more: Any) -> Any:
        if name == "report.sources.schema":
            raise ModuleNotFoundError("No module named 'yaml'", name="yaml")
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", broken)
    assert main(["schema", "--out", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "'yaml'" in said
    assert ".venv" in said
