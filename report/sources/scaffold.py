"""Turns an empty folder into a small complete report project, for `report init`."""

from __future__ import annotations

import shutil
import tempfile
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from report.errors import Problem, Realm, ReportError

LANGUAGES = ("nl", "en")


def scaffold(target: Path, *, language: str = "nl") -> tuple[Path, ...]:
    """Make a project in `target` and return its files. Refuses a folder that holds anything but hidden files
    (ReportError); a run that fails leaves nothing behind."""
    if language not in LANGUAGES:
        known = " and ".join(LANGUAGES)
        raise _refused("unknown-language", f"There is no first project in “{language}”.", f"There is one in {known}.")
    if target.exists() and not target.is_dir():
        raise _refused("not-a-folder", f"{target} is a file.", "Name a new or an empty folder.")
    if target.exists() and any(not entry.name.startswith(".") for entry in target.iterdir()):
        raise _refused(
            "folder-in-use", f"{target} is not empty; nothing was changed.", "Name a new or an empty folder."
        )
    made = not target.exists()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".report-init-", dir=target.parent) as scratch:
            written = sorted(_copied(files("report") / "data" / "scaffold" / language, Path(scratch), Path()))
            target.mkdir(exist_ok=True)
            _moved(Path(scratch), target)
    except OSError as fault:
        if made and target.is_dir():
            shutil.rmtree(target, ignore_errors=True)
        reason = fault.strerror or str(fault)
        raise _refused(
            "folder-unwritable", f"{target} cannot be written: {reason}.", "Choose another folder."
        ) from fault
    return tuple(target / name for name in written)


def _copied(source: Traversable, scratch: Path, below: Path) -> list[Path]:
    """Copy package data below `scratch`; the names of the files, relative to it."""
    names = []
    for entry in sorted(source.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            (scratch / below / entry.name).mkdir()
            names += _copied(entry, scratch, below / entry.name)
        else:
            (scratch / below / entry.name).write_bytes(entry.read_bytes())
            names.append(below / entry.name)
    return names


def _moved(scratch: Path, target: Path) -> None:
    for entry in sorted(scratch.iterdir()):
        entry.replace(target / entry.name)


def _refused(code: str, message: str, hint: str) -> ReportError:
    return ReportError([Problem(code, message, None, hint, realm=Realm.SETUP)])
