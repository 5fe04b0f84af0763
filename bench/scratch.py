"""`requirements.txt` and the project's lock → a virtual environment of the benchmark's own, in `bench/.venv`."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

BENCH = Path(__file__).resolve().parent
LOCK, PEERS = BENCH.parent / "requirements.lock", BENCH / "requirements.txt"


def interpreter() -> Path:
    """The scratch environment's Python; the environment is made, or made anew when the pinned versions changed."""
    folder = BENCH / ".venv"
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    stamp = folder / "bench.stamp"
    wanted = hashlib.sha256(LOCK.read_bytes() + PEERS.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted:
        return python
    print("making bench/.venv", file=sys.stderr)
    venv.create(folder, clear=True, with_pip=True)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(LOCK)], check=True)
    subprocess.run([*pip, "-r", str(PEERS)], check=True)
    stamp.write_text(wanted)
    return python
