"""Files that wait to be written → a folder of their own, so that copies for many recipients do not fill the memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType


class Spool(Mapping[Path, bytes]):
    """Contents by the path that they are for, kept in a folder that only this user can read; gone when it is left."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="pack-")
        self._kept: dict[Path, Path] = {}

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def put(self, target: Path, content: bytes) -> None:
        """Keep a file's content."""
        self._kept[target] = kept = Path(self._folder.name) / str(len(self._kept))
        kept.write_bytes(content)

    def __getitem__(self, target: Path) -> bytes:
        return self._kept[target].read_bytes()

    def __iter__(self) -> Iterator[Path]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)
