"""The veraPDF engine of preflight, for files in memory."""

from __future__ import annotations

from pathlib import Path

from report.finish.preflight import engine


class VeraPdf:
    """The engine, started; it starts once per process."""

    def __init__(self) -> None:
        self._engine = engine.engine()

    def broken(self, pdf: bytes, standard: str, folder: Path) -> list[engine.Broken]:
        """The rules of a standard (`ua1`, `a4`) that a file breaks. `folder` takes the file while it is examined."""
        assert self._engine is not None, "the packages of report[verify] are not installed"
        path = folder / "examined.pdf"
        path.write_bytes(pdf)
        return self._engine.broken(path, standard)
