"""`report init` makes a project that loads without a word; the schemas say what the readers accept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from report.checks import check
from report.errors import Realm, ReportError, exit_code
from report.sources import load
from report.sources.scaffold import LANGUAGES, scaffold
from report.sources.schema import schemas

SAMPLE = Path(__file__).parents[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_scaffold_is_a_sound_project(language: str, tmp_path: Path) -> None:
    written = scaffold(tmp_path / "nieuw", language=language)
    assert all(path.is_file() for path in written)
    report = load(tmp_path / "nieuw")
    assert (report.problems, check(report).problems) == ((), ())
    assert report.settings.language == language
    kinds = [section.section.kind for section in report.sections]
    assert kinds == ["cover", "contents", "letter", "chapter", "kpis", "statement", "colophon"]
    chapter = report.sections[3].prose
    assert chapter is not None
    assert len(chapter.articles) == 2


def test_the_scaffold_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "mijn.txt").write_text("van mij")
    with pytest.raises(ReportError) as caught:
        scaffold(tmp_path)
    assert exit_code(caught.value.problems) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mijn.txt"]
    with pytest.raises(ReportError):
        scaffold(tmp_path / "mijn.txt")
    assert (tmp_path / "mijn.txt").read_text() == "van mij"


def test_an_empty_folder_and_a_repository_are_fine(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    scaffold(tmp_path)
    assert (tmp_path / "config/report.yaml").is_file()
    assert not list(tmp_path.parent.glob(".report-init-*"))


def test_unknown_languages_are_told(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        scaffold(tmp_path / "x", language="fr")
    assert {problem.realm for problem in caught.value.problems} == {Realm.SETUP}


def document(name: str) -> Any:
    """A YAML file as JSON would hold it."""
    return json.loads(json.dumps(yaml.safe_load((SAMPLE / "config" / name).read_text("utf-8")), default=str))


@pytest.mark.parametrize("name", ["report", "brand"])
def test_the_sample_fits_its_schema(name: str) -> None:
    schema = schemas()[f"{name}.schema.json"]
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document(f"{name}.yaml"), schema)


def test_the_schema_refuses_what_the_reader_refuses() -> None:
    schema = schemas()["report.schema.json"]
    good = document("report.yaml")
    for change in ({"titel": "x"}, {"period": "2021"}, {"status": "klaar"}, {"sections": [{"kind": "covr"}]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**good, **change}, schema)


def test_every_key_is_described() -> None:
    for schema in schemas().values():
        properties: Any = schema["properties"]
        assert all(value.get("description") for value in properties.values())
