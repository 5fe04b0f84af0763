"""Large packs: time and memory grow with the pages, no faster."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

from report.packs import make_pack
from tests.packs.builders import pack_folder, plain


def cost(folder: Path, papers: int) -> float:
    """Seconds of work for a pack of so many papers of 40 pages; the least of two."""
    path = pack_folder(folder, {f"stuk-{number}.pdf": plain(40, f"Stuk {number}") for number in range(papers)})
    least = float("inf")
    for _ in range(2):
        start = time.process_time()
        made = make_pack(path)
        least = min(least, time.process_time() - start)
    assert made.files[0].pages >= papers * 40 + 2
    return least


def test_time_is_linear_in_pages(tmp_path: Path) -> None:
    small, large = cost(tmp_path / "klein", 3), cost(tmp_path / "groot", 12)
    assert large < 4 * small * 1.6


def test_memory_for_a_page_is_small(tmp_path: Path) -> None:
    path = pack_folder(tmp_path, {f"stuk-{number}.pdf": plain(100, f"Stuk {number}") for number in range(4)})
    make_pack(path)
    tracemalloc.start()
    make_pack(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak / 400 < 100_000  # bytes: 2,000 pages take less than 200 MB
