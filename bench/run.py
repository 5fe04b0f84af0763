"""Times the sample report, and larger ones, against the other ways to typeset them; prints a table and writes JSON.

`python bench/run.py [--sizes 1,10,40] [--only ours,platypus] [--rounds N]`; see bench/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from scratch import BENCH, interpreter
from timing import Cost, FailedRunError, run, typical

ROOT, BUILD = BENCH.parent, BENCH / "build"
MEASURE = "platypus"  # what the ratios are against
ROUNDS = {1: 7, 10: 3, 40: 3}  # by size; WeasyPrint gets one where it takes a minute and more
ONCE = {("weasyprint", 10), ("weasyprint", 40)}
CACHES = (
    "Every run is a new process. One round that is not counted comes first, so files are in the system's file cache "
    "and Python's bytecode is compiled. We keep no caches on disk. Typst reads the eight fonts it is given, no system "
    "fonts and no packages; WeasyPrint finds fontconfig's cache of system fonts ready."
)
AIM_RATIO, AIM_MEMORY = 0.8, ((40, 90.0), (1000, 200.0))  # of Platypus' time; pages and MB

Command = Callable[[str, Path, Path], list[str]]


def ours(python: str, case: Path, target: Path) -> list[str]:
    return [python, "-m", "report", "build", str(case / "project"), "--out", str(target.parent / "ours")]


def peer(script: str) -> Command:
    return lambda python, case, target: [python, str(BENCH / "peers" / script), str(case), str(target)]


SUBJECTS: dict[str, Command] = {
    "ours": ours,
    "canvas": peer("raw_canvas.py"),
    "platypus": peer("platypus.py"),
    "typst": peer("typst_compiler.py"),
    "weasyprint": peer("weasyprint_html.py"),
}
NAMES = {
    "ours": "this program",
    "canvas": "our lines on a raw canvas",
    "platypus": "stock Platypus",
    "typst": "Typst",
    "weasyprint": "WeasyPrint",
}


@dataclass
class Entry:
    """One subject at one size: the cost of each round, and what it made."""

    subject: str
    size: int
    rounds: list[Cost] = field(default_factory=list)
    pages: int = 0
    bytes: int = 0
    failure: str = ""

    @property
    def cost(self) -> Cost:
        return typical(self.rounds)


class Bench:
    """The measuring of all subjects with one interpreter."""

    def __init__(self, subjects: Sequence[str], rounds: int) -> None:
        self.python = str(interpreter())
        self.subjects = subjects
        self.rounds = rounds
        kept = ("PATH", "HOME", "LANG", "SYSTEMROOT", "TMPDIR", "DYLD_FALLBACK_LIBRARY_PATH")
        self.environment = {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONPATH": str(ROOT)}

    def prepare(self, size: int) -> Path:
        """Write the project of this size and what the peers read, outside all timing."""
        case = BUILD / f"x{size}"
        case.mkdir(parents=True, exist_ok=True)
        for script, arguments in (
            ("enlarging.py", (ROOT, case / "project", size)),
            ("exporting.py", (case / "project", case)),
        ):
            command = [self.python, str(BENCH / script), *map(str, arguments)]
            subprocess.run(command, check=True, env=self.environment)
        return case

    def measure(self, size: int) -> list[Entry]:
        """All subjects in turn, round after round."""
        case = self.prepare(size)
        entries = [Entry(subject, size) for subject in self.subjects]
        rounds = self.rounds or ROUNDS.get(size, 3)
        for number in range(-1 if size == 1 else 0, rounds):
            for entry in entries:
                if entry.failure or (number > 0 and (entry.subject, size) in ONCE and not self.rounds):
                    continue
                tell(f"{size}x, round {max(number, 0) + 1} of {rounds}: {NAMES[entry.subject]}")
                try:
                    cost = run(self.command(entry, case), case, self.environment)
                except FailedRunError as failure:
                    entry.failure = str(failure)
                    continue
                if number >= 0:
                    entry.rounds.append(cost)
        tell("")
        self.look_at(entries, case)
        return entries

    def command(self, entry: Entry, case: Path) -> list[str]:
        return SUBJECTS[entry.subject](self.python, case, case / f"{entry.subject}.pdf")

    def look_at(self, entries: Sequence[Entry], case: Path) -> None:
        """Count pages and bytes of what was made."""
        for entry in entries:
            if entry.failure:
                continue
            made = case / f"{entry.subject}.pdf"
            if entry.subject == "ours":
                (made,) = (case / "ours").glob("*.pdf")
            count = "import pikepdf, sys; print(len(pikepdf.open(sys.argv[1]).pages))"
            told = subprocess.run([self.python, "-c", count, str(made)], check=True, capture_output=True, text=True)
            entry.pages, entry.bytes = int(told.stdout), made.stat().st_size


def tell(words: str) -> None:
    """Show what is being done, where somebody looks."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{words:<70}" + ("" if words else "\r"))
        sys.stderr.flush()


