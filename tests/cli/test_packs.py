"""`report pack` on the command line: what it prints, where its files go, and its exit codes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from report import cli
from tests.packs.builders import pack_folder, plain


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        sys.exit(cli.main(list(arguments)))
    return int(stop.value.code or 0)


def test_a_pack_is_made_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = pack_folder(tmp_path, {"een.pdf": plain(2)}, "recipients: [{name: J}]\n")
    assert run("pack", str(path), "--out", str(tmp_path / "uit"), "--separate") == 0
    said = capsys.readouterr()
    assert "4 pages" in said.out
    assert ", for J" in said.out
    assert "papers/01a_een.pdf" in said.out.replace(os.sep, "/")
    assert "paper-untagged" in said.err
    names = sorted(found.name for found in (tmp_path / "uit").iterdir())
    assert names == ["2026-05-01_Bestuur.json", "2026-05-01_Bestuur.pdf", "2026-05-01_Bestuur_copy-01_J.pdf", "papers"]


def test_what_is_wrong_gives_no_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("pack", str(tmp_path / "PACK.yaml")) == 2
    path = pack_folder(tmp_path, {"een.pdf": b"niets"})
    assert run("pack", str(path)) == 1
    assert run("pack", str(path), "--supplement-to", str(tmp_path / "weg.json")) == 2
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("size", ["0", "-3", "veel", "1e9"])
def test_a_size_is_a_number_of_megabytes(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("pack", "--max-mb", size) == 2
    assert "a size in megabytes" in capsys.readouterr().err


def test_a_start_without_packs_loads_none_of_it() -> None:
    told = "import sys; from report.cli.arguments import parser; parser('report'); print('report.packs' in sys.modules)"
    made = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert made.stdout.strip() == "False"
