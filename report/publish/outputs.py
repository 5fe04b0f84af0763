"""Finished bytes become files: all of them under their names, or none."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Mapping
from pathlib import Path

from report.errors import Problem, Realm, ReportError


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write every file beside its name first, then rename them in the order given, so that a failed or interrupted
    run never harms the last good files. Raises ReportError in the user's words.

    A file that another program keeps locked (Windows) stays as it is; its new version is kept under a name of its
    own, which the error gives."""
    waiting: dict[Path, Path] = {}
    try:
        for target, content in contents.items():
            if target.is_dir():
                raise IsADirectoryError(errno.EISDIR, "a folder stands at this name", str(target))
            waiting[target] = write_beside(target, content)
        for target in contents:
            rename(waiting[target], target)
            del waiting[target]
        for folder in {target.parent for target in contents}:
            settle(folder)
    except OSError as failure:
        raise ReportError([not_written(failure)]) from failure
    finally:
        for left in waiting.values():
            left.unlink(missing_ok=True)


def write_beside(target: Path, content: bytes) -> Path:
    """Write to a new, hidden file in the target's folder, down to the disk."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise NotADirectoryError(errno.ENOTDIR, "it is a file, not a folder", str(target.parent)) from None
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    beside.unlink(missing_ok=True)  # left by a process that had our number and died
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as failure:
        beside.unlink(missing_ok=True)
        failure.filename = str(target)  # the name that the user knows
        raise
    return beside


def rename(beside: Path, target: Path) -> None:
    """Give a finished file its name, or where that is locked a free name next to it."""
    try:
        beside.replace(target)
    except PermissionError:
        if not target.exists():
            raise
        free = target.with_name(f"{target.stem}-new{target.suffix}")
        beside.replace(free)
        raise ReportError([locked(target, free)]) from None


def settle(folder: Path) -> None:
    """Bring the folder's renames to the disk, where the system lets folders be opened."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def locked(target: Path, free: Path) -> Problem:
    return Problem(
        "output-locked",
        f"{target.name} is open in another program and could not be replaced; the new version is {free}",
        hint=f"close {target.name} and build again",
        realm=Realm.SETUP,
    )


def not_written(failure: OSError) -> Problem:
    name = failure.filename or "the output"
    in_the_way = isinstance(failure, IsADirectoryError | NotADirectoryError)
    room = "check that the folder is yours to write in and the disk has room, or name another one with --out"
    return Problem(
        "output-not-written",
        f"{name} could not be written: {failure.strerror or failure}",
        hint="move it away, or name another folder with --out" if in_the_way else room,
        realm=Realm.SETUP,
    )
