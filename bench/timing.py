"""A command → what it cost as a whole cold process: wall time, CPU time and peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Cost:
    """One run, or the median of several. Times in seconds, CPU is user and system together; memory in MB."""

    wall: float
    cpu: float
    memory: float


class FailedRunError(Exception):
    """The command did not end well; says why in its own words."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Cost:
    """Run a command in a process of its own and measure it. Raises FailedRunError.

    Linux counts the caller's memory at the fork as the least peak, so the caller must stay small: it imports nothing
    but the standard library."""
    log = folder / "last-run.log"
    with log.open("wb") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=dict(environment), stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)  # it is waited for already
    if process.returncode:
        said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise FailedRunError(said[-1] if said else f"exit code {process.returncode}")
    unit = 1e6 if sys.platform == "darwin" else 1e3  # macOS counts bytes, others kB
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def typical(costs: Sequence[Cost]) -> Cost:
    """The median of each measure."""
    return Cost(median(c.wall for c in costs), median(c.cpu for c in costs), median(c.memory for c in costs))
