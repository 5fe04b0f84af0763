"""The locked packages become `.venv`: made, completed or repaired, by one run at a time."""

from __future__ import annotations

import contextlib
import errno
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator

from environment import (
    LOCK,
    TEST_LOCK,
    SetupError,
    interpreter,
    is_ready,
    read,
    runs_inside,
    stamp_file,
    stamped_interpreter,
    stands,
    troubles,
    venv_folder,
    venv_python,
)

SETUP_LOCK = "setup.lock"


def say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def set_up(root: str, lock: str) -> None:
    """Make or complete `.venv`. Only one run at a time does so; the others wait, and find it done."""
    try:
        with exclusive(root):
            if is_ready(root, lock):
                return
            repairing = prepare(root)
            install(root, lock, repairing=repairing)
    except subprocess.CalledProcessError as failure:
        said = failure.output or ""
        raise SetupError(
            *troubles.from_output(said if isinstance(said, str) else said.decode(errors="replace"))
        ) from None


@contextlib.contextmanager
def exclusive(root: str) -> Iterator[None]:
    """Hold the right to change `.venv`; it ends with the process, however that ends."""
    folder = venv_folder(root)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, SETUP_LOCK), "ab") as file:
        if not lock_file(file.fileno()):
            say("Another run is setting up .venv; waiting for it.")
            while not lock_file(file.fileno()):
                time.sleep(0.2)
        yield


def lock_file(descriptor: int) -> bool:
    """Try to lock a file for this process. True as well where the file system knows no locks."""
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as failure:
        return failure.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
    return True


def prepare(root: str) -> bool:
    """See to an environment with pip in it. True when its packages may be half there."""
    finished = stamped_interpreter(root)
    if runs_inside(root) or (finished == interpreter() and stands(root)):
        return not finished
    unstamp(root)
    clear(root)
    create(root)
    return False


def unstamp(root: str) -> None:
    """From here on the environment is half made, until it is stamped again."""
    for lock in (LOCK, TEST_LOCK):
        with contextlib.suppress(FileNotFoundError):
            os.remove(stamp_file(root, lock))


def clear(root: str) -> None:
    """Empty `.venv` of what an interrupted run or another Python left there; a folder that is not ours stays."""
    folder = venv_folder(root)
    entries = [entry for entry in os.listdir(folder) if entry != SETUP_LOCK]
    if entries and not {"pyvenv.cfg", "bin", "Scripts", "lib", "Lib", "include", "Include"}.intersection(entries):
        raise SetupError(f"{folder} is not an environment of Python.", "move it away: this program needs that name")
    for entry in entries:
        path = os.path.join(folder, entry)
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        else:
            os.remove(path)


def create(root: str) -> None:
    """Make an environment with pip, from what Python itself brings."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    say(f"Making .venv with Python {version} ...")
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        raise SetupError(
            f"This Python {version} comes without the means to make an environment (venv and ensurepip).",
            "install them with  sudo apt install python3-venv  and run this again"
            if os.path.exists("/etc/debian_version")
            else "install a complete Python, for example from python.org, and run this again with it",
        )
    import venv

    venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(venv_folder(root))


def install(root: str, lock: str, *, repairing: bool) -> None:
    """Install the locked packages, each checked against its hash, and stamp the environment as complete."""
    began = time.monotonic()
    with open(os.path.join(root, lock), "rb") as file:
        content = file.read()
    packages = [line.split()[0] for line in content.decode("utf-8").splitlines() if line[:1].isalnum()]
    say(f"Installing {len(packages)} packages from {lock}:")
    run_pip(
        [
            *pip_command(root), "install", "--require-hashes", "--only-binary=:all:", "--no-input",
            "--disable-pip-version-check", "--no-warn-script-location", "--progress-bar=off",
            *(["--force-reinstall"] if repairing else []), "-r", os.path.join(root, lock),
        ],
        root,
    )  # fmt: skip
    for stamped in {LOCK, lock}:
        write_stamp(root, stamped)
    say(f"Ready in {time.monotonic() - began:.0f} s; later runs start at once.")


def pip_command(root: str) -> list[str]:
    return [venv_python(root), "-m", "pip"]


def run_pip(command: list[str], root: str) -> None:
    """Run pip and tell each package as it comes; raises CalledProcessError with all that pip said."""
    # The user's settings for index, proxy and certificates hold; what would install elsewhere or mix in does not.
    elsewhere = {"PYTHONPATH", "PYTHONHOME", "__PYVENV_LAUNCHER__", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"}
    variables = {name: value for name, value in os.environ.items() if name not in elsewhere}
    variables |= {
        "PYTHONNOUSERSITE": "1",
        "PIP_USER": "0",
        "PIP_QUIET": "0",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONUNBUFFERED": "1",
    }
    heard = []
    with subprocess.Popen(
        command, env=variables, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        errors="replace", stdin=subprocess.DEVNULL,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        waiting = False
        for line in process.stdout:
            heard.append(line)
            if package := package_met(line):
                say(f"  {package}")
            elif line.startswith("Installing collected packages"):
                unstamp(root)  # only now: without a network the environment stays as good as it was
                say("Unpacking them ...")
            elif "Retrying (" in line and not waiting:
                waiting = True
                say("  the package index does not answer; trying again ...")
        code = process.wait()
    if code:
        raise subprocess.CalledProcessError(code, command, output="".join(heard))


def package_met(line: str) -> str:
    """Name and version of the package that a line of pip's output comes to; empty for other lines."""
    if collecting := re.match(r"Collecting (\S+)==([^\s;]+)", line):
        return f"{collecting[1]} {collecting[2]}"
    if local := re.match(r"Processing .*?([^/\\]+)-(\d[^-]*)-[^-]+-[^-]+-[^-]+\.whl", line):
        return f"{local[1].replace('_', '-')} {local[2]}"
    return ""


def write_stamp(root: str, lock: str) -> None:
    """Mark the environment complete for this lock: at once or not at all."""
    path = stamp_file(root, lock)
    with open(f"{path}.new", "wb") as file:
        file.write(interpreter().encode() + b"\n" + read(os.path.join(root, lock)))
    os.replace(f"{path}.new", path)