# ---------------------------------------------------------------- the report


def table(entries: Sequence[Entry]) -> Iterator[str]:
    """The lines of the table: medians, and how many times stock Platypus' time at the same size."""
    heads = (("wall s", 9), ("CPU s", 9), ("peak MB", 9), ("pages", 7), ("CPU ms/page", 13), ("wall ratio", 12))
    yield " " * 28 + "".join(f"{head:>{width}}" for head, width in (*heads, ("CPU ratio", 11)))
    for size in sorted({entry.size for entry in entries}):
        here = [entry for entry in entries if entry.size == size]
        base = next((entry.cost for entry in here if entry.subject == MEASURE and entry.rounds), None)
        yield "the sample" if size == 1 else f"its chapters {size} times"
        for entry in here:
            if entry.failure:
                yield f"  {NAMES[entry.subject]:26} did not run: {entry.failure}"
                continue
            cost = entry.cost
            ratios = f"{cost.wall / base.wall:12.2f}{cost.cpu / base.cpu:11.2f}" if base else ""
            per_page = 1000 * cost.cpu / entry.pages
            yield (
                f"  {NAMES[entry.subject]:26}{cost.wall:9.2f}{cost.cpu:9.2f}{cost.memory:9.0f}{entry.pages:7}"
                f"{per_page:13.2f}{ratios}"
            )


def findings(entries: Sequence[Entry]) -> Iterator[str]:
    """What a page more costs us, and whether the aims are met."""
    mine = sorted((entry for entry in entries if entry.subject == "ours" and entry.rounds), key=lambda e: e.size)
    for small, large in pairwise(mine):
        more = large.pages - small.pages
        yield (
            f"from {small.pages} to {large.pages} pages, a page more costs "
            f"{1000 * (large.cost.cpu - small.cost.cpu) / more:.2f} ms of CPU and "
            f"{1000 * (large.cost.memory - small.cost.memory) / more:.0f} kB"
        )
    for entry in mine:
        base = next((e for e in entries if e.size == entry.size and e.subject == MEASURE and e.rounds), None)
        if base:
            ratio = entry.cost.cpu / base.cost.cpu
            yield f"{entry.pages} pages: {ratio:.2f} of Platypus' CPU time, aim {AIM_RATIO}: {met(ratio <= AIM_RATIO)}"
        limit = next((limit for pages, limit in AIM_MEMORY if entry.pages <= pages), None)
        if limit:
            memory = entry.cost.memory
            yield f"{entry.pages} pages: {memory:.0f} MB, aim {limit:.0f} MB: {met(memory <= limit)}"


def met(reached: bool) -> str:
    return "met" if reached else "NOT MET"


def machine() -> dict[str, object]:
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(memory / 1e9),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def as_data(entries: Sequence[Entry], known: dict[str, object]) -> dict[str, object]:
    peers = [line.strip() for line in (BENCH / "requirements.txt").read_text().splitlines()]
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": known,
        "caches": CACHES,
        "peers": [line for line in peers if line.startswith(("typst", "weasyprint"))],
        "entries": [asdict(entry) | ({"median": asdict(entry.cost)} if entry.rounds else {}) for entry in entries],
    }


def listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--sizes", default="1,10,40", help="how many times the chapters come (default: 1,10,40)")
    options.add_argument("--only", default=",".join(SUBJECTS), help=f"which subjects: {', '.join(SUBJECTS)}")
    options.add_argument("--rounds", type=int, default=0, help="rounds at every size (default: 7, 3 and 3)")
    options.add_argument("--json", type=Path, default=BUILD / "results.json", help="where the figures go")
    given = options.parse_args()
    subjects = listed(given.only)
    if unknown := set(subjects) - set(SUBJECTS):
        options.error(f"no such subject: {', '.join(sorted(unknown))}")
    if not all(size.isdecimal() and int(size) for size in listed(given.sizes)):
        options.error("sizes are whole numbers from 1")
    known = machine()
    bench = Bench(subjects, given.rounds)
    entries = [entry for size in listed(given.sizes) for entry in bench.measure(int(size))]
    print(*table(entries), "", *findings(entries), "", CACHES, sep="\n")
    print(f"{known['cores']} cores, {known['memory_gb']} GB, load {known['load']} at the start")
    given.json.parent.mkdir(parents=True, exist_ok=True)
    given.json.write_text(json.dumps(as_data(entries, known), indent=2) + "\n", encoding="utf-8")
    return 1 if any(entry.failure for entry in entries) else 0


if __name__ == "__main__":
    sys.exit(main())
