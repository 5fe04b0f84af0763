"""Arguments become a verb; problems become lines on the terminal; the outcome becomes an exit code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from report.cli.arguments import misspelt, parser, with_verb
from report.cli.terminal import print_problems, show_stage, summary, tolerate_legacy_encoding
from report.cli.verbs import VERBS
from report.errors import FAULT_EXIT_CODE, ReportError

WRONG_USAGE_EXIT_CODE = 2
INTERRUPTED_EXIT_CODE = 130


def main(arguments: Sequence[str] | None = None, *, program: str = "report") -> int:
    """Run one verb. Returns the exit code (DESIGN section 6); argparse exits by itself, with 2, on wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        tolerate_legacy_encoding(stream)
    given = list(sys.argv[1:] if arguments is None else arguments)
    if misspelt(given):
        return WRONG_USAGE_EXIT_CODE
    options = parser(program).parse_args(with_verb(given), argparse.Namespace(program=program))
    try:
        return VERBS[options.verb](options)
    except ReportError as stop:
        return stopped(stop, options)
    except KeyboardInterrupt:
        sys.stderr.write("\ninterrupted; earlier outputs are as they were\n")
        return INTERRUPTED_EXIT_CODE
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except ModuleNotFoundError as missing:
        if (missing.name or "report").split(".")[0] == "report":
            return at_fault(missing, show=options.traceback)
        return incomplete(missing)
    except Exception as fault:
        return at_fault(fault, show=options.traceback)


def incomplete(missing: ModuleNotFoundError) -> int:
    """A library is gone from the environment: no fault of this program, and nothing to report."""
    sys.stderr.write(f"error: the package '{missing.name}' is missing from the environment\n")
    sys.stderr.write("  hint: delete the folder .venv and run this again; or install this program anew\n")
    return WRONG_USAGE_EXIT_CODE


def stopped(stop: ReportError, options: argparse.Namespace) -> int:
    """Print the problems that stopped a verb; the exit code says whose they are."""
    from report.publish.verdict import exit_code_of

    if sys.stderr.isatty() and options.verb == "build":
        show_stage("")
    print_problems(stop.problems, getattr(options, "project", Path()), sys.stderr)
    kept = "; nothing was written" if options.verb == "build" else ""
    sys.stderr.write(f"{summary(stop.problems)}{kept}\n")
    return exit_code_of(stop.problems) or FAULT_EXIT_CODE


def at_fault(fault: Exception, *, show: bool) -> int:
    """Keep the traceback of an unforeseen exception in a file and say where, or show it: it is no mistake of the
    user's."""
    import tempfile
    import traceback

    if show:
        traceback.print_exception(fault)
        return FAULT_EXIT_CODE
    sys.stderr.write(f"This is a fault of the program, not of your files: {type(fault).__name__}.\n")
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="report-fault-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            file.write("".join(traceback.format_exception(fault)))
        sys.stderr.write(f"  hint: please send the details with your report of it: {file.name}\n")
    except OSError:
        sys.stderr.write("  hint: run it again with --traceback and send what it says\n")
    return FAULT_EXIT_CODE
