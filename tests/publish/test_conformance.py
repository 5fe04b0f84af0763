"""Files to other standards, attached figures, the statement of conformance, and preflight from the command line."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pikepdf
import pytest

from report import cli, publish
from report.errors import ReportError, Severity
from report.finish.standards import STANDARDS, agreed, version_of
from report.publish.conforming import standards_named
from report.publish.preflight import examined, verdict_as_data, verdict_as_lines
from report.sources.profiles import built_in
from report.sources.scaffold import scaffold


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("report")
    scaffold(root / "p", language="nl")
    return root / "p"


@pytest.fixture(scope="module")
def made(project: Path) -> publish.BuildResult:
    return publish.build(project, out=project / "out")


def test_a_twin_is_a_file_of_its_own(project: Path, made: publish.BuildResult) -> None:
    manifest = made.manifests[0].read_bytes()
    twin = publish.build(project, out=project / "out", standards=("ua2", "a4"))
    (output,) = twin.outputs
    assert output.path.name.endswith("-screen-ua2-a4.pdf")
    assert twin.manifests == ()
    assert made.manifests[0].read_bytes() == manifest
    with pikepdf.open(output.path) as pdf:
        assert (pdf.pdf_version, "/Info" in pdf.trailer) == ("2.0", False)
        spaces = [str(space.NS) for space in pdf.Root.StructTreeRoot.Namespaces]
        assert "http://iso.org/pdf2/ssn" in spaces
        assert "/AF" not in pdf.Root
    assert publish.build(project, out=project / "again", standards=("ua2", "a4")).outputs[0].sha256 == output.sha256


@pytest.mark.parametrize("standards", [("ua1", "3a"), ("ua2", "a4f")])
def test_figures_are_attached_as_they_are(standards: tuple[str, ...], project: Path) -> None:
    (output,) = publish.build(project, out=project / "out", standards=standards, attach=True).outputs
    with pikepdf.open(output.path) as pdf:
        names = list(pdf.attachments)
        sources = {path.name: path.read_bytes() for path in (project / "config/figures").iterdir()}
        assert set(names) <= set(sources)
        assert names
        for name in names:
            assert pdf.attachments[name].get_file().read_bytes() == sources[name]
        assert {str(one.AFRelationship) for one in pdf.Root.AF} == {"/Source"}
    verdict = examined(output.path)
    assert verdict.verdict.standards == standards
    assert verdict.errors == 0


@pytest.mark.parametrize(
    ("standards", "attach", "reason"),
    [
        (("ua2", "2a"), False, "one file cannot be both"),
        (("ua1", "ua2"), False, "not to both"),
        (("2a", "3a"), False, "not to both"),
        (("ua1", "2a"), True, "allows no attached files"),
        (("ua1",), True, "want an archive's standard"),
        (("ua1", "x4"), False, "allows no links"),
        (("ua9",), False, "there is no standard 'ua9'"),
    ],
)
def test_wishes_that_do_not_agree_are_refused_before_layout(
    standards: tuple[str, ...], attach: bool, reason: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("report.publish.editions.compose", lambda *given, **named: pytest.fail("it was laid out"))
    with pytest.raises(ReportError, match=reason):
        publish.build(project, out=project / "out", standards=standards, attach=attach)


def test_a_project_that_wants_attached_files_and_has_none_is_told(tmp_path: Path) -> None:
    scaffold(tmp_path / "p", language="nl")
    folder = tmp_path / "p" / "config" / "profiles"
    folder.mkdir()
    (folder / "screen.yaml").write_text("standards: [ua1, 2a]\nattach: true\n", "utf-8")
    with pytest.raises(ReportError, match="allows no attached files"):
        publish.build(tmp_path / "p")
    (folder / "screen.yaml").write_text("standards: [ua2, a4f]\nattach: true\n", "utf-8")
    (output,) = publish.build(tmp_path / "p").outputs
    assert output.path.name.endswith("-screen.pdf"), "it is the project's own wish"
    assert examined(output.path).verdict.claimed == ("ua2", "a4f")


def test_every_profile_agrees_with_itself() -> None:
    assert [version_of(agreed(built_in(name), attached=False)) for name in ("screen", "print")] == ["1.7", "1.6"]
    assert {family.family for family in STANDARDS.values()} == {"accessibility", "archive", "press"}
    assert standards_named(["ua2, A4", "4f", "a3a,ua2"]) == ("ua2", "a4", "a4f", "3a")


def test_the_statement_says_what_was_checked(made: publish.BuildResult) -> None:
    (output,) = made.outputs
    statement = output.path.with_name(f"{output.path.stem}-conformance.json")
    data = json.loads(statement.read_text("utf-8"))
    assert data["sha256"] == hashlib.sha256(output.path.read_bytes()).hexdigest()
    assert data["standards"] == ["PDF/UA-1 (ISO 14289-1)", "PDF/A-2a (ISO 19005-2)"]
    counts = {entry["what"].split(":")[0]: entry["count"] for entry in data["checked_by_machine"]}
    assert counts["pages were read"] == output.pages
    assert counts["headings"] == len(data["outline"]) > 3
    assert {entry["about"] for entry in data["to_be_checked_by_a_person"]} >= {"alternatives", "order", "language"}
    assert counts["figures"] == len(data["alternatives"])
    (page,) = made.statements
    words = page.read_text("utf-8")
    for heading in data["outline"]:
        assert heading["title"].split()[0] in words
    blocks = data["blocks"]
    assert all(entry["first"] <= entry["last"] for entry in blocks)
    assert any(entry["at"].startswith("config/content/") for entry in blocks)


def test_preflight_names_the_block(made: publish.BuildResult, tmp_path: Path) -> None:
    (output,) = made.outputs
    copy = tmp_path / output.path.name
    with pikepdf.open(output.path) as pdf:
        for page in pdf.pages:
            contents = page.obj.Contents
            contents.write(contents.read_bytes().replace(b" rg", b" rg .93 .93 .93 rg"))
        pdf.save(copy)
    statement = output.path.with_name(f"{output.path.stem}-conformance.json")
    data = json.loads(statement.read_text("utf-8"))
    data["sha256"] = hashlib.sha256(copy.read_bytes()).hexdigest()
    copy.with_name(f"{copy.stem}-conformance.json").write_text(json.dumps(data), "utf-8")
    pale = [finding for finding in examined(copy).verdict.findings if finding.rule == "contrast"]
    assert any("config/content/" in finding.block for finding in pale)
    assert all(finding.severity is Severity.WARNING for finding in pale)


def test_the_verb(made: publish.BuildResult, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (output,) = made.outputs
    assert cli.main(["preflight", str(output.path)]) == 0
    assert "veraPDF, PDF/UA-1 (ISO 14289-1): conforms" in capsys.readouterr().out
    assert cli.main(["preflight", str(output.path), "--standard", "ua2", "--format", "json"]) == 3
    data = json.loads(capsys.readouterr().out)
    assert data["errors"] == data["rules"]["claims"]["found"] + data["rules"]["version"]["found"] + len(
        data["verapdf"]["ua2"]
    )
    for wrong in (["preflight", str(tmp_path)], ["preflight", str(tmp_path / "x.pdf")]):
        assert cli.main(wrong) == 2
    assert cli.main(["preflight", str(output.path), "--profile", "sreen"]) == 2
    assert "did you mean 'screen'?" in capsys.readouterr().err


def test_without_the_engine_preflight_says_so(made: publish.BuildResult, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("report.publish.preflight.broken", lambda path, standards: None)
    told = examined(made.outputs[0].path)
    assert verdict_as_data(told)["verapdf"] is None
    assert "report[verify]" in "\n".join(verdict_as_lines(told))
