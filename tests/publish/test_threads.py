"""Several threads build at once: each gets the bytes that it would get alone, and the process stays as it was."""

from __future__ import annotations

import gc
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from reportlab import rl_config

import report
from report.publish.collector import without_collector
from report.sources.scaffold import scaffold

KINDS = (("nl", "screen"), ("en", "screen"), ("nl", "print"), ("en", "board"))


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, str]]:
    """Four projects of different languages and titles, each to be built with a profile of its own."""
    made = []
    for number, (language, profile) in enumerate(KINDS):
        root = tmp_path_factory.mktemp("threads") / f"project{number}"
        scaffold(root, language=language)
        settings = root / "config" / "report.yaml"
        text = settings.read_text("utf-8")
        settings.write_text(text.replace("period: ", f"author: Nummer {number}\nperiod: ", 1), "utf-8")
        made.append((root, profile))
    return made


def test_four_threads_give_the_bytes_of_one(projects: list[tuple[Path, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rl_config, "useA85", 1)  # a setting of the caller's that would change the bytes
    alone = [report.build(root, profile) for root, profile in projects]
    filters, enabled = list(warnings.filters), gc.isenabled()
    start = Barrier(len(projects))

    def build(project: tuple[Path, str]) -> list[bytes]:
        start.wait()
        return [report.build(*project) for _ in range(2)]

    with ThreadPoolExecutor(len(projects)) as pool:
        together = list(pool.map(build, projects))
    assert [len({*twice}) for twice in together] == [1] * len(projects)
    assert [twice[0] for twice in together] == alone
    assert len(set(alone)) == len(alone)
    assert rl_config.useA85 == 1
    assert list(warnings.filters) == filters
    assert gc.isenabled() is enabled


def test_the_collector_waits_for_the_last_build() -> None:
    assert gc.isenabled()
    first, second = without_collector(), without_collector()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled()
    second.__exit__(None, None, None)
    assert gc.isenabled()
