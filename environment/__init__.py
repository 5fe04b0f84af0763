"""The locked packages become `.venv` beside this file, once; every run then goes on inside it.

A run that finds `.venv` ready must cost milliseconds, so everything that only the setting up needs is imported there.
Words for the user go to standard error: standard output belongs to the verb that follows.
"""

from __future__ import annotations

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOCK, TEST_LOCK = "requirements.lock", "requirements-test.lock"
SETUP_EXIT_CODE, INTERRUPTED_EXIT_CODE = 2, 130
HANDED_OVER = "report-environment"  # a -X option: marks the second start, so that it can never become a loop


class SetupError(Exception):
    """The environment could not be made: what happened, and what the user can do about it."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


def main(arguments: list[str], root: str = ROOT) -> int:
    """Make `.venv` ready if it is not, and run the verb in it. Returns the exit code; on POSIX only for failures."""
    testing = arguments[:1] == ["test"]
    lock = TEST_LOCK if testing else LOCK
    try:
        if not is_ready(root, lock):
            from environment.making import set_up

            set_up(root, lock)
        return run_tests(root, arguments[1:]) if testing else run_verb(root, arguments)
    except SetupError as trouble:
        return told(trouble)
    except OSError as failure:
        from environment.troubles import from_system

        return told(SetupError(*from_system(failure, root)))
    except KeyboardInterrupt:
        sys.stderr.write("\nbuild.py: interrupted; the next run takes it up again.\n")
        return INTERRUPTED_EXIT_CODE


def told(trouble: SetupError) -> int:
    """Say what went wrong and what to do. Returns the exit code."""
    sys.stderr.write(f"build.py: {trouble.message}\n  hint: {trouble.hint}\n")
    return SETUP_EXIT_CODE


def venv_folder(root: str) -> str:
    """Where the environment is."""
    return os.path.join(root, ".venv")


def venv_python(root: str) -> str:
    """Where the environment's own Python is."""
    parts = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(venv_folder(root), *parts)


def runs_inside(root: str) -> bool:
    """Whether this very process is the environment's Python."""
    return os.path.isdir(venv_folder(root)) and os.path.samefile(sys.prefix, venv_folder(root))


def interpreter() -> str:
    """What binary packages depend on: a change of any of these makes the environment anew."""
    machine = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    abi = getattr(sys, "abiflags", "")
    return f"{sys.implementation.cache_tag}{abi} {sys.platform} {machine} {sys.base_prefix}"


def stamp_file(root: str, lock: str) -> str:
    """The stamp of a complete installation: the interpreter's line, and the lock as it was installed."""
    return os.path.join(venv_folder(root), f"installed-{lock}")


def read(path: str) -> bytes:
    """A file's bytes; none when there is no such file."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return b""


def stamped_interpreter(root: str) -> str:
    """For which interpreter the environment was completed; empty when it never was."""
    return read(stamp_file(root, LOCK)).partition(b"\n")[0].decode("utf-8", "replace")


def is_ready(root: str, lock: str) -> bool:
    """Whether `.venv` was completed from this lock for this interpreter, and its Python still stands."""
    made_for, _, installed = read(stamp_file(root, lock)).partition(b"\n")
    return (
        installed == read(os.path.join(root, lock))
        and (made_for == interpreter().encode() or runs_inside(root))
        and stands(root)
    )


def stands(root: str) -> bool:
    """Whether the environment's Python is there, and with it what makes it an environment."""
    return os.path.exists(venv_python(root)) and os.path.exists(os.path.join(venv_folder(root), "pyvenv.cfg"))


def run_verb(root: str, arguments: list[str]) -> int:
    """Run a verb of the program in the environment: here if this is it, else by handing over to its Python."""
    if runs_inside(root):
        from report.__main__ import run

        return run(arguments, program="build.py")
    if HANDED_OVER in sys._xoptions:
        raise SetupError(f"{venv_python(root)} does not start as an environment of its own.", "delete .venv, run again")
    return hand_over(root, ["-X", HANDED_OVER, os.path.join(root, "build.py"), *arguments])


def run_tests(root: str, arguments: list[str]) -> int:
    """Run every check of the program itself in the environment."""
    return hand_over(root, [os.path.join(root, "tests", "run.py"), *arguments])


def hand_over(root: str, arguments: list[str]) -> int:
    """Become the environment's Python with these arguments; on Windows, which cannot, wait for it."""
    for name in ("PYTHONPATH", "PYTHONHOME", "__PYVENV_LAUNCHER__"):
        os.environ.pop(name, None)
    command = [venv_python(root), *arguments]
    sys.stdout.flush()
    sys.stderr.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    import subprocess

    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # the child has had it too, and says so itself
                continue
