"""A build without Python's collector of cycles: it makes next to none, and looking for them among all that a long
report holds takes a quarter of the time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Pause:
    """Counts the builds of all threads: the collector is that of the process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._builds = 0
        self._enabled = False

    def begin(self) -> None:
        with self._lock:
            if not self._builds:
                self._enabled = gc.isenabled()
                gc.disable()
            self._builds += 1

    def end(self) -> None:
        with self._lock:
            self._builds -= 1
            if not self._builds and self._enabled:
                gc.enable()


_PAUSE = _Pause()


@contextmanager
def without_collector() -> Iterator[None]:
    """Pause the collector; when the last build has ended it is as it was before the first."""
    _PAUSE.begin()
    try:
        yield
    finally:
        _PAUSE.end()
