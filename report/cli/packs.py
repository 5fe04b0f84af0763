"""`report pack` → a meeting pack and its copies, what it warns of, and the files that it wrote."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from report.cli.terminal import near, print_problems

MOST_MEGABYTES = 2000


def pack(options: argparse.Namespace) -> int:
    from report.packs import make_pack

    made = make_pack(
        options.pack,
        out=options.out,
        require_tagged=options.require_tagged,
        supplement_to=options.supplement_to,
        most_bytes=options.max_mb,
        separate=options.separate,
    )
    print_problems(made.problems, options.pack.parent, sys.stderr)
    for file in made.files:
        pages = "1 page" if file.pages == 1 else f"{file.pages} pages"
        whose = f", for {file.copy_for}" if file.copy_for else ""
        locked = ", encrypted" if file.encrypted else ""
        print(f"{near(file.path)}  {pages}, {file.size / 1000:,.0f} kB{whose}{locked}")
    for path in (made.manifest, *made.separate):
        print(near(path))
    return 0


def add_pack(add: Callable[..., Any], common: argparse.ArgumentParser) -> None:
    """The arguments of `pack`."""
    verb = add("pack", parents=[common], help="make a meeting pack of a PACK.yaml and its papers")
    verb.add_argument("pack", nargs="?", type=Path, default=Path("PACK.yaml"), metavar="PACK.yaml",
                      help="the agenda with its papers (default: PACK.yaml here)")  # fmt: skip
    verb.add_argument("--out", type=Path, metavar="DIR", help="where the files go (default: dist/ beside PACK.yaml)")
    verb.add_argument("--require-tagged", action="store_true", help="refuse papers that their authors did not tag")
    verb.add_argument("--supplement-to", type=Path, metavar="MANIFEST",
                      help="only what is new since the pack of this .json, with numbers like 12a")  # fmt: skip
    verb.add_argument("--max-mb", type=megabytes, default=0, metavar="N", help="recompress images above this size")
    verb.add_argument("--separate", action="store_true", help="also write each paper under a tidy name, in papers/")


def megabytes(given: str) -> int:
    """A size in megabytes, as bytes."""
    try:
        size = float(given)
    except ValueError:
        size = 0.0
    if 0 < size <= MOST_MEGABYTES:
        return int(size * 1_000_000)
    raise argparse.ArgumentTypeError(f"a size in megabytes up to {MOST_MEGABYTES}, not '{given}'")
