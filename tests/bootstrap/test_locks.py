"""The locks pin everything by hash, say where nothing comes from, and agree with what the program declares."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from report.publish.manifest import LIBRARIES

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-test.lock")


def pins(lock: str) -> dict[str, str]:
    found = dict(re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / lock).read_text(), re.M))
    assert found
    return found


def declared(group: list[str]) -> dict[str, str]:
    split = [re.split(r"\s*==\s*", entry) for entry in group]
    return {name.lower().replace("_", "-"): rest[0] if rest else "" for name, *rest in split}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_a_version_and_hashes(lock: str) -> None:
    entries = re.sub(r"\\\n", " ", (ROOT / lock).read_text()).splitlines()
    for entry in entries:
        assert entry.startswith("#") or re.match(
            r"[\w.-]+==[\w.]+( ; [^#]+?)?( +--hash=sha256:[0-9a-f]{64})+\s*$", entry
        )


@pytest.mark.parametrize("lock", LOCKS)
def test_no_place_to_fetch_from_is_named(lock: str) -> None:
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links|@ ", (ROOT / lock).read_text())


def test_the_test_lock_holds_the_same_versions_and_more() -> None:
    program, tests = pins(LOCKS[0]), pins(LOCKS[1])
    assert program.items() < tests.items()


def test_what_the_program_declares_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    needs = declared(project["project"]["dependencies"])
    assert needs.items() <= pins(LOCKS[0]).items()
    assert needs["reportlab"] == "5.1.0"
    for name, version in declared(project["dependency-groups"]["test"]).items():
        assert pins(LOCKS[1])[name] == (version or pins(LOCKS[1])[name])


def test_the_manifest_names_the_libraries_that_the_program_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert set(LIBRARIES) == set(declared(project["project"]["dependencies"]))
