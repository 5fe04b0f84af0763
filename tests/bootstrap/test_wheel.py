"""`pip install .` gives a command that needs nothing of this checkout."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, made without a network: flit_core is among the locked packages for tests."""
    folder = tmp_path_factory.mktemp("wheel")
    code = f"from flit_core import buildapi; print(buildapi.build_wheel({str(folder)!r}))"
    made = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return folder / made.stdout.split()[-1]


def test_the_wheel_holds_the_data_and_nothing_of_the_workshop(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    data = {path.relative_to(ROOT).as_posix() for path in (ROOT / "report" / "data").rglob("*") if path.is_file()}
    assert "report/data/icc/sRGB.icc" in data
    assert any("/scaffold" in name for name in data)
    assert data <= set(names)
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == {"report"}


def test_init_and_build_with_the_installed_command(wheel: Path, tmp_path: Path) -> None:
    """An environment with the wheel, and the libraries of this one beside it."""
    venv = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(venv)], check=True)
    python = venv / ("Scripts" if os.name == "nt" else "bin") / Path(sys.executable).name
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index", wheel],
        check=True,
    )
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    (Path(site) / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")

    variables = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = python.with_name("report.exe" if os.name == "nt" else "report")

    def report(*arguments: str) -> str:
        run = subprocess.run(
            [command, *arguments], cwd=tmp_path, env=variables, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    report("init", "verslag")
    assert report("check", "verslag")
    report("build", "verslag")
    folder = tmp_path / "verslag" / "dist"
    (manifest,) = (file for file in folder.glob("*.json") if not file.name.endswith("-conformance.json"))
    made = json.loads(manifest.read_text("utf-8"))["profiles"]["screen"]
    pdf = (folder / made["file"]).read_bytes()
    assert pdf.startswith(b"%PDF-1.7")
    assert len(pdf) == made["bytes"]
    assert report("schema", "--out", "schemas")
    assert json.loads((tmp_path / "schemas" / "report.schema.json").read_text("utf-8"))["properties"]
