"""Files come whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from report.errors import ReportError
from report.publish.outputs import write_all


def listing(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_files_are_written_and_replaced_without_traces(tmp_path: Path) -> None:
    dist = tmp_path / "new" / "dist"
    write_all({dist / "a.pdf": b"first", dist / "a.json": b"{}"})
    write_all({dist / "a.pdf": b"second"})
    assert listing(dist) == {"a.pdf": b"second", "a.json": b"{}"}


def test_others_may_read_what_the_umask_lets_them(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        write_all({tmp_path / "a.pdf": b"x"})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a.pdf").stat().st_mode) == 0o644


@pytest.mark.parametrize("number", [1, 2])
def test_a_full_disk_leaves_every_old_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    old = {"a.pdf": b"good", "a.json": b"good too"}
    for name, content in old.items():
        (tmp_path / name).write_bytes(content)
    calls = 0

    def full(descriptor: int) -> None:
        nonlocal calls
        calls += 1
        if calls == number:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ReportError, match="No space left on device") as stop:
        write_all({tmp_path / "a.pdf": b"new", tmp_path / "a.json": b"new"})
    assert stop.value.problems[0].code == "output-not-written"
    assert listing(tmp_path) == old


def test_an_interruption_leaves_no_traces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"good")

    def interrupt(self: Path, target: Path) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_all({tmp_path / "a.pdf": b"new"})
    assert listing(tmp_path) == {"a.pdf": b"good"}


def test_a_locked_file_stays_and_the_new_one_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a-screen.pdf"
    target.write_bytes(b"open in a viewer")
    really = Path.replace

    def windows(self: Path, to: Path) -> Path:
        if to == target:
            raise PermissionError(errno.EACCES, "The process cannot access the file", str(to))
        return really(self, to)

    monkeypatch.setattr(Path, "replace", windows)
    with pytest.raises(ReportError) as stop:
        write_all({target: b"new", tmp_path / "a.json": b"{}"})
    (problem,) = stop.value.problems
    assert problem.code == "output-locked"
    assert "a-screen.pdf is open" in problem.message
    assert str(tmp_path / "a-screen-new.pdf") in problem.message
    assert listing(tmp_path) == {"a-screen.pdf": b"open in a viewer", "a-screen-new.pdf": b"new"}


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("a file")
    with pytest.raises(ReportError, match="could not be written"):
        write_all({tmp_path / "dist" / "a.pdf": b"x"})
