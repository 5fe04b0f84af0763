"""Enlarged samples are reports like any other, and repeat no chapter's words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.enlarging import enlarge, exchanger, vary
from report.model.report import ChapterSection, Report
from report.sources import load

SAMPLE = Path(__file__).resolve().parents[2]


def chapters(report: Report) -> list[str]:
    return [loaded.section.source for loaded in report.sections if isinstance(loaded.section, ChapterSection)]


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench") / "project"
    enlarge(SAMPLE, folder, 2)
    return folder


def test_the_chapters_come_twice_and_load_without_a_new_problem(twice: Path) -> None:
    sample, enlarged = load(SAMPLE), load(twice)
    assert len(chapters(enlarged)) == 2 * len(chapters(sample)) > 0
    assert [problem.code for problem in enlarged.problems] == [problem.code for problem in sample.problems]
    anchors = [loaded.anchor for loaded in enlarged.sections]
    assert len(set(anchors)) == len(anchors)


def test_a_repeated_chapter_shares_few_words_and_keeps_their_lengths(twice: Path) -> None:
    source = twice / "config" / chapters(load(SAMPLE))[0]
    bodies = [
        path.read_text(encoding="utf-8").split("---\n", 2)[2]
        for path in (source, source.with_name(f"{source.stem}-2.md"))
    ]
    first, second = (re.findall(r"[^\W\d_]{4,}", body) for body in bodies)
    assert [len(word) for word in first] == [len(word) for word in second]
    same = sum(one == other for one, other in zip(first, second, strict=True))
    assert same < len(first) / 4


def test_markup_addresses_and_facts_stay() -> None:
    kept = "{{ panel.leden | euro }} [x](https://a.nl/een-pagina) [b]{lang=en} [^bron] {#hier}\n::: number 6.900"
    text = f"---\nlabel: Bestuur\nsigned: Voorzitter\n---\n{kept}\nEen bestuur."
    varied = vary(text, exchanger(3))
    for part in ("{{ panel.leden | euro }}", "(https://a.nl/een-pagina)", "{lang=en}", "[^bron]", "::: number 6.900"):
        assert part in varied
    assert "signed: Voorzitter" in varied
    assert "label: Bestuur" not in varied
    assert not varied.endswith("Een bestuur.")


def test_the_same_repetition_has_the_same_words_every_time() -> None:
    assert exchanger(7)("Brede welvaart") == exchanger(7)("Brede welvaart") != exchanger(8)("Brede welvaart")
