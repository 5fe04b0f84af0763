"""From a project's folder to its files, with every stage real: the scaffold is built, broken, and built again."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

import report
from report import publish
from report.errors import Problem, Realm, ReportError, Severity
from report.publish import editions
from report.sources.scaffold import scaffold

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project as `init` makes it, built once."""
    folder = tmp_path_factory.mktemp("pristine") / "verslag"
    scaffold(folder, language="nl")
    publish.build(folder)
    return folder


@pytest.fixture
def project(pristine: Path, tmp_path: Path) -> Path:
    """A copy of it to harm."""
    return Path(shutil.copytree(pristine, tmp_path / "verslag"))


def outputs(project: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (project / "dist").iterdir()}


def pdf_of(project: Path) -> Path:
    (path,) = (project / "dist").glob("*-screen.pdf")
    return path


def manifest_of(project: Path) -> Path:
    (path,) = (path for path in (project / "dist").glob("*.json") if not path.stem.endswith("-conformance"))
    return path


def edit(project: Path, name: str, old: str, new: str) -> None:
    path = project / "config" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_manifest_describes_the_file_beside_it(project: Path) -> None:
    manifest = json.loads(manifest_of(project).read_text("utf-8"))
    described = manifest["profiles"]["screen"]
    pdf = project / "dist" / described["file"]
    assert outputs(project)[described["file"]] == described["sha256"]
    assert pdf.stat().st_size == described["bytes"]
    with pikepdf.open(pdf) as document:
        assert len(document.pages) == described["pages"]
    for source in manifest["sources"]:
        content = (project / source["file"]).read_bytes()
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (source["sha256"], source["bytes"])
    named = {source["file"] for source in manifest["sources"]}
    assert {
        "config/report.yaml",
        *(f"config/content/{p.name}" for p in (project / "config/content").iterdir()),
    } <= named


def test_the_same_input_gives_the_same_bytes_anywhere(project: Path, pristine: Path) -> None:
    """In another folder, time zone, hash seed and language of the machine, in a process of its own."""
    variables = os.environ | {
        "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "42", "LC_ALL": "tr_TR.UTF-8", "PYTHONPATH": str(ROOT),
        "RL_pageCompression": "0", "HOME": str(project),
    }  # fmt: skip
    (project / ".reportlab_mods").write_text(
        "import reportlab.rl_settings as s; s.useA85 = 1; s.invariant = 0; s.pageCompression = 0"
    )
    subprocess.run([sys.executable, "-m", "report", "build", "--out", "again"], cwd=project, env=variables, check=True)
    again = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (project / "again").iterdir()}
    assert again == outputs(pristine)


def test_source_date_epoch_is_the_files_date(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    publish.build(project)
    with pikepdf.open(pdf_of(project)) as document:
        assert str(document.docinfo["/CreationDate"]).startswith("D:20010909014640")
    assert json.loads(manifest_of(project).read_text("utf-8"))["report"]["date"].startswith("2001-09-09")


@pytest.mark.parametrize(
    ("name", "old", "new", "code"),
    [
        ("report.yaml", "title:", "titel:", 2),
        ("report.yaml", "language: nl", "language: [nl", 2),
        ("brand.yaml", "color:", "color: 7\nother:", 2),
        ("content/*.md", "---\n", "---\nunheard: of\n", 1),
        ("content/*.md", "\n\n", "\n\n<b>markup</b>\n\n", 1),
        ("content/*.md", "\n\n", "\n\n[weg](#nergens)\n\n", 1),
    ],
)
def test_a_broken_project_leaves_its_outputs_as_they_were(
    project: Path, pristine: Path, name: str, old: str, new: str, code: int
) -> None:
    path = sorted((project / "config").glob(name))[0]
    edit(project, path.relative_to(project / "config").as_posix(), old, new)
    with pytest.raises(ReportError):
        publish.build(project)
    checked = publish.check(project)
    assert checked.exit_code == code
    assert all(problem.at or problem.hint for problem in checked.stopping)
    assert outputs(project) == outputs(pristine)


@pytest.mark.parametrize("stage", ["compose_pages", "paint", "draft", "conclude"])
def test_a_fault_in_any_stage_leaves_them_too(
    project: Path, pristine: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(editions, stage, fail)
    with pytest.raises(ZeroDivisionError):
        publish.build(project)
    assert outputs(project) == outputs(pristine)


def test_a_file_that_does_not_conform_does_not_land(
    project: Path, pristine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    objection = Problem("untagged", "page 3 paints untagged", realm=Realm.OUTPUT)
    monkeypatch.setattr(editions, "examine", lambda pdf: ((objection,), {}))
    with pytest.raises(ReportError) as stop:
        publish.build(project)
    assert stop.value.problems == (objection,)
    assert outputs(project) == outputs(pristine)


def test_an_excerpt_is_a_file_of_its_own(project: Path, pristine: Path) -> None:
    result = publish.build(project, pages="2-3")
    (made,) = result.outputs
    assert made.path.name.endswith("-screen-pages-2-3.pdf")
    assert made.pages == 2
    assert result.manifests == ()
    with pikepdf.open(made.path) as document:
        assert len(document.pages) == 2
    before = outputs(pristine)
    assert {name: outputs(project)[name] for name in before} == before


def test_the_python_interface_gives_the_same_bytes(pristine: Path) -> None:
    assert report.build(pristine) == pdf_of(pristine).read_bytes()
    with pytest.raises(ReportError, match="no profile"):
        report.build(pristine, profile="fax")


def test_warnings_stop_a_final_report_unless_waived(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(project, "report.yaml", "status: concept", "status: final")
    assert publish.check(project).exit_code == 0
    edit(project, "brand.yaml", "#0E4F9E", "#46A2F2")
    stopped = publish.check(project)
    assert {(problem.code, problem.severity) for problem in stopped.stopping} == {("low-contrast", Severity.WARNING)}
    assert stopped.exit_code == 2
    with pytest.raises(ReportError):
        publish.build(project)
    settings = project / "config" / "report.yaml"
    waiver = "waivers:\n  - {code: low-contrast, reason: de huisstijl wil het}\n"
    settings.write_text(settings.read_text("utf-8") + waiver, "utf-8")
    assert publish.check(project).exit_code == 0
    publish.build(project)
    manifest = json.loads(manifest_of(project).read_text("utf-8"))
    (waived,) = manifest["waivers"]
    assert waived["reason"] == "de huisstijl wil het"
    assert {problem["code"] for problem in waived["problems"]} == {"low-contrast"}
