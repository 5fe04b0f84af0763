"""A process's own cost is measured, and a failing one is told in its own words."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.timing import Cost, FailedRunError, run, typical


def test_waiting_takes_wall_time_and_no_cpu(tmp_path: Path) -> None:
    cost = run([sys.executable, "-S", "-c", "import time; time.sleep(0.5)"], tmp_path, {})
    assert cost.wall >= 0.5
    assert cost.cpu < cost.wall


def test_memory_is_the_peak_of_the_process(tmp_path: Path) -> None:
    cost = run([sys.executable, "-S", "-c", "b'x' * 300_000_000"], tmp_path, {})
    assert 300 < cost.memory < 330


def test_a_failure_says_why(tmp_path: Path) -> None:
    with pytest.raises(FailedRunError, match="no fonts"):
        run([sys.executable, "-S", "-c", "raise SystemExit('no fonts')"], tmp_path, {})


def test_the_typical_cost_is_the_median_of_each_measure() -> None:
    assert typical([Cost(1, 5, 9), Cost(3, 4, 8), Cost(2, 9, 7)]) == Cost(2, 5, 8)
