"""What the user sees: problems as lines, paths as seen from here, colour only where a person looks."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from report.errors import Location, Problem, Severity

COLOURS = {Severity.ERROR: "\x1b[31;1m", Severity.WARNING: "\x1b[33;1m", Severity.NOTE: "\x1b[36m"}
PLAIN = "\x1b[0m"


def print_problems(problems: Sequence[Problem], project: Path, stream: TextIO) -> None:
    """Print each as `file:line:col: severity: message [code]` with its hint; files are named from where the user is."""
    paint = COLOURS if in_colour(stream, os.environ) else {}
    for problem in problems:
        place = f"{seen_from_here(problem.at, project)}: " if problem.at else ""
        start, end = paint.get(problem.severity, ""), PLAIN if paint else ""
        print(f"{place}{start}{problem.severity}{end}: {one_line(problem.message)} [{problem.code}]", file=stream)
        if problem.hint:
            print(f"  hint: {one_line(problem.hint)}", file=stream)


def one_line(text: str) -> str:
    """Text with its control characters made visible: a file's content must not be able to steer the terminal."""
    return "".join(c if c.isprintable() or c == "\N{NO-BREAK SPACE}" else f"\\x{ord(c):02x}" for c in text)


def seen_from_here(at: Location, project: Path) -> str:
    """A place in the project as a path from the current folder, so that editors and terminals can open it."""
    path = project / at.file
    name = near(path) if at.file and path.exists() else at.file
    return one_line(str(Location(name, at.line, at.column, at.cell)))


def near(path: Path) -> str:
    """A path from the current folder, or in full where that is shorter."""
    try:
        return min(os.path.relpath(path), str(path.absolute()), key=len)
    except ValueError:  # another drive
        return str(path)


def summary(problems: Sequence[Problem]) -> str:
    """Counts in words: `2 errors, 1 warning`."""
    from report.publish.verdict import counts

    named = [f"{count} {name}" + ("" if count == 1 else "s") for name, count in counts(problems).items() if count]
    return ", ".join(named) or "no problems"


def show_stage(stage: str) -> None:
    """Show on the terminal what is being done, over what was done before; nothing removes the line."""
    sys.stderr.write(f"\r{stage + ' ...' if stage else '':<40}" + ("" if stage else "\r"))
    sys.stderr.flush()


def in_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Colour only where a person looks and has not declined it (no-color.org)."""
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb" or not stream.isatty():
        return False
    return sys.platform != "win32" or "WT_SESSION" in environment or "TERM" in environment


def tolerate_legacy_encoding(stream: TextIO | Any) -> None:
    """A console that cannot show a character shows a question mark; it is no reason to stop."""
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(errors="replace")


def print_json(content: object) -> None:
    """Print JSON that every console encoding can carry."""
    import json

    text = json.dumps(content, ensure_ascii=(sys.stdout.encoding or "").lower() not in ("utf-8", "utf8"), indent=2)
    print(text)
